// Share and keep: a link that restores what is on the stage, its series as a file, and a summary on paper.

import { isoMonth } from "./format.js";
import { download, fileName, table } from "./save.js";
import { html } from "./svg.js";

export class Keep {
  constructor(host, stage) {
    this.stage = stage;
    this.bar = html("div", { class: "keep", role: "group", "data-keep": true }, host);
    this.buttons = {};
    for (const name of ["link", "csv", "print"]) {
      this.buttons[name] = html("button", { type: "button", "data-action": name }, this.bar);
      this.buttons[name].addEventListener("click", () => this[name]());
    }
    this.address = html("input", { type: "text", readonly: true, hidden: true, "data-link-text": true }, this.bar);
    this.news = html("output", { "data-keep-news": true }, this.bar);
  }

  // A run can be kept once it is over and its money has been followed.
  load(run, words) {
    Object.assign(this, { run, words });
    for (const [name, button] of Object.entries(this.buttons)) button.textContent = words[`keep.${name}`];
    this.bar.setAttribute("aria-label", words["keep.label"]);
    this.address.setAttribute("aria-label", words["keep.address"]);
    this.allow();
  }

  // Paper and link speak of what was ordered: they wait until that is what is drawn.
  allow() {
    const ordered = Boolean(this.stage.ordered), whole = Boolean(this.run.loop);
    for (const [name, ready] of Object.entries({ link: ordered, csv: whole, print: ordered && whole })) {
      this.buttons[name].disabled = !ready;
      this.buttons[name].title = ready ? "" : this.words[ordered ? "keep.later" : "keep.ordered"];
    }
  }

  // A new month is not in the link that was copied.
  show() {
    if (!this.news.textContent) return;
    this.news.textContent = "";
    this.address.hidden = true;
  }

  // The address of this page, this economy and this month.
  restoring() {
    const address = new URL(this.stage.model.get("address"), location.href);
    address.searchParams.set("month", isoMonth(this.stage.at, this.run.first));
    return address.href;
  }

  async link() {
    this.address.value = this.restoring();
    const copied = await navigator.clipboard?.writeText(this.address.value).then(() => true, () => false);
    this.news.textContent = this.words[copied ? "keep.copied" : "keep.by_hand"];
    this.address.hidden = Boolean(copied);
    if (!copied) this.address.select();
  }

  print() { this.stage.summary.print(); }

  csv() { download(`${fileName(this.run)}.csv`, "text/csv", table(this.stage.run)); }
}
