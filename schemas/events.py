"""Events: all mentions of one happening in one document, and the identity that links them over documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.dates import DateInterval
from schemas.document import digest
from schemas.mentions import Attribute, Attribution, Mention, RoleFiller, Status


@dataclass(frozen=True, slots=True)
class DocumentEvent:
    """One happening in one document: mentions in text order, fillers and attributes merged over them.

    `merge_reasons` holds one line for each mention after the first: why it was taken to be the same happening.
    `status_rule` and `status_reasons` say why the status, as those of a mention do.
    """

    document_event_id: str
    document_id: str
    event_type: str
    status: Status
    mentions: tuple[Mention, ...]
    probability: float
    fillers: tuple[RoleFiller, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    date: DateInterval | None = None
    attribution: Attribution | None = None
    merge_reasons: tuple[str, ...] = ()
    status_rule: str = ""
    status_reasons: tuple[str, ...] = ()

    def in_role(self, role: str) -> tuple[RoleFiller, ...]:
        """The fillers of one role, in text order."""
        return tuple(f for f in self.fillers if f.role == role)

    def attribute(self, code: str) -> Attribute | None:
        """The attribute with this code, or None."""
        return next((a for a in self.attributes if a.code == code), None)


def document_event_id(document_id: str, event_type: str, sentence_start: int, rank: int) -> str:
    """The id of a document event: a hash of document, type, start of its first sentence and its rank there."""
    return digest("event", document_id, event_type, str(sentence_start), str(rank))


def resolved_event_id(members: Iterable[str]) -> str:
    """The id of a resolved event: the smallest id of its members, so a function of the set alone."""
    return min(members)
