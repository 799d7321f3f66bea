"""Markets match intentions: the short side rations, and nobody gets more than was offered or asked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.markets.compute import keep_to_one, rent, share_out, split_orders
from model.markets.talent import laid_off, place, staffing
from model.markets.venture import meet, rounds

Amounts = st.integers(0, 12).flatmap(lambda n: arrays(float, n, elements=st.floats(0.0, 1e10)))
Seeds = st.integers(0, 10_000)


def exactly(values):
    return pytest.approx(values, rel=1e-9, abs=1e-3)


# ------------------------------------------------------------------------------------ rounds


def test_supply_and_asks_are_laid_along_one_line_and_served_from_the_front():
    # Money 5 + 3 + 2 = 10 against asks 4 + 4 = 8: the first fund gives 4 and 1, the second 3, the third nothing.
    fund, firm, usd = meet(np.array([5.0, 3.0, 2.0]), np.array([4.0, 4.0]))
    assert list(zip(fund.tolist(), firm.tolist(), usd.tolist(), strict=True)) == [
        (0, 0, 4.0),
        (0, 1, 1.0),
        (1, 1, 3.0),
    ]


def test_where_money_is_short_the_last_asker_goes_without():
    fund, firm, usd = meet(np.array([3.0]), np.array([2.0, 2.0, 2.0]))
    assert list(zip(fund.tolist(), firm.tolist(), usd.tolist(), strict=True)) == [(0, 0, 2.0), (0, 1, 1.0)]


@given(supply=Amounts, asks=Amounts)
def test_a_match_never_exceeds_supply_or_ask_and_the_short_side_is_served_in_full(supply, asks):
    fund, firm, usd = meet(supply, asks)
    given_by, got_by = np.bincount(fund, usd, len(supply)), np.bincount(firm, usd, len(asks))
    assert (usd >= 0.0).all()
    assert (given_by <= supply * (1 + 1e-9) + 1e-3).all()
    assert (got_by <= asks * (1 + 1e-9) + 1e-3).all()
    assert usd.sum() == exactly(min(supply.sum(), asks.sum()))


def test_a_market_without_one_side_has_no_trades():
    for supply, asks in (([], [1.0]), ([1.0], []), ([0.0], [1.0]), ([1.0], [0.0])):
        assert [len(part) for part in meet(np.array(supply), np.array(asks))] == [0, 0, 0]


def test_money_stays_in_the_field_it_was_meant_for():
    # Two funds, two fields; all of field 1's money finds nobody because nobody asks there.
    money = np.array([[3.0, 50.0], [2.0, 50.0]])
    fund, firm, usd = rounds(
        money, np.array([4.0]), np.array([9.0]), np.array([0]), (np.array([0.1, 0.2]), np.array([0.5])), 1.0
    )
    assert list(zip(fund.tolist(), firm.tolist(), usd.tolist(), strict=True)) == [(0, 0, 3.0), (1, 0, 1.0)]


def test_the_lottery_decides_who_is_served_first_in_a_round():
    money, asks = np.array([[3.0], [2.0]]), np.array([4.0, 4.0])
    # Fund 1 and firm 1 drew the lowest numbers: fund 1 gives its 2, fund 0 its 3, firm 0 gets the last 1.
    order = (np.array([0.9, 0.1]), np.array([0.8, 0.2]))
    fund, firm, usd = rounds(money, asks, 2.0 * asks, np.array([0, 0]), order, 1.0)
    assert list(zip(fund.tolist(), firm.tolist(), usd.tolist(), strict=True)) == [
        (1, 1, 2.0),
        (0, 1, 2.0),
        (0, 0, 1.0),
    ]


def test_plentiful_money_stretches_rounds_up_to_a_limit():
    money, asks, order = np.array([[30.0]]), np.array([4.0, 6.0]), (np.array([0.5]), np.array([0.1, 0.2]))
    for stretch, raised in ((2.0, [8.0, 12.0]), (3.5, [12.0, 18.0]), (1.0, [4.0, 6.0])):
        _, firm, usd = rounds(money, asks, 9.0 * asks, np.array([0, 0]), order, stretch)
        assert np.bincount(firm, usd).tolist() == exactly(raised)


def test_a_round_does_not_grow_beyond_what_a_firm_sells_at_its_price():
    money, order = np.array([[30.0]]), (np.array([0.5]), np.array([0.1, 0.2]))
    _, firm, usd = rounds(money, np.array([4.0, 6.0]), np.array([5.0, 60.0]), np.array([0, 0]), order, 2.0)
    assert np.bincount(firm, usd).tolist() == exactly([5.0, 12.0])


@given(seed=Seeds, funds=st.integers(1, 8), firms=st.integers(0, 20))
def test_rounds_never_exceed_a_funds_money_or_twice_a_firms_ask(seed, funds, firms):
    luck = np.random.default_rng(seed)
    money = luck.exponential(1e9, (funds, 5)) * (luck.random((funds, 5)) < 0.7)
    asks, field = luck.exponential(5e8, firms), luck.integers(0, 5, firms)
    most = asks * luck.uniform(1.0, 3.0, firms)
    fund, firm, usd = rounds(money, asks, most, field, (luck.random(funds), luck.random(firms)), 2.0)
    given_by = np.bincount(fund * 5 + field[firm], usd, funds * 5).reshape(funds, 5)
    assert (given_by <= money * (1 + 1e-9) + 1e-3).all()
    assert (np.bincount(firm, usd, firms) <= np.minimum(2.0 * asks, most) * (1 + 1e-9) + 1e-3).all()


# ----------------------------------------------------------------------------------- compute


def test_when_compute_is_short_every_buyer_is_cut_in_the_same_ratio():
    assert share_out(np.array([1.0, 3.0]), 2.0).tolist() == [0.5, 1.5]
    assert share_out(np.array([1.0, 3.0]), 9.0).tolist() == [1.0, 3.0]
    assert share_out(np.zeros(2), 9.0).tolist() == [0.0, 0.0]


def test_customers_come_by_loyalty_and_the_overflow_goes_where_room_is_left():
    # 10 units wanted, 8 of them at the first owner, who has 5: the second, with room for 6, serves 2 + 3.
    assert rent(10.0, np.array([0.8, 0.2]), np.array([5.0, 6.0])).tolist() == exactly([5.0, 5.0])
    assert rent(20.0, np.array([0.8, 0.2]), np.array([5.0, 6.0])).tolist() == exactly([5.0, 6.0])
    assert rent(10.0, np.array([0.8, 0.2]), np.array([50.0, 60.0])).tolist() == exactly([8.0, 2.0])


@given(seed=Seeds, demand=st.floats(0.0, 1e12), owners=st.integers(1, 9))
def test_compute_rented_is_the_short_side_of_demand_and_capacity_and_within_every_owners_capacity(
    seed, demand, owners
):
    luck = np.random.default_rng(seed)
    loyalty, capacity = luck.random(owners), luck.exponential(1e11, owners) * (luck.random(owners) < 0.8)
    sold = rent(demand, loyalty, capacity)
    assert (sold >= 0.0).all()
    assert (sold <= capacity * (1 + 1e-9)).all()
    assert sold.sum() == exactly(min(demand, capacity.sum()))


def test_who_wishes_to_buy_of_one_owner_buys_there_while_there_is_room_and_the_rest_where_room_is_left():
    wishes = np.array([[6.0, 0.0], [6.0, 2.0]])
    assert keep_to_one(wishes, np.array([20.0, 20.0])).tolist() == wishes.tolist()
    # Room for eight of twelve at the first owner: both get two thirds there, and their last two at the other.
    assert keep_to_one(wishes, np.array([8.0, 9.0])) == pytest.approx(np.array([[4.0, 2.0], [4.0, 4.0]]))


@given(seed=Seeds, buyers=st.integers(1, 6), owners=st.integers(1, 6))
def test_purchases_keep_to_the_room_of_owners_and_buyers_get_all_they_wish_while_there_is_room_for_all(
    seed, buyers, owners
):
    luck = np.random.default_rng(seed)
    wishes = luck.exponential(1e9, (buyers, owners)) * (luck.random((buyers, owners)) < 0.7)
    room = wishes.sum() * luck.dirichlet(np.ones(owners)) + luck.exponential(1e8, owners)
    bought = keep_to_one(wishes, room)
    assert (bought >= 0.0).all()
    assert (bought.sum(axis=0) <= room * (1.0 + 1e-9)).all()
    assert bought.sum(axis=1).tolist() == exactly(wishes.sum(axis=1).tolist())


def test_orders_are_split_by_how_attractive_the_vendors_are():
    booked = split_orders(np.array([8.0, 4.0]), np.array([3.0, 1.0]))
    assert booked.tolist() == [[6.0, 2.0], [3.0, 1.0]]


# ------------------------------------------------------------------------------------ talent

TEN = np.full(4, 10.0)


def test_applicants_are_taken_in_the_order_of_the_lottery_until_the_posts_are_filled():
    # All four want job 1, which has 20 posts for their 10 people each: tickets .1 and .2 win.
    wanted, present = np.array([1, 1, 1, 1]), np.array([0, 0, 0, 0])
    moves = place(wanted, present, TEN, np.array([np.inf, 20.0]), np.array([0.9, 0.1, 0.2, 0.5]))
    assert moves.tolist() == [False, True, True, False]


def test_half_a_post_opens_the_door_and_less_does_not():
    wanted, present, ticket = np.array([1, 1, 1, 1]), np.zeros(4, dtype=int), np.array([0.1, 0.2, 0.3, 0.4])
    assert place(wanted, present, TEN, np.array([0.0, 15.0]), ticket).tolist() == [True, True, False, False]
    assert place(wanted, present, TEN, np.array([0.0, 14.9]), ticket).tolist() == [True, False, False, False]


def test_those_who_want_to_stay_take_no_post_and_do_not_move():
    wanted, present = np.array([1, 1, 0, 1]), np.array([1, 1, 0, 0])
    moves = place(wanted, present, TEN, np.array([10.0, 10.0]), np.array([0.1, 0.2, 0.3, 0.9]))
    assert moves.tolist() == [False, False, False, True]


@given(seed=Seeds, applicants=st.integers(0, 60))
def test_nobody_moves_into_a_post_that_is_not_there(seed, applicants):
    luck = np.random.default_rng(seed)
    wanted, present = luck.integers(0, 6, applicants), luck.integers(0, 6, applicants)
    people, vacancies = luck.uniform(1.0, 50.0, applicants), luck.uniform(0.0, 300.0, 6)
    moves = place(wanted, present, people, vacancies, luck.random(applicants))
    assert not (moves & (wanted == present)).any()
    newcomers = np.bincount(wanted[moves], people[moves], 6)
    rounding = np.array([people[moves & (wanted == job)].max(initial=0.0) / 2.0 for job in range(6)])
    assert (newcomers <= vacancies + rounding + 1e-9).all()


@pytest.mark.parametrize(
    ("surplus", "last", "out"),
    [(25.0, 0.51, [1, 2]), (25.0, 0.49, [0, 1, 2]), (20.0, 0.01, [1, 2]), (9.0, 0.91, []), (9.0, 0.89, [1])],
)
def test_lay_offs_follow_the_lottery_and_the_last_one_goes_with_the_chance_of_its_part(surplus, last, out):
    # Of 25 people too many tickets .1 and .2 take 20; the third goes in half of all cases. Job 1 has none too many.
    job, ticket = np.array([0, 0, 0, 1]), np.array([0.3, 0.1, 0.2, 0.0])
    lost = laid_off(job, TEN, np.array([surplus, 0.0]), ticket, np.array([last, 0.0]))
    assert np.flatnonzero(lost).tolist() == out


def test_on_average_as_many_are_laid_off_as_are_too_many():
    job, ticket = np.zeros(4, dtype=np.int64), np.array([0.3, 0.1, 0.2, 0.4])
    for surplus in (3.0, 9.0, 25.0):
        lasts = (np.arange(1000) + 0.5) / 1000
        gone = [
            10.0 * laid_off(job, TEN, np.array([surplus]), ticket, np.array([last])).sum() for last in lasts
        ]
        assert np.mean(gone) == pytest.approx(surplus, abs=0.02)


def test_the_best_payers_are_served_first_and_equals_in_equal_proportion():
    # 100 people: the one who pays 300 gets all 40; the two who pay 200 share 60 of their 120.
    got = staffing(np.array([80.0, 40.0, 40.0, 50.0]), np.array([200.0, 300.0, 200.0, 100.0]), 100.0)
    assert got.tolist() == exactly([40.0, 40.0, 20.0, 0.0])


@given(seed=Seeds, employers=st.integers(0, 20), supply=st.floats(0.0, 1e6))
def test_staff_is_the_short_side_of_what_is_wanted_and_who_is_there(seed, employers, supply):
    luck = np.random.default_rng(seed)
    wanted, pay = luck.exponential(1e4, employers), luck.choice([1e5, 2e5, 3e5], employers)
    got = staffing(wanted, pay, supply)
    assert (got >= 0.0).all()
    assert (got <= wanted * (1 + 1e-9)).all()
    assert got.sum() == exactly(min(wanted.sum(), supply))
