"""A study that is stopped: by Ctrl-C, twice, or killed at any instant, it goes on to the same table."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from small_study import cubes, posix_only, study_of

from batch_runs.many.study import result_files

TESTS = str(Path(__file__).parent)

DRIVER = """
import sys
from small_study import cubes
from batch_runs.many.study import Study
from batch_runs.many.carry_out import carry_out, say_interrupted
from pathlib import Path
if __name__ == "__main__":
    with Study.begin(Path(sys.argv[1]), "cubes", {}, cubes(int(sys.argv[2]), sys.argv[3])) as study:
        status = carry_out(study, "cubes", 2, False)
        if status:
            say_interrupted(study)
    sys.exit(status)
"""


def driver(project, folder, runs, task="slow_cube"):
    """Start a study in another process and wait until it has finished some runs."""
    folder.mkdir()
    process = started(project, folder, runs, task)
    while len(result_files(folder)) < 3:
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.02)
    return process


def started(project, folder, runs, task="slow_cube"):
    """Start it, or start it again, in another process."""
    script = folder.with_suffix(".py")
    script.write_text(DRIVER)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((TESTS, str(project)))}
    command = [sys.executable, str(script), str(folder), str(runs), task]
    return subprocess.Popen(command, cwd=project, env=environment, stderr=subprocess.PIPE, text=True)


def workers_of(pid):
    """Return the processes that a study's fork server has made."""
    server = [child for child, words in children_of(pid) if "forkserver" in words]
    return [child for one in server for child, _ in children_of(one)]


def children_of(pid):
    """Return (pid, command line) of a process's children."""
    listing = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True)
    lines = [line.split(None, 1) for line in listing.stdout.splitlines()]
    return [(int(line[0]), line[1]) for line in lines if len(line) == 2]


@posix_only
def test_ctrl_c_keeps_what_is_finished_and_the_same_command_goes_on(tmp_path, project):
    process = driver(project, tmp_path / "study", 40)
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1]
    assert process.returncode == 130, said
    done = len(result_files(tmp_path / "study"))
    assert 3 <= done < 40
    assert f"interrupted after {done} of 40 runs" in said
    assert "the same command goes on" in said


@posix_only
@pytest.mark.slow
def test_a_killed_study_takes_its_workers_along_and_goes_on_to_the_same_table(tmp_path, project, inline):
    process = driver(project, tmp_path / "study", 12)
    process.kill()
    process.communicate(timeout=30)  # workers share its error stream: it ends when the last of them has
    assert 3 <= len(result_files(tmp_path / "study")) < 12
    jobs = cubes(12, "slow_cube")
    resumed = study_of(tmp_path / "study", jobs)
    pd.testing.assert_frame_equal(resumed, study_of(tmp_path / "whole", jobs), check_exact=True)


@pytest.mark.slow
@posix_only
def test_a_second_ctrl_c_does_not_wait_for_the_runs_in_progress(tmp_path, project):
    process = driver(project, tmp_path / "study", 12, "endless")
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.communicate(timeout=1.0)  # the first one waits for the runs in progress
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode != 0
    assert len(result_files(tmp_path / "study")) == 3


KILLS = 50


@posix_only
@pytest.mark.slow
@pytest.mark.parametrize("whom", ["the main process", "a worker"])
def test_fifty_kills_at_random_instants_leave_the_table_of_an_undisturbed_study(
    whom, tmp_path, project, inline
):
    chance, runs, folder = random.Random(whom), 400, tmp_path / "study"
    process = driver(project, folder, runs)
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.0, 0.8))
        if whom == "a worker":
            for victim in chance.sample(workers_of(process.pid), k=1) if workers_of(process.pid) else []:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
        else:
            process.kill()
            process.communicate(timeout=30)
        if process.poll() is not None and len(result_files(folder)) < runs:
            process = started(project, folder, runs)
    process.kill()
    process.communicate(timeout=30)
    jobs = cubes(runs, "slow_cube")
    assert 3 < len(result_files(folder)) < runs or whom == "a worker"
    pd.testing.assert_frame_equal(
        study_of(folder, jobs), study_of(tmp_path / "whole", jobs), check_exact=True
    )
