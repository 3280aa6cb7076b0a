"""One name and one country for all the names a document gives a person.

Belongs here: short and full forms, and a person's country from the rest of the document. Does not: pronouns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.context import EntityMention
from extractors.reference.country import Home, home_of
from extractors.reference.lexicon import leader_named
from schemas.actors import Actor, Sector
from schemas.document import Document
from schemas.names import name_words, same_person


@dataclass(slots=True)
class _Person:
    """A person of the document: the fullest name, the mentions by index, and what they say of the country."""

    name: str
    country: str | None
    mentions: list[int] = field(default_factory=list)


def with_one_name(mentions: Sequence[EntityMention], document: Document) -> list[EntityMention]:
    """The mentions with every person under the fullest name and one country."""
    out = list(mentions)
    home = home_of(mentions, document.text)
    year = document.published.year if document.published else None
    for person in _people(mentions):
        known = [mentions[i].actor for i in person.mentions]
        actors = [actor for actor in known if actor is not None]
        country, sector, sure = _country(person, mentions)
        rule = ""
        if not sure:
            leader = leader_named(person.name, year, any(a.sector for a in actors))
            if leader is not None:
                country, sector, rule = leader.country, leader.sector, "lexicon"
                person.name = leader.name if len(name_words(person.name)) == 1 else person.name
            else:
                country = _guessed(actors, home)
                rule = "home" if country is not None else ""
        sector = sector or next((a.sector for a in actors if a.sector), None)
        actor = Actor(person.name, "person", country, sector)
        key = f"person:{' '.join(name_words(person.name)) or person.name.lower()}"
        for index in person.mentions:
            old = mentions[index]
            was = old.actor
            changed = was is not None and was.country != country
            out[index] = replace(
                old,
                key=key,
                actor=actor,
                rule=f"{old.rule}+{rule or 'document'}" if changed or rule else old.rule,
                probability=min(old.probability, 0.6) if rule == "home" else old.probability,
            )
    return out


def _guessed(actors: Sequence[Actor], home: Home) -> str | None:
    """The document's country for who holds an office without saying whose; who does business may be from anywhere."""
    sectors = {actor.sector for actor in actors if actor.sector is not None}
    if sectors & {"BUS", "IGO"}:
        return None
    return home.likely if sectors else home.clear


def _people(mentions: Sequence[EntityMention]) -> list[_Person]:
    """Cluster the names of persons: full names first, then lone surnames to the nearest that fits."""
    named = [
        (i, m.actor)
        for i, m in enumerate(mentions)
        if m.actor is not None and m.actor.kind == "person" and m.form == "name"
    ]
    people: list[_Person] = []
    for index, actor in sorted(named, key=lambda pair: (-len(name_words(pair[1].name)), pair[0])):
        fits = [p for p in people if _is_one(p, actor)]
        if not fits:
            people.append(_Person(actor.name, actor.country, [index]))
            continue
        person = min(fits, key=lambda p: _distance(p, index))
        person.mentions.append(index)
        person.country = person.country or actor.country
    return people


def _is_one(person: _Person, actor: Actor) -> bool:
    if person.country and actor.country and person.country != actor.country:
        return False
    return same_person(person.name, actor.name, person.country or actor.country)


def _distance(person: _Person, index: int) -> tuple[bool, int]:
    """Earlier mentions are nearer than later ones."""
    before = [index - i for i in person.mentions if i < index]
    return (not before, min(before) if before else min(i - index for i in person.mentions))


def _country(person: _Person, mentions: Sequence[EntityMention]) -> tuple[str | None, Sector | None, bool]:
    """Country and sector that the person's mentions agree on, and whether the text decides it."""
    votes: Counter[str | None] = Counter()
    sectors: dict[str | None, Sector | None] = {}
    for index in person.mentions:
        mention = mentions[index]
        if mention.actor is None:
            continue
        if mention.actor.country is not None or "international" in mention.rule:
            votes[mention.actor.country] += 1
            sectors.setdefault(mention.actor.country, mention.actor.sector)
    if not votes:
        return None, None, False
    country = max(votes, key=lambda code: (votes[code], code is not None))
    return country, sectors[country], True
