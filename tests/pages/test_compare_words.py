"""What the comparison of two runs says of each kind of series, in both languages."""

from __future__ import annotations

import pytest

from ui.stage import bundle
from ui.texts import words

pytestmark = pytest.mark.browser

SAYS = """
([words, language, measure, a, b]) => {
  %s
  const compare = new Compare(document.body, () => {}, () => {});
  const panel = compare.panels.find((panel) => panel.measure === measure);
  const column = { shares: "ai_index_level", clean: "technology_clean_energy", belief: "belief_mean", valuation: "lead_lab_valuation_usd" }[measure];
  const run = (value) => ({ series: { [column]: [value] }, months: 1, horizon: 1, history: 1, first: "2015-01" });
  compare.keep(run(a));
  const chart = new Chart(panel, document.body, () => {});
  chart.load(run(b), words, makeFormat(language));
  chart.measure();
  chart.draw();
  chart.show(0);
  return chart.title.textContent;
}
"""


@pytest.fixture
def says(page):
    """The title of a measure for its value in A and in B."""
    code = SAYS % bundle(("format", "svg", "save", "panels", "chart", "compare"))
    return lambda measure, a, b, language="en": page.evaluate(
        code, [words(language), language, measure, a, b]
    )


def test_multiples_stand_side_by_side_and_no_difference_is_told_that_reads_as_a_ratio(says):
    assert says("shares", 2000, 1300) == "AI shares: 13×, against 20× in A"
    assert says("shares", 2000, 1300, "ja") == "AI株：13倍、Aでは20倍"
    assert says("clean", 3.8, 3.2) == "Clean-energy technology: 3.2×, against 3.8× in A"
    assert says("clean", 3.2, 3.8) == "Clean-energy technology: 3.8×, against 3.2× in A"
    assert says("clean", 3.2, 3.2) == "Clean-energy technology: 3.2×, the same as in A"


def test_dollars_and_shares_are_still_told_by_how_much_they_differ(says):
    assert (
        says("valuation", 4e11, 3e11)
        == "Valuation of the leading lab: $300bn, $100bn less than in A ($400bn)"
    )
    assert says("belief", 0.25, 0.5) == "Belief in AI: 50%, 25 points more than in A (25%)"
