"""Fitting a linear judge with scikit-learn and writing it as an .npz without pickle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from extractors.model import LinearModel
from training.examples import Example


def fit(examples: Sequence[Example], strength: float, least: int) -> LinearModel:
    """A logistic regression over the features that occur in at least `least` examples; `strength` is scikit's C."""
    seen = Counter(name for example in examples for name in example.features)
    names = sorted(name for name, count in seen.items() if count >= least)
    rows = {name: number for number, name in enumerate(names)}
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for example in examples:
        for name, value in example.features.items():
            if name in rows:
                columns.append(rows[name])
                data.append(value)
        ends.append(len(data))
    matrix = csr_matrix((data, columns, ends), shape=(len(examples), len(names)), dtype=np.float32)
    model = LogisticRegression(C=strength, max_iter=300, tol=1e-3)
    model.fit(matrix, [e.label for e in examples], sample_weight=[e.weight for e in examples])
    weights, intercept = model.coef_.T, model.intercept_
    if len(model.classes_) == 2:
        weights = np.concatenate([np.zeros_like(weights), weights], axis=1)
        intercept = np.array([0.0, intercept[0]])
    return LinearModel(tuple(map(str, model.classes_)), rows, weights.astype(np.float32), intercept.astype(np.float32))


def write(model: LinearModel, path: Path, least_weight: float) -> None:
    """Write a judge; features whose weights are all below `least_weight` are dropped, the rest kept in 16 bits."""
    kept = [name for name, row in model.rows.items() if np.abs(model.weights[row]).max() >= least_weight]
    order = [model.rows[name] for name in kept]
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            labels=np.frombuffer("\n".join(model.labels).encode(), dtype=np.uint8),
            features=np.frombuffer("\n".join(kept).encode(), dtype=np.uint8),
            weights=model.weights[order].astype(np.float16),
            intercept=model.intercept.astype(np.float32),
        )
