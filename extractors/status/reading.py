"""Reading a trigger's status off its own verb, the governors above it and its date.

Belongs here: the walk up the governor chain; the nearest word that says something decides. Does not: the words
themselves (lexicons/status.yaml).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from extractors.lexicons import words
from extractors.status.forms import form, is_negated, with_particle
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
    own_word = trigger.head.lemma_.lower()
    if own_word in words("status", "refusing") and not is_negated(trigger.head):
        return "denied", f"status.refused:{own_word}"
    if own_word in words("status", "postponing"):
        return "planned", f"status.postponed:{own_word}"
    if trigger.head.pos_ in ("NOUN", "PROPN"):
        own = _noun_cues(trigger.head) or _predicate_cues(trigger.head)
        if own is not None:
            return own
    chain = list(_chain(trigger))
    is_background = _is_where_it_was_said(trigger.head)
    for level, (token, below) in enumerate(chain):
        is_background = is_background or token.lower_ in words("status", "background")
        found = _verb_cues(token) if token.pos_ in ("VERB", "AUX") else None
        if found is None and token in (trigger.head, trigger.support) and _has_no_argument(token):
            found = "denied", "status.no_argument"
        if found is None and below is not None and not is_background:
            found = _governor_cues(token, below)
            if found is not None and found[0] != "denied":
                found = _refused(chain[level + 1 :]) or found
        if found is not None:
            return found[0], f"{found[1]}@{level}"
    return None


def _has_no_argument(verb: Token) -> bool:
    """Whether the verb's subject or object is none: 'no troops were sent', 'they reached no agreement'."""
    arguments = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj"))
    return any(_is_none(argument) for argument in arguments)


def _is_none(noun: Token) -> bool:
    return any(c.dep_ in ("det", "neg") and c.lower_ in words("status", "none_words") for c in noun.children)


def _refused(above: Iterable[tuple[Token, Token | None]]) -> Reading | None:
    """Whether what governs a plan or proposal refuses it: 'rejected a proposal for talks'."""
    governor = next((token for token, _ in above if token.pos_ != "ADP"), None)
    if governor is None or with_particle(governor) not in words("status", "denied_governors"):
        return None
    return "denied", f"status.governor:{with_particle(governor)}"


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
    """What the noun's own determiner, adjectives and participles say."""
    if _is_none(noun):
        return "denied", "status.no_noun"
    for child in noun.children:
        word = child.lower_
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in words("status", "refusing"):
            return "denied", f"status.refused:{child.lemma_.lower()}"
        if child.dep_ in ("amod", "compound", "advmod"):
            for key, status in (
                ("denied_modifiers", "denied"), ("future_modifiers", "planned"), ("possible_modifiers", "possible"),
                ("ongoing_modifiers", "ongoing"),
            ):  # fmt: skip
                if word in words("status", key):
                    return _declared(status), f"status.{key}:{word}"
    return None


def _predicate_cues(noun: Token) -> Reading | None:
    """What is said of the noun with a form of 'be': 'more talks are likely', 'a visit is due in May'."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ != "be" or is_negated(verb):
        return None
    for child in verb.children:
        if child.dep_ == "acomp":
            for key, status in (
                ("planned_governors", "planned"), ("possible_governors", "possible"), ("ongoing_modifiers", "ongoing"),
            ):  # fmt: skip
                if child.lemma_.lower() in words("status", key):
                    return _declared(status), f"status.predicate:{child.lemma_.lower()}"
    return None


def _is_where_it_was_said(noun: Token) -> bool:
    """Whether a plan or demand was made there, which says nothing of it: 'agreed to send troops at a meeting'."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "at":
        return False
    verb = noun.head.head
    if verb.lemma_.lower() in words("status", "happens_at_meetings"):
        return False
    said = verb if verb.lemma_.lower() in words("status", "made_at_meetings") else verb.head
    return said.lemma_.lower() in words("status", "made_at_meetings") and form(said) in (
        "past",
        "perfect",
        "pluperfect",
    )


