"""The pages of the stage in a real browser: a boom can be watched, by several people, on any screen, offline."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LAST = 251
PAGES = ("watch", "costs", "loop", "compare")


def test_a_visitor_sees_the_whole_boom_and_nothing_is_fetched_from_outside(seated):
    panels = seated.page.locator("figure[data-panel]:not([hidden])")
    assert panels.count() >= 7
    for panel in ("money", "people", "capex", "technology"):
        assert seated.drawing(panel).count("L") > LAST, f"{panel} draws every month"
        assert re.search(r"\d", seated.title(panel)), f"{panel} states a finding with a number"


def test_play_advances_the_month_and_pause_holds_it(seated):
    seated.press("reset")
    assert seated.at() == 0
    before = seated.title("money")
    seated.press("play")
    seated.page.wait_for_function("() => Number(document.querySelector('[data-stage]').dataset.at) >= 12")
    seated.press("play")
    held = seated.at()
    assert 12 <= held < LAST
    frames = "frames => new Promise(done => { const next = n => n ? requestAnimationFrame(() => next(n - 1)) : done(); next(frames); })"
    seated.page.evaluate(frames, 30)
    assert seated.page.locator("[data-action=play]").get_attribute("aria-label") == "Play"
    assert seated.at() == held, "thirty frames later the month has not moved"
    assert seated.title("money") != before, "the finding follows the playhead"


def test_step_back_reset_and_end_move_by_what_they_say(seated):
    moves = [
        ("reset", 0),
        ("step", 1),
        ("step", 2),
        ("back", 1),
        ("end", LAST),
        ("back", LAST - 1),
        ("reset", 0),
    ]
    for action, month in moves:
        seated.press(action)
        assert seated.at() == month, action
    for key, month in [("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", LAST), ("Home", 0)]:
        seated.page.keyboard.press(key)
        assert seated.at() == month, key
    expect(seated.page.locator("[data-date]")).to_have_text("January 2015")
    seated.page.locator("[data-action=scrub]").fill("14")
    expect(seated.page.locator("[data-date]")).to_have_text("March 2016")
    expect(seated.page.locator("[data-latest]")).to_contain_text("AlphaGo")


def test_a_slider_of_the_settings_keeps_its_keys_and_the_playhead_stays(seated):
    seated.press("reset")
    seated.page.locator("[data-mechanisms] > summary").click()
    slider = seated.setting("herding")
    before = float(slider.input_value())
    for key in ("ArrowRight", "ArrowRight"):
        slider.press(key)
    assert float(slider.input_value()) > before
    slider.press("Home")
    assert float(slider.input_value()) == float(slider.get_attribute("min"))
    assert seated.at() == 0
    seated.press("defaults")  # nothing moves under the mouse when the slider loses the keys
    expect(seated.stage).not_to_have_attribute("data-stale", "")
    seated.page.locator("[data-mechanisms] > summary").click()


@pytest.mark.slow
def test_while_another_economy_begins_the_old_picture_is_called_old_and_the_playhead_keeps_its_month(visit):
    visitor = visit()
    visitor.wait_for_run()
    visitor.page.locator("[data-action=scrub]").fill("140")
    visitor.setting("seed").fill("3")
    visitor.press("run")
    expect(visitor.page.locator("[data-banner]")).to_contain_text("of the economy before it")
    expect(visitor.page.locator("[data-action=link]")).to_be_disabled()
    visitor.wait_for_run()
    expect(visitor.page.locator("[data-banner]")).to_be_empty()
    expect(visitor.page.locator("[data-action=link]")).to_be_enabled()
    assert visitor.at() == 140


GO_BACK_WHILE_IT_DRAWS = """() => new Promise(done => {
  const stage = document.querySelector('[data-stage]'), scrub = document.querySelector('[data-action=scrub]');
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;  // then the last month is there at once
  const later = (frames, then) => requestAnimationFrame(() => frames ? later(frames - 1, then) : then());
  const watch = () => {
    const { at, months } = stage.dataset;
    if (!(at > 10 && (still || at < months - 1))) { requestAnimationFrame(watch); return; }
    scrub.value = 5;
    scrub.dispatchEvent(new Event('input'));
    later(30, () => done(Number(stage.dataset.at)));
  };
  watch();
})"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_who_goes_back_while_the_picture_is_being_drawn_stays_there(visit, motion):
    visitor = visit(reduced_motion=motion)
    visitor.page.wait_for_selector("[data-stage]", state="attached")
    assert visitor.page.evaluate(GO_BACK_WHILE_IT_DRAWS) == 5


