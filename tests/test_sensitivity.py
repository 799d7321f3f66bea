"""Sensitivity: indices on a straight line, the command, and the ranges that factors take by themselves."""

from argparse import Namespace

import numpy as np
import pandas as pd
import pytest
from small_study import TINY

from batch_runs.command_line import main
from batch_runs.sensitivity import study_of
from batch_runs.sweeps.designs import Design
from batch_runs.sweeps.factors import Factor
from batch_runs.sweeps.indices import indices
from model.parameters import Parameters
from model.scenarios import load_scenario

INFOS = {info.name: info for info in Parameters().describe()}


def ranged(name):
    """Return a factor over the whole range of its parameter."""
    return Factor.of(INFOS[name], {}, f"factors.{name}")


def linear(design):
    """Return a design's indices of 2 x herding + rivalry, both over their whole range as 0 to 1."""
    factors = [ranged("herding"), ranged("rivalry"), ranged("myth_gain")]
    placed = pd.DataFrame(design.of_points(factors))
    high = {name: INFOS[name].high for name in placed}
    response = 2.0 * placed["herding"] / high["herding"] + placed["rivalry"] / high["rivalry"]
    return indices(design, factors, response.to_numpy()).set_index("factor")


def test_morris_finds_the_slopes_of_a_straight_line():
    found = linear(Design("morris", trajectories=8))
    assert found.loc[["herding", "rivalry", "myth_gain"], "mu_star"].tolist() == pytest.approx(
        [2.0, 1.0, 0.0]
    )
    assert found["sigma"].max() == pytest.approx(0.0, abs=1e-9)
    assert found["rank"].to_dict() == {"herding": 1, "rivalry": 2, "myth_gain": 3}


@pytest.mark.parametrize("distribution", ["uniform", "log-uniform"])
@pytest.mark.parametrize("levels", [2, 4, 8])
def test_morris_takes_a_switch_a_list_and_whole_numbers_by_what_they_do_from_end_to_end(levels, distribution):
    factors = [
        Factor.of(INFOS["myth"], [0.0, 1.0], "factors.myth"),
        Factor.of(INFOS["herding"], [0.0, 0.25, 1.0, 1.5, 0.75], "factors.herding"),
        Factor.of(
            INFOS["fund_agents"], {"low": 6, "high": 8, "distribution": distribution}, "factors.fund_agents"
        ),
        Factor.of(INFOS["rivalry"], {"low": 0.0, "high": 0.5}, "factors.rivalry"),
    ]
    design = Design("morris", trajectories=8, levels=levels)
    placed = pd.DataFrame(design.of_points(factors))
    listed = placed["herding"].map({value: k for k, value in enumerate(factors[1].values)})
    response = (
        100.0 * placed["myth"] + 10.0 * listed + 15.0 * placed["fund_agents"] + 240.0 * placed["rivalry"]
    )
    found = indices(design, factors, response.to_numpy()).set_index("factor")
    assert found.loc[["myth", "herding", "fund_agents", "rivalry"], "mu_star"].tolist() == pytest.approx(
        [100.0, 40.0, 30.0, 120.0]
    )
    assert found.index[0] == "rivalry"


def test_sobol_finds_the_shares_of_variance_of_a_straight_line():
    found = linear(Design("sobol", points=512))
    assert found.loc[["herding", "rivalry", "myth_gain"], "total"].tolist() == pytest.approx(
        [0.8, 0.2, 0.0], abs=0.02
    )


def test_a_missing_number_stops_the_indices_instead_of_spoiling_them():
    design, factors = Design("morris", trajectories=2), [ranged("herding")]
    with pytest.raises(ValueError, match=r"points \[1\] have no finite response"):
        indices(design, factors, np.array([0.0, np.nan, 1.0, 2.0]))


def test_sensitivity_runs_from_one_line_and_goes_on(tmp_path, inline, capsys):
    settings = [f"{name}={value}" for name, value in TINY.items()]
    line = ["sensitivity", "morris", "--size", "2", "--months", "3", "--factors", "herding=0:1.5", "rivalry",
            "--measures", "hyperscaler_capex_usd", "--out", str(tmp_path / "out"), "--set", *settings]  # fmt: skip
    assert main(line) == 0
    told = capsys.readouterr().out
    assert "hyperscaler_capex_usd, by mu_star" in told
    assert main(line) == 0
    assert capsys.readouterr().out == told
    ranked = pd.read_parquet(tmp_path / "out" / "sensitivity.parquet")
    assert (
        ranked["factor"].tolist()[0] == "rivalry"
    )  # hyperscalers match each other; funds' herding does not reach them


def test_factors_said_one_option_at_a_time_are_all_taken(tmp_path, capsys):
    asked = "sensitivity morris --size 2 --factors herding --factors rivalry --measures vc_usd_ai --measures belief_mean"
    assert main(f"{asked} --out {tmp_path / 'out'} --dry-run".split()) == 0
    assert "6 points" in capsys.readouterr().err, "two trajectories of two factors"


def test_sobol_asks_for_the_factors_by_name(tmp_path, capsys):
    assert main(["sensitivity", "sobol", "--out", str(tmp_path / "out")]) == 2
    assert "--factors: sobol takes a few" in capsys.readouterr().err


def test_a_factor_without_a_range_moves_around_what_its_scenario_says():
    said = Namespace(method="morris", size=2, set=[], factors=["true_productivity_high"], seeds=1, within=0.1, scenario="base", months=3, measures=["vc_usd_ai"])  # fmt: skip
    for scenario in ("base", "another-technology"):
        said.scenario = scenario
        value = Parameters().replace(**load_scenario(scenario).parameters).true_productivity_high
        assert study_of(said)["factors"]["true_productivity_high"]["low"] == pytest.approx(0.9 * value)
