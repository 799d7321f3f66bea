"""Sensitivity indices of a finished design: Morris's elementary effects, Sobol's shares of variance. By SALib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from batch_runs.sweeps.designs import Design, parts, problem
from batch_runs.sweeps.factors import Factor

if TYPE_CHECKING:
    import pandas as pd

CONFIDENCE = 0.95
RANKED_BY = {"morris": "mu_star", "sobol": "total"}
"""What factors are ranked by."""

COLUMNS = {
    "morris": {"mu_star": "mu_star", "mu_star_error": "mu_star_conf", "mu": "mu", "sigma": "sigma"},
    "sobol": {"total": "ST", "total_error": "ST_conf", "first": "S1", "first_error": "S1_conf"},
}
"""Our names for SALib's; an error is half of the interval of 95%."""


def indices(design: Design, factors: Sequence[Factor], response: NDArray[np.float64]) -> pd.DataFrame:
    """Return the indices of one response (a number a point, shape (points,)), a row a factor, the strongest first.

    Morris: effects of moving a factor through its whole range, or from one end of its list to the other, in the response's unit. Sobol: shares of variance.
    Raises ValueError where a number is missing: one of them would spoil every index without a word.
    """
    import pandas as pd

    if not np.isfinite(response).all():
        raise ValueError(
            f"points {np.flatnonzero(~np.isfinite(response))[:5].tolist()} have no finite response"
        )
    found = (
        _morris(design, factors, response) if design.kind == "morris" else _sobol(design, factors, response)
    )
    columns = {ours: np.asarray(found[theirs], dtype=float) for ours, theirs in COLUMNS[design.kind].items()}
    table = pd.DataFrame({"factor": [factor.name for factor in factors], **columns})
    order = np.argsort(-table[RANKED_BY[design.kind]].to_numpy(), kind="stable")
    table = table.iloc[order].reset_index(drop=True)
    table.insert(0, "rank", np.arange(1, len(table) + 1))
    return table


def _morris(
    design: Design, factors: Sequence[Factor], response: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    from SALib.analyze import morris

    unit = parts(design, factors)
    path = _whole_ranges(unit, factors, response)
    found: dict[str, NDArray[np.float64]] = morris.analyze(
        problem(factors), unit, path, conf_level=CONFIDENCE, num_levels=design.levels, seed=design.seed
    )
    return found


def _whole_ranges(
    unit: NDArray[np.float64], factors: Sequence[Factor], response: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the response along each trajectory with its steps as long as SALib takes them to be, shape (points,).

    It divides by the step in the factor's distribution. Through a list a step goes further, or less far: a switch is
    always turned for good.
    """
    one = (-1, len(factors) + 1)
    taken = np.abs(np.diff(unit.reshape(*one, len(factors)), axis=1)).sum(axis=2)
    places = np.stack([factor.place(unit[:, k]) for k, factor in enumerate(factors)], axis=1)
    moved = np.abs(np.diff(places.reshape(*one, len(factors)), axis=1)).sum(axis=2)
    path = response.reshape(one)
    steps = np.diff(path, axis=1) * np.divide(taken, moved, out=np.zeros_like(taken), where=moved > 0.0)
    return np.concatenate([path[:, :1], path[:, :1] + np.cumsum(steps, axis=1)], axis=1).ravel()


def _sobol(
    design: Design, factors: Sequence[Factor], response: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    from SALib.analyze import sobol

    if np.ptp(response) == 0.0:  # a constant has no variance to share out
        return {name: np.zeros(len(factors)) for name in COLUMNS["sobol"].values()}
    found: dict[str, NDArray[np.float64]] = sobol.analyze(
        problem(factors), response, calc_second_order=False, conf_level=CONFIDENCE, seed=design.seed
    )
    return found
