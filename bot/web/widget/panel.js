/** The open chat: who one talks to, the log, the composer, the ways out. Draws what a session holds. */
import { ApiError } from "./api.js";
import { Composer } from "./composer.js";
import { button, h, icon } from "./dom.js";
import * as flows from "./flows.js";
import { link } from "./linkify.js";
import { Log } from "./log.js";
import { Menu } from "./menu.js";
import { senderName, spokenText } from "./messages.js";

const OFFLINE_SHOWN_MS = 1500;
const LONG_WAIT_MS = 3000;
const FOCUSABLE = "a[href], button:not(:disabled), textarea, input, [tabindex='0']";

export class Panel {
  /**
   * @param {import("./session.js").Session} session
   * @param {import("./texts.js").Texts} texts
   * @param {() => void} close
   * @param {import("./announcer.js").Announcer} announcer outlives the panel: a change of language cuts nothing off
   */
  constructor(session, texts, close, announcer) {
    this.session = session;
    this.texts = texts;
    this.close = close;
    this.status = "";
    this.announcer = announcer;
    this.log = new Log(texts, this.#actions());
    this.composer = new Composer(texts, (text) => session.sendText(text));
    this.element = this.#build();
    this.listening = new AbortController();
    this.#listen();
    this.log.add(session.events, false);
    this.log.showPending(session.outbox.items);
    this.#change();
  }

  /** @returns {import("./messages.js").Actions} */
  #actions() {
    const { session } = this;
    return {
      choose: (choice, byKeyboard) => {
        session.sendChoice(choice);
        // The chip is now disabled; without this the keyboard would be nowhere.
        if (byKeyboard) this.composer.input.focus();
      },
      retry: (clientId) => (session.phase === "gone" ? session.restart() : session.outbox.retry(clientId)),
      edit: (item) => {
        session.outbox.remove(item.clientId);
        this.composer.value = item.text;
        this.composer.input.focus();
      },
    };
  }

  #build() {
    const { texts } = this;
    this.sign = h("span", { class: "sign" });
    this.who = h("p", { class: "who" });
    this.personButton = button(texts.get("talk_to_person"), () => this.#handoff(), { class: "button person" });
    this.banner = h("p", { class: "banner", role: "status" });
    this.end = h("div", { class: "end", hidden: true });
    const strip = h("div", { class: "strip" }, this.sign, this.who, this.personButton);
    const onkeydown = (/** @type {KeyboardEvent} */ event) => this.#key(event);
    return h("section", {
      class: "panel", role: "dialog", "aria-modal": "false", "aria-labelledby": "passerelle-title",
      lang: texts.language, hidden: true, onkeydown,
    }, this.#header(), strip, this.banner, this.log.element, this.end, this.composer.element, this.#footer());
  }

  #header() {
    const { texts } = this;
    const place = () => ({ host: this.element, texts, session: this.session });
    this.menu = new Menu(texts.get("menu"), [
      { label: texts.get("summary"), run: () => flows.summary(place()) },
      { label: texts.get("code"), run: () => flows.makeCode(place()) },
      { label: texts.get("resume"), run: () => flows.useCode(place()) },
      { label: texts.get("erase"), run: () => flows.erase(place()), danger: true },
    ]);
    const shut = h("button", { type: "button", class: "button round", "aria-label": texts.get("close"), onclick: this.close }, icon("close"));
    return h("header", {}, h("h2", { id: "passerelle-title" }, texts.get("title")), this.menu.element, shut);
  }

