import pytest

from schemas.errors import DefinitionError
from schemas.event_types import builtin, parse

MINIMAL = """
name: strike
mart: strikes
description: Workers stop working.
roles:
  striker: {reading: actor, kinds: [group], core: true, description: who strikes}
frames:
  striking: {striker: [subject]}
triggers:
  - {name: strike.verb, verbs: [strike], frame: striking, prior: 0.5}
"""


def test_the_five_shipped_types_with_their_core_roles() -> None:
    assert {t.name: t.core_roles for t in builtin().types} == {
        "deployment": ("deployer", "force", "destination"),
        "supply_share": ("supplier", "recipient"),
        "talks": ("participant",),
        "treaty": ("party", "signatory"),
        "visit": ("visitor", "destination"),
    }


def test_a_new_type_is_one_folder_of_data() -> None:
    (strike,) = parse({"strike/definition.yaml": MINIMAL, "strike/examples.yaml": "not read here: ["}).types
    assert (strike.name, strike.mart, [r.name for r in strike.roles]) == ("strike", "strikes", ["striker"])
    assert strike.triggers[0].verbs == frozenset({"strike"})


BROKEN = [
    (MINIMAL.replace("mart: strikes", "mart: strikes\ncolour: red"), "(top).colour", "is unknown"),
    (MINIMAL.replace("name: strike\n", "name: other\n"), "name", "the folder is 'strike'"),
    (MINIMAL.replace("kinds: [group]", "kinds: [gruop]"), "roles.striker.kinds", "must be some of"),
    (MINIMAL.replace("reading: actor", "reading: thing"), "roles.striker.reading", "must be actor or place"),
    (MINIMAL.replace("[subject]", "[subjekt]"), "frames.striking.striker", "'subjekt' is no slot"),
    (MINIMAL.replace("frame: striking, ", "frame: walking, "), "triggers.strike.verb.frame", "'walking' is none of"),
    (MINIMAL.replace("[strike], ", "[strike, strike], "), "triggers.strike.verb.verbs", "lists 'strike' twice"),
    (MINIMAL.replace("prior: 0.5", "prior: 5"), "triggers.strike.verb.prior", "must be a probability"),
    (MINIMAL.replace("core: true, ", ""), "roles", "at least one role with core: true"),
    (MINIMAL.replace("verbs: [strike], ", ""), "triggers.strike.verb", "needs verbs, nouns or adjectives"),
    ("name: [unclosed", "YAML", "expected"),
    ("- a list", "(top)", "must be a mapping"),
]


@pytest.mark.parametrize(("text", "key", "reason"), BROKEN, ids=[key for _, key, _ in BROKEN])
def test_a_bad_folder_fails_with_file_key_and_reason(text: str, key: str, reason: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse({"strike/definition.yaml": text})
    assert caught.value.file == "strike/definition.yaml"
    assert caught.value.key == key
    assert reason in caught.value.reason


def test_two_types_cannot_share_a_mart() -> None:
    twin = MINIMAL.replace("name: strike\n", "name: walkout\n").replace("strike.verb", "walkout.verb")
    with pytest.raises(DefinitionError, match=r"strikes: is taken by strike/definition\.yaml"):
        parse({"strike/definition.yaml": MINIMAL, "walkout/definition.yaml": twin})


def test_no_folder_at_all_is_an_error() -> None:
    with pytest.raises(DefinitionError, match="no event type folder"):
        parse({})
