"""The command that carries out a named experiment: a tiny one from end to end, and what it refuses."""

import re

import pytest
from small_study import TINY_OPTIONS, Inline, refusal

from batch_runs import experiment as command
from batch_runs.command_line import main
from batch_runs.dictionary import dictionary
from batch_runs.experiments import measuring
from batch_runs.experiments.catalogue import COMMANDS, EXPERIMENTS, experiment_named
from batch_runs.experiments.outcomes import OUTCOMES
from batch_runs.experiments.page import answer_of
from batch_runs.many import pool


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """A tiny experiment in a folder of pages with a list, run twice into the same folder; what each left."""
    folder = tmp_path_factory.mktemp("experiments")
    (folder / "README.md").write_text(
        "By hand.\n<!-- experiments:begin -->\n<!-- experiments:end -->\nToo.\n"
    )
    words = f"experiment disclosure --seeds 2 --months 36 {TINY_OPTIONS} --page {folder / 'disclosure.md'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "process_pool", lambda workers: Inline())
        assert main([*words.split(), "--out", str(folder / "study")]) == 0
        first = left(folder)
        patch.setattr(measuring, "measured", None)  # asked again, nothing is run
        assert main([*words.split(), "--out", str(folder / "study")]) == 0
    return folder, first, left(folder)


def left(folder):
    """Return the bytes of what the command has written for people."""
    return {name: (folder / name).read_bytes() for name in ("disclosure.md", "disclosure.svg", "README.md")}


def test_a_page_has_its_answer_picture_numbers_meaning_and_what_would_change_it(ended):
    text = (ended[0] / "disclosure.md").read_text()
    headings = re.findall(r"^##? (.*)$", text, re.MULTILINE)
    assert headings == [
        "Disclosure",
        "What is compared",
        "The numbers",
        "What it means",
        "What would change the answer",
    ]
    assert answer_of(text).endswith("Only 2 seeds.")
    assert "(disclosure.svg)" in text
    assert "--seeds 2 --months 36 --set fund_agents=6" in text
    for name in experiment_named("disclosure").outcomes:
        assert OUTCOMES[name].title[1:] in text


def test_the_picture_is_a_small_drawing_with_a_line_for_each_world(ended):
    text = (ended[0] / "disclosure.svg").read_text()
    assert len(text) < 100_000
    assert "<svg" in text
    for arm in experiment_named("disclosure").arms:
        assert f">{arm.label}<" in text


def test_the_list_beside_the_pages_quotes_the_answer_and_keeps_what_is_written_by_hand(ended):
    text = (ended[0] / "README.md").read_text()
    assert text.startswith("By hand.\n")
    assert text.endswith("Too.\n")
    row = next(line for line in text.splitlines() if line.startswith("| [disclosure](disclosure.md)"))
    assert answer_of((ended[0] / "disclosure.md").read_text()) in row
    assert text.count("\n| ") == 2 + len(EXPERIMENTS) + len(COMMANDS)


def test_the_same_seeds_write_the_same_bytes(ended):
    assert ended[1] == ended[2]


def test_every_file_of_the_study_is_in_the_data_dictionary(ended):
    files = {file.name for file in (ended[0] / "study").iterdir()}
    described = dictionary().partition("## Files of a study")[2]
    assert not [name for name in files if name not in described]


def test_a_readme_that_is_no_list_of_experiments_is_left_alone(tmp_path):
    (tmp_path / "README.md").write_text("mine")
    command.refresh_index(tmp_path)
    assert (tmp_path / "README.md").read_text() == "mine"


def test_the_list_says_every_name_and_question(capsys):
    with pytest.raises(SystemExit) as left_with:
        main(["experiment", "--list"])
    assert not left_with.value.code
    said = capsys.readouterr().out
    assert all(one.name in said and one.question in said for one in EXPERIMENTS)
    assert all(name in said for name in COMMANDS)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("rats", "the nearest name is 'rates'"),
        ("rates --seeds 0", "--seeds 0: take a whole number from 1 to 10,000"),
        ("rates --months 35", "--months 35: take a whole number from 36 to 360"),
        ("bust --months 120", "--months 120: take a whole number from 217 to 360"),
        ("rates --workers 0", "--workers 0: take a whole number from 1 to 256"),
        ("rates --set herdng=1", "the nearest name is 'herding'"),
        ("base --set herding=0.5", "--set herding: the world 'Straight' of this experiment sets it itself"),
        ("energy-wall --set rivalry=0 grid_growth=0.2", "--set grid_growth: the world"),
        ("rates --page nowhere/page.md", "name a file in a folder that exists"),
        ("rates --scenario base", "--scenario is no option"),
        ("", "the following arguments are required: NAME"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(words, complaint, tmp_path, capsys):
    try:
        status = main(["experiment", *words.split(), "--out", str(tmp_path / "study")])
    except SystemExit as left_with:
        status = left_with.code
    assert status == 2
    said = capsys.readouterr().err
    assert complaint in said
    assert said.count("\n") == 1
    assert not (tmp_path / "study").exists()


def test_without_what_draws_pictures_nothing_is_run(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["experiment", "rates", "--out", str(tmp_path / "study")]) == 2
    assert "the picture needs matplotlib" in capsys.readouterr().err
    assert not (tmp_path / "study").exists()


def test_a_picture_of_somebody_s_own_is_not_replaced_by_that_of_a_page(tmp_path, capsys):
    (tmp_path / "disclosure.svg").write_text("mine")
    asked = f"experiment disclosure --seeds 1 --out {tmp_path}/study --page {tmp_path}/mine.md"
    assert f"{tmp_path / 'disclosure.svg'} stands beside it" in refusal(asked, capsys)
    assert (tmp_path / "disclosure.svg").read_text() == "mine"
