"""The score: the cases that the codebook names, and the same figures as the annotators' own tool where it is there."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from eventwire.evaluate import Report, score
from eventwire.matching import same_filler, same_person, same_source, share_word
from schemas.event_types import builtin

SHARED = Path(__file__).parents[3] / "shared"
REGISTRY = builtin()
TEXT = "Envoys of Chad met in Oslo on Monday. Norway sent 300 soldiers to Chad."


def event(kind: str, start: int, end: int, **parts: Any) -> dict[str, Any]:
    mention = {"start": start, "end": end, "text": TEXT[start:end]}
    return {"type": kind, "status": "occurred", "mentions": [mention], "roles": {}, **parts}


def actor(name: str, kind: str, country: str | None) -> dict[str, Any]:
    return {"name": name, "kind": kind, "country": country}


def scored(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> Report:
    documents = [[{"doc_id": "d", "events": events}] for events in (gold, predicted)]
    return score(documents[0], documents[1], {"d": TEXT}, REGISTRY)


DEPLOYMENT = event(
    "deployment",
    45,
    49,
    roles={
        "deployer": [actor("Norway", "country", "NOR")],
        "force": [actor("soldiers", "group", "NOR")],
        "destination": [actor("Chad", "country", "TCD")],
    },
    date={"start": "2024-03-04", "end": "2024-03-04"},
    attributes={"personnel": {"low": 300, "high": 300}, "asset": "troops", "direction": "deploy"},
    attribution={"source": "Defence Ministry", "country": "NOR"},
)


def test_gold_against_itself_is_perfect_in_every_figure() -> None:
    total = scored([DEPLOYMENT], [DEPLOYMENT]).overall
    assert (total.events.hit, total.events.gold, total.events.predicted) == (1, 1, 1)
    assert (total.roles.hit, total.roles.gold, total.roles.predicted) == (3, 3, 3)
    given = {name: (a.hit, a.gold, a.predicted) for name, a in total.fields.items() if a.gold}
    assert given == dict.fromkeys(("date", "number", "attribution", "asset", "direction"), (1, 1, 1))
    assert {name: accuracy.rate for name, accuracy in total.accuracies.items()} == dict.fromkeys(
        ("status", "date", "number", "kind"), 1.0
    )


def test_a_value_where_the_gold_has_none_is_wrong_and_a_value_left_out_is_missed() -> None:
    without = {**DEPLOYMENT, "date": None, "attributes": {}, "attribution": None}
    borrowed = scored([without], [DEPLOYMENT]).overall.fields
    assert {n: (a.hit, a.gold, a.predicted) for n, a in borrowed.items() if a.predicted} == dict.fromkeys(
        ("date", "number", "attribution", "asset", "direction"), (0, 0, 1)
    )
    missed = scored([DEPLOYMENT], [without]).overall.fields
    assert {n: (a.hit, a.gold, a.predicted) for n, a in missed.items() if a.gold} == dict.fromkeys(
        ("date", "number", "attribution", "asset", "direction"), (0, 1, 0)
    )


def test_an_event_is_aligned_by_overlap_or_by_a_core_role_in_its_sentence() -> None:
    elsewhere = copy.deepcopy(DEPLOYMENT)
    elsewhere["mentions"] = [{"start": 54, "end": 62, "text": "soldiers"}]
    assert scored([DEPLOYMENT], [elsewhere]).overall.events.hit == 1
    elsewhere["roles"] = {}
    assert scored([DEPLOYMENT], [elsewhere]).overall.events.hit == 0
    elsewhere["roles"] = DEPLOYMENT["roles"]
    elsewhere["mentions"] = [{"start": 18, "end": 21, "text": "met"}]
    assert scored([DEPLOYMENT], [elsewhere]).overall.events.hit == 0


def test_a_mention_that_marks_half_the_text_overlaps_nothing() -> None:
    wide = copy.deepcopy(DEPLOYMENT)
    wide["mentions"] = [{"start": 0, "end": 81, "text": TEXT}]
    assert scored([DEPLOYMENT], [wide]).overall.events.hit == 0


def test_a_document_without_prediction_is_missed_and_unknown_types_are_ignored() -> None:
    assert score([{"doc_id": "d", "events": [DEPLOYMENT]}], [], {}, REGISTRY).overall.events.recall == 0
    strange = {**DEPLOYMENT, "type": "wedding"}
    assert scored([DEPLOYMENT], [strange]).overall.events.predicted == 0


@pytest.mark.parametrize(
    ("gold", "predicted", "is_same"),
    [
        (("Norway", "country", "NOR"), ("Oslo", "country", "NOR"), True),
        (("Norway", "country", "NOR"), ("Norwegian envoys", "group", "NOR"), False),
        (("Norway", "country", "NOR"), ("Norway", "country", "SWE"), False),
        (("Sergey Orlov", "person", "RUS"), ("Sergei Orlov", "person", "RUS"), True),
        (("Sergey Orlov", "person", "RUS"), ("Orlov", "person", "RUS"), True),
        (("Sergey Orlov", "person", "RUS"), ("Sergey", "person", "RUS"), False),
        (("Sergey Orlov", "person", "RUS"), ("Sergey Orlov", "group", "RUS"), False),
        (("Choe Song Min", "person", "PRK"), ("Choe", "person", "PRK"), True),
        (("defence staff", "group", "NOR"), ("the staff", "group", "NOR"), True),
        (("defence staff", "group", "NOR"), ("Norway", "country", "NOR"), False),
    ],
)
def test_same_filler(gold: tuple[str, str, str], predicted: tuple[str, str, str], is_same: bool) -> None:
    assert same_filler(actor(*gold), actor(*predicted)) is is_same


def test_names_fold_over_transliterations_but_titles_alone_agree_on_nothing() -> None:
    assert share_word("Yusuf Haddad", "Iusuf")
    assert not share_word("Prime Minister", "the Prime Minister")
    assert not same_person("", "Orlov", None)
    assert same_source({"source": None, "country": "NOR"}, {"source": "anyone", "country": "NOR"})
    assert not same_source({"source": "Ministry", "country": "NOR"}, {"source": "Ministry", "country": None})


def annotators_tool() -> ModuleType:
    path = SHARED / "tools" / "score.py"
    if not path.is_file():
        pytest.skip("the annotators' score tool is not beside this checkout")
    spec = importlib.util.spec_from_file_location("annotators_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_gold(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHARED / "gold" / name).read_bytes().splitlines()]


def spoiled(documents: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """A prediction that is wrong in many ways: events lost, moved and doubled, fillers and values changed."""
    others = [event for document in documents for event in document["events"]]
    result = copy.deepcopy(documents)
    for document in result:
        document["events"] = [e for e in document["events"] if chance.random() < 0.85]
        document["events"] += copy.deepcopy(chance.sample(others, 2))
        for found in document["events"]:
            for mention in found["mentions"]:
                shift = chance.choice((0, 0, 3, 40, 200))
                mention["start"], mention["end"] = (
                    mention["start"] + shift,
                    mention["end"] + shift * chance.choice((1, 2)),
                )
            other = chance.choice(others)
            for part in ("status", "date", "attribution", "attributes", "roles"):
                if chance.random() < 0.2:
                    found[part] = copy.deepcopy(other.get(part))
            found["roles"] = found["roles"] or {}
    return result


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_figures_equal_the_annotators_tool(seed: int) -> None:
    tool = annotators_tool()
    gold = read_gold("train.gold.jsonl")[:120]
    texts = {t["doc_id"]: t for t in read_gold("train.texts.jsonl")}
    predicted = spoiled(gold, random.Random(seed))
    by_id = [{d["doc_id"]: d for d in documents} for documents in (gold, predicted)]
    for known in (texts, {}):
        expected = tool.score(by_id[0], by_id[1], known)
        actual = score(gold, predicted, {name: t["text"] for name, t in known.items()}, REGISTRY).as_json()
        for part in actual["by_type"].values():
            del part["fields"], part["accuracy"]
        assert 0 < actual["events"]["f1"] < 1
        assert json.loads(json.dumps(actual)) == json.loads(json.dumps(expected))
