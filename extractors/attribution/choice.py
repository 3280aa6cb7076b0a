"""The source of an event from those of its mentions.

Belongs here: whose word an event is where its mentions differ. Does not: reading one mention's source (reading).
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.mentions import CERTAIN, Attribution, Mention, Status


def source_of_event(mentions: Sequence[Mention], status: Status) -> Attribution | None:
    """The source of an event's mentions, in text order, or None where the text vouches for it in most of them.

    A fact that the text also tells by itself is the text's own. A plan, a possibility or a denial stays somebody's
    word, even where the text begins by telling it.
    """
    said = [m.attribution for m in mentions if m.attribution is not None]
    if 2 * len(said) > len(mentions):
        return mentions[0].attribution if status in CERTAIN else said[0]
    is_half = 2 * len(said) == len(mentions)
    return mentions[0].attribution if is_half and status not in CERTAIN else None
