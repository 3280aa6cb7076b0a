"""The SQL files that the package carries. Running them belongs to the modules that read them."""

from __future__ import annotations

from importlib import resources
from typing import Literal

Shelf = Literal["migrations", "marts", "checks"]


def sql_files(shelf: Shelf) -> dict[str, str]:
    """The SQL files of a shelf by their name without ending, in the order of the names."""
    files = [file for file in resources.files(f"warehouse.{shelf}").iterdir() if file.name.endswith(".sql")]
    return {
        file.name.removesuffix(".sql"): file.read_text(encoding="utf-8")
        for file in sorted(files, key=lambda file: file.name)
    }
