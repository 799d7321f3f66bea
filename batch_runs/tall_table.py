"""Parquet files: published whole or not at all, and tall ones written in parts so that a killed run keeps them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from model.errors import BadInput

if TYPE_CHECKING:
    import pandas as pd

AGAIN = "start the run again in another folder"

PART = ".part"
"""What the name of a file ends in while it is not whole."""


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut, where the system can."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def publish(part: Path, path: Path) -> None:
    """Give a finished file its final name once its bytes are on the disk."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)


def publish_text(text: str, path: Path, writer: str = "") -> None:
    """Write a text file under a temporary name and publish it; `writer` where others may write the same file."""
    part = temporary(path, writer)
    part.write_text(text, encoding="utf-8")
    publish(part, path)


def publish_table(table: pa.Table, path: Path, writer: str = "") -> None:
    """Write a Parquet file under a temporary name and publish it; `writer` where others may write the same file."""
    part = temporary(path, writer)
    with _writer(part, table.schema) as file:
        file.write_table(table)
    publish(part, path)


def read_table(path: Path, columns: list[str] | None = None) -> pa.Table:
    """Return a Parquet file, or some columns of it; a study has thousands of small ones, and threads would only wait."""
    with pq.ParquetFile(path) as file:
        return file.read(columns=columns, use_threads=False)


def publish_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write a data frame as a Parquet file, without its index, under a temporary name and publish it."""
    publish_table(pa.Table.from_pandas(frame, preserve_index=False), path)


def temporary(path: Path, writer: str = "") -> Path:
    """Return the name under which a file is written before it is whole, another one for every `writer`."""
    return path.with_name(path.name + writer + PART)


class TallTable:
    """A table that grows every month: one row group a month, one file a part, merged at the end.

    A part begins with the month after a save and ends with the next save, so memory holds a month. What a
    killed run wrote after its last save is written again under the same name.
    """

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self.folder, self.name, self.schema = folder, name, schema
        self._open: tuple[Any, Path] | None = None

    def add(self, month: int, table: pa.Table) -> None:
        """Add the rows of a month (0 is January 2015)."""
        if self._open is None:
            path = self.folder / f"{self.name}-{month:04d}.parquet"
            self._open = _writer(temporary(path), self.schema), path
        self._open[0].write_table(table)

    def save(self) -> None:
        """Close the part in progress and give it its name."""
        if self._open is not None:
            writer, path = self._open
            writer.close()
            publish(temporary(path), path)
            self._open = None

    def merge(self, path: Path, writer: str = "") -> None:
        """Copy all parts into one file, a row group at a time; `writer` where others may write the same file."""
        whole = temporary(path, writer)
        with _writer(whole, self.schema) as file:
            for part in self.parts():
                with _read(part, pq.ParquetFile, part) as read:
                    for group in range(read.num_row_groups):
                        file.write_table(_read(part, read.read_row_group, group))
        publish(whole, path)

    def refuse_damaged(self, months: int) -> None:
        """Raise BadInput where the parts do not hold the first so many months; seen at their ends, not read through."""
        there = 0
        for part in self.parts():
            if there == int(part.stem.rpartition("-")[2]) < months:
                there += _read(part, pq.read_metadata, part).num_row_groups
        if there != months:
            raise BadInput(f"{self.folder / f'{self.name}-{there:04d}.parquet'}: is missing; {AGAIN}")

    def parts(self) -> list[Path]:
        """Return the files that hold the table so far, in the order of their months."""
        return sorted(self.folder.glob(f"{self.name}-[0-9][0-9][0-9][0-9].parquet"))


def _read(part: Path, read: Callable[..., Any], told: Any) -> Any:
    """Return what is read from a part. Raises BadInput where it is damaged."""
    try:
        return read(told)
    except (OSError, pa.ArrowException) as error:
        raise BadInput(f"{part}: cannot be read; {AGAIN}") from error


def _writer(path: Path, schema: pa.Schema) -> Any:
    """Return a writer that packs whole numbers by their differences: ids come in order, so half the size."""
    whole = _names(schema, pa.types.is_integer)
    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        use_dictionary=[name for name in schema.names if name not in whole],
        column_encoding=dict.fromkeys(whole, "DELTA_BINARY_PACKED"),
    )


def _names(schema: pa.Schema, fits: Any) -> Iterable[str]:
    return [field.name for field in schema if fits(field.type)]
