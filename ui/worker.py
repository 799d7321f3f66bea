"""Runs one economy per order in a process of its own and hands back what the page may show."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

MONTHS = 252
FIRST_PICTURE_MONTHS = 18
MONTHS_BY_PICTURE = 1.5
SECONDS_BETWEEN_PICTURES = 0.4
SECONDS_BETWEEN_REPORTS = 0.1
SECONDS_UNTIL_LOST = 120.0
POLL_SECONDS = 0.1


@dataclass(frozen=True)
class Order:
    """What a visitor asked for: one economy, named so that asking twice runs twice.

    `refused` says why no economy can be built from what was asked; it is empty when one can.
    """

    run: str
    seed: int = 1
    scenario: str = "base"
    changes: tuple[tuple[str, float], ...] = ()
    months: int = MONTHS
    refused: str = ""


@dataclass(frozen=True)
class Report:
    """How far an order is; `state` is waiting, running, done or failed; `picture` is a packed trace."""

    run: str
    state: str
    months: int = 0
    picture: bytes | None = None
    message: str = ""


def run_economy(order: Order, sender: Any) -> None:
    """Run the ordered economy and send a report now and then; the last one says done or failed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for report in _reports(order):
            sender.send(report)
    except BrokenPipeError:
        return
    except (ValueError, TypeError, KeyError) as refusal:
        sender.send(Report(order.run, "failed", message=_one_line(refusal)))
    except Exception as mishap:
        traceback.print_exc()
        sender.send(Report(order.run, "failed", message=f"{type(mishap).__name__}: {_one_line(mishap)}"))
    finally:
        sender.close()


def declared() -> dict[str, Any]:
    """Return the scenarios and parameters that the model declares, as plain dictionaries."""
    from model.parameters import Parameters
    from model.scenarios import load_scenario, names

    scenarios = [load_scenario(name) for name in names()]
    return {
        "scenarios": [
            {"name": it.name, "title": it.title, "question": it.question, "parameters": dict(it.parameters)}
            for it in scenarios
        ],
        "parameters": [parameter._asdict() for parameter in Parameters().describe()],
    }


def answer(question: Callable[[], Any], sender: Any) -> None:
    """Send the answer to a question, or the mishap that prevented it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        sender.send((question(), ""))
    except Exception as mishap:
        traceback.print_exc()
        sender.send((None, _one_line(mishap)))
    finally:
        sender.close()


def _reports(order: Order) -> Iterator[Report]:
    from model.economy import Economy
    from model.scenarios import load_scenario
    from ui.trace import Recorder, pack

    scenario = load_scenario(order.scenario)
    changed = replace(scenario, parameters={**scenario.parameters, **dict(order.changes)})
    economy = Economy(seed=order.seed, scenario=changed)
    recorder = Recorder(economy, order)
    reported = pictured = time.monotonic()
    next_picture = FIRST_PICTURE_MONTHS
    for month in range(1, order.months + 1):
        economy.step()
        now = time.monotonic()
        if month == FIRST_PICTURE_MONTHS or (
            month >= next_picture and now - pictured > SECONDS_BETWEEN_PICTURES
        ):
            yield Report(order.run, "running", month, pack(recorder.trace(economy)))
            reported = pictured = time.monotonic()
            next_picture = int(month * MONTHS_BY_PICTURE)
        elif now - reported > SECONDS_BETWEEN_REPORTS:
            yield Report(order.run, "running", month)
            reported = now
    yield Report(order.run, "done", order.months, pack(recorder.trace(economy)))


def _one_line(mishap: BaseException) -> str:
    words = mishap.args[0] if isinstance(mishap, KeyError) and mishap.args else mishap
    told = " ".join([str(words), *getattr(mishap, "__notes__", ())])
    return " ".join(told.split())[:300] or type(mishap).__name__


class Workshop:
    """A bounded number of worker processes; each runs one order, then ends."""

    def __init__(self, slots: int | None = None) -> None:
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self.context = multiprocessing.get_context(method)
        self.slots = threading.Semaphore(slots or os.cpu_count() or 1)
        self.asking = threading.Lock()
        self.known: dict[str, Any] | None = None

    def warm(self) -> None:
        """Load the model once, ahead of the first visitor, so that a worker starts in hundredths of a second."""
        if self.context.get_start_method() != "forkserver":
            return
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        from multiprocessing import forkserver

        self.context.set_forkserver_preload(["ui.trace", "model"])
        forkserver.ensure_running()

    def catalogue(self) -> dict[str, Any]:
        """Return what the model declares; a worker is asked once, so that the server need not load the model."""
        with self.asking:
            if self.known is None:
                self.known = self._ask(declared)
            return self.known

    def _ask(self, question: Callable[[], Any]) -> Any:
        receiver, process = self._start(answer, question)
        try:
            found, mishap = receiver.recv()
        finally:
            receiver.close()
            process.join()
        if mishap:
            raise RuntimeError(mishap)
        return found

    def _start(self, work: Callable[..., None], *given: Any) -> tuple[Any, Any]:
        receiver, sender = self.context.Pipe(duplex=False)
        process = self.context.Process(target=work, args=(*given, sender), daemon=True)  # type: ignore[attr-defined]
        process.start()
        sender.close()
        return receiver, process

    def reports(self, order: Order, cancelled: threading.Event) -> Iterator[Report]:
        """Run an order and yield its reports; ends early, and ends the process, once `cancelled` is set."""
        if order.refused:
            yield Report(order.run, "failed", message=order.refused)
            return
        yield Report(order.run, "waiting")
        while not self.slots.acquire(timeout=POLL_SECONDS):
            if cancelled.is_set():
                return
        try:
            if not cancelled.is_set():
                yield from self._follow(order, cancelled)
        finally:
            self.slots.release()

    def _follow(self, order: Order, cancelled: threading.Event) -> Iterator[Report]:
        receiver, process = self._start(run_economy, order)
        try:
            yield from _listen(order, receiver, cancelled)
        finally:
            receiver.close()
            process.terminate()
            process.join()


def _listen(order: Order, receiver: Any, cancelled: threading.Event) -> Iterator[Report]:
    heard = time.monotonic()
    while not cancelled.is_set():
        if receiver.poll(POLL_SECONDS):
            try:
                report = receiver.recv()
            except (EOFError, OSError):
                yield Report(order.run, "failed", message="worker.ended")
                return
            heard = time.monotonic()
            yield report
            if report.state in ("done", "failed"):
                return
        elif time.monotonic() - heard > SECONDS_UNTIL_LOST:
            yield Report(order.run, "failed", message="worker.silent")
            return


@cache
def workshop() -> Workshop:
    """The server's one workshop, made when first asked for."""
    return Workshop()
