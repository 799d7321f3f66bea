"""Booms and busts: the definitions on series made by hand, the page, and the command."""

import errno
import os
import signal
from pathlib import Path

import numpy as np
import pytest
from small_study import Inline, refusal

from agents.vocabulary import FIELDS
from batch_runs import busts
from batch_runs.boom_and_bust import record, run_up
from batch_runs.busts_page import HEAD, interval, section
from batch_runs.command_line import main
from batch_runs.dictionary import dictionary
from batch_runs.many import pool
from batch_runs.many.job import Job
from batch_runs.progress import Counter
from batch_runs.section import with_section
from model.boom_and_bust import ai_share, boom_month, fall, year_totals

YEARS = 15
MONTHS = 12 * YEARS


def path(*pieces):
    """Return a monthly series from pieces (months, level)."""
    return np.concatenate([np.full(months, float(level)) for months, level in pieces])


def series(ai, capex, rest=90.0, **others):
    """Return made-up series of a run: AI venture money, data-centre capex, and what else the record reads."""
    flat = {
        name: np.zeros(len(ai))
        for name in ("policy_rate", "voice_logic", "price_gap", "energy_utilisation", "evidence")
    }
    fields = {
        f"vc_usd_{name}": np.full(len(ai), rest / 4.0)
        for name in ("clean_energy", "biotech", "software", "hardware")
    }
    own = {"vc_usd_ai": ai, "world_dc_capex_usd": capex, "true_productivity": np.full(len(ai), 0.3)}
    return flat | fields | own | others


# ------------------------------------------------------------------------------------- booms


def test_ais_share_is_of_the_money_of_all_fields():
    assert ai_share(series(np.array([10.0, 30.0]), np.zeros(2)))[:2].tolist() == [0.1, 0.25]


def test_a_year_at_twice_the_level_is_a_boom_from_its_first_month():
    assert boom_month(path((30, 0.1), (12, 0.2), (30, 0.1)), 0.1) == 30


def test_eleven_months_are_none_and_a_gap_begins_the_count_anew():
    assert boom_month(path((30, 0.1), (11, 0.3), (30, 0.1)), 0.1) is None
    assert boom_month(path((30, 0.1), (11, 0.3), (1, 0.19), (12, 0.3)), 0.1) == 42


def test_less_than_twice_is_no_boom_however_long():
    assert boom_month(path((12, 0.1), (200, 0.199)), 0.1) is None


# ------------------------------------------------------------------------------------- busts


def test_a_years_total_looks_back_over_twelve_months():
    totals = year_totals(np.arange(1.0, 15.0))
    assert np.isnan(totals[:11]).all()
    assert totals[11:].tolist() == [78.0, 90.0, 102.0]


def test_less_than_a_year_has_no_years_total_and_no_boom():
    assert np.isnan(year_totals(np.arange(6.0))).all()
    assert len(year_totals(np.arange(6.0))) == 6
    assert boom_month(path((11, 0.9)), 0.1) is None


def test_half_gone_within_two_years_is_a_bust():
    # Level 100 until month 59, then 40: the year's total falls by 60 a month from 1200, and is at 600 after ten months.
    fell = fall(year_totals(path((60, 100.0), (60, 40.0))))
    assert (fell.peak, fell.bust) == (59 - 24 + 10, 69)
    assert fell.lowest == pytest.approx(600.0 / 1200.0)


def test_a_fall_by_less_than_half_is_none():
    fell = fall(year_totals(path((60, 100.0), (60, 51.0))))
    assert fell.bust is None
    assert fell.lowest == pytest.approx(0.51)


def test_a_slow_fall_is_none_even_when_it_goes_far():
    slow = 100.0 * np.exp(-0.25 * np.maximum(np.arange(MONTHS) - 40, 0) / 12.0)
    fell = fall(year_totals(slow))
    assert slow[-1] < 6.0
    assert fell.bust is None
    assert fell.lowest == pytest.approx(np.exp(-0.5), abs=0.01)


def test_one_large_round_is_no_peak():
    lumpy = path((60, 100.0), (1, 500.0), (60, 100.0))
    assert fall(year_totals(lumpy)).bust is None


