"""What every source yields: raw records, rejects, and files that are none of its business."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from schemas.document import RawRecord

EXCERPT_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Reject:
    """One record that could not be used, and why.

    `code` is the reason as a word to count by ('not_utf8', 'bad_json', 'extraction_failed'), `reason` the reason as
    a sentence; `line` counts from 1 in files of many records, `excerpt` shows the beginning of what was there;
    `name` is the record's own name as far as it is known.
    """

    source_uri: str
    line: int | None
    code: str
    reason: str
    excerpt: str = ""
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file of a folder or glob that is no kind of source ('README.md'): counted, and nothing else."""

    source_uri: str


Item = RawRecord | Reject | Ignored


class Source(Protocol):
    """A place that records come from."""

    def items(self, published: dt.date | None = None) -> Iterator[Item]:
        """The records in a stable order; `published` dates those that carry no date of their own."""


def excerpt_of(text: str | bytes) -> str:
    """The beginning of a text on one line, safe to store and print whatever was in it."""
    if isinstance(text, bytes):
        text = text[: EXCERPT_CHARACTERS * 4].decode("utf-8", "backslashreplace")
    shown = "".join(c if c.isprintable() else " " for c in text[: EXCERPT_CHARACTERS + 1])
    return shown if len(shown) <= EXCERPT_CHARACTERS else shown[: EXCERPT_CHARACTERS - 1] + "…"
