"""The own rows that the tables of the world are compiled from: reading them, and who may claim a form.

Belongs here: what every table's rows are checked for. Does not: what one table's rows mean (world_tables.py).
"""

from __future__ import annotations

from pathlib import Path

from schemas.errors import DefinitionError
from schemas.world.forms import form_key

OWN = Path(__file__).resolve().parent.parent / "schemas" / "world" / "own"

Row = dict[str, str]
COLUMNS = {
    "states": ("code", "name", "adjectives", "people", "names", "abbreviations", "capitals", "metonyms"),
    "former_states": (
        "code",
        "name",
        "begin",
        "end",
        "adjectives",
        "people",
        "names",
        "abbreviations",
        "capitals",
        "metonyms",
    ),
    "members": ("code", "former", "begin", "end", "as"),
    "organisations": ("name", "kind", "country", "sector", "names", "abbreviations"),
    "regions": ("name", "kind", "country", "admin1", "names", "adjectives"),
    "city_forms": ("form", "name", "country"),
    "region_seats": ("code", "seat"),
    "leaders": ("name", "country", "sector", "begin", "end"),
}


def read_own(own: Path, name: str) -> list[Row]:
    """The rows of one own table; wrong columns, a wrong number of cells and a row that stands twice are errors."""
    file = f"{name}.tsv"
    lines = (own / file).read_text(encoding="utf-8").splitlines()
    if tuple(lines[0].split("\t")) != COLUMNS[name]:
        raise DefinitionError(file, "header", f"columns must be {', '.join(COLUMNS[name])}")
    rows: list[Row] = []
    seen: set[str] = set()
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS[name]):
            raise DefinitionError(file, f"line {number}", f"{len(cells)} cells, {len(COLUMNS[name])} wanted")
        if line in seen or not cells[0] or any(cell != cell.strip() for cell in cells):
            raise DefinitionError(file, f"line {number}", "stands twice, has no name, or has blanks about a cell")
        seen.add(line)
        rows.append(dict(zip(COLUMNS[name], cells, strict=True)))
    return rows


def parts(cell: str) -> list[str]:
    """The values of a cell with several."""
    return cell.split("|") if cell else []


class Claims:
    """Who has claimed which form: a second owner is an error, and so is a form that one owner gives twice."""

    def __init__(self) -> None:
        self._owners: dict[str, tuple[str, str]] = {}
        self._given: set[tuple[str, str, str]] = set()

    def claim(self, file: str, owner: str, form: str) -> None:
        """Note that a row of a file claims a form; abbreviations in capitals are apart from words."""
        if not form_key(form):
            raise DefinitionError(file, owner, f"form {form!r} has no letters")
        taken = self._owners.setdefault(_slot(form), (file, owner))
        if taken != (file, owner):
            raise DefinitionError(file, owner, f"form {form!r} belongs to {taken[1]} already")
        if (file, owner, form) in self._given:
            raise DefinitionError(file, owner, f"form {form!r} stands twice")
        self._given.add((file, owner, form))

    def has(self, form: str) -> bool:
        """Whether a form is taken."""
        return _slot(form) in self._owners


def _slot(form: str) -> str:
    return form_key(form) + (" " if form.isupper() else "")
