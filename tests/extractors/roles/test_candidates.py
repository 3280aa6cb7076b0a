"""The entities of a document as candidates, and the ways from a trigger to them."""

from __future__ import annotations

import dataclasses

import pytest

from extractors.roles.candidates import candidates_of, reaches, tree_path
from schemas.actors import Actor, Place

BERG = Actor("Ada Berg", "person", "NOR", "GOV")
RUSSIA, MOSCOW = Actor("Russia", "country", "RUS", "GOV"), Place("Moscow", "city", "RUS")
MET = (
    "Berg/NNP/met/nsubj met/VBD/met/ROOT/meet him/PRP/met/dobj after/IN/met/prep talks/NNS/after/pobj/talk "
    "in/IN/talks/prep Moscow/NNP/in/pobj"
)
LEFT = "Berg/NNP/left/nsubj left/VBD/left/ROOT/leave Moscow/NNP/left/dobj"


@pytest.mark.parametrize(
    ("start", "end", "path"),
    [
        ("met", "met", ()),
        ("met", "Berg", (">nsubj",)),
        ("Berg", "met", ("<nsubj",)),
        ("talks", "Berg", ("<pobj", "<prep:after", ">nsubj")),
        ("met", "Moscow", (">prep:after", ">pobj", ">prep:in", ">pobj")),
        ("Moscow", "him", ("<pobj", "<prep:in", "<pobj", "<prep:after", ">dobj")),
    ],
)
def test_tree_path(by_hand, start: str, end: str, path: tuple[str, ...]) -> None:
    sentence = by_hand.sentence(MET)
    assert tree_path(by_hand.token(sentence, start), by_hand.token(sentence, end)) == path


def test_trees_that_do_not_hang_together(by_hand) -> None:
    sentence = by_hand.sentence("Yes/NN/Yes/ROOT he/PRP/left/nsubj left/VBD/left/ROOT/leave")
    assert tree_path(by_hand.token(sentence, "Yes"), by_hand.token(sentence, "he")) == ("?",)


def test_long_paths_are_cut(by_hand) -> None:
    words = [f"of{n}" for n in range(30)]
    rows = " ".join(f"{w}/IN/{words[max(0, n - 1)]}/{'dep' if n else 'ROOT'}" for n, w in enumerate(words))
    sentence = by_hand.sentence(rows)
    assert tree_path(sentence.doc[0], sentence.doc[29]) == (">dep",) * 12


def both(by_hand):
    first = by_hand.sentence(MET)
    second = by_hand.sentence(LEFT, index=1, start=first.evidence.end + 1)
    mentions = [
        by_hand.mention(first, "Berg", Actor("Berg", "person"), key="p1"),
        by_hand.mention(first, "Moscow", RUSSIA, MOSCOW, key="RUS"),
        by_hand.mention(second, "Berg", BERG, key="p1"),
        by_hand.mention(second, "Moscow", Actor("Russian Federation", "country", "RUS", "GOV"), MOSCOW, key="RUS"),
    ]
    return first, second, by_hand.context(first, second, mentions=mentions)


def test_each_entity_and_reading_is_one_candidate_under_its_fullest_name(by_hand) -> None:
    _, _, context = both(by_hand)
    found = candidates_of(context)
    assert [(c.reading, c.entity.name, len(c.mentions)) for c in found] == [
        ("actor", "Ada Berg", 2),
        ("actor", "Russian Federation", 2),
        ("place", "Moscow", 2),
    ]
    assert len({c.identity for c in found}) == 3


def test_two_cities_of_one_name_are_two(by_hand) -> None:
    sentence = by_hand.sentence(MET)
    at = by_hand.mention(sentence, "Moscow", None, MOSCOW)
    other = dataclasses.replace(at, place=Place("Moscow", "city", "USA"))
    assert len(candidates_of(by_hand.context(sentence, mentions=[at, other]))) == 2


def test_no_entities_no_candidates(by_hand) -> None:
    assert candidates_of(by_hand.context(by_hand.sentence(MET))) == ()


def test_the_cheapest_way_comes_first_and_leaving_the_sentence_costs(by_hand) -> None:
    first, second, context = both(by_hand)
    parsed = {s.index: s for s in context.parsed}
    berg = candidates_of(context)[0]
    key = (second, by_hand.token(second, "left"))
    near, far = reaches([key], berg, parsed)
    assert (near.sentences, near.path, near.head) == (0, (">nsubj",), by_hand.token(second, "Berg"))
    assert (far.sentences, far.path, far.head) == (-1, (), by_hand.token(first, "Berg"))
    assert near.cost < far.cost


def test_before_is_nearer_than_after(by_hand) -> None:
    first, second, context = both(by_hand)
    parsed = {s.index: s for s in context.parsed}
    berg = candidates_of(context)[0]
    forward = reaches([(first, by_hand.token(first, "met"))], berg, parsed)[-1]
    backward = reaches([(second, by_hand.token(second, "left"))], berg, parsed)[-1]
    assert (forward.sentences, backward.sentences) == (1, -1)
    assert backward.cost < forward.cost


def test_a_mention_without_a_parse_is_reached_by_sentences(by_hand) -> None:
    sentence = by_hand.sentence(MET)
    mention = dataclasses.replace(by_hand.mention(sentence, "Berg", BERG), head=-1, sentence=4)
    (candidate,) = candidates_of(by_hand.context(sentence, mentions=[mention]))
    (way,) = reaches([(sentence, by_hand.token(sentence, "met"))], candidate, {0: sentence})
    assert (way.sentences, way.path, way.head) == (4, (), None)
