"""Every page of results, and what writes it: `python -m docs.records` makes all of them anew, one after the other.

It takes hours. Studies keep their runs in runs/records and go on where they stopped; the same
command goes on with the page that was in work. Run it from a checkout of its own: the code must not change meanwhile.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from batch_runs.made_with import commit

ROOT = Path(__file__).resolve().parents[1]
KEPT = Path("runs") / "records"
DONE = "done"
"""File in the folder of records that says which code is at work, and which of its pages are finished."""


class Record(NamedTuple):
    """One page (or picture) and the module and words that write it."""

    page: str
    module: str
    words: str = ""

    @property
    def command(self) -> list[str]:
        """What is run, after `python`; `{page}` and `{folder}` are filled in."""
        folder = KEPT / Path(self.page).stem
        return ["-m", self.module, *self.words.format(page=self.page, folder=folder).split()]


def study(page: str, words: str) -> Record:
    """Return the record of a study that keeps its runs."""
    return Record(page, "batch_runs", f"{words} --out {{folder}} --page {{page}} --quiet")


def experiment(name: str) -> Record:
    """Return the record of a named experiment."""
    return study(f"docs/experiments/{name}.md", f"experiment {name} --seeds 10")


def busts(scenario: str) -> Record:
    """Return the record of one scenario's part of the page on busts."""
    keep = f"{KEPT / 'busts'}-{scenario}"
    words = f"busts --scenario {scenario} --seeds 200 --out {{page}} --keep {keep} --quiet"
    return Record("docs/busts.md", "batch_runs", words)


RECORDS: tuple[Record, ...] = (
    study("docs/validation.md", "validate --seeds 30"),
    Record("docs/picture/default_run.svg", "batch_runs", "run --seed 1 --out {folder} --resume --quiet"),
    Record("docs/picture/default_run.svg", "docs.picture.draw", "{folder}"),
    Record("ui/static/luck.json", "docs.luck"),
    Record("docs/directions.md", "docs.direction_table"),
    busts("base"),
    busts("quiet"),
    *(
        experiment(name)
        for name in ("base", "quiet", "unfunded-loop", "efficiency-shock", "rates", "sovereign-race")
    ),
    *(
        experiment(name)
        for name in ("energy-wall", "another-technology", "disclosure", "patient-capital", "bust")
    ),
    study("docs/wargames.md", "wargames --seeds 20"),
    study("docs/attribution.md", "attribution --seeds 4 --permutations 3"),
    Record("docs/readings.md", "docs.readings_table"),
    Record("docs/scale.md", "docs.scale_table"),
    Record("docs/activation.md", "docs.activation_table"),
    study("docs/claims.md", "claims"),
    study("docs/full/attribution_full.md", "attribution --full"),
)
"""In the order in which they are made: what shows first whether numbers are sound comes first, the longest last."""


def say(line: str) -> None:
    """Say a line at once, also into a file."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Make what is not made yet. Returns the status of the first command that fails, 0 when all is made, 2 where other code began."""
    done = ROOT / KEPT / DONE
    done.parent.mkdir(parents=True, exist_ok=True)
    code = str(commit())
    finished = done.read_text(encoding="utf-8").splitlines() if done.exists() else []
    if finished and finished[0] != code:
        say(f"{KEPT} holds records of {finished[0]}, and the code is {code}; move it away to begin anew")
        return 2
    if not finished:
        done.write_text(f"{code}\n", encoding="utf-8")
    for record in RECORDS:
        said = " ".join(record.command)
        if said in finished:
            continue
        say(f"{record.page}: python {said}")
        status = subprocess.run([sys.executable, *record.command], cwd=ROOT, check=False).returncode
        if status:
            return status
        with done.open("a", encoding="utf-8") as file:
            file.write(f"{said}\n")
    say(f"all made; remove {KEPT} before the next time, and read what pages and claims.toml quote")
    return 0


if __name__ == "__main__":
    sys.exit(main())
