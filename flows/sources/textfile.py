"""A text file: one record, named by the file's stem."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.sources.decoding import record_of_text
from flows.sources.paths import stem_of, unreadable, uri_of
from flows.sources.records import Item, Reject, excerpt_of
from schemas.errors import RecordError


@dataclass(frozen=True, slots=True)
class TextFile:
    """One .txt file."""

    path: Path

    def items(self, published: dt.date | None = None) -> Iterator[Item]:
        """The file's record, or the reason why it has none."""
        uri, name = uri_of(self.path), stem_of(self.path)
        try:
            data = self.path.read_bytes()
        except OSError as error:
            yield unreadable(self.path, error)
            return
        try:
            yield record_of_text(uri, name, data, published)
        except RecordError as error:
            yield Reject(uri, None, error.code, str(error), excerpt_of(data), name)
