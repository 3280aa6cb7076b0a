"""Status by the hand rules: planned, possible, denied, ongoing or occurred, by the words above a trigger.

Sentences go through the shipped pipeline, so that rules and parser are shown to fit.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from spacy.language import Language

from extractors.lexicons import lexicon, words
from extractors.model import LinearModel
from extractors.status import status_of
from extractors.status.features import status_features
from extractors.status.judging import judge_status, status_reasons
from extractors.triggers import Trigger, TriggerIndex
from schemas.dates import DateInterval
from schemas.document import Evidence
from schemas.event_types import builtin
from schemas.mentions import STATUS_ORDER

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
        # ongoing
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
    features = status_features(by_hand.token(sentence, "visited"), None, on, anchor, "status.past", "visit")
    assert {name for name in features if name.startswith("date=")} == {f"date={relation}"}


def test_features_stand_alone_and_with_their_type(by_hand) -> None:
    sentence = by_hand.sentence(
        "Berg/NNP/plans/nsubj plans/VBZ/plans/ROOT/plan to/TO/visit/aux visit/VB/plans/xcomp Oslo/NNP/visit/dobj"
    )
    features = status_features(by_hand.token(sentence, "visit"), None, None, None, "status.governor", "visit")
    alone = {name for name in features if "|" not in name}
    assert {name for name in features if "|" in name} == {f"visit|{name}" for name in alone}
    assert {"lemma=visit", "up1=plan", "up1_dep=xcomp", "form0=to+VB", "rule=status.governor"} <= alone
    assert set(features.values()) == {1.0}
    assert not [name for name in features if "berg" in name.lower() or "oslo" in name.lower()]


def judge(**weights: tuple[float, float]) -> LinearModel:
    """A judge of planned and occurred over features of these names."""
    table = np.array([*weights.values()], dtype=np.float32)
    return LinearModel(("occurred", "planned"), {n: i for i, n in enumerate(weights)}, table, np.zeros(2, np.float32))


def test_the_judge_reads_one_mention() -> None:
    model = judge(will=(0.0, 2.0))
    status, certainty = judge_status([{"will": 1.0}], model)
    assert (status, certainty) == ("planned", pytest.approx(np.exp(2) / (1 + np.exp(2)), rel=1e-5))


def test_all_mentions_of_an_event_have_a_say() -> None:
    """One mention that leaves no doubt outweighs two that lean the other way, whatever the order."""
    model = judge(sure=(0.0, 6.0), leaning=(1.0, 0.0))
    listed = [{"leaning": 1.0}, {"sure": 1.0}, {"leaning": 1.0}]
    assert judge_status(listed, model)[0] == "planned"
    assert judge_status(listed, model) == pytest.approx(judge_status(listed[::-1], model))
    assert judge_status(listed[::2], model)[0] == "occurred"


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
    assert status_reasons(mentions, model, "planned") == ("will +0.67", "plan +0.25")
    assert status_reasons(mentions, model, "occurred") == ("was +0.50",)
