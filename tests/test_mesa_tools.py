"""Mesa's own tools keep working: its batch runner gets what a run alone says."""

import json
import subprocess
import sys

import mesa
import pytest
from small_study import TINY

from model import Economy, Parameters

SCRIPT = """
import json, sys
import mesa
from model import Economy, Parameters
if __name__ == "__main__":
    told = {"parameters": Parameters(**json.loads(sys.argv[1])), "scenario": ["base", "quiet"]}
    rows = mesa.batch_run(Economy, told, number_processes=2, rng=[3, 4], max_steps=3,
                          data_collection_period=1, display_progress=False)
    print(json.dumps([[r["scenario"], r["seed"], r["Step"], r["vc_usd_ai"]] for r in rows]))
"""


@pytest.mark.skipif(not hasattr(mesa, "batch_run"), reason="Mesa 4 has no batch_run")
def test_mesas_batch_run_gives_each_month_of_each_run_as_a_run_alone_does(project, tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    command = [sys.executable, str(tmp_path / "script.py"), json.dumps(TINY)]
    done = subprocess.run(
        command, env={"PYTHONPATH": str(project)}, capture_output=True, text=True, check=True
    )
    found = {(name, seed, step): value for name, seed, step, value in json.loads(done.stdout)}
    assert len(found) == 2 * 2 * 3
    alone = Economy(Parameters(**TINY), 4, "quiet").run(3).columns()["vc_usd_ai"]
    assert [found["quiet", 4, step] for step in (1, 2, 3)] == alone


def test_a_data_collector_holds_the_series():
    economy = Economy(Parameters(**TINY)).run(2)
    frame = economy.datacollector.get_model_vars_dataframe()
    assert frame["vc_usd_ai"].tolist() == economy.columns()["vc_usd_ai"]
