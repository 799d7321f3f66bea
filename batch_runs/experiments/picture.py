"""The picture of an experiment: two quantities by year, each arm a line, as SVG text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from batch_runs.drawing import COLOURS, GRID, STYLE, panels, svg_of
from batch_runs.experiments.figures import years_of
from batch_runs.experiments.outcomes import LINES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from batch_runs.experiments.experiment import Experiment

Found = dict[str, Any]

DASHES = ("-", "--", "-.")
BAND = 0.12
"""How dark the range of seeds behind the first arm is."""

END_OF_RECORD = 2025.5


def picture(experiment: Experiment, found: Found) -> str:
    """Return the picture as SVG, the same bytes for the same figures."""
    import matplotlib as mpl

    figure, axes = panels(2)
    with mpl.rc_context(STYLE):
        for axis, name in zip(axes, experiment.lines, strict=True):
            _draw(axis, experiment, found, name)
        rows = -(-len(experiment.arms) // 4)
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="lower center", ncols=4, frameon=False)
        figure.subplots_adjust(left=0.05, right=0.985, top=0.92, bottom=0.1 + 0.06 * rows, wspace=0.13)
    return svg_of(figure, experiment.title)


def _draw(axis: Axes, experiment: Experiment, found: Found, name: str) -> None:
    """Draw one quantity: the mean over seeds of each arm, and the range of seeds of the first."""
    when, lines = list(years_of(found)), found["lines"][name]
    first = {side: np.array(values, dtype=float) for side, values in lines[experiment.reference.name].items()}
    axis.set_title(LINES[name].title, loc="left")
    axis.fill_between(when, first["low"], first["high"], color=COLOURS[0], alpha=BAND, linewidth=0)
    for k, arm in enumerate(experiment.arms):
        axis.plot(
            when,
            np.array(lines[arm.name]["mean"], dtype=float),
            color=COLOURS[k % len(COLOURS)],
            linestyle=DASHES[k % len(DASHES)],
            linewidth=1.6,
            label=arm.label,
        )
    axis.axvline(END_OF_RECORD, color="#999999", linewidth=0.8, linestyle=":")
    axis.set_ylim(bottom=0.0)
    axis.xaxis.set_major_locator(_whole_years())
    axis.spines[["top", "right"]].set_visible(False)
    axis.grid(axis="y", **GRID)


def _whole_years() -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(integer=True, nbins=8)
