"""Same seed, same bytes: in one process, in two, under other hash seeds, after a pause."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from small_economy import SMALL, small_economy

from model import Economy, Parameters

MONTHS = 18
PROGRAM = f"""
from model import Economy, Parameters
print(Economy(Parameters(**{SMALL}), seed=11).run({MONTHS}).digest())
"""


@pytest.fixture(scope="module")
def digest():
    return small_economy(seed=11, months=MONTHS).digest()


def digest_in_another_process(python: str | Path, project: Path, **environment: str) -> str:
    asked = [str(python), "-c", PROGRAM]
    done = subprocess.run(
        asked, cwd=project, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_same_seed_run_again_in_one_process_has_the_same_digest(digest):
    assert small_economy(seed=11, months=MONTHS).digest() == digest


def test_other_economies_in_the_same_process_do_not_disturb_it(digest):
    economy, other = small_economy(seed=11), small_economy(seed=12)
    for _ in range(MONTHS):
        economy.step()
        other.step()
    assert economy.digest() == digest
    assert other.digest() != digest


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_another_process_with_another_hash_seed_has_the_same_digest(digest, project, hash_seed):
    assert digest_in_another_process(sys.executable, project, PYTHONHASHSEED=hash_seed) == digest


def test_an_economy_saved_half_way_goes_on_to_the_same_bytes(digest, tmp_path):
    small_economy(seed=11, months=7).save(tmp_path / "state")
    loaded = Economy.load(tmp_path / "state")
    assert loaded.month == 7
    assert loaded.run(MONTHS - 7).digest() == digest


def test_saving_changes_nothing_and_the_loaded_economy_shows_the_same_series(digest, tmp_path):
    economy = small_economy(seed=11, months=7)
    before = economy.digest()
    economy.save(tmp_path / "state")
    loaded = Economy.load(tmp_path / "state")
    assert economy.digest() == loaded.digest() == before
    assert loaded.columns() == economy.columns()
    assert loaded.run(MONTHS - 7).columns() == economy.run(MONTHS - 7).columns()
    assert economy.digest() == digest


def test_an_economy_can_be_saved_before_its_first_month(digest, tmp_path):
    small_economy(seed=11).save(tmp_path / "state")
    assert Economy.load(tmp_path / "state").run(MONTHS).digest() == digest


def test_looking_at_agents_series_and_columns_on_the_way_changes_nothing(digest):
    economy = small_economy(seed=11)
    for _ in range(MONTHS):
        economy.step()
        assert len(economy.agents) == sum(len(population) for population in economy.populations.values())
        assert len(economy.series()) == len(economy.columns()["policy_rate"]) == economy.month
    assert economy.digest() == digest


def test_seed_scenario_and_every_parameter_are_part_of_what_is_hashed():
    digests = [
        small_economy(seed=1, months=2).digest(),
        small_economy(seed=2, months=2).digest(),
        small_economy(seed=1, months=3).digest(),
        small_economy(seed=1, months=2, herding=0.2).digest(),
        Economy(Parameters(**SMALL), 1, "no-ai").run(2).digest(),
    ]
    assert len(set(digests)) == len(digests)


def test_the_digest_sees_every_column_of_every_kind():
    economy = small_economy(months=2)
    whole = economy.digest()
    for kind, population in economy.populations.items():
        row = population.rows[-1]
        for name, column in population.table.items():
            kept = column[row].copy()
            column[row] += 1
            assert economy.digest() != whole, f"{kind}.{name}"
            column[row] = kept
    assert economy.digest() == whole


def test_the_digest_sees_everything_posted_and_every_account():
    economy = small_economy(months=2)
    whole = economy.digest()
    for name, value in economy.posted.state().items():
        setattr(economy.posted, name, value + 1.0)
        assert economy.digest() != whole, name
        setattr(economy.posted, name, value)
    assert economy.digest() == whole
    economy.ledger.pay("a cent", ("households", 0), ("outside_firms", 0), cents=np.array([1]))
    assert economy.digest() != whole


@pytest.mark.slow
def test_python_3_12_and_3_13_with_the_same_packages_have_the_same_digest(digest, project, tmp_path):
    others = [f"python3.{minor}" for minor in (12, 13) if minor != sys.version_info.minor]
    compared = [digest_under(python, project, tmp_path) for python in others]
    compared = [other for other in compared if other is not None]
    if not compared:
        pytest.skip(f"no {' or '.join(others)} with room for packages on this machine")
    assert compared == [digest] * len(compared)


def digest_under(python: str, project: Path, folder: Path) -> str | None:
    """Return the digest under another Python with our versions of the packages; None where there is none."""
    packages = [f"{name}=={version(name)}" for name in ("numpy", "mesa", "networkx", "pandas", "scipy")]
    place = folder / python
    try:
        subprocess.run([python, "-m", "venv", str(place)], check=True, capture_output=True)
        inside = place / ("Scripts" if os.name == "nt" else "bin") / "python"
        subprocess.run(
            [inside, "-m", "pip", "install", "--quiet", *packages], check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return digest_in_another_process(inside, project)
