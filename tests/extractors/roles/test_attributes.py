"""Codes, numbers, durations and phrases around a trigger, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from extractors.quantities import shares_in
from extractors.roles.attach import attach
from extractors.roles.attributes import attributes_of
from extractors.roles.measured import commodity_of
from schemas.actors import Actor

TROOPS = Actor("French troops", "group", "FRA", "MIL")
SHIPS = Actor("ships", "group", "FRA", "MIL")
SENT = "France/NNP/sent/nsubj sent/VBD/sent/ROOT/send "
TO_MALI = " to/IN/sent/prep Mali/NNP/to/pobj"


def attributes(by_hand, rows: str, word: str, rule: str, **groups: Actor) -> dict[str, tuple[object, str, str]]:
    """Code -> (value or range, words, rule)."""
    sentence = by_hand.sentence(rows, start=5)
    mentions = [by_hand.mention(sentence, words, actor) for words, actor in groups.items()]
    context = by_hand.context(sentence, mentions=mentions)
    trigger = by_hand.trigger(sentence, word, rule)
    found = attributes_of(trigger, attach(trigger, sentence, context), sentence, context)
    assert [a.code for a in found] == [
        a.name for a in trigger.event_type.attributes if a.name in {f.code for f in found}
    ]
    return {
        a.code: (
            (a.number.low, a.number.high) if a.number else a.value,
            a.evidence.of(context.document.text),
            a.rule,
        )
        for a in found
    }


def number(by_hand, rows: str, word: str = "sent", rule: str = "deployment.send", **groups: Actor):
    """The personnel's range and words, or None."""
    found = attributes(by_hand, rows, word, rule, **groups).get("personnel")
    return found[:2] if found else None


def test_the_number_on_the_forces_own_noun(by_hand) -> None:
    rows = SENT + "300/CD/troops/nummod troops/NNS/sent/dobj/troop" + TO_MALI
    assert number(by_hand, rows, troops=TROOPS) == ((300, 300), "300")


def test_a_number_of_something_else_is_not_the_forces(by_hand) -> None:
    rows = (
        "300/CD/villagers/nummod villagers/NNS/watched/nsubj/villager watched/VBD/watched/ROOT/watch as/IN/sent/mark "
        "France/NNP/sent/nsubj sent/VBD/watched/advcl/send troops/NNS/sent/dobj/troop"
    )
    assert number(by_hand, rows, troops=TROOPS) is None


def test_ships_are_no_personnel(by_hand) -> None:
    rows = SENT + "three/CD/ships/nummod ships/NNS/sent/dobj/ship" + TO_MALI
    found = attributes(by_hand, rows, "sent", "deployment.send", ships=SHIPS)
    assert "personnel" not in found
    assert found["asset"] == ("ships", "ships", "asset.words:role:force")


def test_people_aboard_ships_are(by_hand) -> None:
    rows = (
        SENT + "three/CD/ships/nummod ships/NNS/sent/dobj/ship with/IN/ships/prep 900/CD/sailors/nummod "
        "sailors/NNS/with/pobj/sailor" + TO_MALI
    )
    assert number(by_hand, rows, ships=SHIPS) == ((900, 900), "900")


def test_a_part_of_a_counted_force_is_not_the_force(by_hand) -> None:
    rows = SENT + "half/NN/sent/dobj of/IN/half/prep the/DT/troops/det 300/CD/troops/nummod troops/NNS/of/pobj/troop"
    assert number(by_hand, rows, troops=TROOPS) is None


@pytest.mark.parametrize(("verb", "lemma", "told"), [("numbering", "number", True), ("fearing", "fear", False)])
def test_a_number_told_of_the_force(by_hand, verb: str, lemma: str, told: bool) -> None:
    rows = SENT + f"troops/NNS/sent/dobj/troop {verb}/VBG/troops/acl/{lemma} 900/CD/{verb}/dobj"
    assert number(by_hand, rows, troops=TROOPS) == (((900, 900), "900") if told else None)


def test_what_comes_on_top_is_an_increment(by_hand) -> None:
    rows = SENT + "another/DT/troops/det 200/CD/troops/nummod troops/NNS/sent/dobj/troop" + TO_MALI
    sentence = by_hand.sentence(rows)
    context = by_hand.context(sentence, mentions=[by_hand.mention(sentence, "troops", TROOPS)])
    trigger = by_hand.trigger(sentence, "sent", "deployment.send")
    personnel = next(
        a
        for a in attributes_of(trigger, attach(trigger, sentence, context), sentence, context)
        if a.code == "personnel"
    )
    assert personnel.number is not None
    assert (personnel.number.low, personnel.number.high, personnel.number.is_increment) == (200, 200, True)
    assert personnel.evidence.of(sentence.doc.text) == "another 200"


