"""What pictures of results have in common: colours, fonts, and SVG that has the same bytes for the same figures."""

from __future__ import annotations

import importlib.util
import io
from typing import TYPE_CHECKING, Any

from model.errors import BadInput

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = ("#222222", "#d1495b", "#2b6cb0", "#2a9d5c", "#edae49", "#8e5ea2", "#17a2a2", "#8a6d3b", "#80868b")
SIZE = (10.0, 3.9)
"""Width and height of a picture, inches."""

GRID: dict[str, Any] = {"color": "#e6e6e6", "linewidth": 0.7}
STYLE: dict[Any, Any] = {
    "svg.hashsalt": "belief machine",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 8.5,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
}


def refuse_without_matplotlib() -> None:
    """Raise BadInput where pictures cannot be drawn; better before the runs than after them."""
    if importlib.util.find_spec("matplotlib") is None:
        raise BadInput("the picture needs matplotlib; `python3 tools/set_up.py dev` installs it")


def panels(number: int, **shared: Any) -> tuple[Figure, list[Axes]]:
    """Return a picture with so many panels side by side; `shared` is what they share, as matplotlib says it."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(STYLE):
        figure = Figure(figsize=SIZE, facecolor="white")
        return figure, list(figure.subplots(1, number, **shared))


def svg_of(figure: Figure, title: str) -> str:
    """Return a picture as SVG text, the same bytes for the same figures."""
    import matplotlib as mpl

    text = io.StringIO()
    with mpl.rc_context(STYLE):
        figure.savefig(text, format="svg", metadata={"Date": None, "Title": title})
    return text.getvalue()
