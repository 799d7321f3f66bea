"""The folder of three worlds with one luck: each in its own folder while unfinished, then together with the costs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from batch_runs import made_with
from batch_runs.cost_files import cost_table, cost_totals, summary
from batch_runs.loop_file import residuals
from batch_runs.notes import read_notes
from batch_runs.one_run import agreed, asked_before
from batch_runs.request import DEFAULTS, Request
from batch_runs.run_folder import TWINS_BEGUN, RunFolder
from batch_runs.side_by_side import Job
from batch_runs.tall_table import AGAIN, publish_table, publish_text, read_table, sync_folder
from model.errors import BadInput
from model.loop_gain import LoopGain
from model.readings import readings
from model.twins import TWINS, Twins, World

WORLDS = ("base", *TWINS)

SERIES_OF = {"base": "series.parquet", **{name: f"{name}.parquet" for name in TWINS}}
"""The file in which each world's series ends up."""

RESULTS = (*SERIES_OF.values(), "costs.parquet", "costs.json", "loop.json", "run.json")
"""In the order in which they appear: a folder with run.json holds everything."""


BEGUN = {"asked": dict, "versions": dict, "commit": str | None}
"""What is noted about unfinished twins."""


class TwinFolder:
    """`--out DIR`, and within it `unfinished/base`, `unfinished/straight` and `unfinished/no-ai` until all are done."""

    def __init__(self, path: Path) -> None:
        self.path, self.unfinished = path, path / "unfinished"
        self._held = RunFolder(path)

    @property
    def is_finished(self) -> bool:
        """Whether everything is here."""
        return (self.path / "run.json").exists()

    def world(self, name: str) -> RunFolder:
        """Return the folder of one world."""
        return RunFolder(self.unfinished / name)

    @property
    def is_begun(self) -> bool:
        """Whether twins were begun here and not finished."""
        return not self.is_finished and (self.unfinished / TWINS_BEGUN).exists()

    def months(self, said: Mapping[str, Any], resume: bool) -> int:
        """Return how many months are asked for, by what is said or by what is resumed."""
        before = asked_before(self._notes(), self.path) if resume and self.is_begun else DEFAULTS
        months: int = {**before, **said}["months"]
        return months

    def gain_seeds(self) -> int:
        """Return over how many seeds the loop gain of the unfinished twins was asked for."""
        return int(self._notes().get("gain_seeds", 0))

    def begin(
        self, said: Mapping[str, Any], resume: bool, gain_seeds: int | None = None
    ) -> tuple[Request, list[Job]]:
        """Return the base's request and the three runs to do, new or as they were begun; keep others away until `let_go`.

        `gain_seeds` is over how many the loop gain is asked for, 0 for none; None is as before, and none for new ones.
        Raises BadInput where the folder holds something else, or what is said is not what was said before.
        """
        if resume and self.is_begun:
            notes = self._notes()
            request, asked = agreed(notes, said, self._held), notes["asked"]
            made_with.refuse_other_versions(notes, self.path)
            gain_seeds = self.gain_seeds() if gain_seeds is None else gain_seeds
        else:
            self._held.refuse_results("run --resume")
            asked = {**DEFAULTS, **said}
            request = Request.of(asked)
            self.unfinished.mkdir(parents=True, exist_ok=True)
        self._held.hold()
        self._write(
            TWINS_BEGUN,
            {"asked": asked, "gain_seeds": gain_seeds or 0, **request.described(), **made_with.everything()},
        )
        return request, [Job(self.world(name).path, _asked(name, asked)) for name in WORLDS]

    def let_go(self) -> None:
        """Let others work on the twins."""
        self._held.let_go()

    def agree(self, said: Mapping[str, Any], gain_seeds: int | None = None) -> None:
        """Raise BadInput where the finished folder holds something else than what is said."""
        told = self._held.result()
        if "twins" not in told:
            raise BadInput(f"--out {self.path}: holds one run and no twins; take another folder")
        agreed(told, said, self._held)
        measured = read_notes(self.path / "loop.json", {"loop_gain": dict | None}, AGAIN)["loop_gain"]
        over = len(measured["seeds"]) if measured else 0
        if gain_seeds and gain_seeds != over:
            finished = f"with {over}" if over else "without"
            raise BadInput(
                f"--gain-seeds {gain_seeds}: {self.path} was finished {finished}; ask for it in another folder"
            )
        shutil.rmtree(self.unfinished, ignore_errors=True)

    def finish(self, found: LoopGain | None = None) -> list[str]:
        """Write the costs and all other files, run.json last; return what to say of them, line by line.

        `found` is the loop gain of the base, where somebody asked for it.
        """
        worlds = {name: self._read(name) for name in WORLDS}
        items = readings(Twins(*worlds.values()))
        totals = cost_totals(items)
        for name, file in SERIES_OF.items():
            shutil.copyfile(self.world(name).path / "series.parquet", self.unfinished / file)
        publish_table(cost_table(items), self.unfinished / "costs.parquet")
        notes = self.world("base").result()
        notes["twins"] = {name: worlds[name].digest for name in TWINS}
        told = {key: notes[key] for key in ("scenario", "seed", "months")}
        self._write("costs.json", {**told, "costs": totals})
        loop = {**notes.pop("loop"), "loop_gain": found.as_dict() if found else None}
        stays = residuals(worlds["base"].columns, worlds["straight"].columns)
        self._write("loop.json", {**told, **loop, "residuals_after_bust": stays})
        self._write("run.json", notes)
        self._publish()
        return [f"{self.path}: base, straight and no-AI, {notes['months']} months each", *summary(totals)]

    def _notes(self) -> dict[str, Any]:
        """Return what was asked for when the unfinished twins were begun."""
        return read_notes(self.unfinished / TWINS_BEGUN, BEGUN, AGAIN)

    def _read(self, name: str) -> World:
        folder = self.world(name)
        table = read_table(folder.path / "series.parquet")
        columns = {c: table[c].to_numpy() for c in table.column_names if c != "month"}
        return World({c: np.asarray(values) for c, values in columns.items()}, folder.result()["digest"])

    def _write(self, name: str, content: dict[str, Any]) -> None:
        publish_text(json.dumps(content, indent=1), self.unfinished / name)

    def _publish(self) -> None:
        for name in RESULTS:
            (self.unfinished / name).replace(self.path / name)
            sync_folder(self.path)
        self.let_go()
        shutil.rmtree(self.unfinished, ignore_errors=True)


def _asked(name: str, said: Mapping[str, Any]) -> dict[str, Any]:
    return dict(said) if name == "base" else {**said, "twin": name}
