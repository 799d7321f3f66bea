"""Folders that somebody edited, or that a bad disk damaged: one line says which file, and what helps; nothing is lost."""

import errno
import json
import os
import re
import shutil
import signal
from pathlib import Path

import pytest
from small_run import interrupt_after, run
from small_study import TINY, cubes, refusal, study_of

from batch_runs import one_run
from batch_runs.command_line import main
from batch_runs.many import lock
from batch_runs.many.study import Study, result_files
from batch_runs.side_by_side import Months
from model.errors import BadInput

AGAIN = "start the run again in another folder"


# ------------------------------------------------------------------------------- runs and twins


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """Return the folder of a run of 36 months with all tables, stopped after 26, saved after 12, 24 and then."""
    folder = tmp_path_factory.mktemp("begun") / "run"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(one_run, "SAVING_WORTH", 0.0)
        interrupt_after(26, patch)
        assert run(folder, "--months 36 --flows") == 130
    return folder


@pytest.fixture(scope="module")
def begun_twins(tmp_path_factory):
    """Return the folder of twins that were stopped after a month."""
    folder = tmp_path_factory.mktemp("twins") / "twins"

    def pressed(self, run, done):
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Months, "show", pressed)
        assert main(f"twin --out {folder} --agents-scale 0.1 --months 4 --quiet --workers 1".split()) == 130
    return folder


def with_asked(**odd):
    """Return what puts odd options into what was asked."""
    return lambda text: json.dumps((told := json.loads(text)) | {"asked": told["asked"] | odd})


def instead(text):
    """Return what puts a text in the place of all that was there."""
    return lambda _: text


NOTES = [
    (instead("{}"), "it does not say its asked"),
    (instead("[]"), "it holds no names with values"),
    (instead("{"), "Expecting property name"),
    (instead('{"asked": []}'), "it does not say its asked"),
    (with_asked(seed="one"), "its notes are damaged (seed 'one')"),
    (with_asked(set=[1]), "its notes are damaged (set [1])"),
]


@pytest.mark.parametrize(("damage", "told"), NOTES)
@pytest.mark.parametrize("which", ["begun", "unbroken", "begun_twins"])
def test_notes_that_are_damaged_are_named_when_a_run_is_to_go_on(
    which, damage, told, request, tmp_path, capsys
):
    folder = shutil.copytree(request.getfixturevalue(which), tmp_path / which)
    capsys.readouterr()
    name = {"begun": "unfinished/request.json", "unbroken": "run.json"}.get(which, "unfinished/twins.json")
    notes = folder / name
    notes.write_text(written := damage(notes.read_text(encoding="utf-8")), encoding="utf-8")
    said = refusal(f"{'twin' if 'twins' in which else 'run'} --out {folder} --resume", capsys)
    assert told in said
    assert AGAIN in said
    assert notes.read_text(encoding="utf-8") == written


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda part: part.write_bytes(part.read_bytes()[:100]), "flows-0012.parquet: cannot be read"),
        (lambda part: part.write_bytes(b""), "flows-0012.parquet: cannot be read"),
        (lambda part: part.unlink(), "flows-0012.parquet: is missing"),
    ],
)
def test_what_was_written_of_the_months_before_is_looked_at_before_any_month_is_run(
    damage, told, begun, tmp_path, monkeypatch, capsys
):
    folder = shutil.copytree(begun, tmp_path / "run")
    damage(folder / "unfinished" / "flows-0012.parquet")
    monkeypatch.setattr(one_run.OneRun, "advance", None)
    said = refusal(f"run --out {folder} --resume", capsys)
    assert told in said
    assert AGAIN in said


