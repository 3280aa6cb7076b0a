"""Which entities fill the roles of a trigger by its frame: readings, kinds, one role each."""

from __future__ import annotations

import pytest

from extractors.roles.attach import attach, countries_behind, holds_words, reading
from schemas.actors import Actor, Entity, Place
from schemas.document import Evidence
from schemas.mentions import RoleFiller

BERG = Actor("Ada Berg", "person", "NOR", "GOV")
EIDE = Actor("Jon Eide", "person", "PER", "GOV")
RUSSIA, MOSCOW = Actor("Russia", "country", "RUS", "GOV"), Place("Moscow", "city", "RUS")
FRANCE, CHAD = Actor("France", "country", "FRA", "GOV"), Actor("Chad", "country", "TCD", "GOV")
TROOPS = Actor("French troops", "group", "FRA", "MIL")
IN_CHAD = Place("Chad", "country", "TCD")
HELD_TALKS = (
    "{}/NNP/held/nsubj held/VBD/held/ROOT/hold talks/NNS/held/dobj/talk with/IN/talks/prep {}/NNP/with/pobj "
    "in/IN/held/prep {}/NNP/in/pobj"
)
SENT = (
    "France/NNP/sent/nsubj and/CC/France/cc Chad/NNP/France/conj sent/VBD/sent/ROOT/send troops/NNS/sent/dobj/troop "
    "to/IN/sent/prep Mali/NNP/to/pobj"
)


def fillers(by_hand, rows: str, word: str, rule: str, **entities: tuple[Actor | None, Place | None]):
    """(role, name, words, rule) of the fillers; `entities` maps a word to its actor and place."""
    sentence = by_hand.sentence(rows, start=7)
    mentions = [by_hand.mention(sentence, words, actor, place) for words, (actor, place) in entities.items()]
    context = by_hand.context(sentence, mentions=mentions)
    found = attach(by_hand.trigger(sentence, word, rule), sentence, context)
    return [(f.role, f.entity.name, f.evidence.of(context.document.text), f.rule) for f in found]


def test_roles_in_the_order_of_the_definition_and_the_text(by_hand) -> None:
    rows = HELD_TALKS.format("Berg", "Eide", "Moscow")
    assert fillers(
        by_hand, rows, "talks", "talks.noun", Moscow=(RUSSIA, MOSCOW), Eide=(EIDE, None), Berg=(BERG, None)
    ) == [
        ("participant", "Ada Berg", "Berg", "talks.gathering:participant<subject"),
        ("participant", "Jon Eide", "Eide", "talks.gathering:participant<prep:with"),
        ("place", "Moscow", "Moscow", "talks.gathering:place<prep:in"),
    ]


def test_the_role_chooses_the_reading(by_hand) -> None:
    """One name, two readings: who talks is the state, where is the city."""
    rows = HELD_TALKS.format("Moscow", "Eide", "Lima")
    assert fillers(by_hand, rows, "talks", "talks.noun", Moscow=(RUSSIA, MOSCOW), Eide=(EIDE, None)) == [
        ("participant", "Russia", "Moscow", "talks.gathering:participant<subject"),
        ("participant", "Jon Eide", "Eide", "talks.gathering:participant<prep:with"),
    ]


def test_a_kind_that_the_role_does_not_take_is_left_out(by_hand) -> None:
    """A state is no visitor, and a person is no destination."""
    rows = "France/NNP/visited/nsubj visited/VBD/visited/ROOT/visit Berg/NNP/visited/dobj"
    assert fillers(by_hand, rows, "visited", "visit.verb", France=(FRANCE, None), Berg=(BERG, None)) == []


def test_coordinated_names_fill_the_role_together(by_hand) -> None:
    assert fillers(
        by_hand, SENT, "sent", "deployment.send", France=(FRANCE, None), Chad=(CHAD, IN_CHAD), troops=(TROOPS, None)
    ) == [
        ("deployer", "France", "France", "deployment.sending:deployer<subject"),
        ("deployer", "Chad", "Chad", "deployment.sending:deployer<subject"),
        ("force", "French troops", "troops", "deployment.sending:force<object"),
    ]


