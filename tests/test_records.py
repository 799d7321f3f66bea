"""Every page of results says which command writes it, and one list makes all of them anew."""

import importlib.util
import re
from pathlib import Path

import pytest

from batch_runs.command import Parser
from batch_runs.command_line import COMMANDS
from batch_runs.study_options import OURS
from docs import records
from docs.records import RECORDS

ROOT = Path(__file__).parents[1]
PAGES = sorted(str(page.relative_to(ROOT)) for page in ROOT.glob("docs/**/*.md"))


def test_every_page_that_a_command_writes_is_in_the_list_of_records():
    written = {
        page for page in PAGES if re.search(r"[Ww]ritten\s+by\*?\s+`python -m", (ROOT / page).read_text())
    }
    assert written == {record.page for record in RECORDS if record.page.endswith(".md")}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: " ".join(record.command))
def test_every_command_of_the_list_is_one_that_there_is_with_options_that_it_has(record):
    _, module, *words = record.command
    if module != "batch_runs":
        assert importlib.util.find_spec(module) is not None
        return
    command = next(one for one in COMMANDS if one.name == words[0])
    parser = Parser(allow_abbrev=False)
    command.add_options(parser)
    options = parser.parse_args(words[1:])
    assert command.name != "run" or options.resume, "what was interrupted goes on"
    assert getattr(options, "page", None) is None or str(options.page) == record.page


@pytest.mark.parametrize("name", [record.page for record in RECORDS if "--page" in record.words])
def test_a_page_on_record_says_that_a_command_wrote_it_so_that_the_command_may_replace_it(name):
    assert OURS.search((ROOT / name).read_text(encoding="utf-8"))


def test_what_is_made_is_not_made_again_and_the_first_failure_ends_it(tmp_path, monkeypatch, capsys):
    made = []

    class Run:
        def __init__(self, words, **_):
            made.append(words[-1])
            self.returncode = int(words[-1] == "bad" and len(made) < 3)

    monkeypatch.setattr(records, "ROOT", tmp_path)
    monkeypatch.setattr(
        records, "RECORDS", tuple(records.Record("page", word) for word in ("good", "bad", "last"))
    )
    monkeypatch.setattr(records.subprocess, "run", Run)
    monkeypatch.setattr(records, "commit", lambda: "ours")
    assert records.main() == 1
    assert records.main() == 0
    assert made == ["good", "bad", "bad", "last"]
    assert "all made" in capsys.readouterr().out
    monkeypatch.setattr(records, "commit", lambda: "another")
    assert records.main() == 2
    assert len(made) == 4, "what other code made is not taken for ours"
    assert "and the code is another; move it away" in capsys.readouterr().out
