/** Turns addresses and telephone numbers inside plain text into safe links, as nodes. */
import { h } from "./dom.js";

const SCHEMES = ["http:", "https:", "tel:", "mailto:"];
const URL_PART = String.raw`(?<url>(?:https?:\/\/|www\.)[^\s<>"']+[^\s<>"'.,;:!?)\]])`;
const MAIL_PART = String.raw`(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)`;
const PHONE_PART = String.raw`(?<phone>(?<![\w/.+-])(?:\+\d|\(?0)[\d\u00a0\u202f ().\/-]{5,20}\d(?![\w/-]))`;
// Help lines are short (112, 3114, 116 123): trusted only in fixed texts of the service itself.
const SHORT_PART = String.raw`(?<short>(?<![\w.,:+/-])(?:116[ \u00a0\u202f]?\d{3}|(?!(?:19|20)\d\d\b)\d{3,6})(?![\w-]|[.,:]\d|[ \u00a0\u202f]?[%€]))`;
const ISO_OR_LOCAL_DATE = /^\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}$/;

/** @param {unknown} value @returns {string | null} the address if its scheme is one we open */
export function safeHref(value) {
  try {
    const url = new URL(String(value ?? ""));
    return SCHEMES.includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** @param {string} number @returns {string} */
export function telHref(number) {
  return `tel:${number.replace(/\(0\)/, "").replace(/[^\d+]/g, "")}`;
}

/**
 * @param {string} href already safe
 * @param {import("./dom.js").Child[]} content
 * @param {Record<string, unknown>} [props]
 */
export function link(href, content, props = {}) {
  const outside = /^https?:/.test(href) ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return h("a", { href, ...outside, ...props }, ...content);
}

/** @param {string[]} phones @param {boolean} short @returns {RegExp} */
function pattern(phones, short) {
  const exact = phones.map((one) => one.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|");
  const parts = [URL_PART, MAIL_PART, PHONE_PART];
  if (exact) parts.unshift(`(?<exact>(?<![\\w.,])(?:${exact})(?![\\w-]|[.,]\\d))`);
  if (short) parts.push(SHORT_PART);
  return new RegExp(parts.join("|"), "gu");
}

/** @param {Record<string, string | undefined>} found @returns {string | null} */
function hrefOf({ url, mail, phone, exact, short }) {
  if (url) return safeHref(url.startsWith("www.") ? `https://${url}` : url);
  if (mail) return `mailto:${mail}`;
  if (phone) {
    const digits = phone.replace(/\D/g, "").length;
    return digits >= 8 && digits <= 15 && !ISO_OR_LOCAL_DATE.test(phone) ? telHref(phone) : null;
  }
  return telHref(exact ?? short ?? "");
}

/**
 * @param {string} text
 * @param {{phones?: string[], short?: boolean}} [options] phones: numbers known to be such;
 *   short: also take three to six digits for a help line
 * @returns {Node[]}
 */
export function linkify(text, { phones = [], short = false } = {}) {
  /** @type {Node[]} */
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(pattern(phones, short))) {
    const href = hrefOf(match.groups ?? {});
    if (!href) continue;
    if (match.index > from) nodes.push(new Text(text.slice(from, match.index)));
    const help = short && href.startsWith("tel:");
    nodes.push(link(href, [match[0]], help ? { class: "help-number" } : {}));
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push(new Text(text.slice(from)));
  return nodes;
}
