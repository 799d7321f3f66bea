// Numbers, dates and sentences for people, in English and Japanese. A lesson writes numbers alike (ui/lessons/numbers.py).

const EN_STEPS = [[1e12, "tn"], [1e9, "bn"], [1e6, "m"], [1e3, "k"]];
const JA_STEPS = [[1e12, "兆"], [1e8, "億"], [1e4, "万"]];
const LEAST_SHOWN = 0.05;

export function makeFormat(language) {
  const japanese = language === "ja";
  const steps = japanese ? JA_STEPS : EN_STEPS;
  const locale = japanese ? "ja-JP" : "en-GB";
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const monthYear = new Intl.DateTimeFormat(locale, { year: "numeric", month: japanese ? "long" : "long", timeZone: "UTC" });

  // A size in two digits or three, without its sign.
  function short(value) {
    const size = Math.abs(value);
    if (size < LEAST_SHOWN) return "0";
    const step = steps.find(([least]) => size >= least * 0.9995);
    if (!step) return size >= 10 || Number.isInteger(size) ? whole.format(size) : size.toFixed(1);
    const scaled = size / step[0];
    return (scaled < 9.95 ? trim(scaled.toFixed(1)) : whole.format(scaled)) + step[1];
  }

  function manifold(size) {
    return size < 9.95 ? few(size) : size < 9999.5 ? whole.format(size) : short(size);
  }

  return {
    usd: (value) => missing(value) ?? `${minus(value, LEAST_SHOWN)}${japanese ? "" : "$"}${short(value)}${japanese ? "ドル" : ""}`,
    people: (value) => missing(value) ?? `${minus(value, LEAST_SHOWN)}${short(value)}${japanese ? "人" : ""}`,
    years: (value) => missing(value) ?? `${minus(value, LEAST_SHOWN)}${short(value)}${japanese ? "人年" : ""}`,
    percent: (value) => missing(value) ?? `${minus(value, 0.00005)}${percents(Math.abs(value))}%`,
    times: (value) => missing(value) ?? `${minus(value)}${manifold(Math.abs(value))}${japanese ? "倍" : "×"}`,
    plain: (value) => missing(value) ?? `${minus(value, LEAST_SHOWN)}${short(value)}`,
    month: (index, first) => monthYear.format(monthOf(index, first)),
    year: (index, first) => monthOf(index, first).getUTCFullYear(),
  };
}

// One sign in both languages, before a dollar too; none before what is shown as nothing.
function minus(value, least = 0) {
  return value < 0 && value <= -least ? "−" : "";
}

// Small numbers keep one digit that says something.
function few(value) {
  return value > 0 && value < 0.095 ? String(Number(value.toPrecision(1))) : trim(value.toFixed(1));
}

// A share from zero up in per cent, as a title tells it.
export function percents(share) {
  const hundred = share * 100;
  return hundred >= 0.005 && hundred < 0.095 ? few(hundred) : hundred.toFixed(hundred < 9.95 ? 1 : 0);
}

function trim(digits) {
  return digits.replace(/\.0$/, "");
}

function missing(value) {
  return value === null || value === undefined || !Number.isFinite(value) ? "–" : undefined;
}

function monthOf(index, first) {
  const [year, month] = first.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + index, 1));
}

export function isoMonth(index, first) {
  return monthOf(index, first).toISOString().slice(0, 7);
}

export function fill(template, values) {
  return (template ?? "").replace(/\{(\w+)\}/g, (whole, name) => values?.[name] ?? whole);
}
