"""SQL of the public tables that event type definitions decide: one an event type, and `events` over all of them.

Belongs here: generated tables and their comments. Static ones, and what an event shows, are warehouse/marts/*.sql.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.errors import WarehouseError
from schemas.marts import MartAttribute, MartRole, MartSpec
from warehouse.resources import sql_files

RESOLVED_PREFIX = "resolved_"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a public table: its name, the SQL that it is, and what it means."""

    name: str
    sql: str
    comment: str


EVENT_ID = Column("event_id", "event.event_id", "The event; event_aliases knows the ids it had before.")
TYPE = Column("type_code", "event.type_code", "The event type.")
WHEN_AND_HOW = (
    Column("start_date", "event.start_date", "First day of the event's own date, null where the texts give none."),
    Column("end_date", "event.end_date", "Last day of the event's own date, null where the texts give none."),
    Column("date_precision", "event.date_precision", "How precise that date is: day, week, month and so on."),
    Column(
        "status_code", "event.status_code", "The most certain reported: occurred, ongoing, denied, planned, possible."
    ),
    Column("event_date", "event.event_date", "Own start, else own end, else the day of the first report."),
    Column("event_date_basis", "event.event_date_basis", "What that rests on: text, dateline, document, inferred."),
    Column("is_date_fallback", "event.is_date_fallback", "Whether event_date is only the day of the first report."),
    Column("is_realised", "event.is_realised", "Whether it occurred or is ongoing: plans and denials are not."),
    Column("is_disputed", "event.is_disputed", "Whether one report denies it and another does not."),
    Column("report_count", "event.report_count", "How many documents report it."),
    Column("document_names", "event.document_names", "The documents that report it, earliest first."),
    Column("attribution_names", "event.attribution_names", "Who is said to say it, where a text does not assert it."),
    Column("probability", "event.probability", "How sure the extractor is of its surest report."),
)
PARTICIPANTS = (
    Column("actor_names", "actors.actor_names", "All actors, in the order of first appearance."),
    Column("actor_country_codes", "actors.actor_country_codes", "Countries of the actors."),
    Column("place_names", "actors.place_names", "All places, in the order of first appearance."),
    Column("place_country_codes", "actors.place_country_codes", "Countries of the places."),
)
ALL_FILLERS = """(
    SELECT
        event_id,
        string_agg(filler_name, '; ' ORDER BY seen_rank) FILTER (NOT is_place AND is_first_of_event) AS actor_names,
        string_agg(country_code, '; ' ORDER BY seen_rank)
            FILTER (NOT is_place AND is_first_country_of_event) AS actor_country_codes,
        string_agg(filler_name, '; ' ORDER BY seen_rank) FILTER (is_place AND is_first_of_event) AS place_names,
        string_agg(country_code, '; ' ORDER BY seen_rank)
            FILTER (is_place AND is_first_country_of_event) AS place_country_codes
    FROM resolved_filler
    GROUP BY event_id
)"""


def mart_statements(specs: Sequence[MartSpec]) -> tuple[str, ...]:
    """The SQL that makes every public table, in the order to run it in.

    It runs where the core file is attached as `core` and the public file is the current database.
    """
    files = sql_files("marts")
    resolved = [sql for name, sql in files.items() if name.startswith(RESOLVED_PREFIX)]
    static = {name: sql for name, sql in files.items() if not name.startswith(RESOLVED_PREFIX)}
    taken = {"events", *static}
    for spec in specs:
        if spec.mart in taken:
            raise WarehouseError(f"event type {spec.event_type}: the table name {spec.mart} is taken")
        taken.add(spec.mart)
    types = [type_table(spec) for spec in sorted(specs, key=lambda spec: spec.mart)]
    return (*resolved, *static.values(), events_table(), *types)


