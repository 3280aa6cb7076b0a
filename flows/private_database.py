"""The private server's database, laid at once instead of by Prefect's hundred migrations (4 to 6 s of a first run).

Belongs here: laying the tables, and making the script of them: `python -m flows.private_database`. The script holds for
one version of Prefect; with any other the server migrates by itself. A test keeps the script equal to the migrations.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
import importlib.resources
import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

DATABASE = "prefect.db"
SCRIPT = "private_database.sql"
_HEADER = "-- Prefect {version}: the tables of a new SQLite database; written by `python -m flows.private_database`."


def lay(home: Path) -> bool:
    """Lays a new database into `home`; False where there is one, or where the script is of another Prefect."""
    if (home / DATABASE).exists():
        return False
    script = importlib.resources.files("flows").joinpath(SCRIPT).read_text("utf-8")
    if script.partition("\n")[0] != _header():
        return False
    handle, name = tempfile.mkstemp(dir=home, suffix=".db")
    os.close(handle)
    with closing(sqlite3.connect(name)) as database:
        database.executescript(script)
    Path(name).replace(home / DATABASE)
    return True


def migrated_script() -> str:
    """The script of a database that the installed Prefect has migrated from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE
        os.environ["PREFECT_API_DATABASE_CONNECTION_URL"] = f"sqlite+aiosqlite:///{path}"
        from prefect.server.database.dependencies import provide_database_interface

        asyncio.run(provide_database_interface().create_db())
        with closing(sqlite3.connect(path)) as database:
            return "\n".join([_header(), *database.iterdump()]) + "\n"


def _header() -> str:
    return _HEADER.format(version=importlib.metadata.version("prefect"))


if __name__ == "__main__":
    sys.stdout.write(migrated_script())
