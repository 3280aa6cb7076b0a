"""Runs ingest with a fake extractor in a process of its own: `ingest_program.py WAREHOUSE SOURCE [direct] [slow]`.

Prints what a run says and at last its report, as JSON lines.
"""

import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

import fake_extractors

import flows.run
from flows.ingest import run_ingest
from flows.settings import Settings
from schemas.event_types import builtin


class SpeakingExtractor(fake_extractors.VisitExtractor):
    """Says which Prefect server the run uses, and sleeps where it is told to."""

    def extract(self, document):
        tell({"server": os.environ.get("PREFECT_API_URL")})
        if "slow" in sys.argv:
            time.sleep(0.5)
        return super().extract(document)


class Teller:
    def say(self, message):
        tell({"say": message})

    def found(self, documents):
        tell({"found": documents})

    def done(self, documents):
        tell({"done": documents})


def tell(value):
    print(json.dumps(value, default=str), flush=True)


if __name__ == "__main__":
    flows.run.extraction_of = lambda settings: flows.run.Extraction(builtin(), SpeakingExtractor, "fake")
    settings = Settings(warehouse=Path(sys.argv[1]), batch_characters=300_000 if "slow" in sys.argv else 400)
    report = run_ingest(settings, [sys.argv[2]], Teller(), direct="direct" in sys.argv)
    tell({"report": asdict(report), "prefect": "prefect" in sys.modules})
