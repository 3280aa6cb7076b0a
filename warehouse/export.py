"""Exports the public tables as Parquet or JSONL, ordered and without run columns: same input, same bytes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import UsageError, WarehouseError
from warehouse.query import public_file, public_tables

ExportFormat = Literal["parquet", "jsonl"]

HISTORY_TABLES = frozenset({"runs", "event_aliases"})
RUN_COLUMNS = frozenset({"run_id", "rejected_at"})


def export(folder: Path, target: Path, kind: ExportFormat, tables: Sequence[str] | None = None) -> tuple[Path, ...]:
    """Writes public tables of a warehouse to a folder, one file each; returns the files.

    Without `tables` all of them but those that tell what happened (`runs`, `event_aliases`).
    """
    with public_file(folder) as connection:
        present = public_tables(connection)
        wanted = [name for name in present if name not in HISTORY_TABLES] if tables is None else list(tables)
        for name in wanted:
            if name not in present:
                raise UsageError(f"no table {name}; tables: {', '.join(present)}")
        try:
            target.mkdir(parents=True, exist_ok=True)
            return tuple(
                write_table(connection.sql(f"SELECT * FROM {name} ORDER BY ALL").to_arrow_table(), target, name, kind)  # noqa: S608
                for name in wanted
            )
        except OSError as error:
            raise WarehouseError(f"cannot write to {target}: {error.strerror}") from error


def write_table(table: pa.Table, target: Path, name: str, kind: ExportFormat) -> Path:
    """Writes one table; the file has its name only when it is whole."""
    table = table.select([column for column in table.column_names if column not in RUN_COLUMNS])
    path = target / f"{name}.{kind}"
    part = path.with_name(path.name + ".part")
    if kind == "parquet":
        pq.write_table(table, part, compression="zstd")
    else:
        with part.open("w", encoding="utf-8", newline="\n") as lines:
            for batch in table.to_batches(max_chunksize=10_000):
                lines.writelines(json.dumps(row, ensure_ascii=False, default=iso) + "\n" for row in batch.to_pylist())
    return part.replace(path)


def iso(value: Any) -> str:
    """A day or time as JSON writes it."""
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")
