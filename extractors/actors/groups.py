"""Groups, forces and agencies: noun phrases whose head says what they are, with the state they belong to.

'North Korean troops', 'military sappers from Laos', 'Greek and American officials' (two), 'the Turkish foreign
ministry', 'Russian authorities' (the state). Belongs here: common nouns as heads. Does not: names (names.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from extractors.actors.lexicon import agency_nouns, bare, facility_nouns, group_nouns, ship_prefixes, singular, titles
from extractors.actors.offices import is_led
from extractors.actors.places import stated_country
from extractors.actors.reading import LEFT_TAGS, Reading, is_dash
from extractors.actors.scan import Mark
from extractors.context import EntityMention
from schemas import world
from schemas.actors import Actor, ActorKind, Place, Sector

_COLLECTIVE = frozenset(
    "army navy military contingent delegation force personnel infantry police fleet team mission opposition coalition "
    "cavalry crew militia entourage guard convoy garrison battalion brigade regiment squadron aircraft reinforcement "
    "company unit detachment platoon corps artillery armour armor equipment side party weaponry faction people".split()
)
"""Group nouns that stand in the singular, or look so."""
_SINGLE_ASSETS: dict[str, frozenset[str]] = {
    **{
        word: frozenset()
        for word in "warship ship vessel carrier submarine destroyer frigate cruiser minesweeper gunboat corvette "
        "flotilla helicopter warplane bomber battlegroup".split()
    },
    "group": frozenset("contact working battle strike task carrier amphibious action".split()),
    "system": frozenset("missile defense defence rocket radar weapons antimissile anti-missile interceptor".split()),
    "battery": frozenset("missile artillery patriot interceptor".split()),
}
"""Nouns that are a force in the singular, too, and the words one of which must stand before them, if any."""
_INTERNATIONAL = frozenset(
    "peacekeeping multinational coalition international foreign allied joint western european african arab nato un "
    "multilateral global alliance nation".split()
)
_BARE_BODIES = frozenset({"committee", "commission", "council", "ministry"})
_QUANTITIES = frozenset(
    "more less than up to about around some several many few dozens hundreds thousands additional extra another other "
    "further nearly almost approximately at least most all both the a an its their his her our these those this that "
    "no any every each such first second more".split()
)

_ARMED = frozenset({"military", "army", "naval"})

_LEAVING = frozenset(
    "withdraw withdrawal pull pullout pull-out pullback remove removal evacuate evacuation redeploy recall return "
    "departure depart leave expel expulsion retreat exit reduce reduction repatriate transfer move bring".split()
)
"""Words by whose force 'from' is where troops leave, not where they are at home."""
_LONGEST_OF_PHRASE = 7
_HELD_BY_ONE = re.compile(
    r"presidents|premiers|kings|queens|emirs|sultans|chancellors|(prime|foreign|defen[cs]e|finance|interior) ministers"
)
"""Plurals of offices that each state has one of: 'the presidents of Mexico and Brazil' are two persons."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Tokens [first, head] of a noun phrase up to its head, with the marks inside, nearest to the head first."""

    first: int
    head: int
    marks: tuple[Mark, ...]


def ships_in(reading: Reading) -> list[EntityMention]:
    """Warships by name: 'HMS Duncan', 'the USS John C. Stennis'."""
    mentions = []
    for token in reading.tokens[:-1]:
        country = ship_prefixes().get(token.text)
        last = token.i
        while country and last + 1 < len(reading.tokens) and reading.tokens[last + 1].tag_ in ("NNP", "NNPS"):
            last += 1
        if country and last > token.i:
            name = reading.text(token.i, last)
            place = Place(name, "facility", country)
            actor = Actor(name, "group", country, "MIL")
            mentions.append(reading.mention((token.i, last, last), "ship", 0.9, actor, place=place))
    return mentions


