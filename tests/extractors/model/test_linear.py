"""Linear judges: bytes in, probabilities and reasons out."""

from __future__ import annotations

import io
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.model import LinearModel, Reason

LABELS = ("none", "talks", "visit")
NAMES = ("lemma=visit", "tag=NN", "word=Gespräch", "position")
WEIGHTS = np.array([[-1.0, 0.5, 2.5], [0.25, 0.25, 0.25], [0.0, 3.0, -1.0], [1.0, -1.0, 0.0]], dtype=np.float16)
INTERCEPT = np.array([0.5, 0.0, -0.5], dtype=np.float32)


def stored(**changed: np.ndarray) -> bytes:
    """The bytes of a judge as the trainer writes them."""
    arrays = {
        "labels": np.frombuffer("\n".join(LABELS).encode(), dtype=np.uint8),
        "features": np.frombuffer("\n".join(NAMES).encode(), dtype=np.uint8),
        "weights": WEIGHTS,
        "intercept": INTERCEPT,
    }
    file = io.BytesIO()
    np.savez_compressed(file, **{**arrays, **changed})
    return file.getvalue()


@pytest.fixture(scope="module")
def model() -> LinearModel:
    return LinearModel.parse(stored())


def test_what_is_written_is_read(model: LinearModel) -> None:
    assert model.labels == LABELS
    assert dict(model.rows) == {name: row for row, name in enumerate(NAMES)}
    assert model.weights.dtype == model.intercept.dtype == np.float32
    np.testing.assert_array_equal(model.weights, WEIGHTS.astype(np.float32))
    np.testing.assert_array_equal(model.intercept, INTERCEPT)


def test_probabilities_are_the_softmax(model: LinearModel) -> None:
    logits = np.array([0.5 - 1 + 2, 0.5 - 2, -0.5 + 2.5])
    expected = np.exp(logits) / np.exp(logits).sum()
    np.testing.assert_allclose(model.probabilities({"lemma=visit": 1.0, "position": 2.0}), expected, rtol=1e-6)


@given(st.dictionaries(st.sampled_from([*NAMES, "unknown"]), st.floats(-1e4, 1e4, width=32)))
def test_probabilities_sum_to_one(features: dict[str, float]) -> None:
    probabilities = LinearModel.parse(stored()).probabilities(features)
    assert probabilities.shape == (3,)
    assert abs(float(probabilities.sum()) - 1) < 1e-5
    assert np.all(probabilities >= 0)


def test_unknown_features_say_nothing(model: LinearModel) -> None:
    np.testing.assert_array_equal(model.probabilities({"lemma=xyzzy": 9.0}), model.probabilities({}))
    assert model.reasons({"lemma=xyzzy": 9.0}, "visit") == ()


def test_scoring_leaves_the_judge_as_it_was(model: LinearModel) -> None:
    before = model.probabilities({})
    model.probabilities({"position": 100.0})
    np.testing.assert_array_equal(model.probabilities({}), before)


def test_order_of_features_does_not_matter(model: LinearModel) -> None:
    features = {"lemma=visit": 1.0, "tag=NN": 1.0, "position": 0.5}
    backwards = dict(reversed(features.items()))
    np.testing.assert_allclose(model.probabilities(features), model.probabilities(backwards), rtol=1e-6)


def test_reasons_are_what_speaks_for_the_label_strongest_first(model: LinearModel) -> None:
    features = {"word=Gespräch": 1.0, "tag=NN": 1.0, "position": -2.0, "lemma=visit": 1.0}
    assert model.reasons(features, "talks") == (
        Reason("word=Gespräch", pytest.approx(3 - 2 / 3)),
        Reason("position", pytest.approx(2.0)),
    )
    assert model.reasons(features, "talks", count=1) == (Reason("word=Gespräch", pytest.approx(3 - 2 / 3)),)


def test_pickled_arrays_are_refused() -> None:
    """Weights are data: a file that would run code on load is no judge."""
    with pytest.raises(ValueError, match="allow_pickle"):
        LinearModel.parse(stored(weights=np.array([{"code": print}], dtype=object)))
    with pytest.raises((ValueError, pickle.UnpicklingError)):
        LinearModel.parse(pickle.dumps({"labels": "none"}))


def test_a_missing_array_is_an_error() -> None:
    file = io.BytesIO()
    np.savez_compressed(file, labels=np.zeros(1, dtype=np.uint8))
    with pytest.raises(KeyError, match="features"):
        LinearModel.parse(file.getvalue())


def test_reasons_are_told_with_their_weights(model: LinearModel) -> None:
    features = {"lemma=visit": 1.0, "word=Gespräch": 2.0, "unknown": 9.0}
    assert model.told(features, "talks") == ("word=Gespräch +4.67",)
    assert model.told(features, "visit") == ("lemma=visit +1.83",)
    assert model.told({}, "visit") == ()
