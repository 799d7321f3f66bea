// The stage: takes a whole run once, then plays, pauses, steps and scrubs it without asking the server.

import { Chart } from "./chart.js";
import { Compare } from "./compare.js";
import { isoMonth, makeFormat } from "./format.js";
import { Keep } from "./keep.js";
import { Luck } from "./luck.js";
import { Network } from "./network.js";
import { drawable, GROUPS, PANELS } from "./panels.js";
import { PRINTED, Summary } from "./print.js";
import { Sankey } from "./sankey.js";
import { Stays } from "./stays.js";
import { html } from "./svg.js";
import { EventList, Timeline } from "./timeline.js";
import { Twin } from "./twin.js";

const FOLLOW_MONTHS_A_SECOND = 150, REST_MS = 200;
// Fields, sliders and boxes that scroll have keys of their own; of the sliders only the playhead's has those of the stage.
const KEYS_OF_THEIR_OWN = "input:not([data-action=scrub]), select, textarea, [contenteditable], [role=region], pre";

async function inflated(packed) {
  if (!packed?.byteLength) return null;
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

class Stage {
  constructor(model, el) {
    this.model = model;
    this.root = html("section", { class: "stage", "data-stage": true, "data-state": "empty" }, el);
    Object.assign(this, { at: 0, speed: 12, isPlaying: false, follow: true, run: null, parts: [] });
    this.banner = html("div", { class: "banner", role: "status", "data-banner": true }, this.root);
    this.head = html("div", { class: "head" }, this.root);
    this.timeline = new Timeline(this.head, this);
    this.index = html("nav", { class: "index" }, this.head);
    this.progress = html("div", { class: "progress", "aria-hidden": "true" }, this.head);
    this.keep = new Keep(this.root, this);
    this.summary = new Summary(this.root, this);
    this.luck = new Luck(this.root, () => this.loadParts());
    this.waiting = html("div", { class: "waiting" }, this.root);
    this.groups = new Map(GROUPS.map((name) => [name, this.makeGroup(name)]));
    this.twin = new Twin(this.groups.get("costs").head, () => { this.loadParts(); this.tellTwin(); });
    this.sankey = new Sankey(this.groups.get("loop").panels);
    this.compare = new Compare(this.groups.get("compare").head, () => this.loadParts(), (form) => this.model.send({ ask: "run", form }));
    this.panels = [...PANELS, ...this.compare.panels];
    this.charts = new Map(this.panels.map((panel) => [panel.id, new Chart(panel, this.groups.get(panel.group).panels, (at) => this.seek(at))]));
    this.stays = new Stays(this.groups.get("costs").panels);
    this.network = new Network(this.groups.get("loop").panels);
    this.events = new EventList(this.root, this);
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
    this.onPreset = ({ detail }) => { if (this.run) this.compare.start(detail.scenario, detail.seed); };
    document.addEventListener("compare-preset", this.onPreset);
    this.watchSize = new ResizeObserver(() => this.resize());
    this.watchSize.observe(this.root);
    this.tick = this.tick.bind(this);
    this.seekWanted();
    this.retitle();
    this.turn();
    this.tellStatus();
    this.unpack();
    this.unpackTwin();
  }

  makeGroup(name) {
    const link = html("a", { href: `#group-${name}` }, this.index);
    const section = html("section", { class: "group", id: `group-${name}`, "data-group": name }, this.root);
    const head = html("header", {}, section);
    const title = html("h2", {}, head);
    const note = html("p", {}, head);
    return { link, section, head, title, note, panels: html("div", { class: "panels" }, section) };
  }

  nameGroups() {
    this.index.setAttribute("aria-label", this.words["stage.groups"]);
    for (const [name, { link, title, note }] of this.groups) {
      link.textContent = title.textContent = this.words[`panel.group.${name}`];
      note.textContent = this.words[`panel.group.${name}.note`];
    }
  }

  end() {
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("compare-preset", this.onPreset);
    this.watchSize.disconnect();
    cancelAnimationFrame(this.frame);
    this.ended = true;
  }

  // ---- what the server sends

  // Show of the stage what the page shows; the rest keeps its place, and is drawn when it is looked at.
  turn() {
    const shows = this.model.get("shows");
    this.root.hidden = !shows.length;
    this.root.dataset.shows = shows.join(" ");
    if (this.run && !this.root.hidden) this.loadParts();
  }

  seekWanted() {
    const wanted = this.model.get("wanted");
    this.wanted = wanted >= 0 ? wanted : null;
    this.reach();
  }

  // Go to the month that a link asks for; one that the run has not reached yet is gone to once it has.
  reach() {
    const { wanted } = this;
    if (wanted === null || !this.run) return;
    this.seek(wanted);
    if (wanted > this.last && !this.complete) this.wanted = wanted;
  }

  get words() { return this.model.get("words"); }

  retitle() {
    const language = this.model.get("language");
    this.format = makeFormat(language);
    this.root.setAttribute("lang", language);
    this.root.setAttribute("aria-label", this.words["stage.label"]);
    this.nameGroups();
    if (this.run) this.loadParts();
    this.tellStatus();
  }

  // The trace in a trait, under the name of the run that it is shown for; none once another has come.
  async arrived(trait) {
    const picture = this.model.get(trait);
    const trace = await inflated(picture?.packed);
    return trace && !this.ended && picture === this.model.get(trait) ? { ...trace, run: picture.run } : null;
  }

  async unpack() {
    const run = await this.arrived("picture");
    if (run) this.take(run);
  }

  async unpackTwin() {
    const trace = await this.arrived("twin");
    if (!trace) return;
    this.twin.take(trace);
    if (this.twin.of(this.run)) this.loadParts();
    this.tellTwin();
  }

  tellTwin() {
    this.root.dataset.twin = this.twin.tell(this.run, this.model.get("status")?.twin, this.words, this.format);
  }

  take(run) {
    const again = this.run && this.run.run === run.run;
    const wasAtEnd = !this.run || this.at >= this.run.months - 1;
    if (!again) this.follow = wasAtEnd;
    if (!this.run) this.at = 0;
    // A playhead that stands beyond what has been run so far comes back to its month once the run has.
    if (!again && !this.follow && this.wanted === null && this.at >= run.months) this.wanted = this.at;
    if (!again) this.compare.giveWay(this.run, this.isShown("compare"));
    this.run = run;
    this.at = Math.min(this.at, run.months - 1);
    this.loadParts();
    this.tellStatus();
    if (this.wanted !== null) this.reach();
    else if (this.follow) this.start();
    this.compare.goOn(run);
  }

  loadParts() {
    const run = this.luck.behind(this.twin.besides(this.run));
    const wanted = drawable(run.series, this.panels).filter((panel) => this.isShown(panel.id, panel.group) && this.compare.chooses(panel));
    this.luck.offer(run, wanted, this.words, this.format);
    for (const [id, chart] of this.charts) chart.figure.hidden = !wanted.some((panel) => panel.id === id);
    this.sankey.figure.hidden = !(run.loop && this.isShown("sankey", "loop"));
    this.stays.figure.hidden = !(run.twin?.after_bust && this.isShown("stays", "costs"));
    this.network.figure.hidden = !this.isShown("network", "loop");
    this.events.section.hidden = !(run.events.length && this.isShown("events"));
    const others = [this.sankey, this.network].filter((part) => !part.figure.hidden);
    this.showGroups([...wanted.map((panel) => panel.group), ...(others.length ? ["loop"] : []), ...(this.isShown("compare") ? ["compare"] : [])]);
    this.compare.load(this.run, this.words, this.model.get("presets"));
    this.parts = [this.timeline, this.keep, ...wanted.map((panel) => this.charts.get(panel.id)), ...others, ...(this.stays.figure.hidden ? [] : [this.stays]), ...(this.events.section.hidden ? [] : [this.events])];
    for (const part of this.parts) part.load(run, this.words, this.format);
    this.root.dataset.ready = "";
    this.root.dataset.loop = run.loop ? "followed" : "";
    this.draw();
    this.tellTwin();
  }

  // Whether the page shows a part, by its own name or with its group; paper names each part.
  isShown(name, group) {
    if (this.printing) return PRINTED.includes(name);
    const shows = this.model.get("shows");
    return shows.includes(name) || shows.includes(group) || shows.includes(`chart ${name}`);
  }

  showGroups(names) {
    for (const [name, { section, link }] of this.groups) section.hidden = link.hidden = !names.includes(name);
    this.index.hidden = new Set(names).size < 2;
  }

  tellStatus() {
    const status = this.model.get("status") ?? {};
    const state = status.state ?? "empty";
    this.root.dataset.state = state;
    this.root.dataset.run = status.run ?? "";
    this.root.dataset.scenario = status.scenario ?? "";
    this.root.toggleAttribute("data-stale", Boolean(this.model.get("stale")));
    this.root.style.setProperty("--progress", status.total ? status.months / status.total : 0);
    this.root.setAttribute("aria-busy", String(state === "running" || state === "waiting"));
    this.waiting.textContent = this.words[state === "waiting" ? "stage.queue" : "stage.first"];
    if (this.run) this.keep.allow();
    this.tellBanner(state, status);
    this.tellTwin();
  }

  tellBanner(state, status) {
    const failed = state === "failed";
    const before = Boolean(this.run) && !this.ordered;
    const stale = Boolean(this.model.get("stale")) || before;
    const key = failed ? `failed ${before} ${status.message}` : before ? `before ${state}` : stale ? "stale" : "";
    if (key + this.model.get("language") === this.bannerSaid) return;
    this.bannerSaid = key + this.model.get("language");
    this.banner.className = `banner ${failed ? "failed" : stale ? "stale" : ""}`;
    this.banner.replaceChildren();
    if (failed) {
      html("strong", {}, this.banner, this.words["stage.failed"]);
      html("span", { "data-message": true }, this.banner, status.message);
      if (before) html("span", {}, this.banner, this.words["stage.before"]);
      const again = html("button", { type: "button", "data-action": "again" }, this.banner, this.words["stage.again"]);
      again.addEventListener("click", () => this.model.send({ ask: "again" }));
    } else if (stale) {
      html("span", {}, this.banner, before ? `${this.waiting.textContent} ${this.words["stage.before"]}` : this.words["stage.stale"]);
    }
  }

  // ---- drawing

  resize() {
    if (!this.run || this.root.hidden || this.root.clientWidth === this.drawnWidth) return;
    this.draw();
  }

  // All parts are measured before any is drawn: to measure after a change makes the browser lay out the page anew.
  draw() {
    this.drawnWidth = this.root.clientWidth;
    for (const part of this.parts) part.measure?.();
    for (const part of this.parts) part.draw?.();
    this.show();
  }

  show() {
    for (const part of this.parts) part.show(this.at);
    this.root.dataset.month = isoMonth(this.at, this.run.first);
    this.root.dataset.at = this.at;
    this.root.dataset.months = this.run.months;
    this.root.dataset.shown = this.run.run;
  }

  // ---- playing

  get last() { return this.run ? this.run.months - 1 : 0; }

  // Whether what is drawn is what was ordered last, and not a run before it.
  get ordered() { return this.run && this.run.run === this.model.get("status")?.run; }

  get complete() { return this.run && this.run.months >= this.run.horizon; }

  tick(now) {
    const passed = Math.min(now - (this.lastTick ?? now), 250);
    this.lastTick = now;
    const speed = this.follow ? FOLLOW_MONTHS_A_SECOND : this.speed;
    this.owed = (this.owed ?? 0) + (passed / 1000) * speed;
    const months = Math.floor(this.owed);
    this.owed -= months;
    if (months > 0 && this.at < this.last) {
      this.at = Math.min(this.at + months, this.last);
      this.show();
    }
    if (this.at >= this.last && (this.complete || this.follow)) { this.stop(); this.rest(); }
    else this.frame = requestAnimationFrame(this.tick);
  }

  start() {
    cancelAnimationFrame(this.frame);
    this.lastTick = undefined;
    this.owed = 0;
    if (this.follow && matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.at = this.last;
      this.show();
      this.stop();
      this.rest();
      return;
    }
    this.frame = requestAnimationFrame(this.tick);
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.setPlaying(false);
  }

  // Tell the server the month once the playhead has stood still for a moment; while it is on its way, it does not rest.
  rest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      if (this.ended || this.isPlaying || this.wanted !== null || this.model.get("month") === this.at) return;
      this.model.set("month", this.at);
      this.model.save_changes();
      this.root.dataset.rested = this.at;
    }, REST_MS);
  }

  setPlaying(now) {
    this.isPlaying = now;
    this.root.dataset.playing = String(now);
    this.timeline.playing(now);
  }

  toggle() { if (this.isPlaying) this.pause(); else this.play(); }

  play() {
    if (!this.run) return;
    this.follow = false;
    if (this.at >= this.last && this.complete) { this.at = 0; this.show(); }
    this.setPlaying(true);
    this.start();
  }

  pause() { this.follow = false; this.stop(); this.rest(); }

  seek(at) {
    this.wanted = null;
    if (!this.run) return;
    this.follow = false;
    if (!this.isPlaying) cancelAnimationFrame(this.frame);
    this.at = Math.max(0, Math.min(at, this.last));
    this.show();
    this.rest();
  }

  step() { this.pause(); this.seek(this.at + 1); }

  back() { this.pause(); this.seek(this.at - 1); }

  reset() { this.pause(); this.seek(0); }

  end_() { this.pause(); this.seek(this.last); }

  setSpeed(speed) { this.speed = speed; }

  key(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !this.run || this.root.hidden) return;
    if (event.target.closest?.(KEYS_OF_THEIR_OWN)) return;
    if (event.key === " " && event.target.closest?.("button, summary, a, [role=button]")) return;
    const action = { " ": "toggle", ArrowRight: "step", ArrowLeft: "back", Home: "reset", End: "end_" }[event.key];
    if (!action) return;
    event.preventDefault();
    this[action]();
  }
}

export default {
  render({ model, el }) {
    const stage = new Stage(model, el);
    model.on("change:picture", () => stage.unpack());
    model.on("change:twin", () => stage.unpackTwin());
    model.on("change:words", () => stage.retitle());
    model.on("change:status", () => stage.tellStatus());
    model.on("change:stale", () => stage.tellStatus());
    model.on("change:shows", () => stage.turn());
    model.on("change:presets", () => stage.turn());
    model.on("change:wanted", () => stage.seekWanted());
    return () => stage.end();
  },
};
