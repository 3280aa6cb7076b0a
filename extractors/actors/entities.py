"""The entities of a parsed sentence: marks of the tables, NER's names, offices, forces and bodies, with their readings.

Belongs here: putting the rules together. Does not: the rules (persons, groups, places), or the document (reference).
"""

from __future__ import annotations

import datetime as dt

from spacy.tokens import Span

from extractors.actors.groups import groups_in, ships_in
from extractors.actors.lexicon import agency_nouns, bare, facility_nouns, group_nouns, honorifics, singular, territories
from extractors.actors.offices import owner_of
from extractors.actors.persons import is_placed, offices_in, persons_in
from extractors.actors.places import is_city_here, named_place, place_of_city, widened
from extractors.actors.reading import LEFT_TAGS, Reading, head_of, is_title, read
from extractors.actors.scan import Mark
from extractors.context import EntityMention, ParsedSentence
from schemas import world
from schemas.actors import Actor, ActorKind, Place, Sector
from schemas.world import StateForm

_TRADED = frozenset(
    "production output supply supplies demand consumption exports imports trade reserves market sales".split()
)
_DIVIDED = {"koreas": ("PRK", "KOR"), "germanys": ("DDR", "DEU"), "germanies": ("DDR", "DEU"), "yemens": ("YEM", "YMD")}
"""Plurals of names that two states share or shared."""


def entities_in(sentence: ParsedSentence, document_date: dt.date | None) -> tuple[EntityMention, ...]:
    """Every actor and place that a sentence names, in text order.

    `document_date` decides which state a form names (Moscow in 1989 is the Soviet Union's).
    """
    reading = read(sentence, document_date)
    ships = ships_in(reading)
    afloat = {i for ship in ships for i in range(ship.first, ship.last + 1)}
    persons = [person for person in persons_in(reading) if not afloat & set(range(person.first, person.last + 1))]
    taken = afloat | {i for person in persons for i in range(person.first, person.last + 1)}
    bodies = _organisations(reading, taken)
    named = taken | {i for body in bodies for i in range(body.first, body.last + 1)}
    mentions = [
        *ships,
        *persons,
        *_world(reading),
        *_divided(reading),
        *bodies,
        *_marked(reading, taken),
        *offices_in(reading, persons),
    ]
    mentions += groups_in(reading, named)
    covered = {i for mention in mentions for i in range(mention.first, _name_end(mention) + 1)}
    mentions += _unknown_places(reading, covered)
    return tuple(sorted(mentions, key=lambda m: (m.evidence, m.key)))


def _name_end(mention: EntityMention) -> int:
    """The last token that is a mention's own; what follows the head of a description may be a name."""
    return mention.head if mention.form == "description" else mention.last


def _marked(reading: Reading, taken: set[int]) -> list[EntityMention]:
    """The mentions of marks that no person's name covers."""
    mentions = []
    for mark in reading.marks:
        if mark.first in taken:
            continue
        is_place = mark.is_sure or is_city_here(reading, mark) or _is_before_region(reading, mark)
        wide = widened(reading, mark) if is_place else None
        if wide is not None:
            mentions.append(wide)
            continue
        mentions += _readings(reading, mark)
    return mentions


def _is_before_region(reading: Reading, mark: Mark) -> bool:
    following = reading.tokens[mark.last + 1].lower_ if mark.last + 1 < len(reading.tokens) else ""
    return bool(mark.divisions) and following in ("region", "province", "oblast", "governorate")


def _readings(reading: Reading, mark: Mark) -> list[EntityMention]:
    """The mention of one mark with its actor and place readings."""
    span = (mark.first, mark.last, head_of(reading.doc, mark.first, mark.last))
    if mark.state is not None:
        return _state(reading, mark.state, mark, span)
    if mark.organisation is not None:
        found = mark.organisation
        actor = Actor(found.name, found.kind, reading.country_of(owner_of(reading, mark) or mark), found.sector)
        return [reading.mention(span, "table-organisation", 0.95, actor)]
    if mark.region is not None:
        code = reading.country_of(mark)
        place = Place(mark.text, mark.region.kind, code, mark.region.admin1)
        return [reading.mention(span, "table-region", 0.95, place=place)]
    if mark.adjective is not None:
        place = Place(mark.adjective.region, "region", reading.country_of(mark))
        return [reading.mention(span, "table-region-adjective", 0.7, place=place, form="adjective")]
    if is_city_here(reading, mark):
        place_here = place_of_city(reading, mark)
        if place_here is not None:
            return [reading.mention(span, "table-city", 0.85, place=place_here)]
    return []


def _world(reading: Reading) -> list[EntityMention]:
    """'The world' as an actor: who consumes or produces all there is."""
    mentions = []
    actor = Actor("world", "other", world.WORLD)
    for token in reading.tokens:
        is_noun = token.lower_ == "world" and token.i > 0 and token.nbor(-1).lower_ == "the"
        if is_noun or (token.lower_ in ("world", "global") and _is_of_trade(reading, token.i)):
            mentions.append(reading.mention((token.i, token.i, token.i), "world", 0.7, actor))
    return mentions


def _divided(reading: Reading) -> list[EntityMention]:
    """Both states that share a name: 'the two Koreas'."""
    mentions = []
    for token in reading.tokens:
        for code in _DIVIDED.get(token.lower_, ()) if token.text[0].isupper() else ():
            name = world.state_name(code)
            actor, place = Actor(name, "country", code, "GOV"), Place(name, "country", code)
            mentions.append(reading.mention((token.i, token.i, token.i), "divided", 0.9, actor, place=place))
    return mentions


