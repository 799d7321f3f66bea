"""The command `claims`: verdicts found anew, those on record, and what is on record."""

import json

import numpy as np
import pytest
from small_study import TINY, Inline, refusal

from batch_runs import claims as command
from batch_runs.command_line import main
from batch_runs.debate import measured as task
from batch_runs.debate.measured import FIGURE
from batch_runs.debate.measures import MEASURES
from batch_runs.debate.page import page, unanswered
from batch_runs.debate.register import Question, claims, questions
from batch_runs.debate.verdicts import HOLDS, VERDICTS
from batch_runs.debate.worlds import CONDITIONS, TODAY
from batch_runs.many import pool
from batch_runs.validation.observed import observed

CLAIMS = claims()
BELIEF = Question.of("myth raises belief")

# ------------------------------------------------------------------------------- the command


def made_up(job):
    """Answer every measure by the seed, more of it where nothing is switched off; every published figure as observed."""
    more = (0.125 + 0.001 * job.seed) * (not set(job.parameters) - set(TINY))
    told = dict.fromkeys(MEASURES, 0.25 * job.seed + more)
    followed = 1.0 if job.asked["followed"] else np.nan
    return told | {FIGURE.format(fact.id): fact.value * followed for fact in observed()}


@pytest.fixture
def quick(monkeypatch):
    """Let the command run made-up economies, in this process."""
    monkeypatch.setattr(task, "measured", made_up)
    monkeypatch.setattr(pool, "process_pool", lambda workers: Inline())


def test_the_command_writes_a_page_and_data_beside_it_and_tells_one_claim_at_length(tmp_path, quick, capsys):
    where = tmp_path / "claims.md"
    asked = f"claims --seeds 3 --condition-seeds 0 --out {tmp_path}/study --page {where}"
    assert main(asked.split()) == 0
    found = json.loads(where.with_suffix(".json").read_text())
    assert where.read_text() == page(found)
    assert (tmp_path / "study" / "claims.json").read_text() == where.with_suffix(".json").read_text()
    assert unanswered(found) == []
    assert sum(found["count"].values()) == len(CLAIMS)
    assert " 6 holds: The story has three makers" in capsys.readouterr().out
    assert main(f"{asked} --claim 7".split()) == 0
    told = capsys.readouterr().out
    assert told.startswith("7. Leaders of AI labs")
    assert "  - The myth raises belief, 2023-25: +12.7 points [+12.5 to +12.9]" in told


def test_all_that_is_on_record_can_be_had_as_json(capsys):
    assert main("claims --json".split()) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(command.RECORD.read_text())


def test_what_is_asked_for_as_json_is_printed_by_a_quiet_command_too(capsys):
    assert main("claims --json --quiet".split()) == 0
    assert json.loads(capsys.readouterr().out)["claims"]


def test_without_a_folder_the_verdicts_on_record_are_shown(capsys):
    assert main(["claims"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(CLAIMS) + 1
    assert said[-1].startswith("Of 70 claims: ")


def test_a_register_that_the_record_does_not_answer_is_refused_in_one_line(tmp_path, monkeypatch, capsys):
    record = json.loads(command.RECORD.read_text())
    del record["questions"][BELIEF.text]
    old = tmp_path / "claims.json"
    old.write_text(json.dumps(record))
    monkeypatch.setattr(command, "RECORD", old)
    assert f"does not answer '{BELIEF.text}'; find all verdicts anew with" in refusal("claims", capsys)
    monkeypatch.setattr(command, "RECORD", tmp_path / "nothing.json")
    assert "no verdicts are on record" in refusal("claims", capsys)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ("--claim 71", "--claim 71: take a whole number from 1 to 70"),
        ("--condition-seeds -1 --out {}", "--condition-seeds -1: take a whole number from 0 to"),
        ("--seeds 0 --out {}", "--seeds 0: take a whole number from 1 to"),
        ("--months 12", "--months is no option"),
        (
            "--claim 29 --set herding=0",
            "--set: the verdicts on record are what they are; for new runs name a folder with --out",
        ),
        ("--seeds 3", "--seeds: the verdicts on record"),
        ("--condition-seeds 0", "--condition-seeds: the verdicts on record"),
        ("--page page.md", "--page: the verdicts on record"),
        ("--page {0}.json --out {0}", "such a file holds data, and the page is a text"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(options, complaint, tmp_path, capsys):
    assert complaint in refusal(f"claims {options.format(tmp_path / 'study')}", capsys)


# ------------------------------------------------------------------------------- what is on record


def test_the_record_answers_every_question_and_the_page_says_the_same():
    found = json.loads(command.RECORD.read_text())
    assert unanswered(found) == []
    assert command.RECORD.with_suffix(".md").read_text() == page(found)
    assert set(found["count"]) == set(VERDICTS)
    assert (found["seeds"], found["asked"]["set"]) == (command.DEFAULT_SEEDS, [])
    assert {name: dict(changes) for name, changes in CONDITIONS.items() if name != TODAY} == found[
        "conditions"
    ]


def test_what_is_on_record_follows_from_its_own_intervals():
    found = json.loads(command.RECORD.read_text())
    for text, told in found["questions"].items():
        question = Question.of(text)
        if told["verdict"] == HOLDS and question.mechanism and not MEASURES[question.measure].event:
            assert min(told["low"] * question.sign, told["high"] * question.sign) > 0.0, text


@pytest.mark.slow
def test_tiny_economies_in_worker_processes_answer_every_question(tmp_path):
    tiny = " ".join(f"{name}={value}" for name, value in TINY.items())
    assert (
        main(f"claims --seeds 3 --condition-seeds 0 --quiet --set {tiny} --out {tmp_path / 'study'}".split())
        == 0
    )
    found = json.loads((tmp_path / "study" / "claims.json").read_text())
    assert set(found["questions"]) == set(questions())


def test_data_of_somebody_s_own_is_not_replaced_by_what_stands_beside_a_page(tmp_path, quick, capsys):
    (tmp_path / "package.json").write_text("mine")
    asked = f"claims --seeds 1 --condition-seeds 0 --out {tmp_path}/study --page {tmp_path}/package.md"
    assert f"{tmp_path / 'package.json'} stands beside it" in refusal(asked, capsys)
    assert (tmp_path / "package.json").read_text() == "mine"
