// Numbers, dates and sentences for people, in English and Japanese.

const EN_STEPS = [[1e12, "tn"], [1e9, "bn"], [1e6, "m"], [1e3, "k"]];
const JA_STEPS = [[1e12, "兆"], [1e8, "億"], [1e4, "万"]];

export function makeFormat(language) {
  const japanese = language === "ja";
  const steps = japanese ? JA_STEPS : EN_STEPS;
  const locale = japanese ? "ja-JP" : "en-GB";
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const monthYear = new Intl.DateTimeFormat(locale, { year: "numeric", month: japanese ? "long" : "long", timeZone: "UTC" });

  function short(value) {
    const size = Math.abs(value);
    if (size < 0.05) return "0";
    const step = steps.find(([least]) => size >= least * 0.9995);
    if (!step) return size >= 10 || Number.isInteger(value) ? whole.format(value) : value.toFixed(1);
    const scaled = value / step[0];
    return (Math.abs(scaled) < 9.95 ? trim(scaled.toFixed(1)) : whole.format(scaled)) + step[1];
  }

  return {
    usd: (value) => missing(value) ?? (japanese ? `${short(value)}ドル` : `${value < 0 ? "−" : ""}$${short(Math.abs(value))}`),
    people: (value) => missing(value) ?? (japanese ? `${short(value)}人` : short(value)),
    years: (value) => missing(value) ?? `${value < 0 ? "−" : ""}${short(Math.abs(value))}${japanese ? "人年" : ""}`,
    percent: (value) => missing(value) ?? `${value < -0.00005 ? "−" : ""}${percents(Math.abs(value))}%`,
    times: (value) => missing(value) ?? `${value < 9.95 ? few(value) : value < 9999.5 ? whole.format(value) : short(value)}${japanese ? "倍" : "×"}`,
    plain: (value) => missing(value) ?? short(value),
    month: (index, first) => monthYear.format(monthOf(index, first)),
    year: (index, first) => monthOf(index, first).getUTCFullYear(),
  };
}

// Small numbers keep one digit that says something.
function few(value) {
  return value > 0 && value < 0.095 ? String(Number(value.toPrecision(1))) : trim(value.toFixed(1));
}

function percents(share) {
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
