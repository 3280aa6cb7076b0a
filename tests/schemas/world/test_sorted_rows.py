"""Rows sorted by key are found by bisection, wherever they stand and whatever stands beside them."""

from schemas.world.sorted_rows import SortedRows

TABLE = SortedRows(b"a\tone\na\ttwo\nnew\tword\nnew york\tcity\tNew York\nnewark\tcity\tNewark\nz\tlast\n")


def test_rows_under_a_key_come_in_their_order_without_longer_keys() -> None:
    assert TABLE.under("a") == [["one"], ["two"]]
    assert TABLE.under("new") == [["word"]]
    assert TABLE.under("z") == [["last"]]


def test_keys_that_are_not_there_have_no_rows() -> None:
    assert [TABLE.under(key) for key in ("", "0", "ne", "new yorks", "zz")] == [[], [], [], [], []]
    assert SortedRows(b"").under("a") == []


def test_a_word_opens_its_own_key_and_longer_ones_but_no_other_word() -> None:
    assert TABLE.opening_with("new") == [["new", "word"], ["new york", "city", "New York"]]
    assert TABLE.opening_with("york") == []
