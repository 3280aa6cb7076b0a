"""Which tokens' times are an event's: its trigger, the nouns and verbs that carry it, the verbs whose time it shares.

Belongs here: the walk through the tree from a trigger, and the words that allow its steps (attachment.yaml). Does not:
which expression hangs on such a token (attach.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from spacy.tokens import Token

_ARGUMENTS = {"dobj", "nsubj", "nsubjpass"}


@dataclass(frozen=True, slots=True)
class Carrier:
    """A token whose times are the event's: the nearer, the lower its rank; `side` limits where they may stand."""

    token: Token
    rank: int
    side: str = "any"


def carriers(head: Token) -> Iterator[Carrier]:
    """The trigger, the nouns and the verb that carry it, and the verbs whose time it shares."""
    words = attachment_words()
    yield Carrier(head, 0)
    yield from _participles(head, 1)
    if head.pos_ == "VERB":
        yield from _objects(head)
    if head.dep_ == "acl":
        yield Carrier(head.head, 2, "adnominal")
    node, rank = head, 1
    while node.head.i != node.i and node.pos_ not in ("VERB", "AUX"):
        dep, node = node.dep_, node.head
        lemma = node.lemma_.lower()
        if node.lower_ in words.aside or lemma in words.saying or dep in ("relcl", "acl", "advcl", "ccomp"):
            return
        if dep in _ARGUMENTS and node.pos_ == "VERB" and lemma not in words.carrying:
            return
        yield Carrier(node, rank)
        rank += 1
        if dep in ("nsubj", "nsubjpass") and node.pos_ in ("VERB", "AUX"):
            yield from (Carrier(child, rank) for child in node.children if child.dep_ == "xcomp")
    yield from _clause_carriers(node, rank)


def _objects(verb: Token) -> Iterator[Carrier]:
    for child in verb.children:
        if child.dep_ in ("dobj", "attr"):
            yield from _participles(child, 2)
        if child.dep_ == "xcomp":
            yield Carrier(child, 2)
        if child.dep_ == "conj" and child.pos_ == "VERB":
            yield Carrier(child, 6, "bound")


def _participles(noun: Token, rank: int) -> Iterator[Carrier]:
    """'The talks held on Monday', 'a summit that begins today', 'talks scheduled to open in May'; also where the
    parser hangs it on a later noun of the phrase: 'talks between the two sides which began in May'."""
    words = attachment_words()
    for child in noun.subtree if noun.pos_ in ("NOUN", "PROPN") else noun.children:
        if child.dep_ not in ("acl", "relcl") or child.i < noun.i:
            continue
        is_own = child.head == noun
        if not is_own and words.aside.intersection(token.lower_ for token in noun.doc[noun.i : child.i]):
            continue
        if child.lemma_.lower() in (words.carrying if is_own else words.dated):
            yield Carrier(child, rank if is_own else rank + 1)
            for inner in child.children:
                if inner.dep_ == "xcomp":
                    yield Carrier(inner, rank)


def _clause_carriers(verb: Token, rank: int) -> Iterator[Carrier]:
    """Verbs above the trigger's own: of planning (times after it), of its coordination (times before both)."""
    words = attachment_words()
    while verb.head.i != verb.i:
        dep, above = verb.dep_, verb.head
        if dep == "conj":
            is_told_on = verb.tag_ == above.tag_ == "VBD"
            yield Carrier(above, rank + 1, "before" if is_told_on else "leading")
        elif dep in ("relcl", "advcl") and any(child.lower_ == "when" for child in verb.children):
            yield Carrier(above, rank + 1, "when")
            return
        elif dep == "relcl" and any(child.lower_ == "where" for child in verb.children):
            verb = _verb_of(above)
            yield Carrier(verb, rank + 1)
            return
        elif (
            dep in ("xcomp", "ccomp", "advcl", "acl")
            and above.lemma_.lower() in words.planning
            and _is_infinitive(verb)
        ):
            is_purpose = dep in ("advcl", "xcomp") and above.lemma_.lower() in words.moves
            yield Carrier(above, rank + 1, "any" if is_purpose else "after")
        elif dep not in ("aux", "auxpass"):
            return
        verb, rank = above, rank + 1


def _verb_of(noun: Token) -> Token:
    """The verb of the clause that a noun stands in: 'they fly to Oslo, where they will meet'."""
    while noun.pos_ not in ("VERB", "AUX") and noun.head.i != noun.i:
        noun = noun.head
    return noun


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ in ("VB", "VBG", "NN") or any(child.tag_ == "TO" for child in verb.children)


@dataclass(frozen=True, slots=True)
class AttachmentWords:
    """attachment.yaml."""

    saying: frozenset[str]
    carrying: frozenset[str]
    planning: frozenset[str]
    ends: frozenset[str]
    links: frozenset[str]
    aside: frozenset[str]
    dating: frozenset[str]
    moves: frozenset[str]
    dated: frozenset[str]
    bodies: frozenset[str]
    terms: frozenset[str]
    prepositions: dict[str, str]


@cache
def attachment_words() -> AttachmentWords:
    """The word lists of attachment.yaml; raises ValueError where one is unknown or missing."""
    text = (files("extractors.temporal") / "attachment.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    if unknown := set(table) ^ {field.name for field in fields(AttachmentWords)}:
        raise ValueError(f"attachment.yaml: unknown or missing keys {sorted(unknown)}")
    return AttachmentWords(
        prepositions=table.pop("prepositions"), **{key: frozenset(words) for key, words in table.items()}
    )
