"""What the warehouse takes and gives back: batches, rejects, counts. Does not: events themselves (schemas)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, Protocol

from schemas.document import Document
from schemas.events import DocumentEvent

RunStatus = Literal["done", "failed"]


def utc_now() -> dt.datetime:
    """The time as the tables keep it: UTC without a zone (DuckDB's TIMESTAMPTZ needs pytz)."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class ExtractedBatch:
    """Documents with their events, all read by one version of the extractor. A later entry of one id wins."""

    documents: tuple[tuple[Document, tuple[DocumentEvent, ...]], ...]
    extractor_version: str


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """What a batch changed: documents that were new, replaced or left alone, and the events inserted with them."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    events: int = 0

    def __add__(self, other: LoadCounts) -> LoadCounts:
        return LoadCounts(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.events + other.events,
        )


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be read. `line` counts from 1; `excerpt` is the beginning of what was read."""

    source_uri: str
    reason_code: str
    reason_text: str
    line: int | None = None
    excerpt: str = ""


class EventLink(Protocol):
    """That a document event reports a resolved event, how sure that is, and why (resolution's `Link` is one)."""

    @property
    def document_event_id(self) -> str:
        """The member."""

    @property
    def event_id(self) -> str:
        """The resolved event."""

    @property
    def score(self) -> float:
        """How sure it is, 0 to 1."""

    @property
    def reason(self) -> str:
        """Why, in words."""
