"""The stages of a run as plain functions: read -> extract -> load -> resolve -> publish.

Belongs here: what each stage does. Does not: in which order, threads and tasks they are done (ingest, prefect_flow),
how files are read (sources), what happens when a process dies (workers). Nothing here knows Prefect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from flows.settings import Settings
from flows.sources.records import Ignored, Item, Reject, Source, excerpt_of
from flows.workers import Failure, Workers
from resolution import link, linkable_of_events
from schemas.document import Document, document_of
from schemas.event_types import Registry
from schemas.events import DocumentEvent
from schemas.marts import mart_of
from warehouse.publish import publish as publish_tables
from warehouse.records import ExtractedBatch, LoadCounts
from warehouse.records import Reject as RejectRow
from warehouse.store import Warehouse

RECORD_CHARACTERS = 300
"""What a record weighs in a batch beside its text, so that a million broken lines are several batches too."""

Unchanged = Callable[[Sequence[Document]], set[str]]
"""Tells which documents (by id) the warehouse holds in this very version, read by this very extractor."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents to extract, each with its line in its source, and what else was met while they were read."""

    entries: tuple[tuple[Document, int | None], ...] = ()
    rejects: tuple[Reject, ...] = ()
    unchanged: int = 0
    ignored: int = 0

    @property
    def weight(self) -> int:
        """How much work it is, in characters."""
        characters = sum(len(document.text) for document, _ in self.entries)
        return characters + RECORD_CHARACTERS * (len(self.entries) + len(self.rejects))


@dataclass(frozen=True, slots=True)
class Extracted:
    """A batch after extraction: its documents with their events; those that failed are among the rejects."""

    documents: tuple[tuple[Document, tuple[DocumentEvent, ...]], ...]
    rejects: tuple[Reject, ...] = ()

    @property
    def events_by_type(self) -> Counter[str]:
        """How many document events of each type there are."""
        return Counter(event.event_type for _, events in self.documents for event in events)


def read(sources: Iterable[Source], settings: Settings, unchanged: Unchanged) -> Iterator[Batch]:
    """Batches of the documents that are new or changed, of about `settings.batch_characters` each, read as a stream.

    A second record with the id of an earlier one is a reject, unless it is the same.
    """
    items = chain.from_iterable(source.items(settings.published) for source in sources)
    batch = Batch()
    for chunk in _chunks(items, settings):
        known = unchanged([document for document, _ in chunk.entries])
        entries = tuple(entry for entry in chunk.entries if entry[0].document_id not in known)
        unchanged_count = chunk.unchanged + len(chunk.entries) - len(entries)
        kept = Batch(entries, chunk.rejects, unchanged_count, chunk.ignored)
        batch = _joined((batch, kept))
        if batch.weight >= settings.batch_characters:
            yield batch
            batch = Batch()
    if batch != Batch():
        yield batch


def extract(batch: Batch, workers: Workers) -> Extracted:
    """The batch's documents with their events; a document that fails becomes a reject."""
    outcomes = workers.extract([document for document, _ in batch.entries]) if batch.entries else ()
    documents, rejects = [], list(batch.rejects)
    for (document, line), outcome in zip(batch.entries, outcomes, strict=True):
        if isinstance(outcome, Failure):
            excerpt = excerpt_of(document.text)
            rejects.append(Reject(document.source_uri, line, outcome.code, outcome.reason, excerpt, document.name))
        else:
            documents.append((document, outcome))
    return Extracted(tuple(documents), tuple(rejects))


def load(extracted: Extracted, warehouse: Warehouse, extractor_version: str, run_id: str) -> LoadCounts:
    """Loads the batch's documents in one transaction and its rejects in another; says what that changed."""
    rows = [
        RejectRow(reject.source_uri, reject.code, reject.reason, reject.line, reject.excerpt)
        for reject in extracted.rejects
    ]
    if rows:
        warehouse.load_rejects(rows, run_id)
    if not extracted.documents:
        return LoadCounts()
    return warehouse.load_batch(ExtractedBatch(extracted.documents, extractor_version), run_id)


def resolve(warehouse: Warehouse, registry: Registry) -> Counter[str]:
    """Links the events of all documents in the warehouse; says how many resolved events of each type there are."""
    stored = warehouse.stored_events()
    links = link([event for document, events in stored for event in linkable_of_events(document, events, registry)])
    warehouse.save_links(links)
    types = {event.document_event_id: event.event_type for _, events in stored for event in events}
    resolved = {one.event_id: types[one.document_event_id] for one in links}
    return Counter(resolved.values())


def publish(warehouse: Warehouse, registry: Registry, run_id: str) -> None:
    """Shows the public what the warehouse holds."""
    publish_tables(warehouse, run_id, [mart_of(event_type) for event_type in registry.types])


def _chunks(items: Iterable[Item], settings: Settings) -> Iterator[Batch]:
    """The items in stretches that are worth one question to the warehouse; nothing is left out yet."""
    seen: dict[str, str] = {}
    parts: list[Batch] = []
    weight = 0
    for item in items:
        parts.append(_part(item, settings, seen))
        weight += parts[-1].weight
        if weight >= settings.batch_characters:
            yield _joined(parts)
            parts, weight = [], 0
    yield _joined(parts)


def _part(item: Item, settings: Settings, seen: dict[str, str]) -> Batch:
    """One item as a batch; `seen` maps the ids of the run so far to their versions."""
    if isinstance(item, Ignored):
        return Batch(ignored=1)
    if isinstance(item, Reject):
        return Batch(rejects=(item,))
    document = document_of(item, settings.source_name)
    if document.document_id not in seen:
        seen[document.document_id] = document.content_hash
        return Batch(entries=((document, item.line),))
    if seen[document.document_id] != document.content_hash:
        reason = f"another record of this run has the same id '{item.name}' and a different text, title or date"
        excerpt = excerpt_of(item.text)
        return Batch(rejects=(Reject(item.source_uri, item.line, "duplicate_id", reason, excerpt, item.name),))
    return Batch(unchanged=1)


def _joined(parts: Sequence[Batch]) -> Batch:
    return Batch(
        tuple(chain.from_iterable(part.entries for part in parts)),
        tuple(chain.from_iterable(part.rejects for part in parts)),
        sum(part.unchanged for part in parts),
        sum(part.ignored for part in parts),
    )
