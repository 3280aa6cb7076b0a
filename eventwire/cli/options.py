"""Arguments that several commands share, and how their values are read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import RecordError

DEFAULT_WAREHOUSE = Path("eventwire-data")


def day(written: str) -> dt.date:
    """A day as YYYY-MM-DD; anything else is wrong use."""
    try:
        return dt.datetime.strptime(written, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        raise typer.BadParameter(f"{written!r} is not a day such as 2025-07-12") from None


def day_of_json(value: object, key: str) -> dt.date | None:
    """The day under a key of a record, a time of day after it dropped. Raises RecordError for what is none."""
    if value is None or value == "":
        return None
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise RecordError("bad_date", f"'{key}' is {value!r}, not a day YYYY-MM-DD") from None


Published = Annotated[
    dt.date | None,
    typer.Option(parser=day, metavar="YYYY-MM-DD", help="Publication date of records that carry none."),
]
Warehouse = Annotated[Path, typer.Option(metavar="DIR", help="Folder of the warehouse.")]
Output = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write; - is standard output.")]
Lines = Annotated[Path, typer.Argument(metavar="IN.jsonl", help="JSON Lines, also .gz or .xz; - is standard input.")]
