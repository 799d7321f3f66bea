"""The command `calibrate`: a search that finds what can be found, judged on seeds that chose nothing."""

import json
import math
import signal

import numpy as np
import pandas as pd
import pytest
from small_study import Inline, cut_off, refusal

from batch_runs import calibrate, made_with, validate
from batch_runs.calibration.search import Search, reflected
from batch_runs.command_line import main
from batch_runs.dictionary import dictionary
from batch_runs.many import pool
from batch_runs.validation.observed import observed
from model import Parameters
from model.scenarios import load_scenario

TRUTH = {"herding": 1.3, "contagion": 0.16, "capex_by_belief": 2.4}
"""Values of a made-up world, in which all figures are as observed."""

FREE = "--free herding=0.3:1.5 contagion=0.05:0.3 capex_by_belief=1:3"


def made_up_figures(job):
    """Answer figures that are as many tolerances off as the values are far from the truth, give or take a seed's luck."""
    known = Parameters().replace(**job.parameters).as_dict()
    if known["contagion"] > 0.29:
        raise ArithmeticError("a bribe was refused")
    far = sum(abs(known[name] / value - 1.0) for name, value in TRUTH.items())
    luck = 0.01 * math.sin(job.seed)
    return {fact.id: fact.value + (fact.tolerance or 0.0) * (10.0 * far + luck) for fact in observed()}


@pytest.fixture
def quick(monkeypatch):
    """Let the command run made-up economies, in this process, and keep a round's answers in one file."""
    monkeypatch.setattr(validate, "figures_of", made_up_figures)
    monkeypatch.setattr(calibrate, "FILES_EACH", 1)
    monkeypatch.setattr(pool, "process_pool", lambda workers: Inline())


# ----------------------------------------------------------------------------------- the search


def test_points_beyond_a_wall_come_back_as_far_as_they_went():
    assert reflected(np.array([-0.25, 0.4, 1.25, 2.5])).tolist() == pytest.approx([0.25, 0.4, 0.75, 0.5])


def test_the_first_round_has_the_start_and_hits_every_strip_of_every_range_once():
    points = Search(3, 9, 1).first(np.array([0.5, 0.25, 0.75]))
    assert points[0].tolist() == [0.5, 0.25, 0.75]
    for column in points[1:].T:
        assert sorted(np.floor(8 * column).tolist()) == list(range(8))


def test_the_next_round_stands_around_the_best_quarter_of_all_candidates():
    search = Search(2, 400, 1)
    tried = np.vstack([np.full((5, 2), 0.3), np.full((15, 2), 0.9)])
    distances = np.array([1.0] * 5 + [50.0] * 14 + [np.inf])
    points = search.next(tried, distances, 1)
    assert points.mean(axis=0) == pytest.approx([0.3, 0.3], abs=0.01)
    assert points.std(axis=0) == pytest.approx([0.02, 0.02], rel=0.2)


def test_the_same_search_draws_the_same_and_another_round_draws_others():
    tried, distances = np.random.default_rng(1).random((8, 2)), np.arange(8.0)
    one, other = Search(2, 8, 1), Search(2, 8, 1)
    assert one.next(tried, distances, 3).tolist() == other.next(tried, distances, 3).tolist()
    assert one.next(tried, distances, 4).tolist() != other.next(tried, distances, 3).tolist()


# ---------------------------------------------------------------------------------- the command


def test_values_of_a_made_up_world_are_found_again(tmp_path, quick, capsys):
    assert (
        main(
            f"calibrate {FREE} --rounds 6 --candidates 20 --seeds 1 --workers 1 --out {tmp_path / 'c'}".split()
        )
        == 0
    )
    found = json.loads((tmp_path / "c" / "calibrate.json").read_text())
    for name, value in TRUTH.items():
        assert found["free"][name]["best"] == pytest.approx(value, rel=0.05)
    assert found["best"]["distance"] < 0.02 * found["start"]["distance"]
    assert "distance" in capsys.readouterr().out


