// The one-screen brief: what a counsellor reads before saying hello.
import { call } from "./api.js";
import { make, readable, say, texts } from "./dom.js";

/** @param {string} need */
export const needWord = (need) => texts[`need_${need}`] ?? need.replaceAll("_", " ");

/** @param {string} label @param {string|Node|null} value */
function row(label, value) {
  return value ? [make("dt", {}, label), make("dd", {}, value)] : [];
}

/** @param {string} prefix @param {Record<string, any>} values */
function pairs(prefix, values) {
  return Object.entries(values)
    .map(([key, value]) => say("pair", { name: say(`${prefix}_${key}`), value: texts[`${key}_${value}`] ?? value }))
    .join(", ");
}

/** @param {any[]} cards */
function titles(cards) {
  const name = (card) => card.title ?? card.name;
  return cards.length ? make("ul", {}, ...cards.map((card) => make("li", {}, name(card)))) : null;
}

/** @param {string} id conversation @param {any} callback @param {() => void} done */
function callbackRow(id, callback, done) {
  const button = make("button", { onclick: async () => {
    await call("POST", `/conversations/${id}/callbacks/${callback.id}/done`);
    done();
  } }, say("brief_callback_done"));
  const words = [callback.name, callback.contact, readable(callback.window)].filter(Boolean).join(" · ");
  return make("p", { class: "callback" }, words, " ", button);
}

/**
 * @param {string} id @param {any} brief @param {() => void} refresh
 * @returns {HTMLElement}
 */
export function briefView(id, brief, refresh) {
  const list = make("dl", {},
    ...row(say("brief_language"), say(`language_${brief.language}`)),
    ...row(say("brief_place"), [brief.place, texts[`country_${brief.country}`] ?? brief.country].filter(Boolean).join(", ")),
    ...row(say("brief_worries"), brief.worries.map(needWord).join(", ")),
    ...row(say("brief_asked"), brief.asked.map(needWord).join(", ")),
    ...row(say("brief_wishes"), pairs("wish", brief.wishes)),
    ...row(say("brief_limits"), pairs("limit", brief.limits)),
    ...row(say("brief_courses"), titles(brief.courses)),
    ...row(say("brief_sites"), titles(brief.sites)),
    ...row(say("brief_misses"), brief.misses ? say("brief_misses_count", { count: brief.misses }) : null),
  );
  const callbacks = brief.callbacks.map((callback) => callbackRow(id, callback, refresh));
  return make("aside", { class: "brief", "aria-label": say("brief_title") },
    make("h2", {}, say("brief_title")),
    brief.alarmed ? make("p", { class: "alarm" }, say("alarm")) : null,
    ...callbacks.length ? [make("h3", {}, say("brief_callback")), ...callbacks] : [], list);
}
