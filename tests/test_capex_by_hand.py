"""Decision readings of the third cost worked by hand: one firm, one hyperscaler, and nobody else."""

from __future__ import annotations

from math import exp, log
from typing import Any

import numpy as np
import pytest
from by_hand import logistic, tiny

from agents.hyperscaler import Hyperscaler
from agents.incumbent import NONE, PILOT, Incumbent
from model import asked_again

ONE = np.array([0])


# -------------------------------------------------------------------------------------- one firm

FIRM = {
    "adoption_base": -2.0, "adoption_by_value": 0.0, "adoption_by_advance": 0.0, "bandwagon": 1.0, "adoption_by_belief": 1.0,
    "adoption_by_fear": 1.0, "pilot_cost_share": 0.012, "pilot_months": 3,
}  # fmt: skip
SHOP = {"cash": 1e9, "revenue": 1e6, "evidence": 0.1, "excess": 0.5, "fear": 0.4, "peers_using": 0.8}


def firm(known: dict[str, float] | None = None, **columns: Any) -> Any:
    economy = tiny(FIRM | (known or {}), incumbents=SHOP | columns)
    signals = economy.shadow.signals
    signals["incumbents.peers_using"] = np.array([0.2])
    signals["incumbents.peers_speaking"] = signals["incumbents.treated"] = np.zeros(1)
    return economy


def decide(economy: Any, draw: float, filled: float = 1.0) -> float:
    """Let a month pass in which the firm decides with this draw, and finds people for this part; return its spending by belief, usd."""
    firms, draws = economy.incumbents, np.array([draw])
    starts = ONE[firms.ask(Incumbent.wants_project, ONE, 0.0, draw=draws)]
    asked_again.programmes(economy, starts, 0.0, draws)
    firms.stage[starts], firms.budget[starts] = PILOT, firms.ask(Incumbent.pilot_budget, starts)
    economy.desk.on_programmes = filled * firms.budget
    asked_again.spent_on_programmes(economy)
    economy.month += 1
    return economy.desk.programmes_by_belief


def test_a_programme_that_belief_started_counts_while_it_lasts_and_until_evidence_would_have_started_it():
    economy = firm()
    # Chosen: -2 + .8 peers + .6 belief + .4 fear = -.2, 45%; masked: -2 + .2 + .1 = -1.7, 15%. A pilot costs 1,000.
    assert logistic(-1.7) < 0.3 < logistic(-0.2)
    assert decide(economy, 0.3) == pytest.approx(1000.0)
    economy.incumbents.budget[:] = 2000.0  # scaled up
    assert decide(economy, 0.3) == pytest.approx(2000.0)
    assert decide(economy, 0.1) == 0.0, "with this draw evidence alone starts it"
    assert decide(economy, 0.3) == 0.0


def test_a_programme_that_evidence_alone_would_start_too_never_counts():
    assert decide(firm(), 0.1) == 0.0


def test_a_programme_that_ended_no_longer_counts():
    economy = firm()
    decide(economy, 0.3)
    economy.incumbents.stage[:], economy.incumbents.budget[:] = NONE, 0.0
    assert decide(economy, 0.9) == 0.0


@pytest.mark.parametrize(
    ("value", "then"), [(0.5, 0.0), (1.2, -1000.0), (2.0, -3000.0)], ids=["ends", "is kept", "is scaled up"]
)
def test_a_programme_that_only_the_evidence_only_self_starts_counts_against_and_ends_or_goes_on_by_the_same_rules(
    value, then
):
    sure = {
        "project_luck": 0.1,
        "abandonment": 0.0,
        "return_hurdle": 1.0,
        "scaling_hurdle": 1.6,
        "scaling_factor": 3.0,
    }
    economy = firm(sure | {"project_mean": log(value)}, excess=0.0, fear=0.0, peers_using=0.0)
    # Peers have given up since 2015. Chosen: -2 + .1 = -1.9, 13%; masked: -2 + .2 + .1 = -1.7, 15%.
    assert logistic(-1.9) < 0.14 < logistic(-1.7)
    spent = [decide(economy, 0.14), *(decide(economy, 0.9) for _ in range(5))]
    assert spent == pytest.approx([-1000.0, -1000.0, -1000.0, then, then, then])


