import datetime as dt

import duckdb
import pytest

from schemas.actors import Actor, Place
from schemas.errors import DefinitionError, WarehouseError
from schemas.event_types import builtin
from schemas.marts import MartAttribute, MartRole, MartSpec, mart_of
from schemas.mentions import Attribute
from schemas.numbers import NumberRange
from warehouse.mart_sql import mart_statements
from warehouse.query import query

LIMA = Actor("Ana Lima", "person", "PRT", "GOV")
DAY = dt.date(2024, 5, 1)
ENDINGS = ("_id", "_date", "_at", "_name", "_names", "_code", "_codes", "_pct", "_count", "_kind", "_basis",
           "_precision", "_text", "_hash", "_uri", "_number", "_low", "_high", "_version", "_score")  # fmt: skip
WHOLE_NAMES = ("position", "probability", "low", "high", "evidence_start", "evidence_end", "sentence_start",
               "sentence_end", "cue_evidence_start", "cue_evidence_end", "score")  # fmt: skip


def linked(*entries) -> dict[str, str]:
    ids = sorted(events[0].document_event_id for _, events in entries)
    return dict.fromkeys(ids, ids[0])


def test_a_planned_deployment_with_a_number(build, tmp_path):
    document, events = build.deployment(None, 50)
    build.load(tmp_path, (document, events))
    assert query(tmp_path, "FROM deployments").to_pylist() == [
        {
            "event_id": events[0].document_event_id, "deployer_names": "Portugal", "deployer_country_codes": "PRT",
            "personnel_low": None, "personnel_high": 50, "personnel_is_approximate": True,
            "personnel_is_increment": False, "direction_code": "deploy", "start_date": dt.date(2024, 5, 3),
            "end_date": dt.date(2024, 5, 3), "date_precision": "day", "status_code": "planned",
            "event_date": dt.date(2024, 5, 3), "event_date_basis": "text", "is_date_fallback": False,
            "is_realised": False, "is_disputed": False, "report_count": 1, "document_names": "lisbon",
            "attribution_names": "the ministry", "probability": 0.5,
        }
    ]  # fmt: skip


def test_reports_of_one_visit_are_one_row_with_each_person_once(build, tmp_path):
    entries = [
        build.visit("late", dt.date(2024, 5, 3), Actor("Ana Lima", "person", "PRT", "GOV")),
        build.visit("early", DAY, Actor("Lima", "person", "PRT", "GOV"), "denied"),
    ]
    build.load(tmp_path, *entries, links=linked(*entries))
    assert query(tmp_path, "FROM visits").to_pylist() == [
        {
            "event_id": min(linked(*entries)), "visitor_names": "Ana Lima", "visitor_country_codes": "PRT",
            "destination_names": "Oslo", "destination_country_codes": "NOR", "duration_text": None,
            "start_date": None, "end_date": None, "date_precision": None, "status_code": "occurred",
            "event_date": DAY, "event_date_basis": "document", "is_date_fallback": True, "is_realised": True,
            "is_disputed": True, "report_count": 2, "document_names": "early; late", "attribution_names": None,
            "probability": 0.5,
        }
    ]  # fmt: skip


def test_spellings_of_one_person_are_one_actor(build, tmp_path):
    entries = [build.visit(name, DAY, Actor(name, "person", "PRT", "GOV")) for name in ("Andrei Costa", "Andrey Costa")]
    build.load(tmp_path, *entries, links=linked(*entries))
    rows = query(tmp_path, "SELECT role_code, report_count FROM event_actors ORDER BY 1").to_pylist()
    assert rows == [{"role_code": "destination", "report_count": 2}, {"role_code": "visitor", "report_count": 2}]


