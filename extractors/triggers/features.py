"""What the trigger judge looks at: the word, its place in the parse, its company in sentence and document.

Every feature is a name that says what it is; the judge's weights are keyed by it. Source of the choice: an ablation in
the project's notes (without the parse -.02 event F1, lemma and tag alone -.06).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extractors.model.judges import CandidateWord

_CONTENT = {"NOUN", "PROPN", "VERB", "ADJ"}
_NAMES = {"PERSON", "GPE", "LOC", "ORG", "NORP", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"}
_FRACTION = re.compile(r"%|\bpercent\b|\bper cent\b|\bpct\b|\bhalf\b|\bthird|\bquarter", re.IGNORECASE)
_QUOTES = '"“”'


@dataclass(frozen=True, slots=True)
class TextProfile:
    """What a document as a whole says to its candidates: lemma counts and the title's lemmas."""

    lemmas: Counter[str]
    title: frozenset[str]

    @staticmethod
    def of(docs: Iterable[Doc], title: str | None) -> TextProfile:
        """The profile of the parsed sentences and the title."""
        counts = Counter(t.lemma_.lower() for doc in docs for t in doc if t.pos_ in _CONTENT)
        return TextProfile(counts, frozenset(re.findall(r"[a-z]+", (title or "").lower())))


def shown(token: Token) -> str:
    """The lemma of a word, or the kind of a name: no feature knows who or which country it is about."""
    if token.ent_type_ in _NAMES or token.pos_ == "PROPN":
        return f"<{token.ent_type_ or 'NAME'}>"
    return str(token.lemma_.lower())


def word_class(token: Token) -> str:
    """The class that lexicons are keyed by: n(oun), v(erb), a(djective) or o(ther)."""
    return {"NOUN": "n", "PROPN": "n", "VERB": "v", "AUX": "v", "ADJ": "a"}.get(token.pos_, "o")


def trigger_features(
    token: Token,
    profile: TextProfile,
    position: float,
    words: Mapping[tuple[str, str], CandidateWord],
    rules: Sequence[str],
) -> dict[str, float]:
    """Feature -> value of a candidate; `position` is its place in the document (0..1), `rules` what hand rules say."""
    f: dict[str, float] = {}
    lemma = token.lemma_.lower()
    _own(f, token, lemma)
    _governors(f, token, lemma)
    _children(f, token, lemma)
    _window(f, token, lemma)
    _sentence(f, token, words)
    for rule in rules:
        f[f"rule={rule}"] = 1.0
    f[f"position={min(4, int(position * 5))}"] = 1.0
    f["position"] = position
    if lemma in profile.title:
        f["in_title"] = 1.0
    elsewhere = profile.lemmas[lemma] - 1
    if elsewhere > 0:
        determiner = next((c.lower_ for c in token.children if c.dep_ in ("det", "poss")), "none")
        f[f"again={min(3, elsewhere)}"] = 1.0
        f[f"again+det={determiner}"] = 1.0
    return f


def _own(f: dict[str, float], token: Token, lemma: str) -> None:
    f[f"lemma={lemma}"] = 1.0
    f[f"lemma+tag={lemma}+{token.tag_}"] = 1.0
    f[f"lemma+dep={lemma}+{token.dep_}"] = 1.0
    f[f"lemma+head={lemma}+{shown(token.head)}"] = 1.0
    f[f"word={token.lower_}"] = 1.0
    f[f"tag={token.tag_}"] = 1.0
    f[f"dep={token.dep_}"] = 1.0


def _governors(f: dict[str, float], token: Token, lemma: str) -> None:
    head = token.head
    f[f"head={shown(head)}"] = 1.0
    f[f"dep+head={token.dep_}+{shown(head)}"] = 1.0
    if head.pos_ == "ADP" and head.head != head:
        f[f"through={head.lower_}+{shown(head.head)}"] = 1.0
        f[f"lemma+through={lemma}+{head.lower_}+{shown(head.head)}"] = 1.0
    elif head != token:
        f[f"head2={shown(head.head)}"] = 1.0
    for sibling in head.children:
        if sibling != token and sibling.dep_ not in ("punct", "det"):
            f[f"sibling={sibling.dep_}+{shown(sibling)}"] = 1.0
            if sibling.ent_type_:
                f[f"sibling_ent={sibling.dep_}+{sibling.ent_type_}"] = 1.0


def _children(f: dict[str, float], token: Token, lemma: str) -> None:
    for child in token.children:
        if child.dep_ == "punct":
            continue
        f[f"child={child.dep_}"] = 1.0
        f[f"child={child.dep_}+{shown(child)}"] = 1.0
        f[f"lemma+child={lemma}+{child.dep_}+{shown(child)}"] = 1.0
        if child.ent_type_:
            f[f"child_ent={child.dep_}+{child.ent_type_}"] = 1.0
            f[f"lemma+child_ent={lemma}+{child.dep_}+{child.ent_type_}"] = 1.0
        if child.dep_ in ("prep", "agent", "prt"):
            for inner in child.children:
                f[f"prep={child.lower_}+{shown(inner)}"] = 1.0
                f[f"prep_ent={child.lower_}+{inner.ent_type_}"] = 1.0
                f[f"lemma+prep_ent={lemma}+{child.lower_}+{inner.ent_type_}"] = 1.0


def _window(f: dict[str, float], token: Token, lemma: str) -> None:
    for offset in (-3, -2, -1, 1, 2, 3):
        at = token.i + offset
        if 0 <= at < len(token.doc):
            other = token.doc[at]
            f[f"near={offset}+{shown(other)}"] = 1.0
            f[f"around={shown(other)}"] = 1.0
            if abs(offset) == 1:
                f[f"lemma+near={lemma}+{offset}+{shown(other)}"] = 1.0
            if other.ent_type_:
                f[f"near_ent={offset}+{other.ent_type_}"] = 1.0


def _sentence(f: dict[str, float], token: Token, words: Mapping[tuple[str, str], CandidateWord]) -> None:
    doc = token.doc
    for label, count in Counter(e.label_ for e in doc.ents).items():
        f[f"ents={label}"] = min(3.0, float(count))
    own: Counter[str] = Counter()
    for other in doc:
        if other.pos_ in _CONTENT and other != token:
            f[f"with={shown(other)}"] = 0.5
            known = words.get((other.lemma_.lower(), word_class(other)))
            if known is not None:
                own[known.event_type] += 1
    for kind, count in own.items():
        f[f"with_type={kind}"] = min(3.0, float(count))
    if _FRACTION.search(doc.text):
        f["fraction"] = 1.0
        f[f"lemma+fraction={token.lemma_.lower()}"] = 1.0
    before = sum(t.text in _QUOTES for t in doc[: token.i])
    if before % 2:
        f["quoted"] = 1.0
