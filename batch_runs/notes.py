"""What was noted as JSON beside results: read whole, or refused in one line that says what helps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from model.errors import BadInput


def read_notes(path: Path, kinds: Mapping[str, Any], remedy: str) -> dict[str, Any]:
    """Return the notes in a file. Raises BadInput where it does not say each of these, of such a kind."""
    try:
        notes = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _unreadable(path, str(error), remedy) from error
    if not isinstance(notes, dict):
        raise _unreadable(path, "it holds no names with values", remedy)
    for name, kind in kinds.items():
        if name not in notes or not isinstance(notes[name], kind):
            raise _unreadable(path, f"it does not say its {name}", remedy)
    return notes


def _unreadable(path: Path, why: str, remedy: str) -> BadInput:
    return BadInput(f"{path}: cannot be read ({why}); {remedy}")
