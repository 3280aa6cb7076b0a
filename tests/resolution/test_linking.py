import datetime as dt
import random
from dataclasses import replace

import pytest

from resolution import Link, LinkableEvent, link
from resolution.linking import candidates
from resolution.words import words_of

ACTORS = words_of(["Ana Lima", "Portugal"])


def report(name: str, document: str | None = None, day: int = 3, **more) -> LinkableEvent:
    """A report of Ana Lima's visit to Oslo, published on a day of May 2024."""
    common = {
        "event_type": "visit",
        "status": "occurred",
        "countries": frozenset({"PRT", "NOR"}),
        "names": ACTORS,
        "places": words_of(["Oslo"]),
        "published": dt.date(2024, 5, day),
        "triggers": words_of(["visited"]),
        "context": words_of(["Ana Lima visited Oslo to open a harbour."]),
        "story": words_of(["Ana Lima visited Oslo to open a harbour. The queen thanked the builders."]),
    }
    return LinkableEvent(document_event_id=name, document_id=document or f"doc-{name}", **(common | more))


def grouped(events: list[LinkableEvent]) -> dict[str, str]:
    return {found.document_event_id: found.event_id for found in link(events)}


def test_reports_of_one_visit_are_one_event_named_by_its_smallest_member():
    links = link([report("b"), report("a", day=4)])
    assert links == (
        Link("a", "a", links[0].score, "with b: similar sentences, shared names, shared places, shared trigger"),
        Link("b", "a", links[0].score, "with a: similar sentences, shared names, shared places, shared trigger"),
    )
    assert 0.9 < links[0].score <= 1


def test_a_single_report_stands_for_itself():
    assert link([report("a")]) == (Link("a", "a", 1.0, "only report"),)


def test_nothing_is_linked_in_nothing():
    assert link([]) == ()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"event_type": "talks"}, id="another type"),
        pytest.param(
            {"names": words_of(["Per Dahl"]), "countries": frozenset({"SWE"}), "places": words_of(["Malmö"])},
            id="other people elsewhere",
        ),
        pytest.param({"codes": {"direction": "withdraw"}}, id="another direction"),
        pytest.param({"codes": {"act": "ratified"}}, id="another act"),
        pytest.param({"numbers": {"personnel": (11000.0, 11000.0)}}, id="a contradicting number"),
        pytest.param({"numbers": {"personnel": (None, 50.0)}}, id="a bound that contradicts the number"),
        pytest.param({"published": dt.date(2023, 5, 3), "context": words_of(["Lima came back"])}, id="a year before"),
    ],
)
def test_what_tells_two_events_apart(other):
    one = report("a", codes={"direction": "deploy", "act": "signed"}, numbers={"personnel": (6000.0, 6000.0)})
    assert grouped([one, replace(one, document_event_id="b", document_id="doc-b", **other)]) == {"a": "a", "b": "b"}


def test_numbers_that_agree_are_no_contradiction():
    one = report("a", numbers={"personnel": (6000.0, 6000.0)})
    about = report("b", numbers={"personnel": (5900.0, 5900.0)})
    assert grouped([one, about]) == {"a": "a", "b": "a"}


def test_a_deal_still_proposed_by_one_report_and_agreed_by_the_other_is_one():
    assert grouped([report("a", codes={"act": "agreed"}), report("b", codes={"act": "proposed"})]) == {
        "a": "a",
        "b": "a",
    }


def test_own_dates_a_month_apart_are_two_visits():
    context = words_of(["She will visit Oslo."])
    one = report("a", start=dt.date(2024, 5, 2), end=dt.date(2024, 5, 2))
    other = report("b", start=dt.date(2024, 6, 5), end=dt.date(2024, 6, 5), context=context, status="planned")
    assert grouped([one, other]) == {"a": "a", "b": "b"}


def test_two_events_of_one_document_are_never_one_even_through_a_third():
    events = [report("a", "d1"), report("b", "d2"), report("c", "d1")]
    found = grouped(events)
    assert found["a"] != found["c"]
    assert sorted(found.values()) in (["a", "a", "c"], ["a", "b", "b"])


def test_any_order_gives_the_same_links():
    events = [
        report(f"{number:02}", day=1 + number % 9, places=words_of([f"town{number % 3}"])) for number in range(18)
    ]
    wanted = link(events)
    for seed in range(5):
        shuffled = events[:]
        random.Random(seed).shuffle(shuffled)
        assert link(shuffled) == wanted


def test_undated_documents_are_compared_with_each_other():
    one = report("a", published=None, start=dt.date(2024, 5, 2), end=dt.date(2024, 5, 2))
    assert grouped([one, report("b", published=None)]) == {"a": "a", "b": "a"}


def test_blocks_keep_far_days_and_strangers_apart():
    far = report("b", published=dt.date(2020, 1, 1))
    stranger = report("c", names=frozenset({"nobodi"}), countries=frozenset({"SWE"}))
    assert list(candidates([report("a"), far, stranger])) == []
