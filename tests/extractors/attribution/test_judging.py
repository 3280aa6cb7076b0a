"""Who may be the source of an event, what the judge looks at, and its decision."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language

from extractors import sentences
from extractors.actors import entities_in
from extractors.attribution import Asked, judge_source, speech_of
from extractors.attribution.features import source_features
from extractors.attribution.judging import SOURCE
from extractors.attribution.offers import Offer, Told, offers_of
from extractors.context import DateAnchor, DocumentContext, ParsedSentence
from extractors.model import LinearModel
from extractors.model.judges import NONE
from extractors.reference import resolve
from extractors.triggers import TriggerIndex
from schemas.document import RawRecord, document_of
from schemas.event_types import builtin

INDEX = TriggerIndex(builtin())


def read(nlp: Language, text: str) -> DocumentContext:
    document = document_of(RawRecord("file:///note.txt", None, "note", text))
    stretches = sentences.split(text)
    parsed = tuple(ParsedSentence(n, stretch, nlp(stretch.of(text))) for n, stretch in enumerate(stretches))
    entities = resolve([m for sentence in parsed for m in entities_in(sentence, None)], parsed, document)
    by_sentence = {n: tuple(m for m in entities if m.sentence == n) for n in range(len(stretches))}
    return DocumentContext(document, stretches, parsed, DateAnchor(None), (), entities, by_sentence)


def told(context: DocumentContext, word: str) -> tuple[Told, ...]:
    """The mentions on a word, one a sentence."""
    found = {s.index: (t, s) for s in context.parsed for t in INDEX.find(s.doc) if t.head.text == word}
    return tuple(found.values())


def asked(context: DocumentContext, word: str) -> Asked:
    return Asked("visit", {"planned": 0.9, "occurred": 0.1}, told(context, word), ())


def offered(nlp: Language, text: str, word: str) -> list[tuple[str, list[str]]]:
    context = read(nlp, text)
    offers = offers_of(told(context, word), context, speech_of(context))
    return [(o.source.name, [link.rule.removeprefix("attribution.") for link in o.links]) for o in offers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jonas Eide said Peru will visit Oslo.", [("Jonas Eide", ["saying", "before", "first"])]),
        # who asks for it speaks without a word of saying
        ("Jonas Eide urged Peru to visit Oslo.", [("Jonas Eide", ["holding"])]),
        # who only knows of it does not
        ("Jonas Eide met a man who will visit Oslo.", []),
        # a speaker before and one after
        (
            "Jonas Eide said little. Peru will visit Oslo. Norwegian officials said more.",
            [("Jonas Eide", ["before", "first"]), ("Norwegian officials", ["after"])],
        ),
        ("Peru will visit Oslo.", []),
    ],
)
def test_who_is_offered(nlp: Language, text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert offered(nlp, text, "visit") == expected


def test_one_source_of_two_mentions_is_offered_once(nlp: Language) -> None:
    text = "Jonas Eide said Peru will visit Oslo. Eide said Peru will visit Bergen."
    context = read(nlp, text)
    (offer,) = offers_of(told(context, "visit"), context, speech_of(context))
    assert [(k.mention, k.rule) for k in offer.links if k.is_direct] == [
        (0, "attribution.saying"),
        (1, "attribution.saying"),
    ]
    assert offer.best == offer.links[0]


def features(nlp: Language, text: str, word: str = "visit") -> list[tuple[Offer, dict[str, float]]]:
    context = read(nlp, text)
    question, speech = asked(context, word), speech_of(context)
    offers = offers_of(question.own, context, speech)
    return list(zip(offers, source_features(question, offers, speech), strict=True))


def test_features_tell_how_the_source_stands_to_the_event(nlp: Language) -> None:
    ((_, own),) = features(nlp, "Jonas Eide said Peru will visit Oslo.")
    assert {"link=saying", "link=saying&planned", "cue=saying+say", "said=all", "begun=this"} <= own.keys()
    assert {"first:top=ccomp", "first:definite=VB", "who=named+direct", "part=none+direct"} <= own.keys()
    assert (own["said=all&planned"], own["said=all&occurred"]) == (0.9, 0.1)
    assert not any("Eide" in name for name in own)


def test_half_of_the_mentions_count_as_the_root_of_a_half(nlp: Language) -> None:
    ((_, own),) = features(nlp, "Jonas Eide said Peru will visit Oslo. Peru will visit Bergen.")
    assert own["link=saying"] == pytest.approx(0.5**0.5)
    assert own["share"] == 0.5
    assert "said=some" in own


def judge(**weights: float) -> LinearModel:
    table = np.array([[0.0, weight] for weight in weights.values()], dtype=np.float32)
    rows = {name.replace("__", "="): row for row, name in enumerate(weights)}
    return LinearModel((NONE, SOURCE), rows, table, np.array([0.0, -3.0], np.float32))


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"link__saying+0": 6.0}, ("Norwegian officials", "attribution.saying", "told", ("Jonas Eide",))),
        ({"link__saying+1": 6.0}, ("Jonas Eide", "attribution.saying", "said", ())),
        ({"link__saying+1": 2.0}, None),
    ],
)
def test_the_likeliest_is_the_source_if_it_is_likely(nlp: Language, weights, expected) -> None:
    context = read(nlp, "Jonas Eide said Norwegian officials told Peru that Berg will visit Oslo.")
    found = judge_source(asked(context, "visit"), context, speech_of(context), judge(**weights))
    assert (found and (found.source, found.rule, found.cue, found.chain)) == expected


def test_nobody_speaks_nobody_is_the_source(nlp: Language) -> None:
    context = read(nlp, "Peru will visit Oslo.")
    assert judge_source(asked(context, "visit"), context, speech_of(context), judge(mentions__1=9.0)) is None
