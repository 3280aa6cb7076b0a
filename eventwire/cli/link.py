"""`eventwire link`: which events of many documents are one happening, as an `event_id` on every event."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eventwire.cli.console import note, watched
from eventwire.cli.jsonl import Line, encoded, read_lines, written
from eventwire.cli.options import Lines, Output
from schemas.interchange import Json

if TYPE_CHECKING:
    from resolution import LinkableEvent
    from schemas.event_types import Registry


def link(source: Lines, output: Output = Path("-")) -> int:
    """Say which events of different documents are one happening.

    In: lines as `extract` writes them, with title and text where known. Out: the same lines with an `event_id` on every
    event, equal for equal happenings. Keys that it does not know are passed on. A line that cannot be used comes back
    with an `error`.
    """
    from eventwire.extraction import registry
    from resolution import link as link_events

    types = registry()
    records: list[Json] = []
    events: list[list[LinkableEvent]] = []
    with written(output) as sink:
        for line in watched(read_lines(source), "reading events"):
            record, found = _linkable(line, types)
            records.append(record)
            events.append(found)
        event_ids = {one.document_event_id: one.event_id for one in link_events([e for found in events for e in found])}
        for record, found in zip(records, events, strict=True):
            for event, linkable in zip(record["events"] if found else (), found, strict=True):
                event["event_id"] = event_ids[linkable.document_event_id]
            sink.write(encoded(record))
    failed = sum("error" in record for record in records)
    if failed:
        note(f'{failed} lines failed: see their "error"')
    return 1 if failed else 0


def _linkable(line: Line, types: Registry) -> tuple[Json, list[LinkableEvent]]:
    """A line and its events as linking compares them; a line without a name is named by its number."""
    from resolution import linkable_of_json

    if line.error is not None:
        return {"doc_id": None, "events": [], "error": line.error}, []
    record = line.value
    name = record.get("doc_id") or record.get("id") or f"line {line.number}"
    try:
        return record, linkable_of_json({**record, "doc_id": name}, types)
    except Exception as error:
        return {**record, "error": f"no events in the expected form: {type(error).__name__}: {error}"}, []
