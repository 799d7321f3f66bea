// Other luck: where other seeds of the same scenario lie, laid behind the lines of a run where the visitor asks for it.

import { fill } from "./format.js";
import { html, tickbox } from "./svg.js";

export class Luck {
  constructor(host, changed) {
    this.line = html("p", { class: "luck", hidden: true }, host);
    Object.assign(this, tickbox(this.line, "luck", changed));
  }

  // The run as it is to be drawn; the same object as long as nothing changes, so that charts know what they have drawn.
  behind(run) {
    if (!run.luck || !this.box.checked) return run;
    if (this.both?.of !== run) this.both = { of: run, run: { ...run, bands: run.luck } };
    return this.both.run;
  }

  // Offer the bands where one of the charts that are shown has any.
  offer(run, panels, words, format) {
    const charts = new Set(Object.keys(run.luck?.lines ?? {}).map((name) => name.split(".")[0]));
    this.line.hidden = !panels.some((panel) => charts.has(panel.id));
    this.name.textContent = run.luck ? toldOfSeeds("stage.luck.show", run.luck, words, format) : "";
  }
}

// What is said of the seeds that were run.
export function toldOfSeeds(key, { seeds: [first, last], middle }, words, format) {
  return fill(words[key], { first, last, middle: format.percent(middle) });
}
