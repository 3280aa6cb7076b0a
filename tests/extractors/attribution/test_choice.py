"""Whose word an event is, by the sources of its mentions."""

from __future__ import annotations

import pytest

from extractors.attribution import source_of_event
from schemas.document import Evidence
from schemas.mentions import Attribution, Mention, Status


def mention(source: str | None) -> Mention:
    here = Evidence(0, 5)
    said = None if source is None else Attribution(source, "NOR", here, "attribution.saying")
    return Mention("visit", here, "visit", here, "visit.noun", 0.5, "occurred", "status.test", attribution=said)


@pytest.mark.parametrize(
    ("sources", "status", "chosen"),
    [
        (["Eide"], "occurred", "Eide"),
        ([None], "planned", None),
        # a fact that the text tells itself, too
        (["Eide", None], "occurred", None),
        ([None, "Eide"], "ongoing", None),
        ([None, "Eide", "Berg"], "occurred", None),
        (["Eide", "Berg", None], "occurred", "Eide"),
        # a plan stays somebody's word
        (["Eide", None], "planned", "Eide"),
        ([None, "Eide", "Berg"], "possible", "Eide"),
        # but not where the text tells of it before and most of the time
        ([None, "Eide"], "denied", None),
        (["Eide", None, None], "planned", None),
    ],
)
def test_source_of_event(sources: list[str | None], status: Status, chosen: str | None) -> None:
    found = source_of_event([mention(source) for source in sources], status)
    assert (found.source if found else None) == chosen
