"""Do the three readings of a cost agree? `python -m docs.readings_table` writes readings.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from batch_runs.cost_files import PAIRS, READINGS, WHY, parted
from batch_runs.paired import paired
from docs.scale_table import MONTHS
from docs.two_at_a_time import answers
from model import Economy
from model.readings import COSTS, HEADLINE, Item, comparisons, decisions, proxies

PAGE = Path(__file__).with_name("readings.md")
SEEDS = range(1, 11)
TITLES = dict(zip(COSTS, ("opportunity cost", "brain drain", "FOMO capex"), strict=True))
WRITTEN = {
    "usd": (1e9, "bn usd", ",.0f"),
    "researcher-years": (1e3, "thousand researcher-years", ",.0f"),
    "share of venture money": (0.01, "points of AI's share of venture money", ".1f"),
    "share of AI graduates": (0.01, "points of AI graduates' share who go to industry", ".1f"),
    "share of world product": (0.01, "points of world product spent on AI capex", ".2f"),
}
"""Unit of a reading: how it is scaled, called and written."""


class Heads(NamedTuple):
    """The readings of one cost's headline in one run, in the order of READINGS, and which pairs have not one sign."""

    totals: tuple[float, ...]
    units: tuple[str, ...]
    apart: frozenset[tuple[str, str]]


def heads(found: Mapping[str, Item]) -> Heads:
    """Return what one run says of a cost; `found` has its headline by reading."""
    each = [found[reading] for reading in READINGS]
    totals, units = (tuple(item.total for item in each), tuple(item.unit_of_total for item in each))
    return Heads(totals, units, frozenset(parted(found)))


def run(seed: int) -> dict[str, Heads]:
    """Run a base, asked again without belief, and its straight twin; return each cost's readings."""
    base, straight = (
        {name: np.array(values) for name, values in economy.run(MONTHS).columns().items()}
        for economy in (Economy(seed=seed, ask_masked=True), Economy(seed=seed, scenario="straight"))
    )
    items = [*decisions(base), *comparisons("belief", base, straight), *proxies(base)]
    return {
        cost: heads({i.reading: i for i in items if (i.cost, i.item) == (cost, HEADLINE)}) for cost in COSTS
    }


def rows(cost: str, found: Sequence[Heads]) -> list[str]:
    """Return a line of the table for each reading of a cost: mean over seeds, 95% interval, seeds in which it is a cost."""
    lines = []
    for place, reading in enumerate(READINGS):
        scale, unit, form = WRITTEN[found[0].units[place]]
        each = np.array([run.totals[place] for run in found]) / scale
        mean, _, low, high = paired(each)
        costly = f"{int(np.sum(each > 0.0))} of {len(each)}"
        cells = (TITLES[cost], reading, f"{mean:{form}}", f"{low:{form}} to {high:{form}}", unit, costly)  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def sentences(cost: str, found: Sequence[Heads]) -> list[str]:
    """Return a sentence on how often all readings have one sign, one on decision over twin, and a line a pair that parts."""
    together = sum(not run.apart for run in found)
    decision, twin = (np.array([run.totals[place] for run in found]) for place in (0, 1))
    size, with_twin = decision.mean() / twin.mean(), np.corrcoef(decision, twin)[0, 1]
    said = (
        f"- **{TITLES[cost][0].upper()}{TITLES[cost][1:]}**: all three have one sign in {together} of {len(found)} seeds. By decisions it is "
        f"{size:.2f} times what it is against the twin (means); across seeds the two go together with a correlation of {with_twin:.2f}."
    )
    lines = [said]
    for pair in PAIRS:
        seeds = [str(seed) for seed, run in zip(SEEDS, found, strict=False) if pair in run.apart]
        if seeds:
            lines.append(f"  - {pair[0]} and {pair[1]} part in seeds {', '.join(seeds)}: {WHY[cost, *pair]}")
    return lines


HEAD = """# The three readings of the three costs

Each cost is read in three ways. *Decision*: every decider is asked each month what it would have done on evidence alone, and the
difference is added up. *Twin*: a run less the same run with the nine belief switches off, with the same luck; it is the headline of
every other page. *Proxy*: what the public debate quotes, as the mean change since January 2015; it does not part belief
from technology, and its unit is another. Positive is a cost. A decision counts what somebody chose at that moment; the twin also counts what
came of it, busts included. So sizes differ; trust a sign where the readings agree. Base scenario, seeds 1 to {seeds}, to December 2035;
intervals of 95% over seeds. No data of the years after 2025 has judged these rules: read sums to 2035 as comparisons, not as forecasts.
`twin --seed N` writes the same for one seed, month by month. Written by `python -m docs.readings_table`.

| cost | reading | mean | 95% interval | unit | a cost in so many seeds |
|---|---|---|---|---|---|
"""


def page(found: Sequence[Mapping[str, Heads]]) -> str:
    """Return the page; `found` has each seed's readings by cost."""
    by_cost: dict[str, list[Any]] = {cost: [seed[cost] for seed in found] for cost in COSTS}
    table = [line for cost in COSTS for line in rows(cost, by_cost[cost])]
    said = [line for cost in COSTS for line in sentences(cost, by_cost[cost])]
    return HEAD.format(seeds=len(found)) + "\n".join([*table, "", *said]) + "\n"


def main() -> None:
    """Run the seeds, two at a time, and write the page."""
    PAGE.write_text(page(answers(run, SEEDS)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