def test_bounds_stay_bounds(by_hand) -> None:
    rows = SENT + "up/IN/300/quantmod to/IN/300/quantmod 300/CD/troops/nummod troops/NNS/sent/dobj/troop" + TO_MALI
    assert number(by_hand, rows, troops=TROOPS) == ((None, 300), "up to 300")


WITHDREW = "France/NNP/withdrew/nsubj withdrew/VBD/withdrew/ROOT/withdraw"
PHONE_CALL = "A/DT/call/det phone/NN/call/compound call/NN/ended/nsubj ended/VBD/ended/ROOT/end"
ENDED = "Talks/NNS/ended/nsubj/talk ended/VBD/ended/ROOT/end"
AT_A_SUMMIT = ENDED + " at/IN/ended/prep the/DT/summit/det summit/NN/at/pobj"
RATIFIED = "Peru/NNP/ratified/nsubj ratified/VBD/ratified/ROOT/ratify it/PRP/ratified/dobj"
ON_TRADE = ENDED + " on/IN/Talks/prep the/DT/trade/det grain/NN/trade/compound trade/NN/on/pobj"


@pytest.mark.parametrize(
    ("rule", "rows", "word", "code", "value"),
    [
        (
            "deployment.withdraw",
            WITHDREW,
            "withdrew",
            "direction",
            ("withdraw", "withdrew", "deployment.withdraw:sets"),
        ),
        (
            "deployment.send",
            SENT + "aid/NN/sent/dobj",
            "sent",
            "direction",
            ("deploy", "sent", "direction.words:trigger"),
        ),
        ("talks.phone", PHONE_CALL, "call", "format", ("call", "call", "format.words:trigger")),
        ("talks.noun", AT_A_SUMMIT, "Talks", "format", ("summit", "summit", "format.words:clause")),
        ("talks.noun", ENDED, "Talks", "format", ("meeting", "Talks", "format.default")),
        ("treaty.ratify", RATIFIED, "ratified", "act", ("ratified", "ratified", "act.words:trigger")),
        # the words of a slot, without article
        ("talks.noun", ON_TRADE, "Talks", "topic", ("grain trade", "grain trade", "topic.slot:prep:on")),
    ],
)
def test_code_or_phrase(by_hand, rule: str, rows: str, word: str, code: str, value: tuple[str, str, str]) -> None:
    assert attributes(by_hand, rows, word, rule)[code] == value


def test_a_duration_on_the_noun(by_hand) -> None:
    rows = (
        "He/PRP/paid/nsubj paid/VBD/paid/ROOT/pay a/DT/visit/det three/CD/day/nummod day/NN/visit/compound "
        "visit/NN/paid/dobj"
    )
    found = attributes(by_hand, rows, "visit", "visit.noun")
    assert found == {"duration": ("P3D", "three day", "temporal.duration")}


PERCENT = "40/CD/percent/nummod percent/NN/{}/dobj "
OF_IMPORTS = (
    "of/IN/percent/prep Peru/NNP/imports/poss 's/POS/Peru/case gas/NN/imports/compound imports/NNS/of/pobj/import"
)
MET = "Norway/NNP/met/nsubj met/VBD/met/ROOT/meet " + PERCENT.format("met") + OF_IMPORTS


def test_a_share_and_what_it_measures(by_hand) -> None:
    found = attributes(by_hand, MET, "met", "supply_share.supply")
    assert found["share"][:2] == ((40, 40), "40 percent")
    assert found["commodity"] == ("gas", "gas", "commodity.measured")
    assert found["basis"] == ("recipient_imports", "percent", "basis.words:measured")


@pytest.mark.parametrize(("verb", "lemma"), [("rose", "rise"), ("fell", "fall")])
def test_a_change_is_no_share(by_hand, verb: str, lemma: str) -> None:
    subject = f"Exports/NNS/{verb}/nsubj/export {verb}/VBD/{verb}/ROOT/{lemma} "
    by = subject + f"40/CD/percent/nummod percent/NN/{verb}/dobj"
    to = subject + f"to/IN/{verb}/prep 40/CD/percent/nummod percent/NN/to/pobj"
    assert "share" not in attributes(by_hand, by, verb, "supply_share.supply_bare")
    assert attributes(by_hand, to, verb, "supply_share.supply_bare")["share"][:2] == ((40, 40), "40 percent")