  #footer() {
    const { texts, session } = this;
    const href = session.api.privacyUrl(session.context.siteKey, texts.language);
    const privacy = link(href, [texts.get("privacy"), h("span", { class: "only-heard" }, ` ${texts.get("opens_new_tab")}`)]);
    const leave = () => flows.leave({ host: this.element, texts, session });
    this.notice = h("p", { class: "notice" }, texts.get("notice"));
    const ways = h("p", { class: "ways" }, privacy, button(texts.get("leave"), leave, { class: "link" }));
    return h("footer", {}, this.notice, ways);
  }

  #listen() {
    const { session, log } = this;
    const { signal } = this.listening;
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ run) => session.addEventListener(name, run, { signal });
    on("messages", ({ detail }) => {
      log.add(detail.messages, detail.fresh);
      if (detail.fresh) this.#announce(detail.messages);
    });
    on("pending", () => log.showPending(session.outbox.items));
    on("change", () => this.#change());
    on("reset", () => {
      log.clear();
      log.showPending(session.outbox.items);
    });
  }

  /** @param {import("./api.js").Message[]} messages */
  #announce(messages) {
    for (const event of messages.filter(({ author }) => author !== "learner")) {
      this.announcer.say(`${senderName(this.texts, event)}: ${spokenText(this.texts, event)}`, event.lang);
    }
  }

  #statusText() {
    const { state, counsellor, phase } = this.session;
    if (phase === "opening") return this.texts.get("loading");
    if (phase !== "open") return this.texts.get("status_closed");
    if (state === "counsellor" && !counsellor) return this.texts.get("status_counsellor_unnamed");
    return this.texts.get(`status_${state}`, { name: counsellor });
  }

  #change() {
    const { session } = this;
    const human = session.state === "counsellor";
    const live = session.phase === "open" || session.phase === "opening";
    const status = this.#statusText();
    if (status !== this.status) {
      if (this.status && session.phase === "open") this.announcer.say(status, this.texts.language);
      this.status = status;
      this.who.textContent = status;
      this.sign.replaceChildren(icon(human ? "person" : "program"));
    }
    this.element.dataset.state = live ? session.state : "closed";
    this.personButton.hidden = !live || ["waiting", "counsellor", "closed"].includes(session.state);
    this.notice.hidden = human;
    this.#typing(session.thinking && live && !human);
    this.#showEnd();
    clearTimeout(this.bannerTimer);
    this.bannerTimer = setTimeout(() => this.#showBanner(), session.connection === "offline" ? OFFLINE_SHOWN_MS : 0);
  }

  /** @param {boolean} on */
  #typing(on) {
    if (on !== !this.log.typing.hidden) {
      clearTimeout(this.typingTimer);
      const say = () => this.announcer.say(this.texts.get("typing"), this.texts.language);
      if (on) this.typingTimer = setTimeout(say, LONG_WAIT_MS);
    }
    this.log.setTyping(on);
  }

  #showBanner() {
    const { connection, phase, expired } = this.session;
    const live = phase === "open" || phase === "opening";
    const key = { offline: "offline", busy: "busy" }[/** @type {string} */ (connection)] ?? (expired ? "expired" : "");
    this.banner.textContent = live && key ? this.texts.get(key) : "";
  }

  #showEnd() {
    const { phase, state } = this.session;
    const ending = phase === "open" ? (state === "closed" ? "closed" : "") : phase === "opening" ? "" : phase;
    this.composer.element.hidden = Boolean(ending);
    this.end.hidden = !ending;
    if (ending === this.ending) return;
    this.ending = ending;
    if (!ending) return this.end.replaceChildren();
    const label = this.texts.get(ending === "unavailable" ? "try_again" : "start_new");
    const again = button(label, () => this.#restart(), { class: "button primary" });
    this.end.replaceChildren(h("p", { role: "status" }, this.texts.get(`end_${ending}`)), again);
    return undefined;
  }

  #restart() {
    void this.session.restart();
    this.composer.input.focus();
  }

  async #handoff() {
    const { texts, session } = this;
    const control = /** @type {HTMLButtonElement} */ (this.personButton);
    const focused = control.matches(":focus");
    control.disabled = true;
    try {
      await session.handoff();
      if (focused) this.composer.input.focus();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.banner.textContent = texts.get("handoff_failed");
    } finally {
      control.disabled = false;
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Tab" && this.fullScreen) this.#stayInside(event);
  }

  /** The page behind cannot be seen then, so the keyboard must not wander there. */
  get fullScreen() {
    return this.element.offsetWidth >= window.innerWidth - 1;
  }

  /** @param {KeyboardEvent} event */
  #stayInside(event) {
    const shown = [...this.element.querySelectorAll(FOCUSABLE)].filter((one) => one.getClientRects().length);
    const [first, last] = [shown[0], shown.at(-1)].map((one) => /** @type {HTMLElement} */ (one));
    const edge = event.shiftKey ? first : last;
    if (!edge.matches(":focus")) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }

  /** @param {boolean} open */
  show(open) {
    this.element.hidden = !open;
    if (!open) return;
    this.log.toEnd();
    if (this.composer.element.hidden) /** @type {HTMLElement} */ (this.end.querySelector("button"))?.focus();
    else this.composer.input.focus();
  }

  remove() {
    this.listening.abort();
    clearTimeout(this.bannerTimer);
    clearTimeout(this.typingTimer);
    this.element.remove();
  }
}
