import subprocess
import sys
import textwrap

import duckdb
import pytest

from schemas.errors import WarehouseBusyError, WarehouseError
from warehouse.migrate import migrations
from warehouse.records import LoadCounts
from warehouse.store import Warehouse

HOLD = """
    import sys, time
    from pathlib import Path
    from warehouse.store import Warehouse
    with Warehouse.open(Path(sys.argv[1]), write=True) as warehouse:
        warehouse.begin_run("r1", ["here"], "1")
        print("open", flush=True)
        time.sleep(60)
"""


def test_two_writers_exclude_each_other_and_the_second_is_told_who(tmp_path):
    with (
        Warehouse.open(tmp_path, write=True),
        pytest.raises(WarehouseBusyError, match=r"in use .*process \d+, since 2"),
        Warehouse.open(tmp_path, write=True),
    ):
        pass
    with Warehouse.open(tmp_path, write=True):
        pass


def refused(folder, *, write):
    with pytest.raises(WarehouseBusyError), Warehouse.open(folder, write=write):
        pass
    return True


def test_readers_share_the_core_and_exclude_a_writer(tmp_path):
    with Warehouse.open(tmp_path, write=True):
        assert refused(tmp_path, write=False)
    with Warehouse.open(tmp_path, write=False):
        assert refused(tmp_path, write=True)


def test_a_killed_writer_holds_nothing_and_its_run_is_aborted(tmp_path):
    command = [sys.executable, "-c", textwrap.dedent(HOLD), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        with pytest.raises(WarehouseBusyError, match=f"process {writer.pid}"), Warehouse.open(tmp_path, write=True):
            pass
        writer.kill()
        writer.wait()
    with Warehouse.open(tmp_path, write=True) as warehouse:
        assert warehouse.connection.execute("SELECT run_id, status_code FROM core_run").fetchall() == [
            ("r1", "aborted")
        ]


def test_a_run_is_noted_with_what_it_did(tmp_path):
    with Warehouse.open(tmp_path, write=True) as warehouse:
        warehouse.begin_run("r1", ["a", "b"], "7")
        warehouse.finish_run("r1", "done", LoadCounts(new=3, changed=1, unchanged=2, events=9), rejects=4)
        rows = warehouse.connection.execute("SELECT * EXCLUDE (started_at, finished_at) FROM core_run").fetchall()
        times = warehouse.connection.execute("SELECT started_at <= finished_at FROM core_run").fetchall()
    assert rows == [("r1", "done", "a\nb", "7", 4, 2, 9, 4)]
    assert times == [(True,)]


def test_migrations_are_applied_once(tmp_path):
    for _ in range(2):
        with Warehouse.open(tmp_path, write=True) as warehouse:
            rows = warehouse.connection.execute("SELECT version_number FROM core_schema_version ORDER BY 1").fetchall()
    assert rows == [(number,) for number in migrations()]


def test_a_file_of_a_newer_program_is_refused(tmp_path):
    with Warehouse.open(tmp_path, write=True) as warehouse:
        warehouse.connection.execute("INSERT INTO core_schema_version VALUES (9999, '9999_later', NULL)")
    for write in (True, False):
        with pytest.raises(WarehouseError, match="schema 9999, newer than"), Warehouse.open(tmp_path, write=write):
            pass


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    with Warehouse.open(tmp_path, write=True):
        pass
    broken = migrations() | {9000: ("9000_broken", "CREATE TABLE halfway (a INTEGER); SELECT nonsense")}
    monkeypatch.setattr("warehouse.migrate.migrations", lambda: broken)
    with pytest.raises(WarehouseError, match="9000_broken"), Warehouse.open(tmp_path, write=True):
        pass
    monkeypatch.undo()
    with Warehouse.open(tmp_path, write=True) as warehouse:
        assert (
            warehouse.connection.execute("SELECT * FROM duckdb_tables() WHERE table_name = 'halfway'").fetchall() == []
        )


def test_what_duckdb_says_while_it_is_open_is_a_warehouse_error(tmp_path):
    with (
        pytest.raises(WarehouseError, match="nonsense does not exist"),
        Warehouse.open(tmp_path, write=True) as warehouse,
    ):
        warehouse.connection.execute("FROM nonsense")


def test_a_lock_file_that_says_nothing_is_no_obstacle(tmp_path):
    (tmp_path / "core.lock").write_text("[]")
    with Warehouse.open(tmp_path, write=True):
        (tmp_path / "core.lock").write_text("[]")
        with pytest.raises(WarehouseBusyError, match="is in use; try again"), Warehouse.open(tmp_path, write=True):
            pass


def test_what_is_no_warehouse_is_said_so(tmp_path):
    with pytest.raises(WarehouseError, match="no warehouse in"), Warehouse.open(tmp_path / "none", write=False):
        pass
    (tmp_path / "core.duckdb").write_text("not a database at all " * 900)
    with pytest.raises(WarehouseError, match="cannot open"), Warehouse.open(tmp_path, write=True):
        pass
    (tmp_path / "file").write_text("")
    with pytest.raises(WarehouseError, match="cannot use"), Warehouse.open(tmp_path / "file", write=True):
        pass


def test_every_core_table_and_column_has_a_comment(tmp_path):
    with Warehouse.open(tmp_path, write=True) as warehouse:
        assert uncommented(warehouse.connection) == []


def uncommented(connection: duckdb.DuckDBPyConnection) -> list:
    return connection.execute(
        "SELECT table_name, NULL FROM duckdb_tables() WHERE comment IS NULL AND NOT internal AND NOT temporary "
        "UNION ALL SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
    ).fetchall()
