"""The accuracy ratchet of CI fails below a floor, raises floors and never lowers them, and says what it skipped."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from eventwire.evaluate import Agreement, Figures, Report

CI = Path(__file__).resolve().parents[1] / ".ci"


@pytest.fixture
def ratchet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The ratchet over one set whose event F1 is .8, with floors and gold in a folder of the test's own."""
    spec = importlib.util.spec_from_file_location("accuracy_ratchet", CI / "accuracy.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = Figures(events=Agreement(hit=8, gold=10, predicted=10))
    monkeypatch.setattr(module, "evaluated", lambda *_: Report(1, {"visit": found}))
    monkeypatch.setattr(module, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(module, "GOLD", tmp_path)
    monkeypatch.setattr(sys, "argv", ["accuracy.py"])
    for part in ("gold", "texts"):
        (tmp_path / f"dev.{part}.jsonl").touch()
    return module


def floors_of(ratchet: ModuleType, **sets: dict[str, float]) -> None:
    ratchet.FLOORS.write_text(json.dumps(sets), encoding="utf-8")


def test_below_a_floor_it_fails(ratchet: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    floors_of(ratchet, dev={"events": 0.81, "roles": 0.0})
    assert ratchet.main() == 1
    assert "dev: events 0.8000 < 0.81" in capsys.readouterr().err
    floors_of(ratchet, dev={"events": 0.8})
    assert ratchet.main() == 0


def test_a_set_that_is_not_at_hand_is_skipped_aloud(ratchet: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    floors_of(ratchet, seeds={"events": 0.99})
    assert ratchet.main() == 0
    assert capsys.readouterr().out.startswith("seeds: SKIPPED")


def test_floors_are_raised_and_never_lowered(ratchet: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    floors_of(ratchet, dev={"events": 0.5, "roles": 0.9}, seeds={"events": 0.7})
    monkeypatch.setattr(sys, "argv", ["accuracy.py", "--raise"])
    assert ratchet.main() == 1
    raised = json.loads(ratchet.FLOORS.read_text(encoding="utf-8"))
    assert raised == {"dev": {"events": 0.798, "roles": 0.9}, "seeds": {"events": 0.7}}


def test_the_floors_in_force_ask_for_something() -> None:
    floors = json.loads((CI / "accuracy.json").read_text(encoding="utf-8"))
    assert {"examples", "seeds", "seeds-dated", "dev"} <= floors.keys()
    assert all(0 < floor < 1 for wanted in floors.values() for floor in wanted.values())
