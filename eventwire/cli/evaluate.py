"""`eventwire evaluate`: the codebook's score of the current extractor, over the user's gold or the shipped examples."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from eventwire.cli.console import to_user, watched
from eventwire.cli.jsonl import read_lines
from schemas.errors import UsageError
from schemas.interchange import Json

if TYPE_CHECKING:
    from eventwire.evaluate import Agreement, Figures, Report

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPECTED = Path("expected", "events.jsonl")


def evaluate(
    gold: Annotated[
        Path | None, typer.Argument(metavar="GOLD.jsonl", help="Expected events, one line a document.")
    ] = None,
    texts: Annotated[
        Path | None, typer.Argument(metavar="TEXTS.jsonl", help="The documents: {doc_id, published, title, text}.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures as JSON.")] = False,
) -> int:
    """Score the extractor: events, roles, dates, numbers, attribution and status, overall and by type.

    Without files it is scored on the articles of examples/.
    """
    if (gold is None) != (texts is None):
        raise UsageError("evaluate needs both GOLD.jsonl and TEXTS.jsonl, or neither for the shipped examples")
    if gold is None or texts is None:
        gold, texts = _examples()
    report = evaluated(gold, texts)
    if as_json:
        typer.echo(json.dumps(report.as_json(), indent=1))
    else:
        to_user().print(_table(report))
    return 0


def _examples() -> tuple[Path, Path]:
    for folder in (EXAMPLES, Path("examples")):
        if (folder / EXPECTED).is_file():
            return folder / EXPECTED, folder
    raise UsageError("the examples come with the source checkout; run there, or give GOLD.jsonl TEXTS.jsonl")


def evaluated(gold: Path, texts: Path) -> Report:
    """Run the extractor over the texts (a file or a folder) and score what it finds against the gold."""
    from eventwire.evaluate import score
    from eventwire.extraction import interchange_records, registry
    from flows.sources.resolver import resolve
    from schemas.document import RawRecord

    expected = _gold_documents(gold)
    items = [item for source in resolve([str(texts)]) for item in source.items()]
    known = {item.name: item.text for item in items if isinstance(item, RawRecord)}
    missing = [document["doc_id"] for document in expected if document["doc_id"] not in known]
    if missing:
        raise UsageError(f"{texts} lacks {len(missing)} documents of {gold}, the first is {missing[0]!r}")
    wanted = {document["doc_id"] for document in expected}
    chosen = [item for item in items if isinstance(item, RawRecord) and item.name in wanted]
    return score(expected, _predictions(interchange_records(chosen)), known, registry())


def _gold_documents(gold: Path) -> list[Json]:
    documents = []
    for line in read_lines(gold):
        if line.error or not isinstance(line.value.get("doc_id"), str) or "events" not in line.value:
            reason = line.error or f"line {line.number} has no doc_id and events"
            raise UsageError(f"{gold} is no gold file (codebook section 7): {reason}")
        documents.append(line.value)
    return documents


def _predictions(records: Iterator[Json]) -> Iterator[Json]:
    return watched(records, "extracting")


def _table(report: Report) -> Table:
    title = f"{report.documents} documents. F1 of each part; of the status, the share that is right"
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", collapse_padding=True, pad_edge=False)
    table.add_column("type")
    for name in ("gold", "found", "events", "roles", "date", "number", "source", "status"):
        table.add_column(name, justify="right")
    for name, figures in report.by_type.items():
        table.add_row(name, *_row(figures))
    table.add_section()
    table.add_row("all", *_row(report.overall), style="bold")
    return table


def _row(figures: Figures) -> Sequence[str]:
    counts = [str(figures.events.gold), str(figures.events.predicted)]
    parts = [figures.events, figures.roles, *(figures.fields[n] for n in ("date", "number", "attribution"))]
    rate = figures.accuracies["status"].rate
    return [*counts, *map(_shown, parts), "-" if rate is None else f"{rate:.3f}"]


def _shown(agreement: Agreement) -> str:
    return f"{agreement.f1:.3f}" if agreement.gold or agreement.predicted else "-"
