"""Descriptions: 'the minister', 'the central government', 'the country', 'here', to whom they mean.

Belongs here: definite noun phrases without a name, of one. Does not: those of several (several.py), places
(surroundings.py), bodies (bodies.py), pronouns, or offices that say whose they are (offices.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from extractors.actors.lexicon import bare, singular, titles
from extractors.context import EntityMention, ParsedSentence
from extractors.reference.bodies import body
from extractors.reference.country import home_of
from extractors.reference.dateline import dateline_place
from extractors.reference.referents import referred
from extractors.reference.several import several
from extractors.reference.surroundings import taken_up
from schemas.document import Document

_NOUNS = frozenset({"NN", "NNS", "NNP"})
_INSIDE = frozenset("JJ NN CD NNP VBG VBN JJS HYPH RB".split())
_GOVERNMENTS = frozenset({"government", "regime", "administration"})
_OF_THE_STATE = frozenset("the central federal national interim transitional military coalition current".split())


def described(
    mentions: Sequence[EntityMention], parsed: Sequence[ParsedSentence], document: Document
) -> list[EntityMention]:
    """A mention for each referent of each description that can be resolved."""
    found: list[EntityMention] = []
    home = home_of(mentions, document.text).clear
    docs = {sentence.index: sentence for sentence in parsed}
    states = {m.actor.country: m for m in mentions if m.actor is not None and m.actor.kind == "country"}
    for sentence in parsed:
        own = [m for m in mentions if m.sentence == sentence.index]
        here = [m for m in own if m.form != "description" or m.rule.startswith("office")]
        heads = {m.head for m in own}
        taken = {i for m in here for i in range(m.first, m.last + 1)}
        for token in sentence.doc:
            if (token.tag_ in _NOUNS or token.lower_ in ("here", "there")) and token.i not in taken:
                found += _referents(token, sentence, mentions, document, docs)
                if token.i not in heads and _is_government(token):
                    code = _state_around(token, here) or home
                    if code in states:
                        stretch = (token.i - 1, token)
                        found.append(_on(states[code], stretch, sentence, "description-government", 0.55))
    return found


def _is_government(token: Token) -> bool:
    """Whether a noun is a government that the text leaves without a state, as the one it is about."""
    if token.tag_ != "NN" or token.lower_ not in _GOVERNMENTS or token.i == 0 or token.dep_ in ("compound", "nmod"):
        return False
    is_owned = token.i + 1 < len(token.doc) and token.nbor().lower_ == "of"
    return token.nbor(-1).lower_ in _OF_THE_STATE and not is_owned


def _state_around(token: Token, here: Sequence[EntityMention]) -> str | None:
    """The state that a sentence sets out in: 'In France, the government has asked'."""
    places = [m.place for m in here if 0 < m.first < token.i and token.doc[m.first - 1].lower_ == "in"]
    return next((place.country for place in reversed(places) if place is not None and place.kind == "country"), None)


def _referents(
    token: Token,
    sentence: ParsedSentence,
    mentions: Sequence[EntityMention],
    document: Document,
    docs: Mapping[int, ParsedSentence],
) -> Iterator[EntityMention]:
    if token.lower_ == "here":
        yield from _here(token, sentence, mentions, document)
        return
    first = _determiner(token)
    if first is None and token.lower_ != "there":
        return
    start = sentence.evidence_of(token).start
    earlier = [m for m in mentions if m.evidence.end <= start]
    before = [m for m in earlier if m.sentence >= sentence.index - 6]
    yield from taken_up(token, sentence, before, docs)
    yield from body(token, sentence, before)
    if first is None:
        return
    noun, words = singular(token.text), {t.lower_ for t in token.doc[first : token.i]}
    if token.tag_ == "NNS":
        yield from several(token, first, sentence, earlier)
    elif noun in ("country", "nation") and token.tag_ == "NN" and words <= {"the", "this", "that"}:
        yield from _country(token, first, sentence, before)
    elif token.tag_ in ("NN", "NNP") and bare(token.text) in titles() and "the" in words | {token.doc[first].lower_}:
        yield from _office(token, first, sentence, before)


def _determiner(token: Token) -> int | None:
    """Where a definite noun phrase begins: at 'the', 'both', 'these', a few words before its head."""
    for index in range(token.i - 1, max(token.i - 7, -1), -1):
        word = token.doc[index].lower_
        if word in ("the", "both", "these", "this", "that", "those"):
            if index and token.doc[index - 1].lower_ == "both":
                return index - 1
            return index
        if token.doc[index].tag_ not in _INSIDE:
            return None
    return None


def _country(
    token: Token, first: int, sentence: ParsedSentence, before: Sequence[EntityMention]
) -> Iterator[EntityMention]:
    """'the country': the latest that was a place or stood as a name."""
    for mention in reversed(before):
        if mention.actor is not None and mention.actor.kind == "country" and mention.form != "description":
            yield _on(mention, (first, token), sentence, "description-country", 0.55)
            return


def _office(
    token: Token, first: int, sentence: ParsedSentence, before: Sequence[EntityMention]
) -> Iterator[EntityMention]:
    """'the minister': the latest named person with that title in the text before the name."""
    word = bare(token.text)
    begin = sentence.evidence_of(token.doc[first]).start
    stated = {m.actor.country for m in before if m.evidence.start >= begin and m.actor is not None}
    persons = [m for m in before if m.actor is not None and m.actor.kind == "person"]
    persons = [m for m in persons if m.actor is not None and (not stated or m.actor.country in stated)]
    bearers = {m.key for m in persons if word in m.office.split()}
    sectors = (titles()[word], "IGO") if titles()[word] == "GOV" else (titles()[word],)
    for mention in reversed(persons):
        actor = mention.actor
        if actor is None or (bearers and mention.key not in bearers):
            continue
        if bearers or actor.sector in sectors or word in actor.name.lower().split():
            yield _on(mention, (first, token), sentence, "description-office", 0.6)
            return


def _here(
    token: Token, sentence: ParsedSentence, mentions: Sequence[EntityMention], document: Document
) -> Iterator[EntityMention]:
    """'here': the place of the dateline."""
    if token.dep_ not in ("advmod", "pcomp", "npadvmod", "pobj"):
        return
    mention = dateline_place(mentions, document.text)
    if mention is not None:
        yield replace(_on(mention, (token.i, token), sentence, "here-dateline", 0.8), actor=None)


def _on(
    mention: EntityMention, stretch: tuple[int, Token], sentence: ParsedSentence, rule: str, probability: float
) -> EntityMention:
    """The referent as a mention on the stretch from a first token to a head."""
    first, token = stretch
    return referred(mention, (first, token.i, token.i), sentence, "description", (rule, probability))
