// The charts of the Watch page by group: which columns each draws, and the finding it states at the playhead.

import { percents } from "./format.js";
import { aYearApart, cumulated, sinceMonth, sinceStart, twelveMonthMean, yearly } from "./svg.js";

const FIELDS = ["ai", "clean_energy", "biotech", "software", "hardware"];
const JOBS = ["ai_industry", "ai_academia", "basic_science", "clean_energy", "biotech"];
const VOICES = ["myth", "logic", "sermon"];
const BLOCS = ["united_states", "china", "european_union", "east_asia", "others"];
const FEW = 0.02;
const PLAYERS = ["trend", "index_funds", "short_sellers", "abstainers"];

export const GROUPS = ["story", "costs", "money", "loop", "firms", "ideas", "states", "players", "compare"];

function each(series, names, pattern, turn = (values) => values) {
  return names.filter((name) => series[pattern(name)]).map((name) => ({ id: name, values: turn(series[pattern(name)]) }));
}

function sumAt(lines, at) {
  return lines.reduce((sum, line) => sum + (line.values[at] ?? 0), 0);
}

function valueAt(lines, id, at) {
  return lines.find((line) => line.id === id)?.values[at] ?? NaN;
}

function single(series, name, id, turn = (values) => values) {
  return series[name] ? [{ id, values: turn(series[name]) }] : [];
}

// Which of two lines is above the other.
function above(lines, first, second, at, [yes, no] = ["ahead", "behind"]) {
  return valueAt(lines, first, at) >= valueAt(lines, second, at) ? yes : no;
}

function twinAt(lines, id, at) {
  return lines.find((line) => line.id === id)?.twin?.[at] ?? NaN;
}

// Whether the chart is drawn beside its twin.
function beside(lines) {
  return lines.some((line) => line.twin) ? "gap" : undefined;
}

function byLoudness(lines, at) {
  return [...lines].sort((a, b) => (b.values[at] ?? 0) - (a.values[at] ?? 0));
}

const STORY = [
  {
    id: "voices", wide: true, unit: "percent", signed: true,
    lines: (series) => each(series, VOICES, (name) => `voice_${name}`, twelveMonthMean),
    variant: (lines, at) => ((byLoudness(lines, at)[0].values[at] ?? 0) > 0 ? byLoudness(lines, at)[0].id : "silent"),
    finding: (lines, at, format, series, words) => ({
      loud: format.percent(byLoudness(lines, at)[0].values[at]), second: words[`voice.${byLoudness(lines, at)[1]?.id}`],
    }),
  },
  {
    id: "belief", unit: "percent",
    lines: (series) => [
      ...single(series, "belief_mean", "belief"), ...single(series, "evidence", "evidence"), ...single(series, "fear_mean", "fear"),
    ],
    variant: (lines, at) => (percents(valueAt(lines, "belief", at)) === percents(valueAt(lines, "evidence", at)) ? "level" : above(lines, "belief", "evidence", at)),
    finding: (lines, at, format) => ({
      belief: format.percent(valueAt(lines, "belief", at)), evidence: format.percent(valueAt(lines, "evidence", at)),
    }),
  },
];

// A cost so far in two readings: what each decision would have been on evidence alone, and the twin without belief.
function costPanel(name, unit, decided) {
  return {
    id: name, unit, signed: true,
    lines: (series) => [...decided(series), ...single(series, `twin_${name}`, "against_twin", cumulated)],
    variant: (lines, at) => (lines.length < 2 ? undefined : valueAt(lines, "decided", at) * valueAt(lines, "against_twin", at) < 0 ? "apart" : "both"),
    finding: (lines, at, format) => ({ decided: format[unit](valueAt(lines, "decided", at)), twin: format[unit](valueAt(lines, "against_twin", at)) }),
  };
}

