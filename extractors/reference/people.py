"""One name and one country for all the names a document gives a person.

Belongs here: short and full forms, and a person's country from the rest of the document. Does not: pronouns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.actors.lexicon import bare, titles
from extractors.context import EntityMention
from extractors.reference.country import Home, home_of, is_home_alone
from extractors.reference.lexicon import leader_named
from extractors.reference.offices import OFFICE_FIELDS
from schemas.actors import Actor, Sector
from schemas.document import Document
from schemas.names import fold, name_words, same_person

_JOINED = re.compile(r"\s*(?:,|,? and\b|,? as well as\b|['’]s\b)\s+")
_INSIDE_OFFICE = frozenset("of for and the his her deputy chief special foreign finance defence defense vice".split())
_LONGEST_OFFICE = 9
_SHORTEST_NAME = 2
_THRONES = frozenset({"king", "queen", "prince", "princess"})


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
    unknown: list[_Person] = []
    for person in _people(mentions):
        country, sector, sure = _country(person, mentions)
        sector = sector or next((a.sector for a in _actors(person, mentions) if a.sector), None)
        leader = None if sure else leader_named(person.name, year, any(a.sector for a in _actors(person, mentions)))
        if leader is not None:
            name = leader.name if len(name_words(person.name)) == 1 else person.name
            _note(out, replace(person, name=name), leader.country, sector or leader.sector, "lexicon")
        elif sure:
            _note(out, person, country, sector, "")
        else:
            unknown.append(person)
    for person in sorted(unknown, key=lambda p: min(p.mentions)):
        country, rule = _listed(person, out, document.text), "listed"
        if country is None:
            country, rule = _guessed(person, out, home, document.text)
        _note(out, person, country, None, rule if country is not None else "")
    return out


def _actors(person: _Person, mentions: Sequence[EntityMention]) -> list[Actor]:
    return [actor for i in person.mentions if (actor := mentions[i].actor) is not None]


def _note(out: list[EntityMention], person: _Person, country: str | None, sector: Sector | None, rule: str) -> None:
    """Put the mentions of a person under one name, country and key; `rule` is why, '' where the text says it."""
    sector = sector or next((a.sector for a in _actors(person, out) if a.sector), None)
    actor = Actor(person.name, "person", country, sector)
    key = f"person:{' '.join(name_words(person.name)) or person.name.lower()}"
    for index in person.mentions:
        old = out[index]
        changed = old.actor is not None and old.actor.country != country
        out[index] = replace(
            old,
            key=key,
            actor=actor,
            rule=f"{old.rule}+{rule or 'document'}" if changed or rule else old.rule,
            probability=min(old.probability, 0.6) if rule in ("home", "guess", "listed") else old.probability,
            is_guessed=rule == "guess",
        )


def _listed(person: _Person, out: Sequence[EntityMention], text: str) -> str | None:
    """The country of the person before in a list, or whose office it is: 'Moroccan Foreign Minister A, Interior
    Minister B', "Moroccan Foreign Minister A's spokesman, B".
    """
    for index in person.mentions:
        actor, at = out[index].actor, out[index].evidence.start
        if actor is None or actor.sector is None:
            continue
        for before in reversed(out[max(0, index - _LONGEST_OFFICE) : index]):
            named = before.actor if before.form == "name" and before.evidence.end <= at else None
            if named is not None and named.kind == "person":
                if named.country is not None and _is_office(text[before.evidence.end : at]):
                    return named.country
                break
    return None


def _is_office(text: str) -> bool:
    """Whether between two names there is a comma, 'and' or "'s" and the office of the second, and nothing else."""
    joined = _JOINED.match(text)
    if joined is None:
        return False
    words = text[joined.end() :].rstrip(", ").split()
    return 0 < len(words) < _LONGEST_OFFICE and all(
        word[0].isupper() or word in _INSIDE_OFFICE | OFFICE_FIELDS or bare(word) in titles() for word in words
    )


def _guessed(person: _Person, out: Sequence[EntityMention], home: Home, text: str) -> tuple[str | None, str]:
    """The document's country for who holds an office without saying whose, and whether it is more than a guess.

    A correspondent leaves out whose ministers they are where he is; elsewhere no other country may be near. Who does
    business may be from anywhere.
    """
    sectors = {actor.sector for actor in _actors(person, out) if actor.sector is not None}
    country = home.likely if sectors else home.clear
    if country is None or sectors & {"BUS", "IGO"}:
        return None, ""
    if sectors and country == home.dateline:
        return country, "home"
    introduced = next((i for i in person.mentions if out[i].office), min(person.mentions))
    is_alone = is_home_alone(country, out[introduced].evidence, out, text, home)
    return country, "home" if is_alone else "guess"


def _people(mentions: Sequence[EntityMention]) -> list[_Person]:
    """Cluster the names of persons: full names first, then lone surnames to the nearest that fits."""
    named = [
        (i, m.actor)
        for i, m in enumerate(mentions)
        if m.actor is not None and m.actor.kind == "person" and m.form == "name"
    ]
    people: list[_Person] = []
    by_first_name: list[tuple[int, Actor, _Person]] = []
    for index, actor in sorted(named, key=lambda pair: (-len(name_words(pair[1].name)), pair[0])):
        fits = [p for p in people if _is_one(p, actor)]
        if not fits and (bearer := _first_named(people, actor)) is not None:
            by_first_name.append((index, actor, bearer))
        elif not fits:
            people.append(_Person(actor.name, actor.country, [index]))
        else:
            _join(min(fits, key=lambda p: _distance(p, index)), index, actor)
    for index, actor, person in by_first_name:
        _join(person, index, actor)
    return people


def _join(person: _Person, index: int, actor: Actor) -> None:
    person.mentions.append(index)
    person.country = person.country or actor.country


def _first_named(people: Sequence[_Person], actor: Actor) -> _Person | None:
    """The only person whose name begins with a lone word: 'Liu' of 'Liu Wei', where family names come first or not."""
    words = name_words(actor.name)
    if len(words) != 1 or len(words[0]) < _SHORTEST_NAME:
        return None
    fits = [p for p in people if name_words(p.name)[:1] == words and len(name_words(p.name)) > 1]
    fits = [p for p in fits if None in (p.country, actor.country) or p.country == actor.country]
    return fits[0] if len(fits) == 1 else None


def _is_one(person: _Person, actor: Actor) -> bool:
    if person.country and actor.country and person.country != actor.country:
        return False
    a, b = name_words(person.name), name_words(actor.name)
    if len(a) != len(b) and 1 in (len(a), len(b)) and _reigns(person.name if len(a) == 1 else actor.name):
        return bool(a and b) and a[0] == b[0]
    return same_person(person.name, actor.name, person.country or actor.country)


def _reigns(name: str) -> bool:
    """Whether a name is one that its bearer reigns under, which is no family name: 'King Hussein'."""
    return fold(name).partition(" ")[0] in _THRONES


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
