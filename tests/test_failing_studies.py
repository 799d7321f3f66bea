"""A study whose runs fail: it starts all the same, ends with what is known, and says which runs are left."""

import pandas as pd
import pytest
from small_study import TINY

from batch_runs.command_line import main
from model import Economy

pytestmark = pytest.mark.usefixtures("inline")


@pytest.fixture
def sweep(tmp_path):
    """Return the words of a small sweep of two runs into `tmp_path/out`."""
    settings = "\n".join(f"{name} = {value}" for name, value in TINY.items())
    text = f"months = 2\nmeasures = ['vc_usd_ai']\n[factors]\nherding = [0.0, 0.9]\n[set]\n{settings}\n"
    (tmp_path / "study.toml").write_text(text)
    return ["sweep", str(tmp_path / "study.toml"), "--out", str(tmp_path / "out")]


@pytest.fixture
def breaking(monkeypatch):
    """Let every economy break down in its second month."""
    step = Economy.step

    def breaks(economy):
        if economy.month == 1:
            raise ArithmeticError("no number")
        step(economy)

    monkeypatch.setattr(Economy, "step", breaks)


def test_an_economy_that_breaks_down_in_its_first_months_is_a_failed_run_and_no_reason_not_to_start(
    tmp_path, sweep, breaking, capsys
):
    assert main([*sweep, "--dry-run"]) == 0
    assert "2 runs of 2 months; how long cannot be told" in capsys.readouterr().err
    assert main(sweep) == 1
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    assert runs["error"].tolist() == ["ArithmeticError: no number"] * 2


def test_where_every_run_failed_no_table_is_promised_and_the_report_tells_of_the_failures(
    tmp_path, sweep, breaking, capsys
):
    assert main([*sweep, "--quiet"]) == 1
    said = capsys.readouterr().err
    assert "2 of 2 runs failed" in said
    assert "none finished, so there is no tidy.parquet" in said
    assert main(["report", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "0 of 2 runs finished, 2 failed." in page
    assert page.count("ArithmeticError: no number") == 2


def test_status_counts_the_runs_of_the_plan_and_no_others(tmp_path, sweep, breaking, capsys):
    assert main([*sweep, "--quiet"]) == 1
    failures = tmp_path / "out" / "failures"
    (note, *_) = failures.iterdir()
    (failures / "of-another-plan.json").write_text(note.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["status", str(tmp_path / "out")]) == 0
    assert "0 of 2 runs finished, 2 failed, 0 to do" in capsys.readouterr().out
    assert main(["report", str(tmp_path / "out")]) == 0
    assert "2 failed." in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_note_of_a_failure_that_cannot_be_read_is_to_be_removed_and_its_run_is_tried_again(
    tmp_path, sweep, monkeypatch, capsys
):
    (tmp_path / "out" / "failures").mkdir(parents=True)
    note = tmp_path / "out" / "failures" / "torn.json"
    note.write_text("{", encoding="utf-8")
    assert main([*sweep, "--quiet"]) == 2
    said = capsys.readouterr().err
    assert f"{note}: cannot be read" in said
    assert "remove this note, and its run is tried again" in said
    note.unlink()
    assert main([*sweep, "--quiet"]) == 0
