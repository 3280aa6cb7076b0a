"""Files as sources: their URIs and names, and which suffix means which kind."""

from __future__ import annotations

import os
from pathlib import Path

from flows.sources.records import Reject

TEXT_SUFFIXES = (".txt",)
JSONL_SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.xz")
KNOWN_SUFFIXES = TEXT_SUFFIXES + JSONL_SUFFIXES


def suffix_of(path: Path) -> str | None:
    """The suffix that says what kind of source a file is ('.jsonl.gz'), or None for a kind that is not known."""
    name = path.name.lower()
    return next((suffix for suffix in KNOWN_SUFFIXES if name.endswith(suffix)), None)


def stem_of(path: Path) -> str:
    """The file's name without that suffix; bytes that are not UTF-8 are shown as escapes."""
    suffix = suffix_of(path)
    name = path.name[: -len(suffix)] if suffix else path.stem
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def uri_of(path: Path) -> str:
    """The file's canonical URI: absolute, links followed as far as they lead."""
    return Path(os.path.realpath(path)).as_uri()


def is_folder(path: Path) -> bool:
    """Whether it is a folder, as far as this user may see."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_special(path: Path) -> bool:
    """Whether it is a pipe, socket or device, which may be waited at for ever."""
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except OSError:
        return False


def unreadable(path: Path, error: OSError) -> Reject:
    """The reject of a file or folder that cannot be opened or read."""
    reason = f"cannot read it: {error.strerror or error}"
    return Reject(uri_of(path), None, "unreadable", reason, name=stem_of(path))
