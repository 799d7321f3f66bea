"""AI strategy as a credit standard, as the series tell it: what lenders ask, what they lend, and whom they refuse; by hand."""

import numpy as np
import pytest
from small_economy import small_economy

from agents.incumbent import PILOT
from model.credit_metrics import CREDIT_METRICS
from model.month.build import _borrow

BY_NAME = {metric.name: metric for metric in CREDIT_METRICS}
ASKED = (100.0, 40.0)
"""usd that a firm that says AI and a silent one ask for: half of twenty months of 10 and of 4 usd."""


def told(economy, *names):
    return [BY_NAME[name].of(economy) for name in names]


def saying(economy, part):
    """Let so much of all firms, which count alike, say AI: those with the lowest numbers."""
    firms = economy.incumbents
    firms.firms[:] = 1.0
    firms.speaks[:] = np.arange(firms.size) < round(part * firms.size)


def asking(part_that_says, **changes):
    """Return what the first firm, which says AI, and the last one, which is silent, are lent, and what the columns say."""
    economy = small_economy(program_loan_share=0.5, pilot_months=20, **changes)
    firms, both = economy.incumbents, [0, -1]
    saying(economy, part_that_says)
    firms.stage[both], firms.budget[both] = PILOT, (10.0, 4.0)
    before = economy.ledger.usd("incumbents")[both].copy()
    _borrow(economy, firms.rows[both])
    columns = told(economy, *(f"programme_loans_{name}_usd" for name in ("speaking", "silent", "refused")))
    return (economy.ledger.usd("incumbents")[both] - before).tolist(), columns


def test_lenders_have_terms_for_speakers_and_for_the_silent_even_where_there_are_none_of_them():
    economy = small_economy(loan_spread=0.012, credit_standard=0.008)
    for part in (0.0, 0.25, 1.0):
        saying(economy, part)
        by_hand = [0.012 - 0.008 * part, 0.012 + 0.008 * part]
        assert told(economy, "loan_spread_speaking", "loan_spread_silent") == pytest.approx(by_hand)


def test_where_saying_is_not_rewarded_lenders_ask_the_same_of_all_and_refuse_nobody():
    economy = small_economy(premium=0.0, loan_spread=0.012)
    saying(economy, 0.75)
    assert told(economy, "loan_spread_speaking", "loan_spread_silent") == [0.012, 0.012]
    lent, columns = asking(0.75, premium=0.0)
    assert columns == pytest.approx([*ASKED, 0.0])
    assert lent == pytest.approx(ASKED)


def test_while_fewer_than_half_say_ai_both_firms_are_lent_what_they_ask_for_and_each_is_told_apart():
    lent, columns = asking(0.25)
    assert lent == pytest.approx(ASKED)
    assert columns == pytest.approx([*ASKED, 0.0])


def test_once_half_say_ai_the_silent_firm_is_lent_nothing_and_what_it_asked_for_counts_as_refused():
    lent, columns = asking(0.5)
    assert lent == pytest.approx([ASKED[0], 0.0])
    assert columns == pytest.approx([ASKED[0], 0.0, ASKED[1]])


def test_a_month_in_which_no_programme_starts_has_no_loans_to_tell():
    economy = small_economy(months=1, adoption_base=-15.0)
    assert economy.record["projects_started"] == [0.0]
    assert [economy.record[f"programme_loans_{name}_usd"] for name in ("speaking", "silent", "refused")] == [
        [0.0]
    ] * 3


def test_what_the_columns_say_is_lent_is_what_the_bank_books_as_lent_to_incumbents():
    economy, booked = small_economy(adoption_base=-4.0), []
    economy.onlookers.append(lambda it: booked.append(it.ledger.flow("lend", payee="incumbents") / 100.0))
    economy.run(24)
    lent = [economy.record[f"programme_loans_{name}_usd"] for name in ("speaking", "silent")]
    assert sum(booked) > 0.0
    assert np.sum(lent, axis=0).tolist() == pytest.approx(booked, abs=1.0)
