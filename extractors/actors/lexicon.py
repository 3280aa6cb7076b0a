"""The words that offices, forces, agencies and facilities are named with, read once from words/.

Belongs here: reading the word lists. Does not: what a text means by them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import cast

from schemas.actors import ActorKind, Sector


def _lines(name: str) -> list[str]:
    return files("extractors.actors").joinpath("words", name).read_text(encoding="utf-8").splitlines()


def _pairs(name: str) -> dict[str, Sector]:
    return {word: cast("Sector", sector) for word, sector in (line.split("\t") for line in _lines(name)[1:])}


@cache
def titles() -> dict[str, Sector]:
    """Nouns of office, singular, with the sector of who holds them: 'minister', 'general', 'king'."""
    return _pairs("titles.tsv")


@cache
def group_nouns() -> dict[str, Sector]:
    """Nouns for a number of people or things that act or are moved, singular, with their sector."""
    return _pairs("groups.tsv")


@cache
def agency_nouns() -> dict[str, tuple[ActorKind, Sector]]:
    """Nouns that head the name of a body, with its kind and sector; those of kind country stand for the state."""
    rows = (line.split("\t") for line in _lines("agencies.tsv")[1:])
    return {word: (cast("ActorKind", kind), cast("Sector", sector)) for word, kind, sector in rows}


@cache
def honorifics() -> frozenset[str]:
    """Forms of address without an office: 'Mr', 'Gen'."""
    return frozenset(_lines("honorifics.txt"))


@cache
def office_phrases() -> dict[str, str]:
    """Offices that go by this name in one state, in lower case, with the state: 'chancellor of the exchequer'."""
    rows = (line.split("\t") for line in _lines("office_phrases.tsv")[1:])
    return {row[0]: row[1] for row in rows}


@cache
def facility_nouns() -> frozenset[str]:
    """Nouns that head the name of a facility: 'airport', 'base'."""
    return frozenset(_lines("facilities.txt"))


@cache
def region_nouns() -> frozenset[str]:
    """Nouns that make a region of a name: 'region', 'province', 'valley'."""
    return frozenset(_lines("regions.txt"))


@cache
def sea_nouns() -> frozenset[str]:
    """Nouns that make a stretch of water of a name: 'strait', 'shoal'."""
    return frozenset(_lines("seas.txt"))


@cache
def territories() -> frozenset[str]:
    """Codes of territories that are no sovereign states: as places they are regions."""
    return frozenset(_lines("territories.txt"))


@cache
def ship_prefixes() -> dict[str, str]:
    """The letters before a warship's name, with the state whose navy uses them: 'HMS'."""
    rows = (line.split("\t") for line in _lines("ship_prefixes.tsv")[1:])
    return {row[0]: row[1] for row in rows}


def bare(word: str) -> str:
    """A word as the lists have it: lower-case, without dots."""
    return word.lower().replace(".", "")


def singular(word: str) -> str:
    """The singular of a plural noun as far as spelling tells: 'forces' -> 'force', 'authorities' -> 'authority'."""
    word = bare(word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith(("sses", "ches", "shes", "xes", "boes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
