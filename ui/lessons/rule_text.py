"""The text of a rule as the installed model has it, found without running the model."""

from __future__ import annotations

import ast
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent


def file_of(file: str) -> Path:
    """Return where a file such as `agents/venture_fund.py` is installed; raises LookupError in one line."""
    room, _, rest = file.partition("/")
    spec = find_spec(room) if room in ("agents", "model") else None
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        if (path := Path(place) / rest).is_file():
            return path
    raise LookupError(f"there is no file {file!r} of the model")


@cache
def source(file: str, name: str) -> str:
    """Return the text of a function or of a method, `Kind.rule`; raises LookupError in one line."""
    text = file_of(file).read_text(encoding="utf-8")
    scope: ast.AST = ast.parse(text)
    for part in name.split("."):
        named = [node for node in ast.iter_child_nodes(scope) if getattr(node, "name", None) == part]
        if not named:
            raise LookupError(f"{file} has no {name!r}")
        scope = named[0]
    lines = text.splitlines()[scope.lineno - 1 : scope.end_lineno]  # type: ignore[attr-defined]
    return dedent("\n".join(lines))
