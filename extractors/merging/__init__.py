"""Merging: all mentions of one happening in one document become one event, with a reason for every joined mention."""

from extractors.merging.clustering import merge

__all__ = ["merge"]
