"""A part of a page that a command writes; all other words of the page are somebody's own."""

from __future__ import annotations


def with_section(page: str, name: str, content: str) -> str:
    """Return the page with the part of this name written anew, or added at its end; all else as it was."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, found, rest = page.partition(begin)
    after = rest.partition(end)[2] if found else "\n"
    return f"{before if found else before.rstrip() + chr(10) + chr(10)}{begin}\n{content}\n{end}{after}"
