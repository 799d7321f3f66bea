"""The folder of a study: what is planned, what is finished, what failed. The files in it are the only record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa

from batch_runs import made_with
from batch_runs.many.job import Job, canonical
from batch_runs.many.lock import try_lock
from batch_runs.notes import read_notes
from batch_runs.request import differences
from batch_runs.tall_table import PART, publish_table, publish_text, read_table
from model.errors import BadInput

if TYPE_CHECKING:
    import pandas as pd
    from filelock import FileLock

FORMAT = "belief-machine-study-1"
DESCRIPTION, PLAN, LOCK = "study.json", "plan.parquet", "lock"
RESULTS, FAILURES = "results", "failures"
DESCRIBED = {"command": str, "asked": dict, "runs": int, "versions": dict, "commit": str | None}
"""What every description of a study says."""
START_AGAIN = "start the study again in another folder"
TRY_AGAIN = "remove this note, and its run is tried again"
DEATHS_ALLOWED = 3
"""So many workers may die of a run, alone with it, before it is set aside."""


class Study:
    """A study in its folder: `with Study.begin(...) as study` holds its lock.

    Finished is what stands in a file with a final name under results/. Failed is what has a note under
    failures/ and no result; remove the note, and the run is tried again.
    """

    def __init__(self, path: Path, jobs: Sequence[Job], lock: FileLock) -> None:
        self.path, self._lock = path, lock
        self.jobs = {job.run_id: job for job in jobs}
        self.heard = 0
        """Exit status of the signal that came while its runs were carried out, also in the last of them; 0 for none."""

    @classmethod
    def begin(cls, path: Path, command: str, asked: Mapping[str, Any], jobs: Sequence[Job]) -> Self:
        """Return a new study, or the one that was begun here with the same words, or one that holds all runs of that.

        Raises BadInput where the folder holds another study or other files, or somebody is at work on it.
        """
        _refuse_strange_folder(path)
        path.mkdir(parents=True, exist_ok=True)
        lock = try_lock(path / LOCK)
        if lock is None:
            raise BadInput(f"--out {path}: another process is at work on this study; wait, or stop it first")
        study = cls(path, jobs, lock)
        try:
            # In the order in which it was said: a design gives its columns to factors in their order.
            said = json.loads(json.dumps(asked, allow_nan=False))
            study._agree({"format": FORMAT, "command": command, "asked": said})
        except BaseException:
            lock.release()
            raise
        return study

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def missing(self) -> list[Job]:
        """Return the jobs that are neither finished nor failed, in the order of the plan."""
        settled = finished(self.path) | failed(self.path).keys()
        return [job for run_id, job in self.jobs.items() if run_id not in settled]

    def failures(self) -> dict[str, str]:
        """Return what the failed runs of this plan died of, by run id."""
        done = finished(self.path)
        return {run: why for run, why in failed(self.path).items() if run in self.jobs and run not in done}

    def table(self) -> pd.DataFrame:
        """Return answers of one row a run, index `run_id` in ascending order; runs that are not finished are left out.

        Neither the number of workers nor the order in which runs ended changes this table.
        """
        return answers(self.path, self.jobs)

    def refuse_other_code(self) -> None:
        """Raise BadInput where the code is not what the study was begun with: a new worker would run what stands here now."""
        made_with.refuse_other_versions(description(self.path), self.path)

    def note_deaths(self, job: Job, deaths: int) -> bool:
        """Note that so many workers died with this run and nothing else; return whether the run is set aside now."""
        path = self.path / FAILURES / f"{job.run_id}.json"
        deaths += read_notes(path, {}, TRY_AGAIN).get("deaths", 0) if path.exists() else 0
        note: dict[str, Any] = {"deaths": deaths, "job": job.described()}
        if deaths >= DEATHS_ALLOWED:
            note["error"] = f"{deaths} workers died of it, each alone with it"
        publish_text(json.dumps(note, indent=1), path)
        return deaths >= DEATHS_ALLOWED

    def _agree(self, said: dict[str, Any]) -> None:
        """Write down a new study, or see that the one here is the same; sweep what a killed one left half written."""
        plan = hashlib.sha256(canonical(list(self.jobs)).encode()).hexdigest()
        said |= {"runs": len(self.jobs), "plan": plan}
        new = not (self.path / DESCRIPTION).exists()
        grown = not new and self._has_grown(said)
        for name in (RESULTS, FAILURES):
            (self.path / name).mkdir(exist_ok=True)
        for litter in self.path.rglob(f"*{PART}"):
            litter.unlink(missing_ok=True)  # a worker elsewhere may be publishing it just now
        self._forgive_deaths()
        if new or grown or planned(self.path) is None:
            self._write_plan()  # before the description: a grown plan under an old description grows once more
        if new or grown:
            publish_text(json.dumps(said | made_with.everything(), indent=1), self.path / DESCRIPTION)

    def _forgive_deaths(self) -> None:
        """Let runs that workers died of be tried anew: the machine may have been to blame. Errors stay, they repeat."""
        for note in (self.path / FAILURES).glob("*.json"):
            if "deaths" in read_notes(note, {}, TRY_AGAIN):
                note.unlink()

    def _has_grown(self, said: Mapping[str, Any]) -> bool:
        """Return whether this is the study that was begun here and more; a run of it is never done twice.

        Raises BadInput where it is another one, or was begun with other versions.
        """
        before = description(self.path)
        unlike = differences({name: value for name, value in said.items() if name != "plan"}, before)
        other_runs = said["plan"] != before.get("plan")
        listed = "; ".join([" ".join(part.split()) for part in unlike[:3]] + ["plan differs"] * other_runs)
        grown = bool(unlike) and said["command"] == before["command"] and self._holds_all_planned(listed)
        if unlike and not grown:
            raise BadInput(
                f"--out {self.path}: holds another study ({listed}); ask for the same, or take another folder"
            )
        made_with.refuse_other_versions(before, self.path)
        if other_runs and not grown:
            scenario = before["asked"].get("scenario", "base")
            raise BadInput(
                f"--out {self.path}: holds this study with other runs: what they are made of has changed since, such as "
                f"the file of scenario {scenario!r}; undo the change, or take another folder"
            )
        return grown

    def _holds_all_planned(self, unlike: str) -> bool:
        """Return whether these are the runs that were planned here and more. Raises BadInput where nobody can know."""
        before = planned(self.path)
        if before is None:
            raise BadInput(
                f"{self.path / PLAN}: cannot be read, and without it this study cannot grow ({unlike}); ask once for the "
                f"same study as before, which writes it anew, or take another folder"
            )
        return before <= self.jobs.keys()

    def _write_plan(self) -> None:
        rows = [
            {"run_id": run_id, "seed": job.seed, "job": canonical(job.described())}
            for run_id, job in self.jobs.items()
        ]
        schema = pa.schema({"run_id": pa.string(), "seed": pa.int64(), "job": pa.string()})
        publish_table(pa.Table.from_pylist(rows, schema=schema), self.path / PLAN)


def _refuse_strange_folder(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise BadInput(f"--out {path}: is a file; name a folder")
    ours = (LOCK, PLAN, RESULTS, FAILURES)
    if path.is_dir() and not (path / DESCRIPTION).exists():
        strange = [file.name for file in sorted(path.iterdir()) if file.name.removesuffix(PART) not in ours]
        strange = [name for name in strange if name != DESCRIPTION + PART]
        if strange:
            raise BadInput(f"--out {path}: holds other files ({strange[0]}); take another folder")


def description(path: Path) -> dict[str, Any]:
    """Return study.json. Raises BadInput where there is none, or it does not describe a study."""
    if not (path / DESCRIPTION).exists():
        one = (path / "run.json").exists() or (path / "unfinished").is_dir()
        what = "one run or twins, and this is for studies of many" if one else f"no study (no {DESCRIPTION})"
        raise BadInput(f"{path}: holds {what}; name the folder given to --out of a study")
    return read_notes(path / DESCRIPTION, DESCRIBED, START_AGAIN)


def result_files(path: Path) -> list[Path]:
    """Return the files of finished runs, by name."""
    return sorted((path / RESULTS).glob("chunk-*.parquet"))


def finished(path: Path) -> set[str]:
    """Return the ids of the runs whose answers are published."""
    return {run_id for file in result_files(path) for run_id in _ids(file)}


def planned(path: Path) -> set[str] | None:
    """Return the ids of the runs that are planned, None where the plan is missing or damaged."""
    try:
        return set(_ids(path / PLAN))
    except BadInput:
        return None


def planned_jobs(path: Path) -> list[Job]:
    """Return the runs that are planned; none where there is no plan, or it is damaged."""
    if planned(path) is None:
        return []
    return [Job(**json.loads(job)) for job in read_table(path / PLAN, ["job"])["job"].to_pylist()]


def standing(path: Path) -> tuple[set[str], dict[str, str]]:
    """Return which runs of the plan are finished, and why others of it failed; all there are, where the plan is lost."""
    plan, done, broken = planned(path), finished(path), failed(path)
    done = done if plan is None else done & plan
    return done, {
        run: why for run, why in broken.items() if run not in done and (plan is None or run in plan)
    }


def answers(path: Path, jobs: Collection[str]) -> pd.DataFrame:
    """Return what a study's folder has of these runs, one row a run, index `run_id` in ascending order."""
    import pandas as pd

    if not result_files(path):
        return pd.DataFrame(index=pd.Index([], name="run_id"))
    parts = [read_table(file) for file in result_files(path)]
    whole = pa.concat_tables(parts, promote_options="default").to_pandas().set_index("run_id")
    whole = whole[~whole.index.duplicated()]
    return whole.loc[sorted(whole.index.intersection(list(jobs)))]


def _ids(file: Path) -> Iterator[str]:
    try:
        yield from read_table(file, ["run_id"])["run_id"].to_pylist()
    except (OSError, LookupError, pa.ArrowException) as error:
        raise BadInput(f"{file}: cannot be read; remove it, and its runs are made again") from error


def failed(path: Path) -> dict[str, str]:
    """Return why runs failed, by id; a run whose deaths are few enough to try again is not among them."""
    notes = {file.stem: read_notes(file, {}, TRY_AGAIN) for file in sorted((path / FAILURES).glob("*.json"))}
    return {run_id: str(note["error"]) for run_id, note in notes.items() if "error" in note}
