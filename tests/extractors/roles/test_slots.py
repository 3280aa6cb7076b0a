"""What stands in each syntactic slot of a trigger, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from extractors.roles.slots import governing_verb, is_passive, tokens_in
from schemas.event_types import SLOTS

VERBS = {
    "active": "France/NNP/sent/nsubj sent/VBD/sent/ROOT/send troops/NNS/sent/dobj to/IN/sent/prep Mali/NNP/to/pobj",
    "passive": (
        "Troops/NNS/sent/nsubjpass were/VBD/sent/auxpass/be sent/VBN/sent/ROOT/send to/IN/sent/prep Mali/NNP/to/pobj "
        "by/IN/sent/agent France/NNP/by/pobj"
    ),
    "passive perfect": (
        "Troops/NNS/sent/nsubjpass have/VBP/sent/aux been/VBN/sent/auxpass/be sent/VBN/sent/ROOT/send to/IN/sent/prep "
        "Mali/NNP/to/pobj"
    ),
    "active perfect": "France/NNP/sent/nsubj has/VBZ/sent/aux/have sent/VBN/sent/ROOT/send troops/NNS/sent/dobj",
    "reduced relative": (
        "Troops/NNS/left/nsubj sent/VBN/Troops/acl/send by/IN/sent/agent France/NNP/by/pobj to/IN/sent/prep "
        "Mali/NNP/to/pobj left/VBD/left/ROOT/leave"
    ),
    "who": (
        "Soldiers/NNS/met/nsubj who/WP/arrived/nsubj arrived/VBD/Soldiers/relcl/arrive in/IN/arrived/prep "
        "Mali/NNP/in/pobj met/VBD/met/ROOT/meet villagers/NNS/met/dobj"
    ),
    "which passive": (
        "Troops/NNS/left/nsubj which/WDT/sent/nsubjpass were/VBD/sent/auxpass/be sent/VBN/Troops/relcl/send "
        "by/IN/sent/agent France/NNP/by/pobj left/VBD/left/ROOT/leave"
    ),
    "relative without pronoun": (
        "Troops/NNS/left/nsubj France/NNP/sent/nsubj sent/VBD/Troops/relcl/send left/VBD/left/ROOT/leave"
    ),
    "participle": "A/DT/convoy/det convoy/NN/stopped/nsubj leaving/VBG/convoy/acl/leave Mali/NNP/leaving/dobj "
    "stopped/VBD/stopped/ROOT/stop",
    "subject control": (
        "France/NNP/agreed/nsubj agreed/VBD/agreed/ROOT/agree to/TO/send/aux send/VB/agreed/xcomp troops/NNS/send/dobj"
    ),
    "object control": (
        "France/NNP/asked/nsubj asked/VBD/asked/ROOT/ask Chad/NNP/asked/dobj to/TO/send/aux send/VB/asked/xcomp "
        "troops/NNS/send/dobj"
    ),
    "passive control": (
        "France/NNP/asked/nsubjpass was/VBD/asked/auxpass/be asked/VBN/asked/ROOT/ask by/IN/asked/agent "
        "Chad/NNP/by/pobj to/TO/send/aux send/VB/asked/xcomp troops/NNS/send/dobj"
    ),
    "noun control": (
        "France/NNP/decision/poss 's/POS/France/case decision/NN/angered/nsubj to/TO/send/aux send/VB/decision/acl "
        "troops/NNS/send/dobj angered/VBD/angered/ROOT/anger Chad/NNP/angered/dobj"
    ),
    "coordination": (
        "France/NNP/trained/nsubj trained/VBD/trained/ROOT/train and/CC/trained/cc sent/VBD/trained/conj/send "
        "troops/NNS/sent/dobj"
    ),
    "coordination shares what follows": (
        "France/NNP/sent/nsubj sent/VBD/sent/ROOT/send and/CC/sent/cc led/VBD/sent/conj/lead troops/NNS/sent/dobj"
    ),
    "passive coordination": (
        "Troops/NNS/trained/nsubjpass were/VBD/trained/auxpass/be trained/VBN/trained/ROOT/train and/CC/trained/cc "
        "sent/VBN/trained/conj/send to/IN/sent/prep Mali/NNP/to/pobj"
    ),
    "active after passive": (
        "France/NNP/praised/nsubjpass was/VBD/praised/auxpass/be praised/VBN/praised/ROOT/praise and/CC/praised/cc "
        "sent/VBD/praised/conj/send troops/NNS/sent/dobj"
    ),
    "adverbial participle": (
        "Invited/VBN/flew/advcl/invite by/IN/Invited/agent Norway/NNP/by/pobj ,/,/flew/punct Berg/NNP/flew/nsubj "
        "flew/VBD/flew/ROOT/fly"
    ),
}


def slot(by_hand, name: str, rows: str, word: str) -> list[str]:
    """The different words in a slot, best first (two ways may lead to one word)."""
    sentence = by_hand.sentence(rows)
    return list(dict.fromkeys(token.text for token in tokens_in(name, by_hand.trigger(sentence, word))))


@pytest.mark.parametrize(
    ("construction", "verb", "subjects", "objects"),
    [
        ("active", "sent", ["France"], ["troops"]),
        ("passive", "sent", ["France"], ["Troops"]),
        ("passive perfect", "sent", [], ["Troops"]),
        ("active perfect", "sent", ["France"], ["troops"]),
        ("reduced relative", "sent", ["France"], ["Troops"]),
        ("reduced relative", "left", ["Troops"], []),
        ("who", "arrived", ["Soldiers"], []),
        ("who", "met", ["Soldiers"], ["villagers"]),
        ("which passive", "sent", ["France"], ["Troops"]),
        ("relative without pronoun", "sent", ["France"], ["Troops"]),
        ("participle", "leaving", ["convoy"], ["Mali"]),
        ("subject control", "send", ["France"], ["troops"]),
        ("object control", "send", ["Chad"], ["troops"]),
        ("passive control", "send", ["France"], ["troops"]),
        ("noun control", "send", ["France"], ["troops"]),
        ("coordination", "sent", ["France"], ["troops"]),
        ("coordination shares what follows", "led", ["France"], ["troops"]),
        ("passive coordination", "sent", [], ["Troops"]),
        ("active after passive", "sent", ["France"], ["troops"]),
        ("adverbial participle", "Invited", ["Norway"], ["Berg"]),
    ],
)
def test_who_does_it_and_to_whom(
    by_hand, construction: str, verb: str, subjects: list[str], objects: list[str]
) -> None:
    rows = VERBS[construction]
    assert slot(by_hand, "subject", rows, verb) == subjects
    assert slot(by_hand, "object", rows, verb) == objects


def test_the_object_pronoun_of_a_relative_clause_stands_for_its_noun(by_hand) -> None:
    rows = (
        "Troops/NNS/left/nsubj that/WDT/sent/dobj France/NNP/sent/nsubj sent/VBD/Troops/relcl/send "
        "left/VBD/left/ROOT/leave"
    )
    assert slot(by_hand, "subject", rows, "sent") == ["France"]
    assert slot(by_hand, "object", rows, "sent") == ["Troops"]


@pytest.mark.parametrize(
    ("construction", "verb", "passive"),
    [
        ("active", "sent", False),
        ("passive", "sent", True),
        ("active perfect", "sent", False),
        ("reduced relative", "sent", True),
        ("reduced relative", "left", False),
        ("passive coordination", "sent", True),
        ("coordination", "sent", False),
    ],
)
def test_passive_by_form(by_hand, construction: str, verb: str, passive: bool) -> None:
    assert is_passive(by_hand.token(by_hand.sentence(VERBS[construction]), verb)) is passive


VISIT_OF_BERG = (
    "Berg/NNP/visit/poss 's/POS/Berg/case visit/NN/ended/nsubj to/IN/visit/prep Oslo/NNP/to/pobj "
    "ended/VBD/ended/ROOT/end"
)
HELD_TALKS = (
    "Berg/NNP/held/nsubj held/VBD/held/ROOT/hold talks/NNS/held/dobj/talk with/IN/talks/prep Eide/NNP/with/pobj "
    "in/IN/held/prep Lima/NNP/in/pobj"
)
TALKS_BETWEEN = (
    "Talks/NNS/held/nsubjpass/talk between/IN/Talks/prep Norway/NNP/between/pobj and/CC/Norway/cc Peru/NNP/Norway/conj "
    "were/VBD/held/auxpass/be held/VBN/held/ROOT/hold in/IN/held/prep Lima/NNP/in/pobj"
)
SAID_AFTER = (
    "Berg/NNP/said/nsubj said/VBD/said/ROOT/say after/IN/said/prep talks/NNS/after/pobj/talk with/IN/talks/prep "
    "Eide/NNP/with/pobj that/IN/was/mark he/PRP/was/nsubj was/VBD/said/ccomp/be glad/JJ/was/acomp"
)
WITHDRAWAL = (
    "The/DT/withdrawal/det withdrawal/NN/began/nsubj of/IN/withdrawal/prep troops/NNS/of/pobj by/IN/withdrawal/prep "
    "France/NNP/by/pobj from/IN/withdrawal/prep bases/NNS/from/pobj/base in/IN/bases/prep Mali/NNP/in/pobj "
    "began/VBD/began/ROOT/begin"
)
PEACE_TALKS = "Norwegian/JJ/talks/amod peace/NN/talks/compound talks/NNS/ended/nsubj/talk ended/VBD/ended/ROOT/end"
GAVE = (
    "France/NNP/gave/nsubj gave/VBD/gave/ROOT/give Chad/NNP/gave/dative planes/NNS/gave/dobj/plane home/RB/gave/advmod"
)
MET_NEEDS = (
    "Norway/NNP/met/nsubj met/VBD/met/ROOT/meet 40/CD/percent/nummod percent/NN/met/dobj of/IN/percent/prep "
    "Peru/NNP/needs/poss 's/POS/Peru/case needs/NNS/of/pobj/need"
)
SUPPLIER = (
    "Norway/NNP/is/nsubj is/VBZ/is/ROOT/be the/DT/supplier/det supplier/NN/is/attr of/IN/supplier/prep half/NN/#4/pobj "
    "of/IN/half/prep Peru/NNP/imports/poss 's/POS/Peru/case imports/NNS/#6/pobj/import"
)
IMPORTS_FELL = (
    "Imports/NNS/go/nsubj/import of/IN/Imports/prep Peru/NNP/of/pobj go/VBP/go/ROOT to/IN/go/prep Norway/NNP/to/pobj"
)


@pytest.mark.parametrize(
    ("name", "rows", "word", "tokens"),
    [
        ("possessive", VISIT_OF_BERG, "visit", ["Berg"]),
        ("prep:to", VISIT_OF_BERG, "visit", ["Oslo"]),
        ("subject", VISIT_OF_BERG, "visit", []),
        # the light verb lends its subject and its prepositions
        ("subject", HELD_TALKS, "talks", ["Berg"]),
        ("prep:with", HELD_TALKS, "talks", ["Eide"]),
        ("prep:in", HELD_TALKS, "talks", ["Lima"]),
        ("governor_subject", HELD_TALKS, "talks", []),
        ("prep:between", TALKS_BETWEEN, "Talks", ["Norway"]),
        ("prep:in", TALKS_BETWEEN, "Talks", ["Lima"]),
        ("governor_subject", SAID_AFTER, "talks", ["Berg"]),
        ("subject", SAID_AFTER, "talks", []),
        ("governor_subject", VERBS["active"], "sent", []),
        ("of", WITHDRAWAL, "withdrawal", ["troops"]),
        ("by", WITHDRAWAL, "withdrawal", ["France"]),
        # a preposition stacked on another one's object
        ("prep:in", WITHDRAWAL, "withdrawal", ["Mali"]),
        ("prep:to", WITHDRAWAL, "withdrawal", []),
        ("compound", PEACE_TALKS, "talks", ["peace"]),
        ("modifier", PEACE_TALKS, "talks", ["Norwegian", "peace"]),
        ("itself", PEACE_TALKS, "talks", ["talks"]),
        ("indirect", GAVE, "gave", ["Chad"]),
        ("adverb", GAVE, "gave", ["home"]),
        ("agent", VERBS["passive"], "sent", ["France"]),
        ("object_owner", MET_NEEDS, "met", ["needs", "Peru"]),
        ("object_actors", MET_NEEDS, "met", ["needs"]),
        ("of_owner", SUPPLIER, "supplier", ["imports", "Peru"]),
        ("complement", SUPPLIER, "is", ["supplier"]),
        ("subject_owner", IMPORTS_FELL, "go", ["Peru"]),
        ("subject_inside", IMPORTS_FELL, "go", ["Peru"]),
    ],
)
def test_slot(by_hand, name: str, rows: str, word: str, tokens: list[str]) -> None:
    assert slot(by_hand, name, rows, word) == tokens


def test_prepositions_are_found_behind_the_object_of_a_verb(by_hand) -> None:
    rows = (
        "France/NNP/withdrew/nsubj withdrew/VBD/withdrew/ROOT/withdraw troops/NNS/withdrew/dobj from/IN/troops/prep "
        "bases/NNS/from/pobj/base"
    )
    assert slot(by_hand, "prep:from", rows, "withdrew") == ["bases"]


def test_a_noun_in_a_relative_clause_is_not_governed_from_outside(by_hand) -> None:
    sentence = by_hand.sentence(
        "Berg/NNP/left/nsubj who/WP/attended/nsubj attended/VBD/Berg/relcl/attend talks/NNS/attended/dobj/talk "
        "left/VBD/left/ROOT/leave"
    )
    assert governing_verb(by_hand.token(sentence, "talks")) == by_hand.token(sentence, "attended")
    assert governing_verb(by_hand.token(sentence, "Berg")) == by_hand.token(sentence, "left")


def test_a_word_alone_has_no_governor(by_hand) -> None:
    sentence = by_hand.sentence("Talks/NNS/Talks/ROOT/talk")
    assert governing_verb(by_hand.token(sentence, "Talks")) is None
    for name in ("subject", "object", "governor_subject", "possessive", "of", "prep:with", "object_owner"):
        assert slot(by_hand, name, "Talks/NNS/Talks/ROOT/talk", "Talks") == []


def test_long_chains_of_governors_end(by_hand) -> None:
    """Verbs that lend each other a subject none of them has: the search is bounded."""
    words = [f"try{n}" for n in range(40)]
    rows = " ".join(f"{w}/VB/{words[max(0, n - 1)]}/{'xcomp' if n else 'ROOT'}/try" for n, w in enumerate(words))
    assert slot(by_hand, "subject", rows, "try39") == []


def test_every_slot_of_the_definitions_is_served(by_hand) -> None:
    """A slot that a shipped frame names yields tokens or nothing, never an error."""
    used = {s for t in by_hand.registry.types for f in t.frames.values() for listed in f.slots.values() for s in listed}
    sentence = by_hand.sentence(VERBS["passive"])
    for name in sorted(used):
        tokens = list(tokens_in(name, by_hand.trigger(sentence, "sent")))
        assert {t.doc for t in tokens} <= {sentence.doc}


@pytest.mark.parametrize("name", ["clause", "dateline", "document", "sentence"])
def test_every_slot_that_a_definition_may_name_is_served(by_hand, name: str) -> None:
    """What schemas lets pass as a slot must not fail in the middle of a text."""
    assert name not in SLOTS or slot(by_hand, name, VERBS["passive"], "sent") is not None


def test_slots_are_those_that_schemas_knows(by_hand) -> None:
    for name in sorted(SLOTS - {"clause", "dateline", "document", "sentence"}):
        assert isinstance(slot(by_hand, name, VERBS["passive"], "sent"), list)


def test_what_stands_beside_a_name_is_the_name(by_hand) -> None:
    rows = (
        "Sonatrach/NNP/rose/nsubj a/DT/firm/det firm/NN/Sonatrach/appos that/WDT/pumps/nsubj pumps/VBZ/firm/relcl/pump "
        "gas/NN/pumps/dobj rose/VBD/rose/ROOT/rise"
    )
    trigger = by_hand.trigger(by_hand.sentence(rows), "pumps", "supply_share.account")
    assert [t.text for t in tokens_in("subject_source", trigger)] == ["firm", "Sonatrach"]
