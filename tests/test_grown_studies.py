"""A study that has grown is not reported by what it found when less was asked."""

import json

import pytest
from small_study import TINY, refusal

from batch_runs.command_line import main
from batch_runs.sweep import study

pytestmark = pytest.mark.usefixtures("inline")

SMALL = {"months": 1, "set": dict(TINY), "measures": ["vc_usd_ai"]}


def test_a_sweep_is_not_told_by_the_tables_of_what_it_was(tmp_path, capsys):
    runs, tidy = tmp_path / "runs.parquet", tmp_path / "tidy.parquet"
    study({**SMALL, "factors": {"rivalry": [0.0, 0.9]}}, tmp_path)
    earlier = runs.read_bytes(), tidy.read_bytes()
    study({**SMALL, "factors": {"rivalry": [0.0, 0.9, 0.5]}}, tmp_path)
    for told in (earlier[1], tidy.read_bytes()):  # killed before the tables were written, and between them
        tidy.write_bytes(told)
        runs.write_bytes(earlier[0])
        assert "holds no runs.parquet of all its runs yet" in refusal(f"report {tmp_path}", capsys)


def test_a_sensitivity_study_is_not_told_by_what_it_found_before(tmp_path, capsys):
    settings = [f"{name}={value}" for name, value in TINY.items()]
    command = "sensitivity morris --size 2 --months 1 --factors rivalry --measures vc_usd_ai --quiet"
    assert main([*command.split(), "--out", str(tmp_path), "--set", *settings]) == 0
    file = tmp_path / "sensitivity.json"
    told = json.loads(file.read_text())
    file.write_text(json.dumps(told | {"asked": told["asked"] | {"replications": 7}}))
    assert "holds no sensitivity.json of all its runs yet" in refusal(f"report {tmp_path}", capsys)
