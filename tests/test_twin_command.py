"""The command `twin`: its files, what it refuses, and how it goes on after an interruption."""

import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from threading import Event

import pandas as pd
import pytest
from small_run import FEW, run
from small_study import Inline, refusal

from batch_runs import loop_file, made_with, side_by_side
from batch_runs.command_line import main
from batch_runs.interruption import Wish
from batch_runs.loop_file import HORIZON, PULSE_MONTH, gain, refuse_gain
from batch_runs.request import DEFAULTS, Request
from batch_runs.side_by_side import Months
from batch_runs.twin_folder import TwinFolder
from model import Economy, Parameters
from model.errors import BadInput
from model.readings import COSTS
from model.scenarios import load_scenario
from model.twins import no_ai, straight

FILES = [
    "costs.json",
    "costs.parquet",
    "loop.json",
    "no-ai.parquet",
    "run.json",
    "series.parquet",
    "straight.parquet",
]
TABLES = [name for name in FILES if name != "run.json"]


def twin(out, options="", workers=1):
    """Run small twins into a folder and return the exit status."""
    words = f"twin --out {out} --agents-scale 0.1 --quiet --workers {workers} {options}"
    return main(words.split())


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Twins of fourteen months, one after the other, never interrupted."""
    out = tmp_path_factory.mktemp("whole") / "twins"
    assert twin(out, "--months 14 --seed 5 --set herding=0.5") == 0
    return out


def contents(out):
    return {name: (out / name).read_bytes() for name in TABLES}


def interrupt_at(monkeypatch, world, months):
    """Press Ctrl-C when this world (0 base, 1 straight, 2 no-AI) has completed so many months."""
    show = Months.show

    def pressed(self, run, done):
        show(self, run, done)
        if (run, done) == (world, months):
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Months, "show", pressed)


# --------------------------------------------------------------------------------- its files


def test_twins_leave_their_files_and_nothing_else(whole):
    assert sorted(path.name for path in whole.iterdir()) == FILES


def test_the_base_s_series_is_that_of_a_run(whole, tmp_path):
    assert run(tmp_path / "run", "--months 14 --seed 5 --set herding=0.5") == 0
    assert (whole / "series.parquet").read_bytes() == (tmp_path / "run" / "series.parquet").read_bytes()
    told, alone = (json.loads((out / "run.json").read_text()) for out in (whole, tmp_path / "run"))
    assert set(told) - set(alone) == {"twins"}
    assert told["digest"] == alone["digest"]


@pytest.mark.parametrize(("name", "which"), [("straight", straight), ("no-ai", no_ai)])
def test_a_twin_s_switches_win_over_what_the_user_set(whole, name, which):
    economy = Economy(Parameters(**FEW), 5, which(load_scenario("base")))
    pd.testing.assert_frame_equal(
        pd.read_parquet(whole / f"{name}.parquet"),
        economy.run(14).series(),
        check_exact=True,
    )
    assert json.loads((whole / "run.json").read_text())["twins"][name] == economy.digest()


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no priorities")
def test_the_twins_give_way_to_the_base_which_has_most_to_do(tmp_path, monkeypatch):
    steps = []
    monkeypatch.setattr(os, "nice", steps.append)
    monkeypatch.setattr(side_by_side, "run_job", lambda *_: True)
    monkeypatch.setattr(side_by_side, "_shared", [Event(), [0, 0, 0]])
    for world in range(3):
        assert side_by_side._work(world, side_by_side.Job(tmp_path, {}))
    assert steps == [side_by_side.NICER] * 2


def test_the_costs_in_the_files_agree_with_each_other(whole):
    table, told = pd.read_parquet(whole / "costs.parquet"), json.loads((whole / "costs.json").read_text())
    assert list(told["costs"]) == list(COSTS)
    rows = table[(table["cost"] == "fomo") & (table["item"] == "headline") & (table["part"] == "belief")]
    sums = rows.groupby("reading")["value"].sum()
    for reading in ("decision", "twin"):
        assert told["costs"]["fomo"]["headline"][reading]["value"] == pytest.approx(sums[reading])


def test_every_column_of_the_costs_is_in_the_data_dictionary(whole, project):
    text = (project / "docs/data_dictionary.md").read_text(encoding="utf-8")
    part = text.partition("## costs.parquet")[2].partition("\n## ")[0]
    for column in pd.read_parquet(whole / "costs.parquet").columns:
        assert f"| `{column}` |" in part


def test_a_base_without_belief_says_that_decisions_and_twins_find_nothing(tmp_path):
    assert twin(tmp_path / "out", "--months 3 --scenario straight") == 0
    told = json.loads((tmp_path / "out" / "costs.json").read_text())["costs"]
    for cost in COSTS:
        assert told[cost]["headline"]["decision"]["value"] == told[cost]["headline"]["twin"]["value"] == 0.0


# ------------------------------------------------------------------------------- side by side


def test_two_processes_leave_the_same_bytes_as_one_after_the_other(whole, tmp_path):
    assert twin(tmp_path / "out", "--months 14 --seed 5 --set herding=0.5", workers=2) == 0
    assert contents(tmp_path / "out") == contents(whole)


# ------------------------------------------------------------------------------- interruptions


@pytest.mark.parametrize(("world", "months"), [(0, 5), (1, 13)])
def test_twins_interrupted_go_on_to_the_same_bytes(whole, tmp_path, monkeypatch, capsys, world, months):
    out = tmp_path / "out"
    with monkeypatch.context() as pressed:
        interrupt_at(pressed, world, months)
        assert twin(out, "--months 14 --seed 5 --set herding=0.5") == 130
    said = capsys.readouterr().err
    assert f"go on with: python -m batch_runs twin --out {out} --resume" in said
    assert [path.name for path in out.iterdir()] == ["unfinished"]
    assert main(["twin", "--out", str(out), "--resume", "--quiet", "--workers", "1"]) == 0
    assert contents(out) == contents(whole)
    assert sorted(path.name for path in out.iterdir()) == FILES


def test_resuming_what_is_finished_says_so(whole, capsys):
    assert main(["twin", "--out", str(whole), "--resume"]) == 0
    assert "finished already" in capsys.readouterr().out


def test_resuming_another_request_is_refused(whole, capsys):
    assert main(["twin", "--out", str(whole), "--resume", "--seed", "6"]) == 2
    assert "seed 6, not 5" in capsys.readouterr().err


# ------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--workers 0", "--workers 0: take a whole number from 1 to 3"),
        ("--months 0", "--months 0: out of range"),
        ("--set myht=1", "the nearest name is 'myth'"),
        ("--scenario bse", "the nearest name is 'base'"),
        ("--gain-seeds -1", "--gain-seeds -1: take a whole number from 0 to 10,000"),
        (
            f"--gain-seeds 20 --months {PULSE_MONTH + HORIZON - 1}",
            "--gain-seeds 20: the base has 155 months, and the loop gain needs 156 to 360; take more --months",
        ),
    ],
)
def test_bad_input_is_told_in_one_line_before_anything_runs(tmp_path, capsys, options, told):
    assert main(["twin", "--out", str(tmp_path / "out"), *options.split()]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_twins_that_go_on_are_asked_no_gain_that_their_months_cannot_show(tmp_path, monkeypatch, capsys):
    with monkeypatch.context() as pressed:
        interrupt_at(pressed, 0, 1)
        assert twin(tmp_path, "--months 4") == 130
    capsys.readouterr()
    assert main(["twin", "--out", str(tmp_path), "--resume", "--gain-seeds", "2"]) == 2
    assert "--gain-seeds 2: the base has 4 months" in capsys.readouterr().err


@pytest.mark.parametrize(("seeds", "months"), [(0, 1), (1, PULSE_MONTH + HORIZON), (10_000, 252)])
def test_a_gain_is_asked_of_enough_months_or_not_at_all(seeds, months):
    assert refuse_gain(seeds, months) is None


def test_results_are_never_overwritten(whole, capsys):
    assert twin(whole, "--months 14") == 2
    assert "holds results already" in capsys.readouterr().err


@pytest.mark.parametrize("done", [0, 2])
def test_worlds_run_by_other_code_are_not_finished_by_ours(tmp_path, monkeypatch, capsys, done):
    with monkeypatch.context() as pressed:
        interrupt_at(pressed, done, 2)
        pressed.setattr(TwinFolder, "finish", lambda *known: os.kill(os.getpid(), signal.SIGINT))
        assert twin(tmp_path, "--months 2") == 130
    capsys.readouterr()
    monkeypatch.setattr(made_with, "commit", lambda: "another")
    assert main(["twin", "--out", str(tmp_path), "--resume", "--workers", "1"]) == 2
    assert "was begun with commit" in capsys.readouterr().err


def test_two_processes_do_not_work_on_the_same_twins(tmp_path):
    first, second = TwinFolder(tmp_path), TwinFolder(tmp_path)
    first.begin({"months": 2}, resume=False)
    with pytest.raises(BadInput, match="another process is at work"):
        second.begin({"months": 2}, resume=True)
    first.let_go()
    second.begin({"months": 2}, resume=True)
    second.let_go()


@pytest.mark.parametrize("damage", ["{", "[]", "{}"])
def test_a_damaged_loop_file_is_named_in_one_line(whole, tmp_path, capsys, damage):
    shutil.copytree(whole, tmp_path, dirs_exist_ok=True)
    (tmp_path / "loop.json").write_text(damage, encoding="utf-8")
    assert f"{tmp_path / 'loop.json'}: cannot be read" in refusal(f"twin --out {tmp_path} --resume", capsys)


def test_a_run_does_not_begin_where_twins_are_unfinished(tmp_path, monkeypatch, capsys):
    interrupt_at(monkeypatch, 0, 2)
    assert twin(tmp_path, "--months 4") == 130
    assert run(tmp_path, "--months 4") == 2
    assert "holds unfinished twins" in capsys.readouterr().err


def test_twins_do_not_go_on_with_a_single_run(tmp_path, capsys):
    assert run(tmp_path / "run", "--months 2") == 0
    assert main(["twin", "--out", str(tmp_path / "run"), "--resume"]) == 2
    assert "holds one run and no twins" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_ctrl_c_stops_three_processes_at_the_end_of_a_month_and_they_go_on_to_the_same_bytes(whole, tmp_path):
    out = tmp_path / "out"
    words = [sys.executable, "-m", "batch_runs", "twin", "--out", str(out), "--workers", "3"]
    asked = [*words, *"--agents-scale 0.1 --months 14 --seed 5 --set herding=0.5".split()]
    begun = subprocess.Popen(asked, start_new_session=True, stderr=subprocess.PIPE, text=True)
    for line in begun.stderr:  # the first line says that some months are done
        if " months" in line:
            os.killpg(begun.pid, signal.SIGINT)
            break
    said = begun.stderr.read()
    assert begun.wait() == 130, said
    assert "interrupted" in said
    assert subprocess.run([*words, "--resume", "--quiet"]).returncode == 0
    assert contents(out) == contents(whole)


def test_the_loop_file_holds_the_base_s_money_and_no_gain_that_nobody_asked_for(whole):
    told = json.loads((whole / "loop.json").read_text())
    alone = json.loads((whole / "run.json").read_text())
    assert told["core_revenue_gross_usd"] >= told["core_revenue_consolidated_usd"] > 0.0
    assert 0.0 <= told["circular_share_cloud"] <= 1.0
    assert told["loop_gain"] is None
    assert "loop" not in alone


def test_no_gain_is_measured_where_the_base_ends_before_it_shows():
    assert gain(Request.of({**DEFAULTS, "months": PULSE_MONTH + HORIZON - 1}), 20, 1, Wish()) is None


def test_twins_that_go_on_know_over_how_many_seeds_the_gain_was_asked_for(tmp_path, monkeypatch):
    with monkeypatch.context() as pressed:
        interrupt_at(pressed, 0, 1)
        assert twin(tmp_path, f"--months {PULSE_MONTH + HORIZON} --gain-seeds 2") == 130
    assert TwinFolder(tmp_path).gain_seeds() == 2
    with monkeypatch.context() as pressed:
        interrupt_at(pressed, 0, 2)
        assert main(["twin", "--out", str(tmp_path), "--resume", "--workers", "1", "--quiet"]) == 130
    assert TwinFolder(tmp_path).gain_seeds() == 2


def test_a_gain_asked_of_finished_twins_is_refused_and_not_passed_over(whole, capsys):
    assert main(["twin", "--out", str(whole), "--resume", "--gain-seeds", "2"]) == 2
    said = capsys.readouterr().err
    assert "--gain-seeds 2: " in said
    assert "was finished without; ask for it in another folder" in said


def test_a_gain_over_other_seeds_than_those_measured_is_refused(whole, tmp_path):
    shutil.copytree(whole, tmp_path, dirs_exist_ok=True)
    loop = json.loads((tmp_path / "loop.json").read_text(encoding="utf-8"))
    (tmp_path / "loop.json").write_text(json.dumps(loop | {"loop_gain": {"seeds": [1, 2]}}), encoding="utf-8")
    TwinFolder(tmp_path).agree({}, 2)
    with pytest.raises(BadInput, match="--gain-seeds 40: .* was finished with 2; ask for it in another"):
        TwinFolder(tmp_path).agree({}, 40)


def test_a_wish_to_stop_ends_the_measuring_of_the_gain(monkeypatch):
    monkeypatch.setattr(loop_file, "process_pool", lambda workers: Inline())
    monkeypatch.setattr(loop_file, "loop_gain", lambda *known, each: list(each(float, known[2])))
    wish = Wish()
    request = Request.of({**DEFAULTS, "months": PULSE_MONTH + HORIZON})
    assert gain(request, 3, 1, wish) == [1.0, 2.0, 3.0]
    wish.status = 130
    with pytest.raises(KeyboardInterrupt):
        gain(request, 3, 1, wish)


@pytest.mark.parametrize(
    ("mishap", "said"),
    [
        (BrokenProcessPool("gone"), "a process was killed"),
        (ArithmeticError("a bribe was refused"), "a bribe was refused"),
    ],
)
def test_a_gain_that_cannot_be_measured_costs_no_world_and_can_be_given_up(
    tmp_path, monkeypatch, capsys, mishap, said
):
    def fail(*known, each):
        raise mishap

    monkeypatch.setattr(loop_file, "loop_gain", fail)
    monkeypatch.setattr(loop_file, "FEWEST_MONTHS", 2)
    assert twin(tmp_path, "--months 2 --gain-seeds 2") == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert main(["twin", "--out", str(tmp_path), "--resume", "--workers", "1"]) == 1, "as it was asked for"
    assert main(["twin", "--out", str(tmp_path), "--resume", "--workers", "1", "--gain-seeds", "0"]) == 0
    assert (tmp_path / "run.json").exists()
