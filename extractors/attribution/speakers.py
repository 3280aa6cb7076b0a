"""Speakers: which actor a speaking word stands for, and the country of those who have no name.

Belongs here: names, noun phrases, and words that go back to an earlier speaker. Does not: finding cues (cues).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Token

from extractors.actors.lexicon import agency_nouns, titles
from extractors.context import DocumentContext, EntityMention, ParsedSentence
from extractors.lexicons import words
from extractors.reference.country import home_of
from extractors.reference.dateline import dateline_place
from schemas.actors import Actor
from schemas.document import Evidence

Kind = Literal["person", "people", "body"]
_PRONOUNS: dict[str, Kind] = {"he": "person", "she": "person", "they": "people", "it": "body"}
_BACK = 5
"""Sentences after which a speaker is no longer gone back to."""
_DASHES = ("-", "--", "—", "–", "_")
_ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
_BESIDE = 50
"""Characters from a name to its office."""
_BEGINNING = 2
"""Sentences in which a text introduces by office whom it names in the next ones."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: a named actor or a noun phrase, with its characters; `noun` is the lemma of its head."""

    name: str
    country: str | None
    evidence: Evidence
    kind: Kind
    noun: str
    sentence: int
    is_named: bool


def source_of(
    speaker: Token, sentence: ParsedSentence, context: DocumentContext, before: Sequence[Source]
) -> Source | None:
    """The source that a speaking token stands for; `before` are the sources met so far, in text order."""
    here = sentence.evidence_of(speaker)
    near = [s for s in before if s.sentence >= sentence.index - _BACK]
    if speaker.pos_ == "PRON" or speaker.lower_ in _PRONOUNS:
        kind = _PRONOUNS.get(speaker.lower_)
        back = next((s for s in reversed(near) if s.kind == kind), None) if kind else None
        if back is not None:
            return replace(back, evidence=here, sentence=sentence.index)
        return _named(speaker, sentence, context)
    if speaker.pos_ not in ("NOUN", "PROPN"):
        return None
    if is_document(speaker):
        return _issuer(speaker, sentence, context, near) or _phrase(speaker, sentence, context)
    back = _gone_back_to(speaker, near)
    if back is not None:
        return replace(back, evidence=here, sentence=sentence.index)
    found = _named(speaker, sentence, context) or _phrase(speaker, sentence, context)
    return _in_full(found, before) if speaker.pos_ == "PROPN" and found.country is None else found


def _in_full(short: Source, before: Sequence[Source]) -> Source:
    """A name that stands for an earlier one with a country ('Tanjug' after 'the Yugoslav news agency Tanjug')."""
    word = short.name.split()[-1]
    full = next((s for s in reversed(before) if s.country is not None and word in s.name.split()), None)
    return replace(full, evidence=short.evidence, sentence=short.sentence) if full is not None else short


def is_document(speaker: Token) -> bool:
    """Whether a speaking word is what somebody wrote or sent: a statement, a report."""
    return speaker.lemma_.lower() in words("attribution", "document")


def _issuer(
    document: Token, sentence: ParsedSentence, context: DocumentContext, near: Sequence[Source]
) -> Source | None:
    """Whose a document is: its owner by name, or for 'the statement' the latest named speaker."""
    parts = [document, *(c for c in document.children if c.dep_ == "acl")]
    prepositions = [c for part in parts for c in part.children if c.lower_ in ("of", "by", "from")]
    owners = [c for c in document.children if c.dep_ in ("poss", "compound", "nmod", "amod")]
    for owner in (*owners, *(p for c in prepositions for p in c.children if p.dep_ == "pobj")):
        found = _named(owner, sentence, context)
        if found is not None:
            return found
    is_known = any(c.lower_ == "the" for c in document.children) and not owners
    return next((s for s in reversed(near) if s.is_named), None) if is_known else None


def _gone_back_to(speaker: Token, near: Sequence[Source]) -> Source | None:
    """The earlier source that 'the official', 'the ministry' means: of the same noun, or a person of that office."""
    is_known = any(c.lower_ == "the" for c in speaker.children)
    is_bare = speaker.tag_ == "NNS" and not any(c.dep_ in ("det", "amod", "nummod") for c in speaker.children)
    if not (is_known or is_bare) or any(_names(c) for c in speaker.children):
        return None
    noun = speaker.lemma_.lower()
    same = next((s for s in reversed(near) if s.noun == noun), None)
    if same is not None or noun not in titles():
        return same
    return next((s for s in reversed(near) if s.kind == "person" and s.is_named), None)


