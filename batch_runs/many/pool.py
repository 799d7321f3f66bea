"""The processes of one machine that runs are handed to."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import BaseContext
from typing import Any

from batch_runs.many import worker

PRELOADED = ["mesa", "model", "batch_runs.one_run"]
"""Loaded once into the process that workers are forked from: a new worker is there at once."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


def process_pool(workers: int) -> Executor:
    """Return a pool of worker processes."""
    load_ahead()
    return ProcessPoolExecutor(workers, worker_context(), worker.begin)


def worker_context() -> BaseContext:
    """Return how workers are started. Forking this process itself would copy its threads and locks."""
    forks = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if forks else "spawn")
    if forks:
        context.set_forkserver_preload(PRELOADED)
    return context


def load_ahead() -> None:
    """Let the process that workers are forked from load what they need while this one still loads its own."""
    if worker_context().get_start_method() == "forkserver":
        resource_tracker.ensure_running()  # it would let signals through again when it is started in between
        with one_thread_each(), signals_held_back():
            forkserver.ensure_running()


@contextmanager
def signals_held_back() -> Iterator[None]:
    """Let a process that is started here not hear Ctrl-C and a polite kill, which reach the whole group; we hear them afterwards.

    The process that workers are forked from would die of one while it loads, with all that is to come.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Let processes started from here on use one thread: NumPy reads it when it is imported."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


@contextmanager
def without_main_file() -> Iterator[None]:
    """Let processes started from here on not run the main file again: a script that begins a study would begin it in each.

    Tasks are found by the names of their modules, so no worker needs anything of that file.
    """
    main: Any = sys.modules["__main__"]
    spec, file = main.__spec__, vars(main).pop("__file__", None)
    main.__spec__ = None
    try:
        yield
    finally:
        main.__spec__ = spec
        if file is not None:
            main.__file__ = file


def kill(pool: Executor) -> None:
    """End a pool's processes at once; what they have published stays."""
    processes = list((getattr(pool, "_processes", None) or {}).values())  # from 3.14 on: kill_workers()
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
