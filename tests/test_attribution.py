"""Shares of a cost among mechanisms: exact on toy games, adding up on the command's own runs."""

import json
import math
import os
import signal
import subprocess
import sys
import time
from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small_study import TINY, TINY_OPTIONS, Inline
from test_switches import EARLY, LIVELY

from batch_runs import attribution
from batch_runs.attribution import SWITCHES, design_of, jobs_of, totals_of
from batch_runs.attribution_figures import Design, figures, per_seed
from batch_runs.attribution_page import COSTS
from batch_runs.command_line import main
from batch_runs.dictionary import dictionary
from batch_runs.many import pool
from batch_runs.many.job import Job
from batch_runs.paired import paired
from batch_runs.request import DEFAULTS, Request
from batch_runs.shapley import antithetic, everybody, marginals, path, sets_of, shapley
from model import Economy, Parameters
from model.headlines import UNITS, headlines
from model.scenarios import load_scenario


def game(players, worth):
    """Return the value of every set; `worth` is told the members."""
    return {s: float(worth({i for i in range(players) if s >> i & 1})) for s in range(1 << players)}


# --------------------------------------------------------------------------------- toy games


def test_a_dummy_has_exactly_nothing():
    value = game(5, lambda s: len(s - {3}) ** 2 * 0.1 + math.pi * len(s & {0, 1}))
    assert shapley(5, value)[3] == 0.0
    assert antithetic([4, 3, 2, 0, 1], value)[3] == 0.0


def test_a_dummy_that_brings_its_own_has_exactly_its_own():
    value = game(4, lambda s: 7.0 * (2 in s) + 3.0 * ({0, 1} <= s) + 5.0 * (3 in s and 0 in s))
    assert shapley(4, value)[2] == 7.0


def test_symmetric_players_have_exactly_the_same():
    value = game(
        6, lambda s: math.sqrt(len(s & {1, 2, 4})) + 0.3 * len(s & {0}) * len(s & {1, 2, 4}) + 0.1 * len(s)
    )
    shares = shapley(6, value)
    assert shares[1] == shares[2] == shares[4]
    assert shares[3] == shares[5]
    assert shares[1] != shares[3]


def test_the_right_glove_that_is_scarce_gets_two_thirds():
    # One right glove (0), two left ones: only a pair is worth something. Shapley 1953: 2/3, 1/6, 1/6.
    value = game(3, lambda s: 6.0 * (0 in s and len(s) > 1))
    assert shapley(3, value) == [4.0, 1.0, 1.0]


def test_what_two_do_only_together_is_halved():
    value = game(2, lambda s: 1.0 * (0 in s) + 10.0 * (len(s) == 2))
    assert shapley(2, value) == [6.0, 5.0]


def test_shares_add_up_to_the_total_within_a_billionth():
    for seed in range(5):
        worth = np.sin(np.arange(512) * (seed + 1.7)) * 1e12
        value = dict(enumerate((worth - worth[0]).tolist()))
        for shares in (shapley(9, value), antithetic([3, 1, 4, 0, 5, 8, 2, 6, 7], value)):
            assert math.fsum(shares) == pytest.approx(value[511], rel=1e-9)


def test_the_mean_over_all_orders_is_the_exact_share():
    value = game(4, lambda s: len(s) ** 2 + 5.0 * ({0, 3} <= s) - 2.0 * ({1, 2} <= s))
    orders = [antithetic(order, value) for order in permutations(range(4))]
    assert np.mean(orders, axis=0) == pytest.approx(shapley(4, value))


def test_an_order_adds_players_one_by_one_and_its_reverse_the_other_way():
    value = game(3, lambda s: 1.0 * (2 in s) + 4.0 * ({0, 1} <= s))
    assert path([2, 0, 1]) == [0b000, 0b100, 0b101, 0b111]
    assert marginals([2, 0, 1], value) == [0.0, 4.0, 1.0]
    assert antithetic([2, 0, 1], value) == [2.0, 2.0, 1.0]


def test_sets_seen_twice_are_run_once():
    ends = 2 + 9 + 9
    orders = [[0, 1, 2, 3, 4, 5, 6, 7, 8], [8, 7, 6, 5, 4, 3, 2, 1, 0]]
    assert len(sets_of(9, orders[:1])) == ends + 12
    assert sets_of(9, orders) == sets_of(9, orders[:1])


def test_the_coarse_design_of_four_seeds_stays_within_ten_minutes_of_runs():
    design = Design(SWITCHES, (1, 2, 3, 4), attribution.DEFAULT_PERMUTATIONS)
    assert 200 < sum(len(design.sets(seed)) for seed in design.seeds) <= 250  # 25 a minute on two processors
    assert design.orders(1) != design.orders(2)
    assert all(sorted(order) == list(range(9)) for order in design.orders(1))


