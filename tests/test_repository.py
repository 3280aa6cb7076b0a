"""The repository keeps its own rules: pinned versions agree, modules stay short, and the README's commands work.

Belongs here: what no room's own tests can see. Does not: what a room does.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("schemas", "extractors", "resolution", "warehouse", "flows", "eventwire")
FOLDERS = (*ROOMS, "tests", "training", "benchmarks", ".ci")
LONGEST_MODULE, LONGEST_FUNCTION, SHORTEST_DOCSTRING = 400, 60, 20
SET_UP = (
    "git clone ",
    "cd ",
    "python3 -m venv ",
    ". .venv/bin/activate",
    "pip install ",
    "pipx install ",
    "uv python ",
)
"""Commands of the README that need a network: they are parsed, not run."""


def modules() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.py"))


def lock_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lock_tool", ROOT / ".ci" / "lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_uv_is_held_to_the_versions_of_the_lock() -> None:
    tool = lock_tool()
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = tool.pins(lock)
    assert len(pinned) > 50
    assert tool.constraints((ROOT / "pyproject.toml").read_text("utf-8")) == pinned


def test_the_lock_pins_every_dependency_and_hashes_every_pin() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    wanted = [
        *project["project"]["dependencies"],
        *(d for group in project["dependency-groups"].values() for d in group),
    ]
    names = {re.split(r"[<>=~!\[; ]", requirement)[0].lower() for requirement in wanted}
    blocks = re.split(r"\n(?=[a-z0-9])", lock)[1:]
    pinned = {block.split("==")[0] for block in blocks}
    assert names - pinned == set()
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_lock_names_no_download_host_and_uv_lock_stays_out() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert not re.search(r"^--?(?!hash)", lock, re.MULTILINE)
    assert "uv.lock" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_lock_tool_reads_markers_and_replaces_its_block() -> None:
    tool = lock_tool()
    lock = "# head\na==1 \\\n    --hash=sha256:00\nb-c==2.0 ; python_full_version < '3.12' \\\n    --hash=sha256:11\n"
    assert tool.pins(lock) == ["a==1", "b-c==2.0 ; python_full_version < '3.12'"]
    once = tool.with_constraints("[project]\nname = 'x'\n", ["a==1"])
    assert tool.constraints(once) == ["a==1"]
    assert tool.with_constraints(once, ["a==2"]) == once.replace("a==1", "a==2")


def test_no_module_and_no_function_is_long() -> None:
    long: list[str] = []
    for path in modules():
        text = path.read_text("utf-8")
        lines = text.count("\n")
        if lines > LONGEST_MODULE:
            long.append(f"{path.relative_to(ROOT)}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines")
    assert long == []


def test_every_module_of_a_room_says_what_belongs_there() -> None:
    docstrings = {
        str(path.relative_to(ROOT)): ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        for path in modules()
        if path.relative_to(ROOT).parts[0] in ROOMS
    }
    without = [name for name, docstring in docstrings.items() if len(docstring) < SHORTEST_DOCSTRING]
    assert without == []


def test_no_file_names_the_machine_it_was_written_on() -> None:
    homes = {str(ROOT), str(ROOT.parent / "shared"), str(Path.home())} - {"/root"}
    named = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*")
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".yml", ".sql", ".csv", ".tsv", ".json", ".lock", ".txt"}
        and not any(part.startswith(".") and part != ".ci" for part in path.relative_to(ROOT).parts[:-1])
        and path.name != "uv.lock"
        and any(home in path.read_text("utf-8", "replace") for home in homes)
    ]
    assert named == []


def readme_commands() -> list[str]:
    """The commands of the README's console blocks (after `$ `) and bash blocks, in order."""
    commands: list[str] = []
    readme = (ROOT / "README.md").read_text("utf-8")
    for language, body in re.findall(r"^```(console|bash)\n(.*?)^```", readme, re.MULTILINE | re.DOTALL):
        lines = re.sub(r"\n\s+", " ", body).splitlines()
        if language == "console":
            commands += [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
        else:
            commands += [line for line in lines if line.strip() and not line.startswith("#")]
    return commands


def local_form(command: str) -> str:
    """A command of the README as it runs here: without installing, and collecting tests instead of running them."""
    command = command.removeprefix("pip install uv && ").replace("uv run ", "")
    return re.sub(r"^pytest\b.*", f"pytest --collect-only -q {ROOT}", command)


def test_the_readme_begins_with_its_two_commands() -> None:
    commands = readme_commands()
    assert commands[:2] == ["pip install uv && uv run eventwire ingest examples/", "pip install uv && uv run pytest"]


def test_ci_ends_with_the_test_command_of_the_readme() -> None:
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == readme_commands()[1]


def test_the_commands_of_the_readme_work(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text("Peru's president arrived in Quito on Monday.\n", encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTEST_ADDOPTS": "-p no:cacheprovider"}
    first, *_ = commands = readme_commands()
    for command in commands:
        is_set_up = command.startswith(SET_UP) and not command.startswith("pip install uv && uv run ")
        shell = ["bash", "-n" if is_set_up else "-eo", *([] if is_set_up else ["pipefail"]), "-c", local_form(command)]
        done = subprocess.run(shell, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        assert "Traceback" not in done.stderr
        if command == first:
            shown = re.findall(r"^loaded .*", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
            assert done.stdout.splitlines()[-1:] == shown


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", ".ci/run"])
def test_what_a_newcomer_looks_for_is_there(name: str) -> None:
    assert len((ROOT / name).read_text("utf-8")) > 300
    assert os.access(ROOT / name, os.X_OK) is (name == ".ci/run")


def test_links_of_the_documents_lead_somewhere() -> None:
    broken: list[str] = []
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", document.read_text("utf-8")):
            if not (document.parent / target).exists():
                broken.append(f"{document.relative_to(ROOT)}: {target}")
    assert broken == []
