"""What stands around two mentions: the way between their triggers, who is named in their sentences and near them."""

from __future__ import annotations

import pytest

from extractors.merging import surroundings_of
from extractors.merging.surroundings import nothing_around
from schemas.actors import Actor, Place

BERG, EIDE = Actor("Ada Berg", "person", "NOR"), Actor("Jon Eide", "person", "PER")
HELD = (
    "Berg/NNP/held/nsubj held/VBD/held/ROOT/hold long/JJ/talks/amod talks/NNS/held/dobj/talk with/IN/talks/prep "
    "Eide/NNP/with/pobj"
)
ENDED = (
    "The/DT/talks/det long/JJ/talks/amod talks/NNS/ended/nsubj/talk ended/VBD/ended/ROOT/end in/IN/ended/prep "
    "Oslo/NNP/in/pobj"
)


def around(by_hand, build, first: str, second: str, second_in: int = 0) -> dict[str, str]:
    """The surroundings of two words of the sentences above."""
    sentences = [by_hand.sentence(HELD)]
    sentences.append(by_hand.sentence(ENDED, index=1, start=sentences[0].evidence.end + 1))
    named = [
        by_hand.mention(sentences[0], "Berg", BERG),
        by_hand.mention(sentences[0], "Eide", EIDE),
        by_hand.mention(sentences[1], "Oslo", Actor("Norway", "country", "NOR"), Place("Oslo", "city", "NOR")),
    ]
    mentions, tokens = [], {}
    for word, at in ((first, 0), (second, second_in)):
        token = by_hand.token(sentences[at], word)
        evidence = sentences[at].evidence_of(token)
        mentions.append(build.mention("talks", evidence=evidence, stretch=sentences[at].evidence))
        tokens[evidence, "talks"] = token
    return dict(surroundings_of(by_hand.context(*sentences, mentions=named), tokens)(*mentions))


def test_in_one_sentence(by_hand, build) -> None:
    found = around(by_hand, build, "held", "talks")
    assert {name: found[name] for name in ("relation", "tags", "one_phrase", "person", "near_person", "city")} == {
        "relation": ">dobj",
        "tags": "VBD+NNS",
        "one_phrase": "True",
        "person": "equal",
        "near_person": "equal",
        "city": "none",
    }


def test_over_two_sentences(by_hand, build) -> None:
    found = around(by_hand, build, "talks", "talks", second_in=1)
    assert "one_phrase" not in found
    assert {name: found[name] for name in ("relation", "tags", "modifiers", "person", "city", "country")} == {
        "relation": "none",
        "tags": "NNS+NNS",
        "modifiers": "equal",
        "person": "one",
        "city": "one",
        "country": "one",
    }


@pytest.mark.parametrize(("first", "second"), [("Berg", "talks"), ("talks", "Eide"), ("long", "held")])
def test_what_is_no_phrase_of_a_verb_and_its_object(by_hand, build, first: str, second: str) -> None:
    assert around(by_hand, build, first, second)["one_phrase"] == "False"


def test_without_a_parse_there_is_nothing_around(build) -> None:
    assert nothing_around(build.mention(), build.mention(sentence=1)) == ()
