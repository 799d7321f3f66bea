"""Runs for a page, two at a time: each in a process with one thread, answers in the order of the questions."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

from batch_runs.many.pool import one_thread_each


def answers[Job, Answer](run: Callable[[Job], Answer], jobs: Sequence[Job]) -> list[Answer]:
    """Return what `run` answers for each job."""
    with one_thread_each(), ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        return list(pool.map(run, jobs))
