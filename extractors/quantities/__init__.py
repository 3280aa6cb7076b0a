"""Quantities: counts and shares in a sentence as ranges, with the characters and the rule they were read by."""

from extractors.quantities.finding import Quantity, find_quantities

__all__ = ["Quantity", "find_quantities"]
