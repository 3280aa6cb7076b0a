"""`ingest`: runs the stages, through the Prefect flow or directly. Importing this module does not import Prefect.

Belongs here: which way a run goes, and the direct one. Does not: the stages (stages, run), the tasks (prefect_flow).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from flows import stages
from flows.private_api import client_environment, client_manners, environment, is_http_error, started
from flows.report import IngestReport, Progress, Silent
from flows.run import Run, opened, preload
from flows.settings import Settings
from flows.sources.resolver import resolve
from flows.stages import Batch, Extracted
from schemas.errors import TransientError

HOME_NAME = "prefect"
"""The folder within the warehouse's that keeps the private Prefect server's database and log."""
BATCHES_A_WORKER = 2
"""How many batches are read ahead for each worker."""


def run_ingest(
    settings: Settings, sources: Sequence[str], progress: Progress | None = None, *, direct: bool = False
) -> IngestReport:
    """Ingests sources into the warehouse: through the Prefect flow, or `direct` without Prefect, with equal results.

    `sources` are what `flows.sources.resolver.resolve` takes. The flow uses the server that PREFECT_API_URL names;
    without it a private one for this run. Raises UsageError, DefinitionError, PipelineError, WarehouseError, and
    TransientError where the server does not start or answers no more.
    """
    progress = progress or Silent()
    resolve(sources)
    if direct:
        return _ingest_directly(settings, sources, progress)
    if os.environ.get("PREFECT_API_URL"):
        return _ingest_by_given_api(settings, sources, progress)
    return _ingest_by_private_api(settings, sources, progress)


def _ingest_directly(settings: Settings, sources: Sequence[str], progress: Progress) -> IngestReport:
    with opened(settings, sources, progress) as run:
        for batch, extracted in _extracted(run):
            run.load(batch, extracted)
        run.resolve()
        run.publish()
        return run.report()


def _extracted(run: Run) -> Iterator[tuple[Batch, Extracted]]:
    """The batches in their order, extracted; several at a time where there are several workers."""
    if run.workers.count == 1:
        for batch in run.read():
            with run.timed("extract"):
                extracted = stages.extract(batch, run.workers)
            yield batch, extracted
        return
    threads = ThreadPoolExecutor(run.workers.count)
    under_way: deque[tuple[Batch, Future[Extracted]]] = deque()
    try:
        for batch in run.read():
            under_way.append((batch, threads.submit(stages.extract, batch, run.workers)))
            if len(under_way) >= BATCHES_A_WORKER * run.workers.count:
                yield _awaited(run, *under_way.popleft())
        while under_way:
            yield _awaited(run, *under_way.popleft())
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _awaited(run: Run, batch: Batch, extracted: Future[Extracted]) -> tuple[Batch, Extracted]:
    with run.timed("extract"):
        return batch, extracted.result()


def _ingest_by_given_api(settings: Settings, sources: Sequence[str], progress: Progress) -> IngestReport:
    with environment(client_manners(os.environ)):
        try:
            return _ingest_by_flow(settings, sources, progress)
        except Exception as error:
            if not is_http_error(error):
                raise
            where = f"the Prefect server at {os.environ['PREFECT_API_URL']} (PREFECT_API_URL)"
            raise TransientError(
                f"{where} does not answer: {error}. Without that setting a private one is used"
            ) from error


def _ingest_by_private_api(settings: Settings, sources: Sequence[str], progress: Progress) -> IngestReport:
    """Starts the server first, so that it comes up while this process imports Prefect and loads the extractor."""
    home = settings.warehouse.resolve() / HOME_NAME
    progress.say("starting a private Prefect server and loading the spaCy pipeline meanwhile (5-10 s)")
    with started(home) as api, environment(client_environment(home, api.url)):
        import prefect.settings as prefect_settings

        preload(settings)
        progress.say("waiting for the private Prefect server")
        api.wait()
        progress.say("starting the flow")
        updates = {prefect_settings.PREFECT_API_URL: api.url, prefect_settings.PREFECT_HOME: home}
        with prefect_settings.temporary_settings(updates), api.watched():
            return _ingest_by_flow(settings, sources, progress)


def _ingest_by_flow(settings: Settings, sources: Sequence[str], progress: Progress) -> IngestReport:
    from flows import prefect_flow

    token = prefect_flow.watcher.set(progress)
    try:
        return prefect_flow.flow_for(settings.workers)(list(sources), settings)
    finally:
        prefect_flow.watcher.reset(token)
