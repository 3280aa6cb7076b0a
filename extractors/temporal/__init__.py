"""The time room: time expressions of a text, the day it counts from, and the date and duration of an event.

Belongs here: TIMEX3 types and values, date intervals (codebook section 4), attachment to triggers. Does not: status,
numbers that are no amounts of time, the fallback to the document's date (warehouse).
"""

from extractors.temporal.anchors import anchor_of
from extractors.temporal.attach import date_of, duration_of
from extractors.temporal.expressions import find_expressions, timex_records
from extractors.temporal.viewpoint import Tense

__all__ = ["Tense", "anchor_of", "date_of", "duration_of", "find_expressions", "timex_records"]
