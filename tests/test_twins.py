"""Twins with one luck, and the three costs in three readings."""

from __future__ import annotations

import json

import numpy as np
import pytest
from test_switches import BELIEF, EARLY, LIVELY

from agents.vocabulary import FIELDS
from batch_runs.cost_files import READINGS, WHY, agreement, cost_table, cost_totals, summary
from batch_runs.loop_file import residuals
from model import Economy, Parameters
from model.delays import months_behind
from model.headlines import headlines
from model.readings import COMPARED, COSTS, DECIDED, HEADLINE, Item, proxies, readings, trailing
from model.scenarios import load_scenario
from model.twins import no_ai, run_twins, straight

MONTHS = 18


@pytest.fixture(scope="module")
def twins():
    return run_twins(Parameters(**LIVELY), 3, MONTHS, EARLY)


@pytest.fixture(scope="module")
def items(twins):
    return readings(twins)


def found(items, **wanted):
    """Return the one item with these properties."""
    (item,) = [one for one in items if all(getattr(one, key) == value for key, value in wanted.items())]
    return item


# ---------------------------------------------------------------------------------- the worlds


def test_straight_is_the_base_with_exactly_the_nine_belief_switches_off():
    assert dict(straight(EARLY).parameters) == dict.fromkeys(BELIEF, 0.0)
    assert dict(no_ai(EARLY).parameters) == dict.fromkeys((*BELIEF, "technology"), 0.0)
    assert straight(EARLY).events == EARLY.events


def test_everything_else_of_a_scenario_stays_in_its_twins():
    base = load_scenario("rates-never")
    assert straight(base).parameters["rate_shock"] == no_ai(base).parameters["rate_shock"] == 0.0


def test_a_twin_without_a_change_is_the_same_to_the_last_byte(twins):
    again = Economy(Parameters(**LIVELY), 3, EARLY, ask_masked=True).run(MONTHS)
    assert again.digest() == twins.base.digest
    assert {name: np.array(values).tobytes() for name, values in again.columns().items()} == {
        name: values.tobytes() for name, values in twins.base.columns.items()
    }


def test_a_base_without_belief_is_its_own_straight_twin_and_costs_exactly_nothing():
    twins = run_twins(Parameters(**LIVELY), 3, 12, straight(EARLY))
    assert twins.base.digest == twins.straight.digest
    for item in readings(twins):
        if item.part == "belief" and item.reading != "proxy":
            assert not item.values.any(), f"{item.cost}: {item.item}"


def test_the_three_worlds_differ_in_the_end(twins):
    assert len({twins.base.digest, twins.straight.digest, twins.no_ai.digest}) == 3


# -------------------------------------------------------------------------------- the readings


def test_every_cost_has_its_headline_in_three_readings_and_the_technology_s_part(items):
    for cost in COSTS:
        for reading in READINGS:
            assert (
                len(found(items, cost=cost, reading=reading, part="belief", item=HEADLINE).values) == MONTHS
            )
        assert found(items, cost=cost, reading="twin", part="technology", item=HEADLINE)


def test_every_item_is_one_of_its_kind_and_a_finite_number_in_every_month(items):
    names = [(i.cost, i.reading, i.part, i.item) for i in items]
    assert len(set(names)) == len(names)
    for item in items:
        assert item.values.shape == (MONTHS,)
        assert np.isfinite(item.values).all(), item.item


def test_the_headline_numbers_are_the_totals_of_the_twin_readings(twins, items):
    heads = headlines(twins.base.columns, twins.straight.columns)
    for cost in COSTS:
        total = found(items, cost=cost, reading="twin", part="belief", item=HEADLINE).total
        assert heads[cost] == pytest.approx(total)


def test_a_headline_is_the_sum_of_its_parts(items):
    parts = {
        "opportunity": ("field ", "purse "),
        "brain_drain": ("from ",),
        "fomo": ("incumbents", "hyperscalers"),
    }
    for cost, starts in parts.items():
        whole = found(items, cost=cost, reading="decision", item=HEADLINE).values
        mine = [i for i in items if (i.cost, i.reading) == (cost, "decision") and i.item != HEADLINE]
        if cost == "opportunity":
            for start in starts:
                split = sum(i.values for i in mine if i.item.startswith(start))
                assert split == pytest.approx(whole, rel=1e-9, abs=1e-3), start
        else:
            assert sum(i.values for i in mine) == pytest.approx(whole, rel=1e-9, abs=1e-3), cost


def test_proxies_begin_at_no_change_since_january_2015(items):
    for item in items:
        if item.reading == "proxy" and (item.cost, item.item) != ("opportunity", HEADLINE):
            assert item.values[0] == 0.0


