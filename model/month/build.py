"""Invest and compute: capex, chips, AI programmes; compute is delivered, rented, used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.chip_vendor import ChipVendor
from agents.hyperscaler import Hyperscaler
from agents.incumbent import PILOT, Incumbent
from agents.lab import Lab
from agents.startup import Startup
from agents.vocabulary import AI
from model import asked_again
from model.abstention import playing
from model.markets import compute as market
from model.markets.venture import meet
from model.month.loop import (
    collect_bills,
    finance_sales,
    give_terms,
    perform_contracts,
    promised,
    shares_of,
    use_credits,
)
from model.month.state import LEADER, govern, grid_factor, other_orders, paid_orders
from model.speakers import share_speaking
from model.sums import dot

if TYPE_CHECKING:
    from model.economy import Economy

Buyers = dict[str, tuple[int, int, np.ndarray]]
"""Who rents compute, by kind: first place, last place, ids."""


def invest(economy: Economy) -> None:
    """Hyperscalers decide capex and order chips; incumbents start AI programmes."""
    govern(economy)
    scalers, rows, desk = economy.hyperscalers, economy.hyperscalers.rows, economy.desk
    all_in = _cost_of_a_unit(economy)
    rates = economy.history.policy_rate
    year = float(rates[max(economy.month - 11, 0) : economy.month + 1].mean())
    plant = scalers.ask(Hyperscaler.desired_plant_capex, rows, year, float(rates[0]))
    chips = scalers.ask(Hyperscaler.desired_compute, rows) * all_in
    chips = chips + scalers.ask(Hyperscaler.rivalry_capex, rows, wanted=chips)
    chips = np.where(playing(economy, "hyperscalers")[rows], chips, 0.0)
    paid = paid_orders(economy)
    room = np.maximum(scalers.ask(Hyperscaler.spending_room, rows) - paid, 0.0)
    cut = np.minimum(1.0, room / np.maximum(plant + chips, 1.0))
    cash = AFFORDABLE * np.maximum(economy.ledger.usd("hyperscalers"), 0.0)
    asked_again.ai_capex(economy, all_in, plant, chips, cut, paid)
    own = chips * cut
    desk.plant_capex, orders = np.minimum(plant * cut, cash), (own + paid) / all_in
    scalers.ai_capex[rows] = own
    scalers.capex[rows] = desk.plant_capex + own
    economy.ledger.invest(
        "data centres", "plant", ("hyperscalers", rows), ("outside_firms", 0), desk.plant_capex
    )
    scalers.plant[rows] += desk.plant_capex
    ordinary = economy.parameters.outside_chip_orders * float(own.sum()) / all_in
    desk.other_orders = other_orders(economy, ordinary, all_in)
    _order(economy, np.append(orders, desk.other_orders.sum()))
    _say(economy)
    _start_programmes(economy)


def _say(economy: Economy) -> None:
    """Incumbents say AI or fall silent; saying is not using."""
    firms = economy.incumbents
    luck = economy.chance.uniform("say AI", economy.month, firms.size)
    speaks = firms.ask(Incumbent.wants_to_speak, firms.rows, draw=luck)
    firms.speaks[:] = speaks * playing(economy, "incumbents")


def _cost_of_a_unit(economy: Economy) -> float:
    """Return what a unit of AI compute costs with its building: mean chip price over the chips' share. usd."""
    vendors = economy.chip_vendors
    price = vendors.ask(ChipVendor.price, vendors.rows)
    return float(
        np.sum(price * vendors.capacity) / vendors.capacity.sum() / economy.parameters.chip_share_of_ai_capex
    )


def _order(economy: Economy, units: np.ndarray) -> None:
    """Enter orders of hyperscalers, and last of all other clouds, into the vendors' books."""
    vendors = economy.chip_vendors
    booked = market.split_orders(units, vendors.ask(ChipVendor.attraction, vendors.rows))
    economy.order_book += booked
    vendors.orders_seen[:] = booked.sum(axis=0)
    vendors.backlog[:] = economy.order_book.sum(axis=0)
    economy.hyperscalers.on_order[:] = economy.order_book[:-1].sum(axis=1)


def _start_programmes(economy: Economy) -> None:
    firms, rows, month = economy.incumbents, economy.incumbents.rows, economy.month
    luck = economy.chance.uniform("start a programme", month, firms.size)[rows]
    advance = float(np.log(economy.posted.technology[AI]))
    wants = firms.ask(Incumbent.wants_project, rows, advance, draw=luck)
    starts = rows[wants & playing(economy, "incumbents")[rows]]
    asked_again.programmes(economy, starts, advance, luck)
    firms.stage[starts], firms.stage_since[starts], firms.spent[starts] = PILOT, month, 0.0
    firms.budget[starts] = firms.ask(Incumbent.pilot_budget, starts)
    _borrow(economy, starts)
    economy.desk.projects[0] = firms.firms[starts].sum()


