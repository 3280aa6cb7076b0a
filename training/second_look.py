"""Examples of the second looks: features over first answers that the judge gave to articles it was not trained on.

Belongs here: holding out folds so that first answers are as unsure as they will be on news never seen. Does not: the
features (extractors) or single examples (examples).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.model import LinearModel
from extractors.roles.judging import first_look
from extractors.roles.second_look import second_features
from training.examples import Example, RoleQuestions
from training.fit import fit
from training.gold import Article

ArticleRoles = tuple[Article, tuple[RoleQuestions, ...]]


def roles_again(articles: Sequence[ArticleRoles], strength: float, least: int) -> Iterator[Example]:
    """Every (event, entity) pair with what the judge's first answers say around it, and its role or none."""
    for fold in sorted({article.fold for article, _ in articles}):
        others = [e for article, asked in articles if article.fold != fold for one in asked for e in one.examples()]
        judge = fit(others, strength, least)
        for article, asked in articles:
            if article.fold == fold:
                yield from _second_examples(asked, judge)


def _second_examples(asked: Sequence[RoleQuestions], judge: LinearModel) -> Iterator[Example]:
    looks = [first_look(one.event_type, one.keys, one.pairs, judge) for one in asked]
    for one, features in zip(asked, second_features(looks, judge.labels), strict=True):
        for own, answer in zip(features, one.answers, strict=True):
            yield Example(own, answer)
