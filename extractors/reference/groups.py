"""Whose a group is when its own phrase does not say: 'Spain sent 50 soldiers', 'their troops', 'local officials'.

Belongs here: the state of bare groups. Does not: groups that name their state (extractors/actors/groups.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from extractors.actors.lexicon import singular
from extractors.context import EntityMention, ParsedSentence
from extractors.reference.country import Home, home_of, is_home_alone
from schemas.actors import Actor
from schemas.names import fold

_SUBJECTS = frozenset({"nsubj"})
_FORCES = frozenset({"MIL", "COP", "REB"})
_DOMESTIC = frozenset(
    "official investigator ministry opposition lawmaker legislator parliamentarian senator congressman mp governor "
    "mayor negotiator team delegation cabinet authority elder police".split()
)
"""Heads of groups that a text leaves without a state because it is the state that the text is about."""
_DOMESTIC_MODIFIERS = frozenset(
    "government local opposition union party trade labour labor industry community previous successive former "
    "congressional parliamentary dissident provincial regional".split()
)
_LOCAL = frozenset("local provincial regional municipal federal".split())
"""Words for those of a place that the text has just named."""
_NOT_DOMESTIC = frozenset(
    "foreign other international visiting western european arab african asian un u.n. nato eu ec monetary fund world "
    "bank both two creditor embassy opec western-led member allied different various".split()
)
_AT_HOME = frozenset({"OPP", "REB"})
"""Sectors of those who fight or oppose a state: a text leaves it out where it is about that state."""
_OTHERS = frozenset("other another more additional extra further new fresh foreign international own both".split())
_SENDING = frozenset({"send", "dispatch", "deploy", "assign", "delegate", "despatch"})
_CLIMBED = frozenset({"xcomp", "conj", "advcl", "ccomp", "acomp", "acl", "dobj"})
"""Relations of a verb or plan to what has its subject: 'announced plans to send', 'is prepared to send'."""
_BACK = 2
_MOST = 0.7
"""Share of the persons of a text from which on their country is who says 'our'."""
_HAVING = _SENDING | {"have", "contribute", "provide", "keep", "maintain", "withdraw", "pull", "pledge", "offer"}
"""Verbs whose subject the peacekeepers that are their object come from."""
_NO_ONES_OWN = frozenset({"peacekeepers", "peacekeeping troops", "peacekeeping soldiers", "peacekeeping personnel"})
_OTHERS_TO_IT = frozenset(
    "ally neighbor neighbour partner counterpart creditor bank enemy foe rival customer supplier lender interlocutor "
    "donor host country nation state people side power trader exporter importer buyer opponent bondholder guest "
    "captor hostage prisoner victim mediator".split()
)
"""Groups that a state's possessive makes others: 'its allies', 'its creditors'."""


def with_groups_owners(
    mentions: Sequence[EntityMention], parsed: Sequence[ParsedSentence], text: str
) -> list[EntityMention]:
    """The mentions with bare groups under the state whose they are, where possessor, verb, place or document tells."""
    ordered = sorted(mentions, key=lambda mention: (mention.evidence, mention.key))
    docs = {sentence.index: sentence for sentence in parsed}
    home = home_of(ordered, text)
    by_head: dict[tuple[int, int], list[EntityMention]] = {}
    for mention in ordered:
        if mention.rule != "group-bare":
            by_head.setdefault((mention.sentence, mention.head), []).append(mention)
    out: list[EntityMention] = []
    for mention in ordered:
        sentence = docs.get(mention.sentence)
        if mention.actor is None or sentence is None:
            out.append(mention)
        elif mention.rule == "group-international":
            out += _contributed(mention, sentence, by_head)
        elif mention.rule.startswith("pronoun") and mention.actor.kind == "group" and mention.actor.country is None:
            out.append(_of_known_group(mention, out))
        elif mention.rule == "group-bare":
            owned = _with_owner(mention, sentence, by_head, out) or _with_speaker(mention, sentence, out)
            out += owned or [_at_home(mention, sentence, home, ordered, text)]
        else:
            out.append(mention)
    return out


def _of_known_group(pronoun: EntityMention, before: Sequence[EntityMention]) -> EntityMention:
    """A pronoun for a bare group, under the state that the group was found to be of."""
    for other in reversed(before):
        if pronoun.actor is not None and other.actor is not None and other.actor.name == pronoun.actor.name:
            return replace(pronoun, key=other.key, actor=other.actor, is_guessed=other.is_guessed)
    return pronoun


