"""Lists the rows of lexicons and trigger rules that hardly any text bears out: what was made for a single document.

    python benchmarks/rare_rows.py GOLD CORPORA [--sets train stories dev seeds own] [--list rows.tsv]

A row is a word: a trigger word of a rule, a word that a rule asks for or forbids, a word that tells an attribute's
code, a word of `candidates.tsv`, a word of `extractors/lexicons`. Gold texts are parsed whole; a row fires in a text

- trigger word: where its rule fits a token; candidate word: where a token has its lemma and class;
- condition word: where it stands in a sentence with a trigger word of one of its rules;
- other words: where they stand.

The rows with at most one gold document are then looked for in the corpora (`*.jsonl.xz`, punctuated texts): by the
written forms of their words, and the first sentences found, one a document, are parsed and asked the same. A row is
rare if it fires in one gold document and in none of these sentences, dead if in no gold document either. Bar: rare and
dead under 5 % of all. A row on which an event of the seeds stands must fire in three other documents.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import is_punctuated, read_lines
from spacy.language import Language
from spacy.tokens import Doc

from extractors import sentences
from extractors.lexicons import lexicon
from extractors.model.judges import Judges
from extractors.pipeline import DEFAULT_PIPELINE, load_pipeline
from extractors.triggers.features import word_class
from extractors.triggers.gate import forms_of
from extractors.triggers.matching import TriggerIndex
from schemas.event_types import Registry, TriggerRule, builtin

BAR = 0.05
TRIES = 25
"""How many sentences of the corpora are parsed for a row."""
SEED_DOCUMENTS = 3
LEXICONS = ("english", "status", "trade")
CONDITIONS = ("near", "objects", "particles", "prepositions", "unless")
CLASSES = ("verbs", "nouns", "adjectives")


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A word in its place: 'trigger word', 'visit.noun', 'stopover'."""

    group: str
    place: str
    word: str


class Rows:
    """All rows, and which of them fire in a sentence."""

    def __init__(self, registry: Registry) -> None:
        self._index = TriggerIndex(registry)
        self._rules = [(t.name, rule) for t in registry.types for rule in t.triggers]
        self._candidates = {word: Row("candidate word", word[1], word[0]) for word in Judges.shipped().words}
        self._conditions: defaultdict[Row, set[str]] = defaultdict(set)
        for name, rule in self._rules:
            for key in CONDITIONS:
                for word in getattr(rule, key):
                    self._conditions[Row("condition word", f"{name} {key}", word)] |= _heads(rule)
        self._plain = {
            Row("attribute word", f"{t.name} {a.name} {code}", word)
            for t in registry.types
            for a in t.attributes
            for code, words in a.values.items()
            for word in words
        } | {
            Row("lexicon word", f"{name} {key}", str(word))
            for name in LEXICONS
            for key, words in lexicon(name).items()
            for word in words
        }

    def all(self) -> frozenset[Row]:
        """Every row there is."""
        triggers = {Row("trigger word", rule.name, word) for _, rule in self._rules for word in _heads(rule)}
        return frozenset(triggers | set(self._candidates.values()) | set(self._conditions) | self._plain)

    def on_tokens(self, doc: Doc) -> Iterator[tuple[int, Row]]:
        """The trigger and candidate rows of a sentence with the tokens that they fire on."""
        for trigger in self._index.find(doc):
            yield trigger.head.i, Row("trigger word", trigger.rule.name, trigger.head.lemma_.lower())
        for token in doc:
            row = self._candidates.get((token.lemma_.lower(), word_class(token)))
            if row is not None:
                yield token.i, row

    def fired(self, doc: Doc) -> set[Row]:
        """The rows that fire in a sentence."""
        there = {t.lemma_.lower() for t in doc} | {t.lower_ for t in doc}
        urls = {"<url>"} if any(t.like_url for t in doc) else set()
        conditions = {r for r, heads in self._conditions.items() if r.word in there | urls and heads & there}
        return {row for _, row in self.on_tokens(doc)} | conditions | {r for r in self._plain if r.word in there}


def _heads(rule: TriggerRule) -> set[str]:
    return {word for kind in CLASSES for word in getattr(rule, kind)}


def documents_of_gold(rows: Rows, nlp: Language, gold: Path, sets: Iterable[str]) -> dict[Row, set[str]]:
    """The gold documents that each row fires in."""
    fired: defaultdict[Row, set[str]] = defaultdict(set)
    texts = [(f"{name}/{r['doc_id']}", r["text"]) for name in sets for r in read_lines(gold / f"{name}.texts.jsonl")]
    listed = ((stretch.of(text), document) for document, text in texts for stretch in sentences.split(text))
    for doc, document in nlp.pipe(listed, as_tuples=True, batch_size=256):
        for row in rows.fired(doc):
            fired[row].add(document)
    return fired


