"""Draw the README's picture from a recorded run: `python -m docs.picture.draw runs/default`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd

mpl.use("svg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from batch_runs.validation.observed import observed

PICTURE = Path(__file__).with_name("default_run.svg")

COLOURS = {
    "AI": "#d1495b",
    "AI in academia": "#edae49",
    "clean energy": "#2a9d5c",
    "biotech": "#8e5ea2",
    "software": "#2b6cb0",
    "hardware": "#8a6d3b",
    "basic science": "#222222",
    "other jobs": "#80868b",
    "capex": "#2b6cb0",
    "chip sales": "#d1495b",
}
FIELDS = {
    "ai": "AI",
    "clean_energy": "clean energy",
    "biotech": "biotech",
    "software": "software",
    "hardware": "hardware",
}
JOBS = {
    "ai_industry": "AI",
    "ai_academia": "AI in academia",
    "basic_science": "basic science",
    "clean_energy": "clean energy",
    "biotech": "biotech",
    "other": "other jobs",
}  # fmt: skip


def main(folder: Path) -> None:
    """Draw the run in `folder` (made by `python -m batch_runs run --out`) into docs/picture/default_run.svg."""
    series = pd.read_parquet(folder / "series.parquet").set_index("month")
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    mpl.rcParams |= {
        "svg.hashsalt": "belief machine",
        "font.size": 8.5,
        "axes.titlesize": 10,
        "axes.titleweight": "bold",
    }
    figure, axes = plt.subplots(2, 2, figsize=(11, 7.4), facecolor="white")
    figure.subplots_adjust(left=0.045, right=0.985, top=0.955, bottom=0.105, wspace=0.12, hspace=0.24)
    for draw, axis in zip((money, people, capex, technology), axes.flat, strict=True):
        draw(axis, series)
        finish(axis, series)
    figure.text(0.012, 0.018, caption(run), fontsize=8, color="#444444", linespacing=1.5)
    figure.savefig(PICTURE, metadata={"Date": None, "Description": caption(run)})


def caption(run: dict) -> str:
    """Return what the picture shows, with the command that makes it again."""
    asked = f"--scenario {run['scenario']} --seed {run['seed']}"
    return (
        f"One run: python -m batch_runs run {asked} --out runs/default, then python -m docs.picture.draw runs/default\n"
        "Lines: the model. Dots: observed (docs/observed.csv). Dashed line: end of the data, December 2025."
    )


def money(axis: Axes, series: pd.DataFrame) -> None:
    """Draw venture money by field, usd of the last twelve months."""
    axis.set_title("Venture money by field, billion usd a year", loc="left")
    for field, name in FIELDS.items():
        line(axis, a_year(series[f"vc_usd_{field}"]) / 1e9, name)
    dots(axis, "venture_ai_index_usd", "AI", 1e9)
    dots(axis, "venture_clean_usd", "clean energy", 1e9)


def people(axis: Axes, series: pd.DataFrame) -> None:
    """Draw researchers by job; moves by the month are smoothed over half a year."""
    axis.set_title("Researchers by job, thousands", loc="left")
    for job, name in JOBS.items():
        line(axis, series[f"researchers_{job}"].rolling(6, min_periods=1).mean() / 1e3, name)


def capex(axis: Axes, series: pd.DataFrame) -> None:
    """Draw capex and chip sales, usd of the last twelve months."""
    axis.set_title("Hyperscaler capex and data-centre chips, billion usd a year", loc="left")
    line(axis, a_year(series["hyperscaler_capex_usd"]) / 1e9, "capex")
    line(axis, a_year(series["vendor_dc_revenue_usd"]) / 1e9, "chip sales")
    dots(axis, "capex_usd", "capex", 1e9)
    dots(axis, "vendor_revenue_usd", "chip sales", 1e9)


def technology(axis: Axes, series: pd.DataFrame) -> None:
    """Draw technology levels."""
    axis.set_title("Technology, January 2015 = 1", loc="left")
    for field, name in {**FIELDS, "basic_science": "basic science"}.items():
        line(axis, series[f"technology_{field}"], name)


def a_year(flow: pd.Series) -> pd.Series:
    """Return a monthly flow as the sum of the last twelve months, from the first full year on."""
    return flow.rolling(12).sum()


def line(axis: Axes, values: pd.Series, name: str) -> None:
    """Draw one line of the model."""
    axis.plot(values.index, values, color=COLOURS[name], linewidth=1.7, label=name)


def dots(axis: Axes, measure: str, name: str, scale: float) -> None:
    """Draw observed yearly figures at the end of their years, where the model's line has the same twelve months."""
    facts = observed(measure)
    when = pd.to_datetime([f"{fact.years[0]}-12-01" for fact in facts])
    axis.scatter(
        when, [fact.value / scale for fact in facts], s=22, color=COLOURS[name], edgecolor="white", zorder=3
    )


def finish(axis: Axes, series: pd.DataFrame) -> None:
    """Give an axis its log scale, its names at the ends of the lines, and the end of the data."""
    axis.set_yscale("log")
    axis.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axis.axvline(pd.Timestamp("2025-12-31"), color="#777777", linewidth=0.8, linestyle="--")
    axis.set_xlim(series.index[0], series.index[-1] + pd.DateOffset(months=58))
    years = [str(year) for year in range(2015, 2036, 5)]
    axis.set_xticks(pd.to_datetime([f"{year}-01-01" for year in years]), years)
    axis.grid(axis="y", color="#e6e6e6", linewidth=0.7)
    axis.spines[["top", "right"]].set_visible(False)
    name_lines(axis, series.index[-1] + pd.DateOffset(months=3))


def name_lines(axis: Axes, x: pd.Timestamp) -> None:
    """Write each line's name beside its end, moved apart where two would touch."""
    low, high = axis.get_ylim()
    lines = [one for one in axis.get_lines() if one.get_label() in COLOURS]
    step, place = (high / low) ** 0.055, 0.0
    for value, one in sorted((float(np.asarray(one.get_ydata())[-1]), one) for one in lines):
        place = max(value, place * step)
        axis.text(x, place, str(one.get_label()), color=one.get_color(), va="center", fontsize=8.5)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
