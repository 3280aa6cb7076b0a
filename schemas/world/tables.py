"""The tables of the world, read once when first asked: what a form of words names.

Belongs here: look-ups by form, and states by date. Does not: deciding what a text means by a form (extractors/actors),
or making the tables (training/world_tables.py).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import cast

from schemas.actors import ActorKind, PlaceKind, Sector
from schemas.names import FAMILY_NAME_FIRST, name_words
from schemas.world.forms import fits_case, form_key
from schemas.world.records import FormUse, Leader, Locality, Organisation, RegionAdjective, State, StateForm

WORLD = "WLD"
_LOWERED = frozenset({"name", "adjective", "people", "capital"})
_COMMON_WORDS = frozenset(
    "turkey china polish guinea poles swede swedes danes finns jersey chile kiwis french english grenada manila brits "
    "georgia jordan niger congo panama male malta nice victoria stanley kingston hamilton plymouth sucre singapore "
    "saint jamaica cayenne sofia roman state emirates cameroon aland america bahama madagascar".split()
)
"""Forms that are another word in lower case, or a person's name."""


def _rows(name: str) -> Iterator[list[str]]:
    text = files("schemas.world").joinpath("tables", f"{name}.tsv").read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines())


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@cache
def states() -> dict[str, State]:
    """Every state and territory by code, former ones included."""
    return {code: State(code, name, _day(begin), _day(end)) for code, name, begin, end in _rows("states")}


@cache
def _state_forms() -> dict[str, list[StateForm]]:
    index: dict[str, list[StateForm]] = defaultdict(list)
    for form, code, use in _rows("state_forms"):
        known = index[form_key(form)]
        if all((other.code, other.use) != (code, use) for other in known):
            known.append(StateForm(form, code, cast("FormUse", use)))
    return dict(index)


@cache
def _members() -> dict[str, list[tuple[dt.date, dt.date, str, bool]]]:
    index: dict[str, list[tuple[dt.date, dt.date, str, bool]]] = defaultdict(list)
    for code, former, begin, end, role in _rows("members"):
        index[code].append((dt.date.fromisoformat(begin), dt.date.fromisoformat(end), former, role == "region"))
    return dict(index)


@cache
def _organisations() -> dict[str, list[tuple[str, Organisation]]]:
    index: dict[str, list[tuple[str, Organisation]]] = defaultdict(list)
    for name, kind, country, sector, forms in _rows("organisations"):
        organisation = Organisation(
            name, cast("ActorKind", kind), country or None, cast("Sector", sector), tuple(forms.split("|"))
        )
        for form in organisation.forms:
            index[form_key(form)].append((form, organisation))
    return dict(index)


@cache
def _regions() -> tuple[dict[str, list[Locality]], dict[str, RegionAdjective]]:
    index: dict[str, list[Locality]] = defaultdict(list)
    adjectives: dict[str, RegionAdjective] = {}
    for name, kind, country, admin1, forms, adjective_cell in _rows("regions"):
        locality = Locality(name, cast("PlaceKind", kind), country or None, admin1 or None)
        for form in forms.split("|"):
            index[form_key(form)].append(locality)
        for form in filter(None, adjective_cell.split("|")):
            adjectives[form_key(form)] = RegionAdjective(form, name, country or None)
    return dict(index), adjectives


@cache
def _divisions() -> dict[str, list[Locality]]:
    index: dict[str, list[Locality]] = defaultdict(list)
    for name, country, code in _rows("divisions"):
        index[form_key(name)].append(Locality(name, "region", country, code))
    return dict(index)


@cache
def _cities() -> dict[str, list[list[str]]]:
    index: dict[str, list[list[str]]] = defaultdict(list)
    for row in _rows("cities"):
        for key in row[4].split("|") if row[4] else (row[0].lower(),):
            index[key].append(row)
    return dict(index)


@cache
def _alpha2() -> dict[str, str]:
    """ISO 3166-2 prefixes by alpha-3 code, as far as the divisions give them."""
    return {country: code[:2] for _, country, code in _rows("divisions")}


@cache
def longest_form() -> dict[str, int]:
    """For the first word of every form but cities' the most words a form that begins with it has."""
    longest: dict[str, int] = {}
    for index in (_state_forms(), _organisations(), _regions()[0], _regions()[1], _divisions()):
        for key in index:
            first, words = key.partition(" ")[0], key.count(" ") + 1
            if words > longest.get(first, 0):
                longest[first] = words
    return longest


@cache
def longest_city() -> dict[str, int]:
    """The same for cities."""
    longest: dict[str, int] = {}
    for key in _cities():
        first, words = key.partition(" ")[0], key.count(" ") + 1
        if words > longest.get(first, 0):
            longest[first] = words
    return longest


@cache
def _leaders() -> dict[str, list[Leader]]:
    index: dict[str, list[Leader]] = defaultdict(list)
    for name, country, sector, begin, end in _rows("leaders"):
        leader = Leader(name, country or None, cast("Sector", sector), int(begin), int(end or 9999))
        words = name_words(name)
        for word in {words[-1], words[0] if country in FAMILY_NAME_FIRST else words[-1]}:
            index[word].append(leader)
    return dict(index)


@cache
def _leader_names() -> dict[tuple[str, ...], Leader]:
    return {name_words(leader.name): leader for found in _leaders().values() for leader in found}


def is_leader(words: tuple[str, ...]) -> bool:
    """Whether the sounds of a name's words (schemas.names.name_words) are the full name of a holder of high office."""
    return len(words) > 1 and words in _leader_names()


def leaders(family_name: str) -> list[Leader]:
    """Who held high office under a family name, given as its sound (schemas.names.family_name)."""
    return _leaders().get(family_name, [])


def state_name(code: str) -> str:
    """The canonical short name of a state; the code itself where it is unknown."""
    state = states().get(code)
    return state.name if state else code


def state_forms(key: str, text: str) -> list[StateForm]:
    """The states that a key names, as far as the text's case fits; long forms may have lost their capital."""
    found = _state_forms().get(key, [])
    if found and text[0].islower():
        return [form for form in found if form.use in _LOWERED and len(key) > 4 and key not in _COMMON_WORDS]
    bare = text.replace(".", "")
    return [form for form in found if fits_case(bare, form.form.replace(".", ""))]


def organisation(key: str, text: str) -> Organisation | None:
    """The organisation that a key names, if the text's case fits."""
    for form, found in _organisations().get(key, ()):
        if fits_case(text.replace(".", ""), form.replace(".", "")):
            return found
    return None


def region(key: str) -> Locality | None:
    """The own region, sea or facility that a key names."""
    found = _regions()[0].get(key)
    return found[0] if found else None


def region_adjective(key: str) -> RegionAdjective | None:
    """The region or people that a key names as an adjective."""
    return _regions()[1].get(key)


def divisions(key: str) -> list[Locality]:
    """The first-level subdivisions of ISO 3166-2 that a key names."""
    return _divisions().get(key, [])


def cities(key: str) -> list[Locality]:
    """The cities that a key names, the largest first."""
    found = []
    for name, country, admin1, population, _ in _cities().get(key, ()):
        code = f"{_alpha2()[country]}-{admin1}" if admin1 and country in _alpha2() else None
        found.append(Locality(name, "city", country, code, int(population)))
    return sorted(found, key=lambda city: -city.population)


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
