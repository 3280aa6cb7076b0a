"""Words of raw press releases and news that readers judged: the trigger judge learns there what is no happening.

Gold articles are dense with diplomacy; what fires wrongly elsewhere (bills signed into law, tourists, meetings of a
town) is in `verdicts.tsv`: `corpus`, `doc_id`, `start`, `end` (characters), `answer` (a type or none). The texts are
not ours to ship: they are looked up in the corpora at hand; where those are absent the judges are trained without them.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import lzma
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from extractors.pipeline import Extractor
from schemas.document import RawRecord, document_of
from training.examples import TriggerQuestions
from training.gold import FOLDS, Article

_FILE = Path(__file__).parent / "verdicts.tsv"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text of a corpus with what readers said of some of its words."""

    article: Article
    answers: Mapping[Span, str]


def judgements() -> dict[tuple[str, str], dict[Span, str]]:
    """What readers said, by document (corpus and id) and span."""
    judged: dict[tuple[str, str], dict[Span, str]] = defaultdict(dict)
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            judged[row["corpus"], row["doc_id"]][int(row["start"]), int(row["end"])] = row["answer"]
    return judged


def read_verdicts(corpora: Path) -> tuple[ReadText, ...]:
    """The judged texts that the corpora (`NAME.jsonl.xz` in a folder) hold, in the order of their files."""
    judged = judgements()
    names = sorted({corpus for corpus, _ in judged})
    return tuple(text for name in names for text in _texts(corpora / f"{name}.jsonl.xz", name, judged))


def _texts(path: Path, corpus: str, judged: Mapping[tuple[str, str], Mapping[Span, str]]) -> Iterator[ReadText]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            key = record["id"]
            if (corpus, key) in judged:
                published = dt.date.fromisoformat(record["published"][:10]) if record.get("published") else None
                raw = RawRecord(f"corpus:{corpus}", key, key, record["text"], record.get("title"), published)
                article = Article(document_of(raw), (), "verdicts", zlib.crc32(key.encode()) % FOLDS)
                yield ReadText(article, judged[corpus, key])


def verdict_questions(text: ReadText, extractor: Extractor) -> TriggerQuestions:
    """The candidates of a judged text; those that no reader saw have no answer."""
    context = extractor.read(text.article.document)
    listed = tuple(extractor.candidates(context))
    starts = {sentence.index: sentence.evidence.start for sentence in context.parsed}
    answers = tuple(_answer(starts[c.sentence] + c.token.idx, len(c.token), text.answers) for c in listed)
    return TriggerQuestions(text.article.fold, listed, answers)


def _answer(start: int, length: int, answers: Mapping[Span, str]) -> str | None:
    """What was said of the span that a word lies in."""
    return next((answer for (a, b), answer in answers.items() if a <= start and start + length <= b), None)
