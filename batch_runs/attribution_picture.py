"""The picture of the shares: a panel for each cost, a bar for each switch, with its error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from batch_runs.attribution_meaning import COSTS, ERRORS, error_of, sign
from batch_runs.attribution_page import figure
from batch_runs.drawing import COLOURS, GRID, STYLE, panels, svg_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Found = dict[str, Any]

TOLD, UNTOLD = COLOURS[2], COLOURS[8]
"""Colours of shares whose sign can be told, and of the others."""


def picture(found: Found) -> str:
    """Return the picture as SVG, the same bytes for the same figures."""
    return svg_of(drawn(found), "Which mechanism costs what")


def drawn(found: Found) -> Figure:
    """Return the picture before it is text: costs across, switches down in the order of the tables."""
    import matplotlib as mpl

    drawing, axes = panels(len(COSTS), sharey=True)
    with mpl.rc_context(STYLE):
        for axis, cost in zip(axes, COSTS, strict=True):
            _draw(axis, found["costs"][cost]["switches"], cost)
        axes[0].invert_yaxis()
        drawing.subplots_adjust(left=0.085, right=0.98, top=0.92, bottom=0.12, wspace=0.12)
    return drawing


def _draw(axis: Axes, switches: Found, cost: str) -> None:
    """Draw the shares of one cost, each with its number as the table has it."""
    title, _, scale, unit = COSTS[cost]
    means = [one["share"]["mean"] / scale for one in switches.values()]
    errors = [error_of(one) for one in switches.values()]
    reach = [ERRORS * (error or 0.0) / scale for error in errors]
    signs = [sign(one["share"]["mean"], error) for one, error in zip(switches.values(), errors, strict=True)]
    axis.set_title(title, loc="left")
    axis.set_xlabel(unit)
    axis.barh(list(switches), means, color=[TOLD if told else UNTOLD for told in signs], xerr=reach,
              ecolor=COLOURS[0], capsize=2, error_kw={"linewidth": 0.9})  # fmt: skip
    for row, (one, mean, way) in enumerate(zip(switches.values(), means, reach, strict=True)):
        axis.annotate(figure(one["share"]["mean"], scale), (max(mean + way, 0.0), row), (4, 0), textcoords="offset points", va="center")  # fmt: skip
    axis.margins(x=0.24)
    axis.locator_params(axis="x", nbins=6)
    axis.axvline(0.0, color=COLOURS[0], linewidth=0.8)
    axis.spines[["top", "right", "left"]].set_visible(False)
    axis.tick_params(axis="y", length=0)
    axis.set_axisbelow(True)
    axis.grid(axis="x", **GRID)
