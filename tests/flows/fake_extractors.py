"""Extractors without a model, made by functions that worker processes can import."""

import os
import time
from pathlib import Path

from schemas.actors import Actor
from schemas.document import Document, Evidence
from schemas.errors import PipelineError
from schemas.events import DocumentEvent, document_event_id
from schemas.mentions import Mention, RoleFiller


class VisitExtractor:
    """Sees a visit of Peru's in each 'arrived', raises at 'RAISE', kills its process at 'KILL'."""

    def extract(self, document: Document) -> tuple[DocumentEvent, ...]:
        if "KILL" in document.text:
            os._exit(9)
        if "RAISE" in document.text:
            raise ValueError("told to")
        start = document.text.find("arrived")
        return () if start < 0 else (visit(document, start),)


def visit(document: Document, start: int) -> DocumentEvent:
    evidence = Evidence(start, start + len("arrived"))
    filler = RoleFiller("visitor", Actor("Peru", "country", "PER"), evidence, "fake", 0.5)
    mention = Mention("visit", evidence, "arrived", Evidence(0, len(document.text)), "fake", 0.5, "occurred", "fake")
    key = document_event_id(document.document_id, "visit", 0, 0)
    return DocumentEvent(key, document.document_id, "visit", "occurred", (mention,), 0.5, (filler,))


def visits() -> VisitExtractor:
    return VisitExtractor()


def missing() -> VisitExtractor:
    raise PipelineError("the pipeline 'nowhere' is not installed")


class SlowExtractor:
    """Marks its process in a folder, then takes its time."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def extract(self, document: Document) -> tuple[DocumentEvent, ...]:
        (self.folder / str(os.getpid())).write_text(document.name, encoding="utf-8")
        time.sleep(60)
        return ()
