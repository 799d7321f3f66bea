"""Raise and allocate: pledges, capital calls, rounds of start-ups and labs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agents.lab import Lab
from agents.startup import Startup
from agents.venture_fund import VentureFund
from agents.vocabulary import AI, FIELDS, PURSES
from model import asked_again
from model.abstention import playing, shares_without
from model.markets import venture
from model.month.loop import promise_compute, take_stakes
from model.opening import BACKERS, SHARES_AT_FOUNDING

if TYPE_CHECKING:
    from model.economy import Economy

LARGEST_STRETCH = 2.0
"""A round grows at most to twice what was asked when money is plenty."""


def raise_money(economy: Economy) -> None:
    """Backers pledge, funds call what they will deploy, founders in easy fields knock."""
    _pledge(economy)
    _call(economy)
    _knock(economy)


def _pledge(economy: Economy) -> None:
    p, funds, ledger = economy.parameters, economy.funds, economy.ledger
    rate = float(economy.history.policy_rate[economy.month])
    wealth = float(np.exp(p.pledge_growth * economy.month / 12.0))
    rows = funds.rows
    pledged = funds.ask(VentureFund.pledges, rows, rate, wealth)
    for backer, mine in _by_backer(funds.purse[rows]):
        ledger.grant("commitment", ("funds", rows[mine]), (backer, 0), pledged[mine])


def _call(economy: Economy) -> None:
    funds, ledger, rows = economy.funds, economy.ledger, economy.funds.rows
    wanted = funds.ask(VentureFund.deployment, rows)
    called = np.clip(wanted - funds.cash[rows], 0.0, 0.999 * funds.uncalled[rows])
    for backer, mine in _by_backer(funds.purse[rows]):
        ledger.draw("commitment", ("funds", rows[mine]), (backer, 0), called[mine], against="partnership")
    # A dollar stays behind: many purchases, each rounded to the cent, must not exceed the account.
    economy.desk.deployable = np.maximum(np.minimum(wanted, called + funds.cash[rows]) - 1.0, 0.0)


def _by_backer(purse: np.ndarray) -> list[tuple[str, np.ndarray]]:
    backer = np.array(BACKERS)[purse]
    return [(name, np.flatnonzero(backer == name)) for name in sorted(set(BACKERS))]


def _knock(economy: Economy) -> None:
    """Potential founders of the month, numbered whether they enter or not, look at the ease of money in their field."""
    p, startups, posted, month = economy.parameters, economy.startups, economy.posted, economy.month
    first, slots = startups.size, economy.entrant_slots
    rows = np.arange(first, first + slots * len(FIELDS))
    startups.reserve(first + len(rows))
    economy.ledger.open("startups", len(rows))
    field = np.repeat(np.arange(len(FIELDS)), slots)
    usual = economy.usual_entry / slots
    chance = usual * np.exp(p.founder_response * np.log(np.maximum(posted.ease(), 0.05)))
    growth = np.sqrt(posted.money / (posted.usual_money * economy.prices()))
    draw = economy.chance.uniform("founders", month, len(rows))
    enters = draw < np.clip(chance * growth, 0.0, 1.0)[field]
    startups.table["field"][rows], startups.table["scale"][rows] = field, economy.startup_scales[field]
    economy.desk.founders = rows[enters]


@dataclass
class Asks:
    """The firms that want a round this month, one entry each."""

    lab: np.ndarray  # bool: a lab, else a start-up
    ids: np.ndarray
    field: np.ndarray
    usd: np.ndarray
    most: np.ndarray  # usd, what the largest share that is sold brings at its price
    price: np.ndarray  # usd a share before the money
    units: np.ndarray  # shares outstanding before it
    lift: np.ndarray  # pressure at which it is priced


def allocate(economy: Economy) -> None:
    """Funds choose fields, firms ask, rounds are matched, shares are issued against cash."""
    funds, rows, posted = economy.funds, economy.funds.rows, economy.posted
    shares = funds.ask(VentureFund.field_shares, rows, posted.payback())
    shares = shares_without(AI, shares, playing(economy, "funds")[rows])
    asked_again.where_to_invest(economy, shares, posted.payback())
    startups, labs, worn = economy.startups, economy.labs, 1.0 - economy.parameters.promise_wear / 12.0
    startups.raised[:], labs.raised[:], startups.promise[:] = (
        worn * amount for amount in (startups.raised, labs.raised, startups.promise)
    )
    usual = float(labs.revenue[labs.rows].mean()) if len(labs.rows) else 0.0
    labs.promise[labs.rows] = labs.ask(Lab.next_promise, labs.rows, usual, 1.0 - posted.promise_left)
    asks = _asks(economy)
    luck = economy.chance.uniform("lottery of funds", economy.month, funds.size)[rows]
    order = (luck, _lottery(economy, asks))
    money = shares * economy.desk.deployable[:, None]
    fund, firm, usd = venture.rounds(money, asks.usd, asks.most, asks.field, order, LARGEST_STRETCH)
    _issue(economy, asks, rows[fund], firm, usd)
    _remember(economy, rows[fund], asks.field[firm], usd)
    asked_again.what_was_placed(economy, fund, asks.field[firm], usd)
    labs = asks.lab[firm]
    promise_compute(economy, asks.ids[firm[labs]], usd[labs])
    take_stakes(economy, float(pressure(economy)[AI]))
    asked_again.money_of_belief(economy)
    _count_asks(economy, asks, np.bincount(firm, usd, len(asks.ids)))


def _count_asks(economy: Economy, asks: Asks, got: np.ndarray) -> None:
    """Add what was asked for to what is posted; a firm that asks on for what it did not find asks for nothing new."""
    before, posted = np.zeros(len(asks.ids)), economy.posted
    for name, mine in (("startups", ~asks.lab), ("labs", asks.lab)):
        waiting, ids = economy.populations[name].waiting, asks.ids[mine]
        before[mine] = waiting[ids]
        waiting[:] = 0.0
        waiting[ids] = np.maximum(asks.usd - got, 0.0)[mine]
    new = np.maximum(asks.usd - before, 0.0)
    posted.asked = posted.asked * 11.0 / 12.0 + np.bincount(asks.field, new, len(FIELDS))


def pressure(economy: Economy) -> np.ndarray:
    """Return by how much money chasing deals lifts valuations, by field; 1 in ordinary times.

    (money / ordinary money)^epsilon, ordinary money growing with the world, and the trend of listed shares
    like it; in AI also exp(kappa bid), the mean bid of those who buy, which pays for growth to come and so fades as customers are won.
    Source: Gompers and Lerner 2000.
    """
    p, posted = economy.parameters, economy.posted
    ordinary = posted.usual_money * economy.prices()
    lift = p.price_of_inflow * np.log(np.maximum(posted.money / ordinary, 0.01))
    money = economy.funds.recent[:, AI]
    trend = np.where(np.arange(len(FIELDS)) == AI, posted.ai_trend, posted.rest_trend)
    lift = lift + p.exit_by_trend * np.clip(trend - p.usual_trend, -1.0, 0.5)
    bids = economy.funds.ask(VentureFund.bid, economy.funds.rows)
    bought = float(np.sum(bids * money) / money.sum())
    lift[AI] += hope_of_market(economy, bought)
    return np.exp(np.minimum(lift, LARGEST_LIFT))


def hope_of_market(economy: Economy, belief: float) -> float:
    """Return what this belief of buyers adds to the price of young AI firms beyond January 2015, log."""
    posted = economy.posted
    return economy.parameters.value_by_belief * (posted.promise_left * belief - economy.opening_evidence)


LARGEST_LIFT = 3.0
"""Log of the most by which money chasing deals lifts valuations: twentyfold. Assumed; of seeds 1, 3, 6, 8 and 10 the highest is 7.6."""


def _asks(economy: Economy) -> Asks:
    p, startups, labs, posted = economy.parameters, economy.startups, economy.labs, economy.posted
    lift, ease = pressure(economy), posted.ease()
    old = startups.rows[startups.ask(Startup.wants_round, startups.rows)]
    want = labs.rows[labs.ask(Lab.wants_round, labs.rows)]
    new = economy.desk.founders
    field, lab_lift = startups.field[old], np.full(len(want), lift[AI])
    seeds = startups.scale[new] * p.startup_seed_usd * economy.prices()
    usd = startups.ask(Startup.ask, old, ease=ease[field], pressure=lift[field])
    worth = startups.ask(Startup.pre_money, old, pressure=lift[field])
    lab_usd, lab_worth = (
        labs.ask(Lab.ask, want, pressure=lab_lift),
        labs.ask(Lab.pre_money, want, pressure=lab_lift),
    )
    units = np.concatenate((startups.units[old], np.full(len(new), SHARES_AT_FOUNDING), labs.units[want]))
    worths = np.concatenate((worth, seeds * SEED_VALUE, lab_worth))
    asked = np.concatenate((usd, seeds, lab_usd))
    return Asks(
        lab=np.repeat([False, True], [len(old) + len(new), len(want)]),
        ids=np.concatenate((old, new, want)),
        field=np.concatenate((field, startups.field[new], np.full(len(want), AI))),
        usd=asked,
        most=np.maximum(p.round_dilution / (1.0 - p.round_dilution) * worths, asked),
        price=worths / units,
        units=units,
        lift=np.concatenate((lift[field], lift[startups.field[new]], lab_lift)),
    )


SEED_VALUE = 4.0
"""Founders keep four fifths at the first round."""


def _lottery(economy: Economy, asks: Asks) -> np.ndarray:
    luck = economy.chance.uniform("lottery of rounds", economy.month, economy.startups.size)
    lab_luck = economy.chance.uniform("lottery of lab rounds", economy.month, economy.labs.size)
    return np.where(asks.lab, lab_luck[np.minimum(asks.ids, len(lab_luck) - 1)], luck[asks.ids])


def _issue(economy: Economy, asks: Asks, fund: np.ndarray, firm: np.ndarray, usd: np.ndarray) -> None:
    """Issue the shares, bring funded founders to life, and mark all holders to the new prices."""
    units = np.rint(usd / asks.price[firm]).astype(np.int64)
    # A sliver that does not buy one share is left with the fund.
    fund, firm, usd, units = (part[units > 0] for part in (fund, firm, usd, units))
    got = np.bincount(firm, usd, len(asks.ids))
    new_units = np.zeros(len(asks.ids), dtype=np.int64)
    np.add.at(new_units, firm, units)
    _found(economy, asks, got)
    for name, mine in (("startups", ~asks.lab), ("labs", asks.lab)):
        population, trade = economy.populations[name], mine[firm]
        issuer = asks.ids[firm[trade]]
        economy.ledger.issue("share", ("funds", fund[trade]), (name, issuer), usd[trade], units=units[trade])
        done = np.flatnonzero(mine & (got > 0.0))
        ids = asks.ids[done]
        population.raised[ids] += got[done]
        population.units[ids] += new_units[done]
        worth = asks.price[done] * asks.units[done]
        population.promise[ids] = population.ask(
            population.kind.promise_after, ids, got=got[done], before=worth, pressure=asks.lift[done]
        )
        population.price[ids] = asks.price[done]
        population.burn[ids] = population.ask(population.kind.next_burn, ids, got=got[done])
        economy.ledger.revalue("share", (name, ids), asks.price[done])


def _found(economy: Economy, asks: Asks, got: np.ndarray) -> None:
    """Founders whose first round found money enter; they hold the shares not sold."""
    startups = economy.startups
    new = np.flatnonzero(~asks.lab & (got > 0.0))
    new = new[~startups.alive[asks.ids[new]]]
    ids = asks.ids[new]
    startups.enter(
        ids,
        founded=economy.month,
        units=SHARES_AT_FOUNDING,
        price=asks.price[new],
        revenue=FIRST_SALES * got[new],
    )
    units = np.full(len(ids), SHARES_AT_FOUNDING, dtype=np.int64)
    economy.ledger.grant(
        "share", ("households", 0), ("startups", ids), SHARES_AT_FOUNDING * asks.price[new], units=units
    )


FIRST_SALES = 0.05
"""Sales a year of a new start-up, over its first round."""


def _remember(economy: Economy, fund: np.ndarray, field: np.ndarray, usd: np.ndarray) -> None:
    """Keep who bought what: by fund and field, fading over a year, and by field and purse this month."""
    funds, posted, fields = economy.funds, economy.posted, len(FIELDS)
    bought = np.bincount(fund * fields + field, usd, funds.size * fields).reshape(-1, fields)
    funds.recent[:] = funds.recent * 11.0 / 12.0 + bought
    funds.book[:] += bought
    by_purse = np.bincount(field * len(PURSES) + funds.purse[fund], usd, fields * len(PURSES))
    economy.desk.raised = by_purse.reshape(fields, len(PURSES))
    posted.money = posted.money * 11.0 / 12.0 + economy.desk.raised.sum(axis=1)
