"""The shipped examples keep the codebook: texts readable, offsets true, roles and codes legal, every type well covered.

Belongs here: checks of the data alone. Does not: running the extractor over it (test_event_type_examples.py).
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples"
TYPE_FOLDER = ROOT / "schemas" / "event_types"

ROLES = {
    "visit": {"visitor", "host", "destination", "origin"},
    "talks": {"participant", "mediator", "place"},
    "deployment": {"deployer", "force", "destination", "origin", "beneficiary"},
    "treaty": {"party", "signatory", "place"},
    "supply_share": {"supplier", "recipient"},
}
SINGLE_ROLES = {"visit": {"origin"}, "talks": {"place"}, "deployment": {"origin"}, "treaty": {"place"}}
TEXT_ATTRIBUTES = {
    "visit": {"purpose", "duration"},
    "talks": {"topic"},
    "treaty": {"instrument"},
    "supply_share": {"commodity"},
}
NUMBER_ATTRIBUTES = {"deployment": "personnel", "supply_share": "share"}
CODES = {
    "talks": {"format": "meeting negotiation summit call consultation conference"},
    "deployment": {
        "asset": "troops police peacekeepers support_personnel ships aircraft missiles_air_defence vehicles other",
        "direction": "deploy withdraw",
    },
    "treaty": {
        "act": "signed agreed ratified in_force extended suspended withdrawn terminated proposed",
        "domain": "defence trade energy border peace arms_control environment justice science other",
    },
    "supply_share": {"basis": "recipient_consumption recipient_imports supplier_exports world_production other"},
}
STATUSES = {"occurred", "ongoing", "planned", "possible", "denied"}
KINDS = {"country", "organisation", "person", "group", "region", "city", "facility", "sea", "other"}
PRECISIONS = {None, "day", "weekend", "week", "month", "season", "quarter", "year", "decade", "range"}

Json = dict[str, Any]


def read_lines(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def articles() -> dict[str, Json]:
    """Every example document by its id; plain texts have neither title nor date."""
    dated = {record["doc_id"]: record for record in read_lines(FOLDER / "articles.jsonl")}
    plain = {path.stem: {"published": None, "text": path.read_text("utf-8")} for path in FOLDER.glob("*.txt")}
    return dated | plain


def expected() -> list[Json]:
    return read_lines(FOLDER / "expected" / "events.jsonl")


def type_examples(event_type: str) -> list[Json]:
    entries: list[Json] = yaml.safe_load((TYPE_FOLDER / event_type / "examples.yaml").read_text("utf-8"))
    return entries


def attribute_faults(event_type: str, attributes: Json) -> list[str]:
    """What is wrong with the attributes of an event: foreign names, unknown codes, empty ranges."""
    codes, number = CODES.get(event_type, {}), NUMBER_ATTRIBUTES.get(event_type)
    faults = []
    for name, value in attributes.items():
        if name in codes:
            faults += [] if value in codes[name].split() else [f"{name}: {value!r} is no code"]
        elif name == number:
            low, high = value["low"], value["high"]
            known = [bound for bound in (low, high) if bound is not None]
            is_range = (
                bool(known) and known == sorted(known) and set(value) <= {"low", "high", "approximate", "increment"}
            )
            faults += [] if is_range else [f"{name}: {value!r} is no range"]
        elif name not in TEXT_ATTRIBUTES.get(event_type, set()) or not isinstance(value, str):
            faults.append(f"{name}: {value!r} is no attribute of {event_type}")
    return faults


def date_faults(start: str | None, end: str | None) -> list[str]:
    """What is wrong with a date's bounds; `dt.date.fromisoformat` raises for a text that is no ISO day."""
    days = [dt.date.fromisoformat(day) for day in (start, end) if day is not None]
    return [] if days == sorted(days) else [f"date {start}..{end} ends before it starts"]


def event_faults(event: Json, text: str) -> list[str]:
    """What is wrong with an expected event of `examples/`, in words; empty where it keeps the codebook."""
    event_type, roles, date = event["type"], event["roles"], event["date"]
    faults = [] if event["status"] in STATUSES else [f"status {event['status']!r}"]
    faults += [
        f"mention {m['text']!r} does not stand at {m['start']}"
        for m in event["mentions"]
        if text[m["start"] : m["end"]] != m["text"]
    ]
    faults += [f"role {role} is not of {event_type}" for role in roles if role not in ROLES[event_type]]
    faults += [f"{role} twice" for role in SINGLE_ROLES.get(event_type, ()) if len(roles.get(role, [])) > 1]
    for filler in (filler for fillers in roles.values() for filler in fillers):
        country = filler["country"]
        is_code = country is None or (len(country) == 3 and country.isalpha() and country.isupper())
        if filler["kind"] not in KINDS or not is_code or not filler["name"]:
            faults.append(f"filler {filler}")
        if filler["kind"] == "country" and country is None:
            faults.append(f"country without code {filler}")
    if date["expression"] is not None and date["expression"] not in text:
        faults.append(f"date expression {date['expression']!r} is not in the text")
    if date.get("precision") not in PRECISIONS:
        faults.append(f"precision {date['precision']!r}")
    return faults + date_faults(date["start"], date["end"]) + attribute_faults(event_type, event["attributes"])


