"""The ledger under any sequence of postings: books that always close, refusals that never leave a trace."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_books import ALL, BANK, HOME, OUTSIDE, digest, small_economy, with_shares

from model.ledger import Ledger, Refused, split

FIRMS = ("funds", "startups", "researchers")

parties = st.one_of(
    st.sampled_from([HOME, OUTSIDE]),
    st.builds(
        lambda kind, ids: (kind, ids),
        st.sampled_from(FIRMS),
        st.lists(st.integers(0, 1), min_size=3, max_size=3),
    ),
    st.sampled_from([("startups", ALL)]),
)
amounts = st.lists(st.one_of(st.integers(0, 40_000), st.integers(0, 200)), min_size=3, max_size=3)
units = st.lists(st.integers(1, 9), min_size=3, max_size=3)


def _first_two(row: list[int]) -> list[int]:
    return row[:2]


def _two(party: tuple[str, list[int]]) -> tuple[str, list[int]]:
    return party[0], party[1][:2]


def verb(name: str, *arguments: Any, **named: Any) -> st.SearchStrategy:
    """Draw one call of a verb of the ledger with these arguments."""
    return st.builds(
        lambda given, own: (name, given, own), st.tuples(*arguments), st.fixed_dictionaries(named)
    )


def rows(kind: str, last: int) -> st.SearchStrategy:
    """Draw three rows of a kind, the same one more than once as often as not."""
    return st.builds(lambda ids: (kind, ids), st.lists(st.integers(0, last), min_size=3, max_size=3))


few = st.lists(st.integers(0, 900), min_size=3, max_size=3)
dollars = st.lists(st.floats(0, 300), min_size=3, max_size=3)
claims, funds, firms = st.sampled_from(["share", "credit"]), rows("funds", 1), rows("startups", 2)
POSTINGS = st.one_of(
    verb(
        "pay",
        st.sampled_from(["wages", "rent"]),
        parties | st.just(BANK),
        parties | st.just(BANK),
        cents=amounts,
    ),
    verb("issue", claims, parties, firms, units=units, cents=amounts),
    verb("grant", claims | st.just("commitment"), parties, parties, cents=amounts),
    verb("lend", firms, cents=amounts),
    verb("repay", firms, cents=few),
    verb("redeem", claims, funds, firms, cents=few),
    verb(
        "redeem", st.just("share"), st.just(("funds", [0, 1, 0])), st.just(("startups", [0, 0, 1])), cents=few
    ),
    verb(
        "draw",
        st.just("commitment"),
        funds,
        st.just(HOME),
        against=st.sampled_from([None, "share"]),
        cents=few,
    ),
    verb("transfer", claims, firms, funds, parties, st.just([1, 1, 1]), dollars),
    verb(
        "transfer",
        claims,
        st.just(("startups", [0, 1])),
        st.just(("funds", 0)),
        funds.map(_two),
        st.just(1),
        dollars.map(_first_two),
    ),
    verb("revalue", claims, firms, st.lists(st.floats(0, 1000), min_size=3, max_size=3)),
    verb(
        "close",
        claims,
        st.just(("startups", [1, 0])),
        st.just(OUTSIDE) | funds.map(_two),
        cents=few.map(_first_two),
    ),
    verb("close", claims, st.just(("startups", 0)), st.sampled_from([HOME, OUTSIDE]), cents=few.map(min)),
    verb("write_off", claims, st.sampled_from([("startups", 0), ("startups", [1, 2])])),
    verb("sweep", st.just("estate"), st.sampled_from([("startups", 0), ("funds", ALL)]), st.just(HOME)),
    verb("invest", st.just("capex"), st.just("machines"), parties, parties, cents=amounts),
    verb("depreciate", st.just("machines"), firms, cents=few),
    verb("scrap", st.just("machines"), parties),
    verb("open", st.sampled_from(["startups", "labs"]), st.integers(0, 9)),
)


def lively_books() -> Ledger:
    """Give everybody something to lose: shares, credits and loans outstanding."""
    ledger = with_shares()
    ledger.lend(("startups", ALL), 300.0)
    for kind in ("startups", "funds"):
        ledger.grant("credit", ("funds", [0, 1, 1]), (kind, [0, 1, 1]), [5.0, 7.0, 7.0], units=[4, 2, 2])
    return ledger


def book(ledger: Ledger, posting: tuple[str, tuple, dict]) -> bool:
    """Try one posting; say whether it was booked. A refused one must leave the books byte for byte alike."""
    name, arguments, named = posting
    before = digest(ledger)
    try:
        getattr(ledger, name)(*arguments, **named)
    except (Refused, ValueError):
        assert digest(ledger) == before
        return False
    return True


@given(st.lists(POSTINGS, min_size=1, max_size=25), st.integers(1, 9))
@settings(max_examples=120)
def test_whatever_is_posted_the_audit_finds_nothing_and_refusals_leave_no_trace(postings, every: int):
    ledger = lively_books()
    for number, posting in enumerate(postings):
        book(ledger, posting)
        if number % every == 0:
            assert ledger.close_month(number + 1) == 0
    assert ledger.close_month(len(postings) + 1) == 0


@given(st.lists(POSTINGS, min_size=1, max_size=20))
@settings(max_examples=60)
def test_whatever_is_posted_the_matrices_close(postings):
    ledger = lively_books()
    ledger.close_month(1)
    for posting in postings:
        book(ledger, posting)
    sheet, flows, marks = ledger.balance_sheet(), ledger.transaction_flows(), ledger.revaluations()
    assert not sheet.cents.sum(axis=0).any()
    assert not flows.cents.sum(axis=0).any()
    assert not flows.cents.sum(axis=1).any()
    for claim in {"deposit", "loan", "share", "credit", "commitment", "partnership"} & set(sheet.rows):
        assert sheet.cents[sheet.rows.index(claim)].sum() == 0
        if claim in marks.rows:
            assert marks.cents[marks.rows.index(claim)].sum() == 0
    assert (ledger.entries()["cents"] != 0).all()


@given(st.lists(POSTINGS, min_size=1, max_size=12), st.lists(POSTINGS, min_size=1, max_size=12))
@settings(max_examples=60)
def test_a_ledger_saved_anywhere_goes_on_with_identical_bytes(first, second):
    ledger = lively_books()
    for posting in first:
        book(ledger, posting)
    resumed = Ledger.from_state(ledger.state())
    assert digest(resumed) == digest(ledger)
    for posting in second:
        assert book(ledger, posting) == book(resumed, posting)
    ledger.close_month(1)
    resumed.close_month(1)
    assert digest(resumed) == digest(ledger)


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4), st.integers(0, 30_000)), min_size=1, max_size=8)
)
def test_a_batch_books_what_its_rows_would_book_one_by_one(rows):
    payers, payees, cents = (list(column) for column in zip(*rows, strict=True))
    together, apart = small_economy(), small_economy()
    try:
        together.pay("rent", ("startups", payers), ("researchers", payees), cents=cents)
    except Refused:
        assert max(sum(c for p, _, c in rows if p == payer) for payer in payers) > 100_000
        return
    for payer, payee, amount in rows:
        apart.pay("rent", ("startups", payer), ("researchers", payee), cents=amount)
    for kind in ("startups", "researchers"):
        assert together.deposits(kind).tolist() == apart.deposits(kind).tolist()
        assert together.net_worth(kind).tolist() == apart.net_worth(kind).tolist()


HOLDERS = st.builds(lambda ids: ("funds", ids), st.lists(st.integers(0, 1), min_size=2, max_size=2))
TRADE = verb(
    "transfer",
    st.just("share"),
    st.just(("startups", [0, 1])),
    HOLDERS,
    HOLDERS,
    st.lists(st.integers(1, 3), min_size=2, max_size=2),
    st.lists(st.floats(0, 300), min_size=2, max_size=2),
)


@given(st.lists(TRADE, max_size=10))
def test_trade_neither_makes_nor_loses_units(postings):
    ledger = lively_books()
    for posting in postings:
        book(ledger, posting)
    assert ledger.units("share", "startups").tolist() == [4, 2, 0]


# ---------------------------------------------------------------------- splitting a total

weights = st.lists(
    st.one_of(st.just(0.0), st.floats(1e-3, 1e9), st.integers(1, 5).map(float)), min_size=1, max_size=40
)


@given(st.integers(0, 10**12), weights.filter(any))
@example(100, [1.0, 1.0, 1.0])
@example(1, [0.0, 1e-3, 0.0])
def test_a_split_is_exact_and_within_a_cent_of_fair(total: int, given_weights: list[float]):
    shares = split(total, given_weights)
    whole = sum(map(Fraction, given_weights))
    assert shares.sum() == total
    for share, weight in zip(shares.tolist(), given_weights, strict=True):
        fair = total * Fraction(weight) / whole
        assert abs(share - fair) < 1 + Fraction(1, 100)
        assert share == 0 or weight > 0


@given(st.integers(10**15, 10**17), weights.filter(any))
@example(10**17, [1.0] * 40)
@example(10**17, [0.1, 0.2, 0.7])
def test_a_huge_total_is_split_without_losing_a_cent(total: int, given_weights: list[float]):
    shares = split(total, given_weights)
    assert sum(shares.tolist()) == total
    assert (shares >= 0).all()
    assert not shares[np.array(given_weights) == 0].any()


def test_a_split_gives_the_odd_cents_to_the_largest_remainders_and_ties_to_the_first():
    assert split(10, [1, 1, 1, 1]).tolist() == [3, 3, 2, 2]
    assert split(10, [5, 3, 3]).tolist() == [4, 3, 3]  # 4.54, 2.73, 2.73
    assert split(100, [1, 2, 3, 6]).tolist() == [8, 17, 25, 50]
    assert split(0, [0.0, 0.0]).tolist() == [0, 0]
    assert split(0, []).tolist() == []


@pytest.mark.parametrize(
    ("total", "wrong"),
    [
        (1, [0.0]),
        (1, []),
        (1, [1.0, -1.0]),
        (1, [float("nan")]),
        (1, [float("inf")]),
        (-1, [1.0]),
        (10**18, [1.0]),
    ],
)
def test_a_split_that_makes_no_sense_is_refused(total: int, wrong: list[float]):
    with pytest.raises(ValueError, match="split"):
        split(total, wrong)
