"""Who may import whom."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from importlinter.cli import lint_imports


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the top-level packages that a module imports when it runs, not those it only names in types."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]
        else:
            yield from imported(node)


def test_pages_and_batch_runs_rest_on_the_model_and_the_model_on_the_agents(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    verdict = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert verdict == 0, capsys.readouterr().out


def test_agents_import_numpy_and_mesa_only(project):
    allowed = {"agents", "numpy", "mesa"} | set(sys.stdlib_module_names)
    strangers = {
        f"agents/{file.name}: {name}"
        for file in (project / "agents").glob("*.py")
        for name in imported(ast.parse(file.read_text(encoding="utf-8")))
        if name not in allowed
    }
    assert not strangers


def test_the_page_s_front_door_opens_on_the_pages_and_the_model_only(project):
    door = set(imported(ast.parse((project / "server.py").read_text(encoding="utf-8"))))
    assert not door & {"agents", "batch_runs", "benchmarks", "tests"}
    assert "ui" in door


def test_nobody_imports_the_bare_package_model(project):
    bare = [
        str(file.relative_to(project))
        for room in ("agents", "model", "batch_runs", "ui", "tests", "benchmarks")
        for file in (project / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) and any(alias.name == "model" for alias in node.names)
    ]
    assert not bare, "write `from model import Economy`"


def test_the_economy_runs_with_the_pages_and_the_batch_runs_deleted(project, tmp_path):
    for room in ("agents", "model"):
        shutil.copytree(project / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    month = "from model import Economy; economy = Economy(seed=1); economy.step(); print(economy.month)"
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        [sys.executable, "-c", month], cwd=tmp_path, env=alone, capture_output=True, text=True
    )
    assert ran.stdout.split() == ["1"], ran.stderr
