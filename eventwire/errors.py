"""The errors behind a score, by kind: which step lost an event, a role or a value, and where in the text.

Belongs here: comparing gold with what extraction saw on its way. Does not: the score (evaluate), when two values agree
(matching), printing (cli).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eventwire.evaluate import CLOSED_ATTRIBUTES, NO_TOLERANCE, SHARE_TOLERANCE
from eventwire.matching import (
    Filler,
    align,
    fillers,
    matched_fillers,
    same_bounds,
    same_filler,
    same_person,
    same_source,
    sentence_ends,
    share_word,
)
from extractors.context import DocumentContext
from extractors.finding import FoundMention
from extractors.model.judges import NONE
from extractors.pipeline import Extractor
from extractors.triggers.judging import SeenWord
from schemas.actors import Entity
from schemas.document import Document, Evidence
from schemas.errors import UsageError
from schemas.event_types import EventType, Registry
from schemas.interchange import Json, document_json, entity_json

HELD_OUT = ("check", "links")
"""Sets that are scored only: whoever reads their errors writes rules for them, and the score means nothing."""

SIDE = 150
"""Characters of the sentence that an excerpt shows on each side."""

KINDS: Mapping[str, str] = {
    "no candidate": "no word of a gold event was weighed as a trigger",
    "candidate refused": "a word was weighed, and the judge or the rules took it for none or another type",
    "incomplete": "found, and dropped for want of a required role or attribute",
    "merged": "found, and joined to another gold event",
    "split": "a second event made of a gold event's mentions",
    "spurious event": "an event that the gold has not",
    "role: no entity": "nothing in the text was read as the filler",
    "role: reference": "the filler is named in other sentences only",
    "role: missed by the rules": "named in a sentence of the event, and no frame reaches it",
    "role: refused by the judge": "a frame gave it, and the judge refused it",
    "role: missed by frames and judge": "named in a sentence of the event, and neither took it",
    "role: wrong country": "the filler by name, with another country",
    "role: other role": "the filler, in another role",
    "role: spurious": "a filler that the gold has not",
    "status": "another status than the gold's",
    "date": "wrong, missed, or given where the gold has none",
    "number": "wrong, missed, or given where the gold has none",
    "attribute": "wrong, missed, or given where the gold has none",
    "source": "an attribution wrong, missed, or given where the gold has none",
}
"""The kinds of errors in the order of extraction, and what each means."""


@dataclass(frozen=True, slots=True)
class Error:
    """One error: its kind, a variant to count by ('visit', 'possible for planned'), where it is and what was wrong."""

    kind: str
    variant: str
    document: str
    event_type: str
    evidence: Evidence
    detail: str
    excerpt: str

    def as_json(self) -> Json:
        """The error as JSON."""
        return {
            "kind": self.kind,
            "variant": self.variant,
            "doc_id": self.document,
            "type": self.event_type,
            "start": self.evidence.start,
            "end": self.evidence.end,
            "detail": self.detail,
            "excerpt": self.excerpt,
        }


@dataclass(frozen=True, slots=True)
class Seen:
    """What extraction saw in a document on its way to the predicted events."""

    context: DocumentContext
    words: tuple[SeenWord, ...]
    mentions: tuple[FoundMention, ...]

    @property
    def document(self) -> Document:
        """The document."""
        return self.context.document


def looked_at(document: Document, extractor: Extractor) -> tuple[Json, Seen]:
    """A document's predicted record, and what extraction saw on the way to it."""
    context = extractor.read(document)
    seen = Seen(context, extractor.seen_words(context), extractor.find_mentions(context))
    return document_json(document, extractor.events_of(seen.mentions, context)), seen


def refuse_held_out(*paths: Path) -> None:
    """Raises UsageError for files of a held-out set, which is one that its file or folder is named for."""
    for path in paths:
        for part in path.resolve().parts[-2:]:
            name = re.split(r"[.\-_]", part)[0].lower()
            if name in HELD_OUT:
                raise UsageError(
                    f"the set '{name}' is held out: it is scored only, and its errors are shown to nobody, for a rule "
                    f"made from them would make its score mean nothing; leave out --errors or take another set"
                )


def errors_of(gold: Sequence[Json], predicted: Sequence[Json], seen: Seen, registry: Registry) -> Iterator[Error]:
    """The errors of one document, event by event."""
    pairs = align(gold, predicted, registry, sentence_ends(seen.document.text))
    found, right = {id(ours) for ours, _ in pairs}, {id(theirs) for _, theirs in pairs}
    for event in gold:
        if id(event) not in found:
            yield _lost(event, predicted, seen)
    for event in predicted:
        if id(event) not in right:
            owner = next((g for g in gold if _overlap(g, event)), None)
            kind, whose = ("spurious event", "") if owner is None else ("split", f"; gold {_words(owner)}")
            rules = ", ".join(dict.fromkeys(mention["rule"] for mention in event["mentions"]))
            yield _error(kind, event["type"], event, f"by {rules}, {event['probability']:.2f}{whose}", seen)
    for ours, theirs in sorted(pairs, key=lambda pair: pair[0]["mentions"][0]["start"]):
        yield from _role_errors(ours, theirs, registry[ours["type"]], seen)
        yield from _value_errors(ours, theirs, registry[ours["type"]], seen)


