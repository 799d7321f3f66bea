"""Who does not play buys nothing of AI, takes no stake in it and says nothing about it; the rest goes on."""

from functools import cache

import numpy as np
import pytest
from small_run import run, written
from small_study import TINY

from agents.vocabulary import AI, FIELDS
from model import Economy, Parameters
from model.abstention import MAY_ABSTAIN, shares_without

MONTHS = 12
LIVELY = TINY | {
    "pilot_months": 4, "speaking_base": -3.0, "adoption_base": -4.0, "short_threshold": 0.0, "share_noise": 0.12,
    "reinvested_gain": 0.2, "ai_anchor": 0.0,
}  # fmt: skip
"""A tiny economy in which everybody buys, stakes and speaks within a year."""


def lively(months=0, **abstain):
    """Return the lively economy, with these kinds or ids abstaining."""
    return Economy(Parameters(**LIVELY), seed=2, abstain=abstain).run(months)


class Watched:
    """A year of the lively economy: its entries, and columns of agents by month."""

    def __init__(self, **abstain):
        self.economy = lively(**abstain)
        self.entries, self.spoke, self.held = [], [], []
        self.economy.onlookers.append(self._look)
        self.economy.run(MONTHS)

    def _look(self, economy):
        self.entries.append(economy.ledger.entries())
        self.spoke.append(economy.incumbents.speaks.copy())
        self.held.append(economy.investors.ai_held.copy())

    def ids(self, what, payer=None, payee=None):
        """Return who of the payer kind paid for this (payees, where no payer is given), month after month."""
        side = "payer" if payer else "payee"
        found = []
        for month in self.entries:
            mine = month["what"] == what
            for kind, end in ((payer, "payer"), (payee, "payee")):
                mine = mine & (month[f"{end}_kind"] == kind) if kind else mine
            found.append(month[f"{side}_id"][mine])
        return np.concatenate(found)


@cache
def watched(*abstain):
    """Return the watched economy in which these whole kinds abstain."""
    return Watched(**dict.fromkeys(abstain, "all"))


# ------------------------------------------------------------------------------- off is absent


def test_nobody_abstains_and_nothing_said_are_the_same_economy():
    silent = Economy(Parameters(**LIVELY), seed=2).run(6).digest()
    assert lively(6).digest() == silent
    assert lively(6, incumbents=[], funds=()).digest() == silent


def test_the_luck_of_the_others_stays_what_it_is():
    # Chips take a month to be ordered: in the first month only the abstainers' own columns may differ.
    plays, abstains = lively(1), lively(1, investors=[0])
    for name in ("researchers", "startups", "labs"):
        for column in plays.populations[name].table:
            same = plays.populations[name].table[column], abstains.populations[name].table[column]
            assert np.array_equal(*same), f"{name} {column}"


# ---------------------------------------------------------------------------------- each kind


def test_incumbents_that_abstain_start_no_programme_buy_nothing_and_never_say_ai():
    for bought in ("AI cloud", "model service", "consultants", "wages", "lend"):
        payer, payee = (None, "incumbents") if bought == "lend" else ("incumbents", None)
        assert len(watched().ids(bought, payer, payee)), bought
        assert not len(watched("incumbents").ids(bought, payer, payee)), bought
    assert np.any(watched().spoke)
    assert not np.any(watched("incumbents").spoke)
    series = watched("incumbents").economy.columns()
    assert not any(series["ai_spend_incumbents_usd"])
    assert not any(series["share_firms_using"])


def test_hyperscalers_that_abstain_order_no_chips_and_take_no_stakes_but_build_ordinary_plant():
    for bought in ("chips", "AI halls", "issue share", "grant cloud_credit"):
        assert len(watched().ids(bought, "hyperscalers")), bought
        assert not len(watched("hyperscalers").ids(bought, "hyperscalers")), bought
    economy = watched("hyperscalers").economy
    assert not any(economy.columns()["hyperscaler_ai_capex_usd"])
    assert not economy.ledger.value("share", "hyperscalers").any()
    assert not economy.order_book[:-1].any()
    assert len(watched("hyperscalers").ids("data centres", "hyperscalers"))
    assert min(economy.columns()["hyperscaler_capex_usd"]) > 0.0


def test_funds_that_abstain_put_nothing_into_ai_and_more_into_other_fields():
    series, usual = watched("funds").economy.columns(), watched().economy.columns()
    assert not any(
        series["vc_usd_funds"][m] and series["vc_usd_ai"][m] > stakes(series, m) for m in range(MONTHS)
    )
    assert sum(usual["vc_usd_ai"]) > sum(stakes(usual, m) for m in range(MONTHS))
    assert not len(watched("funds").ids("issue share", "funds", "labs"))
    assert not watched("funds").economy.funds.recent[:, AI].max() > opening_money(watched("funds").economy)
    # In the first month nothing else has followed yet: what AI does not get, other fields do, as far as they ask for it.
    others = [sum(run[f"vc_usd_{field}"][0] for field in FIELDS if field != "ai") for run in (series, usual)]
    assert others[0] > 1.02 * others[1]


