"""The pictures of a report, as SVG text that goes into the page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np

from batch_runs.drawing import COLOURS, STYLE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from batch_runs.reports.tables import Swept

MOST_LINES = 5
MOST_BARS = 12


def fans(swept: Swept, measure: str, unit: str) -> str:
    """Draw the median of each point by month with the range that holds eight seeds of ten; the first few points."""
    axis, done = _axes(f"{measure}: median and 10-90% of seeds, by month", unit)
    for k, point in enumerate(swept.points.index[:MOST_LINES]):
        table, colour = swept.fan(measure, int(point)), COLOURS[k % len(COLOURS)]
        axis.fill_between(table["month"], table["q10"], table["q90"], color=colour, alpha=0.12, linewidth=0)
        axis.plot(table["month"], table["q50"], color=colour, label=label(swept, int(point)))
    axis.legend(frameon=False, loc="upper left")
    return done()


def response(swept: Swept, measure: str, unit: str) -> str:
    """Draw the last kept month against the first factor: means with 95% intervals, a line for each value of the others."""
    first, *others = swept.factors
    axis, done = _axes(f"{measure} against {first}: mean over seeds and 95% interval", unit)
    points, means = swept.points, swept.means(measure)
    groups = points.groupby(others) if others else [((), points)]
    for k, (held, rows) in enumerate(groups):
        known = rows[rows.index.isin(means)].sort_values(first)
        middle = np.array([means[int(point)].mean for point in known.index])
        reach = np.nan_to_num([means[int(point)].high - means[int(point)].mean for point in known.index])
        text = ", ".join(
            f"{name} {value:.3g}" for name, value in zip(others, np.atleast_1d(held), strict=False)
        )
        axis.errorbar(
            known[first], middle, reach, color=COLOURS[k % len(COLOURS)], marker="o", capsize=3, label=text
        )
    axis.set_xlabel(first)
    if others:
        axis.legend(frameon=False)
    return done()


def surface(swept: Swept, measure: str, unit: str) -> str:
    """Draw the last kept month over both factors: a field for each pair of values, with its mean over seeds."""
    first, second = swept.factors
    points = swept.points.assign(mean={point: one.mean for point, one in swept.means(measure).items()})
    table = points.pivot_table("mean", second, first, dropna=False)
    axis, done = _axes(f"{measure} over {first} and {second}: mean over seeds, {unit}", second)
    drawn = axis.imshow(table.to_numpy(), origin="lower", aspect="auto", cmap="cividis")
    middle = (drawn.norm.vmin + drawn.norm.vmax) / 2.0  # type: ignore[operator]
    for (row, column), value in np.ndenumerate(table.to_numpy()):
        dark = not value > middle
        axis.text(column, row, f"{value:.3g}", ha="center", va="center", color="white" if dark else "black")
    axis.set_xticks(range(table.shape[1]), [f"{value:.3g}" for value in table.columns])
    axis.set_yticks(range(table.shape[0]), [f"{value:.3g}" for value in table.index])
    axis.set_xlabel(first)
    return done()


def scatter(swept: Swept, measure: str, unit: str) -> str:
    """Draw the last kept month of every point against the factor that goes with it most by rank."""
    strongest = str(swept.correlations()[measure].abs().fillna(0.0).idxmax())
    means = swept.last.groupby("point")[[strongest, measure]].mean()
    axis, done = _axes(f"{measure} against {strongest}, a dot a point", unit)
    axis.scatter(means[strongest], means[measure], s=12, color=COLOURS[2])
    axis.set_xlabel(strongest)
    return done()


def bars(measure: str, rows: list[dict[str, Any]], by: str, unit: str) -> str:
    """Draw the strongest factors of a measure with their 95% intervals."""
    axis, done = _axes(f"{measure}: {by} of the strongest factors", "")
    shown = rows[:MOST_BARS][::-1]
    axis.barh([row["factor"] for row in shown], [row[by] for row in shown],
              xerr=[row[f"{by}_error"] for row in shown], color=COLOURS[2], ecolor=COLOURS[0], capsize=3)  # fmt: skip
    axis.set_xlabel(unit)
    return done()


def element(svg: str) -> str:
    """Return of an SVG file what goes into a page: without the lines before the drawing."""
    return svg[svg.find("<svg") :].strip()


def label(swept: Swept, point: int) -> str:
    """Return a point in words: its factors and their values."""
    values = swept.points.loc[point]
    return ", ".join(f"{name} {values[name]:.3g}" for name in swept.factors) or "the only point"


def _axes(title: str, unit: str) -> tuple[Axes, Any]:
    """Return axes to draw on, and what makes the SVG text of them once they are drawn."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8.0, 3.6), facecolor="white", layout="constrained")
        axis = figure.subplots()
    axis.set_title(title, loc="left")
    axis.set_ylabel(unit)
    axis.spines[["top", "right"]].set_visible(False)

    def done() -> str:
        with mpl.rc_context(STYLE):
            text = io.StringIO()
            figure.savefig(text, format="svg", metadata={"Date": None})
        return element(text.getvalue())

    return axis, done
