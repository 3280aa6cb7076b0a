"""What a share is a share of: '40 percent of Russia's gas imports' measures the imports, whose owner is Russia.

Belongs here: the way from a percent or fraction through the parse to the phrase that it measures, its words, its
owners. Does not: number grammar (finding), which verb tells the share (roles).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extractors.lexicons import words
from extractors.quantities.finding import Quantity, find_quantities

_MODIFIERS = ("nummod", "quantmod", "advmod", "compound", "det", "amod", "predet", "nmod")
_OWNERS = ("poss", "amod", "compound", "nmod", "nsubj", "nsubjpass", "agent")
_OWNER_PREPOSITIONS = ("of", "in", "by", "to", "for")
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Share:
    """A percent or fraction in a sentence: its number, the noun that heads its phrase, the nouns that it measures."""

    quantity: Quantity
    number: Token
    unit: Token
    measured: tuple[Token, ...]

    @property
    def phrase(self) -> tuple[Token, ...]:
        """Every word of what is measured, in text order."""
        return tuple(sorted({t for noun in self.measured for t in noun.subtree}, key=lambda t: t.i))

    @property
    def words(self) -> frozenset[str]:
        """Lemmas and lower-case forms of what is measured."""
        return frozenset(w for t in (self.unit, *self.phrase) for w in (t.lemma_.lower(), t.lower_))


def shares_in(doc: Doc) -> tuple[Share, ...]:
    """The percents and fractions of a sentence in text order; characters count from the sentence's start."""
    found = (q for q in find_quantities(doc.text) if q.kind == "percent")
    return tuple(share for q in found if (share := _share(q, doc)) is not None)


def _share(quantity: Quantity, doc: Doc) -> Share | None:
    number = next((t for t in doc if t.idx <= quantity.core.start < t.idx + len(t.text)), None)
    if number is None:
        return None
    unit = number
    while unit.dep_ in _MODIFIERS and unit.head != unit and not _is_own_phrase(unit):
        unit = unit.head
    measured = tuple(_measured(number, unit))
    is_time = any(t.lemma_.lower() in words("trade", "periods") for t in measured)
    return None if is_time else Share(quantity, number, unit, measured)


def _is_own_phrase(unit: Token) -> bool:
    """Whether a word already heads a share phrase of its own ('percent of ...' parsed as a modifier)."""
    return unit.lemma_.lower() in words("trade", "units") and any(
        c.dep_ == "prep" and c.lower_ == "of" for c in unit.children
    )


def _measured(number: Token, unit: Token) -> Iterator[Token]:
    found: list[Token] = []
    for base in (number, unit) if number != unit else (unit,):
        for prep in base.children:
            if prep.dep_ == "prep" and prep.lower_ in ("of", "in"):
                found.extend(c for c in prep.children if c.dep_ in ("pobj", "pcomp"))
    named = words("trade", "units") | words("trade", "portions")
    if not found and unit.pos_ in ("NOUN", "PROPN") and unit.lemma_.lower() not in named:
        found.append(unit)
    yield from found


def owners_of(share: Share) -> Iterator[Token]:
    """Whose need or whose exports a share is of: possessors, adjectives, `of`, `in` and `by` phrases, and the subjects
    of the clauses inside what is measured ('of the rice that Indonesia imports')."""
    level = list(share.measured)
    if share.unit not in level:
        level += [c for c in share.unit.children if c.dep_ == "poss"]
        yield from level[len(share.measured) :]
    for _ in range(_DEEPEST):
        inner = [t for token in level for t in _inside(token)]
        yield from (t for t in inner if t.pos_ not in ("VERB", "AUX"))
        level = inner


def _inside(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in _OWNERS:
            yield child
        elif child.dep_ == "prep" and child.lower_ in _OWNER_PREPOSITIONS:
            yield from (c for c in child.children if c.dep_ in ("pobj", "pcomp"))
        elif child.dep_ in ("relcl", "acl", "ccomp", "xcomp"):
            yield child


def is_change(share: Share) -> bool:
    """Whether a percent says by how much something changed ('rose 14.6 pct', 'a 5 percent increase')."""
    head = (
        share.unit.head if share.unit.dep_ in ("dobj", "npadvmod", "advmod", "attr", "compound", "pobj") else share.unit
    )
    if head.dep_ == "prep" and head.lower_ in ("by", "of"):
        head = head.head
    near = (share.number.head, share.unit, head)
    return any(t.lemma_.lower() in words("trade", "changes") and t.pos_ in ("VERB", "NOUN") for t in near)
