"""Other luck: bands of thirty seeds behind the lines of a run, the same lines in Python as the page draws."""

from __future__ import annotations

import numpy as np
import pytest

from model import Economy
from ui import luck
from ui.luck import LINES, SEEDS, USUAL
from ui.stage import bundle
from ui.worker import Order

DRAWS = """
(series) => {
  %s
  const lines = {};
  for (const panel of PANELS) for (const line of panel.lines(series)) lines[`${panel.id}.${line.id}`] = line.values;
  return lines;
}
"""


@pytest.mark.browser
def test_a_line_of_the_bands_is_the_line_that_the_page_draws(page):
    numbers = np.random.default_rng(1)
    columns = {line.column: numbers.uniform(1.0, 9.0, 40).tolist() for line in LINES.values()}
    on_the_page = page.evaluate(DRAWS % bundle(("format", "svg", "panels")), columns)
    for name, values in luck.drawn(columns).items():
        assert values == pytest.approx(on_the_page[name], rel=1e-9), name


def test_a_band_leaves_out_a_tenth_of_the_worlds_at_either_end():
    worlds = [{name: [float(world)] * 3 for name in LINES} for world in range(11)]
    for band in luck.bands(worlds).values():
        assert band == {"low": [1.0] * 3, "high": [9.0] * 3}


@pytest.mark.parametrize(
    ("order", "offered"),
    [
        (Order("a"), True),
        (Order("a", seed=77), True),
        (Order("a", scenario="quiet"), False),
        (Order("a", changes=(("herding", 0.5),)), False),
        (Order("a", months=120), False),
    ],
)
def test_bands_are_offered_for_every_seed_of_their_scenario_and_for_no_other_economy(order, offered):
    assert (luck.behind(order) is not None) == offered


def test_the_bands_on_record_have_every_line_in_every_month_the_lower_end_below_the_upper_one():
    told = luck.behind(Order("a"))
    assert told["lines"].keys() == LINES.keys()
    for name, band in told["lines"].items():
        low, high = np.array(band["low"]), np.array(band["high"])
        assert low.shape == high.shape == (USUAL.months,)
        assert np.all(np.isfinite([low, high])), name
        assert np.all(low <= high), name
        assert np.any(low < high), name


def test_capex_parts_little_to_2025_and_much_to_2030_as_the_lesson_on_the_boom_says():
    band = luck.behind(Order("a"))["lines"]["capex.hyperscalers"]
    in_2025, in_2030 = (band["high"][at] / band["low"][at] for at in (131, 191))
    assert in_2025 == pytest.approx(1.25, abs=0.06), "a quarter above"
    assert in_2030 == pytest.approx(4.0, abs=0.5), "four times as high"


@pytest.mark.slow
def test_the_bands_on_record_are_those_of_the_rules_of_today():
    worlds = [
        luck.drawn(Economy(None, seed, USUAL.scenario, ask_masked=True).run(USUAL.months).columns())
        for seed in SEEDS
    ]
    assert luck.bands(worlds) == luck.behind(Order("a"))["lines"]
