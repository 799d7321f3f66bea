"""The task of an experiment's run: the arm and its straight twin with one luck, and every outcome of the two."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from batch_runs.experiments.outcomes import CONTROLLED, LINES, OUTCOMES, PUBLIC_MONEY, RIVALS_PART, years
from batch_runs.many.job import Job, canonical
from model.boom_and_bust import WITHIN
from model.history import History
from model.hysteresis import STAYS_AFTER
from model.month.state import RIVAL
from model.scenarios import load_scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    from batch_runs.experiments.experiment import Arm, Experiment
    from batch_runs.request import Request
    from model import Economy

TASK = f"{__name__}:measured"
TWIN, SILENT_AT_PEAK_OF = "twin", "silent_at_peak_of"
KEPT = 6
"""Runs that a worker remembers: arms of a seed share their twin and their base."""

MONTHS_AFTER_PEAK = WITHIN + STAYS_AFTER + 1
"""So long after the peak a run must go on for what stays to be measured."""

FEWEST_MONTHS, FEWEST_WITH_PEAK = 36, MONTHS_AFTER_PEAK + 132
"""A boom and the fall after it need some years; belief's peak is looked for in all months from 2015 to 2025, or more."""


def fewest_months(experiment: Experiment) -> int:
    """Return how many months a run of an experiment needs."""
    return FEWEST_WITH_PEAK if any(arm.silent_at_peak for arm in experiment.arms) else FEWEST_MONTHS


@dataclass
class States:
    """Onlooker that notes what no column says: public money put into firms, export control, the rival's compute."""

    columns: dict[str, list[float]] = field(
        default_factory=lambda: {PUBLIC_MONEY: [], CONTROLLED: [], RIVALS_PART: []}
    )
    before: float = 0.0

    def __call__(self, economy: Economy) -> None:
        """Note the month: what a fund bought is what its memory of a year, fading, has grown by."""
        funds, states = economy.funds, economy.governments
        recent = float(funds.recent[funds.rows][funds.patient[funds.rows] == 1].sum())
        self.columns[PUBLIC_MONEY].append(max(recent - self.before * 11.0 / 12.0, 0.0))
        self.columns[CONTROLLED].append(float(states.restricted[RIVAL]))
        self.columns[RIVALS_PART].append(float(states.share[RIVAL]))
        self.before = recent


def jobs_of(
    experiment: Experiment, requests: Mapping[str, Request], seeds: int
) -> dict[tuple[int, str], Job]:
    """Return the runs by seed and arm; `requests` say by arm what is run with whichever seed."""
    return {
        (seed, arm.name): _job(experiment, arm, requests, seed)
        for seed in range(1, seeds + 1)
        for arm in experiment.arms
    }


def _job(experiment: Experiment, arm: Arm, requests: Mapping[str, Request], seed: int) -> Job:
    mine, first = (replace(requests[one.name], seed=seed) for one in (arm, experiment.reference))
    off = load_scenario("straight").parameters
    asked: dict[str, Any] = {TWIN: Job.under(mine if experiment.own_twin else first, TASK, off).described()}
    if arm.silent_at_peak:
        asked[SILENT_AT_PEAK_OF] = Job.under(first, TASK, {}).described()
    return Job.under(mine, TASK, {}, **asked)


def measured(job: Job) -> dict[str, float]:
    """Run an arm and its twin, and return every outcome, and every line by year; NaN is: this run cannot tell."""
    plain = replace(job, asked={})
    if SILENT_AT_PEAK_OF in job.asked:
        plain = silent_at_peak(plain, Job(**job.asked[SILENT_AT_PEAK_OF]))
    run, twin = series_of(plain), series_of(Job(**job.asked[TWIN]))
    with np.errstate(invalid="ignore"):  # a month without venture money has no shares
        found = {name: float(outcome.read(run, twin)) for name, outcome in OUTCOMES.items()}
    found |= {
        f"{name}@{which}": float(line.read(run, which))
        for name, line in LINES.items()
        for which in years(job.months)
    }
    return found


def silent_at_peak(job: Job, base: Job) -> Job:
    """Return the run in which the voices fall silent in the month in which belief stood highest over evidence in `base`."""
    run = series_of(base)
    excess = (run["belief_mean"] - run["evidence"])[: max(job.months - MONTHS_AFTER_PEAK, 0)]
    month = str(History.date(int(np.argmax(excess))))
    silence = {"month": month, "kind": "silence", "size": 1.0, "name": "the voices fall silent"}
    return replace(job, events=(*job.events, silence))


def series_of(job: Job) -> Mapping[str, np.ndarray]:
    """Return the series of a run by name, shape (months,) each, and what the onlooker saw."""
    return _series(canonical(job.described()))


@functools.lru_cache(maxsize=KEPT)
def _series(described: str) -> Mapping[str, np.ndarray]:
    job = Job(**json.loads(described))
    economy, states = job.economy(), States()
    economy.onlookers.append(states)
    columns = economy.run(job.months).columns() | states.columns
    return {name: np.array(values) for name, values in columns.items()}
