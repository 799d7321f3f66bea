"""The headline costs: signs and units on columns made by hand."""

import numpy as np
import pytest
from small_economy import small_economy

from model import Economy, Parameters
from model.headlines import UNITS, headline_totals, headlines


def columns(elsewhere=(0.0, 0.0), researchers=(0.0, 0.0), incumbents=(0.0, 0.0), capex=(0.0, 0.0)):
    """Return two months: money of each other field, researchers, AI spending."""
    fields = {
        f"vc_usd_{name}": list(elsewhere) for name in ("clean_energy", "biotech", "software", "hardware")
    }
    return fields | {
        "vc_usd_ai": [9.0, 9.0],
        "researchers_ai_industry": list(researchers),
        "ai_spend_incumbents_usd": list(incumbents),
        "hyperscaler_ai_capex_usd": list(capex),
    }


def test_money_that_four_fields_did_not_get_is_the_opportunity_cost():
    found = headlines(columns(elsewhere=(1.0, 2.0)), columns(elsewhere=(3.0, 5.0)))
    assert found == {"opportunity": 4 * 5.0, "brain_drain": 0.0, "fomo": 0.0}


def test_a_dozen_researchers_for_a_month_more_are_a_researcher_year_of_brain_drain():
    found = headlines(columns(researchers=(112.0, 100.0)), columns(researchers=(100.0, 100.0)))
    assert found == {"opportunity": 0.0, "brain_drain": 1.0, "fomo": 0.0}


def test_spending_of_incumbents_and_capex_of_hyperscalers_is_fomo():
    found = headlines(columns(incumbents=(4.0, 5.0), capex=(1.0, 1.0)), columns(incumbents=(1.0, 1.0)))
    assert found["fomo"] == 7.0 + 2.0


def test_a_run_is_its_own_twin_at_no_cost_and_every_cost_has_a_unit():
    series = small_economy(months=3).columns()
    assert headlines(series, series) == dict.fromkeys(UNITS, 0.0)
    assert set(headline_totals(series)) == set(UNITS)


def test_a_longer_run_is_no_twin():
    short = {name: values[:1] for name, values in columns().items()}
    with pytest.raises(ValueError, match="a run of 2 months has no twin of 1 months"):
        headlines(columns(), short)


def test_hyperscalers_ai_capex_is_part_of_their_capex():
    series = Economy(Parameters(fund_agents=6, startup_agents=50, researcher_agents=200), 1).run(6).columns()
    ai, whole = np.array(series["hyperscaler_ai_capex_usd"]), np.array(series["hyperscaler_capex_usd"])
    assert (ai > 0.0).all()
    assert (ai < whole).all()
