from hypothesis import given
from hypothesis import strategies as st

from extractors.sentences import LONGEST, split


def sentences_of(text: str) -> list[str]:
    return [stretch.of(text) for stretch in split(text)]


def test_splits_at_end_punctuation_and_line_breaks() -> None:
    text = "Envoys met on Monday. Talks go on!\nNo date was set"
    assert sentences_of(text) == ["Envoys met on Monday.", "Talks go on!", "No date was set"]


def test_abbreviations_initials_and_dotted_names_do_not_end_a_sentence() -> None:
    text = "Mr. Adeyemi met U.S. envoy J. Field on Jan. 5. The U.S. The talks ended."
    assert sentences_of(text) == ["Mr. Adeyemi met U.S. envoy J. Field on Jan. 5.", "The U.S.", "The talks ended."]


def test_closing_quotes_stay_with_their_sentence() -> None:
    assert sentences_of("He said “No.” She left.") == ["He said “No.”", "She left."]


def test_a_text_without_punctuation_is_cut_at_white_space() -> None:
    text = "word " * 1000
    pieces = sentences_of(text)
    assert max(map(len, pieces)) <= LONGEST
    assert " ".join(pieces).split() == text.split()


@given(st.text())
def test_no_character_but_white_space_is_lost(text: str) -> None:
    covered = [stretch.of(text) for stretch in split(text)]
    assert "".join("".join(covered).split()) == "".join(text.split())
