"""A glob pattern: the text and JSONL files that it matches, in the order of their paths, and matching folders."""

from __future__ import annotations

import datetime as dt
import glob
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.sources.file import source_of_file
from flows.sources.folder import Folder
from flows.sources.paths import is_folder, is_special, suffix_of, uri_of
from flows.sources.records import Ignored, Item


def is_pattern(argument: str) -> bool:
    """Whether an argument holds a sign of a glob pattern."""
    return glob.has_magic(argument)


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern such as 'news/*.txt' or 'news/**/*.jsonl.gz' ('**' goes into sub-folders)."""

    pattern: str

    def paths(self) -> list[Path]:
        """What the pattern matches now, in the order of the paths."""
        matches = glob.glob(self.pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
        return [Path(match) for match in sorted(matches, key=os.fsencode)]

    def items(self, published: dt.date | None = None) -> Iterator[Item]:
        """The records of the matches, one after the other; other kinds of file are ignored."""
        for path in self.paths():
            if is_folder(path):
                yield from Folder(path).items(published) if "**" not in self.pattern else ()
            elif suffix_of(path) is None or is_special(path):
                yield Ignored(uri_of(path))
            else:
                yield from source_of_file(path).items(published)
