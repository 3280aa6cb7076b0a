"""`eventwire evaluate`: the codebook's score of the current extractor, over the user's gold or the shipped examples."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from eventwire.cli.console import to_user, watched
from eventwire.cli.jsonl import read_lines
from schemas.errors import UsageError
from schemas.interchange import Json

if TYPE_CHECKING:
    from eventwire.errors import Error
    from eventwire.evaluate import Agreement, Figures, Report
    from schemas.document import RawRecord

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPECTED = Path("expected", "events.jsonl")
MOST_VARIANTS = 5
"""Variants of a kind of error that the table names."""


def evaluate(
    gold: Annotated[
        Path | None, typer.Argument(metavar="GOLD.jsonl", help="Expected events, one line a document.")
    ] = None,
    texts: Annotated[
        Path | None, typer.Argument(metavar="TEXTS.jsonl", help="The documents: {doc_id, published, title, text}.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Also list the errors by kind.")] = False,
    examples: Annotated[int, typer.Option(min=0, metavar="N", help="Errors of a kind that are shown.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures, and all errors, as JSON.")] = False,
) -> int:
    """Score the extractor: events, roles, dates, numbers, attribution and status, overall and by type.

    Without files it is scored on the articles of examples/. A held-out set (check, links) shows no errors.
    """
    if (gold is None) != (texts is None):
        raise UsageError("evaluate needs both GOLD.jsonl and TEXTS.jsonl, or neither for the shipped examples")
    if gold is None or texts is None:
        gold, texts = _examples()
    if errors:
        return _print_errors(gold, texts, examples, as_json=as_json)
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

    expected, records = _documents(gold, texts)
    found = watched(interchange_records(records), "extracting")
    return score(expected, found, {record.name: record.text for record in records}, registry())


def _documents(gold: Path, texts: Path) -> tuple[list[Json], list[RawRecord]]:
    """The gold documents and the records of their texts."""
    from flows.sources.resolver import resolve
    from schemas.document import RawRecord

    expected = _gold_documents(gold)
    items = [item for source in resolve([str(texts)]) for item in source.items()]
    known = {item.name for item in items if isinstance(item, RawRecord)}
    missing = [document["doc_id"] for document in expected if document["doc_id"] not in known]
    if missing:
        raise UsageError(f"{texts} lacks {len(missing)} documents of {gold}, the first is {missing[0]!r}")
    wanted = {document["doc_id"] for document in expected}
    return expected, [item for item in items if isinstance(item, RawRecord) and item.name in wanted]


def _print_errors(gold: Path, texts: Path, examples: int, *, as_json: bool) -> int:
    """Print the score and the errors behind it."""
    from eventwire.errors import counted, errors_of, looked_at, refuse_held_out, variants
    from eventwire.evaluate import score
    from eventwire.extraction import extractor, registry
    from schemas.document import document_of

    refuse_held_out(gold, texts)
    expected, records = _documents(gold, texts)
    events = {document["doc_id"]: document["events"] for document in expected}
    predicted: list[Json] = []
    found: list[Error] = []
    for record in watched(records, "extracting"):
        prediction, seen = looked_at(document_of(record), extractor())
        predicted.append(prediction)
        found += errors_of(events[record.name], prediction["events"], seen, registry())
    report = score(expected, predicted, {record.name: record.text for record in records}, registry())
    by_kind = counted(found)
    if as_json:
        listed = {
            kind: {"count": len(some), "variants": dict(variants(some)), "errors": [e.as_json() for e in some]}
            for kind, some in by_kind.items()
        }
        typer.echo(json.dumps(report.as_json() | {"errors": listed}, indent=1, ensure_ascii=False))
        return 0
    console = to_user()
    console.print(_table(report))
    console.print(_error_table(by_kind))
    for kind, some in by_kind.items() if examples else ():
        console.print(Text(f"{kind}: {len(some)}", style="bold"))
        for error in _spread(some, examples):
            where = f"{error.document} [{error.evidence.start}:{error.evidence.end}] {error.event_type}"
            console.print(Text("  ").append(where, style="cyan").append(f"  {error.detail}"), soft_wrap=True)
            console.print(Text(f"    {error.excerpt}", style="dim"), soft_wrap=True)
    return 0


def _spread(errors: Sequence[Error], number: int) -> Sequence[Error]:
    """Some errors from all over the set, in its order."""
    step = max(1, len(errors) // max(1, number))
    return errors[::step][:number]


def _error_table(by_kind: Mapping[str, Sequence[Error]]) -> Table:
    from eventwire.errors import KINDS, variants

    title = "Errors. Roles, status and values are those of events that were found"
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", collapse_padding=True, pad_edge=False)
    table.add_column("kind", no_wrap=True)
    table.add_column("errors", justify="right")
    table.add_column("what it is")
    table.add_column("most often", overflow="fold")
    for kind, some in by_kind.items():
        often = ", ".join(f"{variant} {count}" for variant, count in variants(some)[:MOST_VARIANTS])
        table.add_row(kind, str(len(some)), KINDS[kind], often)
    return table


def _gold_documents(gold: Path) -> list[Json]:
    documents = []
    for line in read_lines(gold):
        if line.error or not isinstance(line.value.get("doc_id"), str) or "events" not in line.value:
            reason = line.error or f"line {line.number} has no doc_id and events"
            raise UsageError(f"{gold} is no gold file (codebook section 7): {reason}")
        documents.append(line.value)
    return documents


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
