"""Each switch moves what it should, in the direction it should: twenty seeds, paired, at default parameters."""

from pathlib import Path

import numpy as np
import pytest

from docs.direction_table import DIRECTIONS, MISSES, NO_SWITCH, Direction, Found, found, measured, page
from model import Parameters


def names(direction):
    return f"{direction.switch}: {direction.what}"


@pytest.fixture(scope="module")
def results():
    return {names(one.direction): one for one in measured()}


@pytest.mark.slow
@pytest.mark.parametrize("name", [names(direction) for direction in DIRECTIONS])
def test_a_switch_moves_what_it_should_in_the_direction_it_should(results, name):
    one = results[name]
    assert one.holds, (
        f"{name}: {one.difference:+.4g} with a standard error of {one.error:.2g}, expected {one.direction.sign:+d}"
    )


def test_every_switch_is_expected_to_move_something():
    switches = {info.name for info in Parameters().describe() if info.group == "switches"}
    assert {direction.switch for direction in DIRECTIONS} - set(NO_SWITCH) == switches


def test_every_switch_has_a_row_that_is_no_miss():
    hit = {direction.switch for direction in DIRECTIONS if names(direction) not in MISSES}
    assert hit == {direction.switch for direction in DIRECTIONS}
    assert set(MISSES) <= {names(direction) for direction in DIRECTIONS}


def test_the_misses_stand_on_the_page_with_what_we_make_of_them():
    text = (Path(__file__).parent.parent / "docs" / "directions.md").read_text(encoding="utf-8")
    missed = [row for row in text.splitlines() if "| **no** |" in row]
    told = [name for name, reason in MISSES.items() if f"- {name}. {reason}" in text]
    assert len(missed) == len(told), "each miss has its own words, and nothing else has"
    for name in told:
        switch, _, what = name.partition(": ")
        assert any(row.startswith(f"| `{switch}` | {what} |") for row in missed), name


def test_what_is_explained_is_what_does_not_hold_in_these_runs(monkeypatch):
    one = direction_of(1)
    hit, missed = Found(one, 2.0, 1.0, 1.0, 0.1), Found(one, 1.0, 2.0, -1.0, 0.1)
    monkeypatch.setitem(MISSES, "herding: a figure", "Money changes places.")
    assert "What does not hold" not in page([hit], 3)
    assert "- herding: a figure. Money changes places." in page([missed], 3)
    monkeypatch.delitem(MISSES, "herding: a figure")
    assert "- herding: a figure. Not explained yet." in page([missed], 3)


# ------------------------------------------------------------------------ the yardstick itself


def worlds_of(on, off):
    """Return made-up worlds of seeds 1, 2, ...: `herding` on and off, with one number each."""
    return {
        (changes, seed): {"figure": np.array([value])}
        for changes, values in (((), on), ((("herding", 0.0),), off))
        for seed, value in enumerate(values, 1)
    }


def direction_of(sign):
    return Direction("herding", "a figure", lambda columns: float(columns["figure"][0]), sign, "because")


def test_the_difference_is_paired_by_seed_and_has_the_standard_error_of_the_pairs():
    # Differences 1, 2, 3: mean 2, standard deviation 1, standard error 1 / sqrt(3).
    one = found(direction_of(1), worlds_of([11.0, 22.0, 33.0], [10.0, 20.0, 30.0]), [1, 2, 3])
    assert (one.on, one.off, one.difference) == (22.0, 20.0, 2.0)
    assert one.error == pytest.approx(1.0 / np.sqrt(3.0))
    assert one.t == pytest.approx(2.0 * np.sqrt(3.0))


def test_a_row_holds_with_the_right_sign_clear_of_noise_and_not_otherwise():
    clear = worlds_of([11.0, 22.0, 33.0], [10.0, 20.0, 30.0])
    assert found(direction_of(1), clear, [1, 2, 3]).holds
    assert not found(direction_of(-1), clear, [1, 2, 3]).holds
    noisy = worlds_of([11.0, 19.0, 33.0], [10.0, 20.0, 30.0])
    assert not found(direction_of(1), noisy, [1, 2, 3]).holds


def test_a_switch_that_moves_nothing_does_not_hold():
    dead = worlds_of([10.0, 20.0], [10.0, 20.0])
    assert not found(direction_of(1), dead, [1, 2]).holds
    assert not found(direction_of(-1), dead, [1, 2]).holds


def test_a_row_that_does_not_hold_is_written_as_one():
    lines = page(
        [Found(direction_of(1), 1.0, 2.0, -1.0, 0.1), Found(direction_of(-1), 1.0, 2.0, -1.0, 0.1)], 3
    )
    assert "1 of 2 rows hold" in lines
    assert lines.count("**no**") == 1
