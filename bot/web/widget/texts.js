/** The widget's words in one language, and dates, numbers and places written that way. */

export const LANGUAGES = ["fr", "sv", "nl", "en"];

/** @param {string | null | undefined} tag for example "sv-SE" @returns {string} a language the widget has */
export function closestLanguage(tag) {
  const code = (tag ?? "").toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.includes(code) ? code : "en";
}

/** @param {string} language @returns {Promise<Texts>} @throws when the server does not answer */
export async function loadTexts(language) {
  const response = await fetch(new URL(`./texts/${language}.json`, import.meta.url), { credentials: "omit" });
  if (!response.ok) throw new Error(`texts ${response.status}`);
  return new Texts(language, await response.json());
}

/** Precision of a date as a source gives it: a year, a month or a day. */
const PRECISION = /** @type {Record<number, Intl.DateTimeFormatOptions>} */ ({
  4: { year: "numeric" },
  7: { year: "numeric", month: "long" },
  10: { year: "numeric", month: "long", day: "numeric" },
});

export class Texts {
  /** @param {string} language @param {Record<string, string>} words */
  constructor(language, words) {
    this.language = language;
    this.words = words;
  }

  /** @param {string} key @param {Record<string, unknown>} [values] @returns {string} the key itself if missing */
  get(key, values = {}) {
    return (this.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  }

  /** For codes of the catalog: null for one without words, so that no code is ever shown. @param {string} key */
  find(key) {
    return this.words[key] ?? null;
  }

  /** @param {string} key @param {number} count */
  plural(key, count) {
    const form = new Intl.PluralRules(this.language).select(count) === "one" ? "one" : "other";
    return this.get(`${key}_${form}`, { count });
  }

  /** @param {number} value @param {"month"|"kilometer"|"hour"} unit */
  measure(value, unit) {
    const unitDisplay = unit === "kilometer" ? "short" : "long";
    return new Intl.NumberFormat(this.language, { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 }).format(value);
  }

  /** @param {string} code */
  country(code) {
    return new Intl.DisplayNames(this.language, { type: "region" }).of(code) ?? code;
  }

  /** A date of a source, as precise as it is known. @param {string} value YYYY, YYYY-MM or YYYY-MM-DD */
  day(value) {
    const format = PRECISION[value.length];
    const date = new Date(value);
    if (!format || Number.isNaN(date.getTime())) return value;
    return new Intl.DateTimeFormat(this.language, { ...format, timeZone: "UTC" }).format(date);
  }

  /** A moment, in the viewer's zone. @param {string} at @param {Intl.DateTimeFormatOptions} format */
  moment(at, format) {
    const date = new Date(at);
    return Number.isNaN(date.getTime()) ? "" : new Intl.DateTimeFormat(this.language, format).format(date);
  }

  /** @param {string} at */
  time(at) {
    return this.moment(at, { hour: "2-digit", minute: "2-digit" });
  }
}
