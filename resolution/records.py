"""What linking takes and gives: events reduced to what can be compared, and the decision for each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.mentions import Status

Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class LinkableEvent:
    """A document event as far as linking looks at it. All words are folded (`resolution.words`).

    `countries` and `names` are those of the core actors, `places` of the core places; `codes` are closed attributes
    (act, direction ...), `numbers` counts and shares; `triggers` the words of its mentions, `context` those of their
    sentences, `details` those of its open attributes (topic, instrument), `story` those of the whole document.
    """

    document_event_id: str
    document_id: str
    event_type: str
    status: Status
    countries: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    start: dt.date | None = None
    end: dt.date | None = None
    published: dt.date | None = None
    numbers: Mapping[str, Bounds] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    triggers: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    details: frozenset[str] = frozenset()
    story: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """That a document event reports a resolved event: how sure that is (0 to 1), and why."""

    document_event_id: str
    event_id: str
    score: float
    reason: str
