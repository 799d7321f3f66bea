"""Sums end in the same digit on every machine, also where vectors are long."""

import re
import subprocess
import sys

import numpy as np
import pytest

from model.sums import ON_ONE_THREAD, dot

LONG = f"""
import numpy as np
from model.sums import dot
some = np.sin(np.arange({4 * ON_ONE_THREAD + 3}))
print(dot(some, np.sqrt(np.abs(some))).hex())
"""


@pytest.mark.parametrize("length", [0, 1, 7, ON_ONE_THREAD, ON_ONE_THREAD + 1, 3 * ON_ONE_THREAD + 5])
def test_a_product_of_vectors_is_the_sum_of_their_products(length):
    left, right = np.sin(np.arange(length)), np.cos(np.arange(length))
    assert dot(left, right) == pytest.approx(float(np.sum(left * right)), abs=1e-9)


def test_a_long_product_has_the_same_digits_on_one_thread_and_on_many(project, monkeypatch):
    said = set()
    for threads in ("1", "2", "8"):
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)
        monkeypatch.setenv("OMP_NUM_THREADS", threads)
        said.add(subprocess.run([sys.executable, "-c", LONG], cwd=project, capture_output=True, text=True, check=True).stdout)  # fmt: skip
    assert len(said) == 1


@pytest.mark.parametrize("room", ["agents", "model"])
def test_no_rule_leaves_a_sum_over_agents_to_the_threads_of_the_machine(room, project):
    """The one product of the opening with a matrix has a row a fund: the most that there can be, 5,000, end in the same digits."""
    allowed = {"model/sums.py", "model/opening_record.py"}
    product = re.compile(r"\w[)\]]? @ |np\.(dot|vdot|inner|matmul|einsum|tensordot)\(")
    found = {
        str(path.relative_to(project))
        for path in (project / room).rglob("*.py")
        if any(product.search(line) for line in path.read_text(encoding="utf-8").splitlines())
    }
    assert found <= allowed