def test_articles_are_short_news_with_an_id_a_date_and_a_text() -> None:
    records = read_lines(FOLDER / "articles.jsonl")
    assert len(records) >= 24
    assert {tuple(record) for record in records} == {("doc_id", "published", "title", "text")}
    assert len({record["doc_id"] for record in records}) == len(records)
    assert all(dt.date(1988, 1, 1) <= dt.date.fromisoformat(r["published"]) <= dt.date(2026, 12, 31) for r in records)
    assert all(100 <= len(record["text"]) <= 1500 and record["title"] for record in records)


def test_both_kinds_of_input_occur_and_the_expected_events_are_out_of_their_way() -> None:
    assert sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".jsonl", ".txt"}) == [
        "articles.jsonl",
        "ex-029-river-accord.txt",
        "ex-030-frigate-sails.txt",
        "ex-031-tea-trade.txt",
    ]


def test_every_document_has_its_expected_events_and_its_date() -> None:
    documents = articles()
    assert [(d["doc_id"], d["published"]) for d in expected()] == [
        (doc_id, documents[doc_id]["published"]) for doc_id in sorted(documents)
    ]


def test_expected_events_keep_the_codebook() -> None:
    documents = articles()
    faults = {
        (document["doc_id"], event["id"]): event_faults(event, documents[document["doc_id"]]["text"])
        for document in expected()
        for event in document["events"]
    }
    assert {where: found for where, found in faults.items() if found} == {}
    assert all([e["id"] for e in d["events"]] == [f"E{n}" for n in range(1, len(d["events"]) + 1)] for d in expected())
    assert all(event["mentions"] for document in expected() for event in document["events"])


def test_event_faults_finds_what_is_wrong() -> None:
    event = {
        "type": "visit",
        "status": "likely",
        "mentions": [{"start": 0, "end": 5, "text": "visit"}],
        "roles": {"party": [{"name": "Peru", "kind": "country", "country": "pe"}]},
        "date": {"start": "2001-02-02", "end": "2001-02-01", "expression": "today", "precision": "age"},
        "attributes": {"act": "signed"},
    }
    assert event_faults(event, "A trip") == [
        "status 'likely'",
        "mention 'visit' does not stand at 0",
        "role party is not of visit",
        "filler {'name': 'Peru', 'kind': 'country', 'country': 'pe'}",
        "date expression 'today' is not in the text",
        "precision 'age'",
        "date 2001-02-02..2001-02-01 ends before it starts",
        "act: 'signed' is no attribute of visit",
    ]


def test_types_and_statuses_are_covered() -> None:
    events = [event for document in expected() for event in document["events"]]
    assert {kind: n for kind, n in Counter(e["type"] for e in events).items() if n >= 5}.keys() == ROLES.keys()
    assert {event["status"] for event in events} == STATUSES
    assert any(not document["events"] for document in expected())


def test_identities_link_reports_of_one_happening() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    count = 0
    for document in expected():
        for event in document["events"]:
            places[event["event"]].add(document["doc_id"])
            types[event["event"]].add(event["type"])
            count += 1
    assert sum(len(documents) for documents in places.values()) == count, "one identity stands twice in a document"
    assert all(len(kinds) == 1 for kinds in types.values())
    shared = {frozenset(documents) for documents in places.values() if len(documents) > 1}
    assert len(shared) >= 3


@pytest.mark.parametrize("event_type", sorted(ROLES))
def test_event_type_examples_keep_their_format(event_type: str) -> None:
    entries = type_examples(event_type)
    assert 12 <= len(entries) <= 24
    assert sum(entry["events"] == [] for entry in entries) >= 4
    assert len({entry["text"] for entry in entries}) == len(entries)
    for entry in entries:
        assert {"text", "events"} <= set(entry) <= {"text", "published", "events"}
        assert date_faults(entry.get("published"), None) == []
        for event in entry["events"]:
            assert {"trigger", "status", "roles"} <= set(event) <= {"trigger", "status", "roles", "date", "attributes"}
            assert event["trigger"] in entry["text"]
            assert event["status"] in STATUSES
            assert set(event["roles"]) <= ROLES[event_type]
            assert all(isinstance(name, str) for names in event["roles"].values() for name in names)
            assert attribute_faults(event_type, event.get("attributes", {})) == []
            if "date" in event:
                assert set(event["date"]) == {"start", "end"}
                assert date_faults(event["date"]["start"], event["date"]["end"]) == []
