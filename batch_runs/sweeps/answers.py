"""What one run of a sweep answers: the chosen measures in the kept months, and tables of the run where they are kept."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from batch_runs.many.job import TABLES

if TYPE_CHECKING:
    from batch_runs.many.job import Answer, Job
    from model import Economy

SERIES = "batch_runs.sweeps.answers:series_of"
MEANS = "batch_runs.sweeps.answers:means_of"

KEPT = "kept"
"""Folder of a study for the tables of its runs, one folder a run: `run_id=` and its id."""


def series_of(job: Job, study: Path | None = None) -> Answer:
    """Run one economy; return `month` (0 is January 2015) and the measures, one entry per kept month each.

    With a study's folder, also keep there the tables that the job is asked for.
    """
    economy = job.economy()
    if study is None:
        economy.run(job.months)
    else:
        _run_and_keep(economy, job, study / KEPT)
    kept = np.array(job.asked["months"], dtype=np.int64)
    columns = {name: np.array(economy.record[name], dtype=float)[kept] for name in job.asked["measures"]}
    return {"month": kept.astype(float), **columns}


def means_of(job: Job) -> Answer:
    """Run one economy; return each measure's mean over all months, NaN where a month has no number."""
    economy = job.economy().run(job.months)
    return {name: float(np.mean(economy.record[name])) for name in job.asked["measures"]}


def _run_and_keep(economy: Economy, job: Job, kept: Path) -> None:
    """Run month by month; tables grow in a folder of their own and get their place when they are whole."""
    from batch_runs.recorder import Recorder

    place = kept / f"run_id={job.run_id}"
    place.mkdir(parents=True, exist_ok=True)
    wanted = job.asked[TABLES]
    # Parts grow outside the study: what a killed worker leaves of them is the system's to sweep.
    with tempfile.TemporaryDirectory(prefix="belief-machine-") as unfinished:
        recorder = Recorder(Path(unfinished), flows="flows" in wanted, agents="agents" in wanted)
        recorder.attend(economy)
        for _ in range(job.months):
            economy.step()
            recorder.write_month(economy)
        recorder.save()
        recorder.merge(place, f".{uuid.uuid4().hex}")