const COSTS = [
  {
    id: "venture", unit: "usd", gap: true,
    lines: (series) => (series.vc_usd_ai ? [
      ...single(series, "vc_usd_ai", "ai", yearly), { id: "other_fields", values: yearly(outsideAi(series)) },
    ] : []),
    variant: beside,
    finding: (lines, at, format) => ({
      ai: format.usd(valueAt(lines, "ai", at)), rest: format.usd(valueAt(lines, "other_fields", at)),
      twin_ai: format.usd(twinAt(lines, "ai", at)), twin_rest: format.usd(twinAt(lines, "other_fields", at)),
    }),
  },
  {
    id: "drained", unit: "people", gap: true,
    lines: (series) => single(series, "researchers_ai_industry", "ai_industry"),
    variant: beside,
    finding: (lines, at, format) => ({ people: format.people(valueAt(lines, "ai_industry", at)), twin: format.people(twinAt(lines, "ai_industry", at)) }),
  },
  {
    id: "outlays", unit: "usd", gap: true,
    lines: (series) => (series.hyperscaler_ai_capex_usd ? [{ id: "outlays", values: yearly(aiOutlays(series)) }] : []),
    variant: beside,
    finding: (lines, at, format) => ({ usd: format.usd(valueAt(lines, "outlays", at)), twin: format.usd(twinAt(lines, "outlays", at)) }),
  },
  costPanel("opportunity", "usd", (series) => single(series, "cost_opportunity_usd", "decided", cumulated)),
  costPanel("brain_drain", "years", (series) => single(series, "cost_brain_drain_person_months", "decided", (values) => cumulated(values).map((sum) => sum / 12))),
  costPanel("fomo", "usd", (series) => single(series, "cost_fomo_usd", "decided", cumulated)),
];

export function outsideAi(series) {
  const rest = FIELDS.filter((name) => name !== "ai").map((name) => series[`vc_usd_${name}`]);
  return series.vc_usd_ai.map((_, at) => rest.reduce((sum, values) => sum + (values?.[at] ?? 0), 0));
}

export function aiOutlays(series) {
  return series.hyperscaler_ai_capex_usd.map((usd, at) => (usd ?? 0) + (series.ai_spend_incumbents_usd?.[at] ?? 0));
}

const MONEY = [
  {
    id: "money", wide: true, stacked: true, unit: "usd",
    lines: (series) => each(series, FIELDS, (name) => `vc_usd_${name}`, yearly),
    finding: (lines, at, format) => ({
      share: format.percent(valueAt(lines, "ai", at) / sumAt(lines, at)), total: format.usd(sumAt(lines, at)),
    }),
  },
  {
    id: "capex", unit: "usd",
    lines: (series) => [
      ...single(series, "world_dc_capex_usd", "world", yearly), ...single(series, "hyperscaler_capex_usd", "hyperscalers", yearly),
    ],
    finding: (lines, at, format) => ({ usd: format.usd(valueAt(lines, "hyperscalers", at)) }),
  },
  {
    id: "chips", unit: "usd", filled: true,
    lines: (series) => single(series, "vendor_dc_revenue_usd", "revenue", yearly),
    finding: (lines, at, format, series) => ({
      usd: format.usd(valueAt(lines, "revenue", at)), margin: format.percent(series.vendor_gross_margin?.[at]),
    }),
  },
  {
    id: "shares", unit: "times", log: true,
    lines: (series) => [
      ...single(series, "ai_index_level", "ai_shares", hundredths), ...single(series, "rest_index_level", "rest_shares", hundredths),
    ],
    finding: (lines, at, format) => ({
      ai: format.times(valueAt(lines, "ai_shares", at)), rest: format.times(valueAt(lines, "rest_shares", at)),
    }),
  },
  {
    id: "multiple", unit: "plain", filled: true,
    lines: (series) => single(series, "vendor_pe", "multiple", (values) => values.map((value) => (value > 0 ? value : null))),
    variant: (lines, at) => (valueAt(lines, "multiple", at) > 0 ? undefined : "none"),
    finding: (lines, at, format) => ({ years: format.plain(Math.round(valueAt(lines, "multiple", at))) }),
  },
  {
    id: "concentration", unit: "percent", filled: true,
    lines: (series) => single(series, "top7_weight", "top7"),
    finding: (lines, at, format) => ({ share: format.percent(valueAt(lines, "top7", at)) }),
  },
  {
    id: "contributions", wide: true, unit: "percent", signed: true,
    lines: (series) => [
      ...single(series, "ai_contribution_to_return", "of_return", aYearApart), ...single(series, "ai_contribution_to_earnings", "of_earnings", aYearApart),
      ...single(series, "ai_contribution_to_capex", "of_capex", aYearApart),
    ],
    variant: (lines, at) => (at < 12 ? "early" : undefined),
    finding: (lines, at, format) => ({
      value: format.percent(valueAt(lines, "of_return", at)), earnings: format.percent(valueAt(lines, "of_earnings", at)),
      capex: format.percent(valueAt(lines, "of_capex", at)),
    }),
  },
];

