"""WHAT: the frozen types that every other room speaks in, and the data that defines the event types.

Belongs here: records, their invariants, the error tree, the event type folders, tables of the world.
Does not: spaCy, DuckDB, Prefect, files, the clock. Package data is read through importlib.resources.
"""
