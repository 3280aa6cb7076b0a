"""The status that the judge reads off one mention or, by the features' maximum, off all mentions of an event."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.model import Features, LinearModel
from schemas.mentions import STATUS_ORDER, Status


def judge_status(mentions: Iterable[Features], judge: LinearModel) -> tuple[Status, float]:
    """The likeliest status and its probability."""
    joint: dict[str, float] = {}
    for features in mentions:
        for name, value in features.items():
            joint[name] = max(value, joint.get(name, value))
    probabilities = judge.probabilities(joint)
    best = int(probabilities.argmax())
    return next(s for s in STATUS_ORDER if s == judge.labels[best]), float(probabilities[best])
