"""Pins every package: writes requirements.lock, and the same versions as constraints into pyproject.toml.

    python .ci/lock.py            keep what is pinned, add what is missing
    python .ci/lock.py --upgrade  the newest versions that pyproject.toml allows

pip and CI install from the lock, which has hashes; `uv run` resolves for itself and is held to the constraints.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements.lock"
HEADER = "# Every package with its hashes, for Python 3.11 and newer; written by .ci/lock.py.\n"
_BLOCK = re.compile(r"\n\[tool\.uv\]\nconstraint-dependencies = \[\n.*?\n\]\n", re.DOTALL)
_PIN = re.compile(r"^(?P<pin>[A-Za-z0-9][^\s;]*==[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*\\?$")


def pins(lock: str) -> list[str]:
    """The requirements of a lock file without their hashes, as constraints write them."""
    found = [match for line in lock.splitlines() if (match := _PIN.match(line))]
    return [m["pin"] + (f" ; {m['marker']}" if m["marker"] else "") for m in found]


def constraints(project: str) -> list[str]:
    """The constraints of a pyproject.toml."""
    listed: list[str] = tomllib.loads(project).get("tool", {}).get("uv", {}).get("constraint-dependencies", [])
    return listed


def with_constraints(project: str, listed: list[str]) -> str:
    """A pyproject.toml whose constraints are the listed ones."""
    lines = "".join(f'    "{pin}",\n' for pin in listed)
    block = f"\n[tool.uv]\nconstraint-dependencies = [\n{lines}]\n"
    return _BLOCK.sub("", project).rstrip("\n") + "\n" + block


def compile_lock(project: str, known: Path | None) -> str:
    """The lock for a pyproject.toml, resolved without its constraints; versions in the `known` lock are preferred."""
    groups = [part for name in tomllib.loads(project)["dependency-groups"] for part in ("--group", name)]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pyproject.toml").write_text(_BLOCK.sub("", project), encoding="utf-8")
        if known is not None and known.is_file():
            shutil.copy(known, Path(folder) / LOCK)
        options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--all-extras", "--quiet"]
        plain = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
        command = ["uv", "pip", "compile", "pyproject.toml", *options, *plain, *groups, "--output-file", LOCK]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        return HEADER + (Path(folder) / LOCK).read_text(encoding="utf-8").removeprefix(HEADER)


def main() -> None:
    """Write both files."""
    project_file, lock_file = ROOT / "pyproject.toml", ROOT / LOCK
    project = project_file.read_text(encoding="utf-8")
    lock = compile_lock(project, None if "--upgrade" in sys.argv[1:] else lock_file)
    lock_file.write_text(lock, encoding="utf-8")
    project_file.write_text(with_constraints(project, pins(lock)), encoding="utf-8")
    print(f"{len(pins(lock))} packages pinned in {LOCK} and pyproject.toml")


if __name__ == "__main__":
    main()
