"""Readings of times of day, durations, sets, and references to now, once and some day.

Belongs here: the operations of rules.yaml that name no calendar date of their own. Does not: dates (named.py,
relative.py).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import get_args

from extractors.temporal import periods
from extractors.temporal.amounts import Amount, amount_of, duration_value
from extractors.temporal.periods import Unit
from extractors.temporal.viewpoint import Arguments, Reading, Viewpoint, as_unit, steps_of, unit_code, word
from schemas.dates import DateBasis


def read_clock(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """A time on the clock, '5:30 p.m.', of the day that stands beside it, else of the running one."""
    if "military" in arguments:
        hour, minute = int(arguments["military"][:2]), int(arguments["military"][2:])
    elif "hour" in arguments:
        hour, minute = int(arguments["hour"]), 0
    else:
        hour, minute = (int(part) for part in arguments["clock"].split(":")[:2])
    half = (arguments.get("meridiem") or arguments.get("meridiem2") or "").lower()
    if half and hour > 12:
        return None
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return _timed(f"T{hour:02d}:{minute:02d}", *view.bare())


def _timed(clock: str, date: dt.date | None, basis: DateBasis) -> Reading:
    if date is None:
        return Reading("TIME", f"XXXX-XX-XX{clock}", clock=clock)
    return Reading("TIME", f"{date}{clock}", periods.day(date), basis, clock=clock)


def read_part(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """A part of a day: 'this morning', 'last night', 'noon'."""
    name = arguments["part"].lower()
    code = {"midnight": "24:00", "noon": "12:00"}.get(name) or word("part", name)
    direction = arguments.get("direction", "").lower()
    date, basis = view.here() if direction == "this" or (not direction and not view.is_narrative) else view.there()
    steps = 1 if {"next", "following"} & set(direction.split()) else -1 if "previous" in direction else 0
    if "last" in arguments or ("overnight" in arguments and not view.is_narrative):
        steps = -1
    moved = periods.moved(date, "D", steps) if date else None
    reading = _timed(f"T{code}", moved, basis)
    return reading if "weak" in arguments or name in ("midnight", "noon") else replace(reading, clock="")


def read_duration(arguments: Arguments, _: Viewpoint) -> Reading | None:
    """A length of time, or how often: 'three days', 'every two years'."""
    if "recent" in arguments and arguments["recent"].lower().startswith(("recent", "the recent")):
        return Reading("DATE", "PAST_REF", is_dated=False)
    number = "2" if "other" in arguments else arguments["number"]
    amount = amount_of(number, unit_code(arguments["unit"]))
    if "half" in arguments:
        amount = Amount(1.5, amount.unit)
    return Reading("SET" if "set" in arguments else "DURATION", duration_value(amount), is_dated=False)


def read_window(arguments: Arguments, view: Viewpoint) -> Reading | None:
    """'The last four years' is a duration that ends on the document's date, 'the next three months' one that begins."""
    direction = arguments["direction"].lower()
    amount = amount_of(arguments["number"], unit_code(arguments["unit"]))
    value = duration_value(amount)
    steps = 0 if direction in ("first", "final") else steps_of(direction)
    date, basis = view.here()
    whole = amount.number is not None and amount.number == int(amount.number) and amount.number <= 10_000
    if not steps or not whole or date is None or amount.unit not in get_args(Unit):
        return Reading("DURATION", value, is_dated=False)
    last = amount_of(arguments.get("high", arguments["number"]), amount.unit).number or 0
    other = periods.moved(date, as_unit(amount.unit), steps * int(min(last, 10_000)))
    if other is None:
        return None
    return Reading("DURATION", value, periods.span(date, other, value), basis)


def read_set(arguments: Arguments, _: Viewpoint) -> Reading:
    """One time in every unit: 'each month'."""
    return Reading("SET", duration_value(amount_of("1", unit_code(arguments["unit"]))), is_dated=False)


def read_adverb_set(arguments: Arguments, _: Viewpoint) -> Reading:
    """'Daily', 'weekly' and their like."""
    return Reading("SET", word("adverb_set", arguments["word"]), is_dated=False)


def read_weekday_set(arguments: Arguments, _: Viewpoint) -> Reading:
    """'Every Monday', 'Tuesdays'."""
    number = word("weekday", arguments.get("weekday", "")) or word("weekday_plural", arguments.get("plural", ""))
    return Reading("SET", f"XXXX-WXX-{number}", is_dated=False)


def read_constant(arguments: Arguments, _: Viewpoint) -> Reading:
    """'Now', 'recently', 'the future': no date, only a direction."""
    value = arguments.get("value") or next(
        v for a in ("present", "past", "future") if (v := word(a, arguments["word"]))
    )
    return Reading("DATE", value, is_dated=False)
