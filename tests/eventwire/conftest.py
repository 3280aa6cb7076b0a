"""One small warehouse that the tests of commands ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventwire.cli.main import run

ARTICLES = """\
{"doc_id": "a", "published": "2024-05-08", "text": "Norway's foreign minister arrived in Lima on Monday."}
{"doc_id": "b", "published": "2024-05-08", "text": "Peru deployed 300 soldiers to Haiti on Tuesday."}
"""


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("news") / "articles.jsonl"
    path.write_text(ARTICLES, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def warehouse(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse") / "data"
    assert run(["ingest", str(news), "--direct", "--warehouse", str(folder)]) == 0
    return folder
