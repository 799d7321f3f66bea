"""From page to page in a real browser: the run stays, the address and the title follow, back and forward work."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from ui import pages
from ui.texts import words

pytestmark = pytest.mark.browser

NAMES = [page.name for page in pages.PAGES]


def test_the_run_and_the_month_stay_from_page_to_page_and_the_title_and_the_address_follow(seated):
    run = seated.stage.get_attribute("data-shown")
    seated.page.locator("[data-action=scrub]").fill("94")
    for name in [*NAMES[1:], NAMES[0]]:
        seated.turn_to(name)
        expect(seated.page).to_have_title(f"{words('en')[f'menu.{name}']} · Belief Machine")
        expect(seated.page).to_have_url(f"{seated.address}/{'' if name == NAMES[0] else f'?page={name}'}")
        assert (seated.stage.get_attribute("data-shown"), seated.at()) == (run, 94)


def test_an_address_that_names_a_month_goes_on_naming_the_one_at_which_the_playhead_rests(visit):
    visitor = visit(query="?page=loop&month=2022-11")
    visitor.turn_to("costs")
    visitor.wait_for_run()
    expect(visitor.stage).to_have_attribute("data-rested", "94")
    expect(visitor.page).to_have_url(f"{visitor.address}/?page=costs&month=2022-11")
    visitor.press("step")
    expect(visitor.page).to_have_url(f"{visitor.address}/?page=costs&month=2022-12")
    visitor.turn_to("watch")
    expect(visitor.page).to_have_url(f"{visitor.address}/?month=2022-12")


MARK = "() => { document.querySelector('[data-panel=money] svg').firstChild.dataset.mark = 'made before'; }"


def test_a_chart_that_stands_is_there_again_and_one_that_speaks_another_language_is_made_anew(seated):
    seated.wait_for_twin()
    marked = seated.page.locator("[data-panel=money] svg [data-mark]")
    seated.page.evaluate(MARK)
    seated.turn_to("costs")
    seated.turn_to("watch")
    expect(marked).to_have_count(1)
    seated.page.locator("[data-action=language]").select_option("ja")
    expect(marked).to_have_count(0)
    expect(seated.page.locator("[data-panel=money] svg text").first).to_have_text(words("ja")["stage.ahead"])
    seated.page.locator("[data-action=language]").select_option("en")


def test_back_and_forward_turn_the_pages_and_leave_the_run_alone(seated):
    run = seated.stage.get_attribute("data-shown")
    seated.turn_to("costs")
    seated.turn_to("loop")
    for move, name in (
        ("go_back", "costs"),
        ("go_back", "watch"),
        ("go_forward", "costs"),
        ("go_forward", "loop"),
    ):
        getattr(seated.page, move)()
        seated.on(name)
        expect(seated.page.locator(f"[data-group={name if name != 'watch' else 'story'}]")).to_be_visible()
    assert seated.stage.get_attribute("data-shown") == run


def test_two_steps_back_at_once_end_where_the_address_says(seated):
    seated.turn_to("costs")
    seated.turn_to("loop")
    seated.page.evaluate("() => { history.back(); history.back(); }")
    seated.on("watch")
    expect(seated.page).to_have_url(f"{seated.address}/")
    seated.page.go_forward()
    seated.on("costs")


def test_back_leads_from_a_document_to_the_list_of_claims_as_it_was_and_forward_to_the_document_again(seated):
    page = seated.page
    seated.turn_to("claims")
    claims, document = page.locator("[data-claim]"), page.locator("[data-document]")
    page.locator("[data-filter=system]").select_option("S9")
    expect(claims).to_have_count(4)
    last = claims.locator("[data-open]").last
    last.evaluate("link => link.scrollIntoView({ block: 'center', behavior: 'instant' })")
    stood = page.evaluate("scrollY")
    assert stood > 200
    last.click()
    expect(document).to_be_visible()
    assert "&document=docs/" in page.evaluate("location.search")
    for leaves in (page.go_back, page.locator("[data-action=close-document]").click):
        leaves()
        expect(claims).to_have_count(4)
        page.wait_for_function(f"() => Math.abs(scrollY - {stood}) <= 2")
        assert page.evaluate("location.search") == "?page=claims"
        page.go_forward()
        expect(document).to_be_visible()
    seated.turn_to("about")
    page.go_back()
    expect(document).to_be_visible()
    page.go_back()
    expect(claims).to_have_count(4)
    page.locator("[data-filter=system]").select_option("")


def test_the_menu_is_walked_by_keyboard(seated):
    links = seated.page.locator("[data-menu] a")
    assert links.count() == len(NAMES)
    links.first.focus()
    for name in NAMES[1:]:
        seated.page.keyboard.press("Tab")
        expect(seated.page.locator(f"[data-menu] [data-page={name}]")).to_be_focused()
        seated.page.keyboard.press("Enter")
        seated.on(name)
    assert seated.page.locator("[data-menu] [aria-current]").count() == 1


@pytest.mark.slow
def test_a_page_named_in_the_address_is_where_a_visitor_arrives(visit):
    visitor = visit(query="?page=loop")
    visitor.on("loop")
    visitor.wait_for_run()
    expect(visitor.page.locator("[data-panel=network]")).to_be_visible()
    expect(visitor.page.locator("[data-panel=money]")).to_be_hidden()


def test_a_page_that_is_not_there_is_said_in_a_line_and_the_first_page_comes(visit):
    visitor = visit(query="?page=<b>costs</b>")
    visitor.on("watch")
    expect(visitor.page.locator("[data-notice]")).to_have_text(re.compile(r"“<b>costs</b>”"))
    expect(visitor.stage).to_have_attribute("data-state", re.compile("running|done"))
    visitor.turn_to("costs")
    expect(visitor.page.locator("[data-notice]")).to_have_count(0)


def test_the_server_hears_of_the_month_only_once_the_playhead_rests(seated):
    seated.page.locator("[data-action=scrub]").fill("40")
    expect(seated.stage).to_have_attribute("data-rested", "40")
    seated.press("play")
    seated.page.wait_for_function("() => Number(document.querySelector('[data-stage]').dataset.at) >= 50")
    expect(seated.stage).to_have_attribute("data-rested", "40")
    seated.press("play")
    expect(seated.stage).to_have_attribute("data-rested", str(seated.at()))