def events_table() -> str:
    """SQL of `events`: all types in the columns that they share."""
    columns = (EVENT_ID, TYPE, *PARTICIPANTS, *WHEN_AND_HOW)
    source = f"resolved_event AS event LEFT JOIN {ALL_FILLERS} AS actors USING (event_id)"
    return table_sql("events", "One row an event, of any type.", columns, source)


def type_table(spec: MartSpec) -> str:
    """SQL of the table of one event type."""
    roles = [column for role in spec.roles for column in role_columns(role)]
    attributes = [column for attribute in spec.attributes for column in attribute_columns(attribute)]
    source = f"resolved_event AS event{pivot('resolved_filler', 'filler', roles)}"
    source += pivot("resolved_attribute", "attribute", attributes)
    columns = [EVENT_ID]
    columns += [Column(c.name, f"filler.{c.name}", c.comment) for c in roles]
    columns += [Column(c.name, f"attribute.{c.name}", c.comment) for c in attributes]
    grain = f"One row an event of type {spec.event_type}: {spec.description}"
    source += f" WHERE event.type_code = '{spec.event_type}'"
    return table_sql(spec.mart, grain, (*columns, *WHEN_AND_HOW), source)


def role_columns(role: MartRole) -> tuple[Column, Column]:
    """The columns of a role, as aggregates over an event's fillers."""
    names, countries = role.column_names
    chosen = f"role_code = '{role.role}'"
    return (
        Column(
            names,
            f"string_agg(filler_name, '; ' ORDER BY position) FILTER ({chosen})",
            f"{role.description}: names, in the order of first appearance.",
        ),
        Column(
            countries,
            f"string_agg(country_code, '; ' ORDER BY position) FILTER ({chosen} AND is_first_of_country)",
            f"{role.description}: ISO 3166-1 alpha-3 codes of their countries.",
        ),
    )


def attribute_columns(attribute: MartAttribute) -> tuple[Column, ...]:
    """The columns of an attribute, as aggregates over an event's attributes (one row each)."""
    chosen = f"FILTER (attribute_code = '{attribute.code}')"
    meaning = attribute.description
    if attribute.kind not in {"count", "percent"}:
        return (Column(attribute.column_names[0], f"any_value(value_text) {chosen}", f"{meaning}."),)
    low, high, approximate, increment = attribute.column_names
    unit, sql_type = (" in percent", "DOUBLE") if attribute.kind == "percent" else ("", "BIGINT")
    return (
        Column(low, f"CAST(any_value(low) {chosen} AS {sql_type})", f"{meaning}: at least{unit}, null where open."),
        Column(high, f"CAST(any_value(high) {chosen} AS {sql_type})", f"{meaning}: at most{unit}, null where open."),
        Column(approximate, f"any_value(is_approximate) {chosen}", f"{meaning}: whether it is approximate."),
        Column(increment, f"any_value(is_increment) {chosen}", f"{meaning}: whether it comes on top of others."),
    )


def pivot(table: str, alias: str, columns: Sequence[Column]) -> str:
    """A join of one row an event that holds `columns` over a table of many; nothing where there are none."""
    if not columns:
        return ""
    selected = ", ".join(f"{column.sql} AS {column.name}" for column in columns)
    return f" LEFT JOIN (SELECT event_id, {selected} FROM {table} GROUP BY event_id) AS {alias} USING (event_id)"  # noqa: S608


def table_sql(name: str, comment: str, columns: Iterable[Column], source: str) -> str:
    """SQL that makes a table in the order of its events, with a comment on it and on every column."""
    columns = tuple(columns)
    selected = ",\n    ".join(f"{column.sql} AS {column.name}" for column in columns)
    statements = [f"CREATE TABLE {name} AS\nSELECT\n    {selected}\nFROM {source}\nORDER BY event.event_id"]
    statements.append(f"COMMENT ON TABLE {name} IS {quoted(comment)}")
    statements += [f"COMMENT ON COLUMN {name}.{column.name} IS {quoted(column.comment)}" for column in columns]
    return ";\n".join(statements) + ";"


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
