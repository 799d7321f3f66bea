"""What the boom leans on: how few firms carry the index, and what a falling market does to rounds."""

from __future__ import annotations

from math import exp
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from small_economy import small_economy

from agents.vocabulary import AI, FIELDS
from model import Economy
from model.fragility_metrics import FRAGILITY_METRICS, contribution, index_capex
from model.measures import effective_fields
from model.month.finance import pressure

BY_NAME = {metric.name: metric for metric in FRAGILITY_METRICS}
YEAR_OF = [100.0] * 12


# ----------------------------------------------------------------------------------------- fields


def test_fields_are_counted_by_the_money_of_the_last_twelve_months():
    # Thirteen months ago all went into one field; since then two fields got the same: exp(ln 2) is two.
    money: dict[str, list[float]] = {f"vc_usd_{field}": [0.0] * 13 for field in FIELDS}
    money[f"vc_usd_{FIELDS[2]}"] = [900.0, *[0.0] * 12]
    money["vc_usd_ai"] = [0.0, *[30.0] * 12]
    money["vc_usd_software"] = [0.0, 360.0, *[0.0] * 11]
    assert effective_fields(SimpleNamespace(record=money)) == pytest.approx(2.0)  # type: ignore[arg-type]


# ---------------------------------------------------------------------------------- contributions


def recorded(**columns: list[float]) -> Any:
    """Return what a contribution is read from: columns of a series, and 20 and 80 of value at the opening."""
    return SimpleNamespace(record=columns, opening_value={"ai": 20.0, "rest": 80.0})


def test_the_part_of_the_few_in_growth_is_their_change_over_twelve_months_over_that_of_all():
    economy = recorded(few=[10.0, *[0.0] * 11, 13.0], whole=[50.0, *[0.0] * 11, 54.0])
    assert contribution("few", "whole", lambda e: 1.0)(economy) == pytest.approx(0.75)


def test_index_levels_are_weighed_by_the_value_of_january_2015():
    # AI shares, a fifth of the index, double: 20 of the 25 points that the index gains.
    economy = recorded(ai_index_level=[*YEAR_OF, 200.0], index_level=[*YEAR_OF, 125.0])
    assert BY_NAME["ai_contribution_to_return"].of(economy) == pytest.approx(0.8)


def test_earnings_and_capex_are_usd_and_need_no_weight():
    usd = {"ai_earnings_usd": [*YEAR_OF, 130.0], "index_earnings_usd": [*YEAR_OF, 160.0]}
    assert BY_NAME["ai_contribution_to_earnings"].of(recorded(**usd)) == pytest.approx(0.5)
    usd = {"ai_capex_usd": [*YEAR_OF, 90.0], "index_capex_usd": [*YEAR_OF, 80.0]}
    assert BY_NAME["ai_contribution_to_capex"].of(recorded(**usd)) == pytest.approx(0.5)


def test_there_is_no_contribution_in_the_first_year_nor_where_the_whole_stood_still():
    share = contribution("few", "whole", lambda e: 1.0)
    assert share(recorded(few=YEAR_OF, whole=[*YEAR_OF[:-1], 150.0])) == 0.0
    assert share(recorded(few=[*YEAR_OF, 120.0], whole=[*YEAR_OF, 100.0])) == 0.0


def test_a_contribution_is_cut_where_the_whole_hardly_moved():
    share = contribution("few", "whole", lambda e: 1.0)
    assert share(recorded(few=[*YEAR_OF, 150.0], whole=[*YEAR_OF, 101.0])) == 2.0
    assert share(recorded(few=[*YEAR_OF, 50.0], whole=[*YEAR_OF, 101.0])) == -2.0


def test_capex_of_all_listed_firms_is_hyperscalers_programmes_and_a_twentieth_of_sales():
    economy = small_economy()
    firms, part = economy.incumbents, economy.listed_part
    economy.desk.plant_capex, economy.desk.chip_capex = np.full(5, 60.0), np.full(5, 40.0)
    firms.budget[:], firms.revenue[:] = 0.0, 0.0
    firms.budget[3], firms.revenue[4] = 7.0, 2400.0
    assert index_capex(economy) == pytest.approx(500.0 + part * (7.0 + 10.0))


