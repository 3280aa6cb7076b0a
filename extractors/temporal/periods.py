"""Periods: named stretches of the calendar (a day, the week 1998-W24, the summer of 1994) and steps between them.

Belongs here: pure calendar arithmetic by codebook section 4. Does not: words (rules.yaml), what a text counts from
(readings.py). A period outside the years 1 to 9999 is None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from schemas.dates import Precision

Unit = Literal["D", "W", "WE", "M", "Q", "H", "Y", "DE", "CE"]
Edge = Literal["early", "middle", "late", "before", "after"]
EDGES: tuple[Edge, ...] = ("early", "middle", "late", "before", "after")

_Namer = Callable[[int, int], str]

SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_MONTH_THIRDS = {"early": (1, 10), "middle": (11, 20), "late": (21, 31)}
_DECADE_PARTS = {"early": (0, 3), "middle": (4, 6), "late": (7, 9)}
_WEEK_PARTS = {"early": (0, 1), "middle": (2, 2), "late": (3, 6)}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inclusive, with its TIMEX3 value and its EDTF string."""

    value: str
    start: dt.date
    end: dt.date
    precision: Precision
    edtf: str


def day(date: dt.date) -> Period:
    """One day."""
    return Period(date.isoformat(), date, date, "day", date.isoformat())


def day_of(year: int, month: int, number: int) -> Period | None:
    """The day of these numbers, None where the calendar has none."""
    try:
        return day(dt.date(year, month, number))
    except ValueError:
        return None


def week(date: dt.date) -> Period | None:
    """The ISO week that holds a day."""
    first = _plus_days(date, -date.weekday())
    last = _plus_days(date, 6 - date.weekday())
    if first is None or last is None:
        return None
    year, number, _ = date.isocalendar()
    return Period(f"{year:04d}-W{number:02d}", first, last, "week", f"{first}/{last}")


def weekend(date: dt.date) -> Period | None:
    """Saturday and Sunday of the ISO week that holds a day."""
    whole = week(date)
    if whole is None:
        return None
    first = whole.end - dt.timedelta(days=1)
    return Period(f"{whole.value}-WE", first, whole.end, "weekend", f"{first}/{whole.end}")


def month(year: int, number: int) -> Period | None:
    """A calendar month; `number` may run past 12 or below 1 into other years."""
    return _months(year, number, 1, "month", lambda y, m: f"{y:04d}-{m:02d}")


def quarter(year: int, number: int) -> Period | None:
    """A calendar quarter, 1 to 4."""
    named = _months(year, 3 * number - 2, 3, "quarter", lambda y, m: f"{y:04d}-Q{(m + 2) // 3}")
    return named and replace(named, edtf=f"{named.value[:4]}-{32 + int(named.value[-1])}")


def half(year: int, number: int) -> Period | None:
    """A half of a year, 1 or 2."""
    named = _months(year, 6 * number - 5, 6, "range", lambda y, m: f"{y:04d}-H{(m + 5) // 6}")
    return named and replace(named, edtf=f"{named.value[:4]}-{39 + int(named.value[-1])}")


def season(year: int, code: str) -> Period | None:
    """A northern season, SP, SU, FA or WI; the winter of a year begins in its December."""
    named = _months(year, SEASON_MONTH[code], 3, "season", lambda y, _: f"{y:04d}-{code}")
    return named and replace(named, edtf=f"{named.value[:4]}-{_SEASON_EDTF[code]}")


def year_of(number: int) -> Period | None:
    """A calendar year."""
    return _years(number, number, f"{number:04d}", "year", f"{number:04d}")


def decade(number: int) -> Period | None:
    """The ten years that share all digits but the last: 198 is 1980 to 1989."""
    return _years(10 * number, 10 * number + 9, f"{number:03d}", "decade", f"{number:03d}X")


def century(number: int) -> Period | None:
    """The hundred years that share the first two digits: 19 is 1900 to 1999."""
    return _years(100 * number, 100 * number + 99, f"{number:02d}", "range", f"{number:02d}XX")


