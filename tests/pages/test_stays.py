"""What stays after a bust, as the stage tells it by the month at the playhead: early, told, late, or no bust at all."""

from __future__ import annotations

import pytest

from ui.stage import bundle
from ui.texts import LANGUAGES, words

pytestmark = pytest.mark.browser

MONTHS = 252
TELLS = """
([words, language, found, months]) => {
  %s
  const part = new Stays(document.body), format = makeFormat(language);
  part.load({ months: %d, first: "2015-01", twin: { after_bust: found } }, words, format);
  return months.map((at) => { part.show(at); return [part.title.textContent, part.table.hidden]; });
}
"""
SHARE = {"id": "norm", "is_share": True, "at_peak": 0.8, "later": 0.4, "part": 0.5}
PRICES = {"id": "prices", "is_share": False, "at_peak": 2.0, "later": 0.5, "part": 0.25}


@pytest.fixture
def told(page):
    """The sentence and whether the table is hidden, of what a twin's worker found, in some months."""
    code = TELLS % (bundle(("format", "svg", "stays")), MONTHS)
    return lambda found, *months, language="en": page.evaluate(
        code, [words(language), language, found, list(months)]
    )


def bust(measured):
    return {"peak": measured - 84, "trough": measured - 60, "measured": measured}


def test_sixty_months_after_the_trough_what_stays_is_told_and_in_no_month_before(told):
    before, then = told({"bust": bust(200), "states": [SHARE, PRICES]}, 199, 200)
    assert before == ["What stays after a bust can be told five years after its trough", True]
    assert then == [
        "Of what belief had added by the peak, 50% stays among firms saying AI and 25% in AI shares, five years after the trough",
        False,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_bust_too_late_the_last_month_names_the_trough_and_of_none_it_says_so(told, language):
    said = words(language)
    early = [said["panel.stays.early.title"], True]
    trough = {"en": "August 2031", "ja": "2031年8月"}[language]
    late = said["panel.stays.late.title"].replace("{trough}", trough)
    found = {"bust": bust(259), "states": []}
    assert told(found, MONTHS - 2, MONTHS - 1, language=language) == [early, [late, True]]
    none = [said["panel.stays.none.title"], True]
    assert told({"bust": None, "states": []}, MONTHS - 2, MONTHS - 1, language=language) == [early, none]
