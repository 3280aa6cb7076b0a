"""Counted descriptions: 'the five countries', 'the three presidents', to those whom they count.

Belongs here: more than two of a kind named in one sentence before. Does not: pairs (descriptions.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from extractors.actors.lexicon import singular, titles
from extractors.context import EntityMention, ParsedSentence
from extractors.reference.referents import referred

NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_STATES = frozenset("country nation state side government neighbour neighbor party power ally".split())


def enumerated(
    token: Token, first: int, sentence: ParsedSentence, before: Sequence[EntityMention]
) -> Iterator[EntityMention]:
    """The states or persons that a sentence before names in just the number said."""
    count = next(NUMBERS[t.lower_] for t in token.doc[first : token.i] if t.lower_ in NUMBERS)
    noun = singular(token.text)
    kind = "country" if noun in _STATES else "person" if noun in titles() else None
    fits = [m for m in before if m.actor is not None and m.actor.kind == kind and m.form == "name"]
    for index in range(sentence.index, sentence.index - 7, -1):
        named = {m.key: m for m in fits if m.sentence == index}
        if len(named) == count:
            for mention in named.values():
                why = ("description-number", 0.65)
                yield referred(mention, (first, token.i, token.i), sentence, "description", why)
            return
