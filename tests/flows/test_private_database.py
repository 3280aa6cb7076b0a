"""The private server's database: laid once, equal to what Prefect's own migrations make."""

import importlib.resources
import os
import re
import sqlite3
import subprocess
import sys

from flows import private_database
from flows.private_database import DATABASE, SCRIPT, lay


def script():
    return importlib.resources.files("flows").joinpath(SCRIPT).read_text("utf-8")


def statements(text):
    """The lines without their order: Prefect names a table's constraints in the order of a set."""
    return sorted(line.strip().rstrip(",") for line in text.splitlines())


def test_the_script_is_what_the_installed_prefect_migrates_to(tmp_path):
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    made = subprocess.run(
        [sys.executable, "-m", "flows.private_database"],
        env=own | {"PREFECT_HOME": str(tmp_path), "DO_NOT_TRACK": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    again = "write it again: python -m flows.private_database > flows/private_database.sql"
    assert statements(made.stdout) == statements(script()), again


def test_a_database_is_laid_once(tmp_path):
    assert lay(tmp_path)
    with sqlite3.connect(tmp_path / DATABASE) as database:
        tables = database.execute("select count(*) from sqlite_master where type = 'table'").fetchone()[0]
        version = database.execute("select version_num from alembic_version").fetchall()
    assert tables == len(re.findall("^CREATE TABLE", script(), re.MULTILINE))
    assert len(version) == 1
    before = (tmp_path / DATABASE).read_bytes()
    assert not lay(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [DATABASE]


def test_another_prefect_migrates_by_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(private_database.importlib.metadata, "version", lambda _: "3.8.8")
    assert not lay(tmp_path)
    assert list(tmp_path.iterdir()) == []
