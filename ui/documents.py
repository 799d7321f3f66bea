"""The documents of the project, turned into pages on the server: no script and no request is needed to read them."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def is_there(file: str) -> bool:
    """Tell whether a file is a document of the folder docs; whatever somebody wrote into an address is no mishap."""
    try:
        path = (PROJECT / file).resolve()
        return path.suffix == ".md" and PROJECT / "docs" in path.parents and path.is_file()
    except (OSError, ValueError):  # a name too long, or with a character that no name has
        return False


def text(file: str) -> str:
    """Return the text of a document of the folder docs; raises LookupError in one line where there is none."""
    if not is_there(file):
        raise LookupError(f"there is no document {file!r}")
    return (PROJECT / file).read_text(encoding="utf-8")


@cache
def html(file: str) -> str:
    """Return a document as HTML: pictures stand in it, links to other files are plain words."""
    from markdown import markdown

    found = markdown(text(file), extensions=["tables", "fenced_code", "toc"])
    folder = (PROJECT / file).parent
    found = re.sub(r'<img alt="([^"]*)" src="([^"]*)" ?/?>', lambda it: _picture(folder, it[1], it[2]), found)
    found = re.sub(r'<a href="(?!#)[^"]*">(.*?)</a>', r"\1", found, flags=re.DOTALL)
    found = re.sub(r"<(/?)h([1-4])\b", lambda it: f"<{it[1]}h{int(it[2]) + 2}", found)
    return found.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )


def _picture(folder: Path, said: str, source: str) -> str:
    """Return a picture with its drawing inside; one that is not there is told in words."""
    path = (folder / source).resolve()
    if path.suffix != ".svg" or PROJECT not in path.parents or not path.is_file():
        return f"<em>{said}</em>"
    drawn = base64.b64encode(path.read_bytes()).decode()
    return f'<img alt="{said}" src="data:image/svg+xml;base64,{drawn}">'
