"""What a visitor asks for and cannot have is refused in the visitor's language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from model.parameters import Parameters
from ui import controls, link, refusals, worker
from ui.catalogue import Catalogue
from ui.texts import LANGUAGES, words

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
ENGLISH_SENTENCE = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+")
ASKED = [
    ("?seed=abc", ("abc", "2147483647")),
    ("?seed=-1", ("-1", "2147483647")),
    ("?herding=lots", ("herding（ファンドの追随）", "lots")),
    ("?herding=1&herding=2&rivalry=y", ("herding（ファンドの追随）", "rivalry（設備投資の競争）", "y")),
    ("?scenario=boom", ("boom", "bust-early")),
    ("?scenario=basee", ("basee", "base")),
    ("?hurding=1", ("hurding", "herding（ファンドの追随）")),
    ("?zzzzqq=1", ("zzzzqq",)),
    ("?herding=99", ("herding（ファンドの追随）", "99.0", "0から3まで")),
    ("?technology=7", ("technology", "0から1まで")),
    ("?startup_agents=50.5", ("startup_agents", "50.5", "50から100000体まで")),
    ("?rate_shift_months=-90", ("rate_shift_months", "-90", "-48から48か月まで")),
    ("?patient_capital_usd=1e30", ("patient_capital_usd", "0から1e+12ドル／年まで")),
    ("?researcher_agents=1e6", ("researcher_agents", "1,000,000", "20,000")),
]


class Line:
    """The end of a worker's line to the server; it keeps the last report."""

    def send(self, report):
        self.report = report

    def close(self):
        pass


@pytest.fixture
def refused(monkeypatch, tmp_path):
    """What is written of an address that asks for an economy that cannot be."""

    def ask(query):
        order = controls.new_order(link.read(query).form)
        line = Line()
        if not order.refused:
            worker.run_world(order, worker.BASE, tmp_path, None, line)
            assert line.report.state == "failed"
        return order.refused or line.report.message

    monkeypatch.setattr(worker, "_be_nicer", lambda by: None)
    monkeypatch.setattr(worker.signal, "signal", lambda *told: None)
    return ask


@pytest.mark.parametrize(("query", "named"), ASKED)
def test_what_an_address_asks_for_and_cannot_be_is_refused_in_japanese_and_says_what_can(
    refused, query, named
):
    line = refused(query)
    told = refusals.told(line, "ja")
    assert JAPANESE.search(told)
    assert not ENGLISH_SENTENCE.search(told), told
    assert [it for it in named if it not in told] == []
    assert refusals.told(line, "en") == line


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_that_nobody_foresaw_is_quoted_and_one_that_names_a_text_is_that_text(language):
    line = "OSError: [Errno 28] no space; {left} on device"
    said = words(language)
    assert line in refusals.told(line, language)
    assert bool(JAPANESE.search(refusals.told(line, language))) == (language == "ja")
    assert refusals.told("worker.ended", language) == said["worker.ended"]
    assert refusals.told("", language) == ""


def test_every_unit_of_a_parameter_is_told_in_both_languages():
    rows = [parameter._asdict() for parameter in Parameters().describe()]
    for row in controls.sliders(Catalogue([], rows), "ja"):
        assert not re.search(r"[A-Za-z]", row["measured"]), row["name"]
    for row in controls.sliders(Catalogue([], rows), "en"):
        assert row["measured"].strip() == row["unit"] or row["unit"] in ("1", "0 or 1")


@pytest.mark.browser
def test_a_visitor_who_reads_japanese_is_refused_in_japanese_by_an_address_and_by_the_settings(visit):
    visitor = visit(query="?seed=abc", locale="ja-JP")
    message, misfit = visitor.page.locator("[data-message]"), visitor.page.locator("[data-misfit]")
    expect(message).to_contain_text("シード（seed）「abc」は使えません")
    visitor.setting("seed").fill("-3")
    visitor.press("run")
    expect(misfit).to_have_text(words("ja")["controls.seed.wrong"])
    expect(visitor.setting("seed")).to_be_focused()
    visitor.press("new-seed")
    expect(misfit).to_have_count(0)
    visitor.page.locator("[data-action=language]").select_option("en")
    expect(message).to_contain_text("seed: 'abc' is not a whole number")
