"""Which time expression of its sentence an event has, by syntax: half of all events have none.

Belongs here: the date and the duration of an event, given its trigger. Does not: finding and resolving expressions
(expressions.py), the document's date as a fallback (it is never borrowed here).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extractors.context import DateAnchor, ParsedSentence
from extractors.temporal import periods
from extractors.temporal.anchors import dateline_length
from extractors.temporal.carriers import Carrier, attachment_words, carriers
from schemas.dates import DateInterval, TimeExpression
from schemas.document import Evidence

_ADNOMINAL = {"poss", "compound", "amod", "nmod", "nummod"}
_CLAUSAL = {"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "pcomp"}
_MISREAD = {"weekday": (1, 0), "month_day_year": (0, 1), "day_month_year": (0, 1), "month": (0, 1)}
"""Rules that take a bare weekday, day or month by the tense of its clause: how far off (weeks, years) they can be."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A time expression in the tree: its tokens, what it hangs on, and the prepositions between."""

    time: TimeExpression
    root: Token
    first: int
    last: int
    governors: tuple[Token, ...]
    preposition: str
    is_adnominal: bool


def date_of(
    head: Token,
    sentence: ParsedSentence,
    times: Sequence[TimeExpression],
    anchor: DateAnchor,
    status_hint: str | None = None,
) -> DateInterval | None:
    """When the event whose trigger is `head` happens, as its own sentence says it; None where it does not.

    An expression that cannot be resolved comes back without bounds; a misread weekday, day or month is put right by the
    status (`status_hint`).
    """
    start = sentence.evidence.start + dateline_length(sentence.doc.text)
    own = [time for time in times if time.interval is not None and time.evidence.start >= start]
    dated = [one for time in own if (one := _placed(_in_time(time, anchor, status_hint), sentence))]
    chosen = _nearest(head, dated)
    if chosen is None:
        return None
    return _bounded(_stretched(chosen, dated, sentence), chosen, head, anchor)


def duration_of(head: Token, sentence: ParsedSentence, times: Sequence[TimeExpression]) -> tuple[str, Evidence] | None:
    """How long the event lasts, ISO 8601, and where it is said: P3D for 'three-day visit', 'visited for three days'."""
    durations = [one for t in times if t.type == "DURATION" and t.interval is None and (one := _placed(t, sentence))]
    for one in durations:
        if one.is_adnominal and head in one.governors[:1]:
            return one.time.value, one.time.evidence
    for one in durations:
        if not one.is_adnominal and one.preposition in ("", "for") and head in one.governors[:1]:
            return one.time.value, one.time.evidence
    return None


def _in_time(time: TimeExpression, anchor: DateAnchor, status: str | None) -> TimeExpression:
    """The expression, a week or a year away where the event's status shows that its tense was misread.

    'On Monday' of a meeting that is planned is the next one, 'May 5' of a treaty that was signed the last one.
    """
    interval = time.interval
    weeks, years = _MISREAD.get(time.rule, (0, 0))
    if not (weeks or years) or interval is None or not (interval.start and interval.end and anchor.date):
        return time
    if interval.basis not in ("document", "dateline") or (" " in interval.expression and weeks):
        return time
    if status == "planned" and interval.end < anchor.date:
        steps = 1
    elif status == "occurred" and interval.start > anchor.date:
        steps = -1
    else:
        return time
    shifted = _shifted(interval, 7 * steps * weeks, 12 * steps * years)
    return replace(time, interval=shifted) if shifted else time


def _shifted(interval: DateInterval, days: int, months: int) -> DateInterval | None:
    if interval.start is None or interval.end is None:
        return None
    unit: periods.Unit = "D" if days else "M"
    start, end = (periods.moved(day, unit, days or months) for day in (interval.start, interval.end))
    if start is None or end is None:
        return None
    return replace(interval, start=start, end=end, edtf=str(start) if start == end else f"{start}/{end}")


def _placed(time: TimeExpression, sentence: ParsedSentence) -> _Placed | None:
    if not sentence.evidence.covers(time.evidence):
        return None
    low, high = (edge - sentence.evidence.start for edge in (time.evidence.start, time.evidence.end))
    tokens = [token for token in sentence.doc if token.idx < high and token.idx + len(token.text) > low]
    if not tokens:
        return None
    inside = {token.i for token in tokens}
    root = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])
    governors = tuple(_governors(root))
    return _Placed(
        time,
        root,
        tokens[0].i,
        tokens[-1].i,
        governors,
        _preposition(root, tokens[0]),
        root.dep_ in _ADNOMINAL and bool(governors) and governors[0].pos_ in ("NOUN", "PROPN"),
    )


def _preposition(root: Token, first: Token) -> str:
    """The word that says how the period bounds the event; of two ('from before May') the nearer."""
    before = first.nbor(-1).lower_ if first.i else ""
    if before in attachment_words().prepositions:
        return before
    node = root
    while node.dep_ in ("pobj", "pcomp", "conj") and node.head.i != node.i:
        node = node.head
        if node.dep_ in ("prep", "mark") or node.pos_ in ("ADP", "SCONJ"):
            return node.lower_
    return ""


