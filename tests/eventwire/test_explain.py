"""`explain`: a file, standard input, a document or an event of a warehouse, as text and as JSON."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from eventwire.cli.explain import _nested
from eventwire.cli.main import run
from eventwire.explain import Mark, marks_of, renewed
from extractors.pipeline import Extractor
from schemas.document import Document, Evidence, RawRecord, document_of
from warehouse.store import Warehouse

TEXT = "The weather was fine.\nNorway's foreign minister Ada Berg arrived in Lima on Monday.\nNobody else came.\n"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def event_id(warehouse: Path, document: str, capsys: Capture) -> str:
    query = f"select event_id from event_reports where document_name = '{document}'"
    assert run(["sql", query, "--warehouse", str(warehouse), "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    return str(row["event_id"])


def test_a_file_is_shown_with_what_was_read_and_why(letter: Path, capsys: Capture) -> None:
    assert run(["explain", str(letter), "--published", "2024-05-08"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("letter (")
    assert lines[0].endswith(", published 2024-05-08): 1 event")
    assert lines[2].startswith("E1 visit, occurred, ")
    assert lines[3] == (
        "  Norway's foreign minister [visitor: Ada Berg] [event: arrived] in [destination: Lima] on [date: Monday]."
    )
    assert [line for line in lines if line != line.rstrip() or "\x1b" in line or "weather" in line] == []
    rows = [line.split() for line in lines[4:]]
    assert rows[1][:2] == ["rule", "visit.arrive"]
    assert rows[1][2].startswith("schemas/event_types/visit/definition.yaml:")
    about = [row[0] for row in rows]
    assert about.index("mention") < about.index("visitor") < about.index("destination") < about.index("date")
    assert ["found", "by"] in [row[:2] for row in rows]
    assert ["basis", "document"] in rows
    reasons = [row for row in rows if row[0] == "because"]
    assert len(reasons) == 18  # of the mention and two roles five each (two looks), of the status three
    assert all(float(weight) > 0 and ".py:" in place for _, _, weight, place in reasons)


def test_standard_input_and_many_records(capsys: Capture, monkeypatch: pytest.MonkeyPatch, news: Path) -> None:
    class Input:
        buffer = io.BytesIO(TEXT.encode())

    monkeypatch.setattr("sys.stdin", Input())
    assert run(["explain", "-"]) == 0
    assert ", undated): 1 event\n" in capsys.readouterr().out
    assert run(["explain", str(news), "--json"]) == 0
    documents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(d["doc_id"], [e["type"] for e in d["events"]]) for d in documents] == [
        ("a", ["visit"]),
        ("b", ["deployment"]),
    ]


def places(value: Any) -> list[str]:
    """Everything under a key that names a place."""
    if isinstance(value, list):
        return [place for part in value for place in places(part)]
    if not isinstance(value, dict):
        return []
    own = [str(part) for key, part in value.items() if key == "at" or key.endswith("_at")]
    return own + [place for part in value.values() for place in places(part)]


def test_json_gives_every_place_and_reason(letter: Path, capsys: Capture) -> None:
    assert run(["explain", str(letter), "--published", "2024-05-08", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (event,) = document["events"]
    assert [s["text"] for s in event["sentences"]] == ["Norway's foreign minister Ada Berg arrived in Lima on Monday."]
    assert len(places(event)) > 15
    assert [place for place in places(event) if not place.rpartition(":")[2].isdigit()] == []
    for part in (event["mentions"][0], event["roles"]["visitor"][0], event["roles"]["destination"][0]):
        weights = [r["weight"] for r in part["reasons"]]
        assert weights == [*sorted(weights[:3], reverse=True), *sorted(weights[3:], reverse=True)]
        assert len(part["reasons"]) == 5
    assert event["status_rule"].startswith("status.judge:")
    assert len(event["status_reasons"]) == 3
    assert event["date"]["basis"] == "document"
    assert event["link_reason"] is None


def test_a_document_and_an_event_of_a_warehouse(warehouse: Path, capsys: Capture) -> None:
    event = event_id(warehouse, "b", capsys)
    for name in (event, "b"):
        assert run(["explain", name, "--warehouse", str(warehouse)]) == 0
        shown = capsys.readouterr().out
        assert shown.startswith("b (")
        assert re.search(rf"E1 deployment, occurred, [01]\.\d\d  {event}\n", shown)
        assert "[event: deployed]" in shown
        assert "read again by" not in shown
        assert "  linked: " in shown


def test_another_version_of_the_extractor_is_told(
    warehouse: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = event_id(warehouse, "b", capsys)
    monkeypatch.setattr("extractors.pipeline.EXTRACTOR_VERSION", "9.9")
    assert run(["explain", event, "--warehouse", str(warehouse)]) == 0
    assert "read again by 9.9+" in capsys.readouterr().out.splitlines()[1]
    monkeypatch.setattr(Extractor, "extract", lambda *_: ())
    assert run(["explain", event, "--warehouse", str(warehouse)]) == 0
    shown = capsys.readouterr().out
    assert f"{event} is shown as it is stored: the extractor does not find it now\n" in shown
    assert "deployment.deploy  schemas/event_types/deployment/definition.yaml:" in shown
    assert "because" not in shown


def test_what_is_nowhere_is_wrong_use(warehouse: Path, tmp_path: Path, capsys: Capture) -> None:
    for folder, words in ((warehouse, "has this id or name"), (tmp_path, "no warehouse in")):
        assert run(["explain", "nowhere", "--warehouse", str(folder)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("error: there is no file 'nowhere', and no ")
        assert words in err
        assert err.count("\n") == 1


def test_a_record_that_cannot_be_read_is_told_and_the_others_shown(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"doc_id": "a", "text": "It rained."}\n{"doc_id": "b"}\n', encoding="utf-8")
    assert run(["explain", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("a (")
    assert out.endswith("undated): 0 events\n")
    assert err.startswith("b: ")


def test_marks_are_one_a_stretch_and_never_cross(extractor: Extractor) -> None:
    text = "Peru deployed 300 soldiers to Haiti on Tuesday, the army said."
    document: Document = document_of(RawRecord("file:///d.txt", None, "d", text))
    (event,) = extractor.extract(document)
    marks = marks_of(event)
    assert len({mark.evidence for mark in marks}) == len(marks)
    assert [mark.evidence for mark in marks] == sorted((m.evidence for m in marks), key=lambda e: (e.start, -e.end))
    assert {"event", "deployer", "force", "destination", "date", "personnel", "source", "cue"} <= {
        label for mark in marks for label in mark.label.split("/")
    }
    outer, inner, across = (Mark(Evidence(*bounds), "x") for bounds in ((0, 9), (2, 5), (7, 12)))
    assert _nested([outer, inner, across]) == [outer, inner]
    assert renewed([event], [], is_whole=True) == ((), ())


def test_the_warehouse_gives_its_events_back_whole(warehouse: Path, capsys: Capture) -> None:
    event = event_id(warehouse, "a", capsys)
    with Warehouse.open(warehouse, write=False) as store:
        (report,) = store.reports(event)
        (whole,) = store.reports("a")
        assert store.reports("nothing") == ()
    assert report.document == whole.document
    assert report.events == whole.events
    assert (report.is_whole, whole.is_whole) == (False, True)
