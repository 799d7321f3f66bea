"""Sums end in the same digit on every machine: none is left to the threads or the instructions of a library."""

import re
import subprocess
import sys

import numpy as np
import pytest

from model.sums import dot, row_sums

LONG = """
from model.sums import dot
import numpy as np
some = np.sin(np.arange(40_003))
print(dot(some, np.sqrt(np.abs(some))).hex())
"""


@pytest.mark.parametrize("length", [0, 1, 7, 10_001, 30_005])
def test_a_product_of_vectors_is_the_sum_of_their_products(length):
    left, right = np.sin(np.arange(length)), np.cos(np.arange(length))
    assert dot(left, right) == pytest.approx(float(np.sum(left * right)), abs=1e-9)


@pytest.mark.parametrize("columns", [0, 1, 2, 6, 7, 8, 9])
def test_sums_of_rows_have_the_digits_of_numpys_own(columns):
    table = np.exp(9.0 * np.sin(np.arange(500.0 * columns))).reshape(500, columns)
    assert row_sums(table).tolist() == table.sum(axis=1).tolist()
    assert row_sums((table > 1.0).view(np.int8)).tolist() == np.count_nonzero(table > 1.0, axis=1).tolist()


def test_a_long_product_has_the_same_digits_on_one_thread_and_on_many(project, monkeypatch):
    said = set()
    for threads in ("1", "2", "8"):
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)
        monkeypatch.setenv("OMP_NUM_THREADS", threads)
        said.add(subprocess.run([sys.executable, "-c", LONG], cwd=project, capture_output=True, text=True, check=True).stdout)  # fmt: skip
    assert len(said) == 1


@pytest.mark.parametrize("room", ["agents", "model"])
def test_no_rule_uses_what_ends_in_other_digits_on_another_processor(room, project):
    """Products that a library adds up in an order of its own, and functions that NumPy has in several versions."""
    product = re.compile(
        r"\w[)\]]? @ |np\.(dot|vdot|inner|matmul|einsum|tensordot|linalg|convolve|correlate|tanh|sin|cos)\b"
    )
    found = {
        f"{path.relative_to(project)}: {line.strip()}"
        for path in (project / room).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if product.search(line)
    }
    assert not found
