"""Trade, the listed half: shares are valued, traded and shorted; firms' prices follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.hyperscaler import Hyperscaler
from agents.investor import Investor
from agents.listed import Listed
from agents.vocabulary import PASSIVE
from model.abstention import playing
from model.claims import split
from model.market_value import GROUPS, firms_of_index, market_values, sober_multiples
from model.markets import shares as market
from model.markets.compute import share_out
from model.speakers import premium, watch_speakers
from model.sums import dot

if TYPE_CHECKING:
    from model.economy import Economy

HOUSEHOLDS, OUTSIDE, AI_TRUST, REST_TRUST = (
    ("households", 0),
    ("outside_firms", 0),
    ("ai_trust", 0),
    ("rest_trust", 0),
)


def trade_shares(economy: Economy) -> None:
    """Investors want more or less, price and flow clear the market, trades settle, shorts are carried."""
    _report(economy)
    _carry(economy)
    trend = economy.posted.ai_trend - economy.posted.rest_trend
    flow = _wishes(economy, trend)
    _reprice(economy, flow)
    _settle_trades(economy)
    _short(economy)
    _reconsider(economy, trend)


def _report(economy: Economy) -> None:
    """Firms report; the sober gap, earnings growth and trends become public."""
    p, posted = economy.parameters, economy.posted
    for names in GROUPS.values():
        for name in names:
            firms = economy.populations[name]
            growth = firms.ask(Listed.next_earnings_growth, firms.rows)
            firms.earnings[firms.rows] = firms.ask(Listed.next_earnings, firms.rows)
            firms.earnings_growth[firms.rows] = growth
            firms.value_year_ago[firms.rows] = firms.ask(Listed.next_value_year_ago, firms.rows)
    now = sum(float(economy.populations[name].earnings.sum()) for name in GROUPS["ai"])
    growth = np.log(max(now, 1.0) / max(posted.ai_earnings, 1.0))
    posted.ai_earnings_growth += (12.0 * growth - posted.ai_earnings_growth) / 12.0
    posted.ai_earnings = now
    sober = sober_multiples(economy, economy.month)
    posted.sober_gap = _gap(sober["ai"] * now, float(market_values(economy, "ai").sum()))
    rest = float(economy.incumbents.earnings.sum())
    posted.rest_gap = _gap(sober["rest"] * rest, float(market_values(economy, "rest").sum()))
    posted.price_gap = -posted.sober_gap - p.multiple_by_belief * posted.promise_left * posted.evidence


LEAST_WORTH = 0.01
"""Firms that together lose money are still worth this part of their price: somebody hopes for their plants."""


def _gap(worth: float, value: float) -> float:
    """Return the log of what earnings are worth over the market value, both usd."""
    return float(np.log(max(worth, LEAST_WORTH * value) / value))


def _wishes(economy: Economy, trend: float) -> dict[str, np.ndarray]:
    """Return net purchases wanted, by group and investor, usd."""
    p, people, posted = economy.parameters, economy.investors, economy.posted
    rows, ledger = people.rows, economy.ledger
    people.cash[:] = ledger.usd("investors")
    values = {group: float(market_values(economy, group).sum()) for group in GROUPS}
    weight = p.equity_share * values["ai"] / (values["ai"] + values["rest"])
    wealth = np.maximum(people.ask(Investor.wealth, rows), 0.0)
    ai = people.ask(Investor.ai_weight, rows, weight, posted.value(), trend)
    rest = people.ask(Investor.rest_weight, rows, ai_weight=ai)
    plays = playing(economy, "investors")[rows]
    ai, rest = np.where(plays, ai, 0.0), np.where(plays, rest, rest + ai)
    in_index = wealth * (people.style[rows] == PASSIVE)
    left = max(1.0 - float(in_index.sum()) / (p.passive_ceiling * max(float(wealth.sum()), 1.0)), 0.0)
    saving = p.passive_index * p.passive_inflow / 12.0 * left * in_index
    saving = share_out(saving, SAVED * float(ledger.usd("households")[0]))
    economy.ledger.pay("saving", HOUSEHOLDS, ("investors", rows), saving)
    economy.desk.passive_saving = float(saving.sum())
    room = people.cash[rows] + saving
    buy_ai = np.clip(
        p.trading_speed * (ai * wealth - people.ai_held[rows]),
        -people.ai_held[rows],
        PURSE * np.maximum(room, 0.0),
    )
    buy_rest = np.clip(
        p.trading_speed * (rest * wealth - people.rest_held[rows]),
        -people.rest_held[rows],
        PURSE * np.maximum(room - np.maximum(buy_ai, 0.0), 0.0),
    )
    economy.desk.orders = {
        "ai": _fillable(economy, "ai", buy_ai),
        "rest": _fillable(economy, "rest", buy_rest),
    }
    return economy.desk.orders


def _fillable(economy: Economy, group: str, orders: np.ndarray) -> np.ndarray:
    """Return orders within what households offer, usd: a wish that nobody fills moves no price.

    Source: prices move by money that goes in, inelastic markets, Gabaix and Koijen 2021.
    """
    offered = OFFERED * float(economy.ledger.value(f"{group}_unit", "households")[0]) / 100.0
    return share_out(np.maximum(orders, 0.0), offered) + np.minimum(orders, 0.0)


def _reprice(economy: Economy, flow: dict[str, np.ndarray]) -> None:
    """Move every price: the group by flow and news, each firm by its earnings, premium and size."""
    p, posted, month = economy.parameters, economy.posted, economy.month
    short = float(_change_of_shorts(economy).sum())
    news = economy.chance.normal("news of shares", month, 2)
    returns, values = {}, {group: market_values(economy, group) for group in GROUPS}
    favoured = _favoured(economy, np.concatenate(list(values.values())))
    by_group = np.split(favoured, [values["ai"].size])
    for k, (group, value) in enumerate(values.items()):
        net = float(flow[group].sum()) - (short if group == "ai" else 0.0)
        lift = float(dot(by_group[k], value) / value.sum())
        anchor = (
            p.rest_anchor * (posted.rest_gap + lift)
            if group == "rest"
            else p.ai_anchor
            * (posted.sober_gap + lift + p.multiple_by_belief * posted.promise_left * posted.mood)
        )
        move = market.impact(net, float(value.sum()), p.market_multiplier) + anchor + p.share_noise * news[k]
        move = min(move, float(np.log(MOST_LISTED / value.sum())))
        _price_firms(economy, group, value, move, by_group[k])
        returns[group] = float(np.log(market_values(economy, group).sum() / value.sum()))
    posted.ai_return, posted.rest_return = returns["ai"], returns["rest"]
    posted.ai_trend += (12.0 * returns["ai"] - posted.ai_trend) * p.trend_learning
    posted.rest_trend += (12.0 * returns["rest"] - posted.rest_trend) * p.trend_learning
    posted.rest_growth += (12.0 * returns["rest"] - posted.rest_growth) / 24.0


def _favoured(economy: Economy, value: np.ndarray) -> np.ndarray:
    """Return by how much index funds lift what each firm's price is pulled to, log, shape (agents,).

    k (the month's savings in index funds, by the year, over the value of the index) (lead now - lead in January 2015), less
    its mean by value: prices of that month hold what index funds of then did. Source: Jiang and others 2022.
    """
    flow = 12.0 * economy.parameters.passive_size * economy.desk.passive_saving / value.sum()
    gained = market.lead(value, firms_of_index(economy)) - economy.opening_lead
    return np.clip(flow * (gained - dot(gained, value) / value.sum()), -MOST_LIFTED, MOST_LIFTED)


MOST_LIFTED = 1.0
"""Log of the most by which index funds lift or lower a price. Assumed; seeds 1, 6 and 10 come to half of it."""

MOST_LISTED = 5e14
"""Most that a group of listed firms is worth, usd, so that its shares fit into the books; base runs stay below a quarter of it."""


def _price_firms(economy: Economy, group: str, value: np.ndarray, move: float, favoured: np.ndarray) -> None:
    p, month = economy.parameters, economy.month
    earned = np.concatenate([economy.populations[name].earnings for name in GROUPS[group]])
    growth = np.concatenate([economy.populations[name].earnings_growth for name in GROUPS[group]])
    worth = np.maximum(earned * np.exp(p.multiple_by_growth * growth + favoured), 0.01 * value)
    change = market.places(value, worth, p.place_speed) + move
    start = 0
    for name in GROUPS[group]:
        firms = economy.populations[name]
        own = change[start : start + firms.size] + p.firm_noise * economy.chance.normal(
            f"news of {name}", month, firms.size
        )
        if name == "hyperscalers":
            own = own + firms.ask(Hyperscaler.punishment, firms.rows, economy.posted.mood)
        if name == "incumbents":
            own = own + premium(economy)
            watch_speakers(economy, own)
        firms.share_price[:] *= np.exp(np.clip(own, -0.5, 0.5))
        economy.ledger.revalue("listed", (name, firms.rows), firms.share_price)
        start += firms.size
    total = float(market_values(economy, group).sum())
    economy.ledger.revalue(f"{group}_unit", (f"{group}_trust", 0), total / economy.trust_units[group])


PURSE = 0.45
"""Part of its money that an investor spends on one group of shares in a month, at most."""

SAVED = 0.01
"""Part of their money that households put into shares in a month, at most: nobody saves what it lacks."""

OFFERED = 0.1
"""Part of their holding that households offer in a month."""


def _settle_trades(economy: Economy) -> None:
    """Orders settle against households at the new price; nobody spends or sells what it lacks."""
    ledger, people = economy.ledger, economy.investors
    for group, orders in economy.desk.orders.items():
        price = float(market_values(economy, group).sum()) / economy.trust_units[group]
        claim, trust = f"{group}_unit", (f"{group}_trust", 0)
        held = ledger.value(claim, "investors") / 100.0
        buys, sells = np.flatnonzero(orders > 1e4), np.flatnonzero(orders < -1e4)
        cash = ledger.usd("investors")[buys]
        usd = np.minimum(orders[buys], PURSE * np.maximum(cash, 0.0))
        units = np.floor(_fillable(economy, group, usd) / price).astype(np.int64)
        done = units > 0
        ledger.transfer(claim, trust, HOUSEHOLDS, ("investors", buys[done]), units[done], units[done] * price)
        usd = np.minimum(-orders[sells], 0.98 * held[sells])
        units = np.floor(usd / price).astype(np.int64)
        done = units > 0
        ledger.transfer(
            claim, trust, ("investors", sells[done]), HOUSEHOLDS, units[done], units[done] * price
        )
    people.ai_held[:] = ledger.value("ai_unit", "investors") / 100.0
    people.rest_held[:] = ledger.value("rest_unit", "investors") / 100.0
    people.cash[:] = ledger.usd("investors")


def _wanted_short(economy: Economy) -> np.ndarray:
    people = economy.investors
    wanted = people.ask(Investor.wanted_short, people.rows, *economy.posted.value())
    return np.where(playing(economy, "investors")[people.rows], wanted, 0.0)


BOUGHT_BACK = 0.99
"""Part of its money for which a short seller buys back in a month, at most."""


def _change_of_shorts(economy: Economy) -> np.ndarray:
    """Return by how much each investor means to be shorter this month, usd; nobody buys back beyond its money."""
    people, p = economy.investors, economy.parameters
    wish = p.trading_speed * (_wanted_short(economy) - people.owed)
    return np.maximum(wish, -BOUGHT_BACK * np.maximum(people.cash, 0.0))


def _short(economy: Economy) -> None:
    """Shorts are marked, opened, bought back by choice or by margin call; who cannot pay is ruined."""
    ledger, people = economy.ledger, economy.investors
    price = float(market_values(economy, "ai").sum()) / economy.trust_units["ai"]
    rows = people.rows
    ledger.revalue("short", ("investors", rows), price)
    people.owed[:] = ledger.owed("short", "investors") / 100.0
    call = people.ask(Investor.margin_call, rows)
    change = np.where(call > 0.0, -call, _change_of_shorts(economy))
    opens = rows[change > 1e4]
    units = np.floor(np.minimum(change[opens] / price, MOST_UNITS)).astype(np.int64)
    opens, units = opens[units > 0], units[units > 0]
    ledger.issue("short", HOUSEHOLDS, ("investors", opens), units * price, units=units)
    covers = rows[change < -1e4]
    ledger.redeem(
        "short",
        HOUSEHOLDS,
        ("investors", covers),
        np.minimum(np.minimum(-change[covers], people.owed[covers]), BOUGHT_BACK * people.cash[covers]),
    )
    economy.desk.margin_calls = float(call.sum())
    _ruin(economy)


MOST_UNITS = 1e15
"""Most units of a short that one order opens: where a unit is worth next to nothing, money would ask for more than can be counted."""


def _ruin(economy: Economy) -> None:
    ledger, people = economy.ledger, economy.investors
    people.cash[:], people.owed[:] = ledger.usd("investors"), ledger.owed("short", "investors") / 100.0
    ruined = people.rows[(people.ask(Investor.wealth, people.rows) <= 0.0) & (people.owed > 0.0)]
    if len(ruined):
        ledger.sweep("default on shorts", ("investors", ruined), HOUSEHOLDS)
        ledger.write_off("short", ("investors", ruined))
    people.cash[:], people.owed[:] = ledger.usd("investors"), ledger.owed("short", "investors") / 100.0
    kept = PEAK_FADES * (1.0 - economy.parameters.payout_rate / 12.0)
    people.peak[:] = np.maximum(people.peak * kept, people.ask(Investor.wealth, people.rows))


PEAK_FADES = 0.99
"""Backers forget a loss at a per cent a month; what they drew themselves is none."""


def _carry(economy: Economy) -> None:
    """Money earns the policy rate (bills of outside issuers), a short pays its lender, clients draw what they live on."""
    p, ledger, people = economy.parameters, economy.ledger, economy.investors
    rate = float(economy.history.policy_rate[economy.month])
    ledger.pay(
        "interest on bills", OUTSIDE, ("investors", people.rows), ledger.usd("investors") * rate / 12.0
    )
    fee = np.minimum(people.owed * p.short_carry / 12.0, 0.9 * ledger.usd("investors"))
    ledger.pay("carry of shorts", ("investors", people.rows), HOUSEHOLDS, fee)
    payout = np.where(people.style[people.rows] == PASSIVE, 0.0, p.payout_rate)
    drawn = payout / 12.0 * np.maximum(people.ask(Investor.wealth, people.rows), 0.0)
    ledger.pay_within("paid out to clients", ("investors", people.rows), HOUSEHOLDS, drawn)


def pay_dividends(economy: Economy, kind: str, rows: np.ndarray, usd: np.ndarray) -> None:
    """Pay dividends and buybacks into the trust that holds the shares, and on to its holders by value.

    Of incumbents only a part is listed; households own the rest and get what is paid on it.
    """
    ledger = economy.ledger
    group = "rest" if kind == "incumbents" else "ai"
    listed = economy.listed_part if kind == "incumbents" else 1.0
    into_trust = ledger.pay_within(
        "dividends and buybacks", (kind, rows), (f"{group}_trust", 0), listed * usd
    )
    ledger.pay_within("dividends and buybacks", (kind, rows), HOUSEHOLDS, (1.0 - listed) * usd)
    cents = int(into_trust.sum())
    held = np.append(ledger.value(f"{group}_unit", "investors"), ledger.value(f"{group}_unit", "households"))
    parts = split(cents, held.astype(float))
    ledger.pay(
        "dividends and buybacks",
        (f"{group}_trust", 0),
        ("investors", economy.investors.rows),
        cents=parts[:-1],
    )
    ledger.pay("dividends and buybacks", (f"{group}_trust", 0), HOUSEHOLDS, cents=parts[-1])


def _reconsider(economy: Economy, trend: float) -> None:
    """Each rule is judged by what this month's return made of the view it had before; some investors change theirs."""
    people, posted = economy.investors, economy.posted
    rows = people.rows
    scores = people.ask(Investor.next_scores, rows, posted.ai_return, posted.value(), trend)
    people.value_score[rows], people.trend_score[rows] = scores[:, 0], scores[:, 1]
    luck = economy.chance.uniform("reconsider the rule", economy.month, people.size)[rows]
    people.style[rows] = people.ask(Investor.next_style, rows, draw=luck)
