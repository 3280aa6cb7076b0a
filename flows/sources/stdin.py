"""Standard input: JSON lines where it begins with '{', else one text."""

from __future__ import annotations

import codecs
import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import IO

from flows.sources.decoding import record_of_text
from flows.sources.jsonl import lines
from flows.sources.records import Item, Reject, excerpt_of
from schemas.errors import RecordError

URI = "stdin:"
NAME = "stdin"


@dataclass(frozen=True, slots=True)
class StandardInput:
    """What comes by standard input; it can be read once."""

    stream: IO[bytes] = field(default_factory=lambda: sys.stdin.buffer)

    def items(self, published: dt.date | None = None) -> Iterator[Item]:
        """The lines' records, or the record of the one text."""
        head: list[bytes] = []
        for line in self.stream:
            head.append(line)
            if line.removeprefix(codecs.BOM_UTF8).strip():
                break
        if head and head[-1].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
            yield from lines(chain(head, self.stream), URI, NAME, published)
            return
        data = b"".join(head) + self.stream.read()
        try:
            yield record_of_text(URI, NAME, data, published)
        except RecordError as error:
            yield Reject(URI, None, error.code, str(error), excerpt_of(data), NAME)
