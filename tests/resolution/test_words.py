import pytest

from resolution.words import folded, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sergey", "Sergei"), ("talks", "talk"), ("Lima's", "Lima"), ("deployed", "deploys"), ("Çelik", "Celik"),
     ("visiting", "visited"), ("armies", "army")],
)  # fmt: skip
def test_spellings_and_endings_fold_together(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Lima", "Lisa"), ("signed", "ratified"), ("Kim", "Kin"), ("class", "clad")]
)
def test_different_words_stay_apart(one, other):
    assert folded(one) != folded(other)


def test_words_without_meaning_are_left_out():
    assert words_of(["The minister said on Monday that it was", "a"]) == frozenset()


def test_words_of_other_scripts_are_kept():
    assert words_of(["Лавров прибыл"]) == frozenset({"лавров", "прибыл"})