def test_the_peak_of_a_bust_is_its_highest_month_and_the_first_bust_counts():
    twice = path((36, 50.0), (24, 100.0), (36, 20.0), (36, 200.0), (48, 10.0))
    fell = fall(year_totals(twice))
    assert 36 + 11 <= fell.peak <= 36 + 23
    assert 60 < fell.bust < 72
    assert fell.lowest < 0.3


def test_a_run_that_only_grows_has_no_bust():
    growing = np.exp(0.2 * np.arange(MONTHS) / 12.0)
    assert fall(year_totals(growing)).bust is None


def test_the_run_up_is_counted_from_the_trough_of_five_years():
    totals = np.concatenate((np.full(11, np.nan), path((50, 5.0), (10, 4.0), (29, 10.0), (1, 20.0))))
    assert run_up(totals, 100) == 5.0
    assert run_up(np.concatenate((np.full(11, np.nan), path((10, 1.0), (80, 8.0)))), 100) == 1.0


def test_a_record_tells_what_was_seen_in_the_year_before_the_peak():
    ai, capex = path((24, 10.0), (60, 60.0), (96, 1.0)), path((24, 50.0), (60, 200.0), (96, 50.0))
    month = np.arange(MONTHS)
    one = record(
        7,
        series(
            ai, capex, policy_rate=0.001 * month, voice_logic=np.where(month > 60, -0.5, 0.5), price_gap=0.01 * month,
            energy_utilisation=0.005 * month, evidence=0.002 * month,
        ),
    )  # fmt: skip
    assert (one.seed, one.true_productivity, one.boom) == (7, 0.3, 24)
    assert one.bust is not None
    assert 35 <= one.peak <= 83 < one.bust <= one.peak + 24
    assert one.rate_change == pytest.approx(0.012)
    assert one.evidence_growth == pytest.approx(0.024)
    assert one.price_gap == pytest.approx(0.01 * one.peak)
    assert one.grid == pytest.approx(0.005 * one.peak)
    assert one.logic == pytest.approx(
        np.mean(np.where(np.arange(one.peak - 11, one.peak + 1) > 60, -0.5, 0.5))
    )
    assert one.share_2015 == pytest.approx(0.1)
    assert one.highest_share == pytest.approx(0.4)


# -------------------------------------------------------------------------------------- the page


def run_of(seed, **changes):
    usual = record(seed, series(np.full(MONTHS, 10.0), np.full(MONTHS, 50.0)))
    return usual._replace(true_productivity=0.1 * seed, **changes)


def row_of(text, name):
    return next(line for line in text.splitlines() if line.startswith(f"| {name} "))


def test_the_page_counts_booms_and_busts_apart_and_together():
    boom, bust, both = {"boom": 50}, {"bust": 120, "peak": 110}, {"boom": 50, "bust": 120, "peak": 110}
    runs = [
        run_of(1),
        run_of(2, **boom),
        run_of(3, **bust),
        run_of(4, **both),
        run_of(5, boom=130, bust=120, peak=110),
    ]
    text = section("Made up", MONTHS, runs)
    assert "| 3 | 60.0% |" in row_of(text, "boom")
    assert "| 3 | 60.0% |" in row_of(text, "bust")
    assert "| 1 | 20.0% |" in row_of(text, "boom, then bust")
    assert "| 1 | 20.0% |" in row_of(text, "boom and no bust")
    assert "| 2 | 40.0% |" in row_of(text, "bust without a boom before it")


def test_the_page_gives_dates_and_run_ups_as_quantiles_over_runs_that_bust():
    runs = [
        run_of(seed, boom=24, bust=120 + 12 * seed, peak=100, run_up_times=float(seed))
        for seed in range(1, 6)
    ]
    text = section("Made up", MONTHS, runs)
    assert "2017-01" in row_of(text, "the boom begins")
    assert row_of(text, "bust: the year's total is half the peak").split(" | ")[3] == "2028-01"
    assert row_of(text, "peak, times the lowest of the five years before").split(" | ")[3] == "3.0"


def test_the_page_sorts_runs_into_terciles_of_true_productivity():
    runs = [
        run_of(seed, boom=24, **({"bust": 120, "peak": 110} if seed <= 2 else {}))
        for seed in (5, 1, 3, 2, 6, 4)
    ]
    text = section("Made up", MONTHS, runs)
    assert "| 2 | 100% | 100% |" in row_of(text, "low: 0.10 to 0.20")
    assert "| 2 | 100% | 0% |" in row_of(text, "high: 0.50 to 0.60")