# ----------------------------------------------------------------------------- runs of switches


@pytest.fixture(scope="module")
def request_of_tiny():
    return Request.of({**DEFAULTS, "months": 4, "set": [f"{name}={value}" for name, value in TINY.items()]})


def test_the_switches_are_those_that_straight_turns_off():
    assert set(SWITCHES) == set(load_scenario("straight").parameters)


def test_the_empty_set_is_the_straight_run_and_the_full_set_the_base_run(request_of_tiny):
    jobs = jobs_of(request_of_tiny, Design(SWITCHES, (3,), 1))
    straight, base = jobs[3, 0].economy().run(4), jobs[3, everybody(9)].economy().run(4)
    assert straight.digest() == Economy(Parameters(**TINY), 3, "straight").run(4).digest()
    assert base.digest() == Economy(Parameters(**TINY), 3).run(4).digest()
    told = {name: totals_of(job) for name, job in (("base", jobs[3, 511]), ("straight", jobs[3, 0]))}
    by_hand = headlines(base.columns(), straight.columns())
    assert {cost: told["base"][cost] - told["straight"][cost] for cost in UNITS} == pytest.approx(by_hand)


def test_a_set_has_its_own_switches_on_and_the_others_off(request_of_tiny):
    job = jobs_of(request_of_tiny, Design(SWITCHES, (1,), 1))[1, 1 << SWITCHES.index("herding")]
    known = Parameters().replace(**job.parameters).as_dict()
    assert known["herding"] == Parameters().herding
    assert not any(known[name] for name in SWITCHES if name != "herding")


def test_a_switch_that_is_off_anyway_is_a_dummy_and_costs_no_runs(request_of_tiny):
    request = Request.of({**DEFAULTS, "months": 4, "set": ["fear=0"]})
    jobs = jobs_of(request, Design(SWITCHES, (1,), 0))
    assert len(jobs) == 512
    assert len({job.run_id for job in jobs.values()}) == 256


def test_fear_without_a_sermon_is_answered_by_the_run_without_fear(request_of_tiny):
    jobs = jobs_of(request_of_tiny, Design(SWITCHES, (1,), 0))
    fear, sermon = (1 << SWITCHES.index(name) for name in ("fear", "sermon"))
    alike = [s for s in range(512) if s & fear and jobs[1, s].run_id == jobs[1, s ^ fear].run_id]
    assert alike == [s for s in range(512) if s & fear and not s & sermon]
    assert len({job.run_id for job in jobs.values()}) == 384


@pytest.mark.parametrize(
    ("size", "months"), [(LIVELY, 18), pytest.param({}, 252, marks=pytest.mark.slow, id="default-252")]
)
def test_where_no_sermon_is_heard_fear_changes_nothing_to_the_last_byte(size, months):
    afraid, unafraid = (
        Economy(Parameters(**{**size, "sermon": 0.0, "fear": fear}), 3, EARLY).run(months).digest()
        for fear in (1.0, 0.0)
    )
    assert afraid == unafraid
    assert Economy(Parameters(**{**size, "fear": 0.0}), 3, EARLY).run(18).digest() != (
        Economy(Parameters(**size), 3, EARLY).run(18).digest()
    ), "with a sermon fear does something"


# ---------------------------------------------------------------------------------- the figures


def made_up(seed, parameters):
    """Answer made-up totals: fear is a dummy, myth and sermon work only together, herding adds two and its seed."""
    on = {name for name in SWITCHES if parameters[name] != 0.0}
    cost = (
        8.0 * ({"myth", "sermon"} <= on)
        + (2.0 + seed) * ("herding" in on)
        + 1.5 * len(on & {"logic", "rivalry"})
    )
    return {"opportunity": 100.0 + cost, "brain_drain": 10.0 * cost, "fomo": -cost}


def made_up_totals(job):
    return made_up(job.seed, Parameters().replace(**job.parameters).as_dict())


def shares_of(design):
    """Return the shares by seed of the made-up game."""
    jobs, usual = {}, Parameters().as_dict()
    rows = {}
    for seed in design.seeds:
        for s in design.sets(seed):
            known = {**usual, **{name: 0.0 for i, name in enumerate(SWITCHES) if not s >> i & 1}}
            jobs[seed, s] = Job("made:up", seed, 1, asked={"set": s})
            rows[jobs[seed, s].run_id] = made_up(seed, known)
    return per_seed(design, jobs, pd.DataFrame.from_dict(rows, orient="index"))


