"""The shipped judges: they load without pickle and speak of what the definitions know."""

from __future__ import annotations

import importlib.resources
import io
import zipfile

import numpy as np
import pytest

from extractors.model import judges as module
from extractors.model.judges import NAMES, NONE, CandidateWord, Judges
from schemas.errors import DefinitionError
from schemas.event_types import Registry, builtin
from schemas.mentions import STATUS_ORDER

SHIPPED = NAMES
FOLDER = importlib.resources.files("extractors.model")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return builtin()


@pytest.fixture(scope="module")
def judges() -> Judges:
    return Judges.shipped()


def test_every_file_of_weights_is_a_judge_and_every_judge_has_one() -> None:
    assert {f.name for f in FOLDER.iterdir() if f.name.endswith(".npz")} == {f"{name}.npz" for name in SHIPPED}


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_files_hold_plain_arrays_only(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(FOLDER.joinpath(f"{name}.npz").read_bytes())) as archive:
        assert set(archive.namelist()) == {"labels.npy", "features.npy", "weights.npy", "intercept.npy"}
        assert archive.testzip() is None


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_weights_fit_their_names(judges: Judges, name: str) -> None:
    model = getattr(judges, name)
    assert len(set(model.labels)) == len(model.labels) >= 2
    assert model.weights.shape == (len(model.rows), len(model.labels))
    assert model.intercept.shape == (len(model.labels),)
    assert np.isfinite(model.weights).all()
    assert np.isfinite(model.intercept).all()
    assert "" not in model.rows


def test_labels_of_triggers_are_event_types(judges: Judges, registry: Registry) -> None:
    assert set(judges.triggers.labels) == {NONE, *(t.name for t in registry.types)}
    assert all(judges.knows(t.name) for t in registry.types)


def test_labels_of_roles_are_roles_of_some_type(judges: Judges, registry: Registry) -> None:
    assert set(judges.roles.labels) - {NONE} <= {r.name for t in registry.types for r in t.roles}


def test_every_core_role_can_be_judged(judges: Judges, registry: Registry) -> None:
    assert {name for t in registry.types for name in t.core_roles} <= set(judges.roles.labels)


def test_labels_of_status_are_statuses(judges: Judges) -> None:
    assert set(judges.status.labels) <= set(STATUS_ORDER)


def test_same_event_can_say_same(judges: Judges) -> None:
    assert "same" in judges.same_event.labels
    assert len(judges.same_event.labels) == 2


def test_candidate_words_are_lemmas_of_types(judges: Judges, registry: Registry) -> None:
    for (lemma, kind), word in judges.words.items():
        assert lemma == lemma.lower().strip() != ""
        assert kind in ("n", "v", "a", "o")
        assert word.event_type in registry
        assert 0 < word.rate <= 1


def test_candidate_words_are_listed_once_and_in_order() -> None:
    lines = [x for x in FOLDER.joinpath("candidates.tsv").read_text("utf-8").splitlines() if not x.startswith("#")]
    keys = [tuple(line.split("\t")[:2]) for line in lines]
    assert len(set(keys)) == len(keys)
    assert keys == sorted(keys)


class _Folder:
    """A stand-in for the package's folder with one file of candidates."""

    def __init__(self, text: str) -> None:
        self.text = text

    def joinpath(self, name: str) -> _Folder:
        assert name == "candidates.tsv"
        return self

    def read_text(self, encoding: str) -> str:
        assert encoding == "utf-8"
        return self.text


def candidates(monkeypatch: pytest.MonkeyPatch, text: str) -> dict[tuple[str, str], CandidateWord]:
    monkeypatch.setattr(module.importlib.resources, "files", lambda _: _Folder(text))
    return module._candidate_words()


def test_candidates_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# lemma, class, type, rate\nvisit\tn\tvisit\t0.5\ngo\tv\tvisit\t0.01\n"
    assert candidates(monkeypatch, text) == {
        ("visit", "n"): CandidateWord("visit", 0.5),
        ("go", "v"): CandidateWord("visit", 0.01),
    }


def test_a_short_line_of_candidates_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DefinitionError, match=r"candidates.tsv: line 2: needs lemma, class"):
        candidates(monkeypatch, "visit\tn\tvisit\t0.5\ngo\tv\tvisit\n")


def test_a_rate_that_is_no_number_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DefinitionError, match="line 1"):
        candidates(monkeypatch, "visit\tn\tvisit\toften\n")


def test_a_word_listed_twice_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DefinitionError, match="line 2"):
        candidates(monkeypatch, "visit\tn\tvisit\t0.5\nvisit\tn\ttalks\t0.6\n")
