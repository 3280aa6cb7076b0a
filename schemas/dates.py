"""Dates: an imprecise date is an interval with a precision; what cannot be resolved keeps its words.

Belongs here: date intervals and time expressions as values. Does not: finding them (extractors/temporal).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from schemas.document import Evidence

Precision = Literal["day", "weekend", "week", "month", "season", "quarter", "year", "decade", "range"]
DateBasis = Literal["text", "document", "dateline", "context", "event", "inferred"]
"""What an interval rests on: the expression alone, the document's date, its dateline, an earlier date of the text,
another event, or a publication date that was itself inferred."""
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class DateInterval:
    """When an event happens: [start, end], both inclusive ISO days; both None where the expression is unresolved.

    One bound may be None ('ends Sunday' has no start). `edtf` is the Extended Date/Time Format string.
    """

    start: dt.date | None
    end: dt.date | None
    expression: str
    evidence: Evidence
    rule: str
    precision: Precision | None = None
    edtf: str | None = None
    is_approximate: bool = False
    basis: DateBasis = "text"

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"date interval {self.start}..{self.end} ends before it starts")

    @property
    def is_resolved(self) -> bool:
        """Whether at least one bound is known."""
        return self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3 expression of a text: its type, its value ('2025-W28', 'P3D', 'XXXX-WXX-1') and its interval, if any.

    `interval` is None for sets and for durations but windows ('the last four years'); a relative expression without an
    anchor has an unresolved one.
    """

    type: TimexType
    value: str
    evidence: Evidence
    rule: str
    interval: DateInterval | None = None
