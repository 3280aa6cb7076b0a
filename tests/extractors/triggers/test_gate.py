"""The cheap pass: written forms of a lemma, and which sentences it lets through."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.model.judges import CandidateWord
from extractors.triggers.gate import LEAST_RATE, Gate, forms_of
from schemas.event_types import Registry, builtin, parse

VISIT = """
name: visit
mart: visits
description: Somebody goes somewhere.
roles:
  visitor: {reading: actor, kinds: [person], core: true, description: who}
attributes: {}
frames:
  plain: {visitor: [subject]}
triggers:
  - {name: visit.noun, nouns: [visit], frame: plain, prior: 0.5}
  - {name: visit.pay, verbs: [pay], objects: [respects], frame: plain, prior: 0.5}
  - {name: visit.drop, verbs: [drop], particles: [by], frame: plain, prior: 0.5}
  - {name: visit.go, verbs: [go], near: [trip], frame: plain, prior: 0.5}
"""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return parse({"visit/definition.yaml": VISIT})


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("visit", {"visit", "visits", "visited", "visiting"}),
        ("arrive", {"arrive", "arrives", "arrived", "arriving"}),
        ("rally", {"rally", "rallies", "rallied", "rallying"}),
        ("deploy", {"deploy", "deploys", "deployed", "deploying"}),
        ("dispatch", {"dispatch", "dispatches", "dispatched", "dispatching"}),
        ("meet", {"meet", "meets", "met", "meeting"}),
        ("withdraw", {"withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"}),
        ("commit", {"commit", "commits", "committed", "committing"}),
        ("ban", {"ban", "bans", "banned", "banning"}),
        ("ratify", {"ratify", "ratifies", "ratified", "ratifying"}),
    ],
)
def test_forms_hold_the_written_ones(lemma: str, forms: set[str]) -> None:
    assert forms <= forms_of(lemma)


@pytest.mark.parametrize(("lemma", "wrong"), [("visit", "visitt"), ("deploy", "deploies"), ("arrive", "arriveing")])
def test_forms_do_not_hold_others(lemma: str, wrong: str) -> None:
    assert wrong not in forms_of(lemma)


@given(st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=12))
def test_a_word_is_a_form_of_itself(lemma: str) -> None:
    assert lemma in forms_of(lemma)


@pytest.mark.parametrize(
    ("text", "admitted"),
    [
        ("The VISITS were short.", True),
        ("The visitor was late.", False),
        ("The revisited plan was late.", False),
        ("They paid their respects.", True),
        ("They paid their debts.", False),
        ("She dropped by.", True),
        ("She dropped it.", False),
        ("He went on a trip.", True),
        ("He went home.", False),
        ("Trips are long.", False),
        ("", False),
        ("visit", True),
    ],
)
def test_admits(registry: Registry, text: str, admitted: bool) -> None:
    assert Gate(registry, {}).admits(text) is admitted


def test_words_that_often_named_a_happening_stand_alone(registry: Registry) -> None:
    rare = CandidateWord("visit", LEAST_RATE / 2)
    often = CandidateWord("visit", LEAST_RATE)
    assert Gate(registry, {("sojourn", "n"): often}).admits("Her sojourn ended.")
    assert not Gate(registry, {("sojourn", "n"): rare}).admits("Her sojourn ended.")
    assert Gate(registry, {("go", "v"): often}).admits("He went home.")


def test_a_type_whose_words_all_need_company_has_a_gate() -> None:
    """No word stands alone: the gate of such a registry is not open to every text."""
    text = VISIT.replace("  - {name: visit.noun, nouns: [visit], frame: plain, prior: 0.5}\n", "")
    gate = Gate(parse({"visit/definition.yaml": text}), {})
    assert gate.admits("He went on a trip.")
    assert not gate.admits("The weather was fine.")


@settings(max_examples=50)
@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert SHIPPED.admits(text) in (True, False)


SHIPPED = Gate(builtin(), {})


@pytest.mark.parametrize(
    "text",
    [
        "The president visited Oslo.",
        "Talks were held in Lima.",
        "Ships have left the harbour.",
        "The treaty was ratified.",
        "Half of its wheat imports come from Peru.",
        "They signed the accord.",
    ],
)
def test_shipped_types_let_their_sentences_through(text: str) -> None:
    assert SHIPPED.admits(text)


@pytest.mark.parametrize("text", ["The weather was fine.", "Prices rose again on Friday.", "12, 14, 16"])
def test_shipped_types_keep_out_what_names_nothing(text: str) -> None:
    assert not SHIPPED.admits(text)


@pytest.mark.parametrize(
    ("text", "admitted"),
    [
        ("Some 900 soldiers are in Mali.", True),
        ("Hundreds of soldiers are in Mali.", True),
        ("Soldiers are in Mali.", False),
        ("The 900 villagers are in Mali.", False),
    ],
)
def test_a_word_that_must_be_counted_needs_a_number(text: str, admitted: bool) -> None:
    assert Gate(builtin(), {}).admits(text) is admitted
