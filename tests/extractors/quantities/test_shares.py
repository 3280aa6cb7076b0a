"""What a share measures and whose it is, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from extractors.quantities import is_change, owners_of, shares_in

SUPPLIES = "Chad/NNP/supplies/nsubj supplies/VBZ/supplies/ROOT/supply "


@pytest.mark.parametrize(
    ("rows", "unit", "measured", "owners"),
    [
        (
            (
                "40/CD/percent/nummod percent/NN/supplies/dobj of/IN/percent/prep Peru/NNP/imports/poss "
                "'s/POS/Peru/case rice/NN/imports/compound imports/NNS/of/pobj/import"
            ),
            "percent",
            ["imports"],
            ["Peru", "rice"],
        ),
        # a fraction right before its noun
        ("half/DT/rice/predet the/DT/rice/det rice/NN/supplies/dobj", "rice", ["rice"], []),
        # the owner in a clause of its own
        (
            (
                "half/NN/supplies/dobj of/IN/half/prep the/DT/rice/det rice/NN/of/pobj that/WDT/eats/dobj "
                "Peru/NNP/eats/nsubj eats/VBZ/rice/relcl/eat"
            ),
            "half",
            ["rice"],
            ["Peru"],
        ),
        # the owner in a phrase
        (
            "half/NN/supplies/dobj of/IN/half/prep imports/NNS/of/pobj/import by/IN/imports/prep Peru/NNP/by/pobj",
            "half",
            ["imports"],
            ["Peru"],
        ),
    ],
)
def test_what_is_measured_and_whose(by_hand, rows: str, unit: str, measured: list[str], owners: list[str]) -> None:
    (share,) = shares_in(by_hand.sentence(SUPPLIES + rows).doc)
    assert share.unit.text == unit
    assert [t.text for t in share.measured] == measured
    assert [t.text for t in owners_of(share)] == owners


def test_a_part_of_a_year_is_no_share(by_hand) -> None:
    rows = SUPPLIES + "half/NN/supplies/dobj of/IN/half/prep the/DT/year/det year/NN/of/pobj"
    assert shares_in(by_hand.sentence(rows).doc) == ()


@pytest.mark.parametrize(("preposition", "changed"), [("by", True), ("to", False)])
def test_a_change_by_so_much_is_no_share(by_hand, preposition: str, changed: bool) -> None:
    rows = f"It/PRP/rose/nsubj rose/VBD/rose/ROOT/rise {preposition}/IN/rose/prep 40/CD/percent/nummod "
    (share,) = shares_in(by_hand.sentence(rows + f"percent/NN/{preposition}/pobj").doc)
    assert is_change(share) is changed
