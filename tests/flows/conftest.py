"""What the tests of flows share: a folder of fake extractors that workers can import, and code run as another user."""

import subprocess
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
def as_nobody(nobodys_python):
    """Runs Python code as a user without rights and returns what it prints."""

    def run(code: str) -> str:
        done = subprocess.run([*nobodys_python, "-c", code], capture_output=True, text=True, cwd="/", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
