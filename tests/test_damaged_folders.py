"""Folders that somebody edited, or that a bad disk damaged: one line says which file, and what helps; nothing is lost."""

import json
import os
import shutil
import signal

import pytest
from small_run import interrupt_after, run, whole_run
from small_study import refusal

from batch_runs import one_run
from batch_runs.command_line import main
from batch_runs.side_by_side import Months

AGAIN = "start the run again in another folder"


# ------------------------------------------------------------------------------- runs and twins


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """Return the folder of a finished run."""
    return whole_run(tmp_path_factory.mktemp("finished"))


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
    (instead("{}"), "no run is noted without its asked"),
    (instead("[]"), "it holds no names with values"),
    (instead("{"), "Expecting property name"),
    (instead('{"asked": []}'), "no run is noted without its asked"),
    (with_asked(seed="one"), "its notes are damaged (seed 'one')"),
    (with_asked(set=[1]), "its notes are damaged (set [1])"),
]


@pytest.mark.parametrize(("damage", "told"), NOTES)
@pytest.mark.parametrize("which", ["begun", "finished", "begun_twins"])
def test_notes_that_are_damaged_are_named_when_a_run_is_to_go_on(
    which, damage, told, request, tmp_path, capsys
):
    folder = shutil.copytree(request.getfixturevalue(which), tmp_path / which)
    capsys.readouterr()
    name = {"begun": "unfinished/request.json", "finished": "run.json"}.get(which, "unfinished/twins.json")
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