def test_a_name_inside_the_phrase_stands_for_it(by_hand) -> None:
    """'The minister of France' is nobody by name: France stands for it."""
    rows = (
        "Ministers/NNS/met/nsubj/minister of/IN/Ministers/prep France/NNP/of/pobj and/CC/France/cc "
        "Chad/NNP/France/conj met/VBD/met/ROOT/meet"
    )
    found = fillers(by_hand, rows, "met", "talks.meet", France=(FRANCE, None), Chad=(CHAD, None))
    assert [(role, name) for role, name, _, _ in found] == [("participant", "France"), ("participant", "Chad")]


def test_a_name_in_apposition_counts(by_hand) -> None:
    rows = (
        "The/DT/minister/det minister/NN/visited/nsubj ,/,/minister/punct Berg/NNP/minister/appos ,/,/minister/punct "
        "visited/VBD/visited/ROOT/visit Oslo/NNP/visited/dobj"
    )
    found = fillers(by_hand, rows, "visited", "visit.verb", Berg=(BERG, None))
    assert [(role, name) for role, name, _, _ in found] == [("visitor", "Ada Berg")]


def test_one_entity_has_one_role(by_hand) -> None:
    """Chad sends and is sent to: as one entity it keeps the role of the nearest slot."""
    rows = (
        "Chad/NNP/sent/nsubj sent/VBD/sent/ROOT/send troops/NNS/sent/dobj/troop alongside/IN/sent/prep "
        "Chadians/NNPS/alongside/pobj"
    )
    sentence = by_hand.sentence(rows)
    mentions = [
        by_hand.mention(sentence, "Chad", CHAD, IN_CHAD, key="TCD"),
        by_hand.mention(sentence, "Chadians", CHAD, None, key="TCD"),
    ]
    found = attach(
        by_hand.trigger(sentence, "sent", "deployment.send"), sentence, by_hand.context(sentence, mentions=mentions)
    )
    assert [(f.role, f.evidence.of(sentence.doc.text)) for f in found] == [("deployer", "Chad")]


def test_of_two_roles_the_nearer_slot_wins(by_hand) -> None:
    """'Talks with Ndjamena in Chad', one state: `prep:in` is the place's first slot, `prep:with` a later one."""
    rows = (
        "Talks/NNS/held/nsubjpass/talk with/IN/Talks/prep Ndjamena/NNP/with/pobj were/VBD/held/auxpass/be "
        "held/VBN/held/ROOT/hold in/IN/held/prep Chad/NNP/in/pobj"
    )
    sentence = by_hand.sentence(rows)
    mentions = [
        by_hand.mention(sentence, "Ndjamena", CHAD, None, key="TCD"),
        by_hand.mention(sentence, "Chad", CHAD, IN_CHAD, key="TCD"),
    ]
    found = attach(by_hand.trigger(sentence, "Talks"), sentence, by_hand.context(sentence, mentions=mentions))
    assert [(f.role, f.rule) for f in found] == [("place", "talks.gathering:place<prep:in")]


def test_a_single_role_keeps_one(by_hand) -> None:
    rows = (
        "Berg/NNP/met/nsubj met/VBD/met/ROOT/meet Eide/NNP/met/dobj in/IN/met/prep Lima/NNP/in/pobj and/CC/Lima/cc "
        "Moscow/NNP/Lima/conj"
    )
    found = fillers(
        by_hand, rows, "met", "talks.meet", Lima=(None, Place("Lima", "city", "PER")), Moscow=(RUSSIA, MOSCOW)
    )
    assert [(role, name) for role, name, _, _ in found] == [("place", "Lima")]


def test_the_governing_subject_steps_back_where_the_noun_has_its_own(by_hand) -> None:
    own = (
        "Berg/NNP/spoke/nsubj spoke/VBD/spoke/ROOT/speak after/IN/spoke/prep Eide/NNP/visit/poss 's/POS/Eide/case "
        "visit/NN/after/pobj to/IN/visit/prep Moscow/NNP/to/pobj"
    )
    without = (
        "Berg/NNP/spoke/nsubj spoke/VBD/spoke/ROOT/speak after/IN/spoke/prep a/DT/visit/det visit/NN/after/pobj "
        "to/IN/visit/prep Moscow/NNP/to/pobj"
    )
    entities = {"Berg": (BERG, None), "Moscow": (RUSSIA, MOSCOW)}
    named = fillers(by_hand, own, "visit", "visit.noun", **entities, Eide=(EIDE, None))
    assert [(role, name) for role, name, _, _ in named] == [("visitor", "Jon Eide"), ("destination", "Moscow")]
    assert fillers(by_hand, without, "visit", "visit.noun", **entities)[0] == (
        "visitor", "Ada Berg", "Berg", "visit.journey:visitor<governor_subject",
    )  # fmt: skip


