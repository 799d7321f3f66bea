"""Voices, belief and fear: each rule worked by hand, with numbers of the test's own."""

import numpy as np
import pytest
from by_hand import answers, chance, group, logistic
from small_economy import small_economy

from agents.believer import Believer
from agents.hyperscaler import Hyperscaler
from agents.incumbent import Incumbent
from agents.narrator import Narrator
from agents.researcher import Researcher
from agents.venture_fund import VentureFund
from agents.vocabulary import AI_INDUSTRY, LOGIC, MYTH, SERMON
from model import Parameters
from model.evidence import publish
from model.month.listen import LISTENERS, listen, speak

GAINS = Parameters(
    myth_gain=0.02, logic_gain=0.03, sermon_gain=0.04, fear_gain=0.05, contagion=0.1, forgetting=0.06,
    resusceptibility=0.03, evidence_learning=0.05,
)  # fmt: skip
QUIET = np.zeros(3)


def believer(parameters=GAINS, **columns):
    return group(Believer, parameters, **({"exposure": np.ones(3)} | columns))


# ------------------------------------------------------------------------------------ belief


def test_belief_moves_by_what_is_heard_watched_and_forgotten():
    listener = believer(
        evidence=0.2, excess=0.1, fatigue=0.25, exposure=np.array([1.0, 2.0, 0.5]), others_excess=0.3
    )
    heard = 0.02 * 0.5 * 1.0 + 0.03 * 0.2 * 2.0 + 0.04 * 0.8 * 0.5
    step = 1.5 * 0.75 * heard * (1.0 - 0.3) + 0.1 * (0.3 - 0.1) - 0.06 * 0.1
    assert answers(listener, Believer.next_excess, np.array([0.5, 0.2, 0.8]), 1.5) == pytest.approx(
        [0.1 + step]
    )


def test_a_negative_logic_takes_from_belief_in_proportion_to_it():
    listener = believer(evidence=0.1, excess=0.4, others_excess=0.4)
    step = 0.03 * -1.0 * 0.5 - 0.06 * 0.4
    assert answers(listener, Believer.next_excess, np.array([0.0, -1.0, 0.0]), 1.0) == pytest.approx(
        [0.4 + step]
    )


@pytest.mark.parametrize(("voice", "switch"), [(MYTH, "myth"), (LOGIC, "logic"), (SERMON, "sermon")])
def test_a_voice_that_is_switched_off_is_not_heard_however_loud(voice, switch):
    loud = np.eye(3)[voice]
    assert answers(believer(), Believer.next_excess, loud, 1.0)[0] > 0.0
    assert answers(believer(GAINS.replace(**{switch: 0.0})), Believer.next_excess, loud, 1.0) == [0.0]


def test_who_hears_nothing_and_watches_nobody_who_believes_keeps_to_the_evidence_exactly():
    listener = believer(evidence=[0.0, 0.3, 1.0])
    assert answers(listener, Believer.next_excess, QUIET, 1.0) == [0.0, 0.0, 0.0]
    assert answers(listener, Believer.belief) == [0.0, 0.3, 1.0]


def test_belief_is_never_below_nothing_and_never_more_than_all():
    listener = believer(GAINS.replace(logic_gain=0.1), evidence=[0.1, 0.99], excess=[-0.095, 0.01])
    doubted = answers(listener, Believer.next_excess, np.array([0.0, -1.0, -1.0]), 2.0)
    assert -0.1 <= doubted[0] < -0.06, "after a bust one may believe less than the evidence bears"
    after = answers(listener, Believer.next_excess, np.ones(3), 2.0)
    assert after[0] > -0.095
    assert after[1] <= 1.0 - 0.99


def test_a_tired_listener_hears_less_and_one_who_has_had_enough_nothing():
    fresh, tired, deaf = answers(believer(fatigue=[0.0, 0.5, 1.0]), Believer.next_excess, np.ones(3), 1.0)
    assert tired == pytest.approx(fresh / 2.0)
    assert deaf == 0.0


