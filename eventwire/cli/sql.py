"""`eventwire sql`: a question in SQL to the published tables, answered as a table, CSV, JSON or Parquet."""

from __future__ import annotations

import csv
import datetime as dt
import decimal
import io
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, BinaryIO

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eventwire.cli.console import WIDE, note, to_user
from eventwire.cli.jsonl import STANDARD, encoded, written
from eventwire.cli.options import DEFAULT_WAREHOUSE, Output, Warehouse
from schemas.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

MOST_SHOWN = 1000
"""Rows that a printed table shows; the other formats give all."""

Sink = BinaryIO | IO[bytes]
Row = Sequence[Any]


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def sql(
    query: Annotated[str, typer.Argument(metavar='"SELECT ..."', help="One statement that reads.")],
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    form: Annotated[Format, typer.Option("--format", help="How the answer is written.")] = Format.TABLE,
    output: Output = Path(STANDARD),
) -> None:
    """Ask the warehouse in SQL.

    The tables: visits, talks, deployments, treaties, supply_shares (one row an event), event_actors, documents,
    rejects. Only the published tables can be read, and nothing can be changed.
    """
    from warehouse.query import query as answer_of

    if form is Format.PARQUET and str(output) == STANDARD and sys.stdout.isatty():
        raise UsageError("Parquet is no text: give -o FILE.parquet, or send it into a file or pipe")
    answer = answer_of(warehouse, query)
    if form is Format.TABLE and str(output) == STANDARD:
        _print_table(answer, to_user())
        return
    with written(output) as sink:
        _WRITERS[form](answer, sink)


def _rows(answer: pa.Table) -> Iterator[Row]:
    for batch in answer.to_batches():
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _names(answer: pa.Table) -> list[str]:
    """The columns' names, a second one of a name told apart by a number."""
    names: list[str] = []
    for name in answer.column_names:
        known = sum(other == name or other.startswith(f"{name}_") for other in names) if name in names else 0
        names.append(f"{name}_{known}" if known else name)
    return names


def _print_table(answer: pa.Table, console: Console) -> None:
    table = Table(box=SIMPLE_HEAD)
    for name, kind in zip(_names(answer), answer.schema.types, strict=True):
        is_number = not (str(kind).startswith(("string", "date", "bool", "list", "struct", "timestamp")))
        table.add_column(escape(name), justify="right" if is_number else "left", overflow="fold")
    for row in _rows(answer.slice(0, MOST_SHOWN)):
        table.add_row(*(escape(_text(value)) for value in row))
    console.print(table)
    if answer.num_rows > MOST_SHOWN:
        note(f"the first {MOST_SHOWN:,} of {answer.num_rows:,} rows; --format csv, json or parquet gives all")


def _write_table(answer: pa.Table, sink: Sink) -> None:
    text = io.StringIO()
    _print_table(answer, Console(file=text, width=WIDE, highlight=False))
    sink.write(text.getvalue().encode())


def _write_csv(answer: pa.Table, sink: Sink) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_names(answer))
    for row in _rows(answer):
        writer.writerow([_text(value) for value in row])
        sink.write(text.getvalue().encode())
        text.seek(0)
        text.truncate()
    sink.write(text.getvalue().encode())


def _write_json(answer: pa.Table, sink: Sink) -> None:
    """One array, one row a line."""
    names, separator = _names(answer), b"["
    for row in _rows(answer):
        sink.write(separator + b"\n" + encoded(dict(zip(names, map(_plain, row), strict=True))).rstrip(b"\n"))
        separator = b","
    sink.write(b"[]\n" if separator == b"[" else b"\n]\n")


def _write_parquet(answer: pa.Table, sink: Sink) -> None:
    import pyarrow.parquet

    pyarrow.parquet.write_table(answer.rename_columns(_names(answer)), sink)


_WRITERS: Mapping[Format, Callable[[pa.Table, Sink], None]] = {
    Format.TABLE: _write_table,
    Format.CSV: _write_csv,
    Format.JSON: _write_json,
    Format.PARQUET: _write_parquet,
}


def _plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _text(value: Any) -> str:
    """A value as a cell shows it; nothing where there is none."""
    plain = _plain(value)
    if plain is None:
        return ""
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
