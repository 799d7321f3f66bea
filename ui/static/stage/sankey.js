// One year of the loop from payers to payees: labs, clouds and chip vendors stand on both sides, so nothing runs in circles.

import { fill } from "./format.js";
import { nameSaveButton, saveButton } from "./save.js";
import { html, LARGER, ribbonPath, svg, textWidth } from "./svg.js";

const PAYERS = ["households", "firms", "other_clouds", "funds", "bank", "governments", "labs", "hyperscalers", "chip_vendors"];
const PAYEES = ["labs", "hyperscalers", "chip_vendors", "foundry", "halls", "running", "wages", "tax", "owners"];
const INNER = ["labs", "hyperscalers", "chip_vendors"];
const COLOUR = { labs: "labs", hyperscalers: "hyperscalers", chip_vendors: "chip_vendors", funds: "funds", governments: "governments" };
const YEAR = 12, BAR = 9, SPACE = 6, EDGE = 12, BETWEEN = 36, WIDEST_AMOUNT = 999.9e9;

export class Sankey {
  constructor(host) {
    this.figure = html("figure", { class: "panel network sankey", "data-panel": "sankey", hidden: true }, host);
    this.title = html("h3", { class: "finding", "data-title": "sankey" }, this.figure);
    this.note = html("p", { class: "note" }, this.figure);
    this.key = html("p", { class: "key" }, this.figure);
    this.box = html("div", { class: "plot" }, this.figure);
    this.svg = svg("svg", { role: "group" }, this.box);
    this.spoken = html("p", { class: "spoken", role: "status" }, this.figure);
    this.details = html("details", { class: "numbers" }, this.figure);
    this.summary = html("summary", {}, this.details);
    this.table = html("div", { class: "scroll", role: "region", tabindex: "0" }, this.details);
    this.details.addEventListener("toggle", () => this.fillTable());
    this.save = saveButton(this, "sankey");
    this.picked = null;
  }

  load(run, words, format) {
    Object.assign(this, { run, words, format, picked: null });
    this.svg.classList.remove("picking");
    this.links = run.loop.links
      .filter(({ from, to }) => PAYERS.includes(from) && PAYEES.includes(to))
      .map((link) => ({ ...link, sofar: { usd: sums(link.usd), circular: sums(link.circular) } }));
    this.sides = [PAYERS.map((id) => this.place(id, "from")), PAYEES.map((id) => this.place(id, "to"))];
    this.note.textContent = words["panel.sankey.note"];
    this.summary.textContent = words["stage.table"];
    nameSaveButton(this.save, words, this.note.textContent);
    this.table.setAttribute("aria-label", words["panel.sankey.note"]);
    this.drawKey();
  }

  // One group on one side, with its links in the order of the other side.
  place(id, side) {
    const [other, order] = side === "from" ? ["to", PAYEES] : ["from", PAYERS];
    const links = this.links.filter((link) => link[side] === id).sort((a, b) => order.indexOf(a[other]) - order.indexOf(b[other]));
    return { id, side, links, name: this.words[`loop.${id}`] };
  }

  legend() { return ["circular", "outside"].map((kind) => ({ name: this.words[`sankey.${kind}`], look: `flow ${kind}` })); }

  drawKey() {
    this.key.replaceChildren();
    for (const kind of ["circular", "outside"]) {
      const item = html("span", {}, this.key);
      const patch = svg("svg", { width: 22, height: 12, "aria-hidden": "true" }, item);
      svg("rect", { class: `flow ${kind}`, width: 22, height: 12 }, patch);
      item.append(this.words[`sankey.${kind}`]);
    }
  }

  measure() { this.width = Math.max(this.box.clientWidth, 260); }

  draw() {
    const { width } = this;
    this.narrow = width < 620;
    [this.height, this.nameHeight] = this.narrow ? [680, 31] : [470, 17];
    const [left, right] = this.narrow ? [0, 0] : this.sides.map((side) => this.room(side));
    this.x = [left, width - right - BAR];
    this.svg.setAttribute("viewBox", `0 0 ${width} ${this.height}`);
    this.svg.style.height = `${this.height}px`;
    this.svg.replaceChildren();
    const ribbons = svg("g", {}, this.svg);
    for (const link of this.links) this.drawLink(link, ribbons);
    const places = svg("g", {}, this.svg);
    this.sides.forEach((side, right) => side.forEach((place) => this.drawPlace(place, right, places)));
  }

