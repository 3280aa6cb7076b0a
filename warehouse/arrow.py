"""Document events as Arrow tables, one for each core table of facts, with declared schemas.

Belongs here: the mapping from records to rows. Does not: loading them (load), reading them back (stored).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from schemas.actors import Actor, Place
from schemas.dates import DateInterval
from schemas.document import Document, Evidence, digest
from schemas.events import DocumentEvent
from schemas.mentions import Attribute, Attribution, Mention, RoleFiller

Row = dict[str, Any]

TEXT, DAY, REAL, WHOLE, TRUTH = pa.string(), pa.date32(), pa.float64(), pa.int32(), pa.bool_()
EVENT_KEY = {"document_event_id": TEXT, "document_id": TEXT}
EVIDENCE = {"evidence_start": WHOLE, "evidence_end": WHOLE}

SCHEMAS: dict[str, pa.Schema] = {
    table: pa.schema(list(columns.items()))
    for table, columns in {
        "core_document": {
            "document_id": TEXT,
            "content_hash": TEXT,
            "text_hash": TEXT,
            "document_name": TEXT,
            "source_uri": TEXT,
            "title_text": TEXT,
            "document_text": TEXT,
            "published_date": DAY,
            "published_basis": TEXT,
        },
        "core_document_event": EVENT_KEY
        | {"position": WHOLE, "type_code": TEXT, "status_code": TEXT, "probability": REAL, "merge_reasons_text": TEXT},
        "core_mention": EVENT_KEY
        | {"position": WHOLE, "mention_text": TEXT, "lemma_text": TEXT, "definiteness_kind": TEXT}
        | {"status_code": TEXT, "status_rule_name": TEXT}
        | EVIDENCE
        | {"sentence_start": WHOLE, "sentence_end": WHOLE, "rule_name": TEXT, "probability": REAL},
        "core_role_filler": EVENT_KEY
        | {"role_code": TEXT, "position": WHOLE, "filler_name": TEXT, "is_place": TRUTH, "kind_code": TEXT}
        | {"country_code": TEXT, "sector_code": TEXT, "admin1_code": TEXT}
        | EVIDENCE
        | {"rule_name": TEXT, "path_text": TEXT, "probability": REAL},
        "core_event_attribute": EVENT_KEY
        | {"attribute_code": TEXT, "position": WHOLE, "value_text": TEXT, "low": REAL, "high": REAL}
        | {"is_approximate": TRUTH, "is_increment": TRUTH}
        | EVIDENCE
        | {"rule_name": TEXT},
        "core_event_date": EVENT_KEY
        | {"start_date": DAY, "end_date": DAY, "date_precision": TEXT, "date_basis": TEXT, "edtf_text": TEXT}
        | {"expression_text": TEXT, "is_approximate": TRUTH}
        | EVIDENCE
        | {"rule_name": TEXT},
        "core_event_attribution": EVENT_KEY
        | {"source_name": TEXT, "country_code": TEXT, "chain_names": TEXT, "cue_text": TEXT}
        | EVIDENCE
        | {"cue_evidence_start": WHOLE, "cue_evidence_end": WHOLE, "rule_name": TEXT},
    }.items()
}
"""The columns of each core table of facts as they arrive; run columns are added by the load."""


def tables_of(documents: Sequence[tuple[Document, tuple[DocumentEvent, ...]]]) -> dict[str, pa.Table]:
    """The rows of some documents and their events, one Arrow table for each core table of facts, also where empty."""
    rows: dict[str, list[Row]] = {table: [] for table in SCHEMAS}
    for document, events in documents:
        rows["core_document"].append(document_row(document))
        for position, event in enumerate(events, 1):
            add_event(rows, event, position)
    return {table: arrow_table(rows[table], schema) for table, schema in SCHEMAS.items()}


def arrow_table(rows: list[Row], schema: pa.Schema) -> pa.Table:
    """Rows as a table of a schema. A lone surrogate, which UTF-8 cannot hold, becomes '?': one character, as before."""
    try:
        return pa.Table.from_pylist(rows, schema=schema)
    except UnicodeEncodeError:
        clean = [{name: encodable(value) for name, value in row.items()} for row in rows]
        return pa.Table.from_pylist(clean, schema=schema)


def encodable(value: Any) -> Any:
    """A value that UTF-8 can hold, with as many characters."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def add_event(rows: dict[str, list[Row]], event: DocumentEvent, position: int) -> None:
    """Adds the rows of one event to those of all tables."""
    key = {"document_event_id": event.document_event_id, "document_id": event.document_id}
    rows["core_document_event"].append(key | event_row(event, position))
    rows["core_mention"] += [key | mention_row(mention, at) for at, mention in enumerate(event.mentions, 1)]
    rows["core_role_filler"] += [key | filler_row(filler, at) for at, filler in enumerate(event.fillers, 1)]
    rows["core_event_attribute"] += [key | attribute_row(value, at) for at, value in enumerate(event.attributes, 1)]
    if event.date is not None:
        rows["core_event_date"].append(key | date_row(event.date))
    if event.attribution is not None:
        rows["core_event_attribution"].append(key | attribution_row(event.attribution))


