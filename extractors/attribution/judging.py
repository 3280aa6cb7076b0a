"""The source that the judge gives an event: the likeliest of those offered, where it is likely enough.

Belongs here: the decision over all mentions of an event. Does not: what the judge looks at (features), event types that
no judge was trained on, whose source is read by rules (reading, choice).

Measured on folds 2, 3 and 4 of train: F1 .569 where the rules have .535. Of the events that gold gives a source 88 %
have it among the offers, and 78 % with the right country.
"""

from __future__ import annotations

from extractors.attribution.features import Asked, source_features
from extractors.attribution.offers import offers_of
from extractors.attribution.reading import word_of
from extractors.attribution.speech import Speech
from extractors.context import DocumentContext
from extractors.model import LinearModel
from schemas.mentions import Attribution

SOURCE = "source"
LEAST = 0.3
"""Below this the text speaks for itself: F1 is level between .28 and .36 on folds of train."""


def judge_source(asked: Asked, context: DocumentContext, speech: Speech, judge: LinearModel) -> Attribution | None:
    """Whose word an event is, or None where the text vouches for it."""
    offers = offers_of(asked.own, context, speech)
    if not offers:
        return None
    scores = judge.answers(source_features(asked, offers, speech))[:, judge.labels.index(SOURCE)]
    best = int(scores.argmax())
    if scores[best] < LEAST:
        return None
    chosen = offers[best].best
    beside = [link for offer in offers for link in offer.links if link.mention == chosen.mention and link.is_direct]
    outer = sorted((link for link in beside if link.order > chosen.order), key=lambda link: link.order)
    return word_of(chosen.saying, chosen.rule, [link.saying for link in outer] if chosen.is_direct else [])
