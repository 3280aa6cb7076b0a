"""Reading the source of a statement: the verb of saying above the trigger, 'according to', and who is cited.

Belongs here: source, cue and chain. Does not: whether a status is possible because somebody claims it (status).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extractors.context import DocumentContext, EntityMention, ParsedSentence
from extractors.lexicons import words
from extractors.roles.slots import subjects
from extractors.triggers import Trigger
from schemas.mentions import Attribution

_SOURCED = ("according", "citing")


def attribution_of(trigger: Trigger, sentence: ParsedSentence, context: DocumentContext) -> Attribution | None:
    """The source that the sentence names for the trigger's clause, or None where the text speaks itself."""
    mentions = context.entities_in(sentence.index)
    for cue, sources, rule in _cues(trigger.support or trigger.head):
        for token in sources:
            found = _source(token, mentions)
            if found is not None and found.actor is not None:
                return Attribution(
                    source=found.actor.name,
                    country=found.actor.country,
                    evidence=found.evidence,
                    rule=rule,
                    chain=tuple(_chain(cue, mentions, found)),
                    cue=cue.text,
                    cue_evidence=sentence.evidence_of(cue),
                )
    return None


def _cues(head: Token) -> Iterator[tuple[Token, list[Token], str]]:
    """Words of saying that govern the trigger's clause, nearest first, with the tokens that speak."""
    for token in (head, *head.ancestors):
        for child in token.children:
            if child.lower_ in _SOURCED:
                objects = [p for c in (child, *child.children) for p in c.children if p.dep_ in ("pobj", "dobj")]
                yield child, objects, f"attribution.{child.lower_}"
            saying = child.lemma_.lower() in words("english", "saying") and child.pos_ == "VERB"
            if saying and child.dep_ in ("ccomp", "parataxis", "advcl") and child.i != head.i:
                marked = any(c.dep_ == "mark" and c.lower_ == "as" for c in child.children)
                if child.dep_ == "parataxis" or marked:
                    yield child, list(subjects(child)), "attribution.inserted"
        governed = token.dep_ in ("ccomp", "parataxis", "dobj", "advcl") and token.head.pos_ == "VERB"
        if governed and token.head.lemma_.lower() in words("english", "saying"):
            speakers = list(subjects(token.head))
            if not any(head in (s, *s.subtree) for s in speakers):
                yield token.head, speakers, "attribution.saying"


def _source(token: Token, mentions: tuple[EntityMention, ...]) -> EntityMention | None:
    """The actor that a speaking token stands for: itself, or whom its phrase names ('spokesman for the ministry')."""
    own = [m for m in mentions if m.actor is not None and m.head == token.i]
    if own:
        return own[0]
    inside = {t.i for t in token.subtree if not any(a.dep_ in ("relcl", "acl") for a in (t, *t.ancestors) if a in token.subtree)}
    return next((m for m in mentions if m.actor is not None and m.head in inside), None)


def _chain(cue: Token, mentions: tuple[EntityMention, ...], source: EntityMention) -> Iterator[str]:
    """Who passes it on: actors that the speaker is citing or that are quoted by the cue's own governor."""
    for token in cue.children:
        if token.lemma_.lower() in ("cite", "quote") and token.dep_ == "advcl":
            for child in token.children:
                if child.dep_ == "dobj":
                    found = _source(child, mentions)
                    if found is not None and found.actor is not None and found.key != source.key:
                        yield found.actor.name
