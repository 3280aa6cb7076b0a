"""Every rule of rules.yaml, by its own examples, and the rule book as a whole."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from extractors.context import DateAnchor
from extractors.temporal import find_expressions
from extractors.temporal.expressions import _candidates
from extractors.temporal.readings import _OPERATIONS
from extractors.temporal.rulebook import Rule, rulebook

ANCHOR = DateAnchor(dt.date(1998, 6, 10))
HISTORY = "In 1911, in 1912, in 1913, in 1914, in 1915, in 1916, in 1917, in 1918, and in 1915 they fought. "
POSITIVE = [(rule, text, value) for rule in rulebook().rules for text, value in rule.positive.items()]
NEGATIVE = [(rule, text) for rule in rulebook().rules for text in rule.negative]


@pytest.mark.parametrize(("rule", "text", "value"), POSITIVE, ids=lambda x: x.name if isinstance(x, Rule) else None)
def test_rule_reads_its_positive_examples(rule: Rule, text: str, value: str) -> None:
    text = HISTORY * rule.is_narrative + text
    plain = re.sub(r"\[(.*?)\]", r"\1", text)
    marked = re.search(r"\[(.*?)\]", text)
    assert marked is not None, "an example marks its expression with brackets"
    found = {(t.evidence.of(plain), t.evidence.start, t.value, t.rule) for t in find_expressions(plain, ANCHOR)}
    assert (marked[1], marked.start(), value, rule.name) in found


@pytest.mark.parametrize(("rule", "text"), NEGATIVE, ids=lambda x: x.name if isinstance(x, Rule) else None)
def test_rule_leaves_its_negative_examples(rule: Rule, text: str) -> None:
    text = HISTORY * rule.is_narrative + text
    assert rule.name not in {t.rule for t in find_expressions(text, ANCHOR)}


def test_rules_have_names_of_their_own_and_known_operations() -> None:
    names = [rule.name for rule in rulebook().rules]
    assert len(names) == len(set(names))
    assert {t.operation for rule in rulebook().rules for t in rule.templates} == set(_OPERATIONS)


def test_every_argument_names_a_group_of_its_pattern() -> None:
    for rule in rulebook().rules:
        groups = set(rule.pattern.groupindex) | {"0"}
        wanted = {v[1:] for t in rule.templates for v in t.arguments.values() if v.startswith("$")}
        wanted |= {t.span for t in rule.templates if isinstance(t.span, str)}
        assert wanted <= groups, rule.name


def test_needs_are_classes_of_the_filter() -> None:
    classes = set(rulebook().filter.groupindex)
    assert all(rule.needs and rule.needs <= classes for rule in rulebook().rules)


def test_text_without_a_time_word_is_given_to_no_rule() -> None:
    text = "The envoys spoke about grain and gas, and the mood was good. " * 50
    assert rulebook().filter.search(text) is None
    assert list(_candidates(text, rulebook(), is_narrative=False)) == []
