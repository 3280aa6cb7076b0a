"""Which candidates are triggers: the judge decides type or none from the sense in context, rules are one of its hints.

Belongs here: candidates, their features, the decision. Does not: the rules' own matching (matching).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extractors.model import Features
from extractors.model.judges import NONE, CandidateWord, Judges, WordClass
from extractors.triggers.features import word_class
from extractors.triggers.matching import Trigger, TriggerIndex, support_verb
from extractors.triggers.second_look import second_features
from schemas.document import Evidence
from schemas.event_types import Registry, TriggerRule
from schemas.mentions import RoleFiller

Fillers = tuple[RoleFiller, ...]
Words = Mapping[tuple[str, WordClass], CandidateWord]

NONE_WEIGHT = 0.55
"""Factor on the probability of `none`: below 1 it favours recall.

Event F1 on two folds of train is level from .5 to .6 (.690, .688); within that range dev decided.
"""
SURE = 0.85
"""Probability from which a trigger stands without the company that its type asks for, and without any rule's needs met
where the type requires an attribute."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that may be a trigger, in the sentence of this index: the rules that fire on it, the types ruled out."""

    sentence: int
    token: Token
    rules: tuple[Trigger, ...]
    vetoed: frozenset[str]
    features: Features


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word that was weighed as a trigger: the rules that fire on it, and the judge's probability of each label."""

    evidence: Evidence
    rules: tuple[str, ...]
    probabilities: Mapping[str, float]


Filled = Callable[[Trigger], tuple[bool, Fillers]]
"""Whether a rule's needs are met on a trigger, and the fillers that its frame finds."""


def candidates(
    doc: Doc, index: TriggerIndex, words: Words, registry: Registry, fill: Filled
) -> Iterator[tuple[Token, tuple[Trigger, ...], tuple[str, ...]]]:
    """The candidates of one sentence: words of the lexicon and whatever a rule fires on, with what the rules say.

    A word without a rule is read through the frame of the type that it named most in the training texts. A rule that
    asks for a share or is sure says nothing where its needs are not met: its words ('have', 'troops') are too common.
    """
    by_token: dict[int, list[Trigger]] = {}
    for trigger in index.find(doc):
        by_token.setdefault(trigger.head.i, []).append(trigger)
    for token in doc:
        tried = [(t, fill(t)) for t in by_token.get(token.i, [])]
        rules = [(t, found) for t, found in tried if found[0] or not (t.rule.share or t.rule.is_sure)]
        word = words.get((token.lemma_.lower(), word_class(token)))
        if rules or word is not None:
            usual = [_without_rule(token, word.event_type, registry)] if word and word.event_type in registry else []
            told = rules or [(t, fill(t)) for t in usual]
            yield token, tuple(t for t, _ in rules), tuple(sorted(set(_hints(told))))


def _hints(told: Iterable[tuple[Trigger, tuple[bool, Fillers]]]) -> Iterator[str]:
    """What the rules and frames say of a token: their names, whether their needs are met, who fills which role."""
    for trigger, (is_met, fillers) in told:
        name = trigger.event_type.name
        yield name
        yield trigger.rule.name
        if is_met:
            yield f"met:{name}"
            yield f"met:{trigger.rule.name}"
        for role in {f.role for f in fillers}:
            yield f"fills:{name}.{role}"
        for filler in fillers:
            yield f"fills:{name}.{filler.role}+{filler.entity.kind}"
        if not fillers:
            yield f"fills_nothing:{name}"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with the judge's answers after both looks; `again` is what the second look saw."""

    candidate: Candidate
    again: Features
    scores: Mapping[str, float]


def weigh(candidates: Sequence[Candidate], judges: Judges) -> tuple[Weighed, ...]:
    """All candidates of a document, each answered for in the light of the first answers to the others."""
    first, second = judges.triggers, judges.triggers_again
    scores = first.answers(candidate.features for candidate in candidates)
    return tuple(
        Weighed(candidate, again, dict(zip(second.labels, map(float, second.probabilities(again)), strict=True)))
        for candidate, again in zip(candidates, second_features(candidates, scores, first.labels), strict=True)
    )


def decide(weighed: Weighed, registry: Registry) -> tuple[Trigger, float] | None:
    """The trigger that a candidate is, with its probability; None where the judge says it names no happening.

    A sure rule whose needs are met decides before the judge: the judge has seen too few shares to weigh it.
    """
    candidate = weighed.candidate
    sure = _best_rule([t for t in candidate.rules if t.rule.is_sure and is_met(t, candidate.features)])
    if sure is not None and sure.event_type.name not in candidate.vetoed:
        return sure, max(weighed.scores.get(sure.event_type.name, 0.0), sure.rule.prior)
    scores = {
        label: score * (NONE_WEIGHT if label == NONE else 1.0)
        for label, score in weighed.scores.items()
        if label == NONE or (label in registry and label not in candidate.vetoed)
    }
    label = max(scores, key=lambda name: (scores[name], name))
    if label == NONE:
        return None
    own = [t for t in candidate.rules if t.event_type.name == label]
    met = [t for t in own if is_met(t, candidate.features)]
    is_backed = bool(met) or not any(a.is_required for a in registry[label].attributes)
    if scores[label] < SURE and not (is_backed and _has_company(candidate.token, registry[label].company)):
        return None
    return _best_rule(met or own) or _without_rule(candidate.token, label, registry), scores[label]


def is_met(trigger: Trigger, features: Features) -> bool:
    """Whether the features of a candidate say that the needs of one of its rules are met."""
    return f"rule=met:{trigger.rule.name}" in features


def _has_company(token: Token, company: frozenset[str]) -> bool:
    """Whether the sentence holds one of the words that the type asks for."""
    return not company or any(t.lemma_.lower() in company or t.lower_ in company for t in token.doc)


def trigger_of(token: Token, label: str, index: TriggerIndex, registry: Registry) -> Trigger:
    """The trigger of a type that a token is known to be."""
    own = [t for t in index.find(token.doc) if t.head.i == token.i and t.event_type.name == label]
    return _best_rule(own) or _without_rule(token, label, registry)


def _best_rule(rules: list[Trigger]) -> Trigger | None:
    return max(rules, key=lambda t: (t.rule.prior, t.rule.name), default=None)


def _without_rule(token: Token, label: str, registry: Registry) -> Trigger:
    """A trigger for which no rule fires: it takes the frame of a rule that lists its word ('host' without a visit
    near), else that of the type's first rule for its word class."""
    event_type = registry[label]
    kind = "verbs" if word_class(token) == "v" else "nouns"
    able = [r for r in event_type.triggers if getattr(r, kind)]
    own = [r for r in able if token.lemma_.lower() in getattr(r, kind)]
    model = next(iter([*own, *able]), event_type.triggers[0])
    rule = TriggerRule(name=f"{label}.judged", frame=model.frame, prior=model.prior)
    support = support_verb(token) if kind == "nouns" else None
    first = support.i if support is not None and 0 < token.i - support.i <= 6 else token.i
    return Trigger(event_type, rule, token, support, token.doc[first : token.i + 1])
