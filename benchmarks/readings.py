"""How eventwire reads the documents of a benchmark's rows, and the printing of rates with intervals.

Belongs here: what the measures of actors, places and references share. Does not: their questions.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from corpora import Json, corpus_files, corpus_name, read_lines
from rates import wilson

from eventwire.extraction import pipeline, registry
from extractors.context import DocumentContext
from extractors.model.judges import Judges
from extractors.pipeline import Extractor
from schemas.document import RawRecord, document_of


@functools.cache
def extractor(*, gated: bool) -> Extractor:
    """The shipped extractor; ungated it parses every sentence, not only those in which a trigger may stand."""
    return Extractor(pipeline(), registry(), Judges.shipped(), gated=gated)


def context_of(record: Json, *, gated: bool) -> DocumentContext:
    """A document as eventwire reads it."""
    day = dt.date.fromisoformat(record["published"]) if record.get("published") else None
    raw = RawRecord("stdin:", None, "text", record["text"], record.get("title"), day, "record" if day else "unknown")
    return extractor(gated=gated).read(document_of(raw))


def contexts_of(rows: Sequence[Json], corpora: Path, *, gated: bool) -> Iterator[tuple[Json, DocumentContext]]:
    """Each row with its document read; a document is read once."""
    wanted: defaultdict[tuple[str, str], list[Json]] = defaultdict(list)
    for row in rows:
        wanted[row["corpus"], row["doc_id"]].append(row)
    for path in corpus_files(corpora):
        for record in read_lines(path):
            listed = wanted.pop((corpus_name(path), record["id"]), ())
            if listed:
                context = context_of(record, gated=gated)
                yield from ((row, context) for row in listed)
    if wanted:
        sys.exit(f"{len(wanted)} documents are not in {corpora}; the first: {next(iter(wanted))}")


def is_held_back(row: Json) -> bool:
    """Whether a row's document belongs to the half that nobody works on."""
    return hashlib.sha256(f"{row['corpus']} {row['doc_id']}".encode()).digest()[0] % 2 == 1


class WriteSheet(Protocol):
    """Draws from the corpora what readers are asked about."""

    def __call__(self, corpora: Path, target: Path, gold: Path, seed: int) -> None:
        """Write the sheet."""


class ScoreHalf(Protocol):
    """Scores eventwire on the answers of one half."""

    def __call__(self, corpora: Path, *, held_back: bool, errors: bool, gated: bool) -> None:
        """Print the rates, and with `errors` what is not right."""


def run_halves(description: str, write_sheet: WriteSheet, score: ScoreHalf) -> None:
    """The command line of a measure with a sheet and two halves of answers; exits where errors of the half that is
    held back are asked for."""
    parser = argparse.ArgumentParser(description=description.split("\n", 1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    sheet = commands.add_parser("sheet")
    sheet.add_argument("corpora", type=Path)
    sheet.add_argument("sheet", type=Path)
    sheet.add_argument("--gold", type=Path, required=True)
    sheet.add_argument("--seed", type=int, default=1)
    scored = commands.add_parser("score")
    scored.add_argument("corpora", type=Path)
    scored.add_argument("--held-back", action="store_true", help="score the half that nobody works on")
    scored.add_argument("--errors", action="store_true", help="print what is not right, of the open half only")
    add_gate(scored)
    given = parser.parse_args()
    if given.command == "sheet":
        write_sheet(given.corpora, given.sheet, given.gold, given.seed)
    elif given.held_back and given.errors:
        parser.error("errors of the half that is held back are not printed")
    else:
        score(given.corpora, held_back=given.held_back, errors=given.errors, gated=given.gated)


def add_gate(command: argparse.ArgumentParser) -> None:
    """The option that reads as events are extracted."""
    command.add_argument(
        "--gated", action="store_true", help="parse only sentences that may hold an event, as extract does"
    )


def print_rates(results: Mapping[str, Sequence[Mapping[str, bool]]]) -> None:
    """A line for each group of rows: the rate of each finding, over all first with its 95 % interval."""
    names = list(next(iter(results.values()), [{}])[0])
    print(f"| rows | n | {' | '.join(names)} |\n|{'---|' * (len(names) + 2)}")
    for group in sorted(results, key=lambda g: (g != "all", g)):
        listed = results[group]
        cells = []
        for name in names:
            rate = sum(result[name] for result in listed) / len(listed)
            low, high = wilson(rate, len(listed))
            cells.append(f"{rate:.3f} ({low:.2f}-{high:.2f})")
        print(f"| {group} | {len(listed)} | {' | '.join(cells)} |")
