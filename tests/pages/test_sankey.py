"""The picture of the loop: each name stands at its own bar, and all that is paid is received."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ui.stage import bundle
from ui.texts import LANGUAGES, words

pytestmark = pytest.mark.browser

DRAWS = """
([words, language, links, width]) => {
  %s
  document.body.innerHTML = `<style>[hidden] { display: none } text { font: 13px Arial, 'Noto Sans CJK JP' }</style><main style="width: ${width}px"></main>`;
  const picture = new Sankey(document.querySelector("main"));
  picture.figure.hidden = false;
  picture.load({ loop: { links }, months: 12, first: "2015-01" }, words, makeFormat(language));
  picture.measure();
  picture.draw();
  picture.show(11);
  const box = (it) => { const { left, right, top, bottom } = it.getBoundingClientRect(); return { left, right, top, bottom }; };
  return picture.sides.map((side) => side.filter((place) => place.now > 0)
    .map((place) => ({ bar: box(place.bar), name: box(place.text) })));
}
"""
PAYMENTS = {
    ("households", "labs"): 153, ("firms", "labs"): 60, ("firms", "hyperscalers"): 112, ("other_clouds", "chip_vendors"): 324,
    ("funds", "labs"): 17, ("bank", "hyperscalers"): 58, ("governments", "hyperscalers"): 1.6, ("labs", "hyperscalers"): 180,
    ("labs", "wages"): 64, ("hyperscalers", "labs"): 22, ("hyperscalers", "chip_vendors"): 382, ("hyperscalers", "halls"): 355,
    ("hyperscalers", "running"): 141, ("chip_vendors", "labs"): 1, ("chip_vendors", "foundry"): 286, ("chip_vendors", "running"): 84,
    ("chip_vendors", "wages"): 21, ("chip_vendors", "tax"): 51, ("chip_vendors", "owners"): 137,
}  # fmt: skip
"""Billions of dollars a year, from a run's last year: small payers stand between large ones."""


@pytest.fixture
def draws(page):
    """The bars and names of both sides, payers first, as boxes on a page of some width."""
    code = DRAWS % bundle(("format", "svg", "save", "sankey"))

    def draw(payments, width=358, language="en"):
        links = [
            {"from": payer, "to": payee, "usd": [1000 * billions / 12] * 12, "circular": [0.0] * 12}
            for (payer, payee), billions in payments.items()
        ]
        return page.evaluate(code, [words(language), language, links, width])

    return draw


def middle(box):
    return (box["top"] + box["bottom"]) / 2


@pytest.mark.parametrize(
    ("width", "language", "small"),
    [
        (300, "en", 1.0),
        (300, "ja", 0.01),
        (358, "en", 0.01),
        (358, "ja", 1.0),
        (1000, "en", 0.01),
        (1000, "ja", 1.0),
    ],
)
def test_each_name_stands_at_its_own_bar_and_over_no_other(draws, width, language, small):
    payments = {
        link: billions * (small if "funds" in link or "tax" in link else 1)
        for link, billions in PAYMENTS.items()
    }
    for side in draws(payments, width, language):
        assert len(side) == 9
        for place in side:
            assert abs(middle(place["name"]) - middle(place["bar"])) < 4
        for before, after in pairwise(side):
            assert before["name"]["bottom"] <= after["name"]["top"] + 1, "names do not overlap"
            assert before["bar"]["bottom"] < after["bar"]["top"]


def test_names_of_both_sides_leave_each_other_alone_on_a_phone(draws):
    for language in LANGUAGES:
        payers, payees = draws(PAYMENTS, 358, language)
        assert max(it["name"]["right"] for it in payers) < min(it["name"]["left"] for it in payees)


def test_the_bars_of_both_sides_are_as_tall_in_all_also_where_one_payer_has_nearly_everything(draws):
    for payments in (PAYMENTS, {("households", "labs"): 900, ("firms", "labs"): 0.1, ("labs", "wages"): 1}):
        payers, payees = (
            sum(it["bar"]["bottom"] - it["bar"]["top"] for it in side) for side in draws(payments)
        )
        assert payers == pytest.approx(payees, abs=3)
        assert payers > 150
