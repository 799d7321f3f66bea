"""The table of the fifteen systems: each has a column and a chart, and every name in it is one that there is."""

import re
from fnmatch import fnmatch

import pytest

from docs.direction_table import DIRECTIONS, NO_SWITCH
from model import Parameters
from model.loop_tally import LOOP_METRICS
from model.metrics import ALL_METRICS

SYSTEMS = [f"S{number}" for number in range(1, 16)]


@pytest.fixture(scope="module")
def table(project):
    """What docs/systems.md says of each system: by its number the cells by their heading."""
    lines = (project / "docs" / "systems.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    heading, _, *rows = rows
    return {re.match(r"\*\*(S\d+)\*\*", row[0])[1]: dict(zip(heading, row, strict=True)) for row in rows}


def named(cell):
    return re.findall(r"`([^`]+)`", cell)


def test_the_table_has_every_system(table):
    assert list(table) == SYSTEMS


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_shows_in_columns_that_are_measured(table, system):
    measured = [metric.name for metric in (*ALL_METRICS, *LOOP_METRICS)]
    columns = named(table[system]["columns"])
    assert columns
    assert [name for name in columns if not any(fnmatch(one, name) for one in measured)] == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_has_a_chart_on_the_page(table, system, project):
    stage = project / "ui" / "static" / "stage"
    drawn = set()
    for file in ("panels.js", "sankey.js", "network.js", "stays.js"):
        text = (stage / file).read_text(encoding="utf-8")
        drawn |= set(re.findall(r'id: "(\w+)"|costPanel\("(\w+)"|"data-panel": "(\w+)"', text))
    names = {name for found in drawn for name in found if name}
    panels = named(table[system]["panels"])
    assert panels
    assert set(panels) - names == set()


def test_every_switch_in_the_table_is_one_and_has_its_row_of_directions(table):
    switches = {info.name for info in Parameters().describe() if info.group == "switches"}
    told = {name for row in table.values() for name in named(row["switch"])}
    assert told - switches == set()
    assert told - {direction.switch for direction in DIRECTIONS} == set()


def test_what_is_no_switch_but_has_directions_is_named_in_the_table_or_means_all_nine(table):
    directions = " ".join(row["direction"] for row in table.values())
    assert [name for name in NO_SWITCH if name not in directions] == []