@pytest.mark.parametrize("pairs", [0, 6])
def test_shares_by_seed_add_up_and_a_dummy_has_none(pairs):
    design = Design(SWITCHES, (1, 2, 3), pairs)
    shares = shares_of(design)
    for (cost, seed), rows in shares.groupby(["cost", "seed"]):
        by_switch = rows.set_index("switch")
        assert math.fsum(rows["share"]) == pytest.approx(by_switch["total"].iloc[0], rel=1e-9)
        assert by_switch.loc["fear", "share"] == 0.0
        if cost == "opportunity":
            assert by_switch.loc["herding", "share"] == pytest.approx(2.0 + seed)
            assert by_switch["total"].iloc[0] == pytest.approx(8.0 + 2.0 + seed + 3.0)


def test_the_interaction_is_what_the_switches_one_by_one_leave_unexplained():
    told = figures(Design(SWITCHES, (1, 2, 3), 0), shares_of(Design(SWITCHES, (1, 2, 3), 0)))
    cost = told["costs"]["opportunity"]
    assert cost["sum_alone"]["mean"] == pytest.approx(4.0 + 3.0)
    assert cost["interaction"]["mean"] == pytest.approx(8.0)
    assert cost["switches"]["myth"]["alone"]["mean"] == 0.0
    assert cost["switches"]["myth"]["last"]["mean"] == pytest.approx(8.0)
    assert cost["switches"]["myth"]["share"]["mean"] == pytest.approx(4.0)
    # Over seeds herding is worth 3, 4 and 5: one is its deviation, and its error that over the root of three.
    assert cost["switches"]["herding"]["share"]["error"] == pytest.approx(1.0 / math.sqrt(3.0))
    assert cost["switches"]["myth"]["error_orders"] == 0.0


def test_antithetic_orders_split_a_pair_evenly_and_their_error_says_how_sure():
    told = figures(Design(SWITCHES, (1, 2, 3), 6), shares_of(Design(SWITCHES, (1, 2, 3), 6)))
    myth = told["costs"]["opportunity"]["switches"]["myth"]
    assert myth["share"]["mean"] == pytest.approx(4.0)  # the reverse undoes who of the two came last
    assert myth["error_orders"] == pytest.approx(0.0)
    one = figures(Design(SWITCHES, (1,), 1), shares_of(Design(SWITCHES, (1,), 1)))
    herding = one["costs"]["fomo"]["switches"]["herding"]
    assert herding["error_orders"] is None
    assert herding["share"]["error"] is None


def test_a_run_without_a_number_is_named_and_nothing_is_made_of_it():
    design = Design(SWITCHES, (1,), 1)
    jobs = {(1, s): Job("made:up", 1, 1, asked={"set": s}) for s in design.sets(1)}
    table = pd.DataFrame(1.0, index=[job.run_id for job in jobs.values()], columns=list(UNITS))
    table.loc[jobs[1, 0].run_id, "fomo"] = np.nan
    with pytest.raises(ValueError, match=f"fomo of run {jobs[1, 0].run_id} is not finite"):
        per_seed(design, jobs, table)


def test_an_effect_is_a_mean_with_students_interval():
    effect = paired([1.0, 2.0, 3.0])
    assert effect.mean == 2.0
    assert effect.error == pytest.approx(1.0 / math.sqrt(3.0))
    assert (effect.low, effect.high) == pytest.approx(
        (2.0 - 4.3027 * effect.error, 2.0 + 4.3027 * effect.error), abs=1e-4
    )
    with pytest.raises(ValueError, match="missing or not finite"):
        paired([1.0, np.inf])


# ---------------------------------------------------------------------------------- the command


@pytest.fixture
def quick(monkeypatch):
    """Let the command run made-up economies, in this process."""
    monkeypatch.setattr(attribution, "totals_of", made_up_totals)
    monkeypatch.setattr(pool, "process_pool", lambda workers: Inline())


def test_the_command_writes_shares_figures_and_a_page(tmp_path, quick, capsys):
    out, page = tmp_path / "study", tmp_path / "page.md"
    assert main(f"attribution --seeds 2 --permutations 2 --out {out} --page {page}".split()) == 0
    shares = pd.read_parquet(out / "attribution.parquet")
    assert len(shares) == 3 * 2 * 9
    told = json.loads((out / "attribution.json").read_text())
    assert set(told["costs"]) == set(UNITS) == set(COSTS)
    for cost in told["costs"].values():
        each = math.fsum(one["share"]["mean"] for one in cost["switches"].values())
        assert each == pytest.approx(cost["total"]["mean"], rel=1e-9)
    text = page.read_text()
    assert "2 random orders for each seed, each with its reverse" in text
    assert "| fear | 0.0 |" in text
    said = capsys.readouterr()
    assert "attribution: 10 of" in said.err
    assert str(page) in said.out
    assert not (out / "attribution.md").exists()
    assert "(attribution.svg)" in text
    assert "<svg" in (tmp_path / "attribution.svg").read_text(), "the picture stands beside the page"