def test_persons_who_sign_bind_their_countries(by_hand) -> None:
    rows = (
        "Berg/NNP/signed/nsubj and/CC/Berg/cc Eide/NNP/Berg/conj signed/VBD/signed/ROOT/sign the/DT/pact/det "
        "pact/NN/signed/dobj"
    )
    assert fillers(by_hand, rows, "signed", "treaty.sign", Berg=(BERG, None), Eide=(EIDE, None)) == [
        ("party", "Norway", "Berg", "treaty.country_of:party<signatory"),
        ("party", "Peru", "Eide", "treaty.country_of:party<signatory"),
        ("signatory", "Ada Berg", "Berg", "treaty.acting:signatory<subject"),
        ("signatory", "Jon Eide", "Eide", "treaty.acting:signatory<subject"),
    ]


def test_countries_behind_are_given_once_and_only_where_known(by_hand) -> None:
    treaty = by_hand.registry["treaty"]

    def signs(actor: Actor, start: int) -> RoleFiller:
        return RoleFiller("signatory", actor, Evidence(start, start + 4), "rule.test", 0.5)

    signatories = [signs(BERG, 0), signs(Actor("Ole Dahl", "person", "NOR"), 9), signs(Actor("Li", "person"), 20)]
    (norway,) = countries_behind(treaty, treaty.role("party"), signatories)
    assert (norway.role, norway.entity, norway.evidence) == (
        "party", Actor("Norway", "country", "NOR", "GOV"), Evidence(0, 4),
    )  # fmt: skip
    assert list(countries_behind(treaty, treaty.role("signatory"), signatories)) == []


@pytest.mark.parametrize(
    ("entity", "is_force"),
    [
        (TROOPS, True),
        (Actor("two frigates", "group", "FRA"), True),
        (Actor("peace-keeping engineers", "group"), True),
        (Actor("HMS Plover", "group", "GBR", "MIL"), True),
        (Actor("farmers", "group", "FRA", "CVL"), False),
        (Actor("the delegation", "group", "FRA", "GOV"), False),
    ],
)
def test_a_force_is_one_by_its_words_or_its_sector(by_hand, entity: Entity, is_force: bool) -> None:
    deployment = by_hand.registry["deployment"]
    assert holds_words(deployment.role("force"), entity, deployment) is is_force
    assert holds_words(deployment.role("deployer"), entity, deployment)


@pytest.mark.parametrize(
    ("event_type", "role", "actor", "place", "read"),
    [
        ("visit", "destination", RUSSIA, MOSCOW, MOSCOW),
        ("visit", "host", RUSSIA, MOSCOW, RUSSIA),
        ("visit", "visitor", RUSSIA, MOSCOW, None),
        ("visit", "destination", BERG, None, None),
        ("treaty", "party", BERG, None, None),
        ("treaty", "signatory", BERG, None, BERG),
    ],
)
def test_reading(by_hand, event_type: str, role: str, actor, place, read: Entity | None) -> None:
    sentence = by_hand.sentence("X/NNP/X/ROOT")
    mention = by_hand.mention(sentence, "X", actor, place)
    assert reading(mention, by_hand.registry[event_type].role(role)) == read


def test_a_filler_tells_its_way(by_hand) -> None:
    sentence = by_hand.sentence(HELD_TALKS.format("Berg", "Eide", "Moscow"))
    context = by_hand.context(sentence, mentions=[by_hand.mention(sentence, "Berg", BERG)])
    (berg,) = attach(by_hand.trigger(sentence, "talks"), sentence, context)
    assert (berg.path, berg.mention_rule) == ("talks <dobj held >nsubj Berg", "entity.test")
    assert 0 < berg.probability < 0.5


def test_entities_without_a_token_fill_nothing_by_frames(by_hand) -> None:
    """Mentions of sentences that were not parsed carry no token."""
    sentence = by_hand.sentence(HELD_TALKS.format("Berg", "Eide", "Moscow"))
    assert attach(by_hand.trigger(sentence, "talks"), sentence, by_hand.context(sentence)) == ()