def _borrow(economy: Economy, starts: np.ndarray) -> None:
    """Part of a programme is borrowed; once saying AI is the norm, lenders turn the silent away."""
    p, firms = economy.parameters, economy.incumbents
    speaks = firms.speaks[starts] == 1
    welcome = speaks | (share_speaking(economy) < 0.5) | (p.premium <= 0.0)
    asked = p.program_loan_share * p.pilot_months * firms.budget[starts]
    economy.ledger.lend(("incumbents", starts[welcome]), asked[welcome])
    economy.desk.programme_loans = np.array(
        [asked[group].sum() for group in (speaks, welcome & ~speaks, ~welcome)]
    )


def compute(economy: Economy) -> None:
    """Chips are delivered and paid, then AI compute is rented to those who need it."""
    _deliver(economy)
    collect_bills(economy)
    _rent(economy)


def _deliver(economy: Economy) -> None:
    p, vendors, posted, ledger = economy.parameters, economy.chip_vendors, economy.posted, economy.ledger
    book, rows = economy.order_book, vendors.rows
    price = vendors.ask(ChipVendor.price, rows)
    ready = vendors.ask(ChipVendor.deliveries, rows) / np.maximum(vendors.backlog, 1e-9)
    units = book * np.minimum(ready, 1.0) * grid_factor(economy)
    bill = units * price
    finance_sales(economy, bill[:-1])
    purse = np.append(ledger.usd("hyperscalers") * AFFORDABLE * p.chip_share_of_ai_capex, np.inf)
    units = units * np.minimum(1.0, purse / np.maximum(bill.sum(axis=1), 1.0))[:, None]
    economy.order_book = book - units
    _pay_for_chips(economy, units * price)
    vendors.backlog[:] = economy.order_book.sum(axis=0)
    scalers, before = economy.hyperscalers, book[:-1].sum(axis=1)
    scalers.compute[:] += units[:-1].sum(axis=1)
    scalers.on_order[:] = economy.order_book[:-1].sum(axis=1)
    asked_again.deliver(economy, before)
    offered = (book * np.minimum(ready, 1.0)).sum(axis=0)
    vendors.taken[:] = np.where(offered > 0.0, units.sum(axis=0) / np.maximum(offered, 1e-9), 1.0)
    economy.desk.making = units.sum(axis=0) * vendors.unit_cost
    ledger.pay_within("foundry", ("chip_vendors", rows), ("outside_firms", 0), economy.desk.making)
    _install(economy, units)
    posted.chips_made += float(units.sum())
    vendors.margin[rows], vendors.capacity[rows] = (
        vendors.ask(ChipVendor.next_margin, rows),
        vendors.ask(ChipVendor.next_capacity, rows),
    )
    _learn(economy, price)


def _install(economy: Economy, units: np.ndarray) -> None:
    """Keep whose bloc the compute stands in: hyperscalers are the leader's, other clouds are served by what each bloc awaits."""
    posted, wear = economy.posted, 1.0 - economy.parameters.chip_retirement / 12.0
    awaited = posted.bloc_orders + economy.desk.other_orders
    came = awaited * (units[-1].sum() / max(awaited.sum(), 1e-9))
    posted.bloc_orders, posted.bloc_compute = (
        np.maximum(awaited - came, 0.0),
        posted.bloc_compute * wear + came,
    )
    posted.bloc_compute[LEADER] += units[:-1].sum()


AFFORDABLE = 0.9
"""Share of its cash that a buyer parts with for one month's deliveries, or for firms."""


def _pay_for_chips(economy: Economy, bill: np.ndarray) -> None:
    """Pay for chips and the halls around them; `bill` is usd by buyer (other clouds last) and vendor."""
    ledger, desk, count = economy.ledger, economy.desk, bill.shape[0] - 1
    halls = bill.sum(axis=1) * (1.0 / economy.parameters.chip_share_of_ai_capex - 1.0)
    buyers, sellers = np.repeat(np.arange(count), bill.shape[1]), np.tile(np.arange(bill.shape[1]), count)
    ledger.invest("chips", "chips", ("hyperscalers", buyers), ("chip_vendors", sellers), bill[:-1].ravel())
    ledger.invest("AI halls", "halls", ("hyperscalers", np.arange(count)), ("outside_firms", 0), halls[:-1])
    ledger.pay("chips", ("outside_firms", 0), ("chip_vendors", np.arange(bill.shape[1])), bill[-1])
    desk.chip_capex = bill[:-1].sum(axis=1) + halls[:-1]
    desk.vendor_sales = bill.sum(axis=0)
    posted, wear = economy.posted, 1.0 - economy.parameters.plant_wear / 12.0
    posted.outside_halls = posted.outside_halls * wear + float(halls[-1])
    posted.halls = float(ledger.real("halls", "hyperscalers").sum() / 100.0) + posted.outside_halls
    posted.ai_capex, posted.outside_ai_capex = float(desk.chip_capex.sum()), float(bill[-1].sum() + halls[-1])
    economy.chip_vendors.sales[:] = desk.vendor_sales


