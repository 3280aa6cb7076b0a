"""Time expressions of a whole text: where they stand, their TIMEX3 types and values, their date intervals.

Belongs here: the way from text to expressions. Does not: the rules (rules.yaml), what they mean (readings.py), which
expression belongs to an event (attach.py).
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from extractors.context import DateAnchor
from extractors.temporal import periods
from extractors.temporal.readings import read
from extractors.temporal.rulebook import Rule, Rulebook, Template, rulebook
from extractors.temporal.tense import clause_tense
from extractors.temporal.viewpoint import Reading, Tense, Viewpoint
from schemas.dates import DateInterval, TimeExpression
from schemas.document import Evidence

_REACH = 48
"""How far from a word of the pre-filter a rule may begin or end; scores are the same from 36 on."""
_MARGIN = 24
"""How far a stretch may grow to end between two words."""
_APPROXIMATE = re.compile(r"(?i)\b(?:about|around|nearly|almost|approximately|roughly|some|circa|close to)\b")
_JOIN_DAY = re.compile(r"(?i),?\s(?:(?:on|of)\s(?:the\s)?)?")
_JOIN_CLOCK = re.compile(r"(?i),?\s(?:at\s)?")
_EXPLICIT_YEAR = re.compile(r"(?<![\w.,$-])(?:1[0-9]|20)\d{2}(?![\w%,.]\w)")
_WIRE_DAY = re.compile(
    r"\b(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:[Ll]ast|[Tt]his|[Nn]ext) (?:week|month|year))\b"
)
"""What news says and history does not."""
_NARRATIVE_YEARS = 8
_MANY_YEARS = 20
"""With 8 years a text may be history, with 20 it is, even where it reaches the document's own year."""
_LEAP_YEARS = 15
_REMEMBERED = 7
"""How many earlier dates an expression may count from; the last ones that are fine enough lie nearer."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A rule's match; several pieces where one match holds several expressions."""

    start: int
    end: int
    rule: Rule
    groups: Mapping[str | int, tuple[int, int]]
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression with its reading."""

    start: int
    end: int
    rule: str
    reading: Reading


def find_expressions(
    text: str, anchor: DateAnchor, tense_of: Callable[[int], Tense] | None = None
) -> tuple[TimeExpression, ...]:
    """All time expressions of a text, in text order, none overlapping another.

    `tense_of` gives the tense of the clause at a character; without it the words of the clause decide. Without an
    anchor relative expressions stay unresolved, unless an earlier date of the text fixes them.
    """
    book = rulebook()
    is_narrative = _is_narrative(text, anchor.date)
    chosen = _longest(_candidates(text, book, is_narrative))
    found = _join(text, list(_read(text, chosen, anchor, is_narrative, tense_of)))
    return tuple(_expression(text, one, anchor, book) for one in found)


def timex_records(text: str, dct: dt.date | None) -> list[tuple[int, int, str, str]]:
    """The expressions of a text as (start, end, TIMEX3 type, value); `dct` is the day the document was made."""
    times = find_expressions(text, DateAnchor(dct))
    return [(t.evidence.start, t.evidence.end, t.type, t.value) for t in times]


def _is_narrative(text: str, anchor: dt.date | None) -> bool:
    """Whether a text tells history: its many years lie before the document's, few of its days have names."""
    years = [int(match[0]) for match in _EXPLICIT_YEAR.finditer(text)]
    if len(years) < _NARRATIVE_YEARS:
        return False
    latest = anchor.year if anchor else max(years)
    margin = 1 if len(years) < _MANY_YEARS else 0
    distant = sum(year < latest - margin for year in years)
    return 3 * distant > 2 * len(years) and 3 * len(_WIRE_DAY.findall(text)) < len(years)


def _stretches(text: str, book: Rulebook) -> Iterator[tuple[int, int, frozenset[str]]]:
    """The stretches of a text that may hold expressions, with the word classes in each."""
    start = end = -1
    classes: set[str] = set()
    for match in book.filter.finditer(text):
        if start >= 0 and match.start() - _REACH > end:
            yield start, _word_end(text, end), frozenset(classes)
            start, classes = -1, set()
        if start < 0:
            start = max(0, match.start() - _REACH, end)
        end = min(len(text), match.end() + _REACH)
        classes.add(match.lastgroup or "")
    if start >= 0:
        yield start, _word_end(text, end), frozenset(classes)


def _word_end(text: str, end: int) -> int:
    for position in range(end, min(len(text), end + _MARGIN)):
        if text[position].isspace():
            return position
    return min(len(text), end + _MARGIN)


def _candidates(text: str, book: Rulebook, is_narrative: bool) -> Iterator[_Candidate]:
    for start, end, classes in _stretches(text, book):
        for rule in book.rules:
            if not rule.needs <= classes or (rule.is_narrative and not is_narrative):
                continue
            for match in rule.pattern.finditer(text, start, end):
                if match.end() > match.start() and rule.accepts(text, match):
                    yield _candidate(match, rule)


