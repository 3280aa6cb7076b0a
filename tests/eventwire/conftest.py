"""One small warehouse that the tests of commands ask, the shipped extractor and the example articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from eventwire import extraction
from eventwire.cli.main import run
from extractors.pipeline import Extractor
from flows.sources.resolver import resolve
from schemas.document import Document, RawRecord, document_of

EXAMPLES = Path(__file__).parents[2] / "examples"

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


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return extraction.extractor()


@pytest.fixture(scope="session")
def articles() -> Sequence[Document]:
    items = [item for source in resolve([str(EXAMPLES)]) for item in source.items()]
    return tuple(document_of(item) for item in items if isinstance(item, RawRecord))
