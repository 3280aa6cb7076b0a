"""Speech: everything that is said in a document, by whom, and which words are quoted.

Belongs here: sayings in text order, and whose a quotation is. Does not: who is told of in it (roles).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extractors.attribution.cues import introduces, is_cue, passes_on, speakers
from extractors.attribution.quotes import quotations
from extractors.attribution.speakers import Source, is_speaker, named_later, source_of
from extractors.context import DocumentContext, ParsedSentence
from extractors.roles.slots import subjects
from schemas.document import Evidence

_FAR = 800
"""Characters from a quotation back to the saying that it goes on with."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A cue where it stands, with its source and those who pass it on.

    `is_quoted` where the cue is itself part of a quotation.
    """

    cue: Evidence
    word: str
    lemma: str
    sentence: int
    source: Source
    is_quoted: bool
    passed_on_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """The sayings of a document in text order, by sentence and token, and its quotations."""

    sayings: tuple[Saying, ...]
    by_token: Mapping[tuple[int, int], Saying]
    quotes: tuple[Evidence, ...]

    def quote_around(self, stretch: Evidence) -> Evidence | None:
        """The quotation that a stretch of the text stands in, or None."""
        return next((q for q in self.quotes if q.covers(stretch)), None)


def speech_of(context: DocumentContext) -> Speech:
    """What is said in a document, read once in text order."""
    quotes = quotations(context.document.text)
    sayings: list[Saying] = []
    by_token: dict[tuple[int, int], Saying] = {}
    met: list[Source] = []
    for sentence in context.parsed:

        def first_source(tokens: Iterable[Token], sentence: ParsedSentence = sentence) -> Source | None:
            found = (source_of(speaker, sentence, context, met) for speaker in tokens)
            return next((source for source in found if source is not None), None)

        for token in sentence.doc:
            if not is_cue(token):
                continue
            source = first_source(speakers(token))
            if source is None or (introduces(token) and not is_speaker(source)):
                continue
            cue = sentence.evidence_of(token)
            is_quoted = any(q.covers(cue) for q in quotes)
            by = first_source(subjects(token)) if passes_on(token) else None
            passed_on_by = (by.name,) if by is not None else ()
            saying = Saying(cue, token.text, token.lemma_.lower(), sentence.index, source, is_quoted, passed_on_by)
            sayings.append(saying)
            by_token[sentence.index, token.i] = saying
            if not saying.is_quoted:
                met.append(source)
    names = named_later(met, context)
    return Speech(
        tuple(_renamed(saying, names) for saying in sayings),
        {place: _renamed(saying, names) for place, saying in by_token.items()},
        quotes,
    )


def _renamed(saying: Saying, names: Mapping[tuple[str, str], Source]) -> Saying:
    """The saying under the name that the text gives its speaker later."""
    named = names.get((saying.source.name, saying.source.noun))
    if named is None:
        return saying
    return replace(saying, source=replace(saying.source, name=named.name, country=named.country))


def speaker_of(quote: Evidence, speech: Speech, context: DocumentContext) -> Saying | None:
    """The saying that a quotation belongs to: after it, before it, or the one that it goes on with."""
    outer = [s for s in speech.sayings if not s.is_quoted]
    first, last = _sentence_at(quote.start, context), _sentence_at(quote.end - 1, context)
    after = next((s for s in outer if s.cue.start >= quote.end), None)
    if after is not None and after.sentence == last:
        return after
    before = next((s for s in reversed(outer) if s.cue.end <= quote.start), None)
    is_paragraph = context.document.text[: quote.start - 1].rstrip(" `'\"“").endswith("\n")
    if before is not None and (is_paragraph or before.sentence == first or quote.start - before.cue.end <= _FAR):
        return before
    return after if is_paragraph else None


def _sentence_at(character: int, context: DocumentContext) -> int:
    """The number of the sentence that a character stands in, or of the one before it."""
    number = 0
    for index, stretch in enumerate(context.sentences):
        if stretch.start > character:
            break
        number = index
    return number