def groups_in(reading: Reading, taken: set[int]) -> list[EntityMention]:
    """The groups and agencies of a sentence whose head is none of the tokens `taken` by names."""
    mentions = []
    for token in reading.tokens:
        if token.i in taken or token.tag_ not in ("NN", "NNS", "NNP", "NNPS"):
            continue
        if reading.at.get(token.i) is not None and reading.at[token.i].is_sure:
            continue
        is_inside = token.dep_ == "compound" and token.head.i == token.i + 1 and not _ends_phrase(token)
        if is_inside and not _is_government_of(token):
            continue
        mentions += _agency(reading, token) or _group(reading, token)
    return mentions


def _is_government_of(token: Token) -> bool:
    """Whether a government stands before what it does, not before who acts for it: 'Chinese government policy'."""
    noun = token.nbor().text
    known = bare(noun) in agency_nouns() or bool(
        {singular(noun), bare(noun)} & (group_nouns().keys() | titles().keys())
    )
    return token.lower_ in ("government", "regime") and not known


def _ends_phrase(token: Token) -> bool:
    return token.i + 1 >= len(token.doc) or token.nbor().tag_ not in ("NN", "NNS", "NNP", "NNPS")


def _phrase(reading: Reading, head: int) -> _Phrase:
    """The words before a head that belong to it, across possessives and coordinated adjectives."""
    tokens, first, marks = reading.tokens, head, []
    position = head - 1
    while position >= 0 and head - position < 12:
        token, mark = tokens[position], reading.mark_ending_at(position)
        if mark is not None and mark.is_sure:
            marks.append(mark)
            first = position = mark.first
        elif is_dash(token) or (token.tag_ in ("VBG", "VBN") and token.dep_ not in ("amod", "compound", "nmod")):
            break
        elif (
            (token.text in ("'s", "’s", "'", "’") and position > 0)
            or (token.tag_ in LEFT_TAGS and token.lower_ not in ("then",))
            or (token.lower_ in ("and", "or", ",", "&") and _joins_marks(reading, position))
        ):
            first = position
        else:
            break
        position -= 1
    return _Phrase(first, head, tuple(marks))


def _joins_marks(reading: Reading, position: int) -> bool:
    """Whether 'and' or a comma stands between two states: 'Greek and American', 'British, French and German'."""
    before = position - 1
    if before >= 0 and reading.tokens[before].text == ",":
        before -= 1
    left, right = reading.mark_ending_at(before), reading.at.get(position + 1)
    if right is None and position + 1 < len(reading.tokens) and reading.tokens[position + 1].lower_ == "and":
        right = reading.at.get(position + 2)
    return left is not None and right is not None and _are_alike(left, right)


def _are_alike(left: Mark, right: Mark) -> bool:
    """Whether two forms can modify one noun together: two adjectives or names, not 'Ukraine and Kremlin leadership'."""
    if left.state is None or right.state is None or left.state.use == "people":
        return False
    return not {"metonym", "capital"} & {left.state.use, right.state.use}


def _group(reading: Reading, token: Token) -> list[EntityMention]:
    """The groups on a head: one for each state that its phrase coordinates."""
    noun = singular(token.text)
    word = bare(token.text)
    sector = group_nouns().get(noun, titles().get(noun)) if token.tag_ in ("NNS", "NNPS") else group_nouns().get(word)
    if sector is None or (token.tag_ in ("NN", "NNP") and word not in _COLLECTIVE and not _is_one_asset(token)):
        return []
    phrase = _phrase(reading, token.i)
    if sector == "OPP" and noun == "coalition" and _is_led_word(reading.tokens[token.i - 1]):
        sector = "MIL"
    if sector == "CVL" and any(reading.tokens[i].lower_ == "military" for i in range(phrase.first, token.i)):
        sector = "MIL"
    owners = _owners(reading, phrase)
    rule = "group"
    if not owners:
        owners, rule = _owners_after(reading, token), "group-from"
    first = _name_start(reading, phrase)
    last = _of_phrase_end(token) if rule == "group-from" else token.i
    if not owners:
        actor = Actor(_name(reading, first, last), "group", None, sector)
        is_mixed = any(t.lower_ in _INTERNATIONAL or _is_led_word(t) for t in reading.tokens[phrase.first : token.i])
        rule = "group-international" if is_mixed or "peacekeep" in noun else "group-bare"
        return [reading.mention((first, last, token.i), rule, 0.6, actor, form="description")]
    if rule == "group-from" and _HELD_BY_ONE.fullmatch(_name(reading, first, token.i).lower()):
        return _holders(reading, token, owners, first)
    mentions = []
    for mark in owners:
        name = _name(reading, first, last) if len(owners) == 1 else _name_of_one(reading, mark, owners, token.i)
        actor = Actor(name, "group", reading.country_of(mark), _sector(sector, mark))
        span = (first, last, token.i)
        if len(owners) > 1 and rule == "group":
            span = (mark.first, token.i if mark == owners[-1] else mark.last, mark.last)
        mentions.append(reading.mention(span, rule, 0.85, actor, form="description"))
    return mentions


