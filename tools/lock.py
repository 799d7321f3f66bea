"""Pin the newest versions that pyproject.toml allows, with hashes, for every system and Python from 3.12 on.

Writes requirements.lock (what a run needs) and requirements-dev.lock (that, and what checks need). Neither
names a package index, so that a mirror of one's own works unchanged.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
UV_FOLDER = ROOT / "build" / "uv"
COMPILE = (
    "pip compile --quiet pyproject.toml --universal --python-version 3.12 --generate-hashes"
    " --no-header --no-annotate --upgrade"
).split()


def uv() -> str:
    """Return the path of the pinned resolver, installed among the build outputs."""
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--upgrade", "--target", str(UV_FOLDER), UV]
    subprocess.run(pip, check=True)
    return shutil.which("uv", path=str(UV_FOLDER / "bin")) or "uv"


def lock(resolver: str, name: str, *more: str) -> None:
    """Write one lock file, under a sentence that says what it is."""
    made = subprocess.run(
        [resolver, *COMPILE, *more], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    (ROOT / name).write_text(
        "# Made by `make lock` from pyproject.toml: change that, not this.\n" + made.stdout
    )


if __name__ == "__main__":
    command = uv()
    lock(command, "requirements.lock")
    lock(command, "requirements-dev.lock", "--group", "dev", "--constraint", "requirements.lock")
