"""Attributes: codes by the words around a trigger, numbers by what they count, durations and spans of text.

Belongs here: one small reader a kind of attribute, driven by the type's definition. Does not: number grammar
(quantities), what a number counts (counting), time expressions (temporal).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from extractors.context import DocumentContext, ParsedSentence
from extractors.lexicons import words
from extractors.roles.counting import counted
from extractors.roles.measured import commodity_of
from extractors.roles.slots import governing_verb, share_of, tokens_in
from extractors.temporal import duration_of
from extractors.triggers import Trigger
from schemas.document import Evidence
from schemas.event_types import AttributeDefinition
from schemas.mentions import Attribute, RoleFiller

Fillers = Sequence[RoleFiller]
_PHRASE_STOPS = ("relcl", "acl", "advcl", "punct", "cc")
_LONGEST_PHRASE = 120


def attributes_of(
    trigger: Trigger, fillers: Fillers, sentence: ParsedSentence, context: DocumentContext
) -> tuple[Attribute, ...]:
    """The attributes of a mention in the order of the type's definition; what the text does not give is left out.

    A further number under one trigger takes over what it does not say itself.
    """
    read: dict[str, Callable[[AttributeDefinition], Attribute | None]] = {
        "code": lambda a: _code(a, trigger, fillers, sentence),
        "count": lambda a: _count(a, trigger, fillers, sentence),
        "percent": lambda a: _percent(a, trigger, sentence),
        "duration": lambda a: _duration(a, trigger, sentence, context),
        "text": lambda a: _text(a, trigger, sentence),
    }
    own = {a.name: read[a.kind](a) for a in trigger.event_type.attributes}
    if trigger.parent is not None:
        for taken in attributes_of(trigger.parent, fillers, sentence, context):
            found = own[taken.code]
            own[taken.code] = taken if found is None or found.rule.endswith(".default") else found
    return tuple(a for a in own.values() if a is not None)


# Codes -------------------------------------------------------------------------------------------------------------


def _code(
    definition: AttributeDefinition, trigger: Trigger, fillers: Fillers, sentence: ParsedSentence
) -> Attribute | None:
    own = sentence.evidence_of(trigger.span)
    if "measured" in definition.read_from and (share := share_of(trigger)) is not None:
        code = next((c for c, listed in definition.values.items() if _any_phrase(listed, share.words)), None)
        if code is not None:
            return Attribute(
                definition.name, sentence.evidence_of(share.unit), f"{definition.name}.words:measured", code
            )
    if definition.name in trigger.rule.sets:
        return Attribute(definition.name, own, f"{trigger.rule.name}:sets", trigger.rule.sets[definition.name])
    for place in definition.read_from:
        for word, evidence in _words_at(place, trigger, fillers, sentence):
            code = next((c for c, listed in definition.values.items() if word in listed), None)
            if code is not None:
                return Attribute(definition.name, evidence, f"{definition.name}.words:{place}", code)
    if definition.default is None:
        return None
    return Attribute(definition.name, own, f"{definition.name}.default", definition.default)


def _any_phrase(phrases: Collection[str], given: Collection[str]) -> bool:
    """Whether all the words of one of the phrases are given."""
    return any(all(word in given for word in phrase.split()) for phrase in phrases)


def _words_at(
    place: str, trigger: Trigger, fillers: Fillers, sentence: ParsedSentence
) -> Iterator[tuple[str, Evidence]]:
    """The lower-case lemmas at a place of `read_from`, nearest first, each with its characters."""
    if place == "trigger":
        tokens: list[Token] = [trigger.head, *trigger.span, *(c for c in trigger.head.children if c.dep_ == "compound")]
    elif place.startswith("role:"):
        evidence = [f.evidence for f in fillers if f.role == place.removeprefix("role:")]
        tokens = [t for t in reversed(sentence.doc) if any(e.overlaps(sentence.evidence_of(t)) for e in evidence)]
    elif place == "clause":
        verb = trigger.head if trigger.head.pos_ == "VERB" else governing_verb(trigger.head) or trigger.head
        tokens = sorted(verb.subtree, key=lambda t: abs(t.i - trigger.head.i))
    else:
        tokens = list(sentence.doc) if place == "sentence" else []
    for token in tokens:
        yield token.lemma_.lower(), sentence.evidence_of(token)
        if token.lower_ != token.lemma_.lower():
            yield token.lower_, sentence.evidence_of(token)


# Numbers -----------------------------------------------------------------------------------------------------------


def _count(
    definition: AttributeDefinition, trigger: Trigger, fillers: Fillers, sentence: ParsedSentence
) -> Attribute | None:
    """How many people: the first number that counts the force."""
    found = next(counted(definition, trigger, fillers, sentence), None)
    if found is None:
        return None
    number = found.quantity.number
    return Attribute(definition.name, number.evidence, number.rule, number=number)


def _percent(definition: AttributeDefinition, trigger: Trigger, sentence: ParsedSentence) -> Attribute | None:
    """The share that the trigger tells, with its characters in the document."""
    share = share_of(trigger)
    if share is None:
        return None
    number = share.quantity.number
    start = sentence.evidence.start
    evidence = Evidence(number.evidence.start + start, number.evidence.end + start)
    return Attribute(definition.name, evidence, number.rule, number=replace(number, evidence=evidence))


# Text and time -----------------------------------------------------------------------------------------------------


def _duration(
    definition: AttributeDefinition, trigger: Trigger, sentence: ParsedSentence, context: DocumentContext
) -> Attribute | None:
    found = duration_of(trigger.head, sentence, context.times_in(sentence.evidence))
    if found is None:
        return None
    return Attribute(definition.name, found[1], "temporal.duration", found[0])


def _text(definition: AttributeDefinition, trigger: Trigger, sentence: ParsedSentence) -> Attribute | None:
    for place in definition.read_from:
        if place == "measured":
            tokens = commodity_of(trigger)
        else:
            tokens = iter([trigger.head]) if place == "trigger" else tokens_in(place.removeprefix("slot:"), trigger)
        for token in tokens:
            whole = _phrase(token) if place != "measured" else [*_own_modifiers(token), token]
            phrase = [t for t in whole if t.dep_ not in ("det", "poss", "case")]
            if phrase:
                span = sentence.doc[phrase[0].i : phrase[-1].i + 1]
                if 0 < len(span.text) <= _LONGEST_PHRASE:
                    return Attribute(
                        definition.name, sentence.evidence_of(span), f"{definition.name}.{place}", span.text
                    )
    return None


def _own_modifiers(noun: Token) -> list[Token]:
    """The words right before a noun that say what kind it is ('crude oil'), no names, numbers or shares."""
    kinds = ("compound", "amod", "nmod")
    found = [c for c in noun.children if c.dep_ in kinds and c.i < noun.i and not c.ent_type_ and c.pos_ != "NUM"]
    return [c for c in found if c.lemma_.lower() not in words("trade", "units")]


def _phrase(head: Token) -> list[Token]:
    """The words of a noun phrase without its clauses."""
    out = [head]
    for child in head.children:
        if child.dep_ not in _PHRASE_STOPS:
            out.extend(_phrase(child))
    return sorted(out, key=lambda t: t.i)
