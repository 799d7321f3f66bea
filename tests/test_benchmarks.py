"""What the benchmarks compare is the same economy; how fast it is, only `make bench` says."""

import json
import re

import mesa
import pytest
from small_economy import SMALL, small_economy

from agents.researcher import Researcher
from benchmarks import __main__ as command
from benchmarks import months as benchmark
from benchmarks.__main__ import write
from benchmarks.measurement import Measurement
from benchmarks.sweep import some_of_each_point, sweep
from benchmarks.through_mesa import ask_through_mesa
from benchmarks.whole_run import ONE_RUN
from model import Economy, Parameters


def test_months_asked_through_mesa_end_with_the_same_digest():
    columns, through_mesa = small_economy(seed=5), ask_through_mesa(small_economy(seed=5))
    assert through_mesa.run(6).digest() == columns.run(6).digest()


def test_through_mesa_every_researcher_is_asked_alone_and_stands_in_the_list_of_agents(monkeypatch):
    economy, asked = ask_through_mesa(small_economy()), []
    answer = Researcher.consumption

    def consumption(self):
        asked.append(self)
        return answer(self)

    monkeypatch.setattr(Researcher, "consumption", consumption)
    alive = set(economy.researchers.rows.tolist())
    economy.step()
    assert all(isinstance(agent, mesa.Agent) and isinstance(agent.row, int) for agent in asked)
    assert len({agent.row for agent in asked}) == len(asked)
    assert {agent.row for agent in asked} <= alive | set(economy.researchers.rows.tolist())
    assert {agent for agent in asked if economy.researchers.alive[agent.row]} <= set(economy.agents)
    assert len(asked) > SMALL["researcher_agents"] / 2


def test_a_ratio_is_refused_where_the_two_ways_end_in_different_states(monkeypatch):
    monkeypatch.setattr(benchmark, "WARM_UP", 1)
    monkeypatch.setattr(benchmark, "ask_through_mesa", another_rule)
    monkeypatch.setattr(benchmark, "Parameters", lambda researcher_agents: Parameters(**SMALL))
    with pytest.raises(RuntimeError, match="different states"):
        list(benchmark.months("small", 300, pairs=1))


def another_rule(economy: Economy) -> Economy:
    """Return the economy with every researcher a little richer in ambition: it saves nothing."""
    economy.parameters = economy.parameters.replace(buffer_months=0.0)
    economy.researchers.parameters = economy.parameters
    return economy


def test_months_are_measured_under_the_names_that_others_rely_on(monkeypatch):
    monkeypatch.setattr(benchmark, "WARM_UP", 1)
    monkeypatch.setattr(benchmark, "Parameters", lambda researcher_agents: Parameters(**SMALL))
    measured = {one.name: one for one in benchmark.months("20k", 300, pairs=2)}
    assert set(measured) == {"months_per_second_20k", "ratio_full_month_over_mesa_20k"}
    assert all(one.value > 0.0 and one.unit and one.note for one in measured.values())


def test_the_default_run_is_timed_after_imports_and_is_the_default():
    begin = ONE_RUN.index("perf_counter")
    assert ONE_RUN.index("import Economy") < begin
    assert re.search(r"Economy\(\)\.run\(\)", ONE_RUN)


def test_a_sweep_is_measured_against_the_same_runs_alone():
    spec = {"months": 2, "set": dict(SMALL), "measures": ["vc_usd_ai"], "factors": {"herding": [0.0, 0.9]}}
    measured = {one.name: one for one in sweep(spec, runs=4, alone=2)}
    assert set(measured) == {"sweep_efficiency_2_workers", "sweep_main_process_growth_mib"}
    assert measured["sweep_efficiency_2_workers"].value > 0.0
    alone = some_of_each_point({**spec, "replications": 6}, 4)
    assert [(job.parameters.get("herding"), job.seed) for job in alone] == [
        *((0.0, 1), (0.0, 2)),
        *((None, 1), (None, 2)),  # None: as usual, which is .9
    ]


def test_what_was_measured_stays_where_the_page_cannot_be(tmp_path, monkeypatch):
    def broken():
        raise ModuleNotFoundError("playwright")
        yield

    monkeypatch.setattr(command, "RESULT", tmp_path / "bench.json")
    one = Measurement("a_ratio", 2.5, "1", "made up")
    for name in ("whole_run", "months", "sweep"):
        monkeypatch.setattr(command, name, lambda *told, **more: iter([one]))
    monkeypatch.setattr(command, "page", broken)
    with pytest.raises(ModuleNotFoundError):
        command.main()
    assert len(json.loads((tmp_path / "bench.json").read_text())) == 4


def test_results_are_written_as_a_list_of_name_value_unit_and_note(tmp_path):
    write([Measurement("a_ratio", 2.5, "1", "made up")], tmp_path / "build" / "bench.json")
    written = json.loads((tmp_path / "build" / "bench.json").read_text())
    assert written == [{"name": "a_ratio", "value": 2.5, "unit": "1", "note": "made up"}]
