"""Looks up by one name what documents report: an event of now or earlier, a document's event, or a document.

Belongs here: which rows a name means. Does not: reading them back as records (stored).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import duckdb

from schemas.document import Document
from schemas.events import DocumentEvent
from warehouse.stored import Row, rows_of, stored_events

BY_EVENT = """
    SELECT event.document_id, event.document_event_id, link.reason_text
    FROM core_document_event AS event
    LEFT JOIN core_resolved_event AS link USING (document_event_id)
    WHERE event.document_event_id = $1 OR link.event_id IN (SELECT event_id FROM event_aliases WHERE alias_id = $1)
    ORDER BY event.document_id, event.position
"""
BY_DOCUMENT = """
    SELECT event.document_id, event.document_event_id, link.reason_text
    FROM core_document_event AS event
    LEFT JOIN core_resolved_event AS link USING (document_event_id)
    WHERE document_id IN (SELECT document_id FROM core_document WHERE document_id = $1 OR document_name = $1)
    ORDER BY event.document_id, event.position
"""
DOCUMENTS = "SELECT document_id, extractor_version FROM core_document WHERE document_id = $1 OR document_name = $1"
VERSIONS = "SELECT document_id, extractor_version FROM core_document WHERE document_id IN (SELECT unnest($1))"


@dataclass(frozen=True, slots=True)
class Report:
    """A document with those of its events that a name means, each with why it was linked to its event.

    `is_whole` says that the name is the document's own, so that all its events are meant.
    """

    document: Document
    events: tuple[DocumentEvent, ...]
    link_reasons: dict[str, str]
    extractor_version: str
    is_whole: bool


def reports(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[Report, ...]:
    """The reports that a name means, earliest first: those of an event, else of a document, else none."""
    meant = rows_of(connection, BY_EVENT, name)
    if meant:
        ids = sorted({row["document_id"] for row in meant})
        return _read(connection, rows_of(connection, VERSIONS, ids), meant, is_whole=False)
    versions = rows_of(connection, DOCUMENTS, name)
    return _read(connection, versions, rows_of(connection, BY_DOCUMENT, name), is_whole=True)


def _read(
    connection: duckdb.DuckDBPyConnection, versions: list[Row], meant: list[Row], *, is_whole: bool
) -> tuple[Report, ...]:
    version = {row["document_id"]: row["extractor_version"] for row in versions}
    reasons = {row["document_event_id"]: row["reason_text"] or "" for row in meant}
    found = (
        Report(
            document,
            own := tuple(event for event in events if event.document_event_id in reasons),
            {event.document_event_id: reasons[event.document_event_id] for event in own},
            version[document.document_id],
            is_whole,
        )
        for document, events in stored_events(connection, list(version))
    )
    return tuple(sorted(found, key=lambda one: (one.document.published or dt.date.max, one.document.document_id)))
