"""Who is said to say it: the word of saying above a trigger, 'according to', clauses put in."""

from __future__ import annotations

import pytest
from spacy.language import Language

from extractors.actors import entities_in
from extractors.attribution import attribution_of, speech_of
from extractors.context import ParsedSentence
from extractors.triggers import TriggerIndex
from schemas.actors import Actor
from schemas.document import Evidence
from schemas.event_types import builtin
from schemas.mentions import Attribution, Status

EIDE = Actor("Jon Eide", "person", "NOR", "GOV")
INDEX = TriggerIndex(builtin())


def attribution(by_hand, rows: str, status: Status = "occurred", word: str = "visited", **actors: Actor):
    sentence = by_hand.sentence(rows, start=3)
    mentions = [by_hand.mention(sentence, words, actor) for words, actor in actors.items()]
    context = by_hand.context(sentence, mentions=mentions)
    trigger = by_hand.trigger(sentence, word, "visit.verb")
    return attribution_of(trigger, status, sentence, context, speech_of(context))


SAID_THAT = (
    "Eide/NNP/said/nsubj said/VBD/said/ROOT/say that/IN/visited/mark Berg/NNP/visited/nsubj "
    "visited/VBD/said/ccomp/visit Oslo/NNP/visited/dobj"
)


def test_said_that(by_hand) -> None:
    assert attribution(by_hand, SAID_THAT, Eide=EIDE) == Attribution(
        source="Jon Eide",
        country="NOR",
        evidence=Evidence(3, 7),
        rule="attribution.saying",
        cue="said",
        cue_evidence=Evidence(8, 12),
    )


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        # 'Berg visited Oslo, said Eide'
        (
            (
                "Berg/NNP/visited/nsubj visited/VBD/said/ccomp/visit Oslo/NNP/visited/dobj ,/,/said/punct "
                "said/VBD/said/ROOT/say Eide/NNP/said/nsubj"
            ),
            "attribution.saying",
        ),
        # 'Berg, Eide said, visited Oslo'
        (
            (
                "Berg/NNP/visited/nsubj ,/,/#6/punct Eide/NNP/said/nsubj said/VBD/visited/parataxis/say ,/,/#6/punct "
                "has/VBZ/visited/aux/have visited/VBN/visited/ROOT/visit Oslo/NNP/visited/dobj"
            ),
            "attribution.inserted",
        ),
        # 'As Eide said, Berg visited Oslo'
        (
            (
                "As/IN/said/mark Eide/NNP/said/nsubj said/VBD/visited/advcl/say ,/,/visited/punct "
                "Berg/NNP/visited/nsubj visited/VBD/visited/ROOT/visit Oslo/NNP/visited/dobj"
            ),
            "attribution.inserted",
        ),
        (
            (
                "According/VBG/visited/prep/accord to/IN/According/prep Eide/NNP/to/pobj ,/,/visited/punct "
                "Berg/NNP/visited/nsubj visited/VBD/visited/ROOT/visit Oslo/NNP/visited/dobj"
            ),
            "attribution.according",
        ),
        (
            (
                "Berg/NNP/visited/nsubj visited/VBD/visited/ROOT/visit Oslo/NNP/visited/dobj "
                "citing/VBG/visited/advcl/cite Eide/NNP/citing/dobj"
            ),
            "attribution.citing",
        ),
    ],
)
def test_ways_to_name_a_source(by_hand, rows: str, rule: str) -> None:
    found = attribution(by_hand, rows, Eide=EIDE)
    assert found is not None
    assert (found.source, found.country, found.rule) == ("Jon Eide", "NOR", rule)


