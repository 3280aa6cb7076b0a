"""`ingest` and `sql`: what is printed, exit codes, and every form of an answer."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from eventwire.cli import ingest as ingest_command
from eventwire.cli import sql as sql_command
from eventwire.cli.main import run

EVENTS = "select type_code, status_code from events order by all"


def test_ingest_ends_with_a_table_the_next_commands_and_both_counts(
    tmp_path: Path, news: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)
    folder = str(tmp_path / "my data")
    assert run(["ingest", str(news), "--direct", "--warehouse", folder]) == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    rows = {line.split()[0]: line.split()[1:] for line in lines if line.startswith("  ") and line.split()}
    assert rows["deployments"] == ["1", "0", "0", "0", "0", "1"]
    assert rows["treaties"] == ["0"] * 6
    assert rows["all"] == ["2", "0", "0", "0", "0", "2"]
    assert [line for line in lines if line.startswith("  eventwire sql")] == [
        f"  eventwire sql \"{query}\" --warehouse '{folder}'" for query in ingest_command.NEXT
    ]
    assert lines[-1] == "loaded 2 documents, rejected 0"
    assert run(["ingest", str(news), "--direct", "--warehouse", folder]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "loaded 0 documents (2 unchanged), rejected 0"


@pytest.mark.parametrize("query", ingest_command.NEXT)
def test_the_next_commands_work(query: str, warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", query, "--warehouse", str(warehouse), "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) > 0


def test_ingest_loads_what_is_good_and_tells_what_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mixed = tmp_path / "in.jsonl"
    mixed.write_bytes(b'{"doc_id": "a", "text": "It rained."}\n{"doc_id": "b"\n{"doc_id": "c", "text": "\xff"}\n')
    folder = tmp_path / "data"
    assert run(["ingest", str(mixed), "--direct", "--warehouse", str(folder)]) == 1
    shown = capsys.readouterr().out
    assert "bad_json" in shown
    assert "in.jsonl, line 2: " in shown
    last = shown.splitlines()[-1]
    assert last.startswith("loaded 1 documents, rejected 2 (see: ")
    assert '"select * from rejects"' in last
    assert run(["sql", "select * from rejects", "--warehouse", str(folder), "--format", "csv"]) == 0
    rejects = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(r["line_number"], r["reason_code"]) for r in rejects] == [("2", "bad_json"), ("3", "not_utf8")]


def test_the_commands_shown_are_those_of_the_way_it_was_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_RUN_RECURSION_DEPTH", "1")
    assert ingest_command._command("select 1", Path("eventwire-data")) == 'uv run eventwire sql "select 1"'
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH")
    assert ingest_command._command("select 1", Path("a b")) == "eventwire sql \"select 1\" --warehouse 'a b'"


def test_sql_prints_a_table(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", EVENTS, "--warehouse", str(warehouse)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert [line for line in lines if not line[0].startswith("─")] == [
        ["type_code", "status_code"],
        ["deployment", "occurred"],
        ["visit", "occurred"],
    ]


QUERY = """select 1 as n, 1 as n, 2.50::decimal(9, 2) as share, date '2024-05-06' as day, null as nothing,
'ä, "b"' as word, ['x'] as list, true as yes, 'nan'::double as broken, timestamp '2024-05-06 10:00:00' as at"""


def test_sql_writes_csv(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", QUERY, "--warehouse", str(warehouse), "--format", "csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows == [
        ["n", "n_1", "share", "day", "nothing", "word", "list", "yes", "broken", "at"],
        ["1", "1", "2.5", "2024-05-06", "", 'ä, "b"', '["x"]', "true", "", "2024-05-06T10:00:00"],
    ]


def test_sql_writes_json(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", QUERY, "--warehouse", str(warehouse), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "n": 1,
            "n_1": 1,
            "share": 2.5,
            "day": "2024-05-06",
            "nothing": None,
            "word": 'ä, "b"',
            "list": ["x"],
            "yes": True,
            "broken": None,
            "at": "2024-05-06T10:00:00",
        }
    ]
    assert run(["sql", "from visits where false", "--warehouse", str(warehouse), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_sql_writes_parquet(warehouse: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.parquet"
    arguments = ["sql", EVENTS, "--warehouse", str(warehouse), "--format", "parquet", "-o", str(target)]
    assert run(arguments) == 0
    assert pyarrow.parquet.read_table(target).to_pylist() == [
        {"type_code": "deployment", "status_code": "occurred"},
        {"type_code": "visit", "status_code": "occurred"},
    ]


def test_a_long_table_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    from eventwire.cli.console import to_user

    sql_command._print_table(pa.table({"n": list(range(1200))}), to_user())
    out, err = capsys.readouterr()
    assert "999" in out
    assert "1000" not in out
    assert err.startswith("the first 1,000 of 1,200 rows")


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("delete from visits", "only statements that read"),
        ("select 1; select 2", "one statement"),
        ("select * from visitors", "tables:"),
        ("select nothing from visits", "nothing"),
        ("select * from '/etc/passwd'", "error: "),
        ("select * from read_csv('/etc/passwd')", "error: "),
        ("selec 1", "error: "),
    ],
)
def test_sql_refuses_with_a_reason(query: str, word: str, warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", query, "--warehouse", str(warehouse)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert word in err
    assert err.count("\n") <= 2
