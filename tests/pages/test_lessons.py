"""Lessons: a file that is wrong says so in one line, a right one names only what is there, numbers come from runs."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import cache

import pytest

from model.economy import Economy
from model.parameters import Parameters
from model.scenarios import load_scenario, names
from model.twins import straight
from ui.lessons import rule_text, view
from ui.lessons.lesson_file import FOLDER, BadLesson, load_lesson, load_lessons
from ui.lessons.numbers import written
from ui.lessons.progress import YEARS, acted, begun, recognised, with_readings, worlds
from ui.lessons.readings import FEW, READINGS
from ui.lessons.sentences import NotYet, fill, holds, month_of, places, terms
from ui.texts import LANGUAGES, TEXTS
from ui.trace import COMPARED, SERIES, headlines_by_month
from ui.worker import Order

LESSONS = load_lessons()
STEPS = [(lesson, step) for lesson in LESSONS for step in lesson.steps]
SHORT = """
order = 1
seed = 1
title = {en = "T", ja = "T"}
question = {en = "Q", ja = "Q"}
aim = {en = "A", ja = "A"}
exercises = []
plan = []
mistakes = []
[[steps]]
id = "one"
title = {en = "T", ja = "T"}
words = {en = "W", ja = "W"}
run = {scenario = "base", changes = {herding = 0}}
predict = {question = {en = "Q", ja = "Q"}, draw = "ai_share"}
look = [{panel = "money", month = "2025-12"}]
notice = [{text = {en = "{saying@2025-12}", ja = "{saying@2025-12}"}}]
rule = {file = "agents/incumbent.py", name = "Incumbent.wants_to_speak"}
"""


def test_two_lessons_ship_and_each_file_of_the_folder_is_one():
    assert [lesson.id for lesson in LESSONS] == ["a-boom-from-local-rules", "saying-is-not-using"]
    assert len(LESSONS) == len(list(FOLDER.glob("*.toml")))


def test_the_plan_of_each_lesson_takes_about_twenty_minutes_and_knows_what_students_get_wrong():
    for lesson in LESSONS:
        assert 15 <= lesson.minutes <= 25
        assert len(lesson.mistakes) >= 3
        assert len(lesson.exercises) >= 2


@pytest.mark.parametrize(
    ("told", "instead", "named"),
    [
        ('panel = "money"', 'panel = "mony"', "steps[1].look[1].panel: 'mony' is not known; the nearest is 'money'"),
        ("herding = 0", "hurding = 0", "steps[1].run.changes: 'hurding' is not known; the nearest is 'herding'"),
        ('scenario = "base"', 'scenario = "basis"', "steps[1].run.scenario"),
        ('draw = "ai_share"', 'draw = "ai_shares"', "steps[1].predict.draw"),
        ('month = "2025-12"', 'month = "2055-12"', "steps[1].look[1].month"),
        ('en = "{saying@2025-12}"', 'en = "{sayings@2025-12}"', "steps[1].notice[1].text.en"),
        ('ja = "{saying@2025-12}"', 'ja = "{saying@2026-12}"', "do not ask for the same numbers"),
        ('en = "{saying@2025-12}"', 'en = "{other.saying@2025-12}"', "other is no world that is known here"),
        ("wants_to_speak", "wants_to_sing", "agents/incumbent.py has no 'Incumbent.wants_to_sing'"),
        ("agents/incumbent.py", "ui/shell.py", "there is no file 'ui/shell.py' of the model"),
        ('words = {en = "W", ja = "W"}', 'words = {en = "W"}', "steps[1].words: write a text in each of en, ja"),
        ('run = {scenario = "base", changes = {herding = 0}}', "", "the first step must run an economy"),
        ("order = 1", "", "order: is missing"),
        ("seed = 1", 'seed = "one"', "seed: 'one' is not a whole number"),
        ("order = 1", "order = 1\nordr = 2", "ordr: 'ordr' is not known; the nearest is 'order'"),
        ("order = 1", "order = ", "cannot be read"),
    ],
)  # fmt: skip
def test_a_lesson_that_cannot_be_played_says_why_in_one_line_that_names_the_file_and_the_key(
    tmp_path, told, instead, named
):
    path = tmp_path / "mine.toml"
    path.write_text(SHORT, encoding="utf-8")
    assert load_lesson(path).id == "mine"
    assert told in SHORT
    path.write_text(SHORT.replace(told, instead, 1), encoding="utf-8")
    with pytest.raises(BadLesson) as caught:
        load_lesson(path)
    assert str(path) in str(caught.value)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_lesson_with_a_mark_in_front_is_read_like_one_without(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(SHORT, encoding="utf-8-sig")
    assert load_lesson(path).id == "mine"


def test_no_scenario_of_a_lesson_has_dated_events():
    assert [step.id for _, step in STEPS if step.run and load_scenario(step.run["scenario"]).events] == []


def test_every_parameter_a_lesson_sets_is_one_of_the_model_within_its_bounds_and_every_scenario_ships():
    for _, step in STEPS:
        if step.run is not None:
            assert step.run["scenario"] in names()
            Parameters().replace(**{**load_scenario(step.run["scenario"]).parameters, **step.run["changes"]})


def test_every_chart_a_lesson_sends_to_is_on_the_stage(project):
    source = (project / "ui" / "static" / "stage" / "panels.js").read_text(encoding="utf-8")
    charts = {
        one or cost
        for one, cost in re.findall(r'^    id: "(\w+)"|^  costPanel\("(\w+)"', source, flags=re.MULTILINE)
    }
    assert {look.panel for _, step in STEPS for look in step.look} - charts == set()


def test_every_column_a_lesson_reads_is_sent_and_what_it_reads_off_the_twin_is_compared():
    assert {name for reading in READINGS.values() for name in reading.columns} - set(SERIES) == set()
    asked = [
        term
        for _, step in STEPS
        for notice in step.notice
        for said in (*notice.text.values(), *notice.otherwise.values())
        for text, _ in places(said)
        for term in terms(text)
    ]
    assert len(asked) > 50
    beside = [term.name for term in asked if term.world == "twin"]
    assert beside
    assert {name for it in beside for name in READINGS[it].columns} - set(COMPARED) == set()


def test_a_premium_in_logs_is_told_as_the_per_cent_that_it_comes_to():
    run = {"series": {"premium_speaking": [math.log(0.9) / 12] * 24, "share_firms_speaking": [0.5] * 24}}
    for name in ("premium", "premium_average"):
        assert READINGS[name].read(run, {})[-1] == pytest.approx(-0.1)


def test_too_few_to_compare_are_as_few_in_a_lesson_as_in_its_chart(project):
    chart = (project / "ui" / "static" / "stage" / "panels.js").read_text(encoding="utf-8")
    assert re.findall(r"const FEW = ([\d.]+);", chart) == [str(FEW)]


def test_the_premium_is_told_only_where_firms_say_ai_and_firms_are_silent_in_numbers():
    logs = [math.log(1.5)] * 12 + [math.log(0.9) / 12] * 24 + [math.log(1.5)] * 12
    run = {
        "series": {"premium_speaking": logs, "share_firms_speaking": [0.01] * 12 + [0.5] * 24 + [0.995] * 12}
    }
    assert READINGS["premium"].read(run, {}) == pytest.approx([-0.1] * 48), "elsewhere the first or last told"
    assert READINGS["premium_average"].read(run, {})[-1] == pytest.approx(-0.1)
    spike = {"premium_speaking": [0.04, *[0.0] * 23], "share_firms_speaking": [0.5] * 24}
    assert READINGS["premium"].read({"series": spike}, {})[0] == pytest.approx(math.expm1(0.04)), (
        "no month is a year"
    )


def test_no_result_is_typed_into_what_to_notice():
    for lesson, step in STEPS:
        for notice in step.notice:
            for said in (*notice.text.values(), *notice.otherwise.values()):
                typed = re.sub(r"\{[^{}]*\}|20[123]\d|12月|100 speakers|100社|1年", "", said)
                assert not re.search(r"\d", typed), f"{lesson.id}, {step.id}: {said}"


def test_what_is_left_of_a_cost_is_said_only_where_it_cannot_have_grown():
    left = {"en": "left", "ja": "残った"}
    for lesson, step in STEPS:
        for notice in step.notice:
            for language, word in left.items():
                said = notice.text[language]
                if word in said and ":percent}" in said:
                    assert "<" in notice.holds, f"{lesson.id}, {step.id}: {said}"


def test_every_word_the_lesson_page_asks_for_exists(project):
    sources = [*(project / "ui" / "lessons").iterdir()]
    text = "".join(path.read_text(encoding="utf-8") for path in sources if path.is_file())
    asked = set(re.findall(r"[\"'](lesson\.[a-z_.]*[a-z_])[\"']", text)) - {"lesson.vue"}
    assert len(asked) > 30
    assert asked - set(TEXTS) == set()


def test_the_rule_shown_is_the_text_that_runs():
    shown = rule_text.source("agents/venture_fund.py", "VentureFund.appeal")
    assert shown.startswith("def appeal(self, payback: np.ndarray)")
    assert "self.p.herding * self.peers" in shown
    assert shown.endswith("promise=promise * (np.arange(len(FIELDS)) == AI),\n    )")


# ---- sentences


FLAT = {"": {"saying": [0.25] * 251 + [0.5], "using": [0.1] * 252}, "before": {"saying": [0.75] * 252}}


def test_places_are_filled_with_the_numbers_of_the_worlds_they_name():
    said = "{saying@2025-12} now, {before.saying@2025-12} before: {saying@2025-12 / before.saying@2025-12:percent}, at most in {saying@highest:month}"
    assert fill(said, FLAT, "en") == "25% now, 75% before: 33%, at most in December 2035"
    assert fill("{saying@highest:month}に{saying@end}", FLAT, "ja") == "2035年12月に50%"


def test_a_sentence_about_a_world_that_has_not_been_run_waits():
    with pytest.raises(NotYet):
        fill("{later.saying@end}", FLAT, "en")


def test_a_condition_holds_when_all_of_its_comparisons_do():
    assert holds("saying@end > 2 * using@end", FLAT)
    assert not holds("saying@end > 2 * using@end and using@end > before.saying@end", FLAT)


# ---- the way of a student


def wish(what, value=None):
    return {"do": what, "value": value}


def test_run_is_locked_until_a_prediction_is_made_and_a_prediction_stays():
    lesson = LESSONS[0]
    now = begun(lesson)
    assert acted(LESSONS, now, "before", 0, wish("run")) == now
    assert acted(LESSONS, now, "before", 0, wish("predict", [0.5] * 20)) == now, "a curve has every year"
    assert acted(LESSONS, now, "before", 0, wish("turn", 1)) == now, "the next step waits for this one"
    predicted = acted(LESSONS, now, "before", 0, wish("predict", [0.5] * 21))
    assert acted(LESSONS, predicted, "before", 0, wish("predict", [0.1] * 21)) == predicted
    asked = acted(LESSONS, predicted, "before", 0, wish("run"))
    assert list(asked.asked) == ["boom"]
    assert acted(LESSONS, asked, "before", 0, wish("reseed", 4)) == asked, (
        "luck stays once a run was asked for"
    )


def test_a_lesson_that_was_left_goes_on_with_its_luck_and_predictions_and_runs_its_economies_again():
    lesson = LESSONS[0]
    step = next(step for step in lesson.steps if step.predict)
    said = [0.5] * YEARS if step.predict.draw else 0
    left = {"lesson": lesson.id, "seed": 7, "made": {step.id: said}}
    back = acted(LESSONS, begun(LESSONS[1]), "", 0, wish("resume", left))
    assert (back.lesson, back.seed, dict(back.predictions)) == (lesson.id, 7, {step.id: said})
    assert not back.asked
    assert not back.kept
    assert acted(LESSONS, back, "", 0, wish("resume", left | {"seed": 9})) == back, "it has begun already"


def test_another_lesson_may_be_looked_into_and_only_who_starts_over_loses_a_prediction():
    first, second = LESSONS
    left = acted(LESSONS, begun(first), "", 0, wish("predict", [0.5] * YEARS))
    away = acted(LESSONS, left, "", 0, wish("choose", second.id))
    assert (away.lesson, dict(away.predictions)) == (second.id, {})
    away = acted(LESSONS, away, "", 0, wish("predict", 0))
    back = acted(LESSONS, away, "", 0, wish("choose", first.id))
    assert replace(back, aside={}) == left
    anew = acted(LESSONS, back, "", 0, wish("choose", first.id))
    assert replace(anew, aside={}) == begun(first)
    assert acted(LESSONS, anew, "", 0, wish("choose", second.id)).predictions == away.predictions


@pytest.mark.parametrize(
    "left", [None, 3, {}, {"lesson": "none", "made": {}}, {"lesson": LESSONS[0].id, "made": 1}], ids=str
)
def test_what_no_lesson_can_have_left_is_not_gone_on_with(left):
    fresh = begun(LESSONS[1])
    assert acted(LESSONS, fresh, "", 0, wish("resume", left)) == fresh


@pytest.mark.parametrize("said", [-1, 99, "0", [2.0] * YEARS, ["a"] * YEARS, [0.5]], ids=str)
def test_a_prediction_that_no_step_asks_for_is_not_gone_on_with(said):
    lesson = LESSONS[0]
    made = {step.id: said for step in lesson.steps if step.predict} | {"none": 0}
    back = acted(
        LESSONS, begun(lesson), "", 0, wish("resume", {"lesson": lesson.id, "seed": -4, "made": made})
    )
    assert back == begun(lesson)


def test_an_economy_that_stood_there_before_run_was_pressed_is_not_taken_for_the_answer():
    lesson = LESSONS[0]
    now = begun(lesson)
    for what in (wish("predict", [0.5] * 21), wish("run")):
        now = acted(LESSONS, now, "before", 0, what)
    assert recognised(lesson, now, Order("before")).ordered == {}
    assert recognised(lesson, now, Order("other", seed=2)).ordered == {}
    assert recognised(lesson, now, Order("answer")).ordered == {"boom": "answer"}


def test_the_stage_stays_veiled_until_the_economy_that_was_predicted_is_drawn():
    now = begun(LESSONS[0])
    assert view.veiled(now, Order("before"), 7)
    for what in (wish("predict", [0.5] * 21), wish("run")):
        now = acted(LESSONS, now, "before", 7, what)
    now = recognised(LESSONS[0], now, Order("answer"))
    assert view.veiled(now, Order("answer"), 7), "that is still the old picture"
    assert not view.veiled(now, Order("answer"), 8)


# ---- what the text says to notice


def traces(step, seed):
    """What the page reads of a step's economy and of its twin."""
    base = load_scenario(step.run["scenario"])
    told = replace(base, parameters={**base.parameters, **step.run["changes"]})
    return [
        {"run": step.id, **told_by(seed, Parameters().replace(**it.parameters))}
        for it in (told, straight(told))
    ]


