"""Reading event type folders: YAML text in, a validated registry out; what is wrong names file, key and reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from schemas.errors import DefinitionError
from schemas.event_types.registry import (
    ATTRIBUTE_KINDS,
    KINDS,
    READINGS,
    AttributeDefinition,
    AttributeKind,
    EventType,
    Frame,
    Reading,
    Registry,
    RoleDefinition,
    TriggerRule,
    builtin_files,
)
from schemas.mentions import STATUS_ORDER

SLOTS = frozenset(
    "subject object agent indirect possessive compound modifier of by apposition complement "
    "governor_subject governor_object subject_inside subject_owner object_owner object_actors of_owner adverb "
    "itself predicate subject_source share_owner share_from standing stands_in".split()
)
"""The syntactic slots a frame may name, besides `prep:WORD`; extractors/roles/slots.py finds what stands in them."""

_TOP = {"name", "mart", "description", "company", "roles", "attributes", "triggers", "frames"}
_ROLE = {
    "reading",
    "kinds",
    "description",
    "core",
    "single",
    "words_of",
    "sectors",
    "country_of",
    "country_from",
    "least",
    "required",
    "usual",
}
_ATTRIBUTE = {"kind", "description", "read_from", "values", "default", "required", "unless"}
_TRIGGER = {
    "name", "frame", "prior", "verbs", "nouns", "adjectives", "particles", "objects", "prepositions", "needs", "near",
    "unless", "sets", "status", "share", "of", "sure",
}  # fmt: skip


def builtin() -> Registry:
    """The five shipped event types."""
    return parse(builtin_files())


def parse(files: Mapping[str, str]) -> Registry:
    """The registry of the types in `files`, {'visit/definition.yaml': text, ...}; other files are left alone.

    Raises DefinitionError with file, key and reason for anything unknown, missing or contradictory.
    """
    names = sorted(name for name in files if name.endswith("/definition.yaml"))
    if not names:
        raise DefinitionError("event types", "definition.yaml", "no event type folder was found")
    types = tuple(_Reader(name, files[name]).event_type() for name in names)
    seen: dict[str, str] = {}
    for kind, name in zip(types, names, strict=True):
        for key in (kind.name, kind.mart):
            if seen.setdefault(key, name) != name:
                raise DefinitionError(name, key, f"is taken by {seen[key]}")
    return Registry(types)


class _Reader:
    """Reads one definition.yaml; every look-up names its key, so that errors can."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        try:
            body = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise DefinitionError(file, "YAML", str(error).replace("\n", " ")) from error
        self.body = self.mapping(body, "(top)", _TOP)

    def fail(self, key: str, reason: str) -> DefinitionError:
        return DefinitionError(self.file, key, reason)

    def mapping(self, value: Any, key: str, allowed: set[str] | None = None) -> dict[str, Any]:
        if not isinstance(value, dict) or not all(isinstance(k, str) for k in value):
            raise self.fail(key, "must be a mapping with names as keys")
        unknown = sorted(set(value) - allowed) if allowed is not None else []
        if unknown:
            raise self.fail(f"{key}.{unknown[0]}", f"is unknown; known: {', '.join(sorted(allowed or ()))}")
        return value

    def text(self, body: Mapping[str, Any], name: str, key: str) -> str:
        value = body.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(f"{key}.{name}", "must be a text")
        return value

    def words(self, body: Mapping[str, Any], name: str, key: str) -> frozenset[str]:
        listed = body.get(name, [])
        if isinstance(listed, str):
            listed = listed.split()
        if not isinstance(listed, list) or not all(isinstance(w, str) and w for w in listed):
            raise self.fail(f"{key}.{name}", "must be a list of words (quote words such as no, on, off)")
        if len(set(listed)) < len(listed):
            twice = sorted({w for w in listed if listed.count(w) > 1})
            raise self.fail(f"{key}.{name}", f"lists {twice[0]!r} twice")
        return frozenset(listed)

    def event_type(self) -> EventType:
        name = self.text(self.body, "name", "(top)")
        folder = self.file.split("/")[-2]
        if name != folder:
            raise self.fail("name", f"is {name!r} but the folder is {folder!r}")
        roles = tuple(self.role(k, v) for k, v in self.mapping(self.body.get("roles"), "roles").items())
        if not any(role.is_core for role in roles):
            raise self.fail("roles", "needs at least one role with core: true")
        attributes = tuple(
            self.attribute(k, v, roles) for k, v in self.mapping(self.body.get("attributes", {}), "attributes").items()
        )
        frames = {k: self.frame(k, v, roles) for k, v in self.mapping(self.body.get("frames"), "frames").items()}
        listed = self.body.get("triggers")
        if not isinstance(listed, list) or not listed:
            raise self.fail("triggers", "must be a list with at least one rule")
        triggers = tuple(self.trigger(v, name, roles, attributes, frames) for v in listed)
        names = [t.name for t in triggers]
        if len(set(names)) < len(names):
            raise self.fail("triggers", f"{next(n for n in names if names.count(n) > 1)} is defined twice")
        mart, description = self.text(self.body, "mart", "(top)"), self.text(self.body, "description", "(top)")
        company = self.words(self.body, "company", "(top)")
        return EventType(name, mart, description, roles, attributes, triggers, frames, company)

    def role(self, name: str, value: Any) -> RoleDefinition:
        key = f"roles.{name}"
        body = self.mapping(value, key, _ROLE)
        reading: Reading | None = next((r for r in READINGS if r == body.get("reading")), None)
        if reading is None:
            raise self.fail(f"{key}.reading", "must be actor or place")
        kinds = self.words(body, "kinds", key)
        if not kinds or kinds - KINDS:
            raise self.fail(f"{key}.kinds", f"must be some of {', '.join(sorted(KINDS))}")
        roles = self.body["roles"]
        country_of = tuple(body.get("country_of", []))
        if any(other not in roles for other in country_of):
            raise self.fail(f"{key}.country_of", f"must name roles of the type: {', '.join(roles)}")
        country_from = body.get("country_from")
        if country_from is not None and country_from not in roles:
            raise self.fail(f"{key}.country_from", f"must name a role of the type: {', '.join(roles)}")
        words_of = body.get("words_of")
        if words_of is not None and words_of not in self.body.get("attributes", {}):
            raise self.fail(f"{key}.words_of", f"{words_of!r} is no attribute of the type")
        return RoleDefinition(
            name=name,
            reading=reading,
            kinds=kinds,
            description=self.text(body, "description", key),
            is_core=bool(body.get("core")),
            is_single=bool(body.get("single")),
            words_of=words_of,
            sectors=self.words(body, "sectors", key),
            country_of=country_of,
            country_from=country_from,
            least=int(body.get("least", 0)),
            is_required=bool(body.get("required")),
            usual=body.get("usual"),
        )

    def attribute(self, name: str, value: Any, roles: tuple[RoleDefinition, ...]) -> AttributeDefinition:
        key = f"attributes.{name}"
        body = self.mapping(value, key, _ATTRIBUTE)
        kind: AttributeKind | None = next((k for k in ATTRIBUTE_KINDS if k == body.get("kind")), None)
        if kind is None:
            raise self.fail(f"{key}.kind", f"must be one of {', '.join(ATTRIBUTE_KINDS)}")
        read_from = tuple(body.get("read_from", []))
        places = (
            {"trigger", "clause", "sentence", "measured"}
            | {f"role:{r.name}" for r in roles}
            | {f"slot:{s}" for s in SLOTS}
        )
        for place in read_from:
            if place not in places and not place.startswith("slot:prep:"):
                raise self.fail(f"{key}.read_from", f"{place!r} is none of {', '.join(sorted(places))}")
        values = self.mapping(body.get("values", {}), f"{key}.values")
        words = {code: self.words(values, code, f"{key}.values") for code in values}
        if kind == "code" and not words:
            raise self.fail(f"{key}.values", "a code needs its values, each with the words that tell it")
        default = body.get("default")
        if default is not None and default not in words:
            raise self.fail(f"{key}.default", f"{default!r} is none of the values")
        return AttributeDefinition(
            name=name,
            kind=kind,
            description=self.text(body, "description", key),
            read_from=read_from,
            values=words,
            default=default,
            is_required=bool(body.get("required")),
            unless=self.words(body, "unless", key),
        )

    def frame(self, name: str, value: Any, roles: tuple[RoleDefinition, ...]) -> Frame:
        key = f"frames.{name}"
        body = self.mapping(value, key, {r.name for r in roles})
        return Frame(name, {role: self.slots(listed, f"{key}.{role}") for role, listed in body.items()})

    def slots(self, listed: Any, key: str) -> tuple[str, ...]:
        for slot in listed:
            if slot not in SLOTS and not slot.startswith("prep:"):
                raise self.fail(key, f"{slot!r} is no slot; slots: prep:WORD, {', '.join(sorted(SLOTS))}")
            if slot in ("share_owner", "share_from") and key.endswith(".share"):
                raise self.fail(key, "must say where the share stands, not whose it is")
        return tuple(listed)

    def trigger(
        self,
        value: Any,
        type_name: str,
        roles: tuple[RoleDefinition, ...],
        attributes: tuple[AttributeDefinition, ...],
        frames: Mapping[str, Frame],
    ) -> TriggerRule:
        body = self.mapping(value, "triggers[]", _TRIGGER)
        name = self.text(body, "name", "triggers[]")
        key = f"triggers.{name}"
        if not name.startswith(f"{type_name}."):
            raise self.fail(key, f"the name must begin with {type_name!r} and a dot")
        if body.get("frame") not in frames:
            raise self.fail(f"{key}.frame", f"{body.get('frame')!r} is none of {', '.join(sorted(frames))}")
        prior = body.get("prior")
        if not isinstance(prior, int | float) or not 0 < prior <= 1:
            raise self.fail(f"{key}.prior", "must be a probability in (0, 1]")
        lists = {
            n: self.words(body, n, key)
            for n in ("verbs", "nouns", "adjectives", "particles", "objects", "prepositions", "near", "unless", "of")
        }
        if not (lists["verbs"] or lists["nouns"] or lists["adjectives"]):
            raise self.fail(key, "needs verbs, nouns or adjectives")
        known = {r.name for r in roles} | {"percent", "count", "abroad"}
        needs = tuple(frozenset(group.split()) for group in body.get("needs", []))
        for group in needs:
            if group - known:
                raise self.fail(f"{key}.needs", f"{sorted(group - known)[0]!r} is none of {', '.join(sorted(known))}")
        sets = self.mapping(body.get("sets", {}), f"{key}.sets", {a.name for a in attributes})
        for attribute in attributes:
            if attribute.name in sets and attribute.kind == "code" and sets[attribute.name] not in attribute.values:
                raise self.fail(f"{key}.sets.{attribute.name}", f"{sets[attribute.name]!r} is none of its values")
        status = body.get("status")
        if status is not None and status not in STATUS_ORDER:
            raise self.fail(f"{key}.status", f"must be one of {', '.join(STATUS_ORDER)}")
        return TriggerRule(
            name=name,
            frame=str(body["frame"]),
            prior=float(prior),
            needs=needs,
            sets=sets,
            status=status,
            share=self.slots(body.get("share", []), f"{key}.share"),
            is_sure=bool(body.get("sure")),
            **lists,
        )
