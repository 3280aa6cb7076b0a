"""Loads Arrow tables into a core file: staging first, then one transaction a batch.

Belongs here: what a load changes and in which order. Does not: the lock and the file (store), the rows (arrow).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from schemas.document import digest
from schemas.errors import WarehouseError
from warehouse.arrow import SCHEMAS, TEXT, arrow_table, tables_of
from warehouse.records import EventLink, ExtractedBatch, LoadCounts, Reject, utc_now

EXCERPT_LENGTH = 200
FACT_TABLES = tuple(SCHEMAS)
EVENT_TABLES = FACT_TABLES[1:]

ONE_VERSION = {
    "core_document": "document_id",
    "core_document_event": "document_event_id",
    "core_mention": "document_event_id, position",
    "core_role_filler": "document_event_id, position",
    "core_event_attribute": "document_event_id, attribute_code",
    "core_event_date": "document_event_id",
    "core_event_attribution": "document_event_id",
}
"""What a row of each table is one of: staging keeps the first of each."""

KEEP_REVISIONS = """
INSERT INTO core_document_revision
SELECT d.document_id, d.content_hash, d.extractor_version, d.document_name, d.source_uri, d.title_text,
       d.document_text, d.published_date, d.published_basis, d.run_id, d.loaded_at, $run_id, $now
FROM core_document d JOIN staging_core_document s USING (document_id)
WHERE d.content_hash <> s.content_hash
"""

INSERT_DOCUMENTS = """
INSERT INTO core_document
SELECT document_id, content_hash, text_hash, $extractor_version, document_name, source_uri, title_text, document_text,
       published_date, published_basis, NULL, $run_id, $now
FROM staging_core_document
"""

MARK_DUPLICATES = """
UPDATE core_document SET duplicate_of_id = found.duplicate_of_id
FROM (
    SELECT document_id,
           nullif(first_value(document_id) OVER (
               PARTITION BY text_hash ORDER BY published_date NULLS LAST, document_id), document_id
           ) AS duplicate_of_id
    FROM core_document
    WHERE text_hash IN (
        SELECT text_hash FROM staging_core_document
        UNION
        SELECT text_hash FROM core_document
        WHERE duplicate_of_id IN (SELECT document_id FROM staging_core_document)
    )
) AS found
WHERE core_document.document_id = found.document_id
  AND core_document.duplicate_of_id IS DISTINCT FROM found.duplicate_of_id
"""

UPDATE_ALIASES = """
CREATE OR REPLACE TEMP TABLE staging_alias AS
WITH heirs AS (
    SELECT old.event_id, min(new.event_id) AS heir_id
    FROM core_resolved_event old JOIN staging_link new USING (document_event_id)
    GROUP BY old.event_id
), known AS (
    SELECT alias_id, event_id FROM event_aliases
    UNION ALL
    SELECT DISTINCT event_id, event_id FROM staging_link
    WHERE event_id NOT IN (SELECT alias_id FROM event_aliases)
)
SELECT known.alias_id, coalesce(own.event_id, heirs.heir_id) AS event_id
FROM known
LEFT JOIN staging_link own ON own.document_event_id = known.alias_id
LEFT JOIN heirs ON heirs.event_id = known.event_id
"""


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back on any error."""
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def stage(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table, one_of: str) -> None:
    """Copies an Arrow table into the temporary table `staging_<name>`, one row for each value of `one_of`."""
    connection.register("arriving", table)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE staging_{name} AS SELECT * FROM arriving "  # noqa: S608 - names of this module
        f"QUALIFY row_number() OVER (PARTITION BY {one_of}) = 1"
    )
    connection.unregister("arriving")


def load_batch(connection: duckdb.DuckDBPyConnection, batch: ExtractedBatch, run_id: str) -> LoadCounts:
    """Loads a batch: new documents are added, changed ones replaced, unchanged ones left as they are."""
    latest = {document.document_id: (document, events) for document, events in batch.documents}
    hashes = {document_id: document.content_hash for document_id, (document, _) in latest.items()}
    same = unchanged(connection, hashes, batch.extractor_version)
    arriving = [entry for document_id, entry in latest.items() if document_id not in same]
    for name, table in tables_of(arriving).items():
        stage(connection, name, table, ONE_VERSION[name])
    known = connection.execute(
        "SELECT count(*) FROM core_document JOIN staging_core_document USING (document_id)"
    ).fetchall()[0][0]
    events = connection.execute("SELECT count(*) FROM staging_core_document_event").fetchall()[0][0]
    counts = LoadCounts(len(arriving) - known, known, len(same), events)
    with transaction(connection):
        replace_documents(connection, batch.extractor_version, run_id)
        log_load(connection, counts, run_id)
    return counts


