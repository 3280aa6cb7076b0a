"""Are two mentions the same happening? What speaks against it, what for it, and the reason in words."""

from __future__ import annotations

import pytest

from extractors.merging.comparing import compare, hard_contradiction, same_filler
from schemas.actors import Actor, Entity, Place

NORWAY = Actor("Norway", "country", "NOR", "GOV")
BERG = Actor("Ada Berg", "person", "NOR", "GOV")
OSLO = Place("Oslo", "city", "NOR")


def test_days_that_do_not_meet_are_two_happenings(build) -> None:
    monday = build.mention(date=build.day(6, words="Monday"))
    friday = build.mention(sentence=1, date=build.day(10, words="Friday"))
    assert hard_contradiction(friday, [monday], build.registry["visit"]) == "'Monday' against 'Friday'"
    assert hard_contradiction(monday, [friday], build.registry["visit"]) == "'Friday' against 'Monday'"


@pytest.mark.parametrize(
    ("first", "second"),
    [((6, 6), (6, 6)), ((6, 8), (8, 10)), ((1, 31), (6, 6))],
)
def test_days_that_meet_are_no_contradiction(build, first, second) -> None:
    one, two = build.mention(date=build.day(*first)), build.mention(sentence=1, date=build.day(*second))
    assert hard_contradiction(two, [one], build.registry["visit"]) is None


def test_a_day_contradicts_any_mention_of_the_cluster(build) -> None:
    cluster = [build.mention(), build.mention(sentence=1, date=build.day(6))]
    late = build.mention(sentence=2, date=build.day(9))
    assert hard_contradiction(late, cluster, build.registry["visit"]) is not None


def test_open_days_meet_where_they_may(build) -> None:
    import dataclasses

    monday = build.mention(date=build.day(6))
    until = dataclasses.replace(build.day(9), start=None)
    since = dataclasses.replace(build.day(9), end=None)
    visit = build.registry["visit"]
    assert hard_contradiction(build.mention(sentence=1, date=until), [monday], visit) is None
    assert hard_contradiction(build.mention(sentence=1, date=since), [monday], visit) is not None
    unresolved = dataclasses.replace(build.day(9), start=None, end=None)
    assert hard_contradiction(build.mention(sentence=1, date=unresolved), [monday], visit) is None


@pytest.mark.parametrize(
    ("one", "two", "clash"),
    [
        ((300, 300, False), (300, 300, False), False),
        ((300, 300, False), (200, 200, False), True),
        ((300, 300, False), (300, 300, True), True),
        ((200, 300, False), (300, 300, False), True),
    ],
)
def test_numbers_tell_apart(build, one, two, clash: bool) -> None:
    first = build.mention("deployment", attributes=(build.number("personnel", *one),))
    second = build.mention("deployment", 1, attributes=(build.number("personnel", *two),))
    found = hard_contradiction(second, [first], build.registry["deployment"])
    assert found == ("different numbers of one deployment" if clash else None)


def test_numbers_of_different_things_do_not_meet(build) -> None:
    first = build.mention("supply_share", attributes=(build.number("share", 40),))
    second = build.mention("supply_share", 1, attributes=(build.number("other", 30),))
    assert hard_contradiction(second, [first], build.registry["supply_share"]) is None


def test_another_person_travels_another_time(build) -> None:
    first = build.mention(fillers=(build.filler("visitor", BERG),))
    second = build.mention(sentence=1, fillers=(build.filler("visitor", build.person("Jon Eide")),))
    assert hard_contradiction(second, [first], build.registry["visit"]) == "visitor Ada Berg against Jon Eide"
    both = build.mention(
        sentence=2, fillers=(build.filler("visitor", build.person("Jon Eide")), build.filler("visitor", BERG))
    )
    assert hard_contradiction(both, [first], build.registry["visit"]) is None


