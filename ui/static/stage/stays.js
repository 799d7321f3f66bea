// What stays after a bust: by state, how far it is from its twin's at the peak and five years after the trough.

import { fill } from "./format.js";
import { html } from "./svg.js";

export class Stays {
  constructor(host) {
    this.figure = html("figure", { class: "panel stays", "data-panel": "stays" }, host);
    this.title = html("h3", { class: "finding", "data-title": "stays" }, this.figure);
    this.note = html("p", { class: "note" }, this.figure);
    this.table = html("div", { class: "scroll", role: "region", tabindex: "0" }, this.figure);
  }

  load(run, words, format) {
    Object.assign(this, { words, format, last: run.months - 1, ...run.twin.after_bust });
    const dates = Object.entries(this.bust ?? {}).map(([name, at]) => [name, format.month(at, run.first)]);
    const left = this.states.map(({ id, part }) => [id, this.percent(part)]);
    this.told = Object.fromEntries([...dates, ...left]);
    this.fillTable();
    this.spoken = undefined;
  }

  percent(value) { return this.format.percent(value); }

  points(value) { return fill(this.words["panel.stays.points"], { points: this.format.plain(100 * value) }); }

  fillTable() {
    const { words } = this;
    this.table.replaceChildren();
    this.table.setAttribute("aria-label", words["panel.stays.note"]);
    const table = html("table", {}, this.table);
    const head = html("tr", {}, html("thead", {}, table));
    for (const name of ["state", "at_peak", "later", "part"]) html("th", { scope: "col" }, head, words[`panel.stays.${name}`]);
    const body = html("tbody", {}, table);
    for (const { id, is_share: isShare, at_peak: atPeak, later, part } of this.states) {
      const row = html("tr", { "data-state": id }, body);
      html("th", { scope: "row" }, row, words[`stays.${id}`] ?? id);
      for (const distance of [atPeak, later]) html("td", {}, row, isShare ? this.points(distance) : this.percent(distance));
      const cell = html("td", { class: "part" }, row, this.percent(part));
      html("i", { style: `--part: ${Math.min(Math.max(part ?? 0, 0), 1)}`, "aria-hidden": "true" }, cell);
    }
  }

  // Nothing is told before it can be known: of a bust not before what stays of it is measured, of none before the end.
  key(at) {
    if (this.states.length && at >= this.bust.measured) return "";
    if (at < this.last) return ".early";
    return this.bust ? ".late" : ".none";
  }

  show(at) {
    const key = this.key(at);
    if (key === this.spoken) return;
    this.spoken = key;
    this.title.textContent = fill(this.words[`panel.stays${key}.title`], this.told);
    this.note.textContent = fill(this.words[key ? "panel.stays.note" : "panel.stays.told.note"], this.told);
    this.table.hidden = Boolean(key);
  }
}
