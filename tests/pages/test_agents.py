"""The Agents page without a browser: answers become words in both languages, questions supersede each other."""

from __future__ import annotations

import errno
import re
import threading
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import solara
from small_economy import copy_of

from agents.vocabulary import FIELDS, INDUSTRIES, JOBS, PURSES
from model.decisions import DECISIONS, Month, decided
from model.masking import MASKS
from ui import agent_answers, agent_format, agent_words, agents_page
from ui.agent_format import date, many, money, share, signed
from ui.agents_page import AgentsPage, Heard, shown
from ui.texts import LANGUAGES, TEXTS, words
from ui.worker import Order, Question

ORDER = Order("run", seed=3)
MONTH = 20


@cache
def month(name: str) -> Month:
    """Return the decisions of a month of a small economy, as they stand when the month has just ended."""
    from test_masking import lively

    return decided(copy_of(lively, MONTH), name)


def facts(name: str, agent: int | None = None) -> dict:
    question = Question(ORDER, MONTH, name, agent)
    told = agent_answers._told(question, month(name))
    return {"run": "run", "month": MONTH, "decision": name, "refused": "", "year": [0] * 8 + [3] * 4, **told}


def test_the_page_asks_for_every_decision_the_model_takes_apart():
    assert set(agents_page.DECISIONS) == set(DECISIONS)
    assert set(agent_words.STATE) == set(agent_words.SAW) == set(DECISIONS)


def test_the_pages_own_lists_are_those_of_the_model():
    assert (agent_format.FIELDS, agent_format.JOBS) == (FIELDS, JOBS)
    assert {f"agents.purse.{k}" for k in range(len(PURSES))} <= set(TEXTS)
    assert {f"agents.industry.{k}" for k in range(len(INDUSTRIES))} <= set(TEXTS)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("name", sorted(DECISIONS))
def test_every_answer_has_words_for_its_state_its_signals_its_parts_and_its_choice(name, language):
    for line in facts(name)["roster"][:40]:
        told = facts(name, line["id"])
        it = agent_words.answer(told, language)
        assert it["sentences"]
        assert all("{" not in sentence for sentence in it["sentences"])
        assert len(it["parts"]["rows"]) == len(told["agent"]["options"])
        assert it["state"]
        assert it["saw"]
    lines = agent_words.roster(facts(name), language)["lines"]
    assert len(lines) == len(month(name).rows)


@pytest.mark.parametrize("name", sorted(DECISIONS))
def test_what_is_masked_and_read_by_the_rule_is_shown_with_its_masked_value(name):
    shown_columns = {entry.split(":")[0] for entry in agent_words.SAW[name].split()}
    source = "".join(text["source"] for text in facts(name)["rule"]["texts"])
    read = set(re.findall(r"self\.(\w+)", source))
    assert (set(MASKS[DECISIONS[name].kind]) & read) - shown_columns == set()


@pytest.mark.parametrize("name", sorted(DECISIONS))
def test_only_a_signal_that_is_another_one_when_masked_has_a_second_value(name):
    told = facts(name)
    for line in agent_words.answer(told, "en")["saw"]:
        assert line["masked"] != line["value"]
    beyond = next(
        line
        for line in agent_words.answer(told, "en")["saw"]
        if line["label"] == words("en")["agents.column.excess"]
    )
    assert beyond["masked"] == "0%"


def test_a_funds_displayed_parts_add_up_to_its_displayed_total():
    def value(text):
        return float(text.replace("−", "-"))

    for row in agent_words.answer(facts("funds"), "en")["parts"]["rows"]:
        total = sum(value(cell["text"]) for cell in row["cells"])
        assert value(row["total"]["text"]) == pytest.approx(total, abs=0.03)


