"""Event types as data: one folder a type (definition.yaml, examples.yaml), and the registry read from them."""

from schemas.event_types.parsing import SLOTS, builtin, parse
from schemas.event_types.registry import (
    AttributeDefinition,
    EventType,
    Frame,
    Reading,
    Registry,
    RoleDefinition,
    TriggerRule,
    builtin_files,
)

__all__ = [
    "SLOTS",
    "AttributeDefinition",
    "EventType",
    "Frame",
    "Reading",
    "Registry",
    "RoleDefinition",
    "TriggerRule",
    "builtin",
    "builtin_files",
    "parse",
]
