"""When a predicted event, filler or field counts as the gold one (codebook section 8).

Belongs here: comparisons of two values in interchange JSON, and the alignment of events. Does not: counting (evaluate).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from schemas.event_types import EventType, Registry
from schemas.interchange import Json

LONGEST_MENTION = 80
"""Characters; a longer mention overlaps nothing, so that nobody gains by marking whole sentences."""
NEAR = 150
"""Characters within which two mentions count as one sentence where the text itself is not at hand."""

_FAMILY_NAME_FIRST = frozenset("PRK KOR CHN TWN HKG VNM HUN JPN KHM SGP".split())
_IGNORED = frozenset(
    "the a an of and for in on at to its his her their president minister foreign prime mr ms mrs general "
    "jr sr ii iii iv".split()
)
_SENTENCE_END = re.compile(r"\n+|(?<!\b[A-Z])(?<!\bMr)(?<!\bDr)(?<!\bU\.S)[.!?][\"'”’)]*\s+(?=[A-Z\"“‘(])")
_SPELLINGS = (("ph", "f"), ("ck", "k"), ("oe", "o"), ("kh", "h"), ("ou", "u"))
_LETTERS = str.maketrans("ycqjw", "ikkiv")

Filler = tuple[str, Json]
"""A role and what fills it."""
Bounds = tuple[float | None, float | None]


def name_words(name: str | None) -> list[str]:
    """The words of a name, titles left out, folded so that transliterations agree ('Sergey' and 'Sergei')."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return [_sound(word) for word in re.findall(r"[a-z0-9]+", plain) if word not in _IGNORED]


def _sound(word: str) -> str:
    for spelling, sound in _SPELLINGS:
        word = word.replace(spelling, sound)
    word = word.translate(_LETTERS).replace("ii", "i")
    return re.sub(r"(.)\1+", r"\1", word)


def share_word(first: str | None, second: str | None) -> bool:
    """Whether two names or phrases have a word in common."""
    return not set(name_words(first)).isdisjoint(name_words(second))


def same_person(gold: str, predicted: str, country: str | None) -> bool:
    """Whether two names have one family name: the last word, or the first where it comes first.

    A lone word may be the family name or a nickname, but not the given name alone.
    """
    ours, theirs = name_words(gold), name_words(predicted)
    if not ours or not theirs:
        return False
    family_first = country in _FAMILY_NAME_FIRST
    if len(ours) == 1 or len(theirs) == 1:
        short, long = (theirs, ours) if len(theirs) == 1 else (ours, theirs)
        return short[0] in long[1:] or long == short or (family_first and short[0] == long[0])
    if ours[-1] == theirs[-1]:
        return True
    return family_first and (ours[0] in (theirs[0], theirs[-1]) or ours[-1] == theirs[0])


def same_filler(gold: Json, predicted: Json) -> bool:
    """Whether a predicted filler is the gold one: the same country, and below country level a name that agrees."""
    country = gold.get("country")
    if country != predicted.get("country"):
        return False
    is_country = predicted.get("kind") == "country"
    if gold.get("kind") == "country" or (country and share_word(gold["name"], country)):
        return is_country or share_word(gold["name"], predicted["name"])
    if is_country:
        return False
    if gold.get("kind") == "person":
        return predicted.get("kind") == "person" and same_person(gold["name"], predicted["name"], country)
    return share_word(gold["name"], predicted["name"])


def fillers(event: Json, roles: Iterable[str]) -> list[Filler]:
    """The fillers of an event in the given roles."""
    return [(role, filler) for role in roles for filler in event.get("roles", {}).get(role, [])]


def matched_fillers(gold: Sequence[Filler], predicted: Sequence[Filler]) -> list[tuple[Json, Json]]:
    """One-to-one pairs of gold and predicted fillers, each gold filler taking the first that is it."""
    left, pairs = list(predicted), []
    for role, filler in gold:
        found = next((other for other in left if other[0] == role and same_filler(filler, other[1])), None)
        if found is not None:
            left.remove(found)
            pairs.append((filler, found[1]))
    return pairs


def same_source(gold: Json, predicted: Json) -> bool:
    """Whether two attributions name one source: the same country, and a word of the name where the gold has one."""
    if gold.get("country") != predicted.get("country"):
        return False
    return not gold.get("source") or share_word(gold["source"], predicted.get("source"))


def same_bounds(gold: Bounds, predicted: Bounds, tolerance: float) -> bool:
    """Whether two ranges are equal, each bound within the tolerance; an open bound equals only an open one."""
    return all(
        a == b or (a is not None and b is not None and abs(a - b) <= tolerance)
        for a, b in zip(gold, predicted, strict=True)
    )


def sentence_ends(text: str) -> list[int]:
    """The offsets at which the sentences of a text end, by a simple rule that is part of the score."""
    return [match.end() for match in _SENTENCE_END.finditer(text)]


def _in_one_sentence(gold: Json, predicted: Json, ends: Sequence[int] | None) -> bool:
    if ends is None:
        return bool(abs(gold["start"] - predicted["start"]) < NEAR)
    return bisect_right(ends, gold["start"]) == bisect_right(ends, predicted["start"])


def affinity(gold: Json, predicted: Json, kind: EventType, ends: Sequence[int] | None) -> int:
    """How well two events of one type fit; 0 where they may not be aligned.

    They may where mentions overlap, or where mentions stand in one sentence and a filler of a core role agrees.
    """
    pairs = [
        (ours, theirs)
        for ours in gold["mentions"]
        for theirs in predicted["mentions"]
        if theirs["end"] - theirs["start"] <= LONGEST_MENTION
    ]
    overlaps = sum(a["start"] < b["end"] and b["start"] < a["end"] for a, b in pairs)
    is_near = any(_in_one_sentence(a, b, ends) for a, b in pairs)
    core = kind.core_roles
    if not overlaps and not (is_near and matched_fillers(fillers(gold, core), fillers(predicted, core))):
        return 0
    every = [role.name for role in kind.roles]
    agreeing = len(matched_fillers(fillers(gold, every), fillers(predicted, every)))
    return 100 * bool(overlaps) + 10 * agreeing + int(overlaps) + is_near


def align(
    gold: Sequence[Json], predicted: Sequence[Json], registry: Registry, ends: Sequence[int] | None
) -> list[tuple[Json, Json]]:
    """One-to-one pairs of events of one document, best first; among equals the earlier ones."""
    ranked = sorted(
        (-affinity(ours, theirs, registry[ours["type"]], ends), i, j)
        for i, ours in enumerate(gold)
        for j, theirs in enumerate(predicted)
        if ours["type"] == theirs["type"]
    )
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs = []
    for negative, i, j in ranked:
        if negative and i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs
