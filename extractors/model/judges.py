"""The learned judges together: which words are candidates, and the five decisions that weights take.

Belongs here: loading what training/ wrote. Does not: features (triggers, roles, status, merging) or thresholds' use.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.resources
import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractors.model.linear import LinearModel
from schemas.errors import DefinitionError

WordClass = str
"""n(oun), v(erb), a(djective) or o(ther)."""

NAMES = ("triggers", "triggers_again", "roles", "roles_again", "status", "same_event", "sources")
"""The judges in the order of `Judges`; `_again` is a judge's second look."""
WEIGHTS = (*(f"{name}.npz" for name in NAMES), "candidates.tsv")
NONE = "none"
_ROW = re.compile(r"(?P<lemma>[^\t]+)\t(?P<kind>[nvao])\t(?P<type>[^\t]+)\t(?P<rate>[01]?\.?\d+)")


@dataclass(frozen=True, slots=True)
class CandidateWord:
    """A word that named a happening in the training texts: its commonest type there and how often it named one."""

    event_type: str
    rate: float


@dataclass(frozen=True, slots=True)
class Judges:
    """Candidates and judges; event types that no judge was trained on are decided by their rules alone."""

    words: Mapping[tuple[str, WordClass], CandidateWord]
    triggers: LinearModel
    triggers_again: LinearModel
    roles: LinearModel
    roles_again: LinearModel
    status: LinearModel
    same_event: LinearModel
    sources: LinearModel

    @staticmethod
    @functools.cache
    def shipped() -> Judges:
        """The judges of this folder, trained by `python -m training`."""
        return Judges(_candidate_words(), *(LinearModel.load(name) for name in NAMES))

    def knows(self, event_type: str) -> bool:
        """Whether the trigger judge was trained on the type."""
        return event_type in self.triggers.labels


@functools.cache
def weights_digest() -> str:
    """A hash of the shipped weights and words: retrained judges are another version of the extractor."""
    files = (importlib.resources.files(__package__).joinpath(name) for name in WEIGHTS)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _candidate_words() -> dict[tuple[str, WordClass], CandidateWord]:
    file = "candidates.tsv"
    text = importlib.resources.files(__package__).joinpath(file).read_text("utf-8")
    words: dict[tuple[str, WordClass], CandidateWord] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        match = _ROW.fullmatch(line)
        if match is None:
            raise DefinitionError(
                file, f"line {number}", "needs lemma, class (n, v, a, o), type and rate, tabs between"
            )
        word = (match["lemma"], match["kind"])
        if word in words:
            raise DefinitionError(file, f"line {number}", f"{match['lemma']!r} stands twice")
        words[word] = CandidateWord(match["type"], float(match["rate"]))
    return words
