"""Triggers: which words name a happening of which type. The words are data of the event types."""

from extractors.triggers.gate import Gate
from extractors.triggers.matching import Trigger, TriggerIndex

__all__ = ["Gate", "Trigger", "TriggerIndex"]
