"""The exogenous paths and the opening position: what is fed in, and nothing else."""

from __future__ import annotations

import csv
import pickle
from dataclasses import dataclass

import numpy as np
import pytest
from small_economy import small_economy

from agents.vocabulary import FIELDS, INDUSTRIES, JOBS, PURSES
from model import history as history_module
from model.errors import BadInput
from model.history import DATA, Event, History, observed_milestones, observed_rate, opening, true_productivity

MONTHS = 252


@dataclass(frozen=True)
class Inputs:
    policy_rate_after: float = 0.0325
    milestones_per_year_after: float = 2.0
    milestone_size_after: float = 0.4
    rate_shock: float = 1.0
    rate_shift_months: int = 0
    technology: float = 1.0


def luck(months: int = MONTHS, seed: int = 7) -> np.ndarray:
    return np.random.default_rng(seed).random(months)


def month(date: str) -> int:
    return int((np.datetime64(date, "M") - np.datetime64("2015-01", "M")).astype(int))


def histories(**changes: float) -> tuple[History, History]:
    """The history as it was, and the same with these changes, with one luck."""
    return History.of(Inputs(), MONTHS, luck()), History.of(Inputs(**changes), MONTHS, luck())


# ---- the policy rate


@pytest.mark.parametrize(
    ("date", "percent"),
    [
        ("2015-01", 0.11), ("2015-12", 0.24), ("2016-12", 0.54), ("2017-12", 1.30), ("2018-12", 2.27),
        ("2019-07", 2.40), ("2020-03", 0.65), ("2020-04", 0.05), ("2021-12", 0.08), ("2022-03", 0.20),
        ("2022-06", 1.21), ("2022-12", 4.10), ("2023-08", 5.33), ("2024-08", 5.33), ("2024-09", 5.13),
        ("2024-12", 4.48), ("2025-09", 4.22), ("2025-12", 3.72),
    ],
)  # fmt: skip
def test_the_policy_rate_is_the_federal_funds_rate_of_that_month(date: str, percent: float) -> None:
    assert History.of(Inputs(), MONTHS, luck()).policy_rate[month(date)] == pytest.approx(percent / 100)


def test_history_has_132_months_of_policy_rate() -> None:
    assert observed_rate().shape == (132,)


def test_after_2025_the_rate_closes_63_percent_of_the_gap_in_a_year() -> None:
    rate = History.of(Inputs(), MONTHS, luck()).policy_rate
    assert (rate[month("2026-12")] - 0.0325) / (0.0372 - 0.0325) == pytest.approx(np.exp(-1))
    assert rate[-1] == pytest.approx(0.0325, abs=1e-5)


def test_without_the_rate_shock_no_month_from_march_2022_exceeds_the_mean_of_2015_to_2019() -> None:
    _, calm = histories(rate_shock=0.0)
    mean = observed_rate()[:60].mean()
    assert calm.policy_rate[month("2022-03") :].max() == pytest.approx(mean)
    assert 0.010 < mean < 0.012


def test_without_the_rate_shock_everything_before_it_and_all_milestones_are_unchanged() -> None:
    base, calm = histories(rate_shock=0.0)
    assert np.array_equal(base.policy_rate[: month("2022-03")], calm.policy_rate[: month("2022-03")])
    assert np.array_equal(base.milestone_size, calm.milestone_size)


def test_half_the_rate_shock_lies_half_way_between_none_and_all() -> None:
    base, half = histories(rate_shock=0.5)
    _, calm = histories(rate_shock=0.0)
    assert half.policy_rate == pytest.approx((base.policy_rate + calm.policy_rate) / 2)


def test_a_shock_twelve_months_later_waits_at_the_floor_and_then_follows_the_same_path() -> None:
    base, later = histories(rate_shift_months=12)
    start = month("2022-03")
    assert np.all(later.policy_rate[start : start + 12] == base.policy_rate[start - 1])
    assert later.policy_rate[start + 12 :] == pytest.approx(base.policy_rate[start:-12])


def test_a_shock_twelve_months_earlier_follows_the_same_path() -> None:
    base, earlier = histories(rate_shift_months=-12)
    start = month("2021-03")
    assert np.array_equal(earlier.policy_rate[:start], base.policy_rate[:start])
    assert earlier.policy_rate[start:-12] == pytest.approx(base.policy_rate[start + 12 :])


def test_an_earlier_shock_that_is_switched_off_is_off_from_its_earlier_month() -> None:
    _, calm = histories(rate_shift_months=-12, rate_shock=0.0)
    assert calm.policy_rate[month("2021-03") :].max() <= observed_rate()[:60].mean()


def test_a_shock_before_the_first_month_is_refused() -> None:
    with pytest.raises(BadInput, match=r"rate_shift_months: -87 .* -86 months or more"):
        histories(rate_shift_months=-87)


