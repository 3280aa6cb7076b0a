"""Every kind of source with good and broken input."""

import bz2
import datetime as dt
import gzip
import io
import json
import lzma
import os
from pathlib import Path

import pytest

from flows.sources.folder import Folder
from flows.sources.glob import Glob
from flows.sources.jsonl import JsonLines
from flows.sources.records import Ignored, Reject, excerpt_of
from flows.sources.resolver import resolve
from flows.sources.stdin import StandardInput
from flows.sources.textfile import TextFile
from schemas.document import RawRecord, document_of
from schemas.errors import UsageError

DAY = dt.date(2025, 7, 12)
NOT_UTF8 = "byte 3 (0xe9) is not UTF-8; convert the text to UTF-8"


def uri(path):
    return path.resolve().as_uri()


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def brief(items):
    """Records by name and text, rejects by line and code, the rest by kind: for tests about what and in which order."""
    return [
        (item.name, item.text)
        if isinstance(item, RawRecord)
        else (item.line, item.code)
        if isinstance(item, Reject)
        else "ignored"
        for item in items
    ]


def test_text_file(tmp_path):
    path = write(tmp_path / "envoy.v2.txt", "The envoy left.")
    assert list(TextFile(path).items(DAY)) == [
        RawRecord(uri(path), None, "envoy.v2", "The envoy left.", published=DAY, published_basis="option")
    ]


@pytest.mark.parametrize(
    ("data", "code", "reason", "excerpt"),
    [
        (b"", "empty", "there is no text in it", ""),
        (b"caf\xe9 talks", "not_utf8", NOT_UTF8, "caf\\xe9 talks"),
        (bytes(range(32)) * 9, "binary", "this is binary data, not text", " " * 79 + "…"),
    ],
)
def test_broken_text_file(tmp_path, data, code, reason, excerpt):
    path = write(tmp_path / "a.txt", data)
    assert list(TextFile(path).items()) == [Reject(uri(path), None, code, reason, excerpt, "a")]


def test_text_file_that_went_away(tmp_path):
    path = tmp_path / "gone.txt"
    assert list(TextFile(path).items()) == [
        Reject(uri(path), None, "unreadable", "cannot read it: No such file or directory", name="gone")
    ]


def test_text_of_two_megabytes(tmp_path):
    path = write(tmp_path / "long.txt", "The envoy left. " * 131_072)
    assert [len(record.text) for record in TextFile(path).items()] == [2_097_152]


LINES = (
    '{"doc_id": "a", "published": "2025-07-12", "title": "T", "text": "One."}\n'
    "\n"
    '{"id": "b", "text": \n'
    '{"id": "c"}\r\n'
    '{"text": "Last, without a newline."}'
)


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".jsonl", bytes), (".jsonl.gz", gzip.compress), (".jsonl.xz", lzma.compress)]
)
def test_json_lines(tmp_path, suffix, pack):
    path = write(tmp_path / f"news{suffix}", pack(LINES.encode()))
    place = uri(path)
    assert list(JsonLines(path).items()) == [
        RawRecord(place, "a", "a", "One.", "T", DAY, "record", 1),
        Reject(place, 3, "bad_json", "Expecting value at character 20", '{"id": "b", "text":  ', "news:3"),
        Reject(place, 4, "missing_text", "the record has no 'text'", '{"id": "c"}  ', "c"),
        RawRecord(place, None, "news:5", "Last, without a newline.", line=5),
    ]


def test_a_line_that_is_not_utf8_is_rejected_alone(tmp_path):
    path = write(tmp_path / "a.jsonl", b'\xef\xbb\xbf{"text": "x"}\n{"text": "\xe9"}\n{"text": "y\xe2\x80\xa8z"}\n')
    place = uri(path)
    assert list(JsonLines(path).items()) == [
        RawRecord(place, None, "a:1", "x", line=1),
        Reject(
            place, 2, "not_utf8", "byte 27 (0xe9) is not UTF-8; convert the text to UTF-8", '{"text": "\\xe9"} ', "a:2"
        ),
        RawRecord(place, None, "a:3", "y\u2028z", line=3),
    ]


