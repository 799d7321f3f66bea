"""A report of a study that writes its own findings tells them, wherever its page was put, in one page that needs nothing else."""

import html
import json
import re
import shutil

import numpy as np
import pandas as pd
import pytest
from small_study import Inline, cut_off, refusal

from batch_runs import attribution, busts, claims, validate, wargames
from batch_runs.boom_and_bust import Record
from batch_runs.command_line import main
from batch_runs.debate import measured as debate
from batch_runs.debate.measures import MEASURES
from batch_runs.experiments import measuring
from batch_runs.experiments.outcomes import LINES, OUTCOMES, years
from batch_runs.many import carry_out, pool
from batch_runs.report import report
from batch_runs.reports.pages import page_of
from batch_runs.validation.observed import observed
from model.abstention import MAY_ABSTAIN

TOTALS = ("opportunity", "brain_drain", "fomo")


def as_observed(job):
    """Answer every published figure, the farther off the farther herding is from 1.2; contagion breaks the economy down."""
    if job.parameters.get("contagion", 0.0) > 0.29:
        raise ArithmeticError("a bribe was refused")
    far = 10.0 * abs(job.parameters.get("herding", 0.9) - 1.2) + 0.01 * job.seed
    return {fact.id: fact.value + (fact.tolerance or 0.0) * far for fact in observed()}


def payoffs(job):
    """Answer pay-offs that differ by seed and by who abstains."""
    worth = 1e9 * (100.0 + job.seed + len(job.asked["abstain"]))
    values = [f"{kind}_{value}" for kind in MAY_ABSTAIN for value in ("market", "fundamental")]
    return dict.fromkeys([*values, *(f"{name}_watched" for name in values)], worth)


def measures(job):
    """Answer every measure of the debate, more of it where something is switched off; every published figure as observed."""
    figures = {debate.FIGURE.format(fact.id): fact.value for fact in observed()}
    return dict.fromkeys(MEASURES, 0.25 * job.seed + 0.1 * len(job.parameters)) | figures


def outcomes(job):
    """Answer every outcome and every line by year."""
    lines = [f"{name}@{year}" for name in LINES for year in years(job.months)]
    return dict.fromkeys([*OUTCOMES, *lines], 1.0 + job.seed)


def totals(job):
    """Answer what the costs compare, more of it for every switch that is on."""
    return dict.fromkeys(TOTALS, float(job.seed - len(job.parameters)))


def record(job):
    """Answer a boom that bursts."""
    return dict.fromkeys(Record._fields, 40.0) | {"seed": float(job.seed), "highest_share": 0.5}


TASKS = (
    (validate, "figures_of", as_observed),
    (wargames, "payoffs_of", payoffs),
    (debate, "measured", measures),
    (measuring, "measured", outcomes),
    (attribution, "totals_of", totals),
    (busts, "record_of", record),
)


@pytest.fixture(scope="module", autouse=True)
def made_up():
    """Let all commands run made-up economies, in this process."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, task in TASKS:
            patch.setattr(module, name, task)
        patch.setattr(pool, "process_pool", lambda workers: Inline())
        yield


def findings(folder):
    """Return what a report has before it says how the study was made."""
    return report(folder).partition("<h2>How it was made")[0].partition("failed.</p>")[2]


def rows(page):
    """Return the cells of every row of every table, as words."""
    lines = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    return [[html.unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", line)] for line in lines]


# ---------------------------------------------------------------------------------- calibrate

SEARCH = "calibrate --free herding=0.3:1.5 contagion=0.05:0.6 --rounds 2 --candidates 8 --seeds 2 --quiet"


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    """Return the folder of a search, and the tables of its report."""
    out = tmp_path_factory.mktemp("search") / "calibrate"
    assert main(f"{SEARCH} --out {out}".split()) == 0
    return out, rows(findings(out))


def test_a_report_of_a_calibration_says_what_was_searched_and_the_values_of_the_best(searched):
    out, told = searched
    best = json.loads((out / "calibrate.json").read_text())["free"]["herding"]["best"]
    assert ["herding", "", "0.3", "1.5", "0.9", f"{best:.4g}"] in told
    assert (out / "calibrated.toml").read_text() in html.unescape(findings(out))


def test_a_report_of_a_calibration_has_the_distance_before_and_after_on_seeds_that_chose_and_on_fresh_ones(
    searched,
):
    out, told = searched
    found = json.loads((out / "calibrate.json").read_text())
    for seeds, ends in (
        ("1 to 2, which chose the best", found),
        ("3 to 12, which chose nothing", found["fresh"]),
    ):
        assert [seeds, *(f"{ends[which]['distance']:.4g}" for which in ("start", "best"))] in [
            row[:3] for row in told
        ]


def test_candidates_that_broke_down_are_counted_in_the_report_of_a_calibration(searched):
    tried = pd.read_parquet(searched[0] / "calibrate.parquet")
    for number, one in tried.groupby("round"):
        assert [str(number + 1), "8", str(np.isinf(one["distance"]).sum())] in [
            row[:3] for row in searched[1]
        ]
    assert np.isinf(tried["distance"]).any()


def test_a_start_that_broke_down_has_no_distance_in_the_report_of_a_calibration(tmp_path):
    assert main(f"{SEARCH} --set contagion=0.4 --out {tmp_path}".split()) == 0
    assert ["1 to 2, which chose the best", "broke down"] in [row[:2] for row in rows(findings(tmp_path))]


# ------------------------------------------------------------------------- pages of other studies

STUDIES = (
    "validate --seeds 2",
    "claims --seeds 2 --condition-seeds 0",
    "wargames --seeds 2",
    "attribution --seeds 2 --permutations 1",
    "experiment disclosure --seeds 2 --months 36",
)


@pytest.fixture(scope="module", params=STUDIES, ids=[study.split()[0] for study in STUDIES])
def finished(request, tmp_path_factory):
    """Return a study's folder with its page in it, and the findings of the report that was made while it was elsewhere."""
    folder = tmp_path_factory.mktemp("study")
    assert main(f"{request.param} --quiet --out {folder / 'out'} --page {folder / 'page.md'}".split()) == 0
    elsewhere = findings(folder / "out")
    assert main(f"{request.param} --quiet --out {folder / 'out'}".split()) == 0
    return folder / "out", elsewhere