def test_a_programme_that_only_the_evidence_only_self_has_costs_more_as_others_do_once_its_pilot_has_ended():
    economy = tiny(FIRM, incumbents=SHOP)
    economy.desk.dearer, economy.desk.on_programmes = 0.005, np.zeros(1)
    for until, then in ((9, 100.0), (3, 100.0 * exp(0.005))):
        economy.shadow.missing[:], economy.shadow.missing_until[:] = 100.0, until
        asked_again.spent_on_programmes(economy)
        assert economy.shadow.missing[0] == pytest.approx(then)


def test_only_what_was_spent_on_programmes_counts_and_not_posts_that_nobody_filled():
    economy = firm()
    assert decide(economy, 0.3, filled=0.9) == pytest.approx(900.0)
    assert economy.incumbents.budget[0] == pytest.approx(1000.0)


def test_a_programme_that_only_evidence_would_have_started_would_have_found_as_few_people_as_the_others():
    economy = tiny(FIRM, incumbents={"budget": [300.0, 100.0], "stage": PILOT})
    economy.shadow.by_belief[0], economy.shadow.missing = True, np.array([0.0, 0.0, 50.0])
    economy.shadow.missing_until = np.array([0, 0, 9])
    economy.desk.on_programmes = np.array([210.0, 70.0])  # seven tenths of what was planned
    asked_again.spent_on_programmes(economy)
    assert economy.desk.programmes_by_belief == pytest.approx(210.0 - 0.7 * 50.0)


def test_a_firm_whose_evidence_only_self_has_a_programme_already_starts_none_by_belief():
    economy = firm(excess=0.0, fear=0.0, peers_using=0.0)
    decide(economy, 0.14)
    economy.incumbents.excess[:] = 0.9
    assert decide(economy, 0.2) == 0.0


# ------------------------------------------------------------------------------- one hyperscaler

CLOUD = {
    "target_utilisation": 0.8, "growth_by_belief": 2.0 * log(1.44), "capex_horizon_years": 1.0, "chip_retirement": 0.12, "capex_adjustment": 0.3, "rivalry": 0.5,
    "capex_cash_share": 0.5, "debt_limit": 0.0, "collateral": 0.1,
}  # fmt: skip
OWNER = {
    "ai_demand": 100.0, "compute": 125.0, "evidence": 0.25, "excess": 0.25, "rivals_capex": 0.5, "operating_cash_flow": 40.0,
    "returns": 1e30, "compute_price": 1.0,
}  # fmt: skip


def capex(**columns: Any) -> Any:
    """Ask one hyperscaler again: units cost 2 usd, it can afford 80% of its wish."""
    economy = tiny(CLOUD, hyperscalers=OWNER | columns)
    economy.shadow.signals["hyperscalers.rivals_capex"] = np.array([0.25])
    economy.funds.recent[:] = 1.0
    return economy


def wish(economy: Any) -> np.ndarray:
    owner = economy.hyperscalers
    chips = owner.ask(Hyperscaler.desired_compute, ONE) * 2.0
    return chips + owner.ask(Hyperscaler.rivalry_capex, ONE, wanted=chips)


def test_capex_by_belief_and_rivalry_is_the_wish_less_the_masked_wish_both_cut_alike():
    economy = capex(cash=1e6)
    # Wear 1.25 units. Chosen: target 125 * 1.44 = 180, gap 55, a tenth: 5.5. So 6.75 units, 13.5 usd; rivals' effort
    # is 20 usd, half of the lag is 3.25: 16.75. Masked: target 150: 3.75 units, 7.5 usd; rivals of 2015 10 usd: 8.75.
    chips = wish(economy)
    assert chips[0] == pytest.approx(16.75)
    asked_again.ai_capex(economy, 2.0, np.zeros(1), chips, np.array([0.8]), np.zeros(1))
    assert 2.0 * economy.shadow.ordered[0] == pytest.approx(0.8 * (16.75 - 8.75))