def _names(child: Token) -> bool:
    """Whether a modifier tells whose or which: such a phrase stands for itself."""
    return child.dep_ in ("poss", "appos", "compound", "nmod") or child.pos_ == "PROPN"


def _named(speaker: Token, sentence: ParsedSentence, context: DocumentContext) -> Source | None:
    """The actor named by the token, or by the name beside it ('a spokesman, Jon Eide')."""
    mentions = [m for m in context.entities_in(sentence.index) if m.actor is not None and m.actor.kind != "group"]
    beside = [c for c in speaker.children if c.dep_ == "appos"]
    if mentions and _is_dateline(speaker, mentions, sentence, context):
        between = [m for m in mentions if speaker.i < m.head < speaker.head.i and m.form in ("name", "description")]
        return next((_of_mention(m, m.actor, context) for m in reversed(between) if m.actor is not None), None)
    for token in (*beside, speaker, *([speaker.head] if speaker.dep_ == "appos" else [])):
        for mention in mentions:
            actor = mention.actor
            if mention.head == token.i and actor is not None and (token.i == speaker.i or actor.kind == "person"):
                return _of_mention(mention, actor, context)
    return None


def source_of_name(mention: EntityMention, context: DocumentContext) -> Source | None:
    """The source that a name is, where it names an actor."""
    return _of_mention(mention, mention.actor, context) if mention.actor is not None else None


def source_of_words(stretch: Evidence, noun: str, is_many: bool, sentence: int, context: DocumentContext) -> Source:
    """A noun phrase of a sentence that was not parsed as a source."""
    name = _ARTICLE.sub("", stretch.of(context.document.text))
    inside = [m.actor for m in context.entities_in(sentence) if m.actor is not None and stretch.covers(m.evidence)]
    country = next((a.country for a in inside if a.country is not None), None) or _unstated(
        name.lower().split(), context
    )
    return Source(name, country, stretch, "people" if is_many else "person", noun, sentence, False)


def _is_dateline(
    speaker: Token, mentions: Sequence[EntityMention], sentence: ParsedSentence, context: DocumentContext
) -> bool:
    """Whether the parser took the place of the dateline for the subject ('MIAMI, March 23 - Baker said')."""
    return (
        sentence.index == 0 and dateline_place(mentions, context.document.text) is not None and speaker.text.isupper()
    )


def is_speaker(source: Source) -> bool:
    """Whether a phrase after 'citing' or 'according to' is somebody, and not 'reasons of security'."""
    known = [words("attribution", key) for key in ("official", "independent", "document")]
    return source.is_named or source.noun in titles() or any(source.noun in listed for listed in known)


def _of_mention(mention: EntityMention, actor: Actor, context: DocumentContext) -> Source:
    """A named actor as a source; a country that speaks through 'the Pentagon' goes by that name."""
    name, country = actor.name, actor.country
    is_reference = mention.form == "pronoun" or mention.rule.startswith("description")
    if actor.kind in ("country", "organisation") and not is_reference:
        name = _ARTICLE.sub("", mention.evidence.of(context.document.text))
    if country is None and actor.kind == "organisation" and _is_official(name.lower().split()):
        country = _home(context)
    kind: Kind = "person" if actor.kind == "person" else "body"
    noun = name.split()[-1].lower()
    is_named = kind == "body" or noun not in titles()
    return Source(name, country, mention.evidence, kind, noun, mention.sentence, is_named)


def _phrase(speaker: Token, sentence: ParsedSentence, context: DocumentContext) -> Source:
    """A noun phrase as a source: its words, and the country that it names or that its office gives it."""
    phrase = _after_dash(sorted((t for t in speaker.subtree if _is_close(t, speaker)), key=lambda t: t.i))
    kept = [t for t in phrase if t.pos_ in ("NOUN", "PROPN", "ADJ") or t.dep_ == "prep"]
    evidence = sentence.evidence_of(speaker.doc[phrase[0].i : phrase[-1].i + 1])
    noun = speaker.lemma_.lower()
    is_body = noun in agency_nouns() or is_document(speaker)
    kind: Kind = "people" if speaker.tag_ in ("NNS", "NNPS") else "body" if is_body else "person"
    country = _country(phrase, speaker, sentence, context)
    return Source(" ".join(t.text for t in kept), country, evidence, kind, noun, sentence.index, False)


