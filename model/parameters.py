"""Every number one may change: value, unit, bounds, meaning, source."""

from __future__ import annotations

import difflib
import numbers
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple

CALIBRATED = "calibrated by hand to facts.md 2015-2019; see docs/validation.md"
ASSUMED = "assumed"


class ParameterInfo(NamedTuple):
    """What is known about one parameter."""

    name: str
    value: Any
    unit: str
    low: float
    high: float
    meaning: str
    source: str
    group: str


def number(value: float, unit: str, low: float, high: float, meaning: str, source: str = ASSUMED) -> Any:
    """Declare one parameter with its unit, bounds, meaning and source."""
    return field(
        default=value, metadata={"unit": unit, "low": low, "high": high, "meaning": meaning, "source": source}
    )


def group(title: str) -> Any:
    """Start a group of parameters in the documentation; not a parameter itself."""
    return field(default=title, init=False, repr=False, compare=False, metadata={"group": title})


# fmt: off
@dataclass(frozen=True, kw_only=True)
class Parameters:
    """The numbers of one economy. Frozen: a what-if is a new one, made by `replace`.

    Raises TypeError for an unknown name and ValueError for a value out of bounds.
    """

    _switches: str = group("switches")
    herding: float = number(0.9, "1", 0, 3, "weight of co-investors' choices in a fund's logit", "literature 4: .3-1.5")
    bandwagon: float = number(4.0, "logit", 0, 15, "weight of peers in an incumbent's adoption", "literature 10")
    rivalry: float = number(0.5, "1", 0, 0.95, "share of the gap to rivals' capex that is matched", "literature 6: .3-.9")
    wage_bidding: float = number(1.0, "1", 0, 3, "strength of bidding for AI researchers")
    myth: float = number(1.0, "0 or 1", 0, 1, "tech leaders tell of the ceiling")
    logic: float = number(1.0, "0 or 1", 0, 1, "Wall Street turns it into a number")
    sermon: float = number(1.0, "0 or 1", 0, 1, "media and feeds preach, set off by events")
    fear: float = number(1.0, "0 or 1", 0, 1, "fear travels beside hope and raises adoption")
    premium: float = number(1.0, "1", 0, 2, "the market's premium for saying AI")
    loop_finance: float = number(1.0, "1", 0, 2, "stakes in labs, their marks, credits and vendor finance as means to invest")
    passive_index: float = number(1.0, "1", 0, 2, "savings flow into the index and favour large firms")
    short_selling: float = number(1.0, "0 or 1", 0, 1, "AI shares can be sold short")
    industrial_policy: float = number(1.0, "1", 0, 3, "blocs subsidise and restrict")
    energy_limit: float = number(1.0, "0 or 1", 0, 1, "the grid limits new data centres")
    disclosure: float = number(0.0, "0 or 1", 0, 1, "firms must publish the results of all projects")
    rate_shock: float = number(1.0, "0 or 1", 0, 1, "whether the policy rate rises in 2022-23 as it did")
    technology: float = number(1.0, "0 or 1", 0, 1, "whether AI technology arrives")

    _size: str = group("how many agents")
    fund_agents: int = number(60, "agents", 6, 5000, "venture investors, three purses together")
    startup_agents: int = number(900, "agents", 50, 100_000, "start-ups at the opening")
    researcher_agents: int = number(2000, "agents", 200, 10_000_000, "researchers at the opening")
    incumbent_agents: int = number(240, "agents", 24, 100_000, "incumbents in six industries")
    hyperscaler_agents: int = number(5, "agents", 2, 50, "owners of data centres")
    lab_agents: int = number(6, "agents", 2, 60, "AI laboratories")
    chip_vendor_agents: int = number(3, "agents", 1, 20, "chip vendors; the first is the leader")

    _history: str = group("history and nature")
    true_productivity_low: float = number(0.05, "points a year", 0.001, 5, "low end of the draw of AI's true productivity", "facts 11")
    true_productivity_high: float = number(1.5, "points a year", 0.001, 5, "high end of that draw", "facts 11")
    policy_rate_after: float = number(0.0325, "1/year", 0, 0.2, "policy rate towards which the path goes after 2025")
    milestones_per_year_after: float = number(2.0, "1/year", 0, 24, "technology milestones a year after 2025")
    milestone_size_after: float = number(0.4, "1", 0, 5, "mean size of a milestone after 2025; the chat moment is 1")
    rate_shift_months: int = number(0, "months", -48, 48, "the rate shock of 2022-23 comes so much later")
    nominal_growth: float = number(0.045, "1/year", -0.05, 0.2, "growth of nominal income in the world", "World Bank 2015-2024")

    _expectations: str = group("expectations")
    growth_learning: float = number(0.10, "1/month", 0.01, 0.33, "speed of learning a growth rate", "adaptive expectations, literature 15")

    _beliefs: str = group("belief and fear")
    evidence_learning: float = number(0.05, "1/month", 0.005, 0.5, "speed at which published results are taken in", "adaptive expectations")
    evidence_middle: float = number(2.3, "log", 0, 6, "log AI level at which half of the promise is borne out")
    evidence_spread: float = number(0.8, "log", 0.1, 3, "spread of that level")
    success_expected: float = number(0.35, "share", 0.05, 1, "share of programmes meeting their return that was promised")
    myth_gain: float = number(0.02, "1/month", 0, 0.1, "pull of the myth", "literature, defaults: k_M")
    logic_gain: float = number(0.03, "1/month", 0, 0.1, "pull of the logic", "literature, defaults: k_L")
    sermon_gain: float = number(0.04, "1/month", 0, 0.1, "pull of the sermon", "literature, defaults: k_D")
    fear_gain: float = number(0.03, "1/month", 0, 0.2, "pull of the sermon's alarm")
    contagion: float = number(0.10, "1/month", 0, 0.8, "pull of those one watches", "literature 1: free")
    forgetting: float = number(0.06, "1/month", 0.005, 0.3, "forgetting, r", "literature, defaults: .05-.3")
    resusceptibility: float = number(0.03, "1/month", 0.005, 0.3, "healing of fatigue, w", "literature, defaults: .01-.1")
    receptivity: float = number(2.0, "years", 0, 10, "receptivity per weakness of growth elsewhere", "claim 8")
    myth_base: float = number(0.20, "share", 0, 1, "loudness of the myth without an occasion")
    myth_pulse: float = number(0.35, "share", 0, 1, "loudness added by an occasion")
    myth_occasions: float = number(8.0, "1/year", 0, 60, "occasions to speak", "literature 1: .5-1.5 a month")
    voice_feedback: float = number(0.6, "1", 0, 3, "loudness per attention")
    logic_base: float = number(0.25, "share", 0, 1, "loudness of logic that leans on no myth")
    reach_unnoticed: float = number(0.15, "share", 0, 1, "reach of the voices before the public takes notice", CALIBRATED)
    ordinary_earnings_growth: float = number(0.08, "1/year", -0.1, 0.5, "growth of AI firms' earnings that makes no case")
    logic_by_earnings: float = number(2.5, "years", 0, 20, "case per growth of AI earnings")
    logic_by_price: float = number(0.5, "1", 0, 5, "case against a price ahead of earnings")
    logic_by_rate: float = number(8.0, "years", 0, 60, "case per fall of the policy rate")
    branching: float = number(0.6, "1", 0, 0.95, "events bred by events", "Hawkes, literature 1: .3-.95")
    sermon_volume: float = number(0.5, "1", 0, 5, "loudness per excitement")
    sermon_by_price: float = number(1.5, "1", 0, 20, "excitement per monthly move of AI shares")
    algorithmic_gain: float = number(3.0, "1", 0, 20, "amplification by attention")
    promise_weight: float = number(0.45, "years", 0, 3, "weight of belief in a fund's choice")
    value_by_belief: float = number(0.8, "log", 0, 3, "price of AI rounds per belief beyond January 2015")
    hope_weight: float = number(1.0, "logit", 0, 5, "pull of belief on researchers")
    fear_weight: float = number(0.8, "logit", 0, 5, "pull of fear on researchers")
    capex_by_belief: float = number(0.9, "1", 0, 4, "expected AI demand per belief", "literature 6: m_b")
    adoption_by_belief: float = number(1.0, "logit", 0, 6, "weight of belief in adoption", "literature 10")
    adoption_by_fear: float = number(1.5, "logit", 0, 6, "weight of fear in adoption", "literature 10: a3")

    _speaking: str = group("saying AI")
    speaking_base: float = number(-7.0, "logit a month", -12, 0, "speaking without belief, fear or peers", CALIBRATED)
    speaking_by_belief: float = number(3.0, "logit", 0, 10, "weight of belief in speaking")
    speaking_by_fear: float = number(2.0, "logit", 0, 10, "weight of fear in speaking")
    speaking_by_premium: float = number(2.0, "years", 0, 40, "weight of the premium that speakers got")
    falling_silent: float = number(0.02, "1/month", 0, 0.5, "hazard of falling silent without belief")
    premium_size: float = number(0.020, "1/month", 0, 0.2, "return of a speaker while few speak, full story", "Cooper and others 2001")
    silence_penalty: float = number(0.010, "1/month", 0, 0.2, "loss of a silent firm once all speak")
    credit_standard: float = number(0.008, "1/year", 0, 0.05, "interest that silence costs once all speak", "claim 67")
    program_loan_share: float = number(0.5, "share", 0, 1, "share of a programme's cost that is borrowed")

    _shares: str = group("listed shares")
    investor_agents: int = number(200, "agents", 20, 50_000, "investors in listed shares")
    narrator_agents: int = number(20, "agents", 3, 1000, "narrators of three voices")
    equity_share: float = number(0.8, "share", 0.1, 0.95, "share of wealth in shares")
    investors_share_of_market: float = number(0.35, "share", 0.05, 0.8, "part of listed shares that investors hold; households hold the rest")
    multiple_by_belief: float = number(1.1, "log", 0, 3, "price-earnings multiple of AI shares per belief, kappa", "literature, defaults: .5-1.5")
    multiple_by_rate: float = number(4.0, "years", 0, 20, "multiple per policy rate, log")
    sober_multiple: float = number(21.0, "years", 5, 60, "multiple of AI shares without belief")
    rest_multiple: float = number(17.8, "years", 5, 60, "multiple of other shares")
    value_strength: float = number(0.8, "1", 0, 5, "tilt of fundamental investors per log gap")
    trend_strength: float = number(1.2, "years", 0, 6, "tilt of trend investors per yearly trend")
    trend_learning: float = number(0.06, "1/month", 0.005, 0.5, "speed of learning the trend", "literature 2: theta .9 a quarter")
    trading_speed: float = number(0.15, "1/month", 0.01, 1, "part of a wish that is traded in a month")
    market_multiplier: float = number(2.0, "1", 0.5, 8, "price change per flow over value, M", "Gabaix and Koijen 2021: 1-8")
    rest_anchor: float = number(0.05, "1/month", 0, 0.5, "pull of other shares to their multiple")
    ai_anchor: float = number(0.03, "1/month", 0, 0.5, "pull of AI shares to the multiple that households' mood pays")
    share_noise: float = number(0.03, "1/month", 0, 0.2, "noise of the market")
    firm_noise: float = number(0.05, "1/month", 0, 0.3, "noise of a share")
    multiple_by_growth: float = number(1.5, "years", 0, 5, "multiple of a share per growth of its earnings, log")
    place_speed: float = number(0.05, "1/month", 0, 0.5, "pull of a share to its part of earnings")
    passive_inflow: float = number(0.03, "1/year", 0, 0.3, "saving into index funds over their wealth")
    passive_size: float = number(0.02, "1/month", 0, 0.3, "return that passive flows give per index weight", "Jiang and others 2022")
    switching_intensity: float = number(0.4, "1", 0, 10, "intensity of choice between rules, beta", "Anufriev and Hommes 2012")
    score_memory: float = number(0.7, "1", 0, 0.99, "memory of success, eta", "Anufriev and Hommes 2012")
    reconsider: float = number(0.1, "1/month", 0.01, 1, "share who reconsider, 1 - delta", "Anufriev and Hommes 2012")
    short_threshold: float = number(0.05, "log", 0, 3, "overpricing at which shorts begin", "literature 3")
    short_strength: float = number(2.0, "1", 0, 10, "short over wealth per log overpricing")
    short_limit: float = number(1.0, "1", 0, 5, "largest short over wealth")
    short_carry: float = number(0.03, "1/year", 0, 0.3, "cost of carrying a short", "literature 3: .5-3% and borrow")
    short_stop: float = number(0.4, "share", 0.05, 1, "loss from the peak at which backers stop a short seller", "literature 3: redemptions after 20%")
    margin: float = number(0.3, "share", 0.05, 1, "equity over short below which a margin call comes", "literature 3")
    collateral: float = number(0.05, "1", 0, 0.5, "debt that lenders give on market value", "Kiyotaki and Moore; literature 5")

    _funds: str = group("venture funds")
    choice_intensity: float = number(3.5, "1", 0, 12, "intensity of choice between fields, B", "literature 4: 2-8")
    return_chasing: float = number(1.1, "years", 0, 4, "weight of own growth of marks", "literature 4")
    payback_impatience: float = number(0.05, "1/year", 0, 0.3, "weight of pay-back years, tau", "literature 4: .03-.10")
    marks_learning: float = number(0.06, "1/month", 0.005, 0.5, "speed of learning from own marks", "literature 4: .7 a year")
    deployment_months: float = number(15.0, "months", 6, 96, "months over which the stock of pledges is deployed", "dry powder over yearly deployment, opening table")
    track_appetite: float = number(1.5, "years", 0, 6, "pledges rise with growth of marks, log per 1/year", "literature 4: .3-.5 with lags")
    rate_aversion: float = number(18.0, "years", 0, 40, "pledges of savers' funds fall with the policy rate, log per 1/year", CALIBRATED)
    corporate_rate_aversion: float = number(6.0, "years", 0, 40, "the same for corporate purses")
    sovereign_rate_aversion: float = number(1.0, "years", 0, 40, "the same for sovereign purses")
    usual_policy_rate: float = number(0.015, "1/year", 0, 0.1, "policy rate at which pledges are ordinary")
    usual_growth_of_marks: float = number(0.10, "1/year", -0.2, 0.6, "growth of marks at which pledges are ordinary")
    pledge_growth: float = number(0.08, "1/year", -0.1, 0.4, "trend growth of savers' wealth for venture", CALIBRATED)
    fund_specialisation: float = number(1.3, "logit", 0, 4, "spread of funds' leanings between fields", "funds specialise by field")
    co_investors: int = number(6, "funds", 1, 30, "co-investors that a fund watches")

    recycling: float = number(0.15, "share", 0, 1, "exit money that funds invest again instead of paying it out")

    _startups: str = group("start-ups")
    round_runway_months: float = number(9.0, "months", 1, 36, "runway below which a firm raises money")
    round_months: float = number(20.0, "months", 6, 60, "months of spending that a round pays for", "literature 4")
    round_dilution: float = number(0.25, "share", 0.02, 0.6, "largest share sold in one round")
    startup_ambition: float = number(0.25, "log", 0, 2, "growth of spending planned when money is easy")
    startup_multiple: float = number(6.5, "years", 1, 100, "value over revenue that a start-up asks")
    promise_value: float = number(1.2, "1", 0, 5, "value over money put in, without revenue")
    startup_seed_usd: float = number(1.2e8, "usd an agent", 1e5, 1e11, "first round at 900 agents; scaled with their number", CALIBRATED)
    startup_growth: float = number(0.75, "1/year", 0, 3, "growth of revenue in an empty market", CALIBRATED)
    startup_gain_from_technology: float = number(1.3, "1", 0, 3, "growth of revenue per growth of technology")
    startup_luck: float = number(0.3, "1/sqrt(year)", 0, 2, "volatility of revenue", "literature 4: skewed exits")
    startup_exit_hazard: float = number(0.11, "1/year", 0, 2, "hazard of exit of a large firm six years old", CALIBRATED)
    startup_exit_size_usd: float = number(2.0e8, "usd a year an agent", 1e4, 1e12, "revenue that makes an exit likely, at 900 agents")
    startup_closure_hazard: float = number(0.06, "1/year", 0, 1, "hazard of a project that leads nowhere")
    startup_last_month: float = number(1.0, "months", 0, 6, "closes with less money than this much spending")
    exit_multiple: float = number(7.5, "years", 0.5, 100, "what buyers pay over revenue")
    exit_luck: float = number(0.4, "log", 0, 3, "spread of exit values", "Pareto tail 1.8-2.0, literature 4")
    founder_response: float = number(1.0, "1", 0, 4, "entry of founders per ease of money in their field")
    price_of_inflow: float = number(0.18, "1", 0, 1, "elasticity of valuations to inflow", "Gompers and Lerner 2000: .10-.28")
    startup_research_share: float = number(0.35, "share", 0, 0.9, "spending on researchers")
    startup_compute_share: float = number(0.004, "share", 0, 0.3, "spending of AI start-ups on AI compute in 2015")
    compute_share_growth: float = number(1.8, "1", 0, 3, "rise of that share with AI's level, elasticity")
    compute_share_cap: float = number(0.35, "share", 0, 0.6, "largest share of a budget spent on AI compute")
    startup_model_share: float = number(0.06, "share", 0, 0.5, "spending of AI start-ups on labs' models where they are useful")
    market_growth: float = number(0.07, "1/year", -0.1, 0.5, "growth of what the world would buy from start-ups")
    market_by_technology: float = number(0.7, "1", 0, 3, "market per technology level, elasticity")
    market_fruit: float = number(0.4, "1", 0, 2, "market for AI per true productivity, elasticity")
    market_room: float = number(0.35, "share", 0, 0.95, "share of each market not served in January 2015")
    graduate_wear: float = number(0.08, "1/year", 0, 0.5, "fading of the sales of start-ups sold before")

    _researchers: str = group("researchers")
    search_rate: float = number(0.08, "1/month", 0, 1, "share who get an offer in a month; few of them take it", "moves .05-.15 a year, literature 9")
    pay_weight: float = number(1.5, "1", 0.05, 6, "log-wage coefficient of a move", "literature 9: .1-4")
    study_pay_weight: float = number(0.9, "1", 0, 6, "log-wage coefficient of a field of study", "literature 9")
    colleague_weight: float = number(1.0, "logit", 0, 6, "pull of where colleagues are")
    switching_cost: float = number(2.0, "logit", 0, 10, "cost of changing job", "literature 9")
    taste_spread: float = number(0.7, "logit", 0, 3, "spread of liking of jobs among researchers")
    skill_spread: float = number(0.5, "log", 0, 2, "spread of skill")
    training_months: int = number(66, "months", 12, 120, "from choice of field to first job", "five to six years")
    graduate_leaning: float = number(-0.2, "logit", -5, 5, "leaning of AI graduates towards industry at the pay of 2015", "46% in 2015, facts 7")
    mentor_elasticity: float = number(0.5, "1", 0, 2, "size of a cohort per mentor, elasticity", "literature 9: Gofman-Jin")
    buffer_months: float = number(4.0, "months", 0, 60, "months of pay that a researcher keeps")
    colleagues_per_researcher: int = number(6, "people", 1, 50, "colleagues and mentors that a researcher watches")
    wage_response: float = number(0.35, "1/year", 0, 3, "rise of AI pay per unfilled share of posts", CALIBRATED)
    wage_trend: float = number(0.03, "1/year", -0.05, 0.2, "rise of pay everywhere")
    wage_adjustment: float = number(0.08, "1/month", 0, 1, "speed at which labs change pay")
    academic_growth: float = number(0.02, "1/year", -0.1, 0.2, "growth of posts in academia and basic science")

    _incumbents: str = group("incumbents")
    adoption_base: float = number(-7.1, "logit a month", -15, 0, "adoption without pay-off, peers or fit", CALIBRATED)
    adoption_by_value: float = number(1.0, "1", 0, 5, "weight of expected value", "literature 10")
    adoption_by_advance: float = number(0.8, "1", 0, 3, "weight of how far AI has come", CALIBRATED)
    adoption_spread: float = number(0.8, "logit", 0, 3, "spread of fit between firms")
    pilot_months: int = number(12, "months", 3, 48, "length of a pilot", "MIT NANDA 2025: six months and more")
    pilot_cost_share: float = number(0.005, "share", 0.0001, 0.1, "cost of a programme over revenue", CALIBRATED)
    project_mean: float = number(-0.95, "log", -5, 2, "log value over cost of the median project in 2015", "IBM 2025: 25% meet their return")
    project_learning: float = number(0.10, "1", 0, 2, "gain in log value per log of AI's level", "literature 10")
    project_fruit: float = number(0.35, "1", 0, 2, "gain in log value per log of true productivity")
    project_luck: float = number(1.3, "log", 0.1, 4, "spread of project values", "literature 10: log-normal")
    return_hurdle: float = number(1.0, "1", 0.2, 5, "value over cost that counts as return met", "IBM 2025")
    scaling_hurdle: float = number(1.6, "1", 0.2, 10, "value over cost at which a pilot is scaled", "IBM 2025: 16% scaled")
    scaling_factor: float = number(2.0, "1", 0.2, 20, "spending of a scaled programme over its pilot")
    abandonment: float = number(0.03, "1/month", 0, 0.5, "hazard of dropping a programme that loses", "literature 10: .02-.04")
    learning_own: float = number(0.25, "1", 0, 1, "weight of own result", "adaptive expectations, literature 15")
    learning_industry: float = number(0.03, "1/month", 0, 1, "weight of the industry's results")
    project_compute_share: float = number(0.006, "share", 0, 0.3, "programme spending on AI compute in 2015")
    project_model_share: float = number(0.12, "share", 0, 0.4, "programme spending on labs' models where they are useful")
    project_staff_share: float = number(0.35, "share", 0, 0.8, "programme spending on AI researchers")
    incumbent_cash_months: float = number(1.6, "months", 0, 24, "cash kept, in months of revenue")
    peers_per_incumbent: int = number(8, "firms", 1, 60, "peers that a firm watches")
    peers_across: float = number(0.2, "share", 0, 1, "share of those peers in other industries")

    _hyperscalers: str = group("hyperscalers")
    capex_adjustment: float = number(0.20, "1/quarter", 0.02, 1, "speed of closing the gap to wanted capital", "literature 6: .1-.3")
    plant_wear: float = number(0.15, "1/year", 0.02, 0.6, "wear of ordinary data centres", "literature 6")
    chip_wear: float = number(0.30, "1/year", 0.05, 0.8, "economic wear of chips", "literature 6: .2-.45")
    plant_lead_years: float = number(0.7, "years", 0, 3, "lead time of ordinary capex")
    load_ceiling: float = number(14.0, "1", 2, 100, "ordinary demand in the end over January 2015", CALIBRATED)
    load_growth: float = number(0.34, "1/year", 0, 1, "early growth of ordinary demand", "capex grew 31% a year to 2022, facts 4")
    capex_horizon_years: float = number(1.2, "years", 0, 4, "horizon of expected AI demand")
    expected_growth_cap: float = number(1.6, "1/year", 0, 4, "largest growth that is extrapolated")
    target_utilisation: float = number(0.78, "share", 0.3, 1, "use of AI compute aimed at", "literature 15: target .8")
    debt_limit: float = number(1.5, "years", 0, 8, "debt over yearly cash flow at most")
    cash_buffer_months: float = number(4.0, "months", 0, 36, "cash kept, in months of core revenue")
    capex_cash_share: float = number(0.70, "share", 0, 1, "share of cash flow spent on capex at most", "literature 6: .65 in 2025")
    rent_response: float = number(0.12, "1/month", 0, 2, "rise of rent per use above target")
    rent_pass_through: float = number(0.9, "1", 0, 1.5, "fall of rent per fall of the cost of compute")
    hyperscaler_ai_research: float = number(0.009, "share", 0, 0.2, "core revenue spent on AI researchers")
    staff_follows_demand: float = number(1.0, "years", 0, 5, "rise of that share with growth of AI demand")
    own_use_share: float = number(0.0004, "share", 0, 0.1, "core revenue spent on own AI compute in 2015", CALIBRATED)
    own_use_elasticity: float = number(1.3, "1", 0, 4, "rise of that share with AI's level")
    core_growth: float = number(0.165, "1/year", -0.1, 0.5, "growth of core revenue in 2015", "company reports 2015-2024")
    core_growth_fade: float = number(0.05, "1/year", 0, 0.5, "fading of that growth towards nominal growth")
    cash_margin: float = number(0.29, "share", 0.02, 0.7, "operating cash flow over core revenue", "company reports 2015")
    cloud_cost_share: float = number(0.55, "share", 0, 1, "running cost of cloud over its sales")
    paid_load_share: float = number(0.5, "share", 0, 1, "ordinary load sold as cloud")
    plant_yield: float = number(0.55, "1/year", 0.05, 2, "cloud sales per dollar of ordinary plant")
    payout_share: float = number(0.5, "share", 0, 1, "spare cash paid out in a year (dividends, buybacks)")
    loan_spread: float = number(0.012, "1/year", 0, 0.1, "interest over the policy rate")
    loan_years: float = number(7.0, "years", 1, 30, "years over which loans are paid back")

    _loop: str = group("the capital loop")
    reinvested_gain: float = number(0.035, "1", 0, 0.3, "part of a year's gain in market value put into labs, omega", "literature 5: .01-.07")
    stake_cash_share: float = number(0.05, "share", 0, 0.5, "largest part of cash put into labs in a month")
    credit_share: float = number(0.4, "share", 0, 1, "part of a hyperscaler's stake paid in cloud credits", "facts 6")
    credit_months: float = number(14.0, "months", 1, 60, "months over which credits are used")
    stake_stretch: float = number(0.5, "months", 0, 10, "strategic money that a lab takes in a month, in months of its cash use", CALIBRATED)
    vendor_credit: float = number(0.10, "share", 0, 0.5, "part of chip sales to hyperscalers that the vendor finances", "literature 5: .05-.25")
    receivable_months: float = number(12.0, "months", 1, 60, "months in which receivables are paid")

    _states: str = group("states, grid, public money")
    subsidy_by_gap: float = number(0.2, "1/year", 0, 2, "rise of subsidies (per cent of product) per gap in compute share, k1", "literature 12: .1-.4")
    subsidy_by_rivals: float = number(0.2, "1/year", 0, 2, "rise of subsidies per lead of rivals', k2", "literature 12: .1-.5")
    subsidy_by_debt: float = number(0.02, "1/year", 0, 1, "fall of subsidies per subsidies paid over product, k3")
    matter_of_state: float = number(0.001, "share of product", 0.0001, 0.05, "AI capex over world product at which states care")
    subsidy_limit: float = number(0.005, "share of product", 0, 0.05, "largest subsidy", "literature 12: .05-.5% of product")
    subsidy_into_chips: float = number(0.5, "share", 0, 1, "part of a subsidy that buys AI compute")
    control_threshold: float = number(0.17, "share", 0, 1, "compute share of the rival at which the leader restricts exports")
    control_bite: float = number(0.6, "share", 0, 1, "part of the rival's orders that an export control stops", "literature 12")
    grid_growth: float = number(0.12, "1/year", 0, 0.6, "growth of the grid's room for AI halls")
    grid_room_usd: float = number(1.5e11, "usd", 1e9, 1e14, "AI halls that the grid could connect in January 2015")
    grid_margin: float = number(0.10, "share", 0.01, 0.9, "free room below which connections slow down")
    patient_capital_usd: float = number(0.0, "usd a year", 0, 1e12, "public venture fund that ignores voices, at 2015 prices")

    _labs: str = group("labs")
    lab_runway_months: float = number(18.0, "months", 3, 60, "months of spending that a round pays for")
    lab_ambition: float = number(1.0, "years", 0, 4, "growth of spending planned per growth of own capability", CALIBRATED)
    lab_ambition_by_sales: float = number(0.2, "years", 0, 3, "growth of spending planned per growth of sales", CALIBRATED)
    lab_promise_value: float = number(4.0, "1", 0, 30, "value over money put in, without sales", CALIBRATED)
    lab_multiple: float = number(11.0, "years", 1, 100, "value over sales without growth", "38 in 2025, facts 6")
    lab_staff_share: float = number(0.30, "share", 0.01, 0.9, "spending on researchers")
    lab_compute_share: float = number(0.60, "share", 0, 0.9, "spending on compute, to serve customers first, then to train", "facts 6")
    lab_serving_cost: float = number(0.45, "share", 0, 1.5, "compute to serve customers over sales")
    lab_rivalry: float = number(2.0, "1", 0, 10, "customers' response to capability")
    lab_catch_up: float = number(0.06, "1/month", 0, 1, "speed at which laggards copy the frontier")
    lab_scaling: float = number(0.10, "1", 0, 1, "log capability per log of training against others", "literature 7: scaling laws")

    _households: str = group("households as customers of AI")
    households_bn: float = number(2.0, "billion", 0.1, 4, "households in the world", "United Nations")
    ai_word_of_mouth: float = number(0.65, "1/year", 0, 4, "Bass imitation", "Bass average .38, literature 1")
    ai_first_users: float = number(0.02, "1/year", 0, 0.5, "Bass innovation", "Bass average .03, literature 1")
    ai_notice_power: float = number(4.0, "1", 0, 12, "notice of AI is the largest milestone so far to this power")
    ai_use_threshold: float = number(1.3, "log", -1, 6, "log AI level at which half of households could use it")
    ai_use_spread: float = number(0.5, "log", 0.05, 3, "spread of that level")
    ai_spend_per_user_usd: float = number(14.0, "usd a year", 0, 5000, "spending of a household that uses AI, at the threshold")
    ai_spend_elasticity: float = number(0.8, "1", 0, 4, "rise of that spending with AI's level")

    _vendors: str = group("chip vendors")
    vendor_margin: float = number(0.57, "share", 0.05, 0.9, "gross margin in ordinary times", "facts 5")
    vendor_margin_cap: float = number(0.78, "share", 0.1, 0.95, "largest gross margin", "facts 5: 75% at the peak")
    vendor_scarcity: float = number(0.16, "1", 0, 1, "margin per log of order book over capacity", CALIBRATED)
    vendor_price_speed: float = number(0.12, "1/month", 0, 1, "speed of price changes")
    vendor_lead_years: float = number(0.5, "years", 0, 3, "lead time of capacity")
    vendor_growth_cap: float = number(0.08, "1/month", 0, 0.5, "fastest growth of capacity", "facts 5: 3.2 times in a year")
    vendor_backlog_months: float = number(9.0, "months", 1, 48, "months in which it wants to clear its backlog")
    vendor_choice: float = number(2.0, "1", 0, 10, "buyers' response to value for money")
    vendor_wait_aversion: float = number(0.06, "1/month", 0, 1, "buyers' dislike of waiting")
    vendor_research_share: float = number(0.14, "share", 0, 0.6, "sales spent on research and running cost", "company reports")
    vendor_other_cost: float = number(0.40, "share", 0, 0.9, "research and running cost of its other business", "company reports 2015")
    outside_chip_orders: float = number(0.9, "1", 0, 4, "chips ordered by all other clouds over hyperscalers'", "half of sales, facts 5")
    chip_share_of_ai_capex: float = number(0.5, "share", 0.1, 1, "chips in AI capex; the rest is buildings and power", "facts 4")

    _ideas: str = group("ideas")
    talent_exponent: float = number(0.5, "1", 0, 1, "technology growth per talent, lambda", "literature 8: .3-.75")
    funding_exponent: float = number(0.3, "1", 0, 1, "technology growth per money, eta", "literature 8: .2-.5")
    ideas_get_harder: float = number(0.8, "1", 0, 4, "fall of growth per log level, beta", "Bloom and others 2020: .2-3.1")
    ai_growth_2015: float = number(0.18, "1/year", 0, 2, "growth of AI technology in 2015", CALIBRATED)
    milestone_jump: float = number(0.12, "log", 0, 1, "jump of AI technology at a milestone of size one")
    ai_spillover: float = number(0.06, "1", 0, 0.5, "growth passed from AI to other fields", "literature 8: .05-.3")
    science_spillover: float = number(0.3, "1", 0, 2, "growth of all fields per log of basic science, lagged", "Adams 1990")
    science_lag_months: int = number(120, "months", 12, 300, "lag of basic science", "literature 8: 8-20 years")
    learning_rate_compute: float = number(0.21, "share", 0, 0.5, "fall of chip cost per doubling of output", "literature 7: .18-.24")
    compute_drift: float = number(0.08, "1/year", 0, 0.5, "fall of chip cost with time", "doubling in 2.3 years, facts 8")
    learning_rate_clean: float = number(0.20, "share", 0, 0.5, "fall of clean-energy cost per doubling", "literature 7: .20-.24")
    clean_deployment: float = number(0.21, "1/year", 0, 1, "growth of clean energy installed in 2015", "opening table")
    clean_price_response: float = number(0.3, "1", 0, 3, "deployment per fall of its cost")
    # fmt: on

    def __post_init__(self) -> None:
        for info in self.describe():
            _check(info, getattr(type(self), info.name))

    def describe(self) -> list[ParameterInfo]:
        """Return every parameter with its value, unit, bounds, meaning, source and group."""
        rows, title = [], ""
        for part in fields(self):
            title = part.metadata.get("group", title)
            if "group" not in part.metadata:
                meta = part.metadata
                value = getattr(self, part.name)
                rows.append(ParameterInfo(part.name, value, meta["unit"], meta["low"], meta["high"], meta["meaning"], meta["source"], title))
        return rows

    def replace(self, **changes: Any) -> Parameters:
        """Return new parameters with these changes.

        Raises ValueError with the nearest valid name for an unknown one, and for a value out of bounds.
        """
        known = {info.name: info for info in self.describe()}
        for name in changes:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1, 0.4)
                hint = f"; did you mean {near[0]}?" if near else ""
                raise ValueError(f"parameter {name}: unknown{hint}")
        whole: dict[str, Any] = {name: _whole(known[name], value) for name, value in changes.items()}
        return replace(self, **whole)

    def as_dict(self) -> dict[str, float]:
        """Return name and value of every parameter."""
        return {info.name: info.value for info in self.describe()}


def _whole(info: ParameterInfo, value: float) -> float:
    """Turn 5.0 into 5 where the parameter counts things; anything else is left for the check."""
    counts = isinstance(info.value, int)
    return int(value) if counts and isinstance(value, float) and value.is_integer() else value


def _check(info: ParameterInfo, default: Any) -> None:
    unit = "" if info.unit == "1" else f" {info.unit}"
    allowed = f"allowed: {info.low:g} to {info.high:g}{unit}"
    counts, value = isinstance(default, int), info.value
    if isinstance(value, bool) or not isinstance(value, (numbers.Integral if counts else numbers.Real)):
        raise ValueError(f"parameter {info.name}: {info.value!r} is no {'whole ' if counts else ''}number; {allowed}")
    if not info.low <= info.value <= info.high:
        raise ValueError(f"parameter {info.name}: {info.value!r} is out of bounds; {allowed}")
