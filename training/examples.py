"""Training examples of the four judges from gold articles: features with the gold's answer.

Belongs here: pairing what extraction sees with what the gold says. Does not: features (extractors) or fitting (fit).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.context import DocumentContext, ParsedSentence
from extractors.finding import FoundMention, found_mention
from extractors.merging.clustering import SAME
from extractors.merging.features import pair_features
from extractors.merging.surroundings import surroundings_of
from extractors.model import Features
from extractors.model.judges import NONE, CandidateWord
from extractors.pipeline import Extractor
from extractors.roles.attach import attach
from extractors.roles.candidates import candidates_of
from extractors.roles.pairs import Key, Pair, pairs
from extractors.status.judging import joint_features
from extractors.triggers.features import word_class
from extractors.triggers.judging import Candidate, trigger_of
from schemas.actors import Entity
from schemas.event_types import EventType
from schemas.interchange import Json
from schemas.names import name_words, same_person
from training.gold import Article, key_token

LEAST_RATE = 0.025
"""A word is a candidate where it named a happening in at least this share of its occurrences."""
DENIED_WEIGHT = 2.0
"""A denial counts twice as an example, being one event in twenty: on folds of train 22 of 44 are found instead of 20,
and no other status loses."""
LEAST_DOCUMENTS = 2
"""A word that named happenings in fewer texts is that text's slip ('viste', 'troopssent') or its style."""


@dataclass(frozen=True, slots=True)
class Example:
    """Features with the right label; `weight` is 1 for news and less for texts made to be dense."""

    features: Features
    label: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with its context and, for every gold mention that extraction can see, its token."""

    article: Article
    context: DocumentContext
    keys: Mapping[tuple[int, int], str]
    mentions: tuple[tuple[tuple[ParsedSentence, int], ...], ...]


def label(article: Article, extractor: Extractor) -> Labelled:
    """The tokens (sentence, index) that gold mentions stand on, with their types; and those of each event."""
    context = extractor.read(article.document)
    keys: dict[tuple[int, int], str] = {}
    mentions: list[tuple[tuple[ParsedSentence, int], ...]] = []
    for event in article.events:
        own: list[tuple[ParsedSentence, int]] = []
        for mention in event["mentions"]:
            place = _token_of(mention, context)
            if place is not None:
                own.append(place)
                keys[place[0].index, place[1]] = event["type"]
        mentions.append(tuple(own))
    return Labelled(article, context, keys, tuple(mentions))


def _token_of(mention: Json, context: DocumentContext) -> tuple[ParsedSentence, int] | None:
    for sentence in context.parsed:
        start, end = sentence.evidence.start, sentence.evidence.end
        if start <= mention["start"] < end:
            local = (mention["start"] - start, min(mention["end"], end) - start)
            span = sentence.doc.char_span(*local, alignment_mode="expand")
            return (sentence, key_token(span).i) if span is not None and len(span) else None
    return None


def candidate_words(labelled: Iterable[Labelled], dense: Iterable[Labelled]) -> dict[tuple[str, str], CandidateWord]:
    """The words that named happenings often enough, names left out; dense texts add words and no other counts."""
    seen: Counter[tuple[str, str]] = Counter()
    named: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    where: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in labelled:
        for sentence in one.context.parsed:
            for token in sentence.doc:
                if token.pos_ == "PROPN":
                    continue
                word = (token.lemma_.lower(), word_class(token))
                seen[word] += 1
                if (sentence.index, token.i) in one.keys:
                    named[word][one.keys[sentence.index, token.i]] += 1
                    where[word].add(one.article.document.name)
    for one in dense:
        parsed = {sentence.index: sentence for sentence in one.context.parsed}
        for (sentence_index, index), event_type in one.keys.items():
            token = parsed[sentence_index].doc[index]
            if token.pos_ == "PROPN":
                continue
            word = (token.lemma_.lower(), word_class(token))
            named[word][event_type] += 1
            where[word].add(one.article.document.name)
            seen[word] += 1
    out: dict[tuple[str, str], CandidateWord] = {}
    for word, types in sorted(named.items()):
        rate = sum(types.values()) / seen[word]
        is_common = rate >= LEAST_RATE and len(where[word]) >= LEAST_DOCUMENTS
        if is_common and word[0].replace("-", "").isalpha():
            out[word] = CandidateWord(max(sorted(types), key=lambda name: types[name]), round(rate, 3))
    return out


@dataclass(frozen=True, slots=True)
class TriggerQuestions:
    """The candidates of a text with, for each, its type or none; None where nobody has read the word."""

    fold: int
    candidates: tuple[Candidate, ...]
    answers: tuple[str | None, ...]

    def examples(self, weight: float = 1.0) -> Iterator[Example]:
        """What was read, as examples of the first look."""
        for candidate, answer in zip(self.candidates, self.answers, strict=True):
            if answer is not None:
                yield Example(candidate.features, answer, weight)


def trigger_questions(one: Labelled, extractor: Extractor, is_dense: bool) -> TriggerQuestions:
    """Every candidate of an article with its type or none; in dense texts only the triggers count as read."""
    listed = tuple(extractor.candidates(one.context))
    other = None if is_dense else NONE
    answers = tuple(one.keys.get((c.sentence, c.token.i), other) for c in listed)
    return TriggerQuestions(one.article.fold, listed, answers)


def gold_mentions(one: Labelled, extractor: Extractor) -> tuple[tuple[FoundMention, ...], ...]:
    """The mentions that extraction makes where the gold has them, an event each."""
    out = []
    for event, places in zip(one.article.events, one.mentions, strict=True):
        own = []
        for sentence, index in places:
            trigger = trigger_of(sentence.doc[index], event["type"], extractor.index, extractor.registry)
            fillers = attach(trigger, sentence, one.context)
            own.append(found_mention(trigger, 1.0, fillers, sentence, one.context, None))
        out.append(tuple(own))
    return tuple(out)


def status_examples(one: Labelled, found: Iterable[tuple[FoundMention, ...]]) -> Iterator[Example]:
    """The joint features of an event's mentions with its status."""
    for event, own in zip(one.article.events, found, strict=True):
        if own:
            weight = DENIED_WEIGHT if event["status"] == "denied" else 1.0
            yield Example(joint_features([mention.status_features for mention in own]), event["status"], weight)


