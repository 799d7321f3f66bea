"""Scenarios: overlays as data, and one clear line when a file cannot be used."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.errors import BadInput
from model.history import History
from model.parameters import Parameters
from model.scenarios import load_scenario, names

BELIEF_SWITCHES = {
    "myth",
    "logic",
    "sermon",
    "fear",
    "herding",
    "premium",
    "bandwagon",
    "rivalry",
    "loop_finance",
}


def refusal(name_or_path: str | Path) -> str:
    with pytest.raises(BadInput) as caught:
        load_scenario(name_or_path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def written(folder: Path, content: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_four_scenarios_ship() -> None:
    assert {"base", "straight", "no-ai", "rates-never"} <= set(names())


@pytest.mark.parametrize("name", names())
def test_every_scenario_has_a_title_a_question_and_parameters_that_exist(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.name == name
    assert scenario.title
    assert scenario.question.endswith("?")
    changed = Parameters().replace(**scenario.parameters)
    assert {key: getattr(changed, key) for key in scenario.parameters} == scenario.parameters


def test_base_changes_nothing() -> None:
    scenario = load_scenario("base")
    assert not scenario.parameters
    assert scenario.events == ()


def test_straight_switches_off_every_belief_switch_that_exists_and_nothing_else() -> None:
    existing = BELIEF_SWITCHES & set(Parameters().as_dict())
    assert load_scenario("straight").parameters == dict.fromkeys(existing, 0.0)
    assert existing


def test_no_ai_is_straight_without_technology() -> None:
    assert load_scenario("no-ai").parameters == {**load_scenario("straight").parameters, "technology": 0.0}


def test_rates_never_switches_off_the_rate_shock_alone() -> None:
    assert load_scenario("rates-never").parameters == {"rate_shock": 0.0}


def test_a_shipped_scenario_moves_history_through_the_parameters() -> None:
    parameters = Parameters().replace(**load_scenario("rates-never").parameters)
    history = History.of(parameters, 132, np.full(132, 0.5))
    assert history.policy_rate.max() < 0.03


def test_a_scenario_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load_scenario("straight").parameters["herding"] = 1.0


def test_a_scenario_of_ones_own_is_read_from_its_file(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'title = "Cheap rival"\nquestion = "What then?"\n[parameters]\nherding = 2\ntechnology = true\n'
        '[[events]]\nmonth = 2026-03-01\nkind = "milestone"\nsize = 1.0\nname = "rival"\n'
        '[[events]]\nmonth = "2027-01"\nkind = "rate_change"\nsize = -0.01\nname = "cut"\n',
    )
    scenario = load_scenario(path)
    assert scenario.name == "mine"
    assert scenario.parameters == {"herding": 2.0, "technology": 1.0}
    assert [str(event.month) for event in scenario.events] == ["2026-03", "2027-01"]
    assert load_scenario(str(path)) == scenario


def test_a_scenario_based_on_another_adds_to_it_and_overrides_it(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path, 'based_on = "straight"\n[parameters]\nherding = 0.5\n'))
    assert scenario.parameters == {**load_scenario("straight").parameters, "herding": 0.5}


def test_a_scenario_based_on_another_keeps_its_events(tmp_path: Path) -> None:
    event = '[[events]]\nmonth = "2026-03"\nkind = "milestone"\nsize = 1\nname = "{}"\n'
    below = written(tmp_path, event.format("first"), "below.toml")
    scenario = load_scenario(written(tmp_path, f'based_on = "{below}"\n' + event.format("second")))
    assert [event.name for event in scenario.events] == ["first", "second"]


def test_an_unknown_scenario_is_answered_with_the_nearest_name() -> None:
    assert refusal("strait") == "scenario 'strait' is not known; the nearest name is 'straight'"


def test_a_name_like_no_other_is_answered_with_all_names() -> None:
    assert "choose one of: " in refusal("zzz")
    assert "rates-never" in refusal("zzz")


def test_corrupt_toml_is_answered_with_file_and_line(tmp_path: Path) -> None:
    path = written(tmp_path, 'title = "x"\n[parameters]\nherding = = 1\n')
    assert str(path) in refusal(path)
    assert "line 3" in refusal(path)


def test_toml_that_breaks_off_is_answered_with_its_last_line(tmp_path: Path) -> None:
    path = written(tmp_path, 'title = "x"\n[parameters]\nherding = ')
    assert "line 3" in refusal(path)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("parameter = {}", "unknown key 'parameter'; the nearest name is 'parameters'"),
        ("parameters = 3", "parameters must be a table"),
        ('[parameters]\nherding = "high"', "parameter herding must be a number, not 'high'"),
        ("[parameters]\nherding = nan", "parameter herding must be a number, not nan"),
        ("title = 3", "title must be text in quotes, not 3"),
        ('based_on = "bas"', "scenario 'bas' is not known; the nearest name is 'base'"),
        ("based_on = 1", "based_on must be text"),
        ("events = 1", "events must be tables"),
        ('[[events]]\nmonth = "2026-03"', "lacks kind, size, name"),
        ('[[events]]\nmonths = "2026-03"', "unknown key 'months'; the nearest name is 'month'"),
        ('[[events]]\nmonth = "March"\nkind = "milestone"\nsize = 1\nname = "x"', "month 'March' is not a month"),
        ('[[events]]\nmonth = 3\nkind = "milestone"\nsize = 1\nname = "x"', "month 3 is not a month"),
        ('[[events]]\nmonth = "2026-03"\nkind = "milestones"\nsize = 1\nname = "x"', "nearest name is 'milestone'"),
        ('[[events]]\nmonth = "2026-03"\nkind = "milestone"\nsize = "big"\nname = "x"', "size of event must be a number"),
    ],
)  # fmt: skip
def test_a_scenario_that_cannot_be_used_says_in_one_line_what_to_fix(
    content: str, complaint: str, tmp_path: Path
) -> None:
    assert complaint in refusal(written(tmp_path, content))


def test_a_circle_of_scenarios_is_refused(tmp_path: Path) -> None:
    written(tmp_path, f'based_on = "{tmp_path}/two.toml"', "one.toml")
    written(tmp_path, f'based_on = "{tmp_path}/one.toml"', "two.toml")
    assert "leads back to itself" in refusal(tmp_path / "one.toml")


def test_a_missing_file_a_folder_and_a_picture_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "picture.toml").write_bytes(b"\xff\xd8\xff")
    assert "cannot be read" in refusal(tmp_path / "none.toml")
    assert "cannot be read" in refusal(tmp_path)
    assert "not a text file" in refusal(tmp_path / "picture.toml")


def test_a_parameter_that_does_not_exist_is_refused_by_the_parameters(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path, "[parameters]\nherdin = 0.0"))
    with pytest.raises(ValueError, match=r"herdin.*herding"):
        Parameters().replace(**scenario.parameters)
