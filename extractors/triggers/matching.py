"""Finding triggers in a parsed sentence: the rules of the event types over lemmas, tags and dependents.

Belongs here: whether a token is a trigger by its words. Does not: who takes part (roles) and whether it happened.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from extractors.lexicons import words
from extractors.quantities.finding import find_quantities
from schemas.event_types import EventType, Frame, Registry, TriggerRule

_CLASSES = {"verbs": {"VERB", "AUX"}, "nouns": {"NOUN", "PROPN"}, "adjectives": {"ADJ"}}
_OBJECTS = {"dobj", "nsubjpass", "obj"}
URL = "<url>"
"""What a rule's `unless` lists for any web address."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that may name a happening, the rule that says so, and the light verb that carries it, if any.

    A further number under one trigger ('and Niger 12 percent') points to it as `parent`.
    """

    event_type: EventType
    rule: TriggerRule
    head: Token
    support: Token | None
    span: Span
    parent: Trigger | None = None

    @property
    def frame(self) -> Frame:
        """Where the rule looks for role fillers."""
        return self.event_type.frames[self.rule.frame]


class TriggerIndex:
    """The rules of all event types by word class and lemma."""

    def __init__(self, registry: Registry) -> None:
        self._rules: dict[tuple[str, str], list[tuple[EventType, TriggerRule]]] = defaultdict(list)
        for event_type in registry.types:
            for rule in event_type.triggers:
                for kind, tags in _CLASSES.items():
                    for lemma in getattr(rule, kind):
                        for tag in tags:
                            self._rules[lemma, tag].append((event_type, rule))

    def vetoes(self, token: Token) -> frozenset[str]:
        """The types that a token cannot name here: their rules for the word all name a dependent under `unless`."""
        rules = self._rules.get((token.lemma_.lower(), token.pos_), ())
        against = {t.name for t, rule in rules if _is_vetoed(rule, token)}
        return frozenset(against - {t.name for t, rule in rules if not _is_vetoed(rule, token)})

    def find(self, doc: Doc) -> Iterator[Trigger]:
        """The triggers of a sentence in text order, with every rule that fits: roles decide between them."""
        lemmas = {t.lemma_.lower() for t in doc} | {t.lower_ for t in doc}
        has_number = bool(find_quantities(doc.text))
        for token in doc:
            if token.dep_ in ("aux", "auxpass"):
                continue
            for event_type, rule in self._rules.get((token.lemma_.lower(), token.pos_), ()):
                if (has_number or not rule.is_counted) and _fits(rule, token, lemmas):
                    support = support_verb(token) if token.pos_ in _CLASSES["nouns"] else None
                    yield Trigger(event_type, rule, token, support, _span(token, support, rule))


def _fits(rule: TriggerRule, token: Token, lemmas: set[str]) -> bool:
    """Whether the rule's conditions on the words around the token hold."""
    if rule.near and not (rule.near & lemmas):
        return False
    if rule.share and not (_share_words() & lemmas):
        return False
    if rule.particles and not any(c.lower_ in rule.particles for c in token.children):
        return False
    if rule.objects and not any(n.lemma_.lower() in rule.objects for n in _object_words(token)):
        return False
    if rule.prepositions and not any(c.lower_ in rule.prepositions for c in token.children if c.dep_ == "prep"):
        return False
    return not _is_vetoed(rule, token)


@functools.cache
def _share_words() -> frozenset[str]:
    """Words of which a sentence with a share holds one: 'percent', 'third', 'nearly' (all)."""
    return words("trade", "units") | {phrase.split()[0] for phrase in words("trade", "whole")}


def _is_vetoed(rule: TriggerRule, token: Token) -> bool:
    if not rule.unless:
        return False
    return any((URL if t.like_url else t.lemma_.lower()) in rule.unless for t in _dependents(token))


def _object_words(verb: Token) -> Iterator[Token]:
    """The nouns that a verb acts on: objects, passive subjects, the noun a participle modifies, and their conjuncts."""
    for child in verb.children:
        if child.dep_ in _OBJECTS:
            yield child
            yield from child.conjuncts
            yield from (p for prep in child.children if prep.dep_ == "prep" for p in prep.children if p.dep_ == "pobj")
    if verb.dep_ in ("acl", "relcl"):
        yield verb.head
    if verb.dep_ == "conj" and not any(c.dep_ in _OBJECTS for c in verb.children):
        yield from (c for c in verb.head.children if c.dep_ in _OBJECTS)


def _dependents(token: Token) -> Iterator[Token]:
    """The words that a token governs, those of its arguments, and the preposition or compound that it stands in."""
    for child in token.children:
        yield child
        if child.dep_ in ("prep", "dobj", "compound", "pobj", "poss", "nsubj", "nsubjpass"):
            yield from child.children
    if token.dep_ == "compound" or (token.dep_ == "pobj" and token.head.dep_ == "prep"):
        yield token.head


def support_verb(noun: Token) -> Token | None:
    """The light verb that carries a noun ('held talks', 'talks were held', 'paid a visit'), or None."""
    light = words("english", "light_verbs")
    head = noun
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ in _OBJECTS and head.head.lemma_.lower() in light:
        return head.head
    if head.dep_ == "nsubj" and head.head.lemma_.lower() in light:
        return None
    if head.dep_ == "pobj" and head.head.dep_ == "prep" and head.head.lower_ in ("on", "for", "of", "in"):
        outer = head.head.head
        if outer.pos_ == "VERB" and outer.lemma_.lower() in light:
            return outer
        if head.head.lower_ == "of" and outer.lemma_.lower() in ("round", "series", "rounds", "day"):
            return support_verb(outer)
    return None


def _span(token: Token, support: Token | None, rule: TriggerRule) -> Span:
    """The smallest stretch that names the happening: the verb with its particle, the noun with its light verb."""
    first, last = token.i, token.i
    if support is not None and abs(support.i - token.i) <= 6 and support.i < token.i:
        first = support.i
    if rule.particles:
        last = max([last, *(c.i for c in token.children if c.lower_ in rule.particles)])
    return token.doc[first : last + 1]
