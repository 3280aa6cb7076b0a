"""Forms: the key under which a form of a name is looked up, and whether a text's case fits a form.

Belongs here: what 'U.S.', 'Al-Qaeda' and "Cote d'Ivoire" have in common with
their spellings elsewhere. Does not: tables.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DROPPED = re.compile(r"[.'’‘`ʼ]")
_POSSESSIVE = re.compile(r"[’']s\b")
_NO_LETTER = re.compile(r"[^a-z0-9+]+")
_UNDECOMPOSED = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i"})


@lru_cache(maxsize=131072)
def piece(token: str) -> str:
    """The part that one token adds to a key: lower-case ASCII, dots and apostrophes dropped, hyphens as spaces.

    'U.S.' -> 'us', 'Al-Qaeda' -> 'al qaeda', "'s" -> 's', ',' -> ''.
    """
    if token.isascii():
        if token.isalpha():
            return token.lower()
    else:
        token = unicodedata.normalize("NFKD", token.translate(_UNDECOMPOSED))
        token = "".join(c for c in token if c.isascii() or c in "’‘ʼ–—")
    return _NO_LETTER.sub(" ", _DROPPED.sub("", token).lower()).strip()


def form_key(form: str) -> str:
    """The key of a whole form: the pieces of its tokens, with possessives apart as tokenisers have them."""
    return " ".join(filter(None, map(piece, _POSSESSIVE.sub(" s", form).split())))


def fits_case(text: str, form: str) -> bool:
    """Whether a text's spelling can be this form: abbreviations need capitals ('US', 'LeT'), names a capital."""
    if form.isupper() and len(form) <= 6:
        return text.isupper()
    if len(form) <= 6 and any(letter.isupper() for letter in form[1:]):
        return text == form or text.isupper()
    return not form[0].isupper() or text[0].isupper()
