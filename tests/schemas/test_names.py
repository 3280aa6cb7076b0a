"""Names: what folds together, and which names can be one person's."""

import pytest

from schemas.names import family_name, fold, name_words, same_name, same_person, sound


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Núñez-Feijóo", "nunez feijoo"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("Łódź", "lodz"),
        ("N'Djamena", "ndjamena"),
        ("", ""),
        ("…", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_transliterations_sound_alike() -> None:
    assert sound("sergey") == sound("sergei")
    assert sound("zelenskyy") == sound("zelensky") == sound("zelenskiy")
    assert sound("mueller") != sound("miller")


def test_titles_and_suffixes_are_no_words_of_a_name() -> None:
    assert name_words("Mr. Ferdinand Marcos Jr.") == name_words("Ferdinand Marcos")


def test_family_name_stands_first_or_last() -> None:
    assert family_name("Angela Merkel", "DEU") == "merkel"
    assert family_name("Kim Jong-un", "PRK") == "kim"
    assert family_name("", None) == ""


@pytest.mark.parametrize(
    ("a", "b", "country"),
    [
        ("Sergei Lavrov", "Sergey Lavrov", "RUS"),
        ("Lavrov", "Sergei Lavrov", "RUS"),
        ("Kim Jong-un", "Kim Jong Un", "PRK"),
        ("Kim", "Kim Jong Un", "PRK"),
        ("Bill Clinton", "William Clinton", "USA"),
        ("G. Shultz", "George Shultz", "USA"),
        ("Shinzo Abe", "Abe Shinzo", "JPN"),
        ("van der Hoek", "Marta van der Hoek", "NLD"),
    ],
)
def test_one_person(a: str, b: str, country: str) -> None:
    assert same_person(a, b, country)
    assert same_person(b, a, country)


@pytest.mark.parametrize(
    ("a", "b", "country"),
    [
        ("Sergei", "Sergei Lavrov", "RUS"),
        ("Barbara Bush", "George Bush", "USA"),
        ("Kim Jong Il", "Kim Yo Jong", "PRK"),
        ("Kim", "Kim Campbell", "CAN"),
        ("Li Peng", "Li Xian Long", "CHN"),
        ("Sergei Lavrov", "Sergei Shoigu", "RUS"),
        ("", "Sergei Lavrov", "RUS"),
        ("van der Hoek", "Marta van der Berg", "NLD"),
    ],
)
def test_two_persons(a: str, b: str, country: str) -> None:
    assert not same_person(a, b, country)


def test_same_name_ignores_order_and_articles_only() -> None:
    assert same_name("the Bank of England", "England Bank")
    assert not same_name("Bank of England", "Bank of Scotland")
    assert not same_name("", "")