def test_a_researcher_that_moved_by_belief_is_said_to_have_stayed_on_evidence_alone():
    from test_masking import lively

    economy = copy_of(lively, MONTH)
    for place in range(MONTH, MONTH + 24):
        question, now = Question(ORDER, place, "researchers"), decided(economy, "researchers")
        for line in agent_answers._roster(now):
            told = facts("researchers") | agent_answers._told(replace(question, agent=line["id"]), now)
            plain, masked = told["agent"]["plain"], told["agent"]["masked"]
            went = plain["answer"] != plain["seen"]["job"]
            if went and masked["answer"] == masked["seen"]["job"] == plain["seen"]["job"]:
                said = " ".join(agent_words.answer(told, "en")["sentences"])
                assert "wanted to go" in said
                assert "On evidence alone it would have stayed in" in said
                assert line["otherwise"]
                return
    pytest.fail("nobody moved by belief in two years: choose a livelier economy")


@pytest.mark.parametrize("silence", ["unknown", "unborn", "gone", "not_asked"])
def test_an_agent_without_a_decision_is_answered_in_one_sentence(silence):
    told = facts("researchers")
    told["agent"] = {"id": 7, "silence": silence, "after": {}}
    it = agent_words.answer(told, "en")
    assert it["silence"].startswith("Researcher 7")
    assert (it["parts"], it["saw"], it["state"], it["sentences"]) == (None, [], [], [])


# ------------------------------------------------------------------------------------- numbers


def test_numbers_read_as_people_write_them():
    assert [money(usd, "en") for usd in (3.2e12, 4.5e9, -7e6, 1500.0, 0.0)] == [
        "$3.20tn", "$4.5bn", "−$7.0m", "$2k", "$0",
    ]  # fmt: skip
    assert [money(usd, "ja") for usd in (3.2e12, 4.5e9, 7e6)] == ["3.20兆ドル", "45.0億ドル", "700万ドル"]
    assert [many(3.231e11, language) for language in ("en", "ja")] == ["323.1bn", "3231.0億"]
    assert [share(value) for value in (0.25, 0.034, 0.0007, 0.0, -0.26)] == [
        "25%",
        "3.4%",
        "0.07%",
        "0%",
        "−26%",
    ]
    assert [signed(value) for value in (1.234, -0.5, 0.001, -0.0)] == ["+1.23", "−0.50", "0", "0"]
    assert (date(0, "en"), date(143, "ja")) == ("January 2015", "2026年12月")


def test_every_colour_of_an_option_is_one_of_the_style_sheet(project):
    style = (project / "ui" / "static" / "custom.css").read_text(encoding="utf-8")
    options = {option for decision in DECISIONS.values() for option in decision.options}
    assert {f"--{agent_words.TINTS.get(option, option)}:" for option in options} - set(
        re.findall(r"--\w+:", style)
    ) == set()


def test_every_text_that_the_page_asks_for_by_name_exists(project):
    sources = [project / "ui" / "agents.vue", *Path(project / "ui").glob("agent*.py")]
    asked = {
        name
        for source in sources
        for name in re.findall(
            r"[\"'](agents\.(?!vue)[a-z_.]*[a-z_])[\"']", source.read_text(encoding="utf-8")
        )
    }
    assert len(asked) > 30
    assert asked - set(TEXTS) == set()


# ----------------------------------------------------------------------------- asking in the background


class Bench:
    """A workshop whose answers a test hands out: each question waits until it is answered or dropped."""

    def __init__(self):
        self.questions, self.dropped = [], []

    def ask(self, question, cancelled):
        self.questions.append(question)
        self.dropped.append(cancelled)
        yield {"refused": "not_saved"} if len(self.questions) < 3 else facts("funds")


def test_a_question_about_a_month_not_yet_run_is_asked_again_until_it_is_answered(monkeypatch):
    bench, heard, over = Bench(), [], threading.Event()
    monkeypatch.setattr(agents_page, "workshop", lambda: bench)
    monkeypatch.setattr(agents_page, "SECONDS_UNTIL_ASKED_AGAIN", 0.0)

    def hear(told, trouble):
        heard.append(told["refused"])
        if not told["refused"]:
            over.set()

    agents_page.ask(Question(ORDER, MONTH, "funds"), hear)
    assert over.wait(60)
    assert heard == ["not_saved", "not_saved", ""]


