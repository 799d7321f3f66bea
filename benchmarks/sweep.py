"""A sweep on two workers against the same runs one after the other: how much of two processors it uses."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from batch_runs.many.job import Job
from batch_runs.many.pool import one_thread_each, process_pool
from batch_runs.sweep import study
from batch_runs.sweeps.plan import planned
from batch_runs.sweeps.study_file import StudyFile
from benchmarks.measurement import Measurement

WORKERS = 2
RUNS, ALONE = 24, 6
"""Runs of the sweep, and of those how many are timed one after the other."""

SPEC: dict[str, Any] = {"measures": ["hyperscaler_capex_usd"], "factors": {"herding": [0.0, 0.9]}}


def sweep(spec: dict[str, Any] = SPEC, runs: int = RUNS, alone: int = ALONE) -> Iterator[Measurement]:
    """Yield the efficiency of a sweep of default runs, start of the workers and tables included, and its main process's growth."""
    told = {**spec, "replications": runs // 2}
    with one_thread_each(), process_pool(1) as one:  # as a worker of the sweep runs them
        single = one.submit(seconds_alone, told, alone).result()
    before = _peak()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        study(told, Path(folder) / "study", WORKERS)
        wall = time.perf_counter() - begun
    note = f"{runs} runs in {wall:.1f} s on {WORKERS} workers, {single:.2f} s each alone in one process; 1 is all of both processors"
    yield Measurement("sweep_efficiency_2_workers", runs * single / (WORKERS * wall), "1", note)
    if before is not None and (after := _peak()) is not None:
        yield Measurement(
            "sweep_main_process_growth_mib", after - before, "MiB", f"main process, over {runs} runs"
        )


def seconds_alone(told: dict[str, Any], runs: int) -> float:
    """Return seconds a run in this process, one after the other, after one that imports."""
    jobs = some_of_each_point(told, runs)
    jobs[0].answer(Path())
    begun = time.perf_counter()
    for job in jobs:
        job.answer(Path())
    return (time.perf_counter() - begun) / len(jobs)


def some_of_each_point(told: dict[str, Any], runs: int) -> list[Job]:
    """Return so many runs of the sweep, as many of each of its two points: what is switched off takes less time."""
    jobs = [run.job for run in planned(StudyFile.of(told))]
    half = len(jobs) // 2
    return jobs[: runs // 2] + jobs[half : half + runs // 2]


def _peak() -> float | None:
    """Return the most memory this process ever held, MiB; None where the system keeps no count."""
    try:
        import resource
    except ImportError:
        return None
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(held / (2**20 if sys.platform == "darwin" else 2**10))
