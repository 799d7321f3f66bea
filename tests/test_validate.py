"""The command `validate`: published figures beside what runs say of them, and how far off they are together."""

import json
import math
import os

import numpy as np
import pandas as pd
import pytest
from small_study import TINY, TINY_OPTIONS, Inline, refusal

from batch_runs import validate
from batch_runs.command_line import main
from batch_runs.dictionary import dictionary
from batch_runs.many import pool
from batch_runs.request import DEFAULTS, Request
from batch_runs.validate import figures_of, jobs_of
from batch_runs.validation.figures import facts_table, figures
from batch_runs.validation.measures import (
    MEASURES,
    NOT_MEASURED,
    VENTURE,
    ai_part_of_return,
    doubling_years,
    during,
    part_of_change,
    slope_of_log_odds,
    yearly_factor,
)
from batch_runs.validation.observed import FILE, observed

TARGETS = [fact for fact in observed() if fact.weight is not None]


def by_month(**columns):
    """Return a made-up series from January 2020 on, by month."""
    length = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=pd.period_range("2020-01", periods=length, freq="M"))


def exact(off=0.0, **more):
    """Return answers of three seeds: every figure as observed, `off` tolerances above; some by id otherwise."""
    told = {fact.id: fact.value + off * (fact.tolerance or 0.0) for fact in observed()} | more
    return pd.DataFrame([told, told, told])


# --------------------------------------------------------------------------------- measures by hand


def test_a_time_is_a_month_a_year_or_from_one_to_another_both_included():
    series = by_month(figure=np.arange(36.0))
    assert len(during(series, "2021")) == 12
    assert during(series, "2021-03")["figure"].tolist() == [14.0]
    assert during(series, "2021-03 to 2021-05")["figure"].tolist() == [14.0, 15.0, 16.0]
    assert len(during(series, "2020 to 2021")) == 24


def test_the_part_of_a_change_compares_sums_of_twelve_months():
    # A year's sums: the part 12 then 36, the whole 60 then 100; 24 of the 40 gained are the part's.
    series = by_month(part=[1.0] * 12 + [3.0] * 12, whole=[5.0] * 12 + [100.0 / 12.0] * 12)
    assert part_of_change("part", "whole")(series, "2020-12 to 2021-12") == pytest.approx(24.0 / 40.0)


def test_a_contribution_to_a_rise_that_hardly_is_one_is_cut_at_two():
    # The whole gains 0.12, the part 24: two hundred times as much, which says nothing of the part.
    series = by_month(part=[1.0] * 12 + [3.0] * 12, whole=[5.0] * 12 + [5.01] * 12)
    assert part_of_change("part", "whole")(series, "2020-12 to 2021-12") == 2.0
    flat = by_month(ai_index_level=[1.0, 2.0], rest_index_level=[1.0, 0.751], index_level=[1.0, 1.0008])
    assert ai_part_of_return(flat, "2020-01 to 2020-02") == 2.0


def test_ai_s_part_of_the_return_weighs_what_it_was_at_the_start():
    # A fifth in AI that doubles, four fifths that rise by a tenth: 0.2 of the 0.28 gained.
    series = by_month(ai_index_level=[50.0, 100.0], rest_index_level=[10.0, 11.0], index_level=[100.0, 128.0])
    assert ai_part_of_return(series, "2020-01 to 2020-02") == pytest.approx(0.2 / 0.28)


def test_what_grows_ninefold_in_two_years_grows_threefold_a_year():
    assert yearly_factor(2.0, 18.0, 2) == pytest.approx(3.0)


def test_a_price_that_falls_to_a_quarter_in_two_years_buys_twice_as_much_every_year():
    assert doubling_years(8.0, 2.0, 2) == pytest.approx(1.0)
    assert doubling_years(8.0, 4.0, 3) == pytest.approx(3.0)
    series = by_month(compute_price=np.repeat([8.0, 4.0, 2.0], 12))
    assert MEASURES["compute_doubling_years"].of(series, "2020 to 2022") == pytest.approx(1.0)


def test_odds_that_quadruple_every_year_rise_by_the_logarithm_of_four():
    # One in five is odds of a quarter, one in two of one, four in five of four.
    assert slope_of_log_odds(0.2, 0.8, 2) == pytest.approx(np.log(4.0))
    assert slope_of_log_odds(0.8, 0.5, 1) == pytest.approx(-np.log(4.0))
    others = dict.fromkeys(VENTURE[1:], np.ones(36))
    series = by_month(vc_usd_ai=np.repeat([1.0, 4.0, 16.0], 12), **others)
    assert MEASURES["ai_share_slope"].of(series, "2020 to 2022") == pytest.approx(np.log(4.0))


# ------------------------------------------------------------------------------ what was set down


def test_every_target_has_an_id_and_is_measured_or_said_to_have_no_counterpart():
    ids = [fact.id for fact in observed()]
    assert len(set(ids)) == len(ids)
    assert len({*(fact.id for fact in TARGETS), *NOT_MEASURED}) == len(TARGETS) + len(NOT_MEASURED) == 47
    assert all(fact.id.startswith("A") and fact.tolerance for fact in TARGETS)
    assert all(why for _, why in NOT_MEASURED.values())


