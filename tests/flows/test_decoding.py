"""From bytes to text and JSON to records: whole values, and the exact reason where it fails."""

import datetime as dt

import pytest

from flows.sources.decoding import decode, json_object, record_of_json, record_of_text
from schemas.document import RawRecord
from schemas.errors import RecordError

DAY = dt.date(2025, 7, 12)


def reason(function, *arguments):
    with pytest.raises(RecordError) as caught:
        function(*arguments)
    return caught.value.code, str(caught.value)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"plain", "plain"),
        ("São Tomé – «ok» 😀".encode(), "São Tomé – «ok» 😀"),
        (b"\xef\xbb\xbfmarked", "marked"),
        (b"two\r\nlines\r", "two\r\nlines\r"),
        (b"a stray \x00 in a long enough text", "a stray \x00 in a long enough text"),
    ],
)
def test_text_is_kept_as_it_is(data, text):
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"caf\xe9", ("not_utf8", "byte 3 (0xe9) is not UTF-8; convert the text to UTF-8")),
        (b"\xef\xbb\xbfcaf\xe9", ("not_utf8", "byte 6 (0xe9) is not UTF-8; convert the text to UTF-8")),
        (b"cut off \xe2\x82", ("not_utf8", "byte 8 (0xe2) is not UTF-8; convert the text to UTF-8")),
        (b"\xed\xa0\x80", ("not_utf8", "byte 0 (0xed) is not UTF-8; convert the text to UTF-8")),
        ("é".encode("utf-16"), ("not_utf8", "the text is UTF-16, by its byte order mark; convert it to UTF-8")),
        ("é".encode("utf-32"), ("not_utf8", "the text is UTF-32, by its byte order mark; convert it to UTF-8")),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ("binary", "this is binary data, not text")),
        ("ab".encode("utf-16-le"), ("binary", "this is binary data, not text")),
    ],
)
def test_broken_text_is_never_repaired(data, expected):
    assert reason(decode, data) == expected


def test_place_of_a_broken_byte_counts_from_the_start_of_the_file():
    assert reason(decode, b"\xff", 1000)[1].startswith("byte 1000 (0xff)")


def test_text_record():
    assert record_of_text("file:///a.txt", "a", b"Talks.\n", None) == RawRecord("file:///a.txt", None, "a", "Talks.\n")
    dated = record_of_text("file:///a.txt", "a", b"Talks.", DAY)
    assert (dated.published, dated.published_basis) == (DAY, "option")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf"])
def test_text_record_without_text(data):
    assert reason(record_of_text, "file:///a.txt", "a", data, None) == ("empty", "there is no text in it")


@pytest.mark.parametrize(
    ("fields", "record"),
    [
        (
            {"doc_id": "d", "id": "other", "published": "2025-07-12", "title": "T", "text": "x"},
            RawRecord("u", "d", "d", "x", "T", DAY, "record", 3),
        ),
        ({"id": 7, "text": "x", "published": None, "title": None}, RawRecord("u", "7", "7", "x", line=3)),
        ({"text": "x", "published": ""}, RawRecord("u", None, "f:3", "x", line=3)),
        ({"text": "x", "doc_id": None, "id": ""}, RawRecord("u", None, "f:3", "x", line=3)),
        (
            {"id": "a", "text": "x\x00y", "published": "2025-07-12T23:59:00Z", "extra": [1]},
            RawRecord("u", "a", "a", "x\x00y", published=DAY, published_basis="record", line=3),
        ),
    ],
)
def test_json_record(fields, record):
    assert record_of_json("u", "f:3", 3, fields, None) == record


def test_option_dates_only_what_has_no_date():
    other = dt.date(2000, 1, 1)
    undated = record_of_json("u", "f", 1, {"text": "x"}, other)
    dated = record_of_json("u", "f", 1, {"text": "x", "published": "2025-07-12"}, other)
    assert [(r.published, r.published_basis) for r in (undated, dated)] == [(other, "option"), (DAY, "record")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("missing_text", "the record has no 'text'")),
        ({"text": None}, ("missing_text", "the record has no 'text'")),
        ({"text": "  \n"}, ("empty", "there is no text in it")),
        ({"text": 5}, ("wrong_type", "'text' is a number, not a string")),
        ({"text": ["x"]}, ("wrong_type", "'text' is a list, not a string")),
        ({"text": "x", "id": True}, ("wrong_type", "'id' is true or false, not a string")),
        ({"text": "x", "doc_id": {}}, ("wrong_type", "'doc_id' is an object, not a string")),
        ({"text": "x", "title": 1.5}, ("wrong_type", "'title' is a number, not a string")),
        ({"text": "x", "published": 20250712}, ("wrong_type", "'published' is a number, not a string")),
        ({"text": "x", "published": "12/07/2025"}, ("bad_date", "'published' is '12/07/2025', not a day YYYY-MM-DD")),
        ({"text": "x", "published": "2025-02-30"}, ("bad_date", "'published' is '2025-02-30', not a day YYYY-MM-DD")),
        ({"text": "x", "published": "20250712"}, ("bad_date", "'published' is '20250712', not a day YYYY-MM-DD")),
        (
            {"text": "x \ud83d y"},
            ("bad_unicode", "'text' holds half a character (a lone surrogate) at 2"),
        ),
        ({"text": "x", "id": "\udc00"}, ("bad_unicode", "'id' holds half a character (a lone surrogate) at 0")),
    ],
)
def test_json_record_rejected(fields, expected):
    assert reason(record_of_json, "u", "f:3", 3, fields, None) == expected


def test_json_object():
    assert json_object('\ufeff{"text": "é", "n": NaN}'.encode())["text"] == "é"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"{broken", ("bad_json", "Expecting property name enclosed in double quotes at character 1")),
        (b"[1]", ("not_an_object", "the line is JSON, but no object {...}")),
        (b'"text"', ("not_an_object", "the line is JSON, but no object {...}")),
        (b"[" * 200_000, ("bad_json", "the JSON is nested too deeply")),
        (b'{"text": "\xe9"}', ("not_utf8", "byte 10 (0xe9) is not UTF-8; convert the text to UTF-8")),
    ],
)
def test_json_object_rejected(data, expected):
    assert reason(json_object, data) == expected


def test_a_number_too_long_to_read_is_bad_json():
    assert reason(json_object, b'{"id": ' + b"9" * 5000 + b"}")[0] == "bad_json"
