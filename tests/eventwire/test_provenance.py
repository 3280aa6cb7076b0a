"""Every rule and every feature in the output stands in one place of the data or the code, and the place is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import get_args

import pytest

from eventwire import provenance as module
from eventwire.provenance import Judge, Place, Provenance
from extractors.model.judges import Judges
from extractors.pipeline import Extractor
from schemas.document import Document
from schemas.event_types import builtin, builtin_files
from schemas.events import DocumentEvent
from schemas.mentions import Mention, RoleFiller

ROOT = Path(__file__).parents[2]
Look = Callable[[Provenance], tuple[Place, ...]]


@pytest.fixture(scope="module")
def names() -> Provenance:
    return Provenance(builtin_files(), builtin())


def line_at(place: Place) -> str:
    return (ROOT / place.file).read_text("utf-8").splitlines()[place.line - 1]


def looked_up(event: DocumentEvent, names: Provenance) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """Every name in an event with the places of it."""
    yield event.status_rule, names.status(event.status_rule)
    yield from of_reasons("status", event.status_reasons, names)
    for mention in event.mentions:
        yield from of_mention(mention, names)
    for part in (event, *event.mentions):
        for filler in part.fillers:
            yield from of_filler(filler, names)
        yield from ((a.rule, names.attribute(a.rule, event.event_type)) for a in part.attributes)
    yield from ((reason, names.merge(reason)) for reason in event.merge_reasons)


def of_mention(mention: Mention, names: Provenance) -> Iterator[tuple[str, tuple[Place, ...]]]:
    yield mention.rule, names.trigger(mention.rule)
    yield mention.status_rule, names.status(mention.status_rule)
    yield from of_reasons("trigger", mention.reasons, names)
    yield from of_reasons("status", mention.status_reasons, names)
    if mention.date is not None:
        yield mention.date.rule, names.date(mention.date.rule)
    if mention.attribution is not None:
        yield mention.attribution.rule, names.attribution(mention.attribution.rule)


def of_filler(filler: RoleFiller, names: Provenance) -> Iterator[tuple[str, tuple[Place, ...]]]:
    yield filler.rule, names.filler(filler.rule)
    yield filler.mention_rule, names.entity(filler.mention_rule)
    yield from of_reasons("role", filler.reasons, names)


def of_reasons(judge: Judge, reasons: Sequence[str], names: Provenance) -> Iterator[tuple[str, tuple[Place, ...]]]:
    features = [reason.rpartition(" ")[0] for reason in reasons]
    yield from ((feature, names.feature(judge, feature)) for feature in features)


@pytest.mark.parametrize("is_judged", [True, False])
def test_every_name_in_the_output_stands_in_one_place(
    extractor: Extractor, articles: Sequence[Document], names: Provenance, is_judged: bool
) -> None:
    reader = Extractor(extractor.nlp, builtin(), extractor.judges if is_judged else None)
    events = [event for document in articles for event in reader.extract(document)]
    found = {name: places for event in events for name, places in looked_up(event, names)}
    assert len(found) > 100
    assert {name: places for name, places in found.items() if len(places) != 1} == {}
    assert [str(p) for (p,) in found.values() if not line_at(p).strip()] == []


@pytest.mark.parametrize("judge", get_args(Judge))
def test_every_feature_with_a_weight_stands_in_one_place(judge: Judge, names: Provenance) -> None:
    judges = Judges.shipped()
    models = {"trigger": judges.triggers, "role": judges.roles, "status": judges.status, "source": judges.sources}
    weighted = models.get(judge, judges.same_event).rows
    places = {name: names.feature(judge, name) for name in sorted(weighted)[::5]}
    assert len(places) > 100
    assert {name: found for name, found in places.items() if len(found) != 1} == {}


@pytest.mark.parametrize(
    ("look", "file", "words"),
    [
        (lambda n: n.trigger("visit.noun"), "schemas/event_types/visit/definition.yaml", "name: visit.noun"),
        (lambda n: n.trigger("talks.judged"), "extractors/triggers/judging.py", ".judged"),
        (lambda n: n.trigger("deployment.beside"), "extractors/roles/beside.py", ".beside"),
        (lambda n: n.filler("visit.journey:visitor<possessive"), "visit/definition.yaml", "visitor: [possessive"),
        (lambda n: n.filler("visit.judge:visitor"), "extractors/roles/choosing.py", ".judge:"),
        (lambda n: n.filler("treaty.country_of:party<signatory"), "extractors/roles/attach.py", ".country_of:"),
        (lambda n: n.entity("table-organisation+document"), "extractors/actors/entities.py", '"table-organisation"'),
        (lambda n: n.status("status.negation@2"), "extractors/status/reading.py", "status.negation"),
        (lambda n: n.status("status.judge:0.87"), "extractors/finding.py", "status.judge:"),
        (lambda n: n.status("visit.invite:status"), "schemas/event_types/visit/definition.yaml", "status: possible"),
        (lambda n: n.date("weekday"), "extractors/temporal/rules.yaml", "name: weekday"),
        (lambda n: n.attribution("attribution.saying"), "extractors/attribution/cues.py", "attribution.saying"),
        (lambda n: n.attribute("direction.words:trigger", "deployment"), "definition.yaml", "direction:"),
        (lambda n: n.attribute("deployment.leave:sets", "deployment"), "definition.yaml", "sets:"),
        (lambda n: n.attribute("quantity.range", "deployment"), "extractors/quantities/finding.py", "quantity.range"),
        (lambda n: n.merge("same_event.judge: 0.61 against a cut of 0.35"), "extractors/merging/", "same_event.judge"),
        (lambda n: n.feature("trigger", "lemma+prep_ent=met+with+GPE"), "triggers/features.py", "lemma+prep_ent="),
        (lambda n: n.feature("role", "talks|lemma+path=meet+>dobj"), "roles/features.py", "lemma+path="),
        (lambda n: n.feature("role", "other_path=>dobj"), "roles/features.py", "{prefix}path="),
        (lambda n: n.feature("status", "up2_tag=VBD"), "status/features.py", "_tag="),
        (lambda n: n.feature("same_event", "visitor=all"), "merging/features.py", "{role.name}="),
        (lambda n: n.feature("same_event", "near_person=equal"), "merging/surroundings.py", "near_"),
    ],
)  # fmt: skip
def test_the_place_is_the_line_that_makes_the_name(look: Look, file: str, words: str, names: Provenance) -> None:
    (place,) = look(names)
    assert file in place.file
    assert words in line_at(place)


@pytest.mark.parametrize(
    "look",
    [
        lambda n: n.trigger("visit.xyzzy"),
        lambda n: n.trigger("parade.noun"),
        lambda n: n.filler("visit.journey:visitor<object"),
        lambda n: n.filler("visit.journey:xyzzy<possessive"),
        lambda n: n.filler("visit.judge:xyzzy"),
        lambda n: n.entity("xyzzy"),
        lambda n: n.status("xyzzy.negation"),
        lambda n: n.status("visit.noun:status"),
        lambda n: n.date("xyzzy"),
        lambda n: n.attribution("xyzzy.saying"),
        lambda n: n.attribute("xyzzy.range", "deployment"),
        lambda n: n.attribute("deployment.xyzzy:sets", "deployment"),
        lambda n: n.merge("because"),
        lambda n: n.feature("trigger", "xyzzy=visit"),
        lambda n: n.feature("role", "xyzzy"),
        lambda n: n.feature("status", "parade|xyzzy=1"),
    ],
)
def test_what_stands_nowhere_has_no_place(look: Look, names: Provenance) -> None:
    assert look(names) == ()


def test_a_name_that_two_modules_make_has_two_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: Provenance
) -> None:
    room = tmp_path / "extractors" / "attribution"
    room.mkdir(parents=True)
    (room / "one.py").write_text('def f(x):\n    if x == "said.asked":\n        return "said.twice", "said.once"\n')
    (room / "two.py").write_text('def g(x):\n    """said.never"""\n    return f"said.{x}" or "said.twice"\n')
    monkeypatch.setattr(module, "ROOT", tmp_path)
    fresh = Provenance(builtin_files(), builtin())
    assert fresh.attribution("said.once") == (Place("extractors/attribution/one.py", 3),)
    assert [str(p) for p in fresh.attribution("said.twice")] == [
        "extractors/attribution/one.py:3",
        "extractors/attribution/two.py:3",
    ]
    for asked in ("said.asked", "said.never"):
        assert fresh.attribution(asked) == (Place("extractors/attribution/two.py", 3),)


def test_a_folder_of_the_user_is_named_as_it_was_given() -> None:
    own = builtin_files()["visit/definition.yaml"].replace("name: visit", "name: tour")
    names = Provenance({"tours/definition.yaml": own.replace("visit.stay", "tour.stay")}, builtin())
    assert [place.file for place in names.trigger("tour.stay")] == ["tours/definition.yaml"]
    assert names.trigger("visit.noun") == ()
