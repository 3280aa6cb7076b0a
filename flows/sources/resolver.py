"""From what the caller typed to sources: '-', a file, a folder or a glob pattern."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.sources.file import source_of_file
from flows.sources.folder import Folder
from flows.sources.glob import Glob, is_pattern
from flows.sources.paths import is_folder
from flows.sources.records import Source
from flows.sources.stdin import StandardInput
from schemas.errors import UsageError


def resolve(arguments: Sequence[str]) -> tuple[Source, ...]:
    """The source of each argument, in their order; one named twice is read once. Raises UsageError."""
    return tuple(_source_of(argument) for argument in dict.fromkeys(arguments))


def _source_of(argument: str) -> Source:
    if argument == "-":
        return StandardInput()
    path = Path(argument)
    if _is_there(path):
        return Folder(path) if is_folder(path) else source_of_file(path)
    if is_pattern(argument) and Glob(argument).paths():
        return Glob(argument)
    what = "no file matches" if is_pattern(argument) else "there is no file or folder"
    raise UsageError(f"{what} '{argument}'; name a text or JSONL file, a folder, a pattern, or '-' for standard input")


def _is_there(path: Path) -> bool:
    """Whether something has this name; what this user may not look at counts, and becomes a reject."""
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return True
