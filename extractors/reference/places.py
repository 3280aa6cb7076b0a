"""Places that the tables do not know, or know several times, in the light of the countries a document names.

Belongs here: the country of a place from the document. Does not: finding places, or what stands beside them
(extractors/actors/places.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.context import EntityMention
from schemas import world
from schemas.actors import Place

_LEAD = {"city": 1.35}
"""How much more often than any other the country must be named that an unknown place is in; others may be of many."""
_KNOWN_CITY, _DWARFED = 150, 6
"""A city of so many thousands is meant even where only the state of one a sixth its size is named: Geneva is no town
in Illinois, but Birmingham may lie in Alabama."""
_CAPITAL = "table-capital+largest"
_CHANGEABLE = ("table-city", "table-city+largest", _CAPITAL)
"""Rules of extractors/actors whose place may be another one of its name."""


def with_places_of_document(mentions: Sequence[EntityMention]) -> list[EntityMention]:
    """The mentions with homonymous places in a country that the document names, and unknown places in its main one."""
    named = Counter(code for m in mentions if (code := _named_country(m)) is not None)
    capitals = Counter((m.place.name, m.place.country) for m in mentions if m.place and m.rule == _CAPITAL)
    stated = {
        m.place.name: m.place for m in mentions if m.place is not None and m.place.country and m.rule.startswith("ner")
    }
    abroad = _namesakes(mentions)
    out = []
    for mention in mentions:
        place = mention.place
        if place is not None and mention.rule == "table-name" and place.name in abroad:
            out.append(_at(replace(mention, actor=None), abroad[place.name], "document", 0.7))
        elif place is None or place.kind == "country":
            out.append(mention)
        elif mention.rule in _CHANGEABLE and named[place.country or ""] == capitals[place.name, place.country]:
            out.append(_moved(mention, place, named))
        elif mention.actor is None and place.country is None and place.kind != "sea" and mention.rule.startswith("ner"):
            out.append(_placed(mention, place, stated.get(place.name), named))
        else:
            out.append(mention)
    return out


def _named_country(mention: EntityMention) -> str | None:
    if mention.actor is not None and mention.actor.kind == "country":
        return mention.actor.country
    if mention.place is not None and mention.rule in ("table-region", "region"):
        return mention.place.country
    return None


def _namesakes(mentions: Sequence[EntityMention]) -> dict[str, Place]:
    """By a state's name the region abroad that is meant by it: 'Georgia' where Atlanta is named and Tbilisi not."""
    found: dict[str, Place] = {}
    for mention in mentions:
        place = mention.place
        if place is None or mention.rule != "table-name" or place.name in found:
            continue
        others = [m for m in mentions if m.place != place or m.rule != "table-name"]
        if any(place.country in (m.place and m.place.country, m.actor and m.actor.country) for m in others):
            continue
        regions = {m.place.admin1 for m in others if m.place is not None and m.place.admin1}
        for region in world.divisions(world.form_key(place.name)):
            if region.country != place.country and region.admin1 in regions:
                found[place.name] = region.as_place(place.name, region.country)
    return found


def _placed(mention: EntityMention, place: Place, known: Place | None, named: Counter[str]) -> EntityMention:
    """An unknown place: where the text puts it elsewhere, else in the country that the document is mainly about."""
    if known is not None:
        return _at(mention, known, "document", mention.probability)
    ranked = named.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] >= _LEAD.get(place.kind, 2.0) * ranked[1][1]):
        return _at(mention, Place(place.name, place.kind, ranked[0][0]), "home", 0.5)
    return mention


def _moved(mention: EntityMention, place: Place, named: Counter[str]) -> EntityMention:
    """A city whose largest bearer lies in a country that the text never names: another bearer, if its is named."""
    bearers = [*world.cities(world.form_key(place.name)), *world.divisions(world.form_key(place.name))]
    others = [other for other in bearers if other.country in named and other.country != place.country]
    size = max((bearer.population for bearer in bearers), default=0)
    if not others:
        return mention
    best = max(others, key=lambda city: (named[city.country or ""], city.population))
    if (best.kind == "city" or mention.actor) and size >= _KNOWN_CITY and best.population * _DWARFED < size:
        return mention
    return _at(replace(mention, actor=None), best.as_place(place.name, best.country), "document", 0.7)


def _at(mention: EntityMention, place: Place, reason: str, probability: float) -> EntityMention:
    key = f"place:{place.country or ''}:{world.form_key(place.name)}"
    rule = f"{mention.rule.removesuffix('+largest')}+{reason}"
    return replace(mention, place=place, key=key, rule=rule, probability=probability)