  // The width that the names of one side take, with the widest amounts they will ever have.
  room(side) {
    return BETWEEN + LARGER * textWidth(...side.map((place) => `${place.name} ${this.format.usd(WIDEST_AMOUNT)}`));
  }

  drawLink(link, group) {
    link.group = svg("g", { class: "link", "data-link": `${link.from} ${link.to}` }, group);
    link.outside = svg("path", { class: "flow outside" }, link.group);
    link.own = svg("path", { class: "flow circular" }, link.group);
    link.group.addEventListener("pointerenter", () => this.pick({ link }));
    link.group.addEventListener("click", () => this.pick({ link }));
    link.group.addEventListener("pointerleave", () => this.pick(null));
  }

  drawPlace(place, right, group) {
    place.group = svg("g", { class: "place", "data-place": `${place.side} ${place.id}`, tabindex: "0", role: "button", "aria-label": this.nameOf(place) }, group);
    place.bar = svg("rect", { class: "bar", "data-colour": COLOUR[place.id], x: this.x[right], width: BAR }, place.group);
    const outward = right ? 1 : -1, way = this.narrow ? -outward : outward;
    place.text = svg("text", { class: "name", "data-colour": COLOUR[place.id], "text-anchor": way < 0 ? "end" : "start", x: this.x[right] + (way < 0 ? -6 : BAR + 6) }, place.group);
    svg("tspan", {}, place.text, place.name);
    place.value = svg("tspan", { class: "value", ...(this.narrow ? { x: this.x[right] + (way < 0 ? -6 : BAR + 6), dy: 14 } : { dx: 5 }) }, place.text);
    for (const name of ["pointerenter", "focus", "click"]) place.group.addEventListener(name, () => this.pick({ place }));
    for (const name of ["pointerleave", "blur"]) place.group.addEventListener(name, () => this.pick(null));
  }

  show(at) {
    this.at = at;
    for (const link of this.links) {
      link.now = this.trailing(link.sofar.usd, at);
      link.nowCircular = Math.min(this.trailing(link.sofar.circular, at), link.now);
    }
    this.scale = Math.min(...this.sides.map((side) => this.fitting(side)));
    for (const side of this.sides) this.arrange(side);
    for (const link of this.links) this.bend(link);
    this.speak();
  }

  // The millions of dollars of the twelve months to `at`; before a year is over, at a yearly rate.
  trailing(sofar, at) {
    const first = Math.max(at + 1 - YEAR, 0);
    return ((sofar[at + 1] - sofar[first]) * YEAR) / (at + 1 - first);
  }

  // Pixels a million dollars at which one side fits, where no group takes less height than its name needs.
  fitting(side) {
    const sizes = side.map((place) => sum(place.links, "now")).filter((size) => size > 0);
    const room = this.height - 2 * EDGE - SPACE * (sizes.length - 1);
    let scale = room / (sizes.reduce((all, size) => all + size, 0) || 1);
    for (let round = 0; round < sizes.length; round += 1) {  // each round sets aside those too small at the scale before
      const large = sizes.filter((size) => size * scale > this.nameHeight);
      scale = (room - this.nameHeight * (sizes.length - large.length)) / large.reduce((all, size) => all + size, 0);
    }
    return scale;
  }

  // Stack the groups of one side, each in the middle of its place beside its name, and at each of them its links.
  arrange(side) {
    const shown = side.filter((place) => (place.now = sum(place.links, "now")) > 0);
    const height = (place) => Math.max(place.now * this.scale, this.nameHeight);
    const free = this.height - 2 * EDGE - SPACE * (shown.length - 1) - shown.reduce((all, place) => all + height(place), 0);
    let top = EDGE + free / 2;
    for (const place of side) place.group.toggleAttribute("hidden", !shown.includes(place));
    for (const place of shown) {
      const middle = top + height(place) / 2, tall = place.now * this.scale;
      let y = middle - tall / 2;
      place.bar.setAttribute("y", y.toFixed(1));
      place.bar.setAttribute("height", Math.max(tall, 1).toFixed(1));
      for (const link of place.links) { link[place.side === "from" ? "y0" : "y1"] = y; y += link.now * this.scale; }
      place.text.setAttribute("y", (middle + (this.narrow ? -3 : 4)).toFixed(1));
      place.value.textContent = this.format.usd(place.now * 1e6);
      top += height(place) + SPACE;
    }
  }

