"""Reading the source of a mention: the cue that governs it, or the saying that its quotation belongs to.

Belongs here: source, cue and chain of one mention. Does not: which mention's source an event has (choice), whether a
status is possible because somebody claims it (status).
"""

from __future__ import annotations

from extractors.attribution.cues import governing, speakers
from extractors.attribution.speakers import source_of
from extractors.attribution.speech import Saying, Speech, speaker_of
from extractors.context import DocumentContext, ParsedSentence
from extractors.lexicons import words
from extractors.triggers import Trigger
from schemas.mentions import Attribution


def attribution_of(
    trigger: Trigger, sentence: ParsedSentence, context: DocumentContext, speech: Speech
) -> Attribution | None:
    """The source that the text names for the trigger's clause, or None where the text speaks itself."""
    quote = speech.quote_around(sentence.evidence_of(trigger.head))
    inner: Attribution | None = None
    for cue in governing(trigger.support or trigger.head):
        saying = speech.by_token.get((sentence.index, cue.token.i))
        if saying is not None:
            found = _attribution(saying, cue.rule, ())
            if quote is None or not quote.covers(saying.cue):
                return found
            inner = inner or found
    if quote is not None:
        saying = speaker_of(quote, speech, context)
        if saying is not None:
            return _attribution(saying, "attribution.quotation", ())
    return inner


def _attribution(saying: Saying, rule: str, chain: tuple[str, ...]) -> Attribution:
    source = saying.source
    return Attribution(source.name, source.country, source.evidence, rule, chain, saying.word, saying.cue)
