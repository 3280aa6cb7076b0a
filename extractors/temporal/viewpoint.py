"""What an expression counts from, and what reading it yields.

Belongs here: the two records and the small words that all readings share. Does not: the readings (named.py,
relative.py, clocks.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from extractors.temporal.periods import Period, Unit
from extractors.temporal.rulebook import rulebook
from schemas.dates import DateBasis, TimexType

Tense = Literal["past", "present", "future"]
Arguments = Mapping[str, str]

_COARSE = {"Y", "DE", "CE"}
_FINE = {"D": ("day",), "W": ("day", "week", "weekend"), "M": ("day", "month"), "Q": ("day", "month", "quarter")}
UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}
"""The TIMEX3 value of a period that is not known, by unit."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The type, TIMEX3 value and, where it is known, the period of an expression.

    `is_dated` says that the expression is a date, known or not; `clock` is the time of day of one that takes its day
    from a neighbour; `is_explicit` that later expressions may count from it.
    """

    type: TimexType
    value: str
    period: Period | None = None
    basis: DateBasis = "text"
    is_dated: bool = True
    clock: str = ""
    is_explicit: bool = False


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """What an expression counts from: the document's date, the last date of the text, the tense of its clause.

    In narrative text about the past, bare days and months count from the last date and not from the document's.
    """

    anchor: dt.date | None
    basis: DateBasis
    references: tuple[Period, ...]
    is_narrative: bool
    tense: Callable[[], Tense]

    @property
    def reference(self) -> Period | None:
        """The last date of the text."""
        return self.references[-1] if self.references else None

    def here(self) -> tuple[dt.date | None, DateBasis]:
        """The day from which 'last week' counts."""
        if self.is_narrative:
            return (self.reference.start if self.reference else None), "context"
        return self.anchor, self.basis

    def there(self, unit: str = "Y") -> tuple[dt.date | None, DateBasis]:
        """The day from which 'two days later' and, without a document date, 'in May' count.

        It is the last date of the text that is fine enough: days count from a day, months from a day or a month.
        """
        for period in reversed(self.references):
            if unit in _COARSE or period.precision in _FINE.get(unit, ()):
                return period.start, "context"
        return self.anchor, self.basis

    def bare(self) -> tuple[dt.date | None, DateBasis]:
        """The day from which a month or a day without its year counts."""
        return self.here() if self.anchor and not self.is_narrative else self.there()


def resolved(period: Period | None, basis: DateBasis = "text") -> Reading | None:
    """A date that is known."""
    return Reading("DATE", period.value, period, basis, is_explicit=basis in ("text", "context")) if period else None


def unresolved(value: str) -> Reading:
    """A date that nothing fixes; its TIMEX3 value holds what is known."""
    return Reading("DATE", value)


def word(atom: str, text: str) -> str:
    """What a word of an atom stands for; empty where it is none of the atom's."""
    return rulebook().value(atom, text) or ""


def unit_code(text: str) -> str:
    """The code of a unit's name."""
    return word("unit", text)


def steps_of(text: str) -> int:
    """-1, 0 or 1 for 'last', 'this', 'next' and their like."""
    words = [word for word in text.lower().split() if word not in ("the", "its", "his", "a")]
    if not words:
        return 0
    if words[0] in ("last", "past", "previous", "latest") or words[-1] == "past":
        return -1
    return 1 if {"next", "coming", "upcoming", "following"} & set(words) else 0


def as_unit(code: str) -> Unit:
    """A code of the rule book as a unit of the calendar."""
    return next(unit for unit in get_args(Unit) if unit == code)
