"""`eventwire actors`: who a phrase means, as JSON Lines."""

from __future__ import annotations

from pathlib import Path

from eventwire.cli.console import note, watched
from eventwire.cli.jsonl import Line, encoded, read_lines, written
from eventwire.cli.options import Lines, Output, day_of_json
from schemas.errors import RecordError
from schemas.interchange import Json, entity_json

NOBODY: Json = dict.fromkeys(("name", "kind", "country", "sector", "place", "rule", "reading", "reading_rule"))


def actors(source: Lines, output: Output = Path("-")) -> int:
    """Say which actor a phrase means: its name, kind, country and sector.

    In: {id, text, date} a line, where text is one phrase and date the day it was written, or null. Out: {id, name,
    kind, country, sector, place, rule, reading, reading_rule} a line, nulls where the phrase names no actor. `place` is
    where the phrase lies if it names a place, {name, kind, country, admin1, latitude, longitude, geoname_id}; `rule`
    says how both were read; `reading` is `place` where the name of a state or its seat rather says where something is
    ('arrived in Moscow'), else `actor`, and `reading_rule` says why. A line that cannot be read has an `error`.
    """
    failed = 0
    with written(output) as sink:
        for line in watched(read_lines(source), "reading actors"):
            record: Json = {"id": line.value.get("id")}
            try:
                record |= NOBODY | _read(line)
            except RecordError as error:
                failed += 1
                record |= NOBODY | {"error": str(error)}
            sink.write(encoded(record))
    if failed:
        note(f'{failed} lines failed: see their "error"')
    return 1 if failed else 0


def _read(line: Line) -> Json:
    from eventwire.extraction import pipeline
    from extractors.actors.phrase import head_of_phrase

    head = head_of_phrase(pipeline(), line.text("text"), day_of_json(line.value.get("date"), "date"))
    if head is None:
        return {}
    actor = entity_json(head.known_actor) if head.known_actor is not None else {}
    place = entity_json(head.place) if head.place is not None else None
    said = {"reading": head.reading, "reading_rule": head.reading_rule} if actor else {}
    return actor | {"place": place, "rule": head.rule} | said
