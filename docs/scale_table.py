"""Do the three costs depend on how many researchers stand for the world's? `python -m docs.scale_table` writes scale.md."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from docs.two_at_a_time import answers
from model import Economy, Parameters
from model.headlines import UNITS, headline_totals

PAGE = Path(__file__).with_name("scale.md")
FEW, MANY = 2_000, 20_000
SEEDS = range(1, 13)
MONTHS = 252
CLEAR = 2.0
"""A difference is one when it is so many standard errors from zero."""

WRITTEN = {
    "opportunity": (1e9, "bn usd"),
    "brain_drain": (1e3, "thousand researcher-years"),
    "fomo": (1e9, "bn usd"),
}


class World(NamedTuple):
    """One run: how many researchers, which scenario, which luck."""

    researchers: int
    scenario: str
    seed: int


def totals(world: World) -> dict[str, float]:
    """Run a world and return what the headlines compare."""
    parameters = Parameters(researcher_agents=world.researchers)
    return headline_totals(Economy(parameters, world.seed, world.scenario).run(MONTHS).columns())


def costs(found: dict[World, dict[str, float]], researchers: int, cost: str) -> np.ndarray:
    """Return a headline cost by seed, base less straight, in the unit of UNITS."""
    return np.array(
        [
            found[World(researchers, "base", seed)][cost] - found[World(researchers, "straight", seed)][cost]
            for seed in SEEDS
        ]
    )


def row(cost: str, few: np.ndarray, many: np.ndarray) -> str:
    """Return one line of the table: both means, their paired difference, its error, and whether they agree."""
    scale, unit = WRITTEN[cost]
    gap = (many - few) / scale
    error = float(gap.std(ddof=1) / np.sqrt(len(gap)))
    agrees = "yes" if abs(gap.mean()) <= CLEAR * error else "**no**"
    cells = (cost.replace("_", " "), f"{few.mean() / scale:,.0f}", f"{many.mean() / scale:,.0f}", f"{gap.mean():+,.0f}", f"{error:,.0f}", unit, agrees)  # fmt: skip
    return f"| {' | '.join(cells)} |"


HEAD = """# Scale: two thousand researchers against twenty thousand

Each agent stands for ten times fewer people in the second world; everything else is the same, seeds 1 to {seeds}, to December
2035. More agents draw more luck, so worlds with the same seed are not the same worlds: the difference is paired by the
draw of AI's true productivity and by everybody else's luck. *Agrees* means within two standard errors of zero.
No data of the years after 2025 has judged these rules: read sums to 2035 as
comparisons, not as forecasts. Written by
`python -m docs.scale_table`.

| headline cost, base less straight | {few:,} | {many:,} | difference | error | unit | agrees |
|---|---|---|---|---|---|---|
"""


def main() -> None:
    """Run the worlds, two at a time, and write the page."""
    worlds = [
        World(size, name, seed) for seed in SEEDS for name in ("base", "straight") for size in (MANY, FEW)
    ]
    found = dict(zip(worlds, answers(totals, worlds), strict=True))
    lines = [row(cost, costs(found, FEW, cost), costs(found, MANY, cost)) for cost in UNITS]
    text = HEAD.format(seeds=len(SEEDS), few=FEW, many=MANY) + "\n".join(lines) + "\n"
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
