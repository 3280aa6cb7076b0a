"""Actors and places: who acts and where, as values. Finding and resolving them is extractors/actors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ActorKind = Literal["country", "organisation", "person", "group", "region", "other"]
PlaceKind = Literal["country", "region", "city", "facility", "sea", "other"]
Sector = Literal["GOV", "MIL", "SPY", "LEG", "OPP", "REB", "IGO", "NGO", "MED", "CVL", "BUS", "COP", "JUD", "ELI"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `country` is ISO 3166-1 alpha-3 (historical states by their former code, 'WLD' for the world) or None
    where none or unknown; `sector` is the part of society it acts for."""

    name: str
    kind: ActorKind
    country: str | None = None
    sector: Sector | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happens. `country` as in `Actor`; `admin1` is the ISO 3166-2 code of its first-level region.

    Degrees north and east are those of a city's middle; `geoname_id` is a city's or a state's. They are there where
    GeoNames knows the place and tell nothing else apart, so that two places are equal without them.
    """

    name: str
    kind: PlaceKind
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = field(default=None, compare=False)
    longitude: float | None = field(default=None, compare=False)
    geoname_id: int | None = field(default=None, compare=False)


Entity = Actor | Place
