"""The habits of the house that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOMS = ("agents", "model", "batch_runs", "ui", "benchmarks", "tools")


def sources(project: Path) -> Iterator[Path]:
    """Yield every source file of the project, tests apart."""
    yield from (file for room in ROOMS for file in sorted((project / room).rglob("*.py")))
    yield from project.glob("*.py")


def functions(project: Path) -> Iterator[tuple[str, int]]:
    """Yield each function's place and its lines, the docstring not counted."""
    for file in sources(project):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
                lines = (node.end_lineno or 0) - first.lineno + 2
                yield f"{file.relative_to(project)}:{node.lineno} {node.name}", lines


def test_no_function_is_longer_than_fifty_lines(project):
    long = [f"{place}: {lines} lines" for place, lines in functions(project) if lines > 50]
    assert not long


def test_half_of_all_functions_are_shorter_than_eight_lines(project):
    assert median(lines for _, lines in functions(project)) < 8


def test_no_file_is_longer_than_four_hundred_lines(project):
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in sources(project)}
    assert not {str(file.relative_to(project)): n for file, n in lengths.items() if n > 400}


def test_no_room_is_called_utils(project):
    vague = ("utils", "util", "helpers", "misc", "common")
    assert not [str(file) for file in sources(project) if file.stem in vague or file.parent.name in vague]
