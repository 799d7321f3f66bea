"""A sweep on two workers against the same runs one after the other: how much of two processors it uses."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
    single = seconds_alone(told, alone)
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
    """Return seconds a run in this process, one after the other, the first left out: it imports."""
    jobs = [run.job for run in planned(StudyFile.of(told))][: runs + 1]
    jobs[0].answer(Path())
    begun = time.perf_counter()
    for job in jobs[1:]:
        job.answer(Path())
    return (time.perf_counter() - begun) / len(jobs[1:])


def _peak() -> float | None:
    """Return the most memory this process ever held, MiB; None where the system keeps no count."""
    try:
        import resource
    except ImportError:
        return None
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(held / (2**20 if sys.platform == "darwin" else 2**10))
