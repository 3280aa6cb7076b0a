"""What the tests of flows share: a folder of fake extractors that workers can import, and another user to run as."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def fakes(monkeypatch):
    """The module of fake extractors, importable by its plain name here and in the processes of a pool."""
    monkeypatch.syspath_prepend(str(HERE))
    import fake_extractors

    return fake_extractors


@pytest.fixture
def as_nobody():
    """Runs Python code as a user without rights and returns what it prints; root may read everything."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("needs root and setpriv to run as another user")
    prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, "-c"]
    if subprocess.run([*prefix, "import flows"], capture_output=True, cwd="/", check=False).returncode:
        pytest.skip("another user may not run this Python")

    def run(code: str) -> str:
        done = subprocess.run([*prefix, code], capture_output=True, text=True, cwd="/", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def open_folder(tmp_path):
    """A temporary folder that other users may enter (pytest's own belong to one user)."""
    folder = tmp_path
    while folder not in (Path("/"), Path("/tmp")):  # noqa: S108 - the end of the climb, not a place to write
        folder.chmod(0o755)
        folder = folder.parent
    return tmp_path
