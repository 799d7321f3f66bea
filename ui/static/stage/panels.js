// The charts of the Watch page: which columns each draws, and the finding it states at the playhead.

import { yearly } from "./svg.js";

const FIELDS = ["ai", "clean_energy", "biotech", "software", "hardware"];
const JOBS = ["ai_industry", "ai_academia", "basic_science", "clean_energy", "biotech"];

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

export const PANELS = [
  {
    id: "money", wide: true, stacked: true, unit: "usd",
    lines: (series) => each(series, FIELDS, (name) => `vc_usd_${name}`, yearly),
    finding: (lines, at, format) => ({
      share: format.percent(valueAt(lines, "ai", at) / sumAt(lines, at)), total: format.usd(sumAt(lines, at)),
    }),
  },
  {
    id: "people", unit: "people", log: true,
    lines: (series) => each(series, JOBS, (name) => `researchers_${name}`),
    finding: (lines, at, format, series) => ({
      people: format.people(series.researchers_ai_industry?.[at]),
      times: format.times(series.researchers_ai_industry?.[at] / series.researchers_ai_industry?.[0]),
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
    id: "technology", unit: "times", log: true,
    lines: (series) => each(series, [...FIELDS, "basic_science"], (name) => `technology_${name}`),
    finding: (lines, at, format) => ({
      ai: format.times(valueAt(lines, "ai", at)), clean: format.times(valueAt(lines, "clean_energy", at)),
    }),
  },
  {
    id: "chips", unit: "usd", filled: true,
    lines: (series) => single(series, "vendor_dc_revenue_usd", "chip_vendors", yearly),
    finding: (lines, at, format, series) => ({
      usd: format.usd(valueAt(lines, "chip_vendors", at)), margin: format.percent(series.vendor_gross_margin?.[at]),
    }),
  },
  {
    id: "labs", unit: "usd", log: true,
    lines: (series) => [
      ...single(series, "lead_lab_valuation_usd", "valuation"), ...single(series, "lab_revenue_usd", "sales", yearly),
    ],
    finding: (lines, at, format) => ({
      usd: format.usd(valueAt(lines, "valuation", at)), sales: format.usd(valueAt(lines, "sales", at)),
    }),
  },
  {
    id: "adoption", unit: "percent",
    lines: (series) => [
      ...single(series, "share_large_firms_speaking", "speaking"),
      ...single(series, "share_large_firms_using", "large_using"), ...single(series, "share_firms_using", "using"),
    ],
    variant: (lines) => (lines.some((line) => line.id === "speaking") ? "" : "using"),
    finding: (lines, at, format) => ({
      speaking: format.percent(valueAt(lines, "speaking", at)), large: format.percent(valueAt(lines, "large_using", at)),
      using: format.percent(valueAt(lines, "using", at)),
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
];

export function drawable(series) {
  return PANELS.filter((panel) => panel.lines(series).some((line) => line.values.some(Number.isFinite)));
}
