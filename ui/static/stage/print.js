// A run on paper: what was set, the headline costs, the main pictures, the events, and how to repeat it.

import { fill } from "./format.js";
import { html } from "./svg.js";

export const PRINTED = ["money", "people", "belief", "outlays", "opportunity", "brain_drain", "fomo", "sankey", "events"];
const HEADLINES = ["opportunity", "brain_drain", "fomo"];

// The command that runs the same economy without the page.
export function command({ scenario, seed, changes }) {
  const set = Object.entries(changes).map(([name, value]) => `${name}=${value}`);
  return ["python -m batch_runs run", `--scenario ${scenario}`, `--seed ${seed}`, ...(set.length ? [`--set ${set.join(" ")}`] : []), "--out runs/mine"].join(" ");
}

export class Summary {
  constructor(host, stage) {
    this.stage = stage;
    this.section = html("section", { class: "summary", "data-summary": true, hidden: true }, host);
  }

  // Put the summary on the page, print it, and take it off again.
  print() {
    const { stage } = this, root = document.documentElement, { theme } = root.dataset;
    const back = () => { root.dataset.theme = theme; this.set(false); };
    root.dataset.theme = "light";
    this.set(true);
    this.write();
    addEventListener("afterprint", back, { once: true });
    stage.draw();
    window.print();
  }

  set(now) {
    this.stage.printing = now;
    this.stage.root.classList.toggle("printing", now);
    document.documentElement.classList.toggle("paper", now);
    this.section.hidden = !now;
    this.stage.turn();
  }

  write() {
    const { run, words, format, charts } = this.stage;
    this.section.replaceChildren();
    html("h2", {}, this.section, words["print.title"]);
    html("p", {}, this.section, fill(words["print.month"], { month: format.month(this.stage.at, run.first) }));
    this.writeSettings(run, words);
    html("h3", {}, this.section, words["print.costs"]);
    const costs = html("ul", {}, this.section);
    for (const name of HEADLINES) html("li", {}, costs, charts.get(name).title.textContent);
    html("h3", {}, this.section, words["print.again"]);
    html("code", { "data-command": true }, html("p", {}, this.section), command(run));
    html("p", { class: "where" }, this.section, this.stage.keep.restoring());
  }

  writeSettings(run, words) {
    html("h3", {}, this.section, words["print.settings"]);
    const table = html("table", {}, this.section);
    const row = (...cells) => { const line = html("tr", {}, table); cells.forEach((cell, at) => html(at ? "td" : "th", at ? {} : { scope: "row" }, line, cell)); };
    row(words["controls.scenario"], words[`scenario.${run.scenario}`] ?? run.scenario, "");
    row(words["controls.seed"], String(run.seed), "");
    const differences = this.stage.model.get("status").differences ?? [];
    for (const { label, value, usual, unit } of differences) row(label, `${value} ${unit}`, fill(words["controls.usual"], { value: usual }));
    if (!differences.length) row(words["print.nothing"], "", "");
  }
}
