"""Create .venv and install the pinned packages; do nothing when that is current.

python3 tools/set_up.py run                  what the page and the batch runs need
python3 tools/set_up.py dev                  that, and what tests and checks need
python3 tools/set_up.py dev python3.12       the same, with the Python you name

Runs under any Python from 3.8 on, so that an old one can say what is missing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterable, Iterator, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.txt"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
OLDEST = (3, 12)
TRIED_WITH = ("3.13", "3.12")  # the tests run on these; anything newer comes after them
REMEDY = "Install it from python.org, or with pyenv install 3.13 / uv python install 3.13."
PROBE = """
import sys
try:
    import ensurepip, venv
    whole = True
except ImportError:
    whole = False
print("%d.%d.%d" % sys.version_info[:3], whole, getattr(sys, "_base_executable", sys.executable), sep="\\n")
"""


class Trouble(Exception):  # noqa: N818 - read as a sentence
    """What stops the set-up, in one line for a person."""


class Interpreter(NamedTuple):
    """A Python that answered: its path, its version, and whether it can make environments."""

    path: str
    version: tuple[int, ...]
    whole: bool

    def __str__(self) -> str:
        return ".".join(map(str, self.version))


def probe(command: tuple[str, ...]) -> Interpreter | None:
    """Ask a command for its version; None if it does not start or answer (a pyenv shim may do either)."""
    try:
        answer = subprocess.run(
            [*command, "-c", PROBE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30
        )
        version, whole, path = answer.stdout.decode().splitlines()
        return Interpreter(path, tuple(map(int, version.split("."))), whole == "True")
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def newest_first(folder: Path, pattern: str) -> list[str]:
    """List the interpreters under a version manager's folder, the newest first."""

    def numbers(path: Path) -> list[int]:
        return [int(part) for part in "".join(c if c.isdigit() else " " for c in str(path)).split()]

    return [str(path) for path in sorted(folder.expanduser().glob(pattern), key=numbers, reverse=True)]


def candidates() -> Iterator[tuple[str, ...]]:
    """Yield commands that may start a suitable Python, the likeliest first."""
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv"))
    uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR", "~/.local/share/uv/python"))
    for version in TRIED_WITH:
        yield ("python" + version,)
        yield from ((path,) for path in newest_first(pyenv, "versions/" + version + "*/bin/python"))
        yield from ((path,) for path in newest_first(uv, "cpython-" + version + "*/bin/python3"))
        yield from ((path,) for path in newest_first(uv, "cpython-" + version + "*/python.exe"))
        yield ("py", "-" + version)
        yield ("/Library/Frameworks/Python.framework/Versions/" + version + "/bin/python3",)
        yield ("/opt/homebrew/bin/python" + version,)
    yield from (("python3",), ("python",), (getattr(sys, "_base_executable", None) or sys.executable,))
    yield from (("/usr/bin/python3",), ("python3.15",), ("python3.14",), ("py", "-3"))


def choose(commands: Iterable[tuple[str, ...]]) -> Interpreter:
    """Return the first suitable interpreter; raise Trouble, in one line, when there is none."""
    answered = []
    for command in commands:
        found = probe(command) if shutil.which(command[0]) else None
        if found and found.version >= OLDEST and found.whole:
            return found
        answered += [found] if found else []
    raise Trouble(complaint(answered))


def complaint(answered: list[Interpreter]) -> str:
    """Say in one line what was looked for, what was found instead, and what to do."""
    best = max(answered, key=lambda found: found.version, default=None)
    if best is None or best.version < OLDEST:
        return f"Belief Machine needs Python 3.12 or newer; found {best or 'none'}. {REMEDY}"
    package = "python{}.{}-venv".format(*best.version)
    return (
        f"Python {best} at {best.path} lacks the modules venv and ensurepip, which .venv is made with. "
        f"On Debian and Ubuntu: sudo apt install {package}"
    )


def venv_python() -> Path:
    """Return where the environment keeps its interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_for(part: str, version: str) -> str:
    """Return what the stamp says once a part is installed; the dev lock contains the run lock."""
    parts = ("run", "dev") if part == "dev" else ("run",)
    sums = {name: hashlib.sha256((ROOT / LOCKS[name]).read_bytes()).hexdigest() for name in parts}
    return "".join(f"{name} {digest} python {version}\n" for name, digest in sums.items())


def is_current(part: str) -> bool:
    """Say whether the environment starts and holds what the lock names."""
    installed = STAMP.read_text() if STAMP.exists() else ""
    version = version_in_use() if installed else ""
    return bool(version) and stamp_for(part, version) in installed


def version_in_use() -> str:
    """Return the version of the environment's interpreter, "" if it has none that starts."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        return ".".join(map(str, sys.version_info[:3]))
    return str(probe((str(venv_python()),)) or "")


def make_environment(wanted: str) -> str:
    """Return the version of the environment's Python; make it anew if missing, broken or not the wanted one."""
    kept = probe((str(venv_python()),))
    if wanted and probe((wanted,)) is None:
        raise Trouble(f"{wanted} is no Python that starts; name another, or none to have one looked for.")
    base = choose([(wanted,)]) if wanted else None
    if kept and kept.version >= OLDEST and has_pip() and (base is None or base.version == kept.version):
        return str(kept)
    base = base or choose(candidates())
    print(f"Making .venv with Python {base} ({base.path})", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.run([base.path, "-m", "venv", str(VENV)]).returncode != 0:
        raise Trouble(f"Python {base} could not make {VENV}: see its message above.")
    return str(base)


def has_pip() -> bool:
    """Say whether the environment's pip starts."""
    command = [str(venv_python()), "-m", "pip", "--version"]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def install(part: str) -> None:
    """Install what a lock names, every file checked against its hash."""
    print(f"Installing the packages of {LOCKS[part]} (once; it takes a minute or two)", flush=True)
    command = [str(venv_python()), "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    if subprocess.run([*command, "--require-hashes", "-r", str(ROOT / LOCKS[part])]).returncode != 0:
        raise Trouble("The packages could not be installed: see pip's message above, then run set-up again.")


def compile_ours() -> None:
    """Compile the project's own files, so that the first start need not; one with a mistake in it says so when it is run."""
    ours = [str(ROOT / name) for name in ("agents", "model", "batch_runs", "ui", "docs", "benchmarks")]
    subprocess.run([str(venv_python()), "-m", "compileall", "-qq", *ours])


def set_up(part: str, wanted: str) -> None:
    """Bring .venv to what a lock names; the stamp is written last, so an interrupted set-up starts over."""
    if not wanted and is_current(part):
        return
    version = make_environment(wanted)
    if is_current(part):
        return
    STAMP.unlink(missing_ok=True)  # half of what is to come is not what it says
    install(part)
    compile_ours()
    STAMP.write_text(stamp_for(part, version))
    print("Set up.", flush=True)


def main() -> int:
    """Set up the part named on the command line; print one line and return 2 when that cannot be done."""
    part, wanted = [*sys.argv[1:3], "", ""][:2]
    part = part or "dev"
    if part not in LOCKS:
        print(f"set_up: {part!r} is no part of the set-up; use run or dev", file=sys.stderr)
        return 2
    try:
        set_up(part, wanted)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
