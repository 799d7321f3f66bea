"""Several runs side by side in processes, each in its own folder; Ctrl-C stops them all at the end of a month."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from batch_runs.command import CannotGoOn

if TYPE_CHECKING:
    from batch_runs.interruption import Wish

POLL_SECONDS = 0.1

NICER = 5
"""Steps of priority by which later runs give way to the first."""


class Job(NamedTuple):
    """One run: its folder, and what was asked, as options by name."""

    path: Path
    said: Mapping[str, Any]


def run_job(job: Job, completed: Callable[[int], None], stop: Callable[[], bool]) -> bool:
    """Begin a run, or go on with it; return whether it is finished. `completed` is told how many months are done."""
    from batch_runs.one_run import OneRun, agreed
    from batch_runs.run_folder import RunFolder

    folder = RunFolder(job.path)
    if folder.is_finished:
        completed(agreed(folder.result(), job.said, folder).months)
        return True
    run = OneRun.resume(folder, job.said) if folder.is_begun else OneRun.begin(folder, job.said)
    completed(run.economy.month)
    return run.advance(lambda economy: completed(economy.month), stop)


def run_all(jobs: list[Job], workers: int, wish: Wish, shown: Months) -> bool:
    """Run the jobs, at most so many at once, and return whether all are finished.

    With one worker they run here, one after the other. A wish to stop stops all of them, and so does a
    run that fails; what each has finished is kept in its folder.
    """
    if workers > 1 and len(jobs) > 1:
        return _in_processes(jobs, workers, wish, shown)
    for k, job in enumerate(jobs):
        done = run_job(job, lambda months, k=k: shown.show(k, months), lambda: wish.status != 0)  # type: ignore[misc]
        if not done:
            return False
    return True


def _in_processes(jobs: list[Job], workers: int, wish: Wish, shown: Months) -> bool:
    from concurrent.futures import ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool

    from batch_runs.many.pool import load_ahead, one_thread_each, without_main_file, worker_context

    load_ahead()
    context = worker_context()
    stop, months = context.Event(), context.Array("q", len(jobs))
    pool = ProcessPoolExecutor(min(workers, len(jobs)), context, _begin_worker, (stop, months))
    try:
        with one_thread_each(), without_main_file():  # workers start with the first jobs
            futures = [pool.submit(_work, k, job) for k, job in enumerate(jobs)]
        left = set(futures)
        while left:
            done, left = wait(left, POLL_SECONDS)
            for k, count in enumerate(months[:]):
                shown.show(k, count)
            if wish.status or any(future.exception() for future in done):
                stop.set()
        results = [future.result() for future in futures]
        return all(results)
    except BrokenProcessPool:
        raise CannotGoOn(
            "a process of the runs was killed; what was saved before is kept; go on with --resume"
        ) from None
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


_shared: list[Any] = []
"""In a worker: the event that asks it to stop, and the array in which it counts months."""


def _begin_worker(stop: Any, months: Any) -> None:
    from batch_runs.many.worker import leave_ctrl_c_to_the_parent

    leave_ctrl_c_to_the_parent()
    _shared[:] = [stop, months]


def _work(k: int, job: Job) -> bool:
    stop, months = _shared
    if k > 0:
        _give_way()

    def completed(count: int) -> None:
        months[k] = count

    return run_job(job, completed, stop.is_set)


def _give_way() -> None:
    """Let the first run, which has most to do, go before this one, where the system has priorities."""
    if hasattr(os, "nice"):
        os.nice(NICER)


class Months:
    """Shows how many months of all runs are done, on the error stream: a bar on a terminal, plain lines elsewhere."""

    LINES = 10
    """Plain lines over all runs."""

    def __init__(self, title: str, runs: int, months: int, quiet: bool) -> None:
        self.title, self.total, self.quiet = title, runs * months, quiet
        self.done = [0] * runs
        self._said = 0
        self._bar: Any = None
        if not quiet and sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(desc=title, total=self.total, unit="month", dynamic_ncols=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, run: int, months: int) -> None:
        """Show that a run has completed so many months."""
        self.done[run] = months
        now = sum(self.done)
        if self._bar is not None:
            self._bar.update(now - self._bar.n)
        elif not self.quiet and (now == self.total or now >= self._said + self.total / self.LINES):
            if now > self._said:
                print(f"{self.title}: {now} of {self.total} months", file=sys.stderr, flush=True)
            self._said = now