def _after_dash(phrase: list[Token]) -> list[Token]:
    """The tokens of a phrase without a dateline that the parser put into it ('OSLO, April 5 - Norway's opposition')."""
    doc = phrase[0].doc
    dashes = [t.i for t in doc[phrase[0].i : phrase[-1].i] if t.text in _DASHES]
    return [t for t in phrase if t.i > dashes[-1]] if dashes else phrase


def _country(phrase: Sequence[Token], speaker: Token, sentence: ParsedSentence, context: DocumentContext) -> str | None:
    """The country that a phrase names; where it names none, the text's for those who speak for a state.

    'Diplomats in Bonn' may be of any country: where those who speak for none are is not whom they speak for.
    """
    inside = {t.i for t in phrase}
    if speaker.lemma_.lower() in words("attribution", "independent"):
        inside -= {t.i for c in speaker.children if c.lower_ in ("in", "at") for t in c.subtree}
    owners = [m.actor for m in context.entities_in(sentence.index) if m.head in inside and m.actor is not None]
    country = next((owner.country for owner in owners if owner.country is not None), None)
    if country is not None or any(owner.sector == "IGO" for owner in owners):
        return country
    return _unstated([t.lemma_.lower() for t in phrase], context)


def _unstated(lemmas: Sequence[str], context: DocumentContext) -> str | None:
    """The country of a phrase that names none: the text's, for those who speak for a state."""
    known = set(lemmas)
    if known & words("attribution", "independent"):
        known -= words("attribution", "vague")
    return _home(context) if _is_official(known) else None


def _is_official(lemmas: Iterable[str]) -> bool:
    """Whether a phrase speaks for a state without naming it ('the ministry', 'army sources')."""
    return not words("attribution", "official").isdisjoint(lemmas)


def _home(context: DocumentContext) -> str | None:
    """The country that those who speak without one speak for: the dateline's, else the one most told of."""
    dated = dateline_place(context.entities, context.document.text)
    if dated is not None and dated.place is not None and dated.place.country is not None:
        return dated.place.country
    return home_of(context.entities, context.document.text).likely


def named_later(sources: Sequence[Source], context: DocumentContext) -> dict[tuple[str, str], Source]:
    """The names that a text gives later to those whom it begins with by office ('a spokesman said ... Eide said')."""
    names: dict[tuple[str, str], Source] = {}
    for number, source in enumerate(sources):
        if source.is_named or source.kind != "person" or source.noun in words("attribution", "independent"):
            continue
        if source.sentence > _BEGINNING:
            continue
        later = [s for s in sources[number + 1 :] if s.sentence <= source.sentence + 2 * _BACK]
        people = [s for s in later if s.is_named and s.kind == "person"]
        named = next((s for s in people if _is_titled(s, source.noun, context)), None)
        if named is not None:
            names.setdefault((source.name, source.noun), named)
    return names


def _is_titled(person: Source, noun: str, context: DocumentContext) -> bool:
    """Whether an office stands beside a person's name anywhere in the text; an official may have any."""
    if noun == "official":
        return True
    places = [m.evidence for m in context.entities if m.form == "name" and m.actor and m.actor.name == person.name]
    stem, text = noun.removesuffix("man").removesuffix("woman"), context.document.text
    return any(stem in text[max(0, p.start - _BESIDE) : p.end + _BESIDE].lower() for p in places)


def _is_close(token: Token, head: Token) -> bool:
    """Whether a word belongs to the head's own phrase and not to a clause or place inside it."""
    while token.i != head.i:
        if token.dep_ in ("relcl", "acl", "advcl", "punct", "conj", "cc"):
            return False
        if token.dep_ == "prep" and token.lower_ not in ("of", "for", "from", "at", "with", "in"):
            return False
        token = token.head
    return True