def test_forgetting_tires_doubters_too_and_time_heals():
    listener = believer(excess=[0.5, 0.0, -0.5], fatigue=[0.2, 0.2, 0.2])
    tired = 0.2 + 0.06 * 0.5 * (1.0 - 0.2) - 0.03 * 0.2
    assert answers(listener, Believer.next_fatigue) == pytest.approx([tired, 0.2 - 0.03 * 0.2, tired])


def test_evidence_is_taken_in_at_the_speed_of_learning():
    assert answers(believer(evidence=[0.0, 0.5]), Believer.next_evidence, 0.4) == pytest.approx([0.02, 0.495])


def test_belief_without_voices_fades_to_nothing_and_evidence_stays():
    listener = believer(evidence=0.3, excess=0.4)
    for _ in range(240):
        listener.excess[:] = listener.ask(Believer.next_excess, listener.rows, QUIET, 1.0)
        listener.others_excess[:] = listener.excess
    assert answers(listener, Believer.belief) == pytest.approx([0.3], abs=1e-6)


# -------------------------------------------------------------------------------------- fear


def test_fear_comes_with_the_alarm_travels_and_is_forgotten():
    listener = believer(fear=0.2, others_fear=0.5, exposure=np.array([0.0, 0.0, 2.0]))
    after = 0.2 + 0.05 * 0.6 * 2.0 * 0.8 + 0.1 * 0.3 - 0.06 * 0.2
    assert answers(listener, Believer.next_fear, 0.6) == pytest.approx([after])


def test_without_the_switch_nobody_ever_fears():
    assert answers(believer(GAINS.replace(fear=0.0)), Believer.next_fear, 1.0) == [0.0]


def a_firm(**columns):
    likely = {"cash": 1e12, "revenue": 1e9, "expected_value": 1.0, "affinity": 0.0}
    return group(
        Incumbent,
        Parameters(adoption_base=-4.0, adoption_by_fear=1.5, adoption_by_belief=1.0),
        **(likely | columns),
    )


def test_fear_raises_the_chance_of_a_programme_it_is_no_negative_hype():
    firms = a_firm(fear=[0.0, 1.0], evidence=[0.0, 0.0])
    assert chance(0, firms, Incumbent.wants_project, 0.0) == pytest.approx(logistic(-4.0), abs=1e-4)
    assert chance(1, firms, Incumbent.wants_project, 0.0) == pytest.approx(logistic(-2.5), abs=1e-4)


def test_belief_raises_the_chance_of_a_programme_whether_evidence_or_excess():
    firms = a_firm(evidence=[0.5, 0.0], excess=[0.0, 0.5])
    assert chance(0, firms, Incumbent.wants_project, 0.0) == pytest.approx(logistic(-3.5), abs=1e-4)
    assert chance(1, firms, Incumbent.wants_project, 0.0) == pytest.approx(logistic(-3.5), abs=1e-4)


def test_hope_and_fear_both_pull_researchers_towards_ai_industry():
    weights = Parameters(hope_weight=1.0, fear_weight=0.8, switching_cost=2.0)
    people = group(Researcher, weights, job=[2, 2, 2], evidence=[0.0, 0.5, 0.0], fear=[0.0, 0.0, 0.5])
    gains = people.ask(Researcher.gains, people.rows, np.ones(6))
    assert gains[:, AI_INDUSTRY].tolist() == pytest.approx([-2.0, -1.5, -1.6])
    assert gains[:, 3].tolist() == pytest.approx([-2.0, -2.0, -2.0])


def test_belief_raises_the_demand_for_compute_that_a_hyperscaler_expects():
    sizes = Parameters(
        growth_by_belief=0.9, target_utilisation=0.8, chip_retirement=0.24, capex_adjustment=0.3,
        capex_horizon_years=1.0,
    )  # fmt: skip
    clouds = group(
        Hyperscaler,
        sizes,
        ai_demand=80.0,
        compute=100.0,
        evidence=[0.0, 1.0],
        returns=1e30,
        compute_price=1.0,
    )
    wear, target = 2.0, 100.0
    assert answers(clouds, Hyperscaler.desired_compute) == pytest.approx(
        [wear + 0.1 * (target - 100.0), wear + 0.1 * (np.exp(0.9) * target - 100.0)]
    )


