"""The event types of a run: the project's own and those of further folders. Their meaning is schemas.event_types."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from schemas.errors import DefinitionError, UsageError
from schemas.event_types import builtin_files


def definition_files(folders: Iterable[Path]) -> dict[str, str]:
    """The texts of all definitions, {'visit/definition.yaml': text, ...}, ready for `schemas.event_types.parse`.

    A folder is that of one event type or one that holds several. Raises UsageError, DefinitionError.
    """
    files = builtin_files()
    for folder in folders:
        for path in _definitions(folder):
            key = f"{path.parent.name}/{path.name}"
            if key in files:
                raise DefinitionError(str(path), "name", f"there is an event type folder '{path.parent.name}' already")
            try:
                files[key] = path.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise DefinitionError(str(path), "file", f"cannot read it: {error}") from None
    return files


def _definitions(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise UsageError(f"there is no folder '{folder}' of event types")
    found = sorted(folder.resolve().glob("*.yaml")) or sorted(folder.glob("*/*.yaml"))
    if not found:
        raise UsageError(f"the folder '{folder}' holds no event type (a definition.yaml)")
    return found
