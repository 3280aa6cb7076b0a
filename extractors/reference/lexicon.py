"""A person's country from the table of holders of high office, by name and date.

Belongs here: deciding whether a name in a document is one in the table. Does not: what the
text itself says (people.py).
"""

from __future__ import annotations

from schemas import world
from schemas.names import fold, name_words, same_person
from schemas.world import Leader

_TELLING = 6
"""Letters from which on a family name in office needs no title beside it."""
_REIGNING = frozenset("king queen prince princess pope emir sultan".split())
"""Titles that stand in the table before the names that their bearers reign under."""
_BEFORE, _AFTER = 12, 60
"""Years before taking and after leaving office in which a full name still means the holder."""


def leader_named(name: str, year: int | None, has_title: bool) -> Leader | None:
    """The holder of high office that a name means, or None where there is none or more than one country's.

    A full name may be the holder's of years before or after; a lone family name only one in office, and with a title.
    """
    words = name_words(name)
    if not words:
        return None
    found = [*world.leaders(words[-1]), *(world.leaders(words[0]) if len(words) > 1 else ())]
    throne = _throne(name) if len(words) == 1 else ""
    if throne:
        found = [leader for leader in found if _throne(leader.name) == throne]
    else:
        found = [leader for leader in found if len(name_words(leader.name)) > 1 or not _throne(leader.name)]
    fits: list[Leader]
    if len(words) == 1 and not throne:
        fits = (
            [leader for leader in found if _in_office(leader, year, 0, 1)]
            if year is not None and (has_title or len(words[0]) >= _TELLING)
            else []
        )
    else:
        fits = [leader for leader in found if same_person(leader.name, name, leader.country)]
        fits = [leader for leader in fits if _in_office(leader, year, _BEFORE, _AFTER)]
        fits = [leader for leader in fits if _in_office(leader, year, 0, 0)] or fits
    countries = {leader.country for leader in fits}
    if len(countries) != 1:
        return None
    return sorted(fits, key=lambda leader: leader.begin)[-1]


def _throne(name: str) -> str:
    """The title that a name is borne with: 'king' of 'King Hussein'."""
    title = fold(name).partition(" ")[0]
    return title if title in _REIGNING else ""


def _in_office(leader: Leader, year: int | None, before: int, after: int) -> bool:
    return year is None or leader.begin - before <= year <= leader.end + after
