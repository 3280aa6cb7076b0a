import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.quantities import find_quantities

CASES = [
    ("11,000 troops", "count", 11000, 11000, False, False),
    ("approximately 11,000 troops", "count", 11000, 11000, True, False),
    ("up to 50 sappers", "count", None, 50, False, False),
    ("at least 300 men", "count", 300, None, False, False),
    ("more than two thousand", "count", 2000, None, False, False),
    ("10,000 to 12,000 men", "count", 10000, 12000, False, False),
    ("between ten and twelve ships", "count", 10, 12, False, False),
    ("an additional 6,000 workers", "count", 6000, 6000, False, True),
    ("1,000 more soldiers", "count", 1000, 1000, False, True),
    ("dozens of vehicles", "count", 24, 99, True, False),
    ("tens of thousands of troops", "count", 20000, 99999, True, False),
    ("twenty-five officers", "count", 25, 25, False, False),
    ("1.5 million people", "count", 1500000, 1500000, False, False),
    ("as much as 40 percent of", "percent", None, 40, False, False),
    ("60% of its exports", "percent", 60, 60, False, False),
    ("14.6 pct to 471,891 tonnes", "percent", 14.6, 14.6, False, False),
    ("5 to 7 per cent", "percent", 5, 7, False, False),
    ("2017 to 42.5%", "percent", 42.5, 42.5, False, False),
    ("one hundred and twenty men", "count", 120, 120, False, False),
    ("a third of its gas", "percent", 33.3, 33.3, False, False),
    ("nearly half of the", "percent", 50, 50, True, False),
    ("nearly all of its", "percent", 90, 100, False, False),
    ("most of its oil", "percent", 50, None, False, False),
]


@pytest.mark.parametrize(("text", "kind", "low", "high", "approximate", "increment"), CASES)
def test_reads_the_range(
    text: str, kind: str, low: float | None, high: float | None, approximate: bool, increment: bool
) -> None:
    first = find_quantities(text)[0]
    number = first.number
    assert (first.kind, number.low, number.high, number.is_approximate, number.is_increment) == (
        kind,
        low,
        high,
        approximate,
        increment,
    )


@pytest.mark.parametrize("text", ["no numbers here", "half-hearted talks", "the F-16 jets", "$5", "mostly sunny"])
def test_what_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == ()


def test_positions_count_from_the_offset() -> None:
    text = "About 300 soldiers left."
    (found,) = find_quantities(text, 100)
    assert found.number.evidence.of(" " * 100 + text) == "About 300"
    assert found.core.of(" " * 100 + text) == "300"


@given(st.text())
def test_any_text_gives_ranges_inside_it(text: str) -> None:
    for quantity in find_quantities(text):
        assert quantity.number.evidence.end <= len(text)
        assert (
            quantity.number.low is None or quantity.number.high is None or quantity.number.low <= quantity.number.high
        )


def test_two_shares_joined_by_and_are_two() -> None:
    found = find_quantities("11 percent in 2017 and 17 percent in 2015")
    assert [q.number.low for q in found if q.kind == "percent"] == [11, 17]
