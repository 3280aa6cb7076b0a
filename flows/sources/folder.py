"""A folder, read one level deep: its text and JSONL files by name; a sub-folder that cannot be listed is rejected."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.sources.file import source_of_file
from flows.sources.paths import is_folder, is_special, suffix_of, unreadable, uri_of
from flows.sources.records import Ignored, Item, Reject


@dataclass(frozen=True, slots=True)
class Folder:
    """The .txt and .jsonl files right in a folder; hidden files and sub-folders are not read."""

    path: Path

    def items(self, published: dt.date | None = None) -> Iterator[Item]:
        """The records of the folder's files, file by file in the order of their names."""
        try:
            entries = sorted(self.path.iterdir(), key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield unreadable(self.path, error)
            return
        known = 0
        for entry in entries:
            known += suffix_of(entry) is not None
            yield from _entry_items(entry, published)
        if not known:
            yield Reject(uri_of(self.path), None, "empty", "there is no .txt or .jsonl file in the folder")


def _entry_items(entry: Path, published: dt.date | None) -> Iterator[Item]:
    if is_folder(entry):
        try:
            next(entry.iterdir(), None)
        except OSError as error:
            yield unreadable(entry, error)
    elif suffix_of(entry) is None or entry.name.startswith(".") or is_special(entry):
        yield Ignored(uri_of(entry))
    else:
        yield from source_of_file(entry).items(published)
