"""The runs behind the verdicts: every world that a question needs, today and under each condition, seed by seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

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
    worlds = worlds_for(questions().values())
    return {
        Place(condition, world, seed): _job(request, condition, world, seed)
        for condition in CONDITIONS
        for world in worlds
        for seed in range(1, (seeds if condition == TODAY else condition_seeds) + 1)
    }


def _job(request: Request, condition: str, name: str, seed: int) -> Job:
    world, of_seed = WORLDS[name], replace(request, seed=seed, months=WORLDS[name].months)
    changes = {**CONDITIONS[condition], **world.changes}
    asked = {FOLLOWED: name == BASE, WATCHED: watched(request, seed)}
    return Job.under(of_seed, TASK, changes, abstain=world.kept_out(request, seed), **asked)


def by_world(jobs: Mapping[Place, Job], table: pd.DataFrame) -> Runs:
    """Return the answers by condition and world: each measure, one number a seed."""
    found: dict[tuple[str, str], dict[str, np.ndarray]] = {}
    for condition, world in dict.fromkeys((place.condition, place.world) for place in jobs):
        seeds = sorted(place.seed for place in jobs if place[:2] == (condition, world))
        rows = table.loc[[jobs[Place(condition, world, seed)].run_id for seed in seeds]]
        found[condition, world] = {name: rows[name].to_numpy(dtype=float) for name in rows}
    return found
