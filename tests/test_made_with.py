"""What code a result was made with: results of two codes are never taken for results of one."""

import subprocess

import pytest

from batch_runs import made_with


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A small checkout of one commit, in which made_with looks for its code."""
    for name, text in {
        "model/rule.py": "X = 1\n",
        "docs/observed.csv": "a,2024\n",
        "docs/found.md": "old\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "begin")):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True, timeout=60)
    monkeypatch.setattr(made_with, "ROOT", tmp_path.resolve())
    return tmp_path


@pytest.mark.parametrize("name", ["rule.py", "unknown_to_git.py"])
def test_two_different_changes_are_two_codes_and_the_same_change_is_one(checkout, name):
    def code(text):
        (checkout / "model" / name).write_text(text, encoding="utf-8")
        return made_with.commit()

    clean, first = made_with.commit(), code("X = 2\n")
    assert first.startswith(f"{clean}+changes.")
    assert code("X = 3\n") not in (clean, first)
    assert code("X = 2\n") == first


def test_how_git_is_set_up_and_what_an_editor_leaves_make_no_other_code(checkout):
    (checkout / "model" / "rule.py").write_text("X = 2\n", encoding="utf-8")
    (checkout / "model" / "new.py").write_text("Y = 1\n", encoding="utf-8")
    before = made_with.commit()
    for name, value in (("diff.noprefix", "true"), ("color.ui", "always"), ("core.abbrev", "20")):
        subprocess.run(["git", "-C", str(checkout), "config", name, value], check=True, timeout=60)
    (checkout / "model" / ".rule.py.swp").write_text("open", encoding="utf-8")
    subprocess.run(["git", "-C", str(checkout), "add", "model/new.py"], check=True, timeout=60)
    assert made_with.commit() == before


def test_where_git_cannot_say_what_changed_the_code_is_not_called_clean(checkout, monkeypatch):
    clean, git = made_with.commit(), made_with._git
    monkeypatch.setattr(made_with, "_git", lambda *words: None if "status" in words else git(*words))
    assert made_with.commit() == f"{clean}+changes.unknown"


def test_results_follow_from_published_figures_and_not_from_pages(checkout):
    clean = made_with.commit()
    (checkout / "docs" / "found.md").write_text("new\n", encoding="utf-8")
    (checkout / "notes.md").write_text("a note\n", encoding="utf-8")
    assert made_with.commit() == clean
    (checkout / "docs" / "observed.csv").write_text("a,2025\n", encoding="utf-8")
    assert made_with.commit() != clean
