"""The settings: few at first, every parameter behind a search, each with unit, bounds and source."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from model.parameters import Parameters
from model.scenarios import load_scenario, names
from ui import controls
from ui.catalogue import Catalogue
from ui.texts import LANGUAGES
from ui.worker import Order

DECLARED = [parameter._asdict() for parameter in Parameters().describe()]
CATALOGUE = Catalogue(
    [{"name": name, "parameters": dict(load_scenario(name).parameters)} for name in names()], DECLARED
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_parameter_can_be_set_once_with_unit_bounds_meaning_and_source(language):
    rows = controls.sliders(CATALOGUE, language)
    assert sorted(row["name"] for row in rows) == sorted(it["name"] for it in DECLARED)
    for row in rows:
        assert row["low"] <= row["value"] <= row["high"], row["name"]
        assert row["step"] > 0
        assert all(row[part] for part in ("label", "meaning", "source", "unit")), row["name"]
    assert sum(row["section"] != controls.MORE for row in rows) == len(controls.SECTIONS)


def test_every_scenario_that_ships_is_a_preset():
    scenarios = [{"name": name, "title": name, "question": "?"} for name in names()]
    offered = [it["name"] for it in controls.scenarios(Catalogue(scenarios), "en")]
    assert offered[0] == "base"
    assert sorted(offered) == sorted(names())


def test_what_differs_from_the_default_are_the_scenarios_parameters_and_then_the_changed_ones():
    order = Order(
        "x", scenario="patient-capital", changes=(("herding", 0.5), ("rivalry", float(Parameters().rivalry)))
    )
    found = {
        row["label"]: (row["value"], row["usual"]) for row in controls.differences(order, CATALOGUE, "en")
    }
    assert found == {
        "Patient public fund": (load_scenario("patient-capital").parameters["patient_capital_usd"], 0.0),
        "Herding of funds": (0.5, 0.9),
    }


@pytest.mark.parametrize(
    ("span", "step"), [(1.0, 0.01), (3.0, 0.02), (0.5, 0.005), (1e12, 1e10), (0.3, 0.002)]
)
def test_a_slider_steps_by_a_round_number_at_least_a_hundred_times(span, step):
    row = {**DECLARED[0], "value": 0.0, "low": 0.0, "high": span}
    assert controls.sliders(Catalogue([], [row]), "en")[0]["step"] == pytest.approx(step)


@pytest.mark.slow
@pytest.mark.browser
def test_any_parameter_is_found_by_name_or_meaning_and_changes_the_economy(visit):
    visitor = visit()
    visitor.wait_for_run()
    drawn = visitor.drawing("people")
    more = visitor.page.locator("[data-more]")
    expect(more.locator("[data-parameter]")).to_have_count(0)
    more.locator("summary").click()
    search = visitor.page.locator("[data-action=search]")
    search.fill("no such thing")
    expect(more.locator("[data-found]")).to_have_text("No parameter is called that")
    search.fill("market_ceiling")
    ceiling = visitor.setting("market_ceiling")
    lowest = ceiling.get_attribute("min")
    more.locator("[data-parameter=market_ceiling] input[type=range]").fill(lowest)
    expect(ceiling).to_have_value(lowest)
    visitor.press("defaults")
    search.fill("researcher agents")
    field = visitor.setting("researcher_agents")
    field.fill("1")
    field.press("Tab")
    expect(field).to_have_value("200")
    expect(more.locator("summary")).to_have_text("All other parameters (1 changed)")
    field.focus()
    expect(more.locator("[data-parameter=researcher_agents] .source")).to_contain_text("200 – 20000 agents")
    field.fill("300")
    field.press("Tab")
    visitor.run_again()
    expect(visitor.page).to_have_url(f"{visitor.address}/?researcher_agents=300")
    assert visitor.drawing("people") != drawn


@pytest.mark.slow
@pytest.mark.browser
def test_another_seed_gives_another_history_and_the_old_picture_is_marked_until_run(visit, seated):
    visitor = visit()
    visitor.setting("seed").fill("2")
    expect(visitor.stage).to_have_attribute("data-stale", "")
    visitor.run_again()
    expect(visitor.stage).not_to_have_attribute("data-stale", "")
    assert visitor.drawing("money") != seated.drawing("money")


@pytest.mark.slow
@pytest.mark.browser
def test_a_scenario_changes_the_economy(visit, seated):
    visitor = visit()
    visitor.setting("scenario").select_option("no-ai")
    visitor.run_again()
    expect(visitor.stage).to_have_attribute("data-scenario", "no-ai")
    assert visitor.drawing("technology") != seated.drawing("technology")


@pytest.mark.slow
@pytest.mark.browser
def test_a_slider_changes_the_economy_of_the_visitor_who_moved_it_and_of_nobody_else(visit, seated):
    his, his_pay = seated.stage.get_attribute("data-shown"), seated.drawing("pay")
    anna = visit()
    anna.setting("wage_bidding").fill("0")
    expect(anna.stage).to_have_attribute("data-stale", "")
    expect(seated.stage).not_to_have_attribute("data-stale", "")
    assert anna.run_again() != his
    assert seated.stage.get_attribute("data-shown") == his
    assert seated.drawing("pay") == his_pay != anna.drawing("pay")
