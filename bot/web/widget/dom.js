/** Builds elements from attributes and text nodes; nothing here ever parses HTML. */

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [props] attributes; names starting with "on" are listeners
 * @param {...Child} children strings become text nodes, empty values are left out
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child || child === "")));
  return node;
}

/** @param {Element} node @param {string} name @param {unknown} value */
function setProp(node, name, value) {
  if (value === false || value === null || value === undefined) return;
  if (typeof value === "function") {
    node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
  } else node.setAttribute(name, value === true ? "" : String(value));
}

const PATHS = {
  chat: "M4 5h16v11H9l-5 4z",
  close: "M6 6l12 12M18 6L6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  send: "M12 19V5M6 11l6-6 6 6",
  program: "M5 8h14v11H5zM12 8V4M9 13v1M15 13v1M2 12v3M22 12v3",
  person: "M12 12a4 4 0 100-8 4 4 0 000 8zM4 21c0-4 4-6 8-6s8 2 8 6",
  out: "M14 5h5v5M19 5l-9 9M17 14v5H5V7h5",
  down: "M12 5v14M6 13l6 6 6-6",
  phone: "M6 3h3l2 5-2 2c1 2 3 4 5 5l2-2 5 2v3c0 2-1 3-3 3C10 21 3 14 3 6c0-2 1-3 3-3z",
};

/**
 * A decorative line icon; the words beside it carry the meaning.
 * @param {keyof typeof PATHS} name
 */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  svg.append(path);
  return svg;
}

/**
 * @param {string} label
 * @param {(event: MouseEvent) => void} onclick
 * @param {Record<string, unknown>} [props]
 */
export function button(label, onclick, props = {}) {
  return h("button", { type: "button", class: "button", onclick, ...props }, label);
}
