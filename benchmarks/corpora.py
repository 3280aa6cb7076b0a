"""What the measures on raw text share: reading gold and corpora, texts that are not in the gold, excerpts.

Belongs here: helpers that two benchmarks need. Does not: what one of them measures.
"""

from __future__ import annotations

import json
import lzma
import random
import re
import sys
from pathlib import Path
from typing import Any

from extractors.sentences import split

Json = dict[str, Any]
Place = tuple[str, str, int, int]
"""Where a row stands: corpus, document, first character, end."""

MARKS_PER_WORD = 0.05
"""Texts without punctuation have none of these marks or almost none, the others one in ten words and more."""
PARAGRAPH_KEY = 80


def read_lines(path: Path) -> list[Json]:
    """The objects of a JSONL file, compressed or not."""
    data = path.read_bytes()
    lines = (lzma.decompress(data) if path.suffix == ".xz" else data).decode().split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def write_lines(path: Path, rows: list[Json]) -> None:
    """Write objects as JSONL."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def place_of(row: Json) -> Place:
    """Where a row stands."""
    return row["corpus"], row["doc_id"], row["start"], row["end"]


def corpus_files(corpora: Path) -> list[Path]:
    """The corpora in a folder; exits where there are none."""
    files = sorted(corpora.glob("*.jsonl.xz"))
    if not files:
        sys.exit(f"there is no *.jsonl.xz in {corpora}: nothing to draw from")
    return files


def corpus_name(path: Path) -> str:
    """How rows name a corpus."""
    return path.name.removesuffix(".jsonl.xz")


def keep_outside(target: Path) -> None:
    """Exit where a sheet, which holds text of the corpora, would lie inside the project."""
    if target.resolve().is_relative_to(Path(__file__).resolve().parents[1]):
        sys.exit(f"{target} lies inside the project, which holds no text of the corpora; give a path outside")


def is_punctuated(text: str) -> bool:
    """Whether the text has the punctuation that it was written with."""
    return len(re.findall(r"[.,;:!?]", text)) >= MARKS_PER_WORD * len(text.split())


def paragraph_keys(text: str) -> set[str]:
    """The first letters of each paragraph of some length, folded: texts that share one are the same report."""
    folded = (re.sub(r"[^a-z0-9]+", "", paragraph.lower())[:PARAGRAPH_KEY] for paragraph in text.split("\n"))
    return {key for key in folded if len(key) == PARAGRAPH_KEY}


def gold_paragraphs(gold: Path) -> set[str]:
    """The paragraph keys of all gold texts in a folder."""
    texts = (record["text"] for path in sorted(gold.glob("*.texts.jsonl")) for record in read_lines(path))
    return {key for text in texts for key in paragraph_keys(text)}


def fresh_documents(corpus: Path, known: set[str], chooser: random.Random, number: int) -> list[Json]:
    """Documents of a corpus in drawn order: punctuated, and neither in the gold nor twice."""
    listed = read_lines(corpus)
    chooser.shuffle(listed)
    seen = set(known)
    chosen: list[Json] = []
    for record in listed:
        keys = paragraph_keys(record["text"])
        if is_punctuated(record["text"]) and not keys & seen:
            chosen.append(record)
            seen |= keys
        if len(chosen) == number:
            break
    return chosen


def excerpt(text: str, start: int, end: int) -> str:
    """The sentence of a mention with the one before and the one after, the mention in double brackets."""
    stretches = split(text)
    at = next(n for n, stretch in enumerate(stretches) if start < stretch.end)
    first, last = stretches[max(0, at - 1)].start, stretches[min(at + 1, len(stretches) - 1)].end
    return f"{text[first:start]}[[{text[start:end]}]]{text[end : max(end, last)]}"
