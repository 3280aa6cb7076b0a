"""Quantities: counts and shares in a sentence as ranges, with the characters and the rule they were read by."""

from extractors.quantities.finding import Quantity, find_quantities
from extractors.quantities.shares import Share, is_change, owners_of, shares_in

__all__ = ["Quantity", "Share", "find_quantities", "is_change", "owners_of", "shares_in"]
