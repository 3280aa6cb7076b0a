"""Bodies that a text introduces with an acronym: 'National Election Council (CNE)', and CNE from then on.

Belongs here: acronyms and repeated short names of bodies. Does not: persons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.actors.lexicon import agency_nouns, group_nouns
from extractors.context import EntityMention
from extractors.reference.country import main_country
from schemas.actors import Actor
from schemas.names import fold

_TABLE = ("table-organisation", "cheap-organisation")
_FIRM_WORDS = frozenset(
    "inc corp co ltd plc nv sa ag gmbh holding holdings company corporation limited motors airlines airways oil "
    "foundation exchange party union newspaper industries semiconductors petroleum electric gas".split()
)
"""Last words of names that texts leave out once they were said."""
_COMMON = frozenset("bank state department defence defense foreign national central federal royal general".split())
_WORLDLY = frozenset(
    "international world global european eu un nato united nations africa african asia asian arab islamic american "
    "americas pacific atlantic multinational union alliance treaty pact agreement convention protocol accord "
    "conference advisory steering creditors".split()
)


def with_full_names(mentions: Sequence[EntityMention], text: str) -> list[EntityMention]:
    """The mentions with every acronym defined in the text under the full name."""
    defined = _short_names(mentions) | _definitions(mentions, text)
    countries, home = _countries(mentions), main_country(mentions)
    out = []
    for mention in mentions:
        actor = mention.actor
        if actor is None or actor.kind not in ("organisation", "group") or mention.rule.startswith("table"):
            out.append(mention)
            continue
        full = defined.get(actor.name, actor)
        country = full.country or countries.get(fold(full.name)) or (home if _is_local(full) else None)
        full = Actor(full.name, full.kind, country, full.sector)
        if full == actor:
            out.append(mention)
            continue
        key = f"{full.kind}:{full.country or ''}:{fold(full.name)}"
        out.append(replace(mention, actor=full, key=key, rule=f"{mention.rule}+document"))
    return out


def _short_names(mentions: Sequence[EntityMention]) -> dict[str, Actor]:
    """Short name to body where one body's name begins so: 'Fleet' of 'Fleet Airlines', 'Weir' of 'Weir Co Ltd'."""
    bodies: dict[str, Actor] = {}
    for mention in mentions:
        if mention.actor is not None and _has_end(mention):
            bodies.setdefault(fold(mention.actor.name), mention.actor)
    found: dict[str, Actor] = {}
    for mention in mentions:
        if mention.actor is None or not mention.rule.startswith("ner-organisation"):
            continue
        short = fold(mention.actor.name)
        longer = [body for name, body in bodies.items() if name.startswith(f"{short} ")]
        if not _is_common(short.split()) and len({body.name for body in longer}) == 1:
            found[mention.actor.name] = longer[0]
    return found


def _has_end(mention: EntityMention) -> bool:
    """Whether a body's name is one that the tables know, or ends as texts leave out: 'Weir Co Ltd'."""
    if mention.actor is None or mention.actor.kind != "organisation" or mention.form != "name":
        return False
    return mention.rule.startswith(_TABLE) or fold(mention.actor.name).rpartition(" ")[2] in _FIRM_WORDS


def _is_common(words: Sequence[str]) -> bool:
    """Whether a short name is a common noun, which any body may be called: 'Bank', 'State'."""
    return len(words) == 1 and (words[0] in agency_nouns() or words[0] in _COMMON or words[0] in group_nouns())


def _is_local(actor: Actor) -> bool:
    """Whether a body may be its document's main country's: a named body, not one of many states."""
    return actor.kind == "organisation" and not _WORLDLY & set(fold(actor.name).split())


def _definitions(mentions: Sequence[EntityMention], text: str) -> dict[str, Actor]:
    """Acronym to body, from 'Full Name (ACRONYM)'."""
    found: dict[str, Actor] = {}
    for mention in mentions:
        actor = mention.actor
        if actor is None or actor.kind in ("person", "country"):
            continue
        after = text[mention.evidence.end : mention.evidence.end + 14]
        if not after.startswith(" ("):
            continue
        acronym = after[2:].partition(")")[0].strip("\"'“”")
        if acronym.isupper() and acronym.isalpha() and 2 <= len(acronym) <= 8 and _abbreviates(acronym, actor.name):
            found[acronym] = actor
    return found


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym are initials of the name in order, most of them."""
    initials = "".join(word[0] for word in fold(name).split())
    letters = iter(acronym.lower())
    return sum(letter in initials for letter in letters) >= max(2, len(acronym) - 1)


def _countries(mentions: Sequence[EntityMention]) -> dict[str, str]:
    """The country of a body by name, where one of its mentions gives it and none another."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        actor = mention.actor
        if actor is not None and actor.kind == "organisation" and actor.country:
            found.setdefault(fold(actor.name), set()).add(actor.country)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}