def counted(errors: Iterable[Error]) -> dict[str, list[Error]]:
    """The errors of each kind that has any, in the order of the kinds."""
    by_kind: dict[str, list[Error]] = {kind: [] for kind in KINDS}
    for error in errors:
        by_kind[error.kind].append(error)
    return {kind: listed for kind, listed in by_kind.items() if listed}


def variants(errors: Iterable[Error]) -> list[tuple[str, int]]:
    """How often each variant occurs, commonest first."""
    return sorted(Counter(error.variant for error in errors).items(), key=lambda item: (-item[1], item[0]))


def _lost(event: Json, predicted: Sequence[Json], seen: Seen) -> Error:
    """Which step a gold event was lost at: the furthest that one of its mentions came."""
    kind = event["type"]
    owner = next((p for p in predicted if _overlap(event, p)), None)
    if owner is not None:
        return _error("merged", kind, event, f"joined into {_words(owner)}", seen)
    own = [Evidence(m["start"], m["end"]) for m in event["mentions"]]
    made = [f.mention for f in seen.mentions if f.mention.event_type == kind]
    dropped = next((m for m in made if any(m.evidence.overlaps(e) for e in own)), None)
    if dropped is not None:
        return _error("incomplete", kind, event, f"{dropped.rule}, {dropped.probability:.2f}", seen)
    weighed = [word for word in seen.words if any(word.evidence.overlaps(e) for e in own)]
    if not weighed:
        parsed = any(s.evidence.overlaps(e) for s in seen.context.parsed for e in own)
        return _error("no candidate", kind, event, "" if parsed else "the gate let its sentences go by", seen)
    best = max(weighed, key=lambda word: (word.probabilities.get(kind, 0.0), -word.evidence.start))
    return _error("candidate refused", kind, event, _verdict(best, kind, seen), seen)


def _verdict(word: SeenWord, kind: str, seen: Seen) -> str:
    """What was thought of a word, in words."""
    thought = word.probabilities
    likeliest = max((label for label in thought if label != kind), key=lambda label: thought[label], default=NONE)
    told = f"{kind} {thought[kind]:.2f}, {likeliest} {thought[likeliest]:.2f}" if kind in thought else "by rule"
    rules = f"; rules {', '.join(word.rules)}" if word.rules else "; no rule"
    return f"'{word.evidence.of(seen.document.text)}': {told}{rules}"


def _role_errors(gold: Json, predicted: Json, kind: EventType, seen: Seen) -> Iterator[Error]:
    """The fillers of two aligned events that do not agree."""
    roles = [role.name for role in kind.roles]
    ours, theirs = fillers(gold, roles), fillers(predicted, roles)
    matched = matched_fillers(ours, theirs)
    done = {id(filler) for pair in matched for filler in pair}
    missed = [filler for filler in ours if id(filler[1]) not in done]
    extra = [filler for filler in theirs if id(filler[1]) not in done]
    for role, filler in missed:
        twin = next((e for e in extra if e[0] == role and _same_name(filler, e[1])), None)
        moved = twin or next((e for e in extra if e[0] != role and same_filler(filler, e[1])), None)
        if moved is not None:
            extra.remove(moved)
        what, why = _missed(role, filler, twin, moved, gold, predicted, kind, seen)
        yield _error(what, f"{kind.name}.{role}", gold, f"{_shown(role, filler)}{why}", seen)
    for role, filler in extra:
        at = Evidence(filler["start"], filler["end"])
        detail = f"{_shown(role, filler)} by {filler['rule']}, {filler['probability']:.2f}"
        yield _error("role: spurious", f"{kind.name}.{role}", predicted, detail, seen, at)


def _missed(
    role: str,
    filler: Json,
    twin: Filler | None,
    moved: Filler | None,
    gold: Json,
    predicted: Json,
    kind: EventType,
    seen: Seen,
) -> tuple[str, str]:
    """Why a gold filler is not there, and more words on it."""
    if twin is not None:
        return "role: wrong country", f" read as {twin[1].get('country')} by {twin[1]['rule']}"
    if moved is not None:
        return "role: other role", f" read as {moved[0]} by {moved[1]['rule']}"
    own = [Evidence(m["start"], m["end"]) for event in (gold, predicted) for m in event["mentions"]]
    near = {n for n, s in enumerate(seen.context.sentences) if any(s.overlaps(e) for e in own)}
    named = [m for m in seen.context.entities if _is_read_as(m.actor, filler) or _is_read_as(m.place, filler)]
    if not named:
        return "role: no entity", ""
    if not any(mention.sentence in near for mention in named):
        return "role: reference", f", mentions elsewhere: {len(named)}"
    framed = [
        f
        for found in seen.mentions
        if found.mention.event_type == kind.name and any(found.mention.evidence.overlaps(e) for e in own)
        for f in found.mention.fillers
    ]
    is_judged = any(word.probabilities.get(kind.name) is not None for word in seen.words)
    if any(f.role == role and same_filler(filler, entity_json(f.entity)) for f in framed):
        return "role: refused by the judge", ""
    return ("role: missed by frames and judge" if is_judged else "role: missed by the rules"), ""


