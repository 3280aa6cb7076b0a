"""The tables of the world: what a form of words names.

Nothing is parsed before it is asked for: the large tables are read as they are and searched by bisection.

Belongs here: look-ups by form, and states by date. Does not: deciding what a text means by a form (extractors/actors),
or making the tables (training/world_tables.py).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import cast

from schemas.actors import ActorKind, Place, PlaceKind, Sector
from schemas.world.forms import fits_case
from schemas.world.records import FormUse, Leader, Locality, Organisation, RegionAdjective, State, StateForm
from schemas.world.sorted_rows import SortedRows

WORLD = "WLD"
_LOWERED = frozenset({"name", "adjective", "people", "capital"})
_COMMON_WORDS = frozenset(
    "turkey china polish guinea poles swede swedes danes finns jersey chile kiwis french english grenada manila brits "
    "georgia jordan niger congo panama male malta nice victoria stanley kingston hamilton plymouth sucre singapore "
    "saint jamaica cayenne sofia roman state emirates cameroon aland america bahama madagascar".split()
)
"""Forms that are another word in lower case, or a person's name."""


@dataclass(slots=True)
class _Named:
    """Everything that one key names."""

    states: list[StateForm] = field(default_factory=list)
    organisations: list[tuple[str, Organisation]] = field(default_factory=list)
    regions: list[Locality] = field(default_factory=list)
    adjectives: list[RegionAdjective] = field(default_factory=list)
    divisions: list[Locality] = field(default_factory=list)
    cities: list[Locality] = field(default_factory=list)


def _bytes(name: str) -> bytes:
    return files("schemas.world").joinpath("tables", f"{name}.tsv").read_bytes()


def _rows(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _bytes(name).decode().splitlines())


@cache
def _forms() -> SortedRows:
    return SortedRows(_bytes("forms"))


@cache
def _leader_rows() -> SortedRows:
    return SortedRows(_bytes("leaders"))


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@cache
def states() -> dict[str, State]:
    """Every state and territory by code, former ones included."""
    return {
        code: State(code, name, _day(begin), _day(end), int(geoname) if geoname else None)
        for code, name, begin, end, geoname in _rows("states")
    }


@cache
def _members() -> dict[str, list[tuple[dt.date, dt.date, str, bool]]]:
    index: dict[str, list[tuple[dt.date, dt.date, str, bool]]] = defaultdict(list)
    for code, former, begin, end, role in _rows("members"):
        index[code].append((dt.date.fromisoformat(begin), dt.date.fromisoformat(end), former, role == "region"))
    return dict(index)


@lru_cache(maxsize=65536)
def _named(key: str) -> _Named:
    named = _Named()
    for what, *cells in _forms().under(key):
        match what:
            case "state":
                form, code, use = cells
                named.states.append(StateForm(form, code, cast("FormUse", use)))
            case "organisation":
                form, name, kind, country, sector = cells
                body = Organisation(name, cast("ActorKind", kind), country or None, cast("Sector", sector))
                named.organisations.append((form, body))
            case "adjective":
                form, name, country = cells
                named.adjectives.append(RegionAdjective(form, name, country or None))
            case "region":
                named.regions.append(_locality(cells))
            case "division":
                named.divisions.append(_locality(cells))
            case _:
                named.cities.append(_locality(cells))
    return named


def _locality(cells: list[str]) -> Locality:
    name, kind, country, admin1, population, latitude, longitude, geoname = cells
    return Locality(
        name,
        cast("PlaceKind", kind),
        country or None,
        admin1 or None,
        int(population or 0),
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        int(geoname) if geoname else None,
    )


@lru_cache(maxsize=65536)
def longest(word: str) -> tuple[int, int]:
    """The most words that a form beginning with a word has: of all forms, and of those that are not just a city's."""
    every = sure = 0
    for key, what, *_ in _forms().opening_with(word):
        words = key.count(" ") + 1
        every = max(every, words)
        if what != "city":
            sure = max(sure, words)
    return every, sure


@lru_cache(maxsize=16384)
def leaders(name: str) -> tuple[Leader, ...]:
    """Who held high office under a name, given as its sounds: a family name, or a full name's words with spaces."""
    return tuple(
        Leader(name, country or None, cast("Sector", sector), int(begin), int(end or 9999))
        for name, country, sector, begin, end in _leader_rows().under(name)
    )


def is_leader(words: tuple[str, ...]) -> bool:
    """Whether the sounds of a name's words (schemas.names.name_words) are the full name of a holder of high office."""
    return len(words) > 1 and bool(leaders(" ".join(words)))


def state_name(code: str) -> str:
    """The canonical short name of a state; the code itself where it is unknown."""
    state = states().get(code)
    return state.name if state else code


def state_place(code: str) -> Place:
    """A state as a place."""
    state = states().get(code)
    return Place(state.name, "country", code, geoname_id=state.geoname_id) if state else Place(code, "country", code)


def state_forms(key: str, text: str) -> list[StateForm]:
    """The states that a key names, as far as the text's case fits; long forms may have lost their capital."""
    found = _named(key).states
    if found and text[0].islower():
        return [form for form in found if form.use in _LOWERED and len(key) > 4 and key not in _COMMON_WORDS]
    bare = text.replace(".", "")
    return [form for form in found if fits_case(bare, form.form.replace(".", ""))]


def organisation(key: str, text: str) -> Organisation | None:
    """The organisation that a key names, if the text's case fits."""
    for form, found in _named(key).organisations:
        if fits_case(text.replace(".", ""), form.replace(".", "")):
            return found
    return None


def region(key: str) -> Locality | None:
    """The own region, sea or facility that a key names."""
    found = _named(key).regions
    return found[0] if found else None


def region_adjective(key: str) -> RegionAdjective | None:
    """The region or people that a key names as an adjective."""
    found = _named(key).adjectives
    return found[0] if found else None


def divisions(key: str) -> list[Locality]:
    """The first-level subdivisions of ISO 3166-2 that a key names."""
    return _named(key).divisions


def cities(key: str) -> list[Locality]:
    """The cities that a key names, the largest first."""
    return _named(key).cities


def code_at(code: str, date: dt.date | None) -> str:
    """The state that `code` was or was part of on a day: Russia in 1989 is SUN, Kosovo in 1999 YUG."""
    membership = _membership(code, date)
    return membership[0] if membership else code


def is_region_at(code: str, date: dt.date | None) -> bool:
    """Whether today's state was only a part of another on a day: Kosovo in 1999, but not Zaire for Congo."""
    membership = _membership(code, date)
    return membership is not None and membership[1]


def _membership(code: str, date: dt.date | None) -> tuple[str, bool] | None:
    if date is None:
        return None
    for begin, end, former, is_region in _members().get(code, ()):
        if begin <= date <= end:
            return former, is_region
    return None
