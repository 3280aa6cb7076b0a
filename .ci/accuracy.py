"""The accuracy ratchet: fails where a figure is below its floor in accuracy.json.

    python .ci/accuracy.py            check
    python .ci/accuracy.py --raise    also raise the floors to what is reached now; they are never lowered

The shipped examples are always scored; the annotated articles only where ../shared/gold lies beside the checkout.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

from eventwire.cli.evaluate import EXAMPLES, EXPECTED, evaluated
from eventwire.evaluate import Figures

FLOORS = Path(__file__).with_name("accuracy.json")
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
SLACK = 0.002
"""How far below what is reached a raised floor stays: another processor may round a score differently."""

Floors = dict[str, dict[str, float]]


def files_of(name: str) -> tuple[Path, Path] | None:
    """The gold and the texts of a set; None where they are not at hand."""
    if name == "examples":
        return EXAMPLES / EXPECTED, EXAMPLES
    gold, texts = GOLD / f"{name}.gold.jsonl", GOLD / f"{name}.texts.jsonl"
    return (gold, texts) if gold.is_file() and texts.is_file() else None


def figure(figures: Figures, name: str) -> float:
    """One figure by its name: events, roles, an accuracy (status) or the F1 of a field (date, number)."""
    if name in ("events", "roles"):
        return figures.events.f1 if name == "events" else figures.roles.f1
    if name == "status":
        return figures.accuracies["status"].rate or 0.0
    return figures.fields[name].f1


def check(name: str, floors: dict[str, float]) -> tuple[dict[str, float], list[str]]:
    """The figures that a set reaches now, and what is below its floor, in words."""
    files = files_of(name)
    if files is None:
        print(f"{name}: SKIPPED, {GOLD.parent.name}/{GOLD.name} is not beside this checkout")
        return floors, []
    overall = evaluated(*files).overall
    reached = {key: figure(overall, key) for key in floors}
    shown = ", ".join(f"{key} {value:.3f} (floor {floors[key]:.3f})" for key, value in reached.items())
    print(f"{name}: {shown}")
    return reached, [
        f"{name}: {key} {reached[key]:.4f} < {floors[key]}" for key in floors if reached[key] < floors[key]
    ]


def main() -> int:
    """Check every set; returns the exit code."""
    floors: Floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    below: list[str] = []
    for name, wanted in floors.items():
        reached, faults = check(name, wanted)
        below += faults
        for key, value in reached.items():
            wanted[key] = max(wanted[key], math.floor((value - SLACK) * 1000) / 1000)
    if "--raise" in sys.argv[1:]:
        lines = (f"  {json.dumps(name)}: {json.dumps(wanted)}" for name, wanted in floors.items())
        FLOORS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    if below:
        print("below the floor:", *below, sep="\n  ", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
