"""Expressions in running text: intervals by the codebook, anchors, tense, narrative, and texts that are no prose."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.context import DateAnchor
from extractors.temporal import find_expressions, timex_records
from extractors.temporal.rulebook import rulebook
from schemas.dates import DateInterval
from schemas.document import Evidence

WEDNESDAY = DateAnchor(dt.date(1998, 6, 10))
UNKNOWN = DateAnchor(None)


def iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def bounds(text: str, anchor: DateAnchor = WEDNESDAY) -> list[tuple[str, str | None, str | None]]:
    return [
        (t.evidence.of(text), iso(t.interval.start), iso(t.interval.end))
        for t in find_expressions(text, anchor)
        if t.interval is not None
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It was in the summer of 2024.", "2024-06-01", "2024-08-31"),
        ("It was in the winter of 2023.", "2023-12-01", "2024-02-29"),
        ("It was in early May 1994.", "1994-05-01", "1994-05-10"),
        ("It was in mid-May 1994.", "1994-05-11", "1994-05-20"),
        ("It was in late February 1994.", "1994-02-21", "1994-02-28"),
        ("It was in early 1994.", "1994-01-01", "1994-04-30"),
        ("It was in late 1994.", "1994-09-01", "1994-12-31"),
        ("It was in the late 1970s.", "1977-01-01", "1979-12-31"),
        ("They met late last week.", "1998-06-04", "1998-06-07"),
        ("They met last month.", "1998-05-01", "1998-05-31"),
        ("They met earlier this month.", "1998-06-01", "1998-06-10"),
        ("They will meet later this year.", "1998-06-10", "1998-12-31"),
        ("They meet this weekend.", "1998-06-13", "1998-06-14"),
        ("They met this week.", "1998-06-08", "1998-06-14"),
        ("It grew over the last four years.", "1994-06-10", "1998-06-10"),
        ("It will be done within 30 days.", "1998-06-10", "1998-07-10"),
        ("They met two weeks ago.", "1998-05-27", "1998-05-27"),
        ("Exports in 1984/85 fell.", "1984-07-01", "1985-06-30"),
        ("They met in the first quarter of 1994.", "1994-01-01", "1994-03-31"),
        ("They met in the 19th century.", "1800-01-01", "1899-12-31"),
        ("They met on 29 February 1996.", "1996-02-29", "1996-02-29"),
    ],
)
def test_interval_by_the_codebook(text: str, start: str, end: str) -> None:
    assert [b[1:] for b in bounds(text)] == [(start, end)]


def test_whole_interval() -> None:
    text = "They met in late May 1994."
    words = Evidence(12, 25)
    assert find_expressions(text, WEDNESDAY)[0].interval == DateInterval(
        dt.date(1994, 5, 21),
        dt.date(1994, 5, 31),
        "late May 1994",
        words,
        "month_year",
        precision="month",
        edtf="1994-05-21/1994-05-31",
    )


def test_tense_decides_weekdays_and_months() -> None:
    assert bounds("He arrived on Friday.") == [("Friday", "1998-06-05", "1998-06-05")]
    assert bounds("He will arrive on Friday.") == [("Friday", "1998-06-12", "1998-06-12")]
    assert bounds("He arrived in September.") == [("September", "1997-09-01", "1997-09-30")]
    assert bounds("He is to arrive in February.") == [("February", "1999-02-01", "1999-02-28")]


def test_given_tense_wins_over_the_words() -> None:
    text = "He arrived on Friday."
    found = find_expressions(text, WEDNESDAY, lambda _: "future")
    assert [t.value for t in found] == ["1998-06-12"]


def test_without_a_document_date_relative_expressions_stay_unresolved() -> None:
    text = "They met on Tuesday, will meet next week, and last met in May."
    assert bounds(text, UNKNOWN) == [("Tuesday", None, None), ("next week", None, None), ("May", None, None)]
    assert [t.value for t in find_expressions(text, UNKNOWN)] == ["XXXX-WXX-2", "XXXX-WXX", "XXXX-05"]


def test_the_text_itself_may_fix_a_relative_expression() -> None:
    text = "They met on May 3, 1994. Two days later they left, and in June they met again."
    assert bounds(text, UNKNOWN) == [
        ("May 3, 1994", "1994-05-03", "1994-05-03"),
        ("Two days later", "1994-05-05", "1994-05-05"),
        ("June", "1994-06-01", "1994-06-30"),
    ]
    assert {t.interval.basis for t in find_expressions(text, UNKNOWN) if t.interval} == {"text", "context"}


def test_narrative_counts_from_its_last_date() -> None:
    text = (
        "In 1911 the war began. By 1912 the port was lost. On 3 March 1913 a truce was signed; on 9 April it broke. "
        "In June 1913 it was renewed, in 1914 forgotten. As in 1812, the winter was hard. On 5 May 1915 it ended, "
        "and in 1916 the port was rebuilt. On 2 July the ships came; in 1917 they left."
    )
    found = {t.evidence.of(text): t.value for t in find_expressions(text, WEDNESDAY)}
    assert found["9 April"] == "1913-04-09"
    assert found["2 July"] == "1916-07-02"


def test_time_of_day_joins_its_day() -> None:
    text = "It opens at 5:30 p.m. on May 3, 1994 and Sunday night."
    assert timex_records(text, dt.date(1998, 6, 10)) == [
        (12, 36, "TIME", "1994-05-03T17:30"),
        (41, 53, "TIME", "1998-06-07TNI"),
    ]


def test_rules_of_history_leave_news_alone() -> None:
    text = "A former minister, whose future is open, met them at the same time."
    assert find_expressions(text, WEDNESDAY) == ()


def test_vague_times_are_unresolved() -> None:
    assert bounds("They met several years ago.") == [("several years ago", None, None)]


def test_durations_and_sets_have_no_interval() -> None:
    found = find_expressions("A three-day visit, every month, for 18 months.", WEDNESDAY)
    assert [(t.type, t.value, t.interval) for t in found] == [
        ("DURATION", "P3D", None),
        ("SET", "P1M", None),
        ("DURATION", "P18M", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It was 30 February 1994.",
        "It was 13/13/2013.",
        "It was 2013-02-30.",
        "It was 0000-01-01.",
        "It may be, and they march on.",
        "Some 1,950 men and 2000 troops came; it cost $1998.",
        "Version 10.11.12.13 of the code",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [t for t in find_expressions(text, WEDNESDAY) if t.interval] == []


TIME_WORDS = st.sampled_from(
    "May March 1998 0 9999 year years ago last next the of 31 30 Feb. February 99999999999999999999 Monday two later , "
    "- / ' : in century 20th weekend summer quarter third '98 within 500000 weeks decades end mid- p.m. 12:30".split()
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(), st.lists(TIME_WORDS, max_size=12).map(" ".join), st.lists(TIME_WORDS, max_size=12).map("".join)
    ),
    st.one_of(st.none(), st.dates()),
)
def test_any_text_gives_valid_expressions(text: str, date: dt.date | None) -> None:
    found = find_expressions(text, DateAnchor(date))
    ends = 0
    for time in found:
        assert ends <= time.evidence.start < time.evidence.end <= len(text)
        ends = time.evidence.end
        if time.interval is not None:
            assert time.interval.evidence == time.evidence
            assert time.interval.expression == time.evidence.of(text)
            assert (time.interval.start is None) == (time.interval.end is None)


class CountingText(str):
    """A text that counts how many characters were sliced out of it."""

    __slots__ = ("sliced",)

    def __getitem__(self, key: object) -> str:
        part = super().__getitem__(key)  # type: ignore[index]
        self.sliced = getattr(self, "sliced", 0) + len(part)
        return part


@pytest.mark.parametrize(
    "unit", ["1", "May ", "1998 ", "12 May ", "of the ", "two years ", "Monday ", "'98 ", "12-", "the end of "]
)
def test_work_grows_with_the_length_of_the_text(unit: str) -> None:
    """Characters looked at beside matches, and matches tried, are linear: a text ten times as long costs ten times."""

    def work(length: int) -> int:
        text = CountingText(unit * (length // len(unit)))
        find_expressions(text, WEDNESDAY)
        return int(getattr(text, "sliced", 0)) + sum(
            1 for rule in rulebook().rules for _ in rule.pattern.finditer(text)
        )

    small, large = work(2_000), work(20_000)
    assert large <= 12 * small + 2_000


@pytest.mark.parametrize("unit", ["1", "May ", "12 ", "a-", "2 to ", "the "])
def test_a_very_long_text_returns(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert all(t.evidence.end <= len(text) for t in find_expressions(text, WEDNESDAY))
