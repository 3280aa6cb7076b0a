"""Why every value of an event is there: its rule with file and line, its path, probability and strongest reasons.

Belongs here: what is explained, as JSON and as rows of words. Does not: finding the places (provenance), looking events
up (warehouse), colours (cli).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from eventwire.provenance import Judge, Place, Provenance
from extractors import sentences
from schemas.actors import Actor, Entity
from schemas.dates import DateInterval
from schemas.document import Document, Evidence
from schemas.events import DocumentEvent
from schemas.interchange import Json, bound, event_json, iso
from schemas.mentions import Attribute, Attribution, Mention, RoleFiller

TRIGGER, DATE, SOURCE, CUE = "event", "date", "source", "cue"


@dataclass(frozen=True, slots=True)
class Explained:
    """A document with the events to explain, notes for the user, and why an event was linked to others."""

    document: Document
    events: tuple[DocumentEvent, ...]
    notes: tuple[str, ...] = ()
    link_reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an explanation: what it is about, what it tells ('rule', 'path', ...), the words, and the place."""

    about: str
    key: str
    words: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that something was read from, with what that is."""

    evidence: Evidence
    label: str


def marks_of(event: DocumentEvent) -> tuple[Mark, ...]:
    """What an event was read from, in text order, the longer stretch first; one mark a stretch."""
    found: dict[Evidence, list[str]] = {}
    own = [mention.evidence for mention in event.mentions]
    parts = [(evidence, TRIGGER) for evidence in own]
    parts += [(filler.evidence, filler.role) for filler in event.fillers]
    parts += [(event.date.evidence, DATE)] if event.date else []
    parts += [(a.evidence, a.code) for a in event.attributes if not any(a.evidence.overlaps(e) for e in own)]
    said = event.attribution
    parts += [(said.evidence, SOURCE)] if said else []
    parts += [(said.cue_evidence, CUE)] if said and said.cue_evidence else []
    for evidence, label in parts:
        labels = found.setdefault(evidence, [])
        labels += [label] if label not in labels else []
    ordered = sorted(found, key=lambda e: (e.start, -e.end))
    return tuple(Mark(evidence, "/".join(found[evidence])) for evidence in ordered)


def sentences_of(event: DocumentEvent, text: str) -> tuple[tuple[int, Evidence], ...]:
    """The sentences that hold what an event was read from, each with its number in the text."""
    marks = marks_of(event)
    return tuple(
        (number, sentence)
        for number, sentence in enumerate(sentences.split(text))
        if any(sentence.overlaps(mark.evidence) for mark in marks)
    )


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains events with the places that names are defined at."""

    names: Provenance

    def rows(self, event: DocumentEvent, text: str) -> Iterator[Row]:
        """An event from its mentions to why it was linked, in words."""
        for mention in event.mentions:
            yield from self._mention(mention)
        for reason in event.merge_reasons:
            yield Row("joined", "because", reason, shown(self.names.merge(reason)))
        yield from self._status(event)
        for filler in event.fillers:
            yield from self._filler(filler, text)
        if event.date is not None:
            yield from self._date(event.date)
        for attribute in event.attributes:
            yield from self._attribute(attribute, event.event_type, text)
        if event.attribution is not None:
            yield from self._attribution(event.attribution, text)

    def _mention(self, mention: Mention) -> Iterator[Row]:
        yield Row("mention", "", f'"{mention.text}"{where(mention.evidence)}, {mention.probability:.2f}')
        yield Row("mention", "rule", mention.rule, shown(self.names.trigger(mention.rule)))
        yield from self._reasons("mention", "trigger", mention.reasons)
        yield Row("mention", "status", f"{mention.status}: {mention.status_rule}", self._status_place(mention))
        yield from self._reasons("mention", "status", mention.status_reasons)

    def _status(self, event: DocumentEvent) -> Iterator[Row]:
        if len(event.mentions) > 1 or event.status != event.mentions[0].status:
            yield Row("status", "", event.status)
            if event.status_rule:
                yield Row("status", "rule", event.status_rule, self._status_place(event))
            yield from self._reasons("status", "status", event.status_reasons)

    def _filler(self, filler: RoleFiller, text: str) -> Iterator[Row]:
        entity, words = filler.entity, one_line(filler.evidence.of(text))
        stands = f' "{words}"' if words != entity.name else ""
        yield Row(filler.role, "", f"{described(entity)}{stands}{where(filler.evidence)}, {filler.probability:.2f}")
        yield Row(filler.role, "rule", filler.rule, shown(self.names.filler(filler.rule)))
        if filler.path:
            yield Row(filler.role, "path", filler.path)
        if filler.mention_rule:
            yield Row(filler.role, "found by", filler.mention_rule, shown(self.names.entity(filler.mention_rule)))
        yield from self._reasons(filler.role, "role", filler.reasons)

    def _date(self, date: DateInterval) -> Iterator[Row]:
        days = f"{iso(date.start) or '?'} to {iso(date.end) or '?'}" if date.start != date.end else iso(date.start)
        value = f"{days} ({date.precision}{', approximate' if date.is_approximate else ''})"
        yield Row(DATE, "", f'{value if date.is_resolved else "unresolved"} "{date.expression}"{where(date.evidence)}')
        yield Row(DATE, "rule", date.rule, shown(self.names.date(date.rule)))
        yield Row(DATE, "basis", date.basis)

    def _attribute(self, attribute: Attribute, event_type: str, text: str) -> Iterator[Row]:
        number = attribute.number
        value = attribute.value or ""
        if number is not None:
            low, high = (("?" if b is None else str(b)) for b in (bound(number.low), bound(number.high)))
            value = low if low == high else f"{low} to {high}"
            value += ", approximate" * number.is_approximate + ", on top of others" * number.is_increment
        words = one_line(attribute.evidence.of(text))
        stands = f' "{words}"' if words != value else ""
        yield Row(attribute.code, "", f"{value}{stands}{where(attribute.evidence)}")
        yield Row(attribute.code, "rule", attribute.rule, shown(self.names.attribute(attribute.rule, event_type)))

    def _attribution(self, said: Attribution, text: str) -> Iterator[Row]:
        country = f" ({said.country})" if said.country else ""
        cue = f', cue "{said.cue}"' if said.cue else ""
        chain = f", passed on by {', '.join(said.chain)}" if said.chain else ""
        yield Row(SOURCE, "", f'{said.source}{country} "{one_line(said.evidence.of(text))}"{cue}{chain}')
        yield Row(SOURCE, "rule", said.rule, shown(self.names.attribution(said.rule)))

    def _reasons(self, about: str, judge: Judge, reasons: Sequence[str]) -> Iterator[Row]:
        for reason in reasons:
            feature = reason.rpartition(" ")[0]
            yield Row(about, "because", reason, shown(self.names.feature(judge, feature)))

    def _status_place(self, part: Mention | DocumentEvent) -> str:
        return shown(self.names.status(part.status_rule))

    def as_json(self, explained: Explained) -> Json:
        """The document and its events as `extract` gives them, with reasons, and the places of rules beside them."""
        document = explained.document
        return {
            "doc_id": document.name,
            "document_id": document.document_id,
            "published": iso(document.published),
            "notes": list(explained.notes),
            "events": [
                self._event_json(event, f"E{number}", explained) for number, event in enumerate(explained.events, 1)
            ],
        }

    def _event_json(self, event: DocumentEvent, local_id: str, explained: Explained) -> Json:
        body, text = event_json(event, local_id), explained.document.text
        for mention, own in zip(event.mentions, body["mentions"], strict=True):
            own["rule_at"] = shown(self.names.trigger(mention.rule))
            own["reasons"] = self._reasons_json("trigger", mention.reasons)
            own["status_rule_at"] = self._status_place(mention)
            own["status_reasons"] = self._reasons_json("status", mention.status_reasons)
        left = {role: iter(fillers) for role, fillers in body["roles"].items()}
        for filler in event.fillers:
            own = next(left[filler.role])
            own["rule_at"] = shown(self.names.filler(filler.rule))
            own["mention_rule"] = filler.mention_rule
            own["mention_rule_at"] = shown(self.names.entity(filler.mention_rule))
            own["reasons"] = self._reasons_json("role", filler.reasons)
        if event.date is not None:
            body["date"]["rule_at"] = shown(self.names.date(event.date.rule))
        if event.attribution is not None:
            body["attribution"]["rule_at"] = shown(self.names.attribution(event.attribution.rule))
        return body | {
            "status_rule": event.status_rule,
            "status_rule_at": self._status_place(event),
            "status_reasons": self._reasons_json("status", event.status_reasons),
            "attribute_rules": {
                a.code: {"rule": a.rule, "rule_at": shown(self.names.attribute(a.rule, event.event_type))}
                for a in event.attributes
            },
            "merge_reasons": [{"reason": r, "at": shown(self.names.merge(r))} for r in event.merge_reasons],
            "link_reason": explained.link_reasons.get(event.document_event_id),
            "sentences": [{"start": s.start, "end": s.end, "text": s.of(text)} for _, s in sentences_of(event, text)],
        }

    def _reasons_json(self, judge: Judge, reasons: Sequence[str]) -> list[Json]:
        return [
            {"feature": name, "weight": float(weight), "at": shown(self.names.feature(judge, name))}
            for name, _, weight in (reason.rpartition(" ") for reason in reasons)
        ]


