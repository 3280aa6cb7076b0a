"""Further shares under one trigger: which hang on it and what they take over, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from extractors.roles.attach import attach
from extractors.roles.attributes import attributes_of
from extractors.roles.further import further_triggers, inherited
from schemas.actors import Actor

CHAD, PERU, MALI = (Actor(n, "country", c, "GOV") for n, c in (("Chad", "TCD"), ("Peru", "PER"), ("Mali", "MLI")))
SUPPLIES = (
    "Chad/NNP/supplies/nsubj supplies/VBZ/supplies/ROOT/supply half/NN/supplies/dobj of/IN/half/prep "
    "Peru/NNP/rice/poss 's/POS/Peru/case rice/NN/of/pobj "
)


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        # another commodity
        (
            "and/CC/half/cc 9/CD/percent/nummod percent/NN/half/conj of/IN/percent/prep tea/NN/#10/pobj",
            [(9, "tea", {"Chad", "Peru"})],
        ),
        # another supplier, the verb left out
        (
            "and/CC/supplies/cc Mali/NNP/supplies/conj 9/CD/percent/nummod percent/NN/supplies/npadvmod",
            [(9, "rice", {"Mali", "Peru"})],
        ),
        # another time
        (
            "up/RB/supplies/advmod from/IN/up/prep 9/CD/percent/nummod percent/NN/from/pobj",
            [(9, "rice", {"Chad", "Peru"})],
        ),
        # a clause of its own says something else
        (
            (
                "and/CC/supplies/cc prices/NNS/fell/nsubj/price fell/VBD/supplies/conj/fall 9/CD/percent/nummod "
                "percent/NN/fell/npadvmod"
            ),
            [],
        ),
    ],
)
def test_further_shares(by_hand, rest: str, expected: list[object]) -> None:
    sentence = by_hand.sentence(SUPPLIES + rest)
    actors = {"Chad": CHAD, "Peru": PERU, "Mali": MALI}
    named = [by_hand.mention(sentence, n, a) for n, a in actors.items() if n in sentence.doc.text]
    context = by_hand.context(sentence, mentions=named)
    parent = by_hand.trigger(sentence, "supplies", "supply_share.supply")
    found = []
    for trigger in further_triggers([parent]):
        fillers = inherited(trigger, attach(parent, sentence, context), sentence, context)
        given = {a.code: a for a in attributes_of(trigger, fillers, sentence, context)}
        number = given["share"].number
        found.append((number.low if number else None, given["commodity"].value, {f.entity.name for f in fillers}))
    assert found == expected
