"""Places that a text takes up by what they are: 'the capital', 'the city', 'the region', 'the island', 'there'.

Belongs here: definite nouns of places and 'there', to the place named before. Does not: 'the country' and 'here'
(descriptions.py), or names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from extractors.actors.reading import key_of
from extractors.context import EntityMention, ParsedSentence
from extractors.reference.referents import referred
from schemas.actors import PlaceKind

_CITY: frozenset[PlaceKind] = frozenset({"city"})
_REGION: frozenset[PlaceKind] = frozenset({"region"})
_FACILITY: frozenset[PlaceKind] = frozenset({"facility"})
_FACILITIES = frozenset("airport base camp port hospital plant complex embassy palace".split())
_ISLANDS = frozenset("island islands archipelago islet".split())
_NAMED_SO = _FACILITIES | _ISLANDS
"""Nouns that take up only a place with the noun in its name."""
_KINDS: dict[str, frozenset[PlaceKind]] = {
    **dict.fromkeys(("city", "town", "village", "resort", "municipality"), _CITY),
    **dict.fromkeys(("region", "province", "territory", "area", "enclave", "peninsula", "oblast", "zone"), _REGION),
    **dict.fromkeys(_ISLANDS, _REGION),
    **dict.fromkeys(_FACILITIES, _FACILITY),
}
"""Nouns of places, and which kinds of place they are."""
_WHERE = frozenset("in to from at near into inside outside throughout across for on via".split())
_BACK = 4
_THERE_BACK = 1


def taken_up(
    token: Token, sentence: ParsedSentence, before: Sequence[EntityMention], docs: Mapping[int, ParsedSentence]
) -> Iterator[EntityMention]:
    """The place that a definite noun or 'there' takes up, as a mention on it; `before` are the mentions before it."""
    if token.lower_ == "there":
        if token.dep_ in ("advmod", "pcomp", "npadvmod"):
            fits = [m for m in before if _is_goal(m, docs)]
            yield from _as_place(_latest(fits, sentence.index - _THERE_BACK), (token.i, token), sentence, "there")
        return
    if token.i == 0 or token.nbor(-1).lower_ not in ("the", "this", "that") or _goes_on(token):
        return
    noun = token.lower_
    if noun == "capital":
        found = [m for m in before if m.rule.endswith("-capital") and m.place is not None]
        yield from _as_place(found[-1] if found else None, (token.i - 1, token), sentence, "capital")
    elif noun in _KINDS:
        fits = [m for m in before if m.place is not None and m.place.kind in _KINDS[noun] and m.form != "adjective"]
        if noun in _NAMED_SO:
            fits = [m for m in fits if m.place is not None and noun in m.place.name.lower().split()]
        yield from _as_place(_latest(fits, sentence.index - _BACK), (token.i - 1, token), sentence, "kind")


def _is_goal(mention: EntityMention, docs: Mapping[int, ParsedSentence]) -> bool:
    """Whether a place is named as one: 'in Jordan', 'reached Jordan', not 'Jordan said' or 'Jordan troops'."""
    sentence = docs.get(mention.sentence)
    if sentence is None or mention.head < 0:
        return False
    head = sentence.doc[mention.head]
    return head.dep_ == "dobj" or (head.dep_ == "pobj" and head.head.lower_ in _WHERE)


def _goes_on(token: Token) -> bool:
    """Whether a noun only opens a longer name or is told apart by what follows: 'the city council', 'the area of'."""
    if token.i + 1 >= len(token.doc):
        return False
    following = token.nbor()
    return following.tag_ in ("NN", "NNS", "NNP", "NNPS", "HYPH") or following.lower_ in ("of", "where", "in", "around")


def _latest(mentions: Sequence[EntityMention], first: int) -> EntityMention | None:
    """The last mention of a place since a sentence."""
    found = [m for m in mentions if m.place is not None and m.sentence >= first and m.form != "adjective"]
    return found[-1] if found else None


def _as_place(
    mention: EntityMention | None, stretch: tuple[int, Token], sentence: ParsedSentence, kind: str
) -> Iterator[EntityMention]:
    """The place as a mention on the stretch from a first token to a head; who acts from it is not meant."""
    if mention is None or mention.place is None:
        return
    first, token = stretch
    why = (f"place-{kind}", 0.6)
    where = replace(mention, actor=None, key=key_of(None, mention.place))
    yield referred(where, (first, token.i, token.i), sentence, "description", why)
