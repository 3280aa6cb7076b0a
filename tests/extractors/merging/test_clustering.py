"""From mentions to events: who joins whom, and one value a field."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from extractors.merging import merge, merged_attributes
from extractors.merging.clustering import CUT
from extractors.merging.features import pair_features
from extractors.merging.surroundings import nothing_around
from extractors.model import LinearModel
from schemas.actors import Actor, Place
from schemas.events import document_event_id

BERG = Actor("Ada Berg", "person", "NOR", "GOV")
EIDE = Actor("Jon Eide", "person", "PER", "GOV")
OSLO = Place("Oslo", "city", "NOR")


def events(build, *mentions, judge=None, around=nothing_around):
    return merge(mentions, build.document(), build.registry, judge, around)


def judge(**weights: float) -> LinearModel:
    """A judge of same event whose features speak for `same` by these weights."""
    table = np.array([[0.0, w] for w in weights.values()], dtype=np.float32).reshape(len(weights), 2)
    return LinearModel(
        ("different", "same"), {n: i for i, n in enumerate(weights)}, table, np.zeros(2, dtype=np.float32)
    )


def test_no_mentions_no_events(build) -> None:
    assert events(build) == ()


def test_rules_alone_join_what_shares_its_core_roles(build) -> None:
    fillers = (build.filler("visitor", BERG), build.filler("destination", OSLO))
    first, second = build.mention(fillers=fillers), build.mention(sentence=1, fillers=fillers, definiteness="definite")
    other = build.mention(sentence=2, fillers=(build.filler("visitor", EIDE),))
    one, two = events(build, first, second, other)
    assert (one.mentions, one.merge_reasons) == ((first, second), ("same visitor and same destination",))
    assert (two.mentions, two.merge_reasons) == ((other,), ())


def test_types_never_mix(build) -> None:
    found = events(build, build.mention("talks"), build.mention("visit"), judge=judge(bias=9.0))
    assert [e.event_type for e in found] == ["talks", "visit"]


@pytest.mark.parametrize(("weight", "count"), [(9.0, 1), (-9.0, 3)])
def test_the_judge_joins_or_parts(build, weight: float, count: int) -> None:
    mentions = [build.mention(sentence=n) for n in range(3)]
    found = events(build, *mentions, judge=judge(bias=weight))
    assert len(found) == count
    assert sum(len(e.mentions) for e in found) == 3


def test_the_judges_reason_says_how_sure_it_is(build) -> None:
    found = events(build, build.mention(), build.mention(sentence=1), judge=judge(bias=2.0))
    probability = float(np.exp(2) / (1 + np.exp(2)))
    assert found[0].merge_reasons == (f"same_event.judge: {probability:.2f} against a cut of {CUT}",)


def test_a_hard_contradiction_overrules_the_judge(build) -> None:
    first, second = build.mention(date=build.day(6)), build.mention(sentence=1, date=build.day(9))
    assert len(events(build, first, second, judge=judge(bias=9.0))) == 2


def test_what_stands_around_two_mentions_reaches_the_judge(build) -> None:
    first, second = build.mention(), build.mention(at=20)
    model = judge(**{"bias": -4.0, "relation=>conj": 8.0})
    asked = set()

    def conjoined(one, two) -> list[tuple[str, str]]:
        asked.add((one.evidence, two.evidence))
        return [("relation", ">conj")]

    assert len(events(build, first, second, judge=model, around=conjoined)) == 1
    assert asked == {(first.evidence, second.evidence)}
    assert len(events(build, first, second, judge=model)) == 2


def test_a_verb_and_its_object_are_one(build) -> None:
    """'held talks': the judge is not asked."""
    first, second = build.mention(text="held"), build.mention(at=20, text="talks")
    (event,) = events(build, first, second, judge=judge(bias=-9.0), around=lambda one, two: [("one_phrase", "True")])
    assert event.merge_reasons == ("'talks' and 'held' are one phrase",)
    apart = events(build, first, second, judge=judge(bias=-9.0), around=lambda one, two: [("one_phrase", "False")])
    assert len(apart) == 2


def test_one_share_is_one_happening(build) -> None:
    share = build.number("share", 40)
    first = build.mention("supply_share", text="supplies", attributes=(share,))
    second = build.mention("supply_share", at=20, text="supplier", attributes=(share,))
    (event,) = events(build, first, second, judge=judge(bias=-9.0))
    assert event.merge_reasons == ("'supplier' and 'supplies' are told with one number",)


def test_a_mention_joins_the_latest_of_equals(build) -> None:
    """Two happenings fit equally well: the nearer one takes the mention."""
    first = build.mention(date=build.day(6))
    second = build.mention(sentence=1, date=build.day(9))
    third = build.mention(sentence=2)
    one, two = events(build, first, second, third, judge=judge(bias=9.0))
    assert (one.mentions, two.mentions) == ((first,), (second, third))


def test_order_of_arrival_does_not_matter(build) -> None:
    fillers = (build.filler("visitor", BERG), build.filler("destination", OSLO))
    mentions = [
        build.mention(fillers=fillers),
        build.mention("talks", at=20),
        build.mention(sentence=1, fillers=fillers),
        build.mention(sentence=2, fillers=(build.filler("visitor", EIDE),)),
    ]
    expected = events(build, *mentions)
    for order in itertools.permutations(mentions):
        assert events(build, *order) == expected


def test_ids_hang_on_the_sentence_and_the_rank_in_it(build) -> None:
    """An event of another sentence, or of another type, does not change them."""
    apart = judge(bias=-9.0)
    first, second, later = build.mention(at=5), build.mention(at=20), build.mention(sentence=3)
    found = events(build, first, second, later, judge=apart)
    name = build.document().document_id
    assert [e.document_event_id for e in found] == [
        document_event_id(name, "visit", 0, 0),
        document_event_id(name, "visit", 0, 1),
        document_event_id(name, "visit", 150, 0),
    ]
    assert events(build, later, judge=apart)[0].document_event_id == found[2].document_event_id
    with_talks = events(build, build.mention("talks"), first, second, later, judge=apart)
    assert [e.document_event_id for e in with_talks if e.event_type == "visit"] == [e.document_event_id for e in found]
    assert len({e.document_event_id for e in with_talks}) == 4


@pytest.mark.parametrize(
    ("statuses", "merged"),
    [
        (("planned", "occurred"), "occurred"),
        (("possible", "planned"), "planned"),
        (("planned", "denied"), "denied"),
        (("ongoing", "occurred", "possible"), "occurred"),
        (("possible",), "possible"),
    ],
)
def test_the_most_certain_status_counts(build, statuses, merged: str) -> None:
    mentions = [build.mention(sentence=n, status=status) for n, status in enumerate(statuses)]
    (event,) = events(build, *mentions, judge=judge(bias=9.0))
    assert event.status == merged


def test_doubts_multiply(build) -> None:
    (event,) = events(build, build.mention(), build.mention(sentence=1, probability=0.6), judge=judge(bias=9.0))
    assert event.probability == 0.8


def test_the_narrowest_date_counts(build) -> None:
    month, week, day = build.day(1, 31), build.day(6, 12), build.day(8)
    open_ = dataclasses.replace(day, start=None)
    unresolved = dataclasses.replace(day, start=None, end=None, expression="soon")

    def date(*dates):
        mentions = [build.mention(sentence=n, date=d) for n, d in enumerate(dates)]
        (event,) = events(build, *mentions, judge=judge(bias=9.0))
        return event.date

    assert date(month, week) == week
    assert date(month, week, day) == day
    assert date(open_, month) == month
    assert date(unresolved, month) == month
    assert date(unresolved, None) == unresolved
    assert date(week, dataclasses.replace(week, expression="later")) == week
    assert date(None, None) is None
    # what most mentions say counts for more
    assert date(day, month, month) == month
    # a known end closes the date that begins before it, and no other
    late = dataclasses.replace(build.day(20), start=None)
    stay = date(day, late)
    assert (stay.start, stay.end, stay.precision) == (day.start, late.end, "range")
    assert date(day, dataclasses.replace(week, start=None, end=day.end)) == day


def test_fillers_are_given_once_under_their_fullest_name(build) -> None:
    first = build.mention(fillers=(build.filler("visitor", build.person("Berg"), 0),))
    second = build.mention(
        sentence=1, fillers=(build.filler("visitor", BERG, 60), build.filler("destination", OSLO, 70))
    )
    (event,) = events(build, first, second, judge=judge(bias=9.0))
    assert [(f.role, f.entity) for f in event.fillers] == [("visitor", BERG), ("destination", OSLO)]


def test_a_country_and_its_minister_are_two(build) -> None:
    norway = Actor("Norway", "country", "NOR", "GOV")
    first = build.mention("talks", fillers=(build.filler("participant", norway, 0),))
    second = build.mention("talks", 1, fillers=(build.filler("participant", BERG, 60),))
    (event,) = events(build, first, second, judge=judge(bias=9.0))
    assert {f.entity for f in event.fillers} == {norway, BERG}


def test_a_role_that_takes_one_keeps_what_was_read_over_what_was_inferred(build) -> None:
    lima = Place("Lima", "city", "PER")
    guessed = build.filler("place", OSLO, 0, rule="talks.country_of:place<participant")
    first = build.mention("talks", fillers=(guessed,))
    second = build.mention("talks", 1, fillers=(build.filler("place", lima, 60),))
    (event,) = events(build, first, second, judge=judge(bias=9.0))
    assert [f.entity for f in event.fillers] == [lima]


def test_attributes_a_word_gave_come_before_defaults(build) -> None:
    talks = build.registry["talks"]
    default = build.code("format", "meeting", "format.default")
    summit, call = build.code("format", "summit"), build.code("format", "call")
    topic = build.code("topic", "trade")
    assert merged_attributes([default, topic, summit, call], talks) == (summit, topic)
    assert merged_attributes([default], talks) == (default,)
    assert merged_attributes([], talks) == ()
    assert merged_attributes([build.code("xyzzy", "no attribute of talks")], talks) == ()


def test_the_source_is_that_of_most_mentions(build) -> None:
    from schemas.mentions import Attribution

    said = Attribution("Berg", None, build.mention().evidence, "attribution.test")
    told, first, second = build.mention(), build.mention(attribution=said), build.mention(sentence=1, attribution=said)
    assert [e.attribution for e in events(build, first, second, judge=judge(bias=9.0))] == [said]
    assert [e.attribution for e in events(build, told, second, judge=judge(bias=9.0))] == [None]


def test_features_of_a_pair_stand_alone_and_with_their_type(build) -> None:
    fillers = (build.filler("visitor", BERG),)
    first = build.mention(fillers=fillers, date=build.day(6))
    second = build.mention(sentence=1, fillers=fillers, date=build.day(6), definiteness="definite")
    features = pair_features(first, second, 0, build.registry["visit"], [("relation", "none"), ("tags", "NN+NN")])
    alone = {name for name in features if "|" not in name}
    assert {name for name in features if "|" in name} == {f"visit|{name}" for name in alone}
    expected = {
        "bias", "same_lemma=True", "lemmas=visit+visit", "articles=none+definite", "same_sentence=False", "between=0",
        "relation=none", "tags=NN+NN", "status=occurred+occurred", "dates=one_expression", "visitor=all",
        "destination=none", "core=all+none", "duration=none",
    }  # fmt: skip
    assert expected <= alone


def test_many_mentions_stay_one_event_of_many(build) -> None:
    mentions = [build.mention(sentence=n) for n in range(200)]
    (event,) = events(build, *mentions, judge=judge(bias=9.0))
    assert event.mentions == tuple(mentions)
    assert len(event.merge_reasons) == 199


def test_the_shipped_judge_joins_a_happening_told_twice(build) -> None:
    """Whatever its weights: the same visitor, place and day in the next sentence, 'the visit'."""
    fillers = (build.filler("visitor", BERG), build.filler("destination", OSLO))
    first = build.mention(fillers=fillers, date=build.day(6), definiteness="indefinite")
    second = build.mention(sentence=1, fillers=fillers, date=build.day(6), definiteness="definite")
    assert len(events(build, first, second, judge=LinearModel.load("same_event"))) == 1
