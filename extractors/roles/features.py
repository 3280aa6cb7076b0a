"""What the role judge looks at: the ways from an event's triggers to a candidate, and what the candidate is.

Every feature stands twice, alone and joined with the event type; a type the judge was not trained on gets the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.roles.candidates import Candidate, Reach
from extractors.triggers.features import shown
from schemas.actors import Actor

_BUCKETS = (1, 2, 3, 5, 8, 13, 21)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a candidate stands among the document's: ranks by cost (all, its kind) and by number of mentions.

    `compatriots` are the kinds of the cheaper candidates of its country, `modifies` the kind of the entity whose name
    its own is part of ('Russian' in 'Russian President Vladimir Putin' modifies a person).
    """

    rank: int
    kind_rank: int
    frequency_rank: int
    in_title: bool
    compatriots: frozenset[str]
    modifies: str


def role_features(
    event_type: str, lemma: str, candidate: Candidate, ways: Sequence[Reach], standing: Standing, rule: str
) -> dict[str, float]:
    """Feature -> value of an (event, candidate) pair; `ways` are the cheapest first, `rule` the frames' answer."""
    f: dict[str, float] = {}
    kind = candidate.entity.kind

    def put(name: str, value: float = 1.0) -> None:
        f[name] = value
        f[f"{event_type}|{name}"] = value

    put(f"reading={candidate.reading}")
    put(f"kind={candidate.reading}+{kind}")
    put(f"rule={rule}")
    put(f"rank={min(6, standing.rank)}")
    put(f"kind+rank={candidate.reading}+{kind}+{min(4, standing.kind_rank)}")
    put(f"kind_rank={min(6, standing.kind_rank)}")
    put(f"frequency_rank={min(5, standing.frequency_rank)}")
    put(f"mentions={min(5, len(candidate.mentions))}")
    put(f"form={ways[0].mention.form}")
    put(f"found={ways[0].mention.rule}")
    put(f"country={'known' if candidate.entity.country else 'unknown'}")
    if isinstance(candidate.entity, Actor) and candidate.entity.sector:
        put(f"sector={kind}+{candidate.entity.sector}")
    for word in candidate.entity.name.lower().split()[-1:] if kind == "group" else ():
        put(f"group={word}")
    for compatriot in sorted(standing.compatriots):
        put(f"compatriot={compatriot}")
        put(f"kind+compatriot={candidate.reading}+{kind}+{compatriot}")
    put(f"modifies={candidate.reading}+{kind}+{standing.modifies}")
    if standing.in_title:
        put("in_title")
    if any(m.sentence == 0 for m in candidate.mentions):
        put("in_lead")
    for number, way in enumerate(ways[:3]):
        _way(put, "" if number == 0 else "other_", way, lemma, f"{candidate.reading}+{kind}")
    return f


def _way(put: Callable[..., None], prefix: str, way: Reach, lemma: str, kind: str) -> None:
    put(f"{prefix}sentences={max(-4, min(4, way.sentences))}")
    put(f"{prefix}sentences+kind={max(-4, min(4, way.sentences))}+{kind}")
    if way.head is not None:
        put(f"{prefix}dep={way.head.dep_}")
        put(f"{prefix}head={shown(way.head.head)}")
        if way.head.head.pos_ == "ADP":
            put(f"{prefix}prep={way.head.head.lower_}")
            put(f"{prefix}prep+kind={way.head.head.lower_}+{kind}")
            if way.sentences == 0:
                put(f"{prefix}lemma+prep={lemma}+{way.head.head.lower_}")
    if way.sentences or not way.path:
        if way.sentences == 0:
            put(f"{prefix}itself")
        return
    path = "".join(way.path)
    if len(way.path) <= 6:
        put(f"{prefix}path={path}")
        put(f"{prefix}lemma+path={lemma}+{path}")
        put(f"{prefix}kind+path={kind}+{path}")
    put(f"{prefix}last={''.join(way.path[-2:])}")
    put(f"{prefix}last+kind={''.join(way.path[-2:])}+{kind}")
    put(f"{prefix}first={''.join(way.path[:2])}")
    put(f"{prefix}lemma+first={lemma}+{''.join(way.path[:2])}")
    put(f"{prefix}length={min(8, len(way.path))}")
    distance = _bucket(way.tokens)
    put(f"{prefix}distance={distance}")
    put(f"{prefix}distance+kind={distance}+{kind}")
    if way.head is None:
        return
    first, last = sorted((way.trigger.i, way.head.i))
    if last - first <= 12:
        for token in way.trigger.doc[first + 1 : last]:
            put(f"{prefix}between={shown(token)}")


def _bucket(distance: int) -> str:
    size = sum(abs(distance) > limit for limit in _BUCKETS)
    return f"{'-' if distance < 0 else '+'}{size}"
