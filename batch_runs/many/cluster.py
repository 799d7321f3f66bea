"""The workers of a Dask cluster, of this machine or of many, as one more executor that runs are handed to."""

from __future__ import annotations

import importlib.resources
import importlib.util
import json
import logging
import re
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from batch_runs import made_with
from batch_runs.command import CannotGoOn
from batch_runs.many import worker
from batch_runs.many.ends import WorkersDied, WorkersLost
from model.errors import BadInput

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

LOCAL, LOOPBACK = "local", "127.0.0.1"
ADDRESS = re.compile(r"tcp://\S+:\d{1,5}")

ANSWER_SECONDS = 10.0
"""A scheduler that has not answered and shown a worker by then is taken for absent."""

RETURN_SECONDS = 120.0
"""One that was there before may stay away so long: somebody starts it again."""

UNREADABLE = "Error during deserialization"
"""What Dask says where its scheduler cannot import what a run is described with."""

STRANGERS = (
    "--cluster: scheduler or workers do not find batch_runs; "
    "start both in this project's folder, with its packages"
)

COUNT_SECONDS = 2.0
"""How old the number of workers may be."""

SETTINGS = {
    "distributed.deploy.lost-worker-timeout": "1 day",  # by default a lost worker can hang the cluster
    "distributed.scheduler.allowed-failures": 0,  # the runner tries again, and knows when a run is alone
    "distributed.scheduler.worker-saturation": 1.0,  # what waits does so where no worker's death reaches it
    "distributed.scheduler.no-workers-timeout": "5 minutes",  # by default silence lasts for ever
    "distributed.scheduler.worker-ttl": "1 hour",  # a worker that computes may be silent
}
"""How the cluster of this machine differs from Dask's defaults; a scheduler elsewhere has its own."""


class Cluster:
    """What `--cluster` names: `local`, with so many workers, or the tcp:// address of a scheduler.

    Raises BadInput where the name is neither, or Dask is not installed.
    """

    def __init__(self, name: str, workers: int) -> None:
        if name != LOCAL and not ADDRESS.fullmatch(name):
            raise BadInput(f"--cluster {name}: name a scheduler as tcp://host:port, or {LOCAL}")
        if importlib.util.find_spec("distributed") is None:
            raise BadInput(f"--cluster {name}: needs Dask; pip install distributed")
        self.name, self._wanted = name, workers
        self._pool: DaskPool | None = None

    def make_pool(self) -> Executor:
        """Return an executor on the cluster, begun here or connected to.

        Raises BadInput where it is not found at first, CannotGoOn where it does not come back later.
        """
        if self.name == LOCAL:
            self._pool = self._begun()
        elif self._pool is None:
            self._pool = self._connected(ANSWER_SECONDS, BadInput)
        else:
            self._pool = self._connected(RETURN_SECONDS, CannotGoOn)
        return self._pool

    def workers(self) -> int:
        """Return how many runs the cluster can be busy with; one more worker there is one more run."""
        return self._wanted if self.name == LOCAL or self._pool is None else self._pool.threads()

    def _begun(self) -> DaskPool:
        try:
            return begin_here(self._wanted)
        except RuntimeError as error:
            raise CannotGoOn(f"--cluster {LOCAL}: {' '.join(str(error).split())}") from error

    def _connected(self, seconds: float, refusal: type[Exception]) -> DaskPool:
        try:
            return connect(self.name, seconds)
        except OSError as error:  # Dask's own TimeoutError is one
            workers = "answers, but has no workers" if isinstance(error, NoWorkers) else "does not answer"
            kept = "" if refusal is BadInput else "; finished runs are kept, the same command goes on"
            raise refusal(f"--cluster {self.name}: {workers} within {seconds:.0f} seconds{kept}") from error


class NoWorkers(OSError):  # noqa: N818
    """A scheduler answers, and nobody works for it."""


@contextmanager
def local_cluster(workers: int) -> Iterator[LocalCluster]:
    """Run a scheduler and worker processes of one thread here, over loopback, without dashboard."""
    import dask
    from distributed import LocalCluster
    from distributed.utils import silence_logging_cmgr

    told = {
        "n_workers": workers,
        "threads_per_worker": 1,
        "processes": True,
        "host": LOOPBACK,
        "dashboard_address": None,
        "scheduler_kwargs": {"dashboard_address": f"{LOOPBACK}:0"},  # health and metrics: any free port
        "memory_limit": None,
        "silence_logs": logging.CRITICAL,
        "preload": [__name__],
    }
    with dask.config.set(SETTINGS), silence_logging_cmgr(logging.CRITICAL), LocalCluster(**told) as cluster:
        yield cluster


