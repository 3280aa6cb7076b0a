"""Attributes: codes by the words around a trigger, numbers by what they count, durations and spans of text.

Belongs here: one small reader a kind of attribute, driven by the type's definition. Does not: number grammar
(quantities), time expressions (temporal).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from extractors.context import DocumentContext, ParsedSentence
from extractors.lexicons import words
from extractors.quantities import Quantity, find_quantities
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
    """How many people: the number on the force's own noun, on its `of` phrase, in apposition, or told by a verb.

    Ships, aircraft and vehicles are no personnel, and neither are formations, losses or a fraction of a counted force
    (codebook section 9). Where a force goes from one number to another, the resulting one is meant.
    """
    roles = [place.removeprefix("role:") for place in definition.read_from if place.startswith("role:")]
    forces = [h for f in fillers if f.role in roles if (h := _head_in(f.evidence, sentence)) is not None]
    slotted = (t for role in roles for slot in trigger.frame.slots.get(role, ()) for t in tokens_in(slot, trigger))
    forces += [t for t in slotted if _is_people(t, trigger)]
    if "trigger" in definition.read_from and trigger.head.pos_ == "NOUN":
        forces.append(trigger.head)
    for quantity in sorted(_counts(sentence), key=lambda q: _is_former(sentence.token_at(q.core.start))):
        token = sentence.token_at(quantity.core.start)
        if token is None or token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT") or _is_partitive(token):
            continue
        noun = _counted_noun(token)
        if _is_thing(noun, trigger) or _is_lost(noun) or _is_formation(token, noun):
            continue
        if _is_told(token, noun, trigger, forces) or any(_same_phrase(noun, force) for force in forces):
            return Attribute(definition.name, quantity.number.evidence, quantity.number.rule, number=quantity.number)
    return None


def _is_former(number: Token | None) -> bool:
    """Whether a number is the one that a force had before ('from 7,500 to 3,000')."""
    return number is not None and _counted_noun(number).head.lower_ == "from"


def _is_partitive(number: Token) -> bool:
    """Whether a part is taken of the number ('half of the 47,000 troops', 'some of its 50,000 troops')."""
    noun = _counted_noun(number)
    parts = words("trade", "units") | words("trade", "parts")
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in parts


def _is_formation(number: Token, noun: Token) -> bool:
    """Whether a number counts formations ('two battalions'), not people ('a 300-strong battalion')."""
    return number.head == noun and noun.lemma_.lower() in words("trade", "formations")


def _is_lost(noun: Token) -> bool:
    """Whether a noun counts the dead ('the deaths of 18 soldiers')."""
    return noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in words("trade", "losses")


def _is_told(number: Token, noun: Token, trigger: Trigger, forces: Sequence[Token]) -> bool:
    """Whether a verb says the number of the force: 'numbering some 160,000', 'will drop to 25,000 troops'."""
    verb = noun.head
    through = verb.lower_ if verb.dep_ == "prep" and verb.lower_ in ("to", "at", "by") else ""
    if through:
        verb = verb.head
    if verb.pos_ != "VERB" or (noun != number and through != "to"):
        return False
    if verb == trigger.head:
        return noun == number or _is_people(noun, trigger)
    told = verb.lemma_.lower() in words("trade", "counting_verbs")
    return told and any(verb.head == force or force.head == verb for force in forces)


def _is_people(noun: Token, trigger: Trigger) -> bool:
    """Whether a noun is a word for people, or one of the words of the definition's `asset`."""
    if noun.lemma_.lower() in words("trade", "people"):
        return True
    asset = next((a for a in trigger.event_type.attributes if a.name == "asset"), None)
    return asset is not None and any(noun.lemma_.lower() in listed for listed in asset.values.values())


def _is_thing(noun: Token, trigger: Trigger) -> bool:
    """Whether the noun counts ships, aircraft or vehicles, which are no personnel (codebook section 9)."""
    asset = next((a for a in trigger.event_type.attributes if a.name == "asset"), None)
    if asset is None:
        return False
    known = {
        w for code in ("ships", "aircraft", "missiles_air_defence", "vehicles") for w in asset.values.get(code, ())
    }
    parts = [
        p for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if noun.pos_ == "NUM"
    ]
    return any(t.lemma_.lower() in known for t in (noun, *parts))


def _counts(sentence: ParsedSentence) -> list[Quantity]:
    found = find_quantities(sentence.doc.text, sentence.evidence.start)
    return [q for q in found if q.kind == "count"]


def _counted_noun(number: Token) -> Token:
    """The noun that a number counts: what it modifies, or itself where it stands alone ('6,000 of them')."""
    token = number
    while token.dep_ in ("nummod", "compound", "quantmod", "amod", "nmod", "advmod") and token.head != token:
        token = token.head
        if token.pos_ in ("NOUN", "PROPN"):
            return token
    return number


def _same_phrase(noun: Token, head: Token) -> bool:
    """Whether a counted noun is the force's noun, its `of` object or owner, or in apposition or conjunction to it."""
    if noun.i == head.i or noun in head.conjuncts:
        return True
    for inner, outer in ((noun, head), (head, noun)):
        up = inner
        for _ in range(4):
            if up.dep_ not in ("pobj", "prep", "nummod", "compound", "amod", "attr", "nmod"):
                break
            if up.dep_ == "prep" and up.lower_ not in ("of", "with", "to", "by"):
                break
            up = up.head
            if up.i == outer.i:
                return True
    return False


def _head_in(evidence: Evidence, sentence: ParsedSentence) -> Token | None:
    local = (evidence.start - sentence.evidence.start, evidence.end - sentence.evidence.start)
    span = sentence.doc.char_span(*local, alignment_mode="expand") if local[0] >= 0 else None
    return span.root if span is not None and len(span) else None


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