def test_every_file_of_a_study_is_in_the_data_dictionary(tmp_path, quick):
    out = tmp_path / "study"
    assert main(f"attribution --seeds 1 --permutations 1 --quiet --out {out}".split()) == 0
    files = {file.name for file in out.iterdir()}
    assert files >= {"study.json", "plan.parquet", "results", "failures", "lock"}
    described = dictionary().partition("## Files of a study")[2]
    assert not [name for name in files if name not in described]


def test_asked_again_the_command_runs_nothing_and_says_the_same(tmp_path, quick, monkeypatch):
    command = f"attribution --seeds 1 --permutations 1 --quiet --out {tmp_path / 'study'}".split()
    assert main(command) == 0
    before = (tmp_path / "study" / "attribution.json").read_bytes()
    monkeypatch.setattr(attribution, "totals_of", None)
    assert main(command) == 0
    assert (tmp_path / "study" / "attribution.json").read_bytes() == before


def test_all_sets_of_one_seed_are_five_hundred_and_twelve_runs(tmp_path):
    from argparse import Namespace

    assert len(design_of(Namespace(full=True, permutations=5, seeds=1)).sets(1)) == 512


@pytest.mark.slow
def test_a_tiny_attribution_with_worker_processes_adds_up(tmp_path):
    out = tmp_path / "study"
    assert main(f"attribution --seeds 1 --permutations 1 --months 6 {TINY_OPTIONS} --out {out}".split()) == 0
    for cost in json.loads((out / "attribution.json").read_text())["costs"].values():
        each = math.fsum(one["share"]["mean"] for one in cost["switches"].values())
        assert each == pytest.approx(cost["total"]["mean"], rel=1e-9)
    assert "## FOMO capex" in (out / "attribution.md").read_text()


def some_worker_of(process):
    """Return the id of a worker process of a study in another process: a child of its child."""
    for child in children(process.pid):
        for worker in children(child):
            return worker
    return None


def children(number):
    path = Path(f"/proc/{number}/task/{number}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def wait_for_results(out, number, process):
    while len(list(out.glob("results/*.parquet"))) < number:
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find a worker")
def test_an_attribution_whose_worker_and_then_itself_were_killed_ends_in_the_same_bytes(tmp_path, project):
    words = f"attribution --seeds 1 --permutations 1 --months 6 {TINY_OPTIONS}".split()
    out = tmp_path / "killed"
    command = [sys.executable, "-m", "batch_runs", *words, "--out", str(out)]
    process = subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True)
    wait_for_results(out, 3, process)
    os.kill(some_worker_of(process), signal.SIGKILL)
    wait_for_results(out, 9, process)
    process.kill()
    process.communicate()
    assert not (out / "attribution.parquet").exists()
    assert main([*words, "--out", str(out)]) == 0
    assert main([*words, "--out", str(tmp_path / "undisturbed")]) == 0
    for name in ("attribution.parquet", "attribution.json"):
        assert (out / name).read_bytes() == (tmp_path / "undisturbed" / name).read_bytes()


@pytest.mark.parametrize("command", ["attribution", "wargames"])
@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ("--seeds 0", "--seeds 0: take a whole number from 1 to 10,000"),
        ("--months 0", "--months 0: out of range; take a whole number from 1 to"),
        ("--workers 0", "--workers 0: take a whole number from 1 to 256"),
        ("--set herdng=1", "the nearest name is 'herding'"),
        ("--scenario strait", "the nearest name is 'straight'"),
        ("--page nowhere/page.md", "name a file in a folder that exists"),
        ("--cluster everywhere", "name a scheduler as tcp://host:port, or local"),
        ("--clusters local", "--clusters is no option; the nearest is --cluster"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(command, options, complaint, tmp_path, capsys):
    try:
        status = main([command, "--out", str(tmp_path / "study"), *options.split()])
    except SystemExit as left:
        status = left.code
    assert status == 2
    said = capsys.readouterr().err
    assert complaint in said
    assert said.count("\n") == 1
    assert not (tmp_path / "study").exists()


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ("--permutations 0", "--permutations 0: take a whole number from 1 to 1,000"),
        ("--full --permutations 3", "not allowed with argument --full"),
    ],
)
def test_orders_that_cannot_be_drawn_are_refused(options, complaint, tmp_path, capsys):
    try:
        status = main(["attribution", "--out", str(tmp_path / "study"), *options.split()])
    except SystemExit as left:
        status = left.code
    assert status == 2
    assert complaint in capsys.readouterr().err
