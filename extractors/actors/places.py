"""Places: states, cities, regions, seas and facilities where a text names them, with their state and region code.

Belongs here: places that no actor reading is tied to, and the place reading of marks. Does not: actors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span

from extractors.actors.lexicon import bare, facility_nouns, region_nouns, sea_nouns, singular
from extractors.actors.reading import Reading, head_of, is_dash
from extractors.actors.scan import Mark
from extractors.context import EntityMention
from schemas import world
from schemas.actors import Place, PlaceKind
from schemas.world import Locality

_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeastern northwestern southeastern "
    "southwestern northeast northwest southeast southwest north-east north-west south-east south-west north-eastern "
    "north-western south-eastern south-western upper lower inner outer".split()
)
_PLACED = frozenset(
    "in to from at near of for into outside around via through toward left visited reached leave visit reach".split()
)
_TOWNS = frozenset("city town village port capital suburb resort".split())
_OF_REGIONS = frozenset("governor gov state senator congressman republican democrat attorney".split())
_NO_REGION_OF_STATE = frozenset({"department", "border", "coast", "republic", "state"})
_MEETINGS = frozenset({"summit", "talks", "conference", "meeting", "agreement", "accord", "treaty"})
_KNOWN_CITY = 100
"""Thousands of inhabitants from which on a city is believed without NER, behind a word of place."""
_LARGE_CITY = 500
"""Thousands of inhabitants from which on a city is meant rather than a region of another state."""
_SMALL_CITY = 60
"""Thousands of inhabitants up to which NER alone does not make a name a city's."""
_CITY_LABELS = frozenset({"GPE", "LOC", "FAC"})


def place_of_city(reading: Reading, mark: Mark) -> tuple[Place, str] | None:
    """The city, or else the region, that a mark names, and why it is this one of several.

    It is the largest, unless its state or region stands beside it ('Tripoli, Lebanon'; 'Birmingham, Alabama'; 'the
    Lebanese port of Tripoli'); a small city's name before another state is a town of that state that no table has.
    """
    candidates = _likeliest_first(mark)
    if not candidates:
        return None
    is_one_of_several = len({(candidate.country, candidate.admin1) for candidate in candidates}) > 1
    chosen, reason = candidates[0], "largest" if is_one_of_several else ""
    for country, admin1 in _beside(reading, mark):
        near = [c for c in candidates if c.country == country]
        if near:
            chosen, reason = next((c for c in near if admin1 and c.admin1 == admin1), near[0]), "stated"
            break
    else:
        stated = _following_country(reading, mark.last)
        if stated is not None and mark.state is None and chosen.population < _LARGE_CITY:
            return Place(mark.text, "city", world.code_at(stated, reading.date)), "stated"
    return chosen.as_place(mark.text, _then(reading, chosen)), reason


def settle_namesakes(reading: Reading) -> None:
    """Take a state's name for a place abroad where grammar says so, before anything else is read from it.

    'Atlanta, Georgia', 'Georgia Governor Zell Miller' and 'Lebanon, New Hampshire' lie in the United States.
    """
    for number, mark in enumerate(reading.marks):
        abroad = _namesake(reading, mark) if mark.state is not None and mark.state.use == "name" else None
        if abroad is not None:
            settled = replace(mark, state=None, region=abroad, is_namesake=True)
            reading.marks[number] = settled
            reading.at |= dict.fromkeys(range(mark.first, mark.last + 1), settled)


def _namesake(reading: Reading, mark: Mark) -> Locality | None:
    """The place abroad that has a state's name: the region behind its city or office, a town before its region."""
    following = _stated_after(reading, mark.last)
    if following is not None and following[1] is not None and following[0] != mark.country:
        return Locality(mark.text, "city", *following)
    for region in mark.divisions:
        if region.country != mark.country and (_lies_in(reading, mark, region) or _has_local_office(reading, mark)):
            return region
    return None


