"""Several shares under one trigger are several events: 'Chad supplies a third, Niger 12 percent', 'up from 9 percent'.

Belongs here: which further shares hang on a trigger's own, and what they take over from it (codebook section 9). Does
not: the share that a trigger tells itself (slots).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from extractors.context import DocumentContext, EntityMention, ParsedSentence
from extractors.lexicons import words
from extractors.quantities import Share, owners_of
from extractors.roles.slots import share_of, shares_told
from extractors.triggers import Trigger
from schemas.event_types import RoleDefinition, TriggerRule
from schemas.mentions import RoleFiller

_SUBJECTS = ("nsubj", "nsubjpass")
_CLOSE = 4
"""Tokens behind a gapped share within which its prepositional phrase may stand ('14 percent to Japan')."""


def further_triggers(accepted: Sequence[Trigger]) -> Iterator[Trigger]:
    """The further shares of a sentence, each as a trigger of its own that points to the one whose verb it shares."""
    parents = [(t, s) for t in accepted if (s := share_of(t)) is not None and t.head.i != s.unit.i]
    taken = {s.number.i for _, s in parents}
    for number, (trigger, share) in enumerate(parents):
        limit = parents[number + 1][1].number.i if number + 1 < len(parents) else len(trigger.head.doc)
        for other in shares_told(trigger.event_type, trigger.head.doc):
            if (
                share.number.i < other.number.i < limit
                and other.number.i not in taken
                and _hangs_on(other, share, trigger)
            ):
                taken.add(other.number.i)
                yield _further(trigger, other)


def _further(parent: Trigger, share: Share) -> Trigger:
    name = f"{parent.event_type.name}.further"
    rule = TriggerRule(name=name, frame=parent.rule.frame, prior=parent.rule.prior, share=("itself",))
    first, last = sorted((share.number.i, share.unit.i))
    span = share.unit.doc[first : last + 1]
    return Trigger(parent.event_type, rule, share.unit, None, span, parent)


def _hangs_on(share: Share, first: Share, trigger: Trigger) -> bool:
    """Whether the way up from a share leads to the first one or its trigger through no clause of another."""
    for token in share.number.ancestors:
        if token in (first.unit, first.number, trigger.head, *first.phrase):
            return True
        if token.pos_ in ("VERB", "AUX") and not _is_gap(token):
            return False
    return False


def _is_gap(verb: Token) -> bool:
    """Whether a verb only compares or lists ('compared with', 'followed by') or was put there for one left out."""
    if verb.lemma_.lower() in words("trade", "comparing_verbs"):
        return True
    return not any(c.dep_ in _SUBJECTS for c in verb.children)


def inherited(
    trigger: Trigger, parent: Sequence[RoleFiller], sentence: ParsedSentence, context: DocumentContext
) -> tuple[RoleFiller, ...]:
    """The parent's fillers, with those replaced that the share names itself: its owner, the name before it in a gapped
    clause, the name in its preposition."""
    share, first = share_of(trigger), share_of(trigger.parent) if trigger.parent is not None else None
    if share is None or first is None:
        return tuple(parent)
    mentions = [m for m in context.entities_in(sentence.index) if m.head >= 0 and m.actor is not None]
    known = {f.evidence for f in parent}
    own = [m for m in mentions if m.evidence not in known]
    left, right, preposition = _sides(parent, sentence, first)
    owners = {t.i for t in owners_of(share)}
    fillers = list(parent)
    for role, found in (
        (_owner_role(trigger), [m for m in own if m.head in owners]),
        (
            left or right,
            [m for m in own if first.number.i < m.head < share.number.i and m.head not in _phrase(first)][-1:],
        ),
        (right, [m for m in own if _behind(m, share, sentence) == preposition]),
        (left, [m for m in own if _behind(m, share, sentence) in ("for", "by", "from")]),
    ):
        new = [f for m in found if role and (f := _filler(m, trigger, role)) is not None]
        if new:
            own = [m for m in own if m not in found]
            fillers = [f for f in fillers if f.role != role] + new
    order = {role.name: number for number, role in enumerate(trigger.event_type.roles)}
    return tuple(sorted(fillers, key=lambda f: (order[f.role], f.evidence)))


def _phrase(share: Share) -> set[int]:
    """The words of what a share measures, up to the first that is joined by 'and' or a comma."""
    found: set[int] = set()
    for token in share.phrase:
        if token.dep_ in ("cc", "punct"):
            break
        found.add(token.i)
    return found


def _sides(
    parent: Iterable[RoleFiller], sentence: ParsedSentence, first: Share
) -> tuple[str | None, str | None, str | None]:
    """The roles whose fillers stand nearest before and behind the first share, and the preposition of the latter."""
    at = sentence.evidence.start + first.number.idx
    inside = [f for f in parent if sentence.evidence.covers(f.evidence)]
    left = max((f for f in inside if f.evidence.end <= at), key=lambda f: f.evidence.start, default=None)
    right = min((f for f in inside if f.evidence.start >= at), key=lambda f: f.evidence.start, default=None)
    if right is None:
        return (left.role if left is not None else None), None, None
    slot = right.rule.rpartition("<")[2]
    preposition = "from" if slot == "share_from" else slot.removeprefix("prep:")
    return (left.role if left is not None else None), right.role, preposition


def _behind(mention: EntityMention, share: Share, sentence: ParsedSentence) -> str | None:
    """The preposition of a name close behind a share, or None."""
    if not 0 < mention.head - share.unit.i <= _CLOSE:
        return None
    token = sentence.doc[mention.head]
    while token.dep_ != "pobj" and token.head != token:
        token = token.head
    return token.head.lower_ if token.dep_ == "pobj" and token.head.i > share.unit.i else None


def _owner_role(trigger: Trigger) -> str | None:
    slots = trigger.frame.slots
    return next((role for role, listed in slots.items() if "share_owner" in listed), None)


def _filler(mention: EntityMention, trigger: Trigger, role: str) -> RoleFiller | None:
    definition: RoleDefinition = trigger.event_type.role(role)
    if mention.actor is None or mention.actor.kind not in definition.kinds:
        return None
    rule = f"{trigger.event_type.name}.further:{role}"
    return RoleFiller(
        role, mention.actor, mention.evidence, rule, round(0.65 * mention.probability, 4), "", mention.rule
    )
