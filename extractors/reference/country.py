"""The country that a document is mainly about: the last resort for whoever and whatever names none.

Belongs here: counting. Does not: deciding who needs it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.context import EntityMention

_MARGIN = 2


def main_country(mentions: Sequence[EntityMention]) -> str | None:
    """The country most named as an actor, if named at least twice as often as any other."""
    counts = Counter(
        m.actor.country for m in mentions if m.actor is not None and m.actor.country and m.form in ("name", "adjective")
    )
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < _MARGIN * ranked[1][1]):
        return None
    return ranked[0][0]
