"""Records of the tables of the world: states, organisations and places as the tables give them.

Belongs here: the types. Does not: reading or looking them up (schemas/world/tables.py).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from schemas.actors import ActorKind, Place, PlaceKind, Sector

FormUse = Literal["name", "adjective", "people", "abbreviation", "capital", "metonym"]
"""How a form names a state: 'Laos', 'Laotian', 'Laotians', 'DPRK', 'Vientiane', 'the Kremlin'."""


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory; former ones have the first and last day of their life, today's ones an id of GeoNames."""

    code: str
    name: str
    begin: dt.date | None = None
    end: dt.date | None = None
    geoname_id: int | None = None


@dataclass(frozen=True, slots=True)
class StateForm:
    """One way to name a state: the form as the table spells it, and what kind of form it is."""

    form: str
    code: str
    use: FormUse


@dataclass(frozen=True, slots=True)
class Organisation:
    """An international organisation, alliance, court, armed group, party or agency.

    `country` is None for those of many states.
    """

    name: str
    kind: ActorKind
    country: str | None
    sector: Sector


@dataclass(frozen=True, slots=True)
class Locality:
    """A place below the state, or one of no state: city, region, facility, sea.

    `population` is in thousands, 0 where it is not a city; degrees north and east, and the id of GeoNames, are those of
    cities, the id alone that of some regions.
    """

    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    population: int = 0
    latitude: float | None = None
    longitude: float | None = None
    geoname_id: int | None = None

    def as_place(self, name: str, country: str | None) -> Place:
        """This as a text calls it, in the state that it belonged to then."""
        return Place(name, self.kind, country, self.admin1, self.latitude, self.longitude, self.geoname_id)


@dataclass(frozen=True, slots=True)
class RegionAdjective:
    """A people or region as adjective ('Chechen', 'Kashmiri', 'European') with the state it belongs to, if one."""

    form: str
    region: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Leader:
    """Who held high office, with the first and last year in it; `country` is None for international offices."""

    name: str
    country: str | None
    sector: Sector
    begin: int
    end: int
