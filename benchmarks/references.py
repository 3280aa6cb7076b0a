"""Measures whether pronouns, descriptions and short forms lead to the actor that the gold names.

    python benchmarks/references.py sheet GOLD SHEET [--seed 1]
    python benchmarks/references.py score GOLD [--errors]

`sheet` draws words of the gold sets train and stories that may stand for a filler of an event told in their sentence:
pronouns, descriptions ('the minister', 'both sides'), bare family names and acronyms, evenly. It holds text of the gold
and lies outside the project. A reader says for each which fillers are meant; where it stands for none, it has no line.
The answers are kept in `references.jsonl` without text: doc_id, start, end, form, actors (name, kind, country).

`score` reads each document with eventwire, every sentence parsed. A reference is right where the mentions on its words
are the actors meant, all of them and no other; it is wrong where one of them is someone else; what is left out, or left
as the description that it is ('delegation'), is unsure.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpora import Json, excerpt, keep_outside, read_lines, write_lines
from readings import add_gate, context_of, print_rates

from eventwire.matching import same_filler, share_word
from extractors.context import EntityMention
from extractors.sentences import split
from schemas.interchange import entity_json

ANSWERS = Path(__file__).with_name("references.jsonl")
SETS = ("train", "stories")
FORMS = ("pronoun", "description", "short form")
OF_EACH = 80
"""More than are asked for, as some stand for nobody who has a role."""
OF_ONE_DOCUMENT = 2
_PRONOUN = re.compile(r"\b(?:he|she|they|it|him|them|his|their|its|who)\b", re.IGNORECASE)
_NOUNS = (
    "president minister premier leader leaders country countries nation nations side sides delegation delegations "
    "government governments official officials secretary chief general counterpart counterparts envoy ministers "
    "presidents parties states group alliance organization body pope king chancellor ambassador diplomat diplomats "
    "negotiators rebels commander neighbor neighbors neighbour neighbours allies bloc capital island kingdom party "
    "union troops soldiers two"
)
_DESCRIPTION = re.compile(
    r"\b(?:the|his|her|its|their|both|these|those)(?: (?:two|three|four|other|former|visiting|new))?"
    rf"(?-i: [A-Z]\w+(?: [A-Z]\w+)?)? (?:prime |foreign )?(?:{'|'.join(_NOUNS.split())})\b",
    re.IGNORECASE,
)


def found_in(text: str, fillers: Sequence[Json]) -> Iterator[tuple[str, int, int]]:
    """The words of a text that may refer, with the form of each."""
    for form, pattern in (("pronoun", _PRONOUN), ("description", _DESCRIPTION)):
        for match in pattern.finditer(text):
            yield form, match.start(), match.end()
    for filler in fillers:
        words = filler["name"].split()
        if filler.get("kind") in ("person", "organisation") and len(words) > 1:
            short = words[-1] if filler["kind"] == "person" else "".join(w[0] for w in words if w[0].isupper())
            if len(short) > 2:
                for match in re.finditer(rf"(?<!\w)(?<![A-Z]\w ){re.escape(short)}\b", text):
                    if not re.search(r"[A-Z][\w.’'-]* $", text[: match.start()]):
                        yield "short form", match.start(), match.end()


def rows_of(record: Json, gold: Json) -> Iterator[Json]:
    """The references in the sentences that tell an event, with the event's fillers."""
    text = record["text"]
    stretches = split(text)
    for event in gold["events"]:
        fillers = [f | {"role": role} for role, listed in event["roles"].items() for f in listed if isinstance(f, dict)]
        told = {n for n, s in enumerate(stretches) for m in event["mentions"] if s.start <= m["start"] < s.end}
        for form, start, end in found_in(text, fillers):
            if any(stretches[n].start <= start < stretches[n].end for n in told):
                yield {"doc_id": record["doc_id"], "start": start, "end": end, "form": form, "fillers": fillers} | {
                    "published": record.get("published"),
                    "type": event["type"],
                    "triggers": [m["text"] for m in event["mentions"]],
                    "text": excerpt(text, start, end),
                }


def drawn(rows: Iterable[Json], chooser: random.Random) -> list[Json]:
    """Rows of each form, few of a document, no words twice."""
    listed = list(rows)
    chooser.shuffle(listed)
    counts: Counter[str] = Counter()
    seen: set[tuple[str, int]] = set()
    taken: list[Json] = []
    for row in listed:
        key, document = (row["doc_id"], row["start"]), f"document {row['doc_id']}"
        if counts[row["form"]] < OF_EACH and counts[document] < OF_ONE_DOCUMENT and key not in seen:
            counts.update((row["form"], document))
            seen.add(key)
            taken.append(row)
    return taken


