"""Syntactic slots: what stands as subject, object, possessor or in a preposition around a trigger.

Belongs here: the way from a trigger through spaCy's parse to the tokens in a slot, for verbs (active, passive,
reduced and relative clauses, control, coordination), for nouns (possessives, `of`, light verbs) and for the share that
a trigger tells. Does not: which entity the tokens stand for (attach).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from extractors.lexicons import words
from extractors.quantities import Share, is_change, owners_of, shares_in
from extractors.roles.standing import standing, stands_in
from extractors.triggers import Trigger
from schemas.event_types import EventType

Slot = Callable[[Trigger], Iterator[Token]]
_SUBJECTS = ("nsubj", "csubj", "expl")
_OBJECTS = ("dobj", "obj", "attr", "oprd")
_RELATIVE = ("who", "which", "that", "whom", "whose")
_CLAUSE_HEADS = ("ROOT", "relcl", "advcl", "ccomp", "xcomp", "acl", "parataxis")


def tokens_in(slot: str, trigger: Trigger) -> Iterator[Token]:
    """The tokens that stand in a slot of the trigger, best first; `slot` is a name of SLOTS or `prep:WORD`."""
    if slot.startswith("prep:"):
        yield from _prepositional(trigger, slot.removeprefix("prep:"))
    else:
        yield from _SLOTS[slot](trigger)


# Verbs -------------------------------------------------------------------------------------------------------------


def subjects(verb: Token, depth: int = 0) -> Iterator[Token]:
    """Who does it: the subject, the agent of a passive, or the subject that a governing verb lends."""
    if is_passive(verb):
        yield from agents(verb)
        return
    found = [c for c in verb.children if c.dep_ in _SUBJECTS]
    for child in found:
        yield from (verb.head,) if child.lower_ in _RELATIVE and verb.dep_ == "relcl" else (child,)
    if found or depth > 4:
        return
    yield from _lent_subjects(verb, depth)


def _lent_subjects(verb: Token, depth: int) -> Iterator[Token]:
    """The subject of a verb that has none of its own: by coordination, control, modification or a governing noun."""
    head = verb.head
    if verb.dep_ in ("acl", "relcl"):
        if head.pos_ in ("NOUN", "PROPN", "PRON") and verb.tag_ in ("VBG",):
            yield head
        elif any(c.lower_ == "to" for c in verb.children):
            yield from noun_subjects(head, depth + 1)
    elif verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        yield from (passive_objects(head) if is_passive(head) else subjects(head, depth + 1))
    elif verb.dep_ in ("xcomp", "ccomp", "advcl", "pcomp", "prep", "dep"):
        governor = head if head.pos_ != "ADP" else head.head
        if governor.pos_ in ("NOUN", "PROPN"):
            yield from noun_subjects(governor, depth + 1)
            return
        lends_object = governor.lemma_.lower() in words("english", "object_control") and verb.dep_ != "advcl"
        objects = [c for c in governor.children if c.dep_ in _OBJECTS and c.i < verb.i] if lends_object else []
        if objects:
            yield from objects
        elif is_passive(governor):
            yield from passive_objects(governor)
        else:
            yield from subjects(governor, depth + 1)


def noun_subjects(noun: Token, depth: int = 0) -> Iterator[Token]:
    """Who a noun of action belongs to: its possessor, adjective, or the subject of the verb that carries it."""
    own = [c for c in noun.children if c.dep_ == "poss"]
    yield from own
    if not own and depth <= 4:
        verb = governing_verb(noun)
        if verb is not None:
            yield from subjects(verb, depth + 1)


def objects(verb: Token) -> Iterator[Token]:
    """Whom or what it is done to: the object, the passive's subject, or the noun that the participle modifies."""
    if is_passive(verb):
        yield from passive_objects(verb)
        return
    found = [c for c in verb.children if c.dep_ in _OBJECTS]
    for child in found:
        yield from (verb.head,) if child.lower_ in _RELATIVE and verb.dep_ == "relcl" else (child,)
    if found:
        return
    relative = [c for c in verb.children if c.dep_ in _SUBJECTS]
    if verb.dep_ == "relcl" and relative and relative[0].lower_ not in _RELATIVE:
        yield verb.head
    elif verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not is_passive(verb.head):
        shared = [c for c in verb.head.children if c.dep_ in _OBJECTS and c.i > verb.i]
        yield from shared


