"""Numbers in a lesson read as the charts beside it write them: one table, held up to Python and to the browser."""

from __future__ import annotations

import math

import pytest

from ui.lessons.numbers import written
from ui.stage import bundle
from ui.texts import LANGUAGES

CASES = [
    (2.304e12, "usd", "$2.3tn", "2.3兆ドル"),
    (-4.17e11, "usd", "−$417bn", "−4,170億ドル"),
    (999_600.0, "usd", "$1m", "100万ドル"),
    (2.97, "usd", "$3.0", "3.0ドル"),
    (-0.02, "usd", "$0", "0ドル"),
    (math.nan, "usd", "–", "–"),
    (363_000.0, "years", "363k", "36万人年"),
    (-41_300.0, "years", "−41k", "−4.1万人年"),
    (0.01, "years", "0", "0人年"),
    (300_000.0, "people", "300k", "30万人"),
    (-300_000.0, "people", "−300k", "−30万人"),
    (4_870.0, "people", "4.9k", "4,870人"),
    (12.5, "people", "13", "13人"),
    (0.0952, "percent", "9.5%", "9.5%"),
    (0.57, "percent", "57%", "57%"),
    (0.125, "percent", "13%", "13%"),
    (-0.125, "percent", "−13%", "−13%"),
    (12.34, "percent", "1234%", "1234%"),
    (0.0004, "percent", "0.04%", "0.04%"),
    (-0.0004, "percent", "−0.04%", "−0.04%"),
    (-0.000004, "percent", "0.0%", "0.0%"),
    (math.inf, "percent", "–", "–"),
    (2.04, "times", "2×", "2倍"),
    (0.034, "times", "0.03×", "0.03倍"),
    (-0.25, "times", "−0.3×", "−0.3倍"),
    (9_999.0, "times", "9,999×", "9,999倍"),
    (12_345.0, "times", "12k×", "1.2万倍"),
    (131, "month", "December 2025", "2025年12月"),
]
"""Value, form, and how the stage writes it in English and in Japanese."""

AFTER = {("years", "en"): " researcher-years"}
"""What a lesson adds because its sentences do not say it, as those of the stage do."""

SIZES = [
    sign * digits * 10.0**power
    for power in range(-5, 15)
    for digits in (1, 1.25, 2.5, 3.5, 4.9999, 9.45, 9.949, 9.95, 9.9949, 9.995, 9.9999)
    for sign in (1, -1)
]
"""Numbers of every size, among them those at which the way of writing changes."""

ON_THE_STAGE = """
([language, cases]) => {
  %s
  const format = makeFormat(language);
  return cases.map(([value, form]) => (form === "month" ? format.month(value, "2015-01") : format[form](value)));
}
"""


@pytest.mark.parametrize(("value", "form", "en", "ja"), CASES)
def test_a_number_in_a_lesson_reads_as_the_table_says(value, form, en, ja):
    for language, expected in (("en", en), ("ja", ja)):
        assert written(value, form, language) == expected + AFTER.get((form, language), "")


def test_a_count_has_all_its_digits_and_rounds_a_half_up():
    told = [written(value, "count", "en") for value in (12_345.0, 2.5, -3.0, -0.4)]
    assert told == ["12,345", "3", "−3", "0"]


@pytest.fixture
def on_the_stage(page):
    """How the stage's own code, in the browser, writes pairs of value and form in a language."""
    code = ON_THE_STAGE % bundle(("format",))
    return lambda language, cases: page.evaluate(code, [language, cases])


@pytest.mark.browser
def test_the_stage_writes_every_number_of_the_table_as_it_says(on_the_stage):
    cases = [[value, form] for value, form, *_ in CASES]
    assert on_the_stage("en", cases) == [en for *_, en, _ in CASES]
    assert on_the_stage("ja", cases) == [ja for *_, ja in CASES]


@pytest.mark.browser
@pytest.mark.parametrize("form", ["usd", "people", "years", "percent", "times"])
def test_lesson_and_stage_write_numbers_of_every_size_alike(on_the_stage, form):
    for language in LANGUAGES:
        drawn = on_the_stage(language, [[value, form] for value in SIZES])
        after = AFTER.get((form, language), "")
        told = [written(value, form, language).removesuffix(after) for value in SIZES]
        assert dict(zip(SIZES, told, strict=True)) == dict(zip(SIZES, drawn, strict=True))
