"""Which number counts the force, what counts something else, and forces with numbers of their own on one trigger."""

from __future__ import annotations

import pytest

from extractors.finding import needs_met
from extractors.roles.attach import attach
from extractors.roles.attributes import attributes_of
from extractors.roles.beside import triggers_beside
from extractors.roles.slots import tokens_in
from schemas.actors import Actor, Place

TROOPS, POLICE = Actor("French troops", "group", "FRA", "MIL"), Actor("police", "group", "FRA", "COP")
MALI, PARIS = Place("Mali", "country", "MLI"), Place("Paris", "city", "FRA")
SENT = "France/NNP/sent/nsubj sent/VBD/sent/ROOT/send "


def number(by_hand, rows: str, word: str, rule: str, **groups: Actor) -> tuple[float | None, float | None] | None:
    """The range of people that the trigger moves."""
    sentence = by_hand.sentence(rows, start=5)
    mentions = [by_hand.mention(sentence, words, actor) for words, actor in groups.items()]
    context = by_hand.context(sentence, mentions=mentions)
    trigger = by_hand.trigger(sentence, word, rule)
    found = attributes_of(trigger, attach(trigger, sentence, context), sentence, context)
    return next(((a.number.low, a.number.high) for a in found if a.number is not None), None)


PART = (
    "He/PRP/met/nsubj met/VBD/met/ROOT/meet some/DT/met/dobj of/IN/some/prep the/DT/troops/det 900/CD/troops/nummod "
    "troops/NNS/of/pobj/troop in/IN/troops/prep Mali/NNP/in/pobj"
)
WHOLE = SENT + "300/CD/sent/dobj of/IN/300/prep its/PRP$/troops/poss 900/CD/troops/nummod troops/NNS/of/pobj/troop"


def test_the_whole_is_the_triggers_own_number_only_where_the_trigger_counts_it(by_hand) -> None:
    assert number(by_hand, PART, "troops", "deployment.counted") == (900, 900)
    assert number(by_hand, WHOLE, "sent", "deployment.send", troops=TROOPS) != (900, 900)


@pytest.mark.parametrize(
    ("verb", "lemma", "rule", "expected"),
    [("reinforced", "reinforce", "deployment.send", None), ("moved", "move", "deployment.send", (900, 900))],
)
def test_who_is_joined_is_not_who_comes(by_hand, verb: str, lemma: str, rule: str, expected: object) -> None:
    rows = (
        f"France/NNP/{verb}/nsubj {verb}/VBD/{verb}/ROOT/{lemma} the/DT/troops/det 900/CD/troops/nummod "
        f"troops/NNS/{verb}/dobj/troop"
    )
    assert number(by_hand, rows, verb, rule, troops=TROOPS) == expected


def test_people_who_go_by_themselves_are_counted(by_hand) -> None:
    rows = (
        "900/CD/sailors/nummod sailors/NNS/massed/nsubj/sailor massed/VBD/massed/ROOT/mass in/IN/massed/prep "
        "Mali/NNP/in/pobj"
    )
    assert number(by_hand, rows, "massed", "deployment.send") == (900, 900)
    assert number(by_hand, rows.replace("sailor", "villager"), "massed", "deployment.send") is None


@pytest.mark.parametrize(("noun", "lemma", "expected"), [("states", "state", None), ("marines", "marine", (2, 2))])
def test_what_is_only_joined_by_and_does_not_count_the_force(
    by_hand, noun: str, lemma: str, expected: tuple[int, int] | None
) -> None:
    rows = (
        f"They/PRP/discussed/nsubj discussed/VBD/discussed/ROOT/discuss two/CD/{noun}/nummod "
        f"{noun}/NNS/discussed/dobj/{lemma} and/CC/{noun}/cc the/DT/presence/det presence/NN/{noun}/conj"
    )
    assert number(by_hand, rows, "presence", "deployment.presence") == expected


NUMBER = (
    SENT + "its/PRP$/troops/poss troops/NNS/sent/dobj/troop and/CC/sent/cc {}/PRP/number/nsubj "
    "number/VBP/sent/conj 900/CD/number/dobj"
)


