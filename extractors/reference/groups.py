"""Whose a force is when its own phrase does not say: 'Spain sent 50 soldiers', 'their troops'.

Belongs here: the state of bare groups. Does not: groups that name their state (extractors/actors/groups.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from extractors.context import EntityMention, ParsedSentence
from extractors.reference.country import main_country
from schemas.actors import Actor
from schemas.names import fold

_SUBJECTS = frozenset({"nsubj"})
_FORCES = frozenset({"MIL", "COP", "REB"})


def with_forces_owners(mentions: Sequence[EntityMention], parsed: Sequence[ParsedSentence]) -> list[EntityMention]:
    """The mentions with bare forces under the state whose they are, where possessor or verb tells."""
    docs = {sentence.index: sentence for sentence in parsed}
    home = main_country(mentions)
    by_head: dict[tuple[int, int], list[EntityMention]] = {}
    for mention in mentions:
        if mention.actor is not None and mention.rule != "group-bare":
            by_head.setdefault((mention.sentence, mention.head), []).append(mention)
    out = []
    for mention in mentions:
        sentence = docs.get(mention.sentence)
        if mention.rule != "group-bare" or mention.actor is None or mention.actor.sector not in _FORCES or not sentence:
            out.append(mention)
            continue
        owners = _owners(sentence.doc[mention.head], mention.sentence, by_head)
        if owners:
            out += [_owned(mention, owner, "group-owner", 0.7) for owner in owners]
        else:
            out.append(_owned(mention, home, "group-home", 0.5) if home is not None else mention)
    return out


def _owners(head: Token, sentence: int, by_head: dict[tuple[int, int], list[EntityMention]]) -> list[str]:
    """The countries of a possessor ('its troops'), else of the subjects whose object the force is."""
    for child in head.children:
        if child.dep_ == "poss":
            return _countries(by_head.get((sentence, child.i), []))
    verb = _governing_verb(head)
    while verb is not None:
        subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
        if subjects:
            heads = [subjects[0].i, *(token.i for token in subjects[0].conjuncts)]
            return [code for i in heads for code in _countries(by_head.get((sentence, i), []))]
        verb = verb.head if verb.dep_ in ("xcomp", "conj", "advcl", "ccomp") and verb.head.i != verb.i else None
    return []


def _governing_verb(head: Token) -> Token | None:
    token = head
    while token.dep_ in ("conj", "appos", "nmod") and token.head.i != token.i:
        token = token.head
    if token.dep_ == "pobj" and token.head.head.dep_ in ("dobj", "nsubj", "pobj"):
        token = token.head.head
    return token.head if token.dep_ == "dobj" else None


def _countries(owners: Sequence[EntityMention]) -> list[str]:
    return list(dict.fromkeys(m.actor.country for m in owners if m.actor is not None and m.actor.country))


def _owned(mention: EntityMention, country: str, rule: str, probability: float) -> EntityMention:
    was = mention.actor
    if was is None:
        return mention
    actor = Actor(was.name, was.kind, country, was.sector)
    key = f"{actor.kind}:{country}:{fold(actor.name)}"
    return replace(mention, actor=actor, key=key, rule=rule, probability=probability)
