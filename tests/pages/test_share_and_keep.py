"""What a visitor takes away from the page: a link that restores it, its series, its pictures, a summary on paper."""

from __future__ import annotations

import csv
import json
import re
import shlex
import threading
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from batch_runs.command_line import main
from model.loop_tally import LOOP_METRICS
from model.metrics import ALL_METRICS
from ui import controls
from ui.trace import unpack
from ui.worker import Order
from ui.workshop import Workshop

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SVG = "{http://www.w3.org/2000/svg}"


def saved(visitor, button):
    """The name and the content of the file that a button hands out."""
    with visitor.page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, download.value.path().read_text(encoding="utf-8")


def test_a_link_restores_scenario_parameters_seed_page_and_month(visit):
    first = visit(
        permissions=["clipboard-read", "clipboard-write"], query="?scenario=bust&herding=0.5&seed=3"
    )
    first.wait_for_run()
    first.turn_to("loop")
    first.page.locator("[data-action=scrub]").fill("94")
    first.press("link")
    expect(first.page.locator("[data-keep-news]")).to_contain_text("Copied")
    address = first.page.evaluate("navigator.clipboard.readText()")
    second = visit(query=address.removeprefix(f"{first.address}/"))
    second.wait_for_run()
    second.on("loop")
    assert second.at() == 94
    expect(second.page).to_have_url(address)
    expect(second.page.locator("[data-date]")).to_have_text("November 2022")
    expect(second.setting("scenario")).to_have_value("bust")
    expect(second.setting("seed")).to_have_value("3")
    expect(second.setting("herding")).to_have_value("0.5")
    assert second.drawing("stakes") == first.drawing("stakes")


def test_without_a_clipboard_the_link_is_shown_to_be_copied_by_hand(seated):
    seated.page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })"
    )
    seated.press("end")
    seated.press("link")
    expect(seated.page.locator("[data-link-text]")).to_have_value(f"{seated.address}/?month=2035-12")


def test_the_address_follows_the_economy_that_was_ordered_so_that_loading_again_restores_it(visit):
    visitor = visit(query="?page=costs")
    visitor.wait_for_run()
    visitor.setting("seed").fill("5")
    visitor.run_again()
    expect(visitor.page).to_have_url(f"{visitor.address}/?page=costs&seed=5")
    drawn = visitor.drawing("venture")
    visitor.page.reload()
    visitor.wait_for_run()
    visitor.on("costs")
    assert visitor.drawing("venture") == drawn


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?hurding=0.5", "herding"),
        ("?herding=99", "herding"),
        ("?herding=lots", "herding"),
        ("?seed=seven", "seed"),
        ("?scenario=boom", "boom"),
    ],
)
def test_a_link_that_asks_for_what_cannot_be_run_says_so_in_one_line_and_offers_a_way_back(
    visit, query, named
):
    visitor = visit(query=query)
    message = visitor.page.locator("[data-message]")
    expect(message).to_contain_text(named)
    assert not re.search(r"Traceback|\n", message.inner_text())
    visitor.press("again")
    expect(message).to_have_count(0)
    expect(visitor.stage).to_have_attribute("data-state", re.compile("running|done"))


@pytest.fixture(scope="module")
def run_of_default():
    """The last picture of the default economy, as a worker sends it."""
    order = controls.new_order()
    reports = list(Workshop(slots=1).reports(Order(order.run), threading.Event()))
    return unpack(reports[-1].picture)


def test_the_csv_holds_every_series_of_the_run_to_the_last_digit(seated, run_of_default):
    button = seated.page.locator("[data-action=csv]")
    expect(button).to_be_enabled()
    name, text = saved(seated, button)
    assert name == "belief-machine-base-seed-1.csv"
    rows = list(csv.DictReader(text.splitlines()))
    assert [rows[0]["month"], rows[-1]["month"], len(rows)] == ["2015-01-01", "2035-12-01", 252]
    found = {
        column: [None if row[column] == "" else float(row[column]) for row in rows]
        for column in rows[0]
        if column != "month"
    }
    assert found == run_of_default["series"]
    assert {metric.name for metric in (*ALL_METRICS, *LOOP_METRICS)} == set(found)


