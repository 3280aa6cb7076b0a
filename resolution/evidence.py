"""What speaks for and against two events being one happening, and how much each piece weighs (weights.csv).

The weights began as a logistic regression over pairs of given events in 34 annotated stories (cross-validated by story:
pairwise F1 .80; the rule 'same country, within five days' has .28 there) and were then rounded, weaker where extracted
events are noisier than given ones. Of 326 compared pairs with own dates more than five days apart none was one
happening.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from resolution.records import Bounds, LinkableEvent

NEAR_DAYS = 5
SHARE_TOLERANCE = 0.5
DECISIVE_CODES = ("act", "direction")
"""Closed attributes that make two events different happenings where they differ."""
ONE_PROCESS = frozenset({"agreed", "proposed"})
"""Acts that reports of one happening mix: a deal is called struck by one and still wanted by the other."""


Days = tuple[dt.date, dt.date] | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How probable it is that two events are one, and the pieces of evidence that count most."""

    probability: float
    reason: str


@cache
def weights() -> Mapping[str, float]:
    """The weight of each piece of evidence, in logits (resolution/weights.csv)."""
    with resources.files("resolution").joinpath("weights.csv").open(encoding="utf-8") as lines:
        return {row["evidence"]: float(row["weight"]) for row in csv.DictReader(lines)}


class Judge:
    """Compares events of one set: a word counts the more the fewer documents of the set have it."""

    def __init__(self, events: Iterable[LinkableEvent]) -> None:
        stories = {event.document_id: event.story for event in events}
        self._documents = len(stories)
        self._frequency = Counter(word for story in stories.values() for word in story)
        self._masses: dict[frozenset[str], float] = {}

    def compare(self, left: LinkableEvent, right: LinkableEvent) -> Judgement | None:
        """How probable it is that two events are one; None where that is ruled out."""
        if contradicts(left, right):
            return None
        found = self.evidence(left, right)
        known = weights()
        total = known["always"] + sum(known.get(name, 0.0) * value for name, value in found.items())
        surest = sorted(found, key=lambda name: (-abs(known.get(name, 0.0) * found[name]), name))
        counting = [name for name in surest if known.get(name, 0.0) * found[name] > 0.2]
        return Judgement(1 / (1 + math.exp(-total)), ", ".join(counting[:4]))

    def evidence(self, left: LinkableEvent, right: LinkableEvent) -> dict[str, float]:
        """The pieces of evidence of a pair, each 0 to 1."""
        return {
            "shared country": float(bool(left.countries & right.countries)),
            "other countries": apart(left.countries, right.countries),
            "shared names": self.likeness(left.names, right.names),
            "other names": apart(left.names, right.names),
            "shared places": float(bool(left.places & right.places)),
            "similar sentences": self.likeness(left.context, right.context),
            "similar details": self.likeness(left.details, right.details),
            "shared trigger": float(bool(left.triggers & right.triggers)),
            "same status": float(left.status == right.status),
            **code_evidence(left, right),
            **number_evidence(left, right),
            **day_evidence(left, right),
        }

    def likeness(self, left: frozenset[str], right: frozenset[str]) -> float:
        """The cosine of two sets of words, rare words first."""
        if not left or not right:
            return 0.0
        shared = left & right
        return self.mass(shared) / math.sqrt(self.mass(left) * self.mass(right)) if shared else 0.0

    def mass(self, words: frozenset[str]) -> float:
        """How much some words tell together; an exact sum, so that their order plays no part."""
        if words not in self._masses:
            self._masses[words] = math.fsum(map(self.rarity, words))
        return self._masses[words]

    def rarity(self, word: str) -> float:
        """The square of how much a word tells."""
        return (1 + math.log((1 + self._documents) / (1 + self._frequency[word]))) ** 2


def apart(left: frozenset[str], right: frozenset[str]) -> float:
    """1 where both are given and have nothing in common."""
    return float(bool(left) and bool(right) and left.isdisjoint(right))


def contradicts(left: LinkableEvent, right: LinkableEvent) -> bool:
    """Whether two events cannot be one: another type, direction, or number."""
    if left.event_type != right.event_type or left.document_id == right.document_id:
        return True
    if any(differ(left.codes.get(code), right.codes.get(code)) for code in DECISIVE_CODES):
        return True
    return any(disjoint(left.numbers[code], right.numbers[code]) for code in left.numbers.keys() & right.numbers.keys())


def differ(left: str | None, right: str | None) -> bool:
    """Whether two decisive codes, where both are given, tell two happenings apart."""
    return left is not None and right is not None and left != right and {left, right} != ONE_PROCESS


def disjoint(left: Bounds, right: Bounds) -> bool:
    """Whether two ranges have no number in common, by more than rounding."""
    return below(left[1], right[0]) or below(right[1], left[0])


def below(high: float | None, low: float | None) -> bool:
    """Whether an upper bound lies under a lower bound by more than a tenth of it."""
    return high is not None and low is not None and high < low - max(SHARE_TOLERANCE, 0.1 * low)


def code_evidence(left: LinkableEvent, right: LinkableEvent) -> dict[str, float]:
    """Whether a closed attribute that both give differs; a decisive one was ruled out before."""
    both = [code for code in ("format", "asset", "basis") if code in left.codes and code in right.codes]
    return {"other code": float(any(left.codes[code] != right.codes[code] for code in both))}


def number_evidence(left: LinkableEvent, right: LinkableEvent) -> dict[str, float]:
    """Numbers that both give; contradictions are ruled out before."""
    both = left.numbers.keys() & right.numbers.keys()
    return {"same number": float(any(left.numbers[code] == right.numbers[code] for code in both))}


def own_days(event: LinkableEvent) -> Days:
    """The interval that the text gives for an event; one bound stands for both."""
    first, last = event.start or event.end, event.end or event.start
    return (first, last) if first and last else None


def published_days(event: LinkableEvent) -> Days:
    """The day of an event's document as an interval."""
    return (event.published, event.published) if event.published else None


def day_evidence(left: LinkableEvent, right: LinkableEvent) -> dict[str, float]:
    """How the days of two events lie to each other: own dates where both have one, else those of the documents."""
    published = days_between(published_days(left), published_days(right))
    found = {"published near": 0.0 if published is None else max(0.0, 1 - published / 14)}
    own = days_between(own_days(left), own_days(right))
    if own is not None:
        same = own_days(left) == own_days(right)
        return found | {
            "same date": float(same),
            "dates meet": float(own == 0 and not same),
            "dates near": float(0 < own <= NEAR_DAYS),
            "dates apart": float(own > NEAR_DAYS),
        }
    dated, undated = (left, right) if own_days(left) else (right, left)
    if own_days(dated) is None:
        return found | {"no dates": 1.0}
    days = days_between(own_days(dated), published_days(undated))
    near = days is not None and days <= NEAR_DAYS
    return found | {
        "date near the other's document": float(near),
        "date far from the other's document": float(not near),
    }


def days_between(left: Days, right: Days) -> int | None:
    """The days from one interval to another, 0 where they meet; None where one is unknown."""
    if left is None or right is None:
        return None
    return max(0, (right[0] - left[1]).days, (left[0] - right[1]).days)
