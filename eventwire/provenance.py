"""Where a name in the output is defined: a rule's or feature's file and line, found in the data and the code.

Definitions and tables of rules are looked up by name. What code calls a rule or feature is found by its string: every
constant and f-string of the code is a template, and a name belongs to the template that fits it and spells out most of
it. So nothing has to be listed by hand. Does not: what a rule does, printing (cli).
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from schemas.event_types import Registry, builtin_files

Judge = Literal["trigger", "role", "status", "same_event", "source"]
Line = tuple[int, yaml.Node]

ROOT = Path(__file__).parents[1]
TIME_RULES = "extractors/temporal/rules.yaml"
SHIPPED_TYPES = "schemas/event_types"
ENTITIES = ("actors", "reference")
STATUS = ("status", "finding.py")
JUDGED: Mapping[Judge, tuple[str, ...]] = {
    "trigger": ("triggers",),
    "role": ("roles",),
    "status": STATUS,
    "same_event": ("merging",),
    "source": ("attribution/features.py",),
}
"""The parts of extractors/ that make each judge's features."""
_NO_NAMES = frozenset(
    {"startswith", "endswith", "removeprefix", "removesuffix", "get", "words", "split", "partition", "Actor", "Place"}
)
"""Calls whose strings ask for a name or are values, and name no rule."""
_KNOWN = "#"
"""Stands for a value of which all words are known."""
_TELLING = re.compile(rf"^{_KNOWN}|[a-z]{{2}}")
"""What a template must spell out to tell something: '{a}.{b}' would fit nearly every name."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file, from 1; the file as the checkout knows it."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Template:
    """A string that code makes: the names it fits, how many characters of theirs it spells out, whether the code calls
    it a rule, and where it stands."""

    pattern: re.Pattern[str]
    spelled: int
    is_rule: bool
    place: Place


class Provenance:
    """Looks names up. Every method gives the places of a name: one, none where it stands nowhere, or several where
    it stands for several things."""

    def __init__(self, definitions: Mapping[str, str], registry: Registry) -> None:
        shipped = builtin_files()
        self._types: dict[str, tuple[str, yaml.Node]] = {}
        for file, text in definitions.items():
            root = yaml.compose(text, yaml.CSafeLoader)
            name = _step(root, "name") if root is not None else None
            if root is not None and name is not None and _step(root, "triggers"):
                self._types[name[1].value] = (f"{SHIPPED_TYPES}/{file}" if file in shipped else file, root)
        roles = {role.name for kind in registry.types for role in kind.roles}
        attributes = {attribute.name for kind in registry.types for attribute in kind.attributes}
        self._words = {"role.name": frozenset(roles), "attribute.name": frozenset(attributes)}

    def trigger(self, rule: str) -> tuple[Place, ...]:
        """The rule of a mention: 'visit.noun' in its type's definition; 'visit.judged' and 'treaty.further' in code."""
        own = self._defined(rule.partition(".")[0], "triggers", rule)
        return own or self._in_code(rule, "triggers", "roles/further.py", "roles/beside.py")

    def filler(self, rule: str) -> tuple[Place, ...]:
        """The rule of a role: 'visit.journey:visitor<possessive' is a slot of a frame, 'visit.judge:visitor' code."""
        match = re.fullmatch(r"(\w+)\.(\w+):(\w+)<(\S+)", rule)
        slot = self._defined(match[1], "frames", match[2], match[3], match[4]) if match else ()
        return slot or self._in_code(rule, "roles")

    def entity(self, rule: str) -> tuple[Place, ...]:
        """The rule that found a name; what stands after '+' was made of it later in the document."""
        return self._in_code(rule.partition("+")[0], *ENTITIES)

    def status(self, rule: str) -> tuple[Place, ...]:
        """The rule of a status: 'status.negation@1' (the level above the trigger), or what a trigger's rule says."""
        if rule.endswith(":status"):
            return self._defined(rule.partition(".")[0], "triggers", rule.removesuffix(":status"), "status")
        return self._in_code(rule.partition("@")[0], *STATUS)

    def date(self, rule: str) -> tuple[Place, ...]:
        """The rule of a time expression."""
        found = _step(_yaml(TIME_RULES), rule)
        return (Place(TIME_RULES, found[0]),) if found else ()

    def attribution(self, rule: str) -> tuple[Place, ...]:
        """The rule of an attribution."""
        return self._in_code(rule, "attribution")

    def attribute(self, rule: str, event_type: str) -> tuple[Place, ...]:
        """The rule of an attribute: a trigger that sets it, the attribute's own definition, or how a number is read."""
        if rule.endswith(":sets"):
            return self._defined(event_type, "triggers", rule.removesuffix(":sets"), "sets")
        own = self._defined(event_type, "attributes", rule.partition(".")[0])
        return own or self._in_code(rule, "quantities", "roles")

    def merge(self, reason: str) -> tuple[Place, ...]:
        """Why a mention was joined."""
        return self._in_code(reason, "merging")

    def feature(self, judge: Judge, name: str) -> tuple[Place, ...]:
        """A feature of a judge; 'visit|lemma=call' is 'lemma=call' for visits, 'visit.host|rival' for their hosts."""
        owner, bar, rest = name.partition("|")
        is_owned = bool(bar) and owner.partition(".")[0] in self._types
        return self._in_code(rest if is_owned else name, *JUDGED[judge])

    def _defined(self, event_type: str, *steps: str) -> tuple[Place, ...]:
        """A line of an event type's definition."""
        file, node = self._types.get(event_type, ("", None))
        line = 0
        for step in steps:
            found = _step(node, step)
            if found is None:
                return ()
            line, node = found
        return (Place(file, line),)

    def _in_code(self, name: str, *parts: str) -> tuple[Place, ...]:
        """Where code makes a name: of the templates that fit, those that spell out most, a module's first. A feature
        that none fits ('{name}={value}') stands where its name is made."""
        fitting = [t for part in parts for t in self._templates(part) if t.pattern.fullmatch(name)]
        best = max(((t.spelled, t.is_rule) for t in fitting), default=(0, False))
        places: dict[str, Place] = {}
        for place in sorted(t.place for t in fitting if (t.spelled, t.is_rule) == best):
            places.setdefault(place.file, place)
        head, mark, _ = name.partition("=")
        return tuple(places.values()) or (self._in_code(head, *parts) if mark else ())

    @functools.cache  # noqa: B019  one look-up a process
    def _templates(self, part: str) -> tuple[Template, ...]:
        """The strings that a module or folder of extractors/ makes."""
        entry = ROOT / "extractors" / part
        files = sorted(entry.glob("*.py")) if entry.is_dir() else [entry]
        return tuple(t for file in files for t in _made(file, self._words))


