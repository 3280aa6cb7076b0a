"""Recipes that make what extractors/model ships: files, randomness and heavy libraries live here.

`uv run --group training python -m training --gold DIR` trains all judges from gold in the codebook's format.
"""
