"""Sensitivity: indices worked by hand, the command, and the ranges that factors take by themselves."""

from argparse import Namespace

import numpy as np
import pandas as pd
import pytest
from small_study import TINY

from batch_runs.command_line import main
from batch_runs.sensitivity import responses, study_of
from batch_runs.sweeps.designs import Design
from batch_runs.sweeps.factors import Factor
from batch_runs.sweeps.indices import indices
from batch_runs.sweeps.plan import planned
from batch_runs.sweeps.study_file import StudyFile
from model.parameters import Parameters
from model.scenarios import load_scenario

INFOS = {info.name: info for info in Parameters().describe()}


def ranged(name):
    """Return a factor over the whole range of its parameter."""
    return Factor.of(INFOS[name], {}, f"factors.{name}")


THREE = ("herding", "rivalry", "myth_gain")


def told_of(design, response):
    """Return a design's points of three factors, each from 0 to 1 over its whole range, and the response's indices."""
    factors = [ranged(name) for name in THREE]
    unit = pd.DataFrame(design.of_points(factors)) / {name: INFOS[name].high for name in THREE}
    return unit, indices(design, factors, response(unit).to_numpy()).set_index("factor")


def linear(design):
    """Return a design's indices of 2 x herding + rivalry."""
    return told_of(design, lambda unit: 2.0 * unit["herding"] + unit["rivalry"])[1]


def product(fall):
    """Return a response: herding and rivalry only work together, and myth_gain takes away `fall`."""
    return lambda unit: unit["herding"] * unit["rivalry"] - fall * unit["myth_gain"]


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


def test_morris_ranks_what_lowers_a_response_by_how_much_and_says_that_it_lowers():
    unit, found = told_of(Design("morris", trajectories=50), product(fall=2.0))
    assert found.loc["myth_gain", ["rank", "mu_star", "mu", "sigma"]].tolist() == pytest.approx([1, 2, -2, 0])
    assert found.loc["myth_gain", "mu_star_error"] == pytest.approx(0.0)
    # Herding does as much as rivalry is where herding is moved: another effect in each trajectory.
    turns = unit["herding"].to_numpy().reshape(50, 4)
    moved = np.diff(turns, axis=1) != 0.0
    effects = unit["rivalry"].to_numpy().reshape(50, 4)[:, :3][moved]
    assert found.loc["herding", ["mu_star", "mu"]].tolist() == pytest.approx([effects.mean()] * 2)
    assert found.loc["herding", "sigma"] == pytest.approx(effects.std(ddof=1))
    half_of_95 = 1.96 * effects.std(ddof=1) / np.sqrt(50)
    assert found.loc["herding", "mu_star_error"] == pytest.approx(half_of_95, rel=0.25)


def test_sobol_counts_what_two_do_only_together_in_the_total_of_both_and_the_first_of_neither():
    # In 144ths of a square: herding 3, rivalry 3, the two together 1, myth_gain (halved) 3; ten in all.
    found = told_of(Design("sobol", points=512), product(fall=0.5))[1].loc[[*THREE]]
    assert found["first"].tolist() == pytest.approx([0.3, 0.3, 0.3], abs=0.02)
    assert found["total"].tolist() == pytest.approx([0.4, 0.4, 0.3], abs=0.02)


def test_errors_of_sobol_are_half_of_the_interval_that_its_points_give_each_index():
    points, response = 512, product(fall=0.5)
    unit, found = told_of(Design("sobol", points=points), response)
    told = response(unit).to_numpy().reshape(points, 5)
    one, other = (told[:, k] - told[:, [0, 4]].mean() for k in (0, 4))
    for name, mixed in zip(THREE, (told[:, k] - told[:, [0, 4]].mean() for k in (1, 2, 3)), strict=True):
        shares = {"total": 0.5 * (one - mixed) ** 2, "first": other * (mixed - one)}
        variance = 0.5 * (one**2 + other**2)
        for index, share in shares.items():
            # An index is a mean over a mean, so to first order each point adds this to it.
            adds = (share - share.mean() / variance.mean() * variance) / variance.mean()
            half_of_95 = 1.96 * adds.std() / np.sqrt(points)
            assert found.loc[name, f"{index}_error"] == pytest.approx(half_of_95, rel=0.25), (name, index)


def test_the_response_of_a_point_is_the_mean_over_its_seeds():
    described = StudyFile.of(
        {"months": 3, "replications": 2, "measures": ["belief_mean"], "design": {"kind": "list"},
         "factors": {"herding": [0.1, 0.2, 0.3]}}
    )  # fmt: skip
    plan = planned(described)
    told = {run.job.run_id: 10.0 * run.point + 4.0 * (run.job.seed == 2) for run in plan}
    means = pd.DataFrame({"belief_mean": told}).sort_index()
    assert responses(described, plan, means)["belief_mean"].to_dict() == {0: 2.0, 1: 12.0, 2: 22.0}


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
