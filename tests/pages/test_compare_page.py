"""Two settings with one luck, overlaid in the browser, their difference in words."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def told(visitor):
    """What the page says about the two runs."""
    return visitor.page.locator("[data-compare-told]")


def lines(visitor, measure):
    """The names of the lines that one chart draws."""
    drawn = visitor.page.locator(f"[data-panel=compare_{measure}] path.line")
    return drawn.evaluate_all("lines => lines.map(line => line.dataset.colour)")


def amount(said):
    """Dollars in a finding, such as 1.2tn."""
    number, unit = re.fullmatch(r"\$([\d.,]+)(bn|tn|m)?", said).groups()
    return float(number.replace(",", "")) * {"m": 1e6, "bn": 1e9, "tn": 1e12, None: 1.0}[unit]


def test_a_kept_run_is_drawn_beside_the_next_and_the_difference_is_said(visit):
    visitor = visit(query="?page=compare")
    visitor.wait_for_run()
    assert lines(visitor, "ai_money") == ["this_run"]
    visitor.press("keep-a")
    expect(told(visitor)).to_contain_text("A itself")
    a = visitor.drawing("compare_ai_money").split(" M")[0]
    assert visitor.title("compare_ai_money").endswith("the same as in A")
    visitor.page.locator("[data-mechanisms] > summary").click()
    visitor.setting("myth").uncheck()
    visitor.run_again()
    visitor.press("end")
    assert lines(visitor, "ai_money") == ["this_run", "kept_run"]
    assert visitor.drawing("compare_ai_money").count("M") == 2
    assert a not in visitor.drawing("compare_ai_money").split(" M")[0], "B is another history"
    expect(told(visitor)).to_contain_text("the same luck")
    expect(visitor.page.locator("[data-compare-b]")).to_have_text("B: Base · seed 1 · Myth 0")
    expect(visitor.page.locator("[data-compare-a]")).to_have_text("A: Base · seed 1")
    found = re.fullmatch(r".*: (\S+), (\S+) (more|less) than in A \((\S+)\)", visitor.title("compare_fomo"))
    b, size, way, a = found.groups()
    signed = amount(size) * (1 if way == "more" else -1)
    assert amount(b) - amount(a) == pytest.approx(signed, rel=0.2), "the words add up, but for their rounding"


def test_ai_shares_stand_as_high_on_the_comparison_as_on_the_first_page(visit):
    """Seed 5 ends its first month 13% below the opening, so that two ways to begin at 1 would show."""
    visitor = visit(query="?seed=5")
    visitor.wait_for_run()
    visitor.press("end")
    watched = re.search(r"AI shares stand at (\S+) ", visitor.title("shares")).group(1)
    visitor.turn_to("compare")
    visitor.page.locator("[data-measure=shares]").check()
    assert re.search(r": (\S+)$", visitor.title("compare_shares")).group(1) == watched


def test_without_keeping_the_run_looked_at_gives_way_and_another_seed_is_said_to_be_other_luck(visit):
    visitor = visit(query="?page=compare")
    visitor.wait_for_run()
    visitor.setting("seed").fill("2")
    visitor.run_again()
    expect(told(visitor)).to_contain_text("Different luck: A has seed 1, B has seed 2")
    assert lines(visitor, "ai_people") == ["this_run", "kept_run"]
    visitor.press("forget-a")
    assert lines(visitor, "ai_people") == ["this_run"]


def test_base_against_a_scenario_is_one_click_also_from_another_scenario(visit):
    visitor = visit(query="?page=compare&scenario=quiet&seed=4")
    visitor.wait_for_run()
    visitor.page.locator("[data-action=preset]").select_option("straight")
    visitor.press("compare")
    expect(visitor.stage).to_have_attribute("data-scenario", "straight", timeout=120_000)
    visitor.wait_for_run()
    expect(visitor.page.locator("[data-compare-a]")).to_have_text("A: Base · seed 4")
    expect(visitor.page.locator("[data-compare-b]")).to_have_text("B: Straight · seed 4")
    expect(told(visitor)).to_contain_text("the same luck")
    expect(visitor.page).to_have_url(f"{visitor.address}/?page=compare&scenario=straight&seed=4")


def test_a_preset_is_laid_over_base_in_one_click_from_the_settings(visit):
    visitor = visit(query="?seed=4")
    visitor.wait_for_run()
    expect(visitor.page.locator("[data-action=compare-preset]")).to_have_count(0)
    visitor.setting("scenario").select_option("no-ai")
    visitor.press("compare-preset")
    visitor.on("compare")
    expect(visitor.page.locator("[data-compare-b]")).to_have_text("B: No AI · seed 4")
    expect(visitor.page.locator("[data-compare-a]")).to_have_text("A: Base · seed 4")


def test_the_comparison_is_drawn_in_the_browser_alone_and_stays_from_page_to_page(visit):
    visitor = visit(query="?page=compare")
    visitor.wait_for_run()
    visitor.press("keep-a")
    run = visitor.stage.get_attribute("data-run")
    box = visitor.page.locator("[data-measure=belief]")
    box.check()
    expect(visitor.page.locator("[data-panel=compare_belief]")).to_be_visible()
    assert lines(visitor, "belief") == ["this_run", "kept_run"]
    box.uncheck()
    expect(visitor.page.locator("[data-panel=compare_belief]")).to_be_hidden()
    visitor.turn_to("watch")
    visitor.turn_to("compare")
    assert lines(visitor, "fomo") == ["this_run", "kept_run"]
    assert visitor.stage.get_attribute("data-run") == run, "no other economy was asked for"
