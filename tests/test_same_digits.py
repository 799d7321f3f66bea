"""One seed has one history on every processor: NumPy leaves out what only some of them have, and is told so before it is loaded."""

import ast
import os
import re
import subprocess
import sys

import pytest

from agents import same_digits
from batch_runs import made_with

TWO_YEARS = """
from model import Economy, Parameters
small = Parameters(fund_agents=12, startup_agents=60, researcher_agents=300, incumbent_agents=48)
print(Economy(small, seed=3).run(24).digest())
"""
OTHER_PROCESSORS = {
    "this one": {},
    "one without AVX2": {"NPY_DISABLE_CPU_FEATURES": "X86_V3"},
    "one with more cores, for which OpenBLAS takes other kernels": {
        "OPENBLAS_CORETYPE": "Prescott",
        "OPENBLAS_NUM_THREADS": "8",
        "OMP_NUM_THREADS": "8",
    },
}


def said(project, code, **environment):
    """Return what a fresh Python says (standard output, then standard error) to this code."""
    cleared = {name: value for name, value in os.environ.items() if name != same_digits.VARIABLE}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, env={**cleared, **environment}, capture_output=True, text=True, check=True
    )  # fmt: skip
    return done.stdout.strip(), done.stderr


def test_a_history_has_the_same_digits_on_every_processor(project):
    digests = {processor: said(project, TWO_YEARS, **told)[0] for processor, told in OTHER_PROCESSORS.items()}
    assert len(set(digests.values())) == 1, digests


ROOMS = ("agents", "model", "batch_runs", "ui", "benchmarks", "docs")


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_to_leave_out_before_it_imports_anything_else(room, project):
    body = ast.parse((project / room / "__init__.py").read_text(encoding="utf-8")).body
    first = next(line for line in body if isinstance(line, ast.Import | ast.ImportFrom))
    assert ast.unparse(first) == "from agents import same_digits as same_digits"


def test_numpy_then_leaves_out_what_only_some_processors_have(project):
    code = "import model, numpy; print(numpy._core._multiarray_umath.__cpu_features__['X86_V4'])"
    assert said(project, code)[0] == "False"


def test_what_a_user_told_numpy_to_leave_out_stays_left_out(project):
    code = f"import model, os; print(os.environ[{same_digits.VARIABLE!r}])"
    assert said(project, code, NPY_DISABLE_CPU_FEATURES="X86_V3,AVX512_SPR")[0] == "X86_V3 AVX512_SPR X86_V4"


def test_who_chose_the_instructions_keeps_them(project):
    code = f"import model, numpy, os; print({same_digits.VARIABLE!r} in os.environ)"
    assert said(project, code, NPY_ENABLE_CPU_FEATURES="X86_V3")[0] == "False"


@pytest.mark.parametrize("has", [True, False])
def test_numpy_first_gives_one_clear_line_where_it_makes_a_difference(has, project):
    code = f"""
import sys, types
import numpy
sys.modules["numpy._core._multiarray_umath"] = types.SimpleNamespace(__cpu_features__={{"X86_V4": {has}}})
from agents import same_digits
same_digits.keep()
"""
    told = said(project, code)[1]
    assert (
        bool(re.search(r"RuntimeWarning: NumPy was imported before the model.*Import model first", told))
        is has
    )


def test_the_tests_themselves_count_with_these_digits():
    assert not same_digits.in_use()


def test_what_was_begun_with_other_digits_is_not_gone_on_with(monkeypatch):
    before = made_with.everything()
    assert not made_with.unlike(before)
    monkeypatch.setattr(same_digits, "in_use", lambda: True)
    assert made_with.unlike(before) == [("digits", "of this processor alone", "of every processor")]
