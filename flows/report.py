"""What a run tells while it works and when it is done.

Belongs here: the progress that stages report to and the report that a run ends with. Does not: showing them to a
user (eventwire).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from flows.sources.records import Reject


class Progress(Protocol):
    """Whom a run tells how far it is. Calls come from the thread that called `run_ingest`, in order."""

    def say(self, message: str) -> None:
        """What is being done or waited for, in one line: 'waiting for the private Prefect server to start'."""

    def found(self, documents: int) -> None:
        """So many more documents are to be extracted; called as the sources are read, before `done` of them."""

    def done(self, documents: int) -> None:
        """So many more documents are extracted and loaded."""


class Silent:
    """Progress that nobody watches."""

    def say(self, message: str) -> None:
        """Ignored."""

    def found(self, documents: int) -> None:
        """Ignored."""

    def done(self, documents: int) -> None:
        """Ignored."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one run of `ingest` did and what the warehouse holds after it.

    `events_by_type` counts the document events of this run's new and changed documents, `resolved_by_type` the rows
    of all views after it. `rejects` are the first of them, `rejects_by_reason` counts all by reason code.
    """

    run_id: str
    warehouse: Path
    documents_new: int
    documents_changed: int
    documents_unchanged: int
    files_ignored: int
    events_by_type: Mapping[str, int]
    resolved_by_type: Mapping[str, int]
    rejects_by_reason: Mapping[str, int]
    rejects: tuple[Reject, ...] = ()
    seconds_by_stage: Mapping[str, float] = field(default_factory=dict)

    @property
    def reject_count(self) -> int:
        """How many records were rejected."""
        return sum(self.rejects_by_reason.values())
