"""What the status judge looks at: the governor chain above a trigger, modals and negations around it, its date.

Belongs here: features of one mention; an event takes the maximum over its mentions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from spacy.tokens import Token

from extractors.triggers.features import shown
from schemas.dates import DateInterval

Put = Callable[[str], None]
_LEVELS = 6
_KEPT = ("advmod", "amod", "det", "neg", "mark", "aux", "auxpass", "npadvmod", "compound")


def status_features(
    head: Token, support: Token | None, date: DateInterval | None, anchor: dt.date | None, rule: str, event_type: str
) -> dict[str, float]:
    """Feature -> value of a mention; `rule` is the hand rules' answer."""
    f: dict[str, float] = {}
    lemma = head.lemma_.lower()

    def put(name: str) -> None:
        f[name] = 1.0
        f[f"{event_type}|{name}"] = 1.0

    put(f"rule={rule}")
    put(f"lemma={lemma}")
    put(f"tag={head.tag_}")
    put(f"lemma+tag={lemma}+{head.tag_}")
    put(f"date={_date_relation(date, anchor)}")
    if support is not None:
        put(f"support={support.lemma_.lower()}+{support.tag_}")
    _chain(put, head)
    _sides(put, head)
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
