"""Linking given events of annotated stories, where those are at hand: a floor under its pairwise F1."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from resolution import link, linkable_of_json

GOLD = Path(__file__).parents[3] / "shared" / "gold"
FLOOR = 0.82


def same(groups: dict[tuple[str, str], str]) -> set[tuple]:
    """The pairs of events of different documents that share a group."""
    return {(a, b) for a, b in combinations(sorted(groups), 2) if a[0] != b[0] and groups[a] == groups[b]}


@pytest.mark.skipif(not (GOLD / "stories.gold.jsonl").exists(), reason="the annotated stories are not at hand")
def test_pairs_of_given_events():
    lines = (GOLD / "stories.texts.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {text["doc_id"]: text for text in map(json.loads, lines)}
    events, gold, names = [], {}, {}
    for doc in map(json.loads, (GOLD / "stories.gold.jsonl").read_text(encoding="utf-8").splitlines()):
        found = linkable_of_json(texts[doc["doc_id"]] | doc)
        for event, linkable in zip(doc["events"], found, strict=True):
            name = (doc["doc_id"], event["id"])
            names[linkable.document_event_id], gold[name] = name, event["event"]
        events += found
    want, have = same(gold), same({names[x.document_event_id]: x.event_id for x in link(events)})
    precision, recall = len(want & have) / len(have), len(want & have) / len(want)
    assert 2 * precision * recall / (precision + recall) >= FLOOR
