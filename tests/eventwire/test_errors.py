"""Errors by kind: every step that can lose an event, a role or a value, and the sets whose errors nobody sees."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from eventwire.cli.main import run
from eventwire.errors import KINDS, Error, Seen, counted, errors_of, looked_at, refuse_held_out, variants
from eventwire.evaluate import score
from extractors.pipeline import Extractor
from schemas.document import Document, RawRecord, document_of
from schemas.errors import UsageError
from schemas.event_types import builtin

Json = dict[str, Any]
TEXT = (
    "Norway's foreign minister Ada Berg arrived in Lima on Monday. Peru deployed 300 soldiers to Haiti on Tuesday. "
    "The envoys admired a painting. Chad is far away."
)
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def read(extractor: Extractor) -> tuple[list[Json], Seen]:
    """The events of the text, which serve as gold, and what was seen on the way to them."""
    record = RawRecord("file:///d.txt", None, "d", TEXT, None, dt.date(2024, 5, 8))
    prediction, seen = looked_at(document_of(record), extractor)
    assert [event["type"] for event in prediction["events"]] == ["visit", "deployment"]
    return prediction["events"], seen


def errors(
    read: tuple[list[Json], Seen],
    gold: Callable[[list[Json]], object] = lambda _: None,
    predicted: Callable[[list[Json]], object] = lambda _: None,
) -> list[Error]:
    """The errors where gold or prediction was changed in place."""
    ours, theirs = copy.deepcopy(read[0]), copy.deepcopy(read[0])
    gold(ours)
    predicted(theirs)
    return list(errors_of(ours, theirs, read[1], builtin()))


def kinds(found: Sequence[Error]) -> list[tuple[str, str]]:
    return [(error.kind, error.variant) for error in found]


def event_at(words: str, kind: str, **more: Any) -> Json:
    start = TEXT.index(words)
    mention = {"start": start, "end": start + len(words), "text": words}
    return {"type": kind, "status": "occurred", "mentions": [mention], "roles": {}, "attributes": {}, **more}


def test_what_agrees_has_no_errors(read: tuple[list[Json], Seen]) -> None:
    assert errors(read) == []


def test_an_event_is_lost_where_no_word_was_weighed_or_where_one_was_refused(read: tuple[list[Json], Seen]) -> None:
    (none,) = errors(read, gold=lambda g: g.append(event_at("painting", "treaty")))
    assert (none.kind, none.variant, none.document) == ("no candidate", "treaty", "d")
    assert none.excerpt == "The envoys admired a [painting]."
    assert TEXT[none.evidence.start : none.evidence.end] == "painting"
    (refused,) = errors(read, gold=lambda g: g.append(event_at("arrived", "deployment")))
    assert (refused.kind, refused.variant) == ("candidate refused", "deployment")
    assert refused.detail.startswith("'arrived': deployment 0.0")
    assert "visit" in refused.detail


def test_an_event_that_was_found_and_dropped_is_incomplete(read: tuple[list[Json], Seen]) -> None:
    (found,) = errors(read, predicted=lambda p: p.pop())
    assert (found.kind, found.variant) == ("incomplete", "deployment")
    assert found.detail.startswith("deployment.")


def test_two_gold_events_in_one_are_merged_and_two_of_one_split(read: tuple[list[Json], Seen]) -> None:
    second = event_at("Lima", "visit")

    def joined(events: list[Json]) -> None:
        events[0]["mentions"] += second["mentions"]

    merged = errors(read, gold=lambda g: g.append(second), predicted=joined)
    assert kinds(merged) == [("merged", "visit")]
    assert merged[0].detail == "joined into 'arrived' / 'Lima'"
    second |= {"probability": 0.5}
    second["mentions"][0]["rule"] = "visit.noun"
    split = errors(read, gold=joined, predicted=lambda p: p.append(second))
    assert [(e.kind, e.detail) for e in split] == [("split", "by visit.noun, 0.50; gold 'arrived' / 'Lima'")]
    spurious = errors(read, predicted=lambda p: p.append(second))
    assert [(e.kind, e.detail) for e in spurious] == [("spurious event", "by visit.noun, 0.50")]


def without_role(role: str) -> Callable[[list[Json]], object]:
    return lambda events: [event["roles"].pop(role, None) for event in events]


def with_filler(number: int, role: str, name: str, kind: str, country: str | None) -> Callable[[list[Json]], object]:
    filler = {"name": name, "kind": kind, "country": country, "start": 0, "end": 6, "rule": "r", "probability": 0.5}
    return lambda events: events[number]["roles"].setdefault(role, []).append(filler)


@pytest.mark.parametrize(
    ("gold", "predicted", "kind", "variant"),
    [
        (with_filler(0, "host", "Uruguay", "country", "URY"), None, "role: no entity", "visit.host"),
        (with_filler(0, "host", "Haiti", "country", "HTI"), None, "role: reference", "visit.host"),
        (None, without_role("visitor"), "role: refused by the judge", "visit.visitor"),
        (with_filler(0, "host", "Norway", "country", "NOR"), None, "role: missed by frames and judge", "visit.host"),
        (None, with_filler(1, "origin", "Norway", "country", "NOR"), "role: spurious", "deployment.origin"),
    ],
)
def test_a_role_is_lost_at_one_step(
    read: tuple[list[Json], Seen],
    gold: Callable[[list[Json]], object] | None,
    predicted: Callable[[list[Json]], object] | None,
    kind: str,
    variant: str,
) -> None:
    found = errors(read, gold or (lambda _: None), predicted or (lambda _: None))
    assert kinds(found) == [(kind, variant)]


def test_a_wrong_country_and_a_wrong_role_are_one_error_each(read: tuple[list[Json], Seen]) -> None:
    def abroad(events: list[Json]) -> None:
        events[0]["roles"]["visitor"][0]["country"] = "SWE"

    (country,) = errors(read, predicted=abroad)
    assert (country.kind, country.variant) == ("role: wrong country", "visit.visitor")
    assert "read as SWE" in country.detail

    def as_host(events: list[Json]) -> None:
        events[0]["roles"]["host"] = events[0]["roles"].pop("visitor")

    (role,) = errors(read, predicted=as_host)
    assert (role.kind, role.variant) == ("role: other role", "visit.visitor")


def test_values_are_wrong_missed_or_invented(read: tuple[list[Json], Seen]) -> None:
    def changed(events: list[Json]) -> None:
        events[0] |= {"status": "planned", "attribution": {"source": "A paper", "country": "NOR"}}
        events[0]["date"] = {"start": None, "end": None}
        events[1]["date"] = {"start": "2024-05-01", "end": "2024-05-01"}
        events[1]["attributes"]["personnel"] = {"low": 299, "high": 300}
        events[1]["attributes"]["asset"] = "ships"

    assert kinds(errors(read, predicted=changed)) == [
        ("status", "planned for occurred"),
        ("date", "missed"),
        ("source", "invented"),
        ("date", "wrong"),
        ("number", "wrong"),
        ("attribute", "asset wrong"),
    ]


def test_errors_add_up_to_the_score(extractor: Extractor, articles: Sequence[Document]) -> None:
    lines = (EXAMPLES / "expected" / "events.jsonl").read_text("utf-8").splitlines()
    gold = {document["doc_id"]: document for document in map(json.loads, lines)}
    predicted, found = [], []
    for document in articles:
        prediction, seen = looked_at(document, extractor)
        predicted.append(prediction)
        found += errors_of(gold[document.name]["events"], prediction["events"], seen, builtin())
    total = score(gold.values(), predicted, {d.name: d.text for d in articles}, builtin()).overall
    by_kind = {kind: len(listed) for kind, listed in counted(found).items()}
    assert list(by_kind) == [kind for kind in KINDS if kind in by_kind]
    lost = sum(by_kind.get(kind, 0) for kind in ("no candidate", "candidate refused", "incomplete", "merged"))
    assert lost == total.events.gold - total.events.hit > 0
    invented = sum(by_kind.get(kind, 0) for kind in ("split", "spurious event"))
    assert invented == total.events.predicted - total.events.hit > 0
    status = total.accuracies["status"]
    assert by_kind["status"] == status.of - status.ok
    assert sum(number for _, number in variants(found)) == len(found)


@pytest.mark.parametrize("name", ["check.gold.jsonl", "links.jsonl", "check/gold.jsonl", "Check-2026.jsonl"])
def test_a_held_out_set_shows_no_errors(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, texts = tmp_path / name, tmp_path / "texts.jsonl"
    gold.parent.mkdir(exist_ok=True)
    for path in (gold, texts):
        path.write_text('{"doc_id": "a", "text": "It rained.", "events": []}\n', encoding="utf-8")
    (tmp_path / "harmless.jsonl").symlink_to(gold)
    for given in (gold, tmp_path / "harmless.jsonl"):
        assert run(["evaluate", str(given), str(texts), "--errors"]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"error: the set '{name[:5].lower()}' is held out: ")
        assert err.count("\n") == 1
    assert run(["evaluate", str(gold), str(texts)]) == 0


def test_other_sets_are_not_refused(tmp_path: Path) -> None:
    refuse_held_out(tmp_path / "checked.jsonl", tmp_path / "dev.gold.jsonl", tmp_path / "unlinks" / "a.jsonl")
    with pytest.raises(UsageError):
        refuse_held_out(tmp_path / "dev.gold.jsonl", tmp_path / "check.texts.jsonl")


def test_the_command_prints_kinds_and_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, texts = tmp_path / "gold.jsonl", tmp_path / "texts.jsonl"
    expected = {"doc_id": "d", "published": "2024-05-08", "events": [event_at("painting", "treaty")]}
    gold.write_text(json.dumps(expected), encoding="utf-8")
    texts.write_text(json.dumps({"doc_id": "d", "published": "2024-05-08", "text": TEXT}), encoding="utf-8")
    assert run(["evaluate", str(gold), str(texts), "--errors", "--examples", "1"]) == 0
    shown = capsys.readouterr().out
    start = TEXT.index("painting")
    assert f"no candidate: 1\n  d [{start}:{start + 8}] treaty" in shown
    assert "    The envoys admired a [painting].\n" in shown
    assert "spurious event: 2\n" in shown
    assert "[300]" not in shown
    assert run(["evaluate", str(gold), str(texts), "--errors", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["events"]["gold"] == 1
    assert {kind: part["count"] for kind, part in listed["errors"].items()} == {"no candidate": 1, "spurious event": 2}
    assert listed["errors"]["spurious event"]["variants"] == {"deployment": 1, "visit": 1}
    assert [e["type"] for e in listed["errors"]["spurious event"]["errors"]] == ["visit", "deployment"]
