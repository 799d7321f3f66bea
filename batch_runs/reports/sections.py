"""What a report is made of: for each kind of study its sections, with pictures and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from batch_runs.reports import pictures
from batch_runs.reports.reading import found_of
from batch_runs.reports.tables import (
    TOLD_OF_FAILED,
    Swept,
    failures,
    none_finished,
    ranking,
    refuse_earlier,
)

if TYPE_CHECKING:
    from batch_runs.paired import Effect

FEW_POINTS = 24
"""Up to here points are told apart; beyond it they are a cloud."""

MOST_MEASURES = 12


@dataclass(frozen=True)
class Section:
    """A heading with a sentence, pictures (SVG), a body (HTML), and a table of which the first `words` columns are words."""

    title: str
    text: str = ""
    pictures: tuple[str, ...] = ()
    body: str = ""
    columns: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = ()
    words: int = 1


def of_sweep(folder: Path, about: dict[str, Any]) -> Iterator[Section]:
    """Yield the sections of a sweep: failures first, then each measure, then factors against measures."""
    refuse_earlier(folder, about["runs"])
    yield from _failed(folder)
    if none_finished(folder):
        return
    swept = Swept.of(folder, about["asked"])
    for measure in swept.measures[:MOST_MEASURES]:
        yield _measure(swept, measure)
    left = swept.measures[MOST_MEASURES:]
    if left:
        yield Section("Other measures", f"In the tables and not drawn here: {', '.join(left)}.")
    if swept.factors and len(swept.points) > 2:
        yield _against(swept)


def of_sensitivity(folder: Path, asked: dict[str, Any]) -> Iterator[Section]:
    """Yield a section for each measure: the factors ranked, with their intervals."""
    from batch_runs.sweeps.indices import COLUMNS, RANKED_BY

    found_of(folder, "sensitivity", asked)
    method = asked["design"]["kind"]
    names = tuple(COLUMNS[method])
    for measure, rows in ranking(folder, names):
        unit = unit_of(measure) if method == "morris" else "share of variance"
        text = (
            "Effect of moving a factor through its range, mean over trajectories; sigma says how much it differs between them."
            if method == "morris"
            else "Total index: share of the variance that would be left, on average, with all other factors fixed; interactions included."
        )
        table = [(str(row["rank"]), row["factor"], *(number(row[name]) for name in names)) for row in rows]
        picture = pictures.bars(measure, rows, RANKED_BY[method], unit)
        yield Section(
            heading(measure),
            f"{text} Errors are half of the 95% interval.",
            (picture,),
            "",
            ("rank", "factor", *names),
            table,
            2,
        )


def of_page(folder: Path, about: dict[str, Any]) -> Iterator[Section]:
    """Yield the page that the study wrote of itself."""
    from batch_runs.reports.pages import page_of

    yield Section("Findings", body=page_of(folder, about))


def _failed(folder: Path) -> Iterator[Section]:
    found = failures(folder)
    if found:
        rows = [tuple(str(one[name]) for name in TOLD_OF_FAILED) for one in found]
        yield Section(
            "Runs that failed",
            f"{len(rows)} runs have no result.",
            (),
            "",
            TOLD_OF_FAILED,
            rows,
            3,
        )


def _measure(swept: Swept, measure: str) -> Section:
    unit, several = unit_of(measure), _months(swept) > 1
    few = len(swept.points) <= FEW_POINTS
    drawn = [pictures.fans(swept, measure, unit)] if several and few else []
    if swept.factors:
        drawn.append(_response(swept, measure, unit))
    text = f"In {unit}, at the last kept month, {swept.last['month'].iloc[0]:%B %Y}."
    if swept.left_out:
        text += f" Seeds that did not finish at every point are left out: {swept.left_out}."
    if swept.uneven:
        text += " No seed finished at every point: means are over different seeds, and differences over those of both."
    if not few:
        return Section(heading(measure), text, tuple(drawn))
    means, differences = swept.means(measure), swept.differences(measure)
    rows = [
        (
            pictures.label(swept, point),
            told(means[point]),
            told(differences[point]) if point in differences else "",
        )
        for point in means
    ]
    columns = ("point", "mean [95%]", "difference to the first point, seed by seed [95%]")
    return Section(heading(measure), text, tuple(drawn), "", columns, rows)


def _response(swept: Swept, measure: str, unit: str) -> str:
    """Return the picture of a measure against the factors: a surface of a full grid of two, lines, or a cloud."""
    sides = [swept.points[name].nunique() for name in swept.factors]
    if len(sides) == 2 and min(sides) > 2 and len(swept.points) == sides[0] * sides[1]:
        return pictures.surface(swept, measure, unit)
    few = len(swept.points) <= FEW_POINTS
    return pictures.response(swept, measure, unit) if few else pictures.scatter(swept, measure, unit)


def _against(swept: Swept) -> Section:
    table = swept.correlations()
    rows = [
        (str(name), *("-" if isnan(value) else f"{value:+.2f}" for value in row))
        for name, row in zip(table.index, table.to_numpy(), strict=True)
    ]
    text = "Spearman's rank correlation over points: +1 where the measure always rises with the factor, - where one of them stays the same."
    return Section("Factors against measures", text, (), "", ("factor", *map(str, table.columns)), rows)


def _months(swept: Swept) -> int:
    return len(swept.fan(swept.measures[0], int(swept.points.index[0])))


def heading(measure: str) -> str:
    """Return a measure's label and name."""
    from batch_runs.sweeps.study_file import MEASURES

    return f"{MEASURES[measure].label} ({measure})" if measure in MEASURES else measure


def unit_of(measure: str) -> str:
    """Return a measure's unit."""
    from batch_runs.sweeps.study_file import MEASURES

    return MEASURES[measure].unit if measure in MEASURES else "1"


def told(effect: Effect) -> str:
    """Return a mean with its interval; one seed has none."""
    if effect.error != effect.error:
        return f"{number(effect.mean)} (one seed)"
    return f"{number(effect.mean)} [{number(effect.low)}, {number(effect.high)}]"


def number(value: float) -> str:
    """Return a number with four digits that count."""
    return f"{value:.4g}"
