"""The first five years have the world's magnitudes: within a factor of two of the facts, median of five seeds."""

import numpy as np
import pytest

from model import Economy
from model.history import opening

SEEDS = (1, 2, 3, 4, 5)
YEARS = (2015, 2016, 2017, 2018, 2019)
FIELDS = ("ai", "clean_energy", "biotech", "software", "hardware")
BN = 1e9


@pytest.fixture(scope="module")
def runs():
    return [Economy(seed=seed).run(12 * len(YEARS)).columns() for seed in SEEDS]


def in_year(runs, year, *names, mean=False):
    """Return the sum (or the mean) over the months of a year of all these series together, median of the seeds."""
    months = slice(12 * (year - 2015), 12 * (year - 2014))
    totals = [np.sum([columns[name][months] for name in names], axis=0) for columns in runs]
    return float(np.median([total.mean() if mean else total.sum() for total in totals]))


def within_a_factor_of_two(simulated, fact):
    return 0.5 * fact <= simulated <= 2.0 * fact


def yearly_facts(*facts):
    return pytest.mark.parametrize(("year", "fact"), list(zip(YEARS, facts, strict=True)))


@yearly_facts(150 * BN, 165 * BN, 200 * BN, 300 * BN, 285 * BN)
def test_venture_money_of_the_world(runs, year, fact):
    # 2015 as in the opening table; then world totals of the press, of which the US are about half
    # (131bn in 2018) and of which OECD's AI money is 15% in 2016 and 21%, 75bn, in 2020.
    assert within_a_factor_of_two(in_year(runs, year, *(f"vc_usd_{field}" for field in FIELDS)), fact)


@pytest.mark.parametrize("part", [*FIELDS, "funds", "corporate", "sovereign"])
def test_venture_money_of_2015_by_field_and_by_purse(runs, part):
    assert within_a_factor_of_two(in_year(runs, 2015, f"vc_usd_{part}"), opening()[f"vc_usd_{part}"])


@yearly_facts(0.09, 0.12, 0.14, 0.17, 0.19)
def test_ais_share_of_venture_money(runs, year, fact):
    # Middle of the PitchBook and OECD definitions of facts.md, section 1.
    everything = in_year(runs, year, *(f"vc_usd_{field}" for field in FIELDS))
    assert within_a_factor_of_two(in_year(runs, year, "vc_usd_ai") / everything, fact)


@yearly_facts(23 * BN, 31 * BN, 41 * BN, 68 * BN, 71 * BN)
def test_capex_of_the_hyperscalers(runs, year, fact):
    assert within_a_factor_of_two(in_year(runs, year, "hyperscaler_capex_usd"), fact)


@yearly_facts(0.34 * BN, 0.83 * BN, 1.93 * BN, 2.93 * BN, 2.98 * BN)
def test_data_centre_revenue_of_the_chip_vendors(runs, year, fact):
    # NVIDIA's fiscal years 2016 to 2020, and about 15% for all others.
    assert within_a_factor_of_two(in_year(runs, year, "vendor_dc_revenue_usd"), 1.15 * fact)


@yearly_facts(0.56, 0.59, 0.60, 0.61, 0.62)
def test_gross_margin_of_the_chip_vendors(runs, year, fact):
    assert in_year(runs, year, "vendor_gross_margin", mean=True) == pytest.approx(fact, abs=0.12)


def test_world_data_centre_capex(runs):
    # 115bn in the opening table; about 240bn in 2022.
    assert within_a_factor_of_two(in_year(runs, 2015, "world_dc_capex_usd"), 115 * BN)
    assert within_a_factor_of_two(in_year(runs, 2019, "world_dc_capex_usd"), 180 * BN)


def test_cloud_revenue_of_2015(runs):
    assert within_a_factor_of_two(
        in_year(runs, 2015, "cloud_revenue_usd"), opening()["hyperscalers_cloud_revenue_usd"]
    )


def test_exits_of_startups_in_2015(runs):
    assert within_a_factor_of_two(in_year(runs, 2015, "startup_exit_usd"), opening()["startup_exits_usd"])


def test_spending_of_incumbents_on_ai_in_2015(runs):
    assert within_a_factor_of_two(
        in_year(runs, 2015, "ai_spend_incumbents_usd"), opening()["incumbents_ai_spend_usd"]
    )


def test_pay_in_basic_science_is_that_of_a_physics_faculty(runs):
    # Assistant professors 61 to 114 thousand in 2016 (AIP).
    assert within_a_factor_of_two(in_year(runs, 2016, "pay_basic_science_usd", mean=True), 80_000)


def test_pay_in_ai_industry_in_2015(runs):
    assert within_a_factor_of_two(
        in_year(runs, 2015, "pay_ai_industry_usd", mean=True), opening()["pay_ai_industry_usd"]
    )


def test_pay_at_frontier_labs_in_2018_is_three_to_five_hundred_thousand(runs):
    assert within_a_factor_of_two(in_year(runs, 2018, "pay_ai_frontier_usd", mean=True), 400_000)


@pytest.mark.parametrize(
    "job", ["ai_industry", "ai_academia", "basic_science", "clean_energy", "biotech", "other"]
)
def test_researchers_of_2015_by_job(runs, job):
    assert within_a_factor_of_two(
        in_year(runs, 2015, f"researchers_{job}", mean=True), opening()[f"researchers_{job}"]
    )


def test_nearly_half_of_new_ai_graduates_went_to_industry(runs):
    # 44% in 2010 and 48% in 2019.
    for year in YEARS:
        assert in_year(runs, year, "new_phds_ai_to_industry_share", mean=True) == pytest.approx(
            0.47, abs=0.15
        )


def test_few_firms_use_ai_in_2015(runs):
    assert within_a_factor_of_two(in_year(runs, 2015, "share_firms_using", mean=True), 0.015)
