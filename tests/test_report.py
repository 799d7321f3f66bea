"""A report is one page that needs nothing else: what was run, what came out, how to make it again."""

import re

import pytest
from small_study import TINY, refusal

from batch_runs.command_line import main
from batch_runs.report import report
from batch_runs.reports.tables import Swept
from batch_runs.sweep import study

SMALL = {"months": 3, "set": dict(TINY), "measures": ["vc_usd_ai", "hyperscaler_capex_usd"], "keep": "all"}


pytestmark = pytest.mark.usefixtures("inline")


def swept(path, **told):
    """Run a small sweep and return what its folder holds."""
    asked = {**SMALL, "factors": {"rivalry": [0.0, 0.9]}, "replications": 3, **told}
    return study(asked, path), Swept.of(path, asked)


def test_a_report_asks_nothing_of_any_network(tmp_path):
    swept(tmp_path / "out")
    page = report(tmp_path / "out")
    fetched = re.findall(r'(?:src|href|url)\s*[=(]\s*["\']?([^"\'\s>)]+)', page)
    assert not [target for target in fetched if not target.startswith("#")]
    assert "<script" not in page


def test_a_report_says_what_was_run_and_how_to_repeat_it(tmp_path):
    swept(tmp_path / "out")
    page = report(tmp_path / "out")
    assert "6 of 6 runs finished, 0 failed." in page
    assert "git checkout" in page
    assert "python -m batch_runs sweep study.toml --out DIR" in page
    assert page.count("<svg") == 4  # by month and against the factor, for two measures


def test_differences_are_taken_seed_by_seed(tmp_path):
    table, found = swept(tmp_path / "out")
    last = table[table["month"] == table["month"].max()].pivot_table(
        "hyperscaler_capex_usd", "seed", "rivalry"
    )
    each = last[0.9] - last[0.0]
    effect = found.differences("hyperscaler_capex_usd")[1]
    assert effect.mean == pytest.approx(each.mean())
    assert effect.error == pytest.approx(each.std() / 3**0.5)


def test_where_luck_is_not_paired_no_difference_is_told(tmp_path):
    _, found = swept(tmp_path / "out", paired=False)
    assert found.differences("vc_usd_ai") == {}
    assert set(found.means("vc_usd_ai")) == {0, 1}


def test_a_full_grid_of_two_factors_is_a_surface(tmp_path):
    factors = {"rivalry": [0.0, 0.4, 0.9], "herding": [0.0, 0.5, 1.0, 1.5]}
    _, found = swept(tmp_path / "out", months=2, replications=1, factors=factors)
    page = report(tmp_path / "out")
    assert "vc_usd_ai over herding and rivalry" in page
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


def test_a_study_that_is_not_finished_has_no_report(tmp_path, capsys):
    swept(tmp_path / "out")
    (tmp_path / "out" / "tidy.parquet").unlink()
    assert main(["report", str(tmp_path / "out")]) == 2
    assert "its tables are not written yet" in capsys.readouterr().err
    assert main(["report", str(tmp_path)]) == 2
    assert "holds no study" in capsys.readouterr().err


@pytest.mark.parametrize("where", ["pages", "nowhere/report.html"])
def test_a_page_that_cannot_be_written_is_refused_before_anything_is_read(where, tmp_path, capsys):
    (tmp_path / "pages").mkdir()
    said = refusal(f"report {tmp_path / 'study'} --page {tmp_path / where}", capsys)
    assert f"--page {tmp_path / where}: name a file in a folder that exists" in said
    assert [path.name for path in tmp_path.iterdir()] == ["pages"], "nothing half written is left"
