// One chart: drawn once for a whole run, then revealed up to the playhead.

import { nameSaveButton, saveButton } from "./save.js";
import { bandPath, html, linePath, linear, logTicks, logarithmic, spread, svg, textWidth, ticks } from "./svg.js";
import { fill } from "./format.js";
import { toldOfSeeds } from "./luck.js";

const TOP = 14, BOTTOM = 22, GAP = 15;
let made = 0;

export class Chart {
  constructor(panel, host, seek) {
    this.panel = panel;
    this.seek = seek;
    this.figure = html("figure", { class: `panel${panel.wide ? " wide" : ""}`, "data-panel": panel.id }, host);
    this.title = html("h3", { class: "finding", "data-title": panel.id }, this.figure);
    this.note = html("p", { class: "note" }, this.figure);
    this.box = html("div", { class: "plot" }, this.figure);
    this.svg = svg("svg", { role: "img" }, this.box);
    this.details = html("details", { class: "numbers" }, this.figure);
    this.summary = html("summary", {}, this.details);
    this.table = html("div", { class: "scroll", role: "region", tabindex: "0" }, this.details);
    this.details.addEventListener("toggle", () => this.fillTable());
    this.save = saveButton(this, panel.id);
    this.clip = `reveal-${(made += 1)}`;
    this.listen();
  }

  listen() {
    const go = (event) => {
      const box = this.svg.getBoundingClientRect();
      const at = Math.round(((event.clientX - box.left - this.left) / (this.right - this.left)) * (this.run.horizon - 1));
      this.seek(at);
    };
    this.svg.addEventListener("pointerdown", (event) => { this.dragging = true; this.svg.setPointerCapture(event.pointerId); go(event); });
    this.svg.addEventListener("pointermove", (event) => { if (this.dragging) go(event); });
    for (const name of ["pointerup", "pointercancel"]) this.svg.addEventListener(name, () => { this.dragging = false; });
  }

  // Take a run and the words to speak about it; nothing is drawn until `draw`, and what stands is not made again.
  load(run, words, format) {
    const isKnown = run === this.run && words === this.words && format === this.format;
    if (isKnown && !this.panel.said) return;  // what is said of two runs depends on the kept one, too
    this.drawn = "";
    Object.assign(this, { run, words, format });
    this.lines = this.panel.lines(run.series);
    this.pair();
    this.lay();
    this.stack();
    this.note.textContent = this.noted();
    this.summary.textContent = words["stage.table"];
    nameSaveButton(this.save, words, this.note.textContent);
    this.table.setAttribute("aria-label", this.note.textContent);
    this.fillTable();
  }

  legend() {
    const look = this.panel.stacked ? "band" : "line";
    const items = this.lines.map((line) => ({ name: this.nameOf(line), look, colour: line.id, line: !this.panel.stacked }));
    const beside = this.lines.find((line) => line.twin);
    return beside ? [...items, { name: this.words[this.panel.besides ?? "keep.twin"], look: "line twin", colour: beside.id, line: true }] : items;
  }

  // Give each line the same line of the twin, where one is compared.
  pair() {
    if (!this.panel.gap || !this.run.twin) return;
    const twins = this.panel.lines(this.run.twin.series);
    for (const line of this.lines) line.twin = twins.find((twin) => twin.id === line.id)?.values;
  }

  // Give each line the band of other seeds, where there is one and the visitor wants it; a twin has its place.
  lay() {
    for (const line of this.lines) {
      const band = line.twin ? null : this.run.bands?.lines[`${this.panel.id}.${line.id}`];
      line.low = band?.low.slice(0, line.values.length);
      line.high = band?.high.slice(0, line.values.length);
    }
  }

  noted() {
    const note = this.words[this.panel.said ? `${this.panel.said}.${this.panel.measure}.note` : `panel.${this.panel.id}.note`];
    return this.lines.some((line) => line.low) ? fill(toldOfSeeds("stage.luck.note", this.run.bands, this.words, this.format), { note }) : note;
  }

