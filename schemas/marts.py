"""What the public table of an event type shows: its name, and the columns of its roles and attributes.

Belongs here: the specification, as values. Does not: SQL (warehouse), how a type is found in text (event_types).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.errors import DefinitionError
from schemas.event_types.registry import AttributeKind, EventType

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class MartRole:
    """A role and the columns it becomes: `<stem>_names` and `<stem>_country_codes`."""

    role: str
    stem: str
    description: str

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns of the role, in order."""
        return (f"{self.stem}_names", f"{self.stem}_country_codes")


@dataclass(frozen=True, slots=True)
class MartAttribute:
    """An attribute and the columns it becomes: `<code>_code` or `_text`; bounds and two marks for a number."""

    code: str
    kind: AttributeKind
    description: str

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns of the attribute, in order."""
        match self.kind:
            case "code":
                return (f"{self.code}_code",)
            case "duration" | "text":
                return (f"{self.code}_text",)
            case "count":
                bounds = (f"{self.code}_low", f"{self.code}_high")
            case "percent":
                bounds = (f"{self.code}_low_pct", f"{self.code}_high_pct")
        return (*bounds, f"{self.code}_is_approximate", f"{self.code}_is_increment")


@dataclass(frozen=True, slots=True)
class MartSpec:
    """The public table of one event type. All names are plain lower-case words, so that they can stand in SQL.

    Raises DefinitionError where a name is not, or where two columns would have the same one.
    """

    event_type: str
    mart: str
    description: str
    roles: tuple[MartRole, ...]
    attributes: tuple[MartAttribute, ...]

    def __post_init__(self) -> None:
        names = [self.event_type, self.mart]
        names += [name for role in self.roles for name in (role.role, role.stem)]
        names += [attribute.code for attribute in self.attributes]
        for name in names:
            if not IDENTIFIER.fullmatch(name):
                raise DefinitionError(self.event_type, name, "must be lower-case letters, digits and underscores")
        columns = self.column_names
        for name in columns:
            if columns.count(name) > 1:
                raise DefinitionError(self.event_type, name, "two roles or attributes would give this column")

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns that the type's roles and attributes become, in order."""
        of_roles = [name for role in self.roles for name in role.column_names]
        return (*of_roles, *(name for attribute in self.attributes for name in attribute.column_names))


def mart_of(event_type: EventType) -> MartSpec:
    """The public table of a defined event type: a role's stem is its name."""
    return MartSpec(
        event_type=event_type.name,
        mart=event_type.mart,
        description=event_type.description,
        roles=tuple(MartRole(role.name, role.name, role.description) for role in event_type.roles),
        attributes=tuple(MartAttribute(a.name, a.kind, a.description) for a in event_type.attributes),
    )
