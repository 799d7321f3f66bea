"""What the README and the documents say is so: every block runs, every name exists, every claim has its test."""

import ast
import inspect
import json
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from agents.vocabulary import PURSES
from batch_runs.validation.measures import MEASURES, MONTHS, NOT_MEASURED
from batch_runs.validation.observed import observed
from batch_runs.validation.page import PARTS
from model import Economy, Parameters
from model.history import START
from model.opening import MAKE
from model.scenarios import load_scenario, names

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted((ROOT / "docs").glob("**/*.md"))


def blocks(language):
    """Return the README's code blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands():
    """Return the words of each line of the README's bash blocks, comments left out."""
    lines = [line for block in blocks("bash") for line in block.splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def between(name):
    return README.partition(f"<!-- {name}:begin -->")[2].partition(f"<!-- {name}:end -->")[0]


# ------------------------------------------------------------------------------ the month in words


def verbs_of_step():
    """Return the names of the functions that `Economy.step` calls with the economy, in order."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(Economy.step))))
    body = next(node for node in tree.body if isinstance(node, ast.FunctionDef)).body
    calls = [node.value for node in body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    return [call.func.id for call in calls if isinstance(call.func, ast.Name)]


def test_the_month_in_words_has_the_verbs_of_step_in_order():
    listed = re.findall(r"^(\d+)\. \*\*(\w+)\*\*: ", between("month"), re.MULTILINE)
    assert [verb for _, verb in listed] == verbs_of_step()
    assert [int(number) for number, _ in listed] == list(range(1, len(listed) + 1))


def test_each_verb_of_the_month_is_one_sentence():
    for line in between("month").strip().splitlines():
        assert re.fullmatch(r"\d+\. \*\*\w+\*\*: [A-Z][^.]*\.", line), line


# ----------------------------------------------------------------------------------- code blocks


@pytest.mark.parametrize("block", blocks("python"), ids=lambda block: block.split("\n")[-2][:40])
def test_a_python_block_of_the_readme_runs_and_prints(block, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # where a block writes is not where the project lies
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - the README is ours
    assert capsys.readouterr().out.strip()


def test_the_first_python_block_has_five_lines():
    assert len([line for line in blocks("python")[0].splitlines() if line]) == 5


def test_there_are_two_commands_for_newcomers_and_both_are_in_the_makefile():
    asked = [words[1] for words in commands() if words[0] == "make"]
    assert asked == ["run", "test"]
    targets = re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(asked) <= set(targets)


@pytest.mark.parametrize("words", [w for w in commands() if w[0] != "make"], ids=" ".join)
def test_a_command_of_the_readme_exists_with_all_its_options(words, monkeypatch, capsys):
    python, *rest = words
    assert python in (".venv/bin/python", "python3")
    check = {"batch_runs": batch_command, "pytest": pytest_command, "docs.picture.draw": module_command}
    if rest[0] == "-m":
        check[rest[1]](rest[2:], rest[1])
    else:
        assert (ROOT / rest[0]).is_file()


def batch_command(arguments, _):
    """Parse the command, and see that its parameters exist; run nothing."""
    from batch_runs.command_line import COMMANDS

    command = next(command for command in COMMANDS if command.name == arguments[0])
    from batch_runs.command import Parser

    parser = Parser(prog="README", allow_abbrev=False)
    command.add_options(parser)
    options, strangers = parser.parse_known_args(arguments[1:])
    assert not strangers
    changes = dict(change.split("=") for change in getattr(options, "set", None) or [])
    Parameters().replace(**{name: float(value) for name, value in changes.items()})
    load_scenario(getattr(options, "scenario", None) or "base")


def pytest_command(arguments, _):
    """See that the tests it names are collected."""
    if Path(arguments[0]).suffix == ".py":
        tests = re.findall(
            r"^def (test_\w+)", (ROOT / arguments[0]).read_text(encoding="utf-8"), re.MULTILINE
        )
        assert [name for name in tests if arguments[2] in name]


def module_command(_, module):
    assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


# ------------------------------------------------------------------------------- change one rule


def change():
    """Return the line that the README takes out and the one it puts in, and the test that then fails."""
    out, put = re.search(r"^-(.*)\n\+(.*)$", blocks("diff")[0], re.MULTILINE).groups()
    return out, put, re.search(r"^`(test_\w+)` fails", README, re.MULTILINE).group(1)


def test_the_rule_that_the_readme_changes_is_there_once_and_the_test_exists():
    out, put, test = change()
    assert (ROOT / "agents/researcher.py").read_text(encoding="utf-8").count(f"{out}\n") == 1
    assert put != out
    assert f"def {test}(" in (ROOT / "tests/test_economy.py").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_rule_changed_as_in_the_readme_fails_the_test_it_names(tmp_path):
    out, put, test = change()
    for room in ("agents", "batch_runs", "model", "tests"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    rule = tmp_path / "agents/researcher.py"
    rule.write_text(rule.read_text(encoding="utf-8").replace(out, put), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/test_economy.py", "-k", test]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"FAILED tests/test_economy.py::{test}" in done.stdout


# --------------------------------------------------------------------------------- what it claims


def test_what_is_in_is_counted_right():
    counted = {10: "ten", 3: "three", 17: "seventeen"}
    switches = [info for info in Parameters().describe() if info.group == "switches"]
    assert f"{counted[len(MAKE)]} kinds" in README
    assert f"{counted[len(PURSES)]} purses" in README
    assert f"{counted[len(switches)]} switches" in README
    assert f"{len(names())} scenarios" in README


def test_the_verdicts_that_the_readme_counts_are_those_on_record():
    found = json.loads((ROOT / "docs" / "claims.json").read_text())
    count = found["count"]
    causes = sum(count[verdict] for verdict in ("holds", "in part", "fails", "open"))
    said = f"put to the model as causes**: {count['holds']} hold, {count['in part']} in part, {count['fails']} do not, {count['open']} cannot be told"
    assert f"{causes} are {said}" in " ".join(README.split())
    assert found["questions"]["voices-alone raises boom"]["on"] == 0.0
    assert found["seeds"] == 20
    outside = found["questions"]["outside-money below 0.1"]["mean"]
    assert f"others pay {outside:.0%} of the AI sales" in " ".join(README.split())


def test_belief_enters_only_where_the_readme_says():
    off = {name for name, value in load_scenario("straight").parameters.items() if value == 0.0}
    said = re.search(r"\*\*Belief enters only\s+through ([^*]*)\*\*", README).group(1)
    assert set(re.findall(r"(?:^|,\s|and\s)(\w+)\s\(", said)) == off


def test_a_run_is_as_long_as_the_readme_says():
    assert "from January 2015 to December 2035" in README
    assert inspect.signature(Economy.run).parameters["months"].default == (2035 - 2015 + 1) * 12
    assert str(START) == "2015-01"


# ------------------------------------------------------------------------------- files and picture


@pytest.mark.parametrize("file", [ROOT / "README.md", *DOCUMENTS], ids=lambda file: file.name)
def test_every_link_leads_to_a_file(file):
    links = re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8"))
    assert not [link for link in links if "://" not in link and not (file.parent / link).exists()]


def test_every_room_is_on_the_file_map():
    rows = [
        line for line in README.partition("## File map")[2].partition("\n## ")[0].splitlines() if "`" in line
    ]
    mapped = {path for row in rows for path in re.findall(r"`([^`]+)`", row.split("|")[1])}
    assert not [path for path in mapped if not (ROOT / path).exists()]
    rooms = {f"{path.parent.name}/" for path in ROOT.glob("*/*.py")} | {"docs/"}
    assert rooms - {".venv/"} <= {f"{path.split('/')[0]}/" for path in mapped}


def test_the_picture_is_small_and_on_a_light_ground_and_says_how_it_was_made():
    path = re.search(r"!\[[^]]{20,}\]\(([^)]+)\)", README).group(1)
    text = (ROOT / path).read_text(encoding="utf-8")
    assert len(text) < 200_000
    assert text.index("fill: #ffffff") < text.index("stroke: ")
    recorded, drawn = (" ".join(words[2:]) for words in commands() if words[-1] == "runs/default")
    assert recorded in text
    assert drawn in text
    assert re.search(r"--seed (\d+)", recorded).group(1) == re.search(r"scenario, seed (\d+)", README).group(
        1
    )


def test_the_table_of_parameters_names_every_parameter():
    assert re.findall(r"^\| `(\w+)` \|", between("parameters"), re.MULTILINE) == list(Parameters().as_dict())


# ------------------------------------------------------------------------------------ validation


def test_every_observed_figure_is_before_2026_and_has_a_measure_a_source_and_a_status():
    assert {fact.measure for fact in observed()} == set(MEASURES)
    for fact in observed():
        assert 2015 <= fact.years[0] <= fact.years[-1] <= 2025
        assert fact.source
        assert fact.status in ("verified", "recalled", "derived", "assumed")
        assert 0.0 < fact.confidence <= 1.0
    assert MONTHS == (2025 - 2015 + 1) * 12


def test_the_validation_page_has_every_observed_figure_in_the_table_of_its_time():
    text = (ROOT / "docs/validation.md").read_text(encoding="utf-8")
    tables = text.partition("<!-- table:begin -->")[2].split("### ")[1:]
    assert [table.partition("\n")[0] for table in tables] == [heading for heading, _ in PARTS]
    for fact in observed():
        label = MEASURES[fact.measure].label
        row = f"| {label} | {fact.when} | {MEASURES[fact.measure].write(fact.value)} |"
        assert [row in table for table in tables] == [belongs(fact) for _, belongs in PARTS]
    assert all(what in text for what, _ in NOT_MEASURED.values())


def test_odd_names_every_verb_of_the_month_and_only_parameters_and_files_that_exist():
    text = (ROOT / "docs/odd.md").read_text(encoding="utf-8")
    assert f"{', '.join(verbs_of_step())}." in " ".join(text.split())
    named = set(re.findall(r"`([a-z]+(?:_[a-z0-9]+)+)`", text.partition("## 7 Submodels")[2]))
    assert not named - set(Parameters().as_dict())
    files = re.findall(r"`((?:agents|model|docs)/[\w./]+)`", text)
    assert not [path for path in files if not (ROOT / path).exists()]
