"""Offices that say whose they are, held by somebody the document names: 'the French minister', 'his Thai counterpart'.

Belongs here: finding the holder of such an office among the document's persons. Does not: offices without a country
('the minister', descriptions.py), or reading the office's own words (extractors/actors/offices.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.actors.lexicon import bare, titles
from extractors.context import EntityMention, ParsedSentence
from schemas.actors import Actor
from schemas.names import name_words

_MANY = frozenset("a an another one some any no every each other former ex future next would-be ousted late as".split())
"""Words before an office that make its holder somebody new, or no more, or the office something to be had ('as')."""
_LIKE: dict[str, frozenset[str]] = {
    "leader": frozenset("president minister chancellor king ruler chairman taoiseach emir sultan".split()),
    "minister": frozenset({"secretary"}),
    "secretary": frozenset({"minister"}),
    "pontiff": frozenset({"pope"}),
    "monarch": frozenset("king queen emir sultan emperor".split()),
    "envoy": frozenset("ambassador representative negotiator emissary diplomat".split()),
    "ambassador": frozenset({"envoy", "representative"}),
    "negotiator": frozenset({"envoy", "representative", "minister"}),
    "chief": frozenset("head director chairman commander secretary-general commissioner minister secretary".split()),
    "head": frozenset("chief director chairman president".split()),
    "lawmaker": frozenset("senator congressman mp legislator deputy".split()),
}
"""Nouns of office and what else their holder may be called."""
OFFICE_FIELDS = frozenset(
    "prime foreign defence defense finance interior economy economic trade energy oil justice health culture vice "
    "deputy transport agriculture security immigration environment labour labor education military army navy central "
    "bank press chief nuclear".split()
)
"""Words that tell one office of a state from another."""
_SYNONYMS = {"defense": "defence", "labor": "labour", "economic": "economy", "deputy": "vice"}
_ACROSS = "counterpart"
_HIGH = frozenset("president leader king queen monarch chancellor pope pontiff taoiseach emir sultan".split())
"""Offices that the table of leaders may have read a bare name in."""
_UNNAMED = frozenset("official diplomat spokesman spokeswoman spokesperson aide lawmaker senator legislator".split())
"""Offices whose holders texts leave without a name."""


@dataclass(frozen=True, slots=True)
class _Office:
    """The nouns and the fields in the words of an office."""

    nouns: frozenset[str]
    fields: frozenset[str]


@dataclass(slots=True)
class _Person:
    """A person of the document: the mentions by name in text order, and the offices that stand with them."""

    mentions: list[EntityMention] = field(default_factory=list)
    offices: list[_Office] = field(default_factory=list)


def with_holders(mentions: Sequence[EntityMention], parsed: Sequence[ParsedSentence]) -> list[EntityMention]:
    """The mentions with every office that somebody in the document holds as that person's; others stay offices.

    All mentions of a person get the words of all the offices that stand with the name anywhere.
    """
    docs = {sentence.index: sentence for sentence in parsed}
    people: defaultdict[str, _Person] = defaultdict(_Person)
    for mention in mentions:
        if mention.form == "name" and mention.actor is not None and mention.actor.kind == "person":
            people[mention.key].mentions.append(mention)
            borne = mention.office or _throne(mention.actor)
            if borne:
                people[mention.key].offices.append(_read(borne))
    words = {key: " ".join(dict.fromkeys(m.office for m in person.mentions)) for key, person in people.items()}
    out = []
    for mention in mentions:
        holder = _holder(mention, list(people.values()), docs) if mention.rule == "office" else None
        out.append(_with_office(mention if holder is None else _held_by(holder, mention), words))
    return out


def _held_by(holder: EntityMention, office: EntityMention) -> EntityMention:
    return replace(
        office, key=holder.key, actor=holder.actor, rule="office-holder", probability=0.75, is_guessed=holder.is_guessed
    )


def _with_office(mention: EntityMention, words: Mapping[str, str]) -> EntityMention:
    return replace(mention, office=words.get(mention.key, mention.office).strip())


def _holder(mention: EntityMention, people: Sequence[_Person], docs: dict[int, ParsedSentence]) -> EntityMention | None:
    """The person of the document who holds an office; of several, as of two popes, the one most named."""
    sentence, actor = docs.get(mention.sentence), mention.actor
    if sentence is None or actor is None or _is_anybody(mention, sentence):
        return None
    office = _read(mention.office)
    if _ACROSS in office.nouns:
        office = _other_side(mention, people, office)
    compatriots = [p for p in people if _serves(p, actor)]
    fits = [p for p in compatriots if any(_is_held(office, held) for held in p.offices)]
    if not fits:
        fits = [p for p in compatriots if not p.offices and _is_leader(p, office)]
        families = {name_words(p.mentions[0].actor.name)[-1:] for p in fits if p.mentions[0].actor is not None}
        return fits[0].mentions[0] if len(families) == 1 else None
    return max(fits, key=lambda p: len(p.mentions)).mentions[0]


def _throne(actor: Actor) -> str:
    """The title that is part of a name: 'king' of 'King Hussein'."""
    word = bare(actor.name.partition(" ")[0])
    return word if word in titles() else ""


def _is_anybody(mention: EntityMention, sentence: ParsedSentence) -> bool:
    """Whether an office is not that of somebody known: 'a French minister', 'the former French minister'."""
    words = {token.lower_ for token in sentence.doc[max(mention.first - 2, 0) : mention.head]}
    following = sentence.doc[mention.head + 1].lower_ if mention.head + 1 < len(sentence.doc) else ""
    is_unnamed = _UNNAMED & set(mention.office.split()) and not mention.office.startswith("top ")
    return bool(words & _MANY) or following in ("to", "for") or bool(is_unnamed)


def _serves(person: _Person, holder: Actor) -> bool:
    """Whether somebody acts for the state of an office, or like it for an organisation of many, as the text says."""
    actor = person.mentions[0].actor
    if actor is None or actor.country != holder.country or person.mentions[0].rule.endswith(("+home", "+guess")):
        return False
    return holder.country is not None or actor.sector == holder.sector == "IGO"


def _other_side(mention: EntityMention, people: Sequence[_Person], office: _Office) -> _Office:
    """The office of a counterpart: that of the person with an office named last before."""
    before = [(m.evidence, p) for p in people for m in p.mentions if p.offices and m.evidence < mention.evidence]
    if not before:
        return _Office(office.nouns - {_ACROSS}, office.fields)
    return max(before, key=lambda pair: pair[0])[1].offices[0]


def _is_held(office: _Office, held: _Office) -> bool:
    """Whether an office is one that somebody holds, or another name for it."""
    if not office.nouns or not all(n in held.nouns or _LIKE.get(n, frozenset()) & held.nouns for n in office.nouns):
        return False
    if ("vice" in office.fields) != ("vice" in held.fields):
        return False
    is_prime = "prime" in office.fields
    if "leader" in office.nouns and "minister" in held.nouns and "prime" not in held.fields:
        return False
    if office.nouns & held.nouns and is_prime != ("prime" in held.fields):
        return False
    return office.fields <= held.fields


def _is_leader(person: _Person, office: _Office) -> bool:
    """Whether somebody whom only the table of leaders knows may hold a high office."""
    actor = person.mentions[0].actor
    if actor is None or actor.sector not in ("GOV", "ELI") or not any("lexicon" in m.rule for m in person.mentions):
        return False
    is_high = bool(office.nouns & _HIGH) or (office.nouns == {"minister"} and "prime" in office.fields)
    return is_high and office.fields <= {"prime"}


def _read(office: str) -> _Office:
    """The nouns and fields in the words of an office."""
    words = [bare(word) for word in office.replace("-", " ").split()]
    fields = frozenset(_SYNONYMS.get(word, word) for word in words if word in OFFICE_FIELDS)
    nouns = frozenset(word for word in words if word in titles())
    if "premier" in nouns:
        nouns, fields = nouns - {"premier"} | {"minister"}, fields | {"prime"}
    if "top" in words and "diplomat" in nouns:
        nouns, fields = frozenset({"minister"}), frozenset({"foreign"})
    if "secretary" in nouns and "state" in words:
        fields = fields | {"foreign"}
    main = nouns - {"deputy", "chief"}
    return _Office(main or nouns, fields)
