"""Whole runs: directly, and through the real Prefect flow in a process of its own."""

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import flows.run
from flows.ingest import run_ingest
from flows.private_api import started
from flows.settings import Settings
from schemas.errors import UsageError
from schemas.event_types import builtin
from warehouse.export import export
from warehouse.query import query

PROGRAM = Path(__file__).with_name("ingest_program.py")
TIMEOUT = 240.0


@pytest.fixture
def news(tmp_path):
    return make_news(tmp_path / "news")


def make_news(folder):
    folder.mkdir()
    (folder / "a.txt").write_text("She arrived.", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"caf\xe9")
    (folder / "c.jsonl").write_text('{"id": "1", "text": "He arrived."}\n{broken\n{"id": "2", "text": "RAISE"}\n')
    (folder / "d.md").write_text("no news", encoding="utf-8")
    return folder


@pytest.fixture
def faked(fakes, monkeypatch):
    monkeypatch.setattr(flows.run, "extraction_of", lambda _: flows.run.Extraction(builtin(), fakes.visits, "1"))


class Watcher:
    def __init__(self):
        self.told = []

    def say(self, message):
        self.told.append(message)

    def found(self, documents):
        self.told.append(("found", documents))

    def done(self, documents):
        self.told.append(("done", documents))


def facts(report):
    return (
        (report.documents_new, report.documents_changed, report.documents_unchanged, report.files_ignored),
        report.events_by_type,
        report.resolved_by_type,
        report.rejects_by_reason,
    )


FIRST = (
    (2, 0, 0, 1),
    {"visit": 2},
    {"visit": 1},
    {"bad_json": 1, "extraction_failed": 1, "not_utf8": 1},
)
AGAIN = ((0, 0, 2, 1), {}, {"visit": 1}, FIRST[3])


def exported(warehouse, target):
    return {path.name: path.read_bytes() for path in export(warehouse, target, "jsonl")}


def test_twice_changes_nothing(news, faked, tmp_path):
    settings, watcher = Settings(warehouse=tmp_path / "w"), Watcher()
    first = run_ingest(settings, [str(news)], watcher, direct=True)
    assert facts(first) == FIRST
    assert [(Path(reject.source_uri).name, reject.line, reject.code) for reject in first.rejects] == [
        ("b.txt", None, "not_utf8"),
        ("c.jsonl", 2, "bad_json"),
        ("c.jsonl", 3, "extraction_failed"),
    ]
    assert (first.reject_count, first.warehouse) == (3, tmp_path / "w")
    assert first.seconds_by_stage.keys() == {"read", "extract", "load", "resolve", "publish"}
    assert watcher.told == [
        ("found", 3), ("done", 3), "linking the events of all documents", "publishing the tables",
    ]  # fmt: skip
    before = exported(tmp_path / "w", tmp_path / "one")
    assert facts(run_ingest(settings, [str(news)], direct=True)) == AGAIN
    assert exported(tmp_path / "w", tmp_path / "two") == before


def test_a_changed_text_replaces_its_document(news, faked, tmp_path):
    settings = Settings(warehouse=tmp_path / "w")
    run_ingest(settings, [str(news)], direct=True)
    (news / "a.txt").write_text("She stayed.", encoding="utf-8")
    assert facts(run_ingest(settings, [str(news)], direct=True)) == ((0, 1, 1, 1), {}, {"visit": 1}, FIRST[3])
    assert query(tmp_path / "w", "SELECT visitor_names FROM visits").to_pylist() == [{"visitor_names": "Peru"}]


def test_same_bytes_for_any_number_of_workers_and_size_of_batch(news, faked, tmp_path):
    for workers, characters in ((1, 300_000), (2, 1), (2, 700)):
        settings = Settings(tmp_path / f"{workers}-{characters}", workers=workers, batch_characters=characters)
        assert facts(run_ingest(settings, [str(news)], direct=True)) == FIRST
    one, *others = (exported(folder, folder / "out") for folder in sorted(tmp_path.glob("?-*")))
    assert others == [one, one]


def test_a_document_that_kills_its_worker_is_one_reject(news, faked, tmp_path):
    (news / "a0.txt").write_text("KILL", encoding="utf-8")
    report = run_ingest(Settings(tmp_path / "w", workers=2), [str(news)], direct=True)
    assert facts(report) == (*FIRST[:3], FIRST[3] | {"extraction_died": 1})


def test_a_failed_run_is_noted_and_leaves_the_published_file(news, faked, fakes, monkeypatch, tmp_path):
    settings = Settings(tmp_path / "w")
    run_ingest(settings, [str(news)], direct=True)
    broken = flows.run.Extraction(builtin(), fakes.missing, "2")
    monkeypatch.setattr(flows.run, "extraction_of", lambda _: broken)
    with pytest.raises(Exception, match="'nowhere' is not installed"):
        run_ingest(settings, [str(news)], direct=True)
    assert len(query(tmp_path / "w", "SELECT * FROM visits").to_pylist()) == 1
    monkeypatch.setattr(flows.run, "extraction_of", lambda _: flows.run.Extraction(builtin(), fakes.visits, "2"))
    run_ingest(settings, [str(news)], direct=True)
    runs = query(tmp_path / "w", "SELECT status_code FROM runs ORDER BY started_at").to_pylist()
    assert [run["status_code"] for run in runs] == ["done", "failed", "done"]


