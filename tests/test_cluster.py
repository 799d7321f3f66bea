"""Runs handed to a Dask cluster: the same table, whatever dies on the way."""

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from small_study import TINY_OPTIONS, cubes, posix_only

from batch_runs import made_with
from batch_runs.command import CannotGoOn
from batch_runs.command_line import main
from batch_runs.many import cluster
from batch_runs.many.carry_out import carry_out
from batch_runs.many.cluster import Cluster, local_cluster
from batch_runs.many.ends import WorkersLost
from batch_runs.many.study import Study, result_files

pytest.importorskip("distributed")

TESTS = str(Path(__file__).parent)


@pytest.fixture(scope="module")
def address():
    """Return the address of a scheduler that has two workers."""
    with local_cluster(2) as found:
        yield found.scheduler_address


def study_of(path, jobs, workers):
    """Run a study to its end and return its table."""
    with Study.begin(path, "cubes", {}, jobs) as study:
        assert carry_out(study, "cubes", workers, True) == 0
        return study.table()


# ------------------------------------------------------------------------------- the same table


def test_one_worker_two_workers_and_a_cluster_make_the_same_table(tmp_path, address):
    one = study_of(tmp_path / "one", cubes(6), 1)
    two = study_of(tmp_path / "two", cubes(6), 2)
    many = study_of(tmp_path / "many", cubes(6), Cluster(address, 9))
    pd.testing.assert_frame_equal(one, two, check_exact=True)
    pd.testing.assert_frame_equal(one, many, check_exact=True)


@posix_only
def test_a_worker_of_a_cluster_that_is_killed_costs_no_run(tmp_path, address):
    jobs = cubes(8, "cube_once_alive", mark=str(tmp_path / "killed"))
    after = study_of(tmp_path / "study", jobs, Cluster(address, 2))
    assert (tmp_path / "killed").exists()
    pd.testing.assert_frame_equal(after, study_of(tmp_path / "here", jobs, 1), check_exact=True)
    with Study.begin(tmp_path / "study", "cubes", {}, jobs) as study:
        assert study.failures() == {}


@pytest.mark.parametrize("status", ["finished", "lost"])
def test_a_run_that_returned_is_finished_though_its_worker_died_with_the_answer(status):
    future = Future()
    cluster._pass_on(future, SimpleNamespace(status=status))
    assert future.result(0) is None


def test_a_run_that_dask_gave_up_is_lost_and_nobody_died_of_it():
    future = Future()
    cluster._pass_on(future, SimpleNamespace(status="cancelled"))
    assert isinstance(future.exception(0), WorkersLost)


def test_a_run_that_breaks_down_on_a_cluster_is_named_and_the_others_are_kept(tmp_path, address):
    with Study.begin(tmp_path, "cubes", {}, cubes(6, "breaks_down")) as study:
        with pytest.raises(CannotGoOn, match="1 of 6 runs failed, the first with ArithmeticError: a bribe"):
            carry_out(study, "cubes", Cluster(address, 2), True)
        assert len(study.table()) == 5


@pytest.mark.slow
@posix_only
def test_a_run_that_kills_its_worker_is_set_aside_alone(tmp_path):
    jobs = cubes(8, "poison")
    with Study.begin(tmp_path, "cubes", {}, jobs) as study:
        with pytest.raises(CannotGoOn, match="1 of 8 runs failed, the first with 3 workers died of it"):
            carry_out(study, "cubes", Cluster("local", 2), True, bundle=2)
        assert list(study.failures()) == [jobs[4].run_id]
        assert sorted(study.table()["seed"]) == [1.0, 2.0, 3.0, 4.0, 6.0, 7.0, 8.0]


@pytest.mark.slow
def test_a_command_on_a_local_cluster_writes_the_page_that_processes_write(tmp_path):
    words = f"wargames --seeds 1 --months 3 {TINY_OPTIONS}".split()
    assert main([*words, "--out", str(tmp_path / "processes")]) == 0
    assert main([*words, "--out", str(tmp_path / "cluster"), "--cluster", "local"]) == 0
    pages = [(tmp_path / where / "wargames.md").read_text() for where in ("processes", "cluster")]
    assert pages[0] == pages[1]


# ----------------------------------------------------------------------- refused in one line


def refused(capsys, tmp_path, name):
    """Return the one line with which a command on a cluster is refused."""
    told = ["busts", "--seeds", "1", "--out", str(tmp_path / "page.md"), "--keep", str(tmp_path / "study")]
    assert main([*told, "--cluster", name]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def test_a_name_that_is_no_address_is_refused_in_one_line_and_nothing_begun(tmp_path, capsys):
    assert "name a scheduler as tcp://host:port, or local" in refused(capsys, tmp_path, "everywhere")
    assert not (tmp_path / "study").exists()


def test_without_dask_a_cluster_is_refused_in_one_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert "pip install distributed" in refused(capsys, tmp_path, "local")


def test_an_address_that_does_not_answer_is_refused_in_one_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 0.3)
    nobody = f"tcp://127.0.0.1:{free_port()}"
    assert f"--cluster {nobody}: does not answer within 0" in refused(capsys, tmp_path, nobody)


def test_a_scheduler_without_workers_is_refused_in_one_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 0.5)
    with local_cluster(0) as alone:
        assert "answers, but has no workers" in refused(capsys, tmp_path, alone.scheduler_address)


