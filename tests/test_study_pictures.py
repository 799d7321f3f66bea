"""The picture that stands beside a study's page: what is refused before anything is run."""

import pytest
from small_study import refusal


@pytest.mark.parametrize("command", ["attribution --permutations 1", "wargames"])
def test_a_picture_of_somebody_s_own_is_not_replaced_and_without_what_draws_pictures_nothing_is_run(
    command, tmp_path, capsys, monkeypatch
):
    mine = tmp_path / f"{command.split()[0]}.svg"
    asked = f"{command} --seeds 1 --quiet --out {tmp_path / 'study'}"
    mine.write_text("mine")
    assert f"{mine.name} stands beside it" in refusal(f"{asked} --page {tmp_path / 'mine.md'}", capsys)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "the picture needs matplotlib" in refusal(asked, capsys)
    assert not (tmp_path / "study").exists()
    assert mine.read_text() == "mine"
