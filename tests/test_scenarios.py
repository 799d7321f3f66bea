"""Scenarios: overlays as data, and one clear line when a file cannot be used."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small_economy import SMALL

from model import Economy
from model.errors import BadInput
from model.history import EVENT_KINDS, LONGEST_RUN, Event, History
from model.parameters import Parameters
from model.scenarios import Scenario, load_scenario, names

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


def test_the_file_that_a_scenario_is_based_on_is_looked_up_beside_it_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine" / "lower").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    written(tmp_path / "mine" / "lower", "[parameters]\nmyth = 0.0\n", "lowest.toml")
    written(tmp_path / "mine", 'based_on = "lower/lowest.toml"\n[parameters]\nherding = 0.5\n', "below.toml")
    written(tmp_path / "mine", 'based_on = "below.toml"\n', "top.toml")
    written(tmp_path / "elsewhere", "[parameters]\nherding = 0.1\n", "below.toml")
    monkeypatch.chdir(tmp_path / "elsewhere")
    for path in (tmp_path / "mine" / "top.toml", Path("../mine/top.toml")):
        assert load_scenario(path).parameters == {"myth": 0.0, "herding": 0.5}


def test_a_missing_file_below_a_scenario_is_named_with_the_folder_it_was_looked_for_in(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, 'based_on = "none.toml"\n')
    assert refusal(path) == f"scenario {tmp_path}/none.toml: cannot be read (No such file or directory)"


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
        ('[[events]]\nmonth = "today"\nkind = "milestone"\nsize = 1\nname = "x"', "month 'today' is not a month"),
        ('[[events]]\nmonth = "2026"\nkind = "milestone"\nsize = 1\nname = "x"', "month '2026' is not a month"),
        ('[[events]]\nmonth = 3\nkind = "milestone"\nsize = 1\nname = "x"', "month 3 is not a month"),
        ('[[events]]\nmonth = "2026-03"\nkind = "milestones"\nsize = 1\nname = "x"', "nearest name is 'milestone'"),
        ('[[events]]\nmonth = "2026-03"\nkind = "milestone"\nsize = "big"\nname = "x"', "size of event must be a number"),
    ],
)  # fmt: skip
def test_a_scenario_that_cannot_be_used_says_in_one_line_what_to_fix(
    content: str, complaint: str, tmp_path: Path
) -> None:
    assert complaint in refusal(written(tmp_path, content))


def event_of(kind: str, size: float, month: str = "2026-03") -> str:
    return f'[[events]]\nmonth = "{month}"\nkind = "{kind}"\nsize = {size}\nname = "x"\n'


@pytest.mark.parametrize(
    ("kind", "size", "allowed"),
    [
        ("rate_change", 5, "allowed for rate_change: -0.2 to 0.2 a year, as a fraction (0.01 is one point)"),
        ("rate_change", -0.21, "size -0.21 is out of range; allowed for rate_change: -0.2 to 0.2 a year"),
        ("rate_change", 0.2000001, "size 0.2000001 is out of range"),
        ("efficiency", -5, "allowed for efficiency: 0 to 10 as log of compute saved (2.3 leaves a tenth)"),
        ("efficiency", 1e9, "size 1000000000 is out of range; allowed for efficiency: 0 to 10 as log"),
        ("milestone", -0.5, "allowed for milestone: 0 to 10 times the chat moment of 2022"),
        ("silence", 0.5, "size 0.5 is out of range; allowed for silence: 1 (all voices)"),
        ("pulse", 1e15, "allowed for pulse: 0 to 1e+12 usd"),
    ],
)
def test_an_event_of_a_size_that_its_kind_cannot_have_is_refused_with_range_and_unit(
    kind: str, size: float, allowed: str, tmp_path: Path
) -> None:
    path = written(tmp_path, event_of(kind, size))
    assert refusal(path).startswith(f"scenario {path}: event 'x': size ")
    assert allowed in refusal(path)


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_both_ends_of_a_kind_s_range_are_allowed(kind: str, tmp_path: Path) -> None:
    for size in (EVENT_KINDS[kind].low, EVENT_KINDS[kind].high):
        assert load_scenario(written(tmp_path, event_of(kind, size))).events[0].size == size


@pytest.mark.parametrize("month", ["2014-02", "2014-12", "2045-01", "2099-02"])
def test_an_event_in_a_month_that_no_run_has_is_refused_with_the_months_there_are(
    month: str, tmp_path: Path
) -> None:
    path = written(tmp_path, event_of("milestone", 1, month))
    told = f"scenario {path}: event 'x': month {month} is out of range; allowed: 2015-01 to 2044-12"
    assert refusal(path) == told


def test_an_event_may_be_in_the_first_and_in_the_last_month_that_a_run_can_have(tmp_path: Path) -> None:
    for month in (History.date(0), History.date(LONGEST_RUN - 1)):
        (event,) = load_scenario(written(tmp_path, event_of("milestone", 1, str(month)))).events
        assert event.month == month


def test_an_event_that_cannot_be_is_refused_in_a_scenario_made_in_python_too() -> None:
    for event in (
        Event(np.datetime64("2026-01"), "efficiency", -5.0, "x"),
        Event(np.datetime64("2099-02"), "silence", 1.0, "x"),
        Event(np.datetime64("2026-01"), "silense", 1.0, "x"),
    ):
        with pytest.raises(BadInput, match="^scenario mine: event "):
            Scenario("mine", "Mine", "What if?", events=(event,))


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_the_page_on_studies_says_what_size_each_kind_of_event_may_have(kind: str, project: Path) -> None:
    (row,) = [
        line
        for line in (project / "docs/studies.md").read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| `{kind}` | ")
    ]
    assert row.endswith(f" | {EVENT_KINDS[kind]} |")


@pytest.mark.slow
@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_an_economy_lives_through_the_smallest_and_the_largest_event_of_each_kind(kind: str) -> None:
    for size in {EVENT_KINDS[kind].low, EVENT_KINDS[kind].high}:
        event = Event(np.datetime64("2016-01"), kind, size, "x")
        economy = Economy(Parameters(**SMALL), 1, Scenario("x", "X", "What if?", events=(event,))).run(132)
        assert sum(economy.record["ledger_residual_cents"]) == 0


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
