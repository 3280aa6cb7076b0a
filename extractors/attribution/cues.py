"""Cues: words of saying in a parsed sentence, who speaks by them, and which of them govern a word.

Belongs here: the way through the parse from a happening up to its cue. Does not: who a speaking word stands for
(speakers), quotations over several sentences (speech).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extractors.lexicons import words
from extractors.roles.slots import is_passive, subjects

_CLAUSES = ("ccomp", "xcomp", "parataxis")
_INTRODUCED = frozenset({"according", "citing", "quoting"})
"""Words that bring a source in by themselves; each is a rule of its own."""
_TAIL = 12
"""Tokens from a closing cue to the end of its sentence."""
_BESIDE = ("relcl", "acl")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that brings a source in, and the rule that found it.

    `is_across` where a relative or participle clause lies between: what it tells may be the text's own knowledge.
    """

    token: Token
    rule: str
    is_across: bool


def is_cue(token: Token) -> bool:
    """Whether a token is a verb of saying or a word such as 'according'."""
    return _says(token) or introduces(token)


def speakers(cue: Token) -> list[Token]:
    """The tokens that speak by a cue: subjects of saying, the objects of 'according to' and 'citing'."""
    if introduces(cue):
        return [p for c in (cue, *cue.children) for p in c.children if p.dep_ in ("pobj", "dobj")]
    passing = passing_verb(cue)
    if passing is not None:
        return [c for c in passing.children if c.dep_ == "dobj"]
    return list(subjects(cue))


def passing_verb(cue: Token) -> Token | None:
    """The verb whose subject passes on what its object says: 'the paper quoted Eide', 'quoted Eide as saying'."""
    above = cue.head.head if cue.head.pos_ == "ADP" else cue.head
    for verb in (cue, above) if cue.tag_ == "VBG" else (cue,):
        if verb.lemma_.lower() in words("attribution", "passing_on") and verb.pos_ == "VERB" and not is_passive(verb):
            return verb
    return None


def around(sentence: Doc, head: Token) -> Iterator[Cue]:
    """Cues beside the whole sentence, for a clause that the parser did not hang under them.

    'According to' at the beginning, or a source after a comma at the end ('..., Norwegian officials said on Monday').
    """
    for token in sentence:
        if token.i > head.i and is_cue(token) and _closes(token):
            yield Cue(token, _introducing(token) if introduces(token) else "attribution.closing", False)
        elif token.i <= 1 and introduces(token):
            yield Cue(token, _introducing(token), False)


def _closes(cue: Token) -> bool:
    """Whether nothing but time, place and hearer follows a cue, and a comma stands before its phrase."""
    tail = len(cue.doc) - cue.i
    if introduces(cue):
        return cue.i > 0 and cue.nbor(-1).text == "," and cue.right_edge.i + 2 >= len(cue.doc)
    begins = min((s.left_edge.i for s in subjects(cue) if s.i < cue.i), default=-1)
    says_more = any(c.dep_ in _CLAUSES or c.dep_ == "dobj" for c in cue.children if c.i > cue.i)
    return begins > 0 and cue.doc[begins - 1].text in (",", "''", '"', "”") and not says_more and tail <= _TAIL


def governing(head: Token) -> Iterator[Cue]:
    """The cues that govern the clause of a token, nearest first."""
    below, is_across = head, False
    for token in (head, *head.ancestors):
        for child in token.children:
            if child.i in (below.i, head.i):
                continue
            if introduces(child):
                yield Cue(child, _introducing(child), is_across)
            elif _is_inserted(child):
                yield Cue(child, "attribution.inserted", is_across)
        if token.i != head.i and _says(token) and _is_said(below, token):
            yield Cue(token, "attribution.saying", is_across)
        if token.dep_ == "parataxis":
            return
        below, is_across = token, is_across or token.dep_ in _BESIDE


def introduces(token: Token) -> bool:
    """Whether a word brings a source in by itself: 'according to', 'citing'."""
    return token.lower_ in _INTRODUCED and token.dep_ not in ("amod", "compound")


def _says(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in words("attribution", "saying")


def _is_inserted(child: Token) -> bool:
    """Whether a clause is put into another to name its source: 'Berg, Eide said, visited Oslo', 'as Eide said'."""
    if not _says(child) or child.dep_ not in ("ccomp", "parataxis", "advcl"):
        return False
    return child.dep_ == "parataxis" or any(c.dep_ == "mark" and c.lower_ == "as" for c in child.children)


def _is_said(below: Token, cue: Token) -> bool:
    """Whether a word under a verb of saying is what is said."""
    if below.dep_ in _CLAUSES:
        return True
    return below.dep_ == "dobj" and cue.lemma_.lower() not in words("attribution", "clausal")


def _introducing(token: Token) -> str:
    """The rule of a word that brings a source in by itself."""
    return f"attribution.{token.lower_}"