SYSTEMS = {
    "S1": ("voices", "belief"), "S2": ("shares", "multiple", "contributions"), "S3": ("stakes", "network", "promised"), "S4": ("adoption", "spending"),
    "S5": ("adoption", "premium"), "S6": ("money", "diversity", "opportunity"), "S7": ("people", "pay", "graduates", "brain_drain"),
    "S8": ("programmes", "capex", "fomo"), "S9": ("money", "startups", "coverage"), "S10": ("factor", "compute", "use"), "S11": ("subsidies", "blocs", "controls", "grid"),
    "S12": ("terms", "loans"), "S13": ("concentration", "contributions"), "S14": ("technology", "clean"), "S15": ("wealth",),
}  # fmt: skip


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_of_the_story_is_on_a_page(seated, system):
    december_2025 = "131"  # all of them are at work
    seated.page.locator("[data-stage] [data-action=scrub]").fill(december_2025)
    for panel in SYSTEMS[system]:
        expect(seated.look_at(panel)).to_be_visible()
        assert re.search(r"\d", seated.title(panel)), f"{panel} states a finding with a number"


def test_every_line_has_a_name_in_words(seated):
    names = []
    for page in PAGES:
        seated.turn_to(page)
        names += seated.page.locator("figure:not([hidden]) text.label tspan:first-child").all_text_contents()
    assert len(names) > 40
    assert [name for name in names if "_" in name or not name[:1].isupper()] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_finding_has_an_unfilled_place_or_an_impossible_number_at_the_start_or_the_end(seated, page):
    seated.turn_to(page)
    for end in ("reset", "end"):
        seated.press(end)
        findings = seated.page.locator("figure:not([hidden]) [data-title]").all_inner_texts()
        assert [
            said for said in findings if re.search(r"[{}]|NaN|Infinity|undefined", said) or not said
        ] == []


def test_other_luck_is_laid_behind_the_lines_and_told_in_words_and_numbers_and_taken_away_again(seated):
    chart, without = seated.page.locator("[data-panel=chips]"), seated.drawing("chips")
    note, columns = chart.locator(".note").inner_text(), chart.locator("table th[scope=col]")
    box = seated.page.locator("[data-action=luck]")
    box.check()
    expect(chart.locator("path.luck")).to_have_count(1)
    expect(chart.locator(".note")).to_have_text(f"{note}. Shaded: the middle 80% of seeds 1 to 30")
    chart.locator("details.numbers summary").click()
    expect(columns).to_have_text(
        ["Month", "Revenue", "Revenue, a tenth of seeds are below", "Revenue, a tenth of seeds are above"]
    )
    chart.locator("details.numbers summary").click()
    box.uncheck()
    expect(chart.locator("path.luck")).to_have_count(0)
    assert seated.drawing("chips") == without


def test_a_mechanism_can_be_switched_off_and_back(visit):
    visitor = visit()
    visitor.page.locator("[data-mechanisms] > summary").click()
    visitor.setting("myth").uncheck()
    expect(visitor.stage).to_have_attribute("data-stale", "")
    expect(visitor.page.locator("[data-mechanisms] > summary")).to_have_text("Mechanisms (1 changed)")
    visitor.setting("myth").check()
    expect(visitor.stage).not_to_have_attribute("data-stale", "")


def widest(visitor):
    """How far right anything on the page reaches, in pixels."""
    return visitor.page.evaluate(
        """() => Math.max(document.documentElement.scrollWidth,
            ...[...document.querySelectorAll('main *:not(g *)')].map(each => each.getBoundingClientRect().right))"""
    )


def test_a_phone_needs_no_sideways_scroll_and_can_play(visit):
    visitor = visit(width=390, height=844)
    expect(visitor.stage).to_have_attribute("data-ready", "")
    assert widest(visitor) <= 390
    visitor.press("reset")
    visitor.press("step")
    assert visitor.at() == 1
    visitor.page.locator("[data-settings] > details > summary").click()
    expect(visitor.setting("seed")).to_be_visible()
    assert widest(visitor) <= 390


NUMBERS = """
figures => figures.map(figure => ({
  panel: figure.dataset.panel, label: figure.querySelector(".plot > svg").getAttribute("aria-label") ?? "",
  columns: figure.querySelectorAll("table th[scope=col]").length,
  cells: [...figure.querySelectorAll("table td")].map(cell => cell.textContent),
}))
"""


