"""Playing and not playing: best replies on tables made by hand, and the command's own runs."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from small_study import TINY, TINY_OPTIONS, Inline

from batch_runs import wargames
from batch_runs.best_replies import best, equilibria, name_of, profiles, replies, verdict
from batch_runs.command_line import main
from batch_runs.many import pool
from batch_runs.paired import Effect, paired, ratio
from batch_runs.request import DEFAULTS, Request
from batch_runs.wargames import jobs_of, payoffs_of
from batch_runs.wargames_figures import Compared, Table, payoffs
from model import Economy
from model.abstention import MAY_ABSTAIN
from model.payoffs import FUNDAMENTAL, MARKET

SURE_GAIN, SURE_LOSS, UNCLEAR = paired([1.0, 1.1, 0.9]), paired([-1.0, -1.1, -0.9]), paired([-1.0, 1.0, 0.1])
ONE_SEED = Effect(5.0, math.nan, math.nan, math.nan)


# -------------------------------------------------------------------------------- best replies


def test_a_reply_is_best_only_where_its_interval_leaves_zero():
    assert [best(gain) for gain in (SURE_GAIN, SURE_LOSS, UNCLEAR, ONE_SEED)] == [
        "abstain",
        "play",
        "either",
        "either",
    ]


def test_every_set_of_abstainers_is_a_profile_once():
    assert len(profiles(MAY_ABSTAIN)) == len(set(profiles(MAY_ABSTAIN))) == 16
    assert profiles(MAY_ABSTAIN)[0] == frozenset()
    assert name_of(()) == "everybody plays"
    assert name_of({"funds", "investors"}) == "funds, investors abstain"


PLAYERS = ("row", "column")


def gains(matrix):
    """Return gains of abstaining from pay-offs made by hand: matrix[row abstains][column abstains] = (row, column)."""
    return {
        (player, frozenset(others)): paired(np.array([-0.01, 0.0, 0.01]) + gain)
        for player, others, gain in (
            ("row", (), matrix[1][0][0] - matrix[0][0][0]),
            ("row", ("column",), matrix[1][1][0] - matrix[0][1][0]),
            ("column", (), matrix[0][1][1] - matrix[0][0][1]),
            ("column", ("row",), matrix[1][1][1] - matrix[1][0][1]),
        )
    }


ARMS_RACE = (((1.0, 1.0), (4.0, 0.0)), ((0.0, 4.0), (3.0, 3.0)))
"""Whoever abstains alone is worse off, both together better: a prisoners' dilemma."""

CHICKEN = (((0.0, 0.0), (4.0, 1.0)), ((1.0, 4.0), (3.0, 3.0)))
"""Best to play where the other abstains, and to abstain where the other plays."""


def test_in_an_arms_race_everybody_plays_whatever_the_other_does():
    found = replies(PLAYERS, gains(ARMS_RACE))
    assert [(one.player, sorted(one.others), one.best) for one in found] == [
        ("row", [], "play"),
        ("row", ["column"], "play"),
        ("column", [], "play"),
        ("column", ["row"], "play"),
    ]
    assert equilibria(PLAYERS, found) == [frozenset()]


def test_in_a_game_of_chicken_one_abstains_and_the_other_plays():
    found = replies(PLAYERS, gains(CHICKEN))
    assert {(one.player, bool(one.others)): one.best for one in found} == {
        ("row", False): "abstain",
        ("row", True): "play",
        ("column", False): "abstain",
        ("column", True): "play",
    }
    assert equilibria(PLAYERS, found) == [frozenset({"row"}), frozenset({"column"})]


def test_who_wins_is_said_from_the_intervals():
    assert verdict(SURE_GAIN, SURE_GAIN, SURE_GAIN) == "win by abstaining alone, and all of them together"
    assert verdict(SURE_GAIN, SURE_GAIN, SURE_LOSS) == (
        "win by abstaining alone, and all of them together; lose where all four kinds abstain"
    )
    assert verdict(SURE_GAIN, SURE_LOSS, SURE_LOSS) == (
        "win by abstaining alone, and lose by abstaining together"
    )
    assert verdict(SURE_GAIN, UNCLEAR, SURE_LOSS) == (
        "win by abstaining alone; of all of them together no sign can be told; lose where all four kinds abstain"
    )
    assert (
        verdict(SURE_LOSS, SURE_GAIN, SURE_GAIN) == "win by abstaining together, and lose by abstaining alone"
    )
    assert verdict(UNCLEAR, SURE_GAIN, SURE_GAIN) == (
        "win by abstaining together; of one alone no sign can be told"
    )
    assert verdict(UNCLEAR, UNCLEAR, SURE_GAIN) == (
        "win where all four kinds abstain; else they show no clear gain or loss from abstaining"
    )
    assert verdict(UNCLEAR, UNCLEAR, SURE_LOSS) == (
        "show no clear gain or loss from abstaining; lose where all four kinds abstain"
    )
    assert verdict(SURE_LOSS, SURE_LOSS, UNCLEAR) == "lose by abstaining, alone or together"
    assert verdict(SURE_LOSS, UNCLEAR, UNCLEAR).startswith(
        "lose by abstaining alone; of all of them together"
    )
    assert verdict(UNCLEAR, SURE_LOSS, SURE_LOSS).startswith(
        "lose by abstaining together; of one alone no sign"
    )
    assert verdict(UNCLEAR, UNCLEAR, UNCLEAR) == "show no clear gain or loss from abstaining"
    assert verdict(ONE_SEED, ONE_SEED, ONE_SEED) == "show no clear gain or loss from abstaining"


