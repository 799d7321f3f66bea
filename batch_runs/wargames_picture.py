"""The picture of the wargames: what one agent alone and all of its kind gain by abstaining, in per cent, with intervals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from batch_runs.drawing import COLOURS, GRID, STYLE, panels, svg_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Found = dict[str, Any]

SHOWN = {"alone": ("one alone", COLOURS[1], -0.17), "together": ("all of them", COLOURS[2], 0.17)}
"""Who abstains, by its name in the figures: in words, colour, and how far from the middle of the row."""

EDGE = 100.0
"""Per cent beyond which an interval is clipped, with an arrow."""

ROOM = 1.12
"""Width of the picture over the longest interval in it."""


def picture(found: Found) -> str:
    """Return the picture as SVG, the same bytes for the same figures."""
    return svg_of(drawn(found), "Playing and not playing")


def drawn(found: Found) -> Figure:
    """Return the picture before it is text: values across, kinds down in the order of the page."""
    import matplotlib as mpl

    drawing, axes = panels(len(found["values"]), sharey=True)
    edge = edge_of(found)
    with mpl.rc_context(STYLE):
        for axis, value in zip(axes, found["values"], strict=True):
            _draw(axis, found, value, edge)
        axes[0].set_yticks(range(len(found["kinds"])), found["kinds"])
        axes[0].invert_yaxis()
        handles, labels = axes[0].get_legend_handles_labels()
        drawing.legend(handles, labels, loc="lower center", ncols=2, frameon=False)
        drawing.subplots_adjust(left=0.085, right=0.93, top=0.92, bottom=0.2, wspace=0.22)
    return drawing


def edge_of(found: Found) -> float:
    """Return how far the picture reaches to either side of zero, per cent: as far as it must, and no farther than EDGE."""
    ends = [abs(end) for gain in gains(found) for end in (gain["mean"], gain["low"], gain["high"]) if end]
    return min(EDGE, ROOM * max(ends, default=1.0))


def gains(found: Found) -> Iterator[Found]:
    """Yield the gains that are drawn, per cent; those that have none in per cent are left out."""
    for one in found["answers"].values():
        for by_who in one["in_per_cent"].values():
            yield from (by_who[who] for who in SHOWN if by_who[who])


def _draw(axis: Axes, found: Found, value: str, edge: float) -> None:
    axis.set_title(f"At {value} value", loc="left")
    axis.set_xlabel("gain of abstaining, % of what playing pays")
    axis.axvline(0.0, color=COLOURS[0], linewidth=0.8)
    for who, (label, colour, shift) in SHOWN.items():
        axis.plot([], [], "o-", color=colour, markersize=4, linewidth=1.3, label=label)
        for row, kind in enumerate(found["kinds"]):
            _mark(axis, found["answers"][kind]["in_per_cent"][value][who], row + shift, colour, edge)
    axis.set_xlim(-edge, edge)
    axis.set_ylim(-0.5, len(found["kinds"]) - 0.5)
    axis.spines[["top", "right", "left"]].set_visible(False)
    axis.tick_params(axis="y", length=0)
    axis.grid(axis="x", **GRID)


def _mark(axis: Axes, gain: Found | None, row: float, colour: str, edge: float) -> None:
    """Draw one gain: a dot and its interval, hollow where it has none, an arrow where it leaves the picture; its number beside it."""
    said = "not in %" if gain is None else f"{gain['mean']:+.2f}%"
    axis.annotate(said, (1.03, row), xycoords=("axes fraction", "data"), color=colour, va="center", annotation_clip=False)  # fmt: skip
    if gain is None:
        return
    low, high = gain["low"], gain["high"]
    if low is not None:
        seen = [min(max(end, -edge), edge) for end in (low, high)]
        axis.plot(seen, [row, row], color=colour, linewidth=1.3)
    middle = gain["mean"]
    if abs(middle) <= edge:
        axis.plot([middle], [row], "o", color=colour, markersize=4, markerfacecolor="white" if low is None else colour)  # fmt: skip
    for way, arrow in ((-1.0, "<"), (1.0, ">")):
        if any(end is not None and way * end > edge for end in (low, middle, high)):
            axis.plot([way * edge], [row], arrow, color=colour, markersize=6, clip_on=False)