def test_a_file_in_utf16_is_one_reject(tmp_path):
    path = write(tmp_path / "a.jsonl", LINES.encode("utf-16"))
    assert brief(JsonLines(path).items()) == [(None, "not_utf8")]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_json_lines_without_a_record(tmp_path, data):
    path = write(tmp_path / "a.jsonl", data)
    assert brief(JsonLines(path).items()) == [(None, "empty")]


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.xz"])
def test_an_empty_compressed_file(tmp_path, suffix):
    assert brief(JsonLines(write(tmp_path / f"a{suffix}", b"")).items()) == [(None, "empty")]


@pytest.mark.parametrize(("suffix", "pack"), [(".jsonl.gz", gzip.compress), (".jsonl.xz", lzma.compress)])
def test_a_compressed_file_that_breaks_off_keeps_what_came_before(tmp_path, suffix, pack):
    lines = [json.dumps({"id": n, "text": os.urandom(2000).hex()}) + "\n" for n in range(50)]
    packed = pack("".join(lines).encode())
    path = write(tmp_path / f"a{suffix}", packed[: len(packed) // 2])
    *records, last = JsonLines(path).items()
    assert [record.name for record in records] == [str(n) for n in range(len(records))]
    assert len(records) > 10
    assert (last.code, last.line) == ("truncated", len(records) + 1)


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.xz"])
def test_a_compressed_file_that_is_none(tmp_path, suffix):
    path = write(tmp_path / f"a{suffix}", bz2.compress(LINES.encode()))
    assert brief(JsonLines(path).items()) == [(1, "truncated")]


def test_folder_in_order_of_names(tmp_path):
    write(tmp_path / "b.txt", "Second.")
    write(tmp_path / "a.jsonl", '{"text": "First."}')
    write(tmp_path / "C.TXT", "Upper case sorts first.")
    write(tmp_path / "README.md", "no news")
    write(tmp_path / ".hidden.txt", "no news")
    write(tmp_path / "below" / "d.txt", "not read")
    assert brief(Folder(tmp_path).items()) == [
        "ignored",
        ("C", "Upper case sorts first."),
        "ignored",
        ("a:1", "First."),
        ("b", "Second."),
    ]


def test_folder_does_not_wait_for_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    write(tmp_path / "z.txt", "Read.")
    assert brief(Folder(tmp_path).items()) == ["ignored", ("z", "Read.")]


def test_folder_with_a_broken_link(tmp_path):
    (tmp_path / "a.txt").symlink_to("nowhere")
    assert brief(Folder(tmp_path).items()) == [(None, "unreadable")]


def test_folder_with_a_link_to_itself(tmp_path):
    (tmp_path / "a.txt").symlink_to("a.txt")
    assert brief(Folder(tmp_path).items()) == [(None, "unreadable")]


def test_folder_without_a_source(tmp_path):
    write(tmp_path / "README.md", "no news")
    reason = "there is no .txt or .jsonl file in the folder"
    assert list(Folder(tmp_path).items()) == [
        Ignored(uri(tmp_path / "README.md")),
        Reject(uri(tmp_path), None, "empty", reason),
    ]


def test_glob(tmp_path):
    write(tmp_path / "x" / "b.txt", "B")
    write(tmp_path / "x" / "a.txt", "A")
    write(tmp_path / "x" / "c.md", "C")
    write(tmp_path / "y" / "d.txt", "D")
    assert brief(Glob(f"{tmp_path}/x/*").items()) == [("a", "A"), ("b", "B"), "ignored"]
    assert brief(Glob(f"{tmp_path}/*").items()) == [("a", "A"), ("b", "B"), "ignored", ("d", "D")]
    assert brief(Glob(f"{tmp_path}/**/*.txt").items()) == [("a", "A"), ("b", "B"), ("d", "D")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"The envoy left.\n{not json}\n", [("stdin", "The envoy left.\n{not json}\n")]),
        (b'\n {"id": "a", "text": "x"}\n{\n', [("a", "x"), (3, "bad_json")]),
        (b'\xef\xbb\xbf{"text": "x"}', [("stdin:1", "x")]),
        (b"", [(None, "empty")]),
        (b"\n\n", [(None, "empty")]),
        (b"caf\xe9", [(None, "not_utf8")]),
    ],
)
def test_standard_input(data, expected):
    assert brief(StandardInput(io.BytesIO(data)).items()) == expected


