"""A sixth event type is one folder of data: its rules decide, beside the judges of the others."""

import pytest

from extractors.model.judges import Judges
from extractors.pipeline import DEFAULT_PIPELINE, Extractor, load_pipeline
from schemas.document import RawRecord, document_of
from schemas.event_types import builtin_files, parse
from schemas.events import DocumentEvent

SANCTION = """
name: sanction
mart: sanctions
description: A state or organisation restricts another's trade, money or travel.
roles:
  imposer: {reading: actor, kinds: [country, organisation], core: true, description: who restricts}
  target: {reading: actor, kinds: [country, organisation, person, group], core: true, description: who is restricted}
frames:
  imposing:
    imposer: [subject, governor_subject]
    target: ["prep:on", "prep:against"]
triggers:
  - name: sanction.impose
    verbs: [impose, lift]
    objects: [sanction, embargo]
    needs: [imposer target]
    frame: imposing
    prior: 0.8
"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    registry = parse(builtin_files() | {"sanction/definition.yaml": SANCTION})
    return Extractor(load_pipeline(DEFAULT_PIPELINE), registry, Judges.shipped())


def events_of(extractor: Extractor, text: str) -> list[DocumentEvent]:
    return list(extractor.extract(document_of(RawRecord("test:sixth", "a", "a", text))))


def test_its_events_are_found_with_their_roles_and_rule(extractor: Extractor) -> None:
    (event,) = events_of(extractor, "The European Union imposed sanctions on Belarus in March 2021.")
    assert (event.event_type, event.status, event.probability) == ("sanction", "occurred", 0.8)
    assert [(f.role, f.entity.name, f.rule) for f in event.fillers] == [
        ("imposer", "European Union", "sanction.imposing:imposer<subject"),
        ("target", "Belarus", "sanction.imposing:target<prep:on"),
    ]
    assert event.mentions[0].rule == "sanction.impose"


def test_what_its_rules_do_not_speak_of_is_none_of_it(extractor: Extractor) -> None:
    assert events_of(extractor, "The council imposed a new tax on Belarus last week.") == []


def test_the_other_types_are_found_as_before(extractor: Extractor) -> None:
    (event,) = events_of(extractor, "French Foreign Minister Anne Morel arrived in Hanoi on Monday for a visit.")
    assert event.event_type == "visit"
