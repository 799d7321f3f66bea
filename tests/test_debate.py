"""The claims of the debate: what each asks of the model, how an answer becomes a verdict, and the command that finds them."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from small_study import TINY

from agents.vocabulary import INDUSTRIES
from batch_runs.debate import measured as task
from batch_runs.debate.measured import FIGURE, Industries
from batch_runs.debate.measures import (
    GAIN_INDEX,
    GAIN_SHORT,
    MEASURES,
    PAYOFF_INVESTORS,
    PAYOFF_ONE_INVESTOR,
    USING,
    WORTH,
)
from batch_runs.debate.page import amounts, sentence
from batch_runs.debate.plan import jobs_of
from batch_runs.debate.register import Question, claims, questions, register
from batch_runs.debate.verdicts import (
    FAILS,
    HOLDS,
    IN_PART,
    MET,
    MISSED,
    OPEN,
    PARTLY_MET,
    UNTESTED,
    answer,
    answers,
    asked_under,
    judged,
    verdict,
)
from batch_runs.debate.worlds import BASE, CONDITIONS, MECHANISMS, TO_2025, TODAY, WHOLE, WORLDS, worlds_for
from batch_runs.request import DEFAULTS, Request
from batch_runs.validation.observed import observed
from model import Economy, Parameters
from model.metrics import ALL_METRICS

CLAIMS = claims()
BELIEF = Question.of("myth raises belief")


def runs(on, off, measure="belief", without="no myth", condition=TODAY):
    """Return made-up runs of a base and of a world without something, one number a seed."""
    return {
        (condition, BASE): {measure: np.array(on, dtype=float)},
        (condition, without): {measure: np.array(off, dtype=float)},
    }


# ------------------------------------------------------------------------------- the register


def test_every_question_names_a_measure_and_a_mechanism_that_are_there():
    for question in questions().values():
        assert question.measure in MEASURES, question.text
        assert question.mechanism is None or question.mechanism in MECHANISMS, question.text
        assert question.other is None or question.other in MEASURES, question.text


@pytest.mark.parametrize(
    ("part", "names"),
    [("mechanisms", set(MECHANISMS)), ("measures", set(MEASURES)), ("conditions", set(CONDITIONS) - {TODAY})],
)
def test_whatever_a_question_may_name_has_words_in_both_languages(part, names):
    assert set(register()[part]) == names
    for word in register()[part].values():
        assert all(word[name] for name in ("en", "ja"))


def test_nothing_is_measured_and_no_world_is_run_that_no_claim_asks_about():
    asked = {name for question in questions().values() for name in (question.measure, question.other)}
    assert set(MEASURES) <= asked
    assert set(MECHANISMS) == {question.mechanism for question in questions().values()} - {None}
    assert set(WORLDS) == set(worlds_for(questions().values()))


def test_a_claim_is_asked_compared_with_a_figure_or_says_why_it_is_neither():
    known = {fact.id for fact in observed()}
    for claim in CLAIMS:
        assert set(claim.figures) <= known, claim.number
        asked = bool(claim.asks or claim.figures)
        assert asked != bool(claim.untested), claim.number


@pytest.mark.parametrize(
    "text", ["myth lifts belief", "belief", "belief above", "belief above much", "the myth raises belief"]
)
def test_words_that_put_no_question_are_refused_in_one_line(text):
    with pytest.raises(ValueError, match=f"'{text}' is no question; write: mechanism raises|lowers measure"):
        Question.of(text)


# ------------------------------------------------------------------------------- the worlds


def test_each_mechanism_is_switched_by_its_own_parameters_or_by_who_stays_out_and_by_nothing_else():
    known = set(Parameters().as_dict())
    for name, (on, off) in MECHANISMS.items():
        one, other = WORLDS[on], WORLDS[off]
        assert set(one.changes) | set(other.changes) <= known, name
        assert (dict(one.changes), one.abstain) != (dict(other.changes), other.abstain), name
    assert all(Parameters().replace(**changes) for changes in CONDITIONS.values())


def test_a_condition_differs_from_today_and_leaves_a_mechanism_its_switch():
    today = Parameters().as_dict()
    for name, changes in CONDITIONS.items():
        assert name == TODAY or any(today[p] != value for p, value in changes.items()), name
    request = Request.of({**DEFAULTS, "set": [f"{name}={value}" for name, value in TINY.items()]})
    job = jobs_of(request, 1, 1)["peers-strong", "no herding", 1]
    assert job.parameters["herding"] == 0.0
    assert job.parameters["bandwagon"] == CONDITIONS["peers-strong"]["bandwagon"]


@pytest.mark.parametrize(("said", "times"), [("half", 0.5), ("loud", 1.5), ("strong", 1.5)])
def test_a_condition_called_half_halves_todays_numbers_and_a_loud_or_strong_one_adds_half(said, times):
    today = Parameters().as_dict()
    named = {name: changes for name, changes in CONDITIONS.items() if said in name.split("-")}
    assert named
    for name, changes in named.items():
        assert dict(changes) == pytest.approx({p: times * today[p] for p in changes}), name


def test_a_mechanism_that_a_condition_has_switched_off_is_not_asked_about_there():
    assert not asked_under(Question.of("rate-shock lowers other-money-to-2025"), "money-cheap")
    assert asked_under(Question.of("rate-shock lowers other-money-to-2025"), "peers-half")
    assert asked_under(Question.of("playing-of-one-investor lowers pay-off-of-one-investor"), "money-cheap")


def series_of(months):
    """Return a made-up run: every column there is, above zero and rising, with a bust in the end."""
    names = [metric.name for metric in ALL_METRICS]
    names += [column.format(name) for name in INDUSTRIES for column in (USING, WORTH)]
    names += [
        "circular_share_vendor",
        "circular_share_cloud",
        "core_revenue_consolidated_usd",
        "core_revenue_gross_usd",
    ]
    if months == WHOLE:
        names += [PAYOFF_ONE_INVESTOR, PAYOFF_INVESTORS, GAIN_SHORT, GAIN_INDEX]
    rising = pd.DataFrame(
        {name: np.linspace(1.0, 2.0 + k / 50.0, months) for k, name in enumerate(names)},
        index=pd.period_range("2015-01", periods=months, freq="M"),
    )
    rising.loc["2032":, ["vc_usd_ai", "world_dc_capex_usd"]] = 0.1
    return rising


def test_every_world_runs_long_enough_for_what_is_asked_of_it():
    told = {
        months: {name: one.read(series_of(months)) for name, one in MEASURES.items()}
        for months in (TO_2025, WHOLE)
    }
    for question in questions().values():
        for world in MECHANISMS[question.mechanism] if question.mechanism else (BASE,):
            assert np.isfinite(told[WORLDS[world].months][question.measure]), (question.text, world)


def test_a_run_that_ends_before_the_time_of_a_measure_cannot_tell_it():
    short = series_of(TO_2025)
    assert np.isnan(MEASURES["other-money"].read(short))
    assert np.isnan(MEASURES["bust"].read(short))
    assert np.isfinite(MEASURES["ai-share"].read(short))


def test_after_a_bust_what_is_left_is_the_end_over_the_peak():
    run = series_of(WHOLE)
    peak = run.loc["2031-12", "compute_stock"]
    assert MEASURES["bust"].read(run) == 1.0
    assert MEASURES["compute-left"].read(run) == pytest.approx(run["compute_stock"].iloc[-1] / peak, rel=0.02)
    run[["vc_usd_ai", "world_dc_capex_usd"]] = 1.0
    assert MEASURES["bust"].read(run) == 0.0
    assert np.isnan(MEASURES["compute-left"].read(run))


def test_every_world_answers_the_same_names(monkeypatch):
    monkeypatch.setattr(task, "simulated", lambda series: {fact.id: 1.0 for fact in observed()})
    request = Request.of({**DEFAULTS, "set": [f"{name}={value}" for name, value in TINY.items()]})
    jobs = jobs_of(request, 1, 0)
    base, other = (replace(jobs[TODAY, world, 1], months=13) for world in (BASE, "no myth"))
    told = task.measured(base), task.measured(other)
    assert list(told[0]) == list(told[1])
    assert np.isfinite(told[0][FIGURE.format("capex_usd 2015")])
    assert np.isnan(told[1][FIGURE.format("capex_usd 2015")])


def test_users_by_industry_add_up_to_the_share_of_firms_that_use_ai():
    economy, seen = Economy(Parameters().replace(**TINY), 1), Industries()
    economy.onlookers.append(seen)
    economy.run(20)
    firms = np.bincount(economy.incumbents.industry, economy.incumbents.firms, len(INDUSTRIES))
    using = np.array([seen.columns[USING.format(name)] for name in INDUSTRIES])
    assert firms @ using / firms.sum() == pytest.approx(economy.columns()["share_firms_using"])
    assert using.max() > 0.0


# ------------------------------------------------------------------------------- from runs to verdicts


def test_a_difference_clear_of_zero_holds_on_the_claimed_side_and_fails_on_the_other():
    up, down = runs([5, 6, 7, 6], [1, 2, 3, 3]), runs([1, 2, 3, 3], [5, 6, 7, 6])
    assert answer(BELIEF, up, TODAY)["verdict"] == HOLDS
    assert answer(BELIEF, down, TODAY)["verdict"] == FAILS
    assert answer(Question.of("myth lowers belief"), down, TODAY)["verdict"] == HOLDS
    assert answer(BELIEF, runs([5, 1, 7, 1], [1, 5, 3, 4]), TODAY)["verdict"] == OPEN


def test_what_no_seed_shows_does_not_hold_and_what_few_seeds_tell_is_open():
    assert answer(BELIEF, runs([1, 2, 3], [1, 2, 3]), TODAY)["verdict"] == FAILS
    told = answer(BELIEF, runs([5, np.nan, np.nan, 6], [1, 1, 1, np.nan]), TODAY)
    assert (told["verdict"], told["seeds"]) == (OPEN, 0)


def test_something_that_happens_is_judged_by_counting_seeds():
    boom = Question.of("voices-alone raises boom")

    def told(on, off):
        both = {
            (TODAY, "technology stands still"): {"boom": np.array(on)},
            (TODAY, "quiet"): {"boom": np.array(off)},
        }
        return answer(boom, both, TODAY)["verdict"]

    assert told([1.0] * 6, [0.0] * 6) == HOLDS  # six of six: p = 1/32
    assert told([1.0] * 5 + [0.0], [0.0] * 6) == OPEN  # five of five: p = 1/16
    assert told([0.0] * 6, [0.0] * 6) == FAILS


@pytest.mark.parametrize(
    ("here", "there", "seeds"), [(5, 0, 20), (6, 0, 20), (6, 0, 6), (9, 2, 20), (10, 1, 20), (1, 1, 4)]
)
def test_the_interval_of_what_happens_says_what_its_test_says_and_ends_where_shares_end(here, there, seeds):
    boom = Question.of("voices-alone raises boom")
    on = np.array([1.0] * here + [0.0] * (seeds - here))
    off = np.array([0.0] * (seeds - there) + [1.0] * there)
    both = {(TODAY, "technology stands still"): {"boom": on}, (TODAY, "quiet"): {"boom": off}}
    told = answer(boom, both, TODAY)
    assert (told["verdict"] == OPEN) == (told["low"] <= 0.0 <= told["high"])
    assert -(here + there) / seeds <= told["low"] <= told["mean"] <= told["high"] <= (here + there) / seeds
    assert told["mean"] == pytest.approx((here - there) / seeds)


def test_a_figure_is_above_a_bar_when_its_interval_is():
    base = {(TODAY, BASE): {"before-value": np.array([0.7, 0.75, 0.8, 0.72])}}
    assert answer(Question.of("before-value above 0.5"), base, TODAY)["verdict"] == HOLDS
    assert answer(Question.of("before-value below 0.5"), base, TODAY)["verdict"] == FAILS
    assert answer(Question.of("before-value above 0.74"), base, TODAY)["verdict"] == OPEN


def test_sometimes_is_in_some_seeds_and_not_in_all():
    def told(*happened):
        return answer(Question.of("bust sometimes"), {(TODAY, BASE): {"bust": np.array(happened)}}, TODAY)[
            "verdict"
        ]

    assert told(1.0, 0.0, 1.0) == HOLDS
    assert told(1.0, 1.0, 1.0) == told(0.0, 0.0, 0.0) == FAILS


def test_one_figure_follows_another_where_their_correlation_is_clear_of_zero():
    share = np.array([0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
    rises, falls = {"depth": share * 2.0 + 0.01 * np.sin(9 * share)}, {"depth": 1.0 - share}
    follows = Question.of("depth follows share-at-peak")
    assert answer(follows, {(TODAY, BASE): {"share-at-peak": share, **rises}}, TODAY)["verdict"] == HOLDS
    assert answer(follows, {(TODAY, BASE): {"share-at-peak": share, **falls}}, TODAY)["verdict"] == FAILS


def test_a_verdict_names_the_conditions_under_which_it_turns_is_lost_or_can_be_told():
    many = runs([5, 6, 7, 6], [1, 2, 3, 3])
    many |= runs([1, 2, 3, 3], [5, 6, 7, 6], condition="voices-half")
    many |= runs([1.5, 1.5, 2.4, 2.7], [1, 2, 2, 3], condition="evidence-late")
    many |= runs(
        [5, 1, 7, 1], [1, 5, 3, 4], condition="evidence-early"
    )  # too few seeds to tell whether anything changed
    many |= runs([5, 6, 7, 6], [1, 2, 3, 3], condition="peers-half")
    told = answers([BELIEF], many)[BELIEF.text]
    assert (told["turns"], told["lost"], told["told"]) == (["voices-half"], ["evidence-late"], [])
    assert told["under"]["peers-half"]["verdict"] == HOLDS
    assert sentence(BELIEF, told).endswith(
        "— holds; does not hold where voices pull half as strongly; lost where evidence convinces later."
    )


def test_a_claim_has_a_verdict_under_each_condition_under_which_all_it_asks_can_be_asked():
    claim = next(claim for claim in CLAIMS if len(claim.asks) == 2)
    first, second = (question.text for question in claim.asks)
    under = {name: {"verdict": HOLDS} for name in ("voices-half", "peers-half", "money-cheap")}
    found = {
        first: {"verdict": HOLDS, "turns": [], "under": under},
        second: {
            "verdict": HOLDS,
            "turns": ["peers-half"],
            "under": {"voices-half": {"verdict": HOLDS}, "peers-half": {"verdict": FAILS}},
        },
    }
    told = judged([claim], found, {})[str(claim.number)]
    assert told == {
        "verdict": HOLDS,
        "under": {"voices-half": HOLDS, "peers-half": IN_PART},
        "same": 1,
        "turns": ["peers-half"],
    }


def test_a_claim_holds_in_part_where_its_questions_have_different_answers():
    claim = next(claim for claim in CLAIMS if len(claim.asks) == 2)

    def told(*said):
        return verdict(claim, {q.text: {"verdict": v} for q, v in zip(claim.asks, said, strict=True)}, {})

    assert [told(HOLDS, HOLDS), told(HOLDS, FAILS), told(OPEN, HOLDS)] == [HOLDS, IN_PART, IN_PART]
    assert [told(FAILS, FAILS), told(FAILS, OPEN), told(OPEN, OPEN)] == [FAILS, FAILS, OPEN]


def test_a_verdict_that_is_not_clear_today_is_the_same_nowhere():
    claim = next(claim for claim in CLAIMS if len(claim.asks) == 1)

    def same(today, **under):
        elsewhere = {name: {"verdict": said} for name, said in under.items()}
        told = {claim.asks[0].text: {"verdict": today, "under": elsewhere, "turns": []}}
        return judged([claim], told, {})[str(claim.number)]["same"]

    first, second, third = list(CONDITIONS)[:3]
    assert same(OPEN, **{first: OPEN, second: OPEN}) is None
    assert same(FAILS, **{first: FAILS, second: OPEN, third: FAILS}) == 2
    assert same(HOLDS) is None, "nothing else was tried"


def test_what_may_be_behind_a_claim_is_answered_and_not_counted():
    claim = next(claim for claim in CLAIMS if claim.besides)
    found = {question.text: {"verdict": FAILS} for question in claim.asks}
    found |= {question.text: {"verdict": HOLDS} for question in claim.besides}
    assert verdict(claim, found, {}) == FAILS
    assert {question.text for question in claim.besides} <= set(questions())


def test_a_claim_that_is_a_figure_and_no_more_is_met_or_missed():
    claim = next(claim for claim in CLAIMS if not claim.asks and len(claim.figures) == 2)

    def told(*inside):
        return verdict(
            claim, {}, {name: {"inside_two": one} for name, one in zip(claim.figures, inside, strict=True)}
        )

    assert [told(True, True), told(True, False), told(False, False)] == [MET, PARTLY_MET, MISSED]
    nothing = next(claim for claim in CLAIMS if not claim.asks and not claim.figures)
    assert verdict(nothing, {}, {}) == UNTESTED


def test_numbers_are_written_in_the_unit_of_their_measure_and_differences_with_their_sign():
    told = answer(BELIEF, runs([0.5, 0.6, 0.7, 0.6], [0.1, 0.2, 0.3, 0.3]), TODAY)
    assert amounts(BELIEF, told) == {
        "mean": "+37.5",
        "low": "+29.5",
        "high": "+45.5",
        "on": "60.0",
        "off": "22.5",
    }
