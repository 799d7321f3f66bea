// Who funds whom: groups at fixed places, lines as wide as the dollars of the last twelve months.

import { fill } from "./format.js";
import { nameSaveButton, saveButton } from "./save.js";
import { html, LARGER, svg, textWidth } from "./svg.js";

const COLUMN = {
  households: 0, bank: 0, investors: 0.78, governments: 0.92, outside_firms: 0.6, staff: 0.13, funds: 0.22, startups: 0.44,
  labs: 0.52, hyperscalers: 0.76, chip_vendors: 1, incumbents: 0.3,
};
const ROW = {
  investors: [0, 0], governments: [1, 1], households: [0.3, 0.3], bank: [0.94, 0.94], outside_firms: [1, 1], staff: [0.78, 0.78], funds: [0.12, 0.5], startups: [0, 0.4],
  labs: [0.56, 0.86], hyperscalers: [0.22, 0.8], chip_vendors: [0.36, 0.64], incumbents: [1, 1],
};
const KINDS = ["funding", "purchase", "transfer"];
const WIDEST = 22, FAINTEST = 2500, MOST_ROWS = 16, CLEAR = 2;

export class Network {
  constructor(host) {
    this.figure = html("figure", { class: "panel network", "data-panel": "network" }, host);
    this.title = html("h3", { class: "finding", "data-title": "network" }, this.figure);
    this.note = html("p", { class: "note" }, this.figure);
    this.key = html("p", { class: "key" }, this.figure);
    this.box = html("div", { class: "plot" }, this.figure);
    this.svg = svg("svg", { role: "group" }, this.box);
    this.words_ = html("p", { class: "spoken", role: "status" }, this.figure);
    this.details = html("details", { class: "numbers" }, this.figure);
    this.summary = html("summary", {}, this.details);
    this.table = html("div", { class: "scroll", role: "region", tabindex: "0" }, this.details);
    this.details.addEventListener("toggle", () => this.fillTable());
    this.save = saveButton(this, "network");
    this.picked = null;
  }

  load(run, words, format) {
    Object.assign(this, { run, words, format, picked: null });
    this.svg.classList.remove("picking");
    this.nodes = run.flows.nodes.map((node) => ({ ...node, name: nameOf(node, words) }));
    this.pairs = pairsOf(run.flows);
    this.nodes.forEach((node, at) => { node.used = this.pairs.some((pair) => pair.from === at || pair.to === at); });
    this.top = Math.max(1, ...this.pairs.map((pair) => Math.max(...pair.usd)));
    this.note.textContent = words["panel.network.note"];
    this.summary.textContent = words["stage.table"];
    nameSaveButton(this.save, words, this.note.textContent);
    this.table.setAttribute("aria-label", words["panel.network.note"]);
    this.drawKey();
  }

  legend() { return KINDS.map((kind) => ({ name: this.words[`network.${kind}`], look: `edge ${kind}`, line: true })); }

  drawKey() {
    this.key.replaceChildren();
    for (const kind of KINDS) {
      const item = html("span", {}, this.key);
      const line = svg("svg", { width: 34, height: 10, "aria-hidden": "true" }, item);
      svg("line", { class: `edge ${kind}`, x1: 1, y1: 5, x2: 33, y2: 5, "stroke-width": 3 }, line);
      item.append(this.words[`network.${kind}`]);
    }
  }

  measure() { this.width = Math.max(this.box.clientWidth, 260); }

  draw() {
    const { width } = this;
    this.narrow = width < 620;
    const height = this.narrow ? 640 : 540;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.style.height = `${height}px`;
    this.svg.replaceChildren();
    this.placeNodes(width, height);
    const edges = svg("g", {}, this.svg);
    for (const pair of this.pairs) this.drawPair(pair, edges);
    const nodes = svg("g", {}, this.svg);
    if (this.narrow) this.nameGroups(nodes);
    this.names = svg("g", { class: "names", "aria-hidden": "true" }, this.svg);
    this.nodes.forEach((node, at) => { if (node.used) this.drawNode(node, at, nodes); });
  }

  placeNodes(width, height) {
    const margin = this.narrow ? { x: 92, y: 34 } : { x: 110, y: 30 };
    for (const kind of Object.keys(COLUMN)) {
      const rows = this.nodes.filter((node) => node.kind === kind && node.used);
      const [first, last] = ROW[kind];
      rows.forEach((node, at) => {
        const across = COLUMN[kind];
        const down = rows.length === 1 ? (first + last) / 2 : first + ((last - first) * at) / (rows.length - 1);
        const right = this.narrow ? 48 : margin.x;
        node.x = margin.x + (this.narrow ? down : across) * (width - margin.x - right);
        node.y = margin.y + (this.narrow ? across : down) * (height - 2 * margin.y);
      });
    }
  }

