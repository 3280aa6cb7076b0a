"""Entities of a sentence that was not parsed: the tables' marks, and capitalised names behind a title.

Belongs here: what can be read without tags or NER, surely rather than completely. Does not: anything that needs spaCy.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from extractors.actors.lexicon import bare, honorifics, titles
from extractors.actors.reading import key_of
from extractors.actors.scan import Mark, marks_in
from extractors.context import EntityMention
from schemas import world
from schemas.actors import Actor, Place
from schemas.document import Evidence
from schemas.names import name_words

_TOKEN = re.compile(r"(?:[A-Z]\.)+|[^\W_]+(?=['’]s\b)|['’]s\b|[^\W_]+(?:['’][^\W_]+)*|\S")
_LONGEST_OFFICE = 4
_OF_STATES = frozenset({"minister", "premier", "king", "queen", "senator"})
"""Offices that no organisation of many states has."""
_NAME_LINKS = frozenset({"-", "al", "bin", "de", "von", "van", "der", "la", "el"})


def cheap_entities(
    text: str, sentence_index: int, offset: int, document_date: dt.date | None
) -> tuple[EntityMention, ...]:
    """The entities of a sentence's text; `offset` is where it begins in the document. Token indices are -1."""
    found = list(_TOKEN.finditer(text))
    tokens = [match.group() for match in found]
    marks = marks_in(tokens)
    mentions = []
    for mark in marks:
        actor, place, rule = _readings(mark, document_date)
        if actor is not None or place is not None:
            evidence = Evidence(offset + found[mark.first].start(), offset + found[mark.last].end())
            mentions.append(
                EntityMention(key_of(actor, place), evidence, sentence_index, "name", rule, 0.8, actor, place)
            )
    for first, last, person in _titled(tokens, marks, document_date):
        evidence = Evidence(offset + found[first].start(), offset + found[last].end())
        rule = "cheap-title-international" if person.sector == "IGO" else "cheap-title"
        office = _office_before(tokens, first)
        key = key_of(person, None)
        mentions.append(EntityMention(key, evidence, sentence_index, "name", rule, 0.75, person, office=office))
    return tuple(sorted(mentions, key=lambda m: (m.evidence, m.key)))


def _readings(mark: Mark, date: dt.date | None) -> tuple[Actor | None, Place | None, str]:
    """Actor and place of a mark; a bare city only where it is large."""
    code = world.code_at(mark.country, date) if mark.country else None
    if mark.state is not None and code is not None:
        name = world.state_name(code)
        if mark.state.use == "people":
            return Actor(mark.text, "group", code, "CVL"), None, "cheap-people"
        place = Place(name, "country", code) if mark.state.use in ("name", "abbreviation") else None
        if mark.state.use == "capital":
            place = Place(mark.text, "city", code, mark.cities[0].admin1 if mark.cities else None)
        return Actor(name, "country", code, "GOV"), place, f"cheap-{mark.state.use}"
    if mark.organisation is not None:
        found = mark.organisation
        return Actor(found.name, found.kind, code, found.sector), None, "cheap-organisation"
    if mark.region is not None:
        return None, Place(mark.text, mark.region.kind, code, mark.region.admin1), "cheap-region"
    if mark.cities and mark.cities[0].population >= 500:
        city = mark.cities[0]
        code = world.code_at(city.country, date) if city.country else None
        return None, Place(mark.text, "city", code, city.admin1), "cheap-city"
    return None, None, ""


def _named(tokens: list[str]) -> Iterator[tuple[int, int]]:
    """Full names of the table of leaders."""
    for first in range(len(tokens) - 1):
        if not (tokens[first][0].isupper() and tokens[first + 1][0].isupper()):
            continue
        for last in range(first + 1, min(first + 4, len(tokens))):
            if world.is_leader(name_words(" ".join(tokens[first : last + 1]))):
                yield first, last
                break


def _titled(tokens: list[str], marks: list[Mark], date: dt.date | None) -> list[tuple[int, int, Actor]]:
    """Names behind a title, with the state of the mark before it."""
    found = []
    for first, last in _named(tokens):
        title = bare(tokens[first - 1]) if first else ""
        mark = _mark_before(tokens, marks, first - 1) if title in titles() else None
        found.append((first, last, _holder(" ".join(tokens[first : last + 1]), title, mark, date)))
    covered = {first for first, _, _ in found}
    position = 0
    while position < len(tokens):
        word = bare(tokens[position])
        if word in titles() or word in honorifics():
            last = _name_end(tokens, position + 1)
            if (
                last > position
                and position + 1 not in covered
                and not any(m.first == position + 1 and m.is_sure for m in marks)
            ):
                name = " ".join(tokens[position + 1 : last + 1]).replace(" - ", "-")
                mark = _mark_before(tokens, marks, position)
                found.append((position + 1, last, _holder(name, word, mark, date)))
                position = last
        position += 1
    return found


def _name_end(tokens: list[str], first: int) -> int:
    last = first - 1
    for position in range(first, min(first + 5, len(tokens))):
        token = tokens[position]
        if (token[0].isupper() and bare(token) not in titles()) or (
            position > first and tokens[position - 1] == "-" and token.isalpha() and len(token) < 6
        ):
            last = position
        elif not (position > first and token in _NAME_LINKS):
            break
    return last


def _office_before(tokens: list[str], name: int) -> str:
    """The capitalised words before a name, in lower case, where they end in a title: 'foreign minister'."""
    first = name
    while first > max(0, name - _LONGEST_OFFICE) and (
        tokens[first - 1][0].isupper() or bare(tokens[first - 1]) in titles()
    ):
        first -= 1
    return " ".join(tokens[first:name]).lower() if name and bare(tokens[name - 1]) in titles() else ""


def _holder(name: str, title: str, mark: Mark | None, date: dt.date | None) -> Actor:
    """The bearer of a title, of the state or the organisation of many states that a mark before it names."""
    if mark is None:
        return Actor(name, "person", None, titles().get(title))
    if mark.country is None and mark.organisation is not None:
        return Actor(name, "person", None, titles().get(title) if title in _OF_STATES else "IGO")
    return Actor(name, "person", world.code_at(mark.country, date) if mark.country else None, titles().get(title))


def _mark_before(tokens: list[str], marks: list[Mark], title: int) -> Mark | None:
    """The state or body within the four words before a title: 'Russian Foreign Minister'."""
    for mark in reversed(marks):
        if mark.last < title <= mark.last + 4 and mark.is_sure:
            between = tokens[mark.last + 1 : title]
            if not any(word in (",", "and", ".", ";", ":") for word in between):
                return mark
    return None
