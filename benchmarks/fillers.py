"""Measures whether predicted fillers that bear a gold filler's name have its country, its kind and its family name.

    python benchmarks/fillers.py GOLD PREDICTED

GOLD and PREDICTED hold interchange JSON, one document a line. Events are aligned as the score aligns them; in each
role of two aligned events the fillers whose names share a word are matched one to one, likest first, without regard to
country and kind. What matches nothing is left to the role score. Prints shares with Wilson intervals (95 %) and counts
of what is wrong, by kind, never a text.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from corpora import Json, read_lines
from rates import wilson

from eventwire.matching import align, name_words, same_person
from schemas.event_types import Registry, builtin

BARS = {"country": 0.94, "kind": 0.97, "family name": 0.97}


@dataclass(slots=True)
class Counts:
    """How many fillers of each group are right in each respect, and how often what was wrong with the others."""

    right: defaultdict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: Counter[str] = field(default_factory=Counter)

    def count(self, respect: str, group: str, is_right: bool, mistake: str) -> None:
        """Count one comparison in its group and in all."""
        self.right[f"{respect} | all"][is_right] += 1
        self.right[f"{respect} | {group}"][is_right] += 1
        if group != "country":
            self.right[f"{respect} | all but countries"][is_right] += 1
        if not is_right:
            self.wrong[f"{respect} | {mistake}"] += 1


def likeness(gold: Json, predicted: Json) -> float:
    """How well two names agree: the share of their words that both have."""
    ours, theirs = set(name_words(gold["name"])), set(name_words(predicted["name"]))
    return len(ours & theirs) / len(ours | theirs) if ours & theirs else 0.0


def matched(gold: Sequence[Json], predicted: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """One-to-one pairs of fillers of one role, the likest names first; among equals those that agree otherwise, too."""

    def agreement(pair: tuple[Json, Json]) -> tuple[float, bool, bool]:
        ours, theirs = pair
        is_kind = ours.get("kind") == theirs.get("kind")
        return likeness(ours, theirs), is_kind, ours.get("country") == theirs.get("country")

    taken: set[int] = set()
    for ours, theirs in sorted(product(gold, predicted), key=agreement, reverse=True):
        if likeness(ours, theirs) and not {id(ours), id(theirs)} & taken:
            taken |= {id(ours), id(theirs)}
            yield ours, theirs


def compare(gold: Json, predicted: Json, counts: Counts) -> None:
    """Count one matched pair."""
    group = gold.get("kind") or "unknown"
    ours, theirs = gold.get("country"), predicted.get("country")
    mistake = "unknown" if theirs is None else "given where the gold has none" if ours is None else "another"
    counts.count("country", group, ours == theirs, mistake)
    if gold.get("kind"):
        counts.count("kind", group, gold["kind"] == predicted.get("kind"), f"{group} read as {predicted.get('kind')}")
    if group == predicted.get("kind") == "person":
        shorter = len(name_words(predicted["name"])) < len(name_words(gold["name"]))
        is_right = same_person(gold["name"], predicted["name"], ours)
        counts.count("family name", group, is_right, "left out" if shorter else "with more behind it")


def measure(gold: Sequence[Json], predicted: Mapping[str, Json], registry: Registry) -> Counts:
    """Compare all documents of the gold with what was predicted for them."""
    counts = Counts()
    for document in gold:
        events = predicted.get(document["doc_id"], {}).get("events", [])
        known = [event for event in events if event["type"] in registry]
        for ours, theirs in align(document["events"], known, registry, None):
            for role in registry[ours["type"]].roles:
                for pair in matched(ours["roles"].get(role.name, []), theirs["roles"].get(role.name, [])):
                    compare(*pair, counts)
    return counts


def show(counts: Counts) -> None:
    """Print the shares, then what was wrong."""
    print("| right | of what | fillers | share | 95 % | bar |\n|---|---|---|---|---|---|")
    for name, seen in sorted(counts.right.items(), key=lambda item: (item[0].partition(" ")[0], -item[1].total())):
        respect, _, group = name.partition(" | ")
        share = seen[True] / seen.total()
        low, high = wilson(share, seen.total())
        bar = f"{BARS[respect]:.2f}" if group == "all" else ""
        print(f"| {name} | {seen.total()} | {share:.3f} | {low:.3f}-{high:.3f} | {bar} |")
    print("\n| wrong | how | fillers |\n|---|---|---|")
    for mistake, number in sorted(counts.wrong.items(), key=lambda item: (item[0].partition(" ")[0], -item[1])):
        print(f"| {mistake} | {number} |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    given = parser.parse_args()
    predicted = {document["doc_id"]: document for document in read_lines(given.predicted)}
    show(measure(read_lines(given.gold), predicted, builtin()))


if __name__ == "__main__":
    main()
