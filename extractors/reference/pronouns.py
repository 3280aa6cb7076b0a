"""Pronouns: he, she, it, they and their possessives, and who, to the nearest mention that fits.

Belongs here: choosing a referent by number, kind and position. Does not: descriptions ('the minister').
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from extractors.actors.lexicon import group_nouns, singular
from extractors.context import EntityMention, ParsedSentence
from extractors.reference.referents import referred

_PERSON = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_THING = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_SENTENCES_BACK = 3
_INSIDE_CLAUSE = frozenset({"conj", "xcomp", "ccomp", "pobj", "prep", "dobj", "nsubj", "pcomp"})
"""Relations between a relative pronoun's governor and the verb of its clause: 'whose troops', 'of whom'."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def pronouns(mentions: Sequence[EntityMention], parsed: Sequence[ParsedSentence]) -> list[EntityMention]:
    """A mention for each pronoun that can be resolved; for a plural one a mention for each referent."""
    docs = {sentence.index: sentence for sentence in parsed}
    found: list[EntityMention] = []
    for sentence in parsed:
        for token in sentence.doc:
            if token.tag_ in ("PRP", "PRP$", "WP", "WP$", "WDT"):
                found += _referents(token, sentence, [*mentions, *found], docs)
    return found


def _referents(
    token: Token, sentence: ParsedSentence, mentions: Sequence[EntityMention], docs: dict[int, ParsedSentence]
) -> list[EntityMention]:
    """The mentions that a pronoun stands for, as mentions on the pronoun."""
    word = token.lower_
    here = sentence.evidence_of(token)
    near = range(sentence.index - _SENTENCES_BACK, sentence.index + 1)
    before = [m for m in mentions if m.evidence.end <= here.start and m.sentence in near]
    if word in _PERSON:
        chosen = _best([m for m in before if _is_person(m)], token, sentence, docs)
        return [_on(chosen, token, sentence, "pronoun-person", 0.75)] if chosen else []
    if token.tag_ in ("WP", "WP$", "WDT"):
        return [_on(m, token, sentence, "pronoun-who", 0.85) for m in _antecedents(token, sentence, before)]
    if word in _THING:
        fits = [m for m in before if m.actor and m.actor.kind in ("country", "organisation") and m.form != "adjective"]
        owners = [m for m in fits if m.sentence == sentence.index and m.actor is not None and m.actor.country]
        if owners and token.tag_ == "PRP$" and group_nouns().get(singular(token.head.text)) == "MIL":
            fits = owners
        chosen = _best(fits, token, sentence, docs)
        if chosen is None or (word == "it" and not _is_subject(chosen, docs)):
            return []
        return [_on(chosen, token, sentence, "pronoun-it", 0.6)]
    if word in _PLURAL:
        return [_on(m, token, sentence, "pronoun-they", 0.5) for m in _plural(before, token, sentence, docs)]
    return []


def _antecedents(token: Token, sentence: ParsedSentence, before: Sequence[EntityMention]) -> list[EntityMention]:
    """Whom a relative clause is about: the mentions on its head, else for 'who' the one just before."""
    verb = token.head
    while verb.dep_ in _INSIDE_CLAUSE and verb.head.i != verb.i:
        verb = verb.head
    actors = [m for m in before if m.actor is not None and m.form != "adjective"]
    if verb.dep_ == "relcl":
        found = [m for m in actors if m.sentence == sentence.index and m.head == verb.head.i]
        if found:
            return found
    start = sentence.evidence_of(token).start
    beside = [m for m in actors if start - m.evidence.end <= 2]
    return beside[-1:] if token.tag_ == "WP" else []


def _is_person(mention: EntityMention) -> bool:
    return mention.actor is not None and mention.actor.kind == "person"


def _is_subject(mention: EntityMention, docs: dict[int, ParsedSentence]) -> bool:
    token = _head(mention, docs)
    return token is not None and token.dep_ in _SUBJECTS


def _head(mention: EntityMention, docs: dict[int, ParsedSentence]) -> Token | None:
    sentence = docs.get(mention.sentence)
    return sentence.doc[mention.head] if sentence is not None and mention.head >= 0 else None


def _best(
    fits: Sequence[EntityMention], token: Token, sentence: ParsedSentence, docs: dict[int, ParsedSentence]
) -> EntityMention | None:
    """The likeliest: near, a subject rather than an object, and no other argument of the pronoun's verb."""
    best, best_cost = None, 1e9
    for order, mention in enumerate(reversed(fits)):
        head = _head(mention, docs)
        cost = 2.0 * (sentence.index - mention.sentence) + 0.3 * order
        if head is None or head.dep_ not in _SUBJECTS:
            cost += 1.0
        if head is not None and head.dep_ in ("poss", "compound", "pobj"):
            cost += 0.5
        if mention.sentence == sentence.index and head is not None and _is_clause_mate(head, token):
            cost += 3.0
        if cost < best_cost:
            best, best_cost = mention, cost
    return best


def _is_clause_mate(head: Token, token: Token) -> bool:
    """Whether a name and a pronoun are arguments of one verb, so that they are two ('he met Lavrov')."""
    return token.tag_ == "PRP" and head.head.i == token.head.i and head.i != token.i


def _plural(
    before: Sequence[EntityMention], token: Token, sentence: ParsedSentence, docs: dict[int, ParsedSentence]
) -> list[EntityMention]:
    """The referents of 'they': the members of the nearest coordination of subjects, else the nearest group."""
    for index in range(sentence.index, sentence.index - 2, -1):
        there = [m for m in before if m.sentence == index and m.actor is not None and m.form != "adjective"]
        joined = _coordinated(there, docs)
        if joined:
            return joined
        groups = [m for m in there if m.actor is not None and m.actor.kind == "group"]
        if groups:
            last = groups[-1]
            return [m for m in groups if m.evidence == last.evidence or m is last]
    return []


def _coordinated(there: Sequence[EntityMention], docs: dict[int, ParsedSentence]) -> list[EntityMention]:
    """The members of a coordination that is a subject."""
    for mention in there:
        head = _head(mention, docs)
        if head is None or head.dep_ not in _SUBJECTS:
            continue
        members = {head.i, *(token.i for token in head.conjuncts)}
        joined = [m for m in there if m.head in members]
        if len(joined) > 1:
            return joined
    return []


def _on(
    referent: EntityMention, token: Token, sentence: ParsedSentence, rule: str, probability: float
) -> EntityMention:
    """The referent as a mention on a pronoun."""
    return referred(referent, (token.i, token.i, token.i), sentence, "pronoun", (rule, probability))
