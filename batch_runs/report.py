"""The command `report`: one self-contained HTML page from a study's folder, readable without a network."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from batch_runs.command import PROGRAM, Command, named_path
from batch_runs.study_options import check_page


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `report`."""
    parser.add_argument("folder", type=named_path, metavar="DIR", help="folder of a finished study")
    parser.add_argument(
        "--page",
        type=named_path,
        metavar="FILE.html",
        help="where the report goes (default: DIR/report.html)",
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing unless something is wrong")


def perform(options: argparse.Namespace) -> int:
    """Write the page. Returns 0; BadInput where the folder holds no finished study."""
    from batch_runs.tall_table import publish_text

    check_page(options.page)
    path: Path = options.page or options.folder / "report.html"
    publish_text(report(options.folder), path)
    if not options.quiet:
        print(path)
    return 0


def report(folder: Path) -> str:
    """Return the report as HTML: what was run and with what, pictures, tables, and how to repeat it."""
    from jinja2 import Environment, PackageLoader

    from batch_runs.many.study import description, standing
    from batch_runs.reports.again import again, made
    from batch_runs.reports.reading import not_finished

    about = description(folder)
    done, failures = standing(folder)
    if len(done) + len(failures) < about["runs"]:  # findings here may be of an earlier, smaller study
        raise not_finished(folder, f"{about['runs']} runs")
    page = Environment(loader=PackageLoader("batch_runs", "reports"), autoescape=True).get_template(
        "page.html"
    )
    return page.render(
        title=f"{about['command'].capitalize()}: {folder.name}",
        summary=[f"{len(done)} of {about['runs']} runs finished, {len(failures)} failed."],
        sections=list(_sections(folder, about)),
        again=again(about),
        made=made(about),
    )


def _sections(folder: Path, about: dict[str, Any]) -> Any:
    from batch_runs.reports import sections

    if about["command"] == "sweep":
        return sections.of_sweep(folder, about)
    if about["command"] == "sensitivity":
        return sections.of_sensitivity(folder, about["asked"])
    if about["command"] == "calibrate":
        from batch_runs.reports import calibration

        return calibration.sections(folder, about["asked"])
    return sections.of_page(folder, about)


REPORT = Command(
    "report",
    "Write one self-contained HTML page about a finished study.",
    f"{PROGRAM} report runs/study",
    add_options,
    perform,
)
"""A page to send to a colleague."""
