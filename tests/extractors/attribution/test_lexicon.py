"""The words of attribution: what narrows the verbs of saying names verbs of saying."""

from __future__ import annotations

import pytest

from extractors.lexicons import words


@pytest.mark.parametrize("key", ["clausal", "passing_on", "held", "indirect"])
def test_narrower_lists_are_parts_of_the_verbs_of_saying(key: str) -> None:
    assert words("attribution", key) - words("attribution", "saying") == set()


def test_nobody_speaks_for_a_state_and_for_none() -> None:
    assert words("attribution", "official") & words("attribution", "independent") == set()
    assert words("attribution", "vague") <= words("attribution", "official")
