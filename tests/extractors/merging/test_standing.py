"""How two mentions stand: function words and governors, sentences and paragraphs, the title."""

from __future__ import annotations

import dataclasses

import pytest

from extractors.context import DocumentContext
from extractors.merging.standing import Standing
from schemas.document import Evidence, RawRecord, document_of

MET = "Berg/NNP/met/nsubj met/VBD/met/ROOT/meet Eide/NNP/met/dobj"
AFTER = "After/IN/left/prep the/DT/talks/det talks/NNS/After/pobj/talk he/PRP/left/nsubj left/VBD/left/ROOT/leave"


@pytest.fixture
def context(by_hand) -> DocumentContext:
    """A first sentence and, a line below, the fifth."""
    met = by_hand.sentence(MET)
    after = by_hand.sentence(AFTER, index=4, start=met.evidence.end + 1)
    text = f"{met.doc.text}\n{after.doc.text}"
    document = document_of(RawRecord("file:///note.txt", None, "note", text, "Talks in Oslo"))
    return dataclasses.replace(by_hand.context(met, after), document=document)


def standing(by_hand, build, context: DocumentContext, *places: tuple[int, str]) -> list[tuple[str, str]]:
    mentions, tokens = [], []
    for at, word in places:
        sentence = context.parsed[at]
        token = by_hand.token(sentence, word)
        tokens.append(token)
        evidence, article = sentence.evidence_of(token), "definite" if word == "talks" else "none"
        mentions.append(
            build.mention(
                "talks", evidence=evidence, stretch=sentence.evidence, lemma=token.lemma_, definiteness=article
            )
        )
    one, two = tokens
    found = list(Standing.of(context).features(*mentions, one, two))
    assert len(found) == len(set(found))
    return found


def test_a_noun_that_points_back_over_a_paragraph(by_hand, build, context) -> None:
    found = standing(by_hand, build, context, (0, "met"), (1, "talks"))
    assert found == [
        ("deps", "ROOT+pobj"),
        ("second_dep", "pobj"),
        ("second_child", "the"),
        ("second_governor", "after"),
        ("first_place", "0"),
        ("second_place", "3"),
        ("sentences_apart", "3"),
        ("paragraphs_apart", "1"),
        ("titled", "False+False"),
        ("first_leads", "True+definite"),
    ]


def test_names_are_no_governors_and_a_sentence_is_no_step_from_itself(by_hand, build, context) -> None:
    found = dict(standing(by_hand, build, context, (0, "Berg"), (0, "met")))
    assert found["first_governor"] == "meet"
    assert "second_governor" not in found
    assert (found["sentences_apart"], found["paragraphs_apart"]) == ("0", "0")


def test_a_sentence_lists_its_paragraph(context) -> None:
    assert Standing.of(context).paragraph == {s.evidence: n for n, s in enumerate(context.parsed)}
    assert Evidence(0, 1) not in Standing.of(context).paragraph
