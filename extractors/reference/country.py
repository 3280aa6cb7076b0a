"""The countries that a document is about: the last resort for whoever and whatever names none.

Belongs here: counting. Does not: deciding who needs it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.context import EntityMention
from extractors.reference.dateline import dateline_place
from schemas import world

_NEVER = frozenset({"VAT", world.WORLD})
"""Countries that nobody is of without being said to be."""
_MARGIN, _LEAD = 2.0, 1.35
_DATELINE = 2.5
"""Mentions that the dateline is worth: a correspondent leaves out whose the ministers of the country are."""


@dataclass(frozen=True, slots=True)
class Home:
    """The country that a document is about, in three degrees: by far, clearly, and at all the most named as an actor.

    The dateline counts for the last two.
    """

    main: str | None = None
    clear: str | None = None
    likely: str | None = None


def home_of(mentions: Sequence[EntityMention], text: str) -> Home:
    """The home of a document by its mentions in text order."""
    public = [m for m in mentions if m.actor is not None and m.actor.sector != "BUS"]
    weighed: dict[str, float] = dict(_counts(public))
    dated = dateline_place(mentions, text)
    if dated is not None and dated.place is not None and dated.place.country is not None:
        weighed[dated.place.country] = weighed.get(dated.place.country, 0) + _DATELINE
    ranked = sorted(weighed.items(), key=lambda item: -item[1])
    likely = ranked[0][0] if ranked else None
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    clear = likely if ranked and ranked[0][1] >= _LEAD * second else None
    return Home(main_country(mentions), clear, likely)


def main_country(mentions: Sequence[EntityMention]) -> str | None:
    """The country most named as an actor, if named at least twice as often as any other."""
    ranked = _counts(mentions).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < _MARGIN * ranked[1][1]):
        return None
    return ranked[0][0]


def _counts(mentions: Sequence[EntityMention]) -> Counter[str]:
    """How often each country is named as an actor; a firm, which may be busy anywhere, counts once."""
    counts: Counter[str] = Counter()
    firms: set[str] = set()
    for mention in mentions:
        actor = mention.actor
        if actor is None or actor.country is None or mention.form not in ("name", "adjective"):
            continue
        if actor.country in _NEVER:
            continue
        if actor.sector != "BUS" or actor.name not in firms:
            counts[actor.country] += 1
        if actor.sector == "BUS":
            firms.add(actor.name)
    return counts