const LOOP = [
  {
    id: "stakes", unit: "usd", stacked: true,
    lines: (series) => [
      ...single(series, "stakes_hyperscalers_usd", "hyperscalers", yearly), ...single(series, "stakes_vendors_usd", "chip_vendors", yearly),
    ],
    finding: (lines, at, format) => ({ usd: format.usd(sumAt(lines, at)) }),
  },
  {
    id: "circular", unit: "percent",
    lines: (series) => [
      ...single(series, "circular_share_cloud", "cloud_sales", twelveMonthMean), ...single(series, "circular_share_vendor", "chip_sales", twelveMonthMean),
    ],
    finding: (lines, at, format) => ({ cloud: format.percent(valueAt(lines, "cloud_sales", at)), chips: format.percent(valueAt(lines, "chip_sales", at)) }),
  },
  {
    id: "recycled", unit: "percent", untold: true,
    lines: (series) => [
      ...single(series, "recycled_fraction_hyperscalers", "hyperscalers"), ...single(series, "recycled_fraction_chip_vendors", "chip_vendors"),
    ],
    variant: (lines, at) => {
      const [clouds, vendors] = ["hyperscalers", "chip_vendors"].map((id) => Number.isFinite(valueAt(lines, id, at)));
      return clouds && vendors ? undefined : clouds ? "clouds" : vendors ? "vendors" : "none";
    },
    finding: (lines, at, format) => ({ clouds: format.percent(valueAt(lines, "hyperscalers", at)), vendors: format.percent(valueAt(lines, "chip_vendors", at)) }),
  },
  {
    id: "labs", unit: "usd", log: true,
    lines: (series) => [
      ...single(series, "lead_lab_valuation_usd", "valuation"), ...single(series, "lead_lab_revenue_usd", "sales", yearly),
    ],
    variant: (lines, at) => (valueAt(lines, "sales", at) * 1000 > valueAt(lines, "valuation", at) ? undefined : "early"),
    finding: (lines, at, format) => ({
      usd: format.usd(valueAt(lines, "valuation", at)), times: format.times(valueAt(lines, "valuation", at) / valueAt(lines, "sales", at)),
    }),
  },
  {
    id: "promised", unit: "usd", filled: true,
    lines: (series) => single(series, "compute_promised_usd", "promised"),
    finding: (lines, at, format, series) => ({ usd: format.usd(valueAt(lines, "promised", at)), sales: format.usd(yearly(series.lab_revenue_usd ?? [])[at]) }),
  },
  {
    id: "coverage", unit: "percent",
    lines: (series) => single(series, "plant_coverage", "coverage"),
    variant: (lines, at) => (Math.round(100 * valueAt(lines, "coverage", at)) < 100 ? "short" : "met"),
    finding: (lines, at, format) => ({ share: format.percent(valueAt(lines, "coverage", at)) }),
  },
];

