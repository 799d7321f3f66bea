// The transport and the timeline: play, step, scrub, and what happened when.

import { fill, isoMonth } from "./format.js";
import { html, svg } from "./svg.js";

const SPEEDS = [3, 6, 12, 30];
const ICONS = {
  reset: "M4 4v12M16 4 7 10l9 6z", back: "M14 4 5 10l9 6z", play: "M5 3l12 7-12 7z", pause: "M6 4v12M14 4v12",
  step: "M6 4l9 6-9 6z", end: "M16 4v12M4 4l9 6-9 6z",
};
const HEIGHT = 42, BASE = 28;

export class Timeline {
  constructor(host, player) {
    this.player = player;
    this.bar = html("div", { class: "transport" }, host);
    this.date = html("output", { class: "date", "data-date": true }, this.bar);
    this.buttons = html("div", { class: "buttons", role: "group" }, this.bar);
    this.actions = {};
    for (const name of ["reset", "back", "play", "step", "end"]) this.actions[name] = this.button(name);
    this.speedLabel = html("label", { class: "speed" }, this.bar);
    this.speedName = html("span", {}, this.speedLabel);
    this.speed = html("select", { "data-action": "speed" }, this.speedLabel);
    this.speed.addEventListener("change", () => player.setSpeed(Number(this.speed.value)));
    this.track = html("div", { class: "track" }, host);
    this.svg = svg("svg", { class: "ticks", "aria-hidden": "true" }, this.track);
    this.range = html("input", { type: "range", min: 0, value: 0, step: 1, "data-action": "scrub" }, this.track);
    this.range.addEventListener("input", () => player.seek(Number(this.range.value)));
    this.latest = html("p", { class: "latest", "data-latest": true }, host);
  }

  button(name) {
    const button = html("button", { type: "button", "data-action": name }, this.buttons);
    const icon = svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" }, button);
    svg("path", { d: ICONS[name] }, icon);
    button.addEventListener("click", () => this.player[{ play: "toggle", end: "end_" }[name] ?? name]());
    return button;
  }

  load(run, words, format) {
    Object.assign(this, { run, words, format });
    this.range.max = Math.max(run.horizon - 1, 1);
    this.range.setAttribute("aria-label", words["stage.scrub"]);
    this.buttons.setAttribute("aria-label", words["stage.transport"]);
    for (const [name, button] of Object.entries(this.actions)) this.nameButton(button, name);
    this.speedName.textContent = words["stage.speed"];
    const chosen = this.player.speed;
    this.speed.replaceChildren();
    for (const speed of SPEEDS) html("option", { value: speed, selected: speed === chosen }, this.speed, fill(words["stage.months_a_second"], { speed }));
    this.events = run.events.map((event) => ({ ...event, words: eventWords(event, words, format) }));
    this.playing(this.player.isPlaying);
  }

  nameButton(button, name) {
    const words = this.words[`stage.${name}`];
    button.setAttribute("aria-label", words);
    button.title = words;
  }

  measure() { this.width = Math.max(this.track.clientWidth, 200); }

  draw() {
    const { width } = this;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    this.svg.replaceChildren();
    const x = (month) => 8 + (month / Math.max(this.run.horizon - 1, 1)) * (width - 16);
    const ahead = x(this.run.history - 0.5);
    if (this.run.history < this.run.horizon) svg("rect", { class: "ahead", x: ahead, y: 0, width: width - 8 - ahead, height: HEIGHT }, this.svg);
    for (let at = 0; at < this.run.horizon; at += 12) {
      const five = at % 60 === 0;
      svg("line", { class: "year", x1: x(at), x2: x(at), y1: HEIGHT - (five ? HEIGHT - BASE : 4), y2: HEIGHT }, this.svg);
      const room = width - x(at) > 40;
      if (five) svg("text", { class: "tick", x: x(at) + (room ? 4 : -4), y: HEIGHT - 3, "text-anchor": room ? "start" : "end" }, this.svg, this.format.year(at, this.run.first));
    }
    for (const event of this.events.filter(({ kind }) => kind !== "truth")) {
      const tall = { milestone: 6 + 14 * Math.min(event.size ?? 0.3, 1), rate: 8, boom: 24, bust: 24 }[event.kind] ?? 8;
      const mark = svg("g", { class: `event ${event.kind}`, transform: `translate(${x(event.month)},${BASE})` }, this.svg);
      svg("line", { y1: 0, y2: -tall }, mark);
      svg("circle", { cy: -tall, r: event.kind === "milestone" || event.kind === "rate" ? 2.5 : 4.5 }, mark);
      svg("title", {}, mark, `${this.format.month(event.month, this.run.first)}: ${event.words}`);
      mark.addEventListener("click", () => this.player.seek(event.month));
    }
  }

  show(at) {
    this.range.value = at;
    const month = this.format.month(at, this.run.first);
    this.range.setAttribute("aria-valuetext", month);
    this.range.style.setProperty("--done", `${(100 * at) / Math.max(this.run.horizon - 1, 1)}%`);
    this.date.textContent = month;
    this.date.dataset.date = isoMonth(at, this.run.first);
    const past = this.events.filter((event) => event.month <= at);
    const last = past.at(-1);
    const words = last ? `${this.format.month(last.month, this.run.first)}: ${last.words}` : this.words["stage.no_event"];
    if (words !== this.said) { this.latest.textContent = words; this.said = words; }
  }

  playing(now) {
    this.actions.play.querySelector("path").setAttribute("d", now ? ICONS.pause : ICONS.play);
    this.actions.play.classList.toggle("is-playing", now);
    if (this.words) this.nameButton(this.actions.play, now ? "pause" : "play");
  }
}

export class EventList {
  constructor(host, player) {
    this.player = player;
    this.section = html("section", { class: "events", "data-panel": "events" }, host);
    this.title = html("h3", { class: "finding" }, this.section);
    this.list = html("ol", {}, this.section);
  }

  load(run, words, format) {
    this.title.textContent = words["stage.events"];
    this.list.replaceChildren();
    this.rows = run.events.map((event) => {
      const row = html("li", { class: event.kind }, this.list);
      const button = html("button", { type: "button" }, row);
      html("span", { class: "when" }, button, format.month(event.month, run.first));
      html("span", { class: "what" }, button, eventWords(event, words, format));
      button.addEventListener("click", () => this.player.seek(event.month));
      return { month: event.month, row, secret: event.kind === "truth" };
    });
  }

  show(at) {
    for (const { month, row, secret } of this.rows) {
      row.classList.toggle("past", month <= at);
      row.hidden = secret && month > at; // told after the run, to whom it is a surprise
    }
  }
}

function eventWords(event, words, format) {
  if (event.kind === "milestone") return words[event.name.startsWith("milestone of ") ? "milestone.later" : `milestone.${event.name}`] ?? event.name;
  return fill(words[`event.${event.id}`], {
    rate: format.percent(event.rate), share: format.percent(event.share), fall: format.percent(event.fall),
    points: String(event.points), low: String(event.low), high: String(event.high),
  });
}
