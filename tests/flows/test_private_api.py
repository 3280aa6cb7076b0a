"""The private Prefect server: ended in every case, and its failures told."""

import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from flows import private_api
from flows.private_api import client_environment, environment, started
from schemas.errors import TransientError, WarehouseBusyError


def is_open(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def port_of(url):
    return int(url.removeprefix("http://127.0.0.1:").removesuffix("/api"))


def test_the_port_is_open_at_once_and_closed_after_an_error(tmp_path):
    def fail():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), started(tmp_path / "home") as api:  # noqa: PT012 - the block is the test
        port = port_of(api.url)
        assert is_open(port)
        fail()
    assert not is_open(port)


def test_the_server_dies_with_a_killed_parent(tmp_path):
    code = (
        "import time; from pathlib import Path; from flows.private_api import started\n"
        f"with started(Path({str(tmp_path)!r})) as api: print(api.url, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    port = port_of(parent.stdout.readline().strip())
    assert is_open(port)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    until = time.monotonic() + 20
    while is_open(port):
        assert time.monotonic() < until, "the server outlived its parent"
        time.sleep(0.05)


def fake_program(tmp_path, monkeypatch, code):
    path = tmp_path / "program.py"
    path.write_text(code, encoding="utf-8")
    monkeypatch.setattr(private_api, "PROGRAM", path)


def test_a_server_that_cannot_start_says_why(tmp_path, monkeypatch):
    fake_program(tmp_path, monkeypatch, "import sys; sys.exit('first line\\nthe database is locked')")
    with started(tmp_path) as api, pytest.raises(TransientError) as caught:
        api.wait()
    assert str(caught.value) == (
        f"the private Prefect server did not start; the end of {tmp_path}/server.log: first line | the database is "
        "locked. `--direct` does the same without Prefect"
    )


DIES = "print(s.getsockname()[1], flush=True); c, _ = s.accept(); sys.exit('died late')"
REFUSES = (
    "print(s.getsockname()[1], flush=True); c, _ = s.accept(); c.recv(9999); "
    "c.sendall(b'HTTP/1.1 503 No\\r\\nContent-Length: 0\\r\\n\\r\\n'); c.recv(1)"
)
SLEEPS = "print(s.getsockname()[1], flush=True); c, _ = s.accept(); c.recv(9999); c.recv(9999)"


@pytest.mark.parametrize(
    ("code", "what"),
    [(DIES, "did not start; the end of"), (REFUSES, "answered 503"), (SLEEPS, "did not answer within 1 seconds")],
)
def test_a_server_that_does_not_answer(tmp_path, monkeypatch, code, what):
    fake_program(tmp_path, monkeypatch, f"import socket, sys; s = socket.create_server(('127.0.0.1', 0)); {code}")
    monkeypatch.setattr(private_api, "START_SECONDS", 1.0)
    with started(tmp_path) as api, pytest.raises(TransientError, match=what):
        api.wait()


def test_a_port_that_is_never_told(tmp_path, monkeypatch):
    fake_program(tmp_path, monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(private_api, "START_SECONDS", 0.5)
    with started(tmp_path) as api, pytest.raises(TransientError, match="did not open its port within 0 seconds"):
        api.wait()


ANSWERS_ONCE = (
    "print(s.getsockname()[1], flush=True); c, _ = s.accept(); c.recv(9999); "
    "c.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n'); c.close(); "
)


def use(api, seconds=20):
    """Asks as a client of Prefect's would: it waits for the answer much longer than the watch does."""
    httpx.get(api.url + "/flows", timeout=seconds)


@pytest.mark.parametrize(
    ("then", "what"),
    [
        ("import time; time.sleep(60)", "did not answer for 1 seconds"),
        ("c, _ = s.accept(); sys.exit('the disk is full')", r"failed while it was in use .*the disk is full"),
    ],
)
def test_a_server_that_falls_silent_or_dies_ends_the_wait_for_it(tmp_path, monkeypatch, then, what):
    code = f"import socket, sys; s = socket.create_server(('127.0.0.1', 0)); {ANSWERS_ONCE}{then}"
    fake_program(tmp_path, monkeypatch, code)
    monkeypatch.setattr(private_api, "SILENT_SECONDS", 1.0)
    monkeypatch.setattr(private_api, "WATCH_SECONDS", 0.1)
    with started(tmp_path) as api:
        api.wait()
        asked = time.monotonic()
        with pytest.raises(TransientError, match=what), api.watched():
            use(api)
        assert time.monotonic() - asked < 15


def test_an_error_of_the_run_is_not_the_servers(tmp_path, monkeypatch):
    fake_program(tmp_path, monkeypatch, f"import socket, sys, time; s = socket.create_server(('127.0.0.1', 0)); {DIES}")
    with started(tmp_path) as api:
        with pytest.raises(KeyError), api.watched():
            raise KeyError("its own")
        with pytest.raises(WarehouseBusyError), api.watched():
            raise WarehouseBusyError("in use")


def test_a_home_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(TransientError, match="give another --warehouse"), started(tmp_path / "file" / "x"):
        pytest.fail("it started")


def test_environment_is_put_back(monkeypatch):
    import os

    monkeypatch.setenv("NO_PROXY", "example.org")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    before = dict(os.environ)
    with environment(client_environment(private_api.Path("/home"), "http://127.0.0.1:1/api")):
        assert os.environ["NO_PROXY"] == os.environ["no_proxy"] == "example.org,127.0.0.1"
        assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:1/api"
    assert dict(os.environ) == before