  stack() {
    if (!this.panel.stacked) return;
    let below = this.lines[0].values.map(() => 0);
    for (const line of this.lines) {
      line.lower = below;
      line.upper = line.values.map((value, at) => below[at] + (value ?? 0));
      below = line.upper;
    }
  }

  measure() {
    this.width = Math.max(this.box.clientWidth, 240);
    this.height = Math.max(this.box.clientHeight, 160);
  }

  draw() {
    const { width, height } = this;
    if (this.drawn === `${width} ${height}`) return;
    this.drawn = `${width} ${height}`;
    this.left = 0;
    this.right = width - this.labelRoom();
    this.bottom = height - BOTTOM;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.replaceChildren();
    this.x = linear(0, this.run.horizon - 1, this.left, this.right);
    this.drawAxes(height);
    const clip = svg("clipPath", { id: this.clip }, svg("defs", {}, this.svg));
    this.window = svg("rect", { x: 0, y: 0, width: 0, height }, clip);
    this.drawLines(svg("g", { "clip-path": `url(#${this.clip})` }, this.svg));
    this.head = svg("line", { class: "playhead", y1: TOP - 8, y2: this.bottom }, this.svg);
    this.labels = this.lines.map((line) => this.makeLabel(line));
  }

  // Room on the right for the widest label at any month.
  labelRoom() {
    return Math.max(...this.lines.map((line) => {
      const longest = Math.max(...line.values.filter(Number.isFinite).map(Math.abs));
      return textWidth(`${this.nameOf(line)} ${this.written(line.values.at(-1))}`, `${this.written(longest)} ${this.nameOf(line)}`);
    })) + 14;
  }

  nameOf(line) { return this.words[`line.${line.id}`] ?? line.id; }

  written(value) { return this.format[this.panel.unit](value); }

  domain() {
    const values = (this.panel.stacked ? this.lines.at(-1).upper : this.lines.flatMap((line) => [...line.values, ...(line.twin ?? []), ...(line.low ?? []), ...(line.high ?? [])])).filter(Number.isFinite);
    const highest = Math.max(...values), high = highest > 1e-9 ? highest : 1;
    if (!this.panel.log) return [this.panel.signed ? Math.min(...values, 0) * 1.04 : 0, high * 1.04];
    const above = values.filter((value) => value > 0);
    return [Math.max(Math.min(...above, high), high / (this.panel.span ?? 1e6)) * 0.9, high * 1.1];
  }

  drawAxes(height) {
    const [low, high] = this.domain();
    this.y = (this.panel.log ? logarithmic : linear)(low, high, this.bottom, TOP);
    const grid = svg("g", { class: "grid", "aria-hidden": "true" }, this.svg);
    const { history, horizon } = this.run;
    if (history < horizon) {
      const from = this.x(history - 0.5);
      svg("rect", { class: "ahead", x: from, y: TOP - 8, width: this.right - from, height: this.bottom - TOP + 8 }, grid);
      if (this.panel.wide) svg("text", { class: "tick", x: from + 5, y: TOP + 3 }, grid, this.words["stage.ahead"]);
    }
    for (const at of this.panel.log ? logTicks(low, high) : ticks(low, high)) {
      const y = this.y(at);
      svg("line", { class: at === 0 ? "zero" : "rule", x1: this.left, x2: this.right, y1: y, y2: y }, grid);
      if (at !== 0) svg("text", { class: "tick", x: this.left, y: y - 4 }, grid, this.format[this.panel.unit](at));
    }
    for (let at = 0; at < horizon; at += 60) {
      svg("text", { class: "tick", x: this.x(at), y: height - 6 }, grid, this.format.year(at, this.run.first));
      svg("line", { class: "mark", x1: this.x(at), x2: this.x(at), y1: this.bottom, y2: this.bottom + 4 }, grid);
    }
  }

