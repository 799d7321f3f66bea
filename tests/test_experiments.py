"""Named experiments: their list, their pairing, and what sentences claim."""

import json
import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small_study import TINY

from batch_runs.experiments import measuring
from batch_runs.experiments.catalogue import COMMANDS, EXPERIMENTS, experiment_named
from batch_runs.experiments.figures import effect, figures, level, per_run, turned
from batch_runs.experiments.measuring import jobs_of, measured, silent_at_peak
from batch_runs.experiments.outcomes import LINES, OUTCOMES, PUBLIC_MONEY, back_after, boom_totals
from batch_runs.experiments.page import caption, changes, page
from batch_runs.experiments.picture import picture
from batch_runs.experiments.sentences import clear, number, sentence, told
from batch_runs.many.job import Job
from batch_runs.request import DEFAULTS, Request
from model import Parameters
from model.errors import BadInput
from model.history import History
from model.scenarios import load_scenario, names

ASKED_FOR = {
    "base", "straight", "no-ai", "quiet", "unfunded-loop", "wargames", "efficiency-shock", "rates", "sovereign-race", "disclosure",
    "patient-capital", "bust", "energy-wall", "another-technology", "attribution",
}  # fmt: skip
"""Names of the experiments."""

TINY_SETTINGS = [f"{name}={value}" for name, value in TINY.items()]
BY_NAME = {one.name: one for one in EXPERIMENTS}
PAGES = Path(__file__).resolve().parent.parent / "docs" / "experiments"


# ------------------------------------------------------------------------------------- the list


def test_every_named_experiment_is_an_experiment_an_arm_of_one_or_a_command():
    arms = {arm.scenario for one in EXPERIMENTS for arm in one.arms}
    assert set(BY_NAME) | arms | set(COMMANDS) >= ASKED_FOR


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_an_experiment_says_what_it_asks_compares_measures_and_what_would_change_its_answer(name):
    one = BY_NAME[name]
    assert one.question.endswith("?")
    assert len(one.arms) >= 2
    assert len({arm.name for arm in one.arms}) == len({arm.label for arm in one.arms}) == len(one.arms)
    assert "base" in {arm.scenario for arm in one.arms}
    assert set(one.outcomes) <= set(OUTCOMES)
    assert set(one.lines) <= set(LINES)
    assert {(arm, outcome) for arm, outcome in one.headlines} <= {
        (arm.name, outcome) for arm in one.arms for outcome in one.outcomes
    }
    assert {name for ratio in one.ratios for name in (ratio.outcome, ratio.per)} <= set(one.outcomes)
    assert min(len(one.tests), len(one.would_change)) > 200


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_number_that_an_experiment_names_as_a_parameter_exists(name):
    said = BY_NAME[name].tests + BY_NAME[name].would_change
    assert set(re.findall(r"`([a-z_]+)`", said)) <= set(Parameters().as_dict())


def requests(one, months=36, settings=()):
    return {
        arm.name: Request.of({**DEFAULTS, "scenario": arm.scenario, "months": months, "set": list(settings)})
        for arm in one.arms
    }


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_arm_loads_and_is_another_world_than_every_other_arm(name):
    jobs = jobs_of(BY_NAME[name], requests(BY_NAME[name]), 1)
    worlds = {
        json.dumps([job.parameters, list(job.events), "silent_at_peak_of" in job.asked])
        for job in jobs.values()
    }
    assert len(worlds) == len(BY_NAME[name].arms)
    assert {job.seed for job in jobs.values()} == {1}


def twins(name):
    """Return the parameters of each arm's straight twin, by arm."""
    jobs = jobs_of(BY_NAME[name], requests(BY_NAME[name]), 2)
    assert all(job.asked["twin"]["seed"] == seed == job.seed for (seed, _), job in jobs.items())
    return {arm: jobs[2, arm].asked["twin"]["parameters"] for _, arm in jobs}


def test_a_twin_has_the_luck_of_its_arm_and_the_nine_switches_off():
    off = load_scenario("straight").parameters
    assert twins("rates")["rates-later"] == {**off, "rate_shift_months": 24}
    assert twins("rates")["base"] == off


def test_what_is_added_to_a_world_is_counted_against_the_twin_of_the_world_without_it():
    assert set(map(str, twins("patient-capital").values())) == {str(twins("patient-capital")["base"])}


def test_every_scenario_that_ships_is_in_an_experiment():
    assert {arm.scenario for one in EXPERIMENTS for arm in one.arms} == set(names())


