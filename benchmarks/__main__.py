"""The command `python -m benchmarks`: measure everything, print it, write build/bench.json."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from benchmarks.measurement import Measurement
from benchmarks.months import months
from benchmarks.page import page
from benchmarks.sweep import sweep
from benchmarks.whole_run import whole_run

RESULT = Path(__file__).resolve().parent.parent / "build" / "bench.json"


def write(measured: list[Measurement], path: Path) -> None:
    """Write the measurements as a list of {name, value, unit, note}."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(one) for one in measured], indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Measure a default run in processes of its own, then months side by side, then a sweep against runs alone, then the page."""
    measured: list[Measurement] = []
    for some in (
        whole_run(),
        months("2k", 2_000, pairs=40),
        months("20k", 20_000, pairs=12),
        sweep(),
        page(),
    ):
        for one in some:
            print(one, flush=True)
            measured.append(one)
            write(measured, RESULT)  # what is measured stays, whatever comes after it
    print(f"wrote {RESULT}")


if __name__ == "__main__":
    main()
