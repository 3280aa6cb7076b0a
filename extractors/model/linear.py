"""Linear judges: named features in, a probability a label out, and the features that decided.

Belongs here: reading a judge's .npz (no pickle) and scoring. Does not: features (beside what they describe) and fitting
(training/).
"""

from __future__ import annotations

import functools
import importlib.resources
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
"""Probabilities: a row a question, a column a label."""
_CERTAIN = 1e-4
"""What a probability of 0 or 1 lacks, so that its logit is a number."""

Features = Mapping[str, float]
"""Feature name -> value; a name says what it looks at ('lemma+dep=visit+dobj')."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature that spoke for a label, with its weight times value against the other labels' mean."""

    feature: str
    weight: float

    def __str__(self) -> str:
        """As records keep it: 'lemma+dep=visit+dobj +1.24'."""
        return f"{self.feature} {self.weight:+.2f}"


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A multinomial (or, with two labels, binary) logistic regression: probabilities = softmax(x W + b)."""

    labels: tuple[str, ...]
    rows: Mapping[str, int]
    weights: npt.NDArray[np.float32]
    intercept: npt.NDArray[np.float32]

    @staticmethod
    @functools.cache
    def load(name: str) -> LinearModel:
        """The judge `name`.npz of this folder."""
        data = importlib.resources.files(__package__).joinpath(f"{name}.npz").read_bytes()
        return LinearModel.parse(data)

    @staticmethod
    def parse(data: bytes) -> LinearModel:
        """A judge from the bytes of its .npz: `labels`, `features` (newline-joined UTF-8), `weights`, `intercept`."""
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            labels = tuple(stored["labels"].tobytes().decode().split("\n"))
            names = stored["features"].tobytes().decode().split("\n")
            weights = stored["weights"].astype(np.float32)
            intercept = stored["intercept"].astype(np.float32)
        return LinearModel(labels, {name: row for row, name in enumerate(names)}, weights, intercept)

    def probabilities(self, features: Features) -> npt.NDArray[np.float32]:
        """One probability a label, in the order of `labels`."""
        logits = self.intercept.copy()
        for name, value in features.items():
            row = self.rows.get(name)
            if row is not None:
                logits += value * self.weights[row]
        powers = np.exp(logits - logits.max())
        result: npt.NDArray[np.float32] = powers / powers.sum()
        return result

    def answers(self, questions: Iterable[Features]) -> Scores:
        """A row of probabilities for each question, in the order of `labels`."""
        rows = [self.probabilities(features) for features in questions]
        return np.array(rows, dtype=np.float32).reshape(len(rows), len(self.labels))

    def reasons(self, features: Features, label: str, count: int = 3) -> tuple[Reason, ...]:
        """The features that spoke most for a label, strongest first."""
        column = self.labels.index(label)
        found = []
        for name, value in features.items():
            row = self.rows.get(name)
            if row is not None:
                own = self.weights[row]
                found.append(Reason(name, float(value * (own[column] - own.mean()))))
        best = sorted(found, key=lambda reason: (-reason.weight, reason.feature))
        return tuple(reason for reason in best[:count] if reason.weight > 0)

    def told(self, features: Features, label: str, count: int = 3) -> tuple[str, ...]:
        """The reasons for a label as records keep them."""
        return tuple(map(str, self.reasons(features, label, count)))


def logit(probability: float) -> float:
    """The logarithm of the odds, as a feature of a second look."""
    return float(np.log((probability + _CERTAIN) / (1 - probability + _CERTAIN)))
