"""The tables of the world: what forms name, and which state a place belonged to on a day."""

import datetime as dt

import pytest

from schemas import world
from schemas.world import Locality, State, StateForm
from schemas.world.forms import fits_case, form_key


def codes(text: str) -> list[str]:
    return [form.code for form in world.state_forms(form_key(text), text)]


@pytest.mark.parametrize(
    ("text", "code", "use"),
    [
        ("Laos", "LAO", "name"),
        ("Laotian", "LAO", "adjective"),
        ("Laotians", "LAO", "people"),
        ("DPRK", "PRK", "abbreviation"),
        ("Pyongyang", "PRK", "capital"),
        ("Kremlin", "RUS", "metonym"),
        ("West Germany", "DEU", "name"),
        ("East German", "DDR", "adjective"),
        ("St. Lucia", "LCA", "name"),
        ("Republic of Moldova", "MDA", "name"),
    ],
)
def test_a_form_names_one_state(text: str, code: str, use: str) -> None:
    assert [(f.code, f.use) for f in world.state_forms(form_key(text), text)] == [(code, use)]


def test_abbreviations_need_their_capitals() -> None:
    assert codes("us") == []
    assert set(codes("US")) == set(codes("U.S.")) == {"USA"}


def test_long_forms_may_lose_their_capital_but_not_where_they_are_words() -> None:
    assert world.state_forms("iranian", "iranian") == [StateForm("Iranian", "IRN", "adjective")]
    assert codes("turkey") == []
    assert codes("china") == []


def test_keys_join_what_spelling_parts() -> None:
    assert form_key("Al-Qaeda") == form_key("al Qaeda") == "al qaeda"
    assert form_key("Cote d'Ivoire") == form_key("Côte d’Ivoire")
    assert form_key("People's Liberation Army") == "people s liberation army"
    assert form_key("?") == ""
    assert not fits_case("who", "WHO")


@pytest.mark.parametrize(
    ("code", "day", "then"),
    [
        ("ARM", dt.date(1989, 1, 15), "SUN"),
        ("RUS", dt.date(1991, 12, 26), "RUS"),
        ("XKX", dt.date(1999, 6, 1), "YUG"),
        ("XKX", dt.date(2005, 1, 1), "SCG"),
        ("XKX", dt.date(2007, 1, 1), "SRB"),
        ("COD", dt.date(1997, 4, 1), "ZAR"),
        ("FRA", dt.date(1950, 1, 1), "FRA"),
        ("XKX", None, "XKX"),
    ],
)
def test_states_by_date(code: str, day: dt.date | None, then: str) -> None:
    assert world.code_at(code, day) == then


def test_a_republic_was_a_region_but_a_renamed_state_a_state() -> None:
    assert world.is_region_at("ARM", dt.date(1989, 1, 15))
    assert not world.is_region_at("COD", dt.date(1990, 1, 1))
    assert not world.is_region_at("ARM", dt.date(2020, 1, 1))


def test_former_states_have_life_dates() -> None:
    assert world.states()["SUN"] == State("SUN", "Soviet Union", dt.date(1922, 12, 30), dt.date(1991, 12, 25))
    assert world.state_name("XYZ") == "XYZ"


def test_every_code_of_iso_3166_has_a_state() -> None:
    pycountry = pytest.importorskip("pycountry", reason="the tables group is not installed")
    codes = {country.alpha_3 for country in [*pycountry.countries, *pycountry.historic_countries]}
    assert codes | {"XKX"} == set(world.states())


def test_every_state_of_today_has_an_id_of_geonames_and_no_life_dates() -> None:
    today = [state for state in world.states().values() if state.end is None]
    assert [state.code for state in today if state.geoname_id is None] == []
    assert len(today) == 250


@pytest.mark.parametrize(
    ("key", "country", "admin1"),
    [
        ("munich", "DEU", "DE-BY"),
        ("lyon", "FRA", "FR-ARA"),
        ("lahore", "PAK", "PK-PB"),
        ("cambridge", "GBR", "GB-ENG"),
        ("shenzhen", "CHN", "CN-GD"),
        ("mariupol", "UKR", "UA-14"),
        ("houston", "USA", "US-TX"),
    ],
)
def test_cities_lie_in_regions_of_iso_3166_2(key: str, country: str, admin1: str) -> None:
    assert [(city.country, city.admin1) for city in world.cities(key)[:1]] == [(country, admin1)]


def test_the_longest_form_that_a_word_opens_is_known() -> None:
    assert world.longest("kremlin") == (1, 1)
    assert world.longest("nosuchword") == (0, 0)


def test_holders_of_office_are_found_by_family_name_and_by_full_name() -> None:
    assert {leader.country for leader in world.leaders("putin")} == {"RUS"}
    assert world.is_leader(("vladimir", "putin"))
    assert not world.is_leader(("putin",))
    assert world.leaders("nosuchname") == ()


def test_organisations_of_many_states_have_no_country() -> None:
    found = world.organisation("nato", "NATO")
    assert found is not None
    assert (found.kind, found.country, found.sector) == ("organisation", None, "IGO")
    assert world.organisation("is", "is") is None


def test_there_are_organisations_enough() -> None:
    names = {found.name for key in ("un", "eu", "asean", "opec") if (found := world.organisation(key, key.upper()))}
    assert names == {"United Nations", "European Union", "Association of Southeast Asian Nations", "OPEC"}


def test_cities_come_largest_first_with_their_region() -> None:
    tripoli = world.cities("tripoli")
    assert [city.country for city in tripoli][:2] == ["LBY", "LBN"]
    assert world.cities("kursk") == [Locality("Kursk", "city", "RUS", "RU-KRS", 449, 51.73, 36.18, 538560)]
    assert world.divisions("kursk") == [Locality("Kursk", "region", "RUS", "RU-KRS")]
    assert world.cities("no such city") == []


def test_seas_lie_in_no_country() -> None:
    assert world.region("black sea") == Locality("Black Sea", "sea", None, None)


def test_firms_have_the_state_they_are_of() -> None:
    found = world.organisation("petrobras", "Petrobras")
    assert found is not None
    assert (found.kind, found.country, found.sector) == ("organisation", "BRA", "BUS")


def test_short_forms_with_capitals_inside_are_no_words() -> None:
    assert world.organisation("let", "Let") is None
    assert world.organisation("let", "LeT") is not None


def test_a_famous_city_counts_for_more_than_its_size() -> None:
    assert world.cities("venice")[0].country == "ITA"
    assert world.cities("gomel")[0].country == "BLR"
