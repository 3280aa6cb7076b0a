"""Persons: names found by NER or after a title, cleaned of titles, with the state of their office.

Belongs here: named persons, and offices that stand for a person ('the Thai deputy defence minister'). Does not:
joining 'Lavrov' with 'Sergei Lavrov' (extractors/reference).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from extractors.actors.lexicon import agency_nouns, bare, group_nouns, honorifics, ship_prefixes, singular, titles
from extractors.actors.offices import is_office_up_to, office_after, office_before, phrase_from
from extractors.actors.reading import Reading, head_of, is_dash, is_title
from extractors.actors.scan import Mark
from extractors.context import EntityMention
from schemas import world
from schemas.actors import Actor
from schemas.names import name_words

_SEAT = re.compile(r",? ?\(?[RDI](?:-[A-Z][A-Za-z]|\.,? ?-?[A-Z][a-z])")
"""Party and state behind the name of a member of the US Congress: '(R-LA)', ', D-Conn.'."""
_ROYAL = frozenset({"king", "queen", "prince", "princess", "pope", "emir", "sultan", "emperor", "ayatollah"})
_TITLE_SURNAMES = frozenset("major king prince pope bishop speaker judge".split())
_LINKS = frozenset("- al bin ibn de von van der la el ul al- del da di".split())
_PARTICLES = frozenset("bin ibn de la dos von van der den ter del di da al el ul".split())
_BEHIND = frozenset(
    "MP MPs MEP MLA MLC MSP TD QC AM AO Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
"""What NER takes along behind a name: letters of rank, the day of the saying."""
_ADDRESS = frozenset("mr mrs ms miss dr sir madame mme".split())
"""Forms of address that only a person is given, whatever NER takes the name for."""
_STATES = frozenset({"name", "abbreviation"})
_TOWNS = frozenset("town city village port district province region suburb island".split())
_NO_PERSON = frozenset({"ORG", "GPE", "LOC", "DATE", "NORP"})
_NO_PERSON_SHAPE = frozenset("of the and for to in on at by from with".split())


def persons_in(reading: Reading) -> list[EntityMention]:
    """The named persons of a sentence."""
    taken: set[int] = set()
    mentions = []
    for first, last, rule in _name_spans(reading):
        if taken & set(range(first, last + 1)):
            continue
        taken.update(range(first, last + 1))
        mentions.append(_person(reading, first, last, rule))
    return mentions


def _name_spans(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Tokens of persons' names with the rule that found them: NER's first, then what follows a title."""
    for span in reading.doc.ents:
        if span.label_ == "PERSON":
            trimmed = _trimmed(reading, span)
            if trimmed is not None:
                yield *trimmed, "ner"
    yield from _leaders(reading)
    yield from _before_offices(reading)
    yield from _behind_offices(reading)
    for token in reading.tokens:
        if is_title(token) or bare(token.text) in honorifics():
            found = _titled_name(reading, token.i + 1)
            if found is not None:
                yield _with_throne(reading, found[0]), found[1], "title-name"


