"""`eventwire extract`: documents in, their events as JSON Lines out."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Annotated

import typer

from eventwire.cli.console import note, watched
from eventwire.cli.jsonl import encoded, written
from eventwire.cli.options import Output, Published

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="IN...", help="JSONL or text files (also .gz, .xz), folders, patterns, - for standard input."
    ),
]


def extract(sources: Sources, output: Output = Path("-"), published: Published = None) -> int:
    """Extract events and write one JSON line a document, in the order read.

    A record that fails is written with no events and an `error`; the exit code is then 1.
    """
    from eventwire.extraction import interchange_records
    from flows.sources.resolver import resolve

    items = itertools.chain.from_iterable(source.items(published) for source in resolve(sources))
    documents = failed = 0
    with written(output) as sink:
        for record in watched(interchange_records(items), "extracting"):
            sink.write(encoded(record))
            documents += 1
            failed += "error" in record
    if failed:
        note(f'{documents} documents, {failed} of them failed: see their "error"')
    return 1 if failed else 0
