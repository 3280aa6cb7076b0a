"""The warehouse as the flows see it: one writer, runs, batches, rejects, links.

Belongs here: opening and closing the core file.
Does not: the SQL of a load (load), publishing (publish), queries (query).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import duckdb

from schemas.document import Document
from schemas.errors import WarehouseBusyError, WarehouseError
from schemas.events import DocumentEvent
from warehouse import load, lookup, stored
from warehouse.lock import core_lock
from warehouse.migrate import migrate, require_current
from warehouse.records import EventLink, ExtractedBatch, LoadCounts, Reject, RunStatus, utc_now

CORE_NAME = "core.duckdb"
PUBLIC_STORAGE = "v1.4.0"
"""The storage format that DuckDB 1.4 and later can read: BI tools ship 1.x clients."""


@dataclass(frozen=True, slots=True)
class Warehouse:
    """An open core file. Get one by `with Warehouse.open(folder, write=True) as warehouse`."""

    folder: Path
    connection: duckdb.DuckDBPyConnection

    @classmethod
    @contextmanager
    def open(cls, folder: Path, *, write: bool) -> Iterator[Self]:
        """Opens the core file of a folder, alone to write or together with other readers.

        A writer makes folder and file where they are missing and brings the schema up to date. Raises
        WarehouseBusyError where another process holds it, WarehouseError where it cannot be opened or where DuckDB
        fails while it is (a full disk).
        """
        path = folder / CORE_NAME
        try:
            if write:
                folder.mkdir(parents=True, exist_ok=True)
            elif not path.exists():
                raise WarehouseError(f"no warehouse in {folder}; run `eventwire ingest` first")
        except OSError as error:
            raise WarehouseError(f"cannot use {folder} as a warehouse: {error.strerror}") from error
        with core_lock(folder, write=write):
            connection = connect(path, write=write)
            try:
                if write:
                    migrate(connection)
                    abort_dead_runs(connection)
                else:
                    require_current(connection)
                yield cls(folder, connection)
            except duckdb.Error as error:
                raise WarehouseError(f"{path}: {str(error).splitlines()[0]}") from error
            finally:
                connection.close()

    def begin_run(self, run_id: str, sources: Sequence[str], extractor_version: str) -> None:
        """Notes that a run begins."""
        self.connection.execute(
            "INSERT INTO core_run VALUES (?, 'running', ?, NULL, ?, ?, 0, 0, 0, 0)",
            [run_id, utc_now(), "\n".join(sources), extractor_version],
        )

    def finish_run(self, run_id: str, status: RunStatus, counts: LoadCounts, rejects: int) -> None:
        """Notes that a run ended, with what it did; `rejects` counts the records that it could not read."""
        self.connection.execute(
            "UPDATE core_run SET status_code = ?, finished_at = ?, document_count = ?, unchanged_count = ?, "
            "event_count = ?, reject_count = ? WHERE run_id = ?",
            [status, utc_now(), counts.new + counts.changed, counts.unchanged, counts.events, rejects, run_id],
        )

    def unchanged(self, document_ids: Sequence[str], hashes: Sequence[str], extractor_version: str) -> set[str]:
        """Of some documents, with their content hashes in the same order, those that need no extraction."""
        return load.unchanged(self.connection, dict(zip(document_ids, hashes, strict=True)), extractor_version)

    def load_batch(self, batch: ExtractedBatch, run_id: str) -> LoadCounts:
        """Loads a batch in one transaction; an unchanged document changes no row."""
        return load.load_batch(self.connection, batch, run_id)

    def load_rejects(self, rejects: Sequence[Reject], run_id: str) -> int:
        """Adds the rejects that were not seen before; returns how many."""
        return load.load_rejects(self.connection, rejects, run_id)

    def stored_events(self) -> tuple[tuple[Document, tuple[DocumentEvent, ...]], ...]:
        """Every document with its events, for linking."""
        return stored.stored_events(self.connection)

    def reports(self, name: str) -> tuple[lookup.Report, ...]:
        """What documents report under a name: an event's id, or a document's id or name."""
        return lookup.reports(self.connection, name)

    def save_links(self, links: Iterable[EventLink]) -> int:
        """Saves what every document event resolves to; returns how many rows that changed."""
        return load.save_links(self.connection, links)


def connect(path: Path, *, write: bool) -> duckdb.DuckDBPyConnection:
    """A connection to a core file, which a new one is made for."""
    try:
        connection = duckdb.connect(path, read_only=not write, config={"storage_compatibility_version": PUBLIC_STORAGE})
    except duckdb.IOException as error:
        if "lock" in str(error):
            raise WarehouseBusyError(f"another program has {path} open; close it and try again") from error
        raise WarehouseError(f"cannot open {path}: {str(error).splitlines()[0]}") from error
    except duckdb.Error as error:
        raise WarehouseError(f"cannot open {path}: {str(error).splitlines()[0]}") from error
    connection.execute("SET enable_progress_bar = false")
    return connection


def abort_dead_runs(connection: duckdb.DuckDBPyConnection) -> None:
    """Marks runs that never ended: their process is dead, or this one could not have the lock."""
    connection.execute("UPDATE core_run SET status_code = 'aborted' WHERE status_code = 'running'")
