"""Places: states, cities, regions, seas and facilities where a text names them, with their state and region code.

Belongs here: places that no actor reading is tied to, and the place reading of marks. Does not: actors.
"""

from __future__ import annotations

from spacy.tokens import Span

from extractors.actors.lexicon import bare, facility_nouns, region_nouns, sea_nouns
from extractors.actors.reading import Reading, head_of
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
_CITY_LABELS = frozenset({"GPE", "LOC", "FAC"})


def place_of_city(reading: Reading, mark: Mark) -> Place | None:
    """The city, or else the region, that a mark names: the largest, unless a state follows ('Tripoli, Lebanon')."""
    candidates: tuple[Locality, ...] = mark.cities or mark.divisions
    if not candidates:
        return None
    stated = _following_country(reading, mark.last)
    chosen = next((c for c in candidates if c.country == stated), candidates[0])
    code = world.code_at(chosen.country, reading.date) if chosen.country else None
    return Place(mark.text, chosen.kind, code, chosen.admin1)


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
    return mark.divisions[0].country if mark.divisions and not mark.cities else None


def is_city_here(reading: Reading, mark: Mark) -> bool:
    """Whether a form that is a city's name is meant as one, by NER, size and the word before."""
    tokens = reading.tokens
    labels = {tokens[i].ent_type_ for i in range(mark.first, mark.last + 1)}
    if labels & _CITY_LABELS:
        return True
    size = mark.cities[0].population if mark.cities else 0
    span = next((e for e in reading.doc.ents if e.start <= mark.first and mark.last < e.end), None)
    if span is not None and (span.end - span.start) > (mark.last - mark.first + 1):
        return False
    before = tokens[mark.first - 1].lower_ if mark.first else ""
    if before in _PLACED and size >= (_KNOWN_CITY if before in ("of", "for") else _KNOWN_CITY // 2):
        return True
    after = {token.lower_ for token in tokens[mark.last + 1 : mark.last + 3]}
    if after & _MEETINGS and size >= _KNOWN_CITY // 2:
        return True
    return size >= 1000 and tokens[mark.first].tag_ in ("NNP", "NNPS")


def widened(reading: Reading, mark: Mark) -> EntityMention | None:
    """A region or facility made of a mark and the words about it: 'the Kursk region', 'southern Lebanon'."""
    tokens, first, last = reading.tokens, mark.first, mark.last
    following = tokens[last + 1].lower_ if last + 1 < len(tokens) else ""
    kind: PlaceKind | None = None
    if following in ("border",) and last + 2 < len(tokens) and tokens[last + 2].lower_ in region_nouns():
        kind, last = "region", last + 2
    elif following in region_nouns() and not (mark.state and following in _NO_REGION_OF_STATE):
        kind, last = "region", last + 1
    before = tokens[first - 1].lower_ if first else ""
    if before in _DIRECTIONS and (mark.state is None or _is_name(mark)):
        kind, first = "region", first - 1
    if kind is None:
        return None
    country, admin1 = _region_of(reading, mark)
    place = Place(reading.text(first, last), kind, country, admin1)
    return reading.mention((first, last, last), "region", 0.85, place=place)


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
    marks = [m for m in reading.marks if first <= m.first and m.last <= last and m.is_sure]
    country = reading.country_of(marks[0]) if marks else _stated_country(reading, last)
    kind: PlaceKind = "city" if span.label_ == "GPE" else "region"
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


def _stated_country(reading: Reading, last: int) -> str | None:
    code = _following_country(reading, last)
    if code is None and last + 2 < len(reading.tokens) and reading.tokens[last + 1].lower_ == "in":
        mark = reading.at.get(last + 2) or (reading.at.get(last + 3) if last + 3 < len(reading.tokens) else None)
        code = mark.country if mark is not None and mark.state is not None else None
    return world.code_at(code, reading.date) if code else None