def test_workers_that_are_made_otherwise_or_do_not_see_the_folder_run_nothing(tmp_path, address, monkeypatch):
    with Study.begin(tmp_path / "study", "cubes", {}, cubes(2)) as study:
        study.path = tmp_path / "elsewhere"
        with pytest.raises(
            CannotGoOn, match="does not see .*elsewhere; take a folder that all machines share"
        ):
            carry_out(study, "cubes", Cluster(address, 2), True)
        study.path = tmp_path / "study"
        now = made_with.versions()
        monkeypatch.setattr(made_with, "versions", lambda: {**now, "numpy": "3.0.0"})
        with pytest.raises(CannotGoOn, match=r"has numpy .*, not 3\.0\.0; start workers from the same code"):
            carry_out(study, "cubes", Cluster(address, 2), True)
        assert result_files(study.path) == []


# --------------------------------------------------------------------- schedulers elsewhere

DRIVER = """
import sys
from small_study import cubes
from batch_runs.many import cluster
from batch_runs.many.study import Study
from batch_runs.many.carry_out import carry_out, say_interrupted
from pathlib import Path
if __name__ == "__main__":
    cluster.RETURN_SECONDS = float(sys.argv[4])
    with Study.begin(Path(sys.argv[1]), "cubes", {}, cubes(int(sys.argv[2]), "slow_cube")) as study:
        try:
            status = carry_out(study, "cubes", cluster.Cluster(sys.argv[3], 2), False)
        except Exception as error:
            sys.exit(f"{type(error).__name__}: {error}")
        if status:
            say_interrupted(study)
    sys.exit(status)
"""


def free_port():
    """Return a port that nobody listens on now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def begun(folder, *command):
    """Start a Python process that finds the small studies, and the project where it is the folder."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((TESTS, str(folder)))}
    return subprocess.Popen(
        [sys.executable, *command], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
    )


def driver(project, folder, runs, name, patience=60.0):
    """Start a study on a cluster and wait until some runs are finished."""
    folder.mkdir()
    script = folder.with_suffix(".py")
    script.write_text(DRIVER)
    process = begun(project, str(script), str(folder), str(runs), name, str(patience))
    wait_for(folder, 3, process)
    return process


def wait_for(folder, number, process):
    while len(result_files(folder)) < number:
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.02)


@contextmanager
def scheduler(folder, port):
    """Run a scheduler and two workers in a folder, as processes; kill them at the end, the scheduler first."""
    where = ["--host", "127.0.0.1", "--no-dashboard"]
    processes = [
        begun(folder, "-m", "distributed.cli.dask_scheduler", *where, "--port", str(port)),
        begun(folder, "-m", "distributed.cli.dask_worker", f"tcp://127.0.0.1:{port}", *where, "--nworkers", "2", "--nthreads", "1"),
    ]  # fmt: skip
    try:
        yield processes[0]
    finally:
        for process in processes:
            process.kill()
            process.communicate(timeout=60)


@pytest.mark.slow
@posix_only
def test_a_scheduler_that_ends_and_comes_back_costs_no_run(tmp_path, project):
    port, folder = free_port(), tmp_path / "study"
    with scheduler(project, port):
        process = driver(project, folder, 60, f"tcp://127.0.0.1:{port}")
    assert len(result_files(folder)) < 60
    assert process.poll() is None
    with scheduler(project, port):
        said = process.communicate(timeout=120)[1]
    assert process.returncode == 0, said
    jobs = cubes(60, "slow_cube")
    resumed = study_of(folder, jobs, 1)
    pd.testing.assert_frame_equal(resumed, study_of(tmp_path / "whole", jobs, 2), check_exact=True)


@pytest.mark.slow
@posix_only
def test_a_scheduler_that_stays_away_is_one_line_and_the_same_command_goes_on(tmp_path, project):
    port, folder = free_port(), tmp_path / "study"
    with scheduler(project, port):
        process = driver(project, folder, 60, f"tcp://127.0.0.1:{port}", patience=2.0)
    said = process.communicate(timeout=60)[1].splitlines()
    assert process.returncode == 1
    assert "CannotGoOn" in said[-1]
    assert "does not answer within 2 seconds; finished runs are kept, the same command goes on" in said[-1]
    assert all(line.startswith("cubes: ") for line in said[:-1])
    assert len(study_of(folder, cubes(60, "slow_cube"), 2)) == 60


@pytest.mark.slow
@posix_only
def test_workers_that_do_not_find_the_project_are_one_line(tmp_path):
    port = free_port()
    with (
        scheduler(tmp_path, port),
        Study.begin(tmp_path / "study", "cubes", {}, cubes(3)) as study,
        pytest.raises(CannotGoOn, match="do not find batch_runs; start both in this project's folder"),
    ):
        carry_out(study, "cubes", Cluster(f"tcp://127.0.0.1:{port}", 2), True)


@pytest.mark.slow
@posix_only
def test_ctrl_c_on_a_terminal_keeps_what_is_finished_on_a_local_cluster(tmp_path, project):
    process = driver(project, tmp_path / "study", 200, "local")
    for one in (process.pid, *children(process.pid)):  # a terminal tells all of them
        os.kill(one, signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    done = len(result_files(tmp_path / "study"))
    assert f"interrupted after {done} of 200 runs" in said
    assert not list((tmp_path / "study" / "failures").iterdir())


@pytest.mark.slow
@posix_only
def test_a_killed_study_takes_its_local_cluster_along(tmp_path, project):
    process = driver(project, tmp_path / "study", 200, "local")
    process.kill()
    process.communicate(timeout=60)  # workers share its error stream: it ends when the last of them has
    assert len(result_files(tmp_path / "study")) < 200


def children(parent):
    """Return the ids of the processes that a process started."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True)
    return [int(one) for one in listed.stdout.split()]
