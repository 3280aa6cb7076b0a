"""Are two mentions the same happening? What speaks against it, and how much speaks for it.

Belongs here: the comparison of a mention with the mentions gathered so far. Does not: clustering and merging of
fields (clustering).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.dates import DateInterval
from schemas.event_types import EventType
from schemas.mentions import Attribute, Mention, RoleFiller
from schemas.names import same_name, same_person

_HAPPENED = ("occurred", "ongoing")
_AHEAD = ("planned", "possible")
_CONTRADICTING_CODES = ("direction", "act")
_NEAR = 400
"""Characters within which a bare definite noun ('the visit') picks up the event before it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`score` above 0 says same happening; the reason is one line for the user."""

    score: float
    reason: str


def compare(mention: Mention, cluster: Sequence[Mention], event_type: EventType) -> Comparison:
    """Whether a mention belongs to the mentions of one happening that stand before it."""
    against = _contradiction(mention, cluster, event_type)
    if against is not None:
        return Comparison(-1.0, against)
    shared, apart, reasons = 0.0, 0.0, []
    for role in event_type.core_roles:
        mine = [f for f in mention.fillers if f.role == role]
        theirs = [f for other in cluster for f in other.fillers if f.role == role]
        if not mine or not theirs:
            continue
        common = sum(any(same_filler(a, b) for b in theirs) for a in mine)
        shared += common / len(mine)
        apart += (len(mine) - common) / len(mine)
        if common:
            reasons.append(f"same {role}")
    if mention.date and any(o.date and _equal(o.date, mention.date) for o in cluster):
        shared += 0.5
        reasons.append("same date")
    if shared == 0 and apart == 0 and _points_back(mention, cluster):
        return Comparison(0.3, f"'{mention.text}' points back to '{cluster[-1].text}'")
    same_lemma = any(o.lemma == mention.lemma for o in cluster)
    definite = mention.definiteness in ("definite", "demonstrative", "possessive")
    score = shared - 1.5 * apart + 0.1 * same_lemma + 0.1 * definite - 0.4
    return Comparison(score if shared else -0.5, " and ".join(reasons) or "nothing in common")


def _points_back(mention: Mention, cluster: Sequence[Mention]) -> bool:
    """Whether a definite noun without fillers of its own stands close behind the event."""
    distance = mention.evidence.start - cluster[-1].evidence.end
    return mention.definiteness in ("definite", "demonstrative") and 0 <= distance <= _NEAR


def _contradiction(mention: Mention, cluster: Sequence[Mention], event_type: EventType) -> str | None:
    """What tells the two apart where no judge weighs it, or None."""
    for other in cluster:
        for code in _CONTRADICTING_CODES:
            a, b = _value(mention.attributes, code), _value(other.attributes, code)
            if a is not None and b is not None and a != b:
                return f"{code} {b} against {a}"
    return hard_contradiction(mention, cluster, event_type) or _status_clash(mention, cluster)


def hard_contradiction(mention: Mention, cluster: Sequence[Mention], event_type: EventType) -> str | None:
    """What tells two happenings apart whatever else they share: their days or their numbers; or None."""
    for other in cluster:
        if mention.date and other.date and disjoint(mention.date, other.date):
            return f"'{other.date.expression}' against '{mention.date.expression}'"
        if _number_clash(mention.attributes, other.attributes):
            return f"different numbers of one {event_type.name}"
        if "denied" in (mention.status, other.status) and mention.status != other.status:
            kinds = _other_kinds(mention, other, event_type)
            if kinds is not None:
                return f"denied of one kind: {kinds}"
    return _other_persons(mention, cluster, event_type)


def _other_kinds(a: Mention, b: Mention, event_type: EventType) -> str | None:
    """What is moved named as different kinds: who sends no helicopters may send soldiers (44 of 47 pairs of train)."""
    for role in event_type.roles:
        mine, theirs = (_read(m, role.words_of) if role.words_of else None for m in (a, b))
        if mine and theirs and mine != theirs:
            return f"{theirs} against {mine}"
    return None


def _read(mention: Mention, code: str) -> str | None:
    """The value of an attribute that a word gave, not a default."""
    return next((x.value for x in mention.attributes if x.code == code and not x.rule.endswith(".default")), None)


def _other_persons(mention: Mention, cluster: Sequence[Mention], event_type: EventType) -> str | None:
    """Persons named in a core role on both sides with nobody in common: Putin's visit is not Lavrov's."""
    for role in event_type.core_roles:
        mine = [f for f in mention.fillers if f.role == role and f.entity.kind == "person"]
        theirs = [f for o in cluster for f in o.fillers if f.role == role and f.entity.kind == "person"]
        if mine and theirs and not any(same_filler(a, b) for a in mine for b in theirs):
            return f"{role} {theirs[0].entity.name} against {mine[0].entity.name}"
    return None


def _status_clash(mention: Mention, cluster: Sequence[Mention]) -> str | None:
    """A denied and a realised happening are two; a plan and a realised one are, unless the noun points back."""
    known = {other.status for other in cluster}
    if (mention.status == "denied" and known & set(_HAPPENED)) or ("denied" in known and mention.status in _HAPPENED):
        return "denied against realised"
    ahead = mention.status in _AHEAD and known & set(_HAPPENED)
    realised = mention.status in _HAPPENED and not known & set(_HAPPENED)
    if ahead and mention.definiteness in ("indefinite", "none"):
        return "a plan against a realised happening"
    if realised and mention.definiteness == "indefinite":
        return "a realised happening against a plan"
    return None


def same_filler(a: RoleFiller, b: RoleFiller) -> bool:
    """Whether two fillers of a role may be one: the same name, or one a country and the other of that country."""
    one, two = a.entity, b.entity
    if one.kind == "person" and two.kind == "person":
        return same_person(one.name, two.name, one.country or two.country)
    if one.country is not None and one.country == two.country:
        return "country" in (one.kind, two.kind) or same_name(one.name, two.name) or one.kind == two.kind == "group"
    return same_name(one.name, two.name)


def _value(attributes: Iterable[Attribute], code: str) -> str | None:
    return next((a.value for a in attributes if a.code == code), None)


def _number_clash(mine: Iterable[Attribute], theirs: Sequence[Attribute]) -> bool:
    for a in mine:
        for b in theirs:
            if a.code == b.code and a.number is not None and b.number is not None:
                if (a.number.low, a.number.high) != (b.number.low, b.number.high):
                    return True
                if a.number.is_increment != b.number.is_increment:
                    return True
    return False


def shares_number(a: Mention, b: Mention) -> bool:
    """Whether the same characters give both mentions their share ('supplies 40 percent': verb and noun)."""
    own = {x.number.evidence for x in a.attributes if x.number is not None and x.code == "share"}
    return any(x.number is not None and x.number.evidence in own for x in b.attributes)


def disjoint(a: DateInterval, b: DateInterval) -> bool:
    """Whether no day can be in both; an unknown bound lies as far off as it may."""
    if a.start and b.end and a.start > b.end:
        return True
    return bool(b.start and a.end and b.start > a.end)


def _equal(a: DateInterval, b: DateInterval) -> bool:
    return a.is_resolved and (a.start, a.end) == (b.start, b.end)
