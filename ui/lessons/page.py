"""The Lessons page: a student predicts, runs, looks, and reads what came about beside the prediction."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import solara

from ui import shell
from ui.lessons import view
from ui.lessons.lesson_file import FOLDER, BadLesson, Lesson, load_lesson
from ui.lessons.progress import Progress, acted, begun, form_of, left, recognised, with_readings
from ui.lessons.sentences import TWIN
from ui.packed import Picture
from ui.plain import template
from ui.texts import words
from ui.worker import Order

STYLE = Path(__file__).parents[1] / "static" / "lessons.css"
progress: solara.Reactive[Progress | None] = solara.reactive(None)
"""The visitor's way through a lesson; Solara keeps one value per visitor, and it outlives a turn of the page."""


@template("lesson.vue")
def LessonView(words: dict[str, str], view: dict[str, Any], event_act: Any = None) -> None:
    """The lesson in the browser; it tells what the student does: choose, turn, predict, run or reseed."""


@cache
def shelf() -> tuple[tuple[Lesson, ...], tuple[str, ...]]:
    """Return the lessons that can be played, in their order, and one line for each file that cannot."""
    lessons, troubles = [], []
    for path in sorted(FOLDER.glob("*.toml")):
        try:
            lessons.append(load_lesson(path))
        except BadLesson as trouble:
            troubles.append(str(trouble))
    return tuple(sorted(lessons, key=lambda lesson: lesson.order)), tuple(troubles)


def shows() -> tuple[str, ...]:
    """Return what of the stage the step in view sends a student to; other charts would answer too early."""
    lessons, _ = shelf()
    now = progress.value or (begun(lessons[0]) if lessons else None)
    lesson = next((it for it in lessons if now and it.id == now.lesson), None)
    if now is None or lesson is None:
        return ()
    looks = [f"chart {look.panel}" for look in lesson.steps[now.at].look]
    return ("transport", *dict.fromkeys(looks))


@solara.component
def LessonsPage(
    order: Order,
    run: Callable[[dict[str, Any]], None],
    picture: Picture,
    twin: Picture,
    finished: bool,
) -> solara.Element:
    """Play the lessons: `run(form)` orders an economy; picture and twin are of the order, or of one before."""
    lessons, troubles = shelf()
    now = progress.value or (begun(lessons[0]) if lessons else Progress("", 1))
    lesson = next((it for it in lessons if it.id == now.lesson), None)

    def follow() -> None:
        if lesson is not None:
            _follow(recognised(lesson, now, order), order, picture, twin, finished)

    def act(wish: dict[str, Any]) -> None:
        after = acted(lessons, now, order.run, hash(picture), wish)
        progress.set(after)
        if lesson is not None and wish.get("do") == "run" and after.asked != now.asked:
            run(form_of(lesson.steps[lesson.runs(after.at)], after.seed))

    solara.use_effect(follow, [now, order, picture, twin, finished])
    language = shell.language.value
    said = {name: text for name, text in words(language).items() if name.startswith("lesson.")}
    shown = _shown(lesson, now, order, picture, finished) if lesson else {"lesson": None, "veiled": False}
    shelved = {"shelf": [view.head(it, language) for it in lessons], "troubles": list(troubles)}
    page = LessonView(words=said, view={**shown, **shelved}, event_act=act)
    return solara.Div(children=[solara.Style(STYLE.read_text(encoding="utf-8")), page])


def _follow(now: Progress, order: Order, picture: Picture, twin: Picture, finished: bool) -> None:
    """Read off what has been run since; the twin adds to what its run said before."""
    step = next((name for name, run in now.ordered.items() if run == order.run), "")
    if step and finished and picture.run == order.run and TWIN not in now.kept.get(step, {}):
        trace = picture.trace()
        if trace and trace["months"] == order.months:
            now = with_readings(now, trace, twin.trace())
    if now != progress.value:
        progress.set(now)


def _shown(lesson: Lesson, now: Progress, order: Order, picture: Picture, finished: bool) -> dict[str, Any]:
    language = shell.language.value
    return {
        "lesson": view.head(lesson, language),
        "seed": now.seed,
        "begun": bool(now.asked),
        "left": left(now),
        "at": now.at,
        "steps": view.steps(lesson, now, language),
        "step": view.step_view(lesson, now, order, finished, language),
        "exercises": view.exercises(lesson, language),
        "plan": view.plan(lesson, language),
        "veiled": view.veiled(now, order, hash(picture)),
    }
