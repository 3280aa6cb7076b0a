"""The actor or place that one phrase names: for the command `eventwire actors`.

Belongs here: choosing the head among a phrase's entities. Does not: finding them.
"""

from __future__ import annotations

import datetime as dt

from spacy.language import Language

from extractors.actors.entities import entities_in
from extractors.context import EntityMention, ParsedSentence
from extractors.reference import resolve
from schemas.document import Document, Evidence

_RANK = {"person": 0, "group": 1, "organisation": 2, "region": 3, "other": 3, "country": 4}


def head_of_phrase(nlp: Language, text: str, date: dt.date | None) -> EntityMention | None:
    """The mention that is the head of a phrase, or None: its actor's, or in a phrase without actors its place's.

    'Russian Foreign Minister Sergei Lavrov' is Lavrov, 'in Birmingham, Alabama' the city.
    """
    stripped = text.strip()
    if not stripped:
        return None
    sentence = ParsedSentence(0, Evidence(0, len(stripped)), nlp(stripped))
    document = Document("", "", "", "", stripped, published=date)
    mentions = resolve(entities_in(sentence, date), [sentence], document)
    found = [m for m in mentions if m.actor is not None] or [m for m in mentions if m.place is not None]
    return _head(sentence, found) if found else None


def _head(sentence: ParsedSentence, mentions: list[EntityMention]) -> EntityMention:
    """The mention on the phrase's root, else the one that says most."""
    roots = {token.i for token in sentence.doc if token.dep_ == "ROOT"}

    def rank(mention: EntityMention) -> tuple[bool, int, int]:
        kind = mention.actor.kind if mention.actor else "other"
        return (mention.head not in roots, _RANK[kind], mention.first)

    return min(mentions, key=rank)