def _learn(economy: Economy, old_price: np.ndarray) -> None:
    """The cost of compute falls with chips made (Wright) and with time; its price moves as vendors' do, by what they can sell.

    Source: literature block 7.
    """
    p, posted, vendors = economy.parameters, economy.posted, economy.chip_vendors
    slope = -np.log2(1.0 - p.learning_rate_compute)
    learned = np.exp(-slope * np.log(posted.chips_made / economy.opening_chips))
    posted.chip_cost = float(
        (1.0 - p.vendor_margin) * learned * np.exp(-p.compute_drift * (economy.month + 1) / 12.0)
    )
    vendors.unit_cost[:] = posted.chip_cost / vendors.quality
    new_price = vendors.ask(ChipVendor.price, vendors.rows)
    can_sell = old_price * vendors.capacity
    posted.compute_cost_change = float(dot(np.log(new_price / old_price), can_sell) / can_sell.sum())


def _rent(economy: Economy) -> None:
    """Owners use their compute first, then rent it out; customers go by loyalty and rent, then where room is left."""
    scalers, rows = economy.hyperscalers, economy.hyperscalers.rows
    price = scalers.compute_price[rows]
    own = np.minimum(
        scalers.ask(Hyperscaler.own_use, rows, float(economy.posted.technology[AI])) / price, scalers.compute
    )
    buyers, budgets = _budgets(economy)
    weight = scalers.loyalty / (price * price)
    first, last, _ = buyers["labs"]
    wishes = _wishes_of_labs(economy, budgets[first:last], weight)
    others = (budgets.sum() - wishes.sum()) * weight / weight.sum()
    wanted = wishes.sum(axis=0) + others
    sold = market.rent(float(budgets.sum()), wanted, (scalers.compute - own) * price)
    served = min(1.0, sold.sum() / max(budgets.sum(), 1.0))
    _pay_rent(economy, buyers, budgets * served, wishes * served, others * served, sold)
    got = budgets[first:last] * served
    economy.desk.training = np.maximum(got - served * economy.desk.serving, 0.0)
    economy.desk.can_serve = _can_serve(served, economy.desk.serving, economy.desk.serving_need)
    economy.desk.ai_cloud, economy.desk.ai_own_use = sold, own * price
    scalers.ai_seen[:] = own + wanted / price
    scalers.utilisation[:] = (own + sold / price) / np.maximum(scalers.compute, 1.0)
    scalers.cloud_sales[:] = sold
    _report_returns(economy, sold + own * price)
    perform_contracts(economy, got)
    scalers.compute_price[rows] = scalers.ask(
        Hyperscaler.next_price, rows, economy.posted.compute_cost_change
    )