def test_collateral_that_belief_put_into_the_share_price_is_masked_too():
    # No spare cash: room is half of 14 usd of cash flow, and a twelfth of a tenth of 480 usd of shares: 7 + 4 = 11.
    economy = capex(operating_cash_flow=14.0, rivals_capex=0.0, shares=48, share_price=10.0)
    economy.shadow.price_lift = log(2.0)
    chips = wish(economy)
    assert chips[0] == pytest.approx(13.5)
    cut = np.minimum(1.0, economy.hyperscalers.ask(Hyperscaler.spending_room, ONE) / (4.0 + chips))
    assert cut[0] == pytest.approx(11.0 / 17.5)
    asked_again.ai_capex(economy, 2.0, np.full(1, 4.0), chips, cut, np.zeros(1))
    # Without belief shares are worth 240: room 9 for 4 + 7.5 usd, which leaves more than the ratio of two thirds.
    assert 2.0 * economy.shadow.ordered[0] == pytest.approx((13.5 - 7.5) * 11.0 / 17.5)
    economy.shadow.price_lift, economy.shadow.ordered[:] = 50.0, 0.0  # the same month again
    asked_again.ai_capex(economy, 2.0, np.full(1, 4.0), chips, cut, np.zeros(1))
    assert 2.0 * economy.shadow.ordered[0] == pytest.approx(13.5 * 11.0 / 17.5 - 7.5 * 7.0 / 11.5)
    economy.shadow.ordered[:] = 0.0  # and with a subsidy that orders for 3 usd first: room 4
    asked_again.ai_capex(economy, 2.0, np.full(1, 4.0), chips, cut, np.full(1, 3.0))
    assert 2.0 * economy.shadow.ordered[0] == pytest.approx(13.5 * 11.0 / 17.5 - 7.5 * 4.0 / 11.5)


def test_capex_by_belief_is_paid_when_what_belief_ordered_is_delivered_and_at_its_price():
    # Of 40 units on order belief ordered 10. A quarter comes, for 30 usd: a quarter of that is belief's.
    economy = capex(on_order=30.0)
    economy.shadow.ordered[:], economy.desk.chip_capex = 10.0, np.array([30.0])
    asked_again.deliver(economy, np.array([40.0]))
    assert economy.desk.capex_by_belief == pytest.approx(7.5)
    assert economy.shadow.ordered[0] == pytest.approx(7.5)
    assert economy.shadow.built[0] == pytest.approx(2.5)


def test_what_only_the_evidence_only_self_ordered_waits_while_nothing_is_on_order():
    economy = capex(on_order=0.0)
    economy.shadow.ordered[:], economy.desk.chip_capex = -5.0, np.zeros(1)
    asked_again.deliver(economy, np.zeros(1))
    assert economy.desk.capex_by_belief == 0.0
    assert economy.shadow.ordered[0] == -5.0
    assert economy.shadow.built[0] == 0.0


def test_stakes_are_masked_at_the_price_that_rounds_have_without_the_buyers_belief():
    economy = capex(stakes=100.0)
    economy.funds.excess[:], economy.funds.recent[:] = 0.5, 1.0
    from model.masking import mask

    seen = mask(economy, "hyperscalers", ONE)["stakes"]
    assert seen[0] == pytest.approx(100.0 * exp(-0.5 * economy.parameters.value_by_belief))


def test_the_lift_of_the_share_price_is_what_the_anchor_of_belief_put_in():
    economy = tiny({"ai_anchor": 0.1, "multiple_by_belief": 2.0})
    economy.posted.attention = 0.25
    lifts = []
    for _ in range(2):
        asked_again.close(economy)
        lifts.append(economy.shadow.price_lift)
    assert lifts == pytest.approx([0.05, 0.05 + 0.1 * (0.5 - 0.05)])
