"""The day a text counts from: its own dateline, else the date that its record carries.

Belongs here: finding the anchor of a document. Does not: resolving expressions against it (readings.py).
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from extractors.context import DateAnchor
from extractors.temporal.rulebook import rulebook
from schemas.document import Document

_HEAD = 400
"""Characters of a text within which a dateline stands; press releases put an address before it."""
_NEAR_DAYS = 7


def anchor_of(document: Document) -> DateAnchor:
    """The day that relative expressions count from, and what it rests on.

    'VIENNA, December 2 (Agency) --' wins over a publication date at most a week away and takes its year from it; a
    dateline further off is some other date. Without a publication date only a dateline with its year counts.
    """
    published = document.published
    if published is None:
        return DateAnchor(_dateline(document.text, None), "dateline")
    dateline = _dateline(document.text, published)
    if dateline is not None and abs((dateline - published).days) <= _NEAR_DAYS:
        return DateAnchor(dateline, "dateline")
    return DateAnchor(published, "document")


def dateline_length(sentence: str) -> int:
    """How many characters at the start of a sentence are its dateline; its day is the report's, not an event's."""
    matches = (pattern.match(sentence) for pattern in _patterns())
    return max((match.end() for match in matches if match), default=0)


def _dateline(text: str, published: dt.date | None) -> dt.date | None:
    for pattern in _patterns():
        if match := pattern.search(text[:_HEAD]):
            return _date(match, published)
    return None


def _date(match: re.Match[str], published: dt.date | None) -> dt.date | None:
    groups = match.groupdict()
    name = groups["month"] or groups.get("month2") or ""
    number = groups["day"] or groups.get("day2") or ""
    month = int(name) if name.isdigit() else int(rulebook().value("month", name) or 0)
    day = int(re.sub(r"\D", "", number))
    year = groups.get("year")
    if year is None and published is None:
        return None
    years = [int(year)] if year else [published.year + step for step in (0, -1, 1)] if published else []
    days = [date for y in years if (date := _day(y, month, day))]
    if published is None:
        return days[0] if days else None
    return min(days, key=lambda date: abs((date - published).days), default=None)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A place in capitals with a day, the wire's '07-21 (AG)', and a line that holds nothing but a date."""
    month = rulebook().patterns["month"]
    number = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
    year = r"(?:,?\s(?P<year>(?:19|20)\d{2}))?"
    day = rf"(?:(?P<month>{month})\s(?P<day>{number})|(?P<day2>{number})\s(?P<month2>{month})),?{year}"
    place = r"[A-Z][A-Z.'’-]+(?:[ ,/]{1,2}[A-Z][\w.'’-]*){0,5}"
    weekday = rf"(?:{rulebook().patterns['weekday']},?\s)?"
    agency = r"(?:\s?\([^()\n]{2,40}\))?"
    wire = r"(?P<month>0?[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])\s\([A-Z]{2,10}\)\s?[-–—]"
    return (
        re.compile(rf"(?m)^[ \t]*\(?{place}, ?{weekday}{day}{agency}\s?(?:-{{1,2}}|[–—_:]|/)"),
        re.compile(rf"(?m)^[ \t]*{wire}"),
        re.compile(rf"(?m)^[ \t]*(?:FOR IMMEDIATE RELEASE ?:? ?)?{weekday}{day}[ \t]*$"),
    )
