"""What pay-offs are said to mean, on figures made up, and the picture that shows the gains of abstaining."""

import copy
import re

import pytest

from batch_runs.best_replies import name_of, profiles
from batch_runs.wargames_meaning import WOULD_CHANGE, meaning
from batch_runs.wargames_page import page
from batch_runs.wargames_picture import EDGE, SHOWN, drawn, edge_of, picture
from model import Parameters
from model.abstention import MAY_ABSTAIN
from model.payoffs import FUNDAMENTAL, MARKET

VALUES = (MARKET, FUNDAMENTAL)


def gain(way, size=10.0):
    """Return a gain that is sure (1), a sure loss (-1), or one that cannot be told (0)."""
    return {"mean": way * size + (way == 0), "error": 1.0, "low": way * size - 2.0, "high": way * size + 2.0}


def study(seeds=20):
    """Return figures of a study in which nothing can be told."""
    others = {kind: [other for other in MAY_ABSTAIN if other != kind] for kind in MAY_ABSTAIN}
    nothing = {
        "payoffs": [
            {"profile": name_of(p), **{kind: {"payoff": 1e9, "against_all_playing": gain(0)} for kind in MAY_ABSTAIN}}
            for p in profiles(MAY_ABSTAIN)
        ],
        "replies": [
            {"kind": kind, "others": name_of(some), "gain": gain(0), "best": "either"}
            for kind in MAY_ABSTAIN
            for some in profiles(others[kind])
        ],
        "equilibria": [],
    }  # fmt: skip
    answer = {
        part: {value: {who: gain(0) for who in ("alone", "together", "all_four")} for value in VALUES}
        for part in ("gains", "in_per_cent")
    }
    return copy.deepcopy(
        {
            "kinds": list(MAY_ABSTAIN),
            "seeds": seeds,
            "runs": 9,
            "asked": {"scenario": "base", "set": [], "agents_scale": 1.0, "months": 252},
            "values": {value: copy.deepcopy(nothing) for value in VALUES},
            "answers": {kind: {"sentence": kind, **copy.deepcopy(answer)} for kind in MAY_ABSTAIN},
        }
    )


def said(found, title):
    return next(line for line in meaning(found).splitlines() if line.startswith(f"- **{title}.**"))


def reply(found, kind, best, at=VALUES, first=8):
    """Let a kind's first replies be the same."""
    for value in at:
        for one in [one for one in found["values"][value]["replies"] if one["kind"] == kind][:first]:
            one["best"] = best


# ------------------------------------------------------------------------------------ sentences


def test_where_nothing_can_be_told_nothing_is_claimed():
    assert meaning(study()).splitlines() == [
        "- **Best replies.** At both values, of incumbents, hyperscalers, funds and investors no better reply can be told whatever the others do.",
        "- **If nobody played.** At both values, where nobody plays in place of everybody, no sign can be told.",
        "- **A race.** At both values, no kind is seen in a race that it would win by leaving together and loses by leaving alone.",
        "- **What others get.** As far as both values say the same: "
        + "; ".join(f"where all {kind} abstain, no sign can be told" for kind in MAY_ABSTAIN)
        + ".",
    ]


def test_one_seed_shows_nothing():
    assert meaning(study(seeds=1)) == "One seed gives no intervals: it shows nothing about other seeds."


def test_who_plays_or_abstains_whatever_others_do_is_named_once_where_both_values_say_so():
    found = study()
    for kind in MAY_ABSTAIN:
        reply(found, kind, "abstain" if kind == "hyperscalers" else "play")
    assert said(found, "Best replies") == (
        "- **Best replies.** At both values, playing pays incumbents, funds and investors more whatever the others do; "
        "abstaining pays hyperscalers more whatever the others do."
    )


def test_replies_that_hang_on_what_others_do_are_counted_and_values_that_differ_are_told_apart():
    found = study()
    for kind in MAY_ABSTAIN:
        reply(found, kind, "play")
    reply(found, "funds", "abstain", at=[MARKET], first=3)
    reply(found, "funds", "either", at=[MARKET], first=1)
    text = said(found, "Best replies")
    assert "At market value, playing pays incumbents, hyperscalers and investors more" in text
    assert (
        "of the 8 things that the others may do, funds do better by playing in 5, by abstaining in 2 and by neither for sure in 1."
        in text
    )
    assert "At fundamental value, playing pays incumbents, hyperscalers, funds and investors more" in text


def test_who_has_more_and_who_less_where_nobody_plays_is_said_from_the_intervals():
    found = study()
    for value in VALUES:
        found["answers"]["hyperscalers"]["gains"][value]["all_four"] = gain(1)
        found["answers"]["funds"]["gains"][value]["all_four"] = gain(-1)
    assert said(found, "If nobody played").endswith(
        "At both values, where nobody plays in place of everybody, hyperscalers get more, funds get less."
    )


