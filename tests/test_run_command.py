"""The command `run`: its files, and what it refuses; and the tables of what there is."""

import json
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from small_run import FEW, TABLES, run, written

from batch_runs.columns import MEASURES
from batch_runs.command import Parser
from batch_runs.command_line import COMMANDS, main
from model import Economy, Parameters
from model.history import LONGEST_RUN
from model.provenance import Provenance


@pytest.fixture(scope="module")
def same():
    """The economy of that run in this process, never written."""
    return Economy(Parameters(**FEW), seed=5).run(20)


# ------------------------------------------------------------------------------- files of a run


NINE = ("myth", "logic", "sermon", "fear", "herding", "premium", "bandwagon", "rivalry", "loop_finance")
"""The belief switches."""


def test_a_run_leaves_its_series_and_its_description_and_nothing_else(tmp_path):
    assert run(tmp_path / "run", "--months 6") == 0
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == ["run.json", "series.parquet"]


def test_the_series_on_disk_is_the_series_of_the_economy_to_the_last_bit(unbroken):
    economy = Economy(Parameters(**FEW), seed=5, ask_masked=True)
    tally = Provenance.attend(economy).tally
    pd.testing.assert_frame_equal(
        pd.read_parquet(unbroken / "series.parquet"),
        economy.run(20).series().assign(**tally.record),
        check_exact=True,
    )


def test_months_are_dates_and_the_first_column_of_every_table(unbroken):
    for name in TABLES:
        table = pd.read_parquet(unbroken / f"{name}.parquet")
        assert table.columns[0] == "month"
        assert list(table["month"].unique()) == list(pd.date_range("2015-01-01", periods=20, freq="MS")), name


def test_every_column_of_the_series_carries_its_unit_and_definition_in_the_file(unbroken):
    schema = pq.read_schema(unbroken / "series.parquet")
    for metric in MEASURES:
        assert schema.field(metric.name).metadata == {
            b"unit": metric.unit.encode(),
            b"definition": metric.definition.encode(),
        }
    assert set(json.loads(schema.metadata[b"units"])) == {"month", *(metric.name for metric in MEASURES)}


def test_the_description_says_what_was_run_and_with_what(unbroken):
    told = written(unbroken)
    assert (told["scenario"], told["seed"], told["months"]) == ("base", 5, 20)
    assert told["parameters"] == Parameters(**FEW).as_dict()
    assert set(told["versions"]) == {"python", "numpy", "mesa", "pandas", "pyarrow", "belief_machine"}
    assert told["versions"]["numpy"] == np.__version__
    assert told["wall_seconds"] > 0
    assert told["processor"]
    assert "commit" in told


def test_the_digest_in_the_description_is_the_digest_of_the_economy(unbroken, same):
    assert written(unbroken)["digest"] == same.digest()


def cents_by(frame, side):
    """Add up cents by kind and id of one side (rows) and month (columns)."""
    who = [f"{side}_kind", f"{side}_id"]
    table = frame.pivot_table("cents", who, "month", aggfunc="sum", fill_value=0)
    return table.rename_axis(["kind", "id"]).drop(index="bank", errors="ignore")


def test_payments_explain_every_change_of_every_deposit_to_the_cent(unbroken):
    flows = pd.read_parquet(unbroken / "flows.parquet")
    sheet = pd.read_parquet(unbroken / "balance_sheet.parquet")
    received = cents_by(flows, "payee").sub(cents_by(flows, "payer"), fill_value=0)
    deposits = cents_by(sheet[sheet["claim"] == "deposit"], "holder")
    unexplained = received.iloc[:, 1:].sub(deposits.diff(axis=1).iloc[:, 1:], fill_value=0)
    assert unexplained.shape > (300, 18)
    assert not unexplained.to_numpy().any()


def test_what_is_held_less_what_is_owed_is_the_net_worth_in_the_ledger(unbroken, same):
    sheet = pd.read_parquet(unbroken / "balance_sheet.parquet")
    last = sheet[sheet["month"] == sheet["month"].max()]
    held = last.groupby(["holder_kind", "holder_id"])["cents"].sum()
    owed = last.groupby(["issuer_kind", "issuer_id"])["cents"].sum()
    ledger = same.ledger
    for kind in ledger.kinds:
        rows = range(ledger.count(kind))
        worth = [held.get((kind, row), 0) - owed.get((kind, row), 0) for row in rows]
        assert worth == ledger.net_worth(kind).tolist(), kind


def test_the_agents_on_disk_are_the_living_agents_with_the_columns_of_their_kind(unbroken, same):
    table = pd.read_parquet(unbroken / "agents.parquet")
    last = table[table["month"] == table["month"].max()].set_index(["kind", "id"])
    assert set(last.index.unique("kind")) == set(same.populations)
    for kind, population in same.populations.items():
        rows = last.loc[kind]
        assert rows.index.tolist() == population.rows.tolist()
        for name in population.kind.columns:
            own = np.stack(rows[name].to_numpy()) if population.kind.columns[name].over else rows[name]
            assert np.array_equal(own, population.table[name][population.rows]), f"{kind} {name}"


