"""Options that commands on many seeds share, and the request they make."""

from __future__ import annotations

import argparse
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from batch_runs.command import named_path, positive_number, whole_number

if TYPE_CHECKING:
    from batch_runs.many.cluster import Cluster
    from batch_runs.request import Request

DEFAULT_WORKERS = 2
MOST_SEEDS, MOST_WORKERS = 10_000, 256
DESCRIBES = ("scenario", "seeds", "months", "set", "agents_scale")
"""Options that say which study it is; the others say how to go about it."""


def add_study_options(
    parser: argparse.ArgumentParser,
    seeds: int,
    of_one_scenario: bool = True,
    with_page: bool = True,
    must_keep: bool = True,
) -> None:
    """Declare the options of a study whose usual number of seeds is `seeds`; scenario and months, and a page, where it has one.

    A study that need not be kept can be asked for without a folder.
    """
    add = parser.add_argument
    # fmt: off
    add("--out", type=named_path, required=must_keep, metavar="DIR", help="folder of the study; the same command goes on with it")
    add("--seeds", type=whole_number, default=seeds, metavar="N", help=f"seeds 1 to N, paired (default: {seeds})")
    add("--set", nargs="+", action="extend", default=[], metavar="name=value", help="parameters; they win over the scenario's")
    add("--agents-scale", type=positive_number, default=1.0, metavar="X", help="X times as many funds, start-ups, researchers and incumbents")
    if with_page:
        add("--page", type=named_path, metavar="FILE", help="where the page goes (default: into DIR)")
    add("--quiet", action="store_true", help="say nothing unless something is wrong")
    if of_one_scenario:
        add_scenario_option(parser)
        add("--months", type=whole_number, default=252, metavar="M", help="from January 2015 on (default: %(default)s)")
    # fmt: on
    add_worker_options(parser)


def add_scenario_option(parser: argparse.ArgumentParser) -> None:
    """Declare which scenario a study is about."""
    parser.add_argument(
        "--scenario",
        default="base",
        metavar="NAME|FILE.toml",
        help="one that ships, or a file of your own (default: base)",
    )


def add_worker_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options that say who works on a study."""
    parser.add_argument(
        "--workers",
        type=whole_number,
        default=DEFAULT_WORKERS,
        metavar="W",
        help="processes of this machine (default: %(default)s)",
    )
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS|local",
        help="hand runs to Dask: to all workers of the scheduler at tcp://host:port, or to W of this machine",
    )


def workers_of(options: argparse.Namespace) -> int | Cluster:
    """Return who works on a study. Raises BadInput with one line."""
    check("workers", options.workers, 1, MOST_WORKERS)
    if options.cluster is None:
        workers: int = options.workers
        return workers
    from batch_runs.many.cluster import Cluster

    return Cluster(options.cluster, options.workers)


def check(name: str, value: int, low: int, high: int) -> None:
    """Raise BadInput where an option is out of its range."""
    from model.errors import BadInput

    if not low <= value <= high:
        raise BadInput(f"--{name} {value}: take a whole number from {low} to {high:,}")


PAGES = ("", ".md", ".txt", ".html", ".htm")
"""How the name of a page ends; other names are those of data and programs, which a page would replace."""

OURS = re.compile(r"written\s+by\*?\s+`?python -m batch_runs", re.IGNORECASE)
"""What every page says that a command wrote as a whole."""


def check_page(page: Path | None, option: str = "--page", own_words: bool = False) -> None:
    """Raise BadInput where a page that is named could not be written in the end, or would replace what is not ours.

    A page that keeps its `own_words` may be anybody's: a command writes its part of it.
    """
    from batch_runs.section import words_of
    from batch_runs.tall_table import temporary
    from model.errors import BadInput

    if page is None:
        return
    if page.is_dir() or not page.absolute().parent.is_dir():
        raise BadInput(f"{option} {page}: name a file in a folder that exists")
    if page.suffix.lower() not in PAGES:
        raise BadInput(
            f"{option} {page}: such a file holds data, and the page is a text; name it page.md, say"
        )
    there = words_of(page)
    if there.strip() and not own_words and not OURS.search(there):
        raise BadInput(
            f"{option} {page}: holds what no command wrote, and the page would replace it; name another file"
        )
    try:
        attempt = temporary(page, f".{os.getpid()}")
        attempt.touch()
        attempt.unlink()
    except OSError:
        raise BadInput(f"{option} {page}: cannot be written; name another file") from None


def check_beside(page: Path | None, file: str) -> None:
    """Raise BadInput where a file would be replaced beside a page that does not stand there yet: it is somebody else's."""
    from model.errors import BadInput

    if page is not None and not page.exists() and page.with_name(file).exists():
        raise BadInput(
            f"--page {page}: {page.with_name(file)} stands beside it and would be replaced; name another page"
        )


def check_picture(options: argparse.Namespace, name: str) -> None:
    """Raise BadInput where NAME.svg cannot be drawn, or would replace somebody's own beside the page."""
    from batch_runs.drawing import refuse_without_matplotlib

    check_beside(options.page, f"{name}.svg")
    refuse_without_matplotlib()


def request_of(options: argparse.Namespace, own_words: bool = False) -> Request:
    """Return what one run of the study is, with seed 1; its page may keep `own_words`. Raises BadInput with one line."""
    from batch_runs.request import DEFAULTS, Request

    check("seeds", options.seeds, 1, MOST_SEEDS)
    check_page(getattr(options, "page", None), own_words=own_words)
    said = {name: getattr(options, name) for name in ("scenario", "months", "set", "agents_scale")}
    return Request.of({**DEFAULTS, **said})


def asked(options: argparse.Namespace, *more: str) -> dict[str, Any]:
    """Return the options that say which study it is, by name."""
    return {name: getattr(options, name) for name in (*DESCRIBES, *more)}


def publish_findings(options: argparse.Namespace, name: str, figures: dict[str, Any], page: str) -> Path:
    """Write DIR/name.json and the page; return where the page is."""
    from batch_runs.tall_table import publish_text

    path: Path = options.page or options.out / f"{name}.md"
    publish_text(json.dumps(figures, indent=1, allow_nan=False) + "\n", options.out / f"{name}.json")
    publish_text(page, path)
    return path


def publish_picture(options: argparse.Namespace, name: str, svg: str) -> None:
    """Write NAME.svg beside the page, before the page that shows it."""
    from batch_runs.tall_table import publish_text

    publish_text(svg, (options.page.parent if options.page else options.out) / f"{name}.svg")
