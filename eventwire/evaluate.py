"""The score of predicted events against gold events (codebook section 8), overall and by event type.

Belongs here: counting what agrees. Does not: when two values agree (matching), running the extractor, printing (cli).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from eventwire.matching import (
    Bounds,
    Filler,
    align,
    fillers,
    matched_fillers,
    same_bounds,
    same_source,
    sentence_ends,
    share_word,
)
from schemas.event_types import AttributeDefinition, EventType, Registry
from schemas.interchange import Json

CLOSED_ATTRIBUTES = ("format", "asset", "direction", "act", "basis", "duration")
"""Attributes with a list of values that the score compares; a treaty's domain, purposes and topics it does not."""
TEXT_ATTRIBUTES = ("commodity",)
NO_TOLERANCE = 0.0
SHARE_TOLERANCE = 0.5


@dataclass(slots=True)
class Agreement:
    """How often gold and prediction agree: `hit` of `gold` values given and of `predicted` values given."""

    hit: int = 0
    gold: int = 0
    predicted: int = 0

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def count(self, is_hit: bool, has_gold: bool, has_predicted: bool) -> None:
        """Count one field: a value that the gold has not is wrong, a value left out is missed."""
        self.hit += is_hit and has_gold and has_predicted
        self.gold += has_gold
        self.predicted += has_predicted

    def as_json(self) -> Json:
        """Precision, recall, F1 and the counts behind them."""
        figures: Json = {"p": self.precision, "r": self.recall, "f1": self.f1}
        return figures | {"hit": self.hit, "gold": self.gold, "predicted": self.predicted}


@dataclass(slots=True)
class Accuracy:
    """How many of the values compared are right."""

    ok: int = 0
    of: int = 0

    @property
    def rate(self) -> float | None:
        """The share that is right; None where nothing was compared."""
        return self.ok / self.of if self.of else None

    def count(self, is_right: bool) -> None:
        """Count one comparison."""
        self.ok += is_right
        self.of += 1

    def as_json(self) -> Json:
        """The rate and the counts behind it."""
        return {"ok": self.ok, "of": self.of, "rate": self.rate}


@dataclass(slots=True)
class Figures:
    """The figures of one event type, or of all: `fields` and `accuracies` are over the aligned events."""

    events: Agreement = field(default_factory=Agreement)
    roles: Agreement = field(default_factory=Agreement)
    fields: defaultdict[str, Agreement] = field(default_factory=lambda: defaultdict(Agreement))
    accuracies: defaultdict[str, Accuracy] = field(default_factory=lambda: defaultdict(Accuracy))

    def __iadd__(self, other: Figures) -> Figures:
        _add(self.events, other.events)
        _add(self.roles, other.roles)
        for name, agreement in other.fields.items():
            _add(self.fields[name], agreement)
        for name, accuracy in other.accuracies.items():
            self.accuracies[name].ok += accuracy.ok
            self.accuracies[name].of += accuracy.of
        return self

    def as_json(self) -> Json:
        """All figures, fields and accuracies in order of their names."""
        return {
            "events": self.events.as_json(),
            "roles": self.roles.as_json(),
            "fields": {name: self.fields[name].as_json() for name in sorted(self.fields)},
            "accuracy": {name: self.accuracies[name].as_json() for name in sorted(self.accuracies)},
        }


def _add(total: Agreement, part: Agreement) -> None:
    total.hit += part.hit
    total.gold += part.gold
    total.predicted += part.predicted


@dataclass(frozen=True, slots=True)
class Report:
    """The score of a set of documents."""

    documents: int
    by_type: Mapping[str, Figures]

    @property
    def overall(self) -> Figures:
        """The figures over all types together."""
        total = Figures()
        for figures in self.by_type.values():
            total += figures
        return total

    def as_json(self) -> Json:
        """The report as JSON: the figures over all types, then those of each type."""
        parts = {name: figures.as_json() for name, figures in self.by_type.items()}
        return {"documents": self.documents} | self.overall.as_json() | {"by_type": parts}


