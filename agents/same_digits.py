"""The same digits on every processor: NumPy leaves out the instructions whose results only some processors give.

Where a processor has AVX-512, NumPy takes exponentials, logarithms and powers in another way than elsewhere, and now and then the
last digit differs; histories of the same seed then part within years. NumPy reads once, when it is imported, what it
is to leave out. Processors without FMA, of before 2013, still differ: the system's own library takes another way there. So this module comes before NumPy wherever a program of this project begins.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Mapping

VARIABLE, LEFT_OUT = "NPY_DISABLE_CPU_FEATURES", "X86_V4"
CHOSEN = "NPY_ENABLE_CPU_FEATURES"
"""Who has set this has chosen the instructions; NumPy takes no second word on them. `in_use` tells what came of it."""

TOO_LATE = (
    "NumPy was imported before the model: on this processor the last digits differ from those of others, and histories "
    f"of a seed with them. Import model first, or set {VARIABLE}={LEFT_OUT}"
)


def keep() -> None:
    """Tell NumPy what to leave out; where it is there already and uses it, warn once (RuntimeWarning)."""
    if "numpy" not in sys.modules:
        if CHOSEN in os.environ:
            return
        named = os.environ.get(VARIABLE, "").replace(",", " ").split()
        os.environ[VARIABLE] = " ".join(dict.fromkeys((*named, LEFT_OUT)))
    elif in_use():
        warnings.warn(TOO_LATE, RuntimeWarning, stacklevel=3)


def in_use() -> bool:
    """Return whether NumPy is there and uses what it should leave out."""
    core = sys.modules.get("numpy._core._multiarray_umath")
    features: Mapping[str, bool] = getattr(core, "__cpu_features__", {})
    return bool(features.get(LEFT_OUT, False))


keep()
