"""Which of a sentence's numbers count the people that a trigger moves (codebook sections 5 and 9).

Belongs here: from number phrases to the force they count; what is only a part, a loss, a formation, a thing or what
was there before. Does not: number grammar (quantities), the attribute made of it (attributes).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extractors.context import ParsedSentence
from extractors.lexicons import words
from extractors.quantities import Quantity, find_quantities
from extractors.roles.slots import objects, subjects, tokens_in
from extractors.triggers import Trigger
from schemas.document import Evidence
from schemas.event_types import AttributeDefinition
from schemas.mentions import RoleFiller

_THINGS = ("ships", "aircraft", "missiles_air_defence", "vehicles")
_UNITS = ("DATE", "TIME", "MONEY", "PERCENT")
_PRONOUNS = ("they", "which", "who", "that", "it")


@dataclass(frozen=True, slots=True)
class Counted:
    """A number phrase with its own token and the noun that it counts."""

    quantity: Quantity
    number: Token
    noun: Token


def counted(
    definition: AttributeDefinition, trigger: Trigger, fillers: Sequence[RoleFiller], sentence: ParsedSentence
) -> Iterator[Counted]:
    """The numbers of the force, best first: on its own noun, on its `of` phrase, in apposition, or told by a verb.

    A trigger that is the counted noun itself ('the 47,000 troops in Japan') has its own number first. Where a force
    goes from one number to another, the resulting one is meant.
    """
    forces = _forces(definition, trigger, fillers, sentence)
    found = [one for one in _counts(sentence) if not _is_other(one, trigger)]
    for one in sorted(found, key=lambda c: (c.noun != trigger.head, c.noun.head.lower_ == "from")):
        if _is_told(one, trigger, forces) or any(_counts_force(one, force, trigger) for force in forces):
            yield one


def counted_beside(
    definition: AttributeDefinition, trigger: Trigger, fillers: Sequence[RoleFiller], sentence: ParsedSentence
) -> tuple[Counted, ...]:
    """What is moved beside the first number with a number of its own ('10,000 troops and 3,500 police')."""
    found = tuple(counted(definition, trigger, fillers, sentence))
    later = {t.i for one in found[:1] for t in one.noun.conjuncts if t.i > one.noun.i}
    return tuple(one for one in found[1:] if one.noun.i in later and _is_people(one.noun, trigger))


def _forces(
    definition: AttributeDefinition, trigger: Trigger, fillers: Sequence[RoleFiller], sentence: ParsedSentence
) -> list[Token]:
    """The nouns that may stand for the force: its fillers, people in its slots, who goes by themselves, the trigger."""
    roles = [place.removeprefix("role:") for place in definition.read_from if place.startswith("role:")]
    found = [h for f in fillers if f.role in roles if (h := _head_in(f.evidence, sentence)) is not None]
    moved = [t for role in roles for slot in trigger.frame.slots.get(role, ()) for t in tokens_in(slot, trigger)]
    if trigger.head.pos_ == "VERB" and not any(objects(trigger.head)):
        moved += subjects(trigger.head)
    found += [t for t in moved if _is_people(t, trigger)]
    if "trigger" in definition.read_from and trigger.head.pos_ == "NOUN":
        found.append(trigger.head)
    return found


def _counts(sentence: ParsedSentence) -> Iterator[Counted]:
    for quantity in find_quantities(sentence.doc.text, sentence.evidence.start):
        number = sentence.token_at(quantity.core.start) if quantity.kind == "count" else None
        if number is not None and number.ent_type_ not in _UNITS and not _is_item(number):
            yield Counted(quantity, number, _counted_noun(number))


def _is_item(number: Token) -> bool:
    """Whether a number only numbers the item of a list ('2. Our MPs ...')."""
    rest = number.doc[number.i + 1 :]
    return number.text.isdigit() and len(rest) > 1 and rest[0].text in (".", ")")


# What a number does not say of the move ----------------------------------------------------------------------------


def _is_other(one: Counted, trigger: Trigger) -> bool:
    """Whether a number counts things, the dead, formations, a whole that only a part is taken of, or who is there."""
    if _is_partitive(one) and one.noun != trigger.head:
        return True
    return _is_thing(one.noun, trigger) or _is_lost(one.noun) or _is_formation(one) or _is_there(one.noun, trigger)


def _is_partitive(one: Counted) -> bool:
    """Whether a part is taken of the number ('half of the 47,000 troops', '27,000 of the 47,000 troops')."""
    outer = one.noun.head.head
    parts = words("trade", "units") | words("trade", "parts")
    is_part = outer.lemma_.lower() in parts or outer.like_num
    return one.noun.dep_ == "pobj" and one.noun.head.lower_ == "of" and is_part


def _is_formation(one: Counted) -> bool:
    """Whether a number counts formations ('two battalions'), not people ('a 300-strong battalion', '25 Air Force')."""
    if one.number.head != one.noun or one.noun.lemma_.lower() not in words("trade", "formations"):
        return False
    low = one.quantity.number.low or one.quantity.number.high or 0
    return not (one.noun.tag_ == "NNP" and low > 1)


def _is_lost(noun: Token) -> bool:
    """Whether a noun counts the dead ('the deaths of 18 soldiers')."""
    return noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in words("trade", "losses")


def _is_there(noun: Token, trigger: Trigger) -> bool:
    """Whether a noun counts the force that others are to join ('to reinforce the 7,000 troops there')."""
    if trigger.head.lemma_.lower() not in words("trade", "raising_verbs"):
        return False
    joined = list(objects(trigger.head))
    return noun in joined or (noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head in joined)


def _is_thing(noun: Token, trigger: Trigger) -> bool:
    """Whether the noun counts ships, aircraft or vehicles, which are no personnel (codebook section 9)."""
    asset = next((a for a in trigger.event_type.attributes if a.name == "asset"), None)
    if asset is None:
        return False
    known = {word for code in _THINGS for word in asset.values.get(code, ())}
    parts = [
        p for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if noun.pos_ == "NUM"
    ]
    return any(t.lemma_.lower() in known for t in (noun, *parts))


# What a number counts ----------------------------------------------------------------------------------------------


def _counts_force(one: Counted, force: Token, trigger: Trigger) -> bool:
    """Whether a number counts a force; of what is joined to it by 'and' only people ('the two states and troops')."""
    if one.noun in force.conjuncts:
        return one.noun == one.number or _is_people(one.noun, trigger)
    return _same_phrase(one.noun, force)


def _is_told(one: Counted, trigger: Trigger, forces: Sequence[Token]) -> bool:
    """Whether a verb says the number of the force: 'numbering some 160,000', 'will drop to 25,000 troops'."""
    verb = one.noun.head
    through = verb.lower_ if verb.dep_ == "prep" and verb.lower_ in ("to", "at", "by") else ""
    if through:
        verb = verb.head
    if verb.pos_ != "VERB" or (one.noun != one.number and through != "to"):
        return False
    if verb == trigger.head:
        return one.noun == one.number or _is_people(one.noun, trigger)
    told = verb.lemma_.lower() in words("trade", "counting_verbs")
    return told and (any(verb.head == f or f.head == verb for f in forces) or _of_pronoun(verb, trigger, forces))


def _of_pronoun(verb: Token, trigger: Trigger, forces: Sequence[Token]) -> bool:
    """Whether a verb's subject is a pronoun for the force: the last people named before it ('and they now number')."""
    pronoun = next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ in _PRONOUNS), None)
    if pronoun is None:
        return False
    named = [t for t in verb.doc[: pronoun.i] if t.pos_ in ("NOUN", "PROPN") and _is_people(t, trigger)]
    return bool(named) and named[-1] in forces


def _is_people(noun: Token, trigger: Trigger) -> bool:
    """Whether a noun is a word for people, or one of the words of the definition's `asset`."""
    if noun.lemma_.lower() in words("trade", "people"):
        return True
    asset = next((a for a in trigger.event_type.attributes if a.name == "asset"), None)
    return asset is not None and any(noun.lemma_.lower() in listed for listed in asset.values.values())


def _counted_noun(number: Token) -> Token:
    """The noun that a number counts: what it modifies, or itself where it stands alone ('6,000 of them')."""
    token = number
    while token.dep_ in ("nummod", "compound", "quantmod", "amod", "nmod", "advmod") and token.head != token:
        token = token.head
        if token.pos_ in ("NOUN", "PROPN"):
            return token
    return number


def _same_phrase(noun: Token, head: Token) -> bool:
    """Whether a counted noun is the force's noun, its `of` object or owner, or in apposition to it."""
    if noun.i == head.i:
        return True
    for inner, outer in ((noun, head), (head, noun)):
        up = inner
        for _ in range(4):
            if up.dep_ not in ("pobj", "prep", "nummod", "compound", "amod", "attr", "nmod", "appos"):
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
