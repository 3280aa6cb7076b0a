"""The program of a private Prefect API's process, started by flows/private_api.py.

It binds a free loopback port, prints the port on standard output at once, and serves there until standard input
ends: the pipe's other end is held by the run alone, so it ends with the run even where that is killed. A socket that
listens before the server is imported lets the run's first request wait in it instead of being refused.
"""

from __future__ import annotations

import os
import socket
import sys
import threading


def main() -> None:
    """Announce the port, then serve until the parent is gone."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _serve(listener)


def _end_with_parent() -> None:
    while sys.stdin.buffer.read(1024):
        pass
    os._exit(0)


def _serve(listener: socket.socket) -> None:
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=True, final=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_keep_alive=120)).run(sockets=[listener])


if __name__ == "__main__":
    main()