def test_fewer_programmes_that_met_their_return_than_in_the_first_year_of_results_are_a_cost(twins):
    met, months = np.zeros(MONTHS), np.arange(MONTHS)
    ended = np.where(months >= 3, 10.0, 0.0)
    met[3:] = np.where(months[3:] < 15, 5.0, 0.0)  # half of the first year's, none after it
    base = {**twins.base.columns, "projects_roi_met": met, "projects_ended": ended}
    item = found(list(proxies(base)), cost="fomo", item="programmes that met their return")
    assert item.values[:15].tolist() == [0.0] * 15, "nothing to compare with until a year of results is there"
    assert item.values[15:].tolist() == pytest.approx([0.5 * k / 12.0 for k in (1, 2, 3)])


def test_the_decisions_and_comparisons_read_columns_that_exist(twins):
    assert {column for *_, column in DECIDED} <= set(twins.base.columns)
    for compared in COMPARED:
        assert compared.read(twins.straight.columns).shape == (MONTHS,)


def test_dollars_of_non_ai_fields_by_purse_add_up_to_those_by_field(twins):
    columns = twins.base.columns
    by_field = sum(columns[f"vc_usd_{f}"] for f in FIELDS if f != "ai")
    by_purse = sum(columns[f"vc_usd_non_ai_{w}"] for w in ("funds", "corporate", "sovereign"))
    assert by_field == pytest.approx(by_purse)


def test_person_months_add_up_to_researcher_years():
    item = Item("brain_drain", "decision", "belief", HEADLINE, "person-months", np.full(24, 500.0), "sum")
    assert (item.total, item.unit_of_total) == (1000.0, "researcher-years")


def test_a_trailing_sum_has_twelve_months_or_as_many_as_there_are():
    assert trailing(np.ones(14)).tolist() == [*range(1, 13), 12, 12]


# ------------------------------------------------------------------------------------- delays


def test_a_path_that_grows_half_as_fast_is_behind_by_half_of_the_time():
    fast = np.exp(0.02 * np.arange(25))
    slow = np.exp(0.01 * np.arange(25))
    behind = months_behind(slow, fast)
    # The fast path had in month 12 what the slow one has in month 24.
    assert behind[24] == pytest.approx(12.0)
    assert behind[0] == 0.0
    assert months_behind(fast, slow)[24] == pytest.approx(-12.0), "and the fast one leads by as much"


def test_a_delay_counts_parts_of_a_month():
    assert months_behind(np.array([0.0, 1.0, 2.5]), np.array([0.0, 2.0, 4.0]))[2] == pytest.approx(0.75)


def test_equal_paths_have_no_delay_even_where_they_stand_still():
    still = np.array([1.0, 1.0, 1.0, 2.0, 2.0])
    assert months_behind(still, still).tolist() == [0.0] * 5


# ----------------------------------------------------------------------------- agreement in sign


def heads(decision, twin, proxy):
    return {
        name: Item("fomo", name, "belief", HEADLINE, "usd", np.array(values, float), "sum")
        for name, values in zip(READINGS, (decision, twin, proxy), strict=True)
    }


def test_readings_of_one_sign_agree_although_single_months_do_not():
    told = agreement("fomo", heads([1, 2], [5, -1], [0.1, 0.2]))
    assert told["in_sign"] is True
    assert told["disagreements"] == []
    assert told["months_apart"] == {"decision and twin": 1, "decision and proxy": 0, "twin and proxy": 1}


def test_readings_of_unequal_signs_are_told_with_their_amounts_and_a_reason():
    told = agreement("fomo", heads([1, 2], [-5, 1], [0.1, 0.2]))
    assert told["in_sign"] is False
    first, second = told["disagreements"]
    assert first.startswith("fomo: decision +3 usd but twin -4 usd. ")
    assert first.endswith(WHY["fomo", "decision", "twin"])
    assert second.startswith("fomo: twin -4 usd but proxy +0.3 usd. ")


def test_what_rounding_leaves_of_nothing_is_no_cost():
    told = agreement("fomo", heads([0, 0], [0, 0], [1e-16, -3e-17]))
    assert told["in_sign"] is True
    assert told["disagreements"] == []


def test_what_rounding_leaves_of_nothing_is_told_as_nothing():
    told = agreement("fomo", heads([1, 2], [-5, 1], [1e-16, -3e-17]))
    assert "proxy +0 usd. " in told["disagreements"][-1]


def test_no_cost_and_a_cost_are_no_agreement():
    assert agreement("fomo", heads([0, 0], [0, 0], [0.1, 0.2]))["in_sign"] is False


