"""Forces with numbers of their own on one trigger are several events: '10,000 troops and 3,500 police were sent'.

Belongs here: the counted forces beside a trigger's own, and what they take over from it (codebook section 9). Does not:
which number counts what (counting), further shares (further).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.context import ParsedSentence
from extractors.roles.counting import counted_beside
from extractors.triggers import Trigger
from schemas.event_types import TriggerRule
from schemas.mentions import RoleFiller


def triggers_beside(
    trigger: Trigger, fillers: Sequence[RoleFiller], sentence: ParsedSentence
) -> Iterator[tuple[Trigger, tuple[RoleFiller, ...]]]:
    """Every further counted force of a trigger as a trigger of its own, with the trigger's fillers for that force."""
    definition = next((a for a in trigger.event_type.attributes if a.kind == "count"), None)
    if definition is None or trigger.parent is not None:
        return
    forces = {place.removeprefix("role:") for place in definition.read_from if place.startswith("role:")}
    for one in counted_beside(definition, trigger, fillers, sentence):
        rule = TriggerRule(name=f"{trigger.event_type.name}.beside", frame=trigger.rule.frame, prior=trigger.rule.prior)
        first, last = sorted((one.number.i, one.noun.i))
        span = one.noun.doc[first : last + 1]
        own = sentence.evidence_of(span)
        kept = tuple(f for f in fillers if f.role not in forces or f.evidence.overlaps(own))
        yield Trigger(trigger.event_type, rule, one.noun, None, span, trigger), kept
