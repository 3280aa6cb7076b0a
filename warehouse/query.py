"""Users' SQL on the public file: read-only, one statement, no files, no network, bounded memory.

Does not: the core file, printing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.errors import QueryError, WarehouseError
from warehouse.publish import PUBLIC_NAME

MEMORY = "2GB"
RESULT_BYTES = 2**30
BATCH_ROWS = 50_000
SAFE: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "memory_limit": MEMORY,
    "temp_directory": "",
    "lock_configuration": "true",
}
PRAGMA = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*pragma\b", re.IGNORECASE | re.DOTALL)
"""DuckDB 1.5 rewrites some pragmas into SELECT before it says what they are."""


@contextmanager
def public_file(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The public file of a warehouse, as it is now: a later flip of the symlink does not touch it."""
    link = folder / PUBLIC_NAME
    if not link.exists():
        raise WarehouseError(f"nothing is published in {folder}; run `eventwire ingest` first")
    try:
        connection = duckdb.connect(link.resolve(), read_only=True, config=SAFE)
    except duckdb.Error as error:
        raise WarehouseError(f"cannot read {link}: {first_line(error)}") from error
    with connection:
        yield connection


def query(folder: Path, sql: str, *, max_bytes: int = RESULT_BYTES) -> pa.Table:
    """The rows that one SELECT yields on the public file of a warehouse.

    Raises QueryError for anything but one statement that reads, for an error in it, and for a result larger than
    `max_bytes`.
    """
    with public_file(folder) as connection:
        try:
            statement = reading_statement(connection, sql)
            return bounded_table(connection.sql(statement).to_arrow_reader(BATCH_ROWS), max_bytes)
        except duckdb.Error as error:
            raise QueryError(f"{first_line(error)}{hint(connection, error)}") from error


def reading_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The one statement of a text, if it reads; QueryError otherwise."""
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"give one statement, not {len(statements)}")
    statement = statements[0]
    if statement.type not in {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN} or PRAGMA.match(sql):
        raise QueryError("only statements that read are allowed: SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW, EXPLAIN")
    return statement


def bounded_table(reader: pa.RecordBatchReader, max_bytes: int) -> pa.Table:
    """All batches of a reader as a table; QueryError as soon as they are more than `max_bytes`."""
    batches, size = [], 0
    for batch in reader:
        size += batch.nbytes
        if size > max_bytes:
            raise QueryError(f"the result is larger than {max_bytes:,} bytes; aggregate it or add a LIMIT")
        batches.append(batch)
    return pa.Table.from_batches(batches, reader.schema)


def first_line(error: duckdb.Error) -> str:
    """What DuckDB says, without its drawing of the place."""
    return str(error).splitlines()[0]


def hint(connection: duckdb.DuckDBPyConnection, error: duckdb.Error) -> str:
    """What to do about an error, or nothing."""
    if isinstance(error, duckdb.CatalogException) and str(error).startswith("Catalog Error: Table"):
        return f"; tables: {', '.join(public_tables(connection))}"
    if isinstance(error, duckdb.BinderException):
        candidates = [line.strip() for line in str(error).splitlines()[1:] if line.startswith("Candidate bindings")]
        return "".join(f"; {line}" for line in candidates)
    if isinstance(error, duckdb.OutOfMemoryException):
        return f"; queries have {MEMORY}: filter or aggregate first"
    if isinstance(error, duckdb.PermissionException):
        return "; only the tables of the warehouse can be read"
    return ""


def public_tables(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The names of the public tables, sorted."""
    rows = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY ALL").fetchall()
    return tuple(row[0] for row in rows)