def _governors(root: Token) -> Iterator[Token]:
    """What a time hangs on, nearest first: up through prepositions and noun phrases to the verb of its clause."""
    node, aside = root, attachment_words().aside
    has_noun = False
    while node.head.i != node.i:
        dep, node = node.dep_, node.head
        if has_noun and node.lower_ in aside:
            return
        if node.pos_ in ("ADP", "SCONJ") and node.dep_ in ("prep", "agent", "dative", "mark"):
            continue
        yield node
        has_noun = True
        if node.pos_ in ("VERB", "AUX") or dep in _CLAUSAL:
            return


def _nearest(head: Token, dated: Sequence[_Placed]) -> _Placed | None:
    """The expression on the nearest carrier; of several the one nearest in the sentence."""
    best: tuple[int, int, int] | None = None
    chosen: _Placed | None = None
    for carrier in carriers(head):
        for one in dated:
            depth = _depth(carrier, one, head)
            if depth is None:
                continue
            key = (carrier.rank + depth, 0 if one.time.type != "DURATION" else 1, abs(one.root.i - head.i))
            if best is None or key < best:
                best, chosen = key, one
    return chosen


def _depth(carrier: Carrier, one: _Placed, head: Token) -> int | None:
    """How many phrases lie between a carrier and an expression; None where the expression is not the carrier's."""
    if carrier.side == "when" and carrier.token == one.root:
        return 0
    if one.preposition in ("until", "through", "till") and head.lemma_.lower() in attachment_words().terms:
        return None
    if carrier.token not in one.governors:
        return _beside(one, head) if carrier.token == head else None
    depth = one.governors.index(carrier.token)
    if carrier.side == "adnominal" and not one.is_adnominal:
        return None
    if carrier.side == "bound" and one.preposition not in attachment_words().prepositions:
        return None
    if one.is_adnominal and (depth or not _names(carrier.token, head)):
        return None
    if carrier.side == "after" and one.root.i < head.i:
        return None
    if carrier.side == "leading" and one.root.i > carrier.token.i:
        return None
    if carrier.side in ("when", "before") and one.root.i > head.i:
        return None
    return depth


def _names(noun: Token, head: Token) -> bool:
    """Whether what dates the noun before it dates the trigger: 'Tuesday's talks', 'this week's round of talks'."""
    return (
        noun == head
        or (head.dep_ == "acl" and head.head == noun)
        or (head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head == noun)
    )


def _beside(one: _Placed, head: Token) -> int | None:
    """Where the parser hangs a time elsewhere although it follows the trigger's noun phrase: 'the visit on Monday'."""
    if (
        head.pos_ not in ("NOUN", "PROPN")
        or head.lemma_.lower() in attachment_words().bodies
        or one.is_adnominal
        or one.root.i < head.i
    ):
        return None
    start = one.first
    while start > head.i + 1 and head.doc[start - 1].lower_ in attachment_words().dating:
        start -= 1
    return 3 if start in (head.i + 1, head.right_edge.i + 1) else None


def _stretched(chosen: _Placed, dated: Sequence[_Placed], sentence: ParsedSentence) -> DateInterval:
    """The interval of an expression, or of it and its neighbour: 'from May 3 to 5', 'on Monday and Tuesday'."""
    interval = _dated(chosen)
    ordered = sorted(dated, key=lambda one: one.first)
    at = ordered.index(chosen)
    for left, right in ((at, at + 1), (at - 1, at)):
        if left < 0 or right >= len(ordered):
            continue
        one, other = ordered[left], ordered[right]
        between = sentence.doc[one.last + 1 : other.first].text.strip().lower()
        if between in attachment_words().links and (joined := _joined(_dated(one), _dated(other), sentence)):
            return joined
    return interval


def _joined(first: DateInterval, second: DateInterval, sentence: ParsedSentence) -> DateInterval | None:
    if first.start is None or second.end is None or first.start > second.end:
        return None
    evidence = Evidence(first.evidence.start, second.evidence.end)
    words = (
        evidence.shifted(-sentence.evidence.start).of(sentence.doc.text) if sentence.evidence.covers(evidence) else ""
    )
    return replace(
        first,
        end=second.end,
        expression=words,
        evidence=evidence,
        precision="range",
        edtf=f"{first.start}/{second.end}",
    )


def _dated(one: _Placed) -> DateInterval:
    if one.time.interval is None:
        raise ValueError(f"{one.time.value} is no date")
    return one.time.interval


def _bounded(interval: DateInterval, one: _Placed, head: Token, anchor: DateAnchor) -> DateInterval:
    """The interval as its words bound it.

    'By Friday' begins on the document's date, 'since May' lasts until it, of 'ended Sunday' only the end is known.
    """
    if not interval.is_resolved:
        return interval
    bound = attachment_words().prepositions.get(one.preposition)
    verb = one.governors[0] if one.governors else head
    if bound != "since" and verb != head and verb.lemma_.lower() in attachment_words().ends:
        return _with(interval, None, interval.end)
    if bound is None:
        return interval
    if bound == "since":
        return _with(interval, interval.start, _later(anchor.date, interval.end))
    start = anchor.date if anchor.date and interval.end and anchor.date <= interval.end else None
    return _with(interval, start, interval.end)


def _later(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max(one, other) if one and other else None


def _with(interval: DateInterval, start: dt.date | None, end: dt.date | None) -> DateInterval:
    return replace(interval, start=start, end=end, precision="range", edtf=f"{start or '..'}/{end or '..'}")