@pytest.mark.parametrize("page", PAGES)
def test_every_chart_has_a_label_and_its_numbers(seated, page):
    seated.turn_to(page)
    charts = seated.page.locator("figure[data-panel]:not([hidden]):not([data-panel=stays])")  # all numbers
    charts.locator("details.numbers").evaluate_all("all => all.forEach(each => { each.open = true; })")
    expect(charts.filter(has=seated.page.locator("table tbody tr"))).to_have_count(charts.count())
    for chart in charts.evaluate_all(NUMBERS):
        assert len(chart["label"]) > 20, chart["panel"]
        assert chart["columns"] >= 2, chart["panel"]
        assert chart["cells"], chart["panel"]
        signed = [text for text in chart["cells"] if re.match(r"[-−]\D*0(\.0)?\D*$", text)]
        assert signed == [], f"{chart['panel']}: nought has no sign"
    charts.locator("details.numbers").evaluate_all("all => all.forEach(each => { each.open = false; })")


def test_pointing_at_a_group_in_the_network_tells_its_money_in_words(seated):
    seated.turn_to("loop")
    seated.page.locator("[data-node='hyperscalers/0']").focus()
    expect(seated.page.locator("[data-panel=network] .spoken")).to_contain_text(
        re.compile(r"Hyperscaler 0: \$\d")
    )


def test_the_page_speaks_japanese_and_stays_where_it_was(seated):
    run = seated.stage.get_attribute("data-shown")
    seated.press("reset")
    seated.page.locator("[data-action=language]").select_option("ja")
    expect(seated.page.locator("[data-date]")).to_have_text("2015年1月")
    expect(seated.page.locator("html")).to_have_attribute("lang", "ja")
    assert re.search(r"[ぁ-んァ-ヶ一-龠]", seated.title("money"))
    seated.page.locator("[data-action=language]").select_option("en")
    expect(seated.page.locator("[data-date]")).to_have_text("January 2015")
    assert seated.stage.get_attribute("data-shown") == run, "a language is no reason to run again"


def test_the_bar_of_a_busy_server_has_a_name_in_the_visitors_language(seated):
    bar = seated.page.locator("[role=progressbar]").first
    for language, name in (("ja", "サーバーが処理中です"), ("en", "The server is at work")):
        seated.page.locator("[data-action=language]").select_option(language)
        expect(bar).to_have_attribute("aria-label", name)


def test_the_button_says_what_it_does_also_in_another_language_while_it_plays(seated):
    button = seated.page.locator("[data-action=play]")
    seated.press("reset")
    seated.press("play")
    expect(button).to_have_attribute("aria-label", "Pause")
    for language, pause in (("ja", "一時停止"), ("en", "Pause")):
        seated.page.locator("[data-action=language]").select_option(language)
        expect(button).to_have_attribute("aria-label", pause)
    seated.press("play")
    expect(button).to_have_attribute("aria-label", "Play")


def test_a_browser_set_to_japanese_and_dark_is_met_that_way(visit):
    visitor = visit(locale="ja-JP", color_scheme="dark")
    expect(visitor.page.locator("h1")).to_have_text("ビリーフ・マシン")
    paper = visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in re.findall(r"\d+", paper)[:3]) < 60, paper


def test_an_economy_that_cannot_be_run_says_why_in_one_line_and_offers_a_way_back(visit):
    visitor = visit()
    visitor.setting("seed").evaluate("input => input.removeAttribute('min')")
    visitor.setting("seed").fill("-3")
    visitor.press("run")
    message = visitor.page.locator("[data-message]")
    expect(message).to_contain_text("seed")
    assert "Traceback" not in message.inner_text()
    assert "\n" not in message.inner_text()
    visitor.press("again")
    expect(message).to_have_count(0)
    expect(visitor.stage).to_have_attribute("data-state", re.compile("running|done"))


GAPS, COSTS = ("venture", "drained", "outlays"), ("opportunity", "brain_drain", "fomo")


@pytest.fixture
def compared(seated):
    """A visitor whose run stands beside its twin, on the page of costs at the last month."""
    seated.wait_for_twin()
    seated.turn_to("costs")
    seated.press("end")
    return seated


def gaps(visitor, panel):
    """The shaded gaps between lines and their twins in one panel."""
    return visitor.page.locator(f"[data-panel={panel}] path.gap")


def test_the_twin_joins_the_picture_by_itself_and_can_be_hidden(compared):
    box = compared.page.locator("[data-action=twin]")
    expect(box).to_be_checked()
    assert [gaps(compared, panel).count() for panel in GAPS] == [2, 1, 1]
    for cost in COSTS:
        assert re.search(r"\d.*(decisions).*\d.*twin", compared.title(cost)), compared.title(cost)
    box.uncheck()
    expect(compared.stage).to_have_attribute("data-twin", "hidden")
    assert [gaps(compared, panel).count() for panel in GAPS] == [0, 0, 0]
    assert [cost for cost in COSTS if "twin" in compared.title(cost)] == []
    box.check()
    expect(compared.stage).to_have_attribute("data-twin", "shown")
    assert gaps(compared, "outlays").count() == 1
    assert compared.at() == LAST, "the visitor stays where he was"


