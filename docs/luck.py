"""Where thirty seeds of the base scenario lie, for the page: `python -m docs.luck` writes ui/static/luck.json."""

from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from batch_runs.many.pool import one_thread_each
from model import Economy
from ui.luck import FILE, MONTHS, SCENARIO, SEEDS, TENTH, bands, drawn


def lines(seed: int) -> dict[str, np.ndarray]:
    """Run the world of a seed and return its lines, shape (months,) each."""
    return drawn(Economy(None, seed, SCENARIO, ask_masked=True).run(MONTHS).columns())


def main() -> None:
    """Run the worlds, two at a time, and write the file."""
    with one_thread_each(), ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        worlds = list(pool.map(lines, SEEDS))
    told = {"seeds": [SEEDS[0], SEEDS[-1]], "middle": 1.0 - 2.0 * TENTH, "lines": bands(worlds)}
    FILE.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
