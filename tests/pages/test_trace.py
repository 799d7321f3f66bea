"""A run as the page is handed it: flows added up right, events told when they happen, all of it small."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from model.economy import Economy
from model.headlines import HEADLINES, headlines
from model.hysteresis import STATES
from ui.agent_words import name_of
from ui.events import events
from ui.flows import SHOWN, Flows
from ui.trace import SERIES, Recorder, after_bust, headlines_by_month, pack, unpack
from ui.worker import Order

QUIET = SimpleNamespace(milestone_names=((),) * 252, milestone_size=np.zeros(252))


def month_of_payments(*payments):
    """The journal of one month: (what, class, payer kind, payer, payee kind, payee, cents) each."""
    names = ("what", "class", "payer_kind", "payer_id", "payee_kind", "payee_id", "cents")
    return {name: np.array([payment[at] for payment in payments]) for at, name in enumerate(names)}


def small_world(journal):
    """An economy of two funds, three start-ups and two labs whose journal is the given one."""
    populations = {
        "funds": SimpleNamespace(size=2, purse=np.array([0, 2])),
        "startups": SimpleNamespace(size=3, field=np.array([0, 1, 1])),
        "labs": SimpleNamespace(size=2),
    }

    def entries(names):
        named = np.isin(journal["what"], list(names))
        return {name: values[named] for name, values in journal.items()}

    return SimpleNamespace(populations=populations, ledger=SimpleNamespace(entries=entries))


def dollars(flows, payer, payee, kind):
    """Trailing-year dollars of one line of the network, by quarter."""
    summary = flows.summary()
    ids = [node["id"] for node in summary["nodes"]]
    found = [
        edge["usd"]
        for edge in summary["edges"]
        if (ids[edge["from"]], ids[edge["to"]], edge["kind"]) == (payer, payee, kind)
    ]
    return found[0] if found else None


def test_payments_are_added_up_by_purse_field_and_lab():
    bn = 100 * 10**9
    journal = month_of_payments(
        ("issue share", "claim", "funds", 0, "startups", 1, 1 * bn),
        ("issue share", "claim", "funds", 0, "startups", 2, 2 * bn),
        ("issue share", "claim", "funds", 1, "labs", 1, 5 * bn),
        ("AI subscriptions", "income", "households", 0, "labs", 0, 7 * bn),
    )
    flows = Flows(small_world(journal))
    for _ in range(13):
        flows.record(small_world(journal))
    assert dollars(flows, "funds/funds", "startups/clean_energy", "funding")[-1] == 3000 * 12
    assert dollars(flows, "funds/sovereign", "labs/1", "funding")[-1] == 5000 * 12
    assert dollars(flows, "households", "labs/0", "purchase")[-1] == 7000 * 12
    assert dollars(flows, "funds/funds", "startups/ai", "funding") is None


def test_the_headline_of_the_network_counts_small_lines_too_and_no_bill_as_money_raised(monkeypatch):
    bn = 100 * 10**9
    journal = month_of_payments(
        ("issue share", "claim", "funds", 0, "startups", 1, 9 * bn),
        ("issue share", "claim", "funds", 1, "labs", 1, 5 * bn),
        ("issue share", "claim", "hyperscalers", 0, "labs", 0, 2 * bn),
        ("redeem cloud_credit", "claim", "hyperscalers", 0, "labs", 1, 1 * bn),
        ("issue receivable", "claim", "hyperscalers", 0, "labs", 1, 4 * bn),
        ("AI cloud", "claim", "labs", 0, "hyperscalers", 0, 7 * bn),
    )
    world = small_world(journal)
    world.populations["hyperscalers"] = SimpleNamespace(size=1)
    monkeypatch.setattr("ui.flows.EDGES_SHOWN", 1)
    flows = Flows(world)
    for _ in range(3):
        flows.record(world)
    told = {name: [value / 12_000 for value in values] for name, values in flows.summary()["raised"].items()}
    assert told == {"invested": [17.0], "labs": [8.0], "from_sellers": [3.0], "on_terms": [4.0]}


def test_a_mark_is_no_payment_and_the_rest_of_the_worlds_business_is_left_out():
    journal = month_of_payments(
        ("issue share", "revaluation", "startups", 0, "funds", 0, 9_000_000_000),
        ("consumption", "income", "households", 0, "outside_firms", 0, 9_000_000_000),
        ("wages", "income", "outside_firms", 0, "payroll", 0, 9_000_000_000),
    )
    flows = Flows(small_world(journal))
    flows.record(small_world(journal))
    assert flows.summary()["edges"] == []


def test_the_first_year_is_told_at_a_yearly_rate():
    journal = month_of_payments(("chips", "real", "labs", 0, "labs", 1, 100_000_000))
    flows = Flows(small_world(journal))
    for _ in range(7):
        flows.record(small_world(journal))
    assert dollars(flows, "labs/0", "labs/1", "purchase") == pytest.approx([12.0, 12.0])


def test_the_year_to_december_holds_what_was_paid_in_december():
    little, much = (
        month_of_payments(("chips", "real", "labs", 0, "labs", 1, cents))
        for cents in (100_000_000, 10_000_000_000)
    )
    flows = Flows(small_world(little))
    for journal in [little] * 21 + [much] * 3:
        flows.record(small_world(journal))
    assert dollars(flows, "labs/0", "labs/1", "purchase")[-1] == pytest.approx(9 * 1.0 + 3 * 100.0)


def test_a_lab_has_the_number_by_which_it_can_be_asked():
    nodes = Flows(small_world(month_of_payments())).summary()["nodes"]
    assert [node["number"] for node in nodes if node["kind"] == "labs"] == [0, 1]
    assert name_of("hyperscalers", 3, "en").endswith(" 3")


def test_each_full_point_of_the_policy_rate_is_told_once():
    rates = [0.001] * 3 + [0.005, 0.011, 0.012, 0.022, 0.022, 0.011]
    told = [(event["month"], event["id"]) for event in events({"policy_rate": rates}, QUIET, 9)]
    assert told == [(4, "rate_up"), (6, "rate_up"), (8, "rate_down")]


def test_a_boom_is_told_after_a_year_at_twice_the_share_of_2015():
    ai = [10.0] * 12 + [30.0] * 20
    columns = {"vc_usd_ai": ai, "vc_usd_software": [90.0] * 12 + [70.0] * 20}
    booms = [event["month"] for event in events(columns, QUIET, 32) if event["kind"] == "boom"]
    assert booms == [23]
    columns["vc_usd_ai"] = [10.0] * 12 + [30.0] * 11 + [10.0] * 9
    columns["vc_usd_software"] = [90.0] * 12 + [70.0] * 11 + [90.0] * 9
    assert [event for event in events(columns, QUIET, 32) if event["kind"] == "boom"] == []


def test_the_share_of_2015_is_that_of_its_money_and_not_the_mean_of_its_months():
    # Eleven months of 10 with a tenth for AI, one of 1,000 with three tenths: 311 of 1,110, or 0.28 of the money.
    ai, other = [1.0] * 11 + [300.0], [9.0] * 11 + [700.0]
    for share, told in ((0.4, []), (0.6, [23])):
        columns = {
            "vc_usd_ai": [*ai, *[100.0 * share] * 24],
            "vc_usd_software": [*other, *[100.0 * (1 - share)] * 24],
        }
        assert [event["month"] for event in events(columns, QUIET, 36) if event["kind"] == "boom"] == told


def test_a_bust_is_told_when_a_years_money_has_halved_within_two_years():
    halved = [100.0] * 36 + [20.0] * 24
    columns = {"vc_usd_ai": halved, "world_dc_capex_usd": halved}
    busts = [event for event in events(columns, QUIET, 60) if event["kind"] == "bust"]
    assert [event["month"] for event in busts] == [43], (
        "eight months at a fifth leave half of the year's money"
    )
    steady = {"vc_usd_ai": [100.0] * 60, "world_dc_capex_usd": [100.0] * 60}
    assert [event for event in events(steady, QUIET, 60) if event["kind"] == "bust"] == []


def after_a_bust(months, low):
    """What the page is told of a run whose money falls to a level in the fifth year, beside a twin without belief."""
    money = [10.0] * 60 + [low] * (months - 60)
    straight = {name: [1.0] * months for name in ("vc_usd_ai", "world_dc_capex_usd", *STATES.values())}
    base = straight | {"vc_usd_ai": money, "world_dc_capex_usd": money, "ai_index_level": [3.0] * months}
    return after_bust({**base, "researchers_ai_industry": [None] * months}, straight)


def test_of_a_bust_in_time_each_state_is_told_and_what_is_missing_stays_untold():
    told = after_a_bust(240, 1.0)
    assert told["bust"]["measured"] == told["bust"]["trough"] + 60
    left = {state["id"]: state for state in told["states"]}
    assert len(left) == len(STATES)
    assert {name for name in left if name.startswith("technology_")} >= {"technology_clean_energy"}
    assert left["prices"] == {"id": "prices", "is_share": False, "at_peak": 2.0, "later": 2.0, "part": 1.0}
    assert (left["talent"]["at_peak"], left["talent"]["part"]) == (None, None)
    assert [name for name, state in left.items() if state["is_share"]] == ["norm"]
    assert unpack(pack(told)) == told


def test_of_a_bust_too_late_its_months_are_told_and_no_state():
    told = after_a_bust(100, 1.0)
    assert told["bust"]["trough"] < 100 <= told["bust"]["measured"]
    assert told["states"] == []


def test_where_money_never_halved_there_is_no_bust_to_tell_of():
    assert after_a_bust(240, 8.0) == {"bust": None, "states": []}


@pytest.fixture(scope="module")
def two_years():
    """An economy of two years and what was recorded of it."""
    economy, booked = Economy(seed=3), set()
    recorder = Recorder(economy, Order("test", seed=3, months=24))
    economy.onlookers.append(lambda economy: booked.update(economy.ledger.entries()["what"].tolist()))
    economy.run(24)
    return economy, recorder.trace(economy), booked


def test_a_trace_comes_back_as_it_was_packed(two_years):
    _, trace, _ = two_years
    assert unpack(pack(trace)) == trace


def test_how_much_ai_is_truly_worth_is_told_in_the_last_month_and_not_before(two_years):
    economy, trace, _ = two_years
    last = trace["events"][-1]
    assert (last["kind"], last["month"]) == ("truth", 23)
    assert last["points"] == pytest.approx(economy.true_productivity, abs=0.005)
    assert last["low"] <= economy.true_productivity <= last["high"]
    unfinished = Recorder(economy, Order("test", seed=3, months=25)).trace(economy)
    assert "truth" not in {event["kind"] for event in unfinished["events"]}


def test_a_sum_that_misses_zero_by_a_rounding_is_sent_as_zero(two_years):
    _, trace, _ = two_years
    sent = [abs(value) for values in trace["series"].values() for value in values if value]
    assert min(sent) >= 1e-6


def test_a_trace_holds_every_month_of_every_series_it_draws(two_years):
    economy, trace, _ = two_years
    assert {len(values) for values in trace["series"].values()} == {24}
    assert trace["series"]["hyperscaler_capex_usd"][-1] == pytest.approx(
        economy.columns()["hyperscaler_capex_usd"][-1], rel=1e-4
    )
    assert len(trace["flows"]["edges"]) > 20


def test_every_purpose_the_network_shows_is_one_the_ledger_books(two_years):
    _, _, booked = two_years
    assert set(SHOWN) - booked == set()


def test_what_a_bust_is_read_from_is_in_every_picture_of_a_run():
    assert {"vc_usd_ai", "world_dc_capex_usd", *STATES.values()} <= set(SERIES)


def test_looking_on_changes_nothing_in_the_economy(two_years):
    economy, _, _ = two_years
    assert Economy(seed=3).run(24).digest() == economy.digest()


def test_a_full_run_is_small_enough_to_be_sent_whole(two_years):
    _, trace, _ = two_years
    assert len(pack(trace)) * 252 / 24 < 150_000


def test_the_difference_of_months_adds_up_to_the_twin_reading(two_years):
    economy, trace, _ = two_years
    twin = Economy(seed=3, scenario="straight").run(24)
    months = headlines_by_month(twin.columns())
    reading = headlines(economy.columns(), twin.columns())
    for name in HEADLINES:
        shown = sum(np.subtract(trace["headlines"][name], months[name]))
        assert shown == pytest.approx(reading[name], abs=1e-4 * np.sum(np.abs(months[name])))