def passive_objects(verb: Token, depth: int = 0) -> Iterator[Token]:
    """What a passive verb is done to."""
    found = [c for c in verb.children if c.dep_ in ("nsubjpass", "csubjpass")]
    for child in found:
        yield from (verb.head,) if child.lower_ in _RELATIVE and verb.dep_ == "relcl" else (child,)
    if found or depth > 4:
        return
    if verb.dep_ in ("acl", "amod"):
        yield verb.head
    elif (noun := _loose_noun(verb)) is not None:
        yield noun
    elif verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        yield from (passive_objects(verb.head, depth + 1) if is_passive(verb.head) else subjects(verb.head, depth + 1))
    elif verb.dep_ in ("xcomp", "advcl"):
        yield from subjects(verb.head, depth + 1)


def _loose_noun(verb: Token) -> Token | None:
    """The noun before a participle that the parser left unattached ('11,000 troops, previously deployed to ...')."""
    if verb.dep_ != "dep" or verb.tag_ != "VBN":
        return None
    left = verb.i - 1
    while left > 0 and (verb.doc[left].pos_ == "ADV" or verb.doc[left].text == ","):
        left -= 1
    noun = verb.doc[max(0, left)]
    return noun if noun.pos_ in ("NOUN", "PROPN") and left < verb.i - 1 else None


def agents(verb: Token) -> Iterator[Token]:
    """The agent of a passive: its `by` phrase."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            yield from (c for c in child.children if c.dep_ == "pobj")


def is_passive(verb: Token) -> bool:
    """Whether the verb's own form is passive: `was sent`, or a bare participle (`troops sent to`)."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in verb.children):
        return False
    if verb.dep_ in ("acl", "amod") or _loose_noun(verb) is not None:
        return True
    own_subject = any(c.dep_ in _SUBJECTS for c in verb.children)
    return verb.dep_ in ("advcl", "conj") and not own_subject and (verb.dep_ == "advcl" or is_passive(verb.head))


def governing_verb(noun: Token) -> Token | None:
    """The verb of the clause that a noun stands in, through prepositions and conjuncts; None at a relative clause."""
    head = noun
    while head.dep_ not in _CLAUSE_HEADS and head.head != head:
        head = head.head
        if head.pos_ in ("VERB", "AUX"):
            return head
    return head if head.pos_ in ("VERB", "AUX") and head != noun else None


# Shares ------------------------------------------------------------------------------------------------------------

_FARTHEST = 4
"""Steps in the parse within which a trigger without a rule of its own takes a share."""


def share_of(trigger: Trigger) -> Share | None:
    """The share that a trigger tells: in the slots that its rule names, else the one nearest in the parse.

    Rises and falls by so much percent are none, and neither is a share of what the type's definition rules out.
    """
    found = shares_told(trigger.event_type, trigger.head.doc)
    if trigger.rule.of:
        own = frozenset() if _is_verb(trigger) else frozenset(t.lemma_.lower() for t in trigger.head.subtree)
        found = [s for s in found if (s.words | own) & trigger.rule.of]
    if not found:
        return None
    if not trigger.rule.share:
        near = [(_steps(s.number, trigger.head), abs(s.number.i - trigger.head.i), s) for s in found]
        steps, _, nearest = min(near, key=lambda item: (3 * item[0] + item[1], item[2].number.i))
        return nearest if steps <= _FARTHEST else None
    told = (t for slot in trigger.rule.share for t in tokens_in(slot, trigger))
    return next((share for token in told for share in found if _heads(token, share)), None)


def shares_told(event_type: EventType, doc: Doc) -> list[Share]:
    """The shares of a sentence that the type's definition does not rule out."""
    unless = frozenset(w for a in event_type.attributes if a.kind == "percent" for w in a.unless)
    return [s for s in shares_in(doc) if not is_change(s) and not s.words & unless]


