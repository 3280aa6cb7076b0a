"""One interchange record for each input record, in order: what `extract` writes and `evaluate` scores.

Belongs here: the way from a source's items to codebook section 7. Does not: reading (flows), printing (cli).
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from flows.definitions import definition_files
from flows.settings import Settings
from flows.sources.records import Item, Reject
from schemas.document import RawRecord, document_of
from schemas.event_types import Registry, parse
from schemas.interchange import Json, document_json, iso

if TYPE_CHECKING:
    from spacy.language import Language

    from extractors.pipeline import Extractor


@functools.cache
def settings() -> Settings:
    """The settings that the environment gives."""
    return Settings.read({}, os.environ)


@functools.cache
def registry() -> Registry:
    """The event types in force: the project's own and those of the settings."""
    return parse(definition_files(settings().event_types))


@functools.cache
def pipeline() -> Language:
    """The configured spaCy pipeline, loaded once a process."""
    from extractors.pipeline import load_pipeline

    return load_pipeline(settings().pipeline)


@functools.cache
def extractor() -> Extractor:
    """The extractor over the configured pipeline, loaded once a process."""
    from extractors.pipeline import load_extractor

    return load_extractor(settings().pipeline, registry())


def interchange_records(items: Iterable[Item]) -> Iterator[Json]:
    """A record of events for each record of a source; one that cannot be read or extracted carries its `error`."""
    for item in items:
        if isinstance(item, Reject):
            yield failure(item.name, None, item.reason)
        elif isinstance(item, RawRecord):
            yield _extracted(item)


def failure(name: str | None, published: str | None, reason: str) -> Json:
    """The record of a document that failed: no events, and why."""
    return {"doc_id": name, "published": published, "events": [], "error": reason}


def _extracted(record: RawRecord) -> Json:
    document = document_of(record)
    try:
        return document_json(document, extractor().extract(document))
    except Exception as error:
        return failure(record.name, iso(record.published), f"{type(error).__name__}: {error}")
