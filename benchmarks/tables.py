"""Measures what the tables of the world cost: start-up in a fresh process, and the share of look-ups in extraction.

    python benchmarks/tables.py [--runs 9] [--texts examples/articles.jsonl] [--most-startup-ms 150] [--most-share 0.3]

Start-up is the processor's time from before `import schemas.world` until one look-up of every kind is answered, the
median of runs in fresh processes. The share is the time spent in finding forms (extractors/actors/scan.py) of that of
extracting the texts of a JSONL file, each once, from cold caches on. Exits with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from corpora import read_lines

from eventwire.api import extract_json
from extractors.actors import cheap, reading, scan

ROOT = Path(__file__).resolve().parents[1]
Finder = Callable[[Sequence[str]], list[scan.Mark]]
START_UP = """
import time
start = time.process_time()
import datetime as dt
from schemas import world
world.state_forms("laos", "Laos"), world.organisation("un", "UN"), world.region("crimea"), world.longest("new")
world.region_adjective("chechen"), world.divisions("kursk"), world.cities("kursk"), world.leaders("putin")
world.states(), world.code_at("RUS", dt.date(1980, 1, 1))
print((time.process_time() - start) * 1000)
"""


def startup_ms(runs: int) -> float:
    """Milliseconds until the tables have answered, the median of fresh processes."""
    command = [sys.executable, "-c", START_UP]
    times = [float(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout) for _ in range(runs)]
    return statistics.median(times)


def lookup_share(texts: Path) -> tuple[float, float, int]:
    """Seconds of finding forms, seconds of extracting, and the number of texts of a file."""
    spent = 0.0

    def timed(
        texts: Sequence[str], find: Callable[[Sequence[str]], list[scan.Mark]] = scan.marks_in
    ) -> list[scan.Mark]:
        nonlocal spent
        start = time.perf_counter()
        found = find(texts)
        spent += time.perf_counter() - start
        return found

    reading.__dict__["marks_in"] = cheap.__dict__["marks_in"] = timed
    records = read_lines(texts)
    extract_json("The minister arrived in Oslo on Monday.", None, None)
    spent, start = 0.0, time.perf_counter()
    for record in records:
        extract_json(record["text"], record.get("published"), record.get("title"))
    return spent, time.perf_counter() - start, len(records)


def main() -> int:
    """Print both measures; 1 where one is over its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--texts", type=Path, default=ROOT / "examples" / "articles.jsonl")
    parser.add_argument("--most-startup-ms", type=float, default=150.0)
    parser.add_argument("--most-share", type=float, default=0.3)
    given = parser.parse_args()
    startup = startup_ms(given.runs)
    spent, whole, number = lookup_share(given.texts)
    print(f"start-up {startup:.0f} ms (median of {given.runs})")
    print(f"look-ups {spent:.2f} s of {whole:.2f} s over {number} texts: {spent / whole:.3f}")
    return int(startup > given.most_startup_ms or spent / whole > given.most_share)


if __name__ == "__main__":
    raise SystemExit(main())