def _contributed(
    mention: EntityMention, sentence: ParsedSentence, by_head: Mapping[tuple[int, int], list[EntityMention]]
) -> list[EntityMention]:
    """Peacekeepers that name no organisation, under the states that have or send them: 'Kenya has 900 peacekeepers'."""
    if mention.actor is None or mention.actor.name.lower() not in _NO_ONES_OWN:
        return [mention]
    owners = _owners(sentence.doc[mention.head], mention.sentence, by_head, _HAVING)
    return [_owned(mention, owner, "group-owner", 0.7) for owner in owners] or [mention]


def _with_owner(
    mention: EntityMention,
    sentence: ParsedSentence,
    by_head: Mapping[tuple[int, int], list[EntityMention]],
    before: Sequence[EntityMention],
) -> list[EntityMention]:
    """A bare group under each of its owners; none where nothing tells."""
    head = sentence.doc[mention.head]
    is_force = mention.actor is not None and mention.actor.sector in _FORCES
    is_domestic = _is_domestic(mention, sentence)
    owners = _owners(head, mention.sentence, by_head) if is_force or _is_sent(head) else []
    if not is_force and singular(head.text) not in _OTHERS_TO_IT:
        owners = owners or _possessor(head, mention.sentence, by_head)
    if is_domestic and not is_force:
        owners = owners or _place(mention, sentence, by_head)
    owners = owners or _inside(mention, by_head)
    if is_force or _is_definite(mention, sentence):
        earlier = _earlier(mention, sentence, before, owners)
        if earlier is not None:
            again = replace(mention, key=earlier.key, actor=earlier.actor, is_guessed=earlier.is_guessed)
            return [replace(again, rule="group-owner", probability=0.7)]
    return [_owned(mention, owner, "group-owner", 0.7) for owner in owners]


def _with_speaker(
    mention: EntityMention, sentence: ParsedSentence, before: Sequence[EntityMention]
) -> list[EntityMention]:
    """'Our troops' under the state of who speaks, 'local officials' under that of the place named last."""
    words = {token.lower_ for token in sentence.doc[max(mention.first - 2, 0) : mention.head]}
    if "our" in words:
        speaker = _speaker(mention, before)
        return [_owned(mention, speaker, "group-speaker", 0.6)] if speaker is not None else []
    if not words & _LOCAL:
        return []
    for number in (mention.sentence, mention.sentence - 1):
        places = [m.place for m in before if m.sentence == number and m.reading == "place"]
        near = {place.country for place in places if place is not None and place.country is not None}
        if near:
            return [_owned(mention, near.pop(), "group-local", 0.6)] if len(near) == 1 else []
    return []


def _speaker(mention: EntityMention, before: Sequence[EntityMention]) -> str | None:
    """The country of the person named just before, else the one that most persons named before are of."""
    people = [(m.sentence, m.known_actor.country) for m in before if m.known_actor and m.known_actor.kind == "person"]
    known = [(sentence, country) for sentence, country in people if country is not None]
    if known and known[-1][0] >= mention.sentence - _BACK:
        return known[-1][1]
    ranked = Counter(country for _, country in known).most_common(1)
    return ranked[0][0] if ranked and ranked[0][1] >= _MOST * len(known) else None


def _at_home(
    mention: EntityMention, sentence: ParsedSentence, home: Home, mentions: Sequence[EntityMention], text: str
) -> EntityMention:
    """A bare group under the country of the text, where it is one that a text leaves it out of; a guess if others are
    named near.
    """
    is_force = mention.actor is not None and mention.actor.sector in _FORCES
    country = home.clear if _is_domestic(mention, sentence) else home.main if is_force else None
    if country is None:
        return mention
    is_alone = is_home_alone(country, mention.evidence, mentions, text, home)
    owned = _owned(mention, country, "group-home" if is_alone else "group-guess", 0.5)
    return replace(owned, is_guessed=not is_alone)


def _is_domestic(mention: EntityMention, sentence: ParsedSentence) -> bool:
    """Whether a group without a state is the state's that the text is about: 'local officials', 'union leaders'."""
    head = sentence.doc[mention.head]
    words = {token.lower_ for token in sentence.doc[max(mention.first - 1, 0) : mention.head]}
    if words & _NOT_DOMESTIC:
        return False
    if mention.actor is not None and mention.actor.sector in _AT_HOME:
        return True
    return singular(head.text) in _DOMESTIC or bool(words & _DOMESTIC_MODIFIERS)


def _is_definite(mention: EntityMention, sentence: ParsedSentence) -> bool:
    """Whether a group is one spoken of before: 'the delegation', 'the envoys'."""
    return mention.first == mention.head and mention.first > 0 and sentence.doc[mention.first - 1].lower_ == "the"