def test_bad_news_is_preached_as_loudly_as_good_news_and_the_other_way_round():
    feed = Parameters(sermon_volume=0.5, algorithmic_gain=3.0)
    media = group(Narrator, feed, temper=1.0, charge=[0.8, -0.8], attention=0.2)
    hope, doom = answers(media, Narrator.sermon)
    assert hope > 0.0
    assert doom == -hope


def test_a_fund_that_believes_more_puts_more_into_ai():
    weights = Parameters(promise_weight=0.3, choice_intensity=4.0)
    funds = group(VentureFund, weights, evidence=[0.0, 0.5], leaning=np.zeros(5), peers=np.zeros(5))
    shares = funds.ask(VentureFund.field_shares, funds.rows, np.ones(5))
    assert shares[0].tolist() == pytest.approx([0.2] * 5)
    odds = np.exp(4.0 * 0.3 * 0.5)
    assert shares[1].tolist() == pytest.approx([odds / (odds + 4.0), *[1.0 / (odds + 4.0)] * 4])


# --------------------------------------------------------------------------------- narrators


def test_a_tech_leader_speaks_louder_on_an_occasion_and_when_listened_to():
    pitch = Parameters(myth_base=0.2, myth_pulse=0.35, voice_feedback=0.6)
    leaders = group(Narrator, pitch, temper=[1.0, 1.0, 2.0, 4.0], attention=[0.0, 0.0, 0.1, 0.5])
    spark = np.array([0.0, 1.0, 0.0, 1.0])
    assert answers(leaders, Narrator.myth, spark=spark) == pytest.approx([0.2, 0.55, 0.52, 1.0])


CASE = Parameters(
    logic_base=0.25, logic_by_earnings=2.5, ordinary_earnings_growth=0.08, logic_by_price=0.5, logic_by_rate=8.0,
    usual_policy_rate=0.015,
)  # fmt: skip


def test_wall_street_needs_earnings_and_low_rates_and_leans_on_the_ceiling():
    house = group(Narrator, CASE, temper=1.0)
    case = 2.5 * (0.28 - 0.08) - 0.5 * 0.1 + 8.0 * (0.015 - 0.005)
    assert answers(house, Narrator.logic, 0.28, 0.1, 0.005, 0.5) == pytest.approx([0.75 * np.tanh(case)])
    assert answers(house, Narrator.logic, 0.28, 0.1, 0.005, 0.0) == pytest.approx([0.25 * np.tanh(case)])


@pytest.mark.parametrize(
    ("earnings_growth", "price_gap", "rate"),
    [(-0.2, 0.0, 0.015), (0.08, 0.5, 0.015), (0.08, 0.0, 0.05)],
    ids=["earnings fall", "the price ran ahead", "rates are high"],
)
def test_wall_street_cuts_its_number_when(earnings_growth, price_gap, rate):
    assert (
        answers(group(Narrator, CASE, temper=1.0), Narrator.logic, earnings_growth, price_gap, rate, 0.5)[0]
        < 0.0
    )


def test_an_event_breeds_others_and_fades():
    medium = group(Narrator, Parameters(branching=0.6), charge=0.0)
    heard = []
    for event in (1.0, 0.0, 0.0, 0.5):
        medium.charge[:] = medium.ask(Narrator.next_charge, medium.rows, event)
        heard.append(float(medium.charge[0]))
    assert heard == pytest.approx([1.0, 0.6, 0.36, 0.716])


def test_a_medium_preaches_louder_when_its_listeners_believe_and_never_beyond_one():
    feed = Parameters(sermon_volume=0.5, algorithmic_gain=3.0)
    media = group(Narrator, feed, temper=1.0, charge=[0.0, 1.0, 1.0, 1e3], attention=[1.0, 0.0, 0.5, 1.0])
    loud = answers(media, Narrator.sermon)
    assert loud == pytest.approx([0.0, 1.0 - np.exp(-0.5), 1.0 - np.exp(-0.5 * 2.5), 1.0])
    assert max(loud) <= 1.0


def test_a_narrator_remembers_a_quarter_of_what_it_just_saw():
    assert answers(group(Narrator, attention=0.2), Narrator.next_attention, 0.6) == pytest.approx([0.3])


