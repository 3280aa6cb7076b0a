"""Which entity of a document has which role in an event: the judge over every way from the triggers to the entity.

Belongs here: scoring candidates, constraints of the definitions, one role a filler. Does not: the frames (attach),
whose answer is one of the judge's hints and the only one for types it was not trained on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extractors.context import DocumentContext, ParsedSentence
from extractors.model import Features, LinearModel
from extractors.model.judges import NONE
from extractors.roles.attach import countries_behind, holds_words
from extractors.roles.candidates import Candidate, Reach, reaches
from extractors.roles.features import Standing, role_features
from schemas.actors import Actor
from schemas.event_types import EventType, RoleDefinition
from schemas.mentions import RoleFiller
from schemas.names import name_words

THRESHOLD = 0.5
"""Least probability of a role: a role that stays empty is better than a wrong one (chosen on folds of train)."""
BEYOND_USUAL = 0.75
"""Least probability of a filler beyond the usual number of its role."""
FLOOR = 0.08
"""Least probability of the first filler of a role that is never empty."""
_MOST_KEYS = 6
_MOST_CANDIDATES = 80
_MOST_MENTIONS = 12

Key = tuple[ParsedSentence, Token]
"""A trigger token of an event, in its sentence."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An event and a candidate with the ways between them and what the judge looks at."""

    candidate: Candidate
    ways: tuple[Reach, ...]
    features: Features
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
        found.append(Pair(candidate, tuple(ways[:3]), features, own))
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


def judge_roles(event_type: EventType, listed: Sequence[Pair], judge: LinearModel) -> tuple[RoleFiller, ...]:
    """The fillers of an event: every candidate in its best role, where the definition allows it and it is likely.

    A role that a happening of the type always has (`least`) takes its likeliest candidates above a lower bar.
    """
    columns: Mapping[str, int] = {label: n for n, label in enumerate(judge.labels)}
    likely: list[RoleFiller] = []
    for pair in listed:
        allowed = [r for r in event_type.roles if r.name in columns and _allows(r, pair.candidate, event_type)]
        if allowed:
            probabilities = judge.probabilities(pair.features)
            role = max(allowed, key=lambda r: float(probabilities[columns[r.name]]))
            likely.append(_filler(event_type, role, pair, float(probabilities[columns[role.name]])))
    likely.sort(key=lambda f: (-f.probability, f.evidence))
    chosen = [f for f in _without_shorter(likely) if f.probability >= THRESHOLD]
    for role in event_type.roles:
        missing = role.least - sum(f.role == role.name for f in chosen)
        spare = [f for f in likely if f.role == role.name and FLOOR <= f.probability < THRESHOLD]
        chosen += spare[: max(0, missing)]
        if role.usual is not None:
            beyond = [f for f in chosen if f.role == role.name][role.usual :]
            chosen = [f for f in chosen if f not in beyond or f.probability >= BEYOND_USUAL]
    return _ordered(event_type, _single(event_type, chosen))


def framed_first(
    event_type: EventType, framed: Sequence[RoleFiller], judged: Sequence[RoleFiller]
) -> tuple[RoleFiller, ...]:
    """The fillers of an event that a sure rule found: its frame's, and the judge's in the roles that it left empty."""
    given = {f.role for f in framed}
    taken = {(f.entity.name, f.entity.country) for f in framed}
    rest = [f for f in judged if f.role not in given and (f.entity.name, f.entity.country) not in taken]
    return _ordered(event_type, [*framed, *rest])


def _without_shorter(fillers: Sequence[RoleFiller]) -> list[RoleFiller]:
    """The fillers without groups that a fuller name in the same role says again ('troops' beside 'Cuban troops')."""

    def says_more(other: RoleFiller, filler: RoleFiller) -> bool:
        words, more = set(name_words(filler.entity.name)), set(name_words(other.entity.name))
        known = filler.entity.country in (None, other.entity.country)
        return other.role == filler.role and words < more and known and other.probability >= THRESHOLD

    return [f for f in fillers if f.entity.kind != "group" or not any(says_more(other, f) for other in fillers)]


def _allows(role: RoleDefinition, candidate: Candidate, event_type: EventType) -> bool:
    if role.reading != candidate.reading or candidate.entity.kind not in role.kinds:
        return False
    return holds_words(role, candidate.entity, event_type)


def _filler(event_type: EventType, role: RoleDefinition, pair: Pair, probability: float) -> RoleFiller:
    way = pair.ways[0]
    agreed = pair.framed is not None and pair.framed.role == role.name
    rule = pair.framed.rule if agreed and pair.framed is not None else f"{event_type.name}.judge:{role.name}"
    path = "".join(way.path) if not way.sentences else f"{way.sentences:+d} sentences"
    return RoleFiller(
        role.name, pair.candidate.entity, way.mention.evidence, rule, round(probability, 4), path, way.mention.rule
    )


def _single(event_type: EventType, fillers: Sequence[RoleFiller]) -> list[RoleFiller]:
    """The fillers with at most one, the likeliest, in a role that takes one."""
    kept: list[RoleFiller] = []
    singles: set[str] = set()
    for filler in sorted(fillers, key=lambda f: (-f.probability, f.evidence)):
        if event_type.role(filler.role).is_single:
            if filler.role in singles:
                continue
            singles.add(filler.role)
        kept.append(filler)
    return kept


def _ordered(event_type: EventType, fillers: list[RoleFiller]) -> tuple[RoleFiller, ...]:
    """Fillers in the order of the type's roles and of the text, with countries behind fillers where a role is empty."""
    for role in event_type.roles:
        if role.country_of and not any(f.role == role.name for f in fillers):
            behind = [f for f in fillers if f.role in role.country_of]
            fillers = [*fillers, *countries_behind(event_type, role, behind)]
        if role.country_from:
            fillers = [_with_country(f, role, fillers) for f in fillers]
    order = {role.name: number for number, role in enumerate(event_type.roles)}
    return tuple(sorted(fillers, key=lambda f: (order[f.role], f.evidence, f.entity.name)))


_WEAK = frozenset({"group-bare", "group-home"})
"""Rules of extractors/actors whose country is none or the document's commonest."""


def _with_country(filler: RoleFiller, role: RoleDefinition, fillers: Sequence[RoleFiller]) -> RoleFiller:
    """A filler whose own words name no country, with the only country that the role's `country_from` has."""
    if filler.role != role.name or not isinstance(filler.entity, Actor) or filler.mention_rule not in _WEAK:
        return filler
    codes = {f.entity.country for f in fillers if f.role == role.country_from and f.entity.country is not None}
    return replace(filler, entity=replace(filler.entity, country=codes.pop())) if len(codes) == 1 else filler