def stakes(series, month):
    """Return the money that hyperscalers and vendors put into labs in a month, the half dollar of rounding on top."""
    return series["stakes_hyperscalers_usd"][month] + series["stakes_vendors_usd"][month] + 0.5


def opening_money(economy):
    """Return the largest fund's AI money of the year before the opening, faded over the months since."""
    before = Economy(economy.parameters, economy.seed).funds.recent[:, AI].max()
    return before * (11.0 / 12.0) ** economy.month * 1.000001


def test_a_fund_that_leaves_a_field_divides_its_share_among_the_others():
    shares = np.array([[0.4, 0.3, 0.1, 0.1, 0.1], [0.4, 0.3, 0.1, 0.1, 0.1]])
    left = shares_without(AI, shares, np.array([True, False]))
    assert left[0].tolist() == shares[0].tolist()
    assert left[1].tolist() == pytest.approx([0.0, 0.5, 1 / 6, 1 / 6, 1 / 6])
    assert shares_without(AI, np.eye(len(FIELDS))[:1], np.array([False])).tolist() == [[0.0] * 5]


def test_investors_that_abstain_buy_no_ai_shares_sell_none_short_and_sell_what_they_had():
    for trade in (("trade ai_unit", "investors", "households"), ("issue short", None, "investors")):
        assert len(watched().ids(*trade)), trade
        assert not len(watched("investors").ids(*trade)), trade
    held = np.array(watched("investors").held)
    assert (held[-1][held[0] > 0.0] < 0.4 * held[0][held[0] > 0.0]).all()
    assert not watched("investors").economy.ledger.owed("short", "investors").any()


def test_one_agent_abstains_alone_and_the_others_of_its_kind_play_on():
    alone = Watched(incumbents=[3], hyperscalers=[1], investors=[0], funds=[0])
    users = alone.ids("consultants", "incumbents")
    assert 3 not in users
    assert len(users)
    owners = alone.ids("chips", "hyperscalers")
    assert set(owners.tolist()) == {0, 2}
    buyers = alone.ids("trade ai_unit", "investors", "households")
    assert 0 not in buyers
    assert len(buyers)
    assert 0 not in alone.ids("issue share", "funds", "labs")


def test_who_abstains_would_abstain_on_evidence_alone_too_so_that_belief_cost_it_nothing():
    everybody = dict.fromkeys(MAY_ABSTAIN, "all")
    economy = Economy(Parameters(**LIVELY), seed=2, abstain=everybody, ask_masked=True).run(8)
    plays = Economy(Parameters(**LIVELY), seed=2, ask_masked=True).run(8)
    for cost in ("fomo_capex_incumbents_usd", "fomo_capex_hyperscalers_usd"):
        assert not any(economy.columns()[cost]), cost
        assert any(plays.columns()[cost]), cost
    assert economy.digest() == lively(8, **everybody).digest()


# --------------------------------------------------------------------------- the books, and files


@pytest.mark.parametrize("who", [*((kind,) for kind in MAY_ABSTAIN), MAY_ABSTAIN], ids="+".join)
def test_accounts_close_whoever_abstains(who):
    assert not any(watched(*who).economy.columns()["ledger_residual_cents"])


def test_a_saved_economy_goes_on_with_the_same_abstainers(tmp_path):
    half = lively(5, incumbents="all", funds=[2])
    half.save(tmp_path / "state")
    loaded = Economy.load(tmp_path / "state")
    assert loaded.abstain == {"incumbents": "all", "funds": (2,)}
    assert loaded.run(4).digest() == lively(9, incumbents="all", funds=[2]).digest()


def test_a_run_says_who_abstains(tmp_path):
    assert run(tmp_path / "run", "--months 3 --abstain incumbents funds=0,2") == 0
    told = written(tmp_path / "run")
    assert told["abstain"] == {"incumbents": "all", "funds": [0, 2]}
    assert run(tmp_path / "other", "--months 3") == 0
    assert written(tmp_path / "other")["abstain"] == {}
    assert told["digest"] != written(tmp_path / "other")["digest"]


@pytest.mark.parametrize(
    ("who", "complaint"),
    [
        ("incumbant", "'incumbant' cannot abstain; the nearest name is 'incumbents'"),
        ("funds=9", "funds 9 to 9: ids are 0 to 6"),
        ("funds=some", "--abstain funds=some: ids are whole numbers, as in --abstain funds=0,5"),
        ("funds=-1", "funds -1 to -1: ids are 0 to 6"),
    ],
)
def test_who_cannot_abstain_is_said_in_one_line(who, complaint, tmp_path, capsys):
    assert run(tmp_path / "run", f"--months 3 --abstain {who}") == 2
    said = capsys.readouterr().err
    assert complaint in said
    assert said.count("\n") == 1
    assert not (tmp_path / "run" / "run.json").exists()
