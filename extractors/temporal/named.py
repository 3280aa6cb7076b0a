"""Readings of dates by name: days, months, weekdays, seasons, quarters, years, decades, centuries, holidays.

Belongs here: the operations of rules.yaml on what the calendar names. Does not: steps from another date (relative.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractors.temporal import periods
from extractors.temporal.amounts import ordinal_of
from extractors.temporal.periods import Period
from extractors.temporal.viewpoint import Arguments, Reading, Tense, Viewpoint, resolved, steps_of, unresolved, word
from schemas.dates import DateBasis


def _year(text: str, view: Viewpoint) -> int:
    if text[:1] in "'’‘":
        return _full_year(int(text[1:]), view)
    return int(text)


def _full_year(short: int, view: Viewpoint) -> int:
    """The year of two digits that lies nearest to the document's date, at most 20 years ahead of it."""
    now = view.anchor.year if view.anchor else 2000
    year = now - now % 100 + short
    return year - 100 if year > now + 20 else year


def _same_year(same: str, view: Viewpoint) -> tuple[int | None, DateBasis]:
    """The year of 'that year', 'the same year', 'last year'."""
    is_anaphoric = same.split(maxsplit=1)[0].lower() in ("that", "the") and same.split()[-2].lower() != "this"
    date, basis = view.there() if is_anaphoric else view.here()
    if date is None:
        return None, basis
    words = same.lower().split()
    return date.year + (-1 if "previous" in words else steps_of(same)), basis