def score(gold: Iterable[Json], predicted: Iterable[Json], texts: Mapping[str, str], registry: Registry) -> Report:
    """Score predicted documents against gold ones, joined on `doc_id`; a gold document without prediction is empty.

    `texts` gives the documents' texts by `doc_id`, from which the sentences are known; without them mentions that
    begin within 150 characters count as one sentence.
    """
    found = {document["doc_id"]: document.get("events", []) for document in predicted}
    by_type = {kind.name: Figures() for kind in registry.types}
    number = 0
    for document in gold:
        number += 1
        name = document["doc_id"]
        ends = sentence_ends(texts[name]) if name in texts else None
        _score_document(document["events"], found.get(name, []), ends, registry, by_type)
    return Report(number, by_type)


def _score_document(
    gold: list[Json],
    predicted: list[Json],
    ends: list[int] | None,
    registry: Registry,
    by_type: Mapping[str, Figures],
) -> None:
    for event in gold:
        by_type[event["type"]].events.gold += 1
        by_type[event["type"]].roles.gold += len(_all_fillers(event, registry[event["type"]]))
    known = [event for event in predicted if event["type"] in registry]
    for event in known:
        by_type[event["type"]].events.predicted += 1
        by_type[event["type"]].roles.predicted += len(_all_fillers(event, registry[event["type"]]))
    for ours, theirs in align(gold, known, registry, ends):
        _score_pair(ours, theirs, registry[ours["type"]], by_type[ours["type"]])


def _all_fillers(event: Json, kind: EventType) -> list[Filler]:
    return fillers(event, [role.name for role in kind.roles])


def _score_pair(gold: Json, predicted: Json, kind: EventType, figures: Figures) -> None:
    """Compare the fields of two aligned events."""
    matched = matched_fillers(_all_fillers(gold, kind), _all_fillers(predicted, kind))
    figures.events.hit += 1
    figures.roles.hit += len(matched)
    for ours, theirs in matched:
        if ours.get("kind"):
            figures.accuracies["kind"].count(ours["kind"] == theirs.get("kind"))
    figures.accuracies["status"].count(gold["status"] == predicted.get("status"))
    _score_date(gold.get("date") or {}, predicted.get("date") or {}, figures)
    ours, theirs = gold.get("attribution") or {}, predicted.get("attribution") or {}
    figures.fields["attribution"].count(same_source(ours, theirs), bool(ours), bool(theirs))
    _score_attributes(gold.get("attributes") or {}, predicted.get("attributes") or {}, kind, figures)


def _score_date(gold: Json, predicted: Json, figures: Figures) -> None:
    ours, theirs = (gold.get("start"), gold.get("end")), (predicted.get("start"), predicted.get("end"))
    figures.fields["date"].count(ours == theirs, any(ours), any(theirs))
    if any(ours):
        figures.accuracies["date"].count(ours == theirs)


def _score_attributes(gold: Json, predicted: Json, kind: EventType, figures: Figures) -> None:
    for name in CLOSED_ATTRIBUTES:
        ours, theirs = gold.get(name), predicted.get(name)
        figures.fields[name].count(ours == theirs, bool(ours), bool(theirs))
    for attribute in kind.attributes:
        if attribute.kind in ("count", "percent"):
            _score_number(gold.get(attribute.name) or {}, predicted.get(attribute.name) or {}, attribute, figures)
        elif attribute.name in TEXT_ATTRIBUTES and gold.get(attribute.name):
            is_right = share_word(gold[attribute.name], predicted.get(attribute.name))
            figures.accuracies[attribute.name].count(is_right)


def _score_number(gold: Json, predicted: Json, attribute: AttributeDefinition, figures: Figures) -> None:
    tolerance = SHARE_TOLERANCE if attribute.kind == "percent" else NO_TOLERANCE
    ours, theirs = _bounds(gold), _bounds(predicted)
    has_gold, has_predicted = ours != (None, None), theirs != (None, None)
    is_right = same_bounds(ours, theirs, tolerance)
    figures.fields["number"].count(is_right, has_gold, has_predicted)
    if has_gold:
        figures.accuracies["number"].count(is_right)


def _bounds(number: Json) -> Bounds:
    return number.get("low"), number.get("high")
