"""Quotation marks in a text: which stretches are somebody's words."""

from __future__ import annotations

import pytest

from extractors.attribution.quotes import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            '"We shall go to Oslo," he said. "We leave on Friday at noon."',
            ["We shall go to Oslo,", "We leave on Friday at noon."],
        ),
        ("``We shall go to Oslo,'' he said.", ["We shall go to Oslo,"]),
        ("“We shall go to Oslo tomorrow”, he said.", ["We shall go to Oslo tomorrow"]),
        # the first paragraph leaves its quotation open, the second opens it again
        (
            '"We shall go to Oslo.\n"We leave on Friday at noon," he said.',
            ["We shall go to Oslo.", "We leave on Friday at noon,"],
        ),
        # a phrase that the text borrows
        ('The "frank and useful" talks ended.', []),
        ("Nobody is quoted here at all.", []),
        ("", []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [quote.of(text) for quote in quotations(text)] == quoted
