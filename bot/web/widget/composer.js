/** Where the learner writes: grows with the text, counts near the limit, Enter sends. */
import { h, icon } from "./dom.js";

export const LONGEST = 2000;
const COUNT_FROM = 1800;
let composers = 0;

export class Composer {
  /** @param {import("./texts.js").Texts} texts @param {(text: string) => void} send */
  constructor(texts, send) {
    this.texts = texts;
    this.send = send;
    const id = `passerelle-input-${(composers += 1)}`;
    this.input = /** @type {HTMLTextAreaElement} */ (h("textarea", {
      id, rows: 1, placeholder: texts.get("input_placeholder"), enterkeyhint: "send",
      "aria-describedby": `${id}-keys ${id}-count`,
      oninput: () => this.#changed(), onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    }));
    this.counter = h("p", { id: `${id}-count`, class: "counter", role: "status" });
    this.button = h("button", { type: "submit", class: "button send", "aria-label": texts.get("send") }, icon("send"));
    const keys = h("p", { id: `${id}-keys`, class: "only-heard" }, texts.get("input_keys"));
    const label = h("label", { for: id, class: "only-heard" }, texts.get("input_label"));
    const submit = (/** @type {Event} */ event) => this.#submit(event);
    this.element = h("form", { class: "composer", onsubmit: submit }, label, this.input, this.button, keys, this.counter);
  }

  get value() {
    return this.input.value;
  }

  set value(text) {
    this.input.value = text;
    this.#changed();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // While an input method composes, Enter picks a character.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    this.#submit(event);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.value.trim();
    if (!text || [...text].length > LONGEST) return;
    this.value = "";
    this.input.focus();
    this.send(text);
  }

  #changed() {
    const left = LONGEST - [...this.value.trim()].length;
    const key = left < 0 ? "count_over" : "count_left";
    this.counter.textContent = left <= LONGEST - COUNT_FROM ? this.texts.plural(key, Math.abs(left)) : "";
    this.counter.classList.toggle("over", left < 0);
    this.input.setAttribute("aria-invalid", String(left < 0));
    this.input.rows = Math.min(5, this.value.split("\n").length + Math.floor(this.value.length / 48));
  }
}