def read_day(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """A day of a month; without its year the nearest, one against the tense of its clause being three times as far."""
    number = ordinal_of(arguments["day"])
    if "month" not in arguments:
        date, basis = view.there() if "that" in arguments["same"] or "the" in arguments["same"] else view.here()
        if date is None:
            return unresolved(f"XXXX-XX-{number:02d}")
        first = periods.moved(date.replace(day=1), "M", steps_of(arguments["same"]))
        return resolved(periods.day_of(first.year, first.month, number), basis) if first else None
    month = _month_number(arguments["month"])
    if "year" in arguments:
        year = int(arguments["year"])
        return resolved(periods.day_of(_full_year(year, view) if year < 100 else year, month, number))
    if "same" in arguments:
        known, basis = _same_year(arguments["same"], view)
        return resolved(periods.day_of(known, month, number), basis) if known else _yearless(month, number)
    date, basis = view.bare()
    if date is None:
        return _yearless(month, number)
    choices = [p for y in (-1, 0, 1) if (p := periods.day_of(date.year + y, month, number))]
    if not choices:
        return _yearless(month, number)
    if view.reference and basis == "context" and view.reference.precision == "year":
        choices = [p for p in choices if p.start.year == date.year] or choices
    tense = view.tense() if basis != "context" else "present"
    return resolved(min(choices, key=lambda p: _distance((p.start - date).days, tense)), basis)


def _distance(days: int, tense: Tense) -> int:
    """How far a day lies; one against the tense counts three times."""
    return abs(days) * (3 if (tense == "past" and days > 0) or (tense == "future" and days < 0) else 1)


def _yearless(month: int, number: int) -> Reading | None:
    return unresolved(f"XXXX-{month:02d}-{number:02d}") if periods.day_of(2000, month, number) else None


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else int(word("month", text))


def read_numeric(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """05/13/1994 and 13.5.1994: with points the day comes first, else the month where the calendar allows it."""
    first, second, year = int(arguments["first"]), int(arguments["second"]), int(arguments["year"])
    if year < 100:
        year = _full_year(year, view)
    month, day = (first, second) if arguments["sep"] in "/-" else (second, first)
    return resolved(periods.day_of(year, month, day) or periods.day_of(year, day, month))


def read_month(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """A month, with its year or without."""
    number = _month_number(arguments["month"])
    if "year" in arguments or "short" in arguments:
        return resolved(periods.month(_year(arguments.get("year") or arguments["short"], view), number))
    if "same" in arguments:
        year, basis = _same_year(arguments["same"], view)
    else:
        year, basis = _year_of_bare(view, lambda y: periods.month(y, number), arguments.get("direction"))
    return unresolved(f"XXXX-{number:02d}") if year is None else resolved(periods.month(year, number), basis)


def _year_of_bare(
    view: Viewpoint, period_in: Callable[[int], Period | None], direction: str | None
) -> tuple[int | None, DateBasis]:
    """The year of a month or season that is named without it: by 'last' or 'next', else by tense, else the nearest."""
    date, basis = view.here() if direction else view.bare()
    if date is None:
        return None, basis
    if basis == "context" and view.reference and view.reference.precision in ("year", "season"):
        return date.year, basis
    choices = [(y, p) for y in (date.year - 1, date.year, date.year + 1) if (p := period_in(y))]
    past = [y for y, p in choices if p.start <= date and not (direction and p.end >= date)]
    future = [y for y, p in choices if p.end >= date and not (direction and p.start <= date)]
    steps = steps_of(direction or "")
    tense = view.tense() if not direction and basis != "context" else "present"
    if (steps < 0 or tense == "past") and past:
        return past[-1], basis
    if (steps > 0 or tense == "future") and future:
        return future[0], basis
    if direction and not steps:
        return date.year, basis
    middle = [(abs((p.start - date).days + (p.end - p.start).days // 2), y) for y, p in choices]
    return (min(middle)[1] if middle else None), basis


def read_weekday(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """A weekday: the last up to the day counted from, or the next where the clause is about the future."""
    number = int(word("weekday", arguments["weekday"]))
    order = arguments.get("order", "").lower()
    date, basis = view.there() if order or view.is_narrative else view.here()
    if date is None:
        return unresolved(f"XXXX-WXX-{number}")
    ahead = (number - date.isoweekday()) % 7
    direction = arguments.get("direction", "").lower()
    steps = steps_of(order or direction)
    if "week" in arguments:
        moved = periods.moved(date, "D", number - date.isoweekday() + 7 * steps_of(arguments["week"]))
    elif steps > 0 or order == "following":
        moved = periods.moved(date, "D", ahead or 7)
    elif steps < 0:
        moved = periods.moved(date, "D", ahead - 7)
    elif direction:
        moved = periods.moved(date, "D", number - date.isoweekday())
    elif view.tense() == "future" or basis == "context":
        moved = periods.moved(date, "D", ahead)
    else:
        moved = periods.moved(date, "D", ahead - 7 if ahead else 0)
    return resolved(periods.day(moved), basis) if moved else None


def read_season(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """A northern season, with its year or without."""
    code = word("season", arguments["season"])
    direction = arguments.get("direction", "").lower()
    if "year" in arguments:
        return resolved(periods.season(int(arguments["year"]), code))
    if direction.startswith(("that", "the same", "the following", "the previous")):
        date, basis = view.there()
        year = date.year + (1 if "following" in direction else -1 if "previous" in direction else 0) if date else None
    elif arguments.get("of_year"):
        date, basis = view.here()
        year = date.year + steps_of(direction) if date else None
    else:
        year, basis = _year_of_bare(view, lambda y: periods.season(y, code), direction or None)
    return unresolved(f"XXXX-{code}") if year is None else resolved(periods.season(year, code), basis)


def read_quarter(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """A quarter or half of a year; without its year the last that has begun."""
    is_half = arguments["unit"].lower() == "half"
    which = arguments.get("which", "").lower()
    number = (1 if which in ("early", "first") else 2) if which else ordinal_of(arguments["ordinal"])
    if not 1 <= number <= (2 if is_half else 4):
        return None
    named = periods.half if is_half else periods.quarter
    if "year" in arguments:
        return resolved(named(int(arguments["year"]), number))
    date, basis = view.bare()
    if date is None:
        return unresolved(f"XXXX-{'H' if is_half else 'Q'}{number}")
    if "direction" in arguments:
        return resolved(named(date.year + steps_of(arguments["direction"]), number), basis)
    now = named(date.year, number)
    if basis != "context" and now and now.end > date and view.tense() != "future" and now.start > date:
        return resolved(named(date.year - 1, number), basis)
    return resolved(now, basis)


def read_year(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """A year in digits; a second year of two digits takes its century from the first."""
    if "short" in arguments:
        return resolved(periods.year_of(_year(arguments["short"], view)))
    year = int(arguments["year"])
    if "base" in arguments:
        base = int(arguments["base"])
        year = year if year >= 100 else base - base % 100 + year
        if not base < year <= base + 200:
            return None
    return resolved(periods.year_of(year))


def read_year_in_words(arguments: Arguments, _: Viewpoint) -> Reading | None:
    """'Nineteen ninety-six', 'two thousand and one'."""
    if "two" in arguments:
        year = 2000 + ordinal_of(arguments.get("small", "0"))
    else:
        year = 100 * ordinal_of(arguments["age"]) + ordinal_of(arguments["rest"].lower().removeprefix("oh").strip(" -"))
    if "month" in arguments:
        return resolved(periods.month(year, _month_number(arguments["month"])))
    return resolved(periods.year_of(year))


def read_fiscal(arguments: Arguments, _: Viewpoint) -> Reading | None:
    """A fiscal year is read as the calendar year of its number; 1994/95 runs from July to June."""
    if "start" not in arguments:
        year = periods.year_of(int(arguments.get("year") or arguments["fy"]))
        return resolved(replace(year, value=f"FY{year.value}")) if year else None
    number = int(arguments["start"])
    first, last = periods.month(number, 7), periods.month(number, 18)
    if first is None or last is None or (number + 1) % 100 != int(arguments["stop"]):
        return None
    return resolved(periods.span(first.start, last.end, f"FY{number:04d}"))


def read_decade(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """'The 1980s', 'the '80s', 'the eighties'."""
    if "decade" in arguments:
        return resolved(periods.decade(int(arguments["decade"]) // 10))
    short = int(arguments.get("short") or word("decade_word", arguments["word"]))
    return resolved(periods.decade(_full_year(short, view) // 10))


def read_century(arguments: Arguments, _: Viewpoint) -> Reading | None:
    """'The 19th century': the years whose first two digits are 18."""
    number = ordinal_of(arguments["ordinal"])
    if "bc" in arguments:
        return Reading("DATE", f"BC{number - 1:02d}", is_dated=False) if number else None
    return resolved(periods.century(number - 1)) if number else None


def read_before_christ(arguments: Arguments, _: Viewpoint) -> Reading:
    """A year before Christ, which has a TIMEX3 value and no interval."""
    return Reading("DATE", f"BC{int(arguments['year']):04d}", is_dated=False)


def read_holiday(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """A holiday of fixed date."""
    month, day = (int(part) for part in word("holiday", arguments["holiday"]).split("-"))
    dated = {"month": str(month), "day": str(day)}
    if "year" in arguments:
        dated["year"] = arguments["year"]
    elif "direction" in arguments:
        dated["same"] = f"{arguments['direction']} year"
    return read_day(dated, view)
