"""From bytes to text and from JSON to records, or a clear reason why not; nothing is ever repaired silently.

Belongs here: what all kinds of source share. Does not: opening files (the modules beside this one).
"""

from __future__ import annotations

import codecs
import datetime as dt
import json
import re
from typing import Any

from schemas.document import PublishedBasis, RawRecord
from schemas.errors import RecordError

_FOREIGN_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY_SHARE = 0.1
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", re.DOTALL)


def decode(data: bytes, offset: int = 0) -> str:
    """The text of UTF-8 bytes, without a byte order mark; newlines stay as they are, so offsets hold.

    `offset` is where the bytes lie in their file. Raises RecordError with code `not_utf8` or `binary`.
    """
    for mark, encoding in _FOREIGN_MARKS.items():
        if data.startswith(mark):
            raise RecordError("not_utf8", f"the text is {encoding}, by its byte order mark; convert it to UTF-8")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise RecordError("binary", "this is binary data, not text") from None
        skipped = len(data) - len(error.object)
        byte = error.object[error.start]
        place = offset + skipped + error.start
        raise RecordError("not_utf8", f"byte {place} (0x{byte:02x}) is not UTF-8; convert the text to UTF-8") from None
    if len(_CONTROLS.findall(text)) > _BINARY_SHARE * len(text):
        raise RecordError("binary", "this is binary data, not text")
    return text


def record_of_text(source_uri: str, name: str, data: bytes, published: dt.date | None) -> RawRecord:
    """The record of a text file's bytes. Raises RecordError."""
    text = decode(data)
    if not text.strip():
        raise RecordError("empty", "there is no text in it")
    basis: PublishedBasis = "option" if published else "unknown"
    return RawRecord(source_uri, None, name, text, published=published, published_basis=basis)


def json_object(data: bytes, offset: int = 0) -> dict[str, Any]:
    """The JSON object on a line. Raises RecordError with code `not_utf8`, `bad_json` or `not_an_object`."""
    text = decode(data, offset)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise RecordError("bad_json", f"{error.msg} at character {error.pos}") from None
    except RecursionError:
        raise RecordError("bad_json", "the JSON is nested too deeply") from None
    except ValueError as error:
        raise RecordError("bad_json", str(error)) from None
    if not isinstance(value, dict):
        raise RecordError("not_an_object", "the line is JSON, but no object {...}")
    return value


def record_of_json(
    source_uri: str, name: str, line: int, fields: dict[str, Any], published: dt.date | None
) -> RawRecord:
    """The record of a JSON object {doc_id or id, published, title, text}; `name` serves where it has no id.

    Raises RecordError with code `missing_text`, `empty`, `wrong_type`, `bad_date` or `bad_unicode`.
    """
    text = _text_of(fields)
    key = key_of(fields)
    title = _optional_string(fields, "title")
    own = _day_of(fields)
    basis: PublishedBasis = "record" if own else "option" if published else "unknown"
    return RawRecord(source_uri, key, key or name, text, title, own or published, basis, line)


def key_of(fields: dict[str, Any]) -> str | None:
    """The id that a record carries as `doc_id` or `id`; whole numbers count. Raises RecordError `wrong_type`."""
    for label in ("doc_id", "id"):
        value = fields.get(label)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is not None and value != "":
            return _string(label, value)
    return None


def _text_of(fields: dict[str, Any]) -> str:
    if fields.get("text") is None:
        raise RecordError("missing_text", "the record has no 'text'")
    text = _string("text", fields["text"])
    if not text.strip():
        raise RecordError("empty", "there is no text in it")
    return text


def _optional_string(fields: dict[str, Any], label: str) -> str | None:
    value = fields.get(label)
    return None if value is None else _string(label, value)


def _string(label: str, value: object) -> str:
    if not isinstance(value, str):
        raise RecordError("wrong_type", f"'{label}' is {_kind_of(value)}, not a string")
    half = _SURROGATE.search(value)
    if half:
        raise RecordError("bad_unicode", f"'{label}' holds half a character (a lone surrogate) at {half.start()}")
    return value


def _kind_of(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), type(value).__name__)


def _day_of(fields: dict[str, Any]) -> dt.date | None:
    """The record's publication date; a time of day after it is allowed and dropped."""
    value = fields.get("published")
    if value is None or value == "":
        return None
    written = _string("published", value)
    found = _DAY.fullmatch(written.strip())
    try:
        return dt.date.fromisoformat(found[1] if found else "")
    except ValueError:
        shown = written if len(written) <= 40 else written[:39] + "…"
        raise RecordError("bad_date", f"'published' is {shown!r}, not a day YYYY-MM-DD") from None