# ------------------------------------------------------------------------------------ the runs


@pytest.fixture(scope="module")
def tiny():
    return Request.of({**DEFAULTS, "months": 3, "set": [f"{name}={value}" for name, value in TINY.items()]})


def test_what_is_lost_in_parts_of_what_playing_pays_is_never_more_than_all_of_it():
    playing = np.array([100.0, 120.0, 900.0, 150.0, 2000.0, 110.0, 1500.0, 1300.0])
    left = np.full(8, 40.0)
    gain = ratio(left, playing)
    assert gain.mean == pytest.approx(40.0 / playing.mean() - 1.0)
    assert -1.0 < gain.low < gain.mean < gain.high < 0.0
    naive = paired(left - playing).over(playing.mean())
    assert naive.low < -1.0, "in parts of a mean taken as known one could lose more than one has"


@pytest.mark.parametrize("shift", [-40.0, -25.0, -10.0, 0.0, 10.0, 25.0, 40.0])
def test_a_gain_in_parts_has_a_sign_where_the_gain_in_dollars_has_one(shift):
    playing = np.array([100.0, 120.0, 90.0, 150.0, 130.0])
    abstaining = playing + np.array([30.0, -20.0, 10.0, -30.0, 15.0]) + shift
    parts, dollars = ratio(abstaining, playing), paired(abstaining - playing)
    assert (parts.low > 0.0, parts.high < 0.0) == (dollars.low > 0.0, dollars.high < 0.0)


def test_where_seeds_differ_too_much_a_gain_in_parts_has_no_interval():
    assert np.isnan(ratio(np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.1, 50.0])).low)
    assert np.isnan(ratio(np.array([1.0]), np.array([2.0])).low)


def test_a_seed_is_sixteen_profiles_and_four_that_abstain_alone_all_with_one_luck(tiny):
    jobs = jobs_of(tiny, 2)
    assert len(jobs) == len({job.run_id for job in jobs.values()}) == 2 * 20
    assert jobs[1, (), ""].asked["abstain"] == {}
    assert jobs[1, ("funds",), ""].asked["abstain"] == {"funds": "all"}
    assert jobs[2, (), "funds"].asked["abstain"] == {"funds": [1]}
    assert {job.seed for (seed, _, _), job in jobs.items() if seed == 2} == {2}


def test_agents_of_a_kind_take_turns_in_abstaining_alone(tiny):
    jobs = jobs_of(tiny, 7)
    assert [jobs[seed, (), "hyperscalers"].asked["abstain"]["hyperscalers"] for seed in range(1, 8)] == [
        [0], [1], [2], [0], [1], [2], [0],
    ]  # fmt: skip


def test_an_investor_that_abstains_alone_is_one_that_would_hold_shares(tiny):
    economy = Economy(tiny.parameters, seed=1)
    watched = [wargames.watched(tiny, seed)["investors"] for seed in range(1, 42)]
    held = economy.ledger.value("ai_unit", "investors")
    assert (held[watched] > 0).all()
    assert not (held[np.arange(economy.investors.size)] > 0).all(), "some open with none"
    assert [watched[turn] for turn in (0, 6, 7, 8, 14, 15, 16)] == [0, 6, 8, 8, 14, 16, 16]


def test_a_run_answers_the_mean_of_each_kind_and_of_the_one_that_is_watched(tiny):
    told = payoffs_of(jobs_of(tiny, 1)[1, (), ""])
    assert set(told) == {
        f"{kind}_{value}{who}"
        for kind in MAY_ABSTAIN
        for value in (MARKET, FUNDAMENTAL)
        for who in ("", "_watched")
    }
    assert all(math.isfinite(value) for value in told.values())
    alone = payoffs_of(jobs_of(tiny, 1)[1, (), "investors"])
    assert alone["investors_market_watched"] != told["investors_market_watched"]