@cache
def told_by(seed, parameters):
    """What is read of one economy; no lesson has events, so that parameters and luck are all there is to it."""
    columns = Economy(parameters, seed=seed, ask_masked=True).run(252).columns()
    series = {name: [float(value) for value in columns[name]] for name in SERIES}
    return {"series": series, "headlines": headlines_by_month(columns)}


SEEDS = (1, 2, 3, 4, 5)


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_what_a_lesson_says_to_notice_is_what_one_sees_with_most_luck_and_else_it_says_so(lesson):
    seen = {}
    for seed in SEEDS:
        now = replace(begun(lesson), seed=seed)
        for at, step in enumerate(lesson.steps):
            if step.run is not None:
                now = with_readings(
                    replace(now, ordered={**now.ordered, step.id: step.id}), *traces(step, seed)
                )
            known = worlds(lesson, now, at)
            for number, notice in enumerate(step.notice):
                for said in notice.text.values():
                    fill(said, known, "en")
                seen.setdefault((step.id, number), []).append(not notice.holds or holds(notice.holds, known))
    assert all(held[0] for held in seen.values()), "with the seed of the lesson all of it holds"
    assert {place: held for place, held in seen.items() if sum(held) < 3} == {}, (
        "in three of five seeds or more"
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_solution_on_luck_says_the_shares_that_the_page_shows_for_its_seeds(language):
    runs = [told_by(seed, Parameters()) for seed in SEEDS[1:]]
    shares = [READINGS["ai_share"].read(run, run) for run in runs]
    second, third, fourth, fifth = shares
    lowest = [min(share[month_of("2026-12") :]) for share in (third, fourth)]
    told = [*(share[month_of("2025-12")] for share in shares), *(share[-1] for share in shares), *lowest]
    said = LESSONS[0].exercises[0].solution[language]
    assert re.findall(r"\d+%", said) == [written(share, "percent", language) for share in told]
    assert month_of("2028-01") <= second.index(max(second)) <= month_of("2028-12")
    low, high, end = fifth[month_of("2029-12")], fifth[month_of("2034-12")], fifth[-1]
    assert low < 0.7 * high > end, "it recovers, and falls again in the last year"


def test_every_lesson_reads_in_every_language():
    for lesson in LESSONS:
        for language in LANGUAGES:
            shown = [
                view.head(lesson, language),
                view.exercises(lesson, language),
                view.plan(lesson, language),
            ]
            assert "{" not in str([*shown[0].values()])
            step = view.step_view(lesson, begun(lesson), Order("x"), False, language)
            assert step["state"] == "predict"
            assert step["notice"] == [], "nothing is told before it is run"
            assert (language == "ja") == bool(
                re.search(r"[ぁ-んァ-ヶ]", shown[0]["title"] + step["words"][0])
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exercise_that_runs_something_first_puts_back_what_the_last_step_changed(language):
    pages = {name: TEXTS[f"menu.{name}"][language] for name in ("watch", "costs")}
    tasks = [it.task[language] for lesson in LESSONS for it in lesson.exercises]
    runs = [task for task in tasks if any(page in task for page in pages.values())]
    assert len(runs) == 4
    for task in runs:
        assert TEXTS["controls.defaults"][language] in task


def test_a_teacher_finds_every_reading_and_every_chart_in_the_guide(project):
    guide = (project / "lessons" / "README.md").read_text(encoding="utf-8")
    panels = {name.split(".")[1] for name in TEXTS if re.fullmatch(r"panel\.\w+\.title", name)}
    named = set(re.findall(r"`(\w+)`", guide))
    assert set(READINGS) - named == set()
    assert panels - {"network", "sankey", "stays"} - named == set(), (
        "the three that are no charts are not to be looked at"
    )
