"""Examples of the source judge: every possible source of a gold event, and whether the gold names it.

Belongs here: statuses as they will be on news never seen, pairing offers with the gold's source. Does not: who is
offered and the features (extractors/attribution).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.attribution import speech_of
from extractors.attribution.features import source_features
from extractors.attribution.judging import SOURCE
from extractors.attribution.offers import offers_of
from extractors.filling import asked_source
from extractors.finding import FoundMention
from extractors.model import LinearModel
from extractors.model.judges import NONE
from extractors.status.judging import status_scores
from schemas.interchange import Json
from schemas.names import name_words
from training.examples import Example, Labelled, status_examples
from training.fit import fit


@dataclass(frozen=True, slots=True)
class ReadEvents:
    """An article with the mentions that extraction makes of its gold events, event by event."""

    one: Labelled
    found: tuple[tuple[FoundMention, ...], ...]

    @property
    def fold(self) -> int:
        """The fold of the article."""
        return self.one.article.fold


def source_examples(read: Sequence[ReadEvents], strength: float, least: int) -> Iterator[Example]:
    """Every (event, possible source); statuses are those of a judge trained on the other folds."""
    for fold in sorted({events.fold for events in read}):
        others = [e for events in read if events.fold != fold for e in status_examples(events.one, events.found)]
        judge = fit(others, strength, least)
        for events in read:
            if events.fold == fold:
                yield from _examples(events, judge)


def _examples(events: ReadEvents, status: LinearModel) -> Iterator[Example]:
    context = events.one.context
    speech = speech_of(context)
    for gold, own in zip(events.one.article.events, events.found, strict=True):
        if own:
            asked = asked_source(gold["type"], status_scores([f.status_features for f in own], status), own)
            offers = offers_of(asked.own, context, speech)
            for offer, features in zip(offers, source_features(asked, offers, speech), strict=True):
                yield Example(features, SOURCE if _is_source(gold.get("attribution"), offer.source.name) else NONE)


def _is_source(gold: Json | None, name: str) -> bool:
    """Whether a name has a word in common with that of the gold's source; countries are not the judge's business."""
    return gold is not None and not set(name_words(gold["source"])).isdisjoint(name_words(name))