def renewed(
    stored: Sequence[DocumentEvent], current: Sequence[DocumentEvent], *, is_whole: bool
) -> tuple[tuple[DocumentEvent, ...], tuple[str, ...]]:
    """Stored events as the extractor reads them now, with notes on those that it no longer finds as they are stored."""
    if is_whole:
        return tuple(current), ()
    now = {event.document_event_id: event for event in current}
    lost = [event.document_event_id for event in stored if event.document_event_id not in now]
    notes = tuple(f"{one} is shown as it is stored: the extractor does not find it now" for one in lost)
    return tuple(now.get(event.document_event_id, replace(event)) for event in stored), notes


def shown(places: Sequence[Place]) -> str:
    """The places of a name as the user reads them; none stays empty."""
    return ", ".join(map(str, places))


def where(evidence: Evidence) -> str:
    """The characters of a stretch, in words."""
    return f" [{evidence.start}:{evidence.end}]"


def described(entity: Entity) -> str:
    """An actor or place with what is known about it: 'Sergey Orlov (person, RUS, GOV)'."""
    more = entity.sector if isinstance(entity, Actor) else entity.admin1
    return f"{entity.name} ({', '.join(part for part in (entity.kind, entity.country, more) if part)})"


def one_line(text: str) -> str:
    """A stretch of text without line breaks."""
    return " ".join(text.split())
