"""Reading the gold and corpora files that benchmarks are given: JSONL, compressed or not."""

from __future__ import annotations

import json
import lzma
import re
from pathlib import Path
from typing import Any

Json = dict[str, Any]

MARKS_PER_WORD = 0.05
"""Texts without punctuation have none of these marks or almost none, the others one in ten words and more."""


def read_lines(path: Path) -> list[Json]:
    """The objects of a JSONL file, compressed or not."""
    data = path.read_bytes()
    lines = (lzma.decompress(data) if path.suffix == ".xz" else data).decode().split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def is_punctuated(text: str) -> bool:
    """Whether the text has the punctuation that it was written with."""
    return len(re.findall(r"[.,;:!?]", text)) >= MARKS_PER_WORD * len(text.split())