def test_figures_that_were_changed_are_read_again(tmp_path, monkeypatch):
    file, rows = tmp_path / "observed.csv", FILE.read_text(encoding="utf-8").splitlines(keepends=True)
    monkeypatch.setattr("batch_runs.validation.observed.FILE", file)
    for written, known in enumerate((rows, rows[:-1])):
        file.write_text("".join(known), encoding="utf-8")
        os.utime(file, ns=(written, written))
        assert len(observed()) == len(known) - 1


def test_a_run_says_a_number_of_every_figure():
    small = {**DEFAULTS, "months": 132, "set": [f"{name}={value}" for name, value in TINY.items()]}
    told = figures_of(jobs_of(Request.of(small), 2)[1])
    assert list(told) == [fact.id for fact in observed()]
    assert np.isfinite(list(told.values())).all()


# ------------------------------------------------------------------------------------- findings


def test_a_model_that_says_what_was_observed_is_inside_everywhere_and_at_no_distance():
    found = figures(facts_table(exact()))
    assert found["inside"] == found["figures"] == len(observed())
    assert found["weight_within_one"] == found["weight_within_two"] == 1.0
    assert found["distance"] == pytest.approx(0.0, abs=1e-20)


@pytest.mark.parametrize(("off", "one", "two"), [(0.9, 1.0, 1.0), (1.5, 0.0, 1.0), (2.5, 0.0, 0.0)])
def test_so_many_tolerances_off_everywhere_is_a_distance_of_its_square_times_the_weight(off, one, two):
    found = figures(facts_table(exact(off)))
    assert (found["weight_within_one"], found["weight_within_two"]) == (one, two)
    assert found["distance"] == pytest.approx(off**2 * sum(fact.weight for fact in TARGETS))
    assert found["in_view"]["distance"] + found["added"]["distance"] == pytest.approx(found["distance"])


def test_the_median_over_seeds_is_judged_and_the_band_is_shown():
    answers = exact()
    answers["A7"] = [57.0, 77.5, 300.0]
    row = facts_table(answers).set_index("id").loc["A7"]
    assert (row["simulated"], row["inside_one"], row["inside_two"]) == (77.5, False, False)
    assert row["low"] < 77.5 < row["high"]


def test_runs_that_cannot_tell_a_figure_are_left_out_and_what_none_can_tell_is_ten_tolerances_off():
    some, none = TARGETS[:2]
    answers = exact(**{none.id: math.nan})
    answers[some.id] = [math.nan, some.value, math.inf]
    facts = facts_table(answers)
    told = facts.set_index("id")[["low", "simulated", "high"]]
    assert told.loc[some.id].tolist() == [some.value] * 3
    assert told.loc[none.id].isna().all()
    assert figures(facts)["distance"] == pytest.approx(100.0 * none.weight)
    assert figures(facts)["inside"] == len(observed()) - 1


def test_an_amount_without_a_tolerance_is_inside_within_a_factor_of_two():
    facts = facts_table(exact(**{"capex_usd 2025": 2.1 * 413e9, "capex_usd 2024": 0.51 * 253e9})).set_index(
        "id"
    )
    assert not facts.loc["capex_usd 2025", "inside_two"]
    assert facts.loc["capex_usd 2024", "inside_two"]


# ---------------------------------------------------------------------------------- the command


def made_up_figures(job):
    """Answer every figure as observed, and one that is three tolerances off."""
    return {fact.id: fact.value for fact in observed()} | {"A7": 87.0}


@pytest.fixture
def quick(monkeypatch):
    """Let the command run made-up economies, in this process."""
    monkeypatch.setattr(validate, "figures_of", made_up_figures)
    monkeypatch.setattr(pool, "process_pool", lambda workers: Inline())


def test_the_command_says_id_simulated_target_tolerance_and_whether_inside(tmp_path, quick, capsys):
    assert main(f"validate --seeds 2 --out {tmp_path / 'study'}".split()) == 0
    said = capsys.readouterr().out
    assert (
        "A7: Price over earnings of the leading chip vendor, 2023 to 2025: simulated 87, target 57 (± 10), outside two"
        in said
    )
    assert (
        "A3a: Growth of hyperscaler capex, 2023: simulated -0.02, target -0.02 (± 0.06), inside one" in said
    )
    assert "(a factor of two), inside" in said


def test_the_command_writes_the_facts_as_a_table_and_as_json(tmp_path, quick):
    assert main(f"validate --seeds 2 --quiet --out {tmp_path}/study".split()) == 0
    facts = pd.read_parquet(tmp_path / "study" / "validate.parquet").set_index("id")
    assert set(facts["measure"]) == set(MEASURES)
    assert not facts.loc["A7", "inside_two"]
    told = json.loads((tmp_path / "study" / "validate.json").read_text())
    assert told["distance"] == pytest.approx(9.0)
    assert [row["id"] for row in told["facts"]] == list(facts.index)
    assert set(told["not_measured"]) == set(NOT_MEASURED)
    described = dictionary().partition("## Files of a study")[2]
    assert not [file.name for file in (tmp_path / "study").iterdir() if file.name not in described]


