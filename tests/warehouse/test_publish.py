import datetime as dt
import threading
from dataclasses import replace

import duckdb
import pytest

from schemas.actors import Actor
from schemas.document import Evidence
from schemas.errors import WarehouseError
from warehouse.publish import publish
from warehouse.query import query
from warehouse.records import ExtractedBatch
from warehouse.resources import sql_files
from warehouse.store import Warehouse

LIMA = Actor("Ana Lima", "person", "PRT", "GOV")
DAY = dt.date(2024, 5, 1)


def published(folder) -> str:
    return (folder / "events.duckdb").readlink().as_posix()


def test_the_public_name_points_at_the_file_of_the_run(build, tmp_path):
    build.load(tmp_path, build.visit("a", DAY, LIMA), run_id="2024-05-01T10")
    assert published(tmp_path) == "public/events_2024-05-01T10.duckdb"
    assert sorted(p.name for p in (tmp_path / "public").iterdir()) == ["events_2024-05-01T10.duckdb"]


def test_the_public_file_is_in_the_format_that_older_clients_read(build, tmp_path):
    build.load(tmp_path, build.visit("a", DAY, LIMA))
    with duckdb.connect((tmp_path / "events.duckdb").resolve(), read_only=True) as connection:
        tags = connection.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchall()[0][0]
    assert tags["storage_version"].startswith("v1.4")


def test_nothing_is_published_where_nothing_changed(build, tmp_path):
    build.load(tmp_path, build.visit("a", DAY, LIMA))
    build.load(tmp_path, build.visit("a", DAY, LIMA), run_id="r2")
    assert published(tmp_path) == "public/events_r1.duckdb"


def test_it_is_published_again_where_the_link_is_lost_or_the_tables_are_others(build, tmp_path):
    build.load(tmp_path, build.visit("a", DAY, LIMA))
    (tmp_path / "events.duckdb").unlink()
    build.load(tmp_path, build.visit("a", DAY, LIMA), run_id="r2")
    assert published(tmp_path) == "public/events_r2.duckdb"
    with Warehouse.open(tmp_path, write=True) as warehouse:
        assert publish(warehouse, "r2", build.specs[:1]) == tmp_path / "public" / "events_r2_2.duckdb"


def test_the_last_three_files_are_kept(build, tmp_path):
    for number in range(1, 6):
        build.load(tmp_path, build.visit("a", DAY + dt.timedelta(number), LIMA), run_id=f"r{number}")
    assert sorted(p.name for p in (tmp_path / "public").iterdir()) == [f"events_r{n}.duckdb" for n in (3, 4, 5)]


def test_readers_during_flips_see_one_state_or_the_next(build, tmp_path):
    build.load(tmp_path, build.visit("a0", DAY, LIMA), run_id="r0")
    seen, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            sql = "SELECT (SELECT count(*) FROM visits) AS v, (SELECT count(*) FROM documents) AS d"
            seen.append(query(tmp_path, sql).to_pylist()[0])

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(1, 6):
            build.load(tmp_path, build.visit(f"a{number}", DAY, LIMA), run_id=f"r{number}")
    finally:
        stop.set()
        reader.join()
    assert [row for row in seen if row["v"] != row["d"]] == []
    assert [row["v"] for row in seen] == sorted(row["v"] for row in seen)
    assert query(tmp_path, "SELECT count(*) AS n FROM visits").to_pylist() == [{"n": 6}]


def test_a_run_id_that_is_no_file_name_is_refused(build, tmp_path):
    with Warehouse.open(tmp_path, write=True) as warehouse, pytest.raises(WarehouseError, match="run id"):
        publish(warehouse, "../r1", build.specs)


def test_an_empty_warehouse_has_all_its_tables(build, tmp_path):
    build.load(tmp_path)
    assert query(
        tmp_path, "SELECT (SELECT count(*) FROM visits) + (SELECT count(*) FROM event_actors) AS n"
    ).to_pylist() == [{"n": 0}]


BREAKS = {
    "document_id_is_unique": "INSERT INTO core_document FROM core_document",
    "document_event_id_is_unique": "INSERT INTO core_document_event FROM core_document_event",
    "event_has_one_value_for_each_attribute_date_and_source": "INSERT INTO core_event_date FROM core_event_date",
    "event_has_a_document": "DELETE FROM core_document",
    "part_has_an_event": "UPDATE core_role_filler SET document_event_id = 'nobody'",
    "event_has_a_mention": "DELETE FROM core_mention",
    "evidence_is_inside_the_text": "UPDATE core_role_filler SET evidence_end = 5000",
    "mention_is_the_text_at_its_place": "UPDATE core_mention SET mention_text = 'other words'",
    "start_is_not_after_end": "UPDATE core_event_date SET start_date = DATE '2030-01-01'",
    "low_is_not_above_high": "UPDATE core_event_attribute SET low = 99 WHERE attribute_code = 'personnel'",
    "probability_is_a_share_of_one": "UPDATE core_document_event SET probability = 1.5",
    "status_is_known": "UPDATE core_document_event SET status_code = 'rumoured'",
    "every_report_is_linked_once": "DELETE FROM core_resolved_event; UPDATE event_aliases SET event_id = NULL",
    "event_id_is_its_smallest_member": (
        "UPDATE core_resolved_event SET event_id = 'zzz'; UPDATE event_aliases SET alias_id = 'zzz', event_id = 'zzz'"
    ),
    "event_is_of_one_type_and_once_a_document": (
        "INSERT INTO core_document_event SELECT 'zzz', * EXCLUDE (document_event_id) FROM core_document_event;"
        "INSERT INTO core_mention SELECT 'zzz', * EXCLUDE (document_event_id) FROM core_mention;"
        "INSERT INTO core_resolved_event SELECT event_id, 'zzz', 1, 'x' FROM core_resolved_event"
    ),
    "alias_leads_to_an_event": "DELETE FROM event_aliases",
}


def test_every_check_is_broken_by_a_test():
    assert sorted(BREAKS) == sorted(sql_files("checks"))


@pytest.mark.parametrize("check", sorted(BREAKS))
def test_a_failing_check_is_named_and_nothing_is_published(build, tmp_path, check):
    build.load(tmp_path, build.deployment(None, 50))
    with Warehouse.open(tmp_path, write=True) as warehouse:
        warehouse.connection.execute(BREAKS[check])
        with pytest.raises(WarehouseError, match=f"check failed: {check.replace('_', ' ')}; first at "):
            publish(warehouse, "r2", build.specs)
    assert published(tmp_path) == "public/events_r1.duckdb"


def test_evidence_counts_code_points(build, tmp_path):
    document = build.document("emoji", "👩‍🚀 e\u0301 Ana Lima visited Oslo.", DAY)
    event = build.event(document, "visit", "visited")
    build.load(tmp_path, (document, (event,)))
    rows = query(tmp_path, "SELECT mention_text, evidence_start FROM event_reports").to_pylist()
    assert rows == [{"mention_text": "visited", "evidence_start": document.text.index("visited")}]


def test_a_wrong_offset_is_caught_before_publishing(build, tmp_path):
    document, (event,) = build.visit("a", DAY, LIMA)
    far = Evidence(0, len(document.text) + 1)
    mention = event.mentions[0]
    wrong = replace(event, mentions=(replace(mention, sentence=far),))
    with Warehouse.open(tmp_path, write=True) as warehouse:
        warehouse.load_batch(ExtractedBatch(((document, (wrong,)),), "1"), "r1")
        warehouse.save_links(build.links(warehouse, {}))
        with pytest.raises(WarehouseError, match="evidence is inside the text"):
            publish(warehouse, "r1", build.specs)
