"""Every word of the pages is there in both languages, and every word asked for exists."""

from __future__ import annotations

import re

import pytest

from agents.vocabulary import BLOCS, FIELDS, JOBS, PURSES
from model.headlines import HEADLINES
from model.history import observed_milestones
from model.hysteresis import STATES
from model.loop_tally import LOOP_METRICS
from model.metrics import ALL_METRICS
from model.parameters import Parameters
from model.scenarios import load_scenario, names
from ui.controls import BELIEF, SECTIONS
from ui.flows import SHOWN, WHOLE
from ui.loop import SOURCES, USES
from ui.texts import LANGUAGES, TEXTS, words
from ui.trace import COMPARED, LOOP_SERIES, SERIES


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
    sources = [
        *project.glob("ui/*.vue"),
        *project.glob("ui/static/stage/*.js"),
        project / "ui" / "workshop.py",
    ]
    pattern = (
        r"[\"'`]((?:page|controls|stage|network|worker|panel|keep|menu|compare|print)\.[a-z_.]*[a-z_])[\"'`]"
    )
    asked = {name for source in sources for name in re.findall(pattern, source.read_text(encoding="utf-8"))}
    assert len(asked) > 40
    assert "worker.silent" in asked
    assert asked - set(TEXTS) == set()


def test_everything_the_model_names_has_words():
    needed = {f"what.{what}" for what in SHOWN}
    needed |= {f"milestone.{milestone.name}" for milestone in observed_milestones()}
    needed |= {f"{kind}.{name}" for name in names() for kind in ("scenario", "question")}
    needed |= {f"{kind}.{name}" for name in SECTIONS for kind in ("slider", "meaning")}
    needed |= {f"node.funds.{purse}" for purse in PURSES} | {f"node.startups.{field}" for field in FIELDS}
    needed |= {f"node.{node}" for node in WHOLE.values()} | {f"line.{job}" for job in JOBS if job != "other"}
    needed |= {f"loop.{place}" for place in (*SOURCES.values(), *USES.values())}
    needed |= {f"stage.twin.{state}" for state in ("waiting", "running", "done", "failed", "arrived", "same")}
    needed |= {f"stays.{state.replace(' ', '_')}" for state in STATES} | {f"line.{bloc}" for bloc in BLOCS}
    needed |= {f"panel.stays{kind}.title" for kind in ("", ".early", ".late", ".none")}
    needed |= {f"panel.stays.{column}" for column in ("state", "at_peak", "later", "part")}
    assert needed - set(TEXTS) == set()


def test_every_slider_is_a_parameter_of_the_model():
    assert set(SECTIONS) <= {parameter.name for parameter in Parameters().describe()}


def test_every_switch_of_the_model_can_be_set_and_the_belief_switches_are_those_the_straight_world_has_off():
    switches = {parameter.name for parameter in Parameters().describe() if parameter.group == "switches"}
    assert switches - set(SECTIONS) == set()
    assert set(BELIEF) == set(load_scenario("straight").parameters)


def test_every_chart_has_a_group_a_note_and_a_finding(project):
    source = (project / "ui" / "static" / "stage" / "panels.js").read_text(encoding="utf-8")
    charts = re.findall(r'^    id: "(\w+)"|^  costPanel\("(\w+)"', source, flags=re.MULTILINE)
    charts = [chart or cost for chart, cost in charts]
    assert set(HEADLINES) <= set(charts), "each of the three costs has a chart"
    groups = re.search(r"GROUPS = \[(.*)\]", source)[1].replace('"', "").split(", ")
    assert len(charts) > 20
    assert {f"panel.{chart}.note" for chart in charts} - set(TEXTS) == set()
    assert {f"panel.group.{group}{part}" for group in groups for part in ("", ".note")} - set(TEXTS) == set()
    silent = [
        chart
        for chart in charts
        if not any(re.fullmatch(rf"panel\.{chart}\.(\w+\.)?title", name) for name in TEXTS)
    ]
    assert silent == []


def test_every_series_a_chart_draws_is_measured_and_sent(project):
    source = (project / "ui" / "static" / "stage" / "panels.js").read_text(encoding="utf-8")
    drawn = set(re.findall(r'single\(series, "(\w+)"', source)) | set(re.findall(r"series\.(\w+)", source))
    assert len(drawn) > 25
    assert drawn - {*SERIES, *LOOP_SERIES} == set()
    assert set(SERIES) - {metric.name for metric in ALL_METRICS} == set()
    assert set(LOOP_SERIES) - {metric.name for metric in LOOP_METRICS} == set()
    assert set(COMPARED) - set(SERIES) == set()


def test_a_language_the_pages_lack_is_refused_with_those_there_are():
    with pytest.raises(KeyError, match="en, ja"):
        words("fr")
