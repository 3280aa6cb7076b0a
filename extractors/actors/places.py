"""Places: states, cities, regions, seas and facilities where a text names them, with their state and region code.

Belongs here: places that no actor reading is tied to, and the place reading of marks. Does not: actors.
"""

from __future__ import annotations

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
_NO_REGION_OF_STATE = frozenset({"department", "border", "coast", "republic", "state"})
_MEETINGS = frozenset({"summit", "talks", "conference", "meeting", "agreement", "accord", "treaty"})
_KNOWN_CITY = 100
"""Thousands of inhabitants from which on a city is believed without NER, behind a word of place."""
_LARGE_CITY = 500
"""Thousands of inhabitants from which on a city is meant rather than a region of another state."""
_SMALL_CITY = 60
"""Thousands of inhabitants up to which NER alone does not make a name a city's."""
_CITY_LABELS = frozenset({"GPE", "LOC", "FAC"})


def place_of_city(reading: Reading, mark: Mark) -> Place | None:
    """The city, or else the region, that a mark names: the largest, unless a state follows ('Tripoli, Lebanon')."""
    candidates = _likeliest_first(mark)
    if not candidates:
        return None
    stated = _following_country(reading, mark.last)
    is_known = mark.state is not None or candidates[0].population >= _LARGE_CITY
    if stated is not None and not is_known and not any(c.country == stated for c in candidates):
        return Place(mark.text, "city", world.code_at(stated, reading.date))
    chosen = next((c for c in candidates if c.country == stated), candidates[0])
    code = world.code_at(chosen.country, reading.date) if chosen.country else None
    return Place(mark.text, chosen.kind, code, chosen.admin1)


def _likeliest_first(mark: Mark) -> tuple[Locality, ...]:
    """Cities and first-level regions of a name: 'Florida' is the region rather than a small city of another state."""
    cities, divisions = mark.cities, mark.divisions
    is_city = bool(cities) and (
        cities[0].population >= _LARGE_CITY or cities[0].country in {d.country for d in divisions}
    )
    return (*cities, *divisions) if is_city or not divisions else (*divisions, *cities)


def _following_country(reading: Reading, last: int) -> str | None:
    """The state behind a comma: 'Gereshk, Afghanistan'."""
    tokens = reading.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].text not in (",", "("):
        return None
    mark = reading.at.get(last + 2)
    if mark is None or mark.first != last + 2:
        return None
    if mark.state is not None and mark.state.use in ("name", "abbreviation"):
        ends = mark.last + 1 >= len(tokens) or tokens[mark.last + 1].text not in ("and", "'s", "’s")
        return mark.state.code if ends else None
    is_city = bool(mark.cities) and mark.cities[0].population >= _LARGE_CITY
    return mark.divisions[0].country if mark.divisions and not is_city else None


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
