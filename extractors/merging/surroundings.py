"""What stands around two mentions: how their triggers hang together, who is named beside them, how they are modified.

Belongs here: features that need the parse and the entities of the sentences. Does not: those that the mentions
themselves carry (features), how each stands (standing).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from spacy.tokens import Token

from extractors.context import DocumentContext
from extractors.lexicons import words
from extractors.merging.standing import Standing
from extractors.roles.candidates import tree_path
from schemas.document import Evidence
from schemas.mentions import Mention

Surroundings = Callable[[Mention, Mention], Sequence[tuple[str, str]]]
"""Names what two mentions of a document have around them: ('relation', '<dobj'), ('first_child', 'the'), ..."""
ONE_PHRASE = ("one_phrase", "True")
"""Stands among the surroundings of a verb and its object that name one happening."""

_LONGEST_RELATION = 3
_NEAR = 90
"""Characters around a trigger within which an entity counts as near."""
_MODIFIERS = ("amod", "compound", "nmod", "nummod")


def nothing_around(first: Mention, second: Mention) -> Sequence[tuple[str, str]]:
    """Surroundings where no parse is at hand."""
    return ()


def surroundings_of(context: DocumentContext, tokens: Mapping[tuple[Evidence, str], Token]) -> Surroundings:
    """The surroundings in a document; `tokens` are the triggers' heads by evidence and type of their mentions."""
    standing = Standing.of(context)

    def around(first: Mention, second: Mention) -> Sequence[tuple[str, str]]:
        one, two = tokens[first.evidence, first.event_type], tokens[second.evidence, second.event_type]
        found = {
            "relation": "none",
            "tags": f"{one.tag_}+{two.tag_}",
            "modifiers": _overlap(_modifiers(one), _modifiers(two)),
        }
        if first.sentence == second.sentence:
            path = tree_path(one, two)
            found["relation"] = "".join(path) if len(path) <= _LONGEST_RELATION else "far"
            found["one_phrase"] = str(_is_one_phrase(one, two) or _is_one_phrase(two, one))
        for kind in ("person", "country", "organisation", "city"):
            sets = [_named(context, standing.sentence[m.sentence], m, kind) for m in (first, second)]
            found[kind] = _overlap(sets[0][0], sets[1][0])
            found[f"near_{kind}"] = _overlap(sets[0][1], sets[1][1])
        return (*found.items(), *standing.features(first, second, one, two))

    return around


def _is_one_phrase(verb: Token, noun: Token) -> bool:
    """Whether a verb and its object or infinitive name one happening ('suspended the treaty', 'refused to sign')."""
    if verb.pos_ not in ("VERB", "AUX") or verb.lemma_.lower() in words("english", "topic_verbs"):
        return False
    if noun.head == verb:
        return noun.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "xcomp")
    return noun.dep_ == "pobj" and noun.head.lower_ in ("into", "of", "for") and noun.head.head == verb


def _modifiers(head: Token) -> frozenset[str]:
    return frozenset(c.lemma_.lower() for c in head.children if c.dep_ in _MODIFIERS)


def _named(
    context: DocumentContext, sentence: int, mention: Mention, kind: str
) -> tuple[frozenset[str], frozenset[str]]:
    """The entities of a kind in a mention's sentence, and those near it."""
    every, near = set(), set()
    for entity in context.entities_in(sentence):
        kinds = [reading.kind for reading in (entity.actor, entity.place) if reading is not None]
        if kind in kinds:
            every.add(entity.key)
            if _gap(entity.evidence, mention.evidence) <= _NEAR:
                near.add(entity.key)
    return frozenset(every), frozenset(near)


def _gap(a: Evidence, b: Evidence) -> int:
    return max(b.start - a.end, a.start - b.end, 0)


def _overlap(a: Iterable[str], b: Iterable[str]) -> str:
    """none, one (only one side has any), equal, within, some or apart."""
    one, two = set(a), set(b)
    if not one or not two:
        return "one" if one or two else "none"
    if one == two:
        return "equal"
    if one <= two or two <= one:
        return "within"
    return "some" if one & two else "apart"
