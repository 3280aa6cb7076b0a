"""From a trigger to a mention: everything around it, and the choice among rules where no judge knows the type."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.context import DocumentContext, ParsedSentence
from extractors.finding import by_rules, found_mention, needs_met
from extractors.roles.attach import attach
from extractors.triggers import TriggerIndex
from schemas.actors import Actor, Place
from schemas.document import Evidence
from schemas.mentions import Mention

BERG, OSLO = Actor("Ada Berg", "person", "PER", "GOV"), Place("Oslo", "city", "NOR")
TROOPS, FRANCE = Actor("French troops", "group", "FRA", "MIL"), Actor("France", "country", "FRA", "GOV")
PAID = (
    "Berg/NNP/paid/nsubj paid/VBD/paid/ROOT/pay {}/DT/visit/det visit/NN/paid/dobj to/IN/visit/prep Oslo/NNP/to/pobj "
    "on/IN/paid/prep Monday/NNP/on/pobj"
)


def context_of(by_hand, sentence: ParsedSentence, **entities: tuple[Actor | None, Place | None]) -> DocumentContext:
    mentions = [by_hand.mention(sentence, word, *both) for word, both in entities.items()]
    return by_hand.context(sentence, mentions=mentions)


def mention(by_hand, rows: str, word: str, rule: str, **entities: tuple[Actor | None, Place | None]) -> Mention:
    sentence = by_hand.sentence(rows, start=10)
    context = context_of(by_hand, sentence, **entities)
    trigger = by_hand.trigger(sentence, word, rule)
    fillers = attach(trigger, sentence, context)
    return found_mention(trigger, 0.75, fillers, sentence, context, None).mention


def test_a_mention_is_everything_around_its_trigger(by_hand) -> None:
    found = mention(by_hand, PAID.format("a"), "visit", "visit.noun", Berg=(BERG, None), Oslo=(None, OSLO))
    assert (found.event_type, found.rule, found.probability, found.lemma, found.definiteness) == (
        "visit", "visit.noun", 0.75, "visit", "indefinite",
    )  # fmt: skip
    assert (found.status, found.status_rule) == ("occurred", "status.past")
    assert [(f.role, f.entity) for f in found.fillers] == [("visitor", BERG), ("destination", OSLO)]
    assert (found.text, found.sentence) == ("visit", Evidence(10, 10 + len("Berg paid a visit to Oslo on Monday")))


def test_a_date_on_the_light_verb_is_the_nouns(by_hand) -> None:
    found = mention(by_hand, PAID.format("a"), "visit", "visit.noun")
    assert found.date is not None
    assert (found.date.expression, found.date.start) == ("Monday", None)


@pytest.mark.parametrize(
    ("word", "definiteness"),
    [
        ("the", "definite"),
        ("a", "indefinite"),
        ("this", "demonstrative"),
        ("that", "demonstrative"),
        ("no", "indefinite"),
    ],
)
def test_how_a_noun_is_introduced(by_hand, word: str, definiteness: str) -> None:
    assert mention(by_hand, PAID.format(word), "visit", "visit.noun").definiteness == definiteness


def test_a_possessor_or_nothing_introduces_it_too(by_hand) -> None:
    owned = "His/PRP$/visit/poss visit/NN/ended/nsubj ended/VBD/ended/ROOT/end"
    assert mention(by_hand, owned, "visit", "visit.noun").definiteness == "possessive"
    bare = "Talks/NNS/ended/nsubj/talk ended/VBD/ended/ROOT/end"
    assert mention(by_hand, bare, "Talks", "talks.noun").definiteness == "none"
    verb = "Berg/NNP/met/nsubj met/VBD/met/ROOT/meet that/DT/met/det"
    assert mention(by_hand, verb, "met", "talks.meet").definiteness == "none"


@pytest.mark.parametrize(
    ("entities", "met"),
    [
        ({"troops": (TROOPS, None)}, True),
        ({"France": (FRANCE, None), "Chad": (None, Place("Chad", "country", "TCD"))}, True),
        # half of an alternative is none
        ({"France": (FRANCE, None)}, False),
        ({}, False),
    ],
)
def test_one_alternative_of_a_rules_needs_is_enough(by_hand, entities, met: bool) -> None:
    """deployment.deploy needs a force, or both a deployer and a destination."""
    sentence = by_hand.sentence(
        "France/NNP/sent/nsubj sent/VBD/sent/ROOT/deploy troops/NNS/sent/dobj to/IN/sent/prep Chad/NNP/to/pobj"
    )
    context = context_of(by_hand, sentence, **entities)
    trigger = by_hand.trigger(sentence, "sent", "deployment.deploy")
    assert needs_met(trigger, attach(trigger, sentence, context), sentence, context) is met


@pytest.mark.parametrize(
    ("share", "met"), [("40/CD/percent/nummod percent/NN/met/dobj", True), ("gas/NN/met/dobj", False)]
)
def test_a_share_can_be_needed(by_hand, share: str, met: bool) -> None:
    sentence = by_hand.sentence(f"France/NNP/met/nsubj met/VBD/met/ROOT/meet {share}")
    context = context_of(by_hand, sentence, France=(FRANCE, None))
    trigger = by_hand.trigger(sentence, "met", "supply_share.supply_bare")
    assert needs_met(trigger, attach(trigger, sentence, context), sentence, context) is met


def test_a_rule_without_needs_is_always_met(by_hand) -> None:
    sentence = by_hand.sentence("Peru/NNP/ratified/nsubj ratified/VBD/ratified/ROOT/ratify")
    trigger = by_hand.trigger(sentence, "ratified", "treaty.ratify")
    assert needs_met(trigger, (), sentence, by_hand.context(sentence))


def test_of_several_rules_of_a_type_the_fullest_is_taken(by_hand) -> None:
    """'leave' is a rule of deployment and of visit: each type keeps its best, and needs are kept."""
    sentence = by_hand.sentence("Troops/NNS/left/nsubj/troop left/VBD/left/ROOT/leave Oslo/NNP/left/dobj")
    context = context_of(by_hand, sentence, Troops=(TROOPS, None), Oslo=(None, OSLO))
    fired = list(TriggerIndex(by_hand.registry).find(sentence.doc))
    assert [t.rule.name for t in fired] == ["deployment.leave", "visit.leave"]
    found = {t.rule.name: (p, {f.role for f in fillers}) for t, p, fillers in by_rules(fired, sentence, context)}
    assert found["deployment.leave"] == (0.55, {"deployer", "force", "origin"})
    assert list(by_rules(fired, sentence, by_hand.context(sentence))) == []


@pytest.mark.parametrize(
    ("today", "status", "start"),
    [
        (dt.date(2024, 5, 8), "planned", dt.date(2024, 5, 20)),
        (dt.date(2024, 6, 8), "occurred", dt.date(2024, 5, 20)),
        (None, "ongoing", None),
    ],
)
def test_the_documents_day_tells_plans_from_reports(by_hand, today, status: str, start: dt.date | None) -> None:
    """'pays a visit on May 20' is a plan before that day and a report after it."""
    rows = (
        "Berg/NNP/pays/nsubj pays/VBZ/pays/ROOT/pay a/DT/visit/det visit/NN/pays/dobj on/IN/pays/prep May/NNP/on/pobj "
        "20/CD/May/nummod"
    )
    sentence = by_hand.sentence(rows)
    trigger = by_hand.trigger(sentence, "visit", "visit.noun")
    found = found_mention(trigger, 0.5, (), sentence, by_hand.context(sentence, today=today), None).mention
    assert found.date is not None
    assert (found.status, found.date.start, found.date.expression) == (status, start, "May 20")