def _is_of_trade(reading: Reading, index: int) -> bool:
    """Whether a noun of what is produced or needed follows within a few words: 'world non-Communist steel output'."""
    for token in reading.tokens[index + 1 : index + 5]:
        if token.lower_ in _TRADED:
            return True
        if token.tag_ not in LEFT_TAGS:
            return False
    return False


def _state(reading: Reading, form: StateForm, mark: Mark, span: tuple[int, int, int]) -> list[EntityMention]:
    """A state as actor and, where the form can be one, as place; its people are a group and the state."""
    code, use = world.code_at(form.code, reading.date), form.use
    name = world.state_name(code)
    if use == "people":
        actor = Actor(mark.text, "group", code, "CVL")
        state = Actor(name, "country", code, "GOV")
        people = reading.mention(span, "table-people", 0.8, actor)
        return [people, reading.mention(span, "table-people-state", 0.5, state, form="adjective")]
    actor = Actor(name, "country", code, "GOV")
    if use == "adjective":
        return [reading.mention(span, "table-adjective", 0.85, actor, form="adjective")]
    place = Place(name, "country", code)
    if use in ("name", "abbreviation") and world.is_region_at(form.code, reading.date):
        place = Place(mark.text, "region", code)
    elif form.code in territories():
        place = Place(name, "region", code)
    if use == "capital":
        place = place_of_city(reading, mark) or Place(mark.text, "city", code)
        place = Place(place.name, "city", place.country, place.admin1)
    elif use == "metonym":
        place = Place(mark.text, "facility", code)
    return [reading.mention(span, f"table-{use}", 0.95, actor, place=place)]


def _organisations(reading: Reading, taken: set[int]) -> list[EntityMention]:
    """NER's organisations that the tables do not know or that are longer than what they know."""
    mentions = []
    for span in reading.doc.ents:
        if span.label_ not in ("ORG", "FAC", "NORP", "PRODUCT", "LAW") or span.start in taken:
            continue
        if span.end - 1 in taken and any(is_title(token) or bare(token.text) in honorifics() for token in span):
            continue
        mention = _organisation(reading, span)
        if mention is not None:
            mentions.append(mention)
    return mentions


def _organisation(reading: Reading, span: Span) -> EntityMention | None:
    first, last = span.start, span.end - 1
    tokens = reading.tokens
    while first < last and tokens[first].lower_ in ("the", "a", "an", "'s", "’s"):
        first += 1
    while last > first and tokens[last].lower_ in ("'s", "’s", "'", "’", ",", "-"):
        last -= 1
    mark = reading.at.get(first)
    if mark is not None and mark.last >= last and (mark.is_sure or is_city_here(reading, mark)):
        return None
    country = _owner(reading, first, last)
    if mark is not None and mark.last < last and mark.state and mark.state.use in ("adjective", "abbreviation"):
        country = reading.country_of(mark)
    noun = bare(tokens[last].text)
    if noun in facility_nouns() or span.label_ == "FAC":
        place = Place(reading.text(first, last), "facility", country)
        return reading.mention((first, last, head_of(reading.doc, first, last)), "ner-facility", 0.7, place=place)
    if span.label_ != "ORG" or not tokens[first].text[:1].isalpha():
        return None
    kind, sector = _kind_and_sector(noun, reading.text(first, last).lower())
    actor = Actor(reading.text(first, last), kind, country, sector)
    return reading.mention((first, last, head_of(reading.doc, first, last)), "ner-organisation", 0.7, actor)


def _kind_and_sector(noun: str, name: str) -> tuple[ActorKind, Sector | None]:
    """What a body's last word says it is."""
    if noun in agency_nouns():
        kind, sector = agency_nouns()[noun]
        if sector == "SPY" and "intelligence" not in name:
            sector = "GOV"
        return (kind if kind != "country" else "organisation"), sector
    single = singular(noun)
    if single in group_nouns() and group_nouns()[single] in ("MIL", "COP", "REB") and single != "company":
        return "group", group_nouns()[single]
    return "organisation", None


def _owner(reading: Reading, first: int, last: int) -> str | None:
    """The state of a body: inside its name, before it as possessor or adjective, or after 'of'."""
    tokens = reading.tokens
    inside = [m for m in reading.marks if first <= m.first and m.last <= last and m.is_sure and m.country]
    before = first - 1
    if before >= 0 and tokens[before].lower_ in ("'s", "’s"):
        before -= 1
    mark = reading.mark_ending_at(before) if before >= 0 else None
    is_owner = mark is not None and mark.state is not None and (mark.state.use == "adjective" or before < first - 1)
    if mark is not None and is_owner and not (inside and inside[0].state):
        return reading.country_of(mark)
    if inside:
        return reading.country_of(inside[0])
    if last + 2 < len(tokens) and tokens[last + 1].lower_ == "of":
        after = reading.at.get(last + 2)
        if after is not None and after.state is not None:
            return reading.country_of(after)
    return None


def _unknown_places(reading: Reading, covered: set[int]) -> list[EntityMention]:
    """NER's places that no other mention covers."""
    mentions = []
    for span in reading.doc.ents:
        if (span.label_ in ("GPE", "LOC", "FAC") or is_placed(reading, span)) and not covered & set(
            range(span.start, span.end)
        ):
            mention = named_place(reading, span)
            if mention is not None:
                mentions.append(mention)
    return mentions
