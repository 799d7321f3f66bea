"""The tidy tables of a finished sweep: written by an embedded database, so that they may outgrow memory."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from batch_runs.many.study import Study, result_files
from batch_runs.sweeps.plan import Planned
from batch_runs.sweeps.study_file import StudyFile
from batch_runs.tall_table import publish, publish_table, temporary

RUNS, TIDY = "runs.parquet", "tidy.parquet"
FINISHED, FAILED = "finished", "failed"
MEMORY = "1GB"
"""What the database keeps in memory; beyond it, it uses the disk."""


def write_tables(study: Study, described: StudyFile, plan: list[Planned]) -> int:
    """Write runs.parquet (a row a run, failed ones with their error) and tidy.parquet (a row a run and month).

    Both are in the order of the plan, whatever the order in which runs ended. Where all failed there is nothing
    to put in the second. Return how many runs failed.
    """
    failures = study.failures()
    runs = _runs_table(described, plan, failures)
    if len(failures) < len(study.jobs):
        _write_tidy(study.path, described, runs)
    publish_table(runs, study.path / RUNS)  # the last, so that who finds all runs in it finds them in both
    return len(failures)


def _runs_table(described: StudyFile, plan: list[Planned], failures: dict[str, str]) -> pa.Table:
    names = [factor.name for factor in described.factors]
    errors = [failures.get(run.job.run_id) for run in plan]
    columns = {
        "run_id": pa.array([run.job.run_id for run in plan], pa.string()),
        "point": pa.array([run.point for run in plan], pa.int64()),
        "replicate": pa.array([run.replicate for run in plan], pa.int64()),
        "seed": pa.array([run.job.seed for run in plan], pa.int64()),
        **{name: pa.array([run.values[name] for run in plan], pa.float64()) for name in names},
        "status": pa.array([FAILED if error else FINISHED for error in errors], pa.string()),
        "error": pa.array(errors, pa.string()),
    }
    return pa.table(columns)


def _write_tidy(folder: Path, described: StudyFile, runs: pa.Table) -> None:
    import duckdb

    names = [factor.name for factor in described.factors]
    measures = [name for name in described.measures if name not in names]
    told = ", ".join(["runs.point", "runs.replicate", "runs.seed", *(f'runs."{name}"' for name in names)])
    measured = ", ".join(f'answers."{name}"' for name in measures)
    files = [str(path) for path in result_files(folder)]
    part = temporary(folder / TIDY)
    with duckdb.connect(
        config={"threads": 1, "memory_limit": MEMORY, "temp_directory": str(folder / "spill")}
    ) as db:
        db.register("runs", runs)
        # A run can stand in two files, when it was bundled anew after an interruption: the same answer twice.
        db.read_parquet(files, union_by_name=True, filename=True).create_view("found")
        db.execute(
            f"""copy (
                select {told}, timestamp '2015-01-01' + to_months(cast(answers.month as integer)) as month, {measured}
                from runs join (select * from found qualify filename = min(filename) over (partition by run_id)) answers
                using (run_id) order by runs.point, runs.replicate, answers.month
            ) to '{_quoted(part)}' (format parquet, compression zstd)"""
        )
    publish(part, folder / TIDY)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
