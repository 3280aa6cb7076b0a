"""Reading the source of a mention: the cue that governs it, or the saying that its quotation belongs to.

Belongs here: source, cue and chain of one mention, by rules. Does not: which mention's source an event has (choice; by
a judge, judging), whether a status is possible because somebody claims it (status).
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.attribution.cues import around, governing
from extractors.attribution.speech import Saying, Speech, quotation_of
from extractors.context import DocumentContext, ParsedSentence
from extractors.lexicons import words
from extractors.triggers import Trigger
from schemas.mentions import CERTAIN, Attribution, Status


def attribution_of(
    trigger: Trigger, status: Status, sentence: ParsedSentence, context: DocumentContext, speech: Speech
) -> Attribution | None:
    """The source that the text names for the trigger's clause, or None where the text speaks itself.

    What has happened and is told beside the statement ('he said the accord signed in May ...') is the text's own,
    and so is what the statement takes as known ('he said his visit ...').
    """
    if _is_taken_as_known(trigger):
        return None
    quote = speech.quote_around(sentence.evidence_of(trigger.head))
    sayings: list[tuple[Saying, str]] = []
    head = trigger.support or trigger.head
    for cue in list(governing(head)) or around(sentence.doc, head):
        saying = speech.by_token.get((sentence.index, cue.token.i))
        is_known = cue.is_across and status in CERTAIN and cue.token.i < trigger.head.i
        if saying is not None and not is_known:
            sayings.append((saying, cue.rule))
    outside = [s for s in sayings if quote is None or not quote.covers(s[0].cue)]
    if quote is not None and not outside:
        quoted = quotation_of(quote, speech, context)
        outside = [quoted] if quoted is not None else sayings
    return _attribution(outside) if outside else None


def _is_taken_as_known(trigger: Trigger) -> bool:
    """Whether a happening is named as somebody's and not told; a share is told wherever it stands."""
    is_share = any(a.kind == "percent" for a in trigger.event_type.attributes)
    return trigger.head.pos_ == "NOUN" and not is_share and any(c.dep_ == "poss" for c in trigger.head.children)


def _attribution(sayings: Sequence[tuple[Saying, str]]) -> Attribution:
    """The innermost saying that is one, the sources around it as its chain."""
    at = 0
    while at + 1 < len(sayings) and _gives_way(sayings[at][0]):
        at += 1
    saying, rule = sayings[at]
    return word_of(saying, rule, [outer for outer, _ in sayings[at + 1 :]])


def word_of(saying: Saying, rule: str, around: Sequence[Saying]) -> Attribution:
    """A saying as the source of what it tells; those of the sayings around it pass it on, nearest first."""
    source = saying.source
    outer = [by for s in around for by in (s.source, *s.passed_on_by)]
    chain = {by.name: by.evidence for by in (*saying.passed_on_by, *outer) if by.name != source.name}
    return Attribution(
        source=source.name,
        country=source.country,
        evidence=source.evidence,
        rule=rule,
        chain=tuple(chain),
        chain_evidence=tuple(chain.values()),
        cue=saying.word,
        cue_evidence=saying.cue,
    )


def _gives_way(saying: Saying) -> bool:
    """Whether what another says contains this as a part: what somebody holds, what a document tells."""
    source = saying.source
    is_document = not source.is_named and source.noun in words("attribution", "document")
    return is_document or saying.lemma in words("attribution", "held")
