"""What the world can bear: it is never short of money, and nothing in it grows without end."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from small_economy import SMALL, small_economy

from agents.vocabulary import AI
from model import Economy, Parameters
from model.ideas import FASTEST_BUILT, _deploy_clean_energy
from model.ledger import Ledger, Refused
from model.month.finance import LARGEST_LIFT, pressure
from model.month.goods import (
    LARGEST_CORE,
    _grow,
    _household_demand,
    _produce,
    _sell_ordinary,
)
from model.month.listed import SAVED, _wishes
from model.opening import REST_OF_WORLD

HOME, FIRM = ("households", 0), ("incumbents", 0)

# ------------------------------------------------------------------------------------- overdraft


def three_with_an_overdraft_for(*kinds: str) -> Ledger:
    """Return books of households, a firm and a bank, the first two with 100 usd each; the opening is closed."""
    ledger = Ledger(kinds)
    for kind in ("households", "incumbents", "bank"):
        ledger.open(kind, 1)
    ledger.endow(HOME, 100.0)
    ledger.endow(FIRM, 100.0)
    ledger.close_month(0)
    return ledger


def owes_the_bank(ledger: Ledger, kind: str) -> float:
    return float(ledger.owed("loan", kind)[0]) / 100.0


def test_who_has_an_overdraft_pays_what_it_has_not_got_and_owes_the_bank_just_that():
    ledger = three_with_an_overdraft_for("households")
    ledger.pay("sales", HOME, FIRM, 130.25)
    assert ledger.usd("households").tolist() == [0.0]
    assert ledger.usd("incumbents").tolist() == [230.25]
    assert owes_the_bank(ledger, "households") == 30.25
    assert ledger.close_month(1) == 0


def test_who_has_enough_borrows_nothing():
    ledger = three_with_an_overdraft_for("households")
    ledger.pay("sales", HOME, FIRM, 100.0)
    assert owes_the_bank(ledger, "households") == 0.0
    assert ledger.flow("lend") == 0


def test_without_an_overdraft_a_payment_is_refused_and_nothing_is_lent():
    ledger = three_with_an_overdraft_for("households")
    with pytest.raises(Refused, match=r"incumbents 0 has 100\.00 usd, asked for 100\.01 usd"):
        ledger.pay("wages", FIRM, HOME, 100.01)
    assert owes_the_bank(ledger, "incumbents") == 0.0


def test_a_batch_of_payments_is_covered_as_a_whole():
    ledger = three_with_an_overdraft_for("households")
    ledger.pay("sales", HOME, ("incumbents", np.zeros(3, dtype=int)), [60.0, 50.0, 40.0])
    assert owes_the_bank(ledger, "households") == 50.0


def test_an_overdraft_buys_claims_too_but_makes_none():
    ledger = three_with_an_overdraft_for("households")
    ledger.issue("share", HOME, FIRM, 150.0, units=10)
    assert owes_the_bank(ledger, "households") == 50.0
    with pytest.raises(Refused, match="has 150.00 usd, asked for 150.01"):
        ledger.redeem("share", HOME, FIRM, 150.01)
    assert owes_the_bank(ledger, "households") == 50.0
    assert ledger.close_month(1) == 0


def test_a_saved_ledger_still_knows_whose_payments_are_covered():
    ledger = Ledger.from_state(three_with_an_overdraft_for("households").state(), ("households",))
    ledger.pay("sales", HOME, FIRM, 101.0)
    assert owes_the_bank(ledger, "households") == 1.0


def test_the_rest_of_the_world_is_never_short_of_money_before_or_after_it_was_saved(tmp_path):
    economy = small_economy(months=1)
    economy.save(tmp_path / "state")
    for each in (economy, Economy.load(tmp_path / "state")):
        for kind in REST_OF_WORLD:
            before = owes_the_bank(each.ledger, kind)
            each.ledger.pay("a gift", (kind, 0), ("labs", 0), 2.0 * float(each.ledger.usd(kind)[0]))
            assert owes_the_bank(each.ledger, kind) > before
        each.step()
        assert each.residual_cents == 0


# ------------------------------------------------------------------------- nothing grows without end


def test_clean_energy_is_never_built_faster_than_it_can_be_however_cheap_it_is():
    economy = small_economy(clean_price_response=3.0)
    economy.posted.clean_cost = 1e-3
    before = economy.posted.clean_installed
    _deploy_clean_energy(economy)
    assert economy.posted.clean_installed == pytest.approx(before * exp(FASTEST_BUILT / 12.0))


def test_households_spend_no_more_on_ai_than_the_ceiling_of_a_market():
    economy = small_economy(market_ceiling=0.01)
    economy.posted.users, economy.posted.notice = 1.0, 1.0
    economy.posted.technology[AI] = 1e6
    assert _household_demand(economy) == pytest.approx(0.01 * economy.world_product() / 12.0)


def test_ordinary_load_stops_at_its_ceiling_at_the_prices_of_the_month():
    economy = small_economy(load_ceiling=8.0, nominal_growth=0.06)
    economy.month = 120
    for load, grows in ((8.0 * np.exp(0.6), False), (8.0, True)):
        economy.posted.general_load = load
        _sell_ordinary(economy)
        assert bool(economy.posted.general_load > load * (1.0 + 1e-9)) == grows


def test_no_programme_brings_its_firm_more_than_its_part_of_the_firms_sales():
    economy = small_economy(benefit_ceiling=0.05)
    firms = economy.incumbents
    economy.desk.pay = economy.posted.pay.copy()
    firms.benefit[:] = 0.2 * firms.revenue
    _produce(economy)
    assert firms.benefit.tolist() == pytest.approx((0.05 * firms.revenue).tolist())


def test_households_save_no_more_than_a_part_of_their_money():
    economy = small_economy(passive_inflow=0.3)
    ledger, rows = economy.ledger, economy.investors.rows
    most = 0.9 * float(ledger.usd("households")[0])
    ledger.pay("a windfall", HOME, ("investors", rows), most / len(rows))
    before = float(ledger.usd("households")[0])
    _wishes(economy, 0.0)
    assert ledger.flow("saving") / 100.0 == pytest.approx(SAVED * before)


def test_money_chasing_deals_lifts_prices_twentyfold_at_most():
    economy = small_economy(price_of_inflow=1.0)
    economy.posted.money[:] = 1e6 * economy.posted.usual_money
    assert pressure(economy).tolist() == pytest.approx([exp(LARGEST_LIFT)] * len(economy.posted.money))


@pytest.mark.parametrize(("part", "grows"), [(0.9, 0.4), (1.1, 0.04)])
def test_the_other_business_of_hyperscalers_outgrows_the_world_only_while_it_is_a_small_part_of_it(
    part, grows
):
    economy = small_economy(core_growth=0.4, nominal_growth=0.04)
    core = economy.hyperscalers.core_revenue
    core *= part * LARGEST_CORE * economy.world_product() / core.sum()
    before = core.copy()
    _grow(economy)
    assert core.tolist() == pytest.approx((before * exp(grows / 12.0)).tolist())


# ------------------------------------------------------------------------------ many odd parameters


def drawn(seed: int) -> Parameters:
    """Return parameters of which one in seven, sizes and switches apart, lies anywhere within its bounds."""
    luck, odd = np.random.default_rng(seed), {}
    for info in Parameters().describe():
        if info.unit != "0 or 1" and not info.name.endswith("_agents") and luck.random() < 0.15:
            value = luck.uniform(info.low, info.high)
            odd[info.name] = round(value) if isinstance(info.value, int) else value
    return Parameters(**SMALL).replace(**odd)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 41))
def test_an_economy_of_many_odd_parameters_runs_to_its_end_with_its_books_closed(seed):
    columns = Economy(drawn(seed), seed).run().columns()
    assert not np.any(columns["ledger_residual_cents"])
    assert all(np.isfinite(np.asarray(values)).all() for values in columns.values())