def texts_of(gold: Path) -> dict[str, Json]:
    """The records of the sets that are read, by name."""
    return {r["doc_id"]: r for name in SETS for r in read_lines(gold / f"{name}.texts.jsonl")}


def write_sheet(gold: Path, target: Path, seed: int) -> None:
    """Draw references and write the reading sheet."""
    keep_outside(target)
    texts = texts_of(gold)
    answers = [g for name in SETS for g in read_lines(gold / f"{name}.gold.jsonl")]
    rows = [row for answer in answers for row in rows_of(texts[answer["doc_id"]], answer)]
    sheet = drawn(rows, random.Random(seed))  # noqa: S311 - a draw
    write_lines(target, sheet)
    print(f"{len(sheet)} references of {len(rows)} -> {target}")


def told_on(row: Json, entities: Sequence[EntityMention]) -> list[Json]:
    """The actors that eventwire reads on the last of a row's words, by the mentions that fit the words best."""
    start, end = int(row["start"]), int(row["end"])

    def fit(mention: EntityMention) -> float:
        ours = mention.evidence
        shared = min(end, ours.end) - max(start, ours.start)
        return shared / (max(end, ours.end) - min(start, ours.start))

    on_it = [m for m in entities if m.actor is not None and m.evidence.start < end <= m.evidence.end]
    best = max(map(fit, on_it), default=0.0)
    return [entity_json(m.actor) for m in on_it if m.actor is not None and fit(m) == best]


def judged(row: Json, told: Sequence[Json]) -> Json:
    """Whether all that are meant were told and no other; a description that was left as it stands is unsure."""
    meant = row["actors"]
    stray = any(not any(_is(actor, other) or _is_vague(actor, other) for actor in meant) for other in told)
    missed = any(not any(_is(actor, other) for other in told) for actor in meant)
    return {"right": not stray and not missed, "wrong": stray, "unsure": missed and not stray}


def _is(actor: Json, other: Json) -> bool:
    """Whether it is the actor; a state's government is the state."""
    if actor["kind"] == "country" and other["sector"] == "GOV" and other["kind"] != "person":
        return bool(other["country"] == actor["country"])
    return same_filler(actor, other)


def _is_vague(actor: Json, other: Json) -> bool:
    """Whether it may be the actor: a description or a namesake that contradicts neither country."""
    if other["country"] is not None and other["country"] != actor["country"]:
        return False
    return bool(other["name"].split()[-1].islower()) or (
        other["country"] is None and share_word(actor["name"], other["name"])
    )


def score(gold: Path, *, errors: bool, gated: bool) -> None:
    """Print the rates, and with `errors` what is not right."""
    texts = texts_of(gold)
    results: defaultdict[str, list[Json]] = defaultdict(list)
    entities: dict[str, Sequence[EntityMention]] = {}
    for row in read_lines(ANSWERS):
        record = texts[row["doc_id"]]
        if row["doc_id"] not in entities:
            entities = {row["doc_id"]: context_of(record, gated=gated).entities}
        told = told_on(row, entities[row["doc_id"]])
        result = judged(row, told)
        for group in ("all", row["form"]):
            results[group].append(result)
        if errors and not result["right"]:
            print(f"{row['doc_id']} {row['start']} {'WRONG' if result['wrong'] else 'unsure'}")
            print(f"  meant {_shown(row['actors'])}\n  told  {_shown(told)}")
            print("  " + " ".join(excerpt(record["text"], row["start"], row["end"]).split()))
    print_rates(results)


def _shown(actors: Iterable[Json]) -> str:
    return "; ".join(f"{actor['name']} ({actor['kind']} {actor['country']})" for actor in actors) or "-"


def main() -> None:
    """Write a sheet, or score eventwire on the answers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    sheet = commands.add_parser("sheet")
    sheet.add_argument("gold", type=Path)
    sheet.add_argument("sheet", type=Path)
    sheet.add_argument("--seed", type=int, default=1)
    scored = commands.add_parser("score")
    scored.add_argument("gold", type=Path)
    scored.add_argument("--errors", action="store_true", help="print what is not right")
    add_gate(scored)
    given = parser.parse_args()
    if given.command == "sheet":
        write_sheet(given.gold, given.sheet, given.seed)
    else:
        score(given.gold, errors=given.errors, gated=given.gated)


if __name__ == "__main__":
    main()
