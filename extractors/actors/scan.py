"""Find every form of the tables of the world in a sequence of tokens, the longest first.

Belongs here: matching forms. Does not: spaCy, or which reading of a form is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas import world
from schemas.world import Locality, Organisation, RegionAdjective, StateForm


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of tokens [first, last] that is a form of the tables, with everything that it can name."""

    first: int
    last: int
    key: str
    text: str
    state: StateForm | None = None
    organisation: Organisation | None = None
    region: Locality | None = None
    adjective: RegionAdjective | None = None
    divisions: tuple[Locality, ...] = ()
    cities: tuple[Locality, ...] = ()
    is_namesake: bool = False
    """Whether it has a state's name but was taken for the region, a place abroad."""

    @property
    def is_sure(self) -> bool:
        """Whether it is more than a city's or a division's name, which may be anybody's surname."""
        return bool(self.state or self.organisation or self.region or self.adjective)

    @property
    def country(self) -> str | None:
        """The state that it names or belongs to, sure readings only."""
        for reading in (self.organisation, self.region, self.adjective):
            if reading is not None and self.state is None:
                return reading.country
        return self.state.code if self.state else None


def marks_in(texts: Sequence[str]) -> list[Mark]:
    """The marks of a sequence of tokens, without overlap, in order."""
    marks: list[Mark] = []
    position = 0
    while position < len(texts):
        if ".-" in texts[position]:
            marks += _joined(texts, position)
            position += 1
            continue
        mark = _mark_at(texts, position)
        if mark is not None:
            marks.append(mark)
            position = mark.last
        position += 1
    return marks


def _joined(texts: Sequence[str], index: int) -> list[Mark]:
    """The marks inside one token that tokenisers leave whole: 'U.S.-Soviet', 'U.N.-backed'."""
    parts = [piece for piece in texts[index].split("-") if piece]
    found = (_mark_at(parts[n : n + 1], 0) for n in range(len(parts)))
    return [replace(mark, first=index, last=index) for mark in found if mark is not None and mark.is_sure]


def _mark_at(texts: Sequence[str], first: int) -> Mark | None:
    """The longest mark that begins at a token."""
    initial = texts[first][0]
    if not initial.isalnum() or initial.isdigit():
        return None
    piece = world.piece(texts[first])
    opening = piece.partition(" ")[0]
    every, sure = world.longest(opening)
    limit = every if initial.isupper() else sure
    best: Mark | None = None
    key, words, last = "", 0, first
    while limit and last < len(texts) and last < first + 2 * limit + 2:
        piece = world.piece(texts[last])
        if piece:
            key = f"{key} {piece}" if key else piece
            words += piece.count(" ") + 1
            if words > limit:
                break
            best = _read(key, texts, first, last) or best
        elif texts[last] in ';:()[]"“”!?':
            break
        last += 1
    return best


def _read(key: str, texts: Sequence[str], first: int, last: int) -> Mark | None:
    text = texts[first] if first == last else " ".join(texts[first : last + 1])
    states = world.state_forms(key, text)
    organisation = world.organisation(key, text)
    capital = text[0].isupper()
    region = world.region(key) if capital or key.startswith(("eastern", "western", "south")) else None
    adjective = world.region_adjective(key) if capital else None
    divisions = tuple(world.divisions(key)) if capital else ()
    cities = tuple(world.cities(key)) if capital else ()
    if not (states or organisation or region or adjective or divisions or cities):
        return None
    if len(text) <= 3 and text.isupper() and not (states or organisation or region):
        return None
    state = states[0] if states else None
    if text.isupper() and len(text) > 3 and (cities or (state is not None and state.use == "capital")):
        text = text.title()
    return Mark(first, last, key, text, state, organisation, region, adjective, divisions, cities)
