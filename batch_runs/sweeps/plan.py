"""From a study file to runs: every point with every seed, and what that will take."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from batch_runs.many.job import TABLES, Job
from batch_runs.one_run import BREAKDOWNS
from batch_runs.sweeps.answers import SERIES
from batch_runs.sweeps.designs import Point
from batch_runs.sweeps.study_file import StudyFile

TIMED_MONTHS = 6
"""Months of the first economy that are run to estimate the time of all."""

BYTES_A_NUMBER = 7.0
"""What a number takes in the packed files, about."""


MEGABYTES_A_MONTH = {"flows": 0.2, "agents": 0.5}
"""What a month of everybody's payments and holdings, or of every agent, takes at the default size, about."""


class Planned(NamedTuple):
    """One run of the plan: which point, which replicate, which seed, and the job."""

    point: int
    replicate: int
    values: Point
    job: Job


def planned(study: StudyFile, task: str = SERIES) -> list[Planned]:
    """Return every run, points in the order of the design, seeds within a point."""
    return list(_runs(study, task))


def _runs(study: StudyFile, task: str) -> Iterator[Planned]:
    asked: dict[str, Any] = {"measures": list(study.measures)}
    if task == SERIES:
        asked["months"] = list(study.months_kept)
        if study.tables:
            asked[TABLES] = list(study.tables)
    if study.asks_masked:
        asked["ask_masked"] = True
    for point, values in enumerate(study.points):
        for replicate in range(len(study.seeds)):
            request = dataclasses.replace(study.request, seed=study.seed_of(point, replicate))
            yield Planned(point, replicate, values, Job.under(request, task, values, **asked))


class Estimate(NamedTuple):
    """What a plan takes: distinct runs, hours on so many workers (no number where it cannot be told), megabytes on the disk."""

    runs: int
    hours: float
    megabytes: float


def estimated(study: StudyFile, plan: list[Planned], workers: int) -> Estimate:
    """Time the first months of one economy, and scale up; runs that are equal count once."""
    runs = len({run.job.run_id for run in plan})
    each = _seconds_a_month(plan[0].job, min(TIMED_MONTHS, study.request.months)) * study.request.months
    numbers = runs * len(study.months_kept) * (len(study.measures) + 1)
    kept = sum(MEGABYTES_A_MONTH[name] for name in study.tables) * study.request.months
    return Estimate(runs, runs * each / workers / 3600.0, numbers * BYTES_A_NUMBER / 1e6 + runs * kept)


def _seconds_a_month(job: Job, months: int) -> float:
    """Return what a month takes after the first; no number where the economy breaks down: its run will say of what."""
    economy = job.economy()
    try:
        economy.step()
        begun = time.perf_counter()
        for _ in range(months):
            economy.step()
    except BREAKDOWNS:
        return math.nan
    return (time.perf_counter() - begun) / months


def said(study: StudyFile, found: Estimate, workers: int) -> str:
    """Return the estimate in one line."""
    minutes = found.hours * 60.0
    on = f"on {workers} worker{'s' * (workers > 1)}"
    if math.isnan(minutes):
        span = "how long cannot be told, for the first economy broke down in its first months"
    elif minutes < 1.5:
        span = f"about a minute or less {on}"
    else:
        span = f"about {minutes:.0f} minutes {on}" if minutes < 120 else f"about {found.hours:.1f} hours {on}"
    return (
        f"{len(study.points)} points x {len(study.seeds)} seeds, {found.runs} runs of {study.request.months} months; "
        f"{span}, about {max(found.megabytes, 0.1):.1f} MB"
    )
