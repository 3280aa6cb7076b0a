"""Every event with every candidate of its document: the pairs that the role judge answers for.

Belongs here: gathering pairs with the ways between them, and which roles a definition allows a candidate. Does not: the
features themselves (features) or the answers (judging).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extractors.context import DocumentContext, ParsedSentence
from extractors.model import Features
from extractors.model.judges import NONE
from extractors.roles.attach import holds_words
from extractors.roles.candidates import Candidate, Reach, reaches
from extractors.roles.features import Standing, role_features
from schemas.event_types import EventType, RoleDefinition
from schemas.mentions import RoleFiller

_MOST_KEYS = 6
_MOST_CANDIDATES = 80
_MOST_MENTIONS = 12

Key = tuple[ParsedSentence, Token]
"""A trigger token of an event, in its sentence."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An event and a candidate with the ways between them and what the judge looks at.

    `roles` are those that the definition allows the candidate, `framed` is the filler that the frames made of it.
    """

    candidate: Candidate
    ways: tuple[Reach, ...]
    features: Features
    roles: tuple[RoleDefinition, ...]
    framed: RoleFiller | None


def pairs(
    event_type: EventType,
    keys: Sequence[Key],
    framed: Sequence[RoleFiller],
    candidates: Sequence[Candidate],
    context: DocumentContext,
) -> tuple[Pair, ...]:
    """The candidates of an event, cheapest to reach first, each with its features."""
    keys = keys[:_MOST_KEYS]
    parsed = {sentence.index: sentence for sentence in context.parsed}
    reached = [(c, reaches(keys, _near(c, keys), parsed)) for c in candidates]
    reached.sort(key=lambda item: (item[1][0].cost, item[0].identity[:2], item[0].identity[2] or ""))
    frequency = {c.identity: n for n, c in enumerate(sorted(candidates, key=lambda c: -len(c.mentions)))}
    title = (context.document.title or "").lower()
    lemma = keys[0][1].lemma_.lower()
    kinds: dict[str, int] = {}
    compatriots: dict[str, set[str]] = {}
    heads = {(m.sentence, m.head): c.entity.kind for c in candidates for m in c.mentions if m.head >= 0}
    found: list[Pair] = []
    for rank, (candidate, ways) in enumerate(reached[:_MOST_CANDIDATES]):
        kind = f"{candidate.reading}+{candidate.entity.kind}"
        kinds[kind] = kinds.get(kind, -1) + 1
        in_title = bool(title) and candidate.entity.name.split()[-1].lower() in title
        country = candidate.entity.country
        known = compatriots.setdefault(country, set()) if country is not None else set()
        standing = Standing(
            rank, kinds[kind], frequency[candidate.identity], in_title, frozenset(known), _modified(ways[0], heads)
        )
        known.add(kind)
        own = _framed(candidate, framed, event_type)
        rule = own.rule.split(":")[-1] if own is not None else NONE
        features = role_features(event_type.name, lemma, candidate, ways, standing, rule)
        roles = tuple(r for r in event_type.roles if _allows(r, candidate, event_type))
        found.append(Pair(candidate, tuple(ways[:3]), features, roles, own))
    return tuple(found)


def _modified(way: Reach, heads: Mapping[tuple[int, int], str]) -> str:
    """The kind of the entity whose name a mention is part of, or none."""
    if way.head is None or way.head.dep_ not in ("amod", "compound", "nmod", "poss", "appos"):
        return NONE
    return heads.get((way.mention.sentence, way.head.head.i), NONE)


def _near(candidate: Candidate, keys: Sequence[Key]) -> Candidate:
    """The candidate with the mentions nearest to the triggers only, so that long texts cost no more."""
    if len(candidate.mentions) <= _MOST_MENTIONS:
        return candidate
    sentences = [sentence.index for sentence, _ in keys]
    nearest = sorted(candidate.mentions, key=lambda m: min(abs(m.sentence - s) for s in sentences))
    return replace(candidate, mentions=tuple(nearest[:_MOST_MENTIONS]))


def _framed(candidate: Candidate, framed: Sequence[RoleFiller], event_type: EventType) -> RoleFiller | None:
    """The filler that the frames made of this candidate, if any."""
    for filler in framed:
        if event_type.role(filler.role).reading != candidate.reading:
            continue
        if (
            any(filler.evidence == m.evidence for m in candidate.mentions)
            and filler.entity.kind == candidate.entity.kind
        ):
            return filler
    return None


def _allows(role: RoleDefinition, candidate: Candidate, event_type: EventType) -> bool:
    if role.reading != candidate.reading or candidate.entity.kind not in role.kinds:
        return False
    return holds_words(role, candidate.entity, event_type)
