"""A single file that the caller names: which kind of source it is, by its suffix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.sources.jsonl import JsonLines
from flows.sources.paths import KNOWN_SUFFIXES, TEXT_SUFFIXES, stem_of, suffix_of, uri_of
from flows.sources.records import Item, Reject, Source
from flows.sources.textfile import TextFile


def source_of_file(path: Path) -> Source:
    """The source that a file is."""
    suffix = suffix_of(path)
    if suffix is None:
        return UnknownFile(path)
    return TextFile(path) if suffix in TEXT_SUFFIXES else JsonLines(path)


@dataclass(frozen=True, slots=True)
class UnknownFile:
    """A file of a kind that cannot be read, named by the caller: rejected, so that nothing is lost unseen."""

    path: Path

    def items(self, published: dt.date | None = None) -> Iterator[Item]:
        """One reject."""
        del published
        known = ", ".join(KNOWN_SUFFIXES)
        reason = f"the kind '{self.path.suffix}' is not known; known are {known}; plain text can come by '-'"
        yield Reject(uri_of(self.path), None, "unknown_kind", reason, name=stem_of(self.path))
