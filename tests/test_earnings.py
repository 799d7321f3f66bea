"""What listed firms report is what was paid to them and by them this month, as the ledger has it."""

import pytest
from small_economy import small_economy

from agents.vocabulary import AI_INDUSTRY

MONTHS = 5


@pytest.fixture(scope="module")
def economy():
    return small_economy(months=MONTHS)


def paid(economy, what, payer="", payee=""):
    """Return what a kind paid, or was paid, under a name in the last month, usd."""
    cents = economy.ledger.transaction_flows(MONTHS - 1).of(what, payer or payee)
    return (-cents if payer else cents) / 100.0


def test_hyperscalers_report_the_sales_that_were_paid_to_them_less_what_they_paid_and_what_wore_off(economy):
    scalers, name = economy.hyperscalers, "hyperscalers"
    out = sum(paid(economy, what, payer=name) for what in ("running costs", "interest", "tax"))
    wages = float(scalers.ai_staff.sum()) * economy.desk.pay[AI_INDUSTRY] / 12.0
    lost = economy.ledger.revaluations(MONTHS - 1)
    worn = -sum(lost.of(f"depreciation of {asset}", name) for asset in ("plant", "chips", "halls")) / 100.0
    core = paid(economy, "sales", payee=name)
    shares = core * float(scalers.without_cash @ scalers.core_revenue / scalers.core_revenue.sum())
    sales = core + float(scalers.cloud_sales.sum())
    assert float(scalers.earned.sum()) == pytest.approx(sales - out - wages - worn - shares, rel=1e-6)


def test_chip_vendors_report_the_sales_that_were_paid_to_them_less_what_they_paid(economy):
    vendors, name = economy.chip_vendors, "chip_vendors"
    other = paid(economy, "sales", payee=name)
    shares = other * float(vendors.without_cash @ vendors.other_sales / vendors.other_sales.sum())
    sales = other + float(vendors.sales.sum())
    out = sum(paid(economy, what, payer=name) for what in ("foundry", "running costs", "tax"))
    assert float(vendors.earned.sum()) == pytest.approx(sales - out - shares, rel=1e-6)


def test_incumbents_report_what_was_paid_to_them_less_inputs_programmes_and_interest(economy):
    firms, name = economy.incumbents, "incumbents"
    got = paid(economy, "sales", payee=name) + float(economy.desk.channel.sum())
    out = sum(paid(economy, what, payer=name) for what in ("wages and inputs", "interest"))
    earned = got - out - float(economy.desk.on_programmes.sum())
    assert float(firms.earned.sum()) == pytest.approx(economy.listed_part * earned, rel=1e-6)
