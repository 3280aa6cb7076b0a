"""Numbered SQL files that bring a core file to the current schema; each runs once, in a transaction of its own."""
