import datetime as dt

import pyarrow as pa
import pytest

from schemas.actors import Actor
from schemas.errors import WarehouseError
from warehouse import load
from warehouse.arrow import SCHEMAS, tables_of
from warehouse.export import export
from warehouse.records import ExtractedBatch, LoadCounts, Reject
from warehouse.store import Warehouse

LIMA = Actor("Ana Lima", "person", "PRT", "GOV")
DAY = dt.date(2024, 5, 1)


def facts(folder) -> dict[str, list]:
    """Every row of every core table."""
    with Warehouse.open(folder, write=False) as warehouse:
        names = warehouse.connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        return {name: warehouse.connection.execute(f"FROM {name} ORDER BY ALL").fetchall() for (name,) in names}


def without_history(tables: dict[str, list]) -> dict[str, list]:
    return {name: rows for name, rows in tables.items() if name not in {"core_run", "core_load_log"}}


def test_rows_of_an_event_with_every_kind_of_detail(build):
    document, events = build.deployment(None, 50)
    tables = tables_of([(document, events)])
    key = {"document_event_id": events[0].document_event_id, "document_id": document.document_id}
    assert {name: table.to_pylist() for name, table in tables.items() if name != "core_document"} == {
        "core_document_event": [
            key | {"position": 1, "type_code": "deployment", "status_code": "planned", "probability": 0.5,
                   "merge_reasons_text": "same sentence"}
        ],
        "core_mention": [
            key | {"position": 1, "mention_text": "send", "lemma_text": "send", "definiteness_kind": "definite",
                   "status_code": "planned", "status_rule_name": "status.test", "evidence_start": 14,
                   "evidence_end": 18, "sentence_start": 0, "sentence_end": 64, "rule_name": "trigger.test",
                   "probability": 0.5}
        ],
        "core_role_filler": [
            key | {"role_code": "deployer", "position": 1, "filler_name": "Portugal", "is_place": False,
                   "kind_code": "country", "country_code": "PRT", "sector_code": "GOV", "admin1_code": None,
                   "evidence_start": 0, "evidence_end": 8, "rule_name": "role.test", "path_text": "nsubj",
                   "probability": 0.75}
        ],
        "core_event_attribute": [
            key | {"attribute_code": "direction", "position": 1, "value_text": "deploy", "low": None, "high": None,
                   "is_approximate": None, "is_increment": None, "evidence_start": 14, "evidence_end": 18,
                   "rule_name": "attribute.test"},
            key | {"attribute_code": "personnel", "position": 2, "value_text": None, "low": None, "high": 50.0,
                   "is_approximate": True, "is_increment": False, "evidence_start": 19, "evidence_end": 27,
                   "rule_name": "number.test"},
        ],
        "core_event_date": [
            key | {"start_date": dt.date(2024, 5, 3), "end_date": dt.date(2024, 5, 3), "date_precision": "day",
                   "date_basis": "document", "edtf_text": "2024-05-03", "expression_text": "on Friday",
                   "is_approximate": False, "evidence_start": 35, "evidence_end": 44, "rule_name": "date.test"}
        ],
        "core_event_attribution": [
            key | {"source_name": "the ministry", "country_code": "PRT", "chain_names": "a paper", "cue_text": "said",
                   "evidence_start": 46, "evidence_end": 58, "cue_evidence_start": 59, "cue_evidence_end": 63,
                   "rule_name": "attribution.test"}
        ],
    }  # fmt: skip


def test_no_documents_give_empty_tables_of_the_declared_schemas():
    assert {name: (table.num_rows, table.schema) for name, table in tables_of([]).items()} == {
        name: (0, schema) for name, schema in SCHEMAS.items()
    }


def test_a_lone_surrogate_becomes_one_character(build):
    document = build.document("odd", "a \ud800 b")
    assert tables_of([(document, ())])["core_document"]["document_text"] == pa.chunked_array([["a ? b"]])


