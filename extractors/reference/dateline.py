"""The place that a text is dated from: 'LA PAZ, March 23 - Union leaders'.

Belongs here: finding the dateline and its place. Does not: its date (extractors/temporal).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.context import EntityMention

_DATELINE = re.compile(
    r"\s*([A-Z][A-Za-z' .-]{2,30}?)(?:,[^.\n]{0,40}?\.?[^.\n]{0,20}?)?\s*(?:\([A-Za-z/ ]+\)\s*)?(?:--|—|–| - | _ )"
)


def dateline_place(mentions: Sequence[EntityMention], text: str) -> EntityMention | None:
    """The mention of the place in the dateline, or None; `mentions` are in text order."""
    match = _DATELINE.match(text)
    if match is None:
        return None
    return next((m for m in mentions if m.place is not None and m.evidence.end <= match.end()), None)
