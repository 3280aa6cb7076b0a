"""Train all judges: `python -m training --gold DIR [--measure]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from extractors.model.judges import Judges
from extractors.pipeline import DEFAULT_PIPELINE, Extractor, load_pipeline
from schemas.event_types import builtin
from schemas.interchange import document_json
from training import examples as ex
from training.fit import fit, write
from training.gold import FOLDS, Article, ParsedOnce, read_articles

SETS = ("train", "stories")
DENSE = ("own",)


def train(articles: Sequence[Article], dense: Sequence[Article], nlp: ParsedOnce) -> Judges:
    """Judges learned from news articles and from dense texts, which add rare words and no negative candidates."""
    registry = builtin()
    everything = Extractor(nlp, registry, None, gated=False)
    wide, wide_dense = ([ex.label(a, everything) for a in group] for group in (articles, dense))
    words = ex.candidate_words(wide, wide_dense)
    print(f"{len(words)} candidate words", flush=True)
    extractor = Extractor(nlp, registry, Judges(words, None, None, None, None))  # type: ignore[arg-type]
    seen, seen_dense = ([ex.label(a, extractor) for a in group] for group in (articles, dense))
    triggers = [e for one in seen for e in ex.trigger_examples(one, extractor, is_dense=False)]
    triggers += [e for one in seen_dense for e in ex.trigger_examples(one, extractor, is_dense=True)]
    roles: list[ex.Example] = []
    status: list[ex.Example] = []
    same: list[ex.Example] = []
    for one in [*wide, *wide_dense]:
        found = ex.gold_mentions(one, everything)
        roles += ex.role_examples(one, found, everything)
        status += ex.status_examples(one, found)
        if one.article.source not in DENSE:
            same += ex.same_event_examples(one, found, everything)
    print(
        f"examples: {len(triggers)} triggers, {len(roles)} roles, {len(status)} status, {len(same)} pairs", flush=True
    )
    return Judges(words, fit(triggers, 0.3, 3), fit(roles, 0.5, 4), fit(status, 0.03, 2), fit(same, 0.2, 3))


def write_judges(judges: Judges, folder: Path) -> None:
    """Write the judges and candidate words where extractors/model reads them."""
    for name in ("triggers", "roles", "status", "same_event"):
        write(getattr(judges, name), folder / f"{name}.npz", 0.02)
    lines = [
        "# lemma, class (n, v, a, o), commonest type, share of occurrences that named a happening in training texts"
    ]
    lines += [f"{lemma}\t{kind}\t{w.event_type}\t{w.rate}" for (lemma, kind), w in sorted(judges.words.items())]
    (folder / "candidates.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def measure(articles: Sequence[Article], dense: Sequence[Article], nlp: ParsedOnce, out: Path, folds: int) -> None:
    """Cross-validated predictions, one JSON line a document of the held-out folds."""
    with out.open("w", encoding="utf-8") as file:
        for fold in range(folds):
            judges = train([a for a in articles if a.fold != fold], dense, nlp)
            extractor = Extractor(nlp, builtin(), judges)
            for article in (a for a in articles if a.fold == fold):
                events = extractor.extract(article.document)
                file.write(json.dumps(document_json(article.document, events)) + "\n")


def main() -> None:
    """Parse arguments and train."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder with NAME.gold.jsonl and NAME.texts.jsonl")
    parser.add_argument("--cache", type=Path, help="file that keeps the parsed sentences between runs")
    parser.add_argument("--measure", type=Path, help="write cross-validated predictions here instead of weights")
    parser.add_argument("--folds", type=int, default=FOLDS)
    args = parser.parse_args()
    articles, dense = read_articles(args.gold, SETS), read_articles(args.gold, DENSE)
    nlp = ParsedOnce(load_pipeline(DEFAULT_PIPELINE), [*articles, *dense], args.cache)
    if args.measure:
        measure(articles, dense, nlp, args.measure, args.folds)
    else:
        target = Path(__file__).parent.parent / "extractors" / "model"
        write_judges(train(articles, dense, nlp), target)


if __name__ == "__main__":
    main()
