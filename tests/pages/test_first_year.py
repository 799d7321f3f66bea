"""What cannot be told yet is not told: no title, no label, no line and no axis speaks of a year before it has passed."""

from __future__ import annotations

import math

import pytest

from ui.stage import bundle
from ui.texts import LANGUAGES, words

pytestmark = pytest.mark.browser

READS = """
([words, language, id, series, months]) => {
  %s
  document.body.innerHTML = "<style>[hidden] { display: none }</style>";
  const panel = PANELS.find((panel) => panel.id === id);
  const chart = new Chart(panel, document.body, () => {});
  const many = Object.values(series)[0].length;
  chart.load({ series, months: many, horizon: many, history: many, first: "2015-01" }, words, makeFormat(language));
  chart.measure();
  chart.draw();
  chart.details.open = true;
  chart.fillTable();
  return {
    lines: chart.lines.map((line) => line.values),
    axis: chart.domain(),
    drawn: drawable(series, PANELS).includes(panel),
    rows: [...chart.table.querySelectorAll("tbody tr")].map((row) => [...row.cells].slice(1).map((cell) => cell.textContent)),
    shown: months.map((at) => {
      chart.show(at);
      return [chart.title.textContent, chart.labels.map((label) => label.value.textContent), chart.labels[0].dot.checkVisibility()];
    }),
  };
}
"""
MONTHS = 36
CONTRIBUTIONS = [f"ai_contribution_to_{what}" for what in ("return", "earnings", "capex")]


@pytest.fixture
def reads(page):
    """What a chart tells of made-up columns: its lines, its axis, its table, and title and labels in some months."""
    code = READS % bundle(("format", "svg", "save", "panels", "chart"))
    return lambda panel, series, *months, language="en": page.evaluate(
        code, [words(language), language, panel, series, list(months)]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_contributions_to_a_years_change_begin_when_a_year_has_passed_and_no_nought_stands_for_it(
    reads, language
):
    series = {name: [0.0] * 12 + [0.5] * (MONTHS - 12) for name in CONTRIBUTIONS}
    said = words(language)
    told = reads("contributions", series, 0, 11, 12, language=language)
    early, late, then = told["shown"]
    assert early == late == [said["panel.contributions.early.title"], ["–"] * 3, False]
    half = dict.fromkeys(("value", "earnings", "capex"), "50%")
    assert then == [said["panel.contributions.title"].format(**half), ["50%"] * 3, True]
    assert told["lines"] == [[None] * 12 + [0.5] * (MONTHS - 12)] * 3
    assert told["rows"] == [["–"] * 3, ["50%"] * 3, ["50%"] * 3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_of_the_premium_is_told_from_its_twelfth_month_and_one_months_jump_sets_no_axis(
    reads, language
):
    logs = [0.04] + [math.log1p(0.05) / 12] * (MONTHS - 1)
    series = {"premium_speaking": logs, "share_firms_speaking": [0.5] * MONTHS}
    told = reads("premium", series, 0, 10, 11, language=language)
    early, late, then = told["shown"]
    assert early == late == [words(language)["panel.premium.early.title"], ["–"], False]
    assert "8.8%" in then[0]
    assert told["lines"][0][:11] == [None] * 11
    assert max(told["axis"]) < 0.1, "a month's 4% a year on end would be 62%"


def test_too_few_firms_on_a_side_are_still_called_too_few_after_the_first_year(reads):
    series = {"premium_speaking": [0.001] * MONTHS, "share_firms_speaking": [0.01] * MONTHS}
    told = reads("premium", series, 5, 20)
    assert [title for title, *_ in told["shown"]] == [
        words("en")[f"panel.premium.{variant}.title"] for variant in ("early", "few")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_nothing_put_up_no_part_is_said_to_have_come_home(reads, language):
    clouds, vendors = [None, 0.2, None, 0.2], [None, None, 0.1, 0.1]
    series = {"recycled_fraction_hyperscalers": clouds, "recycled_fraction_chip_vendors": vendors}
    told, said = reads("recycled", series, 0, 1, 2, 3, language=language), words(language)
    parts = {"clouds": "20%", "vendors": "10%"}
    assert [title for title, *_ in told["shown"]] == [
        said[f"panel.recycled.{variant}title"].format(**parts)
        for variant in ("none.", "clouds.", "vendors.", "")
    ]
    assert [labels for _, labels, _ in told["shown"]] == [
        ["–", "–"],
        ["20%", "–"],
        ["–", "10%"],
        ["20%", "10%"],
    ]


def test_where_nothing_is_ever_put_up_the_chart_stays_and_says_so(reads):
    series = {f"recycled_fraction_{kind}": [None] * MONTHS for kind in ("hyperscalers", "chip_vendors")}
    told = reads("recycled", series, MONTHS - 1)
    assert told["shown"][0][:2] == [words("en")["panel.recycled.none.title"], ["–", "–"]]
    assert told["drawn"]
