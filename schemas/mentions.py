"""Mentions: one trigger in a text with everything that was read around it, each piece with its characters and rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.actors import Entity
from schemas.dates import DateInterval
from schemas.document import Evidence
from schemas.numbers import NumberRange

Status = Literal["occurred", "ongoing", "denied", "planned", "possible"]
STATUS_ORDER: tuple[Status, ...] = ("occurred", "ongoing", "denied", "planned", "possible")
"""Most certain first: an event has the status of its most certain mention (codebook section 3)."""
CERTAIN: frozenset[Status] = frozenset({"occurred", "ongoing"})
"""What the text presents as a fact."""

Definiteness = Literal["definite", "indefinite", "possessive", "demonstrative", "none"]
"""How a noun is introduced: 'the visit', 'a visit', 'his visit', 'this visit'; none for verbs and bare nouns."""


@dataclass(frozen=True, slots=True)
class RoleFiller:
    """An actor or place in a role. `rule` names the rule that linked it, `path` the way from trigger to filler, and
    `mention_rule` the rule that found the filler's name. `reasons` are what spoke most for it where a judge decided,
    strongest first: a feature and its weight each ('path=>nsubj +1.24')."""

    role: str
    entity: Entity
    evidence: Evidence
    rule: str
    probability: float
    path: str = ""
    mention_rule: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed property of an event: exactly one of `value` (a code or a span) and `number` is set."""

    code: str
    evidence: Evidence
    rule: str
    value: str | None = None
    number: NumberRange | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.number is None):
            raise ValueError(f"attribute {self.code} needs a value or a number, and not both")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to say it, where the text does not assert it itself.

    `source` is the actor's name ('National Intelligence Service'), `country` its country; `chain` lists who passes it
    on, nearest to the source first ('lawmakers' citing the service), with the characters of each in `chain_evidence`;
    `cue` is the word of saying.
    """

    source: str
    country: str | None
    evidence: Evidence
    rule: str
    chain: tuple[str, ...] = ()
    cue: str | None = None
    cue_evidence: Evidence | None = None
    chain_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One trigger: the smallest stretch that names the happening, with its own roles, date, status and numbers.

    `reasons` are what spoke most for the trigger, `status_reasons` for the status, as a `RoleFiller`'s.
    """

    event_type: str
    evidence: Evidence
    text: str
    sentence: Evidence
    rule: str
    probability: float
    status: Status
    status_rule: str
    fillers: tuple[RoleFiller, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    date: DateInterval | None = None
    attribution: Attribution | None = None
    lemma: str = ""
    definiteness: Definiteness = "none"
    reasons: tuple[str, ...] = ()
    status_reasons: tuple[str, ...] = ()
