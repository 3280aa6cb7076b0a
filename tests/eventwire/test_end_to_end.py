"""The installed command in processes of its own, with the real extractor: faulty input, and equal output."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.export import export

ROOT = Path(__file__).parents[2]
COMMAND = "from eventwire.cli.main import main; main()"
TIMEOUT = 300.0
EXAMPLES = 5


def ran(arguments: list[str], python: list[str] | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command, run with no settings but those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EVENTWIRE_", "PYTHONHASHSEED"))}
    return subprocess.run(
        [*(python or [sys.executable]), "-c", COMMAND, *arguments],
        capture_output=True,
        text=True,
        cwd="/",
        env=kept | settings,
        timeout=TIMEOUT,
        check=False,
    )


VISIT = "Norway's foreign minister Anna Berg arrived in Lima on Monday."
QUIET = "Rain fell over the small town, and prices at the market were the same as before. "


@pytest.fixture
def mixed_news(open_folder: Path) -> Path:
    """A folder with two good files, a good line, and one of each fault."""
    news = open_folder / "news"
    (news / "closed").mkdir(parents=True)
    (news / "closed" / "secret.txt").write_text(VISIT, encoding="utf-8")
    (news / "closed").chmod(0)
    (news / "broken.txt").write_bytes(b"She arrived in Lim\xe1 on Monday.")
    (news / "empty.txt").write_bytes(b"")
    (news / "nothing.jsonl").write_bytes(b"")
    (news / "lines.jsonl").write_text(f'{{"id": "one", "text": "{VISIT}"}}\n{{"id": "two", "text": \n', "utf-8")
    (news / "big.txt").write_text(QUIET * (2_000_000 // len(QUIET)) + VISIT, encoding="utf-8")
    (news / "good.txt").write_text("Peru deployed 300 soldiers to Haiti on Tuesday.", encoding="utf-8")
    return news


def test_a_folder_with_faults_loads_what_is_good_and_lists_the_rest(
    mixed_news: Path, open_folder: Path, nobodys_python: list[str]
) -> None:
    folder = open_folder / "data"
    folder.mkdir()
    folder.chmod(0o777)
    place = ["--warehouse", str(folder)]
    done = ran(["ingest", str(mixed_news), "--direct", "--published", "2024-05-08", *place], nobodys_python)
    assert (done.returncode, done.stderr.count("Traceback")) == (1, 0), done.stderr
    assert done.stdout.splitlines()[-1].startswith("loaded 3 documents, rejected 5 (see: ")

    def asked(query: str) -> list[list[str]]:
        answer = ran(["sql", query, *place, "--format", "csv"], nobodys_python)
        assert answer.returncode == 0, answer.stderr
        return list(csv.reader(io.StringIO(answer.stdout)))[1:]

    assert asked("select document_name from documents order by all") == [["big"], ["good"], ["one"]]
    file = "parse_filename(source_uri)"
    assert asked(f"select {file}, line_number, reason_code, length(reason_text) > 0 from rejects order by all") == [
        ["broken.txt", "", "not_utf8", "true"],
        ["closed", "", "unreadable", "true"],
        ["empty.txt", "", "empty", "true"],
        ["lines.jsonl", "2", "bad_json", "true"],
        ["nothing.jsonl", "", "empty", "true"],
    ]
    assert asked("select type_code from events order by all") == [["deployment"], ["visit"]]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    lines = (ROOT / "examples" / "articles.jsonl").read_text("utf-8").splitlines(keepends=True)
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(lines[:EXAMPLES]), encoding="utf-8")

    def exported(folder: str, workers: int, seed: int) -> tuple[str, dict[str, bytes]]:
        place = ["--workers", str(workers), "--warehouse", str(tmp_path / folder)]
        settings = {"PYTHONHASHSEED": str(seed), "EVENTWIRE_BATCH_CHARACTERS": "1500"}
        done = ran(["ingest", str(articles), "--direct", *place], **settings)
        assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
        files = export(tmp_path / folder, tmp_path / "export" / folder, "jsonl")
        return done.stdout.splitlines()[-1], {path.name: path.read_bytes() for path in files}

    new, old = f"loaded {EXAMPLES} documents, rejected 0", f"loaded 0 documents ({EXAMPLES} unchanged), rejected 0"
    first = exported("one", 1, 0)[1]
    assert first["events.jsonl"].count(b"\n") > EXAMPLES
    assert exported("one", 1, 1) == (old, first)
    assert exported("two", 2, 1) == (new, first)
    assert exported("three", 1, 2) == (new, first)
