"""Names: fold away case, accents and transliteration, and tell whether two spellings name one person or thing.

Belongs here: comparing names as strings. Does not: which names a text gives (extractors/actors, extractors/reference).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

FAMILY_NAME_FIRST = frozenset({"PRK", "KOR", "CHN", "TWN", "HKG", "MAC", "SGP", "VNM", "VDR", "HUN", "JPN", "KHM"})
"""Countries whose people are written family name first, in their own press at least."""

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_DOUBLED = re.compile(r"(.)\1+")
_UNDECOMPOSED = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
    }
)
_TRANSLITERATIONS = (
    ("ph", "f"),
    ("ck", "k"),
    ("kh", "h"),
    ("sch", "sh"),
    ("oe", "o"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("tch", "ch"),
    ("dj", "j"),
    ("ts", "c"),
    ("yy", "y"),
    ("iy", "y"),
    ("ij", "y"),
)
_LETTERS = str.maketrans({"y": "i", "j": "i", "c": "k", "q": "k", "w": "v"})
_PARTICLES = frozenset("al bin da de del dela den der di du el ibn la le ten van von".split())
_NO_NAME = frozenset(
    "mr mrs ms miss dr sir lord lady dame prof professor gen general lt col colonel maj major capt captain adm "
    "admiral sen senator rep congressman congresswoman president king queen prince princess sheikh shaikh emir sultan "
    "pope jr sr ii iii iv the a an of and for".split()
)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name in lower-case ASCII words: 'Núñez-Feijóo' and 'nunez feijoo' are equal."""
    plain = name if name.isascii() else _ascii(name)
    return _NOT_A_WORD.sub(" ", plain.lower().replace("'", "")).strip()


def _ascii(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.translate(_UNDECOMPOSED))
    return decomposed.encode("ascii", "ignore").decode()


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A rough key of one folded word under which the usual transliterations agree: 'sergey' and 'sergei'."""
    for written, heard in _TRANSLITERATIONS:
        word = word.replace(written, heard)
    word = _DOUBLED.sub(r"\1", word.translate(_LETTERS))
    return word[:-1] if len(word) > 4 and word.endswith("h") else word


def name_words(name: str) -> tuple[str, ...]:
    """The sounds of a name's words, titles, suffixes and articles left out; 'Jong-un' counts as two words."""
    return tuple(sound(word) for word in fold(name).split() if word not in _NO_NAME)


def family_name(name: str, country: str | None = None) -> str:
    """The sound of the family name: the last word, or the first one in countries that write it first."""
    words = name_words(name)
    if not words:
        return ""
    return words[0] if country in FAMILY_NAME_FIRST and len(words) > 1 else words[-1]


def same_person(name_a: str, name_b: str, country: str | None) -> bool:
    """Whether two names can be one person of `country`.

    Family names must agree: the last word, or where they come first the first one of either. A lone word matches
    any word but the given name ('Lavrov', 'bin Salman's 'Salman'); two full names with one family name but given
    names that differ beyond an initial ('George Bush', 'Barbara Bush') are two persons.
    """
    a, b = name_words(name_a), name_words(name_b)
    if not a or not b:
        return False
    if a == b or "".join(a) == "".join(b):
        return True
    if len(a) != len(b) and (_is_family_name(a, b) or _is_family_name(b, a)):
        return True
    if len(a) == 1 or len(b) == 1:
        lone, full = (a[0], b) if len(a) == 1 else (b[0], a)
        return lone in full[1:] or (country in FAMILY_NAME_FIRST and lone == full[0])
    if country in FAMILY_NAME_FIRST and a[0] == b[0]:
        return a[-1] == b[-1] or set(a) <= set(b) or set(b) <= set(a)
    if country in FAMILY_NAME_FIRST and (a[0] == b[-1] or a[-1] == b[0]):
        return set(a) <= set(b) or set(b) <= set(a)
    return a[-1] == b[-1] and _given_names_agree(a[0], b[0])


def _is_family_name(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name is the end of another from a particle on: 'de Clercq' of 'Willy de Clercq'."""
    return len(short) > 1 and short[0] in _PARTICLES and full[-len(short) :] == short


def _given_names_agree(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a[:3] == b[:3] or a in _NICKNAMES.get(b, ()) or b in _NICKNAMES.get(a, ())


_NICKNAMES: dict[str, tuple[str, ...]] = {
    sound(full): tuple(sound(short) for short in shorts.split())
    for full, shorts in {
        "william": "bill will billy",
        "robert": "bob rob robby",
        "richard": "dick rick",
        "james": "jim jimmy",
        "joseph": "joe",
        "michael": "mike mick",
        "anthony": "tony",
        "antony": "tony",
        "edward": "ed ted",
        "thomas": "tom",
        "charles": "chuck charlie",
        "elizabeth": "liz",
        "john": "jack",
        "theodore": "ted",
        "albert": "al",
        "henry": "harry",
        "ronald": "ron",
        "donald": "don",
        "alexander": "alex sandy",
        "nancy": "ann",
        "margaret": "maggie",
        "franklin": "frank",
        "benjamin": "ben bibi",
        "kenneth": "ken",
        "mikhail": "mike misha",
        "aleksandr": "sasha",
        "volodymyr": "vladimir",
        "andrew": "andy",
        "samuel": "sam",
    }.items()
}


def same_name(name_a: str, name_b: str) -> bool:
    """Whether two names of anything but a person have the same words, transliteration and word order aside."""
    a, b = name_words(name_a), name_words(name_b)
    return bool(a) and sorted(a) == sorted(b)