def test_the_loop_is_cut_one_arrow_at_a_time_and_each_cut_is_at_the_bound_of_its_parameter():
    lows = {info.name: info.low for info in Parameters().describe()}
    cuts = [load_scenario(name).parameters for name in names() if name.startswith("unfunded-loop-")]
    assert len(cuts) == 7
    for cut in cuts:
        ((name, value),) = cut.items()
        assert value == lows[name] == 0.0
    assert len({next(iter(cut)) for cut in cuts}) == 7


def test_the_page_says_what_an_arm_changes():
    by_arm = {arm.name: changes(arm) for arm in BY_NAME["bust"].arms + BY_NAME["rates"].arms}
    assert by_arm["base"] == "as it is"
    assert by_arm["bust"] == "the voices fall silent in 2028-07"
    assert by_arm["rates-later"] == "`rate_shift_months` 24 instead of 0"
    assert "belief stands highest over evidence" in by_arm["peak"]


@pytest.mark.parametrize("name", [name for name in BY_NAME if (PAGES / f"{name}.md").exists()])
def test_the_caption_of_a_recorded_page_is_the_one_that_the_code_writes_now(name):
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    seeds, months = map(int, re.search(r"--seeds (\d+) --months (\d+)", text).groups())
    asked = {"seeds": seeds, "months": months, "set": [], "agents_scale": 1.0}
    assert caption(BY_NAME[name], {"seeds": seeds, "asked": asked}) in text.splitlines()


def test_a_caption_repeats_all_that_was_asked_and_where_it_goes():
    asked = {"seeds": 2, "months": 60, "set": ["myth=0", "fear=0"], "agents_scale": 0.5}
    said = caption(BY_NAME["rates"], {"seeds": 2, "asked": asked})
    words = "python -m batch_runs experiment rates --seeds 2 --months 60 --set myth=0 fear=0 --agents-scale 0.5 --out DIR"
    assert said.endswith(f"`{words}`.")


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("rate", "experiment 'rate' is not known; the nearest name is 'rates'"),
        ("wargames", "is a command of its own; write python -m batch_runs wargames"),
        ("no-ai", "is part of the experiment base"),
    ],
)
def test_what_is_no_experiment_is_answered_with_what_to_ask_for(name, complaint):
    with pytest.raises(BadInput, match=re.escape(complaint)):
        experiment_named(name)


# ------------------------------------------------------------------------------------- pairing


def by_hand(seeds=(1, 2, 3), **by_arm):
    """Return runs made by hand: FOMO capex in bn usd by arm as a function of the seed; all else zero."""
    zero = dict.fromkeys(OUTCOMES, 0.0) | {f"{name}@2015": 1.0 for name in LINES}
    rows = [
        {"seed": seed, "arm": arm, **zero, "fomo": 1e9 * value(seed)}
        for seed in seeds
        for arm, value in by_arm.items()
    ]
    return pd.DataFrame(rows)


def test_differences_are_between_runs_of_the_same_seed():
    runs = by_hand(base=lambda seed: 100.0 * seed, disclosure=lambda seed: 100.0 * seed - 7.0 - 0.01 * seed)
    for order in (runs, runs.iloc[::-1], runs.sample(frac=1.0, random_state=3)):
        found = figures(BY_NAME["disclosure"], order)["outcomes"]["fomo"]["disclosure"]["effect"]
        assert found["mean"] == pytest.approx(-7.02e9)
        # One seed off, differences would be a hundred billion apart.
        assert found["error"] == pytest.approx(0.01e9 / math.sqrt(3))
        assert (found["above"], found["below"], found["seeds"]) == (0, 3, 3)


def test_the_first_arm_has_a_level_and_no_effect_on_itself():
    found = figures(BY_NAME["disclosure"], by_hand(base=float, disclosure=float))["outcomes"]["fomo"]
    assert found["base"]["effect"] is None
    assert found["base"]["mean"] == pytest.approx(2e9)


def test_answers_of_runs_find_their_seed_and_arm_whatever_the_order_of_the_table():
    one = BY_NAME["disclosure"]
    jobs = jobs_of(one, requests(one), 3)
    answers = pd.DataFrame(
        {"fomo": [10.0 * seed + (arm == "disclosure") for seed, arm in jobs]},
        index=[job.run_id for job in jobs.values()],
    )
    runs = per_run(jobs, answers.sort_index())
    assert runs[runs["arm"] == "disclosure"].set_index("seed")["fomo"].to_dict() == {
        1: 11.0,
        2: 21.0,
        3: 31.0,
    }


def test_seeds_that_cannot_tell_are_left_out_of_a_pair_and_counted():
    values, first = np.array([1.0, math.nan, 5.0, 4.0]), np.array([0.0, 1.0, math.nan, 2.0])
    assert effect(values, first)["seeds"] == 2
    assert effect(values, first)["mean"] == pytest.approx(1.5)
    assert level(values)["seeds"] == 3
    assert effect(np.array([math.nan]), np.array([1.0])) is None
    assert level(np.array([math.nan]))["mean"] is None


