"""Gold articles with the context that extraction has of them, and the tokens that the gold's mentions stand on.

Belongs here: reading gold, parsing each article once, finding key tokens. Does not: features or fitting.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, Token

from extractors import sentences
from extractors.lexicons import words
from schemas.document import Document, RawRecord, document_of
from schemas.interchange import Json

FOLDS = 5
_NO_KEY = {"AUX", "ADP", "DET", "PRON"}


@dataclass(frozen=True, slots=True)
class Article:
    """A gold article: its document, its gold events, the set it is from and its fold (by a hash of its id)."""

    document: Document
    events: tuple[Json, ...]
    source: str
    fold: int


def read_articles(folder: Path, names: Iterable[str]) -> tuple[Article, ...]:
    """The articles of the gold sets `names` in order of their files."""
    return tuple(article for name in names for article in _read_set(folder, name))


def _read_set(folder: Path, name: str) -> Iterator[Article]:
    gold = {d["doc_id"]: d for d in _lines(folder / f"{name}.gold.jsonl")}
    for record in _lines(folder / f"{name}.texts.jsonl"):
        key = record["doc_id"]
        published = dt.date.fromisoformat(record["published"]) if record.get("published") else None
        raw = RawRecord(f"gold:{name}", key, key, record["text"], record.get("title"), published)
        yield Article(document_of(raw), tuple(gold[key]["events"]), name, zlib.crc32(key.encode()) % FOLDS)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


class ParsedOnce:
    """A stand-in for a spaCy pipeline whose `pipe` looks sentences up among those parsed before (kept in a file)."""

    def __init__(self, nlp: Language, articles: Iterable[Article], cache: Path | None) -> None:
        texts = sorted({s.of(a.document.text) for a in articles for s in sentences.split(a.document.text)})
        if cache is not None and cache.exists():
            stored = DocBin().from_disk(cache)
            self._docs = {doc.text: doc for doc in stored.get_docs(nlp.vocab)}
        else:
            self._docs = {}
        missing = [text for text in texts if text not in self._docs]
        for text, doc in zip(missing, nlp.pipe(missing, batch_size=128), strict=True):
            self._docs[text] = doc
        if cache is not None and missing:
            DocBin(docs=self._docs.values()).to_disk(cache)

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The parsed sentences in order."""
        return (self._docs[text] for text in texts)


def key_token(span: Span) -> Token:
    """The token that names the happening in a mention: its root, or the first noun or full verb under a light one."""
    root = span.root
    light = words("english", "light_verbs")
    if root.lemma_.lower() in light or root.pos_ in _NO_KEY:
        for token in span:
            if token.pos_ in ("NOUN", "PROPN"):
                return token
        for token in span:
            if token.pos_ == "VERB" and token.lemma_.lower() not in light:
                return token
    return root
