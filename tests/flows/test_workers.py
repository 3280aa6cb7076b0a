"""Workers: equal results for any number of them, and a document that kills its process takes nothing along."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from flows.workers import Failure, OwnProcess, WorkerPool, workers_of
from schemas.document import RawRecord, document_of
from schemas.errors import EventwireError, PipelineError

DIED = Failure("extraction_died", "the process that read it died, and died again on this document alone")
RAISED = Failure("extraction_failed", "ValueError: told to")


def documents(*texts):
    return [document_of(RawRecord(f"file:///{n}.txt", None, str(n), text)) for n, text in enumerate(texts)]


def test_own_process(fakes):
    one, two, three = documents("Nobody came.", "RAISE", "She arrived.")
    workers = workers_of(fakes.visits, 1)
    assert isinstance(workers, OwnProcess)
    assert workers.extract([one, two, three]) == ((), RAISED, (fakes.visit(three, 4),))


def test_pool_gives_what_one_process_gives(fakes):
    batches = [documents(*(f"Number {n} arrived." for n in range(start, start + 3))) for start in range(4)]
    with OwnProcess(fakes.visits) as one, WorkerPool(fakes.visits, 2) as two, ThreadPoolExecutor(4) as threads:
        assert list(threads.map(two.extract, batches)) == [one.extract(batch) for batch in batches]


def test_only_the_document_that_kills_is_lost(fakes):
    first, raising, killing, last = documents("She arrived.", "RAISE", "KILL", "He arrived.")
    innocent = documents("They arrived.")
    with WorkerPool(fakes.visits, 2) as pool, ThreadPoolExecutor(3) as threads:
        beside = threads.submit(pool.extract, innocent)
        outcome = pool.extract([first, raising, killing, last])
        assert outcome == ((fakes.visit(first, 4),), RAISED, DIED, (fakes.visit(last, 3),))
        assert beside.result() == ((fakes.visit(innocent[0], 5),),)
        assert pool.extract(innocent) == ((fakes.visit(innocent[0], 5),),)


def test_two_killers_at_a_time(fakes):
    good = documents("She arrived.")
    with WorkerPool(fakes.visits, 2) as pool, ThreadPoolExecutor(3) as threads:
        outcomes = list(threads.map(pool.extract, [documents("KILL one"), good, documents("KILL two")]))
    assert outcomes == [(DIED,), ((fakes.visit(good[0], 4),),), (DIED,)]


def test_an_extractor_that_cannot_load_says_why(fakes):
    with WorkerPool(fakes.missing, 2) as pool, pytest.raises(EventwireError, match="'nowhere' is not installed"):
        pool.extract(documents("x"))
    with OwnProcess(fakes.missing) as own, pytest.raises(PipelineError, match="'nowhere' is not installed"):
        own.extract(documents("x"))


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def wait_for(condition, seconds=30.0):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def test_leaving_the_pool_ends_work_under_way(fakes, tmp_path):
    with ThreadPoolExecutor(1) as threads:
        with WorkerPool(partial(fakes.SlowExtractor, str(tmp_path)), 2) as pool:
            under_way = threads.submit(pool.extract, documents("x"))
            wait_for(lambda: any(tmp_path.iterdir()))
        with pytest.raises(EventwireError, match="ended"):
            under_way.result(timeout=30)
    assert not is_alive(int(next(tmp_path.iterdir()).name))
    assert threading.active_count() < 20


def test_workers_die_with_their_parent(tmp_path):
    if not Path("/proc").is_dir():
        pytest.skip("needs /proc")
    program = f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from functools import partial
        import fake_extractors
        from flows.workers import WorkerPool
        from schemas.document import RawRecord, document_of
        if __name__ == "__main__":
            pool = WorkerPool(partial(fake_extractors.SlowExtractor, {str(tmp_path / "pids")!r}), 2)
            pool.extract([document_of(RawRecord("file:///x", None, "x", "x"))])
    """
    (tmp_path / "pids").mkdir()
    script = tmp_path / "parent.py"
    script.write_text(textwrap.dedent(program), encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script)], stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: any((tmp_path / "pids").iterdir()))
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    worker = int(next((tmp_path / "pids").iterdir()).name)
    wait_for(lambda: not is_alive(worker))