def test_contributions_of_a_run_are_those_of_its_own_columns():
    economy = small_economy(months=14)
    columns = economy.columns()
    few, whole = np.array(columns["ai_capex_usd"]), np.array(columns["index_capex_usd"])
    by_hand = np.clip((few[-2:] - few[-14:-12]) / (whole[-2:] - whole[-14:-12]), -2.0, 2.0)
    assert columns["ai_contribution_to_capex"][-2:] == pytest.approx(by_hand.tolist())
    assert columns["ai_contribution_to_capex"][:12] == [0.0] * 12
    assert (few < whole).all()


# -------------------------------------------------------------------------------- prices of rounds


def ordinary(**changes: float) -> Economy:
    """Return an economy with ordinary money in every field, usual trends, and funds that believe the evidence of 2015."""
    economy = small_economy(**changes)
    posted, p = economy.posted, economy.parameters
    posted.money[:] = posted.usual_money
    posted.ai_trend = posted.rest_trend = p.usual_trend
    economy.funds.evidence[:], economy.funds.excess[:] = economy.opening_evidence, 0.0
    return economy


def test_in_ordinary_times_nothing_lifts_the_price_of_a_round():
    assert pressure(ordinary()).tolist() == pytest.approx([1.0] * len(FIELDS))


def test_a_falling_market_lowers_prices_of_rounds_in_its_own_fields():
    economy = ordinary(exit_by_trend=0.8, usual_trend=0.1)
    economy.posted.ai_trend, economy.posted.rest_trend = -0.4, 0.2
    by_hand = np.full(len(FIELDS), exp(0.8 * 0.1))
    by_hand[AI] = exp(-0.8 * 0.5)
    assert pressure(economy).tolist() == pytest.approx(by_hand.tolist())


def test_a_crash_halves_no_further_than_a_year_of_it_and_a_mania_lifts_by_half_a_year():
    economy = ordinary(exit_by_trend=0.8, usual_trend=0.1)
    economy.posted.ai_trend, economy.posted.rest_trend = -3.0, 3.0
    lift = pressure(economy)
    assert lift[AI] == pytest.approx(exp(-0.8))
    assert lift[AI + 1] == pytest.approx(exp(0.4))


def test_money_chasing_deals_lifts_prices_by_its_elasticity():
    economy = ordinary(price_of_inflow=0.25)
    economy.posted.money[2] *= 16.0
    assert pressure(economy).tolist() == pytest.approx([1.0, 1.0, 2.0, 1.0, 1.0])


def test_buyers_who_believe_pay_more_for_ai_and_for_nothing_else():
    economy = ordinary(value_by_belief=1.5)
    economy.funds.excess[:] = 0.2
    assert pressure(economy).tolist() == pytest.approx([exp(0.3), 1.0, 1.0, 1.0, 1.0])


def test_belief_pays_for_customers_still_to_be_won_and_for_nothing_once_all_are():
    economy = ordinary(value_by_belief=1.5)
    economy.funds.excess[:] = 0.2
    believed = economy.opening_evidence + 0.2
    for left in (0.5, 0.0):
        economy.posted.promise_left = left
        expected = exp(1.5 * (left * believed - economy.opening_evidence))
        assert pressure(economy)[AI] == pytest.approx(expected)


# ------------------------------------------------------------------------------------ what is counted


def test_promises_and_coverage_are_read_where_they_stand():
    economy = small_economy()
    economy.posted.coverage = 0.7
    economy.desk.lab_failures, economy.desk.written_off = 2, 5.0
    economy.ledger.grant("compute_contract", ("hyperscalers", 0), ("labs", 1), cents=0, units=12_345)
    read = {name: metric.of(economy) for name, metric in list(BY_NAME.items())[:4]}
    assert read == {
        "lab_failures": 2.0, "written_off_usd": 5.0, "compute_promised_usd": 123.45, "plant_coverage": 0.7,
    }  # fmt: skip
