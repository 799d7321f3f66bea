"""A part of a page that a command writes; all other words of the page are somebody's own."""

from __future__ import annotations

from pathlib import Path

from model.errors import BadInput


def words_of(page: Path) -> str:
    """Return the page as it stands, nothing where there is none yet. Raises BadInput where it is no text."""
    try:
        return page.read_text(encoding="utf-8") if page.exists() else ""
    except UnicodeDecodeError as error:
        raise BadInput(f"{page}: is no text in UTF-8; move it, or name another file for the page") from error


def with_section(page: str, name: str, content: str) -> str:
    """Return the page with the part of this name written anew, or added at its end; all else as it was."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, found, rest = page.partition(begin)
    after = rest.partition(end)[2] if found else "\n"
    return f"{before if found else before.rstrip() + chr(10) + chr(10)}{begin}\n{content}\n{end}{after}"
