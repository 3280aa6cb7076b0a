"""Who acts and where, sentence by sentence: entities named in a text with kind, country and sector.

Belongs here: names, titles, offices, forces, bodies and places within one sentence. Does not: what a pronoun or short
form refers to (extractors/reference), or which role an entity has (extractors/roles).
"""

from extractors.actors.cheap import cheap_entities
from extractors.actors.entities import entities_in

__all__ = ["cheap_entities", "entities_in"]
