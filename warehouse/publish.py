"""Publishes the facts of a core file: a compact public file under a new name, then the flip of a symlink.

Readers open the symlink and keep the file that they opened; a rename over one path would serve them stale pages.
Does not: what the tables show (mart_sql, marts/*.sql).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from pathlib import Path

import duckdb

from schemas.document import digest
from schemas.errors import WarehouseError
from schemas.marts import MartSpec
from warehouse.consistency import require_consistent
from warehouse.mart_sql import mart_statements, quoted
from warehouse.records import utc_now
from warehouse.store import PUBLIC_STORAGE, Warehouse

PUBLIC_NAME = "events.duckdb"
PUBLIC_FOLDER = "public"
KEPT_FILES = 3
FACTS = {
    "core_document": "EXCLUDE (run_id, loaded_at)",
    "core_document_event": "",
    "core_mention": "",
    "core_role_filler": "",
    "core_event_attribute": "",
    "core_event_date": "",
    "core_event_attribution": "",
    "core_resolved_event": "",
    "event_aliases": "",
    "core_reject": "EXCLUDE (run_id, rejected_at)",
}
"""The tables whose change is worth a new public file, and the columns that do not count."""


def publish(warehouse: Warehouse, run_id: str, specs: Sequence[MartSpec]) -> Path | None:
    """Publishes what the core holds; returns the new file, or None where the published one shows the same facts.

    Raises WarehouseError, and leaves the published file as it is, where a consistency check fails. A run is shown as
    it stands: finish it first.
    """
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", run_id):
        raise WarehouseError(f"run id {run_id!r} cannot be part of a file name")
    require_consistent(warehouse.connection)
    statements = mart_statements(specs)
    link = warehouse.folder / PUBLIC_NAME
    facts = facts_hash(warehouse.connection, statements)
    if link.exists() and facts == published_hash(warehouse.connection):
        return None
    try:
        path = build(warehouse, run_id, statements)
        flip(link, path)
        note_publication(warehouse.connection, run_id, path, facts)
        prune(path)
    except OSError as error:
        raise WarehouseError(f"cannot publish to {link}: {error.strerror}") from error
    return path


def facts_hash(connection: duckdb.DuckDBPyConnection, statements: Sequence[str]) -> str:
    """A hash of the facts and of the SQL that shows them, the same for any order of rows."""
    sums = [
        str(connection.execute(f"SELECT count(*), sum(hash(f)) FROM (SELECT * {columns} FROM {table}) AS f").fetchall())  # noqa: S608
        for table, columns in FACTS.items()
    ]
    return digest(*sums, *statements)


def published_hash(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The hash of what was published last."""
    rows = connection.execute("SELECT facts_hash FROM core_publication ORDER BY published_at DESC LIMIT 1").fetchall()
    return rows[0][0] if rows else None


def build(warehouse: Warehouse, run_id: str, statements: Sequence[str]) -> Path:
    """Writes the public tables to a file of their own and gives it its name only when it is whole."""
    folder = warehouse.folder / PUBLIC_FOLDER
    folder.mkdir(exist_ok=True)
    for left_over in folder.glob("*.part*"):
        left_over.unlink()
    path, number = folder / f"events_{run_id}.duckdb", 1
    while path.exists():
        number += 1
        path = folder / f"events_{run_id}_{number}.duckdb"
    part = path.with_name(path.name + ".part")
    with warehouse.connection.cursor() as session:
        session.execute(f"ATTACH {quoted(str(part))} AS publication (STORAGE_VERSION '{PUBLIC_STORAGE}')")
        try:
            session.execute("USE publication")
            for sql in statements:
                session.execute(sql)
            session.execute("CHECKPOINT publication")
        except duckdb.Error as error:
            raise WarehouseError(f"cannot build the public tables: {str(error).splitlines()[0]}") from error
        finally:
            session.execute("USE core")
            session.execute("DETACH publication")
    return part.rename(path)


def flip(link: Path, path: Path) -> None:
    """Points the public name at a file, at once."""
    new = link.with_name(link.name + ".new")
    new.unlink(missing_ok=True)
    new.symlink_to(path.relative_to(link.parent))
    new.replace(link)


def note_publication(connection: duckdb.DuckDBPyConnection, run_id: str, path: Path, facts: str) -> None:
    """Notes what was published."""
    connection.execute(
        "INSERT INTO core_publication VALUES (?, ?, ?, ?, ?)", [uuid.uuid4().hex, run_id, utc_now(), path.name, facts]
    )


def prune(path: Path) -> None:
    """Removes all but the last public files: readers of the ones before may still be at work."""
    others = [file for file in path.parent.glob("events_*.duckdb") if file != path]
    for old in sorted(others, key=lambda file: file.stat().st_mtime_ns, reverse=True)[KEPT_FILES - 1 :]:
        old.unlink()