const FIRMS = [
  {
    id: "adoption", unit: "percent",
    lines: (series) => [
      ...single(series, "share_large_firms_speaking", "large_saying"), ...single(series, "share_large_firms_using", "large_using"),
      ...single(series, "share_firms_speaking", "saying"), ...single(series, "share_firms_using", "using"),
    ],
    variant: (lines, at) => above(lines, "large_saying", "large_using", at),
    finding: (lines, at, format) => ({
      saying: format.percent(valueAt(lines, "large_saying", at)), using: format.percent(valueAt(lines, "large_using", at)),
    }),
  },
  {
    id: "premium", unit: "percent", signed: true,
    lines: (series) => single(series, "premium_speaking", "premium", (logs) => sinceMonth(11, yearly(logs)).map((log, at) => (log !== null && comparable(series, at) ? Math.expm1(log) : null))),
    variant: (lines, at) => (Number.isFinite(lines[0]?.values[at]) ? (valueAt(lines, "premium", at) < 0 ? "down" : "up") : at < 11 ? "early" : "few"),
    finding: (lines, at, format) => ({ premium: format.percent(Math.abs(valueAt(lines, "premium", at))) }),
  },
  {
    id: "terms", unit: "percent",
    lines: (series) => [...single(series, "loan_spread_silent", "if_silent"), ...single(series, "loan_spread_speaking", "if_speaking")],
    variant: (lines, at) => (percents(valueAt(lines, "if_silent", at)) === percents(valueAt(lines, "if_speaking", at)) ? "alike" : undefined),
    finding: (lines, at, format) => Object.fromEntries(lines.map((line) => [line.id, format.plain(100 * line.values[at])])),
  },
  {
    id: "loans", unit: "usd", stacked: true,
    lines: (series) => ["speaking", "silent", "refused"].flatMap((name) => single(series, `programme_loans_${name}_usd`, `loans_${name}`, yearly)),
    variant: (lines, at) => (sumAt(lines, at) > 0 ? (valueAt(lines, "loans_refused", at) > 0 ? "refused" : undefined) : "none"),
    finding: (lines, at, format) => ({
      usd: format.usd(sumAt(lines.slice(0, 2), at)), share: format.percent(valueAt(lines, "loans_refused", at) / sumAt(lines, at)),
    }),
  },
  {
    id: "programmes", unit: "plain",
    lines: (series) => each(series, ["started", "scaled", "dropped"], (name) => `projects_${name}`, yearly),
    finding: (lines, at, format) => Object.fromEntries(lines.map((line) => [line.id, format.plain(Math.round(line.values[at] ?? 0))])),
  },
  {
    id: "spending", unit: "usd",
    lines: (series) => [
      ...single(series, "ai_spend_incumbents_usd", "firms", yearly), ...single(series, "household_ai_spend_usd", "families", yearly),
    ],
    finding: (lines, at, format) => ({ firms: format.usd(valueAt(lines, "firms", at)), households: format.usd(valueAt(lines, "families", at)) }),
  },
  {
    id: "compute", unit: "times", log: true, span: 1e15,
    lines: (series) => [
      ...single(series, "compute_stock", "stock", sinceStart), ...single(series, "compute_price", "rent", sinceStart),
    ],
    finding: (lines, at, format) => ({ rent: format.percent(valueAt(lines, "rent", at)), stock: format.times(valueAt(lines, "stock", at)) }),
  },
  {
    id: "factor", unit: "percent", filled: true,
    lines: (series) => single(series, "compute_share_programmes", "factor"),
    finding: (lines, at, format) => ({ share: format.percent(valueAt(lines, "factor", at)) }),
  },
  {
    id: "use", unit: "percent", filled: true,
    lines: (series) => single(series, "compute_utilisation", "use"),
    finding: (lines, at, format) => ({ use: format.percent(valueAt(lines, "use", at)) }),
  },
];

const IDEAS = [
  {
    id: "people", unit: "people", log: true,
    lines: (series) => each(series, JOBS, (name) => `researchers_${name}`),
    finding: (lines, at, format, series) => ({
      people: format.people(series.researchers_ai_industry?.[at]),
      times: format.times(series.researchers_ai_industry?.[at] / series.researchers_ai_industry?.[0]),
    }),
  },
  {
    id: "pay", unit: "usd", log: true,
    lines: (series) => [
      ...single(series, "pay_ai_frontier_usd", "ai_frontier"), ...single(series, "pay_basic_science_usd", "basic_science"),
    ],
    finding: (lines, at, format) => ({
      times: format.times(valueAt(lines, "ai_frontier", at) / valueAt(lines, "basic_science", at)),
      usd: format.usd(valueAt(lines, "ai_frontier", at)),
    }),
  },
  {
    id: "graduates", unit: "percent", filled: true,
    lines: (series) => single(series, "new_phds_ai_to_industry_share", "graduates"),
    finding: (lines, at, format) => ({ share: format.percent(valueAt(lines, "graduates", at)) }),
  },
  {
    id: "technology", unit: "times", log: true,
    lines: (series) => each(series, [...FIELDS, "basic_science"], (name) => `technology_${name}`),
    finding: (lines, at, format) => ({
      ai: format.times(valueAt(lines, "ai", at)), clean: format.times(valueAt(lines, "clean_energy", at)),
    }),
  },
  {
    id: "diversity", unit: "plain", filled: true,
    lines: (series) => single(series, "effective_fields", "fields"),
    finding: (lines, at, format) => ({ fields: format.plain(valueAt(lines, "fields", at)) }),
  },
  {
    id: "clean", unit: "percent", filled: true,
    lines: (series) => single(series, "clean_energy_cost", "cost"),
    finding: (lines, at, format) => ({ cost: format.percent(valueAt(lines, "cost", at)) }),
  },
];