def test_a_rate_change_of_a_scenario_holds_from_its_month_on() -> None:
    event = Event(np.datetime64("2027-01"), "rate_change", 0.02, "tightening")
    changed = History.of(Inputs(), MONTHS, luck(), [event])
    base = History.of(Inputs(), MONTHS, luck())
    difference = changed.policy_rate - base.policy_rate
    assert np.all(difference[: month("2027-01")] == 0)
    assert difference[month("2027-01") :] == pytest.approx(0.02)


def test_the_rate_never_falls_below_zero() -> None:
    event = Event(np.datetime64("2015-06"), "rate_change", -0.5, "a cut nobody could make")
    assert History.of(Inputs(), MONTHS, luck(), [event]).policy_rate.min() == 0


# ---- milestones


def test_the_chat_moment_of_november_2022_has_size_one_and_is_the_largest() -> None:
    history = History.of(Inputs(), MONTHS, luck())
    chat = month("2022-11")
    assert history.milestone_size[chat] == 1.0
    assert history.milestone_names[chat] == ("ChatGPT",)
    assert history.milestone_size[:132].argmax() == chat


def test_every_milestone_lies_in_history_and_names_domain_and_source() -> None:
    domains = {"model", "chat", "image", "video", "reasoning", "open", "science"}
    for milestone in observed_milestones():
        assert np.datetime64("2015-01-01") <= milestone.date <= np.datetime64("2025-12-31")
        assert 0 < milestone.size <= 1
        assert milestone.domain in domains
        assert milestone.source
    assert len(observed_milestones()) >= 20


def test_two_milestones_of_one_month_add_up() -> None:
    event = Event(np.datetime64("2022-11"), "milestone", 0.5, "a rival on the same day")
    history = History.of(Inputs(), MONTHS, luck(), [event])
    assert history.milestone_size[month("2022-11")] == 1.5
    assert history.milestone_names[month("2022-11")] == ("ChatGPT", "a rival on the same day")


def test_without_technology_there_is_no_milestone_and_the_rate_is_unchanged() -> None:
    base, none = histories(technology=0.0)
    assert base.milestone_size.sum() > 0
    assert not none.milestone_size.any()
    assert not any(none.milestone_names)
    assert np.array_equal(base.policy_rate, none.policy_rate)


def test_half_the_technology_halves_every_milestone() -> None:
    base, half = histories(technology=0.5)
    assert half.milestone_size == pytest.approx(base.milestone_size / 2)
    assert half.milestone_names == base.milestone_names


def test_luck_moves_no_milestone_up_to_2025_and_others_after() -> None:
    one, other = (History.of(Inputs(), MONTHS, luck(seed=seed)) for seed in (1, 2))
    assert np.array_equal(one.milestone_size[:132], other.milestone_size[:132])
    assert not np.array_equal(one.milestone_size[132:], other.milestone_size[132:])


@pytest.mark.parametrize("per_year", [0.0, 2.0, 24.0])
def test_after_2025_milestones_arrive_at_their_rate_with_their_mean_size(per_year: float) -> None:
    many = 132 + 120_000
    inputs = Inputs(milestones_per_year_after=per_year, milestone_size_after=0.4)
    later = History.of(inputs, many, luck(many)).milestone_size[132:]
    assert 12 * later.mean() == pytest.approx(per_year * 0.4, rel=0.03)
    assert np.count_nonzero(later) / len(later) == pytest.approx(min(per_year / 12, 1), rel=0.03)


def test_a_longer_run_has_the_same_months_as_a_shorter_one() -> None:
    short, long = History.of(Inputs(), 150, luck()), History.of(Inputs(), MONTHS, luck())
    assert np.array_equal(short.policy_rate, long.policy_rate[:150])
    assert np.array_equal(short.milestone_size, long.milestone_size[:150])
    assert short.milestone_names == long.milestone_names[:150]


def test_too_few_draws_are_refused() -> None:
    with pytest.raises(BadInput, match="252 months need as many draws, but only 251"):
        History.of(Inputs(), MONTHS, luck(251))


def test_history_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        History.of(Inputs(), MONTHS, luck()).policy_rate[0] = 1.0


def test_month_zero_is_january_2015_and_month_251_is_december_2035() -> None:
    assert History.date(0) == np.datetime64("2015-01")
    assert History.date(251) == np.datetime64("2035-12")


# ---- true productivity


def test_true_productivity_is_log_uniform_between_its_bounds() -> None:
    draws = true_productivity(np.array([0.0, 0.5, 1.0]))
    assert draws == pytest.approx([0.05, np.sqrt(0.05 * 1.5), 1.5])


def test_true_productivity_asked_of_all_equals_asked_of_each() -> None:
    draws = luck()
    assert np.array_equal(true_productivity(draws), [true_productivity(draw) for draw in draws])


# ---- January 2015