def test_events_come_back_as_they_were_loaded(build, tmp_path):
    entries = sorted(
        [build.deployment(None, 50), build.visit("a", DAY, LIMA), (build.document("dull", "Nothing here."), ())],
        key=lambda entry: entry[0].document_id,
    )
    build.load(tmp_path, *entries)
    with Warehouse.open(tmp_path, write=False) as warehouse:
        assert warehouse.stored_events() == tuple(entries)


def test_the_same_input_twice_changes_no_row_and_no_exported_byte(build, tmp_path):
    entries = [build.deployment(None, 50), build.visit("a", DAY, LIMA)]
    first = build.load(tmp_path, *entries)
    before = without_history(facts(tmp_path))
    exported = {kind: [p.read_bytes() for p in export(tmp_path, tmp_path / "x", kind)] for kind in ("parquet", "jsonl")}
    second = build.load(tmp_path, *entries, run_id="r2")
    assert (first, second) == (LoadCounts(2, 0, 0, 2), LoadCounts(0, 0, 2, 0))
    assert without_history(facts(tmp_path)) == before
    assert exported == {
        kind: [p.read_bytes() for p in export(tmp_path, tmp_path / "y", kind)] for kind in ("parquet", "jsonl")
    }


def test_another_order_in_another_folder_exports_the_same_bytes(build, tmp_path):
    entries = [build.deployment(None, 50), build.visit("a", DAY, LIMA)]
    build.load(tmp_path / "one", *entries)
    build.load(tmp_path / "two", entries[1], run_id="r8")
    build.load(tmp_path / "two", entries[0], run_id="r9")
    one = {p.name: p.read_bytes() for p in export(tmp_path / "one", tmp_path / "x", "parquet")}
    two = {p.name: p.read_bytes() for p in export(tmp_path / "two", tmp_path / "y", "parquet")}
    assert one == two


def test_a_changed_text_replaces_the_rows_and_keeps_the_version(build, tmp_path):
    old, new = build.visit("a", DAY, LIMA), build.visit("a", DAY, Actor("Per Dahl", "person", "SWE", "GOV"))
    build.load(tmp_path, old)
    assert build.load(tmp_path, new, run_id="r2") == LoadCounts(0, 1, 0, 1)
    with Warehouse.open(tmp_path, write=False) as warehouse:
        assert warehouse.stored_events() == (new,)
        revisions = warehouse.connection.execute(
            "SELECT document_id, content_hash, document_text, run_id, superseded_run_id FROM core_document_revision"
        ).fetchall()
    assert revisions == [(old[0].document_id, old[0].content_hash, old[0].text, "r1", "r2")]


def test_another_extractor_replaces_the_rows_without_a_revision(build, tmp_path):
    build.load(tmp_path, build.visit("a", DAY, LIMA))
    assert build.load(tmp_path, build.visit("a", DAY, LIMA), run_id="r2", version="2") == LoadCounts(0, 1, 0, 1)
    assert facts(tmp_path)["core_document_revision"] == []


def test_unchanged_names_what_needs_no_extraction(build, tmp_path):
    document, events = build.visit("a", DAY, LIMA)
    build.load(tmp_path, (document, events))
    with Warehouse.open(tmp_path, write=False) as warehouse:
        same = warehouse.unchanged([document.document_id, "new"], [document.content_hash, "h"], "1")
        changed = warehouse.unchanged([document.document_id], ["another"], "1")
        reread = warehouse.unchanged([document.document_id], [document.content_hash], "2")
    assert (same, changed, reread) == ({document.document_id}, set(), set())


def test_a_document_twice_in_a_batch_is_loaded_as_it_came_last(build, tmp_path):
    old, new = build.visit("a", DAY, LIMA), build.visit("a", DAY, Actor("Per Dahl", "person", "SWE", "GOV"))
    assert build.load(tmp_path, old, new) == LoadCounts(1, 0, 0, 1)
    with Warehouse.open(tmp_path, write=False) as warehouse:
        assert warehouse.stored_events() == (new,)


def test_the_later_of_two_equal_texts_is_marked(build, tmp_path):
    late, early = build.visit("a", DAY, LIMA), build.visit("b", dt.date(2024, 4, 1), LIMA)
    build.load(tmp_path, late, early)
    marks = {row[0]: row[10] for row in facts(tmp_path)["core_document"]}
    assert marks == {late[0].document_id: early[0].document_id, early[0].document_id: None}