  drawPair(pair, group) {
    const [from, to] = [this.nodes[pair.from], this.nodes[pair.to]];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const bend = 0.16;
    const [cx, cy] = [(from.x + to.x) / 2 - dy * bend, (from.y + to.y) / 2 + dx * bend];
    const d = `M${from.x},${from.y}Q${cx},${cy} ${to.x},${to.y}`;
    pair.path = svg("path", { class: `edge ${pair.kind}`, d }, group);
    const [mx, my] = [(from.x + 2 * cx + to.x) / 4, (from.y + 2 * cy + to.y) / 4];
    const turn = (Math.atan2(dy, dx) * 180) / Math.PI;
    pair.arrow = svg("path", { class: `arrow ${pair.kind}`, transform: `translate(${mx},${my}) rotate(${turn})` }, group);
    pair.grip = svg("path", { class: "grip", d }, group);
    pair.grip.addEventListener("pointerenter", () => this.pick({ pair }));
    pair.grip.addEventListener("click", () => this.pick({ pair }));
    pair.grip.addEventListener("pointerleave", () => this.pick(null));
  }

  // On a narrow screen the members of a group have no room for their names: the group has one.
  nameGroups(group) {
    for (const kind of Object.keys(COLUMN)) {
      const first = this.nodes.find((node) => node.kind === kind && node.used && one(node));
      if (first) svg("text", { class: "group", x: 0, y: first.y + 4 }, group, this.words[`group.${kind}`]);
    }
  }

  drawNode(node, at, group) {
    const place = svg("g", { class: "node", "data-node": node.id, transform: `translate(${node.x},${node.y})`, tabindex: "0", role: "button", "aria-label": node.name }, group);
    svg("circle", { class: "grip", r: 18 }, place);
    node.disc = svg("circle", { class: "disc", "data-colour": node.group ?? node.kind }, place);
    const side = this.narrow ? 0 : { households: -1, bank: -1, staff: -1, funds: -1, chip_vendors: 1, hyperscalers: 1, startups: 1, labs: 1 }[node.kind] ?? 0;
    const name = this.narrow && one(node) ? "" : node.name;
    node.text = svg("text", { class: "name", transform: `translate(${node.x},${node.y})`, "text-anchor": ["end", "middle", "start"][side + 1] }, this.names, name);
    node.side = side;
    node.shift = side ? 0 : this.inside(node.x, (LARGER * textWidth(name)) / 2 + CLEAR) - node.x;
    for (const part of [place, node.text]) {
      for (const event of ["pointerenter", "focus", "click"]) part.addEventListener(event, () => this.pick({ node, at }));
      for (const event of ["pointerleave", "blur"]) part.addEventListener(event, () => this.pick(null));
    }
  }

  // The middle of a name that keeps its distance from both edges.
  inside(x, half) { return Math.min(Math.max(x, half), this.width - half); }

  show(at) {
    this.at = at;
    const { period } = this.run.flows;
    const quarter = Math.min(Math.max(Math.floor((at + 1) / period) - 1, 0), (this.pairs[0]?.usd.length ?? 1) - 1);
    this.quarter = quarter;
    this.until = Math.min((quarter + 1) * period, this.run.months) - 1;
    const through = this.nodes.map(() => 0);
    for (const pair of this.pairs) {
      const usd = pair.usd[quarter] ?? 0;
      const width = usd > this.top / FAINTEST ? WIDEST * Math.sqrt(usd / this.top) : 0;
      pair.now = usd;
      pair.path.setAttribute("stroke-width", width.toFixed(2));
      const size = width > 1.2 ? Math.min(3 + width * 0.5, 9) : 0;
      pair.arrow.setAttribute("d", size ? `M${-size},${-size}L${size * 1.2},0L${-size},${size}Z` : "");
      through[pair.from] += usd;
      through[pair.to] += usd;
    }
    this.nodes.forEach((node, number) => this.sizeNode(node, through[number]));
    this.speak();
  }

  sizeNode(node, through) {
    if (!node.used) return;
    const radius = 3.5 + 15 * Math.sqrt(through / (this.top * 3));
    node.disc.setAttribute("r", Math.min(radius, 26).toFixed(1));
    node.text.setAttribute("x", node.side * (Math.min(radius, 26) + 5) + node.shift);
    node.text.setAttribute("y", node.side ? 4 : -(Math.min(radius, 26) + 5));
  }

