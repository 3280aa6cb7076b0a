"""The cheap pass: which sentences are worth the expensive one, by a look at their words alone.

Belongs here: word forms of all triggers and one regular expression over them. Does not: any parsing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.lexicons import lexicon, words
from extractors.model.judges import CandidateWord, WordClass
from extractors.quantities.finding import find_quantities
from schemas.event_types import Registry

Words = Mapping[tuple[str, WordClass], CandidateWord]
_VOWELS = "aeiou"


def forms_of(lemma: str) -> frozenset[str]:
    """The written forms of a lemma: regular inflection by rule, irregular forms from lexicons/inflection.yaml."""
    irregular = lexicon("inflection")["irregular"]
    forms = {lemma, *irregular.get(lemma, [])}
    if lemma.endswith("e"):
        forms |= {lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    elif lemma.endswith(("s", "x", "ch", "sh", "z")):
        forms |= {lemma + "es", lemma + "ed", lemma + "ing"}
    else:
        forms |= {lemma + "s", lemma + "ed", lemma + "ing"}
    if lemma in irregular or len(lemma) < 3:
        return frozenset(forms)
    if lemma[-1] not in "aeiouwxy" and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS:
        forms |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return frozenset(forms)


LEAST_RATE = 0.08
"""How often a word must have named a happening in the training texts to let a sentence through by itself."""


class Gate:
    """Admits a sentence that holds a form of a trigger word; words that need company (`near`, `objects`, a share, a
    count) need it here, too, so that 'have' and 'go' do not let every sentence through."""

    def __init__(self, registry: Registry, known: Words) -> None:
        alone = {lemma for (lemma, _), word in known.items() if word.rate >= LEAST_RATE}
        shares = words("trade", "units") | words("trade", "whole")
        companied: dict[frozenset[str], set[str]] = {}
        counted: set[str] = set()
        for event_type in registry.types:
            for rule in event_type.triggers:
                lemmas = rule.verbs | rule.nouns | rule.adjectives
                company = rule.objects or rule.near or rule.particles or (shares if rule.share else frozenset())
                if rule.is_counted:
                    counted |= lemmas
                elif company:
                    companied.setdefault(company, set()).update(lemmas)
                else:
                    alone |= lemmas
        self._alone = _pattern(alone)
        self._counted = _pattern(counted - alone)
        self._companied = tuple(
            (_pattern(lemmas - alone), _pattern(company)) for company, lemmas in companied.items() if lemmas - alone
        )

    def admits(self, text: str) -> bool:
        """Whether the sentence may hold a trigger."""
        if self._alone.search(text):
            return True
        if self._counted.search(text) and find_quantities(text):
            return True
        return any(word.search(text) and company.search(text) for word, company in self._companied)


def _pattern(lemmas: set[str] | frozenset[str]) -> re.Pattern[str]:
    if not lemmas:
        return re.compile(r"(?!)")
    forms = sorted({form for lemma in lemmas for form in forms_of(lemma)}, key=lambda form: (-len(form), form))
    signs = [re.escape(lemma) for lemma in sorted(lemmas) if not lemma[0].isalnum()]
    return re.compile("|".join([rf"\b(?:{'|'.join(map(re.escape, forms))})\b", *signs]), re.IGNORECASE)
