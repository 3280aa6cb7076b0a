"""A small builder of documents and events by hand: evidence is where the words stand in the text."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from schemas.actors import Actor, Entity, Place
from schemas.dates import DateInterval
from schemas.document import Document, Evidence, RawRecord, document_of
from schemas.events import DocumentEvent, document_event_id
from schemas.marts import MartAttribute, MartRole, MartSpec
from schemas.mentions import Attribute, Attribution, Mention, RoleFiller
from schemas.numbers import NumberRange
from warehouse.publish import publish
from warehouse.records import ExtractedBatch, LoadCounts
from warehouse.store import Warehouse

VISITS = MartSpec(
    "visit",
    "visits",
    "A person travels officially.",
    (MartRole("visitor", "visitor", "who travels"), MartRole("destination", "destination", "where to")),
    (MartAttribute("duration", "duration", "length of the stay"),),
)
DEPLOYMENTS = MartSpec(
    "deployment",
    "deployments",
    "Forces are sent or pulled back.",
    (MartRole("deployer", "deployer", "who sends"),),
    (MartAttribute("personnel", "count", "how many people"), MartAttribute("direction", "code", "which way")),
)
SHARES = MartSpec(
    "supply_share",
    "supply_shares",
    "A supplier provides a fraction.",
    (MartRole("supplier", "supplier", "who provides"),),
    (MartAttribute("share", "percent", "the fraction"), MartAttribute("commodity", "text", "what is provided")),
)
SPECS = (VISITS, DEPLOYMENTS, SHARES)


@dataclass(frozen=True)
class Link:
    document_event_id: str
    event_id: str
    score: float = 1.0
    reason: str = "only report"


class Builder:
    """Makes documents, events and warehouses for tests."""

    specs = SPECS
    link = Link

    def document(self, name: str, text: str, published: dt.date | None = None) -> Document:
        return document_of(RawRecord(f"file:///{name}.txt", None, name, text, f"About {name}", published, "record"))

    def evidence(self, document: Document, words: str) -> Evidence:
        start = document.text.index(words)
        return Evidence(start, start + len(words))

    def filler(self, document: Document, role: str, words: str, entity: Entity) -> RoleFiller:
        return RoleFiller(role, entity, self.evidence(document, words), "role.test", 0.75, "nsubj")

    def mention(self, document: Document, event_type: str, words: str, status: str) -> Mention:
        evidence = self.evidence(document, words)
        whole = Evidence(0, len(document.text))
        return Mention(
            event_type, evidence, words, whole, "trigger.test", 0.5, status, "status.test", lemma=words.lower(),
            definiteness="definite",
        )  # fmt: skip

    def event(self, document: Document, event_type: str, words: str, status: str = "occurred", **more) -> DocumentEvent:
        return DocumentEvent(
            document_event_id=document_event_id(document.document_id, event_type, 0, 0),
            document_id=document.document_id,
            event_type=event_type,
            status=status,
            mentions=(self.mention(document, event_type, words, status),),
            probability=0.5,
            **more,
        )

    def visit(self, name: str, published: dt.date, visitor: Actor, status: str = "occurred", **more):
        """A document that reports a visit to Oslo, and its event."""
        document = self.document(name, f"{visitor.name} visited Oslo on Monday, the ministry said.", published)
        fillers = (
            self.filler(document, "visitor", visitor.name, visitor),
            self.filler(document, "destination", "Oslo", Place("Oslo", "city", "NOR")),
        )
        return document, (self.event(document, "visit", "visited", status, fillers=fillers, **more),)

    def day(self, document: Document, words: str, start: dt.date | None, end: dt.date | None, **more) -> DateInterval:
        return DateInterval(start, end, words, self.evidence(document, words), "date.test", **more)

    def deployment(self, low: float | None, high: float | None, direction: str = "deploy"):
        """A document that reports a deployment with every kind of detail, and its event."""
        document = self.document(
            "lisbon", "Portugal will send up to 50 divers on Friday, the ministry said.", dt.date(2024, 5, 1)
        )
        number = NumberRange(low, high, self.evidence(document, "up to 50"), "number.test", is_approximate=True)
        event = self.event(
            document,
            "deployment",
            "send",
            "planned",
            fillers=(self.filler(document, "deployer", "Portugal", Actor("Portugal", "country", "PRT", "GOV")),),
            attributes=(
                Attribute("direction", self.evidence(document, "send"), "attribute.test", value=direction),
                Attribute("personnel", number.evidence, "number.test", number=number),
            ),
            date=self.day(
                document, "on Friday", dt.date(2024, 5, 3), dt.date(2024, 5, 3), precision="day", edtf="2024-05-03",
                basis="document",
            ),
            attribution=Attribution(
                "the ministry", "PRT", self.evidence(document, "the ministry"), "attribution.test", ("a paper",),
                "said", self.evidence(document, "said"),
            ),
            merge_reasons=("same sentence",),
        )  # fmt: skip
        return document, (event,)

    def load(self, folder: Path, *documents, run_id: str = "r1", version: str = "1", links=None) -> LoadCounts:
        """Loads documents, links each event to itself (or as `links` says), publishes."""
        with Warehouse.open(folder, write=True) as warehouse:
            warehouse.begin_run(run_id, ["here"], version)
            counts = warehouse.load_batch(ExtractedBatch(tuple(documents), version), run_id)
            warehouse.save_links(self.links(warehouse, links or {}))
            warehouse.finish_run(run_id, "done", counts, 0)
            publish(warehouse, run_id, SPECS)
        return counts

    def links(self, warehouse: Warehouse, same: dict[str, str]) -> list[Link]:
        events = [event.document_event_id for _, events in warehouse.stored_events() for event in events]
        return [Link(event, same.get(event, event)) for event in events]


@pytest.fixture
def build() -> Builder:
    return Builder()
