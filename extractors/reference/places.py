"""Places that the tables do not know, or know several times, in the light of the countries a document names.

Belongs here: the country of a place from the document. Does not: finding places.
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
_KNOWN_CITY, _DWARFED = 150, 5
"""A city of so many thousands is meant even where only the state of one a fifth its size is named: Geneva is no town
in Illinois."""


def with_places_of_document(mentions: Sequence[EntityMention]) -> list[EntityMention]:
    """The mentions with homonymous cities in a country that the document names, and unknown places in its main one."""
    named = Counter(code for m in mentions if (code := _named_country(m)) is not None)
    stated = {
        m.place.name: m.place for m in mentions if m.place is not None and m.place.country and m.rule.startswith("ner")
    }
    out = []
    for mention in mentions:
        place = mention.place
        if place is None or place.kind == "country" or mention.actor is not None:
            out.append(mention)
        elif place.country is None and place.kind != "sea" and mention.rule.startswith("ner"):
            out.append(_placed(mention, place, stated.get(place.name), named))
        elif mention.rule == "table-city" and place.country not in named:
            out.append(_moved(mention, place, named))
        else:
            out.append(mention)
    return out


def _named_country(mention: EntityMention) -> str | None:
    if mention.actor is not None and mention.actor.kind == "country":
        return mention.actor.country
    if mention.place is not None and mention.rule in ("table-region", "region"):
        return mention.place.country
    return None


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
    others = [other for other in bearers if other.country in named]
    size = max((bearer.population for bearer in bearers), default=0)
    if not others:
        return mention
    best = max(others, key=lambda city: (named[city.country or ""], city.population))
    if best.kind == "city" and size >= _KNOWN_CITY and best.population * _DWARFED < size:
        return mention
    return _at(mention, Place(place.name, best.kind, best.country, best.admin1), "document", 0.7)


def _at(mention: EntityMention, place: Place, rule: str, probability: float) -> EntityMention:
    key = f"place:{place.country or ''}:{world.form_key(place.name)}"
    return replace(mention, place=place, key=key, rule=f"{mention.rule}+{rule}", probability=probability)
