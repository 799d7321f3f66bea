"""What a result was made with: versions, the code's commit, the processor."""

from __future__ import annotations

import functools
import hashlib
import os
import platform
import subprocess
import tomllib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from agents import same_digits
from model.errors import BadInput

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("numpy", "mesa", "pandas", "pyarrow")

DECIDE_RESULTS = ("python", "numpy", "mesa", "belief_machine")
"""Versions that something is gone on with only if they are the ones it was begun with."""

DOCUMENTS = (":!*.md", ":!docs/*.svg", ":!docs/claims.json")
"""Files that results do not follow from, as git leaves them out. Published figures and claims are none of them."""

CODE = ("agents", "model", "batch_runs", "docs", ":(exclude,glob)**/.*")
"""Folders that results follow from, files that git does not know yet included; an editor's hidden files are none of them."""


STATE = 3
"""Letters before the name in a line of `git status`: how the file differs, and a space."""


def versions() -> dict[str, str]:
    """Return the versions of Python, of what we build on, and of this program."""
    ours = {"python": platform.python_version(), "belief_machine": own_version()}
    return {**ours, **{name: metadata.version(name) for name in PACKAGES}}


def everything() -> dict[str, Any]:
    """Return versions, commit, processor and whose digits, as they are written down with results."""
    return {"versions": versions(), "commit": commit(), "processor": processor(), "digits": digits()}


def refuse_other_versions(before: Mapping[str, Any], path: Path) -> None:
    """Raise BadInput where we are not what something was begun with: half of one and half of another is neither."""
    differs = [f"{name} {there}, not {here}" for name, here, there in unlike(before)]
    if differs:
        raise BadInput(f"--out {path}: was begun with {'; '.join(differs)}; start it again in another folder")


def unlike(before: Mapping[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """Return what decides results and differs: its name, what it is here, and what it was `before`, elsewhere."""
    now = everything()
    pairs = [("commit", now["commit"], before["commit"])]
    pairs += [(name, now["versions"][name], before["versions"].get(name)) for name in DECIDE_RESULTS]
    pairs.append(("digits", now["digits"], before.get("digits")))
    return [(name, here, there) for name, here, there in pairs if here != there]


def commit() -> str | None:
    """Return the commit of the code, with `+changes.` and their digest where code differs from it; None without git."""
    top, _, name = (_git("rev-parse", "--show-toplevel", "HEAD") or "").rpartition("\n")
    if not top or Path(top).resolve() != ROOT:
        return None
    changes = _changes()
    return f"{name}+changes.{changes}" if changes else name


def _changes() -> str:
    """Return a digest of the files in which the code differs from its commit; "" where there is none, "unknown" where git fails."""
    asked = ("--no-optional-locks", "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    listed = _git(*asked, "--", *CODE, *DOCUMENTS)
    if listed is None:
        return "unknown"
    names = sorted(line[STATE:] for line in listed.split("\0") if line)
    told = [os.fsencode(name) + b" " + _digest(ROOT / name) for name in names]
    return hashlib.sha256(b"\n".join(told)).hexdigest()[:8] if told else ""


def _digest(path: Path) -> bytes:
    """Return a digest of a file; of one that is gone, nothing."""
    return hashlib.sha256(path.read_bytes()).hexdigest().encode() if path.is_file() else b""


def processor() -> str:
    """Return the type of the processor, as the system names it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def digits() -> str:
    """Return whose last digits results have: those of every processor, or those of this one where NumPy was imported first."""
    return "of this processor alone" if same_digits.in_use() else "of every processor"


@functools.cache
def own_version() -> str:
    """Return the version of this program."""
    project = ROOT / "pyproject.toml"
    if not project.exists():
        return metadata.version("belief-machine")
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


def _git(*arguments: str) -> str | None:
    try:
        asked = subprocess.run(
            ["git", "-C", str(ROOT), *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return asked.stdout.rstrip("\n") if asked.returncode == 0 else None
