// Two runs overlaid: one kept as A, the one on the stage as B; the difference of each series stated in words.

import { fill } from "./format.js";
import { aiOutlays, hundredths, outsideAi } from "./panels.js";
import { origin } from "./save.js";
import { cumulated, html, yearly } from "./svg.js";

// A measure is left out where the model lacks its column.
const MEASURES = [
  { id: "ai_money", unit: "usd", column: "vc_usd_ai", first: true, of: yearly },
  { id: "other_money", unit: "usd", column: "vc_usd_ai", first: true, of: (_, series) => yearly(outsideAi(series)) },
  { id: "ai_people", unit: "people", column: "researchers_ai_industry", first: true },
  { id: "science_people", unit: "people", column: "researchers_basic_science" },
  { id: "outlays", unit: "usd", column: "hyperscaler_ai_capex_usd", of: (_, series) => yearly(aiOutlays(series)) },
  { id: "sales", unit: "usd", column: "lab_revenue_usd", of: yearly },
  { id: "valuation", unit: "usd", column: "lead_lab_valuation_usd" },
  { id: "shares", unit: "times", column: "ai_index_level", of: hundredths },
  { id: "belief", unit: "percent", column: "belief_mean" },
  { id: "clean", unit: "times", column: "technology_clean_energy" },
  { id: "opportunity", unit: "usd", column: "cost_opportunity_usd", first: true, of: cumulated },
  { id: "brain_drain", unit: "years", column: "cost_brain_drain_person_months", first: true, of: (values) => cumulated(values).map((sum) => sum / 12) },
  { id: "fomo", unit: "usd", column: "cost_fomo_usd", first: true, of: cumulated },
];
const NOTHING = 1e-9;

export class Compare {
  constructor(host, changed, order) {
    Object.assign(this, { changed, order, kept: null, next: null });
    this.chosen = new Set(MEASURES.filter((measure) => measure.first).map((measure) => measure.id));
    this.panels = MEASURES.map((measure) => this.panel(measure));
    this.box = html("div", { class: "compare", "data-compare": true }, host);
    this.told = html("p", { class: "told", role: "status", "data-compare-told": true }, this.box);
    this.sides = html("p", { class: "key" }, this.box);
    this.buttons = html("div", { class: "actions" }, this.box);
    this.keepButton = this.button("keep-a", () => this.keep(this.run));
    this.forgetButton = this.button("forget-a", () => this.keep(null));
    this.presetLabel = html("label", { class: "preset" }, this.buttons);
    this.presetName = html("span", {}, this.presetLabel);
    this.preset = html("select", { "data-action": "preset" }, this.presetLabel);
    this.presetButton = this.button("compare", () => this.start(this.preset.value));
    this.choice = html("fieldset", { class: "measures" }, this.box);
  }

  button(action, act) {
    const button = html("button", { type: "button", "data-action": action }, this.buttons);
    button.addEventListener("click", act);
    return button;
  }

  // A chart of one series in both runs; its title says by how much they differ.
  panel({ id, unit, column, of = (values) => values }) {
    const drawn = (series) => of(series[column], series);
    return {
      id: `compare_${id}`, measure: id, unit, group: "compare", signed: true, said: "compare",
      lines: (series) => (series[column] ? [
        { id: "this_run", values: drawn(series) },
        ...(this.kept ? [{ id: "kept_run", values: drawn(this.kept.series).slice(0, series[column].length) }] : []),
      ] : []),
      variant: (lines, at) => {
        if (lines.length < 2) return "alone";
        const gap = lines[0].values[at] - lines[1].values[at];
        if (Math.abs(gap) <= NOTHING * Math.abs(lines[1].values[at])) return "same";
        return unit === "times" ? "against" : gap > 0 ? "more" : "less";  // a difference of multiples reads as a ratio
      },
      finding: (lines, at, format, series, words) => {
        const [b, a] = lines.map((line) => line.values[at]);
        const size = unit === "percent" ? fill(words["compare.points"], { size: format.plain(Math.abs(b - a) * 100) }) : format[unit](Math.abs(b - a));
        return { name: words[`compare.${id}`], b: format[unit](b), a: format[unit](a), size };
      },
    };
  }

  chooses(panel) { return !panel.measure || this.chosen.has(panel.measure); }

  keep(run) {
    this.kept = run && { run: run.run, seed: run.seed, scenario: run.scenario, changes: run.changes, series: run.series };
    this.changed();
  }

  // Run the base economy with some luck, if it is not there, keep it as A, then run a scenario.
  start(scenario, seed = this.run.seed) {
    this.next = { scenario, seed, changes: {} };
    this.before = isBase(this.run) && this.run.seed === seed ? null : this.run.run;
    if (this.before) this.order({ ...this.next, scenario: "base" });
    else this.goOn(this.run);
  }

  // Hear of a picture: where a comparison was asked for and its base is complete, keep it and run the other.
  goOn(run) {
    if (!this.next || run.run === this.before || run.months < run.horizon) return;
    const { next } = this;
    this.next = null;
    if (!isBase(run) || run.seed !== next.seed) return;
    this.keep(run);
    this.order(next);
  }

  // Another economy comes: without an A, the one that was there becomes it.
  giveWay(run, isLookedAt) {
    if (isLookedAt && !this.kept && !this.next && run?.months >= run?.horizon) this.keep(run);
  }

  load(run, words, presets) {
    Object.assign(this, { run, words });
    this.told.textContent = this.tell(run, words);
    this.sides.replaceChildren();
    for (const [side, its] of [["b", run], ["a", this.kept]]) {
      if (its) html("span", { class: `side ${side}`, [`data-compare-${side}`]: true }, this.sides, fill(words[`compare.side.${side}`], { origin: origin(its, words) }));
    }
    this.keepButton.textContent = words["compare.keep"];
    this.keepButton.disabled = run.months < run.horizon || this.kept?.run === run.run;
    this.forgetButton.textContent = words["compare.forget"];
    this.forgetButton.hidden = !this.kept;
    this.offer(presets, words);
    this.offerMeasures(words);
  }

  tell(run, words) {
    if (!this.kept) return words["compare.nothing"];
    if (this.kept.run === run.run) return words["compare.itself"];
    return fill(words[this.kept.seed === run.seed ? "compare.same_luck" : "compare.other_luck"], { a: this.kept.seed, b: run.seed });
  }

  offer(presets, words) {
    this.presetName.textContent = words["compare.preset"];
    this.presetButton.textContent = words["compare.start"];
    const was = this.preset.value;
    this.preset.replaceChildren();
    for (const { name, label } of presets) if (name !== "base") html("option", { value: name, selected: name === was }, this.preset, label);
    this.presetButton.disabled = !this.preset.options.length;
  }

  offerMeasures(words) {
    const focused = this.choice.querySelector(":focus")?.dataset.measure;
    this.choice.replaceChildren();
    html("legend", {}, this.choice, words["compare.measures"]);
    for (const { id } of MEASURES) {
      const label = html("label", {}, this.choice);
      const box = html("input", { type: "checkbox", "data-measure": id, checked: this.chosen.has(id) }, label);
      label.append(words[`compare.${id}`]);
      box.addEventListener("change", () => { this.chosen[box.checked ? "add" : "delete"](id); this.changed(); });
      if (id === focused) box.focus();
    }
  }
}

function isBase(run) {
  return run.scenario === "base" && !Object.keys(run.changes).length;
}
