"""Speakers of sentences that were not parsed: a name or office beside a form of saying.

Belongs here: a look at the words, so that 'he added' and a quotation find who spoke before. Does not: parses (cues).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.attribution.speakers import Source, source_of_name, source_of_words
from extractors.context import DocumentContext
from extractors.lexicons import words
from schemas.document import Evidence

_BEFORE = re.compile(r"(?:, [^,]{1,80},)?\s*(?:also |later |earlier |has |had )?\Z")
_AFTER = re.compile(r"\s+(?:[\w.-]+ ){0,3}\Z")


def sayings_by_words(sentence: int, context: DocumentContext) -> Iterator[tuple[Evidence, Source]]:
    """The forms of saying of a sentence with who speaks by them, in text order."""
    stretch = context.sentences[sentence]
    for match in _said().finditer(context.document.text, stretch.start, stretch.end):
        source = _speaker(match, stretch, sentence, context)
        if source is not None:
            yield Evidence(match.start("cue"), match.end("cue")), source


@cache
def _said() -> re.Pattern[str]:
    """A form of saying, with the noun of a speaker before it where one stands there."""
    nouns = "|".join(sorted(words("attribution", "official") | words("attribution", "independent")))
    return re.compile(
        rf"(?P<phrase>(?:[\w.'-]+ ){{0,3}}(?P<noun>{nouns})(?P<many>s)? )?"
        rf"\b(?P<cue>{'|'.join(sorted(words('attribution', 'spoken')))})\b"
    )


def _speaker(match: re.Match[str], stretch: Evidence, sentence: int, context: DocumentContext) -> Source | None:
    text = context.document.text
    named = [m for m in context.entities_in(sentence) if m.actor is not None and m.form == "name"]
    for mention in reversed(named):
        if mention.evidence.end <= match.start("cue"):
            if _BEFORE.fullmatch(text, mention.evidence.end, match.start("cue")):
                return source_of_name(mention, context)
            break
    if match["phrase"]:
        inside = Evidence(match.start("phrase"), match.end("phrase") - 1)
        return source_of_words(inside, match["noun"], bool(match["many"]), sentence, context)
    following = next((m for m in named if m.evidence.start >= match.end()), None)
    if following is not None and _AFTER.fullmatch(text, match.end(), following.evidence.start):
        return source_of_name(following, context)
    return None
