"""Forces that stand somewhere: the noun that no word moves, and where it is said to be.

Belongs here: the two slots of a force that is only named with its number and place ('the 47,000 troops in Japan').
Does not: the slots of verbs and nouns of action (slots).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extractors.triggers import Trigger

_WHERE = ("in", "on", "at", "inside", "near", "along", "around", "across", "off", "over")


def standing(trigger: Trigger) -> Iterator[Token]:
    """The trigger's own noun where no word of its type moves it: 'the 47,000 troops in Japan', not 'sent troops'."""
    governor = _first_of_conjuncts(trigger.head).head
    if governor.dep_ == "prep" and governor.lower_ == "of":
        governor = governor.head
    rules = trigger.event_type.triggers
    moving = {lemma for rule in rules for lemma in (rule.verbs | rule.nouns)} - trigger.rule.nouns
    if governor == trigger.head or governor.lemma_.lower() not in moving:
        yield trigger.head


def stands_in(trigger: Trigger) -> Iterator[Token]:
    """Where a noun is said to be: in its own phrase, or through 'be' and 'have' ('77 soldiers are in', 'has 40 in')."""
    noun = trigger.head
    first = _first_of_conjuncts(noun)
    bases = [noun, *noun.conjuncts]
    if first.head.lemma_.lower() in ("be", "have"):
        bases.append(first.head)
    for base in bases:
        for child in base.children:
            if child.dep_ == "prep" and child.lower_ in _WHERE:
                yield from (c for c in child.children if c.dep_ == "pobj")
            elif child.dep_ == "advmod" and child.lower_ in ("there", "here"):
                yield child


def _first_of_conjuncts(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token
