"""The stages as plain functions."""

import datetime as dt
import subprocess
import sys
from collections import Counter

import pytest

from flows.settings import Settings
from flows.sources.records import Ignored, Reject
from flows.stages import Batch, Extracted, extract, load, publish, read, resolve
from flows.workers import OwnProcess
from schemas.document import RawRecord, document_of
from schemas.event_types import builtin
from warehouse.query import query
from warehouse.records import LoadCounts
from warehouse.store import Warehouse


class Items:
    """A source of given items that notes what it was asked for."""

    def __init__(self, *items):
        self.given = items
        self.published = None

    def items(self, published=None):
        self.published = published
        yield from self.given


def record(key, text, line=None):
    return RawRecord("file:///a.jsonl", key, key, text, line=line)


def nothing(documents):
    return set()


BROKEN = Reject("file:///b.jsonl", 1, "bad_json", "Expecting value at character 0", "x")


def test_read_makes_batches_by_size_in_order():
    texts = [record(str(n), "x" * 700, n) for n in range(5)]
    day = dt.date(2025, 1, 1)
    sources = [Items(*texts[:3]), Items(BROKEN, Ignored("file:///c.md"), *texts[3:])]
    settings = Settings(batch_characters=2000, published=day, source_name="agency")
    batches = list(read(sources, settings, nothing))
    entries = [(document_of(text, "agency"), text.line) for text in texts]
    assert batches == [
        Batch(entries=tuple(entries[:2])),
        Batch(entries=(entries[2], entries[3]), rejects=(BROKEN,), ignored=1),
        Batch(entries=(entries[4],)),
    ]
    assert [source.published for source in sources] == [day, day]


def test_read_leaves_out_what_is_unchanged_and_fills_the_batches():
    texts = [record(str(n), "x" * 700, n) for n in range(6)]
    known = {document_of(text).document_id for text in texts[:5]}
    batches = list(read([Items(*texts)], Settings(batch_characters=2000), lambda _: known))
    assert batches == [Batch(entries=((document_of(texts[5]), 5),), unchanged=5)]


def test_read_streams():
    def endless(published=None):
        number = 0
        while True:
            number += 1
            yield record(str(number), "text")

    source = Items()
    source.items = endless
    batches = read([source], Settings(batch_characters=1000), nothing)
    assert [len(next(batches).entries) for _ in range(3)] == [4, 4, 4]


def test_one_id_twice():
    items = Items(record("a", "One.", 1), record("a", "One.", 2), record("a", "Two.", 3))
    reason = "another record of this run has the same id 'a' and a different text, title or date"
    assert list(read([items], Settings(), nothing)) == [
        Batch(
            entries=((document_of(record("a", "One.")), 1),),
            rejects=(Reject("file:///a.jsonl", 3, "duplicate_id", reason, "Two.", "a"),),
            unchanged=1,
        )
    ]


def test_nothing_to_read():
    assert list(read([Items()], Settings(), nothing)) == []


def test_extract_turns_a_failure_into_a_reject(fakes):
    good, bad = (document_of(record(key, text)) for key, text in (("a", "She arrived."), ("b", "RAISE")))
    batch = Batch(entries=((good, 1), (bad, 2)), rejects=(BROKEN,))
    extracted = extract(batch, OwnProcess(fakes.visits))
    failed = Reject("file:///a.jsonl", 2, "extraction_failed", "ValueError: told to", "RAISE", "b")
    assert extracted == Extracted(((good, (fakes.visit(good, 4),)),), (BROKEN, failed))
    assert extracted.events_by_type == Counter(visit=1)


def test_extract_without_documents_loads_no_extractor():
    assert extract(Batch(rejects=(BROKEN,)), OwnProcess(pytest.fail)) == Extracted((), (BROKEN,))


def test_load_resolve_publish(fakes, tmp_path):
    documents = [document_of(record(key, "She arrived.")) for key in "ab"]
    extracted = Extracted(tuple((one, (fakes.visit(one, 4),)) for one in documents), (BROKEN,))
    with Warehouse.open(tmp_path, write=True) as warehouse:
        assert load(extracted, warehouse, "1", "run") == LoadCounts(new=2, events=2)
        assert load(extracted, warehouse, "1", "run") == LoadCounts(unchanged=2)
        assert load(Extracted((), ()), warehouse, "1", "run") == LoadCounts()
        assert resolve(warehouse, builtin()).keys() == {"visit"}
        publish(warehouse, builtin(), "run")
    assert query(tmp_path, "SELECT DISTINCT visitor_names FROM visits").to_pylist() == [{"visitor_names": "Peru"}]
    assert query(tmp_path, "SELECT reason_code, line_number FROM rejects").to_pylist() == [
        {"reason_code": "bad_json", "line_number": 1}
    ]


@pytest.mark.parametrize("module", ["flows.stages", "flows.ingest", "flows.run"])
def test_neither_prefect_nor_spacy_is_imported_before_it_is_needed(module):
    code = f"import {module}, sys; print([name for name in ('prefect', 'spacy') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
