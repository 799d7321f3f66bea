"""The set-up: which Python it takes, what it says when there is none, and what the lock files hold."""

import re
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement

from tools import set_up

LOCKS = ("requirements.lock", "requirements-dev.lock")


def python(version, whole=True):
    """Return an interpreter as the probe would report it."""
    return set_up.Interpreter(f"/somewhere/python{version}", tuple(map(int, version.split("."))), whole)


def choose_among(monkeypatch, *answers):
    """Let the chooser meet these interpreters, None standing for one that does not start."""
    found = {(str(n),): answer for n, answer in enumerate(answers)}
    monkeypatch.setattr(set_up, "probe", found.get)
    monkeypatch.setattr(set_up.shutil, "which", lambda name: name)
    return set_up.choose(found)


def pins(project, lock):
    """Return the version that a lock file pins for each package."""
    text = (project / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", text, re.MULTILINE))


def test_a_python_too_old_is_refused_in_one_line_that_says_what_to_do(monkeypatch):
    with pytest.raises(set_up.Trouble) as refusal:
        choose_among(monkeypatch, python("3.9.18"), None, python("3.11.7"), python("3.8.18"))
    assert str(refusal.value) == (
        "Belief Machine needs Python 3.12 or newer; found 3.11.7. "
        "Install it from python.org, or with pyenv install 3.13 / uv python install 3.13."
    )


def test_a_machine_without_any_python_is_told_so_in_one_line(monkeypatch):
    with pytest.raises(
        set_up.Trouble, match=r"^Belief Machine needs Python 3.12 or newer; found none\. Install .*$"
    ):
        choose_among(monkeypatch, None, None)


def test_a_python_that_cannot_make_environments_is_told_which_package_it_lacks(monkeypatch):
    with pytest.raises(set_up.Trouble, match=r"^Python 3.12.3 at .* sudo apt install python3.12-venv$"):
        choose_among(monkeypatch, python("3.11.2"), python("3.12.3", whole=False))


def test_the_first_suitable_python_is_taken_and_the_others_are_passed_over(monkeypatch):
    suitable = python("3.13.0")
    answers = (None, python("3.11.7"), python("3.12.3", whole=False), suitable, python("3.14.0"))
    assert choose_among(monkeypatch, *answers) is suitable


@pytest.mark.skipif(sys.platform == "win32", reason="the shim is a shell script")
def test_a_version_manager_s_shim_that_exists_but_does_not_start_is_passed_over(tmp_path):
    shim = tmp_path / "python3.13"
    shim.write_text("#!/bin/sh\necho 'python3.13: command not found' >&2\nexit 127\n")
    shim.chmod(0o755)
    chosen = set_up.choose([(str(shim),), (sys.executable,)])
    assert chosen.version == sys.version_info[:3]


def test_the_set_up_does_nothing_when_the_environment_is_current(monkeypatch, tmp_path):
    stamp = tmp_path / "installed.txt"
    monkeypatch.setattr(set_up, "STAMP", stamp)
    monkeypatch.setattr(set_up, "version_in_use", lambda: "3.13.0")
    monkeypatch.setattr(set_up, "make_environment", lambda wanted: "3.13.0")
    installed = []
    monkeypatch.setattr(set_up, "install", installed.append)
    for part in ("run", "run", "dev", "dev", "run"):
        set_up.set_up(part, "")
    assert installed == ["run", "dev"]


def test_a_changed_lock_or_another_python_is_installed_anew(monkeypatch, tmp_path):
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(set_up, "STAMP", tmp_path / "installed.txt")
    monkeypatch.setattr(set_up, "version_in_use", lambda: "3.13.0")
    (tmp_path / "requirements.lock").write_text("numpy==2.5.5\n")
    set_up.STAMP.write_text(set_up.stamp_for("run", "3.13.0"))
    assert set_up.is_current("run")
    monkeypatch.setattr(set_up, "version_in_use", lambda: "3.12.1")
    assert not set_up.is_current("run")
    monkeypatch.setattr(set_up, "version_in_use", lambda: "3.13.0")
    (tmp_path / "requirements.lock").write_text("numpy==2.5.6\n")
    assert not set_up.is_current("run")


def test_an_interrupted_set_up_is_not_taken_for_the_one_before_it(monkeypatch, tmp_path):
    def interrupted(part):
        raise KeyboardInterrupt

    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(set_up, "STAMP", tmp_path / "installed.txt")
    monkeypatch.setattr(set_up, "version_in_use", lambda: "3.13.0")
    monkeypatch.setattr(set_up, "make_environment", lambda wanted: "3.13.0")
    monkeypatch.setattr(set_up, "install", interrupted)
    (tmp_path / "requirements.lock").write_text("numpy==2.5.5\n")
    set_up.STAMP.write_text(set_up.stamp_for("run", "3.13.0"))
    (tmp_path / "requirements.lock").write_text("numpy==2.5.6\n")
    with pytest.raises(KeyboardInterrupt):
        set_up.set_up("run", "")
    (tmp_path / "requirements.lock").write_text("numpy==2.5.5\n")
    assert not set_up.is_current("run")


def test_a_set_up_compiles_what_is_ours_and_a_file_with_a_mistake_in_it_does_not_stop_it(
    monkeypatch, tmp_path
):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "sound.py").write_text("ANSWER = 42\n", encoding="utf-8")
    (tmp_path / "model" / "mistaken.py").write_text("ANSWER =\n", encoding="utf-8")
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(set_up, "venv_python", lambda: sys.executable)
    set_up.compile_ours()
    assert [path.name.split(".")[0] for path in tmp_path.rglob("*.pyc")] == ["sound"]


def test_an_unknown_part_of_the_set_up_exits_with_two_and_one_line(project):
    asked = subprocess.run(
        [sys.executable, project / "tools" / "set_up.py", "everything"], capture_output=True, text=True
    )
    assert (asked.returncode, asked.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_registry_and_no_folder_of_any_machine(project, lock):
    text = (project / lock).read_text(encoding="utf-8")
    assert not re.findall(
        r"^.*(?:://|index|find-links|trusted-host| @ |file:|/home|/root|/Users|\\\w).*$", text, re.M
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_pins_every_package_to_one_version_with_its_hashes(project, lock):
    entries = re.split(r"^(?=[a-z])", (project / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(entries) > 50
    assert not [
        entry for entry in entries if not re.match(r"[a-z0-9._\[\]-]+==\S+ .*--hash=sha256:", entry, re.S)
    ]


def test_the_lock_for_checks_holds_the_lock_for_runs_at_the_same_versions(project):
    run, dev = (pins(project, lock) for lock in LOCKS)
    assert run.items() <= dev.items()
    assert set(dev) - set(run) >= {"pytest", "ruff", "mypy", "hypothesis"}


def test_the_locks_satisfy_what_pyproject_asks_for(project):
    declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*declared["project"]["dependencies"], *declared["dependency-groups"]["dev"]]
    pinned = pins(project, "requirements-dev.lock")
    needs = [Requirement(line) for line in wanted]
    assert not [str(need) for need in needs if not need.specifier.contains(pinned.get(need.name, "0"))]
