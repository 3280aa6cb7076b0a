"""WHICH: which document events are reports of one happening.

Belongs here: comparing and clustering events, each decision with a score and a reason; pure functions of their input.
Does not: spaCy, DuckDB, files, finding events in text (extractors), keeping them (warehouse).
"""

from resolution.convert import linkable_of_events, linkable_of_json
from resolution.linking import link
from resolution.records import Link, LinkableEvent

__all__ = ["Link", "LinkableEvent", "link", "linkable_of_events", "linkable_of_json"]
