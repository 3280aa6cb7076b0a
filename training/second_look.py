"""Examples of the second looks: features over first answers that a judge gave to articles it was not trained on.

Belongs here: holding out folds so that first answers are as unsure as they will be on news never seen. Does not: the
features (extractors) or single examples (examples).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.model import LinearModel
from extractors.roles.judging import first_look
from extractors.roles.second_look import second_features as role_features
from extractors.triggers.second_look import second_features as trigger_features
from training.examples import Example, RoleQuestions, TriggerQuestions
from training.fit import fit


def triggers_again(
    asked: Sequence[TriggerQuestions], always: Sequence[Example], strength: float, least: int
) -> Iterator[Example]:
    """Every word that was read, with what the judge's first answers say around it; `always` are in every training."""
    for fold in sorted({one.fold for one in asked}):
        others = [example for one in asked if one.fold != fold for example in one.examples()]
        judge = fit([*others, *always], strength, least)
        for one in asked:
            if one.fold == fold:
                yield from _trigger_examples(one, judge)


def _trigger_examples(one: TriggerQuestions, judge: LinearModel) -> Iterator[Example]:
    scores = judge.answers(candidate.features for candidate in one.candidates)
    for features, answer in zip(trigger_features(one.candidates, scores, judge.labels), one.answers, strict=True):
        if answer is not None:
            yield Example(features, answer)


def roles_again(asked: Sequence[RoleQuestions], strength: float, least: int) -> Iterator[Example]:
    """Every (event, entity) pair with what the judge's first answers say around it, and its role or none."""
    for fold in sorted({one.fold for one in asked}):
        others = [example for one in asked if one.fold != fold for example in one.examples()]
        judge = fit(others, strength, least)
        documents: dict[str, list[RoleQuestions]] = {}
        for one in asked:
            if one.fold == fold:
                documents.setdefault(one.document, []).append(one)
        for questions in documents.values():
            yield from _role_examples(questions, judge)


def _role_examples(asked: Sequence[RoleQuestions], judge: LinearModel) -> Iterator[Example]:
    looks = [first_look(one.event_type, 1.0, one.keys, one.pairs, judge) for one in asked]
    for one, features in zip(asked, role_features(looks, judge.labels), strict=True):
        for own, answer in zip(features, one.answers, strict=True):
            yield Example(own, answer)
