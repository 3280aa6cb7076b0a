"""Readings of dates by steps from another: 'yesterday', 'last week', 'two years ago', 'the following month'.

Belongs here: the operations of rules.yaml that count. Does not: what the calendar names (named.py).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import get_args

from extractors.temporal import periods
from extractors.temporal.amounts import amount_of
from extractors.temporal.periods import Unit
from extractors.temporal.viewpoint import (
    UNKNOWN,
    Arguments,
    Reading,
    Viewpoint,
    as_unit,
    resolved,
    steps_of,
    unit_code,
    unresolved,
)
from schemas.dates import DateBasis


def read_relative(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """'Today', 'yesterday', 'tomorrow'."""
    date, basis = view.here()
    steps = int(arguments["offset"])
    if view.is_narrative and steps == 0:
        return Reading("DATE", "PRESENT_REF", is_dated=False)
    if date is None:
        return unresolved("XXXX-XX-XX")
    moved = periods.moved(date, "D", steps)
    return resolved(periods.day(moved), basis) if moved else None


def read_anaphor(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """'The following month' counts from the last date of the text, 'the end of the year' from the document's."""
    unit = unit_code(arguments["unit"]) or "H"
    words = arguments["order"].lower().split()
    is_deictic = {"deictic", "lately"} & set(words) or (unit == "D" and "edge" in arguments)
    date, basis = view.there(unit) if not is_deictic or view.is_narrative else view.here()
    steps = -1 if {"previous", "lately"} & set(words) else 1 if {"following", "next"} & set(words) else 0
    return _stepped(date, basis, unit, steps)


def _stepped(date: dt.date | None, basis: DateBasis, unit: str, steps: int) -> Reading | None:
    if date is None or unit not in get_args(Unit):
        return unresolved(UNKNOWN.get(unit, "XXXX"))
    moved = periods.moved(date, as_unit(unit), steps)
    return resolved(periods.around(moved, as_unit(unit)), basis) if moved else None


def read_directed(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """'Last week', 'this year', 'next weekend'."""
    unit, direction = unit_code(arguments["unit"]), arguments["direction"]
    date, basis = view.here()
    steps = steps_of(direction)
    if unit == "WE" and date:
        return _weekend(date, basis, steps)
    if unit == "W" and date and steps < 0 and date.isoweekday() == 7:
        steps = 0  # on a Sunday 'last week' is the one that ends
    return _stepped(date, basis, unit, steps)


def _weekend(date: dt.date, basis: DateBasis, steps: int) -> Reading | None:
    """On a Saturday or Sunday 'last weekend' is the week's before; 'this weekend' is always the running week's."""
    moved = periods.moved(
        date, "W", steps if steps <= 0 or date.isoweekday() > 5 else 0 if date.isoweekday() < 4 else 1
    )
    return resolved(periods.weekend(moved), basis) if moved else None


def read_near_weekend(_: Arguments, view: Viewpoint) -> Reading | None:
    """'The weekend': the last one, or this week's where the clause is about the future."""
    date, basis = view.here()
    if date is None:
        return unresolved("XXXX-WXX-WE")
    return _weekend(date, basis, 0 if date.isoweekday() > 5 or view.tense() == "future" else -1)


def read_ago(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """'Two years ago', 'three weeks from now'."""
    date, basis = view.here()
    return _counted_from(date, basis, arguments, 1 if arguments.get("sign") == "+" else -1)


def read_counted(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """'Two days later', 'a year earlier': steps from the last date of the text."""
    unit = arguments["unit"]
    code = unit if unit in UNKNOWN else unit_code(unit)
    date, basis = view.there("M" if code == "Y" and not view.is_narrative else code)
    side = arguments["side"].lower()
    return _counted_from(date, basis, arguments, 1 if side.startswith(("later", "after", "follow")) else -1)


def _counted_from(date: dt.date | None, basis: DateBasis, arguments: Arguments, sign: int) -> Reading | None:
    unit = arguments["unit"]
    amount = amount_of(arguments["number"], unit if unit in UNKNOWN else unit_code(unit))
    if amount.number is None or (amount.number != int(amount.number) and amount.unit not in ("Y", "DE")):
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    if date is None:
        return unresolved(UNKNOWN.get(amount.unit, "XXXX"))
    if amount.unit in ("TH", "TM", "TS"):
        return resolved(periods.day(date), basis)
    if amount.number > 10_000:
        return None
    calendar_unit = as_unit(amount.unit)
    moved = periods.moved(date, calendar_unit, sign * int(amount.number))
    period = periods.around(moved, calendar_unit) if moved else None
    if period and moved and calendar_unit == "W":
        period = replace(periods.day(moved), value=period.value)  # 'two weeks ago' is that day, TIMEX3 notes the week
    return resolved(period, basis)


def read_this_time(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """'This time next week': the same day of another week, month or year."""
    date, basis = view.here()
    if date is None:
        return unresolved("XXXX-XX-XX")
    moved = periods.moved(date, as_unit(unit_code(arguments["unit"])), steps_of(arguments["direction"]))
    return resolved(periods.day(moved), basis) if moved else None


def read_year_ago(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """'The year-ago quarter' is that of the last full quarter, a year before; 'year-earlier' the last year."""
    date, basis = view.here()
    past = periods.moved(date, "M", -15 if "quarter" in arguments else -12) if date else None
    if past is None:
        return unresolved("XXXX-QX" if "quarter" in arguments else "XXXX")
    return resolved(periods.around(past, "Q" if "quarter" in arguments else "Y"), basis)