def test_the_most_precise_date_of_the_reports_is_shown(build, tmp_path):
    def dated(name, words, start, end, precision):
        document, (event,) = build.visit(name, DAY, LIMA)
        date = build.day(document, words, start, end, precision=precision, basis="dateline")
        return document, (build.event(document, "visit", "visited", fillers=event.fillers, date=date),)

    entries = [
        dated("a", "on Monday", dt.date(2024, 4, 1), dt.date(2024, 4, 30), "month"),
        dated("b", "Monday", dt.date(2024, 4, 29), dt.date(2024, 4, 29), "day"),
    ]
    build.load(tmp_path, *entries, links=linked(*entries))
    row = query(
        tmp_path,
        "SELECT start_date, end_date, date_precision, event_date, event_date_basis, is_date_fallback FROM visits",
    )
    assert row.to_pylist() == [
        {
            "start_date": dt.date(2024, 4, 29), "end_date": dt.date(2024, 4, 29), "date_precision": "day",
            "event_date": dt.date(2024, 4, 29), "event_date_basis": "dateline", "is_date_fallback": False,
        }
    ]  # fmt: skip


def test_an_event_without_any_date_has_none_and_no_basis(build, tmp_path):
    document = build.document("x", "Ana Lima visited Oslo.")
    build.load(tmp_path, (document, (build.event(document, "visit", "visited"),)))
    assert query(
        tmp_path, "SELECT event_date, event_date_basis, is_date_fallback, visitor_names FROM visits"
    ).to_pylist() == [{"event_date": None, "event_date_basis": None, "is_date_fallback": False, "visitor_names": None}]


def test_a_share_is_a_range_in_percent(build, tmp_path):
    document = build.document("s", "Chile provides up to 40.5 percent of its copper.", DAY)
    evidence = build.evidence(document, "up to 40.5 percent")
    attributes = (
        Attribute("share", evidence, "number.test", number=NumberRange(None, 40.5, evidence, "number.test")),
        Attribute("commodity", build.evidence(document, "copper"), "text.test", value="copper"),
    )
    build.load(tmp_path, (document, (build.event(document, "supply_share", "provides", attributes=attributes),)))
    assert query(tmp_path, "SELECT COLUMNS('share|commodity') FROM supply_shares").to_pylist() == [
        {
            "share_low_pct": None, "share_high_pct": 40.5, "share_is_approximate": False,
            "share_is_increment": False, "commodity_text": "copper",
        }
    ]  # fmt: skip


def test_events_hold_all_types_in_common_columns(build, tmp_path):
    build.load(tmp_path, build.deployment(None, 50), build.visit("a", DAY, LIMA))
    rows = query(
        tmp_path, "SELECT type_code, actor_names, actor_country_codes, place_names, status_code FROM events ORDER BY 1"
    )
    assert rows.to_pylist() == [
        {"type_code": "deployment", "actor_names": "Portugal", "actor_country_codes": "PRT", "place_names": None,
         "status_code": "planned"},
        {"type_code": "visit", "actor_names": "Ana Lima", "actor_country_codes": "PRT", "place_names": "Oslo",
         "status_code": "occurred"},
    ]  # fmt: skip


def test_one_row_an_event_role_and_actor_in_order(build, tmp_path):
    document = build.document("x", "Ana Lima and Per Dahl visited Oslo.", DAY)
    fillers = (
        build.filler(document, "visitor", "Per Dahl", Actor("Per Dahl", "person", "SWE", "GOV")),
        build.filler(document, "visitor", "Ana Lima", LIMA),
        build.filler(document, "destination", "Oslo", Place("Oslo", "city", "NOR", "NO-03")),
    )
    event = build.event(document, "visit", "visited", fillers=fillers)
    build.load(tmp_path, (document, (event,)))
    common = {"event_id": event.document_event_id, "type_code": "visit", "report_count": 1, "probability": 0.75}
    assert query(tmp_path, "FROM event_actors ORDER BY role_code, position").to_pylist() == [
        common | {"role_code": "destination", "position": 1, "actor_name": "Oslo", "is_place": True,
                  "kind_code": "city", "country_code": "NOR", "sector_code": None, "admin1_code": "NO-03"},
        common | {"role_code": "visitor", "position": 1, "actor_name": "Per Dahl", "is_place": False,
                  "kind_code": "person", "country_code": "SWE", "sector_code": "GOV", "admin1_code": None},
        common | {"role_code": "visitor", "position": 2, "actor_name": "Ana Lima", "is_place": False,
                  "kind_code": "person", "country_code": "PRT", "sector_code": "GOV", "admin1_code": None},
    ]  # fmt: skip
    assert query(tmp_path, "SELECT visitor_names, visitor_country_codes FROM visits").to_pylist() == [
        {"visitor_names": "Per Dahl; Ana Lima", "visitor_country_codes": "SWE; PRT"}
    ]


