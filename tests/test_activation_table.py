"""The page on activation order: the usual order is the month itself, and a swap changes two verbs and no more."""

from functools import cache

import numpy as np
import pytest
from small_study import TINY
from test_readme import verbs_of_step

from docs.activation_table import MONTH, SWAPS, Reordered, row, swapped
from model import Economy, Parameters


@cache
def usual_digest():
    return Economy(Parameters(**TINY), 3).run(4).digest()


def test_the_usual_order_is_the_month():
    assert [*MONTH, "measure"] == verbs_of_step()
    assert Reordered(Parameters(**TINY), 3).run(4).digest() == usual_digest()


@pytest.mark.parametrize("order", SWAPS)
def test_a_swap_moves_two_neighbours_and_the_economy_still_runs(order):
    assert sum(one != other for one, other in zip(MONTH, swapped(order), strict=True)) == 2
    economy = Reordered(Parameters(**TINY), 3)
    economy.order = swapped(order)
    economy.run(4)
    assert economy.residual_cents == 0
    assert economy.digest() != usual_digest()


def test_orders_agree_where_their_paired_difference_is_within_two_standard_errors():
    usual = 1e12 * np.array([1.0, 2.0, 3.0])
    assert row("x", "fomo", usual, usual + 1e12 * np.array([-1.0, 0.0, 1.0])).endswith("| yes | yes |")
    assert row("x", "fomo", usual, usual - 1e12 * np.array([9.0, 10.0, 11.0])).endswith("| **no** | **no** |")
