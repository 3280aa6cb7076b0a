"""Roles by a judge, here one of a few weights made by hand: constraints of the definitions hold whatever it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pytest

from extractors.model import LinearModel
from extractors.roles.candidates import candidates_of
from extractors.roles.choosing import FLOOR, THRESHOLD, choose_fillers, framed_first
from extractors.roles.judging import first_look
from extractors.roles.pairs import Pair, pairs
from schemas.actors import Actor, Place
from schemas.document import Evidence
from schemas.mentions import RoleFiller

BERG, EIDE = Actor("Ada Berg", "person", "NOR", "GOV"), Actor("Jon Eide", "person", "PER", "GOV")
LIMA, CUSCO = Place("Lima", "city", "PER"), Place("Cusco", "city", "PER")
ROWS = (
    "Berg/NNP/met/nsubj met/VBD/met/ROOT/meet Eide/NNP/met/dobj in/IN/met/prep Lima/NNP/in/pobj and/CC/Lima/cc "
    "Cusco/NNP/Lima/conj"
)


def judge(labels: str, intercept: float = 0.0, **weights: tuple[float, ...]) -> LinearModel:
    """A judge over features of these names; `intercept` is that of `none`."""
    names = labels.split()
    base = np.array([intercept if name == "none" else 0.0 for name in names], dtype=np.float32)
    table = np.array([*weights.values()] or np.zeros((0, len(names))), dtype=np.float32)
    return LinearModel(tuple(names), {name: row for row, name in enumerate(weights)}, table, base)


def meeting(by_hand, rule: str = "talks.meet"):
    sentence = by_hand.sentence(ROWS)
    mentions = [
        by_hand.mention(sentence, "Berg", BERG),
        by_hand.mention(sentence, "Eide", EIDE),
        by_hand.mention(sentence, "Lima", Actor("Peru", "country", "PER", "GOV"), LIMA),
        by_hand.mention(sentence, "Cusco", None, CUSCO),
    ]
    context = by_hand.context(sentence, mentions=mentions)
    event_type = by_hand.event_type(rule)
    key = (sentence, by_hand.token(sentence, "met"))
    return event_type, pairs(event_type, [key], (), candidates_of(context), context)


def chosen(event_type, listed: Sequence[Pair], model: LinearModel, probability: float = 1.0) -> tuple[RoleFiller, ...]:
    """The fillers by one judge whose answers stand as they are at the second look."""
    look = first_look(event_type, probability, [], listed, model)
    return choose_fillers(look, [pair.features for pair in listed], model)


def named(fillers) -> list[tuple[str, str]]:
    return [(f.role, f.entity.name) for f in fillers]


def test_nearest_candidates_come_first_and_names_of_features_tell(by_hand) -> None:
    event_type, listed = meeting(by_hand)
    assert [p.candidate.entity.name for p in listed] == ["Ada Berg", "Jon Eide", "Peru", "Lima", "Cusco"]
    first = listed[0].features
    assert {"reading=actor", "kind=actor+person", "rule=none", "path=>nsubj", "rank=0"} <= first.keys()
    assert {f"{event_type.name}|{name}" for name in first if "|" not in name} <= first.keys()


def test_no_feature_knows_who_or_where(by_hand) -> None:
    _, listed = meeting(by_hand)
    for pair in listed:
        assert not [n for n in pair.features if re.search("berg|eide|lima|cusco|peru|NOR|PER", n)]


def test_each_candidate_takes_its_likeliest_role(by_hand) -> None:
    event_type, listed = meeting(by_hand)
    model = judge(
        "mediator none participant place",
        **{
            "path=>nsubj": (9.0, 0.0, 0.0, 0.0),
            "path=>dobj": (0.0, 0.0, 9.0, 0.0),
            "kind=actor+country": (0.0, 9.0, 0.0, 0.0),
        },
    )
    assert named(chosen(event_type, listed, model))[:2] == [("participant", "Jon Eide"), ("mediator", "Ada Berg")]


def test_kinds_and_singles_hold_against_the_judge(by_hand) -> None:
    """The judge calls everything a place: persons are none, and there is one place only."""
    event_type, listed = meeting(by_hand)
    model = judge(
        "none participant place",
        **{"reading=actor": (0.0, 0.0, 9.0), "reading=place": (0.0, 0.0, 9.0), "rank=3": (0.0, 0.0, 1.0)},
    )
    assert named(chosen(event_type, listed, model)) == [("place", "Lima")]


def test_an_unlikely_role_stays_empty(by_hand) -> None:
    event_type, listed = meeting(by_hand)
    assert chosen(event_type, listed, judge("none participant place", intercept=9.0)) == ()


def test_roles_that_are_never_empty_take_the_likeliest_of_the_unlikely(by_hand) -> None:
    """Talks need two: below the threshold, above the floor, and no more than two."""
    event_type, listed = meeting(by_hand)
    model = judge(
        "none participant place", intercept=1.15, **{"path=>nsubj": (0.0, 0.1, 0.0), "path=>dobj": (0.0, 0.05, 0.0)}
    )
    fillers = chosen(event_type, listed, model)
    assert named(fillers) == [("participant", "Ada Berg"), ("participant", "Jon Eide")]
    assert all(FLOOR <= f.probability < THRESHOLD for f in fillers)


def test_roles_that_the_judge_does_not_know_are_left_out(by_hand) -> None:
    event_type, listed = meeting(by_hand)
    assert chosen(event_type, listed, judge("none parade")) == ()


def test_persons_who_sign_bind_their_countries(by_hand) -> None:
    event_type, listed = meeting(by_hand, "treaty.sign")
    model = judge(
        "none party signatory", **{"kind=actor+person": (0.0, 0.0, 9.0), "kind=actor+country": (9.0, 0.0, 0.0)}
    )
    found = chosen(event_type, listed, model)
    assert named(found) == [
        ("party", "Norway"), ("party", "Peru"), ("signatory", "Ada Berg"), ("signatory", "Jon Eide"),
    ]  # fmt: skip


def test_the_rule_names_its_maker(by_hand) -> None:
    event_type, listed = meeting(by_hand)
    model = judge("none participant place", **{"kind=actor+person": (0.0, 9.0, 0.0)})
    assert {f.rule for f in chosen(event_type, listed, model) if f.role == "participant"} == {"talks.judge:participant"}


@pytest.mark.parametrize("event_type", ["deployment", "supply_share", "talks", "treaty", "visit"])
def test_invariants_of_the_shipped_judge(by_hand, event_type: str) -> None:
    """Whatever the weights: one role an entity, singles single, kinds as defined, the same again."""
    model = LinearModel.load("roles")
    rule = by_hand.registry[event_type].triggers[0].name
    definition, listed = meeting(by_hand, rule)
    fillers = chosen(definition, listed, model)
    assert fillers == chosen(definition, listed, model)
    direct = [f for f in fillers if ".country_of:" not in f.rule]
    assert len({(f.entity, f.evidence) for f in direct}) == len(direct)
    for role in definition.roles:
        own = [f for f in fillers if f.role == role.name]
        assert not role.is_single or len(own) <= 1
        assert {f.entity.kind for f in own} <= role.kinds
    assert all(0 < f.probability <= 1 for f in fillers)


def test_the_frame_of_a_sure_rule_goes_before_the_judge(by_hand) -> None:
    """A role that the frame filled takes nobody else; an empty one takes whom the judge found, each in one role."""
    peru, mali = Actor("Peru", "country", "PER", "GOV"), Actor("Mali", "country", "MLI", "GOV")

    def filler(role: str, actor: Actor) -> RoleFiller:
        return RoleFiller(role, actor, Evidence(0, 4), "test", 0.9)

    event_type = by_hand.registry["supply_share"]
    framed = [filler("supplier", peru)]
    judged = [filler("supplier", mali), filler("recipient", peru), filler("recipient", mali)]
    found = framed_first(event_type, framed, judged)
    assert named(found) == [("supplier", "Peru"), ("recipient", "Mali")]
