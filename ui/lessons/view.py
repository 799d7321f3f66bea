"""What the lesson page shows: plain words and numbers in the visitor's language, ready for the browser."""

from __future__ import annotations

from typing import Any

from ui.lessons import rule_text
from ui.lessons.lesson_file import Lesson, Notice, Prediction, Said, Step
from ui.lessons.numbers import written
from ui.lessons.progress import Progress, locked, matches, may_enter, worlds
from ui.lessons.readings import YEAR
from ui.lessons.sentences import NotYet, Worlds, fill, holds, month_of
from ui.texts import words
from ui.worker import MONTHS, Order

View = dict[str, Any]
DECEMBERS = range(YEAR - 1, MONTHS, YEAR)
TOLD_YEARS = (2015, 2020, 2025, 2030, 2035)


def paragraphs(said: Said, language: str) -> list[str]:
    """Return the paragraphs of a text; a line that goes on in a file is no break, and no space in Japanese."""
    joint = "" if language == "ja" else " "
    return [joint.join(part.split("\n")).strip() for part in said[language].strip().split("\n\n")]


def plain(said: Said, language: str) -> str:
    """Return a text as one line."""
    return paragraphs(said, language)[0]


def head(lesson: Lesson, language: str) -> View:
    """Return what stands above a lesson."""
    minutes = words(language)["lesson.minutes"].replace("{minutes}", str(lesson.minutes))
    return {
        "id": lesson.id,
        "title": plain(lesson.title, language),
        "question": plain(lesson.question, language),
        "aim": plain(lesson.aim, language),
        "minutes": minutes,
    }


def steps(lesson: Lesson, progress: Progress, language: str) -> list[View]:
    """Return the way through a lesson, and which steps may be turned to."""
    return [
        {"id": step.id, "title": plain(step.title, language), "open": may_enter(lesson, progress, number)}
        for number, step in enumerate(lesson.steps)
    ]


def step_view(lesson: Lesson, progress: Progress, order: Order, finished: bool, language: str) -> View:
    """Return the step in view; what is to notice comes once its economy has been run."""
    step = lesson.steps[progress.at]
    known = worlds(lesson, progress, progress.at)
    state = _state(lesson, progress, order, finished)
    told = state == "done" and not locked(step, progress)
    return {
        "id": step.id,
        "title": plain(step.title, language),
        "words": paragraphs(step.words, language),
        "state": state,
        "runs": step.run is not None,
        "settings": _settings(step, progress, language),
        "other": state == "done" and not _is_drawn(lesson, progress, order),
        "predict": _prediction(step, progress, known, language),
        "look": [_look(it.panel, it.month, language) for it in step.look],
        "notice": [_noticed(notice, known, language) for notice in step.notice] if told else [],
        "rule": _rule(step) if told else None,
        "next": told and progress.at + 1 < len(lesson.steps),
        "last": told and progress.at + 1 == len(lesson.steps),
    }


def _state(lesson: Lesson, progress: Progress, order: Order, finished: bool) -> str:
    """Return predict, ready, running or done: what the student can do in this step; of a run that failed the stage tells."""
    step, runs = lesson.steps[progress.at], lesson.steps[lesson.runs(progress.at)]
    if locked(step, progress):
        return "predict"
    running = progress.ordered.get(runs.id) == order.run and not finished
    if runs.id in progress.kept and not running:
        return "done"
    pressed = runs.id in progress.asked and (order.run == progress.asked[runs.id].run or running)
    return "running" if pressed else "ready"


def _is_drawn(lesson: Lesson, progress: Progress, order: Order) -> bool:
    return matches(lesson.steps[lesson.runs(progress.at)], progress, order)


def _settings(step: Step, progress: Progress, language: str) -> list[str]:
    if step.run is None:
        return []
    said = words(language)
    changes = [
        said["lesson.off" if value == 0.0 else "lesson.set"]
        .replace("{name}", said[f"slider.{name}"])
        .replace("{value}", f"{value:g}")
        for name, value in step.run["changes"].items()
    ]
    scenario = said["lesson.scenario"].replace("{name}", said[f"scenario.{step.run['scenario']}"])
    return [scenario.replace("{seed}", str(progress.seed)), *changes]


def _look(panel: str, month: str, language: str) -> View:
    at = month_of(month)
    return {
        "panel": panel,
        "month": at,
        "label": words(language)[f"panel.{panel}.note"],
        "when": written(at, "month", language),
    }


def _noticed(notice: Notice, known: Worlds, language: str) -> View:
    try:
        true = not notice.holds or holds(notice.holds, known)
        said = notice.text if true else notice.otherwise
        return {"text": fill(plain(said, language), known, language), "holds": true, "ready": True}
    except NotYet:
        return {"text": words(language)["lesson.twin_waits"], "holds": True, "ready": False}


def _rule(step: Step) -> View | None:
    if step.rule is None:
        return None
    return {
        "file": step.rule.file,
        "name": step.rule.name,
        "text": rule_text.source(step.rule.file, step.rule.name),
    }


# ---- predictions


def _prediction(step: Step, progress: Progress, known: Worlds, language: str) -> View | None:
    if step.predict is None:
        return None
    made = progress.predictions.get(step.id)
    view = {
        "question": plain(step.predict.question, language),
        "kind": "draw" if step.predict.draw else "choose",
        "options": [plain(option.says, language) for option in step.predict.options],
        "made": made,
        "happened": None,
        "table": [],
    }
    if made is not None and known:
        view |= _outcome(step.predict, made, known)
    return view


def _outcome(predict: Prediction, made: Any, known: Worlds) -> View:
    if predict.draw:
        values = known.get("", {}).get(predict.draw)
        return {} if values is None else _beside(made, [values[at] for at in DECEMBERS])
    try:
        return {"happened": happened(predict, known)}
    except NotYet:
        return {}


def happened(predict: Prediction, known: Worlds) -> int:
    """Return which option came about: the first whose condition holds, or the last one."""
    return next(
        (number for number, it in enumerate(predict.options) if it.happened and holds(it.happened, known)),
        len(predict.options) - 1,
    )


def _beside(drawn: list[float], came: list[float]) -> View:
    """Return what came beside what was drawn, and both in words for some years."""
    rows = [
        {
            "year": year,
            "drawn": written(drawn[year - 2015], "percent", ""),
            "came": written(came[year - 2015], "percent", ""),
        }
        for year in TOLD_YEARS
    ]
    return {"happened": came, "table": rows}


# ---- around the steps


def exercises(lesson: Lesson, language: str) -> list[View]:
    """Return tasks and solutions."""
    return [
        {"task": plain(it.task, language), "solution": plain(it.solution, language)}
        for it in lesson.exercises
    ]


def plan(lesson: Lesson, language: str) -> View:
    """Return the teacher's plan: minutes with what happens in them, and what students get wrong."""
    said = words(language)["lesson.minutes"]
    return {
        "stretches": [
            {"minutes": said.replace("{minutes}", str(it.minutes)), "words": plain(it.words, language)}
            for it in lesson.plan
        ],
        "mistakes": [
            {"belief": plain(it.belief, language), "reply": plain(it.reply, language)}
            for it in lesson.mistakes
        ],
    }


def veiled(progress: Progress, order: Order, picture: int) -> bool:
    """Tell whether the stage must stay hidden: it would show an economy for which nobody has predicted yet."""
    if progress.kept:
        return False
    return not any(
        run == order.run and picture != progress.asked[step].picture for step, run in progress.ordered.items()
    )
