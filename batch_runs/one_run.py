"""One run in its folder: begun, saved now and then, gone on with after an interruption, published whole."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from batch_runs import made_with
from batch_runs.command import CannotGoOn
from batch_runs.recorder import Recorder
from batch_runs.request import DEFAULTS, Request, differences
from batch_runs.run_folder import RunFolder
from batch_runs.tall_table import publish_text
from model import Economy
from model.errors import BadInput
from model.ledger import LedgerBroken, Refused

SAVE_EVERY = 12
"""Months between saved states, or some times as many where saving takes long."""

SAVING_WORTH = 100.0
"""A state is saved when the time since the last save is so many times what that one took: a killed run loses that, or a year."""

BREAKDOWNS = (Refused, LedgerBroken, ArithmeticError, ValueError)
"""What an economy that breaks down raises."""

Watcher = Callable[[Economy], None]


class OneRun:
    """An economy on its way through its months, with everything finished so far on the disk."""

    def __init__(self, folder: RunFolder, request: Request, notes: dict[str, Any], economy: Economy) -> None:
        self.folder, self.request, self.notes, self.economy = folder, request, notes, economy
        self.recorder = Recorder(folder.unfinished, request.flows, request.agents, request.is_base)
        self.recorder.attend(economy)
        self._started = time.perf_counter()
        self._save_after = 0.0

    @classmethod
    def begin(cls, folder: RunFolder, said: Mapping[str, Any]) -> OneRun:
        """Return a new run. `said` are options as in DEFAULTS, those left out take what stands there."""
        folder.refuse_results()
        asked = {**DEFAULTS, **said}
        request = Request.of(asked)
        economy = request.economy()
        notes = {
            "asked": asked,
            **request.described(),
            **made_with.everything(),
            "resumed_after": [],
            "wall_seconds": 0.0,
        }
        folder.begin(notes)
        return cls(folder, request, notes, economy)

    @classmethod
    def resume(cls, folder: RunFolder, said: Mapping[str, Any]) -> OneRun:
        """Return the unfinished run of a folder. What is said again must be what was said before."""
        folder.hold()
        try:
            notes = folder.notes()
            request = agreed(notes, said, folder)
            made_with.refuse_other_versions(notes, folder.path)
            economy = folder.load() or request.economy()
            notes["resumed_after"].append(economy.month)
            run = cls(folder, request, notes, economy)
            run.recorder.refuse_damaged(economy.month)
        except BaseException:
            folder.let_go()
            raise
        return run

    def advance(self, completed: Watcher, stop: Callable[[], bool]) -> bool:
        """Run the months that remain and publish, or keep everything so far once `stop` says so.

        Returns whether the run is finished. `completed` is told after every month.
        """
        try:
            return self._advance(completed, stop)
        finally:
            self.folder.let_go()

    def _advance(self, completed: Watcher, stop: Callable[[], bool]) -> bool:
        while self.economy.month < self.request.months and not stop():
            self._step()
            self.recorder.write_month(self.economy)
            if self._save_is_due:
                self.save()
            completed(self.economy)
        if self.economy.month < self.request.months:
            self.save()
            self.recorder.write_series(self.economy, self.folder.unfinished / "series.parquet")
            return False
        self.finish()
        return True

    def save(self) -> None:
        """Put everything on the disk: the tables first, because the state says up to where they hold."""
        begun = time.perf_counter()
        self.recorder.save()
        self.economy.save(self.folder.state)
        self.folder.note({**self.notes, "wall_seconds": self.wall_seconds})
        done = time.perf_counter()
        self._save_after = done + SAVING_WORTH * (done - begun)

    @property
    def _save_is_due(self) -> bool:
        """Whether a year is over, not the last, and saving it is little against what was run since the last save."""
        month = self.economy.month
        ends_a_year = month % SAVE_EVERY == 0 and month < self.request.months
        return ends_a_year and time.perf_counter() >= self._save_after

    def finish(self) -> None:
        """Write every file of the run, and publish them together."""
        self.recorder.save()
        self.recorder.merge(self.folder.unfinished)
        self.recorder.write_series(self.economy, self.folder.unfinished / "series.parquet")
        self.notes["loop"] = self.recorder.loop(self.economy)
        self.notes |= {"wall_seconds": round(self.wall_seconds, 3), "digest": self.economy.digest()}
        publish_text(json.dumps(self.notes, indent=1), self.folder.unfinished / "run.json")
        self.folder.publish()

    def _step(self) -> None:
        try:
            self.economy.step()
        except BREAKDOWNS as error:
            raise CannotGoOn(
                f"the economy broke down after {self.economy.month} of {self.request.months} months: {error}; "
                f"what was saved before is in {self.folder.unfinished}"
            ) from error

    @property
    def wall_seconds(self) -> float:
        """Seconds of running so far, those before an interruption included."""
        return float(self.notes["wall_seconds"]) + time.perf_counter() - self._started


def agreed(notes: Mapping[str, Any], said: Mapping[str, Any], folder: RunFolder) -> Request:
    """Return the request of the run in a folder; raises BadInput where what is said now differs from it."""
    request = Request.of({**DEFAULTS, **asked_before(notes, folder.path), **said})
    unlike = differences(request.described(), notes)
    if unlike:
        listed = "; ".join(unlike[:3]) + ("; and more" if len(unlike) > 3 else "")
        raise BadInput(
            f"--out {folder.path}: holds another run ({listed}); ask for the same, or take another folder"
        )
    return request


def asked_before(notes: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return the options with which a folder's run was begun. Raises BadInput where one is nothing that can be asked."""
    asked: dict[str, Any] = notes["asked"]
    for name, usual in DEFAULTS.items():
        value = asked.get(name, usual)
        kind = int | float if isinstance(usual, float) else type(usual)
        words = value if isinstance(value, list) else []
        if not isinstance(value, kind) or not all(isinstance(word, str) for word in words):
            raise BadInput(
                f"--out {path}: its notes are damaged ({name} {value!r}); start the run again in another folder"
            )
    return asked
