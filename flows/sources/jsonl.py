"""JSON lines, plain or compressed: one record a line; a broken line is rejected and the next one read."""

from __future__ import annotations

import codecs
import datetime as dt
import gzip
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from flows.sources.decoding import decode, json_object, key_of, record_of_json
from flows.sources.paths import stem_of, suffix_of, unreadable, uri_of
from flows.sources.records import Item, Reject, excerpt_of
from schemas.errors import RecordError

_CUT_OFF = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)


@dataclass(frozen=True, slots=True)
class JsonLines:
    """One .jsonl, .jsonl.gz or .jsonl.xz file of records {doc_id or id, published, title, text}."""

    path: Path

    def items(self, published: dt.date | None = None) -> Iterator[Item]:
        """The file's records in their order, with a reject for each line that is none."""
        uri, name = uri_of(self.path), stem_of(self.path)
        try:
            if self.path.is_file() and self.path.stat().st_size == 0:
                yield Reject(uri, None, "empty", "the file is empty", name=name)
                return
            with _opened(self.path) as stream:
                yield from lines(stream, uri, name, published)
        except OSError as error:
            yield unreadable(self.path, error)


def lines(stream: Iterator[bytes], uri: str, name: str, published: dt.date | None) -> Iterator[Item]:
    """The records of a stream of JSON lines; blank lines count as lines, but are none of the records."""
    number, offset, found = 0, 0, False
    while True:
        number += 1
        try:
            data = next(stream, b"")
        except _CUT_OFF as error:
            yield Reject(uri, number, "truncated", f"the compressed data breaks off or is damaged: {error}", name=name)
            return
        if not data:
            break
        if number == 1 and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield _whole_file(uri, name, data)
            return
        if data.removeprefix(codecs.BOM_UTF8).strip():
            found = True
            yield _Line(uri, name, number, offset, data).item(published)
        offset += len(data)
    if not found:
        yield Reject(uri, None, "empty", "there is no record in it", name=name)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line where it stands: in which source, its number from 1, its offset in bytes."""

    uri: str
    source_name: str
    number: int
    offset: int
    data: bytes

    def item(self, published: dt.date | None) -> Item:
        name = f"{self.source_name}:{self.number}"
        try:
            fields = json_object(self.data.rstrip(b"\r\n"), self.offset)
            name = key_of(fields) or name
            return record_of_json(self.uri, name, self.number, fields, published)
        except RecordError as error:
            return Reject(self.uri, self.number, error.code, str(error), excerpt_of(self.data), name)


def _whole_file(uri: str, name: str, data: bytes) -> Reject:
    """The reject of a file that is not UTF-8 at all, so that its lines cannot be told apart."""
    try:
        decode(data)
    except RecordError as error:
        return Reject(uri, None, error.code, str(error), excerpt_of(data), name)
    raise AssertionError("a UTF-16 mark was not recognised")


def _opened(path: Path) -> IO[bytes]:
    suffix = suffix_of(path)
    if suffix == ".jsonl.gz":
        return cast("IO[bytes]", gzip.open(path, "rb"))
    if suffix == ".jsonl.xz":
        return lzma.open(path, "rb")
    return path.open("rb")
