"""The folder of a run: nothing in it until the run is whole, except what an unfinished run needs to go on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from filelock import FileLock

from batch_runs.many.lock import try_lock
from batch_runs.many.study import DESCRIPTION
from batch_runs.notes import read_notes
from batch_runs.tall_table import AGAIN, publish_text, sync_folder
from model import Economy
from model.errors import BadInput

RESULTS = ("series.parquet", "flows.parquet", "balance_sheet.parquet", "agents.parquet", "run.json")
"""In the order in which they appear: a folder with run.json holds a whole run."""


NOTED = {
    "asked": dict,
    "versions": dict,
    "commit": str | None,
    "resumed_after": list,
    "wall_seconds": int | float,
}
"""What is noted about every run, unfinished and finished."""

LOCK = "lock"
"""File in `unfinished/` that the process at work holds."""

TWINS_BEGUN = "twins.json"
"""What was asked for, in the `unfinished/` of three worlds that run together."""


class RunFolder:
    """`--out DIR`, and within it `unfinished/` while the run is not done."""

    def __init__(self, path: Path) -> None:
        self.path, self.unfinished = path, path / "unfinished"
        self.state = self.unfinished / "state.pkl"
        self._lock: FileLock | None = None

    @property
    def is_finished(self) -> bool:
        """Whether a whole run is here."""
        return (self.path / "run.json").exists()

    @property
    def is_begun(self) -> bool:
        """Whether a run was begun here and not finished."""
        return not self.is_finished and (self.unfinished / "request.json").exists()

    def refuse_results(self, go_on: str = "--resume") -> None:
        """Raise BadInput where results would be overwritten, or mixed with a study's; `go_on` with an unfinished run."""
        if self.is_begun:
            raise BadInput(
                f"--out {self.path}: holds an unfinished run; go on with {go_on}, or take another folder"
            )
        if (self.path / DESCRIPTION).exists():
            raise BadInput(f"--out {self.path}: holds a study ({DESCRIPTION}); take another folder")
        if (self.unfinished / TWINS_BEGUN).exists():
            raise BadInput(
                f"--out {self.path}: holds unfinished twins; go on with twin --resume, or take another folder"
            )
        there = [name for name in RESULTS if (self.path / name).exists()]
        if there:
            raise BadInput(f"--out {self.path}: holds results already ({there[0]}); take another folder")

    def begin(self, notes: dict[str, Any]) -> None:
        """Make the folder, keep others from it, and note what is asked for."""
        try:
            self.unfinished.mkdir(parents=True, exist_ok=True)
            self.hold()
            self._refuse_a_run_begun_meanwhile()
            self.note(notes)
        except OSError as error:
            raise BadInput(
                f"--out {self.path}: cannot be written ({error.strerror}); take another folder"
            ) from error

    def _refuse_a_run_begun_meanwhile(self) -> None:
        try:
            self.refuse_results()
        except BadInput:
            self.let_go()
            raise

    def hold(self) -> None:
        """Let nobody else work on the unfinished run until `let_go`. Raises BadInput where somebody does."""
        self._lock = try_lock(self.unfinished / LOCK)
        if self._lock is None:
            raise BadInput(
                f"--out {self.path}: another process is at work on this run; wait, or stop it first"
            )

    def let_go(self) -> None:
        """Let others work on the run."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def note(self, notes: dict[str, Any]) -> None:
        """Write down what is known about the unfinished run."""
        publish_text(json.dumps(notes, indent=1), self.unfinished / "request.json")

    def notes(self) -> dict[str, Any]:
        """Return what was written down about the unfinished run."""
        return read_notes(self.unfinished / "request.json", NOTED, AGAIN)

    def result(self) -> dict[str, Any]:
        """Return the run.json of a finished run."""
        return read_notes(self.path / "run.json", NOTED, AGAIN)

    def load(self) -> Economy | None:
        """Return the saved economy; None where the run was killed before its first save."""
        return Economy.load(self.state) if self.state.exists() else None

    def publish(self) -> None:
        """Move the finished files out of `unfinished/`, run.json last, and remove the rest."""
        for name in RESULTS:
            if (self.unfinished / name).exists():
                (self.unfinished / name).replace(self.path / name)
                sync_folder(self.path)
        self.let_go()
        self.tidy()

    def tidy(self) -> None:
        """Remove what an unfinished run needed."""
        shutil.rmtree(self.unfinished, ignore_errors=True)
