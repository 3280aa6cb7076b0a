"""Finding numbers in running text: bounds, ranges, approximations, increments, percents and fractions.

Belongs here: what a number phrase says (codebook section 5). Does not: what it counts (roles/attributes).
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from schemas.document import Evidence
from schemas.numbers import NumberRange

Kind = Literal["count", "percent"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase: what kind, its range, and the characters of the bare number within the phrase."""

    kind: Kind
    number: NumberRange
    core: Evidence


@functools.cache
def _table() -> dict[str, Any]:
    text = importlib.resources.files(__package__).joinpath("quantities.yaml").read_text("utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table


def _one_of(phrases: Iterable[str]) -> str:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in ordered)


@functools.cache
def _pattern() -> re.Pattern[str]:
    table = _table()
    small = _one_of([*table["units"], *table["tens"]])
    spelled = rf"(?:{small})(?:[-\s](?:{_one_of(table['units'])}))?(?:[-\s](?:{_one_of(table['multipliers'])}))*"
    spelled = rf"{spelled}(?:(?<=hundred)\sand\s(?:{small})(?:[-\s](?:{_one_of(table['units'])}))?)?"
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    number = rf"(?:(?:{digits})(?:[-\s](?:{_one_of(table['multipliers'])}))?|{spelled})"
    percent = r"\s?%|[-\s]per\s?cent\b|[-\s]percent\b|[-\s]pct\b|[-\s]percentage\s+points?\b"
    before = _one_of([*table["at_most"], *table["at_least"], *table["about"], *table["more"]])
    joint = r"(?(between)\s*(?:-|–|to|and|or)\s*|\s*(?:-|–|to|or)\s*)"
    return re.compile(
        rf"(?<![\w.,$€£/])(?<![A-Za-z]-)(?P<before>(?:(?:an?\s+)?(?:{before})\s+)*)"
        rf"(?:(?P<share>{_one_of(table['shares'])})(?=\s+of\b|\s+(?:its|their|his|the|all)\b)"
        rf"|(?P<fraction>{_one_of(table['fractions'])})(?=\s+(?:of|the|its|their|all)\b|\s*[,.;]|\s+\w+'s)"
        rf"|(?P<vague>{_one_of(table['vague'])})(?=\s)|(?P<exact>{_one_of(table['exact'])})\b"
        rf"|(?P<between>between\s+)?(?P<low>{number})(?P<lowpct>{percent})?"
        rf"(?:{joint}(?P<high>{number}))?(?P<pct>{percent})?)"
        rf"(?![\w$]|[.,]\d|-(?!strong|member|man)\w)(?P<after>\s+(?:more|additional|extra|other)\b|-strong\b|-member\b|-man\b)?",
        re.IGNORECASE,
    )


def find_quantities(text: str, offset: int = 0) -> tuple[Quantity, ...]:
    """The number phrases of a text in order; `offset` is added to every character position.

    Years, days and clock times are numbers here, too: whoever uses a count asks what it counts.
    """
    found: list[Quantity] = []
    at = 0
    while (match := _pattern().search(text, at)) is not None:
        at = max(match.end(), at + 1)
        if match.group("high") is not None and match.group("lowpct") is None and _falls(match):
            at = match.start("high")
        elif (quantity := _quantity(match, offset)) is not None:
            found.append(quantity)
    return tuple(found)


def _falls(match: re.Match[str]) -> bool:
    """Whether two numbers are no range, since the second is smaller ('from 38% in 2017 to 42.5%')."""
    return value_of(match.group("low")) > value_of(match.group("high"))


def _quantity(match: re.Match[str], offset: int) -> Quantity | None:
    table = _table()
    before = " ".join(match.group("before").lower().split())
    kind: Kind = "count"
    approximate = _has(before, table["about"])
    if match.group("share"):
        low, high = table["shares"][_plain(match.group("share"))]
        kind, rule, core = "percent", "quantity.share_word", match.span("share")
    elif match.group("fraction"):
        low = high = table["fractions"][_plain(match.group("fraction"))]
        kind, rule, core = "percent", "quantity.fraction", match.span("fraction")
    elif match.group("vague"):
        low, high = table["vague"][_plain(match.group("vague"))]
        rule, approximate, core = "quantity.vague", True, match.span("vague")
    elif match.group("exact"):
        low = high = table["exact"][_plain(match.group("exact"))]
        rule, core = "quantity.exact_word", match.span("exact")
    else:
        low, high, rule = _numeric(match)
        core = match.span("low")
        if match.group("pct") or match.group("lowpct"):
            kind, rule = "percent", rule.replace("quantity.", "quantity.percent_")
    if kind == "percent" and max(low or 0, high or 0) > 1000:
        return None
    if low == high and rule != "quantity.vague":
        low, high, rule = _bounded(low, high, before, rule)
    extra = re.sub(r"\bmore (?:than|or)\b", "", before)
    after = (match.group("after") or "").strip().lower()
    more = _has(extra, table["more"]) or after in ("more", "additional", "extra")
    end = match.end("lowpct") if _lone_percent(match) else match.end()
    evidence = Evidence(match.start() + offset, end + offset)
    number = NumberRange(low, high, evidence, rule, approximate, more and kind == "count")
    return Quantity(kind, number, Evidence(core[0] + offset, core[1] + offset))


def _numeric(match: re.Match[str]) -> tuple[float, float, str]:
    """The bounds of a number or a range of two ('10,000 to 12,000', 'between five and ten', '3 or 4')."""
    low = value_of(match.group("low"))
    if match.group("high") is None or _lone_percent(match):
        return low, low, "quantity.number"
    high = value_of(match.group("high"))
    if low < high:
        return low, high, "quantity.range"
    return low, low, "quantity.number"


def _lone_percent(match: re.Match[str]) -> bool:
    """Whether a percent is followed by a number that is none ('14.6 pct to 471,891 tonnes')."""
    return match.group("lowpct") is not None and match.group("high") is not None and match.group("pct") is None


def _bounded(low: float | None, high: float | None, before: str, rule: str) -> tuple[float | None, float | None, str]:
    table = _table()
    if _has(before, table["at_most"]):
        return None, high, rule + "_at_most"
    if _has(before, table["at_least"]) and not _has(before, [p for p in table["about"] if "over" in p or "more" in p]):
        return low, None, rule + "_at_least"
    return low, high, rule


def value_of(words: str) -> float:
    """The value of a number in digits or words: '11,000', '1.5 million', 'twenty-five', 'six thousand'."""
    table = _table()
    total: float = 0
    current: float = 0
    for part in re.split(r"[-\s]+", words.lower().replace(",", "")):
        if part in table["units"]:
            current += table["units"][part]
        elif part in table["tens"]:
            current += table["tens"][part]
        elif part == "and":
            continue
        elif part == "hundred":
            current = (current or 1) * 100
        elif part in table["multipliers"]:
            total += (current or 1) * table["multipliers"][part]
            current = 0
        else:
            current += float(part)
    return total + current


def _plain(phrase: str) -> str:
    return " ".join(phrase.lower().split())


def _has(before: str, phrases: Iterable[str]) -> bool:
    return bool(before) and any(re.search(rf"\b{re.escape(phrase)}\b", before) for phrase in phrases)