  drawLines(group) {
    const xs = this.lines[0].values.map((_, at) => this.x(at));
    for (const line of this.lines) {
      const place = (values) => values.map((value) => (value === null || !Number.isFinite(value) ? null : this.y(value)));
      if (this.panel.stacked) {
        svg("path", { class: "band", "data-colour": line.id, d: bandPath(xs, place(line.lower), place(line.upper)) }, group);
        continue;
      }
      if (this.panel.filled && !line.low) {
        svg("path", { class: "wash", "data-colour": line.id, d: bandPath(xs, xs.map(() => this.bottom), place(line.values)) }, group);
      }
      if (line.twin) {
        svg("path", { class: "gap", "data-colour": line.id, d: bandPath(xs, place(line.values), place(line.twin)) }, group);
        svg("path", { class: "line twin", "data-colour": line.id, d: linePath(xs, place(line.twin)) }, group);
      }
      if (line.low) svg("path", { class: "luck", "data-colour": line.id, d: bandPath(xs, place(line.low), place(line.high)) }, group);
      svg("path", { class: "line", "data-colour": line.id, d: linePath(xs, place(line.values)) }, group);
    }
  }

  makeLabel(line) {
    const dot = svg("circle", { class: "dot", "data-colour": line.id, r: this.panel.stacked ? 0 : 3.5 }, this.svg);
    const text = svg("text", { class: "label", "data-colour": line.id }, this.svg);
    const name = svg("tspan", {}, text, this.nameOf(line));
    const value = svg("tspan", { class: "value", dx: 4 }, text);
    return { dot, text, name, value };
  }

  // Show the chart as of month `at`.
  show(at) {
    const x = this.x(at);
    this.at = at;
    this.window.setAttribute("width", Math.max(x + 1, 0));
    this.head.setAttribute("x1", x);
    this.head.setAttribute("x2", x);
    const middle = (line) => this.y(this.panel.stacked ? (line.lower[at] + line.upper[at]) / 2 : line.values[at] ?? 0);
    const wanted = this.lines.map(middle);
    const places = spread(wanted, GAP, TOP, this.bottom - 2);
    this.labels.forEach((label, number) => this.place(label, x, wanted[number], places[number], this.lines[number].values[at]));
    this.speak(at);
  }

  place(label, x, dotY, y, value) {
    label.dot.setAttribute("cx", x);
    label.dot.setAttribute("cy", dotY);
    label.dot.toggleAttribute("hidden", !Number.isFinite(value));
    label.text.setAttribute("x", x + 9);
    label.text.setAttribute("y", y + 4);
    label.value.textContent = this.written(value);
  }

  speak(at) {
    const finding = this.panel.finding(this.lines, at, this.format, this.run.series, this.words);
    const variant = this.panel.variant?.(this.lines, at);
    const key = this.panel.said ? `${this.panel.said}.${variant}` : `panel.${this.panel.id}${variant ? `.${variant}` : ""}.title`;
    const words = fill(this.words[key], finding);
    if (words === this.spoken) return;
    this.spoken = words;
    this.title.textContent = words;
    this.svg.setAttribute("aria-label", `${words}. ${this.note.textContent}`);
  }

  fillTable() {
    this.table.replaceChildren();
    if (!this.details.open || !this.run) return;
    const table = html("table", {}, this.table);
    html("caption", {}, table, this.note.textContent);
    const head = html("tr", {}, html("thead", {}, table));
    html("th", { scope: "col" }, head, this.words["stage.month"]);
    const columns = this.lines.flatMap((line) => [{ name: this.nameOf(line), values: line.values }, ...this.twinColumn(line), ...this.luckColumns(line)]);
    for (const { name } of columns) html("th", { scope: "col" }, head, name);
    const body = html("tbody", {}, table);
    for (let at = 0; at < this.run.months; at += 1) {
      if (at % 12 !== 11 && at !== this.run.months - 1) continue;
      const row = html("tr", {}, body);
      html("th", { scope: "row" }, row, this.format.month(at, this.run.first));
      for (const { values } of columns) html("td", {}, row, this.format[this.panel.unit](values[at]));
    }
  }

  twinColumn(line) {
    return line.twin ? [{ name: fill(this.words["stage.twin.column"], { name: this.nameOf(line) }), values: line.twin }] : [];
  }

  luckColumns(line) {
    return line.low ? ["low", "high"].map((end) => ({ name: fill(this.words[`stage.luck.${end}`], { name: this.nameOf(line) }), values: line[end] })) : [];
  }
}
