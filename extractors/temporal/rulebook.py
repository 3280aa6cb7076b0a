"""The rule book: atoms.yaml and rules.yaml, compiled once when a text first needs them.

Belongs here: reading the tables and building the regular expressions. Does not: matching a text (expressions.py),
what a match means (readings.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_REFERENCE = re.compile(r"\{(?:(\w+)=)?([a-z_]\w*)\}")
_ATOM_KEYS = {"class", "match", "words", "pattern"}
_RULE_KEYS = {
    "name",
    "needs",
    "scope",
    "pattern",
    "left",
    "not_left",
    "right",
    "not_right",
    "read",
    "positive",
    "negative",
}
_CONTEXT = 48
"""How many characters to the left of a match a rule may look at; the longest condition needs 40."""


@dataclass(frozen=True, slots=True)
class Template:
    """What to read from a match: the operation, its arguments (`$group` or a literal), and the group it covers."""

    operation: str
    arguments: Mapping[str, str]
    span: str | int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of rules.yaml, compiled."""

    name: str
    needs: frozenset[str]
    pattern: re.Pattern[str]
    templates: tuple[Template, ...]
    is_narrative: bool
    left: re.Pattern[str] | None
    not_left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    not_right: re.Pattern[str] | None
    positive: Mapping[str, str]
    negative: tuple[str, ...]

    def accepts(self, text: str, match: re.Match[str]) -> bool:
        """Whether what stands beside a match lets it be one."""
        before = text[max(0, match.start() - _CONTEXT) : match.start()]
        return (
            (self.left is None or self.left.search(before) is not None)
            and (self.not_left is None or self.not_left.search(before) is None)
            and (self.right is None or self.right.match(text, match.end()) is not None)
            and (self.not_right is None or self.not_right.match(text, match.end()) is None)
        )


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, the words with their values, the atoms' patterns, and `filter`, whose groups are word classes."""

    rules: tuple[Rule, ...]
    words: Mapping[str, Mapping[str, str]]
    patterns: Mapping[str, str]
    filter: re.Pattern[str]
    prefix: re.Pattern[str]
    edge: re.Pattern[str]

    def value(self, atom: str, word: str) -> str | None:
        """What a word of an atom stands for."""
        return self.words[atom].get(" ".join(word.lower().split()))


@cache
def rulebook() -> Rulebook:
    """The rule book of the package. Raises ValueError for unknown keys or atoms and for a rule without examples."""
    folder = files("extractors.temporal")
    atoms: dict[str, dict[str, Any]] = yaml.safe_load((folder / "atoms.yaml").read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = yaml.safe_load((folder / "rules.yaml").read_text(encoding="utf-8"))
    for name, atom in atoms.items():
        if unknown := set(atom) - _ATOM_KEYS:
            raise ValueError(f"atoms.yaml: {name}: unknown keys {sorted(unknown)}")
    patterns: dict[str, str] = {}
    for name, atom in atoms.items():
        patterns[name] = _atom_pattern(atom, patterns)
    edges = "|".join(_longest_first(atoms["edge_word"]["words"]))
    return Rulebook(
        rules=tuple(_rule(row, patterns) for row in rows),
        words={name: {w: str(v) for w, v in atom["words"].items()} for name, atom in atoms.items() if "words" in atom},
        patterns=patterns,
        filter=_filter(atoms, patterns),
        prefix=re.compile(rf"(?<!\w){patterns['prefix']}$", re.IGNORECASE),
        edge=re.compile(rf"(?<!\w)(?:{edges})(?!\w)", re.IGNORECASE),
    )


def _rule(row: Mapping[str, Any], patterns: Mapping[str, str]) -> Rule:
    name = row["name"]
    if unknown := set(row) - _RULE_KEYS:
        raise ValueError(f"rules.yaml: {name}: unknown keys {sorted(unknown)}")
    if not row["negative"] or not row["positive"]:
        raise ValueError(f"rules.yaml: {name}: a rule needs examples of both kinds")
    reads = row["read"] if isinstance(row["read"], list) else [row["read"]]
    return Rule(
        name=name,
        needs=frozenset(row["needs"]),
        pattern=re.compile(rf"(?<!\w)(?:{_expanded(row['pattern'], patterns)})(?!\w)", re.IGNORECASE),
        templates=tuple(_template(read) for read in reads),
        is_narrative=row.get("scope") == "narrative",
        left=_condition(row.get("left")),
        not_left=_condition(row.get("not_left")),
        right=_condition(row.get("right")),
        not_right=_condition(row.get("not_right")),
        positive=row["positive"],
        negative=tuple(row["negative"]),
    )


def _template(read: Mapping[str, str]) -> Template:
    arguments = {key: value for key, value in read.items() if key not in ("op", "span")}
    return Template(read["op"], arguments, read.get("span", 0))


def _condition(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(_blanks(pattern)) if pattern else None


def _atom_pattern(atom: Mapping[str, Any], patterns: Mapping[str, str]) -> str:
    if "pattern" in atom:
        return _expanded(atom["pattern"], patterns)
    words = _longest_first(atom["words"])
    if atom.get("match") == "capital":
        spellings = [form for word in words for form in (_capitalised(word), word.upper())]
        return f"(?-i:{'|'.join(_blanks(re.escape(form).replace(chr(92) + ' ', ' ')) for form in spellings)})"
    return f"(?:{'|'.join(_blanks(word) for word in words)})"


def _capitalised(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


def _expanded(pattern: str, patterns: Mapping[str, str]) -> str:
    def atom(match: re.Match[str]) -> str:
        group, name = match.groups()
        if name not in patterns:
            raise ValueError(f"unknown atom {name!r} in {pattern!r}")
        return f"(?P<{group}>{patterns[name]})" if group else f"(?:{patterns[name]})"

    return _REFERENCE.sub(atom, _blanks(pattern))


def _blanks(pattern: str) -> str:
    """The pattern with each blank standing for one or two characters of white space, so that lines may break."""
    out: list[str] = []
    in_class = escaped = False
    for character in pattern:
        if character == " " and not escaped:
            out.append(r"\s" if in_class else r"(?:\s{1,2})")
        else:
            out.append(character)
        if not escaped and character in "[]":
            in_class = character == "["
        escaped = character == "\\" and not escaped
    return "".join(out)


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _filter(atoms: Mapping[str, Mapping[str, Any]], patterns: Mapping[str, str]) -> re.Pattern[str]:
    classes: dict[str, list[str]] = defaultdict(list)
    for name, atom in atoms.items():
        if "class" in atom and "words" in atom:
            classes[atom["class"]].append(patterns[name])
    groups = "|".join(f"(?P<{name}>{'|'.join(parts)})" for name, parts in classes.items())
    return re.compile(rf"(?P<digit>\d+)|(?<!\w)(?:{groups})(?!\w)", re.IGNORECASE)