def same_event_examples(
    one: Labelled, found: Iterable[tuple[FoundMention, ...]], extractor: Extractor
) -> Iterator[Example]:
    """Every pair of mentions of one type, the later with those up to twelve before it."""
    by_type: dict[str, list[tuple[FoundMention, int]]] = defaultdict(list)
    found = tuple(found)
    tokens = {(f.mention.evidence, f.mention.event_type): f.trigger.head for own in found for f in own}
    around = surroundings_of(one.context, tokens)
    for number, own in enumerate(found):
        for mention in own:
            by_type[mention.mention.event_type].append((mention, number))
    for name, listed in by_type.items():
        listed.sort(key=lambda item: item[0].mention.evidence)
        for at, (second, second_event) in enumerate(listed):
            for before in range(max(0, at - 12), at):
                first, first_event = listed[before]
                features = pair_features(
                    first.mention,
                    second.mention,
                    at - before - 1,
                    extractor.registry[name],
                    around(first.mention, second.mention),
                )
                yield Example(features, SAME if first_event == second_event else "different")


@dataclass(frozen=True, slots=True)
class RoleQuestions:
    """An event with all its candidates and, for each, the role that the gold gives it or none."""

    document: str
    fold: int
    event_type: EventType
    keys: tuple[Key, ...]
    pairs: tuple[Pair, ...]
    answers: tuple[str, ...]

    def examples(self) -> Iterator[Example]:
        """Every (event, entity) pair with its role or none."""
        return (Example(pair.features, answer) for pair, answer in zip(self.pairs, self.answers, strict=True))


def role_questions(
    one: Labelled, found: Iterable[tuple[FoundMention, ...]], extractor: Extractor
) -> Iterator[RoleQuestions]:
    """The events of an article with what the role judge is asked of them."""
    candidates = candidates_of(one.context)
    for event, own in zip(one.article.events, found, strict=True):
        if own:
            event_type = extractor.registry[event["type"]]
            keys = tuple((f.sentence, f.trigger.head) for f in own)
            framed = [filler for f in own for filler in f.mention.fillers]
            listed = pairs(event_type, keys, framed, candidates, one.context)
            answers = tuple(_gold_roles(listed, event, event_type))
            yield RoleQuestions(one.article.document.name, one.article.fold, event_type, keys, listed, answers)


def _gold_roles(listed: Sequence[Pair], event: Json, event_type: EventType) -> list[str]:
    """A role or none a pair: each gold filler is one candidate, the one that says it best, the nearest of equals.

    Other candidates that would match the filler ('troops' beside '6,000 Cuban troops') are none: taught as fillers,
    too, they cost .03 role F1 on five folds of train.
    """
    answers = [NONE] * len(listed)
    for role in event_type.roles:
        for gold in event["roles"].get(role.name, []):
            free = [n for n, pair in enumerate(listed) if answers[n] == NONE and role in pair.roles]
            able = [n for n in free if _is_filler(gold, listed[n].candidate.entity)]
            if able:
                answers[max(able, key=lambda n: (*_closeness(gold, listed[n].candidate.entity), -n))] = role.name
    return answers


def _closeness(gold: Json, entity: Entity) -> tuple[bool, float]:
    """How well an entity says a gold filler: the same country, then the share of words in common."""
    if entity.kind in ("country", "person"):
        return gold.get("country") == entity.country, 1.0
    own, right = set(name_words(entity.name)), set(name_words(gold["name"]))
    return gold.get("country") == entity.country, len(own & right) / max(1, len(own | right))


def _is_filler(gold: Json, entity: Entity) -> bool:
    """Whether an entity is the gold filler: by name, and by country where both know it."""
    if gold.get("kind") == "country" or entity.kind == "country":
        return gold.get("kind") == entity.kind and gold.get("country") == entity.country
    if gold.get("country") and entity.country and gold["country"] != entity.country:
        return False
    if (gold.get("kind") == "person") != (entity.kind == "person"):
        return False
    if entity.kind == "person":
        return same_person(gold["name"], entity.name, gold.get("country"))
    return bool(set(name_words(gold["name"])) & set(name_words(entity.name)))
