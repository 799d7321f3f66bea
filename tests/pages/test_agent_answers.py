"""A worker asks the rules of a month again from a saved January: the same history, one agent's reasons, plain refusals."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from model import Economy
from model.decisions import DECISIONS
from ui import agent_answers
from ui.januaries import Januaries
from ui.worker import Order, Question, _scenario
from ui.workshop import Workshop

FEW = (
    ("researcher_agents", 400.0),
    ("startup_agents", 200.0),
    ("incumbent_agents", 48.0),
    ("fund_agents", 20.0),
)
MONTHS = 40
ORDER = Order("asked", seed=3, changes=FEW, months=MONTHS)


@pytest.fixture(scope="module")
def workshop():
    """A workshop in which the order has run, its Januaries saved and compressed."""
    made = Workshop(slots=2)
    made.warm()
    reports = list(made.reports(ORDER, threading.Event()))
    assert reports[-1].state == "done"
    return made


def ask(workshop, month, decision="funds", agent=None, order=ORDER):
    """Return the last that is said to a question."""
    return list(workshop.ask(Question(order, month, decision, agent), threading.Event()))[-1]


def first(workshop, month, decision="funds", agent=None):
    """Return the first that is said to a question: all but what became of the rest of the year."""
    answers = workshop.ask(Question(ORDER, month, decision, agent), threading.Event())
    told = next(answers)
    answers.close()
    return told


def test_each_january_of_a_run_is_saved_once_and_none_besides(workshop):
    kept = sorted(path.name for path in workshop.folder(ORDER).iterdir())
    assert kept == [f"month-{month:03}.state.gz" for month in (0, 12, 24, 36)]


@pytest.mark.parametrize("month", [0, 11, 12, 31])
def test_the_month_before_a_decision_is_the_one_of_the_run_to_the_last_byte(workshop, month):
    run = Economy(seed=ORDER.seed, scenario=_scenario(ORDER), ask_masked=True).run(month)
    again = agent_answers.before(month, workshop.folder(ORDER))
    assert again.month == month
    assert again.digest() == run.digest()
    assert again.columns() == run.columns()


def test_a_run_that_is_saved_every_january_has_the_history_of_one_that_is_not(tmp_path):
    saved, plain = (Economy(seed=2, scenario=_scenario(ORDER)) for _ in range(2))
    shelf = Januaries(tmp_path)
    for _ in range(14):
        shelf.keep(saved)
        saved.step()
    assert saved.digest() == plain.run(14).digest()
    assert len(list(tmp_path.iterdir())) == 2


def test_a_full_disk_ends_the_saving_and_not_the_run(tmp_path, monkeypatch):
    shelf = Januaries(tmp_path / "nowhere")
    shelf.keep(Economy(seed=2, scenario=_scenario(ORDER)))
    assert shelf.full


@pytest.mark.parametrize("decision", sorted(DECISIONS))
def test_an_answer_takes_the_decision_apart_and_the_parts_make_the_score(workshop, decision):
    told = first(workshop, 25, decision)
    agent = told["agent"]
    assert (told["refused"], agent["silence"], agent["id"]) == ("", "", told["roster"][0]["id"])
    for side in (agent["plain"], agent["masked"]):
        parts = np.sum(list(side["terms"].values()), axis=0)
        assert np.allclose(parts, side["score"], rtol=1e-9, atol=1e-2 if decision == "hyperscalers" else 1e-9)
        assert len(side["score"]) == len(agent["options"])
    for side, shown in (("plain", "chosen"), ("masked", "masked")):
        answer = agent[side]["answer"]
        assert told["roster"][0][shown] == (answer[0] if decision == "funds" else answer)


def test_who_changed_its_mind_most_stands_first(workshop):
    changed = [abs(line["chosen"] - line["masked"]) for line in first(workshop, 25)["roster"]]
    assert changed == sorted(changed, reverse=True)
    assert changed[0] > 0.0


def test_the_year_asked_about_says_how_many_decided_otherwise_in_each_of_its_months(workshop):
    for decision in ("funds", "speaking"):
        for month in (25, 31):
            told = ask(workshop, month, decision)
            assert len(told["year"]) == 12
            assert told["year"][month % 12] == sum(line["otherwise"] for line in told["roster"])
        assert ask(workshop, 25, decision)["year"] == told["year"]
    assert len(ask(workshop, 38)["year"]) == MONTHS - 36, (
        "the last year of an order ends where the order does"
    )


def test_the_answer_comes_before_the_rest_of_the_year_has_been_run_again(workshop):
    first, last = workshop.ask(Question(ORDER, 26, "funds"), threading.Event())
    assert [number is None for number in first["year"]] == [False] * 3 + [True] * 9
    assert None not in last["year"]
    assert {**first, "year": None} == {**last, "year": None}


def test_a_question_dropped_half_way_ends_its_worker_and_gives_its_place_back(workshop):
    answers = workshop.ask(Question(ORDER, 24, "funds"), threading.Event())
    next(answers)
    answers.close()
    assert workshop.question_slots.acquire(blocking=False)
    assert workshop.question_slots.acquire(blocking=False), "both places are free"
    workshop.question_slots.release(2)


def test_only_what_is_declared_masked_differs_between_what_it_saw_and_what_it_would_see(workshop):
    agent = first(workshop, 31, "programmes", 5)["agent"]
    plain, masked = agent["plain"]["seen"], agent["masked"]["seen"]
    assert {name for name in plain if plain[name] != masked[name]} <= set(agent["masked_columns"])
    assert masked["excess"] == 0.0 != plain["excess"]


def test_the_rule_is_shown_as_it_stands_in_its_file(workshop, project):
    rule = first(workshop, 1, "researchers")["rule"]
    text = (project / rule["file"]).read_text(encoding="utf-8").splitlines()
    assert text[rule["line"] - 1].strip() == rule["texts"][0]["source"].splitlines()[0]
    assert rule["texts"][0]["source"].startswith("def next_job(self")
    assert {"gains", "worth", "moving", "gain_terms"} <= {part["name"] for part in rule["texts"]}


@pytest.mark.parametrize("month", [-1, MONTHS, 999])
def test_a_month_that_the_run_does_not_have_is_refused_by_name(workshop, month):
    assert ask(workshop, month)["refused"] == "no_such_month"


@pytest.mark.parametrize("agent", [99, -1])
def test_an_agent_that_does_not_exist_is_silent_for_that_reason(workshop, agent):
    told = first(workshop, 25, "funds", agent)
    assert (told["agent"]["silence"], told["agent"]["after"]) == ("unknown", {})
    assert len(told["roster"]) > 10


@pytest.mark.slow
def test_who_left_who_is_in_training_and_who_was_not_asked_are_silent_for_reasons_of_their_own(workshop):
    people = agent_answers.before(32, workshop.folder(ORDER)).researchers
    asked = {line["id"] for line in ask(workshop, 31, "researchers")["roster"]}
    idle = next(row for row in people.rows.tolist() if row not in asked)
    gone = int(np.flatnonzero(people.lived & ~people.alive)[0])
    student = int(np.flatnonzero(~people.lived)[0])
    silences = [
        ask(workshop, 31, "researchers", agent)["agent"]["silence"] for agent in (idle, gone, student)
    ]
    assert silences == ["not_asked", "gone", "unborn"]
    assert ask(workshop, 31, "researchers", idle)["agent"]["after"]["people"] > 0


def test_an_order_that_has_not_run_so_far_is_told_apart_at_once(workshop):
    assert ask(workshop, 3, order=Order("never ran"))["refused"] == "not_saved"


def test_a_question_about_no_decision_is_refused_in_one_line(workshop):
    with pytest.raises(RuntimeError, match="lottery") as refused:
        ask(workshop, 3, "lottery")
    assert "\n" not in str(refused.value)


def test_a_torn_state_is_refused_in_one_line(workshop, tmp_path, monkeypatch):
    monkeypatch.setattr(workshop, "folder", lambda order: tmp_path)
    (tmp_path / "month-000.state").write_bytes(b"half a file")
    with pytest.raises(RuntimeError, match="not a whole file"):
        ask(workshop, 3)


def test_a_question_that_nobody_waits_for_any_more_ends_without_an_answer(workshop):
    cancelled = threading.Event()
    cancelled.set()
    workshop.question_slots.acquire()
    workshop.question_slots.acquire()
    try:
        assert list(workshop.ask(Question(ORDER, 31, "funds"), cancelled)) == []
    finally:
        workshop.question_slots.release(2)


def test_compressing_a_state_changes_no_answer(tmp_path):
    economy, shelf = Economy(seed=3, scenario=_scenario(ORDER), ask_masked=True), Januaries(tmp_path)
    shelf.keep(economy)
    raw = agent_answers.before(2, tmp_path).digest()
    size = shelf.before(2).stat().st_size
    shelf.press()
    assert shelf.before(2).suffix == ".gz"
    assert shelf.before(2).stat().st_size < size / 2
    assert agent_answers.before(2, tmp_path).digest() == raw


def test_the_states_of_an_order_go_when_nobody_looks_at_it_any_more():
    workshop, cancelled = Workshop(slots=1), threading.Event()
    order = Order("left", changes=FEW, months=252)
    reports = workshop.reports(order, cancelled)
    assert [next(reports).state, next(reports).state] == ["waiting", "running"]
    assert list(workshop.folder(order).glob("month-*")) != []
    cancelled.set()
    assert list(reports) == []
    assert not workshop.folder(order).exists()