def _then(reading: Reading, where: Locality) -> str | None:
    """The state that a place lay in on the document's day."""
    return world.code_at(where.country, reading.date) if where.country else None


def _lies_in(reading: Reading, mark: Mark, region: Locality) -> bool:
    """Whether a city of a region stands before its name and a comma."""
    before = reading.mark_ending_at(mark.first - 2) if mark.first >= 2 else None
    after = [token.lower_ for token in reading.tokens[mark.last + 1 : mark.last + 3]]
    if before is None or reading.tokens[mark.first - 1].text != "," or _goes_on(reading, mark, after):
        return False
    return any((city.country, city.admin1) == (region.country, region.admin1) for city in before.cities)


def _has_local_office(reading: Reading, mark: Mark) -> bool:
    """Whether only a region has the office beside its name: 'Georgia Governor', 'the state of Georgia'."""
    tokens = reading.tokens
    after = tokens[mark.last + 1].lower_ if mark.last + 1 < len(tokens) else ""
    before = " ".join(token.lower_ for token in tokens[max(0, mark.first - 2) : mark.first])
    return after in _OF_REGIONS or before in ("state of", "governor of")


def _likeliest_first(mark: Mark) -> tuple[Locality, ...]:
    """Cities and first-level regions of a name: 'Florida' is the region rather than a small city of another state."""
    cities, divisions = mark.cities, mark.divisions
    is_city = bool(cities) and (
        cities[0].population >= _LARGE_CITY or cities[0].country in {d.country for d in divisions}
    )
    return (*cities, *divisions) if is_city or not divisions else (*divisions, *cities)


def _beside(reading: Reading, mark: Mark) -> Iterator[tuple[str, str | None]]:
    """The states, and regions where known, that grammar says a place lies in, the surest first."""
    after = _stated_after(reading, mark.last)
    if after is not None:
        yield after
        yield from ((d.country, d.admin1) for d in reading.at[mark.last + 2].divisions if d.country is not None)
    tokens, first = reading.tokens, mark.first
    if mark.last + 2 < len(tokens) and tokens[mark.last + 1].lower_ == "in":
        index = mark.last + 2 + (tokens[mark.last + 2].lower_ in _DIRECTIONS)
        within = reading.at.get(index)
        if within is not None and within.state is not None and within.state.use in ("name", "abbreviation"):
            yield within.state.code, None
    owner = None
    if first >= 2 and tokens[first - 1].lower_ in ("'s", "’s"):
        owner = reading.mark_ending_at(first - 2)
    elif first >= 3 and tokens[first - 1].lower_ == "of" and tokens[first - 2].lower_ in _TOWNS:
        owner = reading.mark_ending_at(first - 3) or (reading.mark_ending_at(first - 4) if first >= 4 else None)
    if owner is not None and owner.state is not None and owner.state.use in ("name", "adjective"):
        yield owner.state.code, None


def _stated_after(reading: Reading, last: int) -> tuple[str, str | None] | None:
    """The state, or the region with its state, behind a comma: 'Gereshk, Afghanistan', 'Birmingham, Alabama'."""
    tokens = reading.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].text not in (",", "("):
        return None
    mark = reading.at.get(last + 2)
    if mark is None or mark.first != last + 2:
        return None
    after = [token.lower_ for token in tokens[mark.last + 1 : mark.last + 3]]
    if mark.state is not None and mark.state.use in ("name", "abbreviation"):
        return None if after[:1] in (["and"], ["'s"], ["’s"]) else (mark.state.code, None)
    region = next(iter(_likeliest_first(mark)), None)
    if region is None or region.kind != "region" or region.country is None or _goes_on(reading, mark, after):
        return None
    return region.country, region.admin1


