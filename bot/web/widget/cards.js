/** Courses, sites and schemes as headed articles; every fact with its source and date. */
import { h, icon } from "./dom.js";
import { link, safeHref, telHref } from "./linkify.js";

/** @typedef {import("./texts.js").Texts} Texts @typedef {import("./api.js").Card} Card */
/** @typedef {[label: string, value: import("./dom.js").Child]} Row */

/** @param {Texts} texts @param {string} prefix @param {unknown} code @returns {string | null} */
const word = (texts, prefix, code) => (code ? texts.find(`${prefix}_${code}`) : null);

/** @param {(string | null | undefined | false)[]} parts */
const joined = (parts) => parts.filter(Boolean).join(" · ");

/** @param {Texts} texts @param {any} cost a sentence, or {amount, currency, basis} */
function costText(texts, cost) {
  if (cost === null || cost === undefined || typeof cost === "string") return cost || null;
  if (Number(cost.amount) === 0) return texts.get("cost_free");
  if (!Number.isFinite(Number(cost.amount)) || !cost.currency) return null;
  return joined([texts.money(Number(cost.amount), cost.currency), word(texts, "basis", cost.basis)]);
}

/** @param {Texts} texts @param {Card} card */
function courseFacts(texts, card) {
  const months = Number(card.duration_months);
  const pace = joined([months > 0 && texts.measure(months, "month"), word(texts, "pace", card.pace)]);
  const level = card.eqf_level ? texts.get("eqf_level", { level: card.eqf_level }) : null;
  return {
    title: card.title,
    by: joined([card.provider, card.country && texts.country(card.country)]),
    rows: /** @type {Row[]} */ ([
      ["label_mode", word(texts, "mode", card.mode)],
      ["label_award", joined([card.award, level])],
      ["label_duration", pace],
      ["label_cost", costText(texts, card.cost)],
    ]),
    url: card.url,
    action: texts.get("open_course"),
  };
}

/** @param {Texts} texts @param {Card} card */
function siteFacts(texts, card) {
  const km = card.distance_km;
  const distance = typeof km === "number" ? texts.get("distance_away", { distance: texts.measure(km, "kilometer") }) : null;
  const services = (card.services ?? []).map((/** @type {string} */ one) => word(texts, "service", one)).filter(Boolean);
  const email = card.email && safeHref(`mailto:${card.email}`);
  return {
    title: card.name,
    by: joined([word(texts, "network", card.network), card.municipality, card.country && texts.country(card.country)]),
    rows: /** @type {Row[]} */ ([
      ["label_distance", distance],
      ["label_services", services.join(", ")],
      ["label_address", card.address],
      ["label_hours", card.opening_hours],
      ["label_phone", card.phone && link(telHref(card.phone), [card.phone])],
      ["label_email", email && link(email, [card.email])],
    ]),
    url: card.url ?? card.website,
    action: texts.get("open_site"),
  };
}

/** @param {Texts} texts @param {Card} card */
function schemeFacts(texts, card) {
  return {
    title: card.name,
    by: card.country ? texts.country(card.country) : "",
    rows: /** @type {Row[]} */ ([["label_decides", card.decides]]),
    url: card.official_url,
    action: texts.get("open_scheme"),
  };
}

const FACTS = /** @type {Record<string, typeof courseFacts>} */ ({
  course: courseFacts, site: siteFacts, scheme: schemeFacts,
});

/** @param {string} label @param {unknown} lines @param {string} name */
function notes(label, lines, name) {
  if (!Array.isArray(lines) || !lines.length) return null;
  const items = lines.map((line) => h("li", {}, String(line)));
  return h("div", { class: `notes ${name}` }, h("p", { class: "notes-label" }, label), h("ul", {}, ...items));
}

/** @param {unknown} source @returns {string} addresses are shortened to their hosts */
export function sourceName(source) {
  const parts = String(source ?? "").split(/\s+;\s+/).map((part) => {
    const href = safeHref(part.split(" ")[0]);
    return href ? new URL(href).hostname.replace(/^www\./, "") : part;
  });
  return [...new Set(parts)].join(", ");
}

/** @param {Texts} texts @param {{source?: unknown, date?: string | null}} stated */
export function sourceLine(texts, { source, date }) {
  const when = date ? texts.get("stated_on", { date: texts.day(date) }) : texts.get("date_unknown");
  return joined([source ? texts.get("source", { source: sourceName(source) }) : null, when]);
}

/** @param {Texts} texts @param {string} href @param {string} action @param {string} title */
function wayOut(texts, href, action, title) {
  const host = new URL(href).hostname.replace(/^www\./, "");
  const label = `${action}: ${title}, ${host} ${texts.get("opens_new_tab")}`;
  return link(href, [action, h("span", { class: "host" }, host), icon("out")], { class: "way-out", "aria-label": label });
}

/**
 * @param {Texts} texts
 * @param {Card} card
 * @returns {HTMLElement | null} null for a type this widget does not know: its line of text is shown then
 */
export function cardElement(texts, card) {
  const facts = FACTS[card.type]?.(texts, card);
  if (!facts) return null;
  const rows = facts.rows.filter(([, value]) => value);
  const href = card.next_step === false ? null : safeHref(facts.url);
  const kind = word(texts, "kind", card.kind) ?? texts.get(`card_${card.type}`);
  const terms = rows.map(([label, value]) => h("div", {}, h("dt", {}, texts.get(label)), h("dd", {}, value)));
  return h("article", { class: `card card-${card.type}` },
    h("p", { class: "card-kind" }, kind),
    h("h3", { class: "card-title" }, facts.title),
    facts.by && h("p", { class: "card-by" }, facts.by),
    terms.length > 0 && h("dl", {}, ...terms),
    notes(texts.get("why"), card.why, "why"),
    notes(texts.get("relaxed"), card.relaxed, "relaxed"),
    notes(texts.get("caveats"), card.caveats, "caveats"),
    href ? wayOut(texts, href, facts.action, facts.title) : card.next_step === false && h("p", { class: "card-info" }, texts.get("no_next_step")),
    h("p", { class: "card-source" }, sourceLine(texts, { source: card.source, date: card.verified_on ?? card.as_of })));
}