def test_a_report_tells_the_same_findings_wherever_their_page_was_put(finished):
    out, elsewhere = finished
    assert findings(out) == elsewhere
    assert len(elsewhere) > 1000


def test_a_report_of_findings_needs_no_file_beside_it(finished):
    page = report(finished[0])
    assert not [target for target in re.findall(r'(?:src|href)="([^"]*)"', page) if target[0] != "#"]
    assert page.count("<svg") == len(list(finished[0].glob("*.svg")))


def test_what_stands_below_a_line_of_a_page_stands_below_it_in_the_report(tmp_path):
    shutil.copy(claims.RECORD, tmp_path / "claims.json")
    page = page_of(tmp_path, {"command": "claims", "asked": json.loads(claims.RECORD.read_text())["asked"]})
    assert re.search(r"In the model: <strong>holds</strong>\.\s*<ul>\s*<li>", page)


def test_a_report_of_busts_is_made_of_the_runs_that_were_kept(tmp_path):
    out, kept = tmp_path / "busts.md", tmp_path / "kept"
    assert main(f"busts --seeds 4 --quiet --out {out} --keep {kept}".split()) == 0
    assert "Base: 4 seeds, 252 months" in findings(kept)
    assert ["boom", "4", "100.0%"] in [row[:3] for row in rows(findings(kept))]


@pytest.mark.parametrize("study", ["wargames --seeds 2 --out", f"{SEARCH} --out", "busts --seeds 4 --keep"])
def test_a_study_that_is_not_finished_has_no_report_and_the_line_says_what_to_do(
    study, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(carry_out, "carry_out", lambda *told, **named: 130)
    assert main([*study.split(), str(tmp_path)]) == 130
    capsys.readouterr()
    said = refusal(f"report {tmp_path}", capsys)
    assert f"{tmp_path}: holds no " in said
    assert said.endswith("yet; finish the study with the same command first\n")


# -------------------------------------------------------------------------------- what is damaged


@pytest.fixture(scope="module")
def validated(tmp_path_factory):
    """Return the folder of a finished validation."""
    out = tmp_path_factory.mktemp("validation") / "validate"
    assert main(f"validate --seeds 2 --quiet --out {out}".split()) == 0
    return out


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("calibrate.json", b'{"free": {'),
        ("calibrate.json", b"[]"),
        ("calibrate.json", b'{"free": {}, "trials": 1}'),
        ("calibrate.parquet", b""),
        ("calibrated.toml", b"\xff\xfe"),
    ],
)
def test_a_damaged_file_of_a_calibration_is_named_in_one_line_that_says_what_to_do(
    file, content, searched, tmp_path, capsys
):
    folder = shutil.copytree(searched[0], tmp_path / "calibrate")
    (folder / file).write_bytes(content)
    said = refusal(f"report {folder}", capsys)
    assert f"{folder / file}: cannot be read; the command that made the study writes it anew" in said


def test_a_report_is_made_of_the_figures_and_figures_that_are_none_are_named_in_one_line(
    validated, tmp_path, capsys
):
    folder = shutil.copytree(validated, tmp_path / "validate")
    (folder / "validate.md").write_bytes("Médian".encode("latin-1"))
    assert findings(folder) == findings(validated)
    (folder / "validate.json").write_text("[1, 2")
    said = refusal(f"report {folder}", capsys)
    assert (
        f"{folder / 'validate.json'}: cannot be read; the command that made the study writes it anew" in said
    )


def test_a_study_that_grew_and_is_not_finished_again_is_not_told_by_its_earlier_findings(
    tmp_path, monkeypatch, capsys
):
    words = f"wargames --months 24 --quiet --out {tmp_path} --seeds"
    assert main([*words.split(), "2"]) == 0
    with monkeypatch.context() as cut:
        cut.setattr(wargames, "payoffs_of", cut_off(3, payoffs))
        assert main([*words.split(), "3"]) == 130
    capsys.readouterr()
    assert "holds no 60 runs yet; finish the study" in refusal(f"report {tmp_path}", capsys)
    assert main([*words.split(), "3"]) == 0
    figures = tmp_path / "wargames.json"
    told = json.loads(figures.read_text())
    figures.write_text(json.dumps(told | {"asked": told["asked"] | {"seeds": 2}}))
    assert "holds no wargames.json of all its runs yet" in refusal(f"report {tmp_path}", capsys)
