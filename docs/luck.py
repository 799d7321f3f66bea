"""Where thirty seeds of the base scenario lie, for the page: `python -m docs.luck` writes ui/static/luck.json."""

from __future__ import annotations

import json

from docs.two_at_a_time import answers
from model import Economy
from ui.luck import FILE, SEEDS, TENTH, USUAL, bands, drawn


def lines(seed: int) -> dict[str, list[float]]:
    """Run the world of a seed and return its lines, a number a month each."""
    return drawn(Economy(None, seed, USUAL.scenario, ask_masked=True).run(USUAL.months).columns())


def main() -> None:
    """Run the worlds, two at a time, and write the file."""
    told = {
        "seeds": [SEEDS[0], SEEDS[-1]],
        "middle": 1.0 - 2.0 * TENTH,
        "lines": bands(answers(lines, SEEDS)),
    }
    FILE.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
