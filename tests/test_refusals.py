"""Odd things that somebody may type or save: each is refused in one line that says what is allowed."""

import os
import subprocess
import sys

import pytest
from small_study import refusal

from batch_runs.command_line import main
from batch_runs.sensitivity import study_of
from model.errors import BadInput
from model.scenarios import load_scenario
from model.toml_file import read_toml

HUGE = "1" + "0" * 400
ENDLESS = "7" * 5000
HEX = "0x" + "f" * 9000
"""Whole numbers: too large for a float, for Python to read, and for Python to show."""


# ------------------------------------------------------------------------------- a study file


def herding(**entries):
    """Return a study file with one factor over a range."""
    return "[factors.herding]\nlow = 0.0\nhigh = 3.0\n" + "".join(f"{a} = {b}\n" for a, b in entries.items())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('measures = [["a"]]', "measures: ['a'] is no measure; choose one of"),
        ('tables = [["flows"]]', "tables: [['flows']]; list what to keep of every run, out of flows, agents"),
        ('[design]\nkind = ["grid"]', "design.kind: ['grid']; the nearest name is 'grid'"),
        (herding(distribution='["uniform"]'), "factors.herding.distribution: ['uniform']; the nearest name is 'uniform'"),
        (herding(distribution='"normal"', mean="inf", sd="1.0"), "factors.herding.mean: give a finite number"),
        (herding(distribution='"normal"', mean="nan", sd="1.0"), "factors.herding.mean: give a finite number"),
        (herding(distribution='"normal"', mean="1.0", sd="inf"), "factors.herding.sd: give a finite number"),
        (herding(distribution='"normal"', mean="1e300", sd="1e-300"), "take a mean nearer, or a larger sd"),
        (herding(distribution='"normal"', mean=HUGE, sd="1.0"), "factors.herding.mean: give a finite number"),
        ("agents_scale = inf", "agents_scale: inf: parameter fund_agents: inf is out of bounds"),
        (f"agents_scale = {HUGE}", "take a scale from 0.1 to"),
        (f"[factors]\nherding = [{HUGE}]", "factors.herding: herding: inf is out of bounds; allowed: 0 to 3"),
        (f"[factors]\nherding = [-{HUGE}]", "factors.herding: herding: -inf is out of bounds; allowed: 0 to 3"),
        (f"[factors]\nfund_agents = [{HUGE}]", "fund_agents: inf is no whole number; allowed: 6 to 5000 agents"),
        (f"months = {ENDLESS}", "a number of thousands of digits; take one of at most 19"),
        (f"replications = {ENDLESS}", "a number of thousands of digits; take one of at most 19"),
        (f"months = {HEX}", "months: inf; take a whole number from 1 to 360"),
        (f"replications = {HEX}", "replications: inf; take a whole number from 1 to 100,000"),
        (f"[design]\nkind = 'lhs'\npoints = {HEX}", "design.points: inf; take a whole number from 2 to 1,000,000"),
        ("seeds = [9223372036854775807]", "list whole numbers from 0 to 9,223,372,036,853, each once"),
        ('scenario = "a\\u0000b.toml"', "cannot be read (no file has such a name)"),
        (f"seeds = {'[' * 5000}", "brackets within brackets without end"),
    ],
)  # fmt: skip
def test_a_study_file_with_an_odd_value_is_refused_in_one_line(text, told, tmp_path, capsys):
    (tmp_path / "study.toml").write_text(text)
    said = refusal(f"sweep {tmp_path / 'study.toml'} --out {tmp_path / 'out'} --dry-run", capsys)
    assert told in said
    assert str(tmp_path / "study.toml") in said
    assert len(said) < 4000
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("scale", "told"),
    [
        ("1e306", "--agents-scale 1e+306: parameter fund_agents: 6e+307 is out of bounds; allowed: 6 to 5000 agents"),
        ("1e300", "take a scale from 0.1 to 83.3"),
        ("1e-300", "take a scale from 0.1 to 83.3"),
    ],
)  # fmt: skip
def test_a_scale_beyond_all_bounds_is_refused_with_its_range(scale, told, tmp_path, capsys):
    said = refusal(f"run --agents-scale {scale} --months 1 --out {tmp_path / 'run'}", capsys)
    assert told in said
    assert len(said) < 250


# ------------------------------------------------------------------------------- a scenario file


def scenario(tmp_path, content):
    """Return the path of a scenario file."""
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    return path


EVENT = '[[events]]\nmonth = "2026-03"\nkind = "milestone"\nname = "x"\n'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (f"[parameters]\nherding = {HUGE}", "parameter herding must be a number, not inf"),
        (f"{EVENT}size = {HUGE}", "size of event must be a number, not inf"),
        (f"{EVENT}size = {HEX}", "size of event must be a number, not inf"),
        (f"title = {HEX}", "title must be text in quotes, not inf"),
        (f"[parameters]\nherding = {ENDLESS}", "a number of thousands of digits"),
        ('based_on = "a\\u0000.toml"', "cannot be read (no file has such a name)"),
    ],
)
def test_a_scenario_file_with_an_odd_value_is_refused_in_one_line(content, told, tmp_path):
    with pytest.raises(BadInput) as caught:
        load_scenario(scenario(tmp_path, content))
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", ["", "\n", "# to be written\n"])
def test_a_file_in_which_nothing_stands_is_refused(content, tmp_path):
    with pytest.raises(BadInput, match="holds nothing; was it saved"):
        load_scenario(scenario(tmp_path, content))