def test_a_level_that_some_seeds_cannot_tell_says_how_many_can():
    one, runs = BY_NAME["bust"], by_hand(**{arm.name: float for arm in BY_NAME["bust"].arms})
    runs.loc[(runs["arm"] == "base") & (runs["seed"] > 1), "back_after"] = math.nan
    text = page(
        one, figures(one, runs) | {"asked": {"seeds": 3, "months": 300, "set": [], "agents_scale": 1.0}}
    )
    row = next(line for line in text.splitlines() if line.startswith("| Time from the peak of a bust"))
    assert row.split("|")[2].strip() == "0.00 (1 of 3 seeds tell it)"
    assert "A seed that cannot tell a figure is left out" in text


def test_a_year_that_some_seed_cannot_tell_is_a_gap_in_the_line_and_spoils_no_file():
    one, runs = BY_NAME["disclosure"], by_hand(base=float, disclosure=float)
    runs[[f"{name}@2016" for name in LINES]] = 1.0
    runs.loc[runs["seed"] == 2, f"{one.lines[0]}@2015"] = math.nan
    found = figures(one, runs)
    assert found["lines"][one.lines[0]]["base"]["mean"][0] is None
    assert json.dumps(found, allow_nan=False)
    assert picture(one, found).count("<svg") == 1


def test_money_bought_back_is_counted_per_dollar_and_years_per_billion_seed_by_seed():
    one = BY_NAME["patient-capital"]
    runs = by_hand(**{arm.name: (lambda seed: 0.0) for arm in one.arms})
    placed = {"base": 0.0, "patient-capital": 10.0, "patient-capital-large": 0.0}
    billions = runs["arm"].map(placed)
    runs["public_money"] = 1e9 * billions
    runs["opportunity"] = 1e11 * runs["seed"] - runs["public_money"] * (0.5 + 0.1 * runs["seed"])
    runs["brain_drain"] = 3e4 * runs["seed"] - billions * (40.0 + 10.0 * runs["seed"])
    found = figures(one, runs)["ratios"]
    assert found["opportunity"]["patient-capital"]["mean"] == pytest.approx(0.7)
    assert found["brain_drain"]["patient-capital"]["mean"] == pytest.approx(60.0)
    assert found["opportunity"]["patient-capital-large"] is None  # it placed nothing


# ------------------------------------------------------------------------------------ sentences


def amounts(*differences):
    """Return the effect of these differences, bn usd by seed."""
    return effect(1e9 * np.array(differences), np.zeros(len(differences)))


def test_a_rise_whose_interval_leaves_zero_is_called_higher_with_size_interval_and_seeds():
    said = sentence("fomo", amounts(10.0, 11.0, 12.0))
    assert said == "FOMO capex is higher by 11.0 bn usd (95% interval +8.52 to +13.5; higher in 3 of 3 seeds)"


def test_a_fall_whose_interval_leaves_zero_is_called_lower_by_a_positive_amount():
    said = sentence("fomo", amounts(-10.0, -11.0, -12.0))
    assert said == "FOMO capex is lower by 11.0 bn usd (95% interval -13.5 to -8.52; lower in 3 of 3 seeds)"


def test_where_the_interval_holds_zero_no_sign_is_claimed():
    said = sentence("fomo", amounts(-10.0, 30.0, 1.0))
    assert said.startswith("whether FOMO capex rises or falls cannot be told (+7.00 bn usd on average")
    assert not re.search(r"\bis (higher|lower)\b", said)
    assert "higher in 2 of 3 seeds" in said


def test_an_interval_that_ends_at_zero_claims_no_sign():
    at_zero = amounts(1.0, 2.0, 3.0) | {"low": 0.0}
    assert not clear(at_zero)
    assert "cannot be told" in sentence("fomo", at_zero)


def test_one_seed_claims_nothing():
    assert not clear(amounts(5.0))
    assert "shows nothing about other seeds" in sentence("fomo", amounts(5.0))


def test_no_difference_in_any_seed_is_said_so():
    assert sentence("fomo", amounts(0.0, 0.0)) == "FOMO capex is the same in every seed"


def test_differences_alike_in_few_seeds_are_no_proof():
    assert not clear(amounts(5.0, 5.0, 5.0))
    assert clear(amounts(*[5.0] * 6))


def test_shares_differ_by_points():
    half = effect(np.array([0.10, 0.11, 0.12]), np.zeros(3))
    assert "higher by 11.0 points" in sentence("ai_share_2025", half)


