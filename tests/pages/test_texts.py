"""Every word of the pages is there in both languages, and every word asked for exists."""

from __future__ import annotations

import re

import pytest

from agents.vocabulary import FIELDS, JOBS, PURSES
from model.history import observed_milestones
from model.parameters import Parameters
from model.scenarios import names
from ui.controls import SLIDERS
from ui.flows import SHOWN, WHOLE
from ui.texts import LANGUAGES, TEXTS, words


def test_no_text_is_missing_in_either_language():
    lacking = [
        name
        for name, by_language in TEXTS.items()
        if set(by_language) != set(LANGUAGES) or len({bool(said) for said in by_language.values()}) > 1
    ]
    assert lacking == []


def test_both_languages_fill_the_same_places():
    for name, by_language in TEXTS.items():
        places = {code: set(re.findall(r"\{(\w+)\}", said)) for code, said in by_language.items()}
        assert places["en"] == places["ja"], name


def test_every_text_that_a_page_asks_for_by_name_exists(project):
    sources = [*project.glob("ui/*.vue"), *project.glob("ui/static/stage/*.js"), project / "ui" / "worker.py"]
    pattern = r"[\"'`]((?:page|controls|stage|network|worker|panel)\.[a-z_.]*[a-z_])[\"'`]"
    asked = {name for source in sources for name in re.findall(pattern, source.read_text(encoding="utf-8"))}
    assert len(asked) > 40
    assert asked - set(TEXTS) == set()


def test_everything_the_model_names_has_words():
    needed = {f"what.{what}" for what in SHOWN}
    needed |= {f"milestone.{milestone.name}" for milestone in observed_milestones()}
    needed |= {f"{kind}.{name}" for name in names() for kind in ("scenario", "question")}
    needed |= {f"{kind}.{name}" for name in SLIDERS for kind in ("slider", "meaning")}
    needed |= {f"node.funds.{purse}" for purse in PURSES} | {f"node.startups.{field}" for field in FIELDS}
    needed |= {f"node.{node}" for node in WHOLE.values()} | {f"line.{job}" for job in JOBS if job != "other"}
    assert needed - set(TEXTS) == set()


def test_every_slider_is_a_parameter_of_the_model():
    assert set(SLIDERS) <= {parameter.name for parameter in Parameters().describe()}


def test_a_language_the_pages_lack_is_refused_with_those_there_are():
    with pytest.raises(KeyError, match="en, ja"):
        words("fr")