def test_a_column_is_empty_for_the_kinds_that_do_not_have_it(unbroken):
    table = pd.read_parquet(unbroken / "agents.parquet", columns=["kind", "firms", "skill"])
    assert table.loc[table["kind"] != "incumbents", "firms"].isna().all()
    assert table.loc[table["kind"] != "researchers", "skill"].isna().all()
    assert table.loc[table["kind"] == "researchers", "skill"].notna().all()


def test_tall_tables_are_written_a_month_at_a_time_so_that_memory_stays_bounded(unbroken):
    for name in ("flows", "balance_sheet", "agents"):
        assert pq.read_metadata(unbroken / f"{name}.parquet").num_row_groups == 20


# ----------------------------------------------------------------------------- what may be asked


def test_the_user_wins_over_the_scenario_and_the_rest_of_the_scenario_stays(tmp_path):
    run(tmp_path / "run", "--months 1 --scenario straight --set herding=0.5")
    parameters = written(tmp_path / "run")["parameters"]
    assert (parameters["herding"], parameters["bandwagon"], parameters["rivalry"]) == (0.5, 0.0, 0.0)
    off = dict.fromkeys(NINE, 0.0) | {"herding": 0.5}
    alone = Economy(Parameters(**FEW, **off)).run(1)
    assert written(tmp_path / "run")["digest"] == alone.digest()


def test_the_scale_multiplies_the_many_and_leaves_the_few(tmp_path):
    main(
        [
            "run",
            "--out",
            str(tmp_path / "run"),
            *"--months 1 --agents-scale 0.5 --set fund_agents=9 --quiet".split(),
        ]
    )
    told, ordinary = written(tmp_path / "run")["parameters"], Parameters().as_dict()
    assert told["researcher_agents"] == ordinary["researcher_agents"] / 2
    assert told["startup_agents"] == ordinary["startup_agents"] / 2
    assert told["incumbent_agents"] == ordinary["incumbent_agents"] / 2
    assert told["hyperscaler_agents"] == ordinary["hyperscaler_agents"]
    assert told["fund_agents"] == 9


BAD = {
    "--set herdng=1": "the nearest name is 'herding'",
    "--set researcher_agents=3": "allowed: 200 to 1e+07 agents",
    "--set wage_trend=fast": "allowed: -0.05 to 0.2 1/year",
    "--set herding": "write name=value",
    "--set herding=1 herding=2": "given twice",
    "--set herding=nan": "herding=nan: no number",
    "--abstain funds=": "ids are whole numbers, as in --abstain funds=0,5",
    "--abstain funds=0 funds=5": "--abstain funds: given twice; write all ids at once, as in --abstain funds=0,5",
    "--months 0": "from 1 to 360",
    "--months 361": "from 1 to 360",
    "--months twelve": "'twelve' is no whole number",
    "--seed -1": "from 0 to 9223372036854775807",
    "--agents-scale 0.001": "--agents-scale 0.001: parameter fund_agents: 0",
    "--agents-scale nan": "'nan' is no number above 0",
    "--scenario bse": "the nearest name is 'base'",
    "--scenario nowhere.toml": "nowhere.toml: cannot be read",
    "--flws": "the nearest is --flows",
}


@pytest.mark.parametrize("options", BAD)
def test_bad_input_is_refused_in_one_line_before_anything_is_written(options, tmp_path, capsys):
    status = None
    try:
        status = main(["run", "--out", str(tmp_path / "run"), *options.split()])
    except SystemExit as left:
        status = left.code
    refusal = capsys.readouterr().err
    assert (status, refusal.count("\n")) == (2, 1), refusal
    assert BAD[options] in refusal
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('title = "torn', "not valid TOML"),
        ("[parameters]\nherdng = 1.0", "herdng"),
        ("[parameters]\nherding = 100.0", "herding: 100.0 is out of bounds"),
    ],
)
def test_a_corrupt_scenario_file_is_refused_in_one_line_that_names_it(text, complaint, tmp_path, capsys):
    file = tmp_path / "mine.toml"
    file.write_text(text)
    assert run(tmp_path / "run", f"--scenario {file}") == 2
    refusal = capsys.readouterr().err
    assert refusal.count("\n") == 1
    assert "mine" in refusal
    assert complaint in refusal
    assert file.read_text() == text


def test_a_folder_that_cannot_be_written_is_refused_in_one_line(tmp_path, capsys):
    (tmp_path / "file").write_text("no folder")
    assert run(tmp_path / "file" / "run", "--months 1") == 2
    refusal = capsys.readouterr().err
    assert refusal.count("\n") == 1
    assert "cannot be written" in refusal


