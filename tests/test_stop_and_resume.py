"""A run that is stopped, by Ctrl-C or by kill -9, and goes on as if nothing had happened."""

import os
import signal
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from filelock import FileLock
from small_run import SMALL, TABLES, all_bytes, interrupt_after, run, written
from small_study import posix_only

from batch_runs import made_with, one_run
from batch_runs.command_line import main
from batch_runs.run_folder import RunFolder
from model import Economy
from model.errors import BadInput


def test_a_run_that_ended_while_another_began_is_not_written_over(tmp_path, monkeypatch):
    folder, hold = RunFolder(tmp_path), RunFolder.hold

    def hold_late(self):
        (tmp_path / "series.parquet").touch()  # the other is done, and gone
        hold(self)

    monkeypatch.setattr(RunFolder, "hold", hold_late)
    with pytest.raises(BadInput, match="holds results already"):
        one_run.OneRun.begin(folder, {"months": 1})


def test_an_interrupted_run_exits_with_130_and_says_how_to_go_on(tmp_path, monkeypatch, capsys):
    interrupt_after(7, monkeypatch)
    assert run(tmp_path / "run", "--months 20") == 130
    said = capsys.readouterr().err
    assert "interrupted after 7 of 20 months" in said
    assert f"run --out {tmp_path / 'run'} --resume" in said


def test_an_interrupted_run_keeps_the_series_so_far_and_shows_no_results(tmp_path, monkeypatch):
    interrupt_after(7, monkeypatch)
    run(tmp_path / "run", "--months 20 --flows")
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["unfinished"]
    assert len(pd.read_parquet(tmp_path / "run" / "unfinished" / "series.parquet")) == 7


def test_an_interrupted_run_goes_on_to_the_same_bytes_as_an_unbroken_one(tmp_path, monkeypatch, unbroken):
    out = tmp_path / "run"
    with monkeypatch.context() as pressed:
        interrupt_after(7, pressed)
        assert run(out, "--months 20 --seed 5 --flows --agents") == 130
    assert main(["run", "--out", str(out), "--resume", "--quiet"]) == 0
    assert written(out)["resumed_after"] == [7]
    assert written(out)["digest"] == written(unbroken)["digest"]
    assert all_bytes(out) == all_bytes(unbroken)
    assert not (out / "unfinished").exists()


QUICK = "between two saves"
RESUMED_AFTER = {"before the first save": 0, QUICK: 12, "while the files were published": 12}
KILLED = {
    "before the first save": "when(5)",
    QUICK: "when(17)",
    "after the tables were saved, before the state": "Economy.save = lambda *_: os.kill(os.getpid(), 9)",
    "while the files were published": "os_replace_kills('flows.parquet')",
}
KILLER = """
import os, pathlib, sys
from model import Economy
from batch_runs.command_line import main
step, replace = Economy.step, pathlib.Path.replace
def when(month):
    def killed(economy):
        step(economy)
        economy.month == month and os.kill(os.getpid(), 9)
    Economy.step = killed
def os_replace_kills(name):
    def killed(path, target):
        replace(path, target)
        path.name == name and os.kill(os.getpid(), 9)
    pathlib.Path.replace = killed
exec(sys.argv[1])
main(sys.argv[2:])
"""


