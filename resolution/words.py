"""Folding words and names, so that spellings compare. Does not: meaning; who somebody is (extractors/actors)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing about which happening is meant (resolution/stop_words.txt)."""
    text = resources.files("resolution").joinpath("stop_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=2**16)
def folded(word: str) -> str:
    """A word without case, accents and endings that spelling or grammar varies: Sergey = Sergei, talks = talk."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    plain = plain.removesuffix("'s").replace("'", "")
    if plain.isascii() and plain.isalpha() and len(plain) > 3:
        plain = stem(plain)
    return plain.replace("y", "i")


def stem(word: str) -> str:
    """A lower-case word without a regular ending of number, tense or participle."""
    for ending, least in (("ing", 6), ("ied", 5), ("ies", 5), ("ed", 5), ("es", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending in {"ied", "ies"} else "")
            break
    return word.removesuffix("e")


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The folded words of some texts that carry meaning."""
    stop = stop_words()
    found = (word for text in texts for word in WORD.findall(text.casefold()) if word not in stop)
    return frozenset(word for word in map(folded, found) if len(word) > 1)
