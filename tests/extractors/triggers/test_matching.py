"""Which words are triggers by the rules of the definitions, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from extractors.triggers import TriggerIndex
from extractors.triggers.judging import trigger_of
from extractors.triggers.matching import support_verb
from schemas.event_types import parse


def rules(by_hand, rows: str) -> set[tuple[str, str]]:
    """(rule, span) of every trigger that the shipped rules find."""
    found = TriggerIndex(by_hand.registry).find(by_hand.sentence(rows).doc)
    return {(trigger.rule.name, trigger.span.text) for trigger in found}


VISITED = "Berg/NNP/visited/nsubj visited/VBD/visited/ROOT/visit {}/NN/visited/dobj"
PULL_OUT = "France/NNP/pulled/nsubj pulled/VBD/pulled/ROOT/pull troops/NNS/pulled/dobj/troop {}/RP/pulled/prt"
REACHED = (
    "They/PRP/reached/nsubj reached/VBD/reached/ROOT/reach {a}/DT/{b}/det {b}/NN/reached/dobj "
    "in/IN/reached/prep Lima/NNP/in/pobj"
)
PRESENCE = "The/DT/presence/det {}/JJ/presence/amod presence/NN/grew/nsubj grew/VBD/grew/ROOT/grow"
SPOKE = "Berg/NNP/spoke/nsubj spoke/VBD/spoke/ROOT/speak {}/IN/spoke/prep Eide/NNP/{}/pobj"


@pytest.mark.parametrize(
    ("rows", "trigger"),
    [
        (VISITED.format("Oslo"), ("visit.verb", "visited")),
        # `particles`: the span takes the particle in
        (PULL_OUT.format("out"), ("deployment.pull", "pulled troops out")),
        # `objects`: by the object, ...
        (REACHED.format(a="an", b="agreement"), ("treaty.reach", "reached")),
        # ... the passive's subject, ...
        (
            "The/DT/pact/det pact/NN/renewed/nsubjpass was/VBD/renewed/auxpass/be renewed/VBN/renewed/ROOT/renew",
            ("treaty.change", "renewed"),
        ),
        # ... the noun that a participle modifies, ...
        (
            "The/DT/pact/det pact/NN/failed/nsubj renewed/VBN/pact/acl/renew failed/VBD/failed/ROOT/fail",
            ("treaty.change", "renewed"),
        ),
        # ... a conjunct of the object, ...
        (
            (
                "They/PRP/reached/nsubj reached/VBD/reached/ROOT/reach peace/NN/reached/dobj and/CC/peace/cc "
                "agreement/NN/peace/conj"
            ),
            ("treaty.reach", "reached"),
        ),
        # ... and the object shared with the verb before
        (
            (
                "They/PRP/signed/nsubj signed/VBD/signed/ROOT/sign and/CC/signed/cc renewed/VBD/signed/conj/renew "
                "pacts/NNS/signed/dobj/pact"
            ),
            ("treaty.change", "renewed"),
        ),
        # `near`
        (PRESENCE.format("military"), ("deployment.presence", "presence")),
        # `prepositions`
        (SPOKE.format("with", "with"), ("talks.speak", "spoke")),
        # the span takes the light verb in
        (
            "Berg/NNP/held/nsubj held/VBD/held/ROOT/hold talks/NNS/held/dobj/talk",
            ("talks.noun", "held talks"),
        ),
    ],
)
def test_fires(by_hand, rows: str, trigger: tuple[str, str]) -> None:
    assert trigger in rules(by_hand, rows)


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        # `unless` among the dependents
        (VISITED.format("website"), "visit.verb"),
        ("The/DT/visit/det site/NN/visit/compound visit/NN/ended/nsubj ended/VBD/ended/ROOT/end", "visit.noun"),
        # a cabinet meeting: the word of `unless` modifies the noun
        ("A/DT/meeting/det board/NN/meeting/compound meeting/NN/ended/nsubj ended/VBD/ended/ROOT/end", "talks.meeting"),
        (PULL_OUT.format("through"), "deployment.pull"),
        (REACHED.format(a="the", b="summit"), "treaty.reach"),
        (PRESENCE.format("calm"), "deployment.presence"),
        (SPOKE.format("of", "of"), "talks.speak"),
        # another word class
        ("Meet/NNP/ended/nsubj ended/VBD/ended/ROOT/end", "talks.meet"),
    ],
)
def test_does_not_fire(by_hand, rows: str, rule: str) -> None:
    assert rule not in {name for name, _ in rules(by_hand, rows)}


def test_every_rule_that_fits_is_given_in_text_order(by_hand) -> None:
    rows = "Troops/NNS/left/nsubj/troop left/VBD/left/ROOT/leave after/IN/left/prep a/DT/visit/det visit/NN/after/pobj "
    found = [t.rule.name for t in TriggerIndex(by_hand.registry).find(by_hand.sentence(rows).doc)]
    assert found == ["deployment.leave", "visit.leave", "visit.noun"]


@pytest.mark.parametrize(
    ("rows", "word", "types"),
    [
        (VISITED.format("website"), "visited", {"visit"}),
        (VISITED.format("Oslo"), "visited", set()),
        # a word of two types: each by its own rules
        (
            "Players/NNS/left/nsubj/player left/VBD/left/ROOT/leave the/DT/field/det field/NN/left/dobj",
            "left",
            set(),
        ),
        (
            "A/DT/meeting/det board/NN/meeting/compound meeting/NN/ended/nsubj ended/VBD/ended/ROOT/end",
            "meeting",
            {"talks"},
        ),
        # a word that no rule knows
        ("It/PRP/ended/nsubj ended/VBD/ended/ROOT/end", "ended", set()),
    ],
)
def test_vetoes(by_hand, rows: str, word: str, types: set[str]) -> None:
    assert TriggerIndex(by_hand.registry).vetoes(by_hand.token(by_hand.sentence(rows), word)) == types


@pytest.mark.parametrize(
    ("rows", "noun", "verb"),
    [
        ("Berg/NNP/held/nsubj held/VBD/held/ROOT/hold talks/NNS/held/dobj/talk", "talks", "held"),
        ("Talks/NNS/held/nsubjpass/talk were/VBD/held/auxpass/be held/VBN/held/ROOT/hold", "Talks", "held"),
        (
            "They/PRP/held/nsubj held/VBD/held/ROOT/hold lunch/NN/held/dobj and/CC/lunch/cc talks/NNS/lunch/conj/talk",
            "talks",
            "held",
        ),
        # a round of talks
        (
            (
                "They/PRP/held/nsubj held/VBD/held/ROOT/hold a/DT/round/det round/NN/held/dobj of/IN/round/prep "
                "talks/NNS/of/pobj/talk"
            ),
            "talks",
            "held",
        ),
        (
            "He/PRP/went/nsubj went/VBD/went/ROOT/go on/IN/went/prep a/DT/visit/det visit/NN/on/pobj",
            "visit",
            None,
        ),
        (
            "He/PRP/opened/nsubj opened/VBD/opened/ROOT/open with/IN/opened/prep talks/NNS/with/pobj/talk",
            "talks",
            None,
        ),
        # a subject is carried by nothing
        ("Talks/NNS/began/nsubj/talk began/VBD/began/ROOT/begin", "Talks", None),
        ("They/PRP/praised/nsubj praised/VBD/praised/ROOT/praise talks/NNS/praised/dobj/talk", "talks", None),
    ],
)
def test_support_verb(by_hand, rows: str, noun: str, verb: str | None) -> None:
    carrier = support_verb(by_hand.token(by_hand.sentence(rows), noun))
    assert (carrier.text if carrier is not None else None) == verb


def test_a_type_of_ones_own_is_found(by_hand) -> None:
    """Words of a folder that the project does not ship work like any other's."""
    text = """
name: launch
mart: launches
description: Somebody starts a rocket.
roles:
  launcher: {reading: actor, kinds: [country], core: true, description: who}
attributes: {}
frames:
  plain: {launcher: [subject]}
triggers:
  - {name: launch.verb, verbs: [launch], objects: [rocket], frame: plain, prior: 0.5}
"""
    index = TriggerIndex(parse({"launch/definition.yaml": text}))
    rows = "Peru/NNP/launched/nsubj launched/VBD/launched/ROOT/launch a/DT/{0}/det {0}/NN/launched/dobj"
    assert [t.rule.name for t in index.find(by_hand.sentence(rows.format("rocket")).doc)] == ["launch.verb"]
    assert list(index.find(by_hand.sentence(rows.format("book")).doc)) == []


def test_a_word_that_no_rule_knows_takes_the_frame_of_its_class(by_hand) -> None:
    sentence = by_hand.sentence("Berg/NNP/made/nsubj made/VBD/made/ROOT/make a/DT/foray/det foray/NN/made/dobj")
    index = TriggerIndex(by_hand.registry)
    judged = trigger_of(by_hand.token(sentence, "foray"), "visit", index, by_hand.registry)
    assert (judged.rule.name, judged.frame.name, judged.span.text) == ("visit.judged", "journey", "made a foray")
    assert judged.support == by_hand.token(sentence, "made")


def test_a_known_word_takes_its_likeliest_rule(by_hand) -> None:
    sentence = by_hand.sentence("Berg/NNP/visited/nsubj visited/VBD/visited/ROOT/visit Oslo/NNP/visited/dobj")
    token = by_hand.token(sentence, "visited")
    assert trigger_of(token, "visit", TriggerIndex(by_hand.registry), by_hand.registry).rule.name == "visit.verb"