def test_damage_within_what_was_written_is_named_where_it_is_found(begun, tmp_path, capsys):
    folder = shutil.copytree(begun, tmp_path / "run")
    part = folder / "unfinished" / "flows-0012.parquet"
    whole = part.read_bytes()
    part.write_bytes(whole[:4] + b"?" * (len(whole) // 2) + whole[4 + len(whole) // 2 :])
    said = refusal(f"run --out {folder} --resume --quiet", capsys)
    assert f"{part}: cannot be read; {AGAIN}" in said
    assert (folder / "unfinished" / "state.pkl").exists()


def test_a_run_that_is_whole_goes_on(begun, tmp_path):
    folder = shutil.copytree(begun, tmp_path / "run")
    assert main(f"run --out {folder} --resume --quiet".split()) == 0


# ------------------------------------------------------------------------------- studies


@pytest.fixture
def study(tmp_path, inline):
    """Return a finished study of three runs."""
    study_of(tmp_path / "study", cubes(3))
    return tmp_path / "study"


def cut(file):
    """Cut a file off after some bytes."""
    file.write_bytes(file.read_bytes()[:60])


@pytest.mark.parametrize("damage", [cut, Path.unlink])
def test_a_lost_plan_says_what_brings_it_back_and_then_the_study_grows(study, damage):
    damage(study / "plan.parquet")
    with pytest.raises(BadInput) as refused:
        Study.begin(study, "cubes", {}, cubes(4))
    assert f"{study / 'plan.parquet'}: cannot be read, and without it this study cannot grow" in str(
        refused.value
    )
    assert "(runs 4, not 3; plan differs)" in str(refused.value)
    before = [file.stat().st_mtime_ns for file in result_files(study)]
    study_of(study, cubes(3))
    assert [file.stat().st_mtime_ns for file in result_files(study)] == before
    assert len(study_of(study, cubes(4))) == 4


def test_a_lost_plan_does_not_keep_status_from_counting(study, capsys):
    cut(study / "plan.parquet")
    assert main(["status", str(study)]) == 0
    assert "3 of 3 runs finished, 0 failed, 0 to do" in capsys.readouterr().out


def test_runs_that_are_made_of_something_else_than_before_are_told_without_their_digits(
    tmp_path, inline, capsys
):
    settings = "\n".join(f"{name} = {value}" for name, value in TINY.items())
    (tmp_path / "mine.toml").write_text("[parameters]\nherding = 0.5\n")
    (tmp_path / "study.toml").write_text(f"scenario = 'mine.toml'\nmonths = 1\n[set]\n{settings}\n")
    sweep = f"sweep {tmp_path / 'study.toml'} --out {tmp_path / 'out'} --quiet"
    assert main(sweep.split()) == 0
    (tmp_path / "mine.toml").write_text("[parameters]\nherding = 0.4\n")
    said = refusal(sweep, capsys)
    assert "holds this study with other runs" in said
    assert "the file of scenario 'mine.toml'; undo the change, or take another folder" in said
    assert not re.search("[0-9a-f]{32}", said)
    (tmp_path / "mine.toml").write_text("[parameters]\nherding = 0.5\n")
    assert main(sweep.split()) == 0


def test_another_study_is_told_without_digits(study):
    with pytest.raises(BadInput) as refused:
        Study.begin(study, "cubes", {}, cubes(2))
    assert "(runs 2, not 3; plan differs)" in str(refused.value)


def test_status_reads_a_folder_that_cannot_be_written(study, monkeypatch, capsys):
    def read_only(path, seconds):
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(lock, "try_lock", read_only)
    assert main(["status", str(study)]) == 0
    said = capsys.readouterr().out
    assert "3 of 3 runs finished" in said
    assert "whether somebody is at work on it cannot be seen from here" in said
    assert main(["status", str(study), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["at_work"] is None


# ------------------------------------------------------------------------------- one in the other's folder


@pytest.mark.parametrize("command", ["run", "run --resume", "twin", "twin --resume"])
def test_no_run_begins_in_the_folder_of_a_study(command, study, capsys):
    before = sorted(study.iterdir())
    assert "holds a study (study.json); take another folder" in refusal(f"{command} --out {study}", capsys)
    assert sorted(study.iterdir()) == before


def test_twins_in_the_folder_of_an_unfinished_run_say_which_command_goes_on(begun, tmp_path, capsys):
    folder = shutil.copytree(begun, tmp_path / "run")
    capsys.readouterr()
    for command in ("twin --resume", "twin"):
        assert "holds an unfinished run; go on with run --resume" in refusal(
            f"{command} --out {folder}", capsys
        )