def test_a_scenario_without_booms_is_a_short_page():
    text = section("Quiet", MONTHS, [run_of(seed) for seed in range(1, 4)])
    assert "| 0 | 0.0% |" in row_of(text, "boom")
    assert "begins" not in text
    assert "preceded" not in text


def test_the_interval_of_none_in_two_hundred_ends_below_two_per_cent():
    assert interval(0, 200) == "0.0% to 1.8%"
    assert interval(200, 200) == "98.2% to 100.0%"
    assert interval(1, 2) == "1.3% to 98.7%"


def test_writing_one_scenario_leaves_the_others_as_they_were():
    page = with_section(HEAD, "base", "yesterday")
    page = with_section(page, "quiet", "silence")
    page = with_section(page, "base", "today")
    assert page.startswith("# Booms and busts")
    assert "<!-- base:begin -->\ntoday\n<!-- base:end -->" in page
    assert "<!-- quiet:begin -->\nsilence\n<!-- quiet:end -->" in page
    assert "yesterday" not in page
    assert page.count("# Booms and busts") == 1


# ----------------------------------------------------------------------------------- the command


@pytest.fixture
def made_up(monkeypatch):
    """Let the command run made-up economies, here, and return what was asked."""
    asked = []

    def made_up(job):
        asked.append((job.scenario, job.seed, job.months))
        line = run_of(job.seed, boom=24)._asdict()
        return {name: float("nan" if value is None else value) for name, value in line.items()}

    monkeypatch.setattr(busts, "record_of", made_up)
    monkeypatch.setattr(pool, "process_pool", lambda workers: Inline())
    return asked


def test_the_command_runs_every_seed_and_writes_the_page(tmp_path, made_up, capsys):
    out = tmp_path / "busts.md"
    assert main(f"busts --scenario quiet --seeds 3 --months 60 --out {out}".split()) == 0
    assert made_up == [("quiet", 1, 60), ("quiet", 2, 60), ("quiet", 3, 60)]
    assert "## Quiet: 3 seeds, 60 months" in out.read_text()
    said = capsys.readouterr()
    assert "of 3 runs of quiet, 3 boomed and 0 bust" in said.out
    assert "busts, quiet: 3 of 3 runs" in said.err
    assert [file.name for file in tmp_path.iterdir()] == ["busts.md"]


def test_a_page_that_is_no_text_is_refused_before_anything_runs_and_left_alone(tmp_path, made_up, capsys):
    out = tmp_path / "busts.md"
    out.write_bytes(b"\xff\xfe\x00")
    assert f"{out}: is no text in UTF-8" in refusal(f"busts --seeds 3 --out {out}", capsys)
    assert out.read_bytes() == b"\xff\xfe\x00"
    assert made_up == []


def test_a_page_that_cannot_be_written_is_refused_before_anything_runs(
    tmp_path, made_up, monkeypatch, capsys
):
    def refuse(path):
        raise PermissionError(errno.EACCES, "not here")

    monkeypatch.setattr(Path, "touch", refuse)
    assert f"--out {tmp_path / 'b.md'}: cannot be written" in refusal(
        f"busts --seeds 3 --out {tmp_path / 'b.md'}", capsys
    )
    assert made_up == []


def interrupt_after(runs, monkeypatch):
    """Press Ctrl-C once so many runs are settled."""
    shown = Counter.advance

    def advance(self, number=1, note=""):
        shown(self, number, note)
        if self.done == runs:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Counter, "advance", advance)


