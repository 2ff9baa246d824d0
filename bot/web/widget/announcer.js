/** Speaks to screen readers, each thing once; the visible log stays silent so that nothing is read twice. */
import { h } from "./dom.js";

const KEPT_MS = 20000;

export class Announcer {
  constructor() {
    this.element = h("div", { class: "only-heard", "aria-live": "polite", "aria-relevant": "additions" });
  }

  /** @param {string} text @param {string} [lang] language of the text if not the page's */
  say(text, lang) {
    const line = h("p", { lang: lang ?? null }, text);
    this.element.append(line);
    setTimeout(() => line.remove(), KEPT_MS);
  }
}