def test_events_are_judged_by_the_seeds_in_which_only_one_world_has_them():
    three, ten = np.ones(3), np.ones(10)
    few, many = turned(three, np.zeros(3)), turned(np.zeros(10), ten)
    assert (few["above"], few["below"], many["above"], many["below"]) == (3, 0, 0, 10)
    assert "cannot be told" in sentence("bust", few)
    assert sentence("bust", many).startswith("a bust comes less often")
    assert sentence("bust", turned(ten, ten)) == "a bust is the same in every seed"


def test_a_paragraph_names_every_outcome_once_under_what_can_be_said_of_it():
    said = told(
        {
            "fomo": amounts(10.0, 11.0, 12.0),
            "opportunity": amounts(-1.0, 2.0, 0.5),
            "bust": turned(np.ones(3), np.ones(3)),
            "stays_compute": effect(np.array([1.0, math.nan, math.nan]), np.zeros(3)),
            "back_after": None,
        }
    )
    assert said.startswith("FOMO capex is higher by")
    assert "No sign can be told of opportunity cost of capital (" in said
    assert "The same in every seed: a bust." in said
    assert "Told by one seed, which shows nothing about others: what stays of compute." in said
    assert "Told by no seed in both worlds: time from the peak" in said


def test_numbers_have_about_three_figures_and_no_minus_before_nothing():
    said = [number(value) for value in (0.0, -0.001, 0.123, 12.34, 1234.5)]
    assert said == ["0.00", "0.00", "0.12", "12.3", "1,234"]
    assert number(5.0, signed=True) == "+5.00"


# ------------------------------------------------------------------------------ what is measured


def test_the_peak_is_where_belief_stands_highest_over_evidence_and_leaves_time_for_what_stays(monkeypatch):
    excess = np.zeros(252)
    excess[[100, 240]] = 0.3, 0.9  # the second comes too late to see what stays
    monkeypatch.setattr(
        measuring, "series_of", lambda job: {"belief_mean": excess, "evidence": np.zeros(252)}
    )
    job = Job("task", 1, 252)
    (event,) = silent_at_peak(job, job).events
    assert event["kind"] == "silence"
    assert event["month"] == str(History.date(100))


def made(totals):
    """Return series whose boom totals of twelve months are steady at these levels, a year each."""
    monthly = np.repeat(np.array(totals) / 12.0, 12)
    return {"vc_usd_ai": monthly, "world_dc_capex_usd": np.zeros(len(monthly))}


def test_a_bust_is_over_when_the_year_before_is_as_high_again():
    run = made([100.0, 100.0, 20.0, 20.0, 120.0, 120.0])
    totals = boom_totals(run)
    peak = int(np.nanargmax(totals[:36]))
    assert totals[peak + int(back_after(run, run))] >= totals[peak]
    assert totals[peak + int(back_after(run, run)) - 1] < totals[peak]


def test_without_a_bust_or_without_a_return_there_is_no_time_until_it_is_over():
    assert math.isnan(back_after(made([100.0, 90.0, 80.0, 120.0]), {}))
    assert math.isnan(back_after(made([100.0, 100.0, 10.0, 10.0]), {}))


def test_the_public_funds_money_is_measured_and_is_nothing_without_a_fund():
    one = BY_NAME["patient-capital"]
    jobs = jobs_of(one, requests(one, 36, TINY_SETTINGS), 1)
    base, fund = (
        measuring.series_of(measuring.replace(jobs[1, name], asked={}))[PUBLIC_MONEY]
        for name in ("base", "patient-capital")
    )
    assert base.sum() == 0.0
    # Thirty billion were pledged over three years, and are placed over the fifteen months that follow a pledge.
    assert 1e10 < fund.sum() < 3.5e10


def test_a_run_that_ends_too_early_cannot_tell_of_2025_and_a_straight_world_has_no_cost():
    one = BY_NAME["base"]
    answer = measured(jobs_of(one, requests(one, 36, TINY_SETTINGS), 1)[1, "straight"])
    assert math.isnan(answer["ai_share_2025"])
    assert [answer[name] for name in ("opportunity", "brain_drain", "fomo")] == [0.0, 0.0, 0.0]
    assert {name for name in answer if "@" in name} == {f"{n}@{y}" for n in LINES for y in (2015, 2016, 2017)}


# --------------------------------------------------------------------------------- the picture


def test_a_picture_of_the_same_figures_is_the_same_bytes():
    found = figures(BY_NAME["disclosure"], by_hand(base=float, disclosure=float))
    assert picture(BY_NAME["disclosure"], found) == picture(BY_NAME["disclosure"], found)
