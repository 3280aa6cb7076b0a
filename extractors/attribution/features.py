"""What the source judge looks at: how a possible source stands to an event's mentions, who it is, what else is said.

Belongs here: features of one (event, source). Does not: finding sources (offers), the decision (judging).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extractors.attribution.offers import Link, Offer, Told
from extractors.attribution.speech import Speech
from extractors.lexicons import words
from schemas.mentions import RoleFiller, Status

Put = Callable[..., None]
_MANY = 3
_VOICES = 4
_STEPS = 5
_FAR = 3
"""Sentences from a saying to a mention, and more."""
_LIKELY = 0.4
"""A status from here on is one that the event may well have."""
_GROUPS = ("official", "independent", "document")


@dataclass(frozen=True, slots=True)
class Asked:
    """An event whose source is asked for: its type, how likely it has each status, its mentions in text order and what
    their own clauses say of its roles."""

    event_type: str
    status: Mapping[Status, float]
    own: tuple[Told, ...]
    fillers: tuple[RoleFiller, ...]


def source_features(asked: Asked, offers: Sequence[Offer], speech: Speech) -> list[dict[str, float]]:
    """Feature -> value for every offer."""
    spoken = Counter(saying.source.name for saying in speech.sayings if not saying.is_quoted)
    return [_features(asked, offer, offers, spoken) for offer in offers]


def _features(asked: Asked, offer: Offer, offers: Sequence[Offer], spoken: Counter[str]) -> dict[str, float]:
    f: dict[str, float] = {}

    def put(name: str, value: float = 1.0) -> None:
        f[name] = value

    _ways(put, asked, offer)
    said = {link.mention for link in offer.links if link.is_direct and not link.is_across}
    _standing(put, asked, said, offers)
    _speaker(put, asked, offer, "direct" if said else "far", spoken)
    return f


def _ways(put: Put, asked: Asked, offer: Offer) -> None:
    """How the source's links look, as the root of the share of the mentions that have such a one; and the first's."""
    having: dict[str, set[int]] = defaultdict(set)
    for link in offer.links:
        trigger, sentence = asked.own[link.mention]
        for name in _looks(link, trigger.head, sentence.index, asked.status):
            having[name].add(link.mention)
        if not link.mention:
            for name in _way_up(link, trigger.head):
                put(f"first:{name}")
    for name, mentions in having.items():
        put(name, (len(mentions) / len(asked.own)) ** 0.5)
        if 0 in mentions:
            put(f"first:{name}")


def _looks(link: Link, head: Token, sentence: int, status: Mapping[Status, float]) -> Iterator[str]:
    """The names of what a link looks like: its rule with what is said, by what word, by whom, how far off."""
    rule, lemma = link.rule.removeprefix("attribution."), link.saying.lemma
    way = f"{rule}{'+across' * link.is_across}"
    what = "verb" if head.pos_ not in ("NOUN", "PROPN") else "own" if _definite(head) == "own" else "noun"
    yield f"link={way}"
    yield f"link={way}+{min(link.order, 2)}"
    yield f"link={way}+{what}"
    yield from (f"link={way}&{name}" for name, probability in status.items() if probability > _LIKELY)
    yield f"cue={rule}+{lemma}"
    yield f"kind={way}+{link.saying.source.kind}"
    if not link.path:
        distance = max(-_FAR, min(link.saying.sentence - sentence, _FAR))
        yield f"far={way}+{distance}"
        yield f"far={way}+{lemma}"


def _way_up(link: Link, head: Token) -> Iterator[str]:
    """The names of what lies between a mention and its cue: 'after', 'during' and the like take it as known."""
    if link.path:
        yield f"steps={min(len(link.path), _STEPS)}"
        yield f"top={link.path[-1]}"
        yield f"bottom={link.path[0]}"
        yield from (f"via={step}" for step in dict.fromkeys(link.path))
    if link.is_direct:
        yield f"definite={_definite(head)}"


def _definite(head: Token) -> str:
    """The determiner of a noun, 'own' under a possessive, else the tag."""
    if head.pos_ not in ("NOUN", "PROPN"):
        return head.tag_
    return next((c.lower_ if c.dep_ == "det" else "own" for c in head.children if c.dep_ in ("det", "poss")), head.tag_)


def _standing(put: Put, asked: Asked, said: set[int], offers: Sequence[Offer]) -> None:
    """How many mentions are this source's word (`said`), and whose the first is, with the event's type and status."""
    count = len(asked.own)
    is_begun = any(link.is_direct and not link.mention for o in offers for link in o.links)
    share = len(said) / count
    told = "all" if share == 1 else "most" if share > 0.5 else "some" if said else "none"
    first = "this" if 0 in said else "another" if is_begun else "nobody"
    for name in (f"said={told}", f"begun={first}", f"lead={min(asked.own[0][1].index, 2)}+{0 in said}"):
        put(name)
        put(f"{asked.event_type}|{name}")
        for status, probability in asked.status.items():
            put(f"{name}&{status}", probability)
    put("share", share)
    put(f"mentions={min(count, _MANY)}")


def _speaker(put: Put, asked: Asked, offer: Offer, where: str, spoken: Counter[str]) -> None:
    """Who the source is, whether it takes part, and how much of the text is its word; `where` is direct or far."""
    source = offer.source
    group = next((g for g in _GROUPS if source.noun in words("attribution", g)), "other")
    who = "named" if source.is_named else group
    put(f"who={who}+{where}")
    put(f"who={source.kind}+{who}+{where}")
    put(f"country={'known' if source.country else 'none'}+{where}")
    roles = sorted({f.role for f in asked.fillers if f.entity.name == source.name})
    is_compatriot = source.country is not None and any(f.entity.country == source.country for f in asked.fillers)
    put(f"part={'+'.join(roles) or ('compatriot' if is_compatriot else 'none')}+{where}")
    put(f"spoken={min(spoken[source.name], _MANY)}+{where}")
    put(f"voices={min(len(spoken), _VOICES)}+{where}")
    if spoken and spoken[source.name] == max(spoken.values()):
        put(f"loudest={where}")
