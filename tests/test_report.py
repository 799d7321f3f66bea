"""A report is one page that needs nothing else: what was run, what came out, how to make it again."""

import errno
import html
import json
import re
import shlex
import shutil
from pathlib import Path

import pandas as pd
import pytest
from small_study import TINY, Inline, refusal

from batch_runs.command_line import main
from batch_runs.many import carry_out, pool
from batch_runs.many.study import description
from batch_runs.report import report
from batch_runs.reports.again import again
from batch_runs.reports.tables import Swept
from batch_runs.sweep import study

SMALL = {"months": 3, "set": dict(TINY), "measures": ["vc_usd_ai", "hyperscaler_capex_usd"], "keep": "all"}


pytestmark = pytest.mark.usefixtures("inline")


def swept(path, **told):
    """Run a small sweep and return what its folder holds."""
    asked = {**SMALL, "factors": {"rivalry": [0.0, 0.9]}, "replications": 3, **told}
    return study(asked, path), Swept.of(path, asked)


@pytest.fixture(scope="module")
def page_of_six(tmp_path_factory):
    """Return the report on a sweep of six runs."""
    folder = tmp_path_factory.mktemp("six") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "process_pool", lambda workers: Inline())
        swept(folder)
    return report(folder)


def test_a_report_asks_nothing_of_any_network(page_of_six):
    page = page_of_six
    fetched = re.findall(r'(?:src|href|url)\s*[=(]\s*["\']?([^"\'\s>)]+)', page)
    assert not [target for target in fetched if not target.startswith("#")]
    assert "<script" not in page


def test_a_report_says_what_was_run_and_how_to_repeat_it(page_of_six):
    page = page_of_six
    assert "6 of 6 runs finished, 0 failed." in page
    assert "git checkout" in page
    assert "python -m batch_runs sweep study.toml --out DIR" in page
    assert page.count("<svg") == 4  # by month and against the factor, for two measures


def told_to_type(page):
    """Return what a report says one should type, line by line, and its study file where it has one."""
    again, *cells = [html.unescape(text) for text in re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)]
    return again.splitlines(), cells[0]


def plan_of(folder):
    """Return the sum over all run ids of a study in their order, and what was asked."""
    about = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    return about["plan"], about["asked"]


STUDY = """
scenario = "calmer & wiser.toml"
months = 3
seeds = [3, 8]
paired = false
measures = ["vc_usd_ai"]
keep = [2015-02-01, "2015-03"]
agents_scale = 1.5
[set]
technology = true
contagion = 1e-5
startup_agents = 50
[factors]
rivalry = { low = 0.1, high = 0.9, distribution = "triangular", mode = 0.3 }
fund_agents = [6, 7]
[design]
kind = "lhs"
points = 2
"""


def test_the_study_file_in_a_report_of_a_sweep_makes_the_same_runs_again(tmp_path):
    scenario = (
        'title = "Calmer"\n[parameters]\nherding = 0.2\nresearcher_agents = 200\nincumbent_agents = 24\n'
    )
    (tmp_path / "calmer & wiser.toml").write_text(scenario)
    (tmp_path / "mine.toml").write_text(STUDY)
    assert main(["sweep", str(tmp_path / "mine.toml"), "--quiet", "--out", str(tmp_path / "out")]) == 0
    lines, file = told_to_type(report(tmp_path / "out"))
    assert lines[1].startswith("save the study file below as study.toml, beside calmer & wiser.toml")
    assert lines[2] == "python -m batch_runs sweep study.toml --out DIR"
    (tmp_path / "study.toml").write_text(file)
    assert main(["sweep", str(tmp_path / "study.toml"), "--quiet", "--out", str(tmp_path / "again")]) == 0
    assert plan_of(tmp_path / "again") == plan_of(tmp_path / "out")


