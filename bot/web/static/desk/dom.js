// Small helpers to build elements. Text is always a text node, never HTML.

/** The texts of this page, in its language. @type {Record<string, string>} */
export const texts = JSON.parse(document.getElementById("desk-texts").textContent);

/**
 * A text with its values put in.
 * @param {string} key @param {Record<string, string|number>} [values]
 */
export function say(key, values = {}) {
  const form = "count" in values ? `${key}_${plural(Number(values.count))}` : key;
  const text = texts[form] ?? texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** @param {number} count */
function plural(count) {
  return new Intl.PluralRules(document.documentElement.lang).select(count) === "one" ? "one" : "other";
}

/**
 * An element with attributes and children; attributes named on... are listeners.
 * @param {string} name @param {Record<string, any>} [attributes] @param {...(Node|string|null)} children
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

/** How long something has lasted, in words. @param {string} since ISO time */
export function lasted(since) {
  const minutes = Math.floor((Date.now() - Date.parse(since)) / 60000);
  if (minutes < 1) return say("waited_now");
  return minutes < 90 ? say("waited_minutes", { count: minutes })
    : say("waited_hours", { count: Math.round(minutes / 60) });
}

/** A learner's text with the references of protected details in words. @param {string} text */
export function readable(text) {
  return text.replace(/⟦(phone|email|id):\d+⟧/g, (_, kind) => say(`protected_${kind}`));
}
