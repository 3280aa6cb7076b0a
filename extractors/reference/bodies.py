"""Bodies that a text takes up by what they are: 'the alliance', 'the union', 'the airline', 'the world body'.

Belongs here: definite nouns of bodies, to the body named before. Does not: acronyms and short names (organisations.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from extractors.actors.lexicon import agency_nouns
from extractors.context import EntityMention, ParsedSentence
from extractors.reference.referents import referred
from schemas.actors import Actor
from schemas.names import fold

_KNOWN_AS: dict[str, frozenset[str]] = {
    "alliance": frozenset({"nato", "north atlantic treaty organisation"}),
    "bloc": frozenset({"european union", "european community", "european economic community", "asean", "mercosur"}),
    "cartel": frozenset({"opec"}),
    "body": frozenset({"united nations"}),
}
"""Nouns that stand for bodies whose names have another word."""
_FIRMS = frozenset({"company", "firm"})
_AIRLINES = frozenset({"airline", "carrier"})
_NEVER = frozenset("government administration authorities regime leadership intelligence service office union".split())
"""Nouns of bodies that are the state itself, or too wide."""
_BACK = 4


def body(token: Token, sentence: ParsedSentence, before: Sequence[EntityMention]) -> Iterator[EntityMention]:
    """The body that a definite noun takes up, as a mention on it; `before` are the mentions before it."""
    if token.tag_ != "NN" or token.i == 0 or token.lower_ in _NEVER:
        return
    first = token.i - 1
    if token.lower_ == "body" and token.nbor(-1).lower_ == "world":
        first -= 1
    if first < 0 or token.doc[first].lower_ not in ("the", "this", "that") or _goes_on(token):
        return
    fits = [
        m for m in before if m.sentence >= sentence.index - _BACK and m.form == "name" and _is(m.actor, token.lower_)
    ]
    if fits:
        yield referred(fits[-1], (first, token.i, token.i), sentence, "description", ("description-body", 0.6))


def _goes_on(token: Token) -> bool:
    """Whether a noun only opens a longer name: 'the company town', 'the council of ministers'."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return following is not None and (
        following.tag_ in ("NN", "NNS", "NNP", "NNPS", "HYPH") or following.lower_ == "of"
    )


def _is(actor: Actor | None, noun: str) -> bool:
    """Whether a body is what a noun says, by a word of its name, its sector, or common knowledge."""
    if actor is None or actor.kind not in ("organisation", "group"):
        return False
    name = fold(actor.name)
    if name in _KNOWN_AS.get(noun, ()):
        return True
    if noun in _FIRMS and actor.kind == "organisation":
        return actor.sector == "BUS"
    if noun in _AIRLINES:
        return any(word in ("air", "airline", "airlines", "airways") for word in name.split())
    return noun in agency_nouns() and actor.kind == "organisation" and noun in name.split()
