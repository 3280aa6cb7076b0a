"""WHERE: the core file that one writer keeps, and the public file that everybody reads.

Belongs here: DuckDB, Arrow, migrations, marts, checks, publishing, exports, users' SQL.
Does not: spaCy, Prefect, the environment, deciding which events are the same (resolution).
"""
