"""What experiments measure of a run, each on a series made by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from agents.vocabulary import BLOCS
from batch_runs.experiments.measuring import States
from batch_runs.experiments.outcomes import CONTROLLED, OUTCOMES, RIVALS_PART

YEARS_TO_2030 = 16


def told(name, run, twin=None):
    """Return what an outcome says of a run."""
    return OUTCOMES[name].read(run, twin or run)


def test_time_at_half_of_the_peak_is_counted_in_totals_of_twelve_months():
    monthly = np.repeat([100.0, 100.0, 20.0, 20.0, 120.0], 12) / 12.0
    run = {"vc_usd_ai": 0.25 * monthly, "world_dc_capex_usd": 0.75 * monthly}
    # The year's total falls by 80 / 12 a month and is under 50 from the eighth month on, for five months; it stays there
    # for twelve; it rises by 100 / 12 a month and is under 50 for three more.
    assert told("at_half", run) == 5 + 12 + 3


@pytest.mark.parametrize(("field", "months"), [("clean_energy", 3), ("biotech", 5), ("basic_science", 0)])
def test_a_technology_that_is_where_the_twins_was_some_months_before_is_late_by_these(field, months):
    lags = {"clean_energy": 3, "biotech": 5, "basic_science": 0}
    twin = {f"technology_{name}": 1.0 + np.arange(36.0) for name in lags}
    run = {f"technology_{name}": 1.0 + np.maximum(np.arange(36.0) - lag, 0.0) for name, lag in lags.items()}
    assert told(f"delay_{field}", run, twin) == months
    assert told(f"delay_{field}", twin, run) == -months, "and early where it leads"


def test_a_grid_nine_tenths_full_counts_as_full():
    assert told("grid_full", {"energy_utilisation": np.array([0.5, 0.89, 0.9, 0.95, 1.0, 0.3])}) == 3.0


def test_the_rivals_part_is_that_of_december_2030():
    part = np.arange(12.0 * YEARS_TO_2030 + 5.0) / 1000.0
    assert told("rivals_part_2030", {RIVALS_PART: part}) == 0.191
    assert np.isnan(told("rivals_part_2030", {RIVALS_PART: part[:191]})), "it ends in November"


def test_time_under_export_control_counts_the_months_in_which_the_rival_is_kept_from_chips():
    seen, rival = States(), BLOCS.index("china")
    nobody = SimpleNamespace(recent=np.zeros(1), rows=np.arange(1), patient=np.ones(1))
    for month in range(10):
        states = SimpleNamespace(restricted=np.zeros(len(BLOCS)), share=np.full(len(BLOCS), 0.1))
        states.restricted[rival], states.share[rival] = month >= 6, 0.2 + 0.01 * month
        seen(SimpleNamespace(funds=nobody, governments=states))
    run = {name: np.array(values) for name, values in seen.columns.items()}
    assert told("controlled", run) == 4.0
    assert run[CONTROLLED].tolist() == [0.0] * 6 + [1.0] * 4
    assert run[RIVALS_PART].tolist() == pytest.approx([0.2 + 0.01 * month for month in range(10)])
