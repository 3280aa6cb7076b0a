"""Makes events comparable: from the records of this program, or from the JSON that `link` reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from resolution.records import Bounds, LinkableEvent
from resolution.words import words_of
from schemas.actors import Entity, Place
from schemas.document import Document, Evidence
from schemas.event_types import Registry, builtin
from schemas.events import DocumentEvent
from schemas.mentions import Attribute

Json = Mapping[str, Any]
SENTENCE_ENDS = ".!?\n"
CONTEXT_LENGTH = 240
"""How many characters around a mention count as its sentence where the record does not say."""
CODE_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of an event type that linking looks at: core ones, and those that take places."""

    core: frozenset[str]
    places: frozenset[str]


def roles_of(registry: Registry) -> dict[str, Roles]:
    """The roles of each type of a registry; all roles of a type that is not in it count as core."""
    return {
        kind.name: Roles(
            frozenset(role.name for role in kind.roles if role.is_core),
            frozenset(role.name for role in kind.roles if role.reading == "place"),
        )
        for kind in registry.types
    }


@cache
def builtin_roles() -> Mapping[str, Roles]:
    """The roles of the shipped types."""
    return roles_of(builtin())


def linkable_of_events(
    document: Document, events: Iterable[DocumentEvent], registry: Registry | None = None
) -> list[LinkableEvent]:
    """The events of a document as linking compares them."""
    known = builtin_roles() if registry is None else roles_of(registry)
    story = words_of((document.title or "", document.text))
    return [linkable_of_event(document, event, known, story) for event in events]


def linkable_of_event(
    document: Document, event: DocumentEvent, roles: Mapping[str, Roles], story: frozenset[str]
) -> LinkableEvent:
    """One event as linking compares it."""
    known = roles.get(event.event_type)
    entities = [filler.entity for filler in event.fillers if known is None or filler.role in known.core]
    coded = {attribute.code: attribute.value for attribute in event.attributes if attribute.value is not None}
    return LinkableEvent(
        document_event_id=event.document_event_id,
        document_id=event.document_id,
        event_type=event.event_type,
        status=event.status,
        countries=countries_of(entities),
        names=words_of(entity.name for entity in entities),
        places=words_of(filler.entity.name for filler in event.fillers if isinstance(filler.entity, Place)),
        start=event.date.start if event.date else None,
        end=event.date.end if event.date else None,
        published=document.published,
        numbers=dict(bounds_of(event.attributes)),
        codes=coded,
        triggers=words_of(mention.text for mention in event.mentions),
        context=words_of(mention.sentence.of(document.text) for mention in event.mentions),
        details=words_of(coded.values()),
        story=story,
    )


def countries_of(entities: Iterable[Entity]) -> frozenset[str]:
    """The countries of some actors and places."""
    return frozenset(entity.country for entity in entities if entity.country)


def bounds_of(attributes: Iterable[Attribute]) -> Iterator[tuple[str, Bounds]]:
    """The numbers among some attributes, by their code."""
    for attribute in attributes:
        if attribute.number is not None:
            yield attribute.code, (attribute.number.low, attribute.number.high)


def linkable_of_json(doc: Json, registry: Registry | None = None) -> list[LinkableEvent]:
    """The events of one line of codebook section 7 with `title` and `text`, in order; unknown keys are ignored.

    An event without `document_event_id` is named by its document and its own id or its place in the line.
    """
    known = builtin_roles() if registry is None else roles_of(registry)
    text = str(doc.get("text") or "")
    story = words_of((str(doc.get("title") or ""), text))
    return [
        linkable_of_json_event(doc, event, place, known, story)
        for place, event in enumerate(doc.get("events") or (), 1)
    ]


def linkable_of_json_event(
    doc: Json, event: Json, place: int, roles: Mapping[str, Roles], story: frozenset[str]
) -> LinkableEvent:
    """One event of such a line."""
    name = str(doc.get("doc_id") or doc.get("id"))
    kind = str(event["type"])
    known = roles.get(kind)
    fillers = [(role, filler) for role, some in (event.get("roles") or {}).items() for filler in listed(some)]
    in_core = [filler for role, filler in fillers if known is None or role in known.core]
    in_place = [filler for role, filler in fillers if known is not None and role in known.places]
    attributes: Json = event.get("attributes") or {}
    coded = {code: str(value) for code, value in attributes.items() if isinstance(value, str)}
    date: Json = event.get("date") or {}
    text = str(doc.get("text") or "")
    mentions = event.get("mentions") or ()
    return LinkableEvent(
        document_event_id=str(event.get("document_event_id") or f"{name}:{event.get('id') or place}"),
        document_id=name,
        event_type=kind,
        status=event.get("status") or "occurred",
        countries=frozenset(str(filler["country"]) for filler in in_core if filler.get("country")),
        names=words_of(filler["name"] for filler in in_core if filler.get("name")),
        places=words_of(filler["name"] for filler in in_place if filler.get("name")),
        start=day_of(date.get("start")),
        end=day_of(date.get("end")),
        published=day_of(doc.get("published")),
        numbers={
            code: (value.get("low"), value.get("high")) for code, value in attributes.items() if isinstance(value, dict)
        },
        codes=coded,
        triggers=words_of(str(mention.get("text") or "") for mention in mentions),
        context=words_of(sentence_around(text, mention) for mention in mentions),
        details=words_of(coded.values()),
        story=story,
    )


def listed(fillers: Any) -> list[Json]:
    """The fillers of a role, which stand alone or in a list, as names or as records."""
    some = fillers if isinstance(fillers, list) else [fillers]
    return [{"name": filler} if isinstance(filler, str) else filler for filler in some if filler]


def day_of(value: Any) -> dt.date | None:
    """A day from ISO text."""
    return dt.date.fromisoformat(value) if value else None


def sentence_around(text: str, mention: Json) -> str:
    """The sentence of a mention, roughly: up to the next full stop on each side."""
    start, end = mention.get("start"), mention.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        return ""
    evidence = Evidence(start, max(start, end))
    before = max(text.rfind(mark + space, 0, evidence.start) for mark in SENTENCE_ENDS for space in (" ", "\n"))
    after = [
        at for mark in SENTENCE_ENDS for space in (" ", "\n") if (at := text.find(mark + space, evidence.end)) >= 0
    ]
    first = max(before + 1, evidence.start - CONTEXT_LENGTH)
    return text[first : min([*after, evidence.end + CONTEXT_LENGTH])]
