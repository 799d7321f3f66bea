"""The command `busts`: many seeds of one scenario, which of them boomed and bust, and what preceded it."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from batch_runs.command import PROGRAM, Command, whole_number

if TYPE_CHECKING:
    from batch_runs.boom_and_bust import Record

DEFAULT_SEEDS, DEFAULT_WORKERS = 200, 2
LINE_EVERY = 10
"""Runs between plain lines."""

FEWEST_MONTHS = 36
"""A boom and the fall after it need some years."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `busts`."""
    add = parser.add_argument
    add(
        "--scenario",
        default="base",
        metavar="NAME|FILE.toml",
        help="one that ships, or a file of your own (default: base)",
    )
    add(
        "--seeds",
        type=whole_number,
        default=DEFAULT_SEEDS,
        metavar="N",
        help="seeds 1 to N (default: %(default)s)",
    )
    add(
        "--months",
        type=whole_number,
        default=252,
        metavar="M",
        help="from January 2015 on (default: %(default)s)",
    )
    add(
        "--workers",
        type=whole_number,
        default=DEFAULT_WORKERS,
        metavar="W",
        help="processes (default: %(default)s)",
    )
    add(
        "--out",
        type=Path,
        default=Path("docs/busts.md"),
        metavar="FILE",
        help="page to write (default: %(default)s)",
    )
    add("--quiet", action="store_true", help="say nothing unless something is wrong")


def perform(options: argparse.Namespace) -> int:
    """Run the seeds and write the page's part on this scenario. Returns 0, or the signal's status when interrupted."""
    from batch_runs.interruption import Wish
    from model.scenarios import load_scenario

    _refuse_nonsense(options)
    scenario = load_scenario(options.scenario)
    records: list[Record] = []
    with Wish() as wish, Counter(f"busts, {scenario.name}", options.seeds, options.quiet) as counter:
        for record in _run_all(options, wish):
            records.append(record)
            counter.one_more()
    if wish.status:
        print(
            f"interrupted after {len(records)} of {options.seeds} runs; nothing was written", file=sys.stderr
        )
        return wish.status
    _write(options, scenario.name, scenario.title, records)
    return 0


def _refuse_nonsense(options: argparse.Namespace) -> None:
    from model.economy import LONGEST_RUN
    from model.errors import BadInput

    for name, low, high in (
        ("seeds", 1, 100_000),
        ("months", FEWEST_MONTHS, LONGEST_RUN),
        ("workers", 1, 256),
    ):
        if not low <= getattr(options, name) <= high:
            raise BadInput(f"--{name} {getattr(options, name)}: take a whole number from {low} to {high:,}")
    if options.out.is_dir() or not options.out.absolute().parent.is_dir():
        raise BadInput(f"--out {options.out}: name a file in a folder that exists, such as docs/busts.md")


def _run_all(options: argparse.Namespace, wish: Any) -> Iterator[Record]:
    """Yield records in the order of seeds; stop early where somebody wishes so."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    jobs = [(options.scenario, seed, options.months) for seed in range(1, options.seeds + 1)]
    pool = ProcessPoolExecutor(
        options.workers, multiprocessing.get_context("spawn"), _leave_signals_to_the_parent
    )
    try:
        for future in [pool.submit(one_record, *job) for job in jobs]:
            yield future.result()
            if wish.status:
                return
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _leave_signals_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def one_record(scenario: str, seed: int, months: int) -> Record:
    """Run one economy and return its line of the record."""
    import numpy as np

    from batch_runs.boom_and_bust import record
    from model import Economy

    economy, gaps = Economy(seed=seed, scenario=scenario), []
    economy.onlookers.append(lambda economy: gaps.append(economy.posted.price_gap))
    columns = {name: np.array(values) for name, values in economy.run(months).columns().items()}
    return record(seed, {**columns, "price_gap": np.array(gaps)})


def _write(options: argparse.Namespace, name: str, title: str, records: list[Record]) -> None:
    """Write the page under a temporary name and rename it, so that a torn page never has the final name."""
    from batch_runs.busts_page import section, with_section

    before = options.out.read_text(encoding="utf-8") if options.out.exists() else ""
    page = with_section(before, name, section(title, options.months, records))
    beside = options.out.with_name(options.out.name + ".part")
    beside.write_text(page, encoding="utf-8", newline="\n")
    beside.replace(options.out)
    if not options.quiet:
        boomed, burst = (sum(getattr(one, what) is not None for one in records) for what in ("boom", "bust"))
        print(f"{options.out}: of {len(records)} runs of {name}, {boomed} boomed and {burst} bust")


class Counter:
    """Shows how many runs are done, on the error stream: a bar on a terminal, plain lines elsewhere."""

    def __init__(self, title: str, runs: int, quiet: bool) -> None:
        self.title, self.runs, self.quiet, self.done = title, runs, quiet, 0
        self._bar: Any = None
        if not quiet and sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(desc=title, total=runs, unit="run", dynamic_ncols=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def one_more(self) -> None:
        """Count one more run."""
        self.done += 1
        if self._bar is not None:
            self._bar.update(1)
        elif not self.quiet and (self.done % LINE_EVERY == 0 or self.done == self.runs):
            print(f"{self.title}: {self.done} of {self.runs} runs", file=sys.stderr, flush=True)


BUSTS = Command(
    "busts",
    "Run many seeds and report which of them boomed and bust, when, and what preceded it.",
    f"{PROGRAM} busts --scenario base --seeds 200 --workers 2 --out docs/busts.md",
    add_options,
    perform,
)
