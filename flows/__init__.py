"""WHEN: files, clock, processes and Prefect; everything that the other rooms must not know.

Belongs here: sources, settings, the stages of a run, the worker pool, the Prefect flow over the same stages.
Does not: how text becomes events (extractors), what the tables are (warehouse), how a user sees it (eventwire).
"""
