"""The page on scale: differences are paired by seed, and called agreement only within their noise."""

import numpy as np

from docs.scale_table import FEW, SEEDS, World, costs, row


def test_a_cost_is_base_less_straight_with_the_same_luck():
    found = {}
    for seed in SEEDS:
        found[World(FEW, "base", seed)] = {"fomo": 10.0 * seed}
        found[World(FEW, "straight", seed)] = {"fomo": 4.0 * seed}
    assert costs(found, FEW, "fomo").tolist() == [6.0 * seed for seed in SEEDS]


def test_sizes_agree_where_their_paired_difference_is_within_two_standard_errors():
    few = 1e12 * np.array([1.0, 2.0, 3.0])
    # Differences of -1, 0 and 1 thousand bn around nought; then of 9, 10 and 11.
    assert row("fomo", few, few + 1e12 * np.array([-1.0, 0.0, 1.0])).endswith("| yes |")
    assert row("fomo", few, few + 1e12 * np.array([9.0, 10.0, 11.0])).endswith("| **no** |")


def test_the_difference_and_its_error_stand_in_the_row_in_its_unit():
    few = 1e12 * np.array([1.0, 2.0, 3.0])
    # Differences 1, 2, 3 thousand bn: mean 2, standard deviation 1, error 1 over the root of 3.
    line = row("fomo", few, few + 1e12 * np.array([1.0, 2.0, 3.0]))
    assert "| 2,000 | 4,000 | +2,000 | 577 | bn usd |" in line
