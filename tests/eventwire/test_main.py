"""The command as a whole: start-up, exit codes, and errors of one or two lines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from eventwire import __version__
from eventwire.cli import extract, main
from schemas.errors import PipelineError

HEAVY = ("spacy", "prefect", "duckdb", "pyarrow", "numpy")
COMMANDS = ("ingest", "sql", "extract", "dates", "actors", "link", "evaluate", "explain")


def test_help_imports_nothing_heavy() -> None:
    program = f"import sys; from eventwire.cli.main import run; run(['--help']); print(sys.modules.keys() & {HEAVY!r})"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[-1] == "set()"
    assert all(f" {command} " in shown for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"Usage: eventwire {command}" in shown
    assert "Traceback" not in shown


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--version"]) == 0
    assert capsys.readouterr().out == f"eventwire {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["visit"], "No such command"),
        (["ingest"], "Missing argument"),
        (["ingest", "x", "--workers", "0"], "--workers"),
        (["ingest", "x", "--published", "12/07/2025"], "not a day such as 2025-07-12"),
        (["ingest", "/nowhere/at-all"], "there is no file or folder"),
        (["extract", "/nowhere/at-all"], "there is no file or folder"),
        (["dates", "/nowhere/at-all.jsonl"], "cannot read"),
        (["actors", "/nowhere/at-all.jsonl"], "cannot read"),
        (["link", "/nowhere/at-all.jsonl"], "cannot read"),
        (["evaluate", "/nowhere/gold.jsonl"], "needs both"),
        (["evaluate", "--errors", "--examples", "-1"], "--examples"),
        (["explain"], "Missing argument"),
        (["explain", "/nowhere/at-all", "--warehouse", "/nowhere"], "there is no file"),
        (["sql", "select 1", "--format", "xml"], "xml"),
    ],
)
def test_wrong_use_is_told_in_two_lines(arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert word in err
    assert err.startswith("error: ")
    assert 1 <= err.count("\n") <= 2


def test_no_command_shows_the_help_and_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([]) == 2
    assert "Usage: eventwire" in capsys.readouterr().err


def test_a_missing_warehouse_fails_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["sql", "select 1", "--warehouse", str(tmp_path / "none")]) == 1
    assert "run `eventwire ingest` first" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "shown"),
    [
        (PipelineError("the pipeline [x] is\nnot installed"), 1, "error: the pipeline [x] is not installed\n"),
        (KeyError("colour"), 1, "error: unexpected KeyError: 'colour'\nThis is a bug"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 1, ""),
    ],
)
def test_errors_inside_a_command_never_show_a_traceback(
    error: BaseException, code: int, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.delenv("EVENTWIRE_DEBUG", raising=False)
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(extract, "written", broken)
    assert main.run(["extract", str(Path(__file__).parent)]) == code
    err = capsys.readouterr().err
    assert err.startswith(shown)
    assert bool(err) is bool(shown)
    assert "Traceback" not in err


def test_the_traceback_is_there_for_who_asks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("colour")

    monkeypatch.setenv("EVENTWIRE_DEBUG", "1")
    monkeypatch.setattr(extract, "written", broken)
    assert main.run(["extract", str(Path(__file__).parent)]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    lines = "".join(f'{{"doc": "d{n}", "dct": "2024-05-06", "text": "On Monday."}}\n' for n in range(20_000))
    (tmp_path / "in.jsonl").write_text(lines, encoding="utf-8")
    command = f"{sys.executable} -c 'from eventwire.cli.main import main; main()' dates in.jsonl | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
