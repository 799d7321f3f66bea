"""Hands jobs out to an executor and survives the death of its workers: suspects are run alone, culprits set aside."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from batch_runs.command import CannotGoOn
from batch_runs.many import pool
from batch_runs.many.ends import WorkersDied, WorkersLost
from batch_runs.many.job import Job
from batch_runs.many.study import Study, finished
from batch_runs.many.worker import run_bundle

POLL_SECONDS = 0.2
"""How long a wish to stop may go unheard."""

SPARE = 1
"""Bundles handed out beyond those that workers are busy with: enough to keep them busy, few to suspect."""

DEAD_IN_A_ROW = 3
"""So many runs set aside, or executors lost, with no run finished between them: it is not the runs."""

Bundle = tuple[Job, ...]
Settled = Callable[[int], None]


class Runner:
    """Runs bundles of jobs until all are settled or somebody wishes it to stop.

    `make_pool` returns a fresh concurrent.futures.Executor whose workers can import this package and
    write to the study's folder; it is called again whenever an executor is broken. `workers` says how
    many there are now.
    """

    def __init__(self, study: Study, make_pool: Callable[[], Executor], workers: Callable[[], int]) -> None:
        self.study, self.make_pool, self.workers = study, make_pool, workers
        self._folder = str(study.path.absolute())  # workers may stand elsewhere
        self._waiting: deque[Bundle] = deque()
        self._suspects: deque[Job] = deque()
        self._running: dict[Future[None], Bundle] = {}
        self._pool: Executor | None = None
        self._on_trial, self._in_a_row = False, 0

    def run(self, bundles: Iterable[Bundle], stop: Callable[[], bool], settled: Settled) -> None:
        """Run every bundle; `settled` is told how many more runs are finished, failed or set aside.

        Once `stop` says so nothing more is handed out, and what is in progress is finished and kept.
        Raises CannotGoOn where workers die whatever they run.
        """
        self._waiting.extend(bundles)
        try:
            while (not stop() and self._hand_out()) or self._running:
                self._collect(settled)
        except BaseException:
            self._end_pool()
            raise
        if self._pool is not None:
            self._pool.shutdown()

    def _hand_out(self) -> bool:
        """Hand out as much as the window has room for, suspects one at a time; return whether anything is out."""
        if not self._running:
            self._on_trial = bool(self._suspects)
        if not self._running and self._on_trial:
            self._submit((self._suspects.popleft(),))
        while self._waiting and not self._suspects and not self._on_trial and self._has_room():
            self._submit(self._waiting.popleft())
        return bool(self._running)

    def _has_room(self) -> bool:
        return len(self._running) < self.workers() + SPARE

    def _submit(self, bundle: Bundle) -> None:
        if self._pool is None:
            self._pool = self.make_pool()
        described = [job.described() for job in bundle]
        try:
            future = self._pool.submit(run_bundle, self._folder, described)
        except BrokenExecutor as error:  # it broke since we looked: the same as breaking a moment later
            future = Future()
            future.set_exception(error)
        self._running[future] = bundle

    def _collect(self, settled: Settled) -> None:
        """Wait a little for whatever ends next."""
        for future in wait(self._running, POLL_SECONDS, FIRST_COMPLETED).done:
            error = future.exception()
            if isinstance(error, BrokenExecutor):
                self._start_again(error, settled)
                return
            bundle = self._running.pop(future)
            if isinstance(error, WorkersDied):
                self._take_back([bundle], error.deaths, settled)
                continue
            future.result()
            self._in_a_row = 0
            settled(len(bundle))

    def _start_again(self, error: BrokenExecutor, settled: Settled) -> None:
        """The pool is broken: a worker died in it, or, where it is lost, nobody did."""
        bundles = list(self._running.values())
        self._running.clear()
        self._end_pool()
        self._take_back(bundles, 0 if isinstance(error, WorkersLost) else 1, settled)
        if isinstance(error, WorkersLost):
            self._count_towards(
                f"{self.study.path}: workers are lost again and again; finished runs are kept"
            )

    def _take_back(self, bundles: list[Bundle], deaths: int, settled: Settled) -> None:
        """So many workers died with these bundles; where any did, what is unpublished is under suspicion."""
        done = finished(self.study.path)
        for job in (job for bundle in bundles for job in bundle):
            if job.run_id in done:
                settled(1)
            elif not deaths:
                self._waiting.appendleft((job,))
            elif self._on_trial and self.study.note_deaths(job, deaths):
                settled(1)
                self._count_towards(
                    f"{self.study.path}: worker processes die whatever they run (memory?); "
                    "finished runs are kept; remove its failures/*.json before going on"
                )
            else:
                self._suspects.append(job)

    def _count_towards(self, end: str) -> None:
        self._in_a_row += 1
        if self._in_a_row >= DEAD_IN_A_ROW:
            raise CannotGoOn(end)

    def _end_pool(self) -> None:
        if self._pool is not None:
            pool.kill(self._pool)
        self._pool = None
