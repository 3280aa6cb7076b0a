"""Status by the hand rules: planned, possible, denied, ongoing or occurred, by the words above a trigger.

Sentences go through the shipped pipeline, so that rules and parser are shown to fit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from spacy.language import Language

from extractors.lexicons import lexicon, words
from extractors.model import Features, LinearModel
from extractors.status import status_of
from extractors.status.features import status_features
from extractors.status.forms import form
from extractors.status.judging import joint_features, likeliest, status_reasons, status_scores
from extractors.triggers import Trigger, TriggerIndex
from schemas.dates import DateInterval
from schemas.document import Evidence
from schemas.event_types import builtin
from schemas.mentions import STATUS_ORDER, Status

INDEX = TriggerIndex(builtin())


def trigger(nlp: Language, text: str, rule: str) -> Trigger:
    return next(t for t in INDEX.find(nlp(text)) if t.rule.name == rule)


@pytest.mark.parametrize(
    ("text", "rule", "status", "why"),
    [
        ("Berg visited Oslo.", "visit.verb", "occurred", "status.past"),
        ("He said Berg had visited Oslo.", "visit.verb", "occurred", "status.past"),
        ("Talks have been held.", "talks.noun", "occurred", "status.past"),
        ("Berg spoke after talks with Eide.", "talks.noun", "occurred", "status.past"),
        ("The troops were stationed in Mali.", "deployment.deploy", "occurred", "status.past"),
        # planned
        ("Berg will visit Oslo.", "visit.verb", "planned", "status.future_modal:will@0"),
        ("He said Berg will visit Oslo.", "visit.verb", "planned", "status.future_modal:will@0"),
        ("Berg is to visit Oslo.", "visit.verb", "planned", "status.be_to@0"),
        ("Berg plans to visit Oslo.", "visit.verb", "planned", "status.governor:plan@1"),
        ("France agreed to send troops to Mali.", "deployment.send", "planned", "status.governor:agree@1"),
        ("France would send troops to Mali.", "deployment.send", "planned", "status.reported_modal:would@0"),
        ("Berg spoke before talks with Eide.", "talks.noun", "planned", "status.before:before@1"),
        ("Upcoming talks with Eide matter.", "talks.noun", "planned", "status.future_modifiers:upcoming"),
        # possible
        ("Berg may visit Oslo.", "visit.verb", "possible", "status.possible_modal:may@0"),
        ("Berg could visit Oslo.", "visit.verb", "possible", "status.possible_modal:could@0"),
        ("Peace will follow if Berg visits Oslo.", "visit.verb", "possible", "status.condition@0"),
        ("Berg considered a visit to Oslo.", "visit.noun", "possible", "status.governor:consider@1"),
        ("Norway has called for talks.", "talks.noun", "possible", "status.governor:call@2"),
        ("Norway has invited Berg to visit Oslo.", "visit.verb", "possible", "status.governor:invite@1"),
        ("Norway has invited Berg to visit Oslo.", "visit.invite", "possible", "visit.invite:status"),
        ("Possible talks with Eide matter.", "talks.noun", "possible", "status.possible_modifiers:possible"),
        # denied
        ("Berg did not visit Oslo.", "visit.verb", "denied", "status.negation@0"),
        ("Berg never visited Oslo.", "visit.verb", "denied", "status.negation@0"),
        ("Berg refused to visit Oslo.", "visit.verb", "denied", "status.governor:refuse@1"),
        ("Berg cancelled a visit to Oslo.", "visit.noun", "denied", "status.governor:cancel@1"),
        ("Berg's cancelled visit to Oslo was a topic.", "visit.noun", "denied", "status.denied_modifiers:cancelled"),
        ("No talks were held.", "talks.noun", "denied", "status.no_noun"),
        ("Berg left without talks with Eide.", "talks.noun", "denied", "status.without@1"),
        ("No troops were sent to Mali.", "deployment.send", "denied", "status.no_argument@0"),
        ("Norway has no plans to visit Oslo.", "visit.verb", "denied", "status.no_governor:plan@1"),
        ("Norway decided against a visit to Oslo.", "visit.noun", "denied", "status.against:decide@2"),
        ("Norway rejected a proposal for talks.", "talks.noun", "denied", "status.governor:reject@2"),
        ("Talks refused by Norway were a topic.", "talks.noun", "denied", "status.refused:refuse"),
        # a particle makes another verb of it
        ("Norway turned down talks with Eide.", "talks.noun", "denied", "status.governor:turn_down@1"),
        ("Norway called off a visit to Oslo.", "visit.noun", "denied", "status.governor:call_off@1"),
        ("Norway turned to talks with Eide.", "talks.noun", "occurred", "status.past"),
        # what is only hoped to come is possible, in every form of the word
        ("Norway hopes to visit Oslo.", "visit.verb", "possible", "status.governor:hop@1"),
        ("Norway is hopeful that Berg will visit Oslo.", "visit.verb", "possible", "status.hoped:hopeful@0"),
        ("Norway suggested that Berg would visit Oslo.", "visit.verb", "possible", "status.hoped:suggest@0"),
        # who moves towards it has not got there
        ("Berg flew to Oslo for talks with Eide.", "talks.noun", "planned", "status.purpose"),
        ("Berg left for Oslo on Monday to visit Eide.", "visit.verb", "planned", "status.purpose"),
        # what was planned or asked on the way says nothing of the way
        ("Berg agreed to sanctions during a visit to Oslo.", "visit.noun", "occurred", "status.past"),
        ("Berg demanded sanctions after talks with Eide.", "talks.noun", "occurred", "status.past"),
        ("Berg agreed to send troops at talks with Eide.", "talks.noun", "occurred", "status.past"),
        ("Berg agreed to meet Eide at talks in Oslo.", "talks.noun", "planned", "status.governor:agree@3"),
        ("Berg plans to send troops at talks with Eide.", "talks.noun", "planned", "status.governor:plan@3"),
        # what is said of it with 'be'
        ("More talks with Eide are likely.", "talks.noun", "possible", "status.predicate:likely"),
        ("The visit was due.", "visit.noun", "planned", "status.predicate:due"),
        ("The talks were good.", "talks.noun", "occurred", "status.past"),
        # ongoing
        ("Berg has been visiting Oslo.", "visit.verb", "ongoing", "status.progressive"),
        ("Berg began talks with Eide.", "talks.noun", "ongoing", "status.begun"),
        ("Berg is visiting Oslo.", "visit.verb", "ongoing", "status.progressive"),
        ("Norway is hosting talks in Oslo.", "talks.noun", "ongoing", "status.progressive"),
        ("The troops are stationed in Mali.", "deployment.deploy", "ongoing", "status.stative"),
        ("Talks are still under way in Oslo.", "talks.noun", "ongoing", "status.now"),
        ("The talks continue in Oslo.", "talks.noun", "ongoing", "status.continuing"),
        ("Ongoing talks with Eide matter.", "talks.noun", "ongoing", "status.ongoing_modifiers:ongoing"),
        ("The troops are stationed in Mali.", "deployment.maintain", "ongoing", "deployment.maintain:status"),
    ],
)
def test_status_by_words(nlp: Language, text: str, rule: str, status: str, why: str) -> None:
    assert status_of(trigger(nlp, text, rule), None, None) == (status, why)


TODAY = dt.date(2024, 5, 8)


def date(start: dt.date | None, end: dt.date | None) -> DateInterval:
    return DateInterval(start, end, "then", Evidence(0, 4), "rule.test")


TOMORROW = date(dt.date(2024, 5, 9), dt.date(2024, 5, 9))
YESTERDAY = date(dt.date(2024, 5, 7), dt.date(2024, 5, 7))


@pytest.mark.parametrize(
    ("text", "on", "anchor", "status", "why"),
    [
        ("Berg visits Oslo.", TOMORROW, TODAY, "planned", "status.future_date"),
        ("Berg visited Oslo.", TOMORROW, TODAY, "planned", "status.future_date"),
        ("Berg visited Oslo.", date(TODAY, TODAY), TODAY, "occurred", "status.past"),
        # words that doubt or deny outweigh the date
        ("Berg may visit Oslo.", TOMORROW, TODAY, "possible", "status.possible_modal:may@0"),
        ("Berg will not visit Oslo.", TOMORROW, TODAY, "denied", "status.negation@0"),
        ("Berg will visit Oslo.", YESTERDAY, TODAY, "planned", "status.future_modal:will@0"),
        ("Berg visits Oslo.", YESTERDAY, TODAY, "occurred", "status.past_date"),
        # the present points forward to a weekday, though that was read as the last one
        ("Berg visits Oslo.", replace(YESTERDAY, rule="weekday"), TODAY, "planned", "status.present_weekday"),
        ("Berg visited Oslo.", replace(YESTERDAY, rule="weekday"), TODAY, "occurred", "status.past"),
        ("Berg visits Oslo.", None, TODAY, "ongoing", "status.present"),
        # no day to compare with
        ("Berg visits Oslo.", TOMORROW, None, "ongoing", "status.present"),
        ("Berg visited Oslo.", date(None, dt.date(2024, 6, 1)), TODAY, "occurred", "status.past"),
    ],
)
def test_status_and_date(
    nlp: Language, text: str, on: DateInterval | None, anchor: dt.date | None, status: str, why: str
) -> None:
    assert status_of(trigger(nlp, text, "visit.verb"), on, anchor) == (status, why)


def test_a_word_outside_the_clause_says_nothing_of_it(by_hand) -> None:
    """'Berg, who plans nothing, may have known that Eide visited Oslo': the finite clause that is said stands alone."""
    rows = (
        "Berg/NNP/hope/nsubj may/MD/hope/aux hope/VB/hope/ROOT that/IN/visited/mark Eide/NNP/visited/nsubj "
        "visited/VBD/hope/ccomp/visit Oslo/NNP/visited/dobj"
    )
    found = by_hand.trigger(by_hand.sentence(rows), "visited", "visit.verb")
    assert status_of(found, None, None) == ("occurred", "status.past")


def test_a_noun_alone_occurred(by_hand) -> None:
    found = by_hand.trigger(by_hand.sentence("Talks/NNS/Talks/ROOT/talk"), "Talks")
    assert status_of(found, None, None) == ("occurred", "status.default")


def test_the_lexicon_is_lists_of_different_lower_case_words() -> None:
    for key, listed in lexicon("status").items():
        assert isinstance(listed, list), key
        assert words("status", key) == {str(word) for word in listed}
        assert all(isinstance(word, str) and word == word.lower() for word in listed), key


def test_a_modifier_says_one_thing() -> None:
    keys = ("denied_modifiers", "future_modifiers", "possible_modifiers", "ongoing_modifiers")
    said = [word for key in keys for word in words("status", key)]
    assert len(set(said)) == len(said)


# The judge's side --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "anchor", "relation"),
    [
        (None, TODAY, "none"),
        (TOMORROW, None, "unresolved"),
        (date(None, None), TODAY, "unresolved"),
        (YESTERDAY, TODAY, "past"),
        (TOMORROW, TODAY, "future"),
        (date(TODAY, TODAY), TODAY, "today"),
        (date(dt.date(2024, 5, 1), dt.date(2024, 5, 31)), TODAY, "span"),
        (date(None, dt.date(2024, 5, 7)), TODAY, "past"),
    ],
)
def test_the_date_as_a_feature(by_hand, on: DateInterval | None, anchor: dt.date | None, relation: str) -> None:
    sentence = by_hand.sentence("Berg/NNP/visited/nsubj visited/VBD/visited/ROOT/visit")
    found = by_hand.trigger(sentence, "visited", "visit.verb")
    features = status_features(found, on, (), anchor, ("occurred", "status.past"))
    assert {name for name in features if name.startswith("date=")} == {f"date={relation}"}


def test_features_stand_alone_and_with_their_type(by_hand) -> None:
    sentence = by_hand.sentence(
        "Berg/NNP/plans/nsubj plans/VBZ/plans/ROOT/plan to/TO/visit/aux visit/VB/plans/xcomp Oslo/NNP/visit/dobj"
    )
    found = by_hand.trigger(sentence, "visit", "visit.verb")
    features = status_features(found, None, (), None, ("planned", "status.governor:plan@1"))
    alone = {name for name in features if "|" not in name}
    assert {name for name in features if "|" in name} == {f"visit|{n}" for n in alone - {"rule_status=planned"}}
    assert {"lemma=visit", "up1=plan", "up1_dep=xcomp", "form0=to+VB", "rule=status.governor:plan"} <= alone
    assert {"own=infinitive", "sense0=planned_governors", "held_by=xcomp+plan", "clause=present"} <= alone
    assert set(features.values()) == {1.0}
    assert not [name for name in features if "berg" in name.lower() or "oslo" in name.lower()]


@pytest.mark.parametrize(
    ("offset", "relation"),
    [(-2, "past3"), (-9, "past10"), (-400, "pastfar"), (0, "today"), (1, "future3"), (40, "future60")],
)
def test_times_near_a_trigger_are_features(by_hand, offset: int, relation: str) -> None:
    found = by_hand.trigger(by_hand.sentence("Berg/NNP/visited/nsubj visited/VBD/visited/ROOT/visit"), "visited")
    day = TODAY + dt.timedelta(days=offset)
    far = date(dt.date(2031, 1, 1), dt.date(2031, 1, 1))
    features = status_features(found, None, [(900, far), (13, date(day, day))], TODAY, ("occurred", "status.past"))
    assert {n for n in features if n.startswith("nearest_time=")} == {f"nearest_time={relation}"}
    assert {n for n in features if n.startswith("time=")} == {f"time={relation}", "time=futurefar"}


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Berg visited Oslo.", "visited", "past"),
        ("Berg will visit Oslo.", "visit", "will"),
        ("Berg might visit Oslo.", "visit", "may"),
        ("Berg has visited Oslo.", "visited", "perfect"),
        ("Berg had visited Oslo.", "visited", "pluperfect"),
        ("Berg is visiting Oslo.", "visiting", "progressive"),
        ("Berg was visiting Oslo.", "visiting", "was_doing"),
        ("Berg has been visiting Oslo.", "visiting", "perfect_progressive"),
        ("Troops are stationed in Oslo.", "stationed", "is_done"),
        ("Troops were stationed in Oslo.", "stationed", "was_done"),
        ("Berg plans to visit Oslo.", "visit", "infinitive"),
        ("Berg did not visit Oslo.", "visit", "past"),
        # the second verb shares what stands before the first
        ("Berg will meet Eide and visit Oslo.", "visit", "will"),
    ],
)
def test_the_form_of_a_verb(nlp: Language, text: str, verb: str, expected: str) -> None:
    assert form(next(token for token in nlp(text) if token.text == verb)) == expected


def test_an_event_is_trained_on_the_shares_of_its_mentions() -> None:
    joint = joint_features([{"a": 1.0, "b": 1.0}, {"a": 1.0}, {"a": 1.0}, {"a": 1.0}])
    assert joint == {"a": 1.0, "b": 0.5}


def judge(**weights: tuple[float, float]) -> LinearModel:
    """A judge of planned and occurred over features of these names."""
    table = np.array([*weights.values()], dtype=np.float32)
    return LinearModel(("occurred", "planned"), {n: i for i, n in enumerate(weights)}, table, np.zeros(2, np.float32))


def judge_status(mentions: Sequence[Features], model: LinearModel) -> tuple[Status, float]:
    """The likeliest status of an event's mentions and its probability."""
    scores = status_scores(mentions, model)
    status = likeliest(scores)
    return status, scores[status]