def _made(file: Path, words: Mapping[str, frozenset[str]]) -> Iterator[Template]:
    """The strings that functions of a file make; what they compare with or ask for is left out."""
    name = file.relative_to(ROOT).as_posix()
    for function in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(function, ast.FunctionDef):
            rules = {id(node) for part in ast.walk(function) for node in _called_rule(part)}
            for node in _own_strings(function.body):
                pattern, spelled = _pattern(node, words)
                if _TELLING.search(spelled):
                    place = Place(name, node.lineno)
                    yield Template(re.compile(pattern, re.DOTALL), len(spelled), id(node) in rules, place)


def _called_rule(node: ast.AST) -> Iterator[ast.AST]:
    """What a node gives the name `rule`, by assignment or as an argument."""
    targets = node.targets if isinstance(node, ast.Assign) else ()
    names = {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    if isinstance(node, ast.Assign | ast.keyword) and "rule" in {*names, getattr(node, "arg", None)}:
        yield from ast.walk(node.value)


def _own_strings(nodes: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """The constants, f-strings and sums of strings under some nodes, inner functions left out."""
    for node in nodes:
        if isinstance(node, ast.Compare | ast.FunctionDef) or _names_nothing(node) or _is_docstring(node):
            continue
        if isinstance(node, ast.expr) and _parts(node):
            yield node
        if not isinstance(node, ast.JoinedStr):
            yield from _own_strings(ast.iter_child_nodes(node))


def _names_nothing(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    return getattr(node.func, "attr", getattr(node.func, "id", "")) in _NO_NAMES


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _parts(node: ast.expr) -> list[ast.expr]:
    """The pieces that a string is made of, in order; none where the node makes no string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node]
    if isinstance(node, ast.JoinedStr):
        return node.values
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and isinstance(node.right, ast.Constant):
        return [node.left, node.right] if isinstance(node.right.value, str) else []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "replace":
        return [node.args[1], node.func.value] if len(node.args) == 2 else []
    return []


def _pattern(node: ast.expr, words: Mapping[str, frozenset[str]]) -> tuple[str, str]:
    """A string's pattern and what it spells out; a value is anything, or one of the words where they are known."""
    pattern, spelled = "", ""
    for part in _parts(node):
        value = ast.unparse(part.value) if isinstance(part, ast.FormattedValue) else ""
        known = next((words[end] for end in words if value == end or value.endswith(f".{end}")), None)
        if isinstance(part, ast.Constant):
            pattern += re.escape(str(part.value))
            spelled += str(part.value)
        elif known is not None:
            pattern += f"(?:{'|'.join(map(re.escape, sorted(known)))})"
            spelled += _KNOWN
        else:
            pattern += ".*"
    return pattern, spelled


@functools.cache
def _yaml(file: str) -> yaml.Node | None:
    node: yaml.Node | None = yaml.compose((ROOT / file).read_text("utf-8"), yaml.CSafeLoader)
    return node


def _step(node: yaml.Node | None, word: str) -> Line | None:
    """The line and node under a key of a mapping; of a list, the item with this name or value."""
    if isinstance(node, yaml.MappingNode):
        return next(((k.start_mark.line + 1, v) for k, v in node.value if k.value == word), None)
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        named = _step(item, "name")
        if (named[1] if named else item).value == word:
            return (named[0] if named else item.start_mark.line + 1), item
    return None
