"""The Agents page in a real browser: a student finds who changed its mind, and why."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Guests, Visit

pytestmark = pytest.mark.browser

MONTH = 138
"""July 2026 of the default economy."""

ISO_MONTH = "2026-07"


def decide(visitor: Visit, decision: str) -> None:
    """Choose a decision and wait until somebody has been asked."""
    visitor.setting("decision").select_option(decision)
    expect(visitor.page.locator(f"[data-decided={decision}]")).to_be_visible()
    settled(visitor)


def settled(visitor: Visit) -> None:
    """Wait until nothing is asked any more, and the whole year has been counted."""
    expect(visitor.page.locator(".agents-year [data-month]:not([data-number])")).to_have_count(0)
    expect(visitor.page.locator("[data-agents]")).to_have_attribute("data-busy", "no")


def pick(visitor: Visit, agent: str) -> None:
    """Pick an agent of the list and wait for its answer."""
    visitor.page.locator(f"tr[data-agent='{agent}'] [data-action=pick-agent]").click()
    expect(visitor.page.locator("[data-answer]")).to_have_attribute("data-agent", agent)
    settled(visitor)


def said(visitor: Visit) -> str:
    return visitor.page.locator("[data-said]").inner_text()


@pytest.fixture(scope="module")
def asker(browser, address):
    """A visitor of the page whose economy has come to the month asked about."""
    guests = Guests(browser, address)
    visitor = guests.invite(query=f"?page=agents&month={ISO_MONTH}")
    visitor.wait_for_run()  # while it runs, the playhead moves along
    expect(visitor.page.locator("[data-agents]")).to_have_attribute("data-month", str(MONTH))
    expect(visitor.page.locator("[data-answer]")).to_be_visible()
    yield visitor
    guests.leave()


def test_a_fund_is_picked_and_its_decision_shown_with_parts_that_add_up(asker):
    decide(asker, "funds")
    second = asker.page.locator("tr[data-agent]").nth(1)
    name, agent = second.locator("button").inner_text(), second.get_attribute("data-agent")
    pick(asker, agent)
    assert re.search(rf"{name} put \d+% of its new money into AI", said(asker))
    assert "On evidence alone" in said(asker)
    rows = asker.page.locator("[data-parts] tbody tr")
    assert rows.count() == 5
    for row in rows.all():
        figures = [
            float(text.split("\n")[0].replace("−", "-"))
            for text in row.locator("td .figure").all_inner_texts()[:-1]
        ]
        assert figures[-1] == pytest.approx(sum(figures[:-1]), abs=0.03)


def test_a_click_is_acknowledged_in_the_next_frame_before_the_server_can_have_answered(asker):
    decide(asker, "funds")
    told = asker.page.evaluate(
        """async () => {
          const button = document.querySelectorAll('[data-action=pick-agent]')[4];
          button.click();
          await new Promise(requestAnimationFrame);
          return [button.innerText, document.querySelector('[data-agents-status]').innerText];
        }"""
    )
    assert told[0] in told[1]
    settled(asker)


def test_a_click_stays_acknowledged_while_the_server_still_answers_an_earlier_one(asker):
    decide(asker, "funds")
    pick(asker, asker.page.locator("tr[data-agent]").nth(3).get_attribute("data-agent"))
    name, told = asker.page.evaluate(
        """async () => {
          const status = document.querySelector('[data-agents-status]');
          const told = [];
          const watch = new MutationObserver(() => told.push(status.innerText));
          const decision = document.querySelector('[data-setting=decision]');
          decision.dispatchEvent(new Event('change'));
          const button = document.querySelectorAll('[data-action=pick-agent]')[5];
          button.click();
          watch.observe(status, { childList: true, characterData: true, subtree: true });
          await new Promise((resolve) => setTimeout(resolve, 1500));
          watch.disconnect();
          return [button.innerText, told];
        }"""
    )
    assert told
    assert all(name in said for said in told if said)
    settled(asker)


def test_of_two_clicks_the_second_is_answered(asker):
    decide(asker, "funds")
    buttons = asker.page.locator("[data-action=pick-agent]")
    last = asker.page.locator("tr[data-agent]").nth(7).get_attribute("data-agent")
    buttons.nth(6).click()
    buttons.nth(7).click()
    expect(asker.page.locator("[data-answer]")).to_have_attribute("data-agent", last)
    settled(asker)
    expect(asker.page.locator("[data-answer]")).to_have_attribute("data-agent", last)


WENT = re.compile(r"was offered a post in (.+), and wanted to go")
WOULD_STAY = re.compile(r"On evidence alone it would have stayed in")


def go_to(visitor: Visit, month: int) -> None:
    """Turn to another month of the year and wait for its list."""
    visitor.page.locator(f".agents-year [data-month='{month}']").click()
    expect(visitor.page.locator(f".agents-year [data-month='{month}']")).to_have_attribute(
        "aria-current", "date"
    )
    settled(visitor)


def months_of_change(visitor: Visit) -> list[int]:
    """The months of the year in which somebody decided otherwise."""
    cells = visitor.page.locator(".agents-year [data-number]:not([data-number='0'])")
    return [int(month) for month in cells.evaluate_all("cells => cells.map(cell => cell.dataset.month)")]


def test_a_researcher_who_would_have_stayed_on_evidence_alone_is_found_by_the_months_and_stands_first(asker):
    decide(asker, "researchers")
    for month in months_of_change(asker):
        go_to(asker, month)
        changed = asker.page.locator("tr[data-agent][data-otherwise=yes]")
        places = changed.evaluate_all("rows => rows.map(row => row.rowIndex)")
        assert places == list(range(1, len(places) + 1)), "who decided otherwise stands before all others"
        for agent in changed.evaluate_all("rows => rows.map(row => row.dataset.agent)"):
            pick(asker, agent)
            if WENT.search(said(asker)) and WOULD_STAY.search(said(asker)):
                break
        else:
            continue
        break
    else:
        pytest.fail("nobody went in this year who would have stayed: choose another year")
    offered = asker.page.locator("[data-parts] tr", has=asker.page.locator("[data-mark=offer]"))
    expect(offered.locator("[data-mark=chosen]")).to_be_visible()
    assert WENT.search(said(asker))[1] in offered.locator("th").inner_text()
    own = asker.page.locator("[data-parts] tr", has=asker.page.locator("[data-mark=own]"))
    expect(own.locator("[data-mark=masked]")).to_be_visible()
    seen = asker.page.locator("[data-saw] tr.replaced").all_inner_texts()
    assert any(line.startswith("Belief beyond evidence") and line.endswith("0%") for line in seen)


def test_the_rule_that_is_shown_is_the_one_in_the_file(asker, project):
    decide(asker, "researchers")
    rule = asker.page.locator("[data-rule]")
    rule.locator("summary").click()
    file = rule.locator("summary code").inner_text()
    first = rule.locator("pre").inner_text().splitlines()[0]
    assert first.startswith("def next_job(")
    assert f"    {first}" in (project / file).read_text(encoding="utf-8").splitlines()
    rule.locator("summary").click()


def number_in_another_line(asker):
    """Return a number that stands in the words of one line of the list, as a part of another number."""
    rows = asker.page.locator("tr[data-agent]").evaluate_all(
        "rows => rows.map(row => [row.dataset.agent, row.innerText])"
    )
    for number in range(10, 999):
        holding = [agent for agent, words in rows if str(number) in words]
        if len(holding) == 1 and str(number) != holding[0]:
            return number
    pytest.fail("no such number: choose another list")


def test_search_narrows_the_list_and_a_number_that_nobody_has_is_told_in_a_sentence(asker):
    decide(asker, "researchers")
    search, lines = asker.setting("agent-search"), asker.page.locator("tr[data-agent]")
    before = lines.count()
    search.fill("biotech")
    assert 0 < lines.count() < before
    search.fill("zzz")
    expect(asker.page.locator("[data-agents-no-match]")).to_be_visible()
    search.fill("")
    other = number_in_another_line(asker)
    search.fill(str(other))
    assert lines.count() == 1
    search.press("Enter")
    expect(asker.page.locator("[data-answer]")).to_have_attribute("data-agent", str(other))
    settled(asker)
    search.fill("999999")
    search.press("Enter")
    expect(asker.page.locator("[data-silence]")).to_have_text(
        "Researcher 999999 does not exist: nobody has this number."
    )
    search.fill("")


def test_a_month_of_the_year_is_turned_to_and_has_as_many_changed_minds_as_it_said(asker):
    decide(asker, "speaking")
    for month in (MONTH - 1, MONTH):
        number = asker.page.locator(f".agents-year [data-month='{month}']").get_attribute("data-number")
        go_to(asker, month)
        begins = f"{number} of " if int(number) else "None of "
        expect(asker.page.locator("[data-agents-note]")).to_contain_text(begins)
        assert asker.page.locator("tr[data-agent][data-otherwise=yes]").count() == int(number)
    expect(asker.page.locator("[data-agents-date]")).to_have_text("Month: July 2026")


def test_the_answer_is_in_the_visitors_language_without_being_asked_again(asker):
    decide(asker, "funds")
    asker.page.locator("[data-action=language]").select_option("ja")
    expect(asker.page.locator("[data-said]")).to_contain_text("AIに投じました")
    expect(asker.page.locator("[data-agents]")).to_have_attribute("data-busy", "no")
    asker.page.locator("[data-action=language]").select_option("en")
    expect(asker.page.locator("[data-said]")).to_contain_text("of its new money into AI")


def test_a_number_that_is_no_whole_number_from_nought_on_asks_nobody_and_is_told(asker):
    decide(asker, "funds")
    search, odd = asker.setting("agent-search"), asker.page.locator("[data-agents-odd]")
    before = asker.page.locator("[data-answer]").get_attribute("data-agent")
    for typed, number in (("-1", "-1"), ("1.5", "1.5"), ("Fund −2", "−2"), ("1,000", "1,000")):
        search.fill(typed)
        expect(odd).to_have_count(0)
        search.press("Enter")
        expect(odd).to_have_text(f"{number} is nobody's number: type a whole number from 0 on.")
        expect(asker.page.locator("[data-agents]")).to_have_attribute("data-busy", "no")
    assert asker.page.locator("[data-answer]").get_attribute("data-agent") == before
    for typed, agent in (("Fund 3", "3"), ("１２", "12")):
        search.fill(typed)
        search.press("Enter")
        expect(asker.page.locator("[data-answer]")).to_have_attribute("data-agent", agent)
        expect(odd).to_have_count(0)
        settled(asker)
    search.fill("")


def test_everything_is_reached_by_keyboard(asker):
    decide(asker, "funds")
    asker.setting("agent-search").focus()
    asker.page.keyboard.press("Tab")  # the list, which scrolls
    asker.page.keyboard.press("Tab")
    assert asker.page.evaluate("document.activeElement.dataset.action") == "pick-agent"
    asker.page.keyboard.press("Tab")
    agent = asker.page.evaluate("document.activeElement.closest('tr').dataset.agent")
    asker.page.keyboard.press("Enter")
    expect(asker.page.locator("[data-answer]")).to_have_attribute("data-agent", agent)
    settled(asker)


@pytest.mark.slow
def test_the_page_fits_a_telephone(visit):
    visitor = visit(width=390, height=800, query="?page=agents&month=2015-02")
    visitor.wait_for_run()
    for decision in ("funds", "researchers", "hyperscalers"):
        decide(visitor, decision)
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390, decision
