"""Merging: all mentions of one happening in one document become one event, with a reason for every joined mention."""

from extractors.merging.clustering import merge, merged_attributes
from extractors.merging.surroundings import surroundings_of

__all__ = ["merge", "merged_attributes", "surroundings_of"]
