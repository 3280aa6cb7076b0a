"""The Prefect flow: the stages as tasks. Importing this module imports Prefect.

Belongs here: the order of the tasks and what Prefect is told about them. Does not: what they do (stages, run), where
the Prefect API comes from (private_api).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from itertools import islice
from typing import Any, TypeVar, cast

from prefect import Flow, flow, task, unmapped
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows import stages
from flows.report import IngestReport, Progress, Silent
from flows.run import Run, opened
from flows.settings import Settings
from flows.stages import Batch, Extracted
from flows.workers import Workers

Value = TypeVar("Value")

BATCHES_A_WORKER = 2
"""How many batches are read ahead for each worker: no worker waits, and memory stays bounded."""

watcher: ContextVar[Progress] = ContextVar("watcher")
"""Whom the flow tells how far it is; no parameter of the flow, because it is no value."""


@flow(name="ingest", validate_parameters=False)
def ingest(sources: list[str], settings: Settings) -> IngestReport:
    """Reads the sources, extracts their events, loads, links and publishes them."""
    with opened(settings, sources, watcher.get(Silent())) as run:
        for wave in waves(run.read(), BATCHES_A_WORKER * settings.workers):
            extracted = extract.map([as_is(batch) for batch in wave], unmapped(run.workers))
            for batch, future in zip(wave, extracted, strict=True):
                with run.timed("extract"):
                    outcome = future.result()
                load(run, as_is(batch), as_is(outcome))
        resolve(run)
        publish(run)
        return run.report()


def flow_for(workers: int) -> Flow[[list[str], Settings], IngestReport]:
    """The flow with a thread for each worker: a thread only hands a batch to its process and waits."""
    runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=workers)
    return ingest.with_options(task_runner=cast("TaskRunner[PrefectFuture[Any]]", runner))


@task(cache_policy=NO_CACHE, persist_result=False)
def extract(batch: Batch, workers: Workers) -> Extracted:
    """A batch's documents with their events."""
    return stages.extract(batch, workers)


@task(cache_policy=NO_CACHE, persist_result=False)
def load(run: Run, batch: Batch, extracted: Extracted) -> None:
    """Loads an extracted batch."""
    run.load(batch, extracted)


@task(cache_policy=NO_CACHE, persist_result=False)
def resolve(run: Run) -> None:
    """Links the events of the whole warehouse."""
    run.resolve()


@task(cache_policy=NO_CACHE, persist_result=False)
def publish(run: Run) -> None:
    """Publishes the tables."""
    run.publish()


def as_is(value: Value) -> Value:
    """A task's argument that Prefect hands over without walking through every record in it."""
    return cast("Value", quote(value))


def waves(batches: Iterable[Batch], size: int) -> Iterator[list[Batch]]:
    """The batches in groups of `size`."""
    iterator = iter(batches)
    while wave := list(islice(iterator, size)):
        yield wave
