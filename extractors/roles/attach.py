"""From slots to fillers: which entities stand in the slots of a trigger's frame, and in which role each counts.

Belongs here: choosing readings and kinds by the role's definition, one role an entity, the country behind a filler
where a role stays empty. Does not: the grammar of slots (slots), finding entities (actors), weighing (judging).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extractors.context import DocumentContext, EntityMention, ParsedSentence
from extractors.roles.slots import tokens_in
from extractors.triggers import Trigger
from schemas import world
from schemas.actors import Actor, Entity
from schemas.event_types import EventType, RoleDefinition
from schemas.mentions import RoleFiller

_INNER = ("compound", "nmod", "poss", "amod", "appos", "nummod", "nounmod")


@dataclass(frozen=True, slots=True)
class _Link:
    """An entity mention in a slot: a candidate for a role."""

    role: RoleDefinition
    mention: EntityMention
    entity: Entity
    slot: str
    rank: int
    path: str


def attach(trigger: Trigger, sentence: ParsedSentence, context: DocumentContext) -> tuple[RoleFiller, ...]:
    """The role fillers of a trigger, in the order of the type's roles and of the text.

    Each names its rule (`visit.journey:visitor<possessive`: frame, role, slot) and the path of words to the trigger.
    """
    at = _EntityIndex(sentence, context.entities_in(sentence.index))
    links = list(_links(trigger, at))
    chosen = _one_role_each(links)
    fillers = [_filler(trigger, link, 0.8 if link.rank == 0 else 0.65) for link in chosen]
    for role in trigger.event_type.roles:
        filled = [f for f in fillers if f.role == role.name]
        if not filled and role.country_of:
            fillers += countries_behind(trigger.event_type, role, [f for f in fillers if f.role in role.country_of])
    order = {role.name: number for number, role in enumerate(trigger.event_type.roles)}
    return tuple(sorted(fillers, key=lambda f: (order[f.role], f.evidence)))


class _EntityIndex:
    """The entity mentions of a sentence by the token they stand at."""

    def __init__(self, sentence: ParsedSentence, mentions: Iterable[EntityMention]) -> None:
        self.sentence = sentence
        self.by_head: dict[int, list[EntityMention]] = {}
        for mention in mentions:
            if mention.head >= 0:
                self.by_head.setdefault(mention.head, []).append(mention)

    def under(self, token: Token) -> Iterator[EntityMention]:
        """The entities that a token in a slot stands for: its own and its conjuncts', else those inside its phrase."""
        for part in (token, *(c for c in token.conjuncts if c.i > token.i)):
            own = self.by_head.get(part.i, [])
            yield from own
            if not own:
                yield from self._inside(part, 0)
            for child in part.children:
                if child.dep_ == "appos":
                    yield from self.by_head.get(child.i, [])

    def _inside(self, token: Token, depth: int) -> Iterator[EntityMention]:
        for child in token.children:
            if child.dep_ in _INNER:
                own = self.by_head.get(child.i, [])
                yield from own
                for conjunct in child.conjuncts:
                    yield from self.by_head.get(conjunct.i, [])
                if not own and depth < 2:
                    yield from self._inside(child, depth + 1)
            elif child.dep_ == "prep" and child.lower_ in ("of", "from", "in", "between", "for") and depth < 2:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        yield from self.under(inner)


def _links(trigger: Trigger, at: _EntityIndex) -> Iterator[_Link]:
    for role_name, slots in trigger.frame.slots.items():
        role = trigger.event_type.role(role_name)
        for rank, slot in enumerate(slots):
            for token in tokens_in(slot, trigger):
                if slot.startswith("governor") and rank and _is_filled(role_name, trigger, at, slots[:rank]):
                    break
                for mention in at.under(token):
                    entity = reading(mention, role)
                    if entity is not None and holds_words(role, entity, trigger.event_type):
                        yield _Link(role, mention, entity, slot, rank, _path(trigger.head, token))


def _is_filled(role: str, trigger: Trigger, at: _EntityIndex, slots: tuple[str, ...]) -> bool:
    """Whether a nearer slot already gives enough; then the subject of the governing clause is somebody else."""
    definition = trigger.event_type.role(role)
    names = {
        m.key
        for slot in slots
        for token in tokens_in(slot, trigger)
        for m in at.under(token)
        if reading(m, definition) is not None
    }
    return len(names) >= max(1, definition.least)


def reading(mention: EntityMention, role: RoleDefinition) -> Entity | None:
    """The mention as the role reads it: the actor behind a name, or the place; None where the kind does not fit."""
    entity: Entity | None = mention.actor if role.reading == "actor" else mention.place
    return entity if entity is not None and entity.kind in role.kinds else None


def holds_words(role: RoleDefinition, entity: Entity, event_type: EventType) -> bool:
    """Whether the filler holds one of the words that the role asks for (a force is troops, ships, missiles, ...)."""
    if role.words_of is None or (isinstance(entity, Actor) and entity.sector in role.sectors):
        return True
    definition = next(a for a in event_type.attributes if a.name == role.words_of)
    known = {word for listed in definition.values.values() for word in listed}
    return any(word.rstrip("s") in known or word in known for word in entity.name.lower().replace("-", " ").split())


def _one_role_each(links: list[_Link]) -> list[_Link]:
    """One filler goes to its best role: the nearest slot wins, then the order of the roles; single roles keep one."""
    best: dict[str, _Link] = {}
    for link in links:
        key = link.mention.key
        if key not in best or link.rank < best[key].rank:
            best[key] = link
    kept: list[_Link] = []
    singles: set[str] = set()
    for link in sorted(best.values(), key=lambda item: (item.rank, item.mention.evidence)):
        if link.role.is_single and link.role.name in singles:
            continue
        singles.add(link.role.name)
        kept.append(link)
    return kept


def _filler(trigger: Trigger, link: _Link, probability: float) -> RoleFiller:
    rule = f"{trigger.event_type.name}.{trigger.rule.frame}:{link.role.name}<{link.slot}"
    return RoleFiller(
        link.role.name,
        link.entity,
        link.mention.evidence,
        rule,
        round(probability * link.mention.probability, 4),
        link.path,
        link.mention.rule,
    )


def countries_behind(
    event_type: EventType, role: RoleDefinition, fillers: Iterable[RoleFiller]
) -> Iterator[RoleFiller]:
    """The countries behind the fillers of other roles, for a role that the text fills with none of its own."""
    seen: set[str] = set()
    for filler in fillers:
        code = filler.entity.country
        if code is not None and code not in seen and "country" in role.kinds:
            seen.add(code)
            entity = Actor(world.state_name(code), "country", code, "GOV")
            yield replace(
                filler, role=role.name, entity=entity, rule=f"{event_type.name}.country_of:{role.name}<{filler.role}"
            )


def _path(head: Token, token: Token) -> str:
    """The words and relations between trigger and slot token, trigger first: 'talks <dobj held >nsubj Lavrov'."""
    up = [head, *head.ancestors]
    across = next((t for t in (token, *token.ancestors) if t in up), head)
    steps = [head.text]
    for low, high in itertools.pairwise(up):
        if low == across:
            break
        steps.append(f"<{low.dep_} {high.text}")
    down: list[str] = []
    current = token
    while current not in (across, current.head):
        down.append(f">{current.dep_} {current.text}")
        current = current.head
    return " ".join(steps + down[::-1])
