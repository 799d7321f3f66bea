"""A default run in a process of its own: seconds after imports, and the most memory it ever held."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.measurement import Measurement

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
ONE_RUN = """
import json, sys, time
from model import Economy
begin = time.perf_counter()
economy = Economy().run()
seconds = time.perf_counter() - begin
try:
    import resource
except ImportError:  # Windows keeps no such count
    peak = None
else:
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = held / (2**20 if sys.platform == "darwin" else 2**10)
print(json.dumps({"months": economy.month, "seconds": seconds, "peak": peak}))
"""


def whole_run() -> Iterator[Measurement]:
    """Yield seconds and peak memory of a default run, from five fresh processes."""
    runs = [one_run() for _ in range(RUNS)]
    seconds, number = min(run["seconds"] for run in runs), int(runs[0]["months"])
    slowest = max(run["seconds"] for run in runs)
    note = f"{number} months at default size, after imports; fastest of {RUNS} fresh processes, slowest {slowest:.2f} s"
    yield Measurement("default_run_seconds", seconds, "s", note)
    yield Measurement("months_per_second_default_run", number / seconds, "1/s", note)
    if runs[0]["peak"] is not None:
        peak = median(run["peak"] for run in runs)
        note = f"largest resident set, imports included; median of {RUNS} fresh processes"
        yield Measurement("default_run_peak_mib", peak, "MiB", note)


def one_run() -> dict[str, float]:
    """Return months, seconds and peak MiB (None where the system keeps no count) of one fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", ONE_RUN], cwd=ROOT, capture_output=True, text=True, check=True
    )
    answer: dict[str, float] = json.loads(done.stdout)
    return answer
