"""The JSON that events travel in (codebook section 7): what `extract` writes, `link` reads and the score compares.

Belongs here: the mapping between records and that format. Does not: reading or writing files.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from schemas.actors import Actor, Entity
from schemas.dates import DateInterval
from schemas.document import Document, Evidence
from schemas.events import DocumentEvent
from schemas.mentions import Attribute, Attribution, Mention, RoleFiller
from schemas.numbers import NumberRange

Json = dict[str, Any]


def iso(day: dt.date | None) -> str | None:
    """A day as ISO text, four digits a year."""
    return day.isoformat() if day else None


def bound(value: float | None) -> float | int | None:
    """A bound as JSON writes it: whole numbers without a fraction."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() else round(value, 4)


def document_json(document: Document, events: tuple[DocumentEvent, ...]) -> Json:
    """One line of `extract`: the document's name, date and events."""
    return {
        "doc_id": document.name,
        "published": iso(document.published),
        "events": [event_json(event, f"E{number}") for number, event in enumerate(events, 1)],
    }


def event_json(event: DocumentEvent, local_id: str) -> Json:
    """One event; `local_id` is its id within the document ('E1')."""
    roles: dict[str, list[Json]] = {}
    for filler in event.fillers:
        roles.setdefault(filler.role, []).append(filler_json(filler))
    return {
        "id": local_id,
        "document_event_id": event.document_event_id,
        "type": event.event_type,
        "status": event.status,
        "probability": round(event.probability, 4),
        "mentions": [mention_json(mention) for mention in event.mentions],
        "roles": roles,
        "date": date_json(event.date),
        "attributes": {attribute.code: attribute_json(attribute) for attribute in event.attributes},
        "attribution": attribution_json(event.attribution),
        "merge_reasons": list(event.merge_reasons),
    }


def mention_json(mention: Mention) -> Json:
    """One mention with its own status, rule and probability."""
    return {
        "start": mention.evidence.start,
        "end": mention.evidence.end,
        "text": mention.text,
        "status": mention.status,
        "status_rule": mention.status_rule,
        "rule": mention.rule,
        "probability": round(mention.probability, 4),
    }


def entity_json(entity: Entity) -> Json:
    """The name, kind and country of an actor, with its sector, or of a place, with its region and where it lies."""
    shared: Json = {"name": entity.name, "kind": entity.kind, "country": entity.country}
    if isinstance(entity, Actor):
        return shared | {"sector": entity.sector}
    return shared | {
        "admin1": entity.admin1,
        "latitude": entity.latitude,
        "longitude": entity.longitude,
        "geoname_id": entity.geoname_id,
    }


def filler_json(filler: RoleFiller) -> Json:
    """A role's filler with its characters, rule, path and probability."""
    return (
        entity_json(filler.entity)
        | evidence_json(filler.evidence)
        | {
            "rule": filler.rule,
            "path": filler.path,
            "mention_rule": filler.mention_rule,
            "probability": round(filler.probability, 4),
        }
    )


def evidence_json(evidence: Evidence) -> Json:
    """The bounds of a stretch of text."""
    return {"start": evidence.start, "end": evidence.end}


def date_json(date: DateInterval | None) -> Json:
    """An event's date; an unresolved expression keeps its words, an event without one has three nulls.

    Here `start` and `end` are days, so the characters are `evidence_start` and `evidence_end`.
    """
    if date is None:
        return {"start": None, "end": None, "expression": None}
    return {
        "start": iso(date.start),
        "end": iso(date.end),
        "expression": date.expression,
        "precision": date.precision,
        "edtf": date.edtf,
        "approximate": date.is_approximate,
        "basis": date.basis,
        "rule": date.rule,
        "evidence_start": date.evidence.start,
        "evidence_end": date.evidence.end,
    }


def attribute_json(attribute: Attribute) -> Any:
    """A code or span as plain text, a number as a range with its evidence (codebook section 5)."""
    return attribute.value if attribute.number is None else number_json(attribute.number)


def number_json(number: NumberRange) -> Json:
    """A number as a range; `increment` only where it is one."""
    body: Json = {
        "low": bound(number.low),
        "high": bound(number.high),
        "approximate": number.is_approximate,
    }
    if number.is_increment:
        body["increment"] = True
    return body | evidence_json(number.evidence) | {"rule": number.rule}


def attribution_json(attribution: Attribution | None) -> Json | None:
    """The source of a statement, with cue and chain where the text gives them, and the characters of each."""
    if attribution is None:
        return None
    cue = attribution.cue_evidence
    return {
        "source": attribution.source,
        "country": attribution.country,
        "cue": attribution.cue,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "chain": list(attribution.chain),
        "chain_evidence": [evidence_json(evidence) for evidence in attribution.chain_evidence],
        "rule": attribution.rule,
    } | evidence_json(attribution.evidence)
