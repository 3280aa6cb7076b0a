"""Merging: all mentions of one happening in one document become one event, with a reason for every joined mention."""

from extractors.merging.clustering import merge, merged_attributes
from extractors.merging.features import Relation

__all__ = ["Relation", "merge", "merged_attributes"]