def _is_led_word(token: Token) -> bool:
    """Whether a word says that somebody leads a group that others are in, too: 'U.S.-led'."""
    return token.lower_.rpartition("-")[2] == "led"


def _is_one_asset(token: Token) -> bool:
    """Whether a noun in the singular is something to send: 'a frigate', 'the carrier strike group'."""
    kinds = _SINGLE_ASSETS.get(bare(token.text))
    return kinds is not None and (not kinds or (token.i > 0 and token.nbor(-1).lower_ in kinds))


def _holders(reading: Reading, token: Token, owners: list[Mark], first: int) -> list[EntityMention]:
    """The one holder of an office in each of several states."""
    office = singular(_name(reading, first, token.i))
    span = (first, token.i, token.i)
    mentions = []
    for mark in owners:
        actor = Actor(f"{office} of {mark.text}", "person", reading.country_of(mark), titles()[singular(token.text)])
        mentions.append(reading.mention(span, "office-each", 0.7, actor, form="description"))
    return mentions


def _of_phrase_end(token: Token) -> int:
    """The last token of a short 'of' phrase that a group's name needs: 'members of Congress', else its head."""
    following = token.i + 1
    if following >= len(token.doc) or token.doc[following].lower_ != "of":
        return token.i
    objects = [child for child in token.doc[following].children if child.dep_ == "pobj"]
    if not objects or not token.i < objects[0].i <= token.i + _LONGEST_OF_PHRASE:
        return token.i
    return objects[0].i


def _sector(sector: Sector, mark: Mark | None) -> Sector:
    if mark is not None and mark.state is None and mark.organisation is not None and mark.country is None:
        return "IGO" if sector == "GOV" else sector
    return sector


def _owners(reading: Reading, phrase: _Phrase) -> list[Mark]:
    """The states or organisations that a phrase's group belongs to: the nearest, and those coordinated with it."""
    marks = [mark for mark in phrase.marks if not is_led(reading, mark)]
    if not marks:
        return []
    owners = [marks[0]]
    for mark in marks[1:]:
        between = [reading.tokens[i].lower_ for i in range(mark.last + 1, owners[-1].first)]
        if not set(between) <= {",", "and", "or", "&"} or not between:
            break
        owners.append(mark)
    return owners[::-1]


def _owners_after(reading: Reading, token: Token, *, is_ruling: bool = False) -> list[Mark]:
    """The states after 'from' or 'of': 'sappers from Laos', 'foreign ministers of Russia and Turkey'.

    Who rules is of where he does: 'the authorities in Kabul'.
    """
    tokens, position = reading.tokens, token.i + 1
    if position >= len(tokens) or tokens[position].lower_ not in ("from", "of", *(("in",) if is_ruling else ())):
        return []
    if tokens[position].lower_ == "from" and _leaves(token):
        return []
    owners: list[Mark] = []
    position += 1
    while position < len(tokens):
        mark = reading.at.get(position)
        if mark is not None and mark.is_sure and mark.country is not None:
            owners.append(mark)
            position = mark.last + 1
        elif tokens[position].lower_ in (",", "and", "the", "&") or (tokens[position].lower_ == "both"):
            position += 1
        else:
            break
    return owners


def _leaves(token: Token) -> bool:
    """Whether a group is what leaves: 'withdraw its troops from Angola', 'the removal of missiles from Europe'."""
    if any(child.dep_ == "poss" and child.tag_ == "PRP$" for child in token.children):
        return True
    above = [token.head, token.head.head] if token.dep_ == "pobj" else [token.head]
    return any(governor.lemma_.lower() in _LEAVING for governor in above)