  bend(link) {
    const [x0, x1] = [this.x[0] + BAR, this.x[1]];
    const circular = link.nowCircular * this.scale;
    link.own.setAttribute("d", ribbonPath(x0, link.y0, x1, link.y1, circular));
    link.outside.setAttribute("d", ribbonPath(x0, link.y0 + circular, x1, link.y1 + circular, (link.now - link.nowCircular) * this.scale));
  }

  speak() {
    const inward = this.links.filter((link) => INNER.includes(link.to));
    const [total, circular] = [sum(inward, "now"), sum(inward, "nowCircular")];
    this.title.textContent = fill(this.words[circular > 0 ? "panel.sankey.title" : "panel.sankey.open.title"], {
      total: this.format.usd(total * 1e6), circular: this.format.usd(circular * 1e6), share: this.format.percent(total ? circular / total : 0),
    });
    const largest = [...this.links].sort((a, b) => b.now - a.now).slice(0, 3);
    this.svg.setAttribute("aria-label", [this.title.textContent, ...largest.map((link) => this.sentence(link))].join(" "));
    this.tell();
  }

  nameOf(place) { return fill(this.words[place.side === "from" ? "sankey.pays" : "sankey.gets"], { name: place.name }); }

  pick(picked) {
    this.picked = picked;
    this.svg.classList.toggle("picking", Boolean(picked));
    for (const link of this.links) {
      const on = picked && (picked.link === link || picked.place?.links.includes(link));
      link.group.classList.toggle("on", Boolean(on));
    }
    this.tell();
  }

  tell() {
    const { link, place } = this.picked ?? {};
    this.spoken.textContent = link ? this.sentence(link) : place ? this.summaryOf(place) : this.words["network.hint"];
    if (this.details.open) this.fillTable();
  }

  sentence(link) {
    return fill(this.words["sankey.sentence"], {
      payer: this.words[`loop.${link.from}`], payee: this.words[`loop.${link.to}`], usd: this.format.usd(link.now * 1e6),
      month: this.format.month(this.at, this.run.first), share: this.format.percent(link.now ? link.nowCircular / link.now : 0),
    });
  }

  summaryOf(place) {
    const [usd, circular] = [sum(place.links, "now"), sum(place.links, "nowCircular")];
    return fill(this.words["sankey.place"], {
      name: this.nameOf(place), usd: this.format.usd(usd * 1e6), share: this.format.percent(usd ? circular / usd : 0),
    });
  }

  fillTable() {
    this.table.replaceChildren();
    if (!this.details.open || !this.run) return;
    const table = html("table", {}, this.table);
    html("caption", {}, table, `${this.note.textContent} ${this.format.month(this.at, this.run.first)}`);
    const head = html("tr", {}, html("thead", {}, table));
    for (const name of ["network.payer", "network.payee", "network.usd", "sankey.own"]) html("th", { scope: "col" }, head, this.words[name]);
    const body = html("tbody", {}, table);
    for (const link of [...this.links].sort((a, b) => b.now - a.now)) {
      if (!link.now) continue;
      const row = html("tr", {}, body);
      html("th", { scope: "row" }, row, this.words[`loop.${link.from}`]);
      html("td", {}, row, this.words[`loop.${link.to}`]);
      html("td", {}, row, this.format.usd(link.now * 1e6));
      html("td", {}, row, this.format.usd(link.nowCircular * 1e6));
    }
  }
}

// Sums of the first so many months, from none to all.
function sums(values) {
  const sofar = [0];
  for (const value of values) sofar.push(sofar.at(-1) + value);
  return sofar;
}

function sum(rows, name) {
  return rows.reduce((all, row) => all + row[name], 0);
}
