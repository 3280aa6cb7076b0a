"""The tables of the world: states past and present, organisations, regions, seas and cities, by what texts call them.

Belongs here: data (own/), its compiled form (tables/), and look-ups in it. Does not: reading texts.
"""

from schemas.world.forms import form_key, piece
from schemas.world.records import FormUse, Leader, Locality, Organisation, RegionAdjective, State, StateForm
from schemas.world.tables import (
    WORLD,
    cities,
    code_at,
    divisions,
    is_leader,
    is_region_at,
    leaders,
    longest,
    organisation,
    region,
    region_adjective,
    state_forms,
    state_name,
    state_place,
    states,
)

__all__ = [
    "WORLD",
    "FormUse",
    "Leader",
    "Locality",
    "Organisation",
    "RegionAdjective",
    "State",
    "StateForm",
    "cities",
    "code_at",
    "divisions",
    "form_key",
    "is_leader",
    "is_region_at",
    "leaders",
    "longest",
    "organisation",
    "piece",
    "region",
    "region_adjective",
    "state_forms",
    "state_name",
    "state_place",
    "states",
]
