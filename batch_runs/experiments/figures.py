"""From runs to figures: by arm and outcome the level, and the difference to the first arm with the same luck."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from batch_runs.experiments.outcomes import LINES, OUTCOMES, years
from batch_runs.paired import paired, plain

if TYPE_CHECKING:
    from batch_runs.experiments.experiment import Experiment, Ratio
    from batch_runs.many.job import Job

Found = dict[str, Any]
Values = Mapping[str, np.ndarray]
"""One number a seed by arm, seeds in ascending order; NaN where a run cannot tell."""


def per_run(jobs: Mapping[tuple[int, str], Job], table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a run: seed, arm and every measure, in the order of the plan."""
    rows = [
        {"seed": seed, "arm": arm, **table.loc[job.run_id].to_dict()} for (seed, arm), job in jobs.items()
    ]
    return pd.DataFrame(rows)


def figures(experiment: Experiment, runs: pd.DataFrame) -> Found:
    """Return what is found: for each outcome its levels and effects by arm, ratios, and lines by year."""
    return {
        "seeds": int(runs["seed"].nunique()),
        "outcomes": {name: _outcome(name, values_of(experiment, runs, name)) for name in experiment.outcomes},
        "ratios": {ratio.name: _ratio(experiment, runs, ratio) for ratio in experiment.ratios},
        "lines": {name: dict(_lines(experiment, runs, name)) for name in experiment.lines},
    }


def values_of(experiment: Experiment, runs: pd.DataFrame, name: str) -> Values:
    """Return a measure by arm, one number a seed; raises KeyError where a run is missing."""
    wide = runs.pivot_table(index="seed", columns="arm", values=name, dropna=False, sort=True)
    return {arm.name: wide[arm.name].to_numpy() for arm in experiment.arms}


def _outcome(name: str, values: Values) -> Found:
    event = OUTCOMES[name].event
    first = next(iter(values.values()))
    return {
        arm: {
            **level(mine),
            "effect": None if mine is first else (turned if event else effect)(mine, first),
        }
        for arm, mine in values.items()
    }


def level(values: np.ndarray) -> Found:
    """Return the mean over the seeds that can tell, its 95% interval (None for one seed), and how many those are."""
    told = values[np.isfinite(values)]
    if not len(told):
        return {"mean": None, "error": None, "low": None, "high": None, "seeds": 0}
    return paired(told).as_dict() | {"seeds": len(told)}


def effect(values: np.ndarray, first: np.ndarray) -> Found | None:
    """Return the paired difference over seeds in which both runs can tell: mean, error, interval, signs; else None."""
    each = values - first
    each = each[np.isfinite(each)]
    if not len(each):
        return None
    return paired(each).as_dict() | {
        "seeds": len(each),
        "above": int(np.sum(each > 0.0)),
        "below": int(np.sum(each < 0.0)),
    }


def turned(values: np.ndarray, first: np.ndarray) -> Found | None:
    """Return in how many seeds something happens here only, and there only; p of the exact sign test."""
    can_tell = np.isfinite(values) & np.isfinite(first)
    here = int(np.sum(values[can_tell] > first[can_tell]))
    there = int(np.sum(values[can_tell] < first[can_tell]))
    if not can_tell.any():
        return None
    chance = float(binomtest(here, here + there).pvalue) if here + there else 1.0
    return {"seeds": int(can_tell.sum()), "above": here, "below": there, "p": chance}


def _ratio(experiment: Experiment, runs: pd.DataFrame, ratio: Ratio) -> Found:
    taken, added = (values_of(experiment, runs, name) for name in (ratio.outcome, ratio.per))
    first = experiment.reference.name
    return {
        arm.name: effect((taken[first] - taken[arm.name]) / ratio.scale / _or_none(added[arm.name] - added[first]), np.array(0.0))
        for arm in experiment.arms[1:]
    }  # fmt: skip


def _or_none(added: np.ndarray) -> np.ndarray:
    return np.where(added > 0.0, added, math.nan)


def _lines(experiment: Experiment, runs: pd.DataFrame, name: str) -> Iterator[tuple[str, Found]]:
    """Yield by arm the mean over seeds of each year, and the lowest and highest seed; None in years that some seed cannot tell."""
    columns = [column for column in runs.columns if column.startswith(f"{name}@")]
    for arm in experiment.arms:
        mine = runs.loc[runs["arm"] == arm.name, columns].to_numpy() / LINES[name].scale
        yield (
            arm.name,
            {
                "mean": [plain(v) for v in mine.mean(axis=0)],
                "low": [plain(v) for v in mine.min(axis=0)],
                "high": [plain(v) for v in mine.max(axis=0)],
            },
        )


def years_of(found: Found) -> range:
    """Return the years that lines have."""
    line = next(iter(next(iter(found["lines"].values())).values()))
    return years(12 * len(line["mean"]))
