"""Numbers: every count and share is a range, so that 'up to 50' never becomes 50."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.document import Evidence


@dataclass(frozen=True, slots=True)
class NumberRange:
    """A count of people or things, or a share in percent (0..100): low <= value <= high, None where unbounded.

    `is_increment` marks a number that comes on top of others ('an additional 6,000'). Source: codebook section 5.
    """

    low: float | None
    high: float | None
    evidence: Evidence
    rule: str
    is_approximate: bool = False
    is_increment: bool = False

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"number range {self.low}..{self.high} is empty")
