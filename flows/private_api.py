"""A private Prefect API for one run: started on a free loopback port, ended with the run, whatever happens.

Starting it before Prefect is imported lets it come up on another core while this process imports and loads; Prefect's
own ephemeral mode does the one after the other (benchmarks/prefect_start.py).
Belongs here: the server's process, its environment and log. Does not: what runs in that process (api_process).
"""

from __future__ import annotations

import http.client
import os
import select
import sqlite3
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from flows import private_database
from schemas.errors import EventwireError, TransientError

START_SECONDS = 120.0
"""How long a server may take: 6 s on two free cores, more with a fresh database and on a busy machine."""
SILENT_SECONDS = 120.0
"""How long a server that ran may leave a question unanswered before the run is given up: a machine that is out of
memory has held one up for minutes, and Prefect's client alone waits for six times a minute, without a word."""
WATCH_SECONDS = 5.0
LOG_NAME = "server.log"
LOG_LINES = 8
PROGRAM = Path(__file__).with_name("api_process.py")

SILENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
}
"""No word to outside hosts, and none to the terminal: an error of a run reaches the caller as an exception."""

SERVER_ONLY = {
    "PREFECT_UI_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_LEVEL": "WARNING",
}


class PrivateApi:
    """A server that is starting or running. Get one by `with started(home) as api`."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self._process = process
        self._log = log
        self._port = 0
        self._is_silent = False

    @property
    def url(self) -> str:
        """Where the API is; the port is open from the beginning. Raises TransientError where the server died."""
        if not self._port:
            told = _pipe(self._process.stdout)
            if not select.select([told], [], [], START_SECONDS)[0]:
                raise self._failure(f"did not open its port within {START_SECONDS:.0f} seconds")
            answer = told.readline()
            if not answer.strip().isdigit():
                raise self._failure("did not start")
            self._port = int(answer)
        return f"http://127.0.0.1:{self._port}/api"

    def wait(self) -> None:
        """Waits until the server answers. Raises TransientError where it does not."""
        try:
            status = self._ask(START_SECONDS)
        except TimeoutError:
            raise self._failure(f"did not answer within {START_SECONDS:.0f} seconds") from None
        except (OSError, http.client.HTTPException):
            raise self._failure("did not start") from None
        if status != http.client.OK:
            raise self._failure(f"answered {status}")

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Ends the server as soon as it answers no more, so that whoever waits for it fails instead of waiting on.

        An error of the block is raised as TransientError where the server is to blame.
        """
        is_done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(is_done,), daemon=True)
        watch.start()
        try:
            yield
        except EventwireError:
            raise
        except Exception as error:
            if self._is_silent:
                raise self._failure(f"did not answer for {SILENT_SECONDS:.0f} seconds") from error
            if self._process.poll() is not None or is_http_error(error):
                raise self._failure(f"failed while it was in use ({type(error).__name__})") from error
            raise
        finally:
            is_done.set()

    def _watch(self, is_done: threading.Event) -> None:
        while not is_done.wait(WATCH_SECONDS):
            try:
                self._ask(SILENT_SECONDS)
            except TimeoutError:
                self._is_silent = not is_done.is_set()
                self._process.kill()
                return
            except (OSError, http.client.HTTPException):
                return

    def _ask(self, seconds: float) -> int:
        """The status of the server's answer to the question whether it is well."""
        url = self.url
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=seconds)
        try:
            connection.request("GET", url.removeprefix(f"http://127.0.0.1:{self._port}") + "/health")
            return connection.getresponse().status
        finally:
            connection.close()

    def end(self) -> None:
        """Ends the server at once: its database is a log of runs and survives that."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            _pipe(pipe).close()

    def _failure(self, what: str) -> TransientError:
        with self._log.open(encoding="utf-8", errors="replace") as lines:
            tail = " | ".join(line.strip() for line in deque(lines, LOG_LINES) if line.strip())
        told = f"; the end of {self._log}: {tail}" if tail else f"; its log {self._log} is empty"
        return TransientError(f"the private Prefect server {what}{told}. `--direct` does the same without Prefect")


@contextmanager
def started(home: Path) -> Iterator[PrivateApi]:
    """Starts a server with its database and log in `home`; ends it with the block."""
    log = home / LOG_NAME
    try:
        home.mkdir(parents=True, exist_ok=True)
        log.touch()
        private_database.lay(home)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise TransientError(
            f"cannot write to {home}, where Prefect's records go: {reason}; give another --warehouse"
        ) from error
    try:
        with log.open("wb") as sink:
            process = subprocess.Popen(
                [sys.executable, "-P", str(PROGRAM)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=sink,
                env=_server_environment(os.environ, home),
                start_new_session=True,
            )
    except OSError as error:
        raise TransientError(f"cannot start a private Prefect server: {error}; try `--direct`") from error
    api = PrivateApi(process, log)
    try:
        yield api
    finally:
        api.end()


@contextmanager
def environment(changes: Mapping[str, str]) -> Iterator[None]:
    """Sets environment variables for a block."""
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def client_environment(home: Path, url: str) -> dict[str, str]:
    """What this process's Prefect must know to use the private API and nothing else; never through a proxy."""
    bypassed = [os.environ.get("NO_PROXY") or os.environ.get("no_proxy") or "", "127.0.0.1"]
    proxies = ",".join(part for part in bypassed if part)
    return SILENT | {
        "PREFECT_CLIENT_MAX_RETRIES": "2",  # of 5, which go on for a minute after the server was ended
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": url,
        "NO_PROXY": proxies,
        "no_proxy": proxies,
    }


def client_manners(own: Mapping[str, str]) -> dict[str, str]:
    """How this process's Prefect behaves towards a server of the user's: quiet, unless they want to hear more."""
    names = ("DO_NOT_TRACK", "PREFECT_LOGGING_LEVEL")
    return {name: own.get(name) or SILENT[name] for name in names}


def is_http_error(error: BaseException | None) -> bool:
    """Whether an exception of Prefect's comes from a request that failed."""
    from httpx import HTTPError

    while error is not None and not isinstance(error, HTTPError):
        error = error.__cause__
    return error is not None


def _server_environment(own: Mapping[str, str], home: Path) -> dict[str, str]:
    """This process's environment without its Prefect settings, which are about other servers."""
    kept = {name: value for name, value in own.items() if not name.startswith("PREFECT_")}
    return kept | SILENT | SERVER_ONLY | {"PREFECT_HOME": str(home)}


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise AssertionError("the server was started without a pipe")
    return stream
