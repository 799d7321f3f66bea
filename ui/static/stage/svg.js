// Small helpers for drawing: elements, scales, paths and labels that do not collide.

const SVG = "http://www.w3.org/2000/svg";

export function svg(name, attributes = {}, parent = null, text = null) {
  return build(document.createElementNS(SVG, name), attributes, parent, text);
}

export function html(name, attributes = {}, parent = null, text = null) {
  return build(document.createElement(name), attributes, parent, text);
}

function build(element, attributes, parent, text) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  if (text !== null) element.textContent = text;
  if (parent) parent.appendChild(element);
  return element;
}

export function linear(low, high, from, to) {
  const span = high - low || 1;
  return (value) => from + ((value - low) / span) * (to - from);
}

export function logarithmic(low, high, from, to) {
  const scale = linear(Math.log(low), Math.log(high), from, to);
  return (value) => scale(Math.log(Math.max(value, low)));
}

// Round steps of 1, 2 or 5 that give about `count` lines between low and high.
export function ticks(low, high, count = 4) {
  const rough = (high - low) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((unit) => unit * power).find((size) => size >= rough * 0.999);
  const found = [];
  for (let at = Math.ceil(low / step - 1e-9) * step; at <= high + step * 1e-9; at += step) found.push(Math.abs(at) < step * 1e-9 ? 0 : at);
  return found;
}

export function logTicks(low, high, most = 5) {
  const found = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const unit of [1, 2, 5]) {
      const at = unit * 10 ** power;
      if (at >= low * 0.999 && at <= high * 1.001) found.push(at);
    }
  }
  if (found.length <= most) return found;
  const tens = found.filter((at) => Math.abs(Math.log10(at) - Math.round(Math.log10(at))) < 1e-9);
  const stride = Math.ceil(tens.length / most);
  return tens.length >= 2 ? tens.filter((_, at) => at % stride === 0) : found.filter((_, at) => at % 2 === 0);
}

export function linePath(xs, ys) {
  let path = "", pen = "M";
  for (let at = 0; at < ys.length; at += 1) {
    if (ys[at] === null || Number.isNaN(ys[at])) { pen = "M"; continue; }
    path += `${pen}${xs[at].toFixed(1)},${ys[at].toFixed(1)}`;
    pen = "L";
  }
  return path;
}

export function bandPath(xs, lower, upper) {
  if (!xs.length) return "";
  const up = upper.map((y, at) => `${xs[at].toFixed(1)},${y.toFixed(1)}`);
  const down = lower.map((y, at) => `${xs[at].toFixed(1)},${y.toFixed(1)}`).reverse();
  return `M${up.join("L")}L${down.join("L")}Z`;
}

// A ribbon of the same height all along, from its upper left corner to its upper right one.
export function ribbonPath(x0, y0, x1, y1, height) {
  if (!(height > 0)) return "";
  const middle = (x0 + x1) / 2;
  const [low0, low1] = [y0 + height, y1 + height].map((y) => y.toFixed(1));
  return `M${x0},${y0.toFixed(1)}C${middle},${y0.toFixed(1)} ${middle},${y1.toFixed(1)} ${x1},${y1.toFixed(1)}V${low1}C${middle},${low1} ${middle},${low0} ${x0},${low0}Z`;
}

// Push labels apart so that none overlaps, keeping their order and staying between top and bottom.
export function spread(wanted, gap, top, bottom) {
  const order = wanted.map((_, at) => at).sort((a, b) => wanted[a] - wanted[b]);
  const places = [...wanted];
  let floor = top;
  for (const at of order) { places[at] = Math.max(places[at], floor); floor = places[at] + gap; }
  let ceiling = bottom;
  for (const at of [...order].reverse()) { places[at] = Math.min(places[at], ceiling); ceiling = places[at] - gap; }
  return places;
}

const ruler = document.createElement("canvas").getContext("2d");

// A box to tick in a line of its own; `name` takes its words.
export function tickbox(line, action, changed) {
  const label = html("label", {}, line);
  const box = html("input", { type: "checkbox", "data-action": action }, label);
  box.addEventListener("change", changed);
  return { box, name: html("span", {}, label) };
}

// How much larger the names in pictures of money are than other labels.
export const LARGER = 13 / 12.5;

// The width in pixels of the widest of some labels.
export function textWidth(...texts) {
  ruler.font = "600 12.5px 'Liberation Sans', Arial, 'Noto Sans CJK JP', sans-serif";
  return Math.max(...texts.map((text) => ruler.measureText(text).width));
}

// Each value over the first one that is above zero.
export function sinceStart(values) {
  const first = values.find((value) => value > 0) ?? NaN;
  return values.map((value) => (value === null ? null : value / first));
}

// Nothing before a month, where what goes before is too short to tell.
export function sinceMonth(first, values) {
  return values.map((value, at) => (at < first ? null : value));
}

export function twelveMonthMean(values) {
  return yearly(values).map((sum) => sum / 12);
}

// The middle one of the last twelve months, for what jumps in single months.
function twelveMonthMedian(values) {
  return values.map((_, at) => {
    const known = values.slice(Math.max(at - 11, 0), at + 1).filter(Number.isFinite).sort((a, b) => a - b);
    return known.length ? known[Math.floor(known.length / 2)] : null;
  });
}

// Changes over twelve months: the middle one of the last twelve, from the first month that has one a year before it.
export function aYearApart(values) {
  return twelveMonthMedian(sinceMonth(12, values));
}

// The sum of the last twelve months, scaled up while there are fewer; summed anew each month, for what is
// added and taken away again leaves a little below nought.
export function yearly(values) {
  return values.map((_, at) => {
    let sum = 0;
    for (let month = Math.max(at - 11, 0); month <= at; month += 1) sum += values[month] ?? 0;
    return at >= 11 ? sum : (sum * 12) / (at + 1);
  });
}

// The sum of all months so far.
export function cumulated(values) {
  let sum = 0;
  return values.map((value) => (sum += value ?? 0));
}
