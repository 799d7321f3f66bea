"""From runs with some switches on to shares: by seed, and over seeds with their errors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from batch_runs.paired import paired, plain
from batch_runs.shapley import Value, antithetic, everybody, sets_of, shapley
from model.chance import WHOLE_RUN, Chance
from model.headlines import UNITS

if TYPE_CHECKING:
    from batch_runs.many.job import Job


@dataclass(frozen=True)
class Design:
    """Which sets of switches are run with which seed. `pairs` orders with their reverses; 0 means all sets."""

    switches: tuple[str, ...]
    seeds: tuple[int, ...]
    pairs: int

    def orders(self, seed: int) -> list[list[int]]:
        """Return the random orders of a seed; another seed has others, so that their errors are independent."""
        number = len(self.switches)
        luck = Chance(seed).uniform("orders of switches", WHOLE_RUN, self.pairs * number)
        return [[int(i) for i in row] for row in np.argsort(luck.reshape(self.pairs, number), axis=1)]

    def sets(self, seed: int) -> list[int]:
        """Return the sets to run with a seed, in ascending order, each once."""
        number = len(self.switches)
        return sorted(sets_of(number, self.orders(seed))) if self.pairs else list(range(1 << number))


def per_seed(design: Design, jobs: Mapping[tuple[int, int], Job], table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a cost, seed and switch: share, alone, last, total and the variance of the share.

    `alone` is the cost with that switch alone on, `last` what it adds to all others, `total` the cost with
    all on, each against the straight twin of the seed. Raises ValueError where a run answered NaN.
    """
    rows: list[dict[str, Any]] = []
    for cost in UNITS:
        answers = table[cost]
        if not np.isfinite(answers).all():
            raise ValueError(f"{cost} of run {answers.index[~np.isfinite(answers)][0]} is not finite")
        for seed in design.seeds:
            worth = {s: float(answers[jobs[seed, s].run_id]) for s in design.sets(seed)}
            value = {s: total - worth[0] for s, total in worth.items()}
            rows += _rows(design, seed, value, {"cost": cost, "seed": seed})
    return pd.DataFrame(rows)


def _rows(design: Design, seed: int, value: Value, names: dict[str, Any]) -> list[dict[str, Any]]:
    number = len(design.switches)
    whole = everybody(number)
    shares, variances = _shares(design, seed, value)
    return [
        {
            **names,
            "switch": switch,
            "share": shares[i],
            "alone": value[1 << i],
            "last": value[whole] - value[whole ^ 1 << i],
            "total": value[whole],
            "share_variance": variances[i],
        }
        for i, switch in enumerate(design.switches)
    ]


def _shares(design: Design, seed: int, value: Value) -> tuple[list[float], list[float]]:
    """Return shares with one seed, and the variance that comes from drawing orders (0 with all sets)."""
    number = len(design.switches)
    if not design.pairs:
        return shapley(number, value), [0.0] * number
    drawn = np.array([antithetic(order, value) for order in design.orders(seed)])
    means = [math.fsum(column) / design.pairs for column in drawn.T]
    unknown = np.full(number, np.nan)
    variances = drawn.var(axis=0, ddof=1) / design.pairs if design.pairs > 1 else unknown
    return means, [float(v) for v in variances]


def figures(design: Design, shares: pd.DataFrame) -> dict[str, Any]:
    """Return what is found over seeds: by cost the total, the shares and what is left as interaction."""
    return {
        "switches": list(design.switches),
        "seeds": len(design.seeds),
        "pairs": design.pairs,
        "sets_run": sum(len(design.sets(seed)) for seed in design.seeds),
        "costs": {cost: _cost(design, cost, shares[shares["cost"] == cost]) for cost in UNITS},
    }


def _cost(design: Design, cost: str, shares: pd.DataFrame) -> dict[str, Any]:
    by_seed = shares.groupby("seed")
    total, alone = by_seed["total"].first(), by_seed["alone"].sum()
    return {
        "unit": UNITS[cost],
        "total": paired(total).as_dict(),
        "sum_alone": paired(alone).as_dict(),
        "interaction": paired(total - alone).as_dict(),
        "switches": {name: _switch(shares[shares["switch"] == name]) for name in design.switches},
    }


def _switch(rows: pd.DataFrame) -> dict[str, Any]:
    """Return one switch's figures; `error_orders` is the part of the error that more orders would take away."""
    by_orders = math.sqrt(float(rows["share_variance"].sum(skipna=False))) / len(rows)
    return {
        "share": paired(rows["share"]).as_dict(),
        "error_orders": plain(by_orders),
        "alone": paired(rows["alone"]).as_dict(),
        "last": paired(rows["last"]).as_dict(),
    }
