"""Documents: what a source yields, what is extracted from, and stretches of its text.

Belongs here: raw and cleaned records, their identity and version. Does not: reading them (flows/sources).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Literal

PublishedBasis = Literal["record", "option", "unknown"]
"""How the publication date is known: given by the record, by the caller's option, or not at all."""


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The characters of a document's text that something was read from: [start, end), Unicode code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"evidence [{self.start}, {self.end}) is no stretch of text")

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def shifted(self, offset: int) -> Evidence:
        """The same stretch in a text that begins `offset` characters earlier."""
        return Evidence(self.start + offset, self.end + offset)

    def overlaps(self, other: Evidence) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Evidence) -> bool:
        """Whether the other lies inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as its source gives it.

    `source_uri` says where it lies (a file's URI, `stdin:`), `record_key` is the id the record carries itself, or
    None where the place alone identifies it; `line` counts from 1 in files of many records.
    """

    source_uri: str
    record_key: str | None
    name: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    published_basis: PublishedBasis = "unknown"
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A record ready for extraction. `document_id` says which one it is, `content_hash` which version of it."""

    document_id: str
    content_hash: str
    name: str
    source_uri: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    published_basis: PublishedBasis = "unknown"


def digest(*parts: str | None) -> str:
    """A 16-digit hexadecimal hash of the parts; None and the empty string differ."""
    hasher = hashlib.sha256()
    for part in parts:
        data = b"\x00" if part is None else b"\x01" + part.encode("utf-8", "surrogatepass")
        hasher.update(len(data).to_bytes(8, "big") + data)
    return hasher.hexdigest()[:16]


def document_of(record: RawRecord, source_name: str = "") -> Document:
    """The document of a record.

    Identity: the record's own id within `source_name` where it carries one, else the place it came from; standard
    input without an id is identified by its text. A changed text, title or publication date is a new version.
    """
    published = record.published.isoformat() if record.published else None
    if record.record_key is not None:
        document_id = digest("key", source_name, record.record_key)
    elif record.source_uri.startswith("stdin:"):
        document_id = digest("text", source_name, record.text)
    else:
        place = record.source_uri if record.line is None else f"{record.source_uri}#{record.line}"
        document_id = digest("uri", source_name, place)
    return Document(
        document_id=document_id,
        content_hash=digest(record.title, record.text, published),
        name=record.name,
        source_uri=record.source_uri,
        text=record.text,
        title=record.title,
        published=record.published,
        published_basis=record.published_basis,
    )
