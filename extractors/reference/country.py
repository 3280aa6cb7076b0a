"""The countries that a document is about: the last resort for whoever and whatever names none.

Belongs here: counting. Does not: deciding who needs it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.context import EntityMention
from extractors.reference.dateline import dateline_place
from schemas import world
from schemas.document import Evidence

_NEVER = frozenset({"VAT", world.WORLD})
"""Countries that nobody is of without being said to be."""
_MARGIN, _LEAD = 2.0, 1.35
_NEAR = 400
"""Characters to either side that belong to what a mention is about, within its paragraph."""
_BY_FAR = 0.8
"""Share of all mentions from which on a country is a text's own even where a paragraph names none."""
_DATELINE = 2.5
"""Mentions that the dateline is worth: a correspondent leaves out whose the ministers of the country are."""


@dataclass(frozen=True, slots=True)
class Home:
    """The country that a document is about, in three degrees: by far, clearly, and at all the most named as an actor.

    The dateline, whose country is `dateline`, counts for the last two. `share` is how much of all that is named as an
    actor is of the likely one.
    """

    main: str | None = None
    clear: str | None = None
    likely: str | None = None
    share: float = 0.0
    dateline: str | None = None


def home_of(mentions: Sequence[EntityMention], text: str) -> Home:
    """The home of a document by its mentions in text order."""
    public = [m for m in mentions if m.actor is not None and m.actor.sector != "BUS"]
    weighed: dict[str, float] = dict(_counts(public))
    dated = dateline_place(mentions, text)
    there = dated.place.country if dated is not None and dated.place is not None else None
    if there is not None:
        weighed[there] = weighed.get(there, 0) + _DATELINE
    ranked = sorted(weighed.items(), key=lambda item: -item[1])
    likely = ranked[0][0] if ranked else None
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    clear = likely if ranked and ranked[0][1] >= _LEAD * second else None
    share = ranked[0][1] / sum(weighed.values()) if ranked else 0.0
    return Home(main_country(mentions), clear, likely, share, there)


def is_home_alone(country: str, at: Evidence, mentions: Iterable[EntityMention], text: str, home: Home) -> bool:
    """Whether the country of a text is the only one that may be meant at a place: others are not named around it.

    Of those who name no country in the gold, about nine in ten are of the text's where its paragraph names only that
    one, six in ten where it names others.
    """
    start = max(text.rfind("\n", 0, at.start) + 1, at.start - _NEAR)
    end = text.find("\n", at.end)
    near = Evidence(start, min(end if end >= 0 else len(text), at.end + _NEAR))
    named = {m.actor.country for m in mentions if m.actor is not None and near.covers(m.evidence) and _says_country(m)}
    return named == {country} or (not named and country == home.likely and home.share >= _BY_FAR)


def main_country(mentions: Sequence[EntityMention]) -> str | None:
    """The country most named as an actor, if named at least twice as often as any other."""
    ranked = _counts(mentions).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < _MARGIN * ranked[1][1]):
        return None
    return ranked[0][0]


def _says_country(mention: EntityMention) -> bool:
    """Whether a mention names a country, or somebody whose country the text told."""
    is_named = mention.form in ("name", "adjective") and not mention.rule.endswith(("home", "guess"))
    return is_named and mention.actor is not None and mention.actor.country not in (None, *_NEVER)


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
