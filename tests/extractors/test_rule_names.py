"""Every answer names its rule, and every name stands somewhere: in a definition, a table of rules, or the code."""

from __future__ import annotations

import ast
import importlib.resources
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import pytest
import yaml

from extractors.pipeline import Extractor
from schemas.document import Document
from schemas.event_types import Registry, builtin
from schemas.events import DocumentEvent

ROOMS = {
    "mention": ("actors", "reference"),
    "number": ("quantities",),
    "status": ("status", "pipeline.py"),
    "attribution": ("attribution",),
    "merge": ("merging",),
}


@cache
def literals(*places: str) -> frozenset[str]:
    """Words of the string constants in files of extractors/: what a rule's name may be made of."""
    texts: list[str] = []
    for place in places:
        entry = importlib.resources.files("extractors").joinpath(place)
        files = [entry] if entry.is_file() else [f for f in entry.iterdir() if f.name.endswith((".py", ".yaml"))]
        for file in files:
            source = file.read_text("utf-8")
            if file.name.endswith(".py"):
                nodes = ast.walk(ast.parse(source))
                texts += [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            else:
                texts.append(source)
    return frozenset(word for text in texts if len(text) < 80 for word in pieces(text))


def pieces(name: str) -> list[str]:
    return [piece for piece in re.split(r"[-+_.:@< ]+", name.lower()) if piece]


@cache
def time_rules() -> frozenset[str]:
    rows = yaml.safe_load(importlib.resources.files("extractors.temporal").joinpath("rules.yaml").read_text("utf-8"))
    return frozenset(row["name"] for row in rows)


def is_trigger_rule(name: str, registry: Registry) -> bool:
    made = ("judged", "further")
    owners = [
        t for t in registry.types if name in {f"{t.name}.{m}" for m in made} or any(r.name == name for r in t.triggers)
    ]
    return len(owners) == 1


def is_filler_rule(name: str, registry: Registry) -> bool:
    match = re.fullmatch(r"(\w+)\.(\w+):(\w+)(?:<([\w:]+))?", name)
    if match is None or match[1] not in registry:
        return False
    event_type, (_, frame, role, origin) = registry[match[1]], match.groups()
    if role not in {r.name for r in event_type.roles}:
        return False
    if frame in ("judge", "further"):
        return origin is None
    if frame == "country_of":
        return origin in event_type.role(role).country_of
    return frame in event_type.frames and origin in event_type.frames[frame].slots.get(role, ())


def is_attribute_rule(name: str, registry: Registry) -> bool:
    head, _, tail = name.partition(":")
    if tail == "sets":
        return is_trigger_rule(head, registry)
    code, _, way = name.partition(".")
    places = {p for t in registry.types for a in t.attributes if a.name == code for p in a.read_from}
    defaults = {a.default for t in registry.types for a in t.attributes if a.name == code}
    if way == "default":
        return bool(defaults - {None})
    if code == "quantity":
        return set(pieces(name)) <= literals(*ROOMS["number"])
    return name == "temporal.duration" or way in places or way.removeprefix("words:") in places


def is_status_rule(name: str, registry: Registry) -> bool:
    if name.endswith(":status"):
        return is_trigger_rule(name.removesuffix(":status"), registry)
    head = name.split("@", maxsplit=1)[0].split(":", maxsplit=1)[0]
    return head.startswith("status.") and set(pieces(head)) <= literals(*ROOMS["status"])


def unresolved(event: DocumentEvent, registry: Registry) -> Iterator[str]:
    """The rules that an event names and that stand nowhere."""
    for mention in event.mentions:
        if not is_trigger_rule(mention.rule, registry):
            yield mention.rule
        if not is_status_rule(mention.status_rule, registry):
            yield mention.status_rule
        if mention.date is not None and mention.date.rule not in time_rules():
            yield mention.date.rule
        if mention.attribution and not set(pieces(mention.attribution.rule)) <= literals(*ROOMS["attribution"]):
            yield mention.attribution.rule
    for part in (event, *event.mentions):
        yield from (f.rule for f in part.fillers if not is_filler_rule(f.rule, registry))
        yield from (
            f.mention_rule for f in part.fillers if not set(pieces(f.mention_rule)) <= literals(*ROOMS["mention"])
        )
        yield from (a.rule for a in part.attributes if not is_attribute_rule(a.rule, registry))
    for reason in event.merge_reasons:
        judge = re.match(r"\w+\.\w+(?=:)", reason)
        if judge is not None and not set(pieces(judge.group())) <= literals(*ROOMS["merge"]):
            yield reason


@pytest.mark.parametrize("is_judged", [True, False])
def test_every_rule_in_the_output_stands_somewhere(
    extractor: Extractor, articles: Sequence[Document], is_judged: bool
) -> None:
    registry = builtin()
    judges = extractor.judges if is_judged else None
    reader = Extractor(extractor.nlp, registry, judges)
    found = [event for document in articles for event in reader.extract(document)]
    assert len(found) > 30
    assert sorted({rule for event in found for rule in unresolved(event, registry)}) == []


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (is_trigger_rule, "visit.noun", "visit.xyzzy"),
        (is_trigger_rule, "talks.judged", "parade.judged"),
        (is_filler_rule, "visit.journey:visitor<possessive", "visit.journey:visitor<object"),
        (is_filler_rule, "treaty.country_of:party<signatory", "treaty.country_of:signatory<party"),
        (is_filler_rule, "visit.judge:visitor", "visit.judge:party"),
        (is_attribute_rule, "direction.words:trigger", "direction.words:document"),
        (is_attribute_rule, "deployment.leave:sets", "deployment.xyzzy:sets"),
        (is_attribute_rule, "quantity.range", "quantity.xyzzy"),
        (is_status_rule, "status.future_modal:will@0", "status.xyzzy:will@0"),
        (is_status_rule, "visit.invite:status", "visit.xyzzy:status"),
    ],
)
def test_the_look_up_of_rules_can_fail(check: Callable[[str, Registry], bool], good: str, bad: str) -> None:
    assert check(good, builtin())
    assert not check(bad, builtin())