@pytest.mark.parametrize("keep", [False, True])
def test_interrupted_the_page_stays_as_it_was_and_the_same_command_goes_on(
    keep, tmp_path, monkeypatch, made_up, capsys
):
    out, kept = tmp_path / "busts.md", tmp_path / ("kept" if keep else "busts-base-runs")
    command = f"busts --seeds 9 --workers 1 --quiet --out {out}" + (f" --keep {kept}" if keep else "")
    out.write_text("before")
    with monkeypatch.context() as pressed:
        interrupt_after(1, pressed)
        assert main(command.split()) == 130
    done = len(made_up)
    assert done < 9
    assert out.read_text() == "before"
    said = capsys.readouterr().err
    assert f"interrupted after {done} of 9 runs, which are kept in {kept}; the same command goes on" in said
    assert main(command.split()) == 0
    assert sorted(seed for _, seed, _ in made_up) == list(range(1, 10)), "none is run twice"
    assert "## Base: 9 seeds" in out.read_text()
    assert kept.exists() == keep


def test_a_file_of_ones_own_that_is_named_like_a_scenario_leaves_that_ones_part_alone(tmp_path, made_up):
    out, mine = tmp_path / "busts.md", tmp_path / "base.toml"
    mine.write_text('title = "Mine"\nquestion = "What of herding?"\n[parameters]\nherding = 0.5\n')
    for scenario, seeds in (("base", 3), (mine, 2)):
        assert (
            main(f"busts --scenario {scenario} --seeds {seeds} --months 60 --quiet --out {out}".split()) == 0
        )
    text = out.read_text()
    assert "## Base: 3 seeds, 60 months" in text
    assert "## Mine: 2 seeds, 60 months" in text


def test_a_month_without_any_venture_money_has_no_share_of_ai_and_breaks_nothing():
    money = {f"vc_usd_{name}": np.array([0.0, 1.0]) for name in FIELDS}
    assert ai_share(money).tolist() == [0.0, 1.0 / len(FIELDS)]


def test_a_short_run_in_another_process_is_the_run_of_its_seed(tmp_path):
    out = tmp_path / "busts.md"
    assert main(f"busts --seeds 1 --months 36 --workers 1 --quiet --out {out}".split()) == 0
    by_hand = busts.record_of(Job("", 1, 36))
    text = out.read_text()
    assert "## Base: 1 seeds, 36 months" in text
    assert (
        f"{by_hand['share_2015']:.1%} in 2015; in its highest twelve months {by_hand['highest_share']:.1%}"
        in text
    )


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ("--seeds 0", "--seeds 0: take a whole number from 1 to 100,000"),
        ("--months 12", "--months 12: take a whole number from 36 to"),
        ("--workers 0", "--workers 0: take a whole number from 1 to 256"),
        ("--out nowhere/busts.md", "name a file in a folder that exists"),
        ("--scenario quite", "the nearest name is 'quiet'"),
        ("--seed 3", "--seed is no option"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(options, complaint, capsys):
    try:
        status = main(["busts", *options.split()])
    except SystemExit as left:
        status = left.code
    assert status == 2
    said = capsys.readouterr().err
    assert complaint in said
    assert said.count("\n") == 1


def test_a_folder_that_keeps_runs_of_another_question_is_named_by_the_option_that_chooses_it(
    tmp_path, made_up, capsys
):
    kept = tmp_path / "kept"
    assert main(f"busts --seeds 3 --quiet --out {tmp_path / 'busts.md'} --keep {kept}".split()) == 0
    capsys.readouterr()
    assert main(f"busts --seeds 2 --quiet --out {tmp_path / 'busts.md'} --keep {kept}".split()) == 2
    said = capsys.readouterr().err
    assert f"--keep {kept}: holds another study" in said
    assert said.count("\n") == 1


def test_runs_that_were_to_be_kept_are_kept_by_a_later_call_that_does_not_say_so(tmp_path, made_up):
    out, folder = tmp_path / "busts.md", tmp_path / "busts-base-runs"
    assert main(f"busts --seeds 3 --quiet --out {out} --keep {folder}".split()) == 0
    assert main(f"busts --seeds 3 --quiet --out {out}".split()) == 0
    assert folder.is_dir()


def test_every_file_in_a_folder_that_was_kept_is_in_the_data_dictionary(tmp_path, made_up):
    folder = tmp_path / "kept-runs"
    assert main(f"busts --seeds 3 --quiet --out {tmp_path / 'busts.md'} --keep {folder}".split()) == 0
    described = dictionary().partition("## Files of a study")[2]
    files = [file.name for file in folder.iterdir() if file.is_file()]
    assert busts.KEPT in files
    assert not [name for name in files if f"`{name}`" not in described]
