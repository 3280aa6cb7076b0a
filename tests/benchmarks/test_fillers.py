"""The measure of fillers: which are matched by name, and what counts as wrong."""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return runpy.run_path(str(BENCHMARKS / "fillers.py"))
    finally:
        sys.path.remove(str(BENCHMARKS))


def filler(name: str, kind: str, country: str | None) -> dict[str, Any]:
    return {"name": name, "kind": kind, "country": country}


def document(*participants: dict[str, Any]) -> dict[str, Any]:
    mention = {"start": 0, "end": 3, "text": "met"}
    event = {"type": "talks", "status": "occurred", "mentions": [mention], "roles": {"participant": list(participants)}}
    return {"doc_id": "d", "events": [event]}


def measured(script: dict[str, Any], gold: dict[str, Any], predicted: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    counts = script["measure"]([gold], {"d": predicted}, script["builtin"]())
    return {name: (seen[True], seen[False]) for name, seen in counts.right.items()}, dict(counts.wrong)


def test_a_wrong_country_and_an_unknown_one_are_told_apart(script: dict[str, Any]) -> None:
    gold = document(filler("Karlis Ozols", "person", "LVA"), filler("troops", "group", "KEN"))
    predicted = document(filler("Ozols", "person", "EST"), filler("Kenyan troops", "group", None))
    right, wrong = measured(script, gold, predicted)
    assert right["country | all"] == (0, 2)
    assert right["kind | all"] == (2, 0)
    assert right["family name | all"] == (1, 0)
    assert wrong == {"country | another": 1, "country | unknown": 1}


def test_a_given_name_alone_is_no_family_name(script: dict[str, Any]) -> None:
    gold = document(filler("Karlis Ozols", "person", "LVA"))
    right, wrong = measured(script, gold, document(filler("Karlis", "person", "LVA")))
    assert right["family name | all"] == (0, 1)
    assert wrong == {"family name | left out": 1}


def test_what_shares_no_word_is_not_compared(script: dict[str, Any]) -> None:
    gold = document(filler("Karlis Ozols", "person", "LVA"))
    assert measured(script, gold, document(filler("Jaan Tamm", "person", "EST"))) == ({}, {})


def test_fillers_are_matched_one_to_one_likest_first(script: dict[str, Any]) -> None:
    gold = [filler("Cuban troops", "group", "CUB"), filler("troops", "group", "AGO")]
    predicted = [filler("troops", "group", "AGO"), filler("Cuban troops", "group", "CUB")]
    assert list(script["matched"](gold, predicted)) == [(gold[0], predicted[1]), (gold[1], predicted[0])]


def test_the_table_has_no_names(script: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, country in (("gold", "LVA"), ("predicted", "EST")):
        line = json.dumps(document(filler("Karlis Ozols", "person", country)))
        (tmp_path / f"{name}.jsonl").write_text(line, encoding="utf-8")
    script["show"](script["measure"](script["read_lines"](tmp_path / "gold.jsonl"), {}, script["builtin"]()))
    predicted = {"d": script["read_lines"](tmp_path / "predicted.jsonl")[0]}
    script["show"](script["measure"](script["read_lines"](tmp_path / "gold.jsonl"), predicted, script["builtin"]()))
    out = capsys.readouterr().out
    assert "| country | all | 1 | 0.000 | 0.000-0.793 | 0.94 |" in out
    assert "Ozols" not in out
