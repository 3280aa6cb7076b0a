"""What the steps of extraction share: a parsed sentence, the entities named in a text, the document around them.

Belongs here: the internal records that one step hands to the next. Results that leave this room are schemas'.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Literal

from spacy.tokens import Doc, Span, Token

from schemas.actors import Actor, Place
from schemas.dates import DateBasis, TimeExpression
from schemas.document import Document, Evidence
from schemas.event_types import Reading

EntityForm = Literal["name", "adjective", "description", "pronoun"]
"""How the text names an entity: by name ('Lavrov', 'Moscow'), by adjective ('Russian'), by a description that was
resolved ('the minister', 'both countries', 'North Korean troops'), by a pronoun that was resolved ('his')."""


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """One sentence and the spaCy `Doc` of its text alone; `doc` offset 0 is `evidence.start` in the document."""

    index: int
    evidence: Evidence
    doc: Doc

    def evidence_of(self, stretch: Span | Token) -> Evidence:
        """The characters of a spaCy span or token within the document."""
        start = stretch.idx if isinstance(stretch, Token) else stretch.start_char
        return Evidence(self.evidence.start + start, self.evidence.start + start + len(stretch.text))

    def token_at(self, character: int) -> Token | None:
        """The token that covers a character of the document, or None."""
        local = character - self.evidence.start
        return next((t for t in self.doc if t.idx <= local < t.idx + len(t.text)), None)


@dataclass(frozen=True, slots=True)
class EntityMention:
    """An actor or place where the text names it, with both readings where it has both.

    'Moscow' has an actor (Russia, country) and a place (Moscow, city); 'North Korea' a country as both; 'Lavrov' an
    actor only. Roles choose the reading. `head`, `first` and `last` (inclusive) are token indices in the sentence's
    `Doc`, -1 in sentences that were not parsed. `key` is equal for two mentions of one entity in the document. `office`
    are the words of the office that stand with a person's name, in lower case ('french foreign minister'). `reading` is
    the likelier reading by grammar, `reading_rule` why: the rule and the word it went by ('object: visit').
    `is_guessed` tells that the actor's country is only the one that the document is most about, with others named near:
    good enough for a role, which needs a side, but no answer to who somebody is.
    """

    key: str
    evidence: Evidence
    sentence: int
    form: EntityForm
    rule: str
    probability: float
    actor: Actor | None = None
    place: Place | None = None
    head: int = -1
    first: int = -1
    last: int = -1
    office: str = ""
    reading: Reading | None = None
    reading_rule: str = ""
    is_guessed: bool = False

    @property
    def known_actor(self) -> Actor | None:
        """The actor without a country that the text hardly bears out."""
        return replace(self.actor, country=None) if self.is_guessed and self.actor is not None else self.actor


@dataclass(frozen=True, slots=True)
class DateAnchor:
    """The day that relative expressions count from: the dateline's or the document's; None where neither is known."""

    date: dt.date | None
    basis: DateBasis = "document"


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What the sentences of a document share.

    `sentences` are all of the text's, `parsed` those that went through the spaCy pipeline, `entities` and `times`
    those of the whole text in text order.
    """

    document: Document
    sentences: tuple[Evidence, ...]
    parsed: tuple[ParsedSentence, ...]
    anchor: DateAnchor
    times: tuple[TimeExpression, ...] = ()
    entities: tuple[EntityMention, ...] = ()
    by_sentence: dict[int, tuple[EntityMention, ...]] = field(default_factory=dict)

    def entities_in(self, sentence: int) -> tuple[EntityMention, ...]:
        """The entity mentions of one sentence, in text order."""
        return self.by_sentence.get(sentence, ())

    def times_in(self, stretch: Evidence) -> tuple[TimeExpression, ...]:
        """The time expressions inside a stretch of the text, in text order."""
        return tuple(t for t in self.times if stretch.covers(t.evidence))
