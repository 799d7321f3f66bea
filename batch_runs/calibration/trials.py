"""Candidates as runs: the values they stand for, the jobs they take, and how far they come from what was observed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from batch_runs.many.job import Job
from batch_runs.validate import TASK
from batch_runs.validation.figures import facts_table, together

if TYPE_CHECKING:
    import pandas as pd

    from batch_runs.calibration.search import Points
    from batch_runs.request import Request
    from batch_runs.sweeps.factors import Factor


class Trial(NamedTuple):
    """A candidate: in which round, its point in the cube, what it sets by name, and a run for each seed."""

    round: int
    point: tuple[float, ...]
    setting: Mapping[str, float]
    jobs: tuple[Job, ...]


def trials_of(
    points: Points, round_number: int, free: Sequence[Factor], request: Request, seeds: Sequence[int]
) -> list[Trial]:
    """Return the candidates at these points, shape (candidates, directions)."""
    made, values = [], np.stack([one.at(parts) for one, parts in zip(free, points.T, strict=True)], axis=1)
    for point, row in zip(points.tolist(), values.tolist(), strict=True):
        setting = {one.name: value for one, value in zip(free, row, strict=True)}
        made.append(Trial(round_number, tuple(point), setting, jobs_of(request, setting, seeds)))
    return made


def jobs_of(request: Request, values: Mapping[str, float], seeds: Sequence[int]) -> tuple[Job, ...]:
    """Return a run for each seed under these values."""
    return tuple(Job.under(replace(request, seed=seed), TASK, values) for seed in seeds)


def score(jobs: Sequence[Job], answers: pd.DataFrame) -> dict[str, Any]:
    """Return the distance and the share of weight inside of these runs; infinitely far where one of them broke down."""
    ids = [job.run_id for job in jobs]
    if not set(ids) <= set(answers.index):
        return {"distance": math.inf, "weight_within_one": 0.0, "weight_within_two": 0.0}
    found = together(facts_table(answers.loc[ids]))
    return {name: found[name] for name in ("distance", "weight_within_one", "weight_within_two")}
