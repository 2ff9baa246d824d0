/** The list of messages: order, days, scrolling, the typing sign; quiet for screen readers (see announcer.js). */
import { button, h, icon } from "./dom.js";
import { messageElement, pendingElement } from "./messages.js";

/** @typedef {import("./api.js").Message} Message @typedef {import("./texts.js").Texts} Texts */

export class Log {
  /** @param {Texts} texts @param {import("./messages.js").Actions} actions */
  constructor(texts, actions) {
    this.texts = texts;
    this.actions = actions;
    this.list = h("ol", { class: "messages" });
    const dots = h("span", { class: "dots" }, h("i"), h("i"), h("i"));
    this.typing = h("p", { class: "typing", hidden: true }, dots, texts.get("typing"));
    const label = { role: "log", "aria-live": "off", "aria-label": texts.get("log_label"), tabindex: 0 };
    this.scroller = h("div", { class: "log", ...label, onscroll: () => this.#settle() }, this.list, this.typing);
    this.more = button(texts.get("new_messages"), () => this.toEnd(), { class: "button more", hidden: true });
    this.more.prepend(icon("down"));
    this.element = h("div", { class: "log-frame" }, this.scroller, this.more);
  }

  get atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < 60;
  }

  #settle() {
    if (this.atEnd) this.more.hidden = true;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** @param {Message[]} messages in order, none shown before @param {boolean} follow scroll to the first of them */
  add(messages, follow) {
    const following = follow && this.atEnd;
    const first = messages.map((event) => this.#insert(event))[0];
    this.#retireChips();
    if (!first) return;
    if (!follow) this.toEnd();
    else if (following) this.#reveal(first);
    else this.more.hidden = false;
  }

  /** A long answer is read from its beginning, a short one shown whole. @param {HTMLElement} item */
  #reveal(item) {
    const top = item.offsetTop - this.scroller.offsetTop - 12;
    this.scroller.scrollTop = Math.min(top, this.scroller.scrollHeight);
  }

  /** @param {Message} event @returns {HTMLElement} */
  #insert(event) {
    const item = messageElement(this.texts, event, this.actions);
    const before = this.list.querySelector("[data-client]");
    const day = this.#dayMark(event);
    if (day) this.list.insertBefore(day, before);
    const last = before ? before.previousElementSibling : this.list.lastElementChild;
    if (last?.classList.contains(`from-${event.author}`)) item.classList.add("follows");
    this.list.insertBefore(item, before);
    return item;
  }

  /** @param {Message} event @returns {HTMLElement | null} a separator where a new day begins */
  #dayMark({ at }) {
    const day = at ? this.texts.moment(at, { weekday: "long", day: "numeric", month: "long" }) : "";
    if (!day || day === this.day) return null;
    this.day = day;
    return h("li", { class: "day" }, day);
  }

  /** @param {import("./outbox.js").Item[]} items the whole outbox */
  showPending(items) {
    const focused = this.list.contains(/** @type {ShadowRoot} */ (this.list.getRootNode()).activeElement);
    const count = this.list.querySelectorAll("[data-client]").length;
    for (const old of this.list.querySelectorAll("[data-client]")) old.remove();
    this.list.append(...items.map((item) => pendingElement(this.texts, item, this.actions)));
    this.#retireChips();
    if (items.length > count) this.toEnd();
    if (focused && !this.list.querySelector(":focus")) this.scroller.focus({ preventScroll: true });
  }

  /** Chips belong to the last thing said; once the learner has gone on they only show what was offered. */
  #retireChips() {
    const mine = [...this.list.querySelectorAll(".from-learner")].at(-1);
    for (const chip of this.list.querySelectorAll("button.chip")) {
      const old = mine && chip.compareDocumentPosition(mine) & Node.DOCUMENT_POSITION_FOLLOWING;
      /** @type {HTMLButtonElement} */ (chip).disabled = Boolean(old);
    }
  }

  /** @param {boolean} on */
  setTyping(on) {
    const { atEnd } = this;
    this.typing.hidden = !on;
    if (on && atEnd) this.toEnd();
  }

  clear() {
    this.list.replaceChildren();
    this.day = "";
    this.more.hidden = true;
  }
}
