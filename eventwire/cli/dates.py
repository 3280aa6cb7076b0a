"""`eventwire dates`: the time expressions of texts as JSON Lines, one expression a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eventwire.cli.console import note, watched
from eventwire.cli.jsonl import Line, encoded, read_lines, written
from eventwire.cli.options import Lines, Output, day_of_json
from schemas.errors import RecordError
from schemas.interchange import Json


def dates(source: Lines, output: Output = Path("-")) -> int:
    """Find and normalise time expressions (TIMEX3).

    In: {doc, dct, text} a line, where dct is the day that the text was written, or null. Out: {doc, start, end, type,
    value} a line and expression. Lines that cannot be read are named on standard error; the exit code is then 1.
    """
    failed = 0
    with written(output) as sink:
        for line in watched(read_lines(source), "finding dates"):
            try:
                for record in _expressions(line):
                    sink.write(encoded(record))
            except RecordError as error:
                failed += 1
                note(f"line {line.number}: {error}")
    return 1 if failed else 0


def _expressions(line: Line) -> Iterator[Json]:
    from extractors.temporal import timex_records

    text = line.text("text")
    written_on = day_of_json(line.value.get("dct"), "dct")
    for start, end, kind, value in timex_records(text, written_on):
        yield {"doc": line.value.get("doc"), "start": start, "end": end, "type": kind, "value": value}
