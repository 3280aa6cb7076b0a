"""Train all judges: `python -m training --gold DIR [--measure]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from extractors.model import LinearModel
from extractors.model.judges import NAMES, Judges
from extractors.pipeline import DEFAULT_PIPELINE, Extractor, load_pipeline
from schemas.event_types import builtin
from schemas.interchange import document_json
from training import examples as ex
from training.fit import fit, write
from training.gold import FOLDS, Article, ParsedOnce, read_articles
from training.second_look import roles_again, triggers_again
from training.sources import ReadEvents, source_examples
from training.verdicts import ReadText, read_verdicts, verdict_questions

SETS = ("train", "stories")
DENSE = ("own",)
DENSE_WEIGHT = 0.7
SETTINGS = {
    "triggers": (0.3, 3),
    "triggers_again": (0.1, 3),
    "roles": (0.5, 4),
    "roles_again": (0.1, 3),
    "status": (0.03, 2),
    "same_event": (0.12, 3),
    "sources": (0.03, 3),
}
"""scikit-learn's C, and the least number of examples that a feature must occur in (chosen on folds of train)."""


def train(articles: Sequence[Article], dense: Sequence[Article], read: Sequence[ReadText], nlp: ParsedOnce) -> Judges:
    """Judges learned from news articles, from dense texts, which add rare words and no negative candidates, and from
    words of raw texts that readers judged."""
    registry = builtin()
    everything = Extractor(nlp, registry, None, gated=False)
    wide, wide_dense = ([ex.label(a, everything) for a in group] for group in (articles, dense))
    words = ex.candidate_words(wide, wide_dense)
    print(f"{len(words)} candidate words", flush=True)
    nobody = LinearModel((), {}, np.zeros((0, 0), np.float32), np.zeros(0, np.float32))
    extractor = Extractor(nlp, registry, Judges(words, *(nobody for _ in NAMES)))
    asked = [ex.trigger_questions(ex.label(a, extractor), extractor, is_dense=False) for a in articles]
    asked += [verdict_questions(text, extractor) for text in read]
    positive = (ex.trigger_questions(ex.label(a, extractor), extractor, is_dense=True) for a in dense)
    always = [example for one in positive for example in one.examples(DENSE_WEIGHT)]
    roles: list[ex.RoleQuestions] = []
    told: list[ReadEvents] = []
    examples: dict[str, list[ex.Example]] = {name: [] for name in NAMES}
    for one in [*wide, *wide_dense]:
        found = ex.gold_mentions(one, everything)
        roles += ex.role_questions(one, found, everything)
        examples["status"] += ex.status_examples(one, found)
        told.append(ReadEvents(one, found))
        if one.article.source not in DENSE:
            examples["same_event"] += ex.same_event_examples(one, found, everything)
    examples["triggers"] = [e for one in asked for e in one.examples()] + always
    examples["triggers_again"] = list(triggers_again(asked, always, *SETTINGS["triggers"]))
    examples["roles"] = [e for one in roles for e in one.examples()]
    examples["roles_again"] = list(roles_again(roles, *SETTINGS["roles"]))
    examples["sources"] = list(source_examples(told, *SETTINGS["status"]))
    print(", ".join(f"{len(listed)} {name}" for name, listed in examples.items()), flush=True)
    return Judges(words, *(fit(examples[name], *SETTINGS[name]) for name in NAMES))


def write_judges(judges: Judges, folder: Path) -> None:
    """Write the judges and candidate words where extractors/model reads them."""
    for name in NAMES:
        write(getattr(judges, name), folder / f"{name}.npz", 0.02)
    lines = [
        "# lemma, class (n, v, a, o), commonest type, share of occurrences that named a happening in training texts"
    ]
    lines += [f"{lemma}\t{kind}\t{w.event_type}\t{w.rate}" for (lemma, kind), w in sorted(judges.words.items())]
    (folder / "candidates.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def measure(
    articles: Sequence[Article],
    dense: Sequence[Article],
    read: Sequence[ReadText],
    nlp: ParsedOnce,
    out: Path,
    folds: int,
) -> None:
    """Cross-validated predictions, one JSON line a document of the held-out folds."""
    with out.open("w", encoding="utf-8") as file:
        for fold in range(folds):
            judges = train([a for a in articles if a.fold != fold], dense, read, nlp)
            extractor = Extractor(nlp, builtin(), judges)
            for article in (a for a in articles if a.fold == fold):
                events = extractor.extract(article.document)
                file.write(json.dumps(document_json(article.document, events)) + "\n")


def main() -> None:
    """Parse arguments and train."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder with NAME.gold.jsonl and NAME.texts.jsonl")
    parser.add_argument("--corpora", type=Path, help="folder with NAME.jsonl.xz, the raw texts of verdicts.tsv")
    parser.add_argument("--cache", type=Path, help="file that keeps the parsed sentences between runs")
    parser.add_argument("--measure", type=Path, help="write cross-validated predictions here instead of weights")
    parser.add_argument("--folds", type=int, default=FOLDS)
    args = parser.parse_args()
    articles, dense = read_articles(args.gold, SETS), read_articles(args.gold, DENSE)
    read = read_verdicts(args.corpora) if args.corpora else ()
    everything = [*articles, *dense, *(text.article for text in read)]
    nlp = ParsedOnce(load_pipeline(DEFAULT_PIPELINE), everything, args.cache)
    if args.measure:
        measure(articles, dense, read, nlp, args.measure, args.folds)
    else:
        target = Path(__file__).parent.parent / "extractors" / "model"
        write_judges(train(articles, dense, read, nlp), target)


if __name__ == "__main__":
    main()
