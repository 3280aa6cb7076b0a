"""JSON Lines in and out for the commands that map one line to another.

Belongs here: reading lines (plain, .gz, .xz, standard input) and writing a result so that it is there whole or not
at all. Does not: reading documents (flows/sources).
"""

from __future__ import annotations

import gzip
import json
import lzma
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from flows.sources.decoding import json_object
from schemas.errors import RecordError, UsageError
from schemas.interchange import Json

STANDARD = "-"
"""The path that stands for standard input or output."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a JSONL file that is not blank: its object, or an empty one and why it has none."""

    number: int
    value: Json
    error: str | None = None

    def text(self, key: str) -> str:
        """The text under a key. Raises RecordError where the line is broken or has no such text."""
        if self.error is not None:
            raise RecordError("bad_line", self.error)
        value = self.value.get(key)
        if not isinstance(value, str):
            raise RecordError("missing_text", f"there is no text under '{key}'")
        return value


def read_lines(source: Path) -> Iterator[Line]:
    """The lines of a JSONL file in order, blank ones left out; a broken line stops nothing."""
    number = 0
    with _opened(source) as stream:
        try:
            for number, data in enumerate(stream, 1):
                if data.strip():
                    yield _line_of(number, data)
        except (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError) as error:
            yield Line(number + 1, {}, f"the compressed file is damaged after line {number}: {error}")


def _line_of(number: int, data: bytes) -> Line:
    try:
        return Line(number, json_object(data.rstrip(b"\r\n")))
    except RecordError as error:
        return Line(number, {}, str(error))


@contextmanager
def _opened(source: Path) -> Iterator[BinaryIO | IO[bytes]]:
    if str(source) == STANDARD:
        yield sys.stdin.buffer
        return
    try:
        stream = _stream(source)
    except OSError as error:
        raise UsageError(
            f"cannot read {source}: {error.strerror}; give a JSONL file, or - for standard input"
        ) from None
    with stream:
        yield stream


def _stream(source: Path) -> BinaryIO | IO[bytes]:
    if source.suffix == ".gz":
        return cast("IO[bytes]", gzip.open(source, "rb"))
    return lzma.open(source, "rb") if source.suffix == ".xz" else source.open("rb")


def encoded(record: Json) -> bytes:
    """One line of JSON; characters that UTF-8 cannot hold (half of a surrogate pair) stay escaped."""
    try:
        return json.dumps(record, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(record).encode() + b"\n"


@contextmanager
def written(target: Path) -> Iterator[BinaryIO | IO[bytes]]:
    """A stream to write a result to. The file appears whole when the block ends, and not at all where it fails."""
    if str(target) == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = target.resolve()
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as device:
            yield device
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.is_dir():
            raise UsageError(f"cannot write {target}: it is a folder; give a file, or - for standard output")
        stream = part.open("wb")
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror}; give a file in a folder that exists") from None
    try:
        with stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
