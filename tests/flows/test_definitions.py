"""Event types from further folders."""

import pytest

from flows.definitions import definition_files
from schemas.errors import DefinitionError, UsageError
from schemas.event_types import builtin_files


def test_folders_of_types_and_of_one_type(tmp_path):
    for name in ("many/embargo", "many/strike", "protest"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "definition.yaml").write_text(f"name: {name}\n", encoding="utf-8")
    assert definition_files([tmp_path / "many", tmp_path / "protest"]) == builtin_files() | {
        "embargo/definition.yaml": "name: many/embargo\n",
        "strike/definition.yaml": "name: many/strike\n",
        "protest/definition.yaml": "name: protest\n",
    }


def test_what_is_wrong_is_named(tmp_path):
    with pytest.raises(UsageError, match="there is no folder"):
        definition_files([tmp_path / "gone"])
    with pytest.raises(UsageError, match="holds no event type"):
        definition_files([tmp_path])
    (tmp_path / "visit").mkdir()
    (tmp_path / "visit" / "definition.yaml").write_text("name: visit\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="there is an event type folder 'visit' already"):
        definition_files([tmp_path])
