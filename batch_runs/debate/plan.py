"""The runs behind the verdicts: every world that a question needs, today and under each condition, seed by seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from batch_runs.debate.measured import FOLLOWED, TASK, WATCHED
from batch_runs.debate.register import questions
from batch_runs.debate.worlds import BASE, CONDITIONS, TODAY, WORLDS, worlds_for
from batch_runs.many.job import Job
from batch_runs.wargames import watched

if TYPE_CHECKING:
    import pandas as pd

    from batch_runs.debate.verdicts import Runs
    from batch_runs.request import Request


class Place(NamedTuple):
    """Where a run belongs."""

    condition: str
    world: str
    seed: int


def jobs_of(request: Request, seeds: int, condition_seeds: int) -> dict[Place, Job]:
    """Return the runs by place: seeds 1 to `seeds` today, 1 to `condition_seeds` under each condition (none where 0)."""
    players = {seed: watched(request, seed) for seed in range(1, max(seeds, condition_seeds) + 1)}
    worlds, jobs = worlds_for(questions().values()), {}
    for condition in CONDITIONS:
        numbers = range(1, (seeds if condition == TODAY else condition_seeds) + 1)
        for name in worlds:
            shared = _job(request, condition, name)
            for seed in numbers:
                asked = _asked(name, players[seed])
                jobs[Place(condition, name, seed)] = replace(shared, seed=seed, asked=asked)
    return jobs


def _job(request: Request, condition: str, name: str) -> Job:
    """Return the run of a world under a condition, with whichever seed."""
    changes = {**CONDITIONS[condition], **WORLDS[name].changes}
    return Job.under(replace(request, months=WORLDS[name].months), TASK, changes)


def _asked(name: str, alone: Mapping[str, int]) -> dict[str, Any]:
    """Return what a run is asked besides; `alone` is the agent of each kind that is watched, and in some worlds stays out."""
    return {"abstain": WORLDS[name].kept_out(alone), FOLLOWED: name == BASE, WATCHED: alone}


def by_world(jobs: Mapping[Place, Job], table: pd.DataFrame) -> Runs:
    """Return the answers by condition and world: each measure, one number a seed."""
    found: dict[tuple[str, str], dict[str, np.ndarray]] = {}
    for condition, world in dict.fromkeys((place.condition, place.world) for place in jobs):
        seeds = sorted(place.seed for place in jobs if place[:2] == (condition, world))
        rows = table.loc[[jobs[Place(condition, world, seed)].run_id for seed in seeds]]
        found[condition, world] = {name: rows[name].to_numpy(dtype=float) for name in rows}
    return found