def _is_read_as(entity: Entity | None, filler: Json) -> bool:
    return entity is not None and same_filler(filler, entity_json(entity))


def _same_name(gold: Json, predicted: Json) -> bool:
    if gold.get("country") == predicted.get("country") or "country" in (gold.get("kind"), predicted.get("kind")):
        return False
    if gold.get("kind") == "person":
        return predicted.get("kind") == "person" and same_person(gold["name"], predicted["name"], gold.get("country"))
    return share_word(gold["name"], predicted["name"])


def _value_errors(gold: Json, predicted: Json, kind: EventType, seen: Seen) -> Iterator[Error]:
    """The status, date, numbers, codes and source of two aligned events that do not agree."""
    if gold["status"] != predicted["status"]:
        rules = ", ".join(dict.fromkeys(m["status_rule"] for m in predicted["mentions"]))
        variant = f"{predicted['status']} for {gold['status']}"
        yield _error("status", variant, gold, f"{variant}, by {rules}", seen)
    for what, name, ours, theirs, is_same in _values(gold, predicted, kind):
        if (ours or theirs) and not is_same:
            variant = "missed" if not theirs else "invented" if not ours else "wrong"
            detail = f"{name}: gold {ours or 'none'}, read {theirs or 'none'}"
            yield _error(what, f"{name} {variant}" if what == "attribute" else variant, gold, detail, seen)


def _values(gold: Json, predicted: Json, kind: EventType) -> Iterator[tuple[str, str, str, str, bool]]:
    """The values that the score compares: kind of error, name, gold's and predicted value in words, whether equal."""
    ours, theirs = (_days(event.get("date") or {}) for event in (gold, predicted))
    yield "date", "date", ours, theirs, ours == theirs
    codes, read = gold.get("attributes") or {}, predicted.get("attributes") or {}
    for attribute in kind.attributes:
        name, tolerance = attribute.name, SHARE_TOLERANCE if attribute.kind == "percent" else NO_TOLERANCE
        if attribute.kind in ("count", "percent"):
            a, b = codes.get(name) or {}, read.get(name) or {}
            is_same = same_bounds((a.get("low"), a.get("high")), (b.get("low"), b.get("high")), tolerance)
            yield "number", name, _range(a), _range(b), is_same
        elif name in CLOSED_ATTRIBUTES:
            yield "attribute", name, codes.get(name) or "", read.get(name) or "", codes.get(name) == read.get(name)
    a, b = gold.get("attribution") or {}, predicted.get("attribution") or {}
    yield "source", "source", _source(a), _source(b), bool(a) == bool(b) and same_source(a, b)


def _days(date: Json) -> str:
    start, end = date.get("start"), date.get("end")
    return f"{start}..{end}" if start or end else ""


def _range(number: Json) -> str:
    low, high = number.get("low"), number.get("high")
    return f"{low}..{high}" if low is not None or high is not None else ""


def _source(said: Json) -> str:
    return f"{said.get('source')}/{said.get('country')}" if said else ""


def _shown(role: str, filler: Json) -> str:
    return f"{role} {filler['name']}/{filler.get('country')}"


def _overlap(gold: Json, predicted: Json) -> bool:
    """Whether two events of one type have characters of a mention in common."""
    return gold["type"] == predicted["type"] and any(
        a["start"] < b["end"] and b["start"] < a["end"] for a in gold["mentions"] for b in predicted["mentions"]
    )


def _words(event: Json) -> str:
    return " / ".join(f"'{mention['text']}'" for mention in event["mentions"])


def _error(kind: str, variant: str, event: Json, detail: str, seen: Seen, evidence: Evidence | None = None) -> Error:
    """An error at an event's first mention, or at what else it is about, with the sentence around."""
    first = event["mentions"][0]
    at = evidence or Evidence(first["start"], first["end"])
    text = seen.document.text
    sentence = next((s for s in seen.context.sentences if s.overlaps(at)), at)
    before, after = text[sentence.start : at.start], text[at.end : sentence.end]
    before = before if len(before) <= SIDE else f"…{before[-SIDE:]}"
    after = after if len(after) <= SIDE else f"{after[:SIDE]}…"
    around = " ".join(f"{before}[{at.of(text)}]{after}".split())
    return Error(kind, variant, seen.document.name, event["type"], at, detail, around)
