/** Courses, sites and schemes as headed articles; every fact with its source and date. */
import { h, icon } from "./dom.js";
import { link, safeHref, telHref } from "./linkify.js";

/** @typedef {import("./texts.js").Texts} Texts @typedef {import("./api.js").Card} Card */
/** @typedef {[label: string, value: import("./dom.js").Child]} Row */

/** @param {Texts} texts @param {string} prefix @param {unknown} code @returns {string | null} */
const word = (texts, prefix, code) => (code ? texts.find(`${prefix}_${code}`) : null);

/** @param {(string | null | undefined | false)[]} parts */
const joined = (parts) => parts.filter(Boolean).join(" · ");

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
      ["label_cost", card.cost],
    ]),
    url: card.url,
    about: null,
    action: texts.get("open_course"),
  };
}

/** @param {Texts} texts @param {unknown} km rough, between the centres of towns */
function distanceText(texts, km) {
  if (typeof km !== "number") return null;
  return km === 0 ? texts.get("distance_same") : texts.get("distance_away", { distance: texts.measure(km, "kilometer") });
}

/** @param {Texts} texts @param {Card} card */
function siteFacts(texts, card) {
  const email = card.email && safeHref(`mailto:${card.email}`);
  return {
    title: card.name,
    by: joined([word(texts, "network", card.network) ?? card.network_name, card.municipality, card.country && texts.country(card.country)]),
    rows: /** @type {Row[]} */ ([
      ["label_distance", distanceText(texts, card.distance_km)],
      ["label_services", (card.services ?? []).join(", ")],
      ["label_address", card.address],
      ["label_phone", card.phone && link(telHref(card.phone), [card.phone])],
      ["label_email", email && link(email, [card.email])],
    ]),
    url: card.url,
    about: null,
    action: texts.get("open_site"),
  };
}

/** @param {Texts} texts @param {Card} card */
function schemeFacts(texts, card) {
  return {
    title: card.name,
    by: card.country ? texts.country(card.country) : "",
    about: card.about,
    rows: /** @type {Row[]} */ ([
      ["label_decides", card.decides],
      ["label_when", card.act_before_start && texts.get("act_before_start")],
    ]),
    url: card.official_url,
    action: texts.get("open_scheme"),
  };
}

const FACTS = /** @type {Record<string, typeof courseFacts>} */ ({
  course: courseFacts, site: siteFacts, scheme: schemeFacts,
});

/** @param {Texts} texts @param {unknown} lines @param {"why"|"relaxed"|"caveats"} name */
function notes(texts, lines, name) {
  if (!Array.isArray(lines) || !lines.length) return null;
  const items = lines.map((line) => h("li", {}, String(line)));
  return h("div", { class: `notes ${name}` }, h("p", { class: "notes-label", lang: texts.language }, texts.get(name)), h("ul", {}, ...items));
}

/** @param {unknown} source @returns {string} the hosts of its addresses; its own words where it has none */
export function sourceName(source) {
  const parts = String(source ?? "").split(/\s+;\s+/);
  const hosts = parts.flatMap((part) => {
    const href = safeHref(part.split(" ")[0]);
    return href ? [new URL(href).hostname.replace(/^www\./, "")] : [];
  });
  return [...new Set(hosts.length ? hosts : parts)].join(", ");
}

/** @param {Texts} texts @param {{source?: unknown, date?: string | null, checked?: string | null}} stated */
export function sourceLine(texts, { source, date, checked }) {
  const when = date ? texts.get("stated_on", { date: texts.day(date) }) : texts.get("date_unknown");
  return joined([
    source ? texts.get("source", { source: sourceName(source) }) : null, when,
    checked && texts.get("checked_on", { date: texts.day(checked) }),
  ]);
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
  // The card is in the language of its message, the widget's words around its facts are not always.
  const own = { lang: texts.language };
  const rows = facts.rows.filter(([, value]) => value);
  const href = card.next_step === false ? null : safeHref(facts.url);
  const kind = word(texts, "kind", card.kind) ?? texts.get(`card_${card.type}`);
  const terms = rows.map(([label, value]) => h("div", {}, h("dt", own, texts.get(label)), h("dd", {}, value)));
  return h("article", { class: `card card-${card.type}` },
    h("p", { class: "card-kind", ...own }, kind),
    h("h3", { class: "card-title" }, facts.title),
    facts.by && h("p", { class: "card-by" }, facts.by),
    facts.about && h("p", { class: "card-about" }, facts.about),
    terms.length > 0 && h("dl", {}, ...terms),
    notes(texts, card.why, "why"),
    notes(texts, card.relaxed, "relaxed"),
    notes(texts, card.caveats, "caveats"),
    href ? wayOut(texts, href, facts.action, facts.title) : card.next_step === false && h("p", { class: "card-info", ...own }, texts.get("no_next_step")),
    h("p", { class: "card-source", ...own }, sourceLine(texts, { source: card.source, date: card.source_date ?? card.as_of, checked: card.verified_on })));
}
