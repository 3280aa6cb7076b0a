"""From mentions to document events: clustering in text order, then one value a field.

Belongs here: which mentions form one event and how their fields are merged. Does not: the comparison (comparing).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractors.attribution import source_of_event
from extractors.merging.comparing import Comparison, compare, hard_contradiction, same_filler, shares_number
from extractors.merging.features import pair_features
from extractors.merging.surroundings import ONE_PHRASE, Surroundings
from extractors.model import LinearModel
from schemas.dates import DateInterval
from schemas.document import Document
from schemas.event_types import EventType, Registry
from schemas.events import DocumentEvent, document_event_id
from schemas.mentions import STATUS_ORDER, Attribute, Mention, RoleFiller

SAME = "same"
CUT = 0.35
"""Mean probability from which a mention joins a happening (chosen on folds of the training texts)."""
_OPEN = 10**7
_MOST_CLUSTERS = 30
_MOST_COMPARED = 8


@dataclass(slots=True)
class _Cluster:
    """The mentions of one happening while they are being gathered."""

    mentions: list[Mention]
    numbers: list[int]
    reasons: list[str] = field(default_factory=list)


def merge(
    mentions: Iterable[Mention], document: Document, registry: Registry, judge: LinearModel | None, around: Surroundings
) -> tuple[DocumentEvent, ...]:
    """The events of a document in text order of their first mentions; without a judge the rules alone decide."""
    by_type: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: (m.evidence, m.event_type)):
        by_type.setdefault(mention.event_type, []).append(mention)
    events: list[DocumentEvent] = []
    for name, listed in by_type.items():
        event_type = registry[name]
        ranks: dict[int, int] = {}
        for cluster in _cluster(listed, event_type, judge, around):
            start = cluster.mentions[0].sentence.start
            ranks[start] = ranks.get(start, -1) + 1
            events.append(_event(cluster, document, event_type, ranks[start]))
    return tuple(sorted(events, key=lambda e: (e.mentions[0].evidence, e.event_type)))


def _cluster(
    mentions: Sequence[Mention], event_type: EventType, judge: LinearModel | None, around: Surroundings
) -> list[_Cluster]:
    """Each mention joins the happening that it fits best, the latest of equals, or begins a new one."""
    clusters: list[_Cluster] = []
    for number, mention in enumerate(mentions):
        best, found = None, None
        for cluster in reversed(clusters[-_MOST_CLUSTERS:]):
            if judge is None:
                comparison = compare(mention, cluster.mentions, event_type)
            else:
                comparison = _judged(mention, number, cluster, event_type, judge, around)
            if comparison.score > 0 and (best is None or comparison.score > best.score):
                best, found = comparison, cluster
        if best is None or found is None:
            clusters.append(_Cluster([mention], [number]))
        else:
            found.mentions.append(mention)
            found.numbers.append(number)
            found.reasons.append(best.reason)
    return clusters


def _judged(
    mention: Mention,
    number: int,
    cluster: _Cluster,
    event_type: EventType,
    judge: LinearModel,
    around: Surroundings,
) -> Comparison:
    """The mean probability over the cluster's latest mentions, against the cut; a hard contradiction overrules it.

    One phrase is one happening whatever its frames say: in 'Oslo welcomed her for a visit' the visit's is no visitor.
    """
    against = hard_contradiction(mention, cluster.mentions, event_type)
    others = cluster.mentions[-_MOST_COMPARED:]
    looked_at = [o for o in others if against is None or o.sentence == mention.sentence]
    near = [around(other, mention) for other in looked_at]
    for other, beside in zip(looked_at, near, strict=True):
        if ONE_PHRASE in beside:
            return Comparison(1.0, f"'{mention.text}' and '{other.text}' are one phrase")
    if against is not None:
        return Comparison(-1.0, against)
    for other in others:
        if shares_number(other, mention):
            return Comparison(1.0, f"'{mention.text}' and '{other.text}' are told with one number")
    same = judge.labels.index(SAME)
    pairs = [
        pair_features(other, mention, number - at - 1, event_type, beside)
        for other, at, beside in zip(others, cluster.numbers[-_MOST_COMPARED:], near, strict=True)
    ]
    scores = [float(judge.probabilities(features)[same]) for features in pairs]
    mean = sum(scores) / len(scores)
    return Comparison(mean - CUT, f"same_event.judge: {mean:.2f} against a cut of {CUT}")


def _event(cluster: _Cluster, document: Document, event_type: EventType, rank: int) -> DocumentEvent:
    mentions = tuple(cluster.mentions)
    certain = min(mentions, key=lambda m: (STATUS_ORDER.index(m.status), m.evidence))
    doubt = 1.0
    for mention in mentions:
        doubt *= 1 - mention.probability
    return DocumentEvent(
        document_event_id=document_event_id(document.document_id, event_type.name, mentions[0].sentence.start, rank),
        document_id=document.document_id,
        event_type=event_type.name,
        status=certain.status,
        mentions=mentions,
        probability=round(1 - doubt, 4),
        fillers=_fillers(mentions, event_type),
        attributes=merged_attributes([a for m in mentions for a in m.attributes], event_type),
        date=_date(mentions),
        attribution=source_of_event(mentions, certain.status),
        merge_reasons=tuple(cluster.reasons),
        status_rule=certain.status_rule,
    )


def _fillers(mentions: Sequence[Mention], event_type: EventType) -> tuple[RoleFiller, ...]:
    """The fillers of all mentions, each once and under its fullest name; fallbacks only where nothing better stands."""
    out: list[RoleFiller] = []
    for role in event_type.roles:
        kept: list[RoleFiller] = []
        listed = [f for m in mentions for f in m.fillers if f.role == role.name]
        for filler in sorted(listed, key=lambda f: ".country_of:" in f.rule):
            twin = next((k for k in kept if _one_entity(k, filler)), None)
            if twin is None:
                kept.append(filler)
            elif len(filler.entity.name) > len(twin.entity.name) and filler.entity.kind == twin.entity.kind == "person":
                kept[kept.index(twin)] = filler
        if role.is_single:
            kept = kept[:1]
        out.extend(sorted(kept, key=lambda f: f.evidence))
    return tuple(out)


def _one_entity(a: RoleFiller, b: RoleFiller) -> bool:
    """Whether two fillers of one event and role are one entity (a country and its minister are two)."""
    return a.entity.kind == b.entity.kind and same_filler(a, b)


def merged_attributes(attributes: Sequence[Attribute], event_type: EventType) -> tuple[Attribute, ...]:
    """One value an attribute, from those of all mentions in text order: the first that a word gave, else a default."""
    out: list[Attribute] = []
    for definition in event_type.attributes:
        found = [a for a in attributes if a.code == definition.name]
        read = [a for a in found if not a.rule.endswith(".default")]
        out.extend((read or found)[:1])
    return tuple(out)


def _date(mentions: Sequence[Mention]) -> DateInterval | None:
    """The resolved date that most mentions give, the narrowest of equals, then the first; else the first expression.

    'They met on Monday', 'the talks end on Wednesday': a known end closes the date that begins before it.
    """
    dates = [m.date for m in mentions if m.date is not None]
    resolved = [d for d in dates if d.is_resolved]
    if not resolved:
        return dates[0] if dates else None
    given = Counter((d.start, d.end) for d in resolved)
    chosen = min(resolved, key=lambda d: (-given[d.start, d.end], _width(d)))
    ends = [d.end for d in resolved if d.start is None and d.end is not None]
    if chosen.start and chosen.end and ends and max(ends) > chosen.end:
        last = max(ends)
        return replace(chosen, end=last, precision="range", edtf=f"{chosen.start}/{last}")
    return chosen


def _width(date: DateInterval) -> int:
    """Days from start to end; an open interval is wider than any closed one."""
    return (date.end - date.start).days if date.start and date.end else _OPEN
