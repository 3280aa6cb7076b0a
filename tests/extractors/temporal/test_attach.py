"""Which expression of its sentence an event has. Sentences are parsed by hand: word/tag/head/dependency."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from spacy.tokens import Doc, Token

from extractors.context import DateAnchor, ParsedSentence
from extractors.temporal import date_of, duration_of, find_expressions
from schemas.dates import DateInterval
from schemas.document import Evidence

WEDNESDAY = DateAnchor(dt.date(1998, 6, 10))
OFFSET = 100
VOCAB = spacy.blank("en").vocab
POS = dict(
    pair.split(":")
    for pair in (
        "NN:NOUN NNS:NOUN NNP:PROPN VBD:VERB VB:VERB VBN:VERB VBZ:VERB IN:ADP DT:DET MD:AUX CC:CCONJ .:PUNCT ,:PUNCT "
        "POS:PART CD:NUM PRP:PRON HYPH:PUNCT WRB:ADV TO:PART"
    ).split()
)
LEMMAS = dict(
    pair.split(":")
    for pair in (
        "met:meet said:say held:hold ended:end signed:sign paid:pay troops:troop attacked:attack extended:extend "
        "began:begin scheduled:schedule failed:fail arrived:arrive called:call votes:vote"
    ).split()
)


def parsed(rows: str) -> ParsedSentence:
    cells = [row.split("/") for row in rows.split()]
    doc = Doc(
        VOCAB,
        words=[c[0] for c in cells],
        spaces=[i + 1 < len(cells) and cells[i + 1][0] not in (".", ",", "'s", "-", "day") for i in range(len(cells))],
        tags=[c[1] for c in cells],
        pos=[POS[c[1]] for c in cells],
        heads=[int(c[2]) for c in cells],
        deps=[c[3] for c in cells],
        lemmas=[LEMMAS.get(c[0], c[0]) for c in cells],
    )
    return ParsedSentence(0, Evidence(OFFSET, OFFSET + len(doc.text)), doc)


def date(rows: str, head: str, anchor: DateAnchor = WEDNESDAY, status: str | None = None) -> DateInterval | None:
    sentence = parsed(rows)
    times = find_expressions(" " * OFFSET + sentence.doc.text, anchor)
    return date_of(token(sentence, head), sentence, times, anchor, status)


def token(sentence: ParsedSentence, word: str) -> Token:
    return next(t for t in sentence.doc if t.text == word)


def days(interval: DateInterval | None) -> tuple[str, str] | None:
    return (str(interval.start), str(interval.end)) if interval else None


ON_MONDAY = "They/PRP/1/nsubj met/VBD/1/ROOT on/IN/1/prep Monday/NNP/2/pobj ././1/punct"


def test_time_of_the_trigger() -> None:
    assert date(ON_MONDAY, "met") == DateInterval(
        dt.date(1998, 6, 8),
        dt.date(1998, 6, 8),
        "Monday",
        Evidence(OFFSET + 12, OFFSET + 18),
        "weekday",
        precision="day",
        edtf="1998-06-08",
        basis="document",
    )


def test_status_corrects_a_misread_tense() -> None:
    assert days(date(ON_MONDAY, "met", status="planned")) == ("1998-06-15", "1998-06-15")


def test_no_document_date_keeps_the_expression() -> None:
    interval = date(ON_MONDAY, "met", DateAnchor(None))
    assert interval is not None
    assert (interval.start, interval.end, interval.expression) == (None, None, "Monday")


@pytest.mark.parametrize(
    ("rows", "head", "expected"),
    [
        # the light verb's time is the noun's
        (
            "They/PRP/1/nsubj held/VBD/1/ROOT talks/NNS/1/dobj on/IN/1/prep Monday/NNP/3/pobj ././1/punct",
            "talks",
            ("1998-06-08", "1998-06-08"),
        ),
        # a participle on the noun
        (
            "The/DT/1/det pact/NN/4/nsubj signed/VBN/1/acl Monday/NNP/2/npadvmod ended/VBD/4/ROOT ././4/punct",
            "pact",
            ("1998-06-08", "1998-06-08"),
        ),
        # an adnominal time
        (
            "Monday/NNP/2/poss 's/POS/0/case talks/NNS/3/nsubj failed/VBD/3/ROOT ././3/punct",
            "talks",
            ("1998-06-08", "1998-06-08"),
        ),
        # two times make one stretch
        (
            (
                "They/PRP/1/nsubj met/VBD/1/ROOT from/IN/1/prep May/NNP/2/pobj "
                "3/CD/3/nummod to/IN/2/prep 5/CD/5/pobj ././1/punct"
            ),
            "met",
            ("1998-05-03", "1998-05-05"),
        ),
        # since: until today
        (
            "They/PRP/1/nsubj met/VBD/1/ROOT since/IN/1/prep May/NNP/2/pobj ././1/punct",
            "met",
            ("1998-05-01", "1998-06-10"),
        ),
        # by: from today
        (
            "They/PRP/2/nsubj will/MD/2/aux meet/VB/2/ROOT by/IN/2/prep July/NNP/3/pobj ././2/punct",
            "meet",
            ("1998-06-10", "1998-07-31"),
        ),
        # a time before coordinated verbs is shared
        (
            "Monday/NNP/2/npadvmod they/PRP/2/nsubj met/VBD/2/ROOT and/CC/2/cc signed/VBD/2/conj ././2/punct",
            "signed",
            ("1998-06-08", "1998-06-08"),
        ),
        # a participle that the parser hangs on a later noun of the phrase
        (
            (
                "The/DT/1/det talks/NNS/7/nsubj with/IN/1/prep Eide/NNP/2/pobj scheduled/VBN/3/acl for/IN/4/prep "
                "Monday/NNP/5/pobj matter/VBD/7/ROOT ././7/punct"
            ),
            "talks",
            ("1998-06-15", "1998-06-15"),
        ),
        # what the talks are to do
        (
            (
                "The/DT/1/det talks/NNS/2/nsubjpass set/VBD/2/ROOT to/IN/4/aux resume/VB/2/xcomp on/IN/4/prep "
                "Monday/NNP/5/pobj ././2/punct"
            ),
            "talks",
            ("1998-06-08", "1998-06-08"),
        ),
        # who flies somewhere to meet meets there then, and so where he flies to
        (
            (
                "He/PRP/1/nsubj fly/VBD/1/ROOT Monday/NNP/1/npadvmod to/TO/4/aux met/VB/1/advcl Eide/NNP/4/dobj "
                "././1/punct"
            ),
            "met",
            ("1998-06-08", "1998-06-08"),
        ),
        (
            (
                "He/PRP/1/nsubj fly/VBD/1/ROOT to/IN/1/prep Oslo/NNP/2/pobj Monday/NNP/1/npadvmod where/WRB/7/advmod "
                "they/PRP/7/nsubj met/VBD/3/relcl ././1/punct"
            ),
            "met",
            ("1998-06-08", "1998-06-08"),
        ),
        # a time before 'when' is that of what follows it
        (
            (
                "He/PRP/1/nsubj left/VBD/1/ROOT on/IN/1/prep Monday/NNP/2/pobj when/WRB/6/advmod they/PRP/6/nsubj "
                "met/VBD/1/advcl ././1/punct"
            ),
            "met",
            ("1998-06-08", "1998-06-08"),
        ),
        # a time between two acts that are told on
        (
            "They/PRP/1/nsubj met/VBD/1/ROOT on/IN/1/prep Monday/NNP/2/pobj and/CC/1/cc signed/VBD/1/conj ././1/punct",
            "signed",
            ("1998-06-08", "1998-06-08"),
        ),
        # a time on the noun of which the trigger is
        (
            (
                "Monday/NNP/2/poss 's/POS/0/case round/NN/5/nsubj of/IN/2/prep talks/NNS/3/pobj failed/VBD/5/ROOT "
                "././5/punct"
            ),
            "talks",
            ("1998-06-08", "1998-06-08"),
        ),
        # what began is dated by its beginning
        (
            "The/DT/1/det talks/NNS/2/nsubj began/VBD/2/ROOT Monday/NNP/2/npadvmod ././2/punct",
            "talks",
            ("1998-06-08", "1998-06-08"),
        ),
        # of an end only the last day is known
        (
            "The/DT/1/det talks/NNS/2/nsubj ended/VBD/2/ROOT Monday/NNP/2/npadvmod ././2/punct",
            "talks",
            ("None", "1998-06-08"),
        ),
    ],
)
def test_attached(rows: str, head: str, expected: tuple[str, str]) -> None:
    assert days(date(rows, head)) == expected


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        # the time of saying
        (
            (
                "He/PRP/1/nsubj said/VBD/1/ROOT Monday/NNP/1/npadvmod "
                "they/PRP/5/nsubj will/MD/5/aux meet/VB/1/ccomp ././1/punct"
            ),
            "meet",
        ),
        # a time in the saying clause of a trip
        (
            (
                "He/PRP/1/nsubj said/VBD/1/ROOT on/IN/1/prep Monday/NNP/2/pobj "
                "during/IN/1/prep a/DT/6/det trip/NN/4/pobj ././1/punct"
            ),
            "trip",
        ),
        # a time beyond 'after'
        (
            "He/PRP/1/nsubj left/VBD/1/ROOT Monday/NNP/1/npadvmod after/IN/1/prep talks/NNS/3/pobj ././1/punct",
            "talks",
        ),
        # the time of what the talks come after, and of an act before a plan
        (
            (
                "The/DT/1/det talks/NNS/7/nsubj after/IN/1/prep votes/NNS/2/pobj scheduled/VBN/3/acl for/IN/4/prep "
                "Monday/NNP/5/pobj matter/VBD/7/ROOT ././7/punct"
            ),
            "talks",
        ),
        (
            (
                "He/PRP/1/nsubj arrived/VBD/1/ROOT on/IN/1/prep Monday/NNP/2/pobj and/CC/1/cc will/MD/6/aux "
                "sign/VB/1/conj it/PRP/6/dobj ././1/punct"
            ),
            "sign",
        ),
        # a time after 'when' is not that of what it is hung on
        (
            (
                "He/PRP/1/nsubj left/VBD/1/ROOT when/WRB/4/advmod they/PRP/4/nsubj met/VBD/1/advcl and/CC/1/cc "
                "called/VBD/1/conj Monday/NNP/6/npadvmod ././1/punct"
            ),
            "met",
        ),
        # what is done to troops
        (
            "They/PRP/1/nsubj attacked/VBD/1/ROOT troops/NNS/1/dobj on/IN/1/prep Monday/NNP/3/pobj ././1/punct",
            "troops",
        ),
        # the term of an extension
        (
            "They/PRP/1/nsubj extended/VBD/1/ROOT it/PRP/1/dobj until/IN/1/prep July/NNP/3/pobj ././1/punct",
            "extended",
        ),
        # the dateline
        (
            (
                "VIENNA/NNP/6/npadvmod ,/,/0/punct June/NNP/0/npadvmod "
                "9/CD/2/nummod -/HYPH/6/punct They/PRP/6/nsubj met/VBD/6/ROOT"
            ),
            "met",
        ),
    ],
)
def test_not_attached(rows: str, head: str) -> None:
    assert date(rows, head) is None


def test_duration() -> None:
    rows = (
        "He/PRP/1/nsubj paid/VBD/1/ROOT a/DT/6/det three/CD/5/nummod -/HYPH/5/punct day/NN/6/compound visit/NN/1/dobj"
    )
    sentence = parsed(rows)
    times = find_expressions(" " * OFFSET + sentence.doc.text, WEDNESDAY)
    visit = token(sentence, "visit")
    start = OFFSET + sentence.doc.text.index("three")
    assert duration_of(visit, sentence, times) == ("P3D", Evidence(start, start + len("three-day")))
    assert date_of(visit, sentence, times, WEDNESDAY) is None
    assert duration_of(token(sentence, "paid"), sentence, times) is None
