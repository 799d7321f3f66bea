"""What customers buy: labs serve whom their compute serves, fields grow to their ceiling, clean energy wins by cost."""

import numpy as np
import pytest
from small_economy import small_economy

from model.measures import lead_sales
from model.month.build import _can_serve
from model.month.goods import _customers_won, _market


def test_a_lab_serves_the_part_of_its_customers_that_it_has_compute_for():
    assert _can_serve(0.5, np.array([10.0]), np.array([10.0])) == pytest.approx([0.5]), (
        "half is not to be had"
    )
    assert _can_serve(1.0, np.array([4.0]), np.array([10.0])) == pytest.approx([0.4]), (
        "its plan pays for no more"
    )
    assert _can_serve(0.5, np.array([0.0]), np.array([0.0])) == pytest.approx([1.0]), "nobody asks"


def test_customers_who_were_not_served_ask_again_next_month():
    economy = small_economy(months=24)
    parts = []
    for _ in range(3):
        economy.hyperscalers.loyalty[:] = 1.0
        economy.hyperscalers.compute_price[:] *= (
            0.05  # at a twentieth of the rent all want more than there is
        )
        economy.step()
        rows = economy.labs.rows
        parts.append(float(economy.labs.revenue[rows].sum() / economy.labs.demand[rows].sum()))
    assert max(parts) < 0.9, f"served {parts}: short of compute in every month, not in every second one"


def test_a_fields_market_starts_as_it_was_and_never_passes_its_part_of_the_worlds_product():
    economy = small_economy(market_ceiling=0.01)
    opening = economy.opening_market
    assert _market(economy, np.ones(5)).tolist() == pytest.approx(opening.tolist())
    ceiling = 0.01 * economy.governments.product.sum()
    grown = _market(economy, np.full(5, 1e9))
    assert grown.tolist() == pytest.approx([max(ceiling, at_first) for at_first in opening], rel=1e-3)


def test_clean_energy_wins_customers_as_it_gets_cheaper():
    # Parity at .5 and response 2: at cost 1 a share of 1 / (1 + 4), at cost .25 one of 1 / (1 + 1/4): four times as many.
    economy = small_economy(clean_parity=0.5, clean_market_response=2.0)
    economy.posted.clean_cost = 0.25
    assert _customers_won(economy) == pytest.approx(np.log(4.0))
    economy.posted.clean_cost = 1.0
    assert _customers_won(economy) == pytest.approx(0.0)


def test_sales_of_the_leading_lab_are_those_of_the_most_valuable_one():
    economy = small_economy()
    labs = economy.labs
    labs.revenue[:] = 12.0 * np.arange(1.0, 7.0)
    labs.price[:], labs.units[:] = 1.0, 10
    labs.price[2] = 3.0
    assert lead_sales(economy) == pytest.approx(3.0)
    labs.leave(np.array([2]))
    assert lead_sales(economy) != pytest.approx(3.0), "who has left leads nobody"
    labs.leave(labs.rows)
    assert lead_sales(economy) == 0.0


def test_what_all_labs_sell_is_what_each_sells_together():
    economy = small_economy(months=90)
    labs = economy.labs
    assert economy.record["lab_revenue_usd"][-1] == pytest.approx(labs.revenue[labs.rows].sum() / 12.0)
    assert 0.0 < economy.record["lead_lab_revenue_usd"][-1] < economy.record["lab_revenue_usd"][-1]
