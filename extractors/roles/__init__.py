"""Roles: who and what takes part in a happening, from syntactic slots outward, and its attributes."""

from extractors.roles.attach import attach

__all__ = ["attach"]
