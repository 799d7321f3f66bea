"""What a report says in numbers of a finished sweep, read through the embedded database so that it may outgrow memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from batch_runs.paired import Effect, paired
from batch_runs.reports.reading import check_table, not_finished, reading, table_of
from batch_runs.sweeps.results import FAILED, RUNS, TIDY

if TYPE_CHECKING:
    import pandas as pd

INDICES = "sensitivity.parquet"
NOT_MEASURES = ("point", "replicate", "seed", "month")
TOLD_OF_FAILED = ("point", "seed", "error")
FIRST = 0
"""The point that others are compared with."""


class Swept(NamedTuple):
    """A finished sweep: its folder, factors, measures, whether luck is paired, and its last kept month, a row a run.

    Where luck is paired and some runs failed, only replicates that finished at every point are in it, if there are any:
    else points would be compared over different luck. `left_out` says how many are not.
    """

    folder: Path
    factors: tuple[str, ...]
    measures: tuple[str, ...]
    paired: bool
    last: pd.DataFrame
    left_out: int

    @classmethod
    def of(cls, folder: Path, asked: dict[str, Any]) -> Swept:
        """Return what is in the folder. Raises BadInput with one line where that is nothing yet, or damaged."""
        factors = tuple(asked.get("factors", {}))
        check_table(folder / TIDY, (*NOT_MEASURES, *factors))
        last = _query(
            folder, "select * from tidy where month = (select max(month) from tidy) order by point, replicate"
        )
        measures = tuple(name for name in last.columns if name not in (*NOT_MEASURES, *factors))
        paired_luck = bool(asked.get("paired", True))
        whole = _everywhere(last) if paired_luck else last
        left_out = last["replicate"].nunique() - whole["replicate"].nunique()
        return cls(folder, factors, measures, paired_luck, whole, left_out)

    @property
    def points(self) -> pd.DataFrame:
        """The factor values of each point, index `point`."""
        return self.last.groupby("point")[list(self.factors)].first()

    @property
    def uneven(self) -> bool:
        """Whether points are means over different seeds although luck is paired: no seed finished at every point."""
        return self.paired and self.last.groupby("point")["replicate"].agg(frozenset).nunique() > 1

    def means(self, measure: str) -> dict[int, Effect]:
        """Return each point's mean over seeds with its interval, last kept month; points without a number left out."""
        groups = self.last.groupby("point")[measure]
        return {int(point): paired(values) for point, values in groups if np.isfinite(values).all()}

    def differences(self, measure: str) -> dict[int, Effect]:
        """Return each point's difference to the first point, seed by seed; nothing where luck is not paired, or that point failed."""
        wide = self.last.pivot_table(measure, "replicate", "point", dropna=False)
        if not self.paired or FIRST not in wide:
            return {}
        each = {
            int(point): (wide[point] - wide[FIRST]).dropna().to_numpy() for point in wide if point != FIRST
        }
        return {point: paired(values) for point, values in each.items() if len(values)}

    def fan(self, measure: str, point: int) -> pd.DataFrame:
        """Return month, q10, q50 and q90 over the seeds of a point, a row a kept month."""
        return _query(
            self.folder,
            f"""select month, quantile_cont("{measure}", 0.1) q10, quantile_cont("{measure}", 0.5) q50,
                quantile_cont("{measure}", 0.9) q90 from tidy where point = {point}
                and replicate in ({", ".join(map(str, self.last["replicate"].unique()))}) group by month order by month""",
        )

    def correlations(self) -> pd.DataFrame:
        """Return Spearman's rank correlation of each factor (row) with each measure (column), over points."""
        means = self.last.groupby("point")[[*self.factors, *self.measures]].mean()
        return means.corr(method="spearman").loc[list(self.factors), list(self.measures)]


def _everywhere(last: pd.DataFrame) -> pd.DataFrame:
    """Return the runs of replicates that finished at every point; all where there is none such."""
    whole = last.groupby("replicate")["point"].transform("nunique") == last["point"].nunique()
    return last[whole] if whole.any() else last


def _query(folder: Path, sql: str) -> pd.DataFrame:
    import duckdb

    with reading(folder / TIDY), duckdb.connect() as database:
        database.read_parquet(str(folder / TIDY)).create_view("tidy")
        return database.execute(sql).df()


class Round(NamedTuple):
    """A round of a calibration: its number, candidates, how many broke down, and the smallest distance; None where all did."""

    number: int
    candidates: int
    broken: int
    nearest: float | None


def rounds(folder: Path) -> Iterator[Round]:
    """Yield the rounds of a finished calibration, the first with number 1."""
    table = table_of(folder / "calibrate.parquet", ("round", "distance"))
    for number, tried in table.groupby("round")["distance"]:
        whole = tried[np.isfinite(tried)]
        nearest = float(whole.min()) if len(whole) else None
        yield Round(int(number) + 1, len(tried), len(tried) - len(whole), nearest)


def failures(folder: Path) -> Sequence[dict[str, Any]]:
    """Return the failed runs of a sweep: point, seed and error."""
    if not (folder / RUNS).exists():
        return []
    runs = table_of(folder / RUNS, ("status", *TOLD_OF_FAILED))
    failed = runs[runs["status"] == FAILED]
    found: list[dict[str, Any]] = failed[list(TOLD_OF_FAILED)].to_dict("records")
    return found


def refuse_earlier(folder: Path, runs: int) -> None:
    """Raise BadInput where the tables of a sweep are of an earlier, smaller study: it has grown since."""
    if (folder / RUNS).exists() and len(table_of(folder / RUNS, ("status",))) != runs:
        raise not_finished(folder, f"{RUNS} of all its runs")


def none_finished(folder: Path) -> bool:
    """Return whether a sweep came to its end and every run of it failed: there are no measures to tell of."""
    if (folder / TIDY).exists() or not (folder / RUNS).exists():
        return False
    return bool((table_of(folder / RUNS, ("status",))["status"] == FAILED).all())


def ranking(folder: Path, indices: Sequence[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each measure of a finished sensitivity study with its factors and their indices, the strongest first."""
    table = table_of(folder / INDICES, ("measure", "rank", "factor", *indices))
    for measure, rows in table.groupby("measure", sort=False):
        yield str(measure), rows.to_dict("records")
