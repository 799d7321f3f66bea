"""What shares of the costs are said to mean, on figures made up, and the picture that shows them."""

import re

import numpy as np
import pytest

from batch_runs.attribution_meaning import COSTS, WOULD_CHANGE, error_of, meaning, reach
from batch_runs.attribution_page import figure, page
from batch_runs.attribution_picture import TOLD, UNTOLD, drawn, picture
from model import Parameters

SEEDS = 5


def effect(mean, error):
    """Return an effect as the figures have it; its ends are not read here."""
    return {"mean": mean, "error": error, "low": None, "high": None}


def share(mean, error, error_orders=0.0):
    return {"share": effect(mean, error), "error_orders": error_orders, "alone": effect(mean, error), "last": effect(mean, error)}  # fmt: skip


def cost(switches, total=(100e9, 10e9), interaction=(0.0, 1e9)):
    return {"switches": switches, "total": effect(*total), "sum_alone": effect(*total), "interaction": effect(*interaction)}  # fmt: skip


def study(seeds=SEEDS, **costs):
    """Return the figures of a study; costs that are not said are like the first."""
    first = next(iter(costs.values()))
    return {
        "switches": list(first["switches"]),
        "seeds": seeds,
        "pairs": 3,
        "runs": 7,
        "asked": {"scenario": "base", "set": [], "agents_scale": 1.0, "months": 252},
        "costs": {name: costs.get(name, first) for name in COSTS},
    }


def said(found, title="Opportunity cost of capital"):
    """Return what is said of one cost."""
    return next(line for line in meaning(found).splitlines() if line.startswith(f"- **{title}.**"))


MIXED = {
    "myth": share(20e9, 5e9),
    "logic": share(-30e9, 5e9),
    "sermon": share(60e9, 9e9),
    "fear": share(4e9, 3e9),
    "herding": share(0.0, 0.0),
}

# ------------------------------------------------------------------------------------ sentences


def test_who_adds_to_a_cost_and_who_takes_from_it_is_said_by_size_and_in_parts_of_the_total():
    text = said(study(opportunity=cost(MIXED)))
    assert (
        "Sermon (60%) and myth (20%) add to it; logic (-30%) takes from it. 95% intervals say the same."
        in text
    )
    assert "No sign can be told of fear." in text
    assert "Nothing at all in any seed: herding." in text


def test_a_sign_that_two_errors_tell_and_a_95_percent_interval_does_not_is_named():
    two_and_a_half = share(25e9, 10e9)
    assert reach(SEEDS) > 2.5
    text = said(study(opportunity=cost(MIXED | {"fear": two_and_a_half})))
    assert "fear (25%)" in text
    assert "95% intervals hold zero for fear." in text
    only = said(study(opportunity=cost({"fear": two_and_a_half})))
    assert "Fear (25%) adds to it. 95% intervals hold zero for all of them." in only


def test_of_both_errors_the_larger_is_what_a_sign_has_to_pass():
    sure, unsure = share(30e9, 5e9, 5e9), share(30e9, 5e9, 16e9)
    assert (error_of(sure), error_of(unsure)) == (5e9, 16e9)
    text = said(study(opportunity=cost({"myth": sure, "logic": unsure})))
    assert "Myth (30%) adds to it." in text
    assert "No sign can be told of logic." in text


def test_where_nothing_can_be_told_nothing_is_claimed():
    nothing = cost({"myth": share(5e9, 4e9), "logic": share(-5e9, 4e9)}, total=(3e9, 8e9))
    text = meaning(study(opportunity=nothing))
    assert "Whether belief costs or saves anything here cannot be told." in text
    assert "Of no switch can it be told that it adds to this cost or takes from it." in text
    assert "No sign can be told of myth and logic." in text
    assert "No switch has one sign in all of them." in text
    assert "%)" not in text


def test_one_seed_shows_nothing():
    one = cost({"myth": share(50e9, None, None)}, total=(50e9, None), interaction=(1e9, None))
    assert (
        meaning(study(seeds=1, opportunity=one))
        == "One seed gives no errors: it shows nothing about other seeds."
    )
    assert "which gives no errors" in page(study(seeds=1, opportunity=one))


