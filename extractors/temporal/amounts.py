"""Amounts of time: numbers in words and digits, and ISO 8601 durations.

Belongs here: 'two and a half', 'twenty-four', P2Y6M. Does not: counts of people (extractors/quantities).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.temporal.rulebook import rulebook

_DIGITS = re.compile(r"[\d,]*\d(?:\.\d+)?")
_LONGEST = 9
"""Digits of the longest number that is read; longer ones are no amounts of time."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So many of a unit (a code of the atom `unit`); None where the text does not say how many."""

    number: float | None
    unit: str


def number_of(text: str) -> float | None:
    """The number that digits or words name; None for 'several' and their like."""
    words = text.lower().replace("-", " ").split()
    if match := _DIGITS.match(text):
        digits = match[0].replace(",", "")
        return float(digits) + (0.5 if text.endswith("1/2") else 0.0) if len(digits) <= _LONGEST else None
    if not words:
        return None
    total = 0
    for word in words:
        if word in ("a", "an"):
            total = 1
        elif word == "hundred":
            total *= 100
        elif word == "thousand":
            total *= 1000
        elif word == "dozen":
            total = 12
        elif value := rulebook().value("tens", word) or rulebook().value("small_number", word):
            total += int(value)
        else:
            vague = rulebook().value("vague", " ".join(words))
            return float(vague) if vague and vague.isdigit() else None
    return float(total)


def ordinal_of(text: str) -> int:
    """The number of '3rd', '3', 'third' or 'three'; 0 where it is none."""
    if match := re.match(r"\d{1,4}", text):
        return int(match[0])
    value = rulebook().value("ordinal_word", text)
    return int(value) if value else int(number_of(text) or 0)


def amount_of(number: str, unit: str) -> Amount:
    """The amount of a number in words and a unit's code; a fortnight is two weeks."""
    count = number_of(number)
    if unit == "F":
        return Amount(2 * count if count is not None else None, "W")
    return Amount(count, "D" if unit == "WE" else unit)


def duration_value(amount: Amount) -> str:
    """The ISO 8601 duration, as TIMEX3 extends it: P3D, PT4H, P2Y6M, PXW, P2DE."""
    time = "T" if amount.unit.startswith("T") else ""
    unit = amount.unit[-1] if time else amount.unit
    if amount.number is None:
        return f"P{time}X{unit}"
    whole = int(amount.number)
    if amount.number != whole and amount.number == whole + 0.5 and (smaller := _HALVES.get(amount.unit)):
        return f"P{time}{whole}{unit}{smaller}" if whole else f"P{time}{smaller}"
    number = str(whole) if amount.number == whole else f"{amount.number:g}"
    return f"P{time}{number}{unit}"


_HALVES = {"Y": "6M", "TM": "30S", "TH": "30M"}
