"""What one run of a sweep answers: the chosen measures in the kept months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from batch_runs.many.job import Answer, Job

SERIES = "batch_runs.sweeps.answers:series_of"
MEANS = "batch_runs.sweeps.answers:means_of"


def series_of(job: Job) -> Answer:
    """Run one economy; return `month` (0 is January 2015) and the measures, one entry per kept month each."""
    economy = job.economy().run(job.months)
    kept = np.array(job.asked["months"], dtype=np.int64)
    columns = {name: np.array(economy.record[name], dtype=float)[kept] for name in job.asked["measures"]}
    return {"month": kept.astype(float), **columns}


def means_of(job: Job) -> Answer:
    """Run one economy; return each measure's mean over all months, NaN where a month has no number."""
    economy = job.economy().run(job.months)
    return {name: float(np.mean(economy.record[name])) for name in job.asked["measures"]}
