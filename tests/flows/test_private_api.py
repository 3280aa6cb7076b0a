"""The private Prefect server: ended in every case, and its failures told."""

import signal
import socket
import subprocess
import sys
import time

import pytest

from flows import private_api
from flows.private_api import client_environment, environment, started
from schemas.errors import TransientError


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


def test_a_home_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(TransientError, match="cannot start a private Prefect server"), started(tmp_path / "file" / "x"):
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
