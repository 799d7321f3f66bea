"""Runs each ordered economy, then its straight twin, in processes of their own; hands back what the page may show."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.archive import Archive
from ui.catalogue import Catalogue
from ui.saved import SavedStates, clear_leftovers

if TYPE_CHECKING:
    from model.scenarios import Scenario

MONTHS = 252
FIRST_PICTURE_MONTHS = 18
MONTHS_BY_PICTURE = 1.5
SECONDS_BETWEEN_PICTURES = 0.4
SECONDS_BETWEEN_REPORTS = 0.2
SECONDS_UNTIL_LOST = 120.0
POLL_SECONDS = 0.1
GIVES_WAY, WAITS = 2, 3
"""How much nicer an economy is than the server, which answers clicks, and what nobody looks at yet than an economy."""

BASE, STRAIGHT = "base", "straight"
"""The world that was ordered, and its twin: the same world and luck without belief."""


@dataclass(frozen=True)
class Order:
    """What a visitor asked for: one economy, with a name of its own for each time it is asked for.

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
    """How far a world of an order is; `state` is waiting, running, done or failed; `picture` is a packed trace.

    A world that is done may be drawn once more, with what was measured of it afterwards.
    """

    run: str
    state: str
    months: int = 0
    picture: bytes | None = None
    message: str = ""
    world: str = BASE


@dataclass(frozen=True)
class Question:
    """What a visitor asks about an order: who decided what in a month, and why one of them did.

    Without an agent it is the one whose decision belief changed most.
    """

    order: Order
    month: int
    decision: str
    agent: int | None = None


def run_world(order: Order, world: str, folder: Path, sender: Any) -> None:
    """Run the ordered economy or its twin and send a report now and then; the last one says done or failed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for report in _reports(order, folder) if world == BASE else _twin_reports(order):
            sender.send(replace(report, world=world))
    except BrokenPipeError:
        return
    except (ValueError, TypeError, KeyError) as refusal:
        sender.send(Report(order.run, "failed", message=_one_line(refusal), world=world))
    except Exception as mishap:
        traceback.print_exc()
        message = f"{type(mishap).__name__}: {_one_line(mishap)}"
        sender.send(Report(order.run, "failed", message=message, world=world))
    finally:
        sender.close()


def declared() -> Catalogue:
    """Return the scenarios and parameters that the model declares."""
    from model.parameters import Parameters
    from model.scenarios import load_scenario, names

    scenarios = [
        {"name": it.name, "title": it.title, "question": it.question, "parameters": dict(it.parameters)}
        for it in map(load_scenario, names())
    ]
    return Catalogue(scenarios, [parameter._asdict() for parameter in Parameters().describe()])


def answer(question: Callable[[], Any], sender: Any) -> None:
    """Send the answer to a question, or the mishap that prevented it."""
    answer_in_parts(lambda: iter((question(),)), sender)


def answer_in_parts(question: Callable[[], Iterator[Any]], sender: Any) -> None:
    """Send the parts of an answer as they come, or the mishap that prevented one; nobody may listen any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for part in question():
            sender.send((part, ""))
    except BrokenPipeError:
        return
    except Exception as mishap:
        traceback.print_exc()
        sender.send((None, _one_line(mishap)))
    finally:
        sender.close()


def _reports(order: Order, folder: Path) -> Iterator[Report]:
    from model.economy import Economy
    from ui.januaries import Januaries
    from ui.trace import Recorder, pack

    _be_nicer(GIVES_WAY)
    economy = Economy(seed=order.seed, scenario=_scenario(order), ask_masked=True)
    recorder, januaries = Recorder(economy, order), Januaries(folder)
    reported = pictured = time.monotonic()
    next_picture = FIRST_PICTURE_MONTHS
    for month in range(1, order.months + 1):
        januaries.keep(economy)
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
    _be_nicer(WAITS)
    for _ in recorder.loop.follow():
        if time.monotonic() - reported > SECONDS_BETWEEN_REPORTS:
            yield Report(order.run, "done", order.months)
            reported = time.monotonic()
    yield Report(order.run, "done", order.months, pack(recorder.trace(economy, whole=True)))
    januaries.press()


def _twin_reports(order: Order) -> Iterator[Report]:
    """Run the same world with the same luck and the belief switches off; where they are off already, it is the same."""
    from model.economy import Economy
    from model.parameters import Parameters
    from model.twins import straight
    from ui.trace import pack, twin_trace

    _be_nicer(GIVES_WAY + WAITS)
    base = _scenario(order)
    twin = straight(base)
    if Parameters().replace(**twin.parameters) == Parameters().replace(**base.parameters):
        yield Report(order.run, "done", order.months, pack({"same": True}))
        return
    economy = Economy(seed=order.seed, scenario=twin)
    reported = time.monotonic()
    for month in range(1, order.months + 1):
        economy.step()
        if time.monotonic() - reported > SECONDS_BETWEEN_REPORTS:
            yield Report(order.run, "running", month)
            reported = time.monotonic()
    yield Report(order.run, "done", order.months, pack(twin_trace(economy)))


def _scenario(order: Order) -> Scenario:
    from model.scenarios import load_scenario

    scenario = load_scenario(order.scenario)
    return replace(scenario, parameters={**scenario.parameters, **dict(order.changes)})


def _be_nicer(by: int) -> None:
    if hasattr(os, "nice"):
        os.nice(by)


def _one_line(mishap: BaseException) -> str:
    words = mishap.args[0] if isinstance(mishap, KeyError) and mishap.args else mishap
    told = " ".join([str(words), *getattr(mishap, "__notes__", ())])
    return " ".join(told.split())[:300] or type(mishap).__name__