@pytest.mark.parametrize(("subject", "expected"), [("they", (900, 900)), ("villagers", None)])
def test_a_number_told_through_a_pronoun(by_hand, subject: str, expected: object) -> None:
    assert number(by_hand, NUMBER.format(subject), "sent", "deployment.send", troops=TROOPS) == expected


def test_the_number_of_a_list_item_counts_nothing(by_hand) -> None:
    rows = "2/CD/withdrawal/nummod ./. /withdrawal/punct".replace("./. /", "././") + (
        " The/DT/withdrawal/det withdrawal/NN/withdrawal/ROOT"
    )
    assert number(by_hand, rows, "withdrawal", "deployment.withdrawal") is None


BOTH = (
    SENT + "300/CD/troops/nummod troops/NNS/sent/dobj/troop and/CC/troops/cc {}/CD/{}/nummod {}/NNS/troops/conj/{} "
    "to/IN/sent/prep Mali/NNP/to/pobj"
)


@pytest.mark.parametrize(
    ("noun", "lemma", "expected"),
    [("police", "police", [("50 police", ["police", "France"], (50, 50))]), ("trucks", "truck", [])],
)
def test_forces_with_numbers_of_their_own(by_hand, noun: str, lemma: str, expected: list[object]) -> None:
    sentence = by_hand.sentence(BOTH.format(50, noun, noun, lemma))
    mentions = [by_hand.mention(sentence, "troops", TROOPS), by_hand.mention(sentence, noun, POLICE)]
    mentions.append(by_hand.mention(sentence, "France", Actor("France", "country", "FRA", "GOV")))
    context = by_hand.context(sentence, mentions=mentions)
    trigger = by_hand.trigger(sentence, "sent", "deployment.send")
    found = []
    for other, fillers in triggers_beside(trigger, attach(trigger, sentence, context), sentence):
        counts = [a.number for a in attributes_of(other, fillers, sentence, context) if a.number is not None]
        names = sorted((f.entity.name for f in fillers), reverse=True)
        found.append((other.span.text, names, (counts[0].low, counts[0].high)))
        assert other.parent is trigger
        assert list(triggers_beside(other, fillers, sentence)) == []
    assert found == expected


STANDING = "900/CD/troops/nummod troops/NNS/are/nsubj/troop are/VBP/are/ROOT/be in/IN/are/prep {}/NNP/in/pobj"


def test_a_counted_force_abroad(by_hand) -> None:
    for name, place, is_met in (("Mali", MALI, True), ("Paris", PARIS, False)):
        sentence = by_hand.sentence(STANDING.format(name))
        mentions = [by_hand.mention(sentence, "troops", TROOPS), by_hand.mention(sentence, name, place=place)]
        context = by_hand.context(sentence, mentions=mentions)
        trigger = by_hand.trigger(sentence, "troops", "deployment.counted")
        fillers = attach(trigger, sentence, context)
        assert [f.entity.name for f in fillers] == ["France", "French troops", name]
        assert needs_met(trigger, fillers, sentence, context) is is_met


@pytest.mark.parametrize(("verb", "lemma", "stands"), [("praised", "praise", True), ("sent", "send", False)])
def test_what_a_word_of_the_type_moves_does_not_stand(by_hand, verb: str, lemma: str, stands: bool) -> None:
    rows = f"They/PRP/{verb}/nsubj {verb}/VBD/{verb}/ROOT/{lemma} 900/CD/troops/nummod troops/NNS/{verb}/dobj/troop"
    trigger = by_hand.trigger(by_hand.sentence(rows), "troops", "deployment.counted")
    assert [t.text for t in tokens_in("standing", trigger)] == (["troops"] if stands else [])


def test_where_a_force_stands(by_hand) -> None:
    rows = (
        "France/NNP/has/nsubj has/VBZ/has/ROOT/have troops/NNS/has/dobj/troop and/CC/troops/cc "
        "police/NNS/troops/conj/police in/IN/police/prep Mali/NNP/in/pobj at/IN/has/prep sea/NN/at/pobj "
        "with/IN/has/prep Peru/NNP/with/pobj"
    )
    trigger = by_hand.trigger(by_hand.sentence(rows), "troops", "deployment.counted")
    assert [t.text for t in tokens_in("stands_in", trigger)] == ["Mali", "sea"]