def test_a_report_shows_its_words_sentence_and_link(build, tmp_path):
    document, events = build.deployment(None, 50)
    build.load(tmp_path, (document, events))
    assert query(tmp_path, "FROM event_reports").to_pylist() == [
        {
            "document_event_id": events[0].document_event_id, "event_id": events[0].document_event_id,
            "type_code": "deployment", "document_id": document.document_id, "document_name": "lisbon",
            "published_date": DAY, "status_code": "planned", "mention_text": "send", "evidence_start": 14,
            "evidence_end": 18, "sentence_text": document.text, "start_date": dt.date(2024, 5, 3),
            "end_date": dt.date(2024, 5, 3), "expression_text": "on Friday", "attribution_name": "the ministry",
            "attribution_country_code": "PRT", "probability": 0.5, "link_score": 1.0, "link_reason_text": "only report",
        }
    ]  # fmt: skip


def test_every_public_table_and_column_has_a_comment_and_begins_with_its_grain(build, tmp_path):
    build.load(tmp_path, build.visit("a", DAY, LIMA))
    with duckdb.connect((tmp_path / "events.duckdb").resolve(), read_only=True) as connection:
        tables = connection.execute("SELECT table_name, comment FROM duckdb_tables() ORDER BY 1").fetchall()
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
        )
        assert columns.fetchall() == []
    assert [name for name, _ in tables] == [
        "deployments", "documents", "event_actors", "event_aliases", "event_reports", "events", "rejects", "runs",
        "supply_shares", "visits",
    ]  # fmt: skip
    assert [name for name, comment in tables if not comment.startswith("One row a")] == []


def test_column_names_say_what_they_are(build, tmp_path):
    build.load(tmp_path, build.visit("a", DAY, LIMA))
    names = set()
    for file in ("core.duckdb", "events.duckdb"):
        with duckdb.connect((tmp_path / file).resolve(), read_only=True) as connection:
            rows = connection.execute(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE NOT internal"
            ).fetchall()
            names |= set(rows)
    odd = [name for name, kind in names if kind != "BOOLEAN" and not name.endswith(ENDINGS) and name not in WHOLE_NAMES]
    assert odd == []
    assert [name for name, kind in names if kind == "BOOLEAN" and "is_" not in name and "has_" not in name] == []
    assert {kind for _, kind in names} <= {"VARCHAR", "DATE", "TIMESTAMP", "DOUBLE", "BOOLEAN", "INTEGER", "BIGINT"}


def test_tables_are_made_for_every_defined_event_type():
    specs = [mart_of(kind) for kind in builtin().types]
    assert sorted(spec.mart for spec in specs) == ["deployments", "supply_shares", "talks", "treaties", "visits"]
    assert all(f"CREATE TABLE {spec.mart} AS" in "".join(mart_statements(specs)) for spec in specs)


def test_a_type_cannot_take_the_name_of_another_table():
    with pytest.raises(WarehouseError, match="the table name runs is taken"):
        mart_statements([MartSpec("race", "runs", "A race.", (), ())])


@pytest.mark.parametrize(
    "spec",
    [
        ("race", "races; drop", (), ()),
        ("race", "races", (MartRole("Runner", "runner", "x"),), ()),
        ("race", "races", (), (MartAttribute("a", "text", "x"), MartAttribute("a", "duration", "x"))),
    ],
)
def test_names_that_cannot_stand_in_sql_are_refused(spec):
    name, mart, roles, attributes = spec
    with pytest.raises(DefinitionError):
        MartSpec(name, mart, "A race.", roles, attributes)
