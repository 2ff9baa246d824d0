/** The custom element: a launcher button, and nothing fetched or stored until it is pressed. */
import { h, icon } from "./dom.js";
import { launcherSheet } from "./launcher-style.js";
import { closestLanguage } from "./texts.js";

/**
 * Attributes: server, site-key, lang, territory, label, page. The light DOM is the fallback shown
 * without scripts and when the chat cannot be loaded.
 * Fires "passerelle-open" and "passerelle-close" (bubbling) when the learner opens or closes it.
 */
export class PasserelleChat extends HTMLElement {
  /** @type {import("./chat.js").Chat | undefined} */
  #chat;

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [launcherSheet()];
    this.badge = h("span", { class: "badge" });
    this.launcher = h("button", {
      type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false",
      lang: this.language, onclick: () => this.open(),
    }, icon("chat"), h("span", {}, this.getAttribute("label") || "Chat"), this.badge);
    this.fallback = h("div", { class: "fallback", role: "status", hidden: true }, h("slot"));
    root.append(this.launcher, this.fallback);
  }

  /** @returns {string} own or nearest `lang`, as one of the widget's languages */
  get language() {
    return closestLanguage(this.closest("[lang]")?.getAttribute("lang") ?? document.documentElement.lang);
  }

  async open() {
    if (this.opening || !this.launcher) return;
    this.opening = true;
    this.launcher.setAttribute("aria-busy", "true");
    try {
      this.#chat ??= await this.#start();
      this.#toggle(true);
    } catch (error) {
      console.error(error);
      // Without scripts or words there is still the page's own way to reach somebody.
      if (this.fallback) this.fallback.hidden = false;
    } finally {
      this.opening = false;
      this.launcher.removeAttribute("aria-busy");
    }
  }

  close() {
    this.#toggle(false);
    this.launcher?.focus();
  }

  async #start() {
    const { Chat } = await import("./chat.js");
    const attribute = (/** @type {string} */ name) => this.getAttribute(name) ?? "";
    const context = {
      siteKey: attribute("site-key"), language: this.language,
      territory: attribute("territory"), page: attribute("page"),
    };
    const unread = (/** @type {string} */ label) => this.#unread(label);
    const root = /** @type {ShadowRoot} */ (this.shadowRoot);
    return Chat.start(root, attribute("server"), context, { close: () => this.close(), unread });
  }

  /** @param {string} label "" for none */
  #unread(label) {
    if (this.badge) this.badge.textContent = label;
  }

  /** @param {boolean} open */
  #toggle(open) {
    if (!this.launcher || !this.fallback) return;
    this.launcher.setAttribute("aria-expanded", String(open));
    this.launcher.hidden = open;
    if (open) this.fallback.hidden = true;
    this.#unread("");
    this.#chat?.show(open);
    this.dispatchEvent(new CustomEvent(`passerelle-${open ? "open" : "close"}`, { bubbles: true }));
  }
}
