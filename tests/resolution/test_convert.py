import datetime as dt

from resolution import LinkableEvent, linkable_of_events, linkable_of_json
from schemas.actors import Actor, Place
from schemas.dates import DateInterval
from schemas.document import Document, Evidence
from schemas.events import DocumentEvent
from schemas.interchange import document_json
from schemas.mentions import Attribute, Mention, RoleFiller
from schemas.numbers import NumberRange

TEXT = "Rain fell. Portugal will send 50 divers to Malta on Friday. All clear."
SENTENCE = Evidence(11, 59)
WANTED = LinkableEvent(
    document_event_id="e1",
    document_id="lisbon",
    event_type="deployment",
    status="planned",
    countries=frozenset({"PRT", "MLT"}),
    names=frozenset({"portugal", "diver", "malta"}),
    places=frozenset({"malta"}),
    start=dt.date(2024, 5, 3),
    end=dt.date(2024, 5, 3),
    published=dt.date(2024, 5, 1),
    numbers={"personnel": (50, 50)},
    codes={"direction": "deploy"},
    triggers=frozenset({"send"}),
    context=frozenset({"portugal", "send", "50", "diver", "malta"}),
    details=frozenset({"deploi"}),
    story=frozenset({"rain", "fell", "portugal", "send", "50", "diver", "malta", "clear"}),
)


def at(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(start, start + len(words))


def document_and_event() -> tuple[Document, DocumentEvent]:
    document = Document("d1", "h1", "lisbon", "file:///lisbon.txt", TEXT, None, dt.date(2024, 5, 1), "record")
    event = DocumentEvent(
        "e1", "d1", "deployment", "planned",
        (Mention("deployment", at("send"), "send", SENTENCE, "rule", 0.9, "planned", "rule"),),
        0.9,
        (
            RoleFiller("deployer", Actor("Portugal", "country", "PRT"), at("Portugal"), "rule", 0.9),
            RoleFiller("force", Actor("divers", "group", "PRT"), at("divers"), "rule", 0.9),
            RoleFiller("destination", Place("Malta", "country", "MLT"), at("Malta"), "rule", 0.9),
            RoleFiller("beneficiary", Actor("Italy", "country", "ITA"), at("All"), "rule", 0.9),
        ),
        (
            Attribute("personnel", at("50"), "rule", number=NumberRange(50, 50, at("50"), "rule")),
            Attribute("direction", at("send"), "rule", value="deploy"),
        ),
        DateInterval(dt.date(2024, 5, 3), dt.date(2024, 5, 3), "on Friday", at("on Friday"), "rule"),
    )  # fmt: skip
    return document, event


def test_a_line_of_json_gives_what_the_core_roles_date_and_sentence_say():
    document, event = document_and_event()
    line = document_json(document, (event,)) | {"text": TEXT, "title": None, "cluster": "c9"}
    line["events"][0]["event"] = "unknown key"
    assert linkable_of_json(line) == [WANTED]


def test_records_give_the_same_as_json_but_for_the_id_of_the_document():
    document, event = document_and_event()
    found = linkable_of_events(document, [event])
    assert found == [
        LinkableEvent(**{name: getattr(WANTED, name) for name in WANTED.__dataclass_fields__} | {"document_id": "d1"})
    ]


def test_json_without_ids_dates_and_roles():
    line = {"id": "x", "events": [{"type": "visit"}, {"id": "E7", "type": "visit", "roles": {"visitor": "Lima"}}]}
    assert linkable_of_json(line) == [
        LinkableEvent("x:1", "x", "visit", "occurred"),
        LinkableEvent("x:E7", "x", "visit", "occurred", names=frozenset({"lima"})),
    ]


def test_a_type_that_is_not_known_counts_all_its_roles():
    line = {"doc_id": "x", "events": [{"type": "election", "roles": {"voter": [{"name": "Malta", "country": "MLT"}]}}]}
    assert linkable_of_json(line)[0].countries == frozenset({"MLT"})