def _earlier(
    mention: EntityMention, sentence: ParsedSentence, before: Sequence[EntityMention], owners: Sequence[str]
) -> EntityMention | None:
    """The one group of the sentences before that a bare one with the same head noun takes up."""
    noun = singular(sentence.doc[mention.head].text)
    if (
        any(token.lower_ in _OTHERS for token in sentence.doc[max(mention.first - 2, 0) : mention.head])
        or len(owners) > 1
    ):
        return None
    found: dict[str, EntityMention] = {}
    for other in before:
        actor = other.actor
        near = mention.sentence - _BACK <= other.sentence
        if not near or actor is None or actor.kind != "group" or actor.country is None:
            continue
        if singular(actor.name.split()[-1]) == noun and other.rule in ("group", "group-from", "group-owner"):
            found[actor.country] = other
    if owners:
        return found.get(owners[0])
    return next(iter(found.values())) if len(found) == 1 else None


def _is_sent(head: Token) -> bool:
    """Whether somebody sends a group, who is then whose it is: 'Israel has agreed to send negotiators'."""
    verb = _governing_verb(head)
    return verb is not None and verb.lemma_ in _SENDING


def _owners(
    head: Token,
    sentence: int,
    by_head: Mapping[tuple[int, int], list[EntityMention]],
    verbs: frozenset[str] = frozenset(),
) -> list[str]:
    """The countries of a possessor ('its troops'), else of the subjects whose object the group is ('is said to have
    troops'), else of who possesses the act ('Kenya's deployment of troops', 'its policy of sending troops').

    Where `verbs` are given only they count.
    """
    if any(child.dep_ == "poss" for child in head.children):
        return _possessor(head, sentence, by_head)
    verb = _governing_verb(head)
    if verbs and (verb is None or verb.lemma_ not in verbs):
        return []
    governor, relations = verb or head, _SUBJECTS
    while verb is not None:
        subjects = [child for child in verb.children if child.dep_ in relations]
        if subjects:
            heads = [subjects[0].i, *(token.i for token in subjects[0].conjuncts)]
            return [code for i in heads for code in _countries(by_head.get((sentence, i), []))]
        governor, relations = verb, _SUBJECTS | {"nsubjpass"}
        verb = verb.head if verb.dep_ in _CLIMBED and verb.head.i != verb.i else None
    if governor.dep_ in ("pobj", "pcomp") and governor.head.lower_ == "of":
        return _possessor(governor.head.head, sentence, by_head)
    return []


def _possessor(head: Token, sentence: int, by_head: Mapping[tuple[int, int], list[EntityMention]]) -> list[str]:
    """The countries of the possessor: 'his negotiating team'."""
    for child in head.children:
        if child.dep_ == "poss":
            return _countries(by_head.get((sentence, child.i), []))
    return []


def _place(
    mention: EntityMention, sentence: ParsedSentence, by_head: Mapping[tuple[int, int], list[EntityMention]]
) -> list[str]:
    """The country of the place just behind a group: 'officials in Algiers'."""
    following = mention.last + 1
    if following >= len(sentence.doc) or sentence.doc[following].lower_ != "in":
        return []
    objects = [child.i for child in sentence.doc[following].children if child.dep_ == "pobj"]
    places = [m.place for i in objects for m in by_head.get((mention.sentence, i), []) if m.place is not None]
    return [place.country for place in places if place.country is not None][:1]


def _inside(mention: EntityMention, by_head: Mapping[tuple[int, int], list[EntityMention]]) -> list[str]:
    """The country of the body or state that ends a group's name: 'members of Congress'."""
    if mention.last == mention.head:
        return []
    inside = by_head.get((mention.sentence, mention.last), [])
    return _countries(m for m in inside if m.actor is not None and m.actor.kind in ("country", "organisation"))[:1]


def _governing_verb(head: Token) -> Token | None:
    token = head
    while token.dep_ in ("conj", "appos", "nmod") and token.head.i != token.i:
        token = token.head
    if token.dep_ == "pobj" and token.head.head.dep_ in ("dobj", "nsubj", "pobj"):
        token = token.head.head
    return token.head if token.dep_ == "dobj" else None


def _countries(owners: Iterable[EntityMention]) -> list[str]:
    """The countries of actors; a newspaper or station is only named as the source."""
    actors = [m.actor for m in owners if m.actor is not None and m.actor.sector != "MED"]
    return list(dict.fromkeys(actor.country for actor in actors if actor.country))


def _owned(mention: EntityMention, country: str, rule: str, probability: float) -> EntityMention:
    was = mention.actor
    if was is None:
        return mention
    actor = Actor(was.name, was.kind, country, was.sector)
    key = f"{actor.kind}:{country}:{fold(actor.name)}"
    return replace(mention, actor=actor, key=key, rule=rule, probability=probability)
