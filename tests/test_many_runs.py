"""Many runs in one folder: the same table whatever dies on the way, and no work done twice."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path
from threading import Timer

import pandas as pd
import pytest
import small_study
from small_study import Inline, cubes, posix_only, refusal, study_of

from batch_runs import made_with
from batch_runs.command import CannotGoOn
from batch_runs.command_line import main
from batch_runs.many import pool
from batch_runs.many.carry_out import carry_out, say_interrupted
from batch_runs.many.ends import WorkersDied, WorkersLost
from batch_runs.many.job import Job, canonical
from batch_runs.many.lock import is_locked, try_lock
from batch_runs.many.study import Study, result_files
from batch_runs.many.worker import leave_ctrl_c_to_the_parent
from batch_runs.request import differences
from model.errors import BadInput

TESTS = str(Path(__file__).parent)
PROJECT = Path(__file__).parents[1]


# ------------------------------------------------------------------------------------- jobs


def test_a_run_is_called_by_all_that_its_answer_follows_from():
    job = Job("a:b", 1, 12, parameters={"herding": 0.5})
    others = [
        Job("a:c", 1, 12, parameters={"herding": 0.5}),
        Job("a:b", 2, 12, parameters={"herding": 0.5}),
        Job("a:b", 1, 13, parameters={"herding": 0.5}),
        Job("a:b", 1, 12, parameters={"herding": 0.4}),
        Job("a:b", 1, 12, parameters={"herding": 0.5}, asked={"abstain": {"funds": "all"}}),
    ]
    assert len({job.run_id, *(other.run_id for other in others)}) == 6
    assert Job(**job.described()).run_id == job.run_id


def test_a_default_said_or_left_out_is_the_same_run():
    assert Job("a:b", 1, 12).run_id == Job("a:b", 1, 12, parameters={"herding": 0.9}).run_id


def test_names_do_not_hang_on_the_order_in_which_things_are_said():
    assert canonical({"b": 1, "a": [0.5, None]}) == '{"a":[0.5,null],"b":1}'
    with pytest.raises(ValueError, match="JSON"):
        canonical({"a": float("nan")})


# ------------------------------------------------------------------------------------ studies


def test_neither_workers_nor_bundles_nor_the_order_of_runs_change_the_table(tmp_path, inline):
    jobs = cubes(7)
    one = study_of(tmp_path / "one", jobs)
    other = study_of(tmp_path / "other", jobs[::-1], workers=5, bundle=3)
    pd.testing.assert_frame_equal(one, other, check_exact=True)
    assert list(one.index) == sorted(job.run_id for job in jobs)
    assert sorted(one["cube"]) == [1.0, 8.0, 27.0, 64.0, 125.0, 216.0, 343.0]


def test_worker_processes_give_the_table_that_one_process_gives(tmp_path, monkeypatch):
    spread = study_of(tmp_path / "spread", cubes(6))
    monkeypatch.setattr(pool, "process_pool", lambda workers: Inline())
    pd.testing.assert_frame_equal(spread, study_of(tmp_path / "here", cubes(6)), check_exact=True)


def test_a_finished_study_runs_nothing_again(tmp_path, inline):
    study_of(tmp_path, cubes(4))
    before = {path.name: path.stat().st_mtime_ns for path in result_files(tmp_path)}
    study_of(tmp_path, cubes(4))
    assert {path.name: path.stat().st_mtime_ns for path in result_files(tmp_path)} == before
    assert len(before) == 4


def test_a_run_whose_file_is_gone_is_run_again(tmp_path, inline):
    whole = study_of(tmp_path, cubes(4))
    result_files(tmp_path)[1].unlink()
    pd.testing.assert_frame_equal(study_of(tmp_path, cubes(4)), whole, check_exact=True)


def test_what_a_killed_worker_left_half_written_is_swept_away(tmp_path, inline):
    whole = study_of(tmp_path, cubes(4))
    victim = result_files(tmp_path)[0]
    half = victim.with_name(victim.name + ".part")
    half.write_bytes(victim.read_bytes()[:50])
    victim.unlink()
    pd.testing.assert_frame_equal(study_of(tmp_path, cubes(4)), whole, check_exact=True)
    assert not half.exists()


def test_another_study_in_the_same_folder_is_refused_in_one_line(tmp_path, inline):
    study_of(tmp_path, cubes(4))
    with pytest.raises(
        BadInput, match=r"holds another study \(runs 3, not 4; plan .*take another folder"
    ) as refused:
        Study.begin(tmp_path, "cubes", {}, cubes(3))
    assert "\n" not in str(refused.value)
    with pytest.raises(BadInput, match="command squares, not cubes"):
        Study.begin(tmp_path, "squares", {}, cubes(4))
    study_of(tmp_path, cubes(4))


def test_nothing_of_a_run_stays_in_the_memory_of_its_worker(tmp_path, inline):
    study_of(tmp_path, cubes(5, "leaves_a_circle"), bundle=5)
    assert len(small_study.ALIVE) == 0


def test_a_study_grows_and_does_none_of_its_runs_twice(tmp_path, inline):
    study_of(tmp_path / "grown", cubes(4))
    before = {file.name: file.stat().st_mtime_ns for file in result_files(tmp_path / "grown")}
    grown = study_of(tmp_path / "grown", cubes(6))
    assert (
        before.items()
        <= {file.name: file.stat().st_mtime_ns for file in result_files(tmp_path / "grown")}.items()
    )
    assert len(result_files(tmp_path / "grown")) == 6
    pd.testing.assert_frame_equal(grown, study_of(tmp_path / "whole", cubes(6)), check_exact=True)
    with pytest.raises(BadInput, match="holds another study"):
        Study.begin(tmp_path / "grown", "cubes", {}, cubes(4))


def test_a_study_of_another_version_is_refused(tmp_path, inline, monkeypatch):
    study_of(tmp_path, cubes(2))
    from batch_runs import made_with

    now = made_with.versions()
    monkeypatch.setattr(made_with, "versions", lambda: {**now, "numpy": "3.0.0"})
    with pytest.raises(BadInput, match=r"was begun with numpy .*, not 3\.0\.0"):
        Study.begin(tmp_path, "cubes", {}, cubes(2))


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(BadInput, match=r"holds other files \(thesis\.txt\); take another folder"):
        Study.begin(tmp_path, "cubes", {}, cubes(2))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_two_processes_do_not_work_on_one_study(tmp_path, inline):
    with Study.begin(tmp_path, "cubes", {}, cubes(2)):
        assert is_locked(tmp_path / "lock")
        with pytest.raises(BadInput, match="another process is at work"):
            Study.begin(tmp_path, "cubes", {}, cubes(2))
    assert not is_locked(tmp_path / "lock")
    study_of(tmp_path, cubes(2))


def test_a_study_that_begins_while_somebody_only_looks_waits_for_the_look_to_end(tmp_path, inline):
    look = try_lock(tmp_path / "lock")
    Timer(0.1, look.release).start()
    assert len(study_of(tmp_path, cubes(2))) == 2


def test_a_worker_in_place_of_one_that_died_does_not_run_other_code(tmp_path, monkeypatch):
    def lost(workers):
        monkeypatch.setattr(made_with, "commit", lambda: "another")  # somebody edits while it runs
        return Losing(2)

    monkeypatch.setattr(pool, "process_pool", lost)
    with Study.begin(tmp_path, "cubes", {}, cubes(4)) as study:
        with pytest.raises(BadInput, match="was begun with commit .*, not another"):
            carry_out(study, "cubes", 2, True)
        assert len(study.table()) == 2, "what was finished is kept"


def test_a_setting_that_only_one_of_two_requests_has_is_named():
    one, other = {"asked": {"seeds": 3}}, {"asked": {"seeds": 3, "herding": 0.5}}
    assert differences(one, other) == ["asked herding nothing, not 0.5"]
    assert differences(other, one) == ["asked herding 0.5, not nothing"]
    assert differences(one, one | {"versions": {}}) == [], "what nobody asked for is not compared"


# ----------------------------------------------------------------------------- runs that fail


def test_a_run_that_breaks_down_does_not_stop_the_others_and_is_named(tmp_path, inline):
    jobs = cubes(6, "breaks_down")
    with Study.begin(tmp_path, "cubes", {}, jobs) as study:
        with pytest.raises(CannotGoOn, match="1 of 6 runs failed, the first with ArithmeticError: a bribe"):
            carry_out(study, "cubes", 2, True)
        assert len(study.table()) == 5
    note = json.loads((tmp_path / "failures" / f"{jobs[4].run_id}.json").read_text())
    assert note["error"] == "ArithmeticError: a bribe was refused"
    assert note["job"]["seed"] == 5
    assert any("breaks_down" in line for line in note["traceback"])


def test_a_failed_run_is_tried_again_only_when_its_note_is_removed(tmp_path, inline):
    jobs = cubes(6, "breaks_down")
    for missing in (6, 0):
        with Study.begin(tmp_path, "cubes", {}, jobs) as study:
            assert len(study.missing()) == missing
            with pytest.raises(CannotGoOn):
                carry_out(study, "cubes", 2, True)
    (tmp_path / "failures" / f"{jobs[4].run_id}.json").unlink()
    with Study.begin(tmp_path, "cubes", {}, jobs) as study:
        assert [job.seed for job in study.missing()] == [5]


def test_an_answer_that_is_no_number_is_a_failure(tmp_path, inline):
    study = Study.begin(tmp_path, "cubes", {}, cubes(1, "answers_words"))
    with study, pytest.raises(CannotGoOn, match="cube is no float but 'many'"):
        carry_out(study, "cubes", 1, True)


@posix_only
def test_a_killed_worker_costs_no_run(tmp_path, inline, monkeypatch):
    whole = study_of(tmp_path / "whole", cubes(8, "cube_once_alive", mark=str(tmp_path)))
    monkeypatch.undo()
    jobs = cubes(8, "cube_once_alive", mark=str(tmp_path / "killed"))
    after = study_of(tmp_path / "study", jobs)
    assert (tmp_path / "killed").exists()
    assert sorted(after["cube"]) == sorted(whole["cube"])
    with Study.begin(tmp_path / "study", "cubes", {}, jobs) as study:
        assert study.failures() == {}


@posix_only
def test_a_run_that_kills_its_worker_is_set_aside_after_three_deaths_and_no_other_with_it(tmp_path):
    jobs = cubes(8, "poison")
    with Study.begin(tmp_path, "cubes", {}, jobs) as study:
        with pytest.raises(CannotGoOn, match="1 of 8 runs failed, the first with 3 workers died of it"):
            carry_out(study, "cubes", 2, True, bundle=2)
        assert list(study.failures()) == [jobs[4].run_id]
        assert [note.stem for note in (tmp_path / "failures").iterdir()] == [jobs[4].run_id]
        assert sorted(study.table()["seed"]) == [1.0, 2.0, 3.0, 4.0, 6.0, 7.0, 8.0]


class Losing(Inline):
    """An executor whose way to its workers is cut after some runs."""

    def __init__(self, left):
        self.left = left

    def submit(self, fn, /, *told, **named):
        self.left -= 1
        if self.left < 0:
            raise WorkersLost
        return super().submit(fn, *told, **named)


class Killing(Inline):
    """An executor of which workers die with seed 5, four at a time, and that lives on."""

    def submit(self, fn, /, *told, **named):
        if all(job["seed"] != 5 for job in told[1]):
            return super().submit(fn, *told, **named)
        future = Future()
        future.set_exception(WorkersDied(4))
        return future


def test_lost_workers_cost_no_run_and_no_run_is_accused(tmp_path, monkeypatch, inline):
    whole = study_of(tmp_path / "whole", cubes(8))
    monkeypatch.setattr(pool, "process_pool", lambda workers: Losing(3))
    pd.testing.assert_frame_equal(study_of(tmp_path / "lost", cubes(8), bundle=2), whole, check_exact=True)
    assert not list((tmp_path / "lost" / "failures").iterdir())


def test_workers_that_are_lost_whenever_they_are_found_end_the_study_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "process_pool", lambda workers: Losing(0))
    with (
        Study.begin(tmp_path, "cubes", {}, cubes(4)) as study,
        pytest.raises(CannotGoOn, match="workers are lost again and again"),
    ):
        carry_out(study, "cubes", 2, True)


def test_workers_that_die_of_a_bundle_accuse_only_the_run_that_is_alone_with_them(tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "process_pool", lambda workers: Killing())
    jobs = cubes(8)
    with Study.begin(tmp_path, "cubes", {}, jobs) as study:
        with pytest.raises(CannotGoOn, match="1 of 8 runs failed, the first with 4 workers died of it"):
            carry_out(study, "cubes", 2, True, bundle=4)
        assert list(study.failures()) == [jobs[4].run_id]
        assert len(study.table()) == 7


# ------------------------------------------------------------------------------------- status


def test_status_says_how_far_a_study_is(tmp_path, inline, capsys):
    jobs = cubes(6, "breaks_down")
    with Study.begin(tmp_path, "cubes", {"seeds": 6}, jobs) as study:
        with pytest.raises(CannotGoOn):
            carry_out(study, "cubes", 1, True)
        result_files(tmp_path)[0].unlink()
        assert main(["status", str(tmp_path)]) == 0
        said = capsys.readouterr().out
        assert "cubes (seeds 6)" in said
        assert "4 of 6 runs finished, 1 failed, 1 to do" in said
        assert "ArithmeticError: a bribe was refused" in said
        assert "a process is at work on it" in said
    assert main(["status", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["runs"], told["finished"], len(told["failed"]), told["at_work"]) == (6, 4, 1, False)


def test_status_of_a_folder_without_a_study_is_refused_in_one_line(tmp_path, capsys):
    assert main(["status", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "holds no study (no study.json)" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("[1, 2]", "it holds no names with values"),
        ("{}", "it does not say its command"),
        ('{"command": "cubes", "asked": {}, "runs": "3"}', "it does not say its runs"),
        ('{"command": "cubes", "asked": {}, "runs": 3, "versions": {}}', "it does not say its commit"),
        ("not JSON", "Expecting value"),
    ],
)
def test_a_description_that_describes_no_study_is_refused_in_one_line_and_left_alone(
    written, complaint, tmp_path, inline, capsys
):
    study_of(tmp_path, cubes(2))
    (tmp_path / "study.json").write_text(written, encoding="utf-8")
    for command in ("status", "report"):
        said = refusal(f"{command} {tmp_path}", capsys)
        assert f"{tmp_path / 'study.json'}: cannot be read (" in said
        assert complaint in said
    with pytest.raises(BadInput, match="cannot be read"):
        Study.begin(tmp_path, "cubes", {}, cubes(2))
    assert (tmp_path / "study.json").read_text(encoding="utf-8") == written


def test_an_interrupted_study_says_how_far_it_came(tmp_path, inline, capsys):
    with Study.begin(tmp_path, "cubes", {}, cubes(3)) as study:
        say_interrupted(study)
    assert f"interrupted after 0 of 3 runs, which are kept in {tmp_path}" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="says which signals a process holds back")
def test_ctrl_c_does_not_reach_the_process_that_workers_are_forked_from():
    script = """