# -------------------------------------------------------------------- the month's two halves


@pytest.fixture
def loud():
    """A small economy whose public has noticed AI and whose voices have been told of a milestone."""
    economy = small_economy()
    economy.posted.notice = 1.0
    economy.narrators.charge[:] = 2.0
    speak(economy)
    return economy


def test_a_voice_is_as_loud_as_its_narrators_weighted_by_audience(loud):
    tellers = loud.narrators
    by_hand = [
        float(np.sum((tellers.audience * tellers.loudness)[tellers.voice == voice])) for voice in range(3)
    ]
    assert loud.posted.voices.tolist() == pytest.approx(by_hand)
    assert [float(tellers.audience[tellers.voice == voice].sum()) for voice in range(3)] == pytest.approx(
        [1.0] * 3
    )


def test_before_the_public_takes_notice_the_voices_reach_few(loud):
    heard = loud.posted.voices.copy()
    loud.posted.notice = 0.0
    tellers, before = loud.narrators, loud.posted.attention
    tellers.attention[:], tellers.charge[:] = before, 2.0
    speak(loud)
    assert loud.posted.voices[MYTH] == pytest.approx(heard[MYTH] * loud.parameters.reach_unnoticed)


def test_once_the_voices_fall_silent_nothing_is_heard(loud):
    loud.posted.silence = 1.0
    speak(loud)
    assert loud.posted.voices.tolist() == [0.0, 0.0, 0.0]
    assert loud.narrators.loudness.max() > 0.0


def test_people_are_more_receptive_when_growth_elsewhere_is_weak():
    belief = {}
    for growth in (-0.05, 0.15):
        economy = small_economy()
        economy.posted.voices[:], economy.posted.rest_growth = 0.5, growth
        listen(economy)
        belief[growth] = np.mean([economy.populations[name].excess.mean() for name in LISTENERS])
    assert belief[-0.05] > 1.2 * belief[0.15] > 0.0


def test_everybody_watches_the_mean_of_those_it_watches():
    economy = small_economy()
    firms = economy.incumbents
    firms.excess[:], firms.fear[:] = np.linspace(0.0, 0.5, firms.size), np.linspace(0.4, 0.0, firms.size)
    excess, fear = firms.excess.copy(), firms.fear.copy()
    listen(economy)
    assert firms.others_excess.tolist() == pytest.approx(excess[economy.peers].mean(axis=1).tolist())
    assert firms.others_fear.tolist() == pytest.approx(fear[economy.peers].mean(axis=1).tolist())


def test_published_evidence_is_capability_times_how_far_results_keep_the_promise():
    economy = small_economy(evidence_middle=2.0, evidence_spread=0.5, success_expected=0.5)
    economy.posted.technology[0], economy.posted.project_success = np.exp(2.0), 0.25
    publish(economy)
    assert economy.posted.evidence == pytest.approx(0.5 * 0.5)
    economy.posted.technology[0], economy.posted.project_success = np.exp(2.5), 0.0
    publish(economy)
    assert economy.posted.evidence == pytest.approx(logistic(1.0) * 0.3)


def test_who_is_in_training_listens_and_who_has_left_does_not():
    economy = small_economy(months=2)
    people = economy.researchers
    young = np.flatnonzero(~people.alive & (people.due >= economy.month))
    gone = np.flatnonzero(~people.alive & (people.due < economy.month))
    assert len(young)
    assert len(gone)
    people.fear[:], people.excess[:], economy.posted.voices[SERMON] = 0.0, 0.0, 1.0
    listen(economy)
    assert (people.fear[young] > 0.0).all()
    assert not people.fear[gone].any()


def test_a_poll_publishes_the_mean_of_what_those_at_work_believe_and_of_what_goes_beyond_results():
    economy = small_economy(months=2)
    listen(economy)
    kinds = [economy.populations[name] for name in LISTENERS]
    belief = np.mean([np.mean((kind.evidence + kind.excess)[kind.rows]) for kind in kinds])
    beyond = np.mean([np.mean(kind.excess[kind.rows]) for kind in kinds])
    assert economy.posted.mood == pytest.approx(belief)
    assert economy.posted.attention == pytest.approx(beyond)