def test_money_by_field_and_money_by_purse_are_the_same_money() -> None:
    assert opening().by("vc_usd_{}", FIELDS).sum() == pytest.approx(opening().vc_usd)
    assert opening().by("vc_usd_{}", PURSES).sum() == pytest.approx(opening().vc_usd)


def test_ai_has_eight_to_ten_percent_of_venture_money_in_2015() -> None:
    assert 0.08 <= opening().vc_usd_ai / opening().vc_usd <= 0.10


def test_researchers_by_job_add_up_to_all_researchers() -> None:
    assert opening().by("researchers_{}", JOBS).sum() == pytest.approx(opening().researchers)


@pytest.mark.parametrize(
    "figure",
    ["capex_usd", "operating_cash_flow_usd", "cash_usd", "debt_usd", "cloud_revenue_usd", "market_value_usd"],
)
def test_the_five_hyperscalers_add_up(figure: str) -> None:
    firms = ("amazon", "microsoft", "alphabet", "meta", "oracle")
    assert opening().by(f"{{}}_{figure}", firms).sum() == pytest.approx(opening()[f"hyperscalers_{figure}"])


def test_the_big_four_spend_the_23_billion_of_the_facts() -> None:
    big_four = ("amazon", "microsoft", "alphabet", "meta")
    assert opening().by("{}_capex_usd", big_four).sum() == pytest.approx(23e9, rel=0.02)


def test_data_centre_capex_inside_and_outside_the_five_adds_up() -> None:
    inside = opening().hyperscalers_capex_usd
    assert inside + opening().other_dc_capex_usd == pytest.approx(opening().world_dc_capex_usd)


def test_pay_of_researchers_is_a_third_to_a_half_of_research_spending() -> None:
    bill = opening().by("researchers_{}", JOBS) @ opening().by("pay_{}_usd", JOBS)
    assert 0.33 < bill / opening().research_spending_usd < 0.5


def test_every_industry_has_firms_revenue_margin_and_cash() -> None:
    for pattern in (
        "incumbents_{}",
        "incumbents_{}_revenue_usd",
        "incumbents_{}_margin",
        "incumbents_{}_cash_usd",
    ):
        assert np.all(opening().by(pattern, INDUSTRIES) > 0)


def test_every_item_says_unit_source_status_and_confidence_once() -> None:
    items = opening().items
    assert len({item.item for item in items}) == len(items)
    for item in items:
        assert item.unit
        assert item.source
        assert item.status in {"verified", "recalled", "derived", "assumed"}
        assert 0 < item.confidence <= 1
        assert (item.status == "assumed") == item.source.startswith("assumed") or item.item.startswith(
            "incumbents_"
        )


def test_a_share_is_a_share_and_an_amount_is_not_negative() -> None:
    for item in opening().items:
        assert item.value >= 0
        assert item.unit != "share" or item.value <= 1


def test_a_missing_item_is_named_with_its_nearest_neighbour() -> None:
    with pytest.raises(BadInput, match=r"'vc_usd_aii' is not in .*nearest name is 'vc_usd_ai'"):
        opening()["vc_usd_aii"]
    with pytest.raises(AttributeError, match="'vc_usd_aii'"):
        _ = opening().vc_usd_aii


def test_the_opening_position_survives_saving() -> None:
    assert pickle.loads(pickle.dumps(opening())) == opening()


# ---- data files


def test_every_data_file_has_a_source_in_every_row() -> None:
    files = sorted(DATA.glob("*.csv"))
    assert len(files) == 3
    for path in files:
        with path.open(newline="", encoding="utf-8") as file:
            assert all(row["source"] for row in csv.DictReader(file))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("month,rate,source\n2015-01,low,x\n", "line 2: 'low' is not a number"),
        ("month,rate,source\n2015-01,nan,x\n", "line 2: 'nan' is not a number"),
        ("month,rate,source\n2015-02,0.1,x\n", "line 2: month is 2015-02, expected 2015-01"),
        ("month,rate,source\n15/1,0.1,x\n", "line 2: '15/1-01' is not a date"),
        ("month,rate,source\n2015-01,0.1\n", "line 2: needs 3 columns"),
        ("month,rate,source\n2015-01,0.1,x\n", "the last month must be 2025-12"),
        ("month,rate,source\n", "the last month must be 2025-12"),
    ],
)
def test_a_damaged_rate_file_is_named_with_its_line(
    content: str, complaint: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policy_rate.csv").write_text(content)
    monkeypatch.setattr(history_module, "DATA", tmp_path)
    with pytest.raises(BadInput) as caught:
        observed_rate.__wrapped__()
    assert complaint in str(caught.value)
    assert "model/data/policy_rate.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_start_ups_begin_with_the_money_of_the_table():
    held = [float(small_economy(seed, startup_agents=900).ledger.usd("startups").sum()) for seed in range(8)]
    assert np.mean(held) == pytest.approx(opening().startups_cash_usd, rel=0.03)