class Workshop:
    """A bounded number of worker processes; each runs one world, then ends. Twins wait in a line of their own.

    So do questions about agents, each answered in a process of its own.
    """

    def __init__(self, slots: int | None = None) -> None:
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self.context = multiprocessing.get_context(method)
        self.slots, self.twin_slots, self.question_slots = (
            threading.Semaphore(slots or os.cpu_count() or 1) for _ in range(3)
        )
        # Made now, not when first needed: threads of several visitors would each make one of their own.
        self._saved = SavedStates()
        self.archive = Archive(self._saved.path)
        self.asking = threading.Lock()
        self.known: Catalogue | None = None

    def warm(self) -> None:
        """Load the model once, ahead of the first visitor, so that a worker starts in hundredths of a second.

        What servers that were killed left behind is removed meanwhile.
        """
        threading.Thread(target=clear_leftovers, daemon=True).start()
        if self.context.get_start_method() != "forkserver":
            return
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        from multiprocessing import forkserver

        self.context.set_forkserver_preload(["ui.trace", "ui.agent_answers", "model"])
        forkserver.ensure_running()

    def catalogue(self) -> Catalogue:
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
        yield from self._in_line(self.slots, order, BASE, cancelled)

    def twin_reports(self, order: Order, cancelled: threading.Event) -> Iterator[Report]:
        """Run the straight twin of an order and yield its reports, as `reports` does."""
        yield from self._in_line(self.twin_slots, order, STRAIGHT, cancelled)

    def _in_line(
        self, slots: threading.Semaphore, order: Order, world: str, cancelled: threading.Event
    ) -> Iterator[Report]:
        yield Report(order.run, "waiting", world=world)
        held = False
        while not held and (picture := self.archive.find(order, world)) is None:
            held = slots.acquire(timeout=POLL_SECONDS)
            if cancelled.is_set():
                break
        try:
            if not held:  # somebody else has run it, or nobody waits for it any more
                if picture:
                    yield Report(order.run, "done", order.months, picture, world=world)
                return
            for report in self._follow(order, world, cancelled):
                if held and report.state == "done":  # nobody needs to wait for what is measured afterwards
                    slots.release()
                    held = False
                yield report
        finally:
            if held:
                slots.release()

    def _follow(self, order: Order, world: str, cancelled: threading.Event) -> Iterator[Report]:
        if cancelled.is_set():
            return
        folder = self.archive.own_folder(order)
        folder.mkdir(exist_ok=True)
        receiver, process = self._start(run_world, order, world, folder)
        picture = None
        try:
            for report in _listen(Report(order.run, "waiting", world=world), receiver, cancelled):
                picture = report.picture if report.state == "done" else None
                yield report
            if picture and not cancelled.is_set():
                self.archive.keep(order, world, picture)
        finally:
            receiver.close()
            process.terminate()
            process.join()
            if cancelled.is_set():
                self.forget(order)

    def folder(self, order: Order) -> Path:
        """Return where the saved states of an order lie; all of it goes with the server."""
        return self.archive.folder(order, BASE)

    def forget(self, order: Order) -> None:
        """Remove the saved states of an order that nobody looks at any more."""
        self.archive.forget(order)

    def ask(self, question: Question, cancelled: threading.Event) -> Iterator[dict[str, Any]]:
        """Yield what a worker answers to a question about agents, then what it adds; ends once `cancelled` is set.

        Raises RuntimeError in one line, or with the name of a text, where it could not be answered.
        """
        from ui.agent_answers import refusal

        if refused := refusal(question, self.folder(question.order)):
            yield {"refused": refused}
            return
        while not self.question_slots.acquire(timeout=POLL_SECONDS):
            if cancelled.is_set():
                return
        try:
            yield from self._answers(question, cancelled)
        finally:
            self.question_slots.release()

    def _answers(self, question: Question, cancelled: threading.Event) -> Iterator[dict[str, Any]]:
        from ui.agent_answers import replies

        receiver, process = self._start(
            answer_in_parts, partial(replies, question, self.folder(question.order))
        )
        try:
            yield from _parts(receiver, cancelled)
        finally:
            receiver.close()
            process.terminate()
            process.join()


def _parts(receiver: Any, cancelled: threading.Event) -> Iterator[dict[str, Any]]:
    """Yield the parts of an answer until the worker hangs up."""
    told, give_up = False, time.monotonic() + SECONDS_UNTIL_LOST
    while not cancelled.is_set():
        if receiver.poll(POLL_SECONDS):
            try:
                part, mishap = receiver.recv()
            except EOFError as lost:
                if told:
                    return
                raise RuntimeError("worker.ended") from lost
            if mishap:
                raise RuntimeError(mishap)
            told = True
            yield part
        elif time.monotonic() > give_up:
            raise RuntimeError("worker.silent")


def _listen(report: Report, receiver: Any, cancelled: threading.Event) -> Iterator[Report]:
    """Yield what a worker says until it hangs up; one that leaves without an end, or is silent, has failed."""
    heard = time.monotonic()
    while not cancelled.is_set():
        if receiver.poll(POLL_SECONDS):
            try:
                report = receiver.recv()
            except (EOFError, OSError):
                if report.state not in ("done", "failed"):
                    yield replace(report, state="failed", picture=None, message="worker.ended")
                return
            heard = time.monotonic()
            yield report
        elif time.monotonic() - heard > SECONDS_UNTIL_LOST:
            yield replace(report, state="failed", picture=None, message="worker.silent")
            return


@cache
def workshop() -> Workshop:
    """The server's one workshop, made when first asked for."""
    return Workshop()