def around(date: dt.date, unit: Unit) -> Period | None:
    """The period of a unit that holds a day."""
    year, number = date.year, date.month
    match unit:
        case "D":
            return day(date)
        case "W":
            return week(date)
        case "WE":
            return weekend(date)
        case "M":
            return month(year, number)
        case "Q":
            return quarter(year, (number + 2) // 3)
        case "H":
            return half(year, (number + 5) // 6)
        case "Y":
            return year_of(year)
        case "DE":
            return decade(year // 10)
        case "CE":
            return century(year // 100)


def moved(date: dt.date, unit: Unit, steps: int) -> dt.date | None:
    """A day some units away; a month with fewer days ends at its last one."""
    match unit:
        case "D":
            return _plus_days(date, steps)
        case "W" | "WE":
            return _plus_days(date, 7 * steps)
        case "M":
            return _plus_months(date, steps)
        case "Q":
            return _plus_months(date, 3 * steps)
        case "H":
            return _plus_months(date, 6 * steps)
        case "Y":
            return _plus_months(date, 12 * steps)
        case "DE":
            return _plus_months(date, 120 * steps)
        case "CE":
            return _plus_months(date, 1200 * steps)


def span(start: dt.date, end: dt.date, value: str) -> Period:
    """A stretch that no unit of the calendar names."""
    return Period(value, min(start, end), max(start, end), "range", f"{min(start, end)}/{max(start, end)}")


def narrowed(period: Period, edge: Edge, anchor: dt.date | None) -> Period:
    """The early, middle or late part of a period, or what of it lies before or after the document's date.

    A month falls into days 1-10, 11-20 and the rest, a week into Monday-Tuesday, Wednesday and the rest, a decade
    into years 0-3, 4-6 and 7-9, everything else into thirds by months or years.
    """
    start, end = period.start, period.end
    if period.precision == "day":
        return period
    if edge in ("before", "after"):
        if anchor is None or not start <= anchor <= end:
            return period
        return _part(period, start, anchor) if edge == "before" else _part(period, anchor, end)
    if period.precision == "month":
        first, last = _MONTH_THIRDS[edge]
        return _part(period, start.replace(day=first), end if edge == "late" else start.replace(day=last))
    if period.precision == "week":
        first, last = _WEEK_PARTS[edge]
        return _part(period, start + dt.timedelta(days=first), start + dt.timedelta(days=last))
    if period.precision == "decade":
        first, last = _DECADE_PARTS[edge]
        year = period.start.year - period.start.year % 10
        return _part(period, dt.date(year + first, 1, 1), dt.date(year + last, 12, 31))
    return _third(period, edge)


def _third(period: Period, edge: Edge) -> Period:
    months = 12 * (period.end.year - period.start.year) + period.end.month - period.start.month + 1
    if months < 3:
        return period
    index = {"early": 0, "middle": 1, "late": 2}[edge]
    first = _plus_months(period.start, months * index // 3)
    after = _plus_months(period.start, months * (index + 1) // 3)
    if first is None or index == 2 or after is None:
        return _part(period, first or period.start, period.end)
    return _part(period, first, after - dt.timedelta(days=1))


def _part(period: Period, start: dt.date, end: dt.date) -> Period:
    return replace(period, start=start, end=end, edtf=f"{start}/{end}")


def _months(year: int, first: int, count: int, precision: Precision, name: _Namer) -> Period | None:
    years, index = divmod(first - 1, 12)
    year += years
    if not 1 <= year <= 9999:
        return None
    start = dt.date(year, index + 1, 1)
    after = _plus_months(start, count)
    end = after - dt.timedelta(days=1) if after else dt.date.max
    value = name(year, index + 1)
    return Period(value, start, end, precision, value)


def _years(first: int, last: int, value: str, precision: Precision, edtf: str) -> Period | None:
    if not (1 <= last <= 9999 and first >= 0):
        return None
    return Period(value, dt.date(max(first, 1), 1, 1), dt.date(last, 12, 31), precision, edtf)


def _plus_days(date: dt.date, days: int) -> dt.date | None:
    try:
        return date + dt.timedelta(days=days)
    except OverflowError:
        return None


def _plus_months(date: dt.date, months: int) -> dt.date | None:
    years, index = divmod(date.month - 1 + months, 12)
    year = date.year + years
    if not 1 <= year <= 9999:
        return None
    following = dt.date(year + index // 11, (index + 1) % 12 + 1, 1) if year < 9999 or index < 11 else None
    last = (following - dt.timedelta(days=1)).day if following else 31
    return dt.date(year, index + 1, min(date.day, last))
