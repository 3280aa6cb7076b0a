"""Speech: everything that is said in a document, by whom, and which words are quoted.

Belongs here: sayings in text order, and whose a quotation is. Does not: who is told of in it (roles).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extractors.attribution.cues import introduces, is_cue, passing_verb, speakers
from extractors.attribution.quotes import quotations
from extractors.attribution.speakers import Source, is_speaker, named_later, source_of
from extractors.attribution.unparsed import sayings_by_words
from extractors.context import DocumentContext, ParsedSentence
from extractors.lexicons import words
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
    passed_on_by: tuple[Source, ...] = ()


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
    parsed = {sentence.index: sentence for sentence in context.parsed}
    sayings: list[Saying] = []
    places: dict[tuple[int, int], int] = {}
    met: list[Source] = []
    for number in range(len(context.sentences)):
        for token, saying in _of_sentence(number, parsed.get(number), context, met, quotes):
            places[number, token] = len(sayings)
            sayings.append(saying)
            if not saying.is_quoted:
                met.append(saying.source)
    names = named_later(met, context)
    renamed = tuple(_renamed(saying, names) for saying in sayings)
    return Speech(renamed, {place: renamed[at] for place, at in places.items()}, quotes)


def _of_sentence(
    number: int,
    sentence: ParsedSentence | None,
    context: DocumentContext,
    met: Sequence[Source],
    quotes: Sequence[Evidence],
) -> Iterator[tuple[int, Saying]]:
    """The sayings of a sentence with the index of their token, -1 where it was not parsed."""
    if sentence is None:
        for cue, source in sayings_by_words(number, context):
            word = cue.of(context.document.text)
            yield -1, Saying(cue, word, word, number, source, any(q.covers(cue) for q in quotes))
        return
    for token in sentence.doc:
        if not is_cue(token):
            continue
        said_by = _first_source(speakers(token), sentence, context, met)
        if said_by is None or (introduces(token) and not is_speaker(said_by)):
            continue
        cue = sentence.evidence_of(token)
        passing = None if introduces(token) else passing_verb(token)
        by = _first_source(subjects(passing), sentence, context, met) if passing is not None else None
        passed_on_by = (by,) if by is not None else ()
        is_quoted = any(q.covers(cue) for q in quotes)
        yield token.i, Saying(cue, token.text, token.lemma_.lower(), number, said_by, is_quoted, passed_on_by)


def _first_source(
    tokens: Iterable[Token], sentence: ParsedSentence, context: DocumentContext, met: Sequence[Source]
) -> Source | None:
    found = (source_of(token, sentence, context, met) for token in tokens)
    return next((source for source in found if source is not None), None)


def _renamed(saying: Saying, names: Mapping[tuple[str, str], Source]) -> Saying:
    """The saying under the name that the text gives its speaker later."""
    named = names.get((saying.source.name, saying.source.noun))
    if named is None:
        return saying
    return replace(saying, source=replace(saying.source, name=named.name, country=named.country))


def speaker_of(quote: Evidence, speech: Speech, context: DocumentContext) -> Saying | None:
    """The saying that a quotation belongs to: after it, before it, or the one that it goes on with."""
    held = words("attribution", "held") | words("attribution", "indirect")
    outer = [s for s in speech.sayings if not s.is_quoted and s.lemma not in held]
    first, last = _sentence_at(quote.start, context), _sentence_at(quote.end - 1, context)
    after = next((s for s in outer if s.cue.start >= quote.end), None)
    if after is not None and after.sentence == last:
        return after
    before = next((s for s in reversed(outer) if s.cue.end <= quote.start), None)
    is_paragraph = context.document.text[: quote.start - 1].rstrip(" `'\"“").endswith("\n")
    if before is not None and (is_paragraph or before.sentence == first or quote.start - before.cue.end <= _FAR):
        return before
    return after if is_paragraph else None


def quotation_of(quote: Evidence, speech: Speech, context: DocumentContext) -> tuple[Saying, str] | None:
    """The saying that a quotation belongs to, with the rule that says so."""
    saying = speaker_of(quote, speech, context)
    return (saying, "attribution.quotation") if saying is not None else None


def _sentence_at(character: int, context: DocumentContext) -> int:
    """The number of the sentence that a character stands in, or of the one before it."""
    number = 0
    for index, stretch in enumerate(context.sentences):
        if stretch.start > character:
            break
        number = index
    return number
