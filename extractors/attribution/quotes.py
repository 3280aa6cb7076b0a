"""Quotations: where the words of a text are somebody's own.

Belongs here: quotation marks in the whole text. Does not: whose the words are (speech).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.document import Evidence

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"(?P<open>[“«]|``)|(?P<close>[”»]|'')|(?P<either>\")")
LEAST_WORDS = 5
"""A shorter quotation is a phrase that the text borrows in a statement of its own."""


def quotations(text: str) -> tuple[Evidence, ...]:
    """The stretches between quotation marks that are long enough to state something, in text order.

    A quotation that its paragraph leaves open ends with it: the next paragraph opens it again.
    """
    return tuple(
        quote
        for paragraph in _PARAGRAPH.finditer(text)
        for quote in _in_paragraph(text, paragraph.start(), paragraph.end())
        if len(quote.of(text).split()) >= LEAST_WORDS
    )


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Evidence]:
    opened: int | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            if mark["close"] is None:
                opened = mark.end()
        elif mark["open"] is None:
            if mark.start() > opened:
                yield Evidence(opened, mark.start())
            opened = None
    if opened is not None and opened < end:
        yield Evidence(opened, end)
