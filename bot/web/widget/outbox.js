/** What the learner has written and the server has not yet acknowledged, in order, across reloads. */
import { ApiError } from "./api.js";
import { Sleeper, backoff } from "./pauses.js";

const STALE_MS = 3600000;

/**
 * @typedef {{clientId: string, body: {text: string}|{choice: string}, text: string, at: number,
 *   state: "sending"|"waiting"|"sent"|"failed", code?: string, limit?: number}} Item
 */

/** @returns {string} 128 random bits; randomUUID is missing on plain http pages */
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  /**
   * @param {import("./store.js").Store} store
   * @param {(item: Item) => Promise<unknown>} send resolves once the server has committed the message
   * @param {() => void} changed
   */
  constructor(store, send, changed) {
    this.store = store;
    this.send = send;
    this.changed = changed;
    this.sleeper = new Sleeper();
    this.running = false;
    /** @type {Item[]} */
    this.items = [];
    window.addEventListener("online", () => this.sleeper.wake());
  }

  /** Takes up what an earlier page left behind; old items wait for the learner's word. */
  load() {
    const known = new Set(this.items.map((item) => item.clientId));
    for (const key of this.store.keys("out:")) {
      const item = this.store.get(key);
      if (!item || known.has(item.clientId)) continue;
      if (item.state !== "failed") item.state = Date.now() - item.at > STALE_MS ? "failed" : "sending";
      this.items.push(item);
    }
    this.items.sort((a, b) => a.at - b.at);
    this.#update();
    void this.flush();
  }

  /** @param {Item["body"]} body @param {string} text what the bubble shows */
  add(body, text) {
    /** @type {Item} */
    const item = { clientId: newId(), body, text, at: Date.now(), state: "sending" };
    this.items.push(item);
    this.#update(item);
    void this.flush();
  }

  /** @param {string} clientId */
  retry(clientId) {
    const item = this.items.find((one) => one.clientId === clientId);
    if (!item) return;
    item.state = "sending";
    this.#update(item);
    this.wake();
  }

  /** Forgets an item: it arrived as an event, or the learner took it back. @param {string} clientId */
  remove(clientId) {
    this.items = this.items.filter((item) => item.clientId !== clientId);
    this.store.remove(`out:${clientId}`);
    this.changed();
  }

  clear() {
    for (const item of this.items) this.store.remove(`out:${item.clientId}`);
    this.items = [];
    this.sleeper.wake();
    this.changed();
  }

  /** For a new conversation: words are kept, choices of the old one mean nothing there. */
  carryOver() {
    for (const item of [...this.items]) {
      if (item.state === "sent" || "choice" in item.body) this.remove(item.clientId);
      else if (!item.limit) item.state = "sending";
    }
  }

  /** Tries again now instead of after the pause. */
  wake() {
    this.sleeper.wake();
    void this.flush();
  }

  /** Sends one after the other; a message never overtakes an earlier one that may still arrive. */
  async flush() {
    if (this.running) return;
    this.running = true;
    let failures = 0;
    try {
      for (let item = this.#next(); item; item = this.#next()) {
        const pause = await this.#deliver(item, failures + 1);
        failures = pause ? failures + 1 : 0;
        if (pause) await this.sleeper.sleep(pause);
      }
    } finally {
      this.running = false;
    }
  }

  #next() {
    return this.items.find((item) => item.state === "sending" || item.state === "waiting");
  }

  /** @param {Item} item @param {number} failures @returns {Promise<number>} pause before the next try, ms */
  async #deliver(item, failures) {
    let pause = 0;
    try {
      await this.send(item);
      item.state = "sent";
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      item.state = error.retryable ? "waiting" : "failed";
      item.code = error.code;
      item.limit = error.limit;
      if (error.retryable) pause = error.retryAfter ?? backoff(failures, 1000, 30000);
    }
    this.#update(item);
    return pause;
  }

  /** @param {Item} [item] */
  #update(item) {
    if (item && this.items.includes(item)) {
      if (item.state === "sent") this.store.remove(`out:${item.clientId}`);
      else this.store.set(`out:${item.clientId}`, item);
    }
    this.changed();
  }
}
