"""What stays after a bust: which months count, and how far a state is from its twin's, worked by hand."""

import numpy as np
import pytest

from model.hysteresis import STATES, Bust, bust_of, stays

MONTHS = 200
BUST = Bust(peak=100, trough=112, measured=172)


def money(later):
    """Return a run whose money rises to 10 a month in month 100, and from then on is `later`, by month after the peak."""
    monthly = np.empty(MONTHS)
    monthly[:101] = np.linspace(9.0, 10.0, 101)
    monthly[101:] = [later(at) for at in range(1, MONTHS - 100)]
    return {"vc_usd_ai": 0.25 * monthly, "world_dc_capex_usd": 0.75 * monthly}


def far(column, at_peak, later, twin=(1.0, 1.0)):
    """Return what is told of a state that is so high at the peak and sixty months after the trough, beside its twin."""
    base, straight = ({name: np.ones(MONTHS) for name in STATES.values()} for _ in range(2))
    for run, levels in ((base, (at_peak, later)), (straight, twin)):
        run[column][[BUST.peak, BUST.measured]] = levels
    name = next(name for name, of in STATES.items() if of == column)
    return stays(base, straight, BUST)[name]


def test_the_trough_is_the_lowest_year_within_two_years_of_the_peak_and_what_stays_is_told_five_years_later():
    # Nothing for ten months, then a fifth: the year to the twelfth month after the peak is the lowest.
    found = bust_of(money(lambda at: 0.0 if at <= 10 else 2.0))
    assert found is not None
    assert found == BUST


def test_a_fall_to_six_tenths_is_no_bust_and_one_to_four_tenths_is():
    assert bust_of(money(lambda at: 6.0)) is None
    assert bust_of(money(lambda at: 4.0)) is not None


def test_a_first_year_has_no_bust():
    assert bust_of({name: values[:12] for name, values in money(lambda at: 0.0).items()}) is None


def test_a_late_bust_is_named_although_what_stays_of_it_cannot_be_measured_any_more():
    run = {name: values[:130] for name, values in money(lambda at: 0.0).items()}
    found = bust_of(run)
    assert found is not None
    assert found.measured >= 130


def test_a_level_is_so_far_from_its_twin_s_as_part_of_the_twin_s():
    # Nine times the twin's, then three times: of a distance of 800% a quarter stays.
    found = far("compute_stock", 9.0, 6.0, twin=(1.0, 2.0))
    assert found == pytest.approx((8.0, 2.0, 0.25))


def test_firms_that_say_ai_are_counted_in_points():
    assert far("share_firms_speaking", 0.9, 0.5, twin=(0.1, 0.1)) == pytest.approx((0.8, 0.4, 0.5))


def test_a_state_that_the_twin_has_nothing_of_has_no_distance():
    assert far("household_ai_spend_usd", 5.0, 5.0, twin=(0.0, 1.0)) == (None, 4.0, None)


def test_a_state_that_hardly_differed_at_the_peak_tells_its_distances_and_no_part_that_stays():
    found = far("technology_biotech", 1.009, 0.9)
    assert (found.at_peak, found.later) == pytest.approx((0.009, -0.1))
    assert found.part is None
