"""`eventwire ingest`: news into the warehouse, and what was found there."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.progress import Progress, TaskID
from rich.table import Table

from eventwire.cli.console import bar, note, to_user
from eventwire.cli.options import DEFAULT_WAREHOUSE, Published
from schemas.mentions import STATUS_ORDER

if TYPE_CHECKING:
    from flows.report import IngestReport
    from schemas.event_types import Registry

COUNTS = "select type_code, status_code, count(*) from events group by all"
ALL_REJECTS = "select * from rejects"
NEXT = (
    "select visitor_names, destination_names, start_date, end_date, status_code from visits",
    "select country_code, type_code, count(distinct event_id) as events from event_actors group by all order by all",
)


def ingest(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Text or JSONL files (also .gz, .xz), folders, patterns; - is stdin."),
    ],
    warehouse: Annotated[
        Path | None, typer.Option(metavar="DIR", help=f"Folder of the warehouse (default: {DEFAULT_WAREHOUSE}).")
    ] = None,
    published: Published = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that extract (default: 1).")] = None,
    direct: Annotated[bool, typer.Option("--direct", help="The same stages without Prefect: starts faster.")] = False,
) -> int:
    """Read news, extract the events and load them into a DuckDB warehouse.

    The same input twice changes nothing. Records that cannot be read are listed in the table rejects, and the exit
    code is then 1.
    """
    from flows.ingest import run_ingest
    from flows.settings import Settings

    given = {"warehouse": warehouse, "published": published, "workers": workers}
    settings = Settings.read(given, os.environ)
    with _progress() as progress:
        report = run_ingest(settings, sources, progress, direct=direct)
    _print_report(report)
    return 1 if report.reject_count else 0


class _Bar:
    """Shows a run's progress: a bar for people, lines where nobody watches a terminal."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task
        self._total = 0

    def say(self, message: str) -> None:
        if self._progress.disable:
            note(message)
        else:
            self._progress.update(self._task, description=message)

    def found(self, documents: int) -> None:
        self._total += documents
        self._progress.update(self._task, total=self._total, description="extracting")

    def done(self, documents: int) -> None:
        self._progress.advance(self._task, documents)


@contextmanager
def _progress() -> Iterator[_Bar]:
    with bar() as progress:
        yield _Bar(progress, progress.add_task("starting", total=None))


def _print_report(report: IngestReport) -> None:
    from eventwire.extraction import registry

    console = to_user()
    console.print(_events_table(registry(), report))
    if report.reject_count:
        console.print(_rejects_table(report))
    console.print("Ask the warehouse:")
    for query in NEXT:
        console.print(f"  {escape(_command(query, report.warehouse))}", soft_wrap=True)
    console.print(_last_line(report), soft_wrap=True)


def _events_table(registry: Registry, report: IngestReport) -> Table:
    """How many events of each type and status the warehouse holds."""
    from warehouse.query import query

    columns = query(report.warehouse, COUNTS).columns
    rows = zip(*(column.to_pylist() for column in columns), strict=True)
    cells = {(kind, status): number for kind, status, number in rows}
    title = f"Events in {report.warehouse}"
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", show_footer=True)
    table.add_column("table", footer="all")
    for status in STATUS_ORDER:
        table.add_column(status, justify="right", footer=_sum(cells, status=status))
    table.add_column("all", justify="right", footer=_sum(cells))
    for kind in registry.types:
        table.add_row(kind.mart, *(_sum(cells, kind.name, s) for s in STATUS_ORDER), _sum(cells, kind.name))
    return table


def _sum(cells: Mapping[tuple[str, str], int], kind: str | None = None, status: str | None = None) -> str:
    return str(sum(n for (k, s), n in cells.items() if kind in (None, k) and status in (None, s)))


def _rejects_table(report: IngestReport) -> Table:
    """The reasons for which records were rejected, each with the first of them."""
    table = Table(box=SIMPLE_HEAD, title="Rejected", title_justify="left")
    table.add_column("reason")
    table.add_column("records", justify="right")
    table.add_column("for example", overflow="fold")
    for code, count in sorted(report.rejects_by_reason.items()):
        first = next((r for r in report.rejects if r.code == code), None)
        place = "" if first is None else first.source_uri.rsplit("/", 1)[-1]
        place += f", line {first.line}" if first is not None and first.line else ""
        table.add_row(code, str(count), escape(f"{place}: {first.reason}") if first else "")
    return table


def _command(query: str, warehouse: Path) -> str:
    """The command that asks a query, as the user has to type it here."""
    start = "uv run eventwire" if "UV_RUN_RECURSION_DEPTH" in os.environ else "eventwire"
    place = "" if warehouse == DEFAULT_WAREHOUSE else f" --warehouse {shlex.quote(str(warehouse))}"
    return f'{start} sql "{query}"{place}'


def _last_line(report: IngestReport) -> str:
    loaded = report.documents_new + report.documents_changed
    unchanged = f" ({report.documents_unchanged} unchanged)" if report.documents_unchanged else ""
    line = f"loaded {loaded} documents{unchanged}, rejected {report.reject_count}"
    if report.reject_count:
        line += f" (see: {_command(ALL_REJECTS, report.warehouse)})"
    return escape(line)