def test_a_changed_original_is_no_original_any_more(build, tmp_path):
    early, late = build.visit("b", dt.date(2024, 4, 1), LIMA), build.visit("a", DAY, LIMA)
    last = build.visit("c", dt.date(2024, 6, 1), LIMA)
    build.load(tmp_path, early, late, last)
    changed = build.visit("b", dt.date(2024, 4, 1), Actor("Per Dahl", "person", "SWE", "GOV"))
    build.load(tmp_path, changed, run_id="r2")
    marks = {row[0]: row[10] for row in facts(tmp_path)["core_document"]}
    original = late[0].document_id
    assert marks == {changed[0].document_id: None, original: None, last[0].document_id: original}


def test_an_error_between_staging_and_commit_leaves_everything_as_it_was(build, tmp_path, monkeypatch):
    build.load(tmp_path, build.visit("a", DAY, LIMA))
    before = facts(tmp_path)

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(load, "log_load", crash)
    with Warehouse.open(tmp_path, write=True) as warehouse:
        batch = ExtractedBatch((build.deployment(None, 50), build.visit("a", dt.date(2024, 5, 2), LIMA)), "1")
        with pytest.raises(KeyboardInterrupt):
            warehouse.load_batch(batch, "r2")
        monkeypatch.undo()
        assert warehouse.load_batch(ExtractedBatch((), "1"), "r2") == LoadCounts()
    after = facts(tmp_path)
    assert len(after.pop("core_load_log")) == len(before.pop("core_load_log")) + 1
    assert after == before


def test_a_reject_is_kept_once_by_source_line_and_reason(tmp_path):
    broken = Reject("file:///a.jsonl", "json", "not JSON: Expecting value", 3, "{" * 500)
    other = Reject("file:///a.jsonl", "json", "not JSON: Expecting value", 4, "[")
    whole = Reject("file:///b.txt", "empty", "the file is empty")
    with Warehouse.open(tmp_path, write=True) as warehouse:
        counts = [warehouse.load_rejects([broken, whole], "r1"), warehouse.load_rejects([broken, whole, other], "r2")]
        rows = warehouse.connection.execute(
            "SELECT source_uri, line_number, reason_code, reason_text, excerpt_text, run_id "
            "FROM core_reject ORDER BY ALL"
        ).fetchall()
    assert counts == [2, 1]
    assert rows == [
        ("file:///a.jsonl", 3, "json", "not JSON: Expecting value", "{" * 200, "r1"),
        ("file:///a.jsonl", 4, "json", "not JSON: Expecting value", "[", "r2"),
        ("file:///b.txt", None, "empty", "the file is empty", "", "r1"),
    ]


def test_links_must_cover_the_stored_events(build, tmp_path):
    with Warehouse.open(tmp_path, write=True) as warehouse:
        warehouse.load_batch(ExtractedBatch((build.visit("a", DAY, LIMA),), "1"), "r1")
        with pytest.raises(WarehouseError, match="links do not match the stored events"):
            warehouse.save_links([])
        links = build.links(warehouse, {})
        assert [warehouse.save_links(links), warehouse.save_links(links)] == [1, 0]


def test_aliases_lead_from_every_id_given_to_the_one_of_now(build, tmp_path):
    entries = [build.visit(name, DAY, LIMA) for name in "abc"]
    low, middle, high = sorted(events[0].document_event_id for _, events in entries)
    build.load(tmp_path, *entries, links={high: middle})
    build.load(tmp_path, *entries, run_id="r2", links={high: low, middle: low})
    assert facts(tmp_path)["event_aliases"] == [(low, low), (middle, low)]
    build.load(tmp_path, *entries, run_id="r3")
    assert facts(tmp_path)["event_aliases"] == [(low, low), (middle, middle), (high, high)]
    gone = next(document for document, events in entries if events[0].document_event_id == high)
    build.load(tmp_path, (gone, ()), run_id="r4", version="2")
    assert facts(tmp_path)["event_aliases"] == [(low, low), (middle, middle), (high, None)]
