"""Tense and aspect of a verb as one word: 'past', 'present', 'progressive', 'will', 'infinitive' and so on.

Belongs here: what auxiliaries and the tag say of one verb. Does not: what that means for an event (reading, features).
"""

from __future__ import annotations

from spacy.tokens import Token

_MODALS = {
    "will": ("will", "'ll", "shall", "wo"),
    "would": ("would", "'d"),
    "may": ("may", "might", "could"),
    "can": ("can", "ca"),
    "should": ("should", "must", "ought"),
}
_PRESENT_BE = {"is", "are", "am", "'s", "'re", "'m"}
_PAST_BE = {"was", "were"}
_BY_TAG = {"VBD": "past", "VBZ": "present", "VBP": "present", "VB": "bare", "VBN": "participle", "VBG": "gerund"}
_NONFINITE = {"bare", "participle", "gerund", "infinitive", "other"}


def form(verb: Token) -> str:
    """The form of a verb; the second of two coordinated verbs shares the auxiliaries of the first."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if not helpers and verb.tag_ in ("VB", "VBN", "VBG") and verb.dep_ == "conj" and verb.head.pos_ == verb.pos_:
        return form(verb.head)
    for name, words in _MODALS.items():
        if helpers & set(words):
            return name
    if "to" in helpers:
        return "infinitive"
    if verb.tag_ == "VBG" and helpers:
        return "progressive" if helpers & _PRESENT_BE else "perfect_progressive" if "been" in helpers else "was_doing"
    if "had" in helpers:
        return "pluperfect"
    if helpers & {"has", "have", "'ve"}:
        return "perfect"
    if verb.tag_ == "VBN" and helpers & (_PRESENT_BE | _PAST_BE):
        return "is_done" if helpers & _PRESENT_BE else "was_done"
    if helpers & {"do", "does", "did"}:
        return "past" if "did" in helpers else "present"
    return _BY_TAG.get(verb.tag_, "other")


def is_finite(verb_form: str) -> bool:
    """Whether a verb of this form heads a clause of its own tense."""
    return verb_form not in _NONFINITE


def is_negated(verb: Token) -> bool:
    """Whether 'not', 'never' or the like hangs on the verb."""
    return any(child.dep_ == "neg" for child in verb.children)


def with_particle(word: Token) -> str:
    """The lemma, with the particle of a phrasal verb: 'call_off', 'turn_down'."""
    particle = next((child.lower_ for child in word.children if child.dep_ == "prt"), None)
    return f"{word.lemma_.lower()}_{particle}" if particle is not None else str(word.lemma_.lower())
