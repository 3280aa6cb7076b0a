"""What the trigger judge looks at: names of features, and the decision with a judge made by hand."""

from __future__ import annotations

import dataclasses
from collections import Counter

import numpy as np

from extractors.model import LinearModel
from extractors.model.judges import CandidateWord, Judges
from extractors.triggers import Trigger, TriggerIndex
from extractors.triggers.features import TextProfile, trigger_features, word_class
from extractors.triggers.judging import Candidate, Weighed, Words, candidates, decide
from schemas.actors import Actor
from schemas.document import Evidence
from schemas.mentions import RoleFiller

ROWS = (
    "Berg/NNP/paid/nsubj paid/VBD/paid/ROOT/pay a/DT/visit/det visit/NN/paid/dobj to/IN/visit/prep Oslo/NNP/to/pobj "
    "after/IN/paid/prep half/NN/after/pobj of/IN/half/prep them/PRP/of/pobj"
)
VISIT = CandidateWord("visit", 0.9)
PLAIN = {"position", "in_title", "quoted", "fraction"}


def judge(labels: str, **weights: list[float]) -> LinearModel:
    rows = {name: row for row, name in enumerate(weights)}
    columns = len(labels.split())
    table = np.array([*weights.values()], dtype=np.float32).reshape(len(rows), columns)
    return LinearModel(tuple(labels.split()), rows, table, np.zeros(columns, dtype=np.float32))


def judges(triggers: LinearModel) -> Judges:
    nothing = judge("none")
    return Judges({("visit", "n"): VISIT}, triggers, *[nothing] * 6)


def weighed(candidate: Candidate, model: LinearModel) -> Weighed:
    """A candidate whose first answers stood at the second look."""
    scores = dict(zip(model.labels, map(float, model.probabilities(candidate.features)), strict=True))
    return Weighed(candidate, {}, scores)


def test_word_class(by_hand) -> None:
    assert [word_class(t) for t in by_hand.sentence(ROWS).doc] == ["n", "v", "o", "n", "o", "n", "o", "n", "o", "o"]


def test_profile_counts_content_words_of_all_sentences(by_hand) -> None:
    docs = [by_hand.sentence(ROWS).doc, by_hand.sentence("Visits/NNS/ended/nsubj/visit ended/VBD/ended/ROOT/end").doc]
    profile = TextProfile.of(docs, "A visit, at last")
    assert profile.lemmas == Counter({"visit": 2, "berg": 1, "pay": 1, "oslo": 1, "half": 1, "end": 1})
    assert profile.title == {"a", "visit", "at", "last"}
    assert TextProfile.of([], None) == TextProfile(Counter(), frozenset())


def test_names_of_features_say_what_they_look_at(by_hand) -> None:
    sentence = by_hand.sentence(ROWS)
    profile = TextProfile(Counter({"visit": 3}), frozenset({"visit"}))
    features = trigger_features(
        by_hand.token(sentence, "visit"), profile, 0.25, {("visit", "n"): VISIT}, ["visit", "visit.noun"]
    )
    assert {name for name in features if "=" not in name} <= PLAIN
    assert all(isinstance(value, float) and np.isfinite(value) for value in features.values())
    expected = {
        "lemma=visit", "tag=NN", "dep=dobj", "head=pay", "dep+head=dobj+pay", "child=prep+to", "near=-1+a",
        "around=to", "rule=visit.noun", "rule=visit", "position=1", "position", "in_title", "again=2", "again+det=a",
        "fraction", "with=pay",
    }  # fmt: skip
    assert expected <= features.keys()
    assert features["position"] == 0.25


def test_a_word_alone_has_features(by_hand) -> None:
    (token,) = by_hand.sentence("Talks/NNS/Talks/ROOT/talk").doc
    features = trigger_features(token, TextProfile.of([], None), 0.0, {}, [])
    assert features["lemma=talk"] == 1.0
    assert not any(name.startswith(("near=", "child=", "again", "with=")) for name in features)


def test_an_odd_quotation_mark_before_the_word_quotes_it(by_hand) -> None:
    rows = 'A/DT/said/nsubj said/VBD/said/ROOT/say "/`/said/punct visits/NNS/said/dobj/visit'
    sentence = by_hand.sentence(rows)
    word = by_hand.token(sentence, "visits")
    assert "quoted" in trigger_features(word, TextProfile.of([], None), 0.0, {}, [])
    assert "quoted" not in trigger_features(sentence.doc[1], TextProfile.of([], None), 0.0, {}, [])