def test_where_the_total_is_no_clear_cost_shares_are_in_its_unit_and_not_in_parts_of_it():
    assert "Myth (+20.0 bn usd) adds to it" in said(
        study(opportunity=cost({"myth": share(20e9, 5e9)}, total=(9e9, 8e9)))
    )
    gain = said(study(opportunity=cost({"myth": share(-20e9, 5e9)}, total=(-20e9, 5e9))))
    assert "Here belief is a gain: the total is below zero. Myth (-20.0 bn usd) takes from it" in gain


@pytest.mark.parametrize(
    ("interaction", "words"),
    [(30e9, "Together the nine cost more than one by one."), (-30e9, "Together the nine cost less than one by one."), (15e9, "cannot be told")],
)  # fmt: skip
def test_whether_mechanisms_reinforce_each_other_is_said_beyond_two_errors(interaction, words):
    assert words in said(study(opportunity=cost(MIXED, interaction=(interaction, 10e9))))


def test_a_switch_is_said_to_work_in_all_costs_only_where_each_tells_its_sign():
    unsure_there = MIXED | {"myth": share(5e9, 4e9)}
    found = study(opportunity=cost(MIXED), fomo=cost(unsure_there))
    assert (
        said(found, "All three costs") == "- **All three costs.** Sermon adds to each; logic takes from each."
    )
    assert said(study(opportunity=cost(MIXED)), "All three costs") == (
        "- **All three costs.** Myth and sermon add to each; logic takes from each."
    )


def test_how_sure_two_errors_are_is_said_for_the_number_of_seeds():
    # Student's t with 3 degrees of freedom: 2 errors hold 86.1%, and 95% take 3.182 of them.
    text = meaning(study(seeds=4, opportunity=cost(MIXED)))
    assert "With 4 seeds\nthat is an interval of 86%: of shares that are nothing, 14% would pass" in text
    assert "reaches 3.2 errors" in text


def test_every_parameter_that_would_change_the_answer_is_one():
    known = Parameters().as_dict()
    assert [name for name in re.findall(r"`(\w+)`", WOULD_CHANGE) if name not in known] == []


# ---------------------------------------------------------------------------------- the picture


def test_the_picture_shows_the_shares_of_the_table_with_two_of_the_larger_errors():
    found = study(opportunity=cost(MIXED), fomo=cost(MIXED | {"fear": share(40e9, 3e9, 7e9)}))
    for axis, (name, (title, _, scale, unit)) in zip(drawn(found).axes, COSTS.items(), strict=True):
        assert (axis.get_title("left"), axis.get_xlabel()) == (title, unit)
        switches = found["costs"][name]["switches"]
        bars, lines = axis.containers[-1], axis.containers[0]
        bars, whiskers = (bars, lines) if len(bars) == len(switches) else (lines, bars)
        assert [bar.get_width() for bar in bars] == pytest.approx(
            [one["share"]["mean"] / scale for one in switches.values()]
        )
        ends = np.array([segment[:, 0] for segment in whiskers.lines[2][0].get_segments()])
        assert np.diff(ends).ravel() == pytest.approx(
            [4.0 * error_of(one) / scale for one in switches.values()]
        )
        assert [text.get_text() for text in axis.texts] == [
            figure(one["share"]["mean"], scale) for one in switches.values()
        ]


def test_shares_whose_sign_cannot_be_told_are_grey_and_switches_stand_in_the_order_of_the_table():
    import matplotlib as mpl

    axis = drawn(study(opportunity=cost(MIXED))).axes[0]
    colours = [mpl.colors.to_hex(bar.get_facecolor()) for bar in axis.patches]
    assert colours == [TOLD, TOLD, TOLD, UNTOLD, UNTOLD]
    assert [label.get_text() for label in axis.get_yticklabels()] == list(MIXED)
    assert axis.yaxis_inverted()


def test_the_page_shows_the_picture_and_the_same_figures_draw_the_same_bytes():
    found = study(opportunity=cost(MIXED))
    assert "error bars](attribution.svg)" in page(found)
    assert picture(found) == picture(found)
    assert "bars reach 2 standard errors" in page(found)
