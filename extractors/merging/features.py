"""What the same-event judge looks at: two mentions of one type, what they share and what stands between them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.merging.comparing import disjoint, same_filler
from schemas.dates import DateInterval
from schemas.event_types import EventType
from schemas.mentions import Mention, RoleFiller


def pair_features(
    first: Mention, second: Mention, between: int, event_type: EventType, around: Sequence[tuple[str, str]]
) -> dict[str, float]:
    """Feature -> value of two mentions in text order; `between` counts the type's mentions between them."""
    f: dict[str, float] = {}

    def put(name: str, value: float = 1.0) -> None:
        f[name] = value
        f[f"{event_type.name}|{name}"] = value

    put("bias")
    put(f"same_lemma={first.lemma == second.lemma}")
    put(f"lemmas={'+'.join(sorted((first.lemma, second.lemma)))}")
    put(f"second={second.lemma}")
    put(f"articles={first.definiteness}+{second.definiteness}")
    put(f"article+lemma={second.definiteness}+{first.lemma == second.lemma}")
    put(f"distance={_bucket(second.evidence.start - first.evidence.end)}")
    put(f"same_sentence={first.sentence == second.sentence}")
    put(f"between={min(5, between)}")
    for name, value in around:
        put(f"{name}={value}")
    if first.sentence == second.sentence:
        put(f"inside+between={min(3, between)}+{first.definiteness}+{second.definiteness}")
    put(f"status={first.status}+{second.status}")
    put(f"same_status={first.status == second.status}")
    dates = _dates(first.date, second.date)
    put(f"dates={dates}")
    put(f"dates+article={dates}+{second.definiteness}")
    for attribute in event_type.attributes:
        put(f"{attribute.name}={_attribute(first, second, attribute.name)}")
    overlaps = []
    for role in event_type.roles:
        overlap = _overlap(
            [x for x in first.fillers if x.role == role.name], [x for x in second.fillers if x.role == role.name]
        )
        put(f"{role.name}={overlap}")
        if role.is_core:
            overlaps.append(overlap)
    put(f"core={'+'.join(overlaps)}")
    put(f"core+article={'+'.join(overlaps)}+{second.definiteness}")
    put(f"anyone={_overlap(first.fillers, second.fillers)}")
    return f


def _bucket(characters: int) -> str:
    return str(sum(characters > limit for limit in (0, 60, 150, 300, 600, 1200, 2400)))


def _dates(a: DateInterval | None, b: DateInterval | None) -> str:
    if a is None or b is None:
        return "one" if a is not None or b is not None else "none"
    if not (a.is_resolved and b.is_resolved):
        return "same_words" if a.expression.lower() == b.expression.lower() else "unresolved"
    if a.evidence == b.evidence:
        return "one_expression"
    if (a.start, a.end) == (b.start, b.end):
        return "equal"
    return "apart" if disjoint(a, b) else "overlap"


def _attribute(first: Mention, second: Mention, code: str) -> str:
    a = next((x for x in first.attributes if x.code == code), None)
    b = next((x for x in second.attributes if x.code == code), None)
    if a is None or b is None:
        return "one" if a is not None or b is not None else "none"
    if a.number is not None and b.number is not None:
        if a.number.evidence == b.number.evidence:
            return "one_number"
        return "equal" if (a.number.low, a.number.high) == (b.number.low, b.number.high) else "different"
    return "equal" if a.value == b.value else "different"


def _overlap(a: Sequence[RoleFiller], b: Sequence[RoleFiller]) -> str:
    """none, one (only one side has fillers), all, some or apart."""
    if not a or not b:
        return "one" if a or b else "none"
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    common = sum(any(x.entity.kind == y.entity.kind and same_filler(x, y) for y in large) for x in small)
    loose = sum(any(same_filler(x, y) for y in large) for x in small)
    if common == len(small):
        return "all"
    return "some" if common else ("loose" if loose else "apart")