def _wishes_of_labs(economy: Economy, budgets: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return what each living lab would buy of each cloud, usd, shape (labs, hyperscalers).

    Credits are spent with who granted them, the rest where compute is promised; a lab that promised nothing
    goes by loyalty and rent (`weight`, by cloud) like everybody.
    """
    labs = economy.labs.rows
    granted = economy.desk.credits[labs]
    spent = granted * np.minimum(1.0, budgets / np.maximum(granted.sum(axis=1), 1e-9))[:, None]
    by = shares_of(promised(economy)[labs], np.broadcast_to(weight, (len(labs), len(weight))))
    return spent + (budgets - spent.sum(axis=1))[:, None] * by


def _pay_rent(
    economy: Economy,
    buyers: Buyers,
    bills: np.ndarray,
    wishes: np.ndarray,
    others_wish: np.ndarray,
    sold: np.ndarray,
) -> None:
    """Pay what was rented, usd: `bills` by buyer, `wishes` by lab and cloud, those of all others and `sold` by cloud.

    At a full cloud all take the same part of their wish. The others lay what they got along one line.
    """
    ledger, (first, last, labs) = economy.ledger, buyers["labs"]
    of_labs = market.keep_to_one(np.vstack((wishes, others_wish)), sold)[:-1]
    lab, owner = np.nonzero(of_labs)
    usd = of_labs[lab, owner]
    give_terms(economy, owner, labs[lab], usd)
    ledger.pay("AI cloud", ("labs", labs[lab]), ("hyperscalers", owner), usd)
    others = bills.copy()
    others[first:last] = 0.0
    buyer, owner, usd = meet(others, np.maximum(sold - of_labs.sum(axis=0), 0.0))
    for name in ("startups", "incumbents"):
        start, end, ids = buyers[name]
        mine = (buyer >= start) & (buyer < end)
        ledger.pay("AI cloud", (name, ids[buyer[mine] - start]), ("hyperscalers", owner[mine]), usd[mine])


def _can_serve(served: float, planned: np.ndarray, need: np.ndarray) -> np.ndarray:
    """Return the part of its customers that each lab has compute for: what the market served of what it planned.

    Money short before this month's sales come in is taken from training: customers pay for what serves them.
    """
    return np.where(need > 0.0, served * planned / np.maximum(need, 1e-9), 1.0)


def _report_returns(economy: Economy, sales: np.ndarray) -> None:
    """Owners see what AI compute brought over wear and the return that capital asks, and publish it together.

    `sales` is what was rented out, and own use at its rent, usd by hyperscaler; it brings what running costs leave.
    Owners ask more when the policy rate is above the usual; what they publish is at the usual return, so that no
    change of the rate makes evidence.
    """
    p, scalers, ledger, posted = economy.parameters, economy.hyperscalers, economy.ledger, economy.posted
    chips, halls = (ledger.real(asset, "hyperscalers") / 1200.0 for asset in ("chips", "halls"))
    brought = (1.0 - p.cloud_cost_share) * sales
    asked = max(p.plant_return + float(economy.history.policy_rate[economy.month]) - p.usual_policy_rate, 0.0)
    cost = chips * (p.chip_wear + asked) + halls * (p.plant_wear + asked)
    scalers.returns[scalers.rows] = scalers.ask(
        Hyperscaler.next_returns, scalers.rows, brought=brought, cost=cost
    )
    usual = chips * (p.chip_wear + p.plant_return) + halls * (p.plant_wear + p.plant_return)
    seen = float(np.clip(brought.sum() / max(usual.sum(), 1.0), 0.05, 5.0))
    posted.coverage += (seen - posted.coverage) / 12.0


def work_for_compute(economy: Economy) -> float:
    """Return the price of effective compute over that of work, January 2015 = 1.

    Rent per unit, less what better models save, over pay everywhere.
    """
    p, posted, scalers = economy.parameters, economy.posted, economy.hyperscalers
    rent = float(np.sum(scalers.compute_price * scalers.compute) / scalers.compute.sum())
    work = np.exp(p.wage_trend * economy.month / 12.0)
    return float(rent / posted.opening_rent / posted.technology[AI] / work * np.exp(-posted.efficiency))


def useful(economy: Economy) -> float:
    """Return the share of tasks at which AI models are good enough to be bought: a logistic of the log level."""
    p = economy.parameters
    above = np.log(economy.posted.technology[AI]) - p.ai_use_threshold
    return float(1.0 / (1.0 + np.exp(-above / p.ai_use_spread)))


def wanted(economy: Economy) -> float:
    """Return the part of tasks for which firms buy AI models by now: those they are good at and firms know of."""
    return useful(economy) * economy.posted.firms_notice


def _budgets(economy: Economy) -> tuple[Buyers, np.ndarray]:
    """Return who rents compute (first place, last place, ids) and everybody's budget in usd, in that order."""
    labs, startups, firms = economy.labs, economy.startups, economy.incumbents
    young = startups.rows[startups.field[startups.rows] == AI]
    using = firms.rows[firms.budget[firms.rows] > 0.0]
    price = economy.desk.compute_for_work = work_for_compute(economy)
    saved = 1.0 - float(np.exp(-economy.posted.efficiency))
    economy.desk.serving = labs.ask(Lab.serving_budget, labs.rows, saved)
    economy.desk.serving_need = labs.ask(Lab.serving_need, labs.rows, saved)
    parts = {
        "labs": (
            labs.rows,
            economy.desk.serving + labs.ask(Lab.training_budget, labs.rows, saved),
        ),
        "startups": (young, startups.ask(Startup.compute_budget, young, price)),
        "incumbents": (using, firms.ask(Incumbent.compute_budget, using, price)),
    }
    ends = np.cumsum([len(ids) for ids, _ in parts.values()])
    economy.desk.credits = use_credits(economy)
    parts["labs"] = (labs.rows, parts["labs"][1] + economy.desk.credits[labs.rows].sum(axis=1))
    places = {
        name: (int(end) - len(ids), int(end), ids)
        for (name, (ids, _)), end in zip(parts.items(), ends, strict=True)
    }
    have = [AFFORDABLE * economy.ledger.usd(name)[ids] for name, (ids, _) in parts.items()]
    return places, np.minimum(np.concatenate([usd for _, usd in parts.values()]), np.concatenate(have))
