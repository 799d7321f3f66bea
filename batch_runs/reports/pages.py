"""The page that a study writes of itself, made anew from its figures: one in the folder may be of an earlier run."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markdown import markdown

from batch_runs import attribution_page, attribution_picture, busts_page, wargames_page, wargames_picture
from batch_runs.busts import records_of
from batch_runs.debate import page as claims_page
from batch_runs.experiments import page as experiment_page
from batch_runs.experiments import picture as experiment_picture
from batch_runs.experiments.catalogue import experiment_named
from batch_runs.many.study import answers, finished
from batch_runs.reports.pictures import element
from batch_runs.reports.reading import figures_of, found_of, reading
from batch_runs.section import with_section
from batch_runs.validation import page as validation_page
from model.scenarios import load_scenario

Found = dict[str, Any]

INDENT = 2
"""Spaces by which our pages indent a list within a list."""


def page_of(folder: Path, about: dict[str, Any]) -> str:
    """Return the page as HTML that needs no file beside it. Raises BadInput where the study is not finished."""
    text = _busts(folder, about) if about["command"] == "busts" else _text(folder, about)
    html = markdown(text, extensions=["tables"], tab_length=INDENT)
    html = re.sub(r'<img [^>]*src="([^"]*)"[^>]*>', lambda _: _picture(folder, about["command"]), html)
    return re.sub(
        r'<a href="(?![a-z]+:|#)[^"]*">(.*?)</a>', r"\1", html
    )  # words stay of links to files beside


def _text(folder: Path, about: dict[str, Any]) -> str:
    command = about["command"]
    figures = found_of(folder, command, about["asked"])
    with reading(folder / f"{command}.json"):
        return WRITERS[command](figures)


def _experiment(found: Found) -> str:
    return experiment_page.page(experiment_named(found["asked"]["name"]), found)


def _validation(found: Found) -> str:
    return with_section(validation_page.HEAD, validation_page.MARK, validation_page.tables(found))


WRITERS: Mapping[str, Callable[[Found], str]] = MappingProxyType(
    {
        "attribution": attribution_page.page,
        "claims": claims_page.page,
        "experiment": _experiment,
        "validate": _validation,
        "wargames": wargames_page.page,
    }
)
"""By command, what makes the page of the figures in DIR/command.json."""


def _busts(folder: Path, about: dict[str, Any]) -> str:
    """Return the part of the page on these runs: its command gathers such parts in the file that `--out` names."""
    ids, asked = finished(folder), about["asked"]
    title = load_scenario(asked["scenario"]).title
    part = busts_page.section(title, asked["months"], records_of(answers(folder, ids)))
    return f"{busts_page.HEAD}\n{part}"


def _picture(folder: Path, command: str) -> str:
    """Return the picture of a page, drawn anew from the figures."""
    found = figures_of(folder, command)
    with reading(folder / f"{command}.json"):
        return element(DRAWERS[command](found))


def _drawn(found: Found) -> str:
    return experiment_picture.picture(experiment_named(found["asked"]["name"]), found)


DRAWERS: Mapping[str, Callable[[Found], str]] = MappingProxyType(
    {
        "attribution": attribution_picture.picture,
        "experiment": _drawn,
        "wargames": wargames_picture.picture,
    }
)
"""By command, what draws the picture of the figures in DIR/command.json."""
