"""Readings: what a matched expression means, given what the text counts from.

Belongs here: the table from the `op` of a rule to the function that reads it. Does not: finding expressions
(expressions.py), calendar arithmetic (periods.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractors.temporal import clocks, named, relative
from extractors.temporal.viewpoint import Arguments, Reading, Viewpoint


def read(operation: str, arguments: Arguments, view: Viewpoint) -> Reading | None:
    """The reading of an expression; None where its numbers name nothing (30 February, hour 25)."""
    return _OPERATIONS[operation](arguments, view)


_OPERATIONS: Mapping[str, Callable[[Arguments, Viewpoint], Reading | None]] = {
    "day": named.read_day,
    "numeric": named.read_numeric,
    "month": named.read_month,
    "relative": relative.read_relative,
    "weekday": named.read_weekday,
    "weekday_set": clocks.read_weekday_set,
    "weekday_near": relative.read_near_weekend,
    "anaphor": relative.read_anaphor,
    "directed": relative.read_directed,
    "ago": relative.read_ago,
    "counted": relative.read_counted,
    "year_ago": relative.read_year_ago,
    "season": named.read_season,
    "quarter": named.read_quarter,
    "year": named.read_year,
    "year_in_words": named.read_year_in_words,
    "fiscal": named.read_fiscal,
    "this_time": relative.read_this_time,
    "decade": named.read_decade,
    "century": named.read_century,
    "bc": named.read_before_christ,
    "holiday": named.read_holiday,
    "clock": clocks.read_clock,
    "part": clocks.read_part,
    "duration": clocks.read_duration,
    "window": clocks.read_window,
    "set": clocks.read_set,
    "adverb_set": clocks.read_adverb_set,
    "constant": clocks.read_constant,
}
