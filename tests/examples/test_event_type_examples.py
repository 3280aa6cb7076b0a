"""The examples in each event type's folder are tests of the rules: what they name is found, negatives stay silent."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest
import yaml

from extractors.pipeline import DEFAULT_PIPELINE, Extractor, load_extractor
from schemas.document import RawRecord, document_of
from schemas.event_types import builtin, builtin_files
from schemas.events import DocumentEvent
from schemas.names import fold

EXAMPLES = [
    pytest.param(name.split("/")[0], entry, id=f"{name.split('/')[0]}-{number:02}")
    for name, text in builtin_files().items()
    if name.endswith("/examples.yaml")
    for number, entry in enumerate(yaml.safe_load(text), 1)
]


@cache
def extractor() -> Extractor:
    return load_extractor(DEFAULT_PIPELINE, builtin())


def events_of(event_type: str, entry: dict[str, Any]) -> list[DocumentEvent]:
    published = dt.date.fromisoformat(entry["published"]) if entry.get("published") else None
    record = RawRecord("test:example", "example", "example", entry["text"], published=published)
    return [e for e in extractor().extract(document_of(record)) if e.event_type == event_type]


def named(event: DocumentEvent, text: str) -> bool:
    """Whether a mention of the event shares characters with the expected trigger."""
    return any(fold(text) in fold(m.text) or fold(m.text) in fold(text) for m in event.mentions)


@pytest.mark.parametrize(("event_type", "entry"), EXAMPLES)
def test_example(event_type: str, entry: dict[str, Any]) -> None:
    found = events_of(event_type, entry)
    expected = entry["events"]
    assert len(found) == len(expected), [(e.event_type, [m.text for m in e.mentions]) for e in found]
    for want in expected:
        event = next((e for e in found if named(e, want["trigger"])), None)
        assert event is not None, [[m.text for m in e.mentions] for e in found]


def aligned() -> list[tuple[dict[str, Any], DocumentEvent]]:
    """The expected events of all examples with the events found for them."""
    pairs = []
    for parameter in EXAMPLES:
        event_type, entry = parameter.values
        for want in entry["events"]:
            found = next((e for e in events_of(event_type, entry) if named(e, want["trigger"])), None)
            if found is not None:
                pairs.append((want, found))
    return pairs


def test_status_roles_and_dates_of_the_examples() -> None:
    """Shares right over all examples; a ratchet, as the single sentences give the judges little context."""
    status = role = roles = date = dates = 0
    for want, found in aligned():
        status += want["status"] == found.status
        for name, fillers in want["roles"].items():
            have = {word for f in found.in_role(name) for word in fold(f.entity.name).split()}
            roles += len(fillers)
            role += sum(bool(have & set(fold(filler).split())) for filler in fillers)
        if "date" in want:
            dates += 1
            day = found.date
            bounds = (day.start and str(day.start), day.end and str(day.end)) if day else (None, None)
            date += bounds == (want["date"]["start"], want["date"]["end"])
    count = len(aligned())
    assert (status / count >= 0.9, role / roles >= 0.85, date / dates >= 0.85) == (True, True, True), (
        f"status {status}/{count}, roles {role}/{roles}, dates {date}/{dates}"
    )
