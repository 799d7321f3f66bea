"""What a browser keeps of the lessons across a reload, and what comes back of it."""

from __future__ import annotations

import json
from dataclasses import replace

from ui.lessons.lesson_file import load_lessons
from ui.lessons.progress import YEARS, acted, begun, left

LESSONS = load_lessons()


def does(progress, do, value):
    """Where a student stands after doing something."""
    return acted(LESSONS, progress, "", 0, {"do": do, "value": value})


def test_each_lesson_that_was_left_goes_on_and_the_one_in_view_comes_back_first():
    first, second = LESSONS
    before = does(does(begun(first), "predict", [0.5] * YEARS), "reseed", 5)
    before = does(does(before, "choose", second.id), "predict", 0)
    kept = json.loads(json.dumps(left(before)))
    assert does(begun(first), "resume", kept) == before
    assert does(before, "resume", left(begun(first))) == before, "who has begun already stays"
    looked_into = does(does(begun(first), "predict", [0.5] * YEARS), "choose", second.id)
    assert does(looked_into, "resume", kept) == looked_into, "in the other lesson, too"
    for aside in (None, 3, [None], [{"lesson": "none", "made": {}}], [kept]):
        alone = does(begun(first), "resume", {**kept, "aside": aside})
        assert alone == replace(before, aside={}), "what no lesson can have left stays away"