const STATES = [
  {
    id: "subsidies", unit: "usd", filled: true,
    lines: (series) => single(series, "subsidies_usd", "subsidies", yearly),
    finding: (lines, at, format) => ({ usd: format.usd(valueAt(lines, "subsidies", at)) }),
  },
  {
    id: "blocs", unit: "percent",
    lines: (series) => each(series, BLOCS, (name) => `compute_share_${name}`),
    finding: (lines, at, format) => ({ leader: format.percent(valueAt(lines, "united_states", at)), rival: format.percent(valueAt(lines, "china", at)) }),
  },
  {
    id: "controls", unit: "usd", filled: true,
    lines: (series) => single(series, "chips_stopped_usd", "stopped", yearly),
    variant: (lines, at) => (valueAt(lines, "stopped", at) > 0 ? undefined : "none"),
    finding: (lines, at, format) => ({ usd: format.usd(valueAt(lines, "stopped", at)) }),
  },
  {
    id: "grid", unit: "percent", filled: true,
    lines: (series) => single(series, "energy_utilisation", "grid"),
    finding: (lines, at, format) => ({ share: format.percent(valueAt(lines, "grid", at)) }),
  },
  {
    id: "rate", unit: "percent", filled: true,
    lines: (series) => single(series, "policy_rate", "rate"),
    finding: (lines, at, format) => ({ rate: format.percent(valueAt(lines, "rate", at)) }),
  },
];

const PLAYED = [
  {
    id: "wealth", wide: true, unit: "times", log: true,
    lines: (series) => each(series, PLAYERS, (name) => `wealth_${name}_usd`, sinceStart),
    variant: (lines, at) => above(lines, "abstainers", "short_sellers", at),
    finding: (lines, at, format) => ({
      abstainers: format.times(valueAt(lines, "abstainers", at)), shorts: format.times(valueAt(lines, "short_sellers", at)),
    }),
  },
  {
    id: "startups", unit: "percent",
    lines: (series) => [
      ...single(series, "startup_exits", "sold", (values) => ofAlive(values, series)),
      ...single(series, "startup_closures", "closed", (values) => ofAlive(values, series)),
    ],
    finding: (lines, at, format) => ({
      exits: format.plain(Math.round(100 * valueAt(lines, "sold", at))), closures: format.plain(Math.round(100 * valueAt(lines, "closed", at))),
    }),
  },
];

// Whether enough firms both say AI and are silent, in all of the last twelve months, for their returns to be compared.
function comparable({ share_firms_speaking: speaking = [] }, at) {
  return speaking.slice(Math.max(at - 11, 0), at + 1).every((share) => share >= FEW && share <= 1 - FEW);
}

// Index points as times the opening value, which stands at 100.
export function hundredths(values) {
  return values.map((value) => (value === null ? null : value / 100));
}

function ofAlive(values, series) {
  return yearly(values).map((value, at) => value / (series.startups_alive?.[at] ?? NaN));
}

const BY_GROUP = { story: STORY, costs: COSTS, money: MONEY, loop: LOOP, firms: FIRMS, ideas: IDEAS, states: STATES, players: PLAYED, compare: [] };

export const PANELS = GROUPS.flatMap((group) => BY_GROUP[group].map((panel) => ({ ...panel, group })));

// The panels that a run has something to show for, or whose title says why there is nothing.
export function drawable(series, panels) {
  return panels.filter((panel) => panel.lines(series).some((line) => panel.untold || line.values.some(Number.isFinite)));
}
