"""The Lessons page in a real browser: each lesson is played from its text alone, to the end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import RUN_PATIENCE
from ui.lessons.lesson_file import load_lessons

pytestmark = pytest.mark.browser

LESSONS = load_lessons()


class Student:
    """Somebody who does what the page says."""

    def __init__(self, visitor, lesson):
        self.page, self.lesson = visitor.page, lesson
        self.page.locator(f"[data-choice={lesson.id}]").click()
        expect(self.page.locator(f"[data-lesson={lesson.id}]")).to_be_visible()

    def does(self, action):
        return self.page.locator(f"[data-action={action}]")

    def is_on(self, step):
        expect(self.page.locator(f"[data-step][data-name={step.id}]")).to_be_visible()

    def predicts(self, step):
        if step.predict.draw:
            for year, percent in zip((2015, 2020, 2025, 2030, 2035), (10, 30, 50, 60, 70), strict=True):
                self.page.locator(f"[data-anchor='{year}']").fill(str(percent))
        else:
            self.page.locator("[data-option='0']").check()
        self.does("predict").click()

    def plays(self, step):
        """Predict, run where the step runs something, and wait for what there is to notice."""
        self.is_on(step)
        expect(self.page.locator("[data-noticed]")).to_have_count(0)
        if step.predict:
            expect(self.page.locator("[data-step-state=predict]")).to_be_visible()
            if step.run:
                expect(self.does("lesson-run")).to_be_disabled()
            self.predicts(step)
        if step.run:
            expect(self.does("lesson-run")).to_be_enabled()
            self.does("lesson-run").click()
        noticed = self.page.locator("[data-notice-state]")
        expect(noticed).to_have_count(len(step.notice), timeout=RUN_PATIENCE)
        expect(self.page.locator("[data-notice-state=waits]")).to_have_count(0, timeout=RUN_PATIENCE)
        return noticed


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_a_lesson_is_played_to_its_end_and_what_it_says_to_notice_is_what_one_sees(visit, lesson):
    visitor = visit(query="?page=lessons")
    student = Student(visitor, lesson)
    for step in lesson.steps:
        noticed = student.plays(step)
        for sentence in noticed.all_inner_texts():
            assert re.search(r"\d|`|rule", sentence), sentence
            assert not re.search(r"[{}]|NaN", sentence), sentence
        assert visitor.page.locator("[data-notice-state=otherwise]").count() == 0, (
            "it holds with the lesson's seed"
        )
        for look in step.look:
            expect(visitor.page.locator(f"figure[data-panel={look.panel}]")).to_be_visible()
        if step.predict and step.predict.draw:
            expect(visitor.page.locator("[data-line=came]")).to_have_attribute("d", re.compile("L"))
        elif step.predict:
            expect(visitor.page.locator("[data-came]")).to_have_count(1)
            expect(visitor.page.locator("[data-verdict]")).to_be_visible()
        if step is not lesson.steps[-1]:
            student.does("next").click()
    assert visitor.page.locator("[data-solution]").first.is_hidden(), "solutions are hidden until asked for"
    visitor.page.locator("[data-exercises] summary").first.click()
    expect(visitor.page.locator("[data-solution]").first).to_be_visible()


@pytest.fixture(scope="module")
def first_step(browser, address):
    """A visitor who has played the first step of the first lesson."""
    from tests.pages.conftest import Guests

    guests = Guests(browser, address)
    visitor = guests.invite(query="?page=lessons")
    Student(visitor, LESSONS[0]).plays(LESSONS[0].steps[0])
    yield visitor
    guests.leave()


def test_nothing_of_the_economy_is_seen_before_it_was_predicted(visit):
    visitor = visit(query="?page=lessons")
    Student(visitor, LESSONS[0])
    expect(visitor.page.locator("figure[data-panel=money]")).to_be_hidden()
    expect(visitor.page.locator("[data-action=play]")).to_be_hidden()
    expect(visitor.page.locator("[data-turn=costs]")).to_be_disabled()


def test_a_line_is_drawn_with_the_mouse_and_every_year_is_on_it(visit):
    visitor = visit(query="?page=lessons")
    Student(visitor, LESSONS[0])
    box = visitor.page.locator("[data-draw]").bounding_box()
    visitor.page.mouse.move(box["x"] + box["width"] * 0.08, box["y"] + box["height"] * 0.8)
    visitor.page.mouse.down()
    visitor.page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + box["height"] * 0.2, steps=4)
    visitor.page.mouse.up()
    path = visitor.page.locator("[data-line=yours]").get_attribute("d")
    assert path.count("L") == 20, "a fast stroke skips no year"
    visitor.page.locator("[data-action=predict]").click()
    expect(visitor.page.locator("[data-action=lesson-run]")).to_be_enabled()
    expect(visitor.page.locator("[data-anchor='2015']")).to_have_count(0)


def test_a_seed_that_is_none_is_told_and_leaves_the_luck_as_it_was(visit):
    visitor = visit(query="?page=lessons")
    Student(visitor, LESSONS[0])
    field, misfit = visitor.page.locator("[data-lesson-seed]"), visitor.page.locator("[data-misfit]")
    told = visitor.page.locator(".settings-told")
    for wrong in ("-1", "1.5", "99999999999", ""):
        field.fill("3")
        field.press("Enter")
        expect(told).to_contain_text("seed 3")
        expect(misfit).to_have_count(0)
        field.fill(wrong)
        field.press("Enter")
        expect(misfit).to_have_text(re.compile("whole number from 0 .* keeps seed 3"))
        expect(field).to_have_value("3")
        field.fill("4")
        field.press("Enter")
        expect(told).to_contain_text("seed 4")
    field.fill("0")
    field.press("Enter")
    expect(told).to_contain_text("seed 0")
    expect(misfit).to_have_count(0)


def test_a_line_that_is_too_short_says_what_is_missing(visit):
    visitor = visit(query="?page=lessons")
    student = Student(visitor, LESSONS[0])
    missing = visitor.page.locator("[data-missing]")
    expect(missing).to_have_text("")
    for year in (2015, 2035):
        visitor.page.locator(f"[data-anchor='{year}']").fill("40")
    expect(student.does("predict")).to_be_disabled()
    expect(missing).to_have_text(re.compile("so far: 2. It takes at least 5"))
    visitor.page.locator("[data-anchor='2030']").fill("40")
    expect(missing).to_have_text("")
    expect(student.does("predict")).to_be_enabled()


def test_the_text_says_the_numbers_that_the_charts_show(first_step):
    first_step.page.locator("[data-look=money]").first.click()
    expect(first_step.page.locator("[data-date]")).to_have_text("December 2025")
    share = re.search(r"takes (\d+%)", first_step.title("money"))[1]
    assert f"and {share} in 2025" in first_step.page.locator("[data-notice-state]").first.inner_text()
    expect(first_step.page.locator("figure[data-panel=money]")).to_be_focused()
    first_step.press("return")
    expect(first_step.page.locator("[data-step] h3")).to_be_focused()


def test_the_lesson_stays_where_it_is_from_page_to_page_and_in_japanese(first_step):
    first_step.turn_to("watch")
    first_step.turn_to("lessons")
    expect(first_step.page.locator("[data-notice-state]")).to_have_count(3)
    first_step.page.locator("[data-action=language]").select_option("ja")
    expect(first_step.page.locator("[data-notice-state]").first).to_have_text(re.compile("ベンチャー資金.*%"))
    first_step.page.locator("[data-action=language]").select_option("en")
    expect(first_step.page.locator("[data-notice-state]").first).to_have_text(re.compile("venture money"))


def test_a_look_into_the_other_lesson_loses_nothing_and_runs_nothing(first_step):
    answer = first_step.stage.get_attribute("data-run")
    Student(first_step, LESSONS[1]).is_on(LESSONS[1].steps[0])
    expect(first_step.page.locator("[data-step-state=predict]")).to_be_visible()
    Student(first_step, LESSONS[0]).is_on(LESSONS[0].steps[0])
    expect(first_step.page.locator("[data-notice-state]")).to_have_count(3)
    expect(first_step.page.locator("[data-step-state=done]")).to_be_visible()
    assert first_step.stage.get_attribute("data-run") == answer


def test_a_reload_keeps_what_was_predicted(visit):
    visitor = visit(query="?page=lessons")
    lesson = LESSONS[-1]
    student = Student(visitor, lesson)
    step = next(step for step in lesson.steps if step.predict)
    visitor.page.locator("[data-lesson-seed]").fill("5")
    visitor.page.locator("[data-lesson-seed]").press("Enter")
    student.is_on(step)
    student.predicts(step)
    expect(student.does("lesson-run")).to_be_enabled()
    visitor.page.reload()
    expect(visitor.page.locator(f"[data-lesson={lesson.id}]")).to_be_visible()
    expect(visitor.page.locator("[data-lesson-seed]")).to_have_value("5")
    expect(student.does("lesson-run")).to_be_enabled()
    expect(student.does("predict")).to_have_count(0)
    other = Student(visitor, LESSONS[0])
    other.is_on(LESSONS[0].steps[0])
    other.predicts(LESSONS[0].steps[0])
    expect(other.does("predict")).to_have_count(0)
    visitor.page.reload()
    expect(visitor.page.locator(f"[data-lesson={other.lesson.id}]")).to_be_visible()
    expect(other.does("predict")).to_have_count(0)
    Student(visitor, lesson).is_on(step)
    expect(visitor.page.locator("[data-lesson-seed]")).to_have_value("5")
    expect(student.does("predict")).to_have_count(0)


def test_the_rule_can_be_opened_and_is_the_text_of_the_model(first_step):
    first_step.page.locator("[data-rule] summary").click()
    expect(first_step.page.locator("[data-rule] pre")).to_contain_text("self.p.herding * self.peers")


def test_the_teacher_finds_a_plan_to_print_with_minutes_mistakes_and_solutions(first_step):
    first_step.press("plan")
    plan = first_step.page.locator("[data-plan]")
    expect(plan).to_contain_text("5 min")
    expect(plan).to_contain_text("The twin is a world without AI.")
    first_step.page.emulate_media(media="print")
    expect(plan).to_be_visible()
    expect(first_step.page.locator("[data-menu]")).to_be_hidden()
    expect(first_step.stage).to_be_hidden()
    first_step.page.emulate_media(media="screen")
    first_step.press("plan")


def test_a_phone_needs_no_sideways_scroll(first_step):
    first_step.page.set_viewport_size({"width": 390, "height": 844})
    widest = first_step.page.evaluate("document.documentElement.scrollWidth")
    first_step.page.set_viewport_size({"width": 1440, "height": 900})
    assert widest <= 390
