"""Whether a name of a state or its seat is who acts or where something is: 'talks with Moscow', 'arrived in Moscow'.

Belongs here: the likelier reading of a mention that has two, by grammar. Does not: dropping the other, as roles may
still take it (docs/adr/0003), or finding names (extractors/actors).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from extractors.actors.lexicon import agency_nouns, bare, facility_nouns, group_nouns, region_nouns, singular, titles
from extractors.actors.reading import is_dash
from extractors.context import EntityMention, ParsedSentence
from extractors.lexicons import lexicon
from extractors.reference.dateline import dateline_place
from schemas.event_types import Reading

_LONGEST_CLIMB = 8
"""Steps from a name to the word that tells: over conjuncts, appositions and 'countries such as'."""
_READINGS: tuple[Reading, ...] = ("actor", "place")
_MODIFIERS = frozenset({"compound", "nmod", "amod", "nounmod", "npadvmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "dative", "oprd"})


@cache
def _words(key: str) -> frozenset[str]:
    """A list of the lexicon; empty for a preposition that nothing it hangs on turns."""
    return frozenset(lexicon("metonymy").get(key, ()))


class Told(NamedTuple):
    """A reading with the rule that told it and the word that it went by."""

    reading: Reading
    rule: str
    word: str


def with_readings(
    mentions: Sequence[EntityMention], parsed: Iterable[ParsedSentence], text: str
) -> list[EntityMention]:
    """The mentions with their likelier readings and why; where there is one only, it is that."""
    docs = {sentence.index: sentence for sentence in parsed}
    dateline = dateline_place(mentions, text)
    ends = {(m.sentence, m.last): m for m in mentions if m.place is not None and m.place.kind != "country"}
    out = []
    for mention in mentions:
        if mention.actor is None or mention.place is None:
            reading: Reading = "place" if mention.actor is None else "actor"
            out.append(replace(mention, reading=reading, reading_rule="only"))
            continue
        if mention == dateline:
            told = Told("place", "dateline", "")
        elif mention.sentence in docs and mention.head >= 0:
            told = _in_sentence(mention, docs[mention.sentence], ends)
        else:
            told = _by_word_before(mention, text) or _by_kind(mention)
        why = f"{told.rule}: {told.word}" if told.word else told.rule
        out.append(replace(mention, reading=told.reading, reading_rule=why))
    return out


def _in_sentence(
    mention: EntityMention, sentence: ParsedSentence, ends: Mapping[tuple[int, int], EntityMention]
) -> Told:
    is_city = mention.place is not None and mention.place.kind == "city"
    if is_city and _opens_report(mention, sentence):
        return Told("place", "dateline", "")
    before = sentence.doc[mention.first - 1].lower_ if mention.first else ""
    if before in _words("place_mark"):
        return Told("place", "mark", before)
    told = _in_address(mention, sentence, ends) or _by_grammar(sentence.doc[mention.head], is_city=is_city)
    return told or _by_kind(mention)


def _opens_report(mention: EntityMention, sentence: ParsedSentence) -> bool:
    """Whether a city in capitals stands before a dash, as a dateline does behind a date or a heading."""
    doc, following = sentence.doc, mention.last + 1
    name = doc[mention.first : following].text
    return following < len(doc) and len(name) > 3 and name.isupper() and is_dash(doc[following])


def _in_address(
    mention: EntityMention, sentence: ParsedSentence, ends: Mapping[tuple[int, int], EntityMention]
) -> Told | None:
    """The state behind a comma and a place that lies in it: 'Izmir, Turkey'."""
    before = ends.get((mention.sentence, mention.first - 2))
    if before is None or before.place is None or sentence.doc[mention.first - 1].text != ",":
        return None
    is_inside = mention.place is not None and before.place.country == mention.place.country
    return Told("place", "address", before.place.name) if is_inside else None


def _by_grammar(token: Token, *, is_city: bool) -> Told | None:
    """What the nearest word above a name tells that tells anything."""
    for _ in range(_LONGEST_CLIMB):
        told = _here(token, is_city=is_city)
        if told is not None:
            return told
        above = _like(token)
        if above is None:
            return None
        token = above
    return None


def _here(token: Token, *, is_city: bool) -> Told | None:
    """What a noun's own place in the sentence tells of it."""
    relation, above = token.dep_, token.head
    before = token.doc[token.left_edge.i - 1] if token.left_edge.i else None
    if relation == "pobj":
        return _behind(above, token)
    if relation in _SUBJECTS:
        if before is not None and before.lower_ == "for" and above.head.lemma_ in _words("for_place"):
            return Told("place", "for behind", above.head.lemma_)
        passive = _words("place_passive") if relation == "nsubjpass" else frozenset()
        return _of_verb("subject", above, _words("place_subject") | passive)
    if relation in _OBJECTS:
        return _of_verb("object", above, _words("place_object"))
    if relation == "poss":
        return _of_verb("possessor", above, _words("place_owned"))
    return _before(token, is_city=is_city) if relation in _MODIFIERS else None


