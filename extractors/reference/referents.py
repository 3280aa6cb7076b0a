"""A referent as a mention elsewhere: on the words that refer to it.

Belongs here: moving an entity to other words. Does not: choosing it.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.context import EntityForm, EntityMention, ParsedSentence
from schemas import world


def referred(
    referent: EntityMention,
    stretch: tuple[int, int, int],
    sentence: ParsedSentence,
    form: EntityForm,
    why: tuple[str, float],
) -> EntityMention:
    """The referent on tokens (first, last, head) of a sentence; `why` is rule and probability.

    A state that was named by its capital or adjective is meant as the state: its place is the country.
    """
    first, last, head = stretch
    place, key = referent.place, referent.key
    if referent.actor is not None and referent.actor.kind == "country":
        place, key = world.state_place(referent.actor.country or ""), f"state:{referent.actor.country}"
    return replace(
        referent,
        key=key,
        place=place,
        evidence=sentence.evidence_of(sentence.doc[first : last + 1]),
        sentence=sentence.index,
        form=form,
        rule=why[0],
        probability=why[1],
        head=head,
        first=first,
        last=last,
    )