@pytest.mark.parametrize(("word", "share"), [("met", ((50, 50), "half")), ("used", ((7, 7), "7 percent"))])
def test_the_share_nearest_to_the_trigger_counts(by_hand, word: str, share: object) -> None:
    rows = (
        "They/PRP/met/nsubj met/VBD/met/ROOT/meet half/NN/met/dobj of/IN/half/prep it/PRP/of/pobj and/CC/met/cc "
        "used/VBD/met/conj/use 7/CD/percent/nummod percent/NN/used/dobj"
    )
    assert attributes(by_hand, rows, word, "supply_share.supply_bare")["share"][:2] == share


@pytest.mark.parametrize(
    ("rows", "nouns"),
    [
        (MET, ["imports"]),
        ("They/PRP/met/nsubj met/VBD/met/ROOT/meet half/NN/met/dobj of/IN/half/prep it/PRP/of/pobj", ["it"]),
        ("They/PRP/met/nsubj met/VBD/met/ROOT/meet Eide/NNP/met/dobj", []),
    ],
)
def test_measured_nouns(by_hand, rows: str, nouns: list[str]) -> None:
    found = [t for share in shares_in(by_hand.sentence(rows).doc) for t in share.measured]
    assert [t.text for t in found] == nouns


@pytest.mark.parametrize(
    ("rows", "commodity"),
    [
        (MET, "gas"),
        # in a phrase behind a word of trade
        (
            (
                "They/PRP/met/nsubj met/VBD/met/ROOT/meet half/NN/met/dobj of/IN/half/prep imports/NNS/#3/pobj/import "
                "of/IN/imports/prep gas/NN/#5/pobj"
            ),
            "gas",
        ),
        (
            "They/PRP/met/nsubj met/VBD/met/ROOT/meet half/NN/met/dobj of/IN/half/prep the/DT/tea/det tea/NN/of/pobj",
            "tea",
        ),
        # without a share: the trigger's own object
        ("They/PRP/met/nsubj met/VBD/met/ROOT/meet tea/NN/met/dobj needs/NNS/tea/dep", "tea"),
    ],
)
def test_commodity(by_hand, rows: str, commodity: str) -> None:
    sentence = by_hand.sentence(rows)
    found = commodity_of(by_hand.trigger(sentence, "met", "supply_share.supply"))
    assert next(found).text == commodity


@pytest.mark.parametrize(
    ("rows", "rule", "found"),
    [
        (MET, "supply_share.supply", "40 percent"),
        # the share is the subject of the trigger, not its object
        (MET, "supply_share.come", None),
        # a share of what the definition rules out
        (
            "They/PRP/met/nsubj met/VBD/met/ROOT/meet half/NN/met/dobj of/IN/half/prep votes/NNS/of/pobj/vote",
            "supply_share.supply",
            None,
        ),
        # a rule that asks for a word of trade in what is measured
        (
            "They/PRP/met/nsubj met/VBD/met/ROOT/meet half/NN/met/dobj of/IN/half/prep it/PRP/of/pobj",
            "supply_share.account",
            None,
        ),
    ],
)
def test_a_share_stands_where_its_rule_says(by_hand, rows: str, rule: str, found: str | None) -> None:
    share = attributes(by_hand, rows, "met", rule).get("share")
    assert (share[1] if share else None) == found


def test_of_two_numbers_the_resulting_one_is_the_forces(by_hand) -> None:
    rows = SENT + "troops/NNS/sent/dobj/troop from/IN/sent/prep 900/CD/from/pobj to/IN/sent/prep 300/CD/to/pobj"
    assert number(by_hand, rows, troops=TROOPS) == ((300, 300), "300")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # the object of the trigger, though nobody read it as a filler
        (SENT + "350/CD/men/nummod men/NNS/sent/dobj/man" + TO_MALI, ((350, 350), "350")),
        # formations are not people, the dead are not sent
        (SENT + "two/CD/battalions/nummod battalions/NNS/sent/dobj/battalion" + TO_MALI, None),
        (
            SENT + "word/NN/sent/dobj of/IN/word/prep deaths/NNS/#3/pobj/death of/IN/deaths/prep 18/CD/men/nummod "
            "men/NNS/#5/pobj/man",
            None,
        ),
        (SENT + "some/DT/sent/dobj of/IN/some/prep its/PRP$/men/poss 50/CD/men/nummod men/NNS/of/pobj/man", None),
    ],
)
def test_who_is_counted(by_hand, rows: str, found: object) -> None:
    assert number(by_hand, rows) == found
