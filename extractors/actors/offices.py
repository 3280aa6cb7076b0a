"""Offices: whose office a title names, from the words before it, after it and around it.

'Russian Foreign Minister', "Ukraine's military intelligence chief", 'head of the African Union mission',
'the U.S. ambassador to Iraq'. Belongs here: stretches of office words and their state. Does not: the persons who
hold them (persons.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.actors.lexicon import agency_nouns, bare, honorifics, office_phrases, titles
from extractors.actors.reading import LEFT_TAGS, Reading, is_dash, is_title
from extractors.actors.scan import Mark
from schemas.actors import Sector

_LINKS = frozenset({"of", "for", "and", "&", "the", "to", "in", "at"})
_LED = frozenset({"led", "backed", "brokered", "supported", "trained", "allied"})
_LONGEST_FIELD = 6
_SMALL_TOWN = 50
"""Thousands of inhabitants below which a town's name before a title is more likely another word ('Bank Governor')."""
_ONCE = frozenset({"former", "ex", "ousted", "deposed"})
"""Words before an office whose holder has left it."""
_SINGULAR = {"pope": "VAT", "pontiff": "VAT", "taoiseach": "IRL", "veep": "USA"}
"""Offices of which there is one."""
_LOCAL = frozenset("governor mayor senator representative congressman congresswoman lawmaker premier".split())
_OF_FIRMS = frozenset({"president", "chairman", "chairwoman", "director", "executive", "ceo", "head", "vice-president"})
_POSTED = frozenset(
    {"ambassador", "envoy", "representative", "emissary", "consul", "adviser", "advisor", "delegate", "commissioner"}
)


@dataclass(frozen=True, slots=True)
class Office:
    """A title on tokens [first, last]; `is_known` says whether the text names whose it is.

    `country` is None for an office of an organisation of many states, too, so look at `is_known` first.
    """

    first: int
    last: int
    title: int
    country: str | None
    is_known: bool
    sector: Sector | None


def office_before(reading: Reading, index: int) -> Office | None:
    """The office that ends just before a token: the title of 'Russian Foreign Minister Sergei Lavrov'."""
    last = index - 1
    if last > 1 and bare(reading.tokens[last].text) in honorifics() and reading.tokens[last - 1].text == ",":
        last -= 1
    if last > 0 and reading.tokens[last].text in (",", "-") and is_office_up_to(reading, last - 1):
        last -= 1
    first, title = _walk_left(reading, last)
    if title is None:
        return None
    office = _office(reading, first, last, title)
    if (
        not office.is_known
        and first > 1
        and reading.tokens[first - 1].text == ","
        and is_office_up_to(reading, first - 2)
    ):
        return _of_apposed(reading, office)
    return office


def _of_apposed(reading: Reading, office: Office) -> Office:
    """An office with the state of the one that it stands beside: 'his Thai counterpart, Foreign Minister'."""
    first, title = _walk_left(reading, office.first - 2)
    beside = _office(reading, first, office.first - 2, title) if title is not None else None
    if beside is None or not beside.is_known:
        return office
    return replace(office, country=beside.country, is_known=True)


def is_office_up_to(reading: Reading, last: int) -> bool:
    """Whether an office ends at a token: 'the minister', 'the head of the CIA', 'the minister for trade and energy'."""
    if is_title(reading.tokens[last]) or _is_field_up_to(reading, last):
        return True
    mark = reading.mark_ending_at(last)
    if mark is None or not (mark.is_sure or mark.divisions):
        return False
    before = mark.first - 1
    if before > 0 and reading.tokens[before].lower_ == "the":
        before -= 1
    if _title_within(reading, mark) is not None:
        return True
    return before > 0 and reading.tokens[before].lower_ in ("of", "to") and is_title(reading.tokens[before - 1])


def _is_field_up_to(reading: Reading, last: int) -> bool:
    """Whether a field of office ends at a token: 'minister for trade and energy', "the head of Kenya's army"."""
    tokens = reading.tokens
    for position in range(last, max(last - _LONGEST_FIELD, 0), -1):
        if tokens[position].lower_ in ("for", "of", "to"):
            return is_title(tokens[position - 1]) and reading.at.get(last) is None
        if tokens[position].tag_ not in LEFT_TAGS | {"NNS", "CC", "DT"}:
            return False
    return False


def _title_within(reading: Reading, mark: Mark) -> int | None:
    """The noun of office inside a body's own name: 'UN High Commissioner for Refugees'."""
    if mark.organisation is None or mark.state is not None:
        return None
    tokens = reading.tokens
    inside = (i for i in range(mark.first, mark.last) if is_title(tokens[i]) and tokens[i + 1].lower_ in ("for", "of"))
    return next(inside, None)