def _heads(token: Token, share: Share) -> bool:
    """Whether a token is the share, or the portion that the share measures ('a share of 40 percent')."""
    if token.i in (share.unit.i, share.number.i):
        return True
    if token.lemma_.lower() not in words("trade", "portions"):
        return False
    up = share.unit.head
    return up == token or (up.dep_ == "prep" and up.lower_ == "of" and up.head == token)


def _steps(a: Token, b: Token) -> int:
    up, other = [a, *a.ancestors], [b, *b.ancestors]
    return next((n + other.index(t) for n, t in enumerate(up) if t in other), len(up) + len(other))


def _share_owner(trigger: Trigger) -> Iterator[Token]:
    share = share_of(trigger)
    if share is not None:
        yield from owners_of(share)


def _share_from(trigger: Trigger) -> Iterator[Token]:
    """Where it is from, as the parser may hang it: on the trigger or inside what is measured ('oil from Libya')."""
    yield from _prepositional(trigger, "from")
    share = share_of(trigger)
    for token in share.phrase if share is not None else ():
        if token.dep_ == "prep" and token.lower_ == "from":
            yield from (c for c in token.children if c.dep_ == "pobj")


def _subject_source(trigger: Trigger) -> Iterator[Token]:
    """Who the subject is or comes from: 'Russia', 'Russian gas', 'imports from Russia', not 'imports of gas in'.

    What stands beside a name is the name ('Sonatrach, a firm that produces').
    """
    for token in (*_subject(trigger), *(_governor_subject(trigger) if not _is_verb(trigger) else ())):
        if token.lemma_.lower() not in words("trade", "containers"):
            yield token
            if token.dep_ == "appos":
                yield token.head
            continue
        for child in token.children:
            if child.dep_ in ("poss", "amod", "compound", "nmod"):
                yield child
            elif child.dep_ == "prep" and child.lower_ == "from":
                yield from (c for c in child.children if c.dep_ == "pobj")


def _predicate(trigger: Trigger) -> Iterator[Token]:
    """What is said of a noun: 'its share is 40 percent', 'rose to 40 percent', 'stands at 40 percent'."""
    verb = governing_verb(trigger.head) if not _is_verb(trigger) else None
    if verb is None:
        return
    for child in verb.children:
        if child.i > trigger.head.i and child.dep_ in ("attr", "dobj", "npadvmod", "oprd", "acomp"):
            yield child
    for word in ("to", "at", "with"):
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ == word:
                yield from (c for c in child.children if c.dep_ == "pobj")


# Slots -------------------------------------------------------------------------------------------------------------


def _is_verb(trigger: Trigger) -> bool:
    return trigger.head.pos_ in ("VERB", "AUX")


def _subject(trigger: Trigger) -> Iterator[Token]:
    if _is_verb(trigger):
        yield from subjects(trigger.head)
    elif trigger.support is not None:
        yield from subjects(trigger.support)


def _object(trigger: Trigger) -> Iterator[Token]:
    if _is_verb(trigger):
        yield from objects(trigger.head)


def _possessive(trigger: Trigger) -> Iterator[Token]:
    yield from (c for c in trigger.head.children if c.dep_ == "poss")


def _compound(trigger: Trigger) -> Iterator[Token]:
    yield from (c for c in trigger.head.children if c.dep_ in ("compound", "nmod"))


def _modifier(trigger: Trigger) -> Iterator[Token]:
    yield from (c for c in trigger.head.children if c.dep_ in ("amod", "nmod", "compound"))


def _prepositional(trigger: Trigger, word: str) -> Iterator[Token]:
    """Objects of the preposition on the trigger, on its light verb, or stacked on another of its prepositions."""
    bases = [trigger.head, *([trigger.support] if trigger.support is not None else [])]
    if trigger.head.dep_ == "conj" and trigger.head.head.pos_ == trigger.head.pos_:
        bases += [trigger.head.head] if not any(c.dep_ == "prep" for c in trigger.head.children) else []
    seen: set[int] = set()
    for base in bases:
        for child in base.children:
            yield from _down_prepositions(child, word, seen, 0)
            if child.dep_ in _OBJECTS and _is_verb(trigger) and child.i > base.i:
                yield from (t for c in child.children for t in _down_prepositions(c, word, seen, 2))


