"""Mentions: everything that is read around one trigger, with the tokens it was read from.

Belongs here: from a trigger to a `Mention`, by rules or with the judges' status. Does not: which tokens are triggers
(triggers), which mentions are one happening (merging).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from extractors import temporal
from extractors.context import DocumentContext, ParsedSentence
from extractors.model import Features
from extractors.model.judges import Judges
from extractors.roles.attach import attach
from extractors.roles.attributes import attributes_of
from extractors.status.features import status_features
from extractors.status.judging import likeliest, status_reasons, status_scores
from extractors.status.reading import status_of
from extractors.triggers import Trigger
from schemas.dates import DateInterval
from schemas.mentions import Definiteness, Mention, RoleFiller, Status

Fillers = tuple[RoleFiller, ...]
_DEFINITE: dict[str, Definiteness] = {
    "the": "definite",
    "this": "demonstrative",
    "these": "demonstrative",
    "that": "demonstrative",
    "those": "demonstrative",
}


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A mention with the tokens it was read from, which the judges of roles and status look at again."""

    mention: Mention
    trigger: Trigger
    sentence: ParsedSentence
    status_features: Features


def found_mention(
    trigger: Trigger,
    probability: float,
    fillers: Fillers,
    sentence: ParsedSentence,
    context: DocumentContext,
    judges: Judges | None,
    reasons: tuple[str, ...] = (),
) -> FoundMention:
    """Everything that is read around one trigger; `reasons` are why it is one."""
    name, anchor = trigger.event_type.name, context.anchor.date
    date = _date(trigger, sentence, context, None)
    status, status_rule = reading = status_of(trigger, date, anchor)
    start = sentence.evidence.start
    near = [(t.evidence.start - start, t.interval) for t in context.times_in(sentence.evidence) if t.interval]
    features = status_features(trigger.parent or trigger, date, near, anchor, reading)
    why_status: tuple[str, ...] = ()
    if judges is not None and judges.knows(name):
        scores = status_scores([features], judges.status)
        status = likeliest(scores)
        status_rule = f"status.judge:{scores[status]:.2f}"
        why_status = status_reasons([features], judges.status, status)
    mention = Mention(
        event_type=name,
        evidence=sentence.evidence_of(trigger.span),
        text=trigger.span.text,
        sentence=sentence.evidence,
        rule=trigger.rule.name,
        probability=probability,
        status=status,
        status_rule=status_rule,
        fillers=fillers,
        attributes=attributes_of(trigger, fillers, sentence, context),
        date=_date(trigger, sentence, context, status),
        lemma=trigger.head.lemma_.lower(),
        definiteness=_definiteness(trigger.head),
        reasons=reasons,
        status_reasons=why_status,
    )
    return FoundMention(mention, trigger, sentence, features)


def _date(
    trigger: Trigger, sentence: ParsedSentence, context: DocumentContext, status: Status | None
) -> DateInterval | None:
    """The date that hangs on the trigger or, where it has none, on the light verb or the trigger that carries it."""
    times = context.times_in(sentence.evidence)
    carriers = [trigger.head, *([trigger.support] if trigger.support is not None else [])]
    carriers += [trigger.parent.head] if trigger.parent is not None else []
    found = (temporal.date_of(token, sentence, times, context.anchor, status) for token in carriers)
    return next((date for date in found if date is not None), None)


def _definiteness(head: Token) -> Definiteness:
    if head.pos_ not in ("NOUN", "PROPN"):
        return "none"
    for child in head.children:
        if child.dep_ == "poss":
            return "possessive"
        if child.dep_ == "det":
            return _DEFINITE.get(child.lower_, "indefinite")
    return "none"


def by_rules(
    triggers: Iterable[Trigger], sentence: ParsedSentence, context: DocumentContext
) -> Iterator[tuple[Trigger, float, Fillers]]:
    """For every type the best rule on a token whose needs are met, with the rule's own probability."""
    best: dict[str, tuple[float, Trigger, Fillers]] = {}
    for trigger in triggers:
        fillers = attach(trigger, sentence, context)
        if needs_met(trigger, fillers, sentence, context):
            score = trigger.rule.prior + 0.1 * len({f.role for f in fillers})
            name = trigger.event_type.name
            if name not in best or score > best[name][0]:
                best[name] = (score, trigger, fillers)
    for _, trigger, fillers in best.values():
        yield trigger, trigger.rule.prior, fillers


def needs_met(trigger: Trigger, fillers: Fillers, sentence: ParsedSentence, context: DocumentContext) -> bool:
    """Whether one of the rule's alternatives holds: each names roles to be filled, a number, or `abroad`."""
    if not trigger.rule.needs:
        return True
    present = {f.role for f in fillers}
    attributes = {a.kind: a.name for a in trigger.event_type.attributes}
    for kind in ("percent", "count"):
        if kind in attributes and any(kind in group for group in trigger.rule.needs):
            given = {a.code for a in attributes_of(trigger, fillers, sentence, context)}
            present |= {kind} if attributes[kind] in given else set()
    if _is_abroad(trigger, fillers):
        present.add("abroad")
    return any(group <= present for group in trigger.rule.needs)


def _is_abroad(trigger: Trigger, fillers: Fillers) -> bool:
    """Whether countries are known of the places and of the core actors, and they have none in common."""
    readings = {r.name: r.reading for r in trigger.event_type.roles if r.is_core}
    places, actors = (
        {f.entity.country for f in fillers if readings.get(f.role) == reading and f.entity.country}
        for reading in ("place", "actor")
    )
    return bool(places and actors) and not places & actors
