"""What documents say about the code is what the code says."""

import re

import pyarrow.parquet as pq
import pytest
from small_run import TABLES

from batch_runs import attribution_page, documents, wargames_page
from batch_runs.command import Parser
from batch_runs.command_line import COMMANDS, main
from batch_runs.dictionary import dictionary
from model import Parameters

README = (
    "# Title\n\nBy hand.\n<!-- parameters:begin -->\nstale text\n<!-- parameters:end -->\nBy hand, too.\n"
)


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A project folder with a README, and with no generated text that is current."""
    monkeypatch.setattr(documents, "ROOT", tmp_path)
    (tmp_path / "README.md").write_text(README)
    return tmp_path


def cells(text, heading):
    """Return the first cells of the tables under a heading of the dictionary, with the rest of each row."""
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in rows}


def test_the_generated_documents_are_current(capsys):
    status = main(["docs", "--check"])
    assert status == 0, capsys.readouterr().err


DOCS = documents.ROOT / "docs"
WRITTEN_BY = re.compile(r"Written by\*?\s+`python -m batch_runs ([^`]+)`")
WRITTEN = {
    str(page.relative_to(DOCS)): words.split()
    for page in sorted(DOCS.rglob("*.md"))
    for words in WRITTEN_BY.findall(page.read_text(encoding="utf-8"))
}
"""The words after `python -m batch_runs` of each page that says what wrote it."""


@pytest.mark.parametrize("file", WRITTEN)
def test_the_command_that_a_page_says_wrote_it_is_taken_as_it_stands(file):
    name, *rest = WRITTEN[file]
    parser = Parser(prog=file, allow_abbrev=False)
    next(command for command in COMMANDS if command.name == name).add_options(parser)
    assert parser.parse_args(rest).out is not None, "it says where the page or the study goes"


@pytest.mark.parametrize(
    ("file", "head"), [("wargames.md", wargames_page.HEAD), ("attribution.md", attribution_page.HEAD)]
)
def test_a_recorded_page_begins_as_the_code_writes_it_now(file, head):
    assert (DOCS / file).read_text(encoding="utf-8").startswith(f"{head}\n\n")


def test_stale_documents_are_named_and_the_check_exits_with_one(house, capsys):
    assert main(["docs", "--check"]) == 1
    assert [line.partition(" is stale")[0] for line in capsys.readouterr().err.splitlines()] == [
        "docs/data_dictionary.md",
        "README.md",
    ]
    assert (house / "README.md").read_text() == README


def test_written_documents_are_current_and_the_text_by_hand_stays(house, capsys):
    assert main(["docs"]) == 0
    assert main(["docs", "--check"]) == 0
    text = (house / "README.md").read_text()
    assert text.startswith("# Title\n\nBy hand.\n<!-- parameters:begin -->\n")
    assert text.endswith("\n<!-- parameters:end -->\nBy hand, too.\n")
    assert "stale text" not in text
    assert capsys.readouterr().out == "wrote docs/data_dictionary.md\nwrote README.md\n"


def test_a_changed_value_in_the_readme_is_noticed(house):
    main(["docs"])
    text = (house / "README.md").read_text()
    (house / "README.md").write_text(text.replace("`herding` | 0.9", "`herding` | 0.8"))
    assert main(["docs", "--check"]) == 1


def test_a_readme_without_markers_is_refused_in_one_line_and_the_dictionary_is_written(house, capsys):
    (house / "README.md").write_text("# Title\n")
    assert main(["docs"]) == 2
    refusal = capsys.readouterr().err
    assert refusal.count("\n") == 1
    assert "<!-- parameters:begin -->" in refusal
    assert (house / "docs" / "data_dictionary.md").read_text() == dictionary()
    assert (house / "README.md").read_text() == "# Title\n"


def test_the_table_of_parameters_has_every_parameter_under_its_group(house):
    main(["docs"])
    text, group = (house / "README.md").read_text(), None
    rows = {line.split(" | ")[0].strip("| `"): line for line in text.splitlines() if line.startswith("| `")}
    assert list(rows) == [info.name for info in Parameters().describe()]
    for info in Parameters().describe():
        assert f" | {info.meaning} | {info.source} |" in rows[info.name]
        if info.group != group:
            group = info.group
            assert text.index(f"**{group[0].upper()}{group[1:]}**") < text.index(rows[info.name])


def test_the_dictionary_describes_every_column_that_a_run_writes_with_its_unit(unbroken):
    text = dictionary()
    for name in TABLES:
        described = cells(text, f"{name}.parquet")
        for column in pq.read_schema(unbroken / f"{name}.parquet"):
            assert column.name in described, f"{name}: {column.name}"
            unit, definition = described[column.name][1:3]
            assert unit
            assert definition
            if name != "agents":
                assert unit.encode() == column.metadata[b"unit"]


def test_the_dictionary_describes_every_file_and_every_key_of_a_run(unbroken):
    import json

    text = dictionary()
    files, keys = cells(text, "Files"), cells(text, "run.json")
    assert {path.name for path in unbroken.iterdir()} == set(files) - {"unfinished/"}
    described = {key for cell in keys for key in cell.split(", ")}
    assert set(json.loads((unbroken / "run.json").read_text())) == described