def test_the_best_and_the_start_are_judged_on_seeds_that_chose_nothing(tmp_path, quick):
    assert (
        main(f"calibrate {FREE} --rounds 2 --candidates 8 --seeds 2 --quiet --out {tmp_path / 'c'}".split())
        == 0
    )
    found = json.loads((tmp_path / "c" / "calibrate.json").read_text())
    assert found["fresh_seeds"] == [3, 12]
    assert found["fresh"]["best"]["distance"] < found["fresh"]["start"]["distance"]
    plan = pd.read_parquet(tmp_path / "c" / "plan.parquet")
    assert len(plan) == 2 * 8 * 2 + 2 * 10


def test_the_best_is_a_scenario_that_every_command_takes(tmp_path, quick):
    assert (
        main(f"calibrate {FREE} --rounds 2 --candidates 6 --seeds 1 --quiet --out {tmp_path / 'c'}".split())
        == 0
    )
    found = json.loads((tmp_path / "c" / "calibrate.json").read_text())
    values = load_scenario(tmp_path / "c" / "calibrated.toml").parameters
    assert dict(values) == {name: one["best"] for name, one in found["free"].items()}
    Parameters().replace(**values)


def test_the_best_holds_all_that_was_set_beside_it(tmp_path, quick):
    asked = (
        f"calibrate {FREE} --rounds 1 --candidates 4 --seeds 1 --set rivalry=0 --quiet --out {tmp_path / 'c'}"
    )
    assert main(asked.split()) == 0
    found = json.loads((tmp_path / "c" / "calibrate.json").read_text())
    values = load_scenario(tmp_path / "c" / "calibrated.toml").parameters
    assert dict(values) == {"rivalry": 0.0} | {name: one["best"] for name, one in found["free"].items()}


def test_a_candidate_that_breaks_down_is_infinitely_far_and_the_search_goes_on(tmp_path, quick):
    asked = "calibrate --free contagion=0.05:0.6 --rounds 3 --candidates 12 --seeds 1 --quiet"
    assert main(f"{asked} --out {tmp_path / 'c'}".split()) == 0
    tried = pd.read_parquet(tmp_path / "c" / "calibrate.parquet")
    assert np.isinf(tried["distance"]).tolist() == (tried["contagion"] > 0.29).tolist()
    assert np.isinf(tried["distance"]).any()
    assert json.loads((tmp_path / "c" / "calibrate.json").read_text())["free"]["contagion"]["best"] < 0.29


def test_where_every_candidate_breaks_down_that_is_said_in_one_line(tmp_path, quick, capsys):
    asked = (
        "calibrate --free contagion=0.3:0.6 --rounds 2 --candidates 4 --seeds 1 --quiet --set contagion=0.4"
    )
    assert main(f"{asked} --out {tmp_path / 'c'}".split()) == 1
    assert "every candidate broke down" in capsys.readouterr().err


def test_asked_again_it_runs_nothing_and_says_the_same(tmp_path, quick, monkeypatch):
    command = f"calibrate {FREE} --rounds 2 --candidates 6 --seeds 1 --quiet --out {tmp_path / 'c'}".split()
    assert main(command) == 0
    before = (tmp_path / "c" / "calibrate.json").read_bytes()
    monkeypatch.setattr(validate, "figures_of", None)
    assert main(command) == 0
    assert (tmp_path / "c" / "calibrate.json").read_bytes() == before


def test_a_finished_search_of_other_code_or_of_more_rounds_is_not_told_anew(
    tmp_path, quick, monkeypatch, capsys
):
    command = f"calibrate {FREE} --candidates 6 --seeds 1 --out {tmp_path / 'c'} --quiet --rounds"
    assert main([*command.split(), "2"]) == 0
    before = (tmp_path / "c" / "calibrate.json").read_bytes()
    assert "--rounds 1: " in refusal(f"{command} 1", capsys)
    monkeypatch.setattr(made_with, "commit", lambda: "another")
    assert "was begun with commit" in refusal(f"{command} 2", capsys)
    assert (tmp_path / "c" / "calibrate.json").read_bytes() == before


