"""Rows of text sorted by their key and found by bisection, so that nothing is parsed before it is asked for.

Belongs here: finding rows in a compiled table. Does not: what the cells mean (schemas/world/tables.py).
"""

from __future__ import annotations

from collections.abc import Iterator


class SortedRows:
    """A table whose lines are cells between tabs, sorted by the first one, which is ASCII."""

    __slots__ = ("_text",)

    def __init__(self, text: bytes) -> None:
        self._text = text

    def under(self, key: str) -> list[list[str]]:
        """The cells behind the key of every row that has this key, in the table's order."""
        return [cells[1:] for cells in self._from(key, f"{key}\t")]

    def opening_with(self, word: str) -> list[list[str]]:
        """The cells of every row whose key is a word or begins with it and a space: they stand together."""
        return list(self._from(word, f"{word}\t", f"{word} "))

    def _from(self, key: str, *openings: str) -> Iterator[list[str]]:
        """The rows from a key on as long as they open with one of these."""
        text, start = self._text, self._first_at(key.encode())
        while text.startswith(tuple(opening.encode() for opening in openings), start):
            end = text.index(b"\n", start)
            yield text[start:end].decode().split("\t")
            start = end + 1

    def _first_at(self, key: bytes) -> int:
        """Where the first line begins whose key is not before a key."""
        text, low, high = self._text, 0, len(self._text)
        while low < high:
            middle = (low + high) // 2
            start = text.rfind(b"\n", 0, middle) + 1
            if text[start : text.index(b"\t", start)] < key:
                low = text.index(b"\n", start) + 1
            else:
                high = start
        return low