  speak() {
    const [invested, labs, loop, bills] = ["invested", "labs", "from_sellers", "on_terms"].map((name) => (this.run.flows.raised[name][this.quarter] ?? 0) * 1e6);
    const title = loop > 0 ? (bills > 0 ? "panel.network.terms.title" : "panel.network.loop.title") : "panel.network.title";
    const words = fill(this.words[title], {
      usd: this.format.usd(invested), labs: this.format.usd(labs), share: this.format.percent(labs ? loop / labs : 0),
      bills: this.format.usd(bills), month: this.format.month(this.until, this.run.first),
    });
    this.title.textContent = words;
    const largest = KINDS.map((kind) => this.largest(kind)).filter(Boolean);
    this.svg.setAttribute("aria-label", [words, ...largest.map((pair) => this.sentence(pair))].join(" "));
    this.tell();
  }

  largest(kind) {
    return this.pairs.filter((pair) => pair.kind === kind).reduce((best, pair) => (pair.now > (best?.now ?? 0) ? pair : best), null);
  }

  pick(picked) {
    this.picked = picked;
    this.svg.classList.toggle("picking", Boolean(picked));
    for (const pair of this.pairs) {
      const on = picked && (picked.pair === pair || picked.at === pair.from || picked.at === pair.to);
      pair.path.classList.toggle("on", Boolean(on));
    }
    this.tell();
  }

  tell() {
    const { picked } = this;
    if (!picked) this.words_.textContent = this.words["network.hint"];
    else if (picked.pair) this.words_.textContent = this.sentence(picked.pair);
    else this.words_.textContent = this.summaryOf(picked.at);
    if (this.details.open) this.fillTable();
  }

  sentence(pair) {
    return fill(this.words["network.sentence"], {
      payer: this.nodes[pair.from].name, payee: this.nodes[pair.to].name, usd: this.format.usd(pair.now * 1e6),
      month: this.format.month(this.until, this.run.first), what: pair.whats.map((what) => this.words[`what.${what}`] ?? what).join(", "),
    });
  }

  summaryOf(at) {
    const largest = (side) => this.pairs.filter((pair) => pair[side] === at && pair.now > 0).sort((a, b) => b.now - a.now);
    const [out, into] = [largest("from"), largest("to")];
    const sum = (pairs) => this.format.usd(pairs.reduce((all, pair) => all + pair.now, 0) * 1e6);
    const parts = [fill(this.words["network.node"], { name: this.nodes[at].name, into: sum(into), out: sum(out), month: this.format.month(this.until, this.run.first) })];
    if (into.length) parts.push(fill(this.words["network.from"], { name: this.nodes[into[0].from].name }));
    if (out.length) parts.push(fill(this.words["network.to"], { name: this.nodes[out[0].to].name }));
    return parts.join(" ");
  }

  fillTable() {
    this.table.replaceChildren();
    if (!this.details.open || !this.run) return;
    const table = html("table", {}, this.table);
    html("caption", {}, table, `${this.note.textContent} ${this.format.month(this.until, this.run.first)}`);
    const head = html("tr", {}, html("thead", {}, table));
    for (const name of ["payer", "payee", "what", "usd"]) html("th", { scope: "col" }, head, this.words[`network.${name}`]);
    const body = html("tbody", {}, table);
    for (const pair of [...this.pairs].sort((a, b) => b.now - a.now).slice(0, MOST_ROWS)) {
      if (!pair.now) continue;
      const row = html("tr", {}, body);
      html("th", { scope: "row" }, row, this.nodes[pair.from].name);
      html("td", {}, row, this.nodes[pair.to].name);
      html("td", {}, row, pair.whats.map((what) => this.words[`what.${what}`] ?? what).join(", "));
      html("td", {}, row, this.format.usd(pair.now * 1e6));
    }
  }
}

// Whether a node is one of several of its kind.
function one(node) { return Boolean(node.group) || node.number !== undefined; }

function nameOf(node, words) {
  if (node.group) return words[`node.${node.kind}.${node.group}`] ?? `${node.kind} ${node.group}`;
  if (node.number !== undefined) return fill(words[`node.${node.kind}.number`], { number: node.number });
  return words[`node.${node.kind}`] ?? node.kind;
}

// Join the purposes of one direction into funding and purchases.
function pairsOf(flows) {
  const pairs = new Map();
  for (const edge of flows.edges) {
    const { kind } = edge;
    const key = `${edge.from} ${edge.to} ${kind}`;
    const pair = pairs.get(key) ?? { from: edge.from, to: edge.to, kind, whats: [], usd: edge.usd.map(() => 0) };
    pair.whats.push(edge.what);
    edge.usd.forEach((value, at) => { pair.usd[at] += value; });
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}