def unfilled(trigger: Trigger) -> tuple[bool, tuple[RoleFiller, ...]]:
    return False, ()


def listed(by_hand, words: Words, fill=unfilled) -> list[Candidate]:
    doc = by_hand.sentence(ROWS).doc
    profile = TextProfile.of([doc], None)
    index, registry = TriggerIndex(by_hand.registry), by_hand.registry
    return [
        Candidate(
            sentence=0,
            token=token,
            rules=rules,
            vetoed=index.vetoes(token),
            features=trigger_features(token, profile, 0.0, words, hints),
        )
        for token, rules, hints in candidates(doc, index, words, registry, fill)
    ]


def found(by_hand, words: Words, model: LinearModel) -> list[tuple[str, str, float]]:
    decided = ((c, decide(weighed(c, model), by_hand.registry)) for c in listed(by_hand, words))
    return [(c.token.text, d[0].rule.name, round(d[1], 4)) for c, d in decided if d is not None]


def test_a_rule_or_a_known_word_makes_a_candidate(by_hand) -> None:
    def names(words: Words) -> list[tuple[str, list[str]]]:
        return [(c.token.text, [t.rule.name for t in c.rules]) for c in listed(by_hand, words)]

    assert names({}) == [("visit", ["visit.noun"])]
    assert names({("pay", "v"): VISIT}) == [("paid", []), ("visit", ["visit.noun"])]
    assert names({("pay", "n"): VISIT}) == [("visit", ["visit.noun"])]


def test_what_the_frames_find_is_a_hint(by_hand) -> None:
    berg = RoleFiller("visitor", Actor("Ada Berg", "person"), Evidence(0, 4), "rule.test", 0.5)
    (visit,) = listed(by_hand, {}, lambda trigger: (True, (berg,)))
    assert {name for name in visit.features if name.startswith("rule=")} == {
        "rule=visit", "rule=visit.noun", "rule=met:visit", "rule=met:visit.noun", "rule=fills:visit.visitor",
        "rule=fills:visit.visitor+person",
    }  # fmt: skip
    (empty,) = listed(by_hand, {})
    assert {name for name in empty.features if name.startswith("rule=")} == {
        "rule=visit", "rule=visit.noun", "rule=fills_nothing:visit",
    }  # fmt: skip


def test_no_feature_knows_who_or_where(by_hand) -> None:
    """What is learned of Berg in Oslo must hold for anyone anywhere."""
    sentence = by_hand.sentence(ROWS)
    profile = TextProfile.of([sentence.doc], None)
    for word in ("paid", "visit", "half"):
        features = trigger_features(by_hand.token(sentence, word), profile, 0.0, {}, [])
        assert not [name for name in features if "berg" in name.lower() or "oslo" in name.lower()]


def test_the_judge_decides_and_the_rule_gives_the_frame(by_hand) -> None:
    yes = judge("none visit", **{"lemma=visit": [0.0, 4.0]})
    no = judge("none visit", **{"lemma=visit": [4.0, 0.0]})
    probability = round(float(np.exp(4) / (1 + np.exp(4))), 4)
    assert found(by_hand, {}, yes) == [("visit", "visit.noun", probability)]
    assert found(by_hand, {}, no) == []


def test_a_label_without_a_definition_is_never_chosen(by_hand) -> None:
    """Judges trained on a type that this registry does not hold: the type is passed over, not an error."""
    model = judge("none parade visit", **{"lemma=visit": [0.0, 9.0, 4.0]})
    assert [(word, rule) for word, rule, _ in found(by_hand, {}, model)] == [("visit", "visit.noun")]


def test_a_type_that_the_dependents_rule_out_is_never_chosen(by_hand) -> None:
    model = judge("none talks visit", **{"lemma=visit": [0.0, 2.0, 4.0]})
    (visit,) = listed(by_hand, {})
    judged = decide(weighed(dataclasses.replace(visit, vetoed=frozenset({"visit"})), model), by_hand.registry)
    assert judged is not None
    assert judged[0].event_type.name == "talks"


def test_knows_only_its_labels() -> None:
    shown = judges(judge("none visit"))
    assert shown.knows("visit")
    assert not shown.knows("talks")