@pytest.mark.parametrize(
    "rows",
    [
        # the text says it itself
        "Berg/NNP/visited/nsubj visited/VBD/visited/ROOT/visit Oslo/NNP/visited/dobj",
        # what is said beside it is not the visit
        (
            "Berg/NNP/visited/nsubj visited/VBD/visited/ROOT/visit Oslo/NNP/visited/dobj and/CC/visited/cc "
            "said/VBD/visited/conj/say little/JJ/said/dobj"
        ),
        # a reason is none, and neither is a time
        (
            "Berg/NNP/visited/nsubj visited/VBD/visited/ROOT/visit Oslo/NNP/visited/dobj when/RB/said/advmod "
            "Eide/NNP/said/nsubj said/VBD/visited/advcl/say so/RB/said/advmod"
        ),
        # who is told of in a relative clause stands outside what is said
        (
            "Eide/NNP/said/nsubj said/VBD/said/ROOT/say that/IN/left/mark Berg/NNP/left/nsubj who/WP/visited/nsubj "
            "visited/VBD/Berg/relcl/visit Oslo/NNP/visited/dobj left/VBD/said/ccomp/leave"
        ),
        # a pronoun is nobody
        SAID_THAT.replace("Eide/NNP", "It/PRP"),
    ],
)
def test_no_source(by_hand, rows: str) -> None:
    assert attribution(by_hand, rows, **({"Eide": EIDE} if "Eide" in rows else {})) is None


def test_a_source_without_a_name_is_its_phrase(by_hand) -> None:
    rows = (
        "Senior/JJ/officials/amod Norwegian/JJ/officials/amod officials/NNS/said/nsubj/official "
        + SAID_THAT.removeprefix("Eide/NNP/said/nsubj ")
    )
    found = attribution(by_hand, rows, Norwegian=Actor("Norway", "country", "NOR", "GOV"))
    assert found is not None
    assert (found.source, found.country) == ("Senior Norwegian officials", "NOR")
    assert found.evidence == Evidence(3, 3 + len("Senior Norwegian officials"))


def test_the_nearest_word_of_saying_counts(by_hand) -> None:
    rows = (
        "Peru/NNP/reported/nsubj reported/VBD/reported/ROOT/report that/IN/said/mark Eide/NNP/said/nsubj "
        "said/VBD/reported/ccomp/say Berg/NNP/visited/nsubj visited/VBD/said/ccomp/visit Oslo/NNP/visited/dobj"
    )
    found = attribution(by_hand, rows, Eide=EIDE, Peru=Actor("Peru", "country", "PER"))
    assert found is not None
    assert found.source == "Jon Eide"


def test_those_who_cite_a_source_are_its_chain(by_hand) -> None:
    """'Lawmakers said Berg visited Oslo, citing Eide': Eide says so, lawmakers pass it on (codebook, section 3)."""
    rows = (
        "Lawmakers/NNS/said/nsubj/lawmaker said/VBD/said/ROOT/say Berg/NNP/visited/nsubj visited/VBD/said/ccomp/visit "
        "Oslo/NNP/visited/dobj citing/VBG/said/advcl/cite Eide/NNP/citing/dobj"
    )
    found = attribution(by_hand, rows, Eide=EIDE)
    assert found is not None
    assert (found.source, found.chain) == ("Jon Eide", ("Lawmakers",))


@pytest.mark.parametrize(
    ("text", "rule", "source", "country"),
    [
        ("Norwegian officials said Berg visited Oslo.", "visit.verb", "Norwegian officials", "NOR"),
        ("Diplomats said that Berg visited Oslo.", "visit.verb", "Diplomats", None),
        ("Berg visited Oslo, according to Norwegian officials.", "visit.verb", "Norwegian officials", "NOR"),
        ("The Norwegian foreign ministry reported that Berg visited Oslo.", "visit.verb", "Norwegian foreign ministry",
         "NOR"),
        ("Berg visited Oslo and said he was glad.", "visit.verb", None, None),
        ("The troops left Mali on Monday.", "deployment.leave", None, None),
    ],
)  # fmt: skip
def test_on_the_shipped_pipeline(
    by_hand, nlp: Language, text: str, rule: str, source: str | None, country: str | None
) -> None:
    sentence = ParsedSentence(0, Evidence(0, len(text)), nlp(text))
    context = by_hand.context(sentence, mentions=entities_in(sentence, None))
    trigger = next(t for t in INDEX.find(sentence.doc) if t.rule.name == rule)
    found = attribution_of(trigger, "occurred", sentence, context, speech_of(context))
    assert ((found.source, found.country) if found else (None, None)) == (source, country)
