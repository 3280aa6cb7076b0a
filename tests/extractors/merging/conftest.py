"""Mentions by hand: evidence is where the words stand in one running text."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from schemas.actors import Actor, Entity
from schemas.dates import DateInterval
from schemas.document import Document, Evidence, RawRecord, document_of
from schemas.event_types import Registry, builtin
from schemas.mentions import Attribute, Mention, RoleFiller
from schemas.numbers import NumberRange

LONG = 50
"""Characters of a sentence of the made-up text."""


class Mentions:
    """Builds mentions in sentences of 50 characters each."""

    def __init__(self) -> None:
        self.registry: Registry = builtin()

    @staticmethod
    def document(name: str = "note") -> Document:
        return document_of(RawRecord(f"file:///{name}.txt", None, name, "x" * 5000))

    @staticmethod
    def filler(role: str, entity: Entity, start: int = 0, rule: str = "rule.test") -> RoleFiller:
        return RoleFiller(role, entity, Evidence(start, start + 4), rule, 0.5)

    @staticmethod
    def person(name: str, country: str | None = None) -> Actor:
        return Actor(name, "person", country)

    @staticmethod
    def day(first: int, last: int | None = None, words: str = "then") -> DateInterval:
        end = dt.date(2024, 5, last or first)
        return DateInterval(dt.date(2024, 5, first), end, words, Evidence(0, 4), "date.test")

    @staticmethod
    def number(code: str, low: float | None, high: float | None = None, increment: bool = False) -> Attribute:
        range_ = NumberRange(low, high or low, Evidence(0, 3), "number.test", is_increment=increment)
        return Attribute(code, range_.evidence, "number.test", number=range_)

    @staticmethod
    def code(code: str, value: str, rule: str = "rule.test") -> Attribute:
        return Attribute(code, Evidence(0, 3), rule, value)

    def mention(self, event_type: str = "visit", sentence: int = 0, at: int = 10, **more) -> Mention:
        """A mention in the nth sentence; `stretch` is a sentence's evidence where it is not one of these."""
        start = sentence * LONG
        if "stretch" in more:
            more["sentence"] = more.pop("stretch")
        return dataclasses.replace(
            Mention(
                event_type=event_type,
                evidence=Evidence(start + at, start + at + 5),
                text="visit",
                sentence=Evidence(start, start + LONG - 1),
                rule="rule.test",
                probability=0.5,
                status="occurred",
                status_rule="status.test",
                lemma="visit",
            ),
            **more,
        )


@pytest.fixture(scope="session")
def build() -> Mentions:
    return Mentions()
