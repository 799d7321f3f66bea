"""A TOML file that somebody wrote: read as text, and no number in it too large for what comes after."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path
from typing import Any

import numpy as np

from model.errors import BadInput

LARGEST = 2**63 - 1
"""The largest whole number that TOML promises; beyond it a number has no use here, and a float has no room for some."""


def read_toml(path: Path, whose: str) -> dict[str, Any]:
    """Return the content of a file in UTF-8, with or without a mark at its beginning.

    Raises BadInput with one line that begins with `whose` where there is none.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{whose}: not a text file (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise BadInput(f"{whose}: cannot be read ({error.strerror})") from None
    except ValueError:  # a character that no file's name can have
        raise BadInput(f"{whose!r}: cannot be read (no file has such a name)") from None
    told = _parsed(content, whose)
    if not told:
        raise BadInput(f"{whose}: holds nothing; was it saved?")
    return told


def _parsed(content: str, whose: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = tamed(tomllib.loads(content))
    except tomllib.TOMLDecodeError as error:
        # The reader gives no line where a file breaks off: it is the last one.
        what = " ".join(str(error).split()).replace(
            "at end of document", f"at the end, line {len(content.splitlines())}"
        )
        raise BadInput(f"{whose}: not valid TOML: {what}") from None
    except RecursionError:
        raise BadInput(f"{whose}: not valid TOML: brackets within brackets without end") from None
    except ValueError:
        raise BadInput(f"{whose}: a number of thousands of digits; take one of at most 19") from None
    return told


def tamed(told: Any) -> Any:
    """Return values as read, whole numbers beyond TOML's range as plus or minus infinity.

    Whoever asks for a number within a range refuses infinity and says the range; some floating-point function or
    some message would have broken on the number itself.
    """
    if isinstance(told, dict):
        return {name: tamed(value) for name, value in told.items()}
    if isinstance(told, list):
        return [tamed(value) for value in told]
    if isinstance(told, int) and not -LARGEST <= told <= LARGEST:
        return float("inf") if told > 0 else float("-inf")
    return told


def month_of(written: Any) -> np.datetime64:
    """Return the month of a date, or of the text 2026-03 or 2026-03-01. Raises ValueError for anything else."""
    if isinstance(written, datetime.date):
        return np.datetime64(written.isoformat()[:7], "M")
    if not isinstance(written, str) or len(written) not in (7, 10):
        raise ValueError(f"{written!r} is no month")
    return np.datetime64(datetime.date.fromisoformat(f"{written}-01"[:10]), "M")