@pytest.mark.parametrize(
    ("page", "panel"), [("watch", "money"), ("costs", "fomo"), ("loop", "sankey"), ("loop", "network")]
)
def test_a_saved_picture_stands_by_itself_with_title_note_and_legend(seated, page, panel):
    seated.wait_for_twin()
    seated.turn_to(page)
    figure = seated.page.locator(f"[data-panel={panel}]")
    name, text = saved(seated, figure.locator("[data-action=svg]"))
    assert re.fullmatch(rf"belief-machine-base-seed-1-{panel}-20\d\d-\d\d.svg", name)
    picture = ElementTree.fromstring(text)
    words = " ".join("".join(element.itertext()) for element in picture.iter(f"{SVG}text"))
    squeezed = re.sub(r"\s", "", words)
    for said in (seated.title(panel), figure.locator(".note").inner_text(), "Base·seed1"):
        assert re.sub(r"\s", "", said) in squeezed, said
    drawn = [path for path in picture.iter(f"{SVG}path") if path.get("d")]
    assert len(drawn) >= 2
    assert all(path.get("fill") and "var(" not in ElementTree.tostring(path, "unicode") for path in drawn)
    assert "class=" not in text
    assert "http" not in text.replace("http://www.w3.org/", "")


def test_two_visitors_keep_their_own_economies(visit, seated):
    other = visit(query="?seed=9")
    other.wait_for_run()
    expect(other.page.locator("[data-action=csv]")).to_be_enabled()
    assert saved(other, other.page.locator("[data-action=csv]"))[0] == "belief-machine-base-seed-9.csv"
    assert saved(seated, seated.page.locator("[data-action=csv]"))[0] == "belief-machine-base-seed-1.csv"
    expect(seated.setting("seed")).to_have_value("1")


PRINT = """() => {
  window.print = () => {
    const summary = document.querySelector('[data-summary]');
    const shown = (element) => element.getClientRects().length > 0;
    window.paper = {
      words: summary.innerText,
      command: summary.querySelector('[data-command]').innerText,
      panels: [...document.querySelectorAll('figure[data-panel]')].filter(shown).map((figure) => figure.dataset.panel),
      events: shown(document.querySelector('section[data-panel=events]')),
      else: [...document.querySelectorAll('.masthead, .menu, [data-settings], .head, [data-keep]')].filter(shown).length,
    };
    window.dispatchEvent(new Event('afterprint'));
  };
}"""


def test_a_summary_on_paper_has_settings_seed_costs_pictures_events_and_the_command_that_repeats_it(
    visit, tmp_path
):
    visitor = visit(query="?scenario=patient-capital&seed=3&herding=0.5", color_scheme="dark")
    visitor.wait_for_run()
    expect(visitor.page.locator("[data-action=print]")).to_be_enabled()
    visitor.press("end")
    visitor.page.evaluate(PRINT)
    visitor.press("print")
    paper = visitor.page.evaluate("window.paper")
    for said in (
        r"Scenario\s+Patient capital",
        r"Seed of luck\s+3",
        r"Herding of funds\s+0.5",
        "usual value 0.9",
        "Patient public fund",
    ):
        assert re.search(said, paper["words"]), said
    for cost in ("Opportunity cost of capital so far", "Brain drain so far", "FOMO capex so far"):
        assert re.search(rf"{cost}:?.*\d", paper["words"]), cost
    assert sorted(paper["panels"]) == sorted(
        ["money", "people", "belief", "outlays", "opportunity", "brain_drain", "fomo", "sankey"]
    )
    assert paper["events"]
    assert paper["else"] == 0, "what is for clicking is not printed"
    expect(visitor.page.locator("[data-summary]")).to_be_hidden()
    visitor.turn_to("costs")
    expect(visitor.page.locator("[data-panel=fomo]")).to_be_visible()
    words = shlex.split(paper["command"])
    assert words[:3] == ["python", "-m", "batch_runs"]
    assert main([*words[3:-1], str(tmp_path / "again"), "--months", "1", "--quiet"]) == 0
    again = json.loads((tmp_path / "again" / "run.json").read_text(encoding="utf-8"))
    assert (again["scenario"], again["seed"], again["parameters"]["herding"]) == ("patient-capital", 3, 0.5)