def _name_start(reading: Reading, phrase: _Phrase) -> int:
    """Where a group's name begins: after numbers, quantities and possessives."""
    tokens, first = reading.tokens, phrase.first
    for index in range(phrase.first, phrase.head):
        if tokens[index].text in ("'s", "’s", "'", "’"):
            first = index + 1
    while first < phrase.head and (
        not tokens[first].text[0].isalnum()
        or tokens[first].tag_ in ("CD", "RB", "IN", "DT", "PRP$", "JJR", "RBR", "TO", "POS")
        or tokens[first].lower_ in _QUANTITIES
        or tokens[first].ent_type_ in ("DATE", "TIME")
    ):
        if reading.at.get(first) is not None:
            break
        first += 1
    return first


def _name(reading: Reading, first: int, last: int) -> str:
    return " ".join(reading.text(first, last).split())


def _name_of_one(reading: Reading, mark: Mark, owners: list[Mark], head: int) -> str:
    """The name of one of several coordinated groups: 'Greek officials' of 'Greek and American officials'."""
    if owners[-1].first > head:
        return f"{reading.tokens[head].text} of {mark.text}"
    rest = reading.text(owners[-1].last + 1, head)
    return " ".join(f"{mark.text} {rest}".split())


def _agency(reading: Reading, token: Token) -> list[EntityMention]:
    """The body on a head: a ministry, a parliament; a government or 'Russian authorities' are the state itself."""
    found = agency_nouns().get(bare(token.text))
    if found is None or (token.tag_ in ("NNS", "NNPS") and bare(token.text) != "authorities"):
        return []
    kind, sector = found
    phrase = _phrase(reading, token.i)
    owners = _owners(reading, phrase) or _owners_after(reading, token, is_ruling=kind == "country")[:1]
    if not owners:
        return _bare_body(reading, token, phrase, sector)
    mark = owners[-1]
    country = reading.country_of(mark)
    first = _name_start(reading, phrase)
    if kind == "country" and any(t.lower_ in _ARMED for t in reading.tokens[mark.last + 1 : token.i]):
        actor = Actor(_name(reading, first, token.i), "group", country, "MIL")
        return [reading.mention((first, token.i, token.i), "group", 0.8, actor, form="description")]
    if kind == "country":
        return _state_body(reading, phrase, mark, country)
    if mark.organisation is not None and mark.state is None and country is None:
        sector = "IGO"
    if sector == "SPY" and "intelligence" not in reading.text(first, token.i).lower():
        sector = "GOV"
    name = _name(reading, first, token.i)
    actor, place = Actor(name, kind, country, sector), None
    if bare(token.text) in facility_nouns():
        place = Place(name, "facility", stated_country(reading, token.i))
    return [reading.mention((first, token.i, token.i), "agency", 0.85, actor, place=place)]


def _bare_body(reading: Reading, token: Token, phrase: _Phrase, sector: Sector) -> list[EntityMention]:
    """A body that does not say whose it is but what it is: 'the bank advisory committee', 'the foreign ministry'."""
    first = _name_start(reading, phrase)
    if bare(token.text) not in _BARE_BODIES or token.tag_ not in ("NN", "NNP") or first == token.i:
        return []
    actor = Actor(_name(reading, first, token.i), "organisation", None, sector)
    return [reading.mention((first, token.i, token.i), "agency-bare", 0.5, actor)]


def _state_body(reading: Reading, phrase: _Phrase, mark: Mark, country: str | None) -> list[EntityMention]:
    """A government: the state itself, or for a region's or an organisation's the body."""
    if mark.state is not None and country is not None:
        actor = Actor(world.state_name(country), "country", country, "GOV")
        return [reading.mention((phrase.first, phrase.head, phrase.head), "government", 0.8, actor, form="description")]
    kind: ActorKind = "organisation"
    name = _name(reading, _name_start(reading, phrase), phrase.head)
    actor = Actor(name, kind, country, "GOV")
    return [reading.mention((phrase.first, phrase.head, phrase.head), "agency", 0.7, actor)]
