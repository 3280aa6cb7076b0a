"""Reading the source of a statement: the verb of saying above the trigger, 'according to', and who is cited.

Belongs here: source, cue and chain. Does not: whether a status is possible because somebody claims it (status).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from extractors.context import DocumentContext, EntityMention, ParsedSentence
from extractors.lexicons import words
from extractors.roles.slots import subjects
from extractors.triggers import Trigger
from schemas.document import Evidence
from schemas.mentions import Attribution

_SOURCED = ("according", "citing")


def attribution_of(trigger: Trigger, sentence: ParsedSentence, context: DocumentContext) -> Attribution | None:
    """The source that the sentence names for the trigger's clause, or None where the text speaks itself."""
    mentions = context.entities_in(sentence.index)
    for cue, speakers, rule in _cues(trigger.support or trigger.head):
        for speaker in speakers:
            source = _source(speaker, sentence, mentions)
            if source is not None:
                return Attribution(
                    source=source.name,
                    country=source.country,
                    evidence=source.evidence,
                    rule=rule,
                    chain=tuple(_chain(cue, sentence, mentions, source)),
                    cue=cue.text,
                    cue_evidence=sentence.evidence_of(cue),
                )
    return None


@dataclass(frozen=True, slots=True)
class _Source:
    """Who speaks: a named actor, or a noun such as 'sources' with the country that its phrase names."""

    name: str
    country: str | None
    evidence: Evidence


def _cues(head: Token) -> Iterator[tuple[Token, list[Token], str]]:
    """Words of saying that govern the trigger's clause, nearest first, with the tokens that speak."""
    below = head
    for token in (head, *head.ancestors):
        for child in token.children:
            if child.lower_ in _SOURCED and child.i != head.i:
                objects = [p for c in (child, *child.children) for p in c.children if p.dep_ in ("pobj", "dobj")]
                yield child, objects, f"attribution.{child.lower_}"
            if child.dep_ in ("ccomp", "parataxis", "advcl") and child.i != head.i and _says(child):
                marked = any(c.dep_ == "mark" and c.lower_ == "as" for c in child.children)
                if child.dep_ == "parataxis" or marked:
                    yield child, list(subjects(child)), "attribution.inserted"
        if token != head and _says(token) and below.dep_ in ("ccomp", "dobj", "xcomp", "parataxis"):
            yield token, list(subjects(token)), "attribution.saying"
        if token.dep_ in ("relcl", "advcl", "parataxis"):
            return
        below = token


def _says(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in words("english", "saying")


def _source(speaker: Token, sentence: ParsedSentence, mentions: tuple[EntityMention, ...]) -> _Source | None:
    """The actor that a speaking token stands for, or its noun phrase where that is nobody by name."""
    for mention in mentions:
        if mention.actor is not None and mention.head == speaker.i:
            return _Source(mention.actor.name, mention.actor.country, mention.evidence)
    if speaker.pos_ not in ("NOUN", "PROPN"):
        return None
    phrase = sorted((t for t in speaker.subtree if _is_close(t, speaker)), key=lambda t: t.i)
    inside = {t.i for t in phrase}
    known = next((m for m in mentions if m.actor is not None and m.head in inside), None)
    kept = [t for t in phrase if t.dep_ not in ("det", "case", "poss") or t.pos_ == "PROPN"]
    name = " ".join(t.text for t in kept if t.pos_ in ("NOUN", "PROPN", "ADJ"))
    country = known.actor.country if known is not None and known.actor is not None else None
    return _Source(name or speaker.text, country, sentence.evidence_of(speaker.doc[phrase[0].i : phrase[-1].i + 1]))


def _is_close(token: Token, head: Token) -> bool:
    """Whether a word belongs to the head's own phrase and not to a clause or place inside it."""
    while token != head:
        if token.dep_ in ("relcl", "acl", "advcl", "punct", "appos", "conj", "cc"):
            return False
        if token.dep_ == "prep" and token.lower_ not in ("of", "for", "from", "at"):
            return False
        token = token.head
    return True


def _chain(cue: Token, sentence: ParsedSentence, mentions: tuple[EntityMention, ...], source: _Source) -> Iterator[str]:
    """Who passes it on: the speakers that cite the source ('lawmakers, citing the agency, said')."""
    if cue.lemma_.lower() not in ("cite", "quote"):
        return
    for speaker in subjects(cue.head) if cue.head.pos_ == "VERB" else _cited_by(cue):
        found = _source(speaker, sentence, mentions)
        if found is not None and found.name != source.name:
            yield found.name


def _cited_by(cue: Token) -> Iterator[Token]:
    """The noun that a citing participle hangs on ('lawmakers citing the agency')."""
    if cue.head.pos_ in ("NOUN", "PROPN"):
        yield cue.head
