"""A study file becomes tidy tables: every mistake is one line, every run is there once, whoever ran it."""

import errno

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from small_study import TINY, refusal

from batch_runs import tall_table
from batch_runs.command import CannotGoOn
from batch_runs.command_line import main
from batch_runs.many.job import Job
from batch_runs.many.study import result_files
from batch_runs.sweep import study
from batch_runs.sweeps import plan
from batch_runs.sweeps.factors import Factor
from batch_runs.sweeps.plan import planned
from batch_runs.sweeps.study_file import StudyFile
from model.errors import BadInput
from model.parameters import Parameters

INFOS = {info.name: info for info in Parameters().describe()}
SMALL = {"months": 3, "set": dict(TINY), "measures": ["vc_usd_ai", "hyperscaler_capex_usd"], "keep": "all"}
FACTORS = {"herding": [0.0, 0.9], "rivalry": {"low": 0.0, "high": 0.9, "levels": 2}}


def factor(name, told):
    """Return a factor as a study file would make it."""
    return Factor.of(INFOS[name], told, f"factors.{name}")


def points(kind, factors=FACTORS, **told):
    """Return the points of a study with this design."""
    return StudyFile.of({"factors": factors, "design": {"kind": kind, **told}}).points


# ------------------------------------------------------------------------------- designs


def test_a_grid_has_every_combination_once():
    found = points("grid")
    assert [tuple(point.values()) for point in found] == [(0.0, 0.0), (0.0, 0.9), (0.9, 0.0), (0.9, 0.9)]


def test_one_at_a_time_never_moves_two_factors():
    base, *others = points("oat", {"herding": [0.0, 0.9, 1.5], "rivalry": [0.0]})
    assert base == {"herding": INFOS["herding"].value, "rivalry": INFOS["rivalry"].value}
    assert len(others) == 3
    assert all(sum(point[name] != base[name] for name in base) == 1 for point in others)


def test_a_list_takes_values_side_by_side():
    assert points("list", {"herding": [0.1, 0.2], "rivalry": [0.3, 0.4]})[1] == {
        "herding": 0.2,
        "rivalry": 0.4,
    }
    with pytest.raises(BadInput, match="as many values of each factor; here: herding 2, rivalry 1"):
        points("list", {"herding": [0.1, 0.2], "rivalry": [0.3]})


def test_a_latin_hypercube_parts_every_factor_evenly():
    found = points(
        "lhs", {"herding": {"low": 0.0, "high": 1.0}, "rivalry": {"low": 0.0, "high": 0.5}}, points=20
    )
    for name, width in (("herding", 1.0), ("rivalry", 0.5)):
        bins = [int(point[name] / width * 20) for point in found]
        assert sorted(bins) == list(range(20))


def test_designs_of_sensitivity_have_the_sizes_of_the_books():
    two = {"herding": {}, "rivalry": {}}
    assert len(points("sobol", two, points=8)) == 8 * (2 + 2)
    assert len(points("morris", two, trajectories=5)) == 5 * (2 + 1)


