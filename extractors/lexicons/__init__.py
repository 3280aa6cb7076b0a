"""Words of English as data: what every event type shares (light verbs, verbs of saying, modals, inflection).

Belongs here: YAML files of words and `words`, which reads one. Does not: words of one event type (its folder).
"""

from __future__ import annotations

import functools
import importlib.resources
from typing import Any

import yaml

from schemas.errors import DefinitionError


@functools.cache
def lexicon(name: str) -> dict[str, Any]:
    """The lexicon `name`.yaml of this folder; raises DefinitionError where it is no mapping of lists or texts."""
    file = f"{name}.yaml"
    body = yaml.safe_load(importlib.resources.files(__package__).joinpath(file).read_text("utf-8"))
    if not isinstance(body, dict):
        raise DefinitionError(file, "(top)", "must be a mapping")
    for key, value in body.items():
        if isinstance(value, list) and len({str(v) for v in value}) < len(value):
            raise DefinitionError(file, str(key), "lists a word twice")
    return body


def words(name: str, key: str) -> frozenset[str]:
    """One list of a lexicon as a set."""
    listed = lexicon(name).get(key)
    if not isinstance(listed, list):
        raise DefinitionError(f"{name}.yaml", key, "must be a list of words")
    return frozenset(str(word) for word in listed)
