"""Who speaks over several sentences: pronouns, offices, quotations, sentences that were not parsed."""

from __future__ import annotations

import pytest
from spacy.language import Language

from extractors import sentences
from extractors.actors import cheap_entities, entities_in
from extractors.attribution import attribution_of, speech_of
from extractors.context import DateAnchor, DocumentContext, EntityMention, ParsedSentence
from extractors.reference import resolve
from extractors.triggers import TriggerIndex
from schemas.document import RawRecord, document_of
from schemas.event_types import builtin
from schemas.mentions import Attribution

INDEX = TriggerIndex(builtin())


def read(nlp: Language, text: str, unparsed: tuple[int, ...] = ()) -> DocumentContext:
    document = document_of(RawRecord("file:///note.txt", None, "note", text))
    stretches = sentences.split(text)
    parsed = tuple(
        ParsedSentence(n, stretch, nlp(stretch.of(text))) for n, stretch in enumerate(stretches) if n not in unparsed
    )
    found: list[EntityMention] = [m for sentence in parsed for m in entities_in(sentence, None)]
    for number in unparsed:
        found += cheap_entities(stretches[number].of(text), number, stretches[number].start, None)
    entities = resolve(sorted(found, key=lambda m: m.evidence), parsed, document)
    by_sentence = {n: tuple(m for m in entities if m.sentence == n) for n in range(len(stretches))}
    return DocumentContext(document, stretches, parsed, DateAnchor(None), (), entities, by_sentence)


def sources(context: DocumentContext, word: str) -> list[Attribution | None]:
    """The sources of the triggers that are the word, in text order."""
    speech = speech_of(context)
    found: dict[tuple[int, int], Attribution | None] = {}
    for sentence in context.parsed:
        for trigger in INDEX.find(sentence.doc):
            if trigger.head.text == word:
                place = sentence.index, trigger.head.i
                found[place] = attribution_of(trigger, "planned", sentence, context, speech)
    return [found[place] for place in sorted(found)]


def source(nlp: Language, text: str, word: str, unparsed: tuple[int, ...] = ()) -> tuple[str, str | None] | None:
    last = sources(read(nlp, text, unparsed), word)[-1]
    return None if last is None else (last.source, last.country)


EIDE = ("Jonas Eide", "NOR")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # he is who spoke last, not who was spoken of last
        (
            "Norwegian Foreign Minister Jonas Eide said Peru had met Carlos Berg. He said Peru would visit Oslo.",
            EIDE,
        ),
        # they are the sources that spoke last
        ("Norwegian officials said little. They said Peru would visit Oslo.", ("Norwegian officials", "NOR")),
        # the official is the one who spoke before
        (
            "A senior Norwegian official said little. The official said Peru would visit Oslo.",
            ("senior Norwegian official", "NOR"),
        ),
        # a spokesman whom the text names next
        ("A Norwegian spokesman said Peru would visit Oslo. Norwegian spokesman Jonas Eide said more.", EIDE),
        # and one whom it does not
        (
            "A Norwegian spokesman said Peru would visit Oslo. Norwegian farmer Jonas Eide said more.",
            ("Norwegian spokesman", "NOR"),
        ),
        # a ministry without a country speaks for that of the dateline; a source for none
        ("OSLO, April 5 - Peru will visit Oslo, the foreign ministry said.", ("foreign ministry", "NOR")),
        ("OSLO, April 5 - Peru will visit Oslo, diplomatic sources said.", ("diplomatic sources", None)),
        ("OSLO, April 5 - Peru will visit Oslo, government sources said.", ("government sources", None)),
        # a statement is the word of its issuer
        (
            "Norway issued a note. Peru would visit soon, a statement by the Norwegian government said.",
            ("Norwegian government", "NOR"),
        ),
        # the text itself
        ("Norwegian Foreign Minister Jonas Eide said little. Peru will visit Oslo.", None),
        # reasons are nobody
        ("Peru will not visit Oslo, citing reasons of security.", None),
    ],
)
def test_speakers_over_sentences(nlp: Language, text: str, expected: tuple[str, str | None] | None) -> None:
    assert source(nlp, text, "visit") == expected


MINISTER = "Norwegian Foreign Minister Jonas Eide"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the speaker stands behind the last sentence of a quotation
        (f'"We are glad about it. Peru will visit Oslo. We hope for more of it," said {MINISTER}.', EIDE),
        # or before it
        (f'{MINISTER} said: "We are glad about it. Peru will visit Oslo."', EIDE),
        # or in its middle
        (f'"We are glad about it," {MINISTER} said. "And Peru will visit Oslo soon."', EIDE),
        # the next paragraph goes on
        (f'"We are glad about it," {MINISTER} said.\n\n"And Peru will visit Oslo soon.', EIDE),
        # what a quoted man says others say is his word
        (f'"They say that Peru will visit Oslo, and so it is," {MINISTER} said.', EIDE),
        # a borrowed phrase is no quotation
        (f'{MINISTER} said little. Peru will "visit" Oslo.', None),
        # after the quotation the text speaks
        (f'"We are glad about it, all of us," {MINISTER} said. Peru will visit Oslo.', None),
    ],
)
def test_quotations_over_sentences(nlp: Language, text: str, expected: tuple[str, str | None] | None) -> None:
    assert source(nlp, text, "visit") == expected


def test_who_spoke_in_a_sentence_that_was_not_parsed(nlp: Language) -> None:
    text = f"{MINISTER} said little. He said Peru would visit Oslo."
    assert source(nlp, text, "visit", unparsed=(0,)) == EIDE
    text = "A senior Norwegian official said little. The official said Peru would visit Oslo."
    assert source(nlp, text, "visit", unparsed=(0,)) == ("senior Norwegian official", "NOR")
    text = "Berg left early. He said Peru would visit Oslo."
    assert source(nlp, text.replace("Berg left", "Nobody left"), "visit", unparsed=(0,)) is None


def test_a_paper_that_quotes_passes_on(nlp: Language) -> None:
    text = f"The Norwegian government said the paper cited {MINISTER}. Peru cited Norway saying Berg would visit Oslo."
    (found,) = sources(read(nlp, text), "visit")
    assert found is not None
    assert (found.source, found.country, found.chain, found.cue) == ("Norway", "NOR", ("Peru",), "saying")
    assert [e.of(text) for e in found.chain_evidence] == ["Peru"]
