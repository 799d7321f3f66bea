"""What a study left in its folder, read by people who cannot know whether it is whole: what is damaged is named in one line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from model.errors import BadInput

if TYPE_CHECKING:
    import pandas as pd

WRITTEN_ANEW = "the command that made the study writes it anew"
DAMAGED = (ValueError, LookupError, TypeError, OSError, pa.ArrowException, duckdb.Error)
"""What those raise that read tables, text or JSON and do not find it."""


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Raise BadInput with one line where a file does not hold what is read from it; what the system refuses, it says itself."""
    try:
        yield
    except DAMAGED as error:
        if isinstance(error, BadInput) or (isinstance(error, OSError) and error.errno):
            raise
        raise BadInput(f"{file}: cannot be read; {WRITTEN_ANEW}") from error


def not_finished(folder: Path, what: str) -> BadInput:
    """Return the refusal to report on a folder that has no such thing yet."""
    return BadInput(f"{folder}: holds no {what} yet; finish the study with the same command first")


def check_table(file: Path, columns: Sequence[str]) -> None:
    """Raise BadInput where a table is not there yet, cannot be read, has no rows, or lacks one of these columns."""
    if not file.exists():
        raise not_finished(file.parent, file.name)
    with reading(file):
        names, rows = pq.read_schema(file).names, pq.read_metadata(file).num_rows
    lacking = [f"column {name}" for name in columns if name not in names] + ["rows"] * (not rows)
    if lacking:
        raise BadInput(f"{file}: has no {lacking[0]}; {WRITTEN_ANEW}")


def table_of(file: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Return a table that has these columns, with all others. Raises BadInput with one line."""
    import pandas as pd

    check_table(file, columns)
    with reading(file):
        return pd.read_parquet(file)


def text_of(file: Path) -> str:
    """Return a text. Raises BadInput with one line where it is none."""
    with reading(file):
        return file.read_text(encoding="utf-8")


def found_of(folder: Path, command: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Return what a finished study found. Raises BadInput where it found it when less was asked: it has grown since."""
    found = figures_of(folder, command)
    with reading(folder / f"{command}.json"):
        if found["asked"] != asked:
            raise not_finished(folder, f"{command}.json of all its runs")
    return found


def figures_of(folder: Path, command: str) -> dict[str, Any]:
    """Return what a finished study found, DIR/command.json. Raises BadInput with one line."""
    file = folder / f"{command}.json"
    if not file.exists():
        raise not_finished(folder, file.name)
    with reading(file):
        return dict(json.loads(file.read_text(encoding="utf-8")))