def test_a_morris_step_moves_one_factor():
    found = pd.DataFrame(points("morris", {"herding": {}, "rivalry": {}, "myth_gain": {}}, trajectories=3))
    for _, trajectory in found.groupby(np.arange(len(found)) // 4):
        assert ((trajectory.diff().iloc[1:] != 0).sum(axis=1) == 1).all()


def test_the_same_design_has_the_same_points():
    assert points("lhs", points=10) == points("lhs", points=10)
    assert points("lhs", points=10) != points("lhs", points=10, seed=2)


def test_distributions_have_the_shapes_they_are_called_by():
    part = np.linspace(0.0005, 0.9995, 1000)
    normal = factor(
        "herding", {"low": 0.0, "high": 3.0, "distribution": "normal", "mean": 1.5, "sd": 0.2}
    ).at(part)
    triangle = factor("herding", {"low": 0.0, "high": 3.0, "distribution": "triangular", "mode": 0.6}).at(
        part
    )
    spread = factor("herding", {"low": 0.03, "high": 3.0, "distribution": "log-uniform"}).at(part)
    assert normal.mean() == pytest.approx(1.5, abs=0.01)
    assert normal.std() == pytest.approx(0.2, rel=0.02)
    assert triangle.mean() == pytest.approx((0.0 + 3.0 + 0.6) / 3, rel=0.01)
    assert np.median(spread) == pytest.approx(0.3, rel=0.01)


def test_what_counts_agents_stays_whole():
    assert factor("fund_agents", {"low": 10, "high": 20}).at(np.array([0.0, 0.26, 1.0])).tolist() == [
        10,
        13,
        20,
    ]


# ------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ({"factor": {}}, "factor: a study has no such entry; the nearest name is 'factors'"),
        ({"factors": {"herdng": [1.0]}}, "factors.herdng: no such parameter; the nearest name is 'herding'"),
        ({"factors": {"herding": [7.0]}}, "factors.herding: herding: 7.0 is out of bounds; allowed: 0 to 3"),
        ({"factors": {"herding": ["3%"]}}, "factors.herding: herding: '3%' is no number; allowed: 0 to 3"),
        ({"factors": {"herding": 1.0}}, "factors.herding: 1.0 is neither a list of values nor a range"),
        ({"factors": {"herding": {"low": 2.0, "high": 1.0}}}, "factors.herding: low 2 is not below high 1"),
        ({"factors": {"herding": [1.0, 1.0]}}, "factors.herding: a value is listed twice"),
        ({"factors": {"fund_agents": [10.5]}}, "fund_agents: 10.5 is no whole number; allowed: 6 to 5000 agents"),
        ({"design": {"kind": "gird"}}, "design.kind: 'gird'; the nearest name is 'grid'"),
        ({"design": {"kind": "grid", "points": 8}}, "design.points: a design of kind 'grid' has no such entry"),
        ({"factors": {"herding": {}}, "design": {"kind": "sobol", "points": 9}}, "design.points: 9; Sobol's"),
        ({"design": {"kind": "lhs"}}, "factors: none; this kind of design needs at least one"),
        ({"seeds": [1], "replications": 2}, "seeds and replications: both given"),
        ({"seeds": [1, 1]}, "seeds: [1, 1]; list whole numbers"),
        ({"replications": 0}, "replications: 0; take a whole number"),
        ({"months": 0}, "months 0: out of range"),
        ({"measures": ["vc_usd_ia"]}, "measures: 'vc_usd_ia' is no measure; the nearest name is 'vc_usd_ai'"),
        ({"set": {"Herding": 0.5}}, "set.Herding: no such parameter; the nearest name is 'herding'"),
        ({"keep": ["2015-02garbage"]}, "keep: '2015-02garbage' is no month of the runs"),
        ({"keep": ["2015-02-30"]}, "keep: '2015-02-30' is no month of the runs"),
        ({"keep": [2015]}, "keep: 2015 is no month of the runs"),
        ({"keep": ["2040-01"]}, "keep: '2040-01' is no month of the runs; they go from '2015-01' to '2035-12'"),
        ({"set": {"herdin": 1.0}}, "set.herdin: no such parameter; the nearest name is 'herding'"),
        ({"set": {"herding": 1.0}, "factors": {"herding": [1.0]}}, "factors.herding: also under [set]; keep one"),
        ({"scenario": "bse"}, "bse"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_study_file_is_one_line_that_says_where(told, line):
    with pytest.raises(BadInput) as caught:
        StudyFile.of(told)
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_number_in_quotes_in_a_study_file_is_refused_like_one_in_a_scenario(tmp_path, capsys):
    (tmp_path / "study.toml").write_text('months = 3\n[set]\nherding = "0.5"\n')
    said = refusal(f"sweep {tmp_path / 'study.toml'} --out {tmp_path / 'out'} --dry-run", capsys)
    assert "set.herding: '0.5' in quotes; write a number, or true or false" in said


def test_a_corrupt_file_is_one_line_and_exit_two(tmp_path, capsys):
    (tmp_path / "study.toml").write_text("months = = 3")
    assert main(["sweep", str(tmp_path / "study.toml"), "--out", str(tmp_path / "out")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


# ------------------------------------------------------------------------------- plan and luck


def test_paired_points_share_their_luck_and_others_share_none():
    told = {"factors": {"herding": [0.0, 0.9]}, "seeds": [3, 8]}
    paired = [run.job.seed for run in planned(StudyFile.of(told))]
    alone = [run.job.seed for run in planned(StudyFile.of({**told, "paired": False}))]
    assert paired == [3, 8, 3, 8]
    assert len(set(alone)) == 4


def test_a_grown_study_asks_for_the_old_runs_by_their_old_names():
    small = {run.job.run_id for run in planned(StudyFile.of({"factors": FACTORS, "replications": 2}))}
    large = {run.job.run_id for run in planned(StudyFile.of({"factors": FACTORS, "replications": 3}))}
    assert small < large


@pytest.mark.parametrize(
    ("keep", "kept"),
    [("last", (29,)), ("years", (11, 23, 29)), (["2017-01", "2016-02", "2016-02"], (13, 24))],
)
def test_months_are_kept_as_asked(keep, kept):
    assert StudyFile.of({"months": 30, "keep": keep}).months_kept == kept


# ------------------------------------------------------------------------------- tables


def test_the_tables_are_the_same_bytes_with_one_worker_and_two(tmp_path):
    told = {**SMALL, "factors": FACTORS, "replications": 2}
    for name, workers in (("one", 1), ("two", 2)):
        study(told, tmp_path / name, workers)
    for table in ("tidy.parquet", "runs.parquet"):
        assert (tmp_path / "one" / table).read_bytes() == (tmp_path / "two" / table).read_bytes()


def test_the_tidy_table_says_of_every_run_what_a_run_alone_says(tmp_path, inline):
    from model import Economy

    table = study({**SMALL, "factors": {"herding": [0.3]}, "seeds": [5]}, tmp_path / "out")
    economy = Economy(Parameters(**TINY, herding=0.3), 5).run(3)
    assert table["vc_usd_ai"].tolist() == economy.columns()["vc_usd_ai"]
    assert table["month"].astype(str).tolist() == ["2015-01-01", "2015-02-01", "2015-03-01"]
    assert table["herding"].tolist() == [0.3] * 3
    assert table.attrs["units"]["vc_usd_ai"] == "usd a month"


def test_a_run_in_two_files_counts_once(tmp_path, inline):
    told = {**SMALL, "factors": {"herding": [0.0, 0.9]}}
    before = study(told, tmp_path / "out")
    files = result_files(tmp_path / "out")
    (files[0].with_name("chunk-zz.parquet")).write_bytes(files[0].read_bytes())
    pd.testing.assert_frame_equal(study(told, tmp_path / "out"), before)


def test_payments_and_agents_of_every_run_are_kept_where_asked_for_and_are_those_of_a_run_alone(
    tmp_path, inline
):
    told = {**SMALL, "seeds": [3], "factors": {"rivalry": [0.0]}, "tables": ["agents", "flows"]}
    study(told, tmp_path / "out")
    settings = [f"{name}={value}" for name, value in (TINY | {"rivalry": 0.0}).items()]
    alone = [
        "--seed",
        "3",
        "--months",
        "3",
        "--flows",
        "--agents",
        "--quiet",
        "--out",
        str(tmp_path / "alone"),
    ]
    assert main(["run", *alone, "--set", *settings]) == 0
    (kept,) = (tmp_path / "out" / "kept").iterdir()
    assert sorted(file.name for file in kept.iterdir()) == [
        "agents.parquet",
        "balance_sheet.parquet",
        "flows.parquet",
    ]
    for file in kept.iterdir():
        pd.testing.assert_frame_equal(pd.read_parquet(file), pd.read_parquet(tmp_path / "alone" / file.name))


def test_months_of_a_sweep_join_the_months_of_a_run_and_of_its_costs(tmp_path, inline):
    settings = [f"{name}={value}" for name, value in TINY.items()]
    study({**SMALL, "factors": {"herding": [0.0, 0.9]}}, tmp_path / "out")
    assert (
        main(["twin", "--months", "3", "--quiet", "--out", str(tmp_path / "twin"), "--set", *settings]) == 0
    )
    tidy = tmp_path / "out" / "tidy.parquet"
    for name in ("series.parquet", "costs.parquet"):
        other = tmp_path / "twin" / name
        assert pq.read_schema(tidy).field("month").type == pq.read_schema(other).field("month").type
        assert len(pd.read_parquet(tidy).merge(pd.read_parquet(other), on="month")) >= 6


def test_a_failed_run_is_a_row_with_its_error_and_the_others_are_kept(tmp_path, inline, monkeypatch):
    from batch_runs.sweeps import answers

    whole = answers.series_of

    def breaks(job):
        if job.parameters.get("herding") == 0.0:
            raise ArithmeticError("no number")
        return whole(job)

    monkeypatch.setattr(answers, "series_of", breaks)
    with pytest.raises(CannotGoOn, match="1 of 2 runs failed"):
        study({**SMALL, "factors": {"herding": [0.0, 0.5]}}, tmp_path / "out")
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    assert runs["status"].tolist() == ["failed", "finished"]
    assert runs["error"][0] == "ArithmeticError: no number"
    assert pd.read_parquet(tmp_path / "out" / "tidy.parquet")["point"].unique().tolist() == [1]


class Slow:
    """In place of an economy: the clock, which it puts forward by a minute in its first month and by two seconds in others."""

    def __init__(self):
        self.now, self.months = 0.0, 0

    def step(self):
        """Let a month pass."""
        self.now, self.months = self.now + (2.0 if self.months else 60.0), self.months + 1

    def perf_counter(self):
        """Return the seconds that have passed."""
        return self.now


def test_an_estimate_scales_up_the_months_after_the_first_and_counts_equal_runs_once(monkeypatch):
    slow = Slow()
    monkeypatch.setattr(plan, "time", slow)
    monkeypatch.setattr(Job, "economy", lambda job: slow)
    described = StudyFile.of(
        {"months": 90, "replications": 5, "keep": "years", "measures": ["vc_usd_ai", "belief_mean"], "tables": ["flows", "agents"],
         "factors": {"myth": [0.0, 1.0]}, "design": {"kind": "morris", "trajectories": 3}}
    )  # fmt: skip
    found = plan.estimated(described, planned(described), workers=2)
    assert slow.months == 1 + 6
    assert found.runs == 10, "a switch on and off, though six points turn it; five seeds"
    assert found.hours == pytest.approx(10 * 90 * 2.0 / 2 / 3600.0)
    # Two measures and the date take seven bytes each, in seven Decembers and the last month; payments 0.2 and agents 0.5
    # megabytes every month.
    assert found.megabytes == pytest.approx(10 * (8 * 3 * 7.0 / 1e6 + 90 * (0.2 + 0.5)), rel=1e-9)


def test_a_dry_run_says_what_it_would_take_and_writes_nothing(tmp_path, capsys):
    (tmp_path / "study.toml").write_text("replications = 4\nmonths = 3\n[factors]\nherding = [0.0, 0.9]\n")
    assert main(["sweep", str(tmp_path / "study.toml"), "--out", str(tmp_path / "out"), "--dry-run"]) == 0
    assert "2 points x 4 seeds, 8 runs of 3 months" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_study_is_one_line_of_sql(tmp_path, inline):
    import duckdb

    study({**SMALL, "factors": {"herding": [0.0, 0.9]}, "replications": 2}, tmp_path / "out")
    found = duckdb.sql(
        f"select herding, avg(vc_usd_ai) from '{tmp_path}/out/tidy.parquet' group by 1"
    ).fetchall()
    assert sorted(row[0] for row in found) == [0.0, 0.9]


# ------------------------------------------------------------------------------- a world that is in the way


def spec(tmp_path):
    """Write a small study file."""
    settings = "\n".join(f"{name} = {value}" for name, value in TINY.items())
    text = f"months = 2\nmeasures = ['vc_usd_ai']\n[factors]\nherding = [0.0, 0.9]\n[set]\n{settings}\n"
    (tmp_path / "study.toml").write_text(text)
    return str(tmp_path / "study.toml")


def test_a_full_disk_is_one_line_and_what_was_finished_goes_on(tmp_path, inline, monkeypatch, capsys):
    whole, seen = tall_table.publish, []

    def full(part, path):
        if path.parent.name == "results" and seen.append(path) is None and len(seen) == 2:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        whole(part, path)

    monkeypatch.setattr(tall_table, "publish", full)
    line = ["sweep", spec(tmp_path), "--out", str(tmp_path / "out"), "--quiet"]
    assert main(line) == 2
    said = capsys.readouterr().err
    assert "No space left on device" in said
    assert said.count("\n") == 1
    assert len(result_files(tmp_path / "out")) == 1
    assert main(line) == 0
    assert len(pd.read_parquet(tmp_path / "out" / "tidy.parquet")) == 2


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path, inline, monkeypatch, capsys):
    (tmp_path / "file").write_text("")
    assert main(["sweep", spec(tmp_path), "--out", str(tmp_path / "file" / "out"), "--quiet"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_another_study_in_the_folder_is_refused_and_kept(tmp_path, inline, capsys):
    assert main(["sweep", spec(tmp_path), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    before = (tmp_path / "out" / "tidy.parquet").read_bytes()
    other = (tmp_path / "study.toml").read_text().replace("0.9", "0.8")
    (tmp_path / "study.toml").write_text(other)
    assert main(["sweep", str(tmp_path / "study.toml"), "--out", str(tmp_path / "out"), "--quiet"]) == 2
    assert "holds another study" in capsys.readouterr().err
    assert (tmp_path / "out" / "tidy.parquet").read_bytes() == before
