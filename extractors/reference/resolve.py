"""Resolve the mentions of a document: names first, then who a reference means.

Belongs here: the order of the steps. Does not: the steps.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.context import EntityMention, ParsedSentence
from extractors.reference.descriptions import described
from extractors.reference.groups import with_groups_owners
from extractors.reference.metonymy import with_readings
from extractors.reference.offices import with_holders
from extractors.reference.organisations import with_full_names
from extractors.reference.people import with_one_name
from extractors.reference.places import with_places_of_document
from extractors.reference.pronouns import pronouns
from extractors.reference.shortforms import with_short_forms
from schemas.document import Document


def resolve(
    mentions: Sequence[EntityMention], parsed: Sequence[ParsedSentence], document: Document
) -> tuple[EntityMention, ...]:
    """The mentions of a document with one key for each entity, and a mention for each resolved reference.

    A plural reference ('both countries', 'they') becomes one mention for each referent, on the same characters.
    Unsure references stay out.
    """
    ordered = sorted(mentions, key=lambda mention: (mention.evidence, mention.key))
    ordered = with_short_forms(ordered, parsed, document.published.year if document.published else None)
    ordered = with_full_names(ordered, document.text)
    ordered = with_places_of_document(ordered)
    ordered = with_one_name(ordered, document)
    ordered = with_holders(ordered, parsed)
    found = _without_bare(ordered, described(ordered, parsed, document))
    found += pronouns(sorted(found, key=lambda mention: mention.evidence), parsed)
    found.sort(key=lambda mention: (mention.evidence, mention.key))
    found = with_groups_owners(with_readings(found, parsed, document.text), parsed, document.text)
    return tuple(sorted(found, key=lambda mention: (mention.evidence, mention.key)))


def _without_bare(mentions: Sequence[EntityMention], resolved: Sequence[EntityMention]) -> list[EntityMention]:
    """All mentions, but bare groups ('countries') only where no description was resolved on their head."""
    heads = {(m.sentence, m.head) for m in resolved}
    kept = [m for m in mentions if m.rule != "group-bare" or (m.sentence, m.head) not in heads]
    return [*kept, *resolved]