def _walk_left(reading: Reading, last: int) -> tuple[int, int | None]:
    """The first token of the phrase that ends at `last`, and the last title in it."""
    tokens, position, title = reading.tokens, last, None
    first = last + 1
    while position >= 0 and last - position < 14:
        token = tokens[position]
        word = token.lower_
        mark = reading.mark_ending_at(position)
        if mark is None and token.ent_type_ == "PERSON" and not is_title(token):
            break
        if mark is not None:
            title = title if title is not None else _title_within(reading, mark)
            first = position = mark.first
        elif is_title(token):
            title = title if title is not None else position
            first = position
        elif word in _LINKS and position > 0:
            if not _continues(reading, position):
                break
        elif word in ("'s", "’s", "'") or token.tag_ in LEFT_TAGS or bare(word) in honorifics():
            first = position
        else:
            break
        position -= 1
    return first, title


def _continues(reading: Reading, position: int) -> bool:
    """Whether a linking word stays inside the title: 'Minister of Foreign Affairs', 'secretary for the'."""
    tokens = reading.tokens
    before = position - 1
    if tokens[position].lower_ in ("the", "and", "&"):
        if tokens[position].lower_ == "the":
            return tokens[before].lower_ in ("of", "for", "to", "in", "at")
        return tokens[before].tag_ in ("NN", "NNP", "JJ", "NNS", "NNPS")
    if tokens[position].lower_ in ("to", "in", "at"):
        return bare(tokens[before].text) in _POSTED
    while before > 0 and tokens[before].tag_ in ("NN", "NNP") and not is_title(tokens[before]):
        before -= 1
    return is_title(tokens[before])


def _office(reading: Reading, first: int, last: int, title: int) -> Office:
    """The office on a stretch: its state stands before the title, else after 'of'."""
    country, known, sector = None, False, _sector(reading, first, last, title)
    sure = [m for m in _marks(reading, first, last) if m.is_sure and not _is_beside(reading, m)]
    before = [m for m in sure if (m.last < title or m.first <= title <= m.last) and not is_led(reading, m)]
    after = [m for m in sure if m.first > title]
    if bare(reading.tokens[title].text) not in _POSTED:
        before.reverse()
    chosen = _choose(reading, before) or (_choose(reading, after) if not _posts(reading, title) else None)
    if chosen is None:
        country = _SINGULAR.get(bare(reading.tokens[title].text))
        known = country is not None
    if chosen is None and country is None:
        country, known = _of_place(reading, first, title)
    if chosen is None and country is None:
        country = _of_one_state(reading, first, last)
        known = country is not None
    if chosen is not None:
        country, known = reading.country_of(chosen), chosen.country is not None or _is_international(chosen)
        if country is None:
            country = _of_one_state(reading, first, last)
        if country is None and _is_international(chosen):
            sector = _sector_across_states(chosen, sector)
        elif chosen.organisation is not None and sector == "GOV":
            sector = chosen.organisation.sector
    if not known and (_of_firm(reading, title) or any(_is_company(t.text) for t in reading.tokens[first : last + 1])):
        sector = "BUS"
    return Office(first, last, title, country, known, sector)


def _sector(reading: Reading, first: int, last: int, title: int) -> Sector | None:
    """The sector of a title: of the noun before 'general', of spies, of those who were in office."""
    tokens = reading.tokens
    is_rank_of = bare(tokens[title].text) == "general" and title > first and is_title(tokens[title - 1])
    sector = titles()[bare(tokens[title - 1 if is_rank_of else title].text)]
    if sector == "GOV" and any(token.lower_ in _ONCE for token in tokens[first:title]):
        return "ELI"
    return "SPY" if sector == "GOV" and any(t.lower_ == "intelligence" for t in tokens[first : last + 1]) else sector


def _sector_across_states(mark: Mark, sector: Sector | None) -> Sector | None:
    """The sector of those who act for a body of no one state: its own where it is not one of states."""
    body = mark.organisation
    return "IGO" if body is None or body.sector in ("IGO", "NGO", None) else body.sector


def _of_place(reading: Reading, first: int, title: int) -> tuple[str | None, bool]:
    """The country of a city or region before a title or behind it: 'New York Mayor', 'the governor of Ohio'."""
    if bare(reading.tokens[title].text) not in _LOCAL:
        return None, False
    of = title + 1 < len(reading.tokens) and reading.tokens[title + 1].lower_ == "of"
    behind = reading.at.get(title + 2) if of else None
    if behind is not None and behind.divisions:
        return behind.divisions[0].country, True
    for mark in reversed(_marks(reading, first, title)):
        found = mark.divisions or [city for city in mark.cities if city.population >= _SMALL_TOWN]
        if found and mark.last < title and reading.tokens[mark.first].ent_type_ in ("GPE", "ORG"):
            return found[0].country, True
    return None, False


def _of_one_state(reading: Reading, first: int, last: int) -> str | None:
    """The state of an office that goes by this name in one state only: 'Chancellor of the Exchequer'."""
    words = f" {' '.join(reading.text(first, last).lower().split())} "
    found = [
        code for phrase, code in office_phrases().items() if f" {phrase} " in words and f" {phrase} of " not in words
    ]
    return found[0] if found and " for " not in words else None