def test_resolver(tmp_path):
    text, lines = write(tmp_path / "a.txt", "A"), write(tmp_path / "b.jsonl", "{}")
    odd = write(tmp_path / "[odd].txt", "O")
    assert resolve([str(text), str(lines), str(tmp_path), f"{tmp_path}/*.txt", str(odd), str(text)]) == (
        TextFile(text),
        JsonLines(lines),
        Folder(tmp_path),
        Glob(f"{tmp_path}/*.txt"),
        TextFile(odd),
    )
    assert isinstance(resolve(["-"])[0], StandardInput)


@pytest.mark.parametrize(
    ("name", "message"), [("gone.txt", "there is no file or folder '"), ("*.txt", "no file matches '")]
)
def test_resolver_refuses_what_is_not_there(tmp_path, name, message):
    with pytest.raises(UsageError, match=r"name a text or JSONL file") as caught:
        resolve([str(tmp_path / name)])
    assert str(caught.value).startswith(message)


def test_a_named_file_of_an_unknown_kind_is_rejected(tmp_path):
    path = write(tmp_path / "a.pdf", b"%PDF")
    known = "the kind '.pdf' is not known; known are .txt, .jsonl, .jsonl.gz, .jsonl.xz; plain text can come by '-'"
    assert list(resolve([str(path)])[0].items()) == [Reject(uri(path), None, "unknown_kind", known, name="a")]


def test_permissions(open_folder, as_nobody):
    for name in ("a.txt", "b.jsonl", "c.txt", "closed/x.txt", "listed/x.txt"):
        write(open_folder / "news" / name, '{"text": "Read."}')
    for name in ("a.txt", "b.jsonl", "closed"):
        (open_folder / "news" / name).chmod(0)
    (open_folder / "news" / "listed").chmod(0o444)
    told = as_nobody(
        "from flows.sources.resolver import resolve\n"
        f"for item in resolve(['{open_folder}/news'])[0].items(): print(item)\n"
        f"for item in resolve(['{open_folder}/news/closed'])[0].items(): print(item)\n"
        f"for item in resolve(['{open_folder}/news/closed/x.txt'])[0].items(): print(item)\n"
        f"for item in resolve(['{open_folder}/news/listed'])[0].items(): print(item)\n"
    )
    place, denied = uri(open_folder / "news"), "cannot read it: Permission denied"
    expected = [
        Reject(f"{place}/a.txt", None, "unreadable", denied, name="a"),
        Reject(f"{place}/b.jsonl", None, "unreadable", denied, name="b"),
        RawRecord(f"{place}/c.txt", None, "c", '{"text": "Read."}'),
        Reject(f"{place}/closed", None, "unreadable", denied, name="closed"),
        Reject(f"{place}/closed", None, "unreadable", denied, name="closed"),
        Reject(f"{place}/closed/x.txt", None, "unreadable", denied, name="x"),
        Reject(f"{place}/listed/x.txt", None, "unreadable", denied, name="x"),
    ]
    assert told.splitlines() == [str(item) for item in expected]


def test_a_file_name_that_is_not_utf8(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        write(path, "Read.")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    record = next(iter(Folder(tmp_path).items()))
    assert (record.name, record.source_uri) == ("caf\\xe9", uri(tmp_path) + "/caf%E9.txt")
    assert document_of(record).name.encode()


@pytest.mark.parametrize(
    ("given", "shown"),
    [("a\tb\x00\ud800c", "a b  c"), (b"a\xff\n", "a\\xff "), ("x" * 81, "x" * 79 + "…"), ("x" * 80, "x" * 80)],
)
def test_excerpts_are_safe_to_print(given, shown):
    assert excerpt_of(given) == shown