def test_persons_beside_the_core_may_differ(build) -> None:
    first = build.mention(fillers=(build.filler("host", BERG),))
    second = build.mention(sentence=1, fillers=(build.filler("host", build.person("Jon Eide")),))
    assert hard_contradiction(second, [first], build.registry["visit"]) is None


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (BERG, Actor("Berg", "person"), True),
        (BERG, Actor("Jon Eide", "person", "NOR"), False),
        (BERG, NORWAY, True),
        (BERG, Actor("Peru", "country", "PER"), False),
        (NORWAY, Actor("Norwegian troops", "group", "NOR", "MIL"), True),
        (Actor("Norwegian troops", "group", "NOR"), Actor("the soldiers", "group", "NOR"), True),
        (Actor("Norwegian troops", "group", "NOR"), Actor("Peruvian troops", "group", "PER"), False),
        (OSLO, Place("Oslo", "city", "NOR"), True),
        (OSLO, Place("Bergen", "city", "NOR"), False),
        (OSLO, Place("Norway", "country", "NOR"), True),
        (Actor("NATO", "organisation"), Actor("OPEC", "organisation"), False),
    ],
)
def test_same_filler(build, one: Entity, two: Entity, same: bool) -> None:
    a, b = build.filler("visitor", one), build.filler("visitor", two)
    assert same_filler(a, b) is same
    assert same_filler(b, a) is same


def test_shared_core_roles_speak_for_it(build) -> None:
    fillers = (build.filler("visitor", BERG), build.filler("destination", OSLO))
    first = build.mention(fillers=fillers, date=build.day(6))
    found = compare(build.mention(sentence=1, fillers=fillers, date=build.day(6)), [first], build.registry["visit"])
    assert found.score > 0
    assert found.reason == "same visitor and same destination and same date"


def test_nothing_in_common_speaks_against_it(build) -> None:
    found = compare(build.mention(sentence=1), [build.mention()], build.registry["visit"])
    assert (found.score < 0, found.reason) == (True, "nothing in common")


@pytest.mark.parametrize(
    ("definiteness", "sentence", "joined"),
    [
        ("definite", 1, True),
        ("demonstrative", 1, True),
        ("indefinite", 1, False),
        ("none", 1, False),
        ("definite", 40, False),
    ],
)
def test_a_definite_noun_points_back_to_what_is_near(build, definiteness: str, sentence: int, joined: bool) -> None:
    first = build.mention(fillers=(build.filler("visitor", BERG),))
    later = build.mention(sentence=sentence, definiteness=definiteness, text="The visit")
    found = compare(later, [first], build.registry["visit"])
    assert (found.score > 0) is joined
    assert (found.reason == "'The visit' points back to 'visit'") is joined


@pytest.mark.parametrize(
    ("before", "status", "definiteness", "reason"),
    [
        ("occurred", "denied", "definite", "denied against realised"),
        ("denied", "ongoing", "definite", "denied against realised"),
        ("occurred", "planned", "indefinite", "a plan against a realised happening"),
        ("occurred", "planned", "definite", None),
        ("planned", "occurred", "indefinite", "a realised happening against a plan"),
        ("planned", "occurred", "none", None),
        ("planned", "possible", "indefinite", None),
    ],
)
def test_status_tells_apart_where_no_judge_weighs_it(build, before, status, definiteness, reason) -> None:
    fillers = (build.filler("visitor", BERG), build.filler("destination", OSLO))
    first = build.mention(fillers=fillers, status=before)
    second = build.mention(sentence=1, fillers=fillers, status=status, definiteness=definiteness)
    found = compare(second, [first], build.registry["visit"])
    assert (found.reason == reason, found.score < 0) == ((True, True) if reason else (False, False))
    assert hard_contradiction(second, [first], build.registry["visit"]) is None


def test_to_a_place_and_back_are_two(build) -> None:
    first = build.mention("deployment", attributes=(build.code("direction", "deploy"),))
    second = build.mention("deployment", 1, attributes=(build.code("direction", "withdraw"),))
    found = compare(second, [first], build.registry["deployment"])
    assert (found.score, found.reason) == (-1.0, "direction deploy against withdraw")


def test_who_is_denied_one_kind_of_force_may_send_another(build) -> None:
    deployment = build.registry["deployment"]
    soldiers = build.mention("deployment", status="planned", attributes=(build.code("asset", "troops"),))
    helicopters = build.mention(
        "deployment", sentence=1, status="denied", attributes=(build.code("asset", "aircraft"),)
    )
    assert hard_contradiction(helicopters, [soldiers], deployment) == "denied of one kind: troops against aircraft"
    sent = build.mention("deployment", sentence=1, status="planned", attributes=(build.code("asset", "aircraft"),))
    assert hard_contradiction(sent, [soldiers], deployment) is None
    unnamed = build.mention(
        "deployment", sentence=1, status="denied", attributes=(build.code("asset", "troops", "asset.default"),)
    )
    assert hard_contradiction(unnamed, [helicopters], deployment) is None
