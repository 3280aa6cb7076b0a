"""A sentence as the actor rules see it: its Doc, the marks of the tables in it, and what they are near.

Belongs here: looking around in one parsed sentence. Does not: the rules themselves (their own modules).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from extractors.actors.lexicon import bare, titles
from extractors.actors.scan import Mark, marks_in
from extractors.context import EntityForm, EntityMention, ParsedSentence
from schemas import world
from schemas.actors import Actor, Place
from schemas.names import fold, name_words

LEFT_TAGS = frozenset("NN NNS NNP NNPS JJ JJS JJR VBG VBN HYPH CD RB AFX FW POS".split())
"""Tags of words that can stand before the head of a noun phrase."""


@dataclass(slots=True)
class Reading:
    """One sentence with its tokens and marks; `date` is the document's, for states that were."""

    parsed: ParsedSentence
    date: dt.date | None
    doc: Doc
    tokens: list[Token]
    marks: list[Mark]
    at: dict[int, Mark] = field(default_factory=dict)

    def mark_ending_at(self, index: int) -> Mark | None:
        """The mark whose last token this is."""
        mark = self.at.get(index)
        return mark if mark is not None and mark.last == index else None

    def country_of(self, mark: Mark) -> str | None:
        """The state of a mark at the document's date."""
        return world.code_at(mark.country, self.date) if mark.country else None

    def text(self, first: int, last: int) -> str:
        """The text of tokens [first, last]."""
        return self.doc[first : last + 1].text

    def mention(
        self,
        stretch: tuple[int, int, int],
        rule: str,
        probability: float,
        actor: Actor | None = None,
        *,
        place: Place | None = None,
        form: EntityForm = "name",
    ) -> EntityMention:
        """The mention of an entity on tokens (first, last, head)."""
        first, last, head = stretch
        return EntityMention(
            key=key_of(actor, place),
            evidence=self.parsed.evidence_of(self.doc[first : last + 1]),
            sentence=self.parsed.index,
            form=form,
            rule=rule,
            probability=probability,
            actor=actor,
            place=place,
            head=head,
            first=first,
            last=last,
        )


def read(parsed: ParsedSentence, date: dt.date | None) -> Reading:
    """Scan a sentence for marks."""
    tokens = list(parsed.doc)
    reading = Reading(parsed, date, parsed.doc, tokens, marks_in([token.text for token in tokens]))
    for mark in reading.marks:
        for index in range(mark.first, mark.last + 1):
            reading.at[index] = mark
    return reading


def key_of(actor: Actor | None, place: Place | None) -> str:
    """The key of an entity: one for all its mentions."""
    if place is not None and place.kind != "country":
        return f"place:{place.country or ''}:{fold(place.name)}"
    if actor is None:
        return f"state:{place.country}" if place is not None else ""
    if actor.kind == "country":
        return f"state:{actor.country}"
    if actor.kind == "person":
        return f"person:{' '.join(name_words(actor.name)) or fold(actor.name)}"
    return f"{actor.kind}:{actor.country or ''}:{fold(actor.name)}"


def head_of(doc: Doc, first: int, last: int) -> int:
    """The token of a stretch that its other tokens hang on."""
    return int(doc[first : last + 1].root.i)


def is_title(token: Token) -> bool:
    """Whether a token is a noun of office in the singular."""
    return bare(token.text) in titles() and token.tag_ not in ("VB", "VBZ", "VBD", "VBP")


def is_dash(token: Token) -> bool:
    """Whether a stroke parts two phrases; inside a word it joins ('Mayer-Martin')."""
    return token.text in ("-", "--", "–", "—", "_") and (token.i == 0 or bool(token.nbor(-1).whitespace_))