from multiprocessing import forkserver
from batch_runs.many import pool
pool.PRELOADED.clear()  # what it loads first is another matter
pool.load_ahead()
with open(f"/proc/{forkserver._forkserver._forkserver_pid}/status") as forks, open("/proc/self/status") as own:
    for status in (forks, own):
        print(next(line for line in status if line.startswith("SigBlk:")).split()[1])
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    forks, own = (int(held, 16) for held in done.stdout.split())
    for number in (signal.SIGINT, signal.SIGTERM):
        assert forks >> (number - 1) & 1
        assert not own >> (number - 1) & 1


@posix_only
def test_a_worker_hears_a_polite_kill_and_no_ctrl_c():
    before = signal.getsignal(signal.SIGINT)
    try:
        with pool.signals_held_back():
            leave_ctrl_c_to_the_parent()
            assert signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
            assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_script_without_a_guard_runs_its_study_once_and_to_the_end(tmp_path):
    plan = {"months": 3, "set": dict(small_study.TINY), "measures": ["vc_usd_ai"], "seeds": [1, 2]}
    script = tmp_path / "script.py"
    script.write_text(
        f"from batch_runs.sweep import study\nprint(len(study({plan!r}, {str(tmp_path / 'out')!r}, 2)))\n"
    )
    done = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
    assert done.stderr == ""
    assert int(done.stdout) == 2, "two runs, a row for their last month each"
