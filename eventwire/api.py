"""eventwire from Python: a text in, its events out.

    >>> from eventwire.api import extract_events
    >>> events = extract_events("Norway deployed 300 soldiers to Chad on Monday.", published="2024-03-05")
    >>> [(event.event_type, event.status, str(event.date.start)) for event in events]
    [('deployment', 'occurred', '2024-03-04')]

Belongs here: what other programs may rely on. Does not: reading files and loading warehouses (flows).
"""

from __future__ import annotations

import datetime as dt

from eventwire.extraction import extractor
from schemas.document import Document, RawRecord, document_of
from schemas.events import DocumentEvent
from schemas.interchange import Json, document_json

__all__ = ["DocumentEvent", "extract_events", "extract_json"]


def extract_events(
    text: str, published: dt.date | str | None = None, title: str | None = None
) -> tuple[DocumentEvent, ...]:
    """The events of one text, in text order; every field keeps the characters it was read from.

    `published` (a date or 'YYYY-MM-DD') is what relative dates count from; without it they stay unresolved. `title`
    is context only. The first call loads the spaCy pipeline. Raises ValueError for a day that is none.
    """
    return _extract(_document(text, published, title))


def extract_json(text: str, published: dt.date | str | None = None, title: str | None = None) -> Json:
    """The same events as plain JSON values, in the format that `eventwire extract` writes."""
    document = _document(text, published, title)
    return document_json(document, _extract(document))


def _document(text: str, published: dt.date | str | None, title: str | None) -> Document:
    day = dt.date.fromisoformat(published) if isinstance(published, str) else published
    record = RawRecord("stdin:", None, "text", text, title, day, "option" if day else "unknown")
    return document_of(record)


def _extract(document: Document) -> tuple[DocumentEvent, ...]:
    return extractor().extract(document)