def test_wrong_use_touches_nothing(tmp_path):
    with pytest.raises(UsageError, match="there is no file or folder"):
        run_ingest(Settings(tmp_path / "w"), [str(tmp_path / "gone")])
    assert list(tmp_path.iterdir()) == []


def program(*arguments, environment=None):
    return subprocess.Popen(
        [sys.executable, "-X", "faulthandler", str(PROGRAM), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def told_by(process):
    try:
        out, err = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        pytest.fail(f"it did not end: {process.communicate()}")
    assert (process.returncode, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


def is_served(url):
    address = urlsplit(url)
    try:
        socket.create_connection((address.hostname, address.port), timeout=5).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def clean_environment(tmp_path_factory):
    """An environment without Prefect settings, a home that would show what Prefect leaves there, and dead proxies."""
    import os

    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "EVENTWIRE"))}
    dead = "http://127.0.0.1:9"
    home = tmp_path_factory.mktemp("home")
    return kept | {"HOME": str(home), "HTTP_PROXY": dead, "HTTPS_PROXY": dead, "ALL_PROXY": dead, "http_proxy": dead}


@pytest.fixture(scope="module")
def flowed(tmp_path_factory, clean_environment):
    """A warehouse made by the flow with a private server, and what the run told."""
    folder = tmp_path_factory.mktemp("flowed")
    news = make_news(folder / "news")
    told = told_by(program(folder / "w", news, environment=clean_environment))
    return folder, told


def test_direct_runs_never_import_prefect(news, tmp_path):
    *_, last = told_by(program(tmp_path / "w", news, "direct"))
    assert last["prefect"] is False


def test_flow_with_a_private_server(flowed, clean_environment, tmp_path):
    folder, told = flowed
    servers = {line["server"] for line in told if "server" in line}
    report = told[-1]["report"]
    assert told[0]["say"].startswith("starting a private Prefect server")
    assert told[1:3] == [{"say": "waiting for the private Prefect server"}, {"say": "starting the flow"}]
    found = [line["found"] for line in told if "found" in line]
    assert (len(found) > 1, sum(found), sum(line["done"] for line in told if "done" in line)) == (True, 3, 3)
    assert len(servers) == 1
    assert not is_served(servers.pop())
    assert list(Path(clean_environment["HOME"]).rglob("*prefect*")) == []
    assert (report["documents_new"], report["rejects_by_reason"]) == (2, FIRST[3])
    told_by(program(tmp_path / "w", folder / "news", "direct"))
    assert exported(folder / "w", tmp_path / "flow") == exported(tmp_path / "w", tmp_path / "direct")


def test_prefect_keeps_a_record_of_the_flow(flowed):
    folder, _ = flowed
    with sqlite3.connect(folder / "w" / "prefect" / "prefect.db") as prefect:
        runs = prefect.execute("SELECT flow.name, flow_run.state_type FROM flow_run JOIN flow ON flow.id = flow_id")
        assert runs.fetchall() == [("ingest", "COMPLETED")]


def test_flow_with_a_given_server(flowed, clean_environment, tmp_path):
    folder, _ = flowed
    with started(folder / "w" / "prefect") as api:
        api.wait()
        environment = clean_environment | {"PREFECT_API_URL": api.url, "NO_PROXY": "127.0.0.1"}
        told = told_by(program(tmp_path / "w", folder / "news", environment=environment))
        assert is_served(api.url)
    assert {line["server"] for line in told if "server" in line} == {api.url}
    assert told[-1]["report"]["documents_new"] == 2
    assert not (tmp_path / "w" / "prefect").exists()


def test_a_given_server_that_is_not_there_is_named(news, tmp_path, clean_environment):
    environment = clean_environment | {"PREFECT_API_URL": "http://127.0.0.1:9/api", "NO_PROXY": "127.0.0.1"}
    process = program(tmp_path / "w", news, environment=environment)
    _, err = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 1
    assert err.splitlines()[-1].startswith(
        "schemas.errors.TransientError: the Prefect server at http://127.0.0.1:9/api (PREFECT_API_URL) does not answer"
    )


def test_an_interrupted_flow_ends_its_server(flowed, clean_environment):
    folder, _ = flowed
    lines = (json.dumps({"id": f"new-{n}", "text": "New."}) for n in range(200))
    (folder / "more.jsonl").write_text("\n".join(lines), encoding="utf-8")
    process = program(folder / "w", folder / "more.jsonl", "slow", environment=clean_environment)
    server = next(value["server"] for value in map(json.loads, process.stdout) if "server" in value)
    assert is_served(server)
    process.send_signal(signal.SIGINT)
    sent = time.monotonic()
    process.communicate(timeout=60)
    assert process.returncode != 0
    assert time.monotonic() - sent < 20
    assert not is_served(server)
