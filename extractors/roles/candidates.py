"""Role candidates: every actor and place of a document, each once, with all its mentions, nearest to an event first.

Belongs here: gathering mentions into candidates and the cost of reaching one from a trigger. Does not: scoring them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extractors.context import DocumentContext, EntityMention, ParsedSentence
from schemas.actors import Entity
from schemas.event_types import Reading
from schemas.names import fold

_OUTSIDE = 25.0
"""Cost of leaving the trigger's sentence; a path in one costs 2 a step and 1/4 a token."""
_LONGEST_PATH = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity in one reading: 'Moscow' is a mention of the actor Russia and of the place Moscow, two candidates."""

    reading: Reading
    entity: Entity
    mentions: tuple[EntityMention, ...]

    @property
    def identity(self) -> tuple[str, str, str | None]:
        """Equal for the same entity in the same reading."""
        return self.reading, fold(self.entity.name), self.entity.country


@dataclass(frozen=True, slots=True)
class Reach:
    """The way from a trigger token to a mention: its cost, tree path ('' outside the sentence) and distances."""

    cost: float
    path: tuple[str, ...]
    tokens: int
    sentences: int
    trigger: Token
    mention: EntityMention
    head: Token | None


def candidates_of(context: DocumentContext) -> tuple[Candidate, ...]:
    """The candidates of a document in order of their first mentions."""
    gathered: dict[tuple[str, str, str | None], list[tuple[EntityMention, Entity]]] = {}
    for mention in context.entities:
        readings: tuple[tuple[Reading, Entity | None], ...] = (("actor", mention.actor), ("place", mention.place))
        for reading, entity in readings:
            if entity is not None:
                key = _identity(reading, entity, mention)
                gathered.setdefault(key, []).append((mention, entity))
    return tuple(
        Candidate(_reading(key[0]), _fullest(found), tuple(mention for mention, _ in found))
        for key, found in gathered.items()
    )


def _reading(word: str) -> Reading:
    return "actor" if word == "actor" else "place"


def _identity(reading: str, entity: Entity, mention: EntityMention) -> tuple[str, str, str | None]:
    if entity.kind == "country":
        return reading, "", entity.country
    if entity.kind == "person":
        return reading, mention.key, None
    return reading, fold(entity.name), entity.country


def _fullest(found: Sequence[tuple[EntityMention, Entity]]) -> Entity:
    """The entity under its fullest name, with a country if any mention knows one."""
    known = [entity for _, entity in found if entity.country is not None] or [entity for _, entity in found]
    return max(known, key=lambda entity: len(entity.name))


def reaches(
    triggers: Iterable[tuple[ParsedSentence, Token]], candidate: Candidate, parsed: Mapping[int, ParsedSentence]
) -> list[Reach]:
    """The ways from an event's trigger tokens to a candidate's mentions, cheapest first."""
    found: list[Reach] = []
    for sentence, token in triggers:
        for mention in candidate.mentions:
            found.append(_reach(sentence, token, mention, parsed))
    return sorted(found, key=lambda reach: (reach.cost, reach.mention.evidence))


def _reach(
    sentence: ParsedSentence, token: Token, mention: EntityMention, parsed: Mapping[int, ParsedSentence]
) -> Reach:
    between = mention.sentence - sentence.index
    if between == 0 and mention.head >= 0:
        head = sentence.doc[mention.head]
        path = tree_path(token, head)
        distance = head.i - token.i
        return Reach(2.0 * len(path) + abs(distance) / 4, path, distance, 0, token, mention, head)
    head_elsewhere = (
        parsed[mention.sentence].doc[mention.head] if mention.head >= 0 and mention.sentence in parsed else None
    )
    cost = _OUTSIDE + 3.0 * abs(between) + (5.0 if between > 0 else 0.0)
    return Reach(cost, (), 0, between, token, mention, head_elsewhere)


def tree_path(start: Token, end: Token) -> tuple[str, ...]:
    """The relations from one token to another: up with '<', down with '>', prepositions spelled out."""
    up = [start, *start.ancestors]
    positions = {token.i: number for number, token in enumerate(up)}
    down: list[str] = []
    current = end
    while current.i not in positions:
        down.append(f">{_label(current)}")
        if current.head == current:
            return ("?",)
        current = current.head
    climbed = [f"<{_label(token)}" for token in up[: positions[current.i]]]
    return tuple((climbed + down[::-1])[:_LONGEST_PATH])


def _label(token: Token) -> str:
    return f"{token.dep_}:{token.lower_}" if token.dep_ in ("prep", "agent", "mark", "prt") else str(token.dep_)