def _of_verb(rule: str, above: Token, placing: frozenset[str]) -> Told:
    """An actor, but under the words that take places."""
    return Told("place" if above.lemma_.lower() in placing else "actor", rule, above.lemma_)


def _behind(preposition: Token, token: Token) -> Told | None:
    """A name behind a preposition, by the preposition and what that hangs on."""
    word, governor = preposition.lower_, preposition.head
    if word == "of" and governor.lemma_ in _words("filled"):
        return None
    if governor.dep_ == "pobj" and f"{governor.head.lower_} {governor.lower_}" in _words("actor_phrase"):
        return Told("actor", f"{word} behind", f"{governor.head.lower_} {governor.lower_}")
    stem = {"towards": "toward", "upon": "on"}.get(word, word)
    if stem == "from" and _is_staffed(governor):
        return Told("place" if _leaves(governor) else "actor", f"{word} behind", governor.lower_)
    for reading in _READINGS:
        if {governor.lemma_.lower(), singular(governor.text)} & _words(f"{stem}_{reading}"):
            return Told(reading, f"{word} behind", governor.lemma_)
    return next((Told(reading, "behind", word) for reading in _READINGS if word in _words(reading)), None)


def _is_staffed(noun: Token) -> bool:
    """Whether a noun is of those who act for a state: 'officials from', 'troops from'; not 'athletes from'."""
    single = singular(noun.text)
    return noun.pos_ in ("NOUN", "PROPN") and (single in titles() or group_nouns().get(single, "CVL") != "CVL")


def _leaves(noun: Token) -> bool:
    """Whether somebody is what leaves: 'withdraw troops from Iraq', 'the removal of troops from'."""
    above = [noun.head, noun.head.head] if noun.dep_ == "pobj" else [noun.head]
    return any(governor.lemma_.lower() in _words("leaving") for governor in above)


def _before(token: Token, *, is_city: bool) -> Told | None:
    """A name before a noun: 'Moscow officials' are a government's, 'the Geneva talks' are somewhere."""
    noun = token.head
    joined = _joined(token)
    if joined is not None and joined.lower_ in _words("place_joined"):
        return Told("place", "joined", joined.lower_)
    single = singular(noun.text)
    if joined is not None and joined.text[:1].isupper():
        return Told("place" if single in _words("pair_place") else "actor", "joined", joined.text)
    if noun.i <= token.i:
        return None
    is_states = not is_city and single in _words("state_before")
    if not is_states and (single in _words("place_before") or bare(noun.text) in facility_nouns() | region_nouns()):
        return Told("place", "before", noun.lower_)
    if is_states or single in titles() or single in group_nouns() or bare(noun.text) in agency_nouns():
        return Told("actor", "before", noun.lower_)
    return None


def _joined(token: Token) -> Token | None:
    """The word that a hyphen joins to a name, behind it or before: 'Moscow-based', 'the Iran-Iraq border'."""
    doc = token.doc
    for hyphen, other in ((token.i + 1, token.i + 2), (token.i - 1, token.i - 2)):
        if 0 <= other < len(doc) and doc[hyphen].text in ("-", "–") and not is_dash(doc[hyphen]):
            return doc[other]
    return None


def _like(token: Token) -> Token | None:
    """The noun that a name is read like: its fellow in a list, what it is an example of, what it only fills in."""
    above = token.head
    if token.dep_ in ("conj", "appos"):
        return above
    if token.dep_ == "pobj":
        is_example = above.lower_ in _words("example") and above.dep_ == "prep"
        is_filled = above.lower_ == "of" and above.head.lemma_ in _words("filled")
        return above.head if (is_example or is_filled) and above.head.pos_ in ("NOUN", "PROPN") else None
    return None


def _by_word_before(mention: EntityMention, text: str) -> Told | None:
    """In a sentence that was not parsed: the preposition before a name."""
    before = text[max(0, mention.evidence.start - 24) : mention.evidence.start].lower().split()
    while before and before[-1] == "the":
        before.pop()
    return next((Told(r, "behind", before[-1]) for r in _READINGS if before and before[-1] in _words(r)), None)


def _by_kind(mention: EntityMention) -> Told:
    """Where grammar is silent: states and seats of power act, cities are places."""
    is_city = mention.place is not None and mention.place.kind == "city"
    return Told("place" if is_city else "actor", "kind of name", mention.place.kind if mention.place else "")