def test_a_number_that_fits_is_read_as_it_stands(tmp_path):
    path = scenario(tmp_path, f"a = {2**63 - 1}\nb = [-7, 1.5, true]\n[c]\nd = 'x'\n")
    assert read_toml(path, "mine") == {"a": 2**63 - 1, "b": [-7, 1.5, True], "c": {"d": "x"}}


# ------------------------------------------------------------------------------- letters


def test_a_file_with_a_mark_in_front_is_read_like_one_without(tmp_path, capsys):
    (tmp_path / "mine.toml").write_text("[parameters]\nherding = 0.5\n", encoding="utf-8-sig")
    (tmp_path / "study.toml").write_text("scenario = 'mine.toml'\nmonths = 1\n", encoding="utf-8-sig")
    assert load_scenario(tmp_path / "mine.toml").parameters == {"herding": 0.5}
    assert main(f"sweep {tmp_path / 'study.toml'} --out {tmp_path / 'out'} --dry-run".split()) == 0


def test_a_terminal_without_signs_for_some_letters_shows_the_others(project):
    told = subprocess.run(
        [sys.executable, "-m", "batch_runs", "claims", "--claim", "29"],
        cwd=project,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (told.returncode, told.stderr) == (0, b"")
    assert told.stdout.startswith(b"29. ")
    assert b"?" in told.stdout


@pytest.mark.parametrize(
    "words",
    ["run --out=", "twin --out=", "sweep s.toml --out=", "busts --out=", "busts --keep=", "wargames --out=", "wargames --out x --page=", "sensitivity morris --out="],
)  # fmt: skip
def test_an_empty_name_is_refused_and_not_taken_for_the_current_folder(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert "the name is empty" in refusal(words, capsys)
    assert not list(tmp_path.iterdir())


def test_a_command_works_where_nobody_can_be_told(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["scenarios"]) == 0


@pytest.mark.parametrize("command", ["status", "report"])
def test_the_folder_of_one_run_is_not_called_empty_of_studies(command, tmp_path, capsys):
    (tmp_path / "run.json").write_text("{}")
    assert f"{tmp_path}: holds one run or twins, and this is for studies of many" in refusal(
        f"{command} {tmp_path}", capsys
    )


@pytest.mark.parametrize("words", ["run --out {}", "sweep s.toml --out={}", "status {}"])
def test_a_name_in_bytes_that_are_no_text_is_refused_before_anything_runs(words, tmp_path, capsys):
    odd = os.fsdecode(bytes(tmp_path) + b"/\xff")
    said = refusal(words.format(odd), capsys)
    assert "is no text in UTF-8; take another name" in said
    assert not list(tmp_path.iterdir())


def test_a_name_with_a_line_break_is_told_in_one_line(tmp_path, capsys):
    assert main(["run", "--out", str(tmp_path / "run"), "--scenario", "a\nb.toml"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


# ------------------------------------------------------------------------------- options


def test_a_mistyped_option_is_named_and_not_the_one_that_is_missing_without_it(capsys):
    assert "--ou is no option; the nearest is --out" in refusal("run --ou x", capsys)
    assert "--fre is no option; the nearest is --free" in refusal("calibrate --fre herding --out x", capsys)
    assert "required: --out" in refusal("run --seed 1", capsys)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("morris --size 0", ": --size 0; take a whole number from 2 to 1,000,000"),
        ("sobol --size 3 --factors herding", ": --size 3; Sobol's sequence takes a power of two, such as 64"),
        ("morris --factors herdng", ": --factors herdng: no such parameter; the nearest name is 'herding'"),
        ("morris --factors herding=2:1", ": --factors herding: low 2 is not below high 1"),
        ("morris --set herdng=1", ": --set herdng: no such parameter; the nearest name is 'herding'"),
        ("morris --measures vc_usd_ia", ": --measures: 'vc_usd_ia' is no measure; the nearest name is"),
        ("morris --months 0", ": --months 0: out of range"),
        ("morris --scenario bse", ": scenario 'bse' is not known; the nearest name is 'base'"),
    ],
)
def test_sensitivity_refuses_in_the_words_of_its_options(words, told, tmp_path, capsys):
    assert told in refusal(f"sensitivity {words} --out {tmp_path / 'out'}", capsys)


def test_no_number_of_agents_varies_or_is_searched_unless_it_is_asked_for_by_name(tmp_path, capsys):
    from argparse import Namespace

    said = Namespace(method="morris", size=2, set=[], factors=[], seeds=1, within=0.1, scenario="base", months=3, measures=["vc_usd_ai"])  # fmt: skip
    factors = study_of(said)["factors"]
    assert len(factors) > 100
    assert not [name for name in factors if name.endswith("_agents")]
    for name in ("fund_agents", "narrator_agents"):
        told = refusal(f"calibrate --free {name} --out {tmp_path / 'out'}", capsys)
        assert f"--free {name}: no parameter that can be searched; numbers of agents are not" in told
