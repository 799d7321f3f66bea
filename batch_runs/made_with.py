"""What a result was made with: versions, the code's commit, the processor."""

from __future__ import annotations

import platform
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("numpy", "mesa", "pandas", "pyarrow")


def versions() -> dict[str, str]:
    """Return the versions of Python, of what we build on, and of this program."""
    ours = {"python": platform.python_version(), "belief_machine": _own_version()}
    return {**ours, **{name: metadata.version(name) for name in PACKAGES}}


def commit() -> str | None:
    """Return the commit of the code, with `+changes` where files differ from it; None without git."""
    top = _git("rev-parse", "--show-toplevel")
    if top is None or Path(top).resolve() != ROOT:
        return None
    name = _git("rev-parse", "--verify", "HEAD")
    return name and name + ("+changes" if _git("status", "--porcelain", "--untracked-files=no") else "")


def processor() -> str:
    """Return the type of the processor, as the system names it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def _own_version() -> str:
    project = ROOT / "pyproject.toml"
    if not project.exists():
        return metadata.version("belief-machine")
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


def _git(*arguments: str) -> str | None:
    try:
        asked = subprocess.run(
            ["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return asked.stdout.strip() if asked.returncode == 0 else None
