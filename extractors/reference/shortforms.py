"""Family names that stand alone where NER saw nothing or a body: 'Tamm' after 'Foreign Minister Jaan Tamm'.

Belongs here: finding the short forms of persons whom the document names in full. Does not: who they are (people.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.context import EntityMention, ParsedSentence
from extractors.reference.lexicon import leader_named
from schemas.actors import Actor
from schemas.names import family_name, fold, name_words, sound

_GUESSED = ("ner", "table-city")
"""Rules whose reading gives way to a family name that the document introduced."""


def with_short_forms(
    mentions: Sequence[EntityMention], parsed: Sequence[ParsedSentence], year: int | None
) -> list[EntityMention]:
    """The mentions with every lone family name of a person named in full, or then in high office, as that person's."""
    families = _families(mentions)
    given = {name_words(m.actor.name)[0]: m.actor.name for m in families.values() if m.actor is not None}
    out = [_reread(mention, families, given, year) for mention in mentions if not _joins(mention, families)]
    sure = {(m.sentence, i) for m in out if m.rule != "group-bare" for i in range(m.first, m.last + 1)}
    for sentence in parsed:
        for token in sentence.doc:
            if token.tag_ != "NNP" or (sentence.index, token.i) in sure or sound(fold(token.text)) not in families:
                continue
            person = families[sound(fold(token.text))]
            out.append(_mention(person, sentence, token.i))
    return sorted(out, key=lambda mention: (mention.evidence, mention.key))


def _families(mentions: Sequence[EntityMention]) -> dict[str, EntityMention]:
    """The persons named in full by family name, those with a name of their own alone."""
    found: dict[str, EntityMention] = {}
    for mention in mentions:
        actor = mention.actor
        if actor is None or actor.kind != "person" or mention.form != "name" or len(name_words(actor.name)) < 2:
            continue
        family = family_name(actor.name, actor.country)
        if len(family) > 2:
            found.setdefault(family, mention)
    return found


def _joins(mention: EntityMention, families: dict[str, EntityMention]) -> bool:
    """Whether a body that NER guessed is two persons: 'Tamm and Ozols'."""
    if mention.actor is None or not mention.rule.startswith("ner-organisation"):
        return False
    parts = mention.actor.name.split(" and ")
    return len(parts) == 2 and all(words and words[-1] in families for words in map(name_words, parts))


def _reread(
    mention: EntityMention, families: dict[str, EntityMention], given: dict[str, str], year: int | None
) -> EntityMention:
    """A body or place that NER guessed, as the person whose family name it is."""
    entity = mention.actor or mention.place
    if entity is None or entity.kind in ("person", "country") or not mention.rule.startswith(_GUESSED):
        return mention
    words = name_words(entity.name)
    is_body = mention.rule.startswith("ner-organisation")
    is_leader = is_body and len(words) == 1 and leader_named(entity.name, year, has_title=False) is not None
    if len(words) == 1 and words[0] in given and mention.rule == "ner-gpe" and words[0] not in families:
        full = given[words[0]]
        return replace(mention, actor=Actor(full, "person"), place=None, rule="person-short-form", probability=0.7)
    if len(words) != 1 or not (words[0] in families or is_leader):
        return mention
    return replace(mention, actor=Actor(entity.name, "person"), place=None, rule="person-short-form", probability=0.8)


def _mention(person: EntityMention, sentence: ParsedSentence, index: int) -> EntityMention:
    token = sentence.doc[index]
    return EntityMention(
        key=person.key,
        evidence=sentence.evidence_of(token),
        sentence=sentence.index,
        form="name",
        rule="person-short-form",
        probability=0.8,
        actor=Actor(token.text, "person"),
        head=index,
        first=index,
        last=index,
    )
