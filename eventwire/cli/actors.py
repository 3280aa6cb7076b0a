"""`eventwire actors`: who a phrase means, as JSON Lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eventwire.cli.console import note, watched
from eventwire.cli.jsonl import Line, encoded, read_lines, written
from eventwire.cli.options import Lines, Output, day_of_json
from schemas.errors import RecordError
from schemas.interchange import Json, entity_json

if TYPE_CHECKING:
    from extractors.context import EntityMention

NOBODY: Json = {
    "name": None,
    "kind": None,
    "country": None,
    "sector": None,
    "reading": None,
    "reading_rule": None,
}


def actors(source: Lines, output: Output = Path("-")) -> int:
    """Say which actor a phrase means: its name, kind, country and sector.

    In: {id, text, date} a line, where text is one phrase and date the day it was written, or null. Out: {id, name,
    kind, country, sector, reading, reading_rule} a line, nulls where the phrase names no actor. `reading` is `place`
    where a name of a state or its seat rather says where something is ('arrived in Moscow'), else `actor`;
    `reading_rule` says why. A line that cannot be read has an `error`.
    """
    failed = 0
    with written(output) as sink:
        for line in watched(read_lines(source), "reading actors"):
            record: Json = {"id": line.value.get("id")}
            try:
                record |= _answer(_mention(line))
            except RecordError as error:
                failed += 1
                record |= NOBODY | {"error": str(error)}
            sink.write(encoded(record))
    if failed:
        note(f'{failed} lines failed: see their "error"')
    return 1 if failed else 0


def _mention(line: Line) -> EntityMention | None:
    from eventwire.extraction import pipeline
    from extractors.actors.phrase import mention_of_phrase

    return mention_of_phrase(pipeline(), line.text("text"), day_of_json(line.value.get("date"), "date"))


def _answer(mention: EntityMention | None) -> Json:
    actor = mention.known_actor if mention is not None else None
    if mention is None or actor is None:
        return NOBODY
    return entity_json(actor) | {"reading": mention.reading, "reading_rule": mention.reading_rule}
