// The twin: the same world and luck without belief, laid over a run once it has arrived, unless the visitor hides it.

import { fill } from "./format.js";
import { html, tickbox } from "./svg.js";

export class Twin {
  constructor(host, changed) {
    this.line = html("p", { class: "twin" }, host);
    Object.assign(this, tickbox(this.line, "twin", changed));
    this.box.checked = true;
    this.news = html("span", { class: "news", "data-twin-news": true }, this.line);
  }

  take(trace) { this.trace = trace; }

  // Whether the twin of this run has arrived.
  of(run) {
    return Boolean(run && this.trace?.run === run.run && (this.trace.same || this.trace.months === run.months));
  }

  // The run as it is to be drawn: with its twin and the costs read off both, where there is one to show.
  // It is the same object as long as run and twin are, so that charts know what they have drawn.
  besides(run) {
    if (!this.of(run) || !this.box.checked) return run;
    if (this.both?.of !== run || this.both.trace !== this.trace) {
      const twin = this.trace.same ? run : this.trace;
      this.both = { of: run, trace: this.trace, run: { ...run, twin, series: { ...run.series, ...readings(run, twin) } } };
    }
    return this.both.run;
  }

  // Say how far the twin is; returns that in one word.
  tell(run, status, words, format) {
    const arrived = this.of(run);
    this.name.textContent = words["stage.twin.show"];
    this.box.disabled = !arrived;
    const state = arrived ? (this.trace.same ? "same" : "arrived") : status?.state ?? "waiting";
    const part = format.percent((status?.months ?? 0) / (run?.horizon ?? 1));
    this.news.textContent = fill(words[`stage.twin.${state}`], { part, message: status?.message });
    return arrived ? (this.box.checked ? "shown" : "hidden") : state;
  }
}

// By cost and month, what the run has beyond its twin.
function readings(run, twin) {
  return Object.fromEntries(Object.entries(run.headlines).map(([name, values]) => [
    `twin_${name}`, values.map((value, at) => (value ?? 0) - (twin.headlines[name][at] ?? 0)),
  ]));
}