def _candidate(match: re.Match[str], rule: Rule) -> _Candidate:
    arguments = {name: value for name, value in match.groupdict().items() if value is not None} | {"0": match[0]}
    groups = {template.span: match.span(template.span) for template in rule.templates}
    return _Candidate(match.start(), match.end(), rule, groups, arguments)


def _longest(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Of candidates that overlap the longest, of equally long ones that of the earlier rule; in text order."""
    chosen: list[_Candidate] = []
    starts: list[int] = []
    for one in sorted(candidates, key=lambda c: (c.start - c.end, c.start)):
        at = bisect_left(starts, one.start)
        if (at and chosen[at - 1].end > one.start) or (at < len(chosen) and chosen[at].start < one.end):
            continue
        chosen.insert(at, one)
        starts.insert(at, one.start)
    return chosen


def _read(
    text: str,
    candidates: Iterable[_Candidate],
    anchor: DateAnchor,
    is_narrative: bool,
    tense_of: Callable[[int], Tense] | None,
) -> Iterator[_Found]:
    references: tuple[periods.Period, ...] = ()
    doubtful: periods.Period | None = None
    for one in candidates:
        for template in one.rule.templates:
            start, end = one.groups[template.span]
            view = Viewpoint(anchor.date, anchor.basis, references, is_narrative, _tense(text, start, end, tense_of))
            reading = read(template.operation, _arguments(template, one.arguments), view)
            if reading is None:
                continue
            yield _Found(start, end, one.rule.name, reading)
            if reading.period is None or not (reading.is_explicit or (not is_narrative and reading.type == "DATE")):
                continue
            if _is_leap(reading.period, references) and not (doubtful and not _is_leap(reading.period, (doubtful,))):
                doubtful = reading.period
            else:
                references, doubtful = (*references[-_REMEMBERED:], reading.period), None


def _is_leap(period: periods.Period, references: tuple[periods.Period, ...]) -> bool:
    """Whether a date lies so far from the last one that it is an aside ('as in 1812'), not the story's next step."""
    return bool(references) and abs(period.start.year - references[-1].start.year) > _LEAP_YEARS


def _tense(text: str, start: int, end: int, tense_of: Callable[[int], Tense] | None) -> Callable[[], Tense]:
    return lambda: tense_of(start) if tense_of else clause_tense(text, start, end)


def _arguments(template: Template, groups: Mapping[str, str]) -> dict[str, str]:
    return {
        key: value
        for key, source in template.arguments.items()
        if (value := groups.get(source[1:]) if source.startswith("$") else source) is not None
    }


def _join(text: str, found: list[_Found]) -> list[_Found]:
    """A time of day and the day beside it are one expression: '5 p.m. on May 3', 'Sunday morning'."""
    joined: list[_Found] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and (pair := _pair(text, last, one)):
            joined[-1] = pair
        else:
            joined.append(one)
    return joined


def _pair(text: str, left: _Found, right: _Found) -> _Found | None:
    gap = text[left.end : right.start] if right.start - left.end <= 12 else "no"
    if left.reading.clock and _is_day(right.reading) and _JOIN_DAY.fullmatch(gap):
        clock, day = left.reading.clock, right.reading
    elif right.reading.clock and _is_day(left.reading) and _JOIN_CLOCK.fullmatch(gap):
        clock, day = right.reading.clock, left.reading
    else:
        return None
    return _Found(left.start, right.end, right.rule, replace(day, type="TIME", value=f"{day.value}{clock}"))


def _is_day(reading: Reading) -> bool:
    return reading.type == "DATE" and bool(reading.period and reading.period.precision == "day")


def _expression(text: str, found: _Found, anchor: DateAnchor, book: Rulebook) -> TimeExpression:
    reading = found.reading
    start = found.start
    if reading.is_dated and reading.type != "DURATION":
        start = _with_prefix(text, found.start, book)
    evidence = Evidence(start, found.end)
    interval = _interval(evidence.of(text), evidence, found, anchor, book) if reading.is_dated else None
    return TimeExpression(reading.type, reading.value, evidence, found.rule, interval)


def _with_prefix(text: str, start: int, book: Rulebook) -> int:
    """Where 'early ', 'the end of ' or 'mid-' before an expression begins."""
    low = max(0, start - 40)
    match = book.prefix.search(text[low:start])
    return low + match.start() if match else start


def _interval(words: str, evidence: Evidence, found: _Found, anchor: DateAnchor, book: Rulebook) -> DateInterval:
    reading = found.reading
    period = reading.period
    is_approximate = _APPROXIMATE.search(words) is not None
    if period is None:
        return DateInterval(None, None, words, evidence, found.rule, is_approximate=is_approximate, basis=reading.basis)
    if edge := book.edge.search(words):
        code = book.value("edge_word", edge[0]) or ""
        period = next((periods.narrowed(period, e, anchor.date) for e in periods.EDGES if e == code), period)
    return DateInterval(
        period.start,
        period.end,
        words,
        evidence,
        found.rule,
        precision=period.precision,
        edtf=period.edtf + ("~" if is_approximate and "/" not in period.edtf else ""),
        is_approximate=is_approximate,
        basis=reading.basis,
    )
