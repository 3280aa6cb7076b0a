"""Brings a core file to the current schema. Does not: what the schema is (migrations/*.sql)."""

from __future__ import annotations

import duckdb

from schemas.errors import WarehouseError
from warehouse.records import utc_now
from warehouse.resources import sql_files

VERSION_TABLE = """
CREATE TABLE IF NOT EXISTS core_schema_version (version_number INTEGER, migration_name VARCHAR, applied_at TIMESTAMP);
COMMENT ON TABLE core_schema_version IS 'One row a migration that was applied.';
COMMENT ON COLUMN core_schema_version.version_number IS 'The number of the migration.';
COMMENT ON COLUMN core_schema_version.migration_name IS 'The name of its file.';
COMMENT ON COLUMN core_schema_version.applied_at IS 'When it was applied, UTC.';
"""


def migrations() -> dict[int, tuple[str, str]]:
    """Number -> (name, SQL) of every migration, ascending."""
    return {int(name.split("_", 1)[0]): (name, sql) for name, sql in sql_files("migrations").items()}


def schema_version(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the last migration applied to a core file; 0 for a new one."""
    known = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'core_schema_version' AND NOT internal"
    ).fetchall()
    if not known[0][0]:
        return 0
    rows = connection.execute("SELECT coalesce(max(version_number), 0) FROM core_schema_version").fetchall()
    return int(rows[0][0])


def require_current(connection: duckdb.DuckDBPyConnection) -> None:
    """Raises WarehouseError where a core file is of another schema than this program's; for readers."""
    present, wanted = schema_version(connection), max(migrations())
    refuse_newer(present)
    if present < wanted:
        raise WarehouseError(f"the warehouse has schema {present}, this program {wanted}; run `eventwire ingest` once")


def refuse_newer(present: int) -> None:
    """Raises WarehouseError where a core file was written by a later program."""
    wanted = max(migrations())
    if present > wanted:
        raise WarehouseError(
            f"the warehouse has schema {present}, newer than this program's {wanted}; "
            "use a newer eventwire, or another folder"
        )


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Applies every migration that a core file lacks, each in one transaction."""
    present = schema_version(connection)
    refuse_newer(present)
    for number, (name, sql) in migrations().items():
        if number <= present:
            continue
        connection.execute("BEGIN")
        try:
            connection.execute(VERSION_TABLE)
            connection.execute(sql)
            connection.execute(
                "INSERT INTO core_schema_version VALUES (?, ?, ?)",
                [number, name, utc_now()],
            )
            connection.execute("COMMIT")
        except duckdb.Error as error:
            connection.execute("ROLLBACK")
            raise WarehouseError(f"migration {name} failed: {str(error).splitlines()[0]}") from error
