"""JSON Lines in and out: broken lines, compression, and results that appear whole or not at all."""

from __future__ import annotations

import gzip
import lzma
import stat
from pathlib import Path

import pytest

from eventwire.cli.jsonl import Line, encoded, read_lines, written
from schemas.errors import RecordError, UsageError

TWO = b'{"id": 1}\n\n  \n{"id": 2}'


@pytest.mark.parametrize(
    ("name", "data"), [("a.jsonl", TWO), ("a.jsonl.gz", gzip.compress(TWO)), ("a.jsonl.xz", lzma.compress(TWO))]
)
def test_lines_are_read_plain_and_compressed(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert list(read_lines(tmp_path / name)) == [Line(1, {"id": 1}), Line(4, {"id": 2})]


def test_a_broken_line_has_a_reason_and_stops_nothing(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(b'{"id": 1\n[1]\n"\xff"\n{"id": 2}\n')
    lines = list(read_lines(source))
    assert [line.value for line in lines] == [{}, {}, {}, {"id": 2}]
    assert [line.error is None for line in lines] == [False, False, False, True]
    with pytest.raises(RecordError, match="character"):
        lines[0].text("text")
    with pytest.raises(RecordError, match="no text under 'text'"):
        lines[3].text("text")


def test_a_damaged_archive_gives_what_is_whole_and_a_reason(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl.gz"
    source.write_bytes(gzip.compress(TWO)[:-4])
    *_, last = read_lines(source)
    assert last.error is not None
    assert "damaged" in last.error


def test_a_missing_file_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        next(read_lines(tmp_path / "none.jsonl"))


def test_a_result_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    with written(target) as sink:
        sink.write(b"new\n")
        assert not target.exists()
    assert target.read_bytes() == b"new\n"

    def interrupted() -> None:
        with written(target) as sink:
            sink.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
    assert target.read_bytes() == b"new\n"
    assert stat.S_IMODE(target.stat().st_mode) & 0o600 == 0o600


def test_a_link_is_written_through_and_a_device_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    with written(tmp_path / "link") as sink:
        sink.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    with written(Path("/dev/null")) as sink:
        sink.write(b"new")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("name", [".", "missing/out.jsonl"])
def test_a_place_that_cannot_be_written_is_wrong_use(tmp_path: Path, name: str) -> None:
    def write() -> None:
        with written(tmp_path / name):
            pass

    with pytest.raises(UsageError, match="cannot write"):
        write()


def test_text_is_written_as_it_is_and_half_a_character_escaped() -> None:
    assert encoded({"a": "Łódź"}) == '{"a": "Łódź"}\n'.encode()
    assert encoded({"a": "\ud800"}) == b'{"a": "\\ud800"}\n'
