"""The named experiments, as data: worlds, outcomes, what each tests and what would change its answer."""

from __future__ import annotations

from batch_runs.experiments.experiment import Arm, Experiment, Ratio
from model.errors import BadInput, nearest

BASE = Arm("base", "Base", "base")
COSTS = ("opportunity", "brain_drain", "fomo")
BOOMS = ("boom", "bust", "depth")


def _named(*arms: tuple[str, str]) -> tuple[Arm, ...]:
    """Return arms that carry the name of their scenario, from pairs of scenario and label."""
    return tuple(Arm(name, label, name) for name, label in arms)


# fmt: off
EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(
        name="base",
        title="The boom and its two twins",
        question="What does the boom look like, and what is left of it without belief, and without the technology?",
        arms=(BASE, *_named(("straight", "Straight"), ("no-ai", "No AI"))),
        own_twin=False,
        outcomes=("ai_share_2025", "ai_share_2030", *COSTS, *BOOMS, "fields_2025", "ai_capex_2025", "ai_capex_2030", "delay_clean_energy", "delay_biotech", "delay_basic_science"),
        headlines=(("base", "opportunity"), ("base", "brain_drain"), ("base", "fomo"), ("straight", "ai_share_2025")),
        lines=("ai_share", "ai_capex"),
        tests="Straight is the same world with exactly the nine belief switches off: everybody follows published evidence. No AI is the straight world without the technology. What the base has beyond straight is the work of belief; what straight has beyond no AI is the work of the technology.",
        would_change="The nine switches are off all at once and from January 2015 on, so the straight world is a bound and no policy. What evidence says is itself an assumption: with a lower `evidence_middle` results bear out the promise sooner and less is left for belief. The gains of the voices (`myth_gain`, `logic_gain`, `sermon_gain`) were set by hand with 2020 to 2025 in view, not estimated; the costs grow with them. Costs add up over 21 years: in a run that bust, a cost of the boom and what its bust gave back are one number.",
    ),
    Experiment(
        name="quiet",
        title="Quiet",
        question="Nothing arrives and no voice speaks: how often does the model boom by itself?",
        arms=(BASE, *_named(("quiet", "Quiet"))),
        outcomes=("boom", "bust", "depth", "ai_share_2025", "ai_share_2030", "ai_capex_2025", "ai_capex_2030", "fields_2025"),
        headlines=(("quiet", "boom"),),
        lines=("ai_share", "boom"),
        tests="The technology stands still, and myth, logic and sermon are silent. Herding, bandwagon, rivalry and loop finance are all on: if one of them could make a boom out of nothing, it would show here. The premium is on too, but what the market pays for the word goes with how loud the voices are, and is nothing here; only lenders still look at who speaks.",
        would_change="A count of no booms in n seeds leaves room for a chance of about 3/n. Stronger herding (`herding` up to 3), more impatient choice (`choice_intensity`) or fewer, larger funds (`fund_agents`) could make fashions of their own; they are at their usual values here. What counts as a boom is twice AI's share of 2015 for a year; a lower bar would count more.",
    ),
    Experiment(
        name="unfunded-loop",
        title="The loop, cut one arrow at a time",
        question="Which arrow of the capital loop carries the boom?",
        arms=(BASE, *_named(
            ("unfunded-loop", "All cut"), ("unfunded-loop-stakes", "No stakes"), ("unfunded-loop-credits", "No credits"),
            ("unfunded-loop-vendor-finance", "No vendor finance"), ("unfunded-loop-terms", "No terms"), ("unfunded-loop-promises", "No promises"),
            ("unfunded-loop-collateral", "No collateral"), ("unfunded-loop-price", "Capex blind to shares"),
        )),
        own_twin=False,
        outcomes=(*COSTS, "ai_share_2025", "ai_capex_2027", "ai_capex", "lead_lab_2030", "bust"),
        headlines=(("unfunded-loop", "ai_capex"), ("unfunded-loop-stakes", "ai_capex"), ("unfunded-loop-price", "ai_capex")),
        lines=("ai_capex", "ai_share"),
        tests="Money goes round: gains on shares become stakes in labs, part of them in cloud credits; labs buy compute, on terms, and promise more; clouds buy chips, partly on the vendor's credit; shares rise, lenders lend on them, and capex follows them. Each world cuts one of these arrows and leaves all others; the first cuts all. Cutting stakes takes the credits along, for they are a way to pay for stakes.",
        would_change="An arrow that is cut does not leave a hole: labs without stakes ask funds for more, clouds without loans spend cash. So the effect of one cut is what nobody else stands in for, and effects of single cuts need not add up to that of all. `reinvested_gain` (literature .01 to .07) and `vendor_credit` stand inside their ranges, where at the upper ends the loop carries more; `cloud_terms` (.05 to .25) stands at its upper end. Where the grid or cash binds, money that no longer goes round would not have been spent anyway.",
    ),
    Experiment(
        name="efficiency-shock",
        title="A cheap rival appears overnight",
        question="Does a model that needs a tenth of the compute end the boom, or feed it?",
        arms=(BASE, *_named(("efficiency-shock", "A tenth, 2027"), ("efficiency-shock-small", "Half, 2027"), ("efficiency-shock-early", "A tenth, 2025"))),
        outcomes=("ai_capex_2027", "ai_capex_2030", "ai_capex", *BOOMS, "ai_share_2030", *COSTS, "compute_price_2030", "users_2030", "firms_using_2030"),
        headlines=(("efficiency-shock", "ai_capex"), ("efficiency-shock", "bust")),
        lines=("ai_capex", "ai_share"),
        tests="In one month the compute that a task needs falls, for everybody and for good. Labs need less to serve their customers and to train, one for one; compute becomes cheaper against work, and so more of it is wanted (the substitution of start-ups and incumbents); labs' prices fall with half of the saving, on a log scale. That labs cut one for one is assumed, and it weighs for less capex.",
        would_change="The elasticity with which compute replaces work (`compute_substitution` 1.8; literature .7 to 2.5): above one a saving breeds demand of firms, below one it kills it; labs, who buy most, want less at any elasticity. The half of the saving that is passed on to households is fixed in the code. The shock brings no milestone with it: were it news, belief would rise with it. The model trains no labs out of business by being copied; `lab_catch_up` says how fast laggards follow.",
    ),
    Experiment(
        name="rates",
        title="The rate shock earlier, later, never",
        question="How much of the boom is the work of interest rates?",
        arms=(BASE, *_named(("rates-earlier", "Two years earlier"), ("rates-later", "Two years later"), ("rates-never", "Never"))),
        outcomes=("ai_share_2025", "ai_share_2030", "ai_money", "other_money", *COSTS, *BOOMS, "ai_capex_2025", "ai_capex_2030"),
        headlines=(("rates-never", "ai_money"), ("rates-never", "other_money")),
        lines=("boom", "other_money"),
        tests="The policy rate left its floor in March 2022. Here the same path comes 24 months earlier or later, or it stays low: it follows its path to February 2022 and may then rise to the mean of 2015 to 2019, 1.1%, and no further. The technology's milestones keep their dates, so that a rate shock two years later falls into the months after the chat moment.",
        would_change="`rate_aversion` (18, calibrated) says how far savers' pledges to funds fall with the rate; companies' and states' purses feel it less. Where the path of March 2022 and after comes two years earlier, it takes the place of the pandemic's low rates, which are then left out. After 2025 all worlds go to the same long-run rate but the one without a shock, which stays low: its costs are also those of ten years of cheap money. No central bank answers the boom.",
    ),
    Experiment(
        name="sovereign-race",
        title="The sovereign race",
        question="What do subsidies and export controls do, alone and in reply to each other?",
        arms=(
            Arm("none", "No policy", "sovereign-race-none"),
            Arm("subsidies", "Subsidies alone", "sovereign-race-subsidies"),
            Arm("in-reply", "Subsidies in reply", "sovereign-race-subsidies-in-reply"),
            Arm("controls", "Controls alone", "sovereign-race-controls"),
            Arm("base", "Both allowed (base)", "base"),
            Arm("race", "All they have", "sovereign-race"),
        ),
        outcomes=("subsidies", "controlled", "rivals_part_2030", "ai_capex", "ai_capex_2030", "compute_2030", "compute_price_2030", "ai_share_2030", *COSTS, "bust", "depth", "grid_full"),
        headlines=(("base", "subsidies"), ("base", "ai_capex"), ("race", "ai_capex")),
        lines=("subsidies", "ai_capex"),
        tests="The first world has no industrial policy, and the others are compared with it. Subsidies alone answer a bloc's own lag in compute; in reply they also answer the lead of rivals; controls alone stop part of the rival's orders; in the base both are allowed, and a bloc under control tries twice as hard; in the last world every reply is at the upper end of the literature. Whether a control holds at all is counted in months: the leader restricts once compute is a matter of state and the rival's part of it is above a threshold (`control_threshold`).",
        would_change="Half of a subsidy buys AI compute (`subsidy_into_chips`). The hyperscalers are the leader's: half of its subsidy orders compute for them beside what they order themselves, and their own orders give way only where cash flow or debt binds; the other half is cash to them. What other blocs pay beyond compute goes to firms outside the boom. There is one leader and one rival, and controls have no smugglers and no chip makers that grow behind them. What governments fear, other than to lag, is not in the model, nor are the gains of compute at home.",
    ),
    Experiment(
        name="disclosure",
        title="Disclosure",
        question="Firms must publish results of projects: does FOMO fall?",
        arms=(BASE, *_named(("disclosure", "Disclosure"))),
        outcomes=("fomo", "programmes", "ai_capex", "firms_using_2030", "firms_speaking_2030", "belief_2027", "ai_share_2025", "ai_share_2030", "opportunity", "brain_drain", *BOOMS),
        headlines=(("disclosure", "fomo"), ("disclosure", "programmes")),
        lines=("programmes", "ai_capex"),
        tests="Without disclosure a firm calls a pilot a success that came within a fifth of its hurdle, and keeps quiet about all others; with it, only one that met it is a success, and the industry hears of all. What is known of success moves published evidence, and with it everybody's beliefs; what the industry hears moves what its firms expect of a programme. The straight twin has the same rule of disclosure.",
        would_change="The boast is a fifth (in the code, assumed) and only results near the hurdle are dressed up; if failures were told as successes, disclosure would take more away. It corrects what firms expect of results (`adoption_by_value`) and not their other reasons to start: peers are watched for what they do (`bandwagon`), fear is fed by the voices, and neither reads the books. Disclosure in 2015, before there are results, is early; later it would have less time.",
    ),
    Experiment(
        name="patient-capital",
        title="Patient capital",
        question="A public fund that ignores voices: how much of costs 1 and 2 does it buy back, per dollar?",
        arms=(BASE, *_named(("patient-capital", "10 bn a year"), ("patient-capital-large", "50 bn a year"))),
        outcomes=("opportunity", "brain_drain", "fomo", "public_money", "other_money", "ai_money", "fields_2025", "fields_2030", "delay_clean_energy", "delay_biotech", "delay_basic_science", *BOOMS),
        headlines=(),
        lines=("other_money", "researchers"),
        tests="A public fund (10 or 50 billion dollars a year at prices of 2015, growing with savers' wealth) splits its money between the five fields as it was split in 2015, whatever marks, peers and voices say. Costs are those against the straight twin without the fund: money that the fund itself gives to other fields counts as bought back. Per dollar means per dollar that the fund put into firms, exits reinvested included.",
        would_change="Of each dollar about a tenth goes to AI, as in 2015; a fund barred from AI would buy back more. Of a public dollar nine tenths go to other fields, so above nine tenths bought back private money was crowded in, below it was crowded out. Researchers answer to posts and pay, and money makes posts only where firms are found to take it. The fund's own gains and losses are not set against its cost, and who pays for it is not modelled: savers and taxes are the same in all worlds.",
        own_twin=False,
        ratios=(
            Ratio("opportunity", "cost 1 bought back per public dollar", "usd", "opportunity", "public_money", 1.0),
            Ratio("brain_drain", "cost 2 bought back per billion public dollars", "researcher-years", "brain_drain", "public_money", 1e-9),
        ),
    ),
    Experiment(
        name="bust",
        title="The voices fall silent",
        question="The voices fall silent at the peak: how deep and how long is the fall, and what stays?",
        arms=(BASE, Arm("peak", "Silent at the peak", "base", silent_at_peak=True), *_named(("bust", "Silent in July 2028"), ("bust-early", "Silent in January 2026"))),
        outcomes=("bust", "depth", "at_half", "back_after", "ai_capex_2030", "ai_share_2030", "stays_compute", "stays_users", "stays_talent", "stays_norm", "stays_prices", "stays_technology_software", *COSTS),
        headlines=(("peak", "bust"), ("peak", "depth")),
        lines=("boom", "belief"),
        tests="Myth, logic and sermon stop for good in one month; everything else goes on, herding, bandwagon, rivalry and the loop included. The peak is each seed's own: the month in which belief stands highest over evidence in the base. What stays is measured sixty months after the trough, as in `loop.json`: the distance to the straight twin then over that at the peak, both in parts of the twin's size, of the norm in points (100% where all of it stays, more where it has grown since, below zero where it has turned; not told where the two differ by less than a hundredth at the peak). Only runs that bust tell it. Runs go on to December 2039, for a bust takes time to be over.",
        would_change="A run may bust without being silenced, because evidence lags; there silence changes a fall and does not set it off. Belief forgets at 5% a month (`forgetting`), so that it outlives its voices by a year or two; with faster forgetting the fall is sharper. Of AI compute a twentieth goes out of service a year (`chip_retirement`), and graduates take five and a half to train: what stays wears off no faster. The voices do not return here; in fact they would turn against what they praised.",
        months=300,
        own_twin=False,
    ),
    Experiment(
        name="energy-wall",
        title="The energy wall",
        question="The grid cannot deliver: what happens when capacity is rationed?",
        arms=(BASE, *_named(("energy-wall", "Wall"), ("energy-wall-none", "No limit"))),
        outcomes=("ai_capex_2027", "ai_capex_2030", "ai_capex", "compute_2030", "compute_price_2030", "grid_full", *BOOMS, *COSTS, "ai_share_2030"),
        headlines=(("energy-wall", "ai_capex"), ("energy-wall", "bust")),
        lines=("ai_capex", "grid"),
        tests="In the base the grid's room for AI halls grows by 12% a year and binds in runs that boom longest, from 2028 on. With the wall it grows by 3%, and the boom fills it in the year after 2025. Rationing is by queue: when nine tenths are used, deliveries slow down in proportion to what is free. The third world has no limit at all.",
        would_change="The room of January 2015 (`grid_room_usd`, 380 billion dollars of halls) is assumed, and with its growth it sets the year in which the wall is hit. Power follows dollars of halls, so halls that use less power would move the wall. Nobody builds own power plants, moves to where power is, or pays more for it: the limit is a queue, not a price. Orders wait in the vendors' books, so the boom in orders outlives the halls.",
    ),
    Experiment(
        name="another-technology",
        title="Another technology",
        question="The same code, all voices on, with a technology that should not boom: does it?",
        arms=(BASE, *_named(("another-technology", "Another technology"), ("another-technology-noticed", "The same, noticed"))),
        outcomes=("boom", "bust", "depth", "ai_share_2025", "ai_share_2030", "ai_capex_2030", "technology_ai", "belief_2027", "firms_using_2030", *COSTS),
        headlines=(("another-technology", "boom"), ("another-technology-noticed", "boom")),
        lines=("ai_share", "belief"),
        tests="A technology that moves at a fifth of AI's pace, whose milestones are a fifth as large in the news and a fifteenth in what they add, and whose worth is drawn near the lowest published estimates for AI. All nine belief switches are on. A model that booms whatever it is fed would boom here. The third world is as poor in substance, but the public hears of its milestones as it heard of AI's: it tells how much of a boom notice alone can make.",
        would_change="Notice is the fourth power of the largest milestone (`ai_notice_power`), so a fifth of the size is a six hundredth of the notice: with a lower power even small news would be noticed, and the second world becomes the third. Whether a technology booms by our measure is a matter of its pace, not a yes or no of its kind: between a fifth of AI's and all of it lie paces that were not tried. Belief in a technology that fails to deliver fades only as evidence is published; slower publishing lets it live longer. Fields, industries and buyers are those of AI: a technology with other customers would need other opening figures.",
    ),
)
# fmt: on
"""In the order of the list."""

ARMS_OF_BASE = ("straight", "no-ai")
COMMANDS = ("wargames", "attribution")
"""Experiments that are commands of their own and write their own pages."""


def experiment_named(name: str) -> Experiment:
    """Return an experiment by name; raises BadInput with one line that says what to ask for instead."""
    by_name = {one.name: one for one in EXPERIMENTS}
    if name in COMMANDS:
        raise BadInput(f"experiment {name}: is a command of its own; write python -m batch_runs {name}")
    if name in ARMS_OF_BASE:
        raise BadInput(f"experiment {name}: is part of the experiment base; write experiment base")
    if name not in by_name:
        raise BadInput(f"experiment {name!r} is not known; {nearest(name, by_name)}")
    return by_name[name]