def test_what_stays_after_a_bust_is_told_by_state_five_years_after_its_trough_and_not_before(compared):
    chart = compared.page.locator("[data-panel=stays]")
    expect(chart.locator("[data-state]")).to_have_count(9)
    assert re.search(r"\d%.* among firms saying AI and .*\d% in AI shares", compared.title("stays"))
    assert len(chart.locator("[role=region]").get_attribute("aria-label") or "") > 20
    expect(chart.locator("[data-state=norm] td").first).to_have_text(re.compile(r"\d points"))
    compared.page.locator("[data-action=scrub]").fill("200")
    expect(chart.locator("table")).to_be_hidden()
    assert not re.search(r"\d", compared.title("stays")), "the months of the bust are not given away"
    compared.press("end")
    expect(chart.locator("table")).to_be_visible()
    compared.page.locator("[data-action=twin]").uncheck()
    expect(chart).to_be_hidden()
    compared.page.locator("[data-action=twin]").check()


def test_loan_terms_and_export_controls_are_told_in_the_month_at_the_playhead(seated):
    seated.page.locator("[data-action=scrub]").fill("60")
    assert seated.title("controls") == "No export control has stopped an order for chips in twelve months"
    seated.page.locator("[data-action=scrub]").fill("150")
    assert re.search(r"stop \$\d+bn a year of China's", seated.title("controls"))
    silent, speaking = map(float, re.findall(r"\d\.\d", seated.title("terms")))
    assert silent > speaking
    assert re.search(r"\$\d+bn a year in loans; \d.*% of what is asked is refused", seated.title("loans"))


def heights(visitor, side):
    """Heights of the groups on one side of the loop's picture, in all."""
    bars = visitor.page.locator(f"[data-place^='{side} ']:not([hidden]) rect")
    return sum(bars.evaluate_all("bars => bars.map(bar => Number(bar.getAttribute('height')))"))


def test_the_loop_is_a_year_up_to_the_playhead_in_which_all_that_is_paid_is_received(compared):
    compared.turn_to("loop")
    ribbons = compared.page.locator("[data-link] path.circular")
    drawn = ribbons.evaluate_all("paths => paths.filter(path => path.getAttribute('d')).length")
    assert drawn >= 3, "some of the money is circular"
    assert heights(compared, "from") == pytest.approx(heights(compared, "to"), abs=10)
    at_the_end = compared.title("sankey")
    compared.page.locator("[data-action=scrub]").fill("120")
    assert compared.title("sankey") != at_the_end
    compared.page.locator("[data-place='from labs']").focus()
    expect(compared.page.locator("[data-panel=sankey] .spoken")).to_contain_text(
        re.compile(r"Labs, paying: \$\d.* a year, \d.*% of it circular")
    )


def cut(visitor, panel):
    """Names in a picture that reach beyond its edges."""
    return visitor.page.locator(f"[data-panel={panel}] .plot > svg").evaluate(
        """picture => { const { left, right } = picture.getBoundingClientRect();
            const beyond = ({ left: from, right: to }) => to > from && (from < left - 1 || to > right + 1);
            return [...picture.querySelectorAll("text")].filter(name => beyond(name.getBoundingClientRect())).map(name => name.textContent); }"""
    )


def test_the_loop_and_the_costs_fit_a_phone(compared):
    compared.page.evaluate(
        "document.querySelectorAll('details.numbers').forEach(each => { each.open = false; })"
    )
    compared.page.set_viewport_size({"width": 390, "height": 844})
    for page, panel in (("costs", "fomo"), ("loop", "sankey")):
        compared.turn_to(page)
        compared.page.wait_for_function(
            f"() => document.querySelector('[data-panel={panel}] .plot > svg').viewBox.baseVal.width < 390"
        )
        assert widest(compared) <= 390
    for language, width in (("en", 390), ("en", 360), ("en", 320), ("ja", 320), ("ja", 360), ("ja", 390)):
        compared.page.locator("[data-action=language]").select_option(language)
        compared.page.set_viewport_size({"width": width, "height": 844})
        for panel in ("sankey", "network"):
            compared.page.wait_for_function(
                f"() => Math.abs(document.querySelector('[data-panel={panel}] .plot > svg').viewBox.baseVal.width - {width} + 32) < 2"
            )
            assert cut(compared, panel) == [], f"{language}, {width} pixels"
    compared.page.locator("[data-action=language]").select_option("en")
    compared.page.set_viewport_size({"width": 1440, "height": 900})