def _before_offices(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Names that NER missed, before an apposition with an office: 'Farid Aziz Khan, chairman of the joint chiefs,'."""
    tokens = reading.tokens
    for comma in range(2, len(tokens)):
        first = comma
        while tokens[comma].text == "," and first > 0 and _is_unread_name(reading, first - 1):
            first -= 1
        if comma - first >= 2 and office_after(reading, comma) is not None:
            yield first, comma - 1, "apposition-name"


def _behind_offices(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Names that NER missed, set off by commas behind an office: 'the foreign minister, Marit Nygaard,'."""
    tokens = reading.tokens
    for comma in range(1, len(tokens) - 3):
        last = comma
        is_behind = tokens[comma].text == "," and is_office_up_to(reading, comma - 1)
        while is_behind and _is_unread_name(reading, last + 1):
            last += 1
            if last + 1 == len(tokens):
                return
        if last - comma in (2, 3) and tokens[last + 1].lower_ in (",", "and") and not is_title(tokens[last]):
            yield comma + 1, last, "apposition-name"


def _is_unread_name(reading: Reading, index: int) -> bool:
    token = reading.tokens[index]
    if token.tag_ == "HYPH" and not is_dash(token):
        return True
    is_free = token.ent_type_ in ("", "ORG") and bare(token.text) not in agency_nouns()
    mark = reading.at.get(index)
    is_known = mark is not None and mark.is_sure
    return token.tag_ == "NNP" and token.text[0].isupper() and is_free and not is_known


def _leaders(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Full names of the table of leaders that NER may have missed or cut."""
    tokens = reading.tokens
    for first in range(len(tokens) - 1):
        if not (tokens[first].text[0].isupper() and tokens[first].tag_ in ("NNP", "NNPS")):
            continue
        for last in range(first + 1, min(first + 5, len(tokens))):
            if not (tokens[last].text[0].isupper() or tokens[last].lower_ in _LINKS):
                break
            if world.is_leader(name_words(reading.text(first, last))):
                yield first, last, "lexicon"
                break


def _trimmed(reading: Reading, span: Span) -> tuple[int, int] | None:
    """A PERSON span without titles, states and possessives; None where the tables know it as something else."""
    first, last = span.start, span.end - 1
    tokens = reading.tokens
    while last >= first and (tokens[last].lower_ in ("'s", "’s", "'", "’", ",", "-") or _is_behind(tokens[last])):
        last -= 1
    while first < last and _is_no_name(reading, first, last):
        first += 1
    if first > last or (is_title(tokens[last]) and tokens[last].lower_ not in _TITLE_SURNAMES):
        return None
    if first == last and first > 0 and is_title(tokens[last]) and tokens[first - 1].lower_ in ("the", "a"):
        return None
    mark = reading.at.get(first)
    if mark is not None and mark.last >= last:
        if mark.is_sure and not (mark.state and _is_titled(reading, first)):
            return None
        if mark.cities and mark.cities[0].population >= 300 and not _is_titled(reading, first):
            return None
    if is_placed(reading, span) and not _is_titled(reading, first):
        return None
    last = _whole_name(reading, last)
    if not any(tokens[i].text[:1].isupper() for i in range(first, last + 1)) or _is_thing(reading, first, last):
        return None
    return _with_throne(reading, first), last


def _with_throne(reading: Reading, first: int) -> int:
    """Where a name begins that is known by its throne only: at the 'King' of 'King Hussein'."""
    before = reading.tokens[first - 1] if first else None
    return first - 1 if before is not None and before.lower_ in _ROYAL and before.text[0].isupper() else first


def is_placed(reading: Reading, span: Span) -> bool:
    """Whether a 'person' stands where only places do: 'in Chasiv Yar', 'the town of Khan Younis'."""
    if span.label_ != "PERSON":
        return False
    before = reading.tokens[span.start - 1].lower_ if span.start else ""
    if before == "of" and span.start > 1:
        return reading.tokens[span.start - 2].lower_ in _TOWNS
    following = reading.tokens[span.end].tag_ if span.end < len(reading.tokens) else ""
    return before in ("in", "near", "outside") and following != "POS"


def _whole_name(reading: Reading, last: int) -> int:
    """The last token of a name that NER cut: 'Choe Son Hui' where it saw 'Choe Son'."""
    tokens = reading.tokens
    last = _past_particles(reading, last)
    while last + 1 < len(tokens):
        token, mark = tokens[last + 1], reading.at.get(last + 1)
        is_name = token.tag_ == "NNP" and token.text.isalpha() and token.text[0].isupper() and not token.ent_type_
        if not is_name or (mark is not None and mark.is_sure) or is_title(token) or bare(token.text) in group_nouns():
            break
        last += 1
    return last


def _past_particles(reading: Reading, last: int) -> int:
    """The family name behind particles that NER read as the end, or as something else: 'Ursula von der | Leyen'."""
    tokens, position = reading.tokens, last
    while position + 1 < len(tokens) and tokens[position + 1].lower_ in _PARTICLES:
        position += 1
    is_cut = tokens[position].lower_ in _PARTICLES and position + 1 < len(tokens)
    following = tokens[position + 1] if is_cut else None
    if following is None or not (following.text[0].isupper() and following.text.isalpha() and following.is_title):
        return last
    return position + 1


def _is_thing(reading: Reading, first: int, last: int) -> bool:
    """Whether a 'person' is a ship or a weapon: 'HMS Duncan', 'Patriot missiles'."""
    tokens = reading.tokens
    if tokens[first].text in ship_prefixes() or (first and tokens[first - 1].text in ship_prefixes()):
        return True
    following = singular(tokens[last + 1].text) if last + 1 < len(tokens) else ""
    return group_nouns().get(following) == "MIL" and tokens[last + 1].tag_ in ("NN", "NNS")


def _is_no_name(reading: Reading, first: int, last: int) -> bool:
    """Whether the first word of a PERSON span is a title, an address or a state before the name."""
    token = reading.tokens[first]
    if token.lower_ in _ROYAL:
        return False
    mark = reading.at.get(first)
    if mark is not None and mark.state is not None and mark.last < last:
        return mark.state.use in ("adjective", "abbreviation")
    word = bare(token.text)
    return word in titles() or word in honorifics() or not token.text[0].isalnum() or word in _NO_PERSON_SHAPE


def _is_behind(token: Token) -> bool:
    return token.text in _BEHIND


def _is_titled(reading: Reading, first: int) -> bool:
    if first == 0:
        return False
    before = reading.tokens[first - 1]
    return is_title(before) or bare(before.text) in honorifics()


def _titled_name(reading: Reading, first: int) -> tuple[int, int] | None:
    """The capitalised words after a title that are a name: 'Foreign Minister Choe Son Hui'."""
    tokens, last = reading.tokens, first - 1
    for position in range(first, min(first + 6, len(tokens))):
        token = tokens[position]
        mark = reading.at.get(position)
        if mark is not None and mark.is_sure and mark.last > mark.first:
            break
        if position == first and mark is not None and mark.is_sure:
            return None
        if position > first and _is_behind(token):
            break
        is_part = token.tag_ in ("NNP", "NNPS", "FW") and token.text[0].isupper() and bare(token.text) not in titles()
        is_link = position > first and token.lower_ in _LINKS
        is_tail = (
            position > first + 1 and tokens[position - 1].text == "-" and token.text.isalpha() and len(token.text) < 6
        )
        if is_part or is_tail or (is_link and position + 1 < len(tokens) and tokens[position + 1].text[:1].isalpha()):
            last = position
        else:
            break
    while last >= first and tokens[last].lower_ in _LINKS:
        last -= 1
    if last < first or (first == last and len(tokens[first].text) < 3):
        return None
    is_one_span = first > 0 and last > first and tokens[first].ent_type_ == "ORG" and tokens[first].ent_iob_ == "I"
    is_addressed = first > 0 and bare(tokens[first - 1].text) in _ADDRESS and tokens[first].ent_type_ in ("ORG", "NORP")
    if tokens[first].ent_type_ in _NO_PERSON and not (is_addressed or (is_one_span and is_title(tokens[first - 1]))):
        return None
    if is_one_span and any(bare(tokens[i].text) in agency_nouns() for i in range(first, last + 1)):
        return None
    return first, last


def _person(reading: Reading, first: int, last: int, rule: str) -> EntityMention:
    """The mention of a person, with country and sector from the office before or after, or from a possessor."""
    name, tokens = _clean_name(reading, first, last), reading.tokens
    office = office_before(reading, first)
    rule = f"person-{rule}"
    if office is None or not office.is_known:
        after = office_after(reading, last + 1)
        if after is not None and (after.is_known or office is None):
            office, rule = after, f"{rule}-apposition"
    elif office is not None:
        rule = f"{rule}-title"
    country, sector, probability = None, None, 0.75
    if office is not None:
        country, sector = office.country, office.sector
        probability = 0.95 if office.is_known else 0.85
    elif tokens[first].lower_ in _ROYAL:
        country, sector = ("VAT" if tokens[first].lower_ == "pope" else None), "ELI"
    if _SEAT.match(reading.doc.text, tokens[last].idx + len(tokens[last].text)):
        country, sector, rule = "USA", "LEG", f"{rule}-seat"
    body = _body_of(reading, first) if office is None else None
    if body is not None:
        sector = "IGO" if body.country is None else body.organisation.sector if body.organisation else None
        country, rule = reading.country_of(body), f"{rule}-body{'' if body.country else '-international'}"
    affiliated = _affiliation(reading, first, last)
    if affiliated is not None and (
        country is None or [token.lower_ for token in tokens[last + 1 : last + 2]] == ["of"]
    ):
        country, rule = affiliated, f"{rule}-affiliation"
    if office is not None and office.is_known and country is None:
        rule = f"{rule}-international"
    actor = Actor(name, "person", country, sector)
    words = reading.text(office.first, office.last).lower() if office is not None else ""
    mention = reading.mention((first, last, head_of(reading.doc, first, last)), rule, probability, actor)
    return replace(mention, office=words)


def _clean_name(reading: Reading, first: int, last: int) -> str:
    text = " ".join(reading.text(first, last).split())
    return text.removesuffix("'s").removesuffix("’s").strip(" ,'’-")


def _affiliation(reading: Reading, first: int, last: int) -> str | None:
    """The state just before or after a name: "Russia's Lavrov", 'Merkel of Germany', 'the American Kerry'."""
    tokens = reading.tokens
    before = first - 1
    if before >= 0 and tokens[before].lower_ in ("'s", "’s"):
        before -= 1
    mark = reading.mark_ending_at(before) if before >= 0 else None
    if mark is not None and mark.state is not None and mark.state.use not in ("capital", "metonym", "people"):
        return reading.country_of(mark)
    if last + 2 < len(tokens) and tokens[last + 1].lower_ == "of":
        after = reading.at.get(last + 2) or (reading.at.get(last + 3) if tokens[last + 2].lower_ == "the" else None)
        is_possessor = after is not None and _is_possessor(reading, after.last)
        if after is not None and after.state is not None and after.state.use in _STATES and not is_possessor:
            return reading.country_of(after)
    return None


def _body_of(reading: Reading, first: int) -> Mark | None:
    """The body that a name belongs to: 'the BBC's Jane Roe'."""
    if first < 2 or reading.tokens[first - 1].lower_ not in ("'s", "’s"):
        return None
    mark = reading.mark_ending_at(first - 2)
    return mark if mark is not None and mark.state is None and mark.organisation is not None else None


def _is_possessor(reading: Reading, last: int) -> bool:
    """Whether what ends at a token owns what follows: 'told Bush of China's concern'."""
    return last + 1 < len(reading.tokens) and reading.tokens[last + 1].tag_ == "POS"


def offices_in(reading: Reading, persons: list[EntityMention]) -> list[EntityMention]:
    """Offices without a name beside them that say whose they are: 'the Thai deputy defence minister'."""
    named: set[int] = set()
    for person in persons:
        office = office_before(reading, person.first)
        if office is not None:
            named.update(range(office.first, office.last + 1))
        after = office_after(reading, person.last + 1)
        if after is not None:
            named.update(range(after.first, after.last + 1))
    covered = {i for person in persons for i in range(person.first, person.last + 1)}
    mentions = []
    for token in reading.tokens:
        if is_title(token) and token.i not in named | covered and token.tag_ in ("NN", "NNP"):
            mention = _office_mention(reading, token.i)
            if mention is not None:
                mentions.append(mention)
    return mentions


def _office_mention(reading: Reading, title: int) -> EntityMention | None:
    tokens = reading.tokens
    if _leads_on(reading, title):
        return None
    office = office_before(reading, title + 1)
    if office is None:
        return None
    first, last = office.first, title
    following = reading.at.get(title + 2) or reading.at.get(title + 3)
    country, is_known = office.country, office.is_known
    if following is not None and title + 1 < len(tokens) and tokens[title + 1].lower_ == "of" and following.is_sure:
        country, is_known = reading.country_of(following), True
        last = following.last
        if following.state is None and following.organisation is not None and country is None:
            office = replace(office, sector="IGO")
    while first < title and tokens[first].lower_ in (
        "been",
        "the",
        "a",
        "an",
        "'s",
        "’s",
        "and",
        "his",
        "her",
        "its",
        "their",
    ):
        first += 1
    phrase = phrase_from(reading, title) if not is_known else None
    if phrase is not None:
        country, last = phrase
    elif not is_known and not (title and tokens[title - 1].ent_type_ == "ORG"):
        return None
    name = reading.text(first, last)
    actor = Actor(name, "person", country, office.sector)
    rule = "office" if is_known or phrase is not None else "office-of-body"
    mention = reading.mention((first, last, title), rule, 0.7, actor, form="description")
    return replace(mention, office=name.lower())


def _leads_on(reading: Reading, title: int) -> bool:
    """Whether the noun phrase goes on to another title: the 'deputy' of 'deputy defence minister'."""
    for index in range(title + 1, min(title + 6, len(reading.tokens))):
        token = reading.tokens[index]
        if is_title(token) or token.text == "-":
            return True
        if token.tag_ not in ("NN", "NNP", "JJ", "NNS", "NNPS"):
            return False
    return False