def test_a_finished_search_goes_on_for_more_rounds_to_the_end_of_one_that_asked_for_them_at_once(
    tmp_path, quick
):
    command = f"calibrate {FREE} --candidates 5 --seeds 1 --quiet --out"
    assert main([*command.split(), str(tmp_path / "whole"), "--rounds", "2"]) == 0
    for rounds in ("1", "2"):
        assert main([*command.split(), str(tmp_path / "more"), "--rounds", rounds]) == 0
    whole, more = ((tmp_path / name / "calibrate.json").read_bytes() for name in ("whole", "more"))
    assert more == whole


def test_a_search_that_was_cut_off_goes_on_to_the_same_end(tmp_path, quick, monkeypatch):
    command = f"calibrate {FREE} --rounds 3 --candidates 6 --seeds 1 --quiet --out"
    assert main([*command.split(), str(tmp_path / "whole")]) == 0
    monkeypatch.setattr(calibrate, "FILES_EACH", 6)  # so that it is cut off between two runs of a round
    with monkeypatch.context() as cut:
        cut.setattr(validate, "figures_of", cut_off(9, made_up_figures))
        assert main([*command.split(), str(tmp_path / "cut")]) == 130
    assert not (tmp_path / "cut" / "calibrate.json").exists()
    assert main([*command.split(), str(tmp_path / "cut")]) == 0
    assert (tmp_path / "cut" / "calibrate.json").read_bytes() == (
        tmp_path / "whole" / "calibrate.json"
    ).read_bytes()


def test_ctrl_c_in_the_last_run_of_a_round_ends_the_search_there_and_the_same_command_goes_on(
    tmp_path, quick, monkeypatch, capsys
):
    command = f"calibrate {FREE} --rounds 3 --candidates 6 --seeds 1 --quiet --out"
    assert main([*command.split(), str(tmp_path / "whole")]) == 0
    runs = iter(range(1, 100))

    def interrupted_in_the_sixth(job):
        if next(runs) == 6:
            signal.raise_signal(signal.SIGINT)
        return made_up_figures(job)

    with monkeypatch.context() as heard:
        heard.setattr(validate, "figures_of", interrupted_in_the_sixth)
        assert main([*command.split(), str(tmp_path / "stopped")]) == 130
    assert next(runs) == 7, "the second round has not begun"
    assert "interrupted after 6 of 6 runs" in capsys.readouterr().err
    assert main([*command.split(), str(tmp_path / "stopped")]) == 0
    whole, stopped = ((tmp_path / name / "calibrate.json").read_bytes() for name in ("whole", "stopped"))
    assert stopped == whole


def test_every_file_of_a_calibration_is_in_the_data_dictionary(tmp_path, quick):
    assert (
        main(f"calibrate {FREE} --rounds 1 --candidates 4 --seeds 1 --quiet --out {tmp_path / 'c'}".split())
        == 0
    )
    described = dictionary().partition("## Files of a study")[2]
    assert not [file.name for file in (tmp_path / "c").iterdir() if file.name not in described]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ("", "the following arguments are required: --free"),
        (
            "--free hurding",
            "--free hurding: no parameter that can be searched; the nearest name is 'herding'",
        ),
        ("--free fund_agents", "--free fund_agents: no parameter that can be searched"),
        ("--free herding=2:1", "--free herding: low 2 is not below high 1"),
        ("--free herding=-1:1", "--free herding.low: herding: -1.0 is out of bounds; allowed: 0 to 3"),
        ("--free herding=1:2", "the search starts from 0.9; take a range that holds it"),
        ("--free herding=low:high", "write name=low:high"),
        ("--free herding herding=1:2", "--free herding: given twice; keep one"),
        ("--free technology", "--free technology: a switch"),
        ("--free herding --page p.md", "--page is no option"),
        ("--free herding --rounds 0", "--rounds 0: take a whole number from 1 to 1,000"),
        ("--free herding --candidates 3", "--candidates 3: take a whole number from 4 to 1,000"),
        (
            f"--free {' '.join([info.name for info in Parameters().describe() if info.unit == '1/month'][:13])}",
            "13 parameters; name 12 at most",
        ),
    ],
)
def test_what_cannot_be_searched_is_said_in_one_line(options, complaint, tmp_path, capsys):
    assert complaint in refusal(f"calibrate --out {tmp_path / 'c'} {options}", capsys)
    assert not (tmp_path / "c").exists()