@posix_only
@pytest.mark.parametrize(
    "when", [QUICK, *(pytest.param(w, marks=pytest.mark.slow) for w in KILLED if w != QUICK)]
)
def test_a_killed_run_goes_on_to_the_same_bytes_as_an_unbroken_one(when, tmp_path, project, unbroken):
    out = tmp_path / "run"
    asked = ["run", "--out", str(out), *SMALL.split(), *"--months 20 --seed 5 --flows --agents".split()]
    killed = subprocess.run(
        [sys.executable, "-c", KILLER, KILLED[when], *asked], cwd=project, capture_output=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not (out / "run.json").exists()
    assert main([*asked, "--resume"]) == 0
    assert written(out)["resumed_after"] == [RESUMED_AFTER.get(when, 0)]
    assert written(out)["digest"] == written(unbroken)["digest"]
    assert all_bytes(out) == all_bytes(unbroken)
    assert {path.name for path in out.iterdir()} == {"run.json", *(f"{name}.parquet" for name in TABLES)}


@pytest.mark.parametrize(("worth", "saved"), [(0.0, [12, 24]), (1e9, [12])])
def test_a_state_is_saved_at_the_end_of_a_year_where_that_is_little_of_the_time_and_never_at_the_very_end(
    worth, saved, tmp_path, monkeypatch
):
    months, save = [], Economy.save
    monkeypatch.setattr(one_run, "SAVING_WORTH", worth)
    monkeypatch.setattr(
        Economy, "save", lambda economy, path: (months.append(economy.month), save(economy, path))
    )
    assert run(tmp_path / "run", "--months 36") == 0
    assert months == saved


def test_an_economy_that_breaks_down_says_when_and_why_in_one_line(tmp_path, monkeypatch, capsys):
    step = Economy.step

    def break_down(economy):
        if economy.month == 14:
            economy.ledger.pay("a bribe", ("governments", 0), ("bank", 0), 9e13)
        step(economy)

    monkeypatch.setattr(Economy, "step", break_down)
    assert run(tmp_path / "run", "--months 20 --seed 5") == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "broke down after 14 of 20 months: 'a bribe'" in said
    assert (tmp_path / "run" / "unfinished" / "state.pkl").exists()


def test_a_second_ctrl_c_does_not_wait_for_the_month_to_end(tmp_path, monkeypatch, capsys):
    def twice(economy):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Economy, "step", twice)
    assert run(tmp_path / "run", "--months 6") == 130
    assert "interrupted at once" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ("--seed 6", "seed 6, not 5"),
        ("--set herding=0.1", "herding 0.1, not 0.9"),
        ("--scenario straight", "scenario straight, not base"),
        ("--months 21", "months 21, not 20"),
        ("--flows", "flows True, not False"),
    ],
)
def test_going_on_as_another_run_is_refused_and_loses_nothing(changed, named, tmp_path, monkeypatch, capsys):
    interrupt_after(3, monkeypatch)
    run(tmp_path / "run", "--months 20 --seed 5")
    capsys.readouterr()
    assert run(tmp_path / "run", f"--resume {changed}") == 2
    refusal = capsys.readouterr().err
    assert refusal.count("\n") == 1
    assert named in refusal
    assert len(pd.read_parquet(tmp_path / "run" / "unfinished" / "series.parquet")) == 3


def test_half_a_run_of_one_version_is_not_finished_by_another(tmp_path, monkeypatch, capsys):
    interrupt_after(3, monkeypatch)
    run(tmp_path / "run", "--months 6")
    capsys.readouterr()
    now = made_with.versions()
    monkeypatch.setattr(made_with, "versions", lambda: {**now, "numpy": "3.0.0"})
    assert run(tmp_path / "run", "--resume") == 2
    assert f"was begun with numpy {np.__version__}, not 3.0.0" in capsys.readouterr().err


def test_resuming_a_finished_run_changes_nothing(unbroken, capsys):
    before = all_bytes(unbroken)
    assert main(["run", "--out", str(unbroken), "--resume"]) == 0
    assert "finished already" in capsys.readouterr().out
    assert all_bytes(unbroken) == before


def test_results_are_never_overwritten(unbroken, capsys):
    before = all_bytes(unbroken)
    assert run(unbroken, "--months 6") == 2
    assert "holds results already" in capsys.readouterr().err
    assert all_bytes(unbroken) == before


def test_an_unfinished_run_is_not_begun_anew_by_accident(tmp_path, monkeypatch, capsys):
    interrupt_after(3, monkeypatch)
    run(tmp_path / "run", "--months 6")
    capsys.readouterr()
    assert run(tmp_path / "run", "--months 6") == 2
    assert "go on with --resume" in capsys.readouterr().err


def test_two_processes_do_not_work_on_one_run(tmp_path, monkeypatch, capsys):
    with monkeypatch.context() as pressed:
        interrupt_after(3, pressed)
        assert run(tmp_path, "--months 6") == 130
    capsys.readouterr()
    kept = {path.name: path.read_bytes() for path in (tmp_path / "unfinished").iterdir()}
    elsewhere = FileLock(tmp_path / "unfinished" / "lock")
    with elsewhere:
        assert main(["run", "--out", str(tmp_path), "--resume"]) == 2
        said = capsys.readouterr().err
        assert f"--out {tmp_path}: another process is at work on this run; wait, or stop it first" in said
        assert said.count("\n") == 1
    assert {path.name: path.read_bytes() for path in (tmp_path / "unfinished").iterdir()} == kept
    assert main(["run", "--out", str(tmp_path), "--resume", "--quiet"]) == 0
    assert not (tmp_path / "unfinished").exists()


def test_a_part_of_a_table_that_is_gone_is_named_and_not_passed_over(tmp_path, monkeypatch, capsys):
    with monkeypatch.context() as pressed:
        interrupt_after(3, pressed)
        assert run(tmp_path, "--months 6 --flows") == 130
    capsys.readouterr()
    (part,) = (tmp_path / "unfinished").glob("flows-*.parquet")
    part.unlink()
    assert main(["run", "--out", str(tmp_path), "--resume"]) == 2
    assert f"{part}: is missing; start the run again in another folder" in capsys.readouterr().err
