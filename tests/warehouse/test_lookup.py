import datetime as dt

import pytest

from schemas.actors import Actor
from warehouse.store import Warehouse

LIMA = Actor("Ana Lima", "person", "PRT", "GOV")


@pytest.fixture
def visits(build):
    """Two reports of one visit, the later one with the smaller name, and a document without events."""
    later = build.visit("a", dt.date(2024, 5, 2), LIMA)
    earlier = build.visit("b", dt.date(2024, 5, 1), LIMA)
    return later, earlier, (build.document("c", "It rained."), ())


def test_an_event_means_its_reports_earliest_first(build, visits, tmp_path):
    later, earlier, _ = visits
    ids = [event.document_event_id for _, (event,) in (later, earlier)]
    build.load(tmp_path, *visits, version="7", links=dict.fromkeys(ids, min(ids)))
    with Warehouse.open(tmp_path, write=False) as warehouse:
        found = warehouse.reports(min(ids))
        assert [(report.document, report.events) for report in found] == [earlier, later]
        assert {report.extractor_version for report in found} == {"7"}
        assert [report.link_reasons for report in found] == [{ids[1]: "only report"}, {ids[0]: "only report"}]
        assert not any(report.is_whole for report in found)
        (one,) = warehouse.reports(max(ids))
        assert (one.document, one.events) == (later, earlier)[ids.index(max(ids))]


def test_a_document_means_all_its_events_by_id_or_name(build, visits, tmp_path):
    build.load(tmp_path, *visits)
    with Warehouse.open(tmp_path, write=False) as warehouse:
        for document, events in visits:
            for name in (document.name, document.document_id):
                (report,) = warehouse.reports(name)
                assert (report.document, report.events, report.is_whole) == (document, events, True)


@pytest.mark.parametrize("name", ["", "nothing", "a' OR '1'='1", "%"])
def test_nothing_has_another_name(build, visits, tmp_path, name):
    build.load(tmp_path, *visits)
    with Warehouse.open(tmp_path, write=False) as warehouse:
        assert warehouse.reports(name) == ()


def test_only_the_documents_asked_for_are_read(build, visits, tmp_path):
    build.load(tmp_path, *visits)
    first = visits[0][0].document_id
    with Warehouse.open(tmp_path, write=False) as warehouse:
        from warehouse.stored import stored_events

        assert stored_events(warehouse.connection, [first]) == (visits[0],)
        assert stored_events(warehouse.connection, []) == ()
