/** Puts session, words and panel together; fetched only once the learner has opened the chat. */
import { Announcer } from "./announcer.js";
import { Api } from "./api.js";
import { h } from "./dom.js";
import { Panel } from "./panel.js";
import { Session } from "./session.js";
import { Store } from "./store.js";
import { LANGUAGES, loadTexts } from "./texts.js";

/** @param {ShadowRoot} root @returns {Promise<void>} once the styles are there, or will not come */
function addStyles(root) {
  return new Promise((resolve) => {
    const done = () => resolve();
    root.append(h("link", {
      rel: "stylesheet", href: new URL("./passerelle-chat.css", import.meta.url).href, onload: done, onerror: done,
    }));
  });
}

export class Chat {
  /**
   * @param {ShadowRoot} root
   * @param {Session} session
   * @param {import("./texts.js").Texts} texts
   * @param {{close: () => void, unread: (label: string) => void}} hooks
   */
  constructor(root, session, texts, hooks) {
    this.root = root;
    this.session = session;
    this.hooks = hooks;
    this.unread = 0;
    this.texts = texts;
    this.announcer = new Announcer();
    root.append(this.announcer.element);
    this.#draw();
    session.addEventListener("language", () => this.#follow());
    session.addEventListener("messages", (event) => this.#count(/** @type {CustomEvent} */ (event).detail));
    void session.open();
  }

  /**
   * @param {ShadowRoot} root
   * @param {string} server
   * @param {import("./session.js").Context} context
   * @param {{close: () => void, unread: (label: string) => void}} hooks
   * @throws when words cannot be fetched
   */
  static async start(root, server, context, hooks) {
    const api = new Api(server);
    const session = new Session(api, new Store(`${api.base}:${context.siteKey}`), context);
    const [texts] = await Promise.all([loadTexts(session.language), addStyles(root)]);
    return new Chat(root, session, texts, hooks);
  }

  #draw() {
    const old = this.panel;
    this.panel = new Panel(this.session, this.texts, this.hooks.close, this.announcer);
    this.root.append(this.panel.element);
    if (!old) return;
    const { hidden } = old.element;
    this.panel.composer.value = old.composer.value;
    old.remove();
    if (!hidden) this.panel.show(true);
  }

  /** The conversation has changed its language: the words around it follow. */
  async #follow() {
    if (!LANGUAGES.includes(this.session.language)) return;
    this.texts = await loadTexts(this.session.language).catch(() => this.texts);
    this.#draw();
  }

  /** @param {{messages: import("./api.js").Message[], fresh: boolean}} news */
  #count({ messages, fresh }) {
    if (!fresh || !this.panel?.element.hidden) return;
    this.unread += messages.filter(({ author }) => author !== "learner").length;
    if (this.unread) this.hooks.unread(this.texts.plural("unread", this.unread));
  }

  /** @param {boolean} open */
  show(open) {
    this.panel?.show(open);
    if (open) this.unread = 0;
  }
}
