"""Runs the checks that must find nothing. The checks themselves are warehouse/checks/*.sql."""

from __future__ import annotations

import duckdb

from schemas.errors import WarehouseError
from warehouse.resources import sql_files


def require_consistent(connection: duckdb.DuckDBPyConnection) -> None:
    """Raises WarehouseError with the name of the first check that finds a row, and that row."""
    for name, sql in sql_files("checks").items():
        rows = connection.execute(f"SELECT * FROM ({sql}) LIMIT 1").fetchall()  # noqa: S608 - the package's own
        if rows:
            found = ", ".join(str(value) for value in rows[0])
            raise WarehouseError(f"check failed: {name.replace('_', ' ')}; first at {found}; nothing was published")
