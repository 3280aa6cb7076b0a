"""Measures how many of the events that fire on raw text are there: two readers judge the same drawn events.

    python benchmarks/false_alarms.py sheet CORPORA SHEET --gold FOLDER [--events 200 --seed 1 --documents 600]
    python benchmarks/false_alarms.py score SHEET FIRST SECOND [--store benchmarks/false_alarms.jsonl]

`sheet` extracts from a seeded choice of the punctuated texts in `CORPORA/*.jsonl.xz` that share no paragraph with the
gold in FOLDER and that no judge learned from (training/verdicts.tsv), draws events evenly over types and corpora, and
writes them one a line: where they are, what was read, and the sentence with one around it, the trigger in double
brackets. No rule name and no probability, which would sway a reader. The sheet holds text of the corpora, so it lies
outside the project.

A reader's file has a line for each line of the sheet: `corpus`, `doc_id`, `start`, `end`, `verdict` (right or wrong: is
there such an event, by the codebook?); readers do not see each other's. `score` prints the precision by type and corpus
with Wilson intervals (95 %), a disputed event counting as half right, and keeps the verdicts without text.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corpora import (
    Json,
    Place,
    corpus_files,
    corpus_name,
    excerpt,
    fresh_documents,
    gold_paragraphs,
    keep_outside,
    place_of,
    read_lines,
    write_lines,
)
from rates import wilson

from eventwire.api import extract_json
from eventwire.extraction import registry
from training.verdicts import judgements

VERDICTS = {("right", "right"): "right", ("wrong", "wrong"): "wrong"}
DISPUTED = "disputed"
WORTH = {"right": 1.0, DISPUTED: 0.5, "wrong": 0.0}


def rows_of(corpus: str, record: Json) -> Iterator[Json]:
    """A row of the sheet for each event of a document."""
    text = record["text"]
    for event in extract_json(text, record.get("published"), record.get("title"))["events"]:
        mention = event["mentions"][0]
        date = event["date"]
        yield {
            "corpus": corpus,
            "doc_id": record["id"],
            "start": mention["start"],
            "end": mention["end"],
            "type": event["type"],
            "status": event["status"],
            "roles": {role: [_shown(filler) for filler in fillers] for role, fillers in event["roles"].items()},
            "date": [date["start"], date["end"], date["expression"]],
            "published": record.get("published"),
            "text": excerpt(text, mention["start"], mention["end"]),
        }


def _shown(filler: Json) -> str:
    return f"{filler['name']} ({filler['country'] or filler['kind']})"


def drawn(rows: Iterable[Json], number: int, chooser: random.Random) -> list[Json]:
    """`number` rows spread evenly over the types, and within a type over the corpora as far as they go."""
    pools: defaultdict[str, defaultdict[str, list[Json]]] = defaultdict(lambda: defaultdict(list))
    for row in {place_of(row): row for row in rows}.values():
        pools[row["type"]][row["corpus"]].append(row)
    sheet: list[Json] = []
    for kind in (event_type.name for event_type in registry().types):
        corpora = [pools[kind][corpus] for corpus in sorted(pools[kind])]
        for pool in corpora:
            chooser.shuffle(pool)
        quota = number // len(registry().types)
        taken = [row for turn in range(quota) for pool in corpora for row in pool[turn : turn + 1]][:quota]
        if len(taken) < quota:
            print(
                f"{kind}: only {len(taken)} events fire in the documents read; give more --documents", file=sys.stderr
            )
        sheet += taken
    chooser.shuffle(sheet)
    return sheet


def write_sheet(corpora: Path, target: Path, gold: Path, number: int, seed: int, documents: int) -> None:
    """Draw events from the corpora and write the reading sheet."""
    keep_outside(target)
    known = gold_paragraphs(gold)
    learned = judgements().keys()
    rows: list[Json] = []
    for path in corpus_files(corpora):
        name = corpus_name(path)
        chosen = fresh_documents(path, known, random.Random(f"{seed} {name}"), documents)  # noqa: S311 - a draw
        found = [row for record in chosen if (name, record["id"]) not in learned for row in rows_of(name, record)]
        print(f"{name}: {len(found)} events in {len(chosen)} documents", file=sys.stderr)
        rows += found
    sheet = drawn(rows, number, random.Random(seed))  # noqa: S311 - a draw
    write_lines(target, sheet)
    print(f"{len(sheet)} events -> {target}")


def verdicts_in(path: Path, sheet: Sequence[Json]) -> dict[Place, str]:
    """A reader's verdicts by event; every event of the sheet must have one."""
    found = {place_of(row): str(row["verdict"]) for row in read_lines(path)}
    unread = [row for row in sheet if found.get(place_of(row)) not in WORTH]
    if unread:
        sys.exit(f"{path}: {len(unread)} events have no verdict right or wrong; the first: {place_of(unread[0])}")
    return found


def print_precision(sheet: Sequence[Json], verdicts: Mapping[Place, str]) -> None:
    """Precision over all events, by type, by corpus and by both."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in sheet:
        verdict = verdicts[place_of(row)]
        for group in ("all", row["type"], row["corpus"], f"{row['type']} {row['corpus']}"):
            groups[group].append(verdict)
    print("| events | n | right | disputed | precision | 95 % |\n|---|---|---|---|---|---|")
    for group in sorted(groups, key=lambda g: (g != "all", " " in g, g)):
        listed = groups[group]
        rate = sum(WORTH[v] for v in listed) / len(listed)
        low, high = wilson(rate, len(listed))
        counts = f"{listed.count('right')} | {listed.count(DISPUTED)}"
        print(f"| {group} | {len(listed)} | {counts} | {rate:.3f} | {low:.2f}-{high:.2f} |")


def score(sheet_path: Path, readers: tuple[Path, Path], store: Path | None) -> None:
    """Print what two readers found and keep it without text."""
    sheet = read_lines(sheet_path)
    first, second = (verdicts_in(path, sheet) for path in readers)
    agreed = {place: VERDICTS.get((first[place], second[place]), DISPUTED) for place in map(place_of, sheet)}
    print_precision(sheet, agreed)
    disputed = sum(verdict == DISPUTED for verdict in agreed.values())
    print(f"\nThe readers disagree on {disputed} of {len(agreed)} events.")
    if store is not None:
        names = ("corpus", "doc_id", "start", "end")
        rows = [dict(zip(names, place, strict=True)) | {"verdict": agreed[place]} for place in sorted(agreed)]
        write_lines(store, rows)


def main() -> None:
    """Write a sheet, or score what two readers made of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    sheet = commands.add_parser("sheet")
    sheet.add_argument("corpora", type=Path)
    sheet.add_argument("sheet", type=Path)
    sheet.add_argument("--gold", type=Path, required=True)
    sheet.add_argument("--events", type=int, default=200)
    sheet.add_argument("--seed", type=int, default=1)
    sheet.add_argument("--documents", type=int, default=600, help="how many of each corpus are read at most")
    scored = commands.add_parser("score")
    scored.add_argument("sheet", type=Path)
    scored.add_argument("readers", type=Path, nargs=2)
    scored.add_argument("--store", type=Path)
    given = parser.parse_args()
    if given.command == "sheet":
        write_sheet(given.corpora, given.sheet, given.gold, given.events, given.seed, given.documents)
    else:
        score(given.sheet, (given.readers[0], given.readers[1]), given.store)


if __name__ == "__main__":
    main()
