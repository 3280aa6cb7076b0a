"""`eventwire explain`: why every value of an event is there, beside the text that it was read from."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from eventwire.cli.console import note, to_user
from eventwire.cli.jsonl import STANDARD
from eventwire.cli.options import DEFAULT_WAREHOUSE, Published, Warehouse
from schemas.document import Document, Evidence
from schemas.errors import UsageError
from schemas.events import DocumentEvent

if TYPE_CHECKING:
    from eventwire.explain import Explained, Explainer, Mark

EVENT_STYLE = "bold reverse"
STYLES = ("cyan", "green", "magenta", "yellow", "blue", "red")
"""Colours of what else was read from a text, in the order in which it is met."""
_KEY_WIDTH = len("found by") + 2


def explain(
    what: Annotated[
        str, typer.Argument(metavar="DOCUMENT|EVENT", help="A file, - for standard input, or an id in the warehouse.")
    ],
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    published: Published = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line a document.")] = False,
) -> int:
    """Show the text with what was read from it, and for every value why: rule, file and line, probability, reasons.

    A document of the warehouse (by its id or name) or an event (by its event_id or document_event_id) is read again
    from the stored text.
    """
    from eventwire.explain import Explainer
    from eventwire.extraction import registry, settings
    from eventwire.provenance import Provenance
    from flows.definitions import definition_files

    is_file = what == STANDARD or Path(what).exists()
    found = _from_source(what, published) if is_file else _from_warehouse(what, warehouse)
    explainer = Explainer(Provenance(definition_files(settings().event_types), registry()))
    console, failed = to_user(), False
    for number, one in enumerate(found):
        if isinstance(one, str):
            note(one)
            failed = True
        elif as_json:
            typer.echo(json.dumps(explainer.as_json(one), ensure_ascii=False))
        else:
            if number:
                console.print()
            _print(one, explainer, console)
    return 1 if failed else 0


def _from_source(what: str, published: Published) -> Iterator[Explained | str]:
    """The documents of a file, and a line for each record that cannot be read."""
    from eventwire.explain import Explained
    from eventwire.extraction import extractor
    from flows.sources.records import Reject
    from flows.sources.resolver import resolve
    from schemas.document import RawRecord, document_of

    for item in itertools.chain.from_iterable(source.items(published) for source in resolve([what])):
        if isinstance(item, Reject):
            yield f"{item.name or what}: {item.reason}"
        elif isinstance(item, RawRecord):
            document = document_of(item)
            yield Explained(document, extractor().extract(document))


def _from_warehouse(name: str, folder: Path) -> list[Explained]:
    """What documents of a warehouse report under a name, read again."""
    from warehouse.store import CORE_NAME
    from warehouse.store import Warehouse as Store

    if not (folder / CORE_NAME).exists():
        raise UsageError(f"there is no file '{name}', and no warehouse in {folder} that could hold a document or event")
    with Store.open(folder, write=False) as store:
        reports = store.reports(name)
    if not reports:
        raise UsageError(
            f"there is no file '{name}', and no document or event in {folder} has this id or name; "
            f"the tables events, event_reports and documents list them"
        )
    from eventwire.explain import Explained, renewed
    from eventwire.extraction import extractor, settings
    from flows.run import extraction_of

    version, found = extraction_of(settings()).version, []
    for report in reports:
        events, notes = renewed(report.events, extractor().extract(report.document), is_whole=report.is_whole)
        if report.extractor_version != version:
            notes = (f"read again by {version}; the warehouse has it from {report.extractor_version}", *notes)
        found.append(Explained(report.document, events, notes, report.link_reasons))
    return found


def _print(explained: Explained, explainer: Explainer, console: Console) -> None:
    document, events = explained.document, explained.events
    day = f", published {document.published}" if document.published else ", undated"
    number = f"{len(events)} event" + "s" * (len(events) != 1)
    console.print(Text(f"{document.name} ({document.document_id}{day}): {number}", style="bold"))
    for line in explained.notes:
        console.print(Text(line, style="yellow"))
    for at, event in enumerate(events, 1):
        console.print()
        head = f"E{at} {event.event_type}, {event.status}, {event.probability:.2f}"
        console.print(Text(f"{head}  {event.document_event_id}", style="bold"))
        _print_event(event, document, explainer, console)
        link = explained.link_reasons.get(event.document_event_id)
        if link:
            console.print(Text(f"  linked: {link}"))


def _print_event(event: DocumentEvent, document: Document, explainer: Explainer, console: Console) -> None:
    from eventwire.explain import TRIGGER, marks_of, sentences_of

    marks = marks_of(event)
    labels = dict.fromkeys(mark.label for mark in marks if mark.label != TRIGGER)
    styles = dict(zip(labels, itertools.cycle(STYLES))) | {TRIGGER: EVENT_STYLE}
    before = None
    for number, sentence in sentences_of(event, document.text):
        indent = Text("  … " if before is not None and number > before + 1 else "  ")
        line = _shown(sentence, document.text, marks, styles, plain=not console.is_terminal)
        console.print(indent + line, soft_wrap=True)
        before = number
    rows = list(explainer.rows(event, document.text))
    width = max(len(row.about) for row in rows)
    about = ""
    for row in rows:
        name = row.about if row.about != about or not row.key else ""
        about = row.about
        line = Text("  ").append(f"{name:<{width}}", style=styles.get(row.about, "bold"))
        line.append(f"  {row.key:<{_KEY_WIDTH}}", style="dim").append(row.words)
        console.print(line.append(f"  {row.place}" if row.place else "", style="dim"), soft_wrap=True)


def _shown(sentence: Evidence, text: str, marks: Sequence[Mark], styles: dict[str, str], *, plain: bool) -> Text:
    """A sentence with what was read from it: coloured on a terminal, else in brackets with what it is."""
    inside = [mark for mark in marks if sentence.covers(mark.evidence)]
    if not plain:
        line = Text(sentence.of(text).replace("\n", " "))
        for mark in inside:
            line.stylize(styles[mark.label], mark.evidence.start - sentence.start, mark.evidence.end - sentence.start)
        return line
    pieces, at = [], sentence.start
    open_ends: list[int] = []
    edges = _nested(inside)
    for position in sorted({sentence.end, *(e for mark in edges for e in (mark.evidence.start, mark.evidence.end))}):
        pieces.append(text[at:position].replace("\n", " "))
        at = position
        while open_ends and open_ends[-1] == position:
            pieces.append("]")
            open_ends.pop()
        for mark in edges:
            if mark.evidence.start == position < mark.evidence.end:
                pieces.append(f"[{mark.label}: ")
                open_ends.append(mark.evidence.end)
    return Text("".join(pieces))


def _nested(marks: Sequence[Mark]) -> list[Mark]:
    """The marks without those that cross an earlier one."""
    kept: list[Mark] = []
    for mark in marks:
        if all(not one.evidence.overlaps(mark.evidence) or one.evidence.covers(mark.evidence) for one in kept):
            kept.append(mark)
    return kept
