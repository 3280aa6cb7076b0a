"""Measures who a phrase of newswire means: country, kind and sector of phrases that a reader answered by hand.

    python benchmarks/actor_phrases.py sheet CORPORA SHEET --gold FOLDER [--seed 1]
    python benchmarks/actor_phrases.py score CORPORA [--held-back] [--errors]

`sheet` draws phrases from punctuated texts on world affairs in `CORPORA/*.jsonl.xz` that share no paragraph with the
gold, spread over seven shapes that a few expressions of its own find (phrases.py), so that nothing of eventwire says
which phrases are asked about. It holds text of the corpora and lies outside the project. A reader's answers are kept in
`actor_phrases.jsonl` without text: corpus, doc_id, start, end, name, kind, country, sector by the codebook; a drawn
phrase that is no actor has no line.

`score` reads each document with eventwire, every sentence parsed, and takes the actor that covers the phrase's head
and fits it best, as `eventwire actors` says it: without a country that is only guessed. Half of the phrases, chosen
by a hash of their document, are held back: they are scored by `--held-back` alone, at the end of a step, and their
errors are never printed.
"""

from __future__ import annotations

import random
import re
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
from phrases import SHAPES, found_in, is_of_the_world
from readings import contexts_of, is_held_back, print_rates, run_halves

from extractors.context import DocumentContext, EntityMention

ANSWERS = Path(__file__).with_name("actor_phrases.jsonl")
OF_ONE_DOCUMENT = 4
OF_ONE_PHRASE = 2
QUOTAS = dict(zip(SHAPES, (90, 60, 65, 45, 75, 85, 65), strict=True))
"""Drawn phrases of each shape; more than are asked for, as some turn out to be no actors."""
_ENDS_HEAD = re.compile(r"\s(?:of|from|in|within|for|at|on|to|with|by|who|that)\s|[,(]")


def drawn(rows: Iterable[Json], chooser: random.Random) -> list[Json]:
    """Rows by the quota of each shape, corpora in turn, few of one document, none on characters of another."""
    pools: defaultdict[str, defaultdict[str, list[Json]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        pools[row["shape"]][row["corpus"]].append(row)
    taken: list[Json] = []
    count: Counter[str] = Counter()
    for shape in SHAPES:
        listed = [pools[shape][corpus] for corpus in sorted(pools[shape])]
        for pool in listed:
            chooser.shuffle(pool)
        quota = len(taken) + QUOTAS[shape]
        for row in (row for turn in zip_longest(*listed) for row in turn if row is not None):
            said = row["phrase"].lower()
            if len(taken) == quota:
                break
            if count[row["doc_id"]] < OF_ONE_DOCUMENT and count[said] < OF_ONE_PHRASE and not _meets(row, taken):
                count.update((row["doc_id"], said))
                taken.append(row)
    chooser.shuffle(taken)
    return taken


def _meets(row: Json, others: Sequence[Json]) -> bool:
    return any(
        row["doc_id"] == other["doc_id"] and row["start"] < other["end"] and other["start"] < row["end"]
        for other in others
    )


def write_sheet(corpora: Path, target: Path, gold: Path, seed: int) -> None:
    """Draw phrases from the corpora and write the reading sheet."""
    keep_outside(target)
    known = gold_paragraphs(gold)
    rows: list[Json] = []
    for path in corpus_files(corpora):
        name = corpus_name(path)
        everything = fresh_documents(path, known, random.Random(f"{seed} {name}"), sys.maxsize)  # noqa: S311 - a draw
        for record in everything:
            is_open = is_of_the_world(record["text"])
            rows += [
                {"corpus": name, "doc_id": record["id"], "published": record.get("published"), "shape": shape}
                | {"start": start, "end": end, "phrase": record["text"][start:end]}
                | {"title": record.get("title"), "text": excerpt(record["text"], start, end)}
                for shape, start, end in found_in(record["text"])
                if is_open or shape == "composition"
            ]
    sheet = drawn(rows, random.Random(seed))  # noqa: S311 - a draw
    write_lines(target, sheet)
    print(f"{len(sheet)} phrases of {len(rows)} -> {target}")


def head_of(row: Json, phrase: str) -> int:
    """The character that an actor must cover to be an answer: the end of a person's name, or of the head noun."""
    if row["kind"] == "person":
        last = row["name"].split()[-1]
        if last in phrase:
            return int(row["start"]) + phrase.rindex(last) + len(last) - 1
    before = _ENDS_HEAD.search(phrase)
    return int(row["start"]) + (before.start() if before and before.start() else len(phrase)) - 1


def answer_of(row: Json, context: DocumentContext) -> EntityMention | None:
    """The actor on the phrase's head that shares most with the phrase; of equals the likelier."""
    start, end = row["start"], row["end"]
    head = head_of(row, context.document.text[start:end])

    def fit(mention: EntityMention) -> tuple[float, float]:
        ours = mention.evidence
        shared = min(end, ours.end) - max(start, ours.start)
        return shared / (max(end, ours.end) - min(start, ours.start)), mention.probability

    listed = [m for m in context.entities if m.actor and m.evidence.start <= head < m.evidence.end]
    return max(listed, key=fit, default=None)


def judged(row: Json, answer: EntityMention | None) -> Json:
    """What is right about an answer; a country that is wrong is worse than none."""
    actor = answer.known_actor if answer else None
    country = actor.country if actor else None
    return {
        "country right": actor is not None and country == row["country"],
        "country wrong": country is not None and country != row["country"],
        "sector right": actor is not None and actor.sector == row["sector"],
        "kind right": actor is not None and actor.kind == row["kind"],
        "not found": actor is None,
    }


def score(corpora: Path, *, held_back: bool, errors: bool, gated: bool) -> None:
    """Print the rates of one half, and with `errors` what is not right in the open one."""
    rows = [row for row in read_lines(ANSWERS) if is_held_back(row) == held_back]
    results: defaultdict[str, list[Json]] = defaultdict(list)
    for row, context in contexts_of(rows, corpora, gated=gated):
        answer = answer_of(row, context)
        result = judged(row, answer)
        for group in ("all", row["kind"]):
            results[group].append(result)
        right = result["country right"] and result["sector right"] and result["kind right"]
        if errors and not right:
            actor = answer.known_actor if answer else None
            told = (
                f"{actor.name} {actor.kind} {actor.country} {actor.sector} ({answer.rule})" if actor and answer else "-"
            )
            asked = f"{row['name']} {row['kind']} {row['country']} {row['sector']}"
            print(f"{row['doc_id']} {row['start']}\n  asked {asked}\n  told  {told}")
            print("  " + " ".join(excerpt(context.document.text, row["start"], row["end"]).split()))
    print(f"{'held back' if held_back else 'open'} half, {len(rows)} phrases")
    print_rates(results)


def main() -> None:
    """Write a sheet, or score eventwire on the answers."""
    run_halves(__doc__ or "", write_sheet, score)


if __name__ == "__main__":
    main()