def phrase_from(reading: Reading, title: int) -> tuple[str, int] | None:
    """The state and last token of an office that begins with a title and is one state's: 'Secretary of Defense'."""
    for phrase, code in office_phrases().items():
        words = phrase.split()
        if [t.lower_ for t in reading.tokens[title : title + len(words)]] == words and len(words) > 1:
            return code, title + len(words) - 1
    return None


def _of_firm(reading: Reading, title: int) -> bool:
    """Whether an office is of a body that does not sound like the state's: 'president of the Weir Group'."""
    tokens = reading.tokens
    if bare(tokens[title].text) not in _OF_FIRMS or title + 3 >= len(tokens):
        return False
    if tokens[title + 1].lower_ not in ("of", "at"):
        return False
    first = title + 3 if tokens[title + 2].lower_ == "the" else title + 2
    span = next((e for e in reading.doc.ents if e.start <= first < e.end and e.label_ == "ORG"), None)
    return span is not None and not any(bare(token.text) in agency_nouns() for token in span)


def _is_company(word: str) -> bool:
    found = agency_nouns().get(bare(word))
    return found is not None and found[1] == "BUS"


def _choose(reading: Reading, marks: list[Mark]) -> Mark | None:
    """The mark that the office belongs to: an organisation of many states, else the first with a country."""
    for mark in marks:
        if mark.country is not None or _is_international(mark):
            return owner_of(reading, mark) or mark
    return None


def owner_of(reading: Reading, mark: Mark) -> Mark | None:
    """The state just before a body that others have under the same name: "Hong Kong's Democratic Party"."""
    body = mark.organisation if mark.state is None else None
    if body is None or body.country is None or body.sector not in ("GOV", "LEG", "OPP"):
        return None
    before = mark.first - 1
    is_possessor = before >= 0 and reading.tokens[before].lower_ in ("'s", "’s")
    owner = reading.mark_ending_at(before - is_possessor) if before >= is_possessor else None
    if owner is None or owner.state is None or not (is_possessor or owner.state.use == "adjective"):
        return None
    return owner


def _is_beside(reading: Reading, mark: Mark) -> bool:
    """Whether a mark before a title has nothing to do with it: who was told, or the dateline ('HAVANA President')."""
    if mark.organisation is not None and mark.state is None and mark.organisation.sector == "MED":
        return True
    text = reading.text(mark.first, mark.last)
    is_capital = mark.state is not None and mark.state.use == "capital"
    return mark.first == 0 and is_capital and text.isupper() and any(t.text.islower() for t in reading.tokens)


def _is_international(mark: Mark) -> bool:
    return mark.state is None and mark.organisation is not None and mark.organisation.country is None


def _posts(reading: Reading, title: int) -> bool:
    """Whether what follows a title is where its holder is sent, not whom it serves."""
    following = reading.tokens[title + 1].lower_ if title + 1 < len(reading.tokens) else ""
    return following in ("to", "in", "at")


def is_led(reading: Reading, mark: Mark) -> bool:
    """Whether a mark is only who leads or backs: 'U.S.-led', 'Turkish-backed'."""
    following = mark.last + 1
    tokens = reading.tokens
    if tokens[mark.last].lower_.rpartition(".-")[2] in _LED:
        return True
    if following < len(tokens) and tokens[following].text == "-":
        following += 1
    return following < len(tokens) and tokens[following].lower_ in _LED


def _marks(reading: Reading, first: int, last: int) -> list[Mark]:
    return [mark for mark in reading.marks if mark.first >= first and mark.last <= last]


def _ends_apposition(reading: Reading, index: int) -> bool:
    token = reading.tokens[index]
    return token.text in (",", ";", ")") or is_dash(token)


def _opens_name(reading: Reading, index: int) -> bool:
    """Whether the name of another holder begins at a token: 'King Abdullah, Egyptian President Abdel Fattah ...'."""
    token = reading.tokens[index]
    return token.tag_ == "NNP" and token.text[0].isupper() and index not in reading.at and not is_title(token)


def office_after(reading: Reading, index: int) -> Office | None:
    """The office of an apposition behind a name that ends before `index`: ', head of Ukrainian intelligence,'."""
    tokens = reading.tokens
    if index >= len(tokens) or tokens[index].text not in (",", "(", "-", "–", "—"):
        return None
    if index + 1 < len(tokens) and tokens[index + 1].lower_ in ("and", "or", "with"):
        return None
    position = index + 1
    while position < len(tokens) and position - index < 16 and not _ends_apposition(reading, position):
        if tokens[position].tag_ in ("VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB"):
            break
        position += 1
    found = [i for i in range(index + 1, position) if is_title(tokens[i])]
    if not found:
        return None
    title = next(i for i in found if i + 1 == len(tokens) or tokens[i + 1].tag_ != "POS" or i == found[-1])
    between = tokens[index + 1 : title]
    if any(t.ent_type_ == "PERSON" or t.tag_ in ("IN", "TO", "VBG", "VBN") for t in between):
        return None
    if title + 1 < position and _opens_name(reading, title + 1):
        return None
    office = _office(reading, index + 1, position - 1, title)
    if position - 1 > title and tokens[position - 1].ent_type_ == "PERSON":
        return None
    return office
