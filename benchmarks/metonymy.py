"""Measures whether a name of a place is read as who acts or as where something is.

    python benchmarks/metonymy.py sheet CORPORA SHEET --gold FOLDER [--seed 1]
    python benchmarks/metonymy.py score CORPORA [--errors]

`sheet` draws names of states, seats and cities from punctuated texts on world affairs that share no paragraph with the
gold: as many behind a preposition of place as elsewhere, no name often, so that neither reading is a matter of course.
It holds text of the corpora and lies outside the project. A reader's answers are kept in `metonymy.jsonl` without text:
corpus, doc_id, start, end, reading, country. `actor` is a government or people that acts or is acted with ('talks with
Washington', 'sanctions against Iran'), `place` is where something is, goes or comes from.

`score` reads each document with eventwire, every sentence parsed. Where a mention has one reading, that is the answer;
where it has both, the events decide that it has a role in, by the reading that the role takes; where none does,
eventwire leaves it undecided, which is neither right nor wrong.
"""

from __future__ import annotations

import argparse
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
from readings import add_gate, contexts_of, extractor, print_rates

from extractors.context import DocumentContext, EntityMention
from schemas.actors import Actor
from schemas.mentions import RoleFiller

ANSWERS = Path(__file__).with_name("metonymy.jsonl")
NAMES = 360
"""More than are asked for, as some turn out to be parts of other names."""
OF_ONE_NAME = 9
OF_ONE_DOCUMENT = 4
UNDECIDED, UNSEEN = "undecided", "not found"


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


def reading_of(row: Json, entities: Sequence[EntityMention], fillers: Sequence[RoleFiller]) -> tuple[str, str | None]:
    """How the name of a row is read, and of which state: by the narrowest mention on it and the roles that it fills."""
    start, end = row["start"], row["end"]
    on_it = [m for m in entities if m.evidence.start <= start and end <= m.evidence.end]
    if not on_it:
        return UNSEEN, None
    mention = min(on_it, key=lambda m: (m.evidence.end - m.evidence.start, -m.probability))
    if mention.actor is None or mention.place is None:
        entity = mention.actor or mention.place
        return ("place" if mention.actor is None else "actor"), entity.country if entity else None
    roles = [f for f in fillers if f.evidence.start < end and start < f.evidence.end]
    if not roles:
        return UNDECIDED, mention.actor.country
    likeliest = max(roles, key=lambda f: f.probability)
    return ("actor" if isinstance(likeliest.entity, Actor) else "place"), likeliest.entity.country


def judged(row: Json, reading: str, country: str | None) -> Json:
    """What is right about a reading."""
    return {
        "right": reading == row["reading"],
        "wrong": reading not in (row["reading"], UNDECIDED, UNSEEN),
        UNDECIDED: reading == UNDECIDED,
        UNSEEN: reading == UNSEEN,
        "country right": country == row["country"],
    }


def fillers_of(context: DocumentContext, *, gated: bool) -> tuple[RoleFiller, ...]:
    """Who and what takes part in the events of a document."""
    return tuple(filler for event in extractor(gated=gated).events_in(context) for filler in event.fillers)


def score(corpora: Path, *, errors: bool, gated: bool) -> None:
    """Print the rates, and with `errors` what is not right."""
    rows = read_lines(ANSWERS)
    results: defaultdict[str, list[Json]] = defaultdict(list)
    fillers: dict[str, tuple[RoleFiller, ...]] = {}
    for row, context in contexts_of(rows, corpora, gated=gated):
        if context.document.document_id not in fillers:
            fillers = {context.document.document_id: fillers_of(context, gated=gated)}
        reading, country = reading_of(row, context.entities, fillers[context.document.document_id])
        result = judged(row, reading, country)
        for group in ("all", row["reading"]):
            results[group].append(result)
        if errors and not (result["right"] and result["country right"]):
            print(f"{row['doc_id']} {row['start']}: asked {row['reading']} {row['country']}, told {reading} {country}")
            print("  " + " ".join(excerpt(context.document.text, row["start"], row["end"]).split()))
    print_rates(results)


def main() -> None:
    """Write a sheet, or score eventwire on the answers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    sheet = commands.add_parser("sheet")
    sheet.add_argument("corpora", type=Path)
    sheet.add_argument("sheet", type=Path)
    sheet.add_argument("--gold", type=Path, required=True)
    sheet.add_argument("--seed", type=int, default=1)
    scored = commands.add_parser("score")
    scored.add_argument("corpora", type=Path)
    scored.add_argument("--errors", action="store_true", help="print what is not right")
    add_gate(scored)
    given = parser.parse_args()
    if given.command == "sheet":
        write_sheet(given.corpora, given.sheet, given.gold, given.seed)
    else:
        score(given.corpora, errors=given.errors, gated=given.gated)


if __name__ == "__main__":
    main()
