"""Links events over documents: pairs that could be one happening, their scores, clusters.

The result is a function of the set of events: neither their order nor that of any hash plays a part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from resolution.evidence import Judge, Judgement
from resolution.records import Link, LinkableEvent
from schemas.events import resolved_event_id

Pair = tuple[str, str]
Cluster = tuple[str, ...]

WINDOW = 16
"""Days: two events are compared where a day of one, its own or its document's, is in the same or the next window."""
CUT = 0.5
"""The mean probability over its pairs at which two clusters are one event."""
UNDATED = -1
"""The window of events whose document has no date."""


def link(events: Sequence[LinkableEvent]) -> tuple[Link, ...]:
    """Which resolved event each event reports, by document event id.

    Two events of one document are never one. An event that nothing was linked to stands for itself, with score 1.
    """
    by_id = {event.document_event_id: event for event in events}
    ordered = [by_id[key] for key in sorted(by_id)]
    judge = Judge(ordered)
    judged = {
        (left.document_event_id, right.document_event_id): judgement
        for left, right in candidates(ordered)
        if (judgement := judge.compare(left, right)) is not None
    }
    clusters = clustered(by_id, judged)
    links = [link_of(key, cluster, judged) for cluster in clusters for key in cluster]
    return tuple(sorted(links, key=lambda link: link.document_event_id))


def candidates(events: Sequence[LinkableEvent]) -> Iterator[tuple[LinkableEvent, LinkableEvent]]:
    """The pairs worth comparing, each once: same type, a country or name in common, days near each other."""
    blocks: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for at, event in enumerate(events):
        for key in sorted(event.countries | event.names):
            for window in windows(event):
                blocks[event.event_type, key, window].append(at)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        seen.update(combinations(members, 2))
    for left, right in sorted(seen):
        if events[left].document_id != events[right].document_id:
            yield events[left], events[right]


def windows(event: LinkableEvent) -> set[int]:
    """The windows of days that an event may be met in; those of undated documents meet in one more."""
    days = {day for day in (event.start, event.end, event.published) if day is not None}
    near = {day.toordinal() // WINDOW + step for day in days for step in (0, 1)}
    return near if event.published else near | {UNDATED}


def clustered(by_id: dict[str, LinkableEvent], judged: dict[Pair, Judgement]) -> list[Cluster]:
    """Clusters by average link, surest pairs first; a pair that was not compared, or refused, counts as 0."""
    cluster_of: dict[str, Cluster] = {key: (key,) for key in by_id}
    for left, right in sorted(judged, key=lambda pair: (-judged[pair].probability, pair)):
        one, other = cluster_of[left], cluster_of[right]
        if one is other or judged[left, right].probability < CUT or share_a_document(one, other, by_id):
            continue
        pairs = [(min(a, b), max(a, b)) for a in one for b in other]
        if sum(judged[pair].probability for pair in pairs if pair in judged) / len(pairs) >= CUT:
            merged = tuple(sorted(one + other))
            cluster_of.update(dict.fromkeys(merged, merged))
    return sorted(set(cluster_of.values()))


def share_a_document(one: Cluster, other: Cluster, by_id: dict[str, LinkableEvent]) -> bool:
    """Whether two clusters hold events of one document, which are told apart by it."""
    return not {by_id[key].document_id for key in one}.isdisjoint(by_id[key].document_id for key in other)


def link_of(key: str, cluster: Cluster, judged: dict[Pair, Judgement]) -> Link:
    """The link of one member: its mean probability with the others, and the reason of its surest pair."""
    event_id = resolved_event_id(cluster)
    if len(cluster) == 1:
        return Link(key, event_id, 1.0, "only report")
    found = {other: judged[pair] for other in cluster if (pair := (min(key, other), max(key, other))) in judged}
    surest = min(found, key=lambda other: (-found[other].probability, other))
    score = sum(judgement.probability for judgement in found.values()) / (len(cluster) - 1)
    return Link(key, event_id, round(score, 4), f"with {surest}: {found[surest].reason}")