def _verb_cues(verb: Token) -> Reading | None:
    """What a verb's auxiliaries, negation and marks say about everything below it."""
    modal = next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
    if is_negated(verb):
        return "denied", "status.negation"
    if any(c.dep_ == "mark" and c.lower_ in words("status", "conditional_marks") for c in verb.children):
        return "possible", "status.condition"
    is_hoped = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words("status", "hoping")
    if is_hoped and modal in words("status", "future_modals") | words("status", "reported_modals"):
        return "possible", f"status.hoped:{verb.head.lemma_.lower()}"
    if modal in words("status", "future_modals"):
        return "planned", f"status.future_modal:{modal}"
    if modal in words("status", "reported_modals"):
        return "planned", f"status.reported_modal:{modal}"
    if modal in words("status", "possible_modals"):
        return "possible", f"status.possible_modal:{modal}"
    if form(verb) == "infinitive" and verb.head.lemma_.lower() == "be":
        return "planned", "status.be_to"
    if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN" and form(verb) == "infinitive":
        return "planned", "status.to_be_done"
    return None


def _governor_cues(governor: Token, below: Token) -> Reading | None:
    """What a governing verb, noun, adjective or preposition says about the clause or noun below it."""
    word = with_particle(governor)
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
    if below.lower_ == "against" and governor.pos_ == "VERB" and word in words("status", "planned_governors"):
        return "denied", f"status.against:{word}"
    if _is_none(governor) and word in words("status", "planned_governors") | words("status", "possible_governors"):
        return "denied", f"status.no_governor:{word}"
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
    """What is left: under way by aspect, state or adverb, planned by a purpose or a present that points forward,
    else it happened."""
    head = trigger.head
    is_noun = head.pos_ in ("NOUN", "PROPN")
    verb = trigger.support or (_clause_verb(head) if is_noun else head)
    if verb is None:
        return "occurred", "status.default"
    tense, lemma = form(verb), verb.lemma_.lower()
    own = verb in (head, trigger.support)
    adverbs = {c.lower_ for c in verb.children if c.dep_ == "advmod"}
    if own and tense in ("progressive", "perfect_progressive", "was_doing"):
        return "ongoing", "status.progressive"
    if own and tense == "is_done" and lemma in words("status", "stative_participles"):
        return "ongoing", "status.stative"
    if _is_purpose(trigger):
        return "planned", "status.purpose"
    if tense in ("present", "progressive", "is_done"):
        if adverbs & words("status", "ongoing_adverbs"):
            return "ongoing", "status.now"
        if is_noun and lemma in words("status", "ongoing_verbs"):
            return "ongoing", "status.continuing"
    governor = head.head if own else verb
    if governor.lemma_.lower() in words("status", "begins") and form(governor) in ("past", "perfect", "present"):
        return "ongoing", "status.begun"
    if tense == "present" and (own or (is_noun and lemma in words("status", "states"))):
        return _present(date, anchor)
    return "occurred", "status.past"


def _present(date: DateInterval | None, anchor: dt.date | None) -> Reading:
    """The simple present: under way, over where its date is, but 'leaves on Friday' is always a Friday to come."""
    if date is not None and anchor is not None and date.end is not None and date.end < anchor:
        return ("planned", "status.present_weekday") if date.rule == "weekday" else ("occurred", "status.past_date")
    return "ongoing", "status.present"


def _is_purpose(trigger: Trigger) -> bool:
    """Whether someone only moves towards the event: 'flew to Paris for talks', 'left to meet his colleague'."""
    token = trigger.support or trigger.head
    if token.dep_ == "pobj" and token.head.lower_ == "for":
        mover = token.head.head
    elif form(token) == "infinitive" and token.dep_ in ("advcl", "xcomp"):
        mover = token.head
    else:
        return False
    return mover.lemma_.lower() in words("status", "moves")


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
