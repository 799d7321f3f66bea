"""Origins carried pro rata: exact to the cent at any size, never negative, never lost."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.stamps import LARGEST_IN_FLOATS, OUTSIDE, VINTAGES, Origins, Overdrawn, pro_rata


def by_hand(origins, cents):
    """Return the same by fractions: floors, then a cent each to the largest fractions, ties to the lower tag."""
    shares = [Fraction(cents * origin, max(sum(origins), 1)) for origin in origins]
    floors = [share.numerator // share.denominator for share in shares]
    order = sorted(range(len(shares)), key=lambda tag: (floors[tag] - shares[tag], tag))
    for tag in order[: cents - sum(floors)]:
        floors[tag] += 1
    return floors


def paid(origins, cents):
    """Return what one payment out of one account consists of."""
    return pro_rata(np.array([origins]), np.array([cents]))[0].tolist()


def test_a_payment_worked_by_hand_goes_by_largest_remainder():
    # 33 of (50, 30, 20) is 16.5, 9.9 and 6.6: the floors are 31, and the two cents left go to .9 and .6.
    assert paid([50, 30, 20], 33) == [16, 10, 7]


def test_equal_remainders_go_to_the_lower_tag():
    assert paid([1, 1, 1], 1) == [1, 0, 0]
    assert paid([10, 10, 10, 10], 6) == [2, 2, 1, 1]


def test_who_pays_everything_pays_all_its_origins_and_who_pays_nothing_none():
    assert paid([7, 0, 5], 12) == [7, 0, 5]
    assert paid([7, 0, 5], 0) == [0, 0, 0]
    assert paid([0, 0, 0], 0) == [0, 0, 0]


some_cents = st.one_of(
    st.integers(0, 9), st.integers(0, 10**6), st.integers(0, 2**53), st.sampled_from([0, 1, 2**40 + 1])
)


@given(st.lists(some_cents, min_size=1, max_size=12), st.floats(0, 1), st.sampled_from([0, 2**52, 2**61]))
def test_the_split_is_that_of_unbounded_whole_numbers_whatever_the_size(origins, part, more):
    origins = [*origins, more + sum(origins) % 97]
    cents = min(int(part * sum(origins)), sum(origins))
    split = paid(origins, cents)
    assert split == by_hand(origins, cents)
    assert sum(split) == cents
    assert all(0 <= took <= had for took, had in zip(split, origins, strict=True))


def test_at_the_largest_balance_for_floats_the_split_is_still_exact():
    # Shares near 2^56 are far beyond what a float can hold to the cent.
    origins = [2**55 + 12_345, 2**54 + 7, LARGEST_IN_FLOATS - (2**55 + 2**54 + 12_352)]
    assert sum(origins) == LARGEST_IN_FLOATS
    for cents in (1, 2**53 + 1, 2**55 - 3, LARGEST_IN_FLOATS - 1):
        assert paid(origins, cents) == by_hand(origins, cents)


def three_accounts(*balances):
    return Origins(np.array(balances), members=1)


payments = st.lists(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.floats(0, 1)), min_size=1, max_size=6),
    max_size=12,
)


@given(payments, st.lists(st.integers(0, 500), min_size=3, max_size=3))
def test_no_sequence_of_payments_makes_or_loses_a_cent_of_any_origin(batches, balances):
    origins, balance = three_accounts(*balances), np.array(balances)
    origins.cents[0, 1:4] = (3, 1, 200)
    balance[0] += 204
    by_tag = origins.cents.sum(axis=0)
    for batch in batches:
        payer, payee = (np.array([payment[k] for payment in batch]) for k in (0, 1))
        asked = np.zeros(3, dtype=np.int64)
        cents = []
        for who, _, part in batch:
            cents.append(int(part * (balance[who] - asked[who])))
            asked[who] += cents[-1]
        origins.give(payee, origins.take(payer, np.array(cents)))
        np.subtract.at(balance, payer, cents)
        np.add.at(balance, payee, cents)
        assert origins.cents.sum(axis=1).tolist() == balance.tolist()
        assert origins.cents.min() >= 0
    assert origins.cents.sum(axis=0).tolist() == by_tag.tolist()


def test_payments_made_at_once_all_draw_on_what_the_account_had():
    origins = three_accounts(600, 0, 0)
    origins.cents[0, 1] = 400
    taken = origins.take(np.array([0, 0, 0]), np.array([100, 200, 300]))
    assert taken[:, [OUTSIDE, 1]].tolist() == [[60, 40], [120, 80], [180, 120]]


def test_where_rounding_would_take_a_cent_twice_payments_draw_one_after_the_other():
    # Each cent alone would come from outside money, of which there is one.
    origins = three_accounts(1, 0, 0)
    origins.cents[0, 1] = 1
    taken = origins.take(np.array([0, 0]), np.array([1, 1]))
    assert taken[:, [OUTSIDE, 1]].tolist() == [[1, 0], [0, 1]]
    assert origins.cents.sum() == 0


def test_who_pays_more_than_it_has_is_named():
    with pytest.raises(Overdrawn) as caught:
        three_accounts(5, 100, 5).take(np.array([1, 2, 2]), np.array([100, 3, 3]))
    assert (caught.value.account, caught.value.has, caught.value.asked) == (2, 5, 6)


def test_a_stamp_is_forgotten_when_its_place_in_the_ring_comes_round_again():
    origins = Origins(np.array([10, 20]), members=2)
    origins.cents[1, 1 + 5] = 7  # member 0, a month of remainder 5
    origins.cents[0, 1 + VINTAGES + 5] = 3  # member 1
    assert origins.forget(VINTAGES + 4).tolist() == [1 + 4, 1 + VINTAGES + 4]
    assert origins.cents[:, OUTSIDE].tolist() == [10, 20]
    origins.forget(VINTAGES + 5)
    assert origins.cents[:, OUTSIDE].tolist() == [13, 27]
    assert origins.cents[:, 1:].sum() == 0
