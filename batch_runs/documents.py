"""The command `docs`: writes what documents say about the code from the code, and tells when they are stale."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from batch_runs.command import PROGRAM, Command

ROOT = Path(__file__).resolve().parent.parent


def dictionary_now(_: str) -> str:
    """Return docs/data_dictionary.md as it should be."""
    from batch_runs.dictionary import dictionary

    return dictionary()


def readme_now(text: str) -> str:
    """Return the README with its generated parts as they should be."""
    return between(text, "parameters", parameter_tables())


DOCUMENTS: dict[str, Callable[[str], str]] = {
    "docs/data_dictionary.md": dictionary_now,
    "README.md": readme_now,
}
"""Documents with generated parts; each function takes the text as it is and returns it as it should be."""


def between(text: str, name: str, content: str) -> str:
    """Return `text` with `content` between the markers of this name. Raises BadInput where they are missing."""
    begin, end = (f"<!-- {name}:{edge} -->" for edge in ("begin", "end"))
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        from model.errors import BadInput

        raise BadInput(f"README.md: the lines {begin} and {end} are missing; put them around the {name}")
    return f"{before}{begin}\n{content}\n{end}{after}"


def parameter_tables() -> str:
    """Return a Markdown table of parameters for each group."""
    from model import Parameters

    groups = groupby(Parameters().describe(), key=lambda info: info.group)
    return "\n\n".join(_group(title, list(infos)) for title, infos in groups)


def _group(title: str, infos: list) -> str:
    from batch_runs.dictionary import table
    from batch_runs.tables import plain

    rows = [
        (f"`{p.name}`", plain(p.value), p.unit, f"{plain(p.low)} to {plain(p.high)}", p.meaning, p.source)
        for p in infos
    ]
    return f"**{title[0].upper()}{title[1:]}**\n\n" + table(
        ("name", "value", "unit", "range", "meaning", "source"), rows
    )


def stale() -> Iterator[tuple[str, str]]:
    """Yield the documents that are not as they should be, with the text they should have."""
    for name, should_be in DOCUMENTS.items():
        path = ROOT / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if (wanted := should_be(text)) != text:
            yield name, wanted


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `docs`."""
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 where something is stale"
    )


def perform(options: argparse.Namespace) -> int:
    """Write the stale documents, or with --check name them. Returns 1 where --check found some."""
    if options.check:
        names = [name for name, _ in stale()]
        for name in names:
            print(f"{name} is stale; write it anew with: {PROGRAM} docs", file=sys.stderr)
        return 1 if names else 0
    for name, text in stale():
        (ROOT / name).parent.mkdir(exist_ok=True)
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {name}")
    return 0


DOCS = Command(
    "docs",
    "Write the data dictionary and the README's table of parameters from the code.",
    f"{PROGRAM} docs --check",
    add_options,
    perform,
)
