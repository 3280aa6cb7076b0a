"""Which entity of a document has which role in an event: two looks of a judge over all events of the document.

Belongs here: the way from pairs to fillers. Does not: the features (features, second_look), the choice within the
definitions (choosing), the frames (attach), whose answer is one hint and the only one for types it was not trained on.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractors.model import Features, LinearModel
from extractors.roles.choosing import choose_fillers
from extractors.roles.pairs import Key, Pair
from extractors.roles.second_look import Look, Scores, second_features
from schemas.event_types import EventType
from schemas.mentions import RoleFiller


def first_look(event_type: EventType, keys: Sequence[Key], listed: Sequence[Pair], judge: LinearModel) -> Look:
    """An event with what the judge says of each candidate alone."""
    scores = _answers([pair.features for pair in listed], judge)
    return Look(event_type, frozenset(sentence.index for sentence, _ in keys), tuple(listed), scores)


def judge_roles(looks: Sequence[Look], first: LinearModel, second: LinearModel) -> tuple[tuple[RoleFiller, ...], ...]:
    """The fillers of each event of a document, after a second look at all first answers together."""
    return tuple(
        choose_fillers(look.event_type, look.pairs, _answers(features, second), second.labels)
        for look, features in zip(looks, second_features(looks, first.labels), strict=True)
    )


def _answers(features: Sequence[Features], judge: LinearModel) -> Scores:
    rows = [judge.probabilities(one) for one in features]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(judge.labels))
