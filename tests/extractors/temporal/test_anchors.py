"""The day a text counts from."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.context import DateAnchor
from extractors.temporal import anchor_of
from extractors.temporal.anchors import dateline_length
from schemas.document import Document

PUBLISHED = dt.date(1998, 12, 3)


def document(text: str, published: dt.date | None = PUBLISHED) -> Document:
    return Document("d", "c", "name", "uri", text, published=published)


@pytest.mark.parametrize(
    "text",
    [
        "VIENNA, December 2 (Agency) -- The envoys met.",
        "VIENNA, Dec. 2 -- The envoys met.",
        "NEW YORK, Dec 2 - The envoys met.",
        "VIENNA, 2 December 1998 (Agency) - The envoys met.",
        "12-02 (AG) - The envoys met.",
        "Media release\n\n2 December 1998\n\nThe envoys met.",
    ],
)
def test_dateline_wins_over_publication(text: str) -> None:
    assert anchor_of(document(text)) == DateAnchor(dt.date(1998, 12, 2), "dateline")


def test_dateline_takes_its_year_from_the_publication_at_the_turn_of_the_year() -> None:
    text = "VIENNA, Dec. 31 - The envoys met."
    assert anchor_of(document(text, dt.date(1999, 1, 1))) == DateAnchor(dt.date(1998, 12, 31), "dateline")


@pytest.mark.parametrize(
    "text",
    [
        "VIENNA, March 2 - The envoys met.",
        "The envoys met in Vienna on December 2 - and left.",
        "VIENNA, Dec. 32 - The envoys met.",
        "The envoys met.",
    ],
)
def test_without_a_near_dateline_the_publication_counts(text: str) -> None:
    assert anchor_of(document(text)) == DateAnchor(PUBLISHED, "document")


def test_without_publication_only_a_full_dateline_counts() -> None:
    assert anchor_of(document("VIENNA, December 2, 1998 -- They met.", None)).date == dt.date(1998, 12, 2)
    assert anchor_of(document("VIENNA, December 2 -- They met.", None)).date is None


def test_dateline_length() -> None:
    assert dateline_length("VIENNA, Dec. 2 - The envoys met.") == len("VIENNA, Dec. 2 -")
    assert dateline_length("The envoys met on Dec. 2.") == 0
