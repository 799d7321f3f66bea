"""The page on the three readings: means over seeds, and where the readings part, with the reason."""

import numpy as np

from batch_runs.cost_files import WHY
from docs.readings_table import heads, page, rows, sentences
from model.readings import BRAIN_DRAIN, COSTS, FOMO, HEADLINE, OPPORTUNITY, Item


def told(cost, decision, twin, proxy, unit="usd", quoted="share of venture money"):
    """Return what a run of two months says of a cost, half of it in each month; a proxy is the mean of its months."""
    halves = {"decision": (decision, unit, "sum"), "twin": (twin, unit, "sum"), "proxy": (2.0 * proxy, quoted, "mean")}  # fmt: skip
    return heads({
        name: Item(cost, name, "belief", HEADLINE, said, np.full(2, value / 2.0), over)
        for name, (value, said, over) in halves.items()
    })  # fmt: skip


def test_a_row_has_the_mean_its_interval_and_the_seeds_in_which_it_is_a_cost():
    found = [told(OPPORTUNITY, 1e9 * size, 3e9, 0.2) for size in (-1.0, 2.0, 5.0)]
    decision, twin, proxy = rows(OPPORTUNITY, found)
    # Mean 2, standard deviation 3, error 3 over the root of 3, Student's t of two degrees 4.303.
    assert decision == "| opportunity cost | decision | 2 | -5 to 9 | bn usd | 2 of 3 |"
    assert twin == "| opportunity cost | twin | 3 | 3 to 3 | bn usd | 3 of 3 |"
    assert proxy.startswith("| opportunity cost | proxy | 20.0 | 20.0 to 20.0 | points of AI's share")


def test_twelve_person_months_are_a_researcher_year():
    found = [told(BRAIN_DRAIN, 24e3, 12e3, 0.1, "person-months", "share of AI graduates") for _ in range(2)]
    assert [row.split(" | ")[2] for row in rows(BRAIN_DRAIN, found)] == ["2", "1", "10.0"]


def test_seeds_in_which_two_readings_part_are_named_with_the_reason():
    found = [
        told(FOMO, 1e9, 2e9, 0.01, quoted="share of world product"),
        told(FOMO, -1e9, 4e9, 0.01, quoted="share of world product"),
        told(FOMO, 3e9, 6e9, 0.01, quoted="share of world product"),
    ]
    first, *parting = sentences(FOMO, found)
    assert "one sign in 2 of 3 seeds" in first
    assert "0.25 times" in first
    assert parting == [
        f"  - decision and twin part in seeds 2: {WHY[FOMO, 'decision', 'twin']}",
        f"  - decision and proxy part in seeds 2: {WHY[FOMO, 'decision', 'proxy']}",
    ]


def test_the_page_has_three_rows_and_a_sentence_for_each_cost():
    seed = {cost: told(cost, 1e9, 2e9, 0.1) for cost in COSTS}
    other = {cost: told(cost, 2e9, 3e9, 0.2) for cost in COSTS}
    text = page([seed, other])
    assert text.count("\n| ") == 1 + 3 * 3
    assert text.count("\n- **") == 3
    assert "seeds 1 to 2" in text
