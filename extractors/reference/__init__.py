"""What short forms, pronouns and descriptions refer to, over a whole document.

Belongs here: one key, name and country for all mentions of one entity, and new mentions for references. Does not:
finding names in a sentence (extractors/actors).
"""

from extractors.reference.resolve import resolve

__all__ = ["resolve"]
