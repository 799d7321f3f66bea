"""Pulses, what they set off in the loop, and the report on the loop."""

import json
from dataclasses import replace

import numpy as np
import pytest
from small_economy import SMALL, small_economy

from model import Economy, Parameters
from model.errors import BadInput
from model.history import Event, History
from model.loop_gain import BILLION, Response, _value, loop_gain, loop_report, response_to, watch
from model.provenance import Provenance
from model.scenarios import load_scenario

BASE = load_scenario("base")


def pulse(month, size=BILLION, lab=None):
    return Event(History.date(month), "pulse", size, "more demand", lab)


def pulsed(*events, seed=1):
    return Economy(Parameters(**SMALL), seed, replace(BASE, events=events))


def sold(economy, months):
    """Return cents of pulses by month and lab, and the labs' yearly sales of the last month."""
    got = []

    def look(economy):
        entries = economy.ledger.entries()
        mine = entries["what"] == "pulse"
        assert set(entries["payer_kind"][mine]) <= {"households"}
        got.append(np.bincount(entries["payee_id"][mine], entries["cents"][mine], economy.labs.size).tolist())

    economy.onlookers.append(look)
    economy.run(months)
    return got


def test_households_buy_from_the_named_lab_in_the_named_month_and_only_then():
    assert sold(pulsed(pulse(1, 500.25, lab=2)), 3) == [[0.0] * 6, [0, 0, 50_025, 0, 0, 0], [0.0] * 6]


def test_a_pulse_without_a_name_goes_to_the_lab_with_the_largest_sales():
    economy = pulsed(pulse(0, 100.0))
    largest = int(np.argmax(economy.labs.revenue))
    assert np.flatnonzero(sold(economy, 1)[0]).tolist() == [largest]


def test_a_pulse_counts_as_sales_of_the_lab_and_of_all_labs():
    base, other = small_economy(months=1), pulsed(pulse(0, 1e6, lab=1)).run(1)
    assert (other.labs.revenue - base.labs.revenue).tolist() == pytest.approx([0, 12e6, 0, 0, 0, 0])
    extra = other.columns()["lab_revenue_usd"][0] - base.columns()["lab_revenue_usd"][0]
    assert extra == pytest.approx(1e6)


def test_before_a_pulse_the_twins_are_one_and_after_it_they_differ():
    base, other = small_economy(), pulsed(pulse(2))
    assert base.run(2).digest() == other.run(2).digest()
    assert base.run(1).digest() != other.run(1).digest()


def test_a_pulse_of_nothing_changes_nothing():
    assert pulsed(pulse(1, 0.0)).run(3).digest() == small_economy(months=3).digest()


