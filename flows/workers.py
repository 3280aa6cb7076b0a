"""Workers: processes that extract, each with an extractor of its own, and what happens when one dies.

Belongs here: processes and their failures. Does not: batches, rejects and counts (stages). Prefect's own pool of
processes stays broken once a worker dies, whatever its retries; this one is rebuilt and finds the culprit.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Protocol, Self

from schemas.document import Document
from schemas.errors import EventwireError
from schemas.events import DocumentEvent


class Extractor(Protocol):
    """What turns a document into events (extractors.pipeline.Extractor is one)."""

    def extract(self, document: Document) -> tuple[DocumentEvent, ...]:
        """The document's events, in text order."""


ExtractorFactory = Callable[[], Extractor]
"""Makes an extractor; it goes to the workers by pickle, so it is a function of a module or a partial of one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be extracted: `extraction_failed` (it raised) or `extraction_died` (its worker did)."""

    code: str
    reason: str


Outcome = tuple[DocumentEvent, ...] | Failure

ENDED = "the run was ended while it was extracting"


class Workers(Protocol):
    """Whoever extracts: this process or others. `extract` may be called from several threads at a time."""

    count: int

    def extract(self, documents: Sequence[Document]) -> tuple[Outcome, ...]:
        """The outcome of each document, in their order."""

    def __enter__(self) -> Self:
        """Ready to work."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends all work."""


def workers_of(factory: ExtractorFactory, count: int) -> Workers:
    """This process for one worker, else a pool of `count` processes."""
    return OwnProcess(factory) if count == 1 else WorkerPool(factory, count)


class OwnProcess:
    """Extracts in this process, one batch at a time; once left, a batch under way ends with its current document."""

    count = 1

    def __init__(self, factory: ExtractorFactory) -> None:
        self._factory = factory
        self._lock = threading.Lock()
        self._extractor: Extractor | None = None
        self._is_closed = False

    def extract(self, documents: Sequence[Document]) -> tuple[Outcome, ...]:
        """The outcome of each document, in their order."""
        with self._lock:
            if self._extractor is None:
                self._extractor = self._factory()
            return tuple(self._outcome(self._extractor, document) for document in documents)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_closed = True

    def _outcome(self, extractor: Extractor, document: Document) -> Outcome:
        if self._is_closed:
            raise EventwireError(ENDED)
        return outcome_of(extractor, document)


class WorkerPool:
    """Extracts in processes.

    A batch whose worker dies is tried once more, alone in a process of its own, then document by document, so that
    only the document that kills is lost; batches that were under way beside it are tried again the same way.
    """

    def __init__(self, factory: ExtractorFactory, count: int) -> None:
        self.count = count
        self._factory = factory
        self._crew: _Crew | None = None
        self._crew_lock = threading.Lock()
        self._one_by_one = threading.Lock()
        self._is_closed = False

    def extract(self, documents: Sequence[Document]) -> tuple[Outcome, ...]:
        """The outcome of each document, in their order."""
        crew = self._current()
        try:
            return crew.extract(documents)
        except BrokenProcessPool:
            self._dismiss(crew)
        with self._one_by_one:
            return self._carefully(documents)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._crew_lock:
            self._is_closed = True
            if self._crew is not None:
                self._crew.end()
                self._crew = None

    def _current(self) -> _Crew:
        with self._crew_lock:
            if self._is_closed:
                raise EventwireError(ENDED)
            if self._crew is None:
                self._crew = _Crew(self._factory, self.count)
            return self._crew

    def _dismiss(self, crew: _Crew) -> None:
        with self._crew_lock:
            if self._is_closed:
                raise EventwireError(ENDED)
            if self._crew is crew:
                crew.end()
                self._crew = None

    def _carefully(self, documents: Sequence[Document]) -> tuple[Outcome, ...]:
        try:
            return self._alone(documents)
        except BrokenProcessPool:
            return tuple(self._survived(document) for document in documents)

    def _survived(self, document: Document) -> Outcome:
        try:
            return self._alone([document])[0]
        except BrokenProcessPool:
            return Failure("extraction_died", "the process that read it died, and died again on this document alone")

    def _alone(self, documents: Sequence[Document]) -> tuple[Outcome, ...]:
        crew = _Crew(self._factory, 1)
        try:
            return crew.extract(documents)
        finally:
            crew.end()


class _Crew:
    """A pool of processes and the lifeline that they hang on: a pipe whose end in this process, once closed by us or
    by our death, ends them at once."""

    def __init__(self, factory: ExtractorFactory, count: int) -> None:
        context = multiprocessing.get_context("spawn")
        far_end, self._lifeline = context.Pipe(duplex=False)
        self._far_end = far_end
        self._executor = ProcessPoolExecutor(count, context, initializer=_begin, initargs=(factory, far_end))

    def extract(self, documents: Sequence[Document]) -> tuple[Outcome, ...]:
        return self._executor.submit(_extract, tuple(documents)).result()

    def end(self) -> None:
        self._lifeline.close()
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._far_end.close()


_loaded: Extractor | Exception | None = None
"""A worker's extractor, or why it has none; unused in the parent."""


def _begin(factory: ExtractorFactory, lifeline: Connection) -> None:
    """Runs first in each worker. An error is kept for the first batch to raise: here it would only break the pool."""
    global _loaded  # noqa: PLW0603 - an initializer has no other way to hand something to the calls that follow
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with, args=(lifeline,), daemon=True).start()
    try:
        _loaded = factory()
    except Exception as error:
        _loaded = error


def _die_with(lifeline: Connection) -> None:
    try:
        lifeline.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)


def _extract(documents: tuple[Document, ...]) -> tuple[Outcome, ...]:
    if isinstance(_loaded, Exception):
        raise EventwireError(str(_loaded)) from None
    if _loaded is None:
        raise RuntimeError("a worker got work before it began")
    return tuple(outcome_of(_loaded, document) for document in documents)


def outcome_of(extractor: Extractor, document: Document) -> Outcome:
    """The document's events, or a failure that names the exception which extraction raised."""
    try:
        return extractor.extract(document)
    except Exception as error:
        return Failure("extraction_failed", f"{type(error).__name__}: {error}")