def _down_prepositions(token: Token, word: str, seen: set[int], depth: int) -> Iterator[Token]:
    if token.i in seen or token.dep_ not in ("prep", "agent", "pcomp", "dative") or token.lower_ == "according":
        return
    seen.add(token.i)
    objects_ = [c for c in token.children if c.dep_ in ("pobj", "pcomp")]
    if token.lower_ == word:
        yield from objects_
    if depth >= 2:
        return
    for child in token.children:
        yield from _down_prepositions(child, word, seen, depth + 1)
        if child.dep_ == "pobj":
            yield from (t for c in child.children for t in _down_prepositions(c, word, seen, depth + 1))


def _governor_subject(trigger: Trigger) -> Iterator[Token]:
    """The subject of the clause that an adverbial trigger hangs in ('Lavrov said after talks with ...')."""
    if _is_verb(trigger):
        return
    verb = governing_verb(trigger.support or trigger.head)
    if verb is not None and verb != trigger.support:
        yield from subjects(verb)


def _governor_object(trigger: Trigger) -> Iterator[Token]:
    verb = governing_verb(trigger.head) if not _is_verb(trigger) else None
    if verb is not None:
        yield from objects(verb)


def _inside(tokens: Iterator[Token]) -> Iterator[Token]:
    """What the tokens' own phrases name: possessors, modifiers and prepositional objects inside them."""
    for token in tokens:
        for child in token.children:
            if child.dep_ in ("poss", "amod", "compound", "nmod"):
                yield child
            elif child.dep_ == "prep" and child.lower_ in ("of", "between", "with", "among", "in", "by", "from"):
                yield from (c for c in child.children if c.dep_ == "pobj")


def _object_owner(trigger: Trigger) -> Iterator[Token]:
    """Whose need it is: the owner inside the object phrase ('40 percent of Russia's ammunition')."""
    yield from _deep_owners(_object(trigger))
    for word in ("for", "to"):
        yield from _deep_owners(_prepositional(trigger, word))


def _deep_owners(tokens: Iterator[Token]) -> Iterator[Token]:
    for token in tokens:
        level = [token]
        for _ in range(3):
            owners = list(_inside(iter(level)))
            yield from owners
            level = owners


def _of_owner(trigger: Trigger) -> Iterator[Token]:
    yield from _deep_owners(_prepositional(trigger, "of"))


def _subject_owner(trigger: Trigger) -> Iterator[Token]:
    yield from _deep_owners(_subject(trigger))


def _adverb(trigger: Trigger) -> Iterator[Token]:
    yield from (c for c in trigger.head.children if c.dep_ in ("advmod", "npadvmod"))


def _itself(trigger: Trigger) -> Iterator[Token]:
    yield trigger.head


_SLOTS: dict[str, Slot] = {
    "subject": _subject,
    "object": _object,
    "agent": lambda trigger: agents(trigger.head),
    "indirect": lambda trigger: (c for c in trigger.head.children if c.dep_ == "dative"),
    "possessive": _possessive,
    "compound": _compound,
    "modifier": _modifier,
    "of": lambda trigger: _prepositional(trigger, "of"),
    "by": lambda trigger: _prepositional(trigger, "by"),
    "apposition": lambda trigger: (c for c in trigger.head.children if c.dep_ == "appos"),
    "complement": lambda trigger: (c for c in trigger.head.children if c.dep_ in ("attr", "acomp", "oprd")),
    "governor_subject": _governor_subject,
    "governor_object": _governor_object,
    "subject_inside": lambda trigger: _inside(_subject(trigger)),
    "subject_owner": _subject_owner,
    "object_owner": _object_owner,
    "object_actors": lambda trigger: _inside(_object(trigger)),
    "of_owner": _of_owner,
    "adverb": _adverb,
    "itself": _itself,
    "standing": standing,
    "stands_in": stands_in,
    "predicate": _predicate,
    "subject_source": _subject_source,
    "share_owner": _share_owner,
    "share_from": _share_from,
}
