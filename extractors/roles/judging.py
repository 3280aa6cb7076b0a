"""Which entity of a document has which role in an event: two looks of a judge over all events of the document.

Belongs here: the way from pairs to fillers. Does not: the features (features, second_look), the choice within the
definitions (choosing), the frames (attach), whose answer is one hint and the only one for types it was not trained on.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import LinearModel
from extractors.roles.choosing import choose_fillers
from extractors.roles.pairs import Key, Pair
from extractors.roles.second_look import Look, second_features
from schemas.event_types import EventType
from schemas.mentions import RoleFiller


def first_look(
    event_type: EventType, probability: float, keys: Sequence[Key], listed: Sequence[Pair], judge: LinearModel
) -> Look:
    """An event with what the judge says of each candidate alone."""
    scores = judge.answers(pair.features for pair in listed)
    return Look(event_type, probability, frozenset(s.index for s, _ in keys), tuple(listed), scores, judge)


def judge_roles(looks: Sequence[Look], second: LinearModel) -> tuple[tuple[RoleFiller, ...], ...]:
    """The fillers of each event of a document, after a second look at all first answers together."""
    if not looks:
        return ()
    features = second_features(looks, looks[0].judge.labels)
    return tuple(choose_fillers(look, own, second) for look, own in zip(looks, features, strict=True))
