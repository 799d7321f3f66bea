"""The server's worker processes: a bounded number, each for one world or one question, and what is heard of them."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from ui.archive import Archive
from ui.catalogue import Catalogue
from ui.saved import SavedStates, clear_leftovers
from ui.worker import BASE, STRAIGHT, Order, Question, Report, answer, answer_in_parts, declared, run_world

SECONDS_UNTIL_LOST = 120.0
POLL_SECONDS = 0.1
MISHAPS = (RuntimeError, OSError, EOFError)
"""What is raised instead of an answer: what the worker met, no room for one more process or folder, a process that has ended."""


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
        """Run a world when its turn comes, or tell of the run of somebody who asked for the same."""
        heard = Report(order.run, "waiting", world=world)
        yield heard
        while not cancelled.is_set():
            if self.archive.take_up(order, world):
                try:
                    yield from self._run(slots, order, world, cancelled)
                finally:
                    self.archive.end(order, world)
                    if cancelled.is_set():
                        self.archive.forget(order)
                return
            if picture := self.archive.find(order, world):
                yield Report(order.run, "done", order.months, picture, world=world)
                return
            news = self.archive.news(order, world)
            if news and news is not heard and news.state != "failed":  # what failed there is tried here
                yield replace(
                    news, run=order.run, picture=news.picture if news.picture is not heard.picture else None
                )
                heard = news
            cancelled.wait(POLL_SECONDS)

    def _run(
        self, slots: threading.Semaphore, order: Order, world: str, cancelled: threading.Event
    ) -> Iterator[Report]:
        while not slots.acquire(timeout=POLL_SECONDS):
            if self._given_up(order, cancelled):
                return
        held = True
        try:
            for report in self._follow(order, world, cancelled):
                if held and report.state == "done":  # nobody needs to wait for what is measured afterwards
                    slots.release()
                    held = False
                self.archive.tell(order, world, report)
                yield report
        finally:
            if held:
                slots.release()

    def _given_up(self, order: Order, cancelled: threading.Event) -> bool:
        """Return whether nobody waits for an order: not who asked for it, and nobody who asked for the same."""
        return cancelled.is_set() and not self.archive.is_looked_at(order)

    def _follow(self, order: Order, world: str, cancelled: threading.Event) -> Iterator[Report]:
        if self._given_up(order, cancelled):
            return
        folder = self.archive.own_folder(order)
        folder.mkdir(parents=True, exist_ok=True)  # somebody may tidy the system's folder for such files
        base = self.archive.find(order, BASE) if world == STRAIGHT else None
        receiver, process = self._start(run_world, order, world, folder, base)
        picture = None
        try:
            given_up = partial(self._given_up, order, cancelled)
            for report in _listen(Report(order.run, "waiting", world=world), receiver, given_up):
                picture = report.picture if report.state == "done" else None
                yield report
            if picture and not self._given_up(order, cancelled):
                self.archive.keep(order, world, picture)
        finally:
            receiver.close()
            process.terminate()
            process.join()

    def folder(self, order: Order) -> Path:
        """Return where the saved states of an order lie; all of it goes with the server."""
        return self.archive.folder(order, BASE)

    def look(self, order: Order) -> None:
        """Say that a visitor looks at an order: what it saves stays until the visitor leaves it."""
        self.archive.look(order)

    def leave(self, order: Order) -> None:
        """Say that a visitor looks at an order no more; what it has saved goes, unless it is kept for others."""
        self.archive.leave(order)

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


def in_a_line(mishap: Exception) -> str:
    """Return what is told of a mishap: a line, or the name of a text; a process that has ended leaves no words."""
    return "worker.ended" if isinstance(mishap, EOFError) else str(mishap)


def _parts(receiver: Any, cancelled: threading.Event) -> Iterator[dict[str, Any]]:
    """Yield the parts of an answer until the worker hangs up or is silent; one that said no part at all has failed."""
    told, heard = False, time.monotonic()
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
            yield part
            told, heard = True, time.monotonic()
        elif time.monotonic() - heard > SECONDS_UNTIL_LOST:
            if told:
                return
            raise RuntimeError("worker.silent")


def _listen(report: Report, receiver: Any, given_up: Callable[[], bool]) -> Iterator[Report]:
    """Yield what a worker says until it hangs up; one that leaves without an end, or is silent, has failed."""
    heard = time.monotonic()
    while not given_up():
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
