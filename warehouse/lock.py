"""The lock that makes one process the writer of a warehouse folder.

DuckDB's own lock is POSIX fcntl: any other open and close of the core file in the writer's process drops it silently.
This one is flock on a side file: it belongs to the open handle and ends with the process, however that ends.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from schemas.errors import WarehouseBusyError, WarehouseError

LOCK_NAME = "core.lock"


@contextmanager
def core_lock(folder: Path, *, write: bool) -> Iterator[None]:
    """Holds the lock of a folder: alone to write, together with other readers to read.

    Raises WarehouseBusyError, which says who holds it and since when, rather than wait.
    """
    path = folder / LOCK_NAME
    try:
        handle = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise WarehouseError(f"cannot open {path}: {error.strerror}; check the folder's permissions") from error
    with handle:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if write else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = _holder(handle)
            raise WarehouseBusyError(f"warehouse {folder} is in use{holder}; try again when it is done") from error
        if write:
            _sign(handle)
        yield


def _sign(handle: TextIO) -> None:
    """Writes who holds the lock since when."""
    since = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    handle.truncate(0)
    handle.write(json.dumps({"pid": os.getpid(), "since": since}))
    handle.flush()


def _holder(handle: TextIO) -> str:
    """Who signed the lock, in words; empty where the writer has not signed yet or a reader holds it."""
    handle.seek(0)
    try:
        holder = json.loads(handle.read())
        return f" (last writer: process {holder['pid']}, since {holder['since']})"
    except (ValueError, KeyError, TypeError):
        return ""
