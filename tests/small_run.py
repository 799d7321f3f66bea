"""A run of a small economy through the command line, and what it left, for the tests of `batch_runs`."""

import json
import os
import signal

from batch_runs.command_line import main
from batch_runs.progress import Progress

SMALL = "--agents-scale 0.1 --quiet"
FEW = {"fund_agents": 6, "startup_agents": 90, "researcher_agents": 200, "incumbent_agents": 24}
TABLES = ("series", "flows", "balance_sheet", "agents")


def run(out, options=""):
    """Run a small economy into a folder and return the exit status."""
    return main(["run", "--out", str(out), *SMALL.split(), *options.split()])


def written(out):
    """Return the run.json of a folder."""
    return json.loads((out / "run.json").read_text())


def all_bytes(out):
    """Return the content of every table of a run."""
    return {name: (out / f"{name}.parquet").read_bytes() for name in TABLES}


def interrupt_after(months, monkeypatch):
    """Press Ctrl-C during the given month."""
    shown = Progress.completed

    def completed(self, economy):
        shown(self, economy)
        if economy.month == months:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Progress, "completed", completed)


def whole_run(folder):
    """Return the folder of a run of twenty months with every table, never interrupted."""
    assert run(folder / "run", "--months 20 --seed 5 --flows --agents") == 0
    return folder / "run"
