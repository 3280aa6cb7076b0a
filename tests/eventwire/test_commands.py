"""The commands that map JSON Lines to JSON Lines: one record out for each in, in order, whatever is in it."""

from __future__ import annotations

import copy
import gzip
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from eventwire import extraction
from eventwire.api import extract_events, extract_json
from eventwire.cli.main import run
from schemas.document import Document
from schemas.events import DocumentEvent

Json = dict[str, Any]


def lines_of(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def written_lines(path: Path, *records: Json | str) -> Path:
    path.write_text("".join(f"{r if isinstance(r, str) else json.dumps(r)}\n" for r in records), encoding="utf-8")
    return path


def run_on(command: str, source: Path, *more: str) -> tuple[int, list[Json]]:
    target = source.parent / "out.jsonl"
    code = run([command, str(source), "-o", str(target), *more])
    return code, lines_of(target)


def test_extract_gives_one_line_a_record_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written_lines(
        tmp_path / "in.jsonl",
        {"doc_id": "visit", "published": "2024-05-08", "text": "Norway's king arrived in Lima on Monday."},
        {"id": "quiet", "text": "It rained."},
        '{"doc_id": "broken", "text": ',
        {"doc_id": "textless"},
        {"doc_id": 7, "published": "2024-05-08", "title": "T", "text": "It rained again."},
    )
    code, records = run_on("extract", source)
    assert code == 1
    assert [(r["doc_id"], r["published"], len(r["events"]), "error" in r) for r in records] == [
        ("visit", "2024-05-08", 1, False),
        ("quiet", None, 0, False),
        ("in:3", None, 0, True),
        ("textless", None, 0, True),
        ("7", "2024-05-08", 0, False),
    ]
    assert records[0]["events"][0]["date"]["start"] == "2024-05-06"
    assert capsys.readouterr().err == '5 documents, 2 of them failed: see their "error"\n'


def test_extract_dates_undated_records_by_option_and_reads_folders_and_archives(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "b.txt").write_text("Norway's king arrived in Lima on Monday.", encoding="utf-8")
    record = b'{"doc_id": "own", "published": "2020-01-01", "text": "It rained."}\n'
    (news / "a.jsonl.gz").write_bytes(gzip.compress(record))
    (news / "c.jsonl.xz").write_bytes(lzma.compress(record.replace(b"own", b"other")))
    code, records = run_on("extract", news, "--published", "2024-05-08")
    assert code == 0
    assert [(r["doc_id"], r["published"]) for r in records] == [
        ("own", "2020-01-01"),
        ("b", "2024-05-08"),
        ("other", "2020-01-01"),
    ]


def test_a_document_that_the_extractor_fails_on_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def extract(self, document: Document) -> tuple[DocumentEvent, ...]:
            if "bad" in document.text:
                raise RecursionError("too deep")
            return ()

    monkeypatch.setattr(extraction, "extractor", Failing)
    source = written_lines(
        tmp_path / "in.jsonl",
        {"doc_id": "x", "published": "2024-05-08", "text": "bad"},
        {"doc_id": "y", "text": "good"},
    )
    assert run_on("extract", source) == (
        1,
        [
            {"doc_id": "x", "published": "2024-05-08", "events": [], "error": "RecursionError: too deep"},
            {"doc_id": "y", "published": None, "events": []},
        ],
    )


def test_dates_gives_a_line_for_each_expression(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written_lines(
        tmp_path / "in.jsonl",
        {"doc": "a", "dct": "2024-05-08", "text": "It began on March 3, 2020 and ended in 2021."},
        {"doc": "b", "dct": None, "text": "Nothing here."},
        {"doc": "c", "dct": "someday", "text": "In 2021."},
        {"doc": "d", "dct": "2024-05-08"},
        {"doc": "e", "dct": "2024-05-08T10:00:00", "text": "In 1999."},
    )
    code, records = run_on("dates", source)
    assert code == 1
    assert [(r["doc"], r["type"], r["value"]) for r in records] == [
        ("a", "DATE", "2020-03-03"),
        ("a", "DATE", "2021"),
        ("e", "DATE", "1999"),
    ]
    assert all(set(r) == {"doc", "start", "end", "type", "value"} for r in records)
    text = "It began on March 3, 2020 and ended in 2021."
    assert [text[r["start"] : r["end"]] for r in records[:2]] == ["March 3, 2020", "2021"]
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == ["line 3", "line 4"]


def test_actors_gives_a_line_for_each_phrase(tmp_path: Path) -> None:
    fields = ("name", "kind", "country", "sector", "place", "rule", "reading", "reading_rule")
    nobody = dict.fromkeys(fields)
    source = written_lines(
        tmp_path / "in.jsonl",
        {"id": 0, "text": "in Birmingham, Alabama", "date": "2024-05-08"},
        {"id": 1, "text": "the Norwegian government", "date": "2024-05-08"},
        {"id": "2", "text": "the weather", "date": None},
        {"id": 3, "text": "Norway", "date": "soon"},
        {"id": 4},
        "[]",
    )
    code, records = run_on("actors", source)
    assert code == 1
    assert [r["id"] for r in records] == [0, 1, "2", 3, 4, None]
    assert records[0] == {
        "id": 0,
        **nobody,
        "place": {
            "name": "Birmingham",
            "kind": "city",
            "country": "USA",
            "admin1": "US-AL",
            "latitude": 33.52,
            "longitude": -86.8,
            "geoname_id": 4049979,
        },
        "rule": "table-city+stated",
    }
    assert (records[1]["country"], records[1]["reading"], records[1]["reading_rule"]) == ("NOR", "actor", "only")
    assert records[2] == {"id": "2", **nobody}
    assert [{**r, "error": "error" in r} for r in records[3:]] == [
        {"id": identity, **nobody, "error": True} for identity in (3, 4, None)
    ]


def report(name: str, day: str, **more: Any) -> Json:
    text = "Norway's foreign minister Anna Berg arrived in Lima on Monday."
    event = {
        "id": "E1",
        "type": "visit",
        "status": "occurred",
        "mentions": [{"start": 36, "end": 43, "text": "arrived"}],
        "roles": {
            "visitor": [{"name": "Anna Berg", "kind": "person", "country": "NOR"}],
            "destination": [{"name": "Lima", "kind": "city", "country": "PER"}],
        },
        "date": {"start": day, "end": day, "expression": "on Monday"},
        "attributes": {},
        "attribution": None,
    }
    return {"doc_id": name, "published": "2024-05-08", "title": "Visit", "text": text, "events": [event | more]}


TALKS = {"type": "talks", "roles": {"participant": [{"name": "Anna Berg", "kind": "person", "country": "NOR"}]}}


def test_link_adds_an_event_id_and_nothing_else(tmp_path: Path) -> None:
    given = [
        report("a", "2024-05-06"),
        report("b", "2024-05-06"),
        report("c", "2024-05-06", **TALKS),
        {"doc_id": "d", "events": []},
    ]
    code, records = run_on("link", written_lines(tmp_path / "in.jsonl", *given))
    assert code == 0
    ids = [event.pop("event_id") for record in records for event in record["events"]]
    assert ids[0] == ids[1] != ids[2]
    assert all(isinstance(one, str) and one for one in ids)
    assert records == given


def test_link_ignores_keys_that_it_does_not_know(tmp_path: Path) -> None:
    plain = [report("a", "2024-05-06"), report("b", "2024-05-06"), report("c", "2024-05-06", **TALKS)]
    told = copy.deepcopy(plain)
    for record, event in zip(told, ("x", "y", "x"), strict=True):
        record["cluster"] = record["doc_id"]
        record["events"][0]["event"] = event
    _, expected = run_on("link", written_lines(tmp_path / "in.jsonl", *plain))
    _, actual = run_on("link", written_lines(tmp_path / "in.jsonl", *told))
    assert [r["cluster"] for r in actual] == ["a", "b", "c"]
    assert [r["events"][0]["event"] for r in actual] == ["x", "y", "x"]
    assert [r["events"][0]["event_id"] for r in actual] == [r["events"][0]["event_id"] for r in expected]


def test_link_gives_back_what_it_cannot_use(tmp_path: Path) -> None:
    strange = {"doc_id": "s", "events": [{"roles": {}}]}
    nameless = {"events": report("a", "2024-05-06")["events"]}
    code, records = run_on("link", written_lines(tmp_path / "in.jsonl", strange, nameless, "{", nameless))
    assert code == 1
    assert [("error" in r, len(r["events"])) for r in records] == [(True, 1), (False, 1), (True, 0), (False, 1)]
    assert records[0] == strange | {"error": records[0]["error"]}
    assert "event_id" in records[1]["events"][0]


def test_empty_input_gives_empty_output(tmp_path: Path) -> None:
    source = written_lines(tmp_path / "in.jsonl")
    for command in ("dates", "actors", "link"):
        assert run_on(command, source) == (0, [])


def test_output_goes_to_standard_output_by_default(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    source = written_lines(tmp_path / "in.jsonl", {"doc": "ä", "dct": None, "text": "In 2021."})
    assert run(["dates", str(source)]) == 0
    out, err = capfdbinary.readouterr()
    assert out.decode() == '{"doc": "ä", "start": 3, "end": 7, "type": "DATE", "value": "2021"}\n'
    assert err == b""


def test_evaluate_scores_gold_over_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = written_lines(
        tmp_path / "texts.jsonl", {"doc_id": "a", "text": "It rained."}, {"doc_id": "b", "text": "Fog."}
    )
    gold = written_lines(tmp_path / "gold.jsonl", {"doc_id": "a", "events": report("a", "2024-05-06")["events"]})
    assert run(["evaluate", str(gold), str(texts), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["documents"], found["events"]["gold"], found["events"]["predicted"]) == (1, 1, 0)
    assert run(["evaluate", str(gold), str(texts)]) == 0
    shown = capsys.readouterr().out
    assert "1 documents" in shown
    assert [line.split()[:4] for line in shown.splitlines() if line.strip().startswith("visit")] == [
        ["visit", "1", "0", "0.000"]
    ]


def test_evaluate_needs_a_text_for_every_gold_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = written_lines(tmp_path / "texts.jsonl", {"doc_id": "b", "text": "Fog."})
    gold = written_lines(tmp_path / "gold.jsonl", {"doc_id": "a", "events": []})
    assert run(["evaluate", str(gold), str(texts)]) == 2
    assert "lacks 1 documents" in capsys.readouterr().err
    assert run(["evaluate", str(texts), str(texts)]) == 2
    assert "is no gold file" in capsys.readouterr().err


def test_the_python_api_gives_the_same_events_as_extract() -> None:
    text = "Norway's king arrived in Lima on Monday."
    (event,) = extract_events(text, published="2024-05-08")
    assert (event.event_type, event.status) == ("visit", "occurred")
    assert event.mentions[0].evidence.of(text) == "arrived"
    record = extract_json(text, published="2024-05-08", title="T")
    assert [e["type"] for e in record["events"]] == ["visit"]
    with pytest.raises(ValueError, match="soon"):
        extract_events(text, published="soon")
