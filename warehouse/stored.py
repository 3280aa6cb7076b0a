"""Reads documents and their events back from a core file as the records they were loaded from.

What the core does not keep is not invented: mentions come back without roles, numbers and dates of their own, which
stand on the event, and nothing has a judge's reasons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import duckdb

from schemas.actors import Actor, Entity, Place
from schemas.dates import DateInterval
from schemas.document import Document, Evidence
from schemas.events import DocumentEvent
from schemas.mentions import Attribute, Attribution, Mention, RoleFiller
from schemas.numbers import NumberRange

Row = dict[str, Any]
Grouped = dict[str, list[Row]]


def stored_events(
    connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str] | None = None
) -> tuple[tuple[Document, tuple[DocumentEvent, ...]], ...]:
    """Documents (all, or those with these ids) with their events, by document id; events in the order of loading."""
    tables = {
        name: grouped(connection, name, "document_event_id", order, document_ids)
        for name, order in {
            "core_mention": "position",
            "core_role_filler": "position",
            "core_event_attribute": "position",
            "core_event_date": "evidence_start",
            "core_event_attribution": "evidence_start",
        }.items()
    }
    events = grouped(connection, "core_document_event", "document_id", "position", document_ids)
    documents = chosen(connection, "core_document", "document_id", document_ids)
    return tuple(
        (document_of_row(row), tuple(event_of_row(event, tables) for event in events[row["document_id"]]))
        for row in documents
    )


def rows_of(connection: duckdb.DuckDBPyConnection, sql: str, *parameters: object) -> list[Row]:
    """The rows of a query as dictionaries."""
    rows: list[Row] = connection.sql(sql, params=parameters).to_arrow_table().to_pylist()
    return rows


def chosen(
    connection: duckdb.DuckDBPyConnection, table: str, order: str, document_ids: Sequence[str] | None
) -> list[Row]:
    """The rows of a table in an order, all or those of some documents."""
    which = "" if document_ids is None else "WHERE document_id IN (SELECT unnest(?))"
    parameters = () if document_ids is None else (list(document_ids),)
    return rows_of(connection, f"SELECT * FROM {table} {which} ORDER BY {order}", *parameters)  # noqa: S608 - own names


def grouped(
    connection: duckdb.DuckDBPyConnection, table: str, key: str, order: str, document_ids: Sequence[str] | None
) -> Grouped:
    """The rows of a table by the value of `key`, each group in the order of `order`; of some documents or all."""
    groups: Grouped = defaultdict(list)
    for row in chosen(connection, table, f"{key}, {order}", document_ids):
        groups[row[key]].append(row)
    return groups


def document_of_row(row: Row) -> Document:
    """A document from its row."""
    return Document(
        document_id=row["document_id"],
        content_hash=row["content_hash"],
        name=row["document_name"],
        source_uri=row["source_uri"],
        text=row["document_text"],
        title=row["title_text"],
        published=row["published_date"],
        published_basis=row["published_basis"],
    )


def event_of_row(row: Row, tables: dict[str, Grouped]) -> DocumentEvent:
    """An event from its row and those of its mentions, fillers, attributes, date and attribution."""
    key = row["document_event_id"]
    dates, attributions = tables["core_event_date"].get(key), tables["core_event_attribution"].get(key)
    return DocumentEvent(
        document_event_id=key,
        document_id=row["document_id"],
        event_type=row["type_code"],
        status=row["status_code"],
        mentions=tuple(mention_of_row(mention, row["type_code"]) for mention in tables["core_mention"].get(key, ())),
        probability=row["probability"],
        fillers=tuple(filler_of_row(filler) for filler in tables["core_role_filler"].get(key, ())),
        attributes=tuple(attribute_of_row(attribute) for attribute in tables["core_event_attribute"].get(key, ())),
        date=date_of_row(dates[0]) if dates else None,
        attribution=attribution_of_row(attributions[0]) if attributions else None,
        merge_reasons=tuple(line for line in row["merge_reasons_text"].split("\n") if line),
    )


def mention_of_row(row: Row, event_type: str) -> Mention:
    """A mention from its row."""
    return Mention(
        event_type=event_type,
        evidence=evidence_of_row(row),
        text=row["mention_text"],
        sentence=Evidence(row["sentence_start"], row["sentence_end"]),
        rule=row["rule_name"],
        probability=row["probability"],
        status=row["status_code"],
        status_rule=row["status_rule_name"],
        lemma=row["lemma_text"],
        definiteness=row["definiteness_kind"],
    )


def filler_of_row(row: Row) -> RoleFiller:
    """A role filler from its row."""
    entity: Entity
    if row["is_place"]:
        entity = Place(row["filler_name"], row["kind_code"], row["country_code"], row["admin1_code"])
    else:
        entity = Actor(row["filler_name"], row["kind_code"], row["country_code"], row["sector_code"])
    return RoleFiller(
        role=row["role_code"],
        entity=entity,
        evidence=evidence_of_row(row),
        rule=row["rule_name"],
        probability=row["probability"],
        path=row["path_text"],
    )


def attribute_of_row(row: Row) -> Attribute:
    """An attribute from its row."""
    evidence, rule = evidence_of_row(row), row["rule_name"]
    if row["value_text"] is not None:
        return Attribute(row["attribute_code"], evidence, rule, value=row["value_text"])
    number = NumberRange(row["low"], row["high"], evidence, rule, row["is_approximate"], row["is_increment"])
    return Attribute(row["attribute_code"], evidence, rule, number=number)


def date_of_row(row: Row) -> DateInterval:
    """An event's date from its row."""
    return DateInterval(
        start=row["start_date"],
        end=row["end_date"],
        expression=row["expression_text"],
        evidence=evidence_of_row(row),
        rule=row["rule_name"],
        precision=row["date_precision"],
        edtf=row["edtf_text"],
        is_approximate=row["is_approximate"],
        basis=row["date_basis"],
    )


def attribution_of_row(row: Row) -> Attribution:
    """Who says it, from its row."""
    cue_start, cue_end = row["cue_evidence_start"], row["cue_evidence_end"]
    return Attribution(
        source=row["source_name"],
        country=row["country_code"],
        evidence=evidence_of_row(row),
        rule=row["rule_name"],
        chain=tuple(name for name in row["chain_names"].split("\n") if name),
        cue=row["cue_text"],
        cue_evidence=None if cue_start is None else Evidence(cue_start, cue_end),
    )


def evidence_of_row(row: Row) -> Evidence:
    """The stretch of text of a row."""
    return Evidence(row["evidence_start"], row["evidence_end"])
