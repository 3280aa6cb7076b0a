"""From the judge's answers to the fillers of an event, within what its definition allows.

Belongs here: thresholds, one role a filler, roles that take one or are never empty, countries behind fillers. Does not:
the answers themselves (judging).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.model import Features, LinearModel
from extractors.roles.attach import countries_behind
from extractors.roles.pairs import Pair
from extractors.roles.second_look import Look
from schemas.actors import Actor
from schemas.event_types import EventType, RoleDefinition
from schemas.mentions import RoleFiller
from schemas.names import name_words

THRESHOLD = 0.23
"""Least probability of a role times that of its event: a role that stays empty is better than a wrong one.

Chosen on folds of train, where the product gave .480 role F1 and the role's probability alone .474.
"""
BEYOND_USUAL = 0.45
"""The same for a filler beyond the usual number of its role."""
FLOOR = 0.2
"""Least probability of the first filler of a role that is never empty."""


def choose_fillers(look: Look, features: Sequence[Features], judge: LinearModel) -> tuple[RoleFiller, ...]:
    """The fillers of an event: every candidate in its best role, where the definition allows it and it is likely.

    A role that a happening of the type always has (`least`) takes its likeliest candidates above a lower bar.
    """
    column: Mapping[str, int] = {label: number for number, label in enumerate(judge.labels)}
    event_type = look.event_type
    likely: list[RoleFiller] = []
    seen: dict[RoleFiller, tuple[Features, Features]] = {}
    for pair, again in zip(look.pairs, features, strict=True):
        allowed = [role for role in pair.roles if role.name in column]
        if allowed:
            scores = judge.probabilities(again)
            role = max(allowed, key=lambda r: float(scores[column[r.name]]))
            likely.append(_filler(event_type, role, pair, float(scores[column[role.name]])))
            seen[likely[-1]] = pair.features, again
    likely.sort(key=lambda f: (-f.probability, f.evidence))
    least = THRESHOLD / max(THRESHOLD, look.probability)
    chosen = [f for f in _without_shorter(likely, least) if f.probability >= least]
    for role in event_type.roles:
        missing = role.least - sum(f.role == role.name for f in chosen)
        spare = [f for f in likely if f.role == role.name and FLOOR <= f.probability < least]
        chosen += spare[: max(0, missing)]
        if role.usual is not None:
            beyond = [f for f in chosen if f.role == role.name][role.usual :]
            chosen = [f for f in chosen if f not in beyond or f.probability * look.probability >= BEYOND_USUAL]
    kept = [replace(f, reasons=_reasons(f.role, *seen[f], look, judge)) for f in _single(event_type, chosen)]
    return _ordered(event_type, kept)


def _reasons(role: str, first: Features, again: Features, look: Look, judge: LinearModel) -> tuple[str, ...]:
    """What spoke most for a role at first sight, then what did at the second look."""
    return (*look.judge.told(first, role), *judge.told(again, role, 2))


def framed_first(
    event_type: EventType, framed: Sequence[RoleFiller], judged: Sequence[RoleFiller]
) -> tuple[RoleFiller, ...]:
    """The fillers of an event that a sure rule found: its frame's, and the judge's in the roles that it left empty."""
    given = {f.role for f in framed}
    taken = {(f.entity.name, f.entity.country) for f in framed}
    rest = [f for f in judged if f.role not in given and (f.entity.name, f.entity.country) not in taken]
    return _ordered(event_type, [*framed, *rest])


def _without_shorter(fillers: Sequence[RoleFiller], least: float) -> list[RoleFiller]:
    """The fillers without groups that a fuller name in the same role says again ('troops' beside 'Cuban troops')."""

    def says_more(other: RoleFiller, filler: RoleFiller) -> bool:
        words, more = set(name_words(filler.entity.name)), set(name_words(other.entity.name))
        known = filler.entity.country in (None, other.entity.country)
        return other.role == filler.role and words < more and known and other.probability >= least

    return [f for f in fillers if f.entity.kind != "group" or not any(says_more(other, f) for other in fillers)]


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


_WEAK = frozenset({"group-bare", "group-home", "group-guess"})
"""Rules of extractors/actors whose country is none or the document's commonest."""


def _with_country(filler: RoleFiller, role: RoleDefinition, fillers: Sequence[RoleFiller]) -> RoleFiller:
    """A filler whose own words name no country, with the only country that the role's `country_from` has."""
    if filler.role != role.name or not isinstance(filler.entity, Actor) or filler.mention_rule not in _WEAK:
        return filler
    codes = {f.entity.country for f in fillers if f.role == role.country_from and f.entity.country is not None}
    return replace(filler, entity=replace(filler.entity, country=codes.pop())) if len(codes) == 1 else filler