def begin_here(workers: int) -> DaskPool:
    """Return the executor of a cluster of this machine, which ends with it."""
    from distributed import Client

    with ExitStack() as begun:
        cluster = begun.enter_context(local_cluster(workers))
        client = begun.enter_context(Client(cluster, set_as_default=False))
        return DaskPool(client, begun.pop_all())


def dask_setup(_: Any) -> None:
    """Prepare a new worker of `local_cluster`: Dask calls this by its name."""
    worker.begin()


def connect(address: str, seconds: float) -> DaskPool:
    """Return the executor of a scheduler elsewhere. Raises OSError, NoWorkers among them, after so long."""
    from distributed import Client
    from distributed.utils import silence_logging_cmgr

    end = time.monotonic() + seconds
    with ExitStack() as begun:
        begun.enter_context(silence_logging_cmgr(logging.CRITICAL))
        client = begun.enter_context(Client(address, timeout=seconds, set_as_default=False))
        try:
            client.wait_for_workers(1, timeout=max(0.1, end - time.monotonic()))
        except TimeoutError as error:
            raise NoWorkers(address) from error
        _refuse_strangers(client)
        return DaskPool(client, begun.pop_all())


def _refuse_strangers(client: Client) -> None:
    """Raise CannotGoOn where a worker cannot import this project: it would begin again with every run."""
    found = client.run(importlib.resources.files, "batch_runs", on_error="return")
    if any(isinstance(one, ImportError) for one in found.values()):
        raise CannotGoOn(STRANGERS)


class DaskPool(Executor):
    """An executor on a Dask client, which says by WorkersDied and WorkersLost what became of a bundle."""

    def __init__(self, client: Client, begun: ExitStack) -> None:
        self._client, self._begun = client, begun
        self._sent: WeakSet[Any] = WeakSet()
        self._like = json.dumps(made_with.everything())
        self._threads, self._counted = 1, -COUNT_SECONDS

    def submit(self, fn: Callable[..., Any], /, *told: Any, **named: Any) -> Future[Any]:
        """Hand out a call. Raises WorkersLost where the scheduler is gone."""
        from distributed.client import ClosedClientError

        future: Future[Any] = Future()
        try:
            if self._client.status != "running":
                raise WorkersLost
            sent = self._client.submit(checked, self._like, fn, *told, pure=False, **named)
        except ClosedClientError as error:
            raise WorkersLost from error
        self._sent.add(sent)
        sent.add_done_callback(partial(_pass_on, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, and end it where it was begun here."""
        if self._client.status == "running" and cancel_futures:
            self._client.cancel(list(self._sent))
        self._begun.close()

    def threads(self) -> int:
        """Return how many runs the workers of now can be busy with, at least one."""
        if time.monotonic() - self._counted > COUNT_SECONDS and self._client.status == "running":
            known = self._client.scheduler_info(n_workers=0)
            self._threads = max(1, known.get("total_threads", self._threads))
            self._counted = time.monotonic()
        return self._threads


def _pass_on(future: Future[Any], sent: Any) -> None:
    """Settle a future as Dask settled its own, in words that the runner knows.

    A call that returned has published what it found, so its result is not fetched: that may be lost with its worker.
    """
    from distributed.scheduler import KilledWorker, NoWorkerError

    error = sent.exception() if sent.status == "error" else None
    if sent.status == "cancelled":
        future.set_exception(WorkersLost())
    elif isinstance(error, KilledWorker):
        future.set_exception(WorkersDied(error.allowed_failures + 1))
    elif isinstance(error, NoWorkerError):
        future.set_exception(WorkersLost())
    elif isinstance(error, ImportError) or UNREADABLE in str(error):
        future.set_exception(CannotGoOn(STRANGERS))
    elif error is not None:
        future.set_exception(error)
    else:
        future.set_result(None)


def checked(like: str, fn: Callable[..., Any], folder: str, *more: Any) -> Any:
    """Call `fn` in a worker. Raises CannotGoOn where it is made unlike whoever asks, or sees no study."""
    from batch_runs.many.study import DESCRIPTION

    host = socket.gethostname()
    if unlike := _unlike(like):
        raise CannotGoOn(f"a worker on {host} has {unlike}; start workers from the same code and packages")
    if not (Path(folder) / DESCRIPTION).exists():
        raise CannotGoOn(f"a worker on {host} does not see {folder}; take a folder that all machines share")
    return fn(folder, *more)


@cache
def _unlike(like: str) -> str:
    """Return how this process differs from what a study is made with, empty where it does not."""
    differs = made_with.unlike(json.loads(like))
    return "; ".join(f"{name} {here}, not {there}" for name, here, there in differs)
