"""One run of ingest: what its stages share, and the stages bound to it with their counts and times.

Belongs here: opening what a run needs, counting what it does. Does not: what a stage does (stages), in which tasks
and threads it is done (ingest, prefect_flow).
"""

from __future__ import annotations

import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import chain

from flows import stages
from flows.definitions import definition_files
from flows.report import IngestReport, Progress
from flows.settings import Settings
from flows.sources.records import Reject
from flows.sources.resolver import resolve
from flows.stages import Batch, Extracted
from flows.workers import Extractor, Workers, workers_of
from schemas.document import Document, digest
from schemas.event_types import Registry, parse
from warehouse.records import LoadCounts, RunStatus
from warehouse.store import Warehouse

SHOWN_REJECTS = 20


@dataclass(frozen=True, slots=True)
class Extraction:
    """How a run extracts: with which event types, what makes an extractor, and which version its results have."""

    registry: Registry
    factory: Callable[[], Extractor]
    version: str


def extraction_of(settings: Settings) -> Extraction:
    """The extraction that settings ask for. Raises DefinitionError, UsageError.

    Its version changes with the code, the weights, the pipeline and the event types: each may give other events.
    """
    from extractors.model.judges import weights_digest
    from extractors.pipeline import EXTRACTOR_VERSION

    files = definition_files(settings.event_types)
    definitions = tuple(sorted(files.items()))
    told = digest(settings.pipeline, weights_digest(), *chain.from_iterable(definitions))
    factory = partial(load_extractor, settings.pipeline, definitions)
    return Extraction(parse(files), factory, f"{EXTRACTOR_VERSION}+{told}")


@lru_cache(maxsize=1)
def load_extractor(pipeline: str, definitions: tuple[tuple[str, str], ...]) -> Extractor:
    """Loads the extractor, in this process or in a worker; once, where it is asked for the same again."""
    from extractors import pipeline as extraction

    return extraction.load_extractor(pipeline, parse(dict(definitions)))


def preload(settings: Settings) -> None:
    """Does what costs time before anything else can happen: imports spaCy and, for one worker, loads the extractor."""
    extraction = extraction_of(settings)
    if settings.workers == 1:
        extraction.factory()


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    counts: LoadCounts = field(default_factory=LoadCounts)
    unchanged: int = 0
    ignored: int = 0
    events: Counter[str] = field(default_factory=Counter)
    resolved: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


class Run:
    """A run under way: the stages over one open warehouse and one set of workers."""

    def __init__(
        self,
        *,
        settings: Settings,
        sources: Sequence[str],
        extraction: Extraction,
        warehouse: Warehouse,
        workers: Workers,
        progress: Progress,
    ) -> None:
        self.run_id = uuid.uuid4().hex[:16]
        self.workers = workers
        self._settings = settings
        self._sources = sources
        self._extraction = extraction
        self._warehouse = warehouse
        self._progress = progress
        self._tally = Tally()

    def read(self) -> Iterator[Batch]:
        """The batches to extract."""
        batches = stages.read(resolve(self._sources), self._settings, self._unchanged)
        while True:
            with self.timed("read"):
                batch = next(batches, None)
            if batch is None:
                return
            self._progress.found(len(batch.entries))
            yield batch

    def load(self, batch: Batch, extracted: Extracted) -> None:
        """Loads an extracted batch and counts it."""
        with self.timed("load"):
            counts = stages.load(extracted, self._warehouse, self._extraction.version, self.run_id)
        tally = self._tally
        tally.counts += counts
        tally.unchanged += batch.unchanged
        tally.ignored += batch.ignored
        tally.events += extracted.events_by_type
        tally.reasons.update(reject.code for reject in extracted.rejects)
        tally.rejects += extracted.rejects[: SHOWN_REJECTS - len(tally.rejects)]
        self._progress.done(len(batch.entries))

    def resolve(self) -> None:
        """Links the events of the whole warehouse."""
        self._progress.say("linking the events of all documents")
        with self.timed("resolve"):
            self._tally.resolved = stages.resolve(self._warehouse, self._extraction.registry)

    def publish(self) -> None:
        """Ends the run in the warehouse's books and publishes what it holds."""
        self._progress.say("publishing the tables")
        with self.timed("publish"):
            self._finish("done")
            stages.publish(self._warehouse, self._extraction.registry, self.run_id)

    def report(self) -> IngestReport:
        """What the run did."""
        tally = self._tally
        return IngestReport(
            run_id=self.run_id,
            warehouse=self._settings.warehouse,
            documents_new=tally.counts.new,
            documents_changed=tally.counts.changed,
            documents_unchanged=tally.unchanged,
            files_ignored=tally.ignored,
            events_by_type=dict(sorted(tally.events.items())),
            resolved_by_type=dict(sorted(tally.resolved.items())),
            rejects_by_reason=dict(sorted(tally.reasons.items())),
            rejects=tuple(tally.rejects),
            seconds_by_stage={stage: round(seconds, 3) for stage, seconds in tally.seconds.items()},
        )

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Counts the time of a block for a stage."""
        started = time.perf_counter()
        try:
            yield
        finally:
            seconds = self._tally.seconds
            seconds[stage] = seconds.get(stage, 0.0) + time.perf_counter() - started

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Notes the run in the warehouse's books: that it began, and that it failed where it does."""
        self._warehouse.begin_run(self.run_id, self._sources, self._extraction.version)
        try:
            yield
        except BaseException:
            self._finish("failed")
            raise

    def _finish(self, status: RunStatus) -> None:
        tally = self._tally
        counts = replace(tally.counts, unchanged=tally.unchanged)
        self._warehouse.finish_run(self.run_id, status, counts, tally.reasons.total())

    def _unchanged(self, documents: Sequence[Document]) -> set[str]:
        if not documents:
            return set()
        ids = [document.document_id for document in documents]
        hashes = [document.content_hash for document in documents]
        return self._warehouse.unchanged(ids, hashes, self._extraction.version)


@contextmanager
def opened(settings: Settings, sources: Sequence[str], progress: Progress) -> Iterator[Run]:
    """A run with its warehouse open and its workers ready; closes both in every case.

    Raises UsageError, DefinitionError, WarehouseError before anything is read.
    """
    resolve(sources)
    extraction = extraction_of(settings)
    with (
        Warehouse.open(settings.warehouse, write=True) as warehouse,
        workers_of(extraction.factory, settings.workers) as workers,
    ):
        run = Run(
            settings=settings,
            sources=sources,
            extraction=extraction,
            warehouse=warehouse,
            workers=workers,
            progress=progress,
        )
        with run.noted():
            yield run