# ----------------------------------------------------------------------------------- the command


def made_up(job):
    """Answer a game made up: abstaining costs one per cent alone, and brings its kind two, and the others one."""
    abstain, answer = job.asked["abstain"], {}
    whole = [kind for kind, who in abstain.items() if who == "all"]
    for kind in MAY_ABSTAIN:
        worth = 100.0 + job.seed + 2.0 * (kind in whole) + len([other for other in whole if other != kind])
        for value in (MARKET, FUNDAMENTAL):
            answer[f"{kind}_{value}"] = 1e9 * worth
            answer[f"{kind}_{value}_watched"] = 1e9 * (worth - (abstain.get(kind) not in (None, "all")) * 1.0)
    return answer


@pytest.fixture
def quick(monkeypatch):
    """Let the command run made-up economies, in this process."""
    monkeypatch.setattr(wargames, "payoffs_of", made_up)
    monkeypatch.setattr(pool, "process_pool", lambda workers: Inline())


def test_the_command_writes_pay_offs_figures_and_a_page(tmp_path, quick, capsys):
    out, page = tmp_path / "study", tmp_path / "page.md"
    assert main(f"wargames --seeds 3 --out {out} --page {page}".split()) == 0
    paid = pd.read_parquet(out / "wargames.parquet")
    assert len(paid) == 3 * 20 * 4 * 2
    told = json.loads((out / "wargames.json").read_text())
    market = told["values"]["market"]
    assert len(market["payoffs"]) == 16
    assert len(market["replies"]) == 4 * 8
    assert {one["best"] for one in market["replies"]} == {"abstain"}
    assert market["equilibria"] == ["funds, hyperscalers, incumbents, investors abstain"]
    gained = market["payoffs"][-1]["funds"]["against_all_playing"]
    assert gained["mean"] == pytest.approx(5e9)
    assert told["answers"]["funds"]["gains"]["market"]["alone"]["mean"] == pytest.approx(-1e9)
    sentence = told["answers"]["funds"]["sentence"]
    assert "Funds: at market value they win by abstaining together, and lose by abstaining alone" in sentence
    assert sentence in page.read_text()
    drawn = told["answers"]["funds"]["in_per_cent"]["market"]
    assert drawn["together"]["mean"] == pytest.approx(100.0 * 2.0 / 102.0)  # 2 more than 101, 102 and 103
    assert f"one alone {drawn['alone']['mean']:+.2f}% [{drawn['alone']['low']:+.2f} to" in sentence
    assert "(wargames.svg)" in page.read_text()
    assert "<svg" in (tmp_path / "wargames.svg").read_text(), "the picture stands beside the page"
    assert sentence in capsys.readouterr().out


def test_the_pay_off_of_one_that_abstains_alone_is_compared_with_its_own_where_it_plays(quick, tiny):
    jobs = jobs_of(tiny, 3)
    table = Table(payoffs(jobs, pd.DataFrame({job.run_id: made_up(job) for job in jobs.values()}).T), MARKET)
    assert table.alone("funds").gain == pytest.approx((-1e9, 0.0, -1e9, -1e9))
    assert table.against_all_playing(frozenset({"funds"}), "incumbents").gain.mean == pytest.approx(1e9)
    assert table.gain("funds", frozenset({"investors"})).mean == pytest.approx(2e9)


def test_where_playing_pays_nothing_no_gain_is_put_in_per_cent_of_it():
    assert Compared(np.array([3.0, 4.0, 5.0]), np.array([-2.0, 1.0, 1.0])).gain_over_playing is None
    gain = Compared(np.array([3.0, 4.0, 5.0]), np.array([2.0, 2.5, 3.5])).gain_over_playing
    assert gain.mean == pytest.approx(50.0)


def test_a_pay_off_that_is_no_number_is_refused(quick, tiny):
    jobs = jobs_of(tiny, 1)
    table = pd.DataFrame({job.run_id: made_up(job) for job in jobs.values()}).T
    table.iloc[3, 2] = np.nan
    with pytest.raises(ValueError, match="a pay-off is not finite"):
        payoffs(jobs, table)


@pytest.mark.slow
def test_a_tiny_wargame_with_worker_processes_has_all_its_files(tmp_path):
    out = tmp_path / "study"
    assert main(f"wargames --seeds 2 --months 6 {TINY_OPTIONS} --out {out}".split()) == 0
    assert {"wargames.parquet", "wargames.json", "wargames.md", "study.json"} <= {
        file.name for file in out.iterdir()
    }