def test_a_lab_that_is_not_there_is_refused_before_the_run_begins():
    with pytest.raises(BadInput, match="names lab 6; there are 6, numbered from 0 to 5"):
        pulsed(pulse(200, lab=6))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('kind = "pulse"\nsize = -1', "size -1 is out of range; allowed for pulse: 0 to 1e+12 usd"),
        ('kind = "pulse"\nsize = 1\nlab = -1', "the number of a lab, from 0 on, not -1"),
        ('kind = "pulse"\nsize = 1\nlab = "the best"', "the number of a lab, from 0 on, not 'the best'"),
        ('kind = "silence"\nsize = 1\nlab = 1', "of kind 'silence' has no lab; only a pulse names one"),
    ],
)
def test_a_pulse_that_makes_no_sense_is_refused_in_one_line(line, said, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(f'[[events]]\nmonth = 2016-01-01\nname = "more"\n{line}\n')
    with pytest.raises(BadInput) as caught:
        load_scenario(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_scenario_file_may_have_a_pulse(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[[events]]\nmonth = 2015-02-01\nname = "more"\nkind = "pulse"\nsize = 1e9\nlab = 3\n')
    assert load_scenario(path).events == (Event(np.datetime64("2015-02"), "pulse", 1e9, "more", 3),)


def test_a_lab_that_is_bankrupt_is_worth_nothing_to_the_loop():
    economy = small_economy(months=2)
    before, each = _value(economy), economy.labs.price * economy.labs.units
    economy.labs.leave(np.array([2]))
    assert each[2] > 0.0
    assert _value(economy) == pytest.approx(before - each[2])


def test_the_pulse_itself_is_the_first_dollar_of_the_multiplier_and_sets_off_nothing_the_same_month():
    value, reinvested, revenue = response_to(Parameters(**SMALL), BASE, pulse(4), 1, seed=2)
    assert (value, reinvested) == (0.0, 0.0)
    assert revenue == pytest.approx(1.0, abs=1e-6)


def test_the_twin_that_goes_on_from_the_saved_economy_is_the_twin_run_from_the_start():
    parameters, size = Parameters(**SMALL), 1e9
    value, reinvested, revenue = response_to(parameters, BASE, pulse(3, size, lab=0), 4, seed=2)
    seen = [
        watch(economy.run(3), 4)
        for economy in (Economy(parameters, 2), pulsed(pulse(3, size, lab=0), seed=2))
    ]
    assert value == float(((seen[1].value - seen[0].value) / size)[-1])
    assert revenue == float(((seen[1].revenue - seen[0].revenue) / size).sum())
    assert reinvested == float(((seen[1].reinvested - seen[0].reinvested) / size).sum())


def test_reinvestment_is_what_members_stamp_and_the_chips_they_buy():
    economy = small_economy(seed=2)
    tally, chips = Provenance.attend(economy).tally, []
    economy.onlookers.append(
        lambda e: chips.append(e.ledger.flow("chips", "hyperscalers", "chip_vendors") / 100.0)
    )
    seen = watch(economy, 8)
    assert seen.reinvested.tolist() == pytest.approx(np.add(tally.record["stamped_usd"], chips).tolist())
    assert (seen.revenue >= np.array(tally.record["core_revenue_gross_usd"])).all()


def test_a_mean_over_seeds_has_a_standard_error_and_one_seed_has_none():
    assert Response.of([1.0, 2.0, 3.0]) == Response(2.0, pytest.approx(1 / 3**0.5), (1.0, 2.0, 3.0))
    assert Response.of([5.0]) == Response(5.0, None, (5.0,))


def test_the_gain_is_a_mean_over_its_seeds_and_can_be_written_as_json():
    gain = loop_gain(Parameters(**SMALL), "base", (2, 5), month=3, horizon=2)
    told = json.loads(json.dumps(gain.as_dict()))
    assert (told["pulse_usd"], told["month"], told["horizon"], told["seeds"]) == (1e9, "2015-04", 2, [2, 5])
    each = [response_to(Parameters(**SMALL), BASE, pulse(3), 2, seed) for seed in (2, 5)]
    for name, values in zip(
        ("market_value", "reinvestment", "multiplier"), zip(*each, strict=True), strict=True
    ):
        assert told[name]["by_seed"] == list(values)
        assert told[name]["mean"] == pytest.approx(sum(values) / 2)


@pytest.mark.parametrize("asked", [((), 1, 1), ((1,), -1, 1), ((1,), 1, 0)])
def test_a_gain_over_nothing_is_refused(asked):
    with pytest.raises(BadInput, match="one seed or more"):
        loop_gain(None, "base", *asked)


def test_the_report_adds_up_by_year_and_can_be_written_as_json():
    economy = small_economy()
    Provenance.attend(economy)
    told = json.loads(json.dumps(loop_report(economy.run(14))))
    assert [year["year"] for year in told["by_year"]] == [2015, 2016]
    for name in (
        "core_revenue_gross_usd",
        "core_revenue_consolidated_usd",
        "loop_turnover_usd",
        "stamped_usd",
    ):
        assert told[name] == pytest.approx(sum(year[name] for year in told["by_year"]))
    ratio = told["outside_inflow_usd"] / told["loop_turnover_usd"]
    assert told["outside_inflow_over_loop_turnover"] == pytest.approx(ratio)
    assert set(told["recycled_fraction"]) == {"labs", "hyperscalers", "chip_vendors", "all"}
    assert told["loop_gain"] is None