def documents_of_corpora(
    rows: Rows, nlp: Language, wanted: Iterable[Row], corpora: Sequence[Path]
) -> dict[Row, set[str]]:
    """Documents of the corpora that the wanted rows fire in, as far as `TRIES` sentences a row show."""
    by_form: defaultdict[str, list[Row]] = defaultdict(list)
    for row in wanted:
        for form in forms_of(row.word):
            by_form[form].append(row)
    tries: Counter[Row] = Counter()
    chosen: list[tuple[str, str]] = []
    for document, text in punctuated_texts(corpora):
        met: set[Row] = set()
        for stretch in sentences.split(text):
            sentence = stretch.of(text)
            shown = {
                row for form in set(sentence.lower().split()) for row in by_form.get(form.strip(".,;:?!()\"'"), ())
            }
            fresh = {row for row in shown - met if tries[row] < TRIES}
            if fresh:
                chosen.append((sentence, document))
                met |= fresh
                tries.update(fresh)
    fired: defaultdict[Row, set[str]] = defaultdict(set)
    for doc, document in nlp.pipe(chosen, as_tuples=True, batch_size=256):
        for row in rows.fired(doc):
            fired[row].add(document)
    return fired


def punctuated_texts(corpora: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Id and text of the punctuated documents of the corpora, the corpora one after the other."""
    for path in corpora:
        yield from ((record["id"], record["text"]) for record in read_lines(path) if is_punctuated(record["text"]))


def rows_of_seeds(rows: Rows, nlp: Language, gold: Path) -> set[Row]:
    """The trigger and candidate rows that the seeds' mentions stand on."""
    texts = {r["doc_id"]: r["text"] for r in read_lines(gold / "seeds.texts.jsonl")}
    needed: set[Row] = set()
    for record in read_lines(gold / "seeds.gold.jsonl"):
        text = texts[record["doc_id"]]
        spans = [(m["start"], m["end"]) for event in record["events"] for m in event["mentions"]]
        for stretch in sentences.split(text):
            doc = nlp(stretch.of(text))
            for at, row in rows.on_tokens(doc):
                place = stretch.start + doc[at].idx
                if any(start <= place < end for start, end in spans):
                    needed.add(row)
    return needed


def print_shares(rows: frozenset[Row], gold: Mapping[Row, set[str]], seen: frozenset[Row]) -> list[tuple[str, Row]]:
    """Print how many rows are rare or dead, by group; the rows themselves are returned."""
    weak = [("rare" if gold.get(row) else "dead", row) for row in sorted(rows - seen) if len(gold.get(row, ())) <= 1]
    print("| rows | all | rare | dead | share |\n|---|---|---|---|---|")
    for group in ("all", *sorted({row.group for row in rows})):
        listed = [kind for kind, row in weak if group in ("all", row.group)]
        count = sum(group in ("all", row.group) for row in rows)
        share = len(listed) / count
        print(f"| {group} | {count} | {listed.count('rare')} | {listed.count('dead')} | {share:.1%} |")
    print(f"\nThe bar is {BAR:.0%} of all: {'kept' if len(weak) < BAR * len(rows) else 'missed'}.")
    return weak


def main() -> None:
    """Measure and print; skip with a message where gold or corpora are absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--sets", nargs="+", default=["train", "stories", "dev", "seeds", "own"])
    parser.add_argument("--list", type=Path, help="write the rare and dead rows to this file")
    given = parser.parse_args()
    corpora = sorted(given.corpora.glob("*.jsonl.xz"))
    if not given.gold.is_dir() or not corpora:
        print(f"skipped: needs gold sets in {given.gold} and *.jsonl.xz in {given.corpora}")
        return
    nlp = load_pipeline(DEFAULT_PIPELINE)
    nlp.disable_pipe("ner")
    rows = Rows(builtin())
    gold = documents_of_gold(rows, nlp, given.gold, given.sets)
    seeds = rows_of_seeds(rows, nlp, given.gold)
    wanted = {row for row in rows.all() if len(gold.get(row, ())) <= 1} | {
        row for row in seeds if len(gold[row]) < SEED_DOCUMENTS
    }
    seen = documents_of_corpora(rows, nlp, wanted, corpora)
    weak = print_shares(rows.all(), gold, frozenset(seen))
    for row in sorted(seeds):
        others = {document for document in gold[row] if not document.startswith("seeds")} | seen.get(row, set())
        if len(others) < SEED_DOCUMENTS:
            print(f"a seed needs {row}, which fires in {len(others)} other documents", file=sys.stderr)
    if given.list is not None:
        lines = (f"{kind}\t{row.group}\t{row.place}\t{row.word}\n" for kind, row in weak)
        given.list.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
