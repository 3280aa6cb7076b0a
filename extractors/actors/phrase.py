"""The actor that one phrase names: for the command `eventwire actors`.

Belongs here: choosing the head actor among a phrase's entities. Does not: finding them.
"""

from __future__ import annotations

import datetime as dt

from spacy.language import Language

from extractors.actors.entities import entities_in
from extractors.context import EntityMention, ParsedSentence
from extractors.reference import resolve
from schemas.actors import Actor
from schemas.document import Document, Evidence

_RANK = {"person": 0, "group": 1, "organisation": 2, "region": 3, "other": 3, "country": 4}


def actor_of_phrase(nlp: Language, text: str, date: dt.date | None) -> Actor | None:
    """The actor that is the head of a phrase ('Russian Foreign Minister Sergei Lavrov' -> Lavrov), or None."""
    mention = mention_of_phrase(nlp, text, date)
    return mention.known_actor if mention is not None else None


def mention_of_phrase(nlp: Language, text: str, date: dt.date | None) -> EntityMention | None:
    """The mention of that actor, which also says whether who acts or where something is is the likelier meaning."""
    stripped = text.strip()
    if not stripped:
        return None
    doc = nlp(stripped)
    sentence = ParsedSentence(0, Evidence(0, len(stripped)), doc)
    document = Document("", "", "", "", stripped, published=date)
    mentions = resolve(entities_in(sentence, date), [sentence], document)
    actors = [m for m in mentions if m.actor is not None]
    if not actors:
        return None
    return _head_actor(sentence, actors)


def _head_actor(sentence: ParsedSentence, actors: list[EntityMention]) -> EntityMention:
    """The mention on the phrase's root, else the one that says most."""
    roots = {token.i for token in sentence.doc if token.dep_ == "ROOT"}

    def rank(mention: EntityMention) -> tuple[bool, int, int]:
        kind = mention.actor.kind if mention.actor else "other"
        return (mention.head not in roots, _RANK[kind], mention.first)

    return min(actors, key=rank)