def test_asked_for_json_it_prints_the_moments_with_their_targets_and_needs_no_folder(quick, capsys):
    assert main("validate --seeds 2 --json --quiet".split()) == 0
    moments = {one["id"]: one for one in json.loads(capsys.readouterr().out)["moments"]}
    assert set(moments) == {fact.id for fact in TARGETS} - set(NOT_MEASURED)
    asked = {"id", "moment", "simulated", "low", "high", "target", "tolerance", "weight"}
    assert all(asked <= set(one) for one in moments.values())
    assert moments["A7"]["simulated"] == 87.0
    assert moments["A7"]["target"] == 57.0
    assert moments["A7"]["moment"] == "Price over earnings of the leading chip vendor, 2023 to 2025"


def test_runs_that_fail_without_a_folder_point_to_none(quick, monkeypatch, capsys):
    def breaks(job):
        raise ArithmeticError("no number")

    monkeypatch.setattr(validate, "figures_of", breaks)
    assert main("validate --seeds 2 --quiet".split()) == 1
    said = capsys.readouterr().err
    assert "2 of 2 runs failed, the first with ArithmeticError: no number; name a folder with --out" in said
    assert "failures" not in said
    assert said.count("\n") == 1


def test_a_calibrated_scenario_can_be_validated(tmp_path, quick, monkeypatch):
    file = tmp_path / "calibrated.toml"
    file.write_text('title = "Mine"\nquestion = "What of herding?"\n[parameters]\nherding = 0.5\n')
    seen = []
    monkeypatch.setattr(
        validate, "figures_of", lambda job: seen.append(job.parameters) or made_up_figures(job)
    )
    assert main(f"validate --seeds 1 --quiet --scenario {file} --out {tmp_path / 'study'}".split()) == 0
    assert seen == [{"herding": 0.5}]


def test_a_page_keeps_its_own_words_and_gets_the_tables_anew(tmp_path, quick):
    page = tmp_path / "page.md"
    page.write_text("# Mine\n\n<!-- table:begin -->\nyesterday\n<!-- table:end -->\n\nMy words.\n")
    assert main(f"validate --seeds 2 --quiet --out {tmp_path}/study --page {page}".split()) == 0
    text = page.read_text()
    assert text.startswith("# Mine\n")
    assert text.endswith("My words.\n")
    assert "yesterday" not in text
    assert "| 57 | 87 | 87 to 87 | two tolerances | **no** |" in text


def test_a_page_that_is_no_text_is_refused_before_anything_runs_and_left_alone(tmp_path, quick, capsys):
    page = tmp_path / "page.md"
    page.write_bytes(b"\xff\xfe\x00")
    said = refusal(f"validate --seeds 2 --out {tmp_path}/study --page {page}", capsys)
    assert f"{page}: is no text in UTF-8; move it, or name another file for the page" in said
    assert page.read_bytes() == b"\xff\xfe\x00"
    assert not (tmp_path / "study").exists()


def test_a_page_whose_part_does_not_end_is_refused_before_anything_runs_and_left_alone(
    tmp_path, quick, capsys
):
    page, words = tmp_path / "page.md", "# Mine\n\n<!-- table:begin -->\nyesterday\n\nMy closing words.\n"
    page.write_text(words)
    said = refusal(f"validate --seeds 2 --out {tmp_path}/study --page {page}", capsys)
    assert f"{page}: <!-- table:begin --> stands there without <!-- table:end -->; put that where" in said
    assert page.read_text() == words
    assert not (tmp_path / "study").exists()


def test_asked_again_it_runs_nothing_and_says_the_same(tmp_path, quick, monkeypatch):
    command = f"validate --seeds 2 --quiet --out {tmp_path / 'study'}".split()
    assert main(command) == 0
    before = (tmp_path / "study" / "validate.json").read_bytes()
    monkeypatch.setattr(validate, "figures_of", None)
    assert main(command) == 0
    assert (tmp_path / "study" / "validate.json").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ("--seeds 0", "--seeds 0: take a whole number from 1 to 10,000"),
        ("--set hurding=1", "the nearest name is 'herding'"),
        ("--months 12", "--months is no option"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(options, complaint, tmp_path, capsys):
    assert complaint in refusal(f"validate --out {tmp_path / 'study'} {options}", capsys)


@pytest.mark.slow
def test_a_tiny_validation_with_worker_processes_has_every_figure(tmp_path):
    assert main(f"validate --seeds 2 {TINY_OPTIONS} --out {tmp_path / 'study'}".split()) == 0
    facts = pd.read_parquet(tmp_path / "study" / "validate.parquet")
    assert len(facts) == len(observed())
    assert np.isfinite(facts["simulated"]).all()
