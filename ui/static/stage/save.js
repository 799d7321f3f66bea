// Any picture as a file of its own: title, note, drawing, legend and where it comes from, with the colours it is seen in.

import { fill, isoMonth } from "./format.js";
import { html, svg, textWidth } from "./svg.js";

const LOOKS = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "opacity", "paint-order",
  "font-family", "font-size", "font-weight", "text-anchor",
];
const MARGIN = 16, LINE = 18, PATCH = 22;

// Hand the visitor a file.
export function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  html("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// What a file of a run is called.
export function fileName(run, ...parts) {
  return ["belief-machine", run.scenario, `seed-${run.seed}`, ...parts].join("-").replace(/[^\w.-]+/g, "-");
}

// Every series of a run by month: the columns and units of the data dictionary, a missing value left empty.
export function table(run) {
  const names = Object.keys(run.series);
  const rows = Array.from({ length: run.months }, (_, at) => [`${isoMonth(at, run.first)}-01`, ...names.map((name) => run.series[name][at] ?? "")]);
  return `${[["month", ...names], ...rows].map((row) => row.join(",")).join("\n")}\n`;
}

// In one line: scenario, seed and what was changed.
export function origin(run, words) {
  const changes = Object.entries(run.changes).map(([name, value]) => `${words[`slider.${name}`] ?? name.replaceAll("_", " ")} ${value}`);
  return [words[`scenario.${run.scenario}`] ?? run.scenario, fill(words["keep.seed"], { seed: run.seed }), ...changes].join(" · ");
}

// A button that hands out one picture; `part` has a figure, a title, a note, an svg and a legend.
export function saveButton(part, id) {
  const button = html("button", { type: "button", class: "save", "data-action": "svg" });
  part.figure.insertBefore(button, part.details);
  button.addEventListener("click", () => download(`${fileName(part.run, id, isoMonth(part.at, part.run.first))}.svg`, "image/svg+xml", poster(part)));
  return button;
}

export function nameSaveButton(button, words, title) {
  button.textContent = words["keep.svg"];
  button.setAttribute("aria-label", fill(words["keep.svg.of"], { title }));
}

// The picture as the text of an SVG file. It is put together on the page, where the style sheets reach it.
export function poster(part) {
  const [, , width, height] = part.svg.getAttribute("viewBox").split(" ").map(Number);
  const sheet = svg("svg", { class: "poster" }, part.box);
  const paper = svg("rect", { class: "paper" }, sheet);
  let y = MARGIN + 4;
  const write = (name, text) => { for (const line of wrap(text, width, name)) svg("text", { class: `poster-${name}`, x: MARGIN, y: (y += LINE) }, sheet, line); };
  write("title", part.title.textContent);
  write("note", part.note.textContent);
  y += 12;
  const drawing = svg("svg", { x: MARGIN, y, width, height, viewBox: `0 0 ${width} ${height}`, overflow: "visible" }, sheet);
  drawing.append(...[...part.svg.childNodes].map((node) => node.cloneNode(true)));
  y = drawLegend(sheet, part.legend(), y + height + 6, width);
  write("note", `${part.words["page.title"]} · ${origin(part.run, part.words)} · ${part.format.month(part.at, part.run.first)}`);
  const size = { width: width + 2 * MARGIN, height: y + MARGIN };
  for (const [name, value] of Object.entries({ ...size, viewBox: `0 0 ${size.width} ${size.height}` })) sheet.setAttribute(name, value);
  for (const [name, value] of Object.entries(size)) paper.setAttribute(name, value);
  freeze(sheet);
  sheet.removeAttribute("class");
  const text = new XMLSerializer().serializeToString(sheet);
  sheet.remove();
  return text;
}

function wrap(text, width, name) {
  const scale = name === "title" ? 1.35 : 1.05, lines = [""];
  for (const piece of text.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? []) {
    if (lines.at(-1) && textWidth(lines.at(-1) + piece) * scale > width) lines.push("");
    lines[lines.length - 1] += piece;
  }
  return lines.map((line) => line.trim());
}

function drawLegend(sheet, items, top, width) {
  let x = MARGIN, y = top + 12;
  for (const { name, look, colour, line } of items) {
    const room = PATCH + 8 + textWidth(name) * 1.05 + 20;
    if (x > MARGIN && x + room > width + MARGIN) { x = MARGIN; y += LINE; }
    if (line) svg("line", { class: look, "data-colour": colour, x1: x, x2: x + PATCH, y1: y - 4, y2: y - 4, "stroke-width": 3 }, sheet);
    else svg("rect", { class: look, "data-colour": colour, x, y: y - 10, width: PATCH, height: 12 }, sheet);
    svg("text", { class: "poster-note", x: x + PATCH + 8, y }, sheet, name);
    x += room;
  }
  return items.length ? y + 4 : top;
}

// Write what style sheets say into the elements themselves, and drop what only the page needs.
function freeze(sheet) {
  const all = [...sheet.querySelectorAll("*")];
  const looks = all.map((element) => { const style = getComputedStyle(element); return { hidden: style.display === "none" || style.visibility === "hidden", said: LOOKS.map((name) => [name, style.getPropertyValue(name)]) }; });
  all.forEach((element, number) => {
    if (looks[number].hidden) { element.remove(); return; }
    if (/^(path|line|rect|circle|text|tspan|g)$/.test(element.tagName)) for (const [name, value] of looks[number].said) if (value) element.setAttribute(name, value);
    for (const name of ["class", "data-colour", "data-node", "data-place", "data-link", "tabindex", "role", "aria-label", "style"]) element.removeAttribute(name);
  });
}
