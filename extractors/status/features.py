"""What the status judge looks at: the governor chain above a trigger, modals and negations around it, times near it.

Belongs here: features of one mention; how those of an event's mentions are joined is judging's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Token

from extractors.lexicons import words
from extractors.status.forms import form, is_finite, is_negated, with_particle
from extractors.status.reading import Reading
from extractors.triggers import Trigger
from extractors.triggers.features import shown
from schemas.dates import DateInterval

Put = Callable[[str], None]
_LEVELS = 6
_DAYS = (3, 10, 60)
_VERBAL = ("VERB", "AUX")
_SENSES = ("planned_governors", "possible_governors", "denied_governors", "ongoing_verbs", "denying", "begins", "moves")
_KEPT = ("advmod", "amod", "det", "neg", "mark", "aux", "auxpass", "npadvmod", "compound")


def status_features(
    trigger: Trigger,
    date: DateInterval | None,
    near: Sequence[tuple[int, DateInterval]],
    anchor: dt.date | None,
    reading: Reading,
) -> dict[str, float]:
    """Feature -> value of a mention; `near` are the sentence's dates with their characters in it, `reading` is the
    hand rules' answer."""
    f: dict[str, float] = {}
    head, support, event_type = trigger.head, trigger.support, trigger.event_type.name
    lemma = head.lemma_.lower()
    status, rule = reading

    def put(name: str) -> None:
        f[name] = 1.0
        f[f"{event_type}|{name}"] = 1.0

    f[f"rule_status={status}"] = 1.0
    put(f"rule={rule.split('@')[0]}")
    put(f"trigger={trigger.rule.name}")
    put(f"lemma={lemma}")
    put(f"tag={head.tag_}")
    put(f"lemma+tag={lemma}+{head.tag_}")
    put(f"date={_date_relation(date, anchor)}")
    if support is not None:
        put(f"support={support.lemma_.lower()}+{support.tag_}")
    _chain(put, head)
    _clauses(put, trigger)
    _sides(put, head)
    _times(put, head, near, anchor)
    for offset in range(-4, 5):
        at = head.i + offset
        if offset and 0 <= at < len(head.doc):
            put(f"near={'-' if offset < 0 else '+'}{shown(head.doc[at])}")
    return f


def _chain(put: Put, head: Token) -> None:
    token, below = head, None
    for level in range(_LEVELS):
        name = str(min(level, 3))
        lemma = shown(token)
        if below is not None:
            put(f"up{name}={lemma}")
            put(f"up={lemma}")
            put(f"up{name}_tag={token.tag_}")
            put(f"up{name}_dep={below.dep_}")
            put(f"up_dep={below.dep_}+{lemma}")
        for child in token.children:
            if child == below:
                continue
            if child.dep_ in _KEPT:
                put(f"mod{name}={child.dep_}+{_word(child)}")
                put(f"mod={child.dep_}+{_word(child)}")
            elif child.dep_ == "prep":
                put(f"prep{name}={child.lower_}")
        auxiliaries = "_".join(c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass", "neg"))
        if token.pos_ in ("VERB", "AUX"):
            put(f"form{name}={auxiliaries}+{token.tag_}")
            put(f"lemma+form{name}={head.lemma_.lower()}+{auxiliaries}+{token.tag_}")
            if _is_finite(token) and level:
                put(f"top={lemma}+{token.tag_}")
        if token.head == token or (_is_finite(token) and level and token.dep_ in ("ccomp", "relcl", "ROOT")):
            return
        below, token = token, token.head


def _word(token: Token) -> str:
    return token.lower_ if token.pos_ != "PROPN" else shown(token)


def _is_finite(token: Token) -> bool:
    if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in token.children)


def _clauses(put: Put, trigger: Trigger) -> None:
    """How each governor holds what is below it, in what sense and form; the first finite clause and those above it."""
    head = trigger.head
    carrier = trigger.support if head.pos_ not in _VERBAL else head
    own = form(carrier) if carrier is not None else "noun"
    put(f"own={own}")
    clause = own if carrier == head and is_finite(own) else None
    held = own
    for level, (label, governor) in enumerate(_held_by(head)):
        verbal = governor.pos_ in _VERBAL
        bare = form(governor) if verbal else governor.pos_
        tense = "not_" * is_negated(governor) + bare
        for sense in _senses(governor):
            put(f"sense{min(level, 2)}={sense}")
            put(f"held={label}+{sense}")
            put(f"held+form={label}+{sense}+{tense}")
        put(f"held_by={label}+{shown(governor)}")
        if not level:
            put(f"held0={label}+{tense}")
            put(f"held0_by={label}+{shown(governor)}+{tense}")
        if verbal and is_finite(bare):
            if clause is None:
                clause = tense
                put(f"clause={tense}")
                put(f"clause={tense}+{level}")
                put(f"clause_verb={shown(governor)}+{tense}+{label}")
                put(f"clause_path={held}<{label}+{tense}")
                put(f"lemma+clause={head.lemma_.lower()}+{tense}")
            else:
                put(f"above={tense}")
                put(f"above={shown(governor)}+{tense}")
        held += f"<{label}"


def _held_by(head: Token) -> Iterator[tuple[str, Token]]:
    """The governors of a token with how they hold what is below: a relation, or the preposition between."""
    token = head
    for _ in range(_LEVELS):
        while token.dep_ == "conj" and token.head.pos_ == token.pos_ and token.head != token:
            token = token.head
        if token.head == token:
            return
        label, token = token.dep_, token.head
        while token.dep_ in ("prep", "pcomp", "mark", "agent") and token.pos_ in ("ADP", "SCONJ"):
            label, token = token.lower_, token.head
        yield label, token


def _senses(token: Token) -> list[str]:
    lemma = with_particle(token)
    found = [key for key in _SENSES if lemma in words("status", key)]
    return found or ["noun" if token.pos_ in ("NOUN", "PROPN") else "other"]


def _times(put: Put, head: Token, near: Sequence[tuple[int, DateInterval]], anchor: dt.date | None) -> None:
    """Where the dates of the sentence lie against the document's, and the nearest of them."""
    for _, date in near:
        put(f"time={_distance(date, anchor)}")
    nearest = min(near, key=lambda one: abs(one[0] - head.idx), default=None)
    put(f"nearest_time={_distance(nearest[1], anchor) if nearest else 'none'}")


def _distance(date: DateInterval, anchor: dt.date | None) -> str:
    """The relation to the document's date, and about how many days off."""
    relation = _date_relation(date, anchor)
    edge = date.end if relation == "past" else date.start
    if relation not in ("past", "future") or edge is None or anchor is None:
        return relation
    return f"{relation}{next((d for d in _DAYS if abs((anchor - edge).days) <= d), 'far')}"


def _sides(put: Put, head: Token) -> None:
    for token in head.doc:
        if token.tag_ == "MD" or token.dep_ == "neg":
            put(f"side={'left' if token.i < head.i else 'right'}+{token.lower_}")


def _date_relation(date: DateInterval | None, anchor: dt.date | None) -> str:
    if date is None:
        return "none"
    if anchor is None or not date.is_resolved:
        return "unresolved"
    if date.end is not None and date.end < anchor:
        return "past"
    if date.start is not None and date.start > anchor:
        return "future"
    return "today" if date.start == date.end else "span"
