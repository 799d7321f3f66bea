"""A part of a page that a command writes; all other words of the page are somebody's own."""

from __future__ import annotations

import re
from pathlib import Path

from model.errors import BadInput


def words_of(page: Path) -> str:
    """Return the page as it stands, nothing where there is none yet.

    Raises BadInput where it is no text, or where a part of it begins and does not end: nobody knows then which words are whose.
    """
    try:
        words = page.read_text(encoding="utf-8") if page.exists() else ""
    except UnicodeDecodeError as error:
        raise BadInput(f"{page}: is no text in UTF-8; move it, or name another file for the page") from error
    for begun in re.finditer(r"<!-- (\S+):begin -->", words):
        end = f"<!-- {begun[1]}:end -->"
        if end not in words[begun.end() :]:
            raise BadInput(f"{page}: {begun[0]} stands there without {end}; put that where the part ends")
    return words


def with_section(page: str, name: str, content: str) -> str:
    """Return the page with the part of this name written anew, or added at its end; all else as it was."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, found, rest = page.partition(begin)
    after = rest.partition(end)[2] if found else "\n"
    return f"{before if found else before.rstrip() + chr(10) + chr(10)}{begin}\n{content}\n{end}{after}"
