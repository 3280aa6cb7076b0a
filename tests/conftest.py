"""What tests of several rooms share: another user to run as, and a folder that this user may enter."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def nobodys_python() -> list[str]:
    """The beginning of a command that runs this Python as a user without rights; root may read everything."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("needs root and setpriv to run as another user")
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable]
    if subprocess.run([*command, "-c", "import flows"], capture_output=True, cwd="/", check=False).returncode:
        pytest.skip("another user may not run this Python")
    return command


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """A temporary folder that other users may enter (pytest's own belong to one user)."""
    folder = tmp_path
    while folder not in (Path("/"), Path("/tmp")):  # noqa: S108 - the end of the climb, not a place to write
        folder.chmod(0o755)
        folder = folder.parent
    return tmp_path
