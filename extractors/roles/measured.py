"""What a share is a share of as the thing traded: '40 percent of Russia's gas imports' -> gas.

Belongs here: the commodity inside 'gas imports' or 'imports of gas'. Does not: which phrase a share measures
(quantities/shares).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extractors.lexicons import words
from extractors.roles.slots import share_of
from extractors.triggers import Trigger


def commodity_of(trigger: Trigger) -> Iterator[Token]:
    """The nouns that may be the commodity, best first: what the share measures, else the trigger's own object."""
    share = share_of(trigger)
    for noun in share.measured if share is not None else ():
        yield from _inside(noun, 0)
    for child in trigger.head.children:
        if child.dep_ in ("dobj", "nsubjpass", "nsubj", "pobj"):
            yield from _inside(child, 0)


def _inside(noun: Token, depth: int) -> Iterator[Token]:
    """A noun, or for a word of trade ('imports', 'needs') the thing that it is about, else the word itself."""
    if noun.ent_type_ in ("GPE", "NORP", "PERSON", "DATE") or noun.pos_ not in ("NOUN", "PROPN"):
        return
    if noun.lemma_.lower() in words("trade", "containers") and depth < 3:
        for child in noun.children:
            if child.dep_ in ("compound", "amod", "nmod") and not child.ent_type_:
                if child.lower_ not in words("trade", "measures"):
                    yield child
            elif child.dep_ == "prep" and child.lower_ in ("of", "in", "for"):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        yield from _inside(inner, depth + 1)
        if noun.lemma_.lower() not in words("trade", "units"):
            yield noun
        return
    yield noun
