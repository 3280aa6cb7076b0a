"""Reading a trigger's status off its own verb, the governors above it and its date.

Belongs here: the walk up the governor chain; the nearest word that says something decides. Does not: the words
themselves (lexicons/status.yaml).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from spacy.tokens import Token

from extractors.lexicons import words
from extractors.triggers import Trigger
from schemas.dates import DateInterval
from schemas.mentions import STATUS_ORDER, Status

Reading = tuple[Status, str]
_LEVELS = 5


def status_of(trigger: Trigger, date: DateInterval | None, anchor: dt.date | None) -> Reading:
    """The status of a mention and the rule that says so; a date after the document's makes it planned."""
    found = _by_words(trigger)
    if found is not None and found[0] in ("denied", "possible"):
        return found
    if date is not None and anchor is not None and date.start is not None and date.start > anchor:
        return "planned", "status.future_date"
    if found is not None:
        return found
    if trigger.rule.status is not None:
        return _declared(trigger.rule.status), f"{trigger.rule.name}:status"
    return _by_tense(trigger, date, anchor)


def _declared(code: str) -> Status:
    """A status from a definition or lexicon as its type; codes are checked when definitions are read."""
    return next(status for status in STATUS_ORDER if status == code)


def _by_words(trigger: Trigger) -> Reading | None:
    """The nearest cue on the governor chain."""
    if trigger.head.pos_ in ("NOUN", "PROPN"):
        own = _noun_cues(trigger.head)
        if own is not None:
            return own
    for level, (token, below) in enumerate(_chain(trigger)):
        found = _verb_cues(token) if token.pos_ in ("VERB", "AUX") else None
        if found is None and below is not None:
            found = _governor_cues(token, below)
        if found is not None:
            return found[0], f"{found[1]}@{level}"
    return None


def _chain(trigger: Trigger) -> Iterator[tuple[Token, Token | None]]:
    """The trigger, its light verb and what governs them, each with the token below it, up to the first finite clause
    under a verb of saying."""
    token, below = trigger.head, None
    for _ in range(_LEVELS):
        yield token, below
        if token.head == token or _is_closed(token):
            return
        if token.dep_ == "conj" and token.pos_ == token.head.pos_ == "VERB" and _has_own_subject(token):
            return
        below, token = token, token.head


def _is_closed(token: Token) -> bool:
    """Whether the clause ends here: a relative clause, a finite adverbial, or a finite clause that is said."""
    if token.dep_ in ("relcl", "parataxis"):
        return True
    finite = token.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in token.children
    )
    if token.dep_ == "ccomp":
        return finite and token.head.lemma_.lower() not in words("status", "denying")
    return (
        token.dep_ == "advcl"
        and finite
        and not any(c.dep_ == "mark" and c.lower_ in words("status", "conditional_marks") for c in token.children)
    )


def _has_own_subject(token: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)


def _noun_cues(noun: Token) -> Reading | None:
    """What the noun's own determiner, adjectives and governing noun say."""
    for child in noun.children:
        word = child.lower_
        if child.dep_ in ("det", "neg") and word in ("no", "neither"):
            return "denied", "status.no_noun"
        if child.dep_ in ("amod", "compound", "advmod"):
            for key, status in (
                ("denied_modifiers", "denied"), ("future_modifiers", "planned"), ("possible_modifiers", "possible"),
                ("ongoing_modifiers", "ongoing"),
            ):  # fmt: skip
                if word in words("status", key):
                    return _declared(status), f"status.{key}:{word}"
    return None


def _verb_cues(verb: Token) -> Reading | None:
    """What a verb's auxiliaries, negation and marks say about everything below it."""
    modal = next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
    if any(c.dep_ == "neg" for c in verb.children):
        return "denied", "status.negation"
    if any(c.dep_ == "mark" and c.lower_ in words("status", "conditional_marks") for c in verb.children):
        return "possible", "status.condition"
    if modal in words("status", "future_modals"):
        return "planned", f"status.future_modal:{modal}"
    if modal in words("status", "reported_modals"):
        return "planned", f"status.reported_modal:{modal}"
    if modal in words("status", "possible_modals"):
        return "possible", f"status.possible_modal:{modal}"
    if verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children) and verb.head.lemma_.lower() == "be":
        return "planned", "status.be_to"
    return None


def _governor_cues(governor: Token, below: Token) -> Reading | None:
    """What a governing verb, noun, adjective or preposition says about the clause or noun below it."""
    word = governor.lemma_.lower()
    if governor.pos_ == "ADP" or governor.dep_ == "prep":
        if governor.lower_ in words("status", "before_words"):
            return "planned", f"status.before:{governor.lower_}"
        if governor.lower_ == "without":
            return "denied", "status.without"
        return None
    infinitive = below.tag_ in ("VB", "VBG") or below.dep_ in (
        "xcomp",
        "pcomp",
        "acl",
        "prep",
        "dobj",
        "pobj",
        "ccomp",
        "nsubjpass",
        "attr",
    )
    if not infinitive:
        return None
    nominal = below.pos_ in ("NOUN", "PROPN")
    if word in words("status", "denied_governors") and not (nominal and below.dep_ == "nsubj"):
        return "denied", f"status.governor:{word}"
    if word in words("status", "possible_governors"):
        return "possible", f"status.governor:{word}"
    if word in words("status", "planned_governors") and not (
        nominal and below.dep_ in ("dobj", "pobj") and word in _ACTS
    ):
        return "planned", f"status.governor:{word}"
    return None


_ACTS = frozenset({"agree", "decide", "announce", "order", "approve", "send", "set", "ask", "undertake", "resolve"})


def _by_tense(trigger: Trigger, date: DateInterval | None, anchor: dt.date | None) -> Reading:
    """What is left: under way by aspect or adverb, planned by a present that points forward, else it happened."""
    verb = trigger.support or (trigger.head if trigger.head.pos_ in ("VERB", "AUX") else _clause_verb(trigger.head))
    is_noun = trigger.head.pos_ in ("NOUN", "PROPN")
    if verb is None:
        return "occurred", "status.default"
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    present = verb.tag_ in ("VBZ", "VBP") or bool(
        helpers & {"is", "are", "'s", "'re", "has", "have"} and not helpers & {"was", "were", "had"}
    )
    perfect = bool(helpers & {"has", "have", "had"})
    own = verb in (trigger.head, trigger.support)
    adverbs = {c.lower_ for c in verb.children if c.dep_ == "advmod"}
    if own and verb.tag_ == "VBG" and helpers & {"is", "are", "'s", "'re"}:
        return "ongoing", "status.progressive"
    if (
        own
        and verb.lemma_.lower() in words("status", "stative_participles")
        and helpers & {"is", "are"}
        and not perfect
    ):
        return "ongoing", "status.stative"
    if adverbs & words("status", "ongoing_adverbs") and present and not perfect:
        return "ongoing", "status.now"
    if is_noun and present and not perfect and verb.lemma_.lower() in words("status", "ongoing_verbs"):
        return "ongoing", "status.continuing"
    if own and verb.tag_ in ("VBZ", "VBP") and not perfect:
        if date is not None and anchor is not None and date.end is not None and date.end < anchor:
            return "occurred", "status.past_date"
        return "ongoing", "status.present"
    return "occurred", "status.past"


def _clause_verb(noun: Token) -> Token | None:
    """The verb that a noun is the subject or object of."""
    head = noun
    for _ in range(4):
        if head.head == head:
            break
        head = head.head
        if head.pos_ in ("VERB", "AUX"):
            return head
    return None