def _goes_on(reading: Reading, mark: Mark, after: list[str]) -> bool:
    """Whether a name is one of a list rather than the region of what stands before it: 'Lebanon, Utah and Peru'."""
    listed = after[:1] == [","] and (mark.last + 2 in reading.at or after[1:] in (["and"], ["or"]))
    return listed or after[:1] in (["and"], ["or"], ["&"])


def _following_country(reading: Reading, last: int) -> str | None:
    """The state behind a comma."""
    stated = _stated_after(reading, last)
    return stated[0] if stated is not None else None


def is_city_here(reading: Reading, mark: Mark) -> bool:
    """Whether a form that is a city's name is meant as one, by NER, size and the word before."""
    tokens = reading.tokens
    labels = {tokens[i].ent_type_ for i in range(mark.first, mark.last + 1)}
    size = mark.cities[0].population if mark.cities else 0
    span = next((e for e in reading.doc.ents if e.start <= mark.first and mark.last < e.end), None)
    is_part = span is not None and (span.end - span.start) > (mark.last - mark.first + 1)
    if is_part and labels == {"FAC"}:
        return False
    if _opens_dateline(reading, mark) or _is_of_regions(reading, mark):
        return True
    if labels & _CITY_LABELS and (size >= _SMALL_CITY or mark.divisions or _is_placed(reading, mark)):
        return True
    if is_part:
        return False
    before = tokens[mark.first - 1].lower_ if mark.first else ""
    if before in _PLACED and size >= (_KNOWN_CITY if before in ("of", "for") else _KNOWN_CITY // 2):
        return True
    after = {token.lower_ for token in tokens[mark.last + 1 : mark.last + 3]}
    if after & _MEETINGS and size >= _KNOWN_CITY // 2:
        return True
    return size >= 1000 and tokens[mark.first].tag_ in ("NNP", "NNPS")


def _opens_dateline(reading: Reading, mark: Mark) -> bool:
    """Whether a name in capitals opens a text: 'MIAMI, April 2 -', 'MIAMI (AP) _'."""
    following = mark.last + 1
    is_open = (
        mark.first == 0
        and reading.text(0, mark.last).isupper()
        and len(mark.text) > 3
        and following < len(reading.tokens)
    )
    return is_open and (reading.tokens[following].text in (",", "(") or is_dash(reading.tokens[following]))


def _is_of_regions(reading: Reading, mark: Mark) -> bool:
    """Whether a name is one of several before a noun of regions: 'the Gomel and Mozyr areas'."""
    tokens = reading.tokens
    for index in range(mark.last + 1, min(mark.last + 6, len(tokens))):
        if singular(tokens[index].text) in region_nouns():
            return tokens[index].tag_ == "NNS" and index > mark.last + 1
        if tokens[index].tag_ not in ("NNP", "NNPS") and tokens[index].lower_ not in (",", "and"):
            return False
    return False


def _is_placed(reading: Reading, mark: Mark) -> bool:
    """Whether a name stands where places stand: behind a word of place, in a list of places, before its state."""
    tokens = reading.tokens
    if mark.first == 0 or _following_country(reading, mark.last) is not None:
        return True
    before = tokens[mark.first - 1]
    return before.lower_ in _PLACED or before.lower_ in (",", "and", "or") or before.lower_ in region_nouns()


def widened(reading: Reading, mark: Mark) -> EntityMention | None:
    """A region or facility made of a mark and the words about it: 'the Kursk region', 'southern Lebanon'."""
    tokens, first, last = reading.tokens, mark.first, mark.last
    following = tokens[last + 1].lower_ if last + 1 < len(tokens) else ""
    kind: PlaceKind | None = None
    if following in ("border",) and last + 2 < len(tokens) and tokens[last + 2].lower_ in region_nouns():
        kind, last = "region", last + 2
    elif following in region_nouns() and not (mark.state and following in _NO_REGION_OF_STATE):
        kind, last = "region", last + 1
    facility = _facility_end(reading, mark)
    if facility is not None:
        kind, last = "facility", facility
    before = tokens[first - 1].lower_ if first else ""
    if kind is None and before in _DIRECTIONS and (mark.state is None or _is_name(mark)):
        kind, first = "region", first - 1
    if kind is None:
        return None
    country, admin1 = _region_of(reading, mark)
    place = Place(reading.text(first, last), kind, country, admin1)
    return reading.mention((first, last, last), "region", 0.85, place=place)


def _facility_end(reading: Reading, mark: Mark) -> int | None:
    """The noun of a facility a word or two behind the place it lies in: 'the Nauru processing centre'."""
    if mark.state is not None and mark.state.use not in ("name", "capital"):
        return None
    for index in range(mark.last + 1, min(mark.last + 4, len(reading.tokens))):
        token = reading.tokens[index]
        if token.tag_ not in ("NN", "NNP", "JJ", "VBG") or reading.at.get(index) is not None:
            return None
        if bare(token.text) in facility_nouns():
            following = reading.tokens[index + 1].tag_ if index + 1 < len(reading.tokens) else ""
            return None if following in ("NN", "NNS", "NNP") else index
    return None


def _is_name(mark: Mark) -> bool:
    return mark.state is not None and mark.state.use in ("name", "abbreviation")


def _region_of(reading: Reading, mark: Mark) -> tuple[str | None, str | None]:
    """State and ISO code of the region that a mark is or lies in."""
    if mark.region is not None:
        return reading.country_of(mark), mark.region.admin1
    if mark.state is not None:
        return reading.country_of(mark), None
    if mark.cities and mark.divisions and mark.cities[0].country not in {d.country for d in mark.divisions}:
        return mark.cities[0].country, mark.cities[0].admin1
    found = mark.divisions or mark.cities
    country = found[0].country if found else None
    return (world.code_at(country, reading.date) if country else None), (found[0].admin1 if found else None)


def named_place(reading: Reading, span: Span) -> EntityMention | None:
    """The place of an NER span that the tables do not know: a village, a facility, a strait."""
    first, last = span.start, span.end - 1
    while first < last and span.doc[first].lower_ in ("the", "a"):
        first += 1
    while last > first and span.doc[last].lower_ in ("'s", "’s"):
        last -= 1
    name = reading.text(first, last)
    noun = bare(span.doc[last].text)
    inside = [code for m in reading.marks if first <= m.first and m.last <= last and (code := _country_of(m))]
    country = world.code_at(inside[0], reading.date) if inside else stated_country(reading, last)
    kind: PlaceKind = "city" if span.label_ in ("GPE", "PERSON") else "region"
    if noun in sea_nouns() or bare(span.doc[first].text) in ("gulf", "strait", "sea", "lake", "bay"):
        kind, country = "sea", None
    elif noun in region_nouns():
        kind = "region"
    elif noun in facility_nouns() or span.label_ == "FAC":
        kind = "facility"
    if not name[:1].isalnum():
        return None
    place = Place(name, kind, country)
    head = head_of(reading.doc, first, last)
    return reading.mention((first, last, head), f"ner-{span.label_.lower()}", 0.7, place=place)


def _country_of(mark: Mark) -> str | None:
    """The state that a mark names or a large city lies in."""
    if mark.country is not None:
        return mark.country
    return mark.cities[0].country if mark.cities and mark.cities[0].population >= _KNOWN_CITY else None


def stated_country(reading: Reading, last: int) -> str | None:
    """The state that follows a place: 'Gereshk, Afghanistan', 'the embassy in Caracas'."""
    code = _following_country(reading, last)
    if code is None and last + 2 < len(reading.tokens) and reading.tokens[last + 1].lower_ == "in":
        mark = reading.at.get(last + 2) or (reading.at.get(last + 3) if last + 3 < len(reading.tokens) else None)
        code = _country_of(mark) if mark is not None else None
    return world.code_at(code, reading.date) if code else None
