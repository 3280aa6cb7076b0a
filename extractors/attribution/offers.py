"""Offers: everyone who may be the source of an event, and how each stands to the event's mentions.

Belongs here: the ways from a mention to those who speak or want something around it, near or far. Does not: which of
them is the source (judging), what a judge looks at (features).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extractors.attribution.cues import around, governing
from extractors.attribution.speakers import Source, is_speaker, source_of
from extractors.attribution.speech import Saying, Speech, quotation_of
from extractors.context import DocumentContext, ParsedSentence
from extractors.roles.slots import subjects
from extractors.triggers import Trigger

Told = tuple[Trigger, ParsedSentence]
"""A mention: its trigger and the sentence that it stands in."""
_LEVELS = 5
_NEAR = 3
"""Sentences before a mention whose speakers may still be speaking."""
_ENDS = ("relcl", "parataxis")
"""Clauses of their own: who holds what they hang on does not hold them."""


@dataclass(frozen=True, slots=True)
class Link:
    """A way from a mention (by its number in the event) to a saying.

    `is_direct` where the mention's own clause or quotation is said; `order` counts such links from the nearest on.
    `is_across` where a relative or participle clause lies between. `path` are the relations from the mention's head up
    to what hangs on the cue, prepositions by their word; empty where the parse does not lead there.
    """

    mention: int
    saying: Saying
    rule: str
    is_direct: bool
    order: int = 0
    is_across: bool = False
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A possible source with all its links to the event, those of earlier mentions first."""

    source: Source
    links: tuple[Link, ...]

    @property
    def best(self) -> Link:
        """The first direct link, or the first of all."""
        return next((link for link in self.links if link.is_direct), self.links[0])


def offers_of(own: Sequence[Told], context: DocumentContext, speech: Speech) -> tuple[Offer, ...]:
    """The possible sources of an event's mentions, in the order in which they are met."""
    by_name: dict[tuple[str, str | None], list[Link]] = {}
    for number, (trigger, sentence) in enumerate(own):
        direct = _direct(number, trigger, sentence, context, speech)
        for link in (*direct, *_far(number, trigger, sentence, speech)):
            source = link.saying.source
            by_name.setdefault((source.name, source.country), []).append(link)
    return tuple(Offer(links[0].saying.source, tuple(links)) for links in by_name.values())


def _direct(
    number: int, trigger: Trigger, sentence: ParsedSentence, context: DocumentContext, speech: Speech
) -> tuple[Link, ...]:
    """The links to sayings that the mention's clause hangs under or stands beside, and to its quotation's."""
    head = trigger.support or trigger.head
    found: list[Link] = []

    def add(saying: Saying, rule: str, is_across: bool = False, path: tuple[str, ...] = ()) -> None:
        found.append(Link(number, saying, rule, True, len(found), is_across, path))

    for cue in list(governing(head)) or around(sentence.doc, head):
        saying = speech.by_token.get((sentence.index, cue.token.i))
        if saying is not None:
            add(saying, cue.rule, cue.is_across, _path(head, cue.token))
    names = {link.saying.source.name for link in found}
    for token, saying in _holding(head, sentence, context, speech):
        if saying.source.name not in names:
            add(saying, "attribution.holding", path=_path(head, token))
    quote = speech.quote_around(sentence.evidence_of(trigger.head))
    quoted = quotation_of(quote, speech, context) if quote is not None else None
    if quoted is not None and all(quoted[0].source.name != link.saying.source.name for link in found):
        add(*quoted)
    return tuple(found)


def _far(number: int, trigger: Trigger, sentence: ParsedSentence, speech: Speech) -> Iterator[Link]:
    """The links to the sayings before and after a mention, and to the first of the text."""
    place = sentence.evidence_of(trigger.head)
    outer = [s for s in speech.sayings if not s.is_quoted]
    before = [s for s in outer if s.cue.end <= place.start and s.sentence >= sentence.index - _NEAR]
    after = [s for s in outer if s.cue.start >= place.end and s.sentence <= sentence.index + 1]
    for listed, rule in (
        (before[-1:], "attribution.before"), (after[:1], "attribution.after"), (outer[:1], "attribution.first"),
    ):  # fmt: skip
        yield from (Link(number, saying, rule, False) for saying in listed)


def _holding(
    head: Token, sentence: ParsedSentence, context: DocumentContext, speech: Speech
) -> Iterator[tuple[Token, Saying]]:
    """Those who want, ask for, plan or refuse what the mention tells, without a word of saying."""
    below = head
    for token in list(head.ancestors)[:_LEVELS]:
        if below.dep_ in _ENDS:
            return
        is_held = token.pos_ == "VERB" and below.dep_ not in ("nsubj", "conj")
        if is_held and (sentence.index, token.i) not in speech.by_token:
            cue = sentence.evidence_of(token)
            met = [s.source for s in speech.sayings if not s.is_quoted and s.cue.start < cue.start]
            found = (source_of(subject, sentence, context, met) for subject in subjects(token))
            source = next((s for s in found if s is not None and is_speaker(s)), None)
            if source is not None:
                yield token, Saying(cue, token.text, token.lemma_.lower(), sentence.index, source, is_quoted=False)
        below = token


def _path(head: Token, cue: Token) -> tuple[str, ...]:
    steps: list[str] = []
    for token in (head, *head.ancestors):
        if token in (cue, token.head):
            break
        steps.append(token.lower_ if token.dep_ == "prep" else token.dep_)
    return tuple(steps)