def document_row(document: Document) -> Row:
    """A document's own columns."""
    return {
        "document_id": document.document_id,
        "content_hash": document.content_hash,
        "text_hash": digest("text", document.text),
        "document_name": document.name,
        "source_uri": document.source_uri,
        "title_text": document.title,
        "document_text": document.text,
        "published_date": document.published,
        "published_basis": document.published_basis,
    }


def event_row(event: DocumentEvent, position: int) -> Row:
    """An event's own columns."""
    return {
        "position": position,
        "type_code": event.event_type,
        "status_code": event.status,
        "probability": event.probability,
        "merge_reasons_text": "\n".join(event.merge_reasons),
    }


def mention_row(mention: Mention, position: int) -> Row:
    """A mention's columns."""
    return evidence_row(mention.evidence) | {
        "position": position,
        "mention_text": mention.text,
        "lemma_text": mention.lemma,
        "definiteness_kind": mention.definiteness,
        "status_code": mention.status,
        "status_rule_name": mention.status_rule,
        "sentence_start": mention.sentence.start,
        "sentence_end": mention.sentence.end,
        "rule_name": mention.rule,
        "probability": mention.probability,
    }


def filler_row(filler: RoleFiller, position: int) -> Row:
    """A role filler's columns; an actor has a sector, a place a region."""
    entity = filler.entity
    return evidence_row(filler.evidence) | {
        "role_code": filler.role,
        "position": position,
        "filler_name": entity.name,
        "is_place": isinstance(entity, Place),
        "kind_code": entity.kind,
        "country_code": entity.country,
        "sector_code": entity.sector if isinstance(entity, Actor) else None,
        "admin1_code": entity.admin1 if isinstance(entity, Place) else None,
        "rule_name": filler.rule,
        "path_text": filler.path,
        "probability": filler.probability,
    }


def attribute_row(attribute: Attribute, position: int) -> Row:
    """An attribute's columns: a value or the bounds of a number."""
    number = attribute.number
    return evidence_row(attribute.evidence) | {
        "attribute_code": attribute.code,
        "position": position,
        "value_text": attribute.value,
        "low": number.low if number else None,
        "high": number.high if number else None,
        "is_approximate": number.is_approximate if number else None,
        "is_increment": number.is_increment if number else None,
        "rule_name": attribute.rule,
    }


def date_row(date: DateInterval) -> Row:
    """The columns of an event's own date."""
    return evidence_row(date.evidence) | {
        "start_date": date.start,
        "end_date": date.end,
        "date_precision": date.precision,
        "date_basis": date.basis,
        "edtf_text": date.edtf,
        "expression_text": date.expression,
        "is_approximate": date.is_approximate,
        "rule_name": date.rule,
    }


def attribution_row(attribution: Attribution) -> Row:
    """The columns of who says it."""
    cue = attribution.cue_evidence
    return evidence_row(attribution.evidence) | {
        "source_name": attribution.source,
        "country_code": attribution.country,
        "chain_names": "\n".join(attribution.chain),
        "cue_text": attribution.cue,
        "cue_evidence_start": cue.start if cue else None,
        "cue_evidence_end": cue.end if cue else None,
        "rule_name": attribution.rule,
    }


def evidence_row(evidence: Evidence) -> Row:
    """The bounds of a stretch of text."""
    return {"evidence_start": evidence.start, "evidence_end": evidence.end}
