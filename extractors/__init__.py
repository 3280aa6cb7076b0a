"""HOW: text in, document events out, by pure functions over spaCy Docs.

Belongs here: sentences, triggers, dates, quantities, actors, roles, status, attribution, merging.
Does not: files, clock, network, randomness, DuckDB, Prefect. Words are data (lexicons/, schemas/event_types/).
"""