def replace_documents(connection: duckdb.DuckDBPyConnection, extractor_version: str, run_id: str) -> None:
    """Replaces the rows of the staged documents by the staged rows, and keeps the versions that they supersede."""
    stamp = {"run_id": run_id, "now": utc_now()}
    connection.execute(KEEP_REVISIONS, stamp)
    for table in FACT_TABLES:
        connection.execute(
            f"DELETE FROM {table} WHERE document_id IN (SELECT document_id FROM staging_core_document)"  # noqa: S608
        )
    connection.execute(INSERT_DOCUMENTS, stamp | {"extractor_version": extractor_version})
    for table in EVENT_TABLES:
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM staging_{table}")  # noqa: S608
    connection.execute(MARK_DUPLICATES)


def log_load(connection: duckdb.DuckDBPyConnection, counts: LoadCounts, run_id: str) -> None:
    """Notes a batch in the load log, within its transaction."""
    connection.execute(
        "INSERT INTO core_load_log VALUES (?, ?, ?, ?, ?, ?, ?)",
        [uuid.uuid4().hex, run_id, utc_now(), counts.new, counts.changed, counts.unchanged, counts.events],
    )


def unchanged(connection: duckdb.DuckDBPyConnection, hashes: dict[str, str], extractor_version: str) -> set[str]:
    """Of documents (id -> content hash), those that are there in this version, read by this extractor."""
    table = pa.table({"document_id": list(hashes), "content_hash": list(hashes.values())}, schema=VERSIONS)
    connection.register("arriving", table)
    rows = connection.execute(
        "SELECT document_id FROM core_document JOIN arriving USING (document_id, content_hash) "
        "WHERE extractor_version = ?",
        [extractor_version],
    ).fetchall()
    connection.unregister("arriving")
    return {row[0] for row in rows}


def load_rejects(connection: duckdb.DuckDBPyConnection, rejects: Sequence[Reject], run_id: str) -> int:
    """Adds the rejects that were not seen before (same source, line, reason); returns how many."""
    rows = [
        {
            "reject_id": digest("reject", reject.source_uri, str(reject.line), reject.reason_code),
            "source_uri": reject.source_uri,
            "line_number": reject.line,
            "reason_code": reject.reason_code,
            "reason_text": reject.reason_text,
            "excerpt_text": reject.excerpt[:EXCERPT_LENGTH],
        }
        for reject in rejects
    ]
    stage(connection, "reject", arrow_table(rows, REJECTS), "reject_id")
    with transaction(connection):
        return count_of(
            connection.execute(
                "INSERT INTO core_reject SELECT *, ?, ? FROM staging_reject "
                "WHERE reject_id NOT IN (SELECT reject_id FROM core_reject)",
                [run_id, utc_now()],
            ).fetchall()
        )


def save_links(connection: duckdb.DuckDBPyConnection, links: Iterable[EventLink]) -> int:
    """Replaces what every document event resolves to and follows the ids given before; returns how many rows differ.

    The links must cover every document event: WarehouseError otherwise.
    """
    rows = [
        {
            "event_id": link.event_id,
            "document_event_id": link.document_event_id,
            "score": link.score,
            "reason_text": link.reason,
        }
        for link in links
    ]
    stage(connection, "link", arrow_table(rows, LINKS), "document_event_id")
    require_links(connection)
    differing = connection.execute(
        "SELECT (SELECT count(*) FROM (FROM staging_link EXCEPT FROM core_resolved_event))"
        " + (SELECT count(*) FROM (FROM core_resolved_event EXCEPT FROM staging_link))"
    ).fetchall()
    if differing[0][0]:
        with transaction(connection):
            connection.execute(UPDATE_ALIASES)
            connection.execute("DELETE FROM event_aliases")
            connection.execute("INSERT INTO event_aliases SELECT * FROM staging_alias")
            connection.execute("DELETE FROM core_resolved_event")
            connection.execute("INSERT INTO core_resolved_event SELECT * FROM staging_link")
    return int(differing[0][0])


def require_links(connection: duckdb.DuckDBPyConnection) -> None:
    """Raises WarehouseError where the staged links leave a document event out or name one that is not there."""
    odd = connection.execute(
        "SELECT document_event_id FROM core_document_event FULL JOIN staging_link USING (document_event_id) "
        "WHERE type_code IS NULL OR event_id IS NULL ORDER BY ALL LIMIT 1"
    ).fetchall()
    if odd:
        raise WarehouseError(f"the links do not match the stored events, first at {odd[0][0]}; link all of them again")


def count_of(rows: list[tuple[int, ...]]) -> int:
    """The number of changed rows that DuckDB answers a statement with."""
    return int(rows[0][0]) if rows else 0


VERSIONS = pa.schema([("document_id", TEXT), ("content_hash", TEXT)])
REJECTS = pa.schema(
    [
        ("reject_id", TEXT),
        ("source_uri", TEXT),
        ("line_number", pa.int64()),
        ("reason_code", TEXT),
        ("reason_text", TEXT),
        ("excerpt_text", TEXT),
    ]
)
LINKS = pa.schema([("event_id", TEXT), ("document_event_id", TEXT), ("score", pa.float64()), ("reason_text", TEXT)])
