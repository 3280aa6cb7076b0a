"""Event types as values: roles, attributes, trigger rules and frames, read from folders of data and validated.

Belongs here: the records, and `parse`, which turns {name: text} into a registry or says file, key and reason.
Does not: reading folders (flows) and the words of any one type (its definition.yaml).
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from schemas.actors import ActorKind, PlaceKind

Reading = Literal["actor", "place"]
AttributeKind = Literal["code", "count", "percent", "duration", "text"]
FillerKind = ActorKind | PlaceKind


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    """What may fill a role: the reading (actor or place), its kinds, how many.

    `words_of` names a code attribute: a filler must hold one of its words ('asset': a force is troops, ships, ...)
    or be of one of `sectors`.
    `country_of` names roles whose fillers' countries fill this one where the text gives it no filler of its own.
    `country_from` names a role whose only country a filler takes that the text gives none ('troops' sent by Russia).
    `least` is the number of fillers up to which unlikely ones are taken, too; without a filler in a required role
    there is no event ('imports three quarters of its food' names no supplier). Beyond `usual` fillers, as many as
    nine of ten happenings have, only very likely ones are taken.
    """

    name: str
    reading: Reading
    kinds: frozenset[str]
    description: str
    is_core: bool = False
    is_single: bool = False
    words_of: str | None = None
    sectors: frozenset[str] = frozenset()
    country_of: tuple[str, ...] = ()
    country_from: str | None = None
    least: int = 0
    is_required: bool = False
    usual: int | None = None


@dataclass(frozen=True, slots=True)
class AttributeDefinition:
    """A typed property. `values` maps each code to the words that tell it; `read_from` says where they are looked for:
    the trigger, a role's filler, the clause, a syntactic slot of the trigger, or what a share measures; `default`
    stands where none is found. Words of a value are alternatives; a phrase asks for all of its words. A share whose
    measured phrase holds a word of `unless` is none ('40 percent of the votes'). Without a required attribute there is
    no event."""

    name: str
    kind: AttributeKind
    description: str
    read_from: tuple[str, ...] = ()
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    default: str | None = None
    is_required: bool = False
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TriggerRule:
    """Words that name a happening of the type: a verb, noun or adjective, with a particle or light-verb object.

    `needs` lists alternatives, each a set of conditions that must all hold: a role's name (it was filled in the
    sentence), `percent` (a share stands in the clause), `count` (a number of people does), `abroad` (no place lies in
    the country of whom it is about). `near` asks for one of these lemmas in the sentence, `unless`
    forbids them among the trigger's dependents. `sets` fixes attributes. `prior` is the rule's own probability.
    `share` lists the slots of the trigger in which the share must stand, `of` words of which what it measures must hold
    one. A `sure` rule whose needs are met stands without the judge (its precision was measured on raw text).
    """

    name: str
    frame: str
    prior: float
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    needs: tuple[frozenset[str], ...] = ()
    near: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    sets: Mapping[str, str] = field(default_factory=dict)
    status: str | None = None
    share: tuple[str, ...] = ()
    of: frozenset[str] = frozenset()
    is_sure: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether the rule says nothing without a number."""
        return bool(self.needs) and all("count" in group for group in self.needs)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where each role's fillers stand around a trigger: role -> syntactic slots, best first (extractors/roles)."""

    name: str
    slots: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class EventType:
    """One event type: everything that extraction, warehouse and evaluation know about it.

    `company` are words of which a sentence must hold one to tell of the type, unless the judge is sure (a treaty event
    names its instrument; 94 of 100 in the training articles do so in the trigger's own sentence).
    """

    name: str
    mart: str
    description: str
    roles: tuple[RoleDefinition, ...]
    attributes: tuple[AttributeDefinition, ...]
    triggers: tuple[TriggerRule, ...]
    frames: Mapping[str, Frame]
    company: frozenset[str] = frozenset()

    def role(self, name: str) -> RoleDefinition:
        """The role with this name; KeyError where the type has none."""
        return next(r for r in self.roles if r.name == name)

    @property
    def core_roles(self) -> tuple[str, ...]:
        """The roles that tell two happenings of the type apart."""
        return tuple(r.name for r in self.roles if r.is_core)


@dataclass(frozen=True, slots=True)
class Registry:
    """The event types in force, in order of their names."""

    types: tuple[EventType, ...]

    def __getitem__(self, name: str) -> EventType:
        return next(t for t in self.types if t.name == name)

    def __contains__(self, name: object) -> bool:
        return any(t.name == name for t in self.types)


def builtin_files() -> dict[str, str]:
    """The texts of the shipped event type folders: {'visit/definition.yaml': text, ...}."""
    root = importlib.resources.files("schemas.event_types")
    return {
        f"{folder.name}/{file.name}": file.read_text("utf-8")
        for folder in sorted(root.iterdir(), key=lambda entry: entry.name)
        if folder.is_dir()
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".yaml")
    }


READINGS: tuple[Reading, ...] = get_args(Reading)
ATTRIBUTE_KINDS: tuple[AttributeKind, ...] = get_args(AttributeKind)
KINDS: frozenset[str] = frozenset(get_args(ActorKind)) | frozenset(get_args(PlaceKind))
