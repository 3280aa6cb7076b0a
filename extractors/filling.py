"""What the judges say of whole events: roles, status, and what follows from all mentions together.

Belongs here: from merged events to events with the judges' roles and status. Does not: single mentions (finding),
which mentions are one happening (merging), and types that no judge was trained on, which keep what their rules read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.attribution import Asked, Speech, judge_source
from extractors.context import DocumentContext
from extractors.finding import FoundMention
from extractors.merging import merged_attributes
from extractors.model.judges import Judges
from extractors.roles.attributes import attributes_of
from extractors.roles.candidates import Candidate, candidates_of
from extractors.roles.choosing import framed_first
from extractors.roles.judging import first_look, judge_roles
from extractors.roles.pairs import pairs
from extractors.roles.second_look import Look
from extractors.status.judging import likeliest, status_reasons, status_scores
from schemas.document import Evidence
from schemas.event_types import EventType, Registry
from schemas.events import DocumentEvent
from schemas.mentions import RoleFiller, Status

Found = Mapping[tuple[Evidence, str], FoundMention]
"""The found mentions by their place and type."""


def filled(
    events: Sequence[DocumentEvent],
    found: Found,
    context: DocumentContext,
    speech: Speech,
    registry: Registry,
    judges: Judges,
) -> Iterator[DocumentEvent]:
    """The events of a document, in their order, as the judges see them."""
    own = {
        event.document_event_id: [found[m.evidence, m.event_type] for m in event.mentions]
        for event in events
        if judges.knows(event.event_type)
    }
    known = [event for event in events if event.document_event_id in own]
    candidates = candidates_of(context)
    looks = [_look(e, own[e.document_event_id], candidates, context, registry, judges) for e in known]
    fillers = dict(zip(own, judge_roles(looks, judges.roles_again), strict=True))
    for event in events:
        name = event.document_event_id
        if name in own:
            yield _joined(event, own[name], fillers[name], context, speech, registry[event.event_type], judges)
        else:
            yield event


def _look(
    event: DocumentEvent,
    own: Sequence[FoundMention],
    candidates: Sequence[Candidate],
    context: DocumentContext,
    registry: Registry,
    judges: Judges,
) -> Look:
    """An event with what the role judge first says of every candidate."""
    event_type = registry[event.event_type]
    keys = [(f.sentence, f.trigger.head) for f in own]
    listed = pairs(event_type, keys, event.fillers, candidates, context)
    return first_look(event_type, event.probability, keys, listed, judges.roles)


def _joined(
    event: DocumentEvent,
    own: Sequence[FoundMention],
    judged: tuple[RoleFiller, ...],
    context: DocumentContext,
    speech: Speech,
    event_type: EventType,
    judges: Judges,
) -> DocumentEvent:
    """The event with its roles, and with the status, attributes and source that follow from all its mentions."""
    if all((f.trigger.parent or f.trigger).rule.is_sure for f in own):
        judged = framed_first(event_type, event.fillers, judged)
    seen = [f.status_features for f in own]
    scores = status_scores(seen, judges.status)
    status = likeliest(scores)
    asked = asked_source(event.event_type, scores, own)
    attributes = [a for f in own for a in attributes_of(f.trigger, (*judged, *f.mention.fillers), f.sentence, context)]
    return replace(
        event,
        fillers=judged,
        status=status,
        status_rule=f"status.judge:{scores[status]:.2f}",
        status_reasons=status_reasons(seen, judges.status, status),
        attributes=merged_attributes(attributes, event_type),
        attribution=judge_source(asked, context, speech, judges.sources),
    )


def asked_source(event_type: str, status: Mapping[Status, float], own: Sequence[FoundMention]) -> Asked:
    """What the source judge is asked of an event."""
    told = tuple((f.trigger, f.sentence) for f in own)
    return Asked(event_type, status, told, tuple(filler for f in own for filler in f.mention.fillers))