def test_there_is_a_reason_for_every_pair_of_readings_of_every_cost():
    pairs = [(one, other) for k, one in enumerate(READINGS) for other in READINGS[k + 1 :]]
    assert set(WHY) == {(cost, *pair) for cost in COSTS for pair in pairs}


# ------------------------------------------------------------------------------------ the files


def test_the_table_of_costs_has_a_row_a_month_and_item(items):
    table = cost_table(items).to_pandas()
    assert list(table.columns) == ["month", "cost", "reading", "part", "item", "value", "unit"]
    assert len(table) == MONTHS * len(items)
    mine = table[(table["cost"] == "fomo") & (table["reading"] == "decision") & (table["item"] == HEADLINE)]
    assert (
        mine["value"].tolist() == found(items, cost="fomo", reading="decision", item=HEADLINE).values.tolist()
    )
    assert str(mine["month"].iloc[1]) == "2015-02-01 00:00:00"


def test_totals_and_summary_name_every_cost(items):
    totals = cost_totals(items)
    assert list(totals) == list(COSTS)
    assert [line.split(":")[0] for line in summary(totals) if not line.startswith(" ")] == list(COSTS)
    assert {r: told["value"] for r, told in totals["fomo"]["headline"].items()} == {
        r: found(items, cost="fomo", reading=r, part="belief", item=HEADLINE).total for r in READINGS
    }


def boom_and_bust(level):
    """A boom to month 40, a bust, and a level in the end; ten years."""
    return np.concatenate((np.linspace(1.0, 10.0, 40), np.linspace(10.0, 1.0, 12), np.full(88, level)))


def after_a_bust(**states):
    """What stays in a world whose money boomed, bust and was as its twin's; each state has its level to the peak and later.

    The twin's states double from the peak on, as all do in a growing economy; its shares do not.
    """
    from model.hysteresis import STATES

    money = dict.fromkeys(("vc_usd_ai", "world_dc_capex_usd"), boom_and_bust(1.0))
    later = np.arange(140) >= 60
    twin = money | {column: np.where(later, 2.0, 1.0) for column in STATES.values()}
    twin |= dict.fromkeys(("vc_usd_ai", "world_dc_capex_usd"), np.full(140, 1.0))
    twin["share_firms_speaking"] = np.full(140, 0.1)
    levels = {STATES[name.replace("_", " ", 1)]: level for name, level in states.items()}
    base = twin | money | {column: np.where(later, *level[::-1]) for column, level in levels.items()}
    return base, twin


def test_what_stays_after_a_bust_is_the_distance_left_over_the_distance_at_the_peak():
    told = residuals(
        *after_a_bust(compute=(9.0, 10.0), prices=(3.0, 2.0), talent=(2.0, 4.0), users=(1.5, 1.0))
    )
    assert told["measured_month"] == told["trough_month"] + 60
    left = told["residual"]
    assert left["compute"] == pytest.approx(4.0 / 8.0), "nine times the twin's, then five times"
    assert (left["prices"], left["talent"]) == pytest.approx((0.0, 1.0)), (
        "an economy that grows keeps nothing by it"
    )
    assert left["users"] == pytest.approx(-0.5 / 0.5), "it has turned"
    assert json.loads(json.dumps(told)) == told, "it can be written down"


def test_of_a_share_what_stays_is_counted_in_points():
    assert residuals(*after_a_bust(norm=(0.9, 0.5)))["residual"]["norm"] == pytest.approx(0.4 / 0.8)


def test_where_base_and_twin_hardly_differ_at_the_peak_nothing_is_told_of_what_stays():
    left = residuals(*after_a_bust(technology_biotech=(1.009, 3.0), technology_software=(0.98, 1.96)))[
        "residual"
    ]
    assert left["technology biotech"] is None
    assert left["technology software"] == pytest.approx(1.0)


def test_of_what_the_twin_has_nothing_nothing_is_told():
    base, twin = after_a_bust(users=(1.5, 1.0))
    twin["household_ai_spend_usd"] = np.zeros(140)
    assert residuals(base, twin)["residual"]["users"] is None


def test_where_nothing_bust_nothing_is_told_of_what_stays():
    _, twin = after_a_bust()
    assert residuals(twin, twin) is None


def test_of_a_bust_that_comes_too_late_nothing_is_told_of_what_stays():
    months = residuals(*after_a_bust())["measured_month"]
    cut, whole = (
        [{name: values[:length] for name, values in world.items()} for world in after_a_bust()]
        for length in (months, months + 1)
    )
    assert residuals(*cut) is None
    assert residuals(*whole) is not None
