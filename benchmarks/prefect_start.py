"""Measures what the Prefect flow costs to start, against an empty Prefect flow in Prefect's own ephemeral mode.

    python benchmarks/prefect_start.py [--runs 3]

In each run, one after the other and each in a process, PREFECT_HOME and warehouse of its own: an empty flow in
ephemeral mode, `ingest` of two small texts through the flow with its private server, and `ingest` without Prefect;
then the same once more where those folders are kept, so that Prefect's database is there already. Prints the wall
times in seconds, their medians and the ratios flow / empty as JSON. The bars: ratio <= .8, direct <= 5 s.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

RATIO_BAR = 0.8
DIRECT_BAR = 5.0
STATES = ("fresh", "kept")

TEXTS = {
    "mission": (
        "Foreign Minister Ana Duarte of Portugal arrived in Nairobi on Tuesday for a two-day visit and held talks "
        "with her Kenyan counterpart. Portugal will send up to 80 soldiers to Mozambique in June, she said."
    ),
    "accord": (
        "Chile and Peru signed a border agreement in Lima on March 3, 2024. Peru gets a third of its gas from "
        "Bolivia, a deputy minister told reporters after the ceremony."
    ),
}

EMPTY_FLOW = "from prefect import flow\n@flow\ndef empty(): pass\nempty()\n"
INGEST = (
    "import sys; from pathlib import Path; from flows.ingest import run_ingest; from flows.settings import Settings\n"
    "report = run_ingest(Settings(Path(sys.argv[1])), [sys.argv[2]], direct=sys.argv[3] == 'direct')\n"
    "assert report.documents_new + report.documents_changed == 2, report\n"
)

SILENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
}
EPHEMERAL = SILENT | {
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}


def main() -> None:
    """Measures in turns, so that a busy spell of the machine hits all three, and prints what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    seconds: dict[str, list[float]] = {}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            for state in STATES:
                for what, value in measured(Path(name), state).items():
                    seconds.setdefault(f"{what}_{state}", []).append(value)
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    ratios = {state: medians[f"ingest_flow_{state}"] / medians[f"empty_flow_{state}"] for state in STATES}
    result = {
        "seconds": {name: [round(value, 2) for value in values] for name, values in seconds.items()},
        "medians": {name: round(value, 2) for name, value in medians.items()},
        "ratios": {state: round(ratio, 2) for state, ratio in ratios.items()},
        "passes": {
            "ratios": max(ratios.values()) <= RATIO_BAR,
            "direct": max(medians[f"ingest_direct_{state}"] for state in STATES) <= DIRECT_BAR,
        },
    }
    sys.stdout.write(json.dumps(result, indent=2) + "\n")


def measured(folder: Path, state: str) -> dict[str, float]:
    """The wall times of the three in the homes and warehouses of a folder; the texts are new in each state."""
    news = folder / "news"
    news.mkdir(exist_ok=True)
    for title, text in TEXTS.items():
        (news / f"{title}.txt").write_text(f"{text} It was a {state} morning.", encoding="utf-8")
    home = {"PREFECT_HOME": str(folder / "home")}
    return {
        "empty_flow": timed(["-c", EMPTY_FLOW], EPHEMERAL | home),
        "ingest_flow": timed(["-c", INGEST, str(folder / "flow"), str(news), "flow"], {}),
        "ingest_direct": timed(["-c", INGEST, str(folder / "direct"), str(news), "direct"], {}),
    }


def timed(arguments: list[str], extra: Mapping[str, str]) -> float:
    """The wall time of a Python process with no Prefect settings but those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=kept | dict(extra), check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
