"""What a share is a share of: the thing measured ('40 percent of Russia's ammunition' -> ammunition).

Belongs here: the way from a percent to its noun and to the commodity inside 'gas imports' or 'imports of gas'.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extractors.context import ParsedSentence
from extractors.lexicons import words
from extractors.quantities import find_quantities
from extractors.triggers import Trigger


def commodity_of(trigger: Trigger, sentence: ParsedSentence) -> Iterator[Token]:
    """The nouns that may be the commodity, best first: what the share measures, else the trigger's own object."""
    for noun in measured_nouns(trigger, sentence):
        yield from _inside(noun, 0)
    for child in trigger.head.children:
        if child.dep_ in ("dobj", "nsubjpass", "nsubj", "pobj"):
            yield from _inside(child, 0)


def measured_nouns(trigger: Trigger, sentence: ParsedSentence) -> Iterator[Token]:
    """The nouns that percents and fractions of the sentence measure, those nearest to the trigger first."""
    found = [q for q in find_quantities(sentence.doc.text, sentence.evidence.start) if q.kind == "percent"]
    tokens = [t for q in found if (t := sentence.token_at(q.core.start)) is not None]
    for number in sorted(tokens, key=lambda t: abs(t.i - trigger.head.i)):
        unit = number
        while unit.dep_ in ("nummod", "quantmod", "advmod", "compound", "det", "amod") and unit.head != unit:
            unit = unit.head
        for base in (number, unit):
            for prep in base.children:
                if prep.dep_ == "prep" and prep.lower_ in ("of", "in"):
                    yield from (c for c in prep.children if c.dep_ == "pobj")
        if unit.pos_ in ("NOUN", "PROPN") and unit.lemma_.lower() not in words("trade", "units"):
            yield unit


def _inside(noun: Token, depth: int) -> Iterator[Token]:
    """A noun, or for a word of trade ('imports', 'needs') the thing that it is about."""
    if noun.ent_type_ in ("GPE", "NORP", "PERSON", "DATE") or noun.pos_ not in ("NOUN", "PROPN"):
        return
    if noun.lemma_.lower() in words("trade", "containers") and depth < 3:
        for child in noun.children:
            if child.dep_ in ("compound", "amod", "nmod") and not child.ent_type_:
                yield child
            elif child.dep_ == "prep" and child.lower_ in ("of", "in", "for"):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        yield from _inside(inner, depth + 1)
        return
    yield noun
