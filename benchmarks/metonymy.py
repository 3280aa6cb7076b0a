"""Measures whether a name of a place is read as who acts or as where something is.

    python benchmarks/metonymy.py sheet CORPORA SHEET --gold FOLDER [--seed 1]
    python benchmarks/metonymy.py score CORPORA [--held-back] [--errors]

`sheet` draws names of states, seats and cities from punctuated texts on world affairs that share no paragraph with the
gold: as many behind a preposition of place as elsewhere, no name often, so that neither reading is a matter of course.
It holds text of the corpora and lies outside the project. A reader's answers are kept in `metonymy.jsonl` without text:
corpus, doc_id, start, end, reading, country. `actor` is a government or people that acts or is acted with ('talks with
Washington', 'sanctions against Iran'), `place` is where something is, goes or comes from.

`score` reads each document with eventwire, every sentence parsed, and asks the narrowest mention on a name which of its
readings is the likelier. Half of the names, chosen by a hash of their document, are held back as in `actor_phrases.py`.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path

from corpora import (
    Json,
    corpus_files,
    corpus_name,
    excerpt,
    fresh_documents,
    gold_paragraphs,
    keep_outside,
    read_lines,
    write_lines,
)
from phrases import is_of_the_world, place_names_in
from readings import contexts_of, is_held_back, print_rates, run_halves

from extractors.context import EntityMention

ANSWERS = Path(__file__).with_name("metonymy.jsonl")
NAMES = 360
"""More than are asked for, as some turn out to be parts of other names."""
OF_ONE_NAME = 9
OF_ONE_DOCUMENT = 4
UNSEEN = "not found"


def drawn(rows: Iterable[Json], number: int, chooser: random.Random) -> list[Json]:
    """`number` rows, half of them behind a preposition of place, corpora in turn, few of one name or document."""
    pools: defaultdict[tuple[bool, str], list[Json]] = defaultdict(list)
    for row in rows:
        pools[row["is_after_preposition"], row["corpus"]].append(row)
    for key in sorted(pools):
        chooser.shuffle(pools[key])
    taken: list[Json] = []
    for is_after in (True, False):
        count: Counter[str] = Counter()
        turns = zip_longest(*(pools[key] for key in sorted(pools) if key[0] == is_after))
        listed: list[Json] = []
        for row in (row for turn in turns for row in turn if row is not None):
            document = f"document {row['doc_id']}"
            if count[row["name"]] < OF_ONE_NAME // 2 and count[document] < OF_ONE_DOCUMENT // 2:
                count.update((row["name"], document))
                listed.append(row)
        taken += listed[: number // 2]
    chooser.shuffle(taken)
    return taken


def write_sheet(corpora: Path, target: Path, gold: Path, seed: int) -> None:
    """Draw names from the corpora and write the reading sheet."""
    keep_outside(target)
    known = gold_paragraphs(gold)
    rows: list[Json] = []
    for path in corpus_files(corpora):
        name = corpus_name(path)
        everything = fresh_documents(path, known, random.Random(f"{seed} {name}"), sys.maxsize)  # noqa: S311 - a draw
        rows += [
            {"corpus": name, "doc_id": record["id"], "published": record.get("published"), "start": start, "end": end}
            | {"name": place, "is_after_preposition": is_after, "title": record.get("title")}
            | {"text": excerpt(record["text"], start, end)}
            for record in everything
            if is_of_the_world(record["text"])
            for is_after, place, start, end in place_names_in(record["text"])
        ]
    sheet = drawn(rows, NAMES, random.Random(seed))  # noqa: S311 - a draw
    write_lines(target, sheet)
    print(f"{len(sheet)} names of {len(rows)} -> {target}")


def reading_of(row: Json, entities: Sequence[EntityMention]) -> tuple[str, str | None, str]:
    """How the name of a row is read, of which state, and why: by the narrowest mention on it."""
    start, end = row["start"], row["end"]
    on_it = [m for m in entities if m.evidence.start <= start and end <= m.evidence.end]
    if not on_it:
        return UNSEEN, None, ""
    mention = min(on_it, key=lambda m: (m.evidence.end - m.evidence.start, -m.probability))
    entity = mention.actor if mention.reading == "actor" else mention.place
    return mention.reading or UNSEEN, entity.country if entity else None, mention.reading_rule


def judged(row: Json, reading: str, country: str | None) -> Json:
    """What is right about a reading."""
    return {
        "right": reading == row["reading"],
        "wrong": reading not in (row["reading"], UNSEEN),
        UNSEEN: reading == UNSEEN,
        "country right": country == row["country"],
    }


def score(corpora: Path, *, held_back: bool, errors: bool, gated: bool) -> None:
    """Print the rates of one half, and with `errors` what is not right in the open one."""
    rows = [row for row in read_lines(ANSWERS) if is_held_back(row) == held_back]
    results: defaultdict[str, list[Json]] = defaultdict(list)
    for row, context in contexts_of(rows, corpora, gated=gated):
        reading, country, rule = reading_of(row, context.entities)
        result = judged(row, reading, country)
        for group in ("all", row["reading"]):
            results[group].append(result)
        if errors and not (result["right"] and result["country right"]):
            print(f"{row['doc_id']} {row['start']}: asked {row['reading']} {row['country']}")
            print(f"  told {reading} {country} ({rule})")
            print("  " + " ".join(excerpt(context.document.text, row["start"], row["end"]).split()))
    print(f"{'held back' if held_back else 'open'} half, {len(rows)} names")
    print_rates(results)


def main() -> None:
    """Write a sheet, or score eventwire on the answers."""
    run_halves(__doc__ or "", write_sheet, score)


if __name__ == "__main__":
    main()