@pytest.mark.parametrize(
    "line",
    [
        "sensitivity morris --size 2 --seeds 2 --months 9 --within 0.3 --set technology=false lab_agents=4 --measures vc_usd_ai --factors rivalry fund_agents fear --out",
        "sensitivity sobol --size 4 --factors herding=0.1:1.5 fund_agents myth --scenario rates-never --out",
        "attribution --full --seeds 1 --months 24 --set herding=0.3 rivalry=0.1 --agents-scale 0.5 --out",
        "attribution --permutations 2 --seeds 3 --scenario straight --out",
        "wargames --seeds 2 --months 24 --set herding=0.3 --out",
        "experiment rates --seeds 2 --months 40 --out",
        "validate --seeds 3 --agents-scale 2 --scenario straight --out",
        "calibrate --free herding contagion=0.05:0.3 --within 0.2 --rounds 2 --candidates 5 --seeds 3 --set fear=0 --out",
        "busts --seeds 3 --months 40 --scenario quiet --keep",
        "claims --seeds 3 --condition-seeds 0 --set herding=0.3 --out",
    ],
)
def test_the_command_line_in_a_report_asks_for_the_same_runs(line, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(carry_out, "carry_out", lambda *told, **named: 130)  # planned is enough
    monkeypatch.chdir(tmp_path)
    assert main([*line.split(), "out", "--quiet"]) == 130
    words = shlex.split(again(description(Path("out"))).splitlines()[-1])
    assert words[:3] == ["python", "-m", "batch_runs"]
    assert main([*words[3:], "--quiet"]) == 130
    assert plan_of(Path("DIR")) == plan_of(Path("out"))


def test_a_study_made_without_git_names_the_version_to_take_instead_of_a_commit():
    asked = {"scenario": "base", "seeds": 3, "set": []}
    about = {"command": "validate", "asked": asked, "commit": None, "versions": {"belief_machine": "0.2.0"}}
    assert again(about).startswith("take version 0.2.0 of the program")


def test_differences_are_taken_seed_by_seed(tmp_path):
    table, found = swept(tmp_path / "out")
    last = table[table["month"] == table["month"].max()].pivot_table(
        "hyperscaler_capex_usd", "seed", "rivalry"
    )
    each = last[0.9] - last[0.0]
    effect = found.differences("hyperscaler_capex_usd")[1]
    assert effect.mean == pytest.approx(each.mean())
    assert effect.error == pytest.approx(each.std() / 3**0.5)


def test_a_correlation_compares_the_order_of_points_by_their_means_over_seeds():
    last = pd.DataFrame(
        {"point": [0, 1, 2, 3] * 2, "replicate": [0] * 4 + [1] * 4, "herding": [0.1, 0.2, 0.3, 0.4] * 2}
    )
    # The means 1, 1000, 10 and 100000: of four points two have changed places, 1 - 6 x 2 / (4 x 15).
    last["belief_mean"] = [0.0, 1500.0, 20.0, 2e5, 2.0, 500.0, 0.0, 0.0]
    last["vc_usd_ai"] = [8.0, 7.0, 1.0, -90.0] * 2
    swept_by_hand = Swept(Path(), ("herding",), ("belief_mean", "vc_usd_ai"), True, last, 0)
    assert swept_by_hand.correlations().loc["herding"].to_dict() == pytest.approx(
        {"belief_mean": 0.8, "vc_usd_ai": -1.0}
    )


def test_where_runs_failed_points_are_compared_over_the_same_seeds(tmp_path):
    asked = {**SMALL, "months": 1, "factors": {"rivalry": [0.0, 0.5, 0.9]}, "replications": 3}
    study(asked, tmp_path)
    table = pd.read_parquet(tmp_path / "tidy.parquet")
    table["vc_usd_ai"] = 100.0 * table["replicate"]  # luck alone, and no effect of the factor
    table[(table["point"] != 1) | (table["replicate"] == table["replicate"].max())].to_parquet(
        tmp_path / "tidy.parquet"
    )
    found = Swept.of(tmp_path, asked)
    assert len({effect.mean for effect in found.means("vc_usd_ai").values()}) == 1
    assert found.left_out == 2
    assert found.fan("vc_usd_ai", 0)["q50"].tolist() == [found.means("vc_usd_ai")[0].mean]
    assert "did not finish at every point are left out: 2." in report(tmp_path)


def test_where_no_seed_finished_everywhere_the_report_says_so(tmp_path):
    asked = {**SMALL, "months": 1, "factors": {"rivalry": [0.0, 0.9]}, "replications": 2}
    study(asked, tmp_path)
    table = pd.read_parquet(tmp_path / "tidy.parquet")
    table[table["point"] == table["replicate"] - table["replicate"].min()].to_parquet(
        tmp_path / "tidy.parquet"
    )
    found = Swept.of(tmp_path, asked)
    assert found.uneven
    assert not found.differences("vc_usd_ai")
    assert "No seed finished at every point" in report(tmp_path)


def test_where_the_first_point_failed_nothing_is_compared_with_it(tmp_path):
    asked = {**SMALL, "months": 1, "factors": {"rivalry": [0.0, 0.5, 0.9]}, "replications": 2}
    study(asked, tmp_path)
    table = pd.read_parquet(tmp_path / "tidy.parquet")
    table[table["point"] != 0].to_parquet(tmp_path / "tidy.parquet")
    assert Swept.of(tmp_path, asked).differences("vc_usd_ai") == {}


def test_a_page_in_the_folder_that_is_older_than_the_figures_is_not_what_is_reported(tmp_path, monkeypatch):
    settings = " ".join(f"{name}={value}" for name, value in TINY.items())
    line = f"attribution --permutations 1 --months 1 --quiet --out {tmp_path / 'out'} --set {settings}"
    assert main([*line.split(), "--seeds", "1"]) == 0
    assert main([*line.split(), "--seeds", "2", "--page", str(tmp_path / "new.md")]) == 0
    assert "seeds 1 to 2;" in report(tmp_path / "out")


def test_where_luck_is_not_paired_no_difference_is_told(tmp_path):
    _, found = swept(tmp_path / "out", paired=False)
    assert found.differences("vc_usd_ai") == {}
    assert set(found.means("vc_usd_ai")) == {0, 1}


def test_a_full_grid_of_two_factors_is_a_surface(tmp_path):
    factors = {"rivalry": [0.0, 0.4, 0.9], "herding": [0.0, 0.5, 1.0, 1.5]}
    _, found = swept(tmp_path / "out", months=2, replications=1, factors=factors)
    page = report(tmp_path / "out")
    assert "vc_usd_ai over rivalry and herding" in page, (
        "the first factor of the study file is the first of the picture"
    )
    highest = max(found.means("vc_usd_ai").values(), key=lambda effect: effect.mean)
    assert f">{highest.mean:.3g}</text>" in page, "each field of the surface has its number"


def test_a_study_without_factors_tells_of_its_seeds(tmp_path):
    swept(tmp_path / "out", factors={})
    page = report(tmp_path / "out")
    assert "the only point" in page
    assert page.count("<svg") == 2  # by month, for two measures
    assert "Spearman" not in page


def test_many_points_are_drawn_as_a_cloud(tmp_path):
    swept(
        tmp_path / "out",
        months=1,
        replications=1,
        factors={"rivalry": {}},
        design={"kind": "lhs", "points": 30},
    )
    page = report(tmp_path / "out")
    assert "against rivalry, a dot a point" in page
    assert "Spearman" in page


def test_a_sensitivity_study_has_its_ranking_in_the_report(tmp_path, capsys):
    settings = [f"{name}={value}" for name, value in TINY.items()]
    assert main(["sensitivity", "morris", "--size", "2", "--months", "3", "--factors", "rivalry", "herding", "--quiet",
                 "--measures", "hyperscaler_capex_usd", "--out", str(tmp_path / "out"), "--set", *settings]) == 0  # fmt: skip
    assert main(["report", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert re.search(r"<td>1</td>\s*<td>rivalry</td>", page)


def test_a_study_that_is_not_finished_has_no_report(finished, tmp_path, capsys):
    shutil.copytree(finished / "sweep", tmp_path / "out")
    (tmp_path / "out" / "tidy.parquet").unlink()
    assert main(["report", str(tmp_path / "out")]) == 2
    assert (
        "holds no tidy.parquet yet; finish the study with the same command first" in capsys.readouterr().err
    )
    assert main(["report", str(tmp_path)]) == 2
    assert "holds no study" in capsys.readouterr().err


def test_where_a_measure_never_changes_no_correlation_is_told(tmp_path):
    swept(tmp_path / "out", factors={"rivalry": [0.0, 0.5, 0.9]}, replications=1, measures=["policy_rate"])
    page = report(tmp_path / "out")
    assert "nan" not in page.split("Factors against measures")[1]


@pytest.mark.parametrize("where", ["pages", "nowhere/report.html"])
def test_a_page_that_cannot_be_written_is_refused_before_anything_is_read(where, tmp_path, capsys):
    (tmp_path / "pages").mkdir()
    said = refusal(f"report {tmp_path / 'study'} --page {tmp_path / where}", capsys)
    assert f"--page {tmp_path / where}: name a file in a folder that exists" in said
    assert [path.name for path in tmp_path.iterdir()] == ["pages"], "nothing half written is left"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("mine.csv", "such a file holds data"),
        ("mine.py", "such a file holds data"),
        ("mine.md", "holds what no command wrote"),
    ],
)
def test_a_file_of_somebodys_own_is_not_replaced_by_a_page(name, told, finished, tmp_path, capsys):
    (tmp_path / name).write_text("my words, of python -m batch_runs too")
    assert told in refusal(f"report {finished / 'sweep'} --page {tmp_path / name}", capsys)
    assert (tmp_path / name).read_text() == "my words, of python -m batch_runs too"


def test_a_page_that_a_command_wrote_is_written_anew(finished, tmp_path):
    page = tmp_path / "page.html"
    for _ in range(2):
        assert main(f"report {finished / 'sweep'} --quiet --page {page}".split()) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_page_where_nothing_can_be_written_is_refused_before_anything_is_read(
    tmp_path, monkeypatch, capsys
):
    def refuse(path):
        raise PermissionError(errno.EACCES, "not here")

    monkeypatch.setattr(Path, "touch", refuse)
    said = refusal(f"report {tmp_path} --page {tmp_path / 'page.html'}", capsys)
    assert f"--page {tmp_path / 'page.html'}: cannot be written" in said


# ------------------------------------------------------------------------------ what is damaged


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """Return a folder with a finished sweep and one with a finished sensitivity study."""
    folder = tmp_path_factory.mktemp("studies")
    settings = [f"{name}={value}" for name, value in TINY.items()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "process_pool", lambda workers: Inline())
        study({**SMALL, "months": 1, "factors": {"rivalry": [0.0, 0.9]}}, folder / "sweep")
        assert main(["sensitivity", "morris", "--size", "2", "--months", "1", "--factors", "rivalry", "--quiet",
                     "--measures", "vc_usd_ai", "--out", str(folder / "sensitivity"), "--set", *settings]) == 0  # fmt: skip
    return folder


def cut(file):
    """Cut a file off in its middle, as a full disk does."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scribble(file):
    """Write over the middle of a file and leave both ends as they are, as a bad disk does."""
    whole = file.read_bytes()
    file.write_bytes(whole[:4] + b"?" * (len(whole) // 3) + whole[4 + len(whole) // 3 :])


def blank(file):
    """Leave nothing in a file."""
    file.write_bytes(b"")


def no_rows(file):
    """Leave the columns of a table and no row."""
    pd.read_parquet(file).head(0).to_parquet(file)


def without(column):
    """Return what takes a column out of a table."""
    return lambda file: pd.read_parquet(file).drop(columns=column).to_parquet(file)


@pytest.mark.parametrize(
    ("study", "file", "damage", "complaint"),
    [
        ("sweep", "tidy.parquet", cut, "cannot be read"),
        ("sweep", "tidy.parquet", blank, "cannot be read"),
        ("sweep", "tidy.parquet", scribble, "cannot be read"),
        ("sweep", "tidy.parquet", no_rows, "has no rows"),
        ("sweep", "tidy.parquet", without("month"), "has no column month"),
        ("sweep", "tidy.parquet", without("rivalry"), "has no column rivalry"),
        ("sweep", "runs.parquet", blank, "cannot be read"),
        ("sweep", "runs.parquet", without("status"), "has no column status"),
        ("sensitivity", "sensitivity.parquet", blank, "cannot be read"),
        ("sensitivity", "sensitivity.parquet", no_rows, "has no rows"),
        ("sensitivity", "sensitivity.parquet", without("sigma"), "has no column sigma"),
    ],
)
def test_a_damaged_table_is_named_in_one_line_that_says_what_to_do(
    study, file, damage, complaint, finished, tmp_path, capsys
):
    folder = shutil.copytree(finished / study, tmp_path / study)
    damage(folder / file)
    said = refusal(f"report {folder}", capsys)
    assert f"{folder / file}: {complaint}; the command that made the study writes it anew" in said
    assert not list(folder.glob("report.html*"))


def test_a_table_that_is_written_anew_is_reported_on_again(finished, tmp_path):
    folder = shutil.copytree(finished / "sweep", tmp_path / "sweep")
    before = report(folder)
    blank(folder / "tidy.parquet")
    study({**SMALL, "months": 1, "factors": {"rivalry": [0.0, 0.9]}}, folder)
    assert report(folder) == before