@pytest.mark.parametrize("together", ["together", "all_four"])
def test_a_race_is_what_one_loses_by_leaving_alone_and_all_win_by_leaving_together(together):
    found = study()
    for value in VALUES:
        found["answers"]["funds"]["gains"][value]["alone"] = gain(-1)
        found["answers"]["investors"]["gains"][value][together] = gain(1)
    assert "no kind is seen in a race" in said(found, "A race")
    for value in VALUES:
        found["answers"]["funds"]["gains"][value][together] = gain(1)
    assert "funds would win by leaving the race together, and lose by leaving alone" in said(found, "A race")


def test_what_others_get_is_said_only_where_both_values_tell_the_same_sign():
    found = study()
    for value in VALUES:
        row = next(r for r in found["values"][value]["payoffs"] if r["profile"] == "hyperscalers abstain")
        row["funds"]["against_all_playing"] = gain(-1)
        row["incumbents"]["against_all_playing"] = gain(1)
        row["investors"]["against_all_playing"] = gain(1 if value == MARKET else -1)
        row["hyperscalers"]["against_all_playing"] = gain(1)
    assert "where all hyperscalers abstain, incumbents get more, funds get less; where all funds" in said(
        found, "What others get"
    )


def test_every_parameter_that_would_change_the_answer_is_one():
    known = Parameters().as_dict()
    assert [name for name in re.findall(r"`(\w+)`", WOULD_CHANGE) if name not in known] == []


# ---------------------------------------------------------------------------------- the picture


def in_per_cent(found, kind, value, who, **ends):
    found["answers"][kind]["in_per_cent"][value][who] = {
        "mean": 0.0,
        "error": 1.0,
        "low": None,
        "high": None,
    } | ends


def distinct():
    """Return a study in which every gain is another."""
    found, number = study(), 0
    for kind in MAY_ABSTAIN:
        for value in VALUES:
            for who in SHOWN:
                number += 1
                in_per_cent(
                    found,
                    kind,
                    value,
                    who,
                    mean=2.0 * number,
                    low=2.0 * number - 5.0,
                    high=2.0 * number + 3.0,
                )
    return found


def marks(axis, marker):
    return {
        (round(float(line.get_xdata()[0]), 6), round(float(line.get_ydata()[0]), 6))
        for line in axis.lines
        if line.get_marker() == marker and len(line.get_xdata()) == 1
    }


def test_the_picture_has_a_dot_an_interval_and_a_number_for_each_gain_of_the_list():
    found = distinct()
    for axis, value in zip(drawn(found).axes, VALUES, strict=True):
        assert axis.get_title("left") == f"At {value} value"
        for row, kind in enumerate(MAY_ABSTAIN):
            for who, (_, _, shift) in SHOWN.items():
                one = found["answers"][kind]["in_per_cent"][value][who]
                assert (one["mean"], row + shift) in marks(axis, "o")
                spans = [
                    list(line.get_xdata())
                    for line in axis.lines
                    if list(line.get_ydata()) == [row + shift] * 2
                ]
                assert spans == [[one["low"], one["high"]]]
                assert [text.get_text() for text in axis.texts if text.xy[1] == row + shift] == [
                    f"{one['mean']:+.2f}%"
                ]
    assert [label.get_text() for label in drawn(found).axes[0].get_yticklabels()] == list(MAY_ABSTAIN)


def test_an_interval_that_leaves_the_picture_ends_in_an_arrow_and_the_page_says_so():
    found = distinct()
    assert "An arrow" not in page(found)
    in_per_cent(found, "incumbents", MARKET, "alone", mean=20.0, low=-30.0, high=900.0)
    in_per_cent(found, "funds", MARKET, "alone", mean=-400.0, low=-700.0, high=-150.0)
    axis, alone = drawn(found).axes[0], SHOWN["alone"][2]
    assert edge_of(found) == EDGE
    assert axis.get_xlim() == (-EDGE, EDGE)
    assert marks(axis, ">") == {(EDGE, alone)}
    assert marks(axis, "<") == {(-EDGE, 2 + alone)}
    assert all(abs(x) <= EDGE for line in axis.lines for x in line.get_xdata())
    assert "An arrow: farther than 100%, see the list below." in page(found)


def test_a_gain_without_an_interval_is_a_hollow_dot_and_one_not_in_per_cent_is_none():
    found = distinct()
    in_per_cent(found, "funds", MARKET, "alone", mean=7.0)
    found["answers"]["investors"]["in_per_cent"][MARKET]["together"] = None
    axis = drawn(found).axes[0]
    hollow = [
        line for line in axis.lines if len(line.get_xdata()) == 1 and line.get_markerfacecolor() == "white"
    ]
    assert [float(line.get_xdata()[0]) for line in hollow] == [7.0]
    assert [text.get_text() for text in axis.texts].count("not in %") == 1
    assert len(marks(axis, "o")) == 7
    assert "A hollow dot has no interval. Not in %: playing pays nothing." in page(found)


def test_the_page_shows_the_picture_and_the_same_figures_draw_the_same_bytes():
    found = distinct()
    assert "(wargames.svg)" in page(found)
    assert picture(found) == picture(found)
