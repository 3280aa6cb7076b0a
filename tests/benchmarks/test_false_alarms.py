"""The reading of false alarms: what is drawn, what a reader sees, how two readers' verdicts are counted."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return runpy.run_path(str(BENCHMARKS / "false_alarms.py"))
    finally:
        sys.path.remove(str(BENCHMARKS))


def row(number: int, event_type: str = "visit", corpus: str = "news") -> dict[str, Any]:
    return {"corpus": corpus, "doc_id": f"d{number}", "start": 3, "end": 8, "type": event_type}


def test_an_excerpt_is_the_sentence_with_one_around_it(script: dict[str, Any]) -> None:
    text = "One came first. Two came then. Kenya sent troops. Three came late. Four came last."
    at = text.index("sent")
    assert script["excerpt"](text, at, at + 4) == "Two came then. Kenya [[sent]] troops. Three came late."


def test_a_report_is_known_by_a_paragraph_whatever_its_marks() -> None:
    keys = runpy.run_path(str(BENCHMARKS / "corpora.py"))["paragraph_keys"]
    long = "The ministers of both countries met in the old town hall on Friday to speak about fish, bridges and grain."
    changed = "A new first line\n\n" + long.upper().replace(",", " -")
    assert keys(long) == keys(changed) != set()
    assert keys("Too short to tell.") == set()


def test_rates_have_wilson_intervals(script: dict[str, Any]) -> None:
    low, high = script["wilson"](0.5, 100)
    assert (round(low, 3), round(high, 3)) == (0.404, 0.596)


def test_a_draw_is_even_over_types_and_corpora(script: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    rows = [row(n, kind, corpus) for n in range(9) for kind in ("visit", "talks") for corpus in ("news", "wire")]
    rows = [{**r, "doc_id": f"{r['type']}{r['doc_id']}"} for r in rows]
    chosen = script["drawn"](rows, 20, __import__("random").Random(1))
    counts = {
        (k, c): sum(r["type"] == k and r["corpus"] == c for r in chosen)
        for k in ("visit", "talks")
        for c in ("news", "wire")
    }
    assert counts == dict.fromkeys(counts, 2)
    assert "treaty: only 0 events fire" in capsys.readouterr().err


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARKS / "false_alarms.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=BENCHMARKS.parent)


def test_two_readers_are_counted_and_kept_without_text(tmp_path: Path) -> None:
    sheet = write(tmp_path / "sheet.jsonl", [row(n) | {"text": "secret"} for n in range(4)])
    verdicts = (["right", "right", "right", "wrong"], ["right", "right", "wrong", "wrong"])
    first, second = (
        write(tmp_path / f"{n}.jsonl", [row(i) | {"verdict": v} for i, v in enumerate(listed)])
        for n, listed in enumerate(verdicts)
    )
    done = run("score", sheet, first, second, "--store", tmp_path / "kept.jsonl")
    assert "| all | 4 | 2 | 1 | 0.625 |" in done.stdout, done.stderr
    assert "disagree on 1 of 4" in done.stdout
    kept = [json.loads(line) for line in (tmp_path / "kept.jsonl").read_text("utf-8").splitlines()]
    assert [(r["doc_id"], r["verdict"]) for r in kept] == [
        ("d0", "right"),
        ("d1", "right"),
        ("d2", "disputed"),
        ("d3", "wrong"),
    ]
    assert {tuple(r) for r in kept} == {("corpus", "doc_id", "start", "end", "verdict")}


def test_an_unread_event_stops_the_count(tmp_path: Path) -> None:
    sheet = write(tmp_path / "sheet.jsonl", [row(0), row(1)])
    half = write(tmp_path / "half.jsonl", [row(0) | {"verdict": "right"}])
    done = run("score", sheet, half, half)
    assert (done.returncode, "1 events have no verdict" in done.stderr) == (1, True)


def test_a_sheet_stays_out_of_the_project(tmp_path: Path) -> None:
    done = run("sheet", tmp_path, BENCHMARKS / "sheet.jsonl", "--gold", tmp_path)
    assert (done.returncode, "lies inside the project" in done.stderr) == (1, True)