@pytest.mark.parametrize(
    ("mishap", "told"),
    [
        (RuntimeError("worker.ended"), "worker.ended"),
        (EOFError(), "worker.ended"),
        (OSError(errno.EAGAIN, "Resource temporarily unavailable"), "Resource temporarily unavailable"),
    ],
)
def test_a_worker_that_fails_or_cannot_be_started_is_heard_as_one_line(monkeypatch, mishap, told):
    class Broken:
        def ask(self, question, cancelled):
            yield from ()
            raise mishap

    heard, over = [], threading.Event()
    monkeypatch.setattr(agents_page, "workshop", Broken)
    agents_page.ask(
        Question(ORDER, MONTH, "funds"), lambda told, trouble: (heard.append(trouble), over.set())
    )
    assert over.wait(60), "the page waits for ever"
    page = shown(Question(ORDER, MONTH, "funds"), Heard(trouble=heard[0]), True, "en")["view"]
    assert words("en").get(told, told) in page["trouble"]


def test_another_click_drops_the_question_before(monkeypatch):
    asked, dropped = [], []

    def ask(question, hear):
        asked.append(question.agent)
        return lambda: dropped.append(question.agent)

    monkeypatch.setattr(agents_page, "ask", ask)
    pages = []
    monkeypatch.setattr(agents_page, "Agents", lambda **given: pages.append(given) or solara.Text("page"))
    _, rendered = solara.render(AgentsPage(ORDER, MONTH), handle_error=False)
    pages[-1]["event_pick"](4)
    pages[-1]["event_pick"](9)
    assert asked == [None, 4, 9]
    assert dropped == [None, 4]
    rendered.close()
    assert dropped == [None, 4, 9]


@pytest.mark.parametrize(
    ("heard", "current", "busy", "trouble"),
    [
        (Heard(), False, "Asking Fund 3 again, September 2016 …", ""),
        (Heard(facts={"refused": "not_saved"}), True, "not come as far as September 2016", ""),
        (Heard(facts={"refused": "no_such_month"}), True, "", "no month 21"),
        (Heard(trouble="worker.silent"), True, "", "silent for two minutes"),
    ],
)
def test_the_page_says_what_it_waits_for_and_what_went_wrong(heard, current, busy, trouble):
    page = shown(Question(ORDER, MONTH, "funds", 3), heard, current, "en")["view"]
    for said, expected in ((page["busy"], busy), (page["trouble"], trouble)):
        assert expected in said
        assert bool(said) == bool(expected)


def test_an_answer_to_another_decision_or_run_is_not_shown():
    told = Heard(facts=facts("funds"))
    assert shown(Question(ORDER, MONTH, "funds"), told, True, "en")["view"]["answer"] is not None
    for question in (
        Question(ORDER, MONTH, "speaking"),
        Question(Order("another"), MONTH, "funds"),
    ):
        page = shown(question, told, False, "en")
        assert page["view"]["answer"] is None
        assert page["roster"]["lines"] == []


@pytest.mark.parametrize(("changed", "first"), [(0, "None of 3 would"), (2, "2 of 3 would")])
def test_only_where_somebody_would_have_decided_otherwise_do_they_come_first(changed, first):
    lines = [
        {"id": k, "who": {"purse": 0}, "chosen": 0.5, "masked": 0.4, "otherwise": k < changed}
        for k in range(3)
    ]
    told = {
        language: agent_words.roster({**facts("funds"), "roster": lines}, language)["note"]
        for language in LANGUAGES
    }
    assert told["en"].startswith(first)
    assert ("They come first" in told["en"]) == ("先頭に" in told["ja"]) == (changed > 0)
