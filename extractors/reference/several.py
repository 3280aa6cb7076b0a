"""Descriptions of several: 'both countries', 'the two leaders', 'the five presidents', 'the ministers'.

Belongs here: definite plurals of states and offices, counted or not. Does not: groups, which stay groups.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from extractors.actors.lexicon import singular, titles
from extractors.context import EntityMention, ParsedSentence
from extractors.reference.referents import referred

_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_PAIR = frozenset({"both", "two"})
_STATES = frozenset("country nation state side government neighbour neighbor party power ally".split())
_PEOPLE = frozenset("leader president minister premier man official diplomat secretary head counterpart".split())
_HEADS = frozenset("minister president premier chancellor envoy negotiator king".split())
"""Offices whose plural, without a number, is of those named in just that office."""
_BACK = 7
_NEAR = 12


def several(token: Token, first: int, sentence: ParsedSentence, before: Sequence[EntityMention]) -> list[EntityMention]:
    """The states or persons that a definite plural on [first, token] means, as mentions on it."""
    words = {t.lower_ for t in token.doc[first : token.i]}
    noun = singular(token.text)
    chosen: list[EntityMention] = []
    rule = "description-pair"
    if words & _PAIR:
        chosen = _latest(_fitting(noun, before), 2)
    elif words & _NUMBERS.keys():
        number = next(n for word, n in _NUMBERS.items() if word in words)
        chosen, rule = _named_together(noun, number, sentence.index, before), "description-number"
    elif noun in _HEADS and first == token.i - 1 and token.doc[first].lower_ == "the" and not _goes_on(token):
        near = [m for m in _bearers(noun, before) if m.sentence >= sentence.index - _NEAR]
        chosen, rule = _latest(near, 2) if len({m.key for m in near}) == 2 else [], "description-plural"
    stretch = (first, token.i, token.i)
    return [referred(mention, stretch, sentence, "description", (rule, 0.65)) for mention in chosen]


def _goes_on(token: Token) -> bool:
    """Whether the plural says itself whose it is: 'the ministers of both countries'."""
    return token.i + 1 < len(token.doc) and token.nbor().lower_ in ("of", "from", "and", "in")


def _fitting(noun: str, before: Sequence[EntityMention]) -> list[EntityMention]:
    """The mentions of states for a noun of states; for an office its bearers, or where they are not two all persons."""
    if noun in _STATES:
        return [m for m in before if m.actor is not None and m.actor.kind == "country"]
    if noun not in _PEOPLE and noun not in titles():
        return []
    bearers = _bearers(noun, before)
    return bearers if len({m.key for m in bearers}) > 1 else _persons(before)


def _persons(before: Sequence[EntityMention]) -> list[EntityMention]:
    return [m for m in before if m.actor is not None and m.actor.kind == "person" and m.form == "name"]


def _bearers(noun: str, before: Sequence[EntityMention]) -> list[EntityMention]:
    """The persons with an office of that name."""
    return [m for m in _persons(before) if noun in m.office.split()]


def _latest(mentions: Sequence[EntityMention], number: int) -> list[EntityMention]:
    """The latest mentions of so many different ones, in text order; none where there are less."""
    chosen: dict[str, EntityMention] = {}
    for mention in reversed(mentions):
        chosen.setdefault(mention.actor.name if mention.actor else mention.key, mention)
        if len(chosen) == number:
            return list(chosen.values())[::-1]
    return []


def _named_together(noun: str, number: int, index: int, before: Sequence[EntityMention]) -> list[EntityMention]:
    """The states or persons that one sentence before names in just that number."""
    kind = "country" if noun in _STATES else "person" if noun in titles() else None
    fits = [m for m in before if m.actor is not None and m.actor.kind == kind and m.form == "name"]
    for back in range(index, index - _BACK, -1):
        named = {m.key: m for m in fits if m.sentence == back}
        if len(named) == number:
            return list(named.values())
    return []
