import datetime as dt

import pytest

from schemas.actors import Actor
from schemas.errors import QueryError, UsageError, WarehouseError
from warehouse.export import export
from warehouse.query import query


@pytest.fixture
def folder(build, tmp_path):
    build.load(tmp_path, build.visit("a", dt.date(2024, 5, 1), Actor("Ana Lima", "person", "PRT", "GOV")))
    return tmp_path


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT visitor_names FROM visits", [{"visitor_names": "Ana Lima"}]),
        ("WITH x AS (SELECT 1 AS a) FROM x", [{"a": 1}]),
        ("VALUES (1)", [{"col0": 1}]),
        ("SELECT count(*) AS n FROM visits WHERE false", [{"n": 0}]),
        ("SELECT visitor_names FROM visits WHERE false;", []),
        ("-- who\nSELECT 1 AS a /* one */", [{"a": 1}]),
    ],
)
def test_what_reads_is_answered(folder, sql, rows):
    assert query(folder, sql).to_pylist() == rows


@pytest.mark.parametrize("sql", ["DESCRIBE visits", "SHOW TABLES", "EXPLAIN SELECT 1", "SUMMARIZE visits"])
def test_descriptions_are_answered(folder, sql):
    assert query(folder, sql).num_rows > 0


@pytest.mark.parametrize(
    "sql",
    [
        "ATTACH '/tmp/other.duckdb'", "COPY visits TO '/tmp/visits.csv'", "COPY (SELECT 1) TO '/tmp/one.csv'",
        "INSTALL httpfs", "LOAD json", "PRAGMA database_list", "/* a */ -- b\n pragma version", "CALL pragma_version()",
        "SET memory_limit = '1TB'", "CREATE TEMP TABLE t (a INTEGER)", "DELETE FROM visits", "DROP TABLE visits",
        "INSERT INTO visits FROM visits", "UPDATE visits SET status_code = 'denied'", "EXPORT DATABASE '/tmp/all'",
        "CHECKPOINT", "VACUUM", "BEGIN", "USE memory", "DETACH events",
    ],
)  # fmt: skip
def test_what_does_not_read_is_refused(folder, sql):
    with pytest.raises(QueryError, match="only statements that read are allowed"):
        query(folder, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "FROM read_csv('/etc/passwd')", "FROM read_text('/etc/passwd')", "FROM glob('/*')",
        "FROM read_parquet('/etc/passwd')", "FROM sniff_csv('/etc/passwd')",
    ],
)  # fmt: skip
def test_files_cannot_be_read(folder, sql):
    with pytest.raises(QueryError, match=r"Permission Error: .*; only the tables of the warehouse can be read"):
        query(folder, sql)


@pytest.mark.parametrize(
    ("sql", "count"), [("SELECT 1; SELECT 2", 2), ("SELECT 1; DROP TABLE visits", 2), (" -- x", 0)]
)
def test_it_is_one_statement(folder, sql, count):
    with pytest.raises(QueryError, match=f"give one statement, not {count}"):
        query(folder, sql)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        (
            "SELECT * FROM nope",
            r"Table with name nope does not exist!; tables: deployments, documents, event_actors, .*visits$",
        ),
        ("SELECT visitor FROM visits", r"Referenced column .visitor. not found.*; Candidate bindings: .*visitor_names"),
        ("SELEC 1", "syntax error at or near"),
        ("SELECT document_names::INTEGER FROM visits", "Could not convert string 'a'"),
    ],
)
def test_errors_are_one_line_with_a_hint(folder, sql, message):
    with pytest.raises(QueryError, match=message) as caught:
        query(folder, sql)
    assert "\n" not in str(caught.value)


def test_a_result_without_end_is_cut_off(folder):
    with pytest.raises(QueryError, match="the result is larger than 1,000,000 bytes"):
        query(folder, "SELECT * FROM range(10000000000)", max_bytes=1_000_000)


def test_nothing_published_is_said_so(tmp_path):
    with pytest.raises(WarehouseError, match="nothing is published"):
        query(tmp_path, "SELECT 1")


def test_jsonl_holds_a_line_a_row_with_iso_days(folder, tmp_path):
    (path,) = export(folder, tmp_path / "out", "jsonl", ["documents"])
    row = query(folder, "SELECT document_id, content_hash FROM documents").to_pylist()[0]
    assert path.read_text(encoding="utf-8") == (
        f'{{"document_id": "{row["document_id"]}", "document_name": "a", "source_uri": "file:///a.txt", '
        f'"title_text": "About a", "published_date": "2024-05-01", "published_basis": "record", '
        f'"duplicate_of_id": null, "content_hash": "{row["content_hash"]}", "character_count": 51, "event_count": 1}}\n'
    )


def test_exports_leave_history_and_run_columns_out(folder, tmp_path):
    files = export(folder, tmp_path / "out", "jsonl")
    assert [path.stem for path in files] == [
        "deployments", "documents", "event_actors", "event_reports", "events", "rejects", "supply_shares", "visits",
    ]  # fmt: skip


def test_an_unknown_table_is_named(folder, tmp_path):
    with pytest.raises(UsageError, match="no table nope; tables: deployments"):
        export(folder, tmp_path / "out", "parquet", ["nope"])
