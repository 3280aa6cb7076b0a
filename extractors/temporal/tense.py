"""The tense of the clause around a time expression, from its words alone.

Belongs here: a heuristic for texts that were not parsed. Does not: the status of events (extractors/status).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from extractors.temporal.viewpoint import Tense

_REACH = 160
_BOUNDARY = re.compile(r"[.;:!?]\s|\n|[\"”“]|\s[-–—]{1,2}\s")
_MINOR = re.compile(r",\s|\s(?:and|but|when|while|after|before|which|who|that|as|because)\s", re.IGNORECASE)


def clause_tense(text: str, start: int, end: int) -> Tense:
    """Future where a word before or after promises it, past where a verb form tells it, else present."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    before = before[_last_end(_BOUNDARY, before) :]
    if boundary := _BOUNDARY.search(after):
        after = after[: boundary.start()]
    markers = _markers()
    if markers["future_before"].search(before):
        return "future"
    if markers["past_before"].search(before):
        return "past"
    near = before[_last_end(_MINOR, before) :] + " | " + (_MINOR.split(after)[0] if after else "")
    for clause in (near, before + " | " + after):
        future, past = _last_start(markers["future"], clause), _last_start(markers["past"], clause)
        if future >= 0 or past >= 0:
            return "future" if future > past or (future >= 0 and clause is near) else "past"
    return "present"


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=0)


def _last_start(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


@cache
def _markers() -> dict[str, re.Pattern[str]]:
    rows = yaml.safe_load((files("extractors.temporal") / "tense.yaml").read_text(encoding="utf-8"))
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in rows.items()}
