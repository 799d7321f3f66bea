"""Do the three costs depend on who moves first? `python -m docs.activation_table` writes activation.md."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from docs.scale_table import CLEAR, MONTHS, WRITTEN
from docs.two_at_a_time import answers
from model import Economy, economy
from model.desk import Desk
from model.headlines import UNITS, headline_totals

PAGE = Path(__file__).with_name("activation.md")
SEEDS = range(1, 13)

MONTH = ("tell", "expect", "raise_money", "allocate", "hire", "invest", "compute", "sell", "invent", "settle", "trade", "fail")  # fmt: skip
"""The verbs of a month in the order of `Economy.step`; `measure` is always last."""

SWAPS = MappingProxyType(
    {
        "people before money": ("allocate", "hire"),
        "plants before people": ("hire", "invest"),
        "ideas before sales": ("sell", "invent"),
        "trade before bills": ("settle", "trade"),
    }
)
"""Pairs of neighbours in the month that change places."""

USUAL = "the month as it is"


class World(NamedTuple):
    """One run: the order of the month, which scenario, which luck."""

    order: str
    scenario: str
    seed: int


class Reordered(Economy):
    """An economy in which two verbs of the month have changed places."""

    order: tuple[str, ...] = MONTH

    def step(self) -> None:
        """Run one month in this order."""
        self.desk = Desk()
        for name in self.order:
            verb: Callable[[Economy], None] = getattr(economy, name)
            verb(self)
        economy.measure(self)
        self.month += 1


def swapped(order: str) -> tuple[str, ...]:
    """Return the month with the pair of this name swapped."""
    first, second = SWAPS.get(order, ("", ""))
    other = {first: second, second: first}
    return tuple(other.get(verb, verb) for verb in MONTH)


def totals(world: World) -> dict[str, float]:
    """Run a world and return what the headlines compare."""
    made = Reordered(seed=world.seed, scenario=world.scenario)
    made.order = swapped(world.order)
    return headline_totals(made.run(MONTHS).columns())


def costs(found: dict[World, dict[str, float]], order: str, cost: str) -> np.ndarray:
    """Return a headline cost by seed, base less straight in the same order, in the unit of UNITS."""
    return np.array(
        [
            found[World(order, "base", seed)][cost] - found[World(order, "straight", seed)][cost]
            for seed in SEEDS
        ]
    )


def row(order: str, cost: str, usual: np.ndarray, other: np.ndarray) -> str:
    """Return one line of the table: the mean in this order, its paired difference to the usual one, and whether they agree."""
    scale, unit = WRITTEN[cost]
    gap = (other - usual) / scale
    error = float(gap.std(ddof=1) / np.sqrt(len(gap)))
    agrees = "yes" if abs(gap.mean()) <= CLEAR * error else "**no**"
    same = "yes" if np.sign(other.mean()) == np.sign(usual.mean()) else "**no**"
    cells = (order, cost.replace("_", " "), f"{other.mean() / scale:,.0f}", f"{gap.mean():+,.0f}", f"{error:,.0f}", unit, agrees, same)  # fmt: skip
    return f"| {' | '.join(cells)} |"


HEAD = """# Activation order: who moves first in a month

Within a verb all agents of a kind answer at once, from what they were told before anybody moved: in which order they are asked
changes nothing, to the last bit (tests/test_rules_agree.py). What could matter is the order of the verbs. Here two neighbours of the
month change places, in base and straight alike, seeds 1 to {seeds}, to December 2035; the difference to the usual order is paired by
seed. *Agrees* means within two standard errors of zero. No data of the years after 2025 has judged these rules: read sums to 2035 as
comparisons, not as forecasts.
Written by `python -m docs.activation_table`.

| order | headline cost, base less straight | mean | difference | error | unit | agrees | same sign |
|---|---|---|---|---|---|---|---|
"""


def main() -> None:
    """Run the worlds, two at a time, and write the page."""
    worlds = [
        World(order, name, seed)
        for order in (USUAL, *SWAPS)
        for seed in SEEDS
        for name in ("base", "straight")
    ]
    found = dict(zip(worlds, answers(totals, worlds), strict=True))
    usual = {cost: costs(found, USUAL, cost) for cost in UNITS}
    lines = [row(order, cost, usual[cost], costs(found, order, cost)) for order in SWAPS for cost in UNITS]
    first = [f"| {USUAL} | {cost.replace('_', ' ')} | {usual[cost].mean() / WRITTEN[cost][0]:,.0f} | | | {WRITTEN[cost][1]} | | |" for cost in UNITS]  # fmt: skip
    text = HEAD.format(seeds=len(SEEDS)) + "\n".join([*first, *lines]) + "\n"
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