def test_a_full_disk_ends_in_one_line_and_the_saved_state_stays(tmp_path, monkeypatch, capsys):
    def full(*_):
        raise OSError(28, "No space left on device", "state.pkl.part")

    monkeypatch.setattr(Economy, "save", full)
    assert run(tmp_path / "run", "--months 13") == 2
    assert capsys.readouterr().err == "python -m batch_runs: state.pkl.part: No space left on device\n"
    monkeypatch.undo()
    assert run(tmp_path / "run", "--months 13 --resume") == 0


# -------------------------------------------------------------------------- the screen and the help


def test_without_a_terminal_a_run_prints_a_plain_line_a_year(tmp_path, capsys):
    main(["run", "--out", str(tmp_path / "run"), *"--agents-scale 0.1 --months 25".split()])
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[2] for line in lines] == [
        "12 of 25 months, to 2015-12",
        "24 of 25 months, to 2016-12",
        "25 of 25 months, to 2017-01",
    ]


def test_on_a_terminal_a_run_shows_a_bar(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["run", "--out", str(tmp_path / "run"), *"--agents-scale 0.1 --months 3".split()])
    assert "3/3" in capsys.readouterr().err


def test_a_quiet_run_says_nothing(tmp_path, capsys):
    run(tmp_path / "run", "--months 13")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_has_help_with_an_example(name, capsys):
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert f"example:\n  python -m batch_runs {name} " in said
    assert "default: None" not in said


def test_help_says_how_long_the_longest_run_is(capsys):
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    assert f"from January 2015 on, 1 to {LONGEST_RUN} (default: 252)" in " ".join(
        capsys.readouterr().out.split()
    )


def test_help_does_not_wait_for_the_model_to_be_imported(project):
    asked = (
        "import sys; from batch_runs.command_line import main\n"
        "try: main(['run', '--help'])\n"
        "except SystemExit: print({'mesa', 'numpy', 'pandas', 'pyarrow'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", asked], cwd=project, capture_output=True, text=True)
    assert told.stdout.endswith("set()\n"), told.stderr


def test_an_unknown_command_is_told_the_nearest_one(project):
    told = subprocess.run(
        [sys.executable, "-m", "batch_runs", "metrcs"], cwd=project, capture_output=True, text=True
    )
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == (
        "python -m batch_runs: 'metrcs' is no command; the nearest is metrics (--help shows the options)\n"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("experiment --name rates --out x", "--name is no option; the nearest is --page"),
        ("sensitivity morris --metod sobol --out x", "--metod is no option; the nearest is --set"),
        ("run --out x --sed 3", "--sed is no option; the nearest is --seed"),
    ],
)
def test_a_hint_names_an_option_that_the_command_has(words, told, capsys):
    with pytest.raises(SystemExit) as left:
        main(words.split())
    said = capsys.readouterr().err
    assert (left.value.code, said.count("\n")) == (2, 1)
    assert told in said


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_options_that_hints_choose_from_are_taken_by_the_command_and_no_positional_is(command):
    parser = Parser(allow_abbrev=False)
    command.add_options(parser)
    known = parser.options()
    assert "--help" in known
    assert all(option.startswith("-") for option in known)
    assert not {f"--{action.dest}" for action in parser._get_positional_actions()} & set(known)


# ---------------------------------------------------------------------------------- what there is


def test_the_parameters_for_machines_are_all_parameters_with_unit_bounds_and_source(capsys):
    assert main(["parameters", "--json"]) == 0
    told = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert told == {info.name: info._asdict() for info in Parameters().describe()}


def test_the_metrics_for_machines_are_the_columns_of_the_series_with_their_units(capsys, unbroken):
    assert main(["metrics", "--json"]) == 0
    told = [(row["name"], row["unit"]) for row in json.loads(capsys.readouterr().out)]
    schema = pq.read_schema(unbroken / "series.parquet")
    assert told == [(field.name, field.metadata[b"unit"].decode()) for field in schema][1:]


def test_the_scenarios_for_machines_say_what_each_changes(capsys):
    assert main(["scenarios", "--json"]) == 0
    told = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert {change["name"]: change["value"] for change in told["straight"]["parameters"]} == dict.fromkeys(
        NINE, 0.0
    )
    assert all(row["question"] for row in told.values())


def test_tables_for_people_name_every_parameter_metric_and_scenario(capsys):
    for name, names in (
        ("parameters", [info.name for info in Parameters().describe()]),
        ("metrics", [metric.name for metric in MEASURES]),
        ("scenarios", ["base", "no-ai", "straight"]),
    ):
        assert main([name]) == 0
        words = capsys.readouterr().out.split()
        assert not set(names) - set(words), name


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close differently there")
def test_a_reader_that_leaves_early_sees_no_error(project):
    left, pipe = os.pipe()
    os.close(left)
    asked = [sys.executable, "-m", "batch_runs", "scenarios"]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    told = subprocess.run(asked, stdout=pipe, stderr=subprocess.PIPE, cwd=project, env=buffered)
    os.close(pipe)
    assert (told.returncode, told.stderr) == (0, b"")