def test_the_judge_reads_one_mention() -> None:
    model = judge(will=(0.0, 2.0))
    status, certainty = judge_status([{"will": 1.0}], model)
    assert (status, certainty) == ("planned", pytest.approx(np.exp(2) / (1 + np.exp(2)), rel=1e-5))


def test_all_mentions_of_an_event_have_a_say() -> None:
    """One mention that leaves no doubt outweighs two that lean the other way."""
    model = judge(sure=(0.0, 6.0), leaning=(1.0, 0.0))
    listed = [{"leaning": 1.0}, {"sure": 1.0}, {"leaning": 1.0}]
    assert judge_status(listed, model)[0] == "planned"
    assert judge_status(listed[::2], model)[0] == "occurred"


def test_of_two_mentions_the_earlier_weighs_more() -> None:
    model = judge(was=(2.0, 0.0), will=(0.0, 2.0))
    assert judge_status([{"was": 1.0}, {"will": 1.0}], model)[0] == "occurred"
    assert judge_status([{"will": 1.0}, {"was": 1.0}], model)[0] == "planned"


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_two_mentions_that_are_certain_of_opposites_leave_a_number() -> None:
    model = judge(was=(300.0, 0.0), will=(0.0, 200.0))
    status, certainty = judge_status([{"was": 1.0}, {"will": 1.0}], model)
    assert (status, 0 <= certainty <= 1) == ("occurred", True)


def test_the_shipped_judge_gives_a_status() -> None:
    status, certainty = judge_status([{}], LinearModel.load("status"))
    assert status in STATUS_ORDER
    assert 0 < certainty <= 1


def test_reasons_of_a_status_are_those_of_all_mentions() -> None:
    model = judge(will=(0.0, 2.0), plan=(0.0, 1.5), was=(3.0, 0.0))
    mentions = [{"will": 1.0, "was": 1.0}, {"will": 1.0}, {"plan": 1.0}]
    assert status_reasons(mentions, model, "planned") == ("will +0.75", "plan +0.19")
    assert status_reasons(mentions, model, "occurred") == ("was +0.66",)
