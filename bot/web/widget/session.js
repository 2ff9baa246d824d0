/** One learner's conversation: opens or resumes it, holds its events and state. Knows nothing of the page. */
import { ApiError } from "./api.js";
import { Outbox } from "./outbox.js";
import { Sleeper, backoff } from "./pauses.js";
import { Transport } from "./transport.js";

const ARRIVES_MS = 6000;

/**
 * @typedef {"opening"|"open"|"unavailable"|"gone"|"cleared"|"erased"} Phase
 * @typedef {{siteKey: string, language: string, territory: string, page: string}} Context
 */

/**
 * Events: "change" (anything a status line shows), "pending", "language", "reset" and
 * "messages" with detail {messages, fresh} (fresh: arrived now, not history).
 */
export class Session extends EventTarget {
  /** @param {import("./api.js").Api} api @param {import("./store.js").Store} store @param {Context} context */
  constructor(api, store, context) {
    super();
    this.api = api;
    this.store = store;
    this.context = context;
    this.language = store.get("conversation")?.language ?? context.language;
    this.sleeper = new Sleeper();
    this.outbox = new Outbox(store, (item) => this.#send(item), () => this.#emit("pending"));
    this.#blank();
    store.watch("conversation", () => this.#otherTab());
    window.addEventListener("online", () => this.sleeper.wake());
  }

  #blank() {
    /** @type {Phase} */
    this.phase = "opening";
    /** @type {import("./api.js").Message[]} */
    this.events = [];
    /** @type {import("./api.js").Conversation | null} */
    this.talk = null;
    this.state = "assistant";
    this.thinking = false;
    this.expired = false;
    /** @type {string | null} */
    this.counsellor = null;
    /** @type {import("./transport.js").Connection | "busy"} */
    this.connection = "polling";
    this.transport?.stop();
    this.transport = null;
  }

  /** @param {string} name @param {unknown} [detail] */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  get lastSeq() {
    return this.events.at(-1)?.seq ?? 0;
  }

  /** Restores the stored conversation or makes a new one; keeps trying while the server is away. */
  async open() {
    // Shown at once, sent as soon as there is a conversation.
    this.outbox.load();
    for (let failures = 1; this.phase === "opening"; failures += 1) {
      try {
        await this.#alone(() => this.#restoreOrCreate());
        return;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (!error.retryable) this.phase = "unavailable";
        this.connection = error.status === 0 ? "offline" : "busy";
        this.#emit("change");
        if (error.retryable) await this.sleeper.sleep(error.retryAfter ?? backoff(failures, 1000, 30000));
      }
    }
  }

  /** Two tabs opened at once must not make two conversations. @param {() => Promise<void>} work */
  #alone(work) {
    const name = this.store.prefix + "open";
    return navigator.locks ? navigator.locks.request(name, work) : work();
  }

  async #restoreOrCreate() {
    const saved = this.store.get("conversation");
    if (saved?.id && saved.token) {
      try {
        const envelope = await this.api.events(saved, 0, 0);
        return this.#isLeft() || this.#adopt(saved, envelope);
      } catch (error) {
        if (!(error instanceof ApiError && error.gone)) throw error;
        this.store.remove("conversation");
        this.expired = true;
      }
    }
    const { language, siteKey, territory, page } = { ...this.context, language: this.language };
    const body = { language, site_key: siteKey, ...(territory && { territory }), ...(page && { page }) };
    const made = await this.api.create(body);
    return this.#isLeft() || this.#begin(made);
  }

  /** The learner has cleared the device while the answer was on its way. */
  #isLeft() {
    return this.phase !== "opening";
  }

  /** @param {any} made answer of creation or resumption */
  #begin(made) {
    this.outbox.carryOver();
    this.#adopt({ id: made.id, token: made.token }, { ...made, events: made.messages });
  }

  /** @param {import("./api.js").Conversation} talk @param {import("./api.js").Envelope} envelope */
  #adopt(talk, envelope) {
    this.talk = { id: talk.id, token: talk.token };
    this.phase = "open";
    this.connection = "polling";
    this.#take(envelope, false);
    this.store.set("conversation", { ...this.talk, language: this.language });
    this.transport = new Transport(this.api, this.talk, {
      after: () => this.lastSeq,
      take: (news) => this.#take(news, true),
      connection: (value) => this.#connection(value),
      gone: () => this.#end("gone"),
    });
    this.transport.start();
    this.outbox.load();
    this.outbox.wake();
  }

  /** @param {import("./transport.js").Connection} value */
  #connection(value) {
    if (value === this.connection) return;
    if (this.connection === "offline") this.outbox.wake();
    this.connection = value;
    this.#emit("change");
  }

  /**
   * @param {import("./api.js").Envelope} envelope
   * @param {boolean} fresh
   * @returns {number} how many events were new
   */
  #take(envelope, fresh) {
    this.#forget(envelope.first_seq ?? 1);
    const known = new Set(this.events.map((event) => event.seq));
    const messages = (envelope.events ?? []).filter((event) => !known.has(event.seq));
    this.events = [...this.events, ...messages].sort((a, b) => a.seq - b.seq);
    this.state = envelope.state ?? this.state;
    this.thinking = envelope.thinking ?? false;
    this.counsellor = envelope.counsellor?.name ?? null;
    if (messages.length) this.#emit("messages", { messages, fresh });
    for (const { client_id: id } of messages) if (id) this.outbox.remove(id);
    if (envelope.language && envelope.language !== this.language) this.#speak(envelope.language);
    this.#emit("change");
    return messages.length;
  }

  /** Messages before *first* were erased at the learner's wish. @param {number} first */
  #forget(first) {
    if (!this.events.some((event) => event.seq < first)) return;
    this.events = this.events.filter((event) => event.seq >= first);
    this.#emit("reset");
    if (this.events.length) this.#emit("messages", { messages: this.events, fresh: false });
  }

  /** @param {string} language */
  #speak(language) {
    this.language = language;
    if (this.talk) this.store.set("conversation", { ...this.talk, language });
    this.#emit("language");
  }

  /** @param {import("./outbox.js").Item} item */
  async #send(item) {
    if (!this.talk) throw new ApiError(0);
    try {
      const { seq } = await this.api.put(this.talk, item.clientId, item.body);
      setTimeout(() => seq > this.lastSeq && this.transport?.check(), ARRIVES_MS);
    } catch (error) {
      if (error instanceof ApiError && error.gone && !this.#isOldChoice(item, error)) this.#end("gone");
      if (error instanceof ApiError && error.code === "conversation_closed") this.transport?.check();
      throw error;
    }
  }

  /** A choice the server no longer knows is refused by itself. @param {import("./outbox.js").Item} item @param {ApiError} error */
  #isOldChoice(item, error) {
    return error.status === 404 && "choice" in item.body;
  }

  /** @param {Phase} phase */
  #end(phase) {
    if (this.store.get("conversation")?.id === this.talk?.id) this.store.remove("conversation");
    const { events } = this;
    this.#blank();
    this.phase = phase;
    if (phase === "gone") this.events = events;
    else {
      this.outbox.clear();
      this.store.clear();
      this.#emit("reset");
    }
    this.#emit("change");
  }

  #otherTab() {
    const saved = this.store.get("conversation");
    if (!this.talk || saved?.id === this.talk.id) return;
    this.#blank();
    if (saved) void this.open();
    else {
      this.phase = "cleared";
      this.outbox.clear();
    }
    this.#emit("reset");
    this.#emit("change");
  }

  /** @param {string} text */
  sendText(text) {
    this.outbox.add({ text }, text);
  }

  /** @param {{id: string, label: string}} choice */
  sendChoice({ id, label }) {
    this.outbox.add({ choice: id }, label);
  }

  /** After an end: a fresh conversation; words not yet sent go with it. */
  async restart() {
    this.store.remove("conversation");
    this.#blank();
    this.#emit("reset");
    this.#emit("change");
    await this.open();
  }

  /** @returns {import("./api.js").Conversation} @throws {ApiError} while there is none */
  #need() {
    if (!this.talk) throw new ApiError(0);
    return this.talk;
  }

  async handoff() {
    await this.api.post(this.#need(), "handoff");
    await this.transport?.check();
  }

  /** Clears this device even without a connection: the next person at this screen must see nothing. */
  leave() {
    const { talk } = this;
    this.#end("cleared");
    if (talk) void this.api.post(talk, "leave").catch(() => null);
  }

  /** @returns {Promise<{erased?: string[], remains?: string[], at?: string}>} the receipt */
  async erase() {
    const receipt = await this.api.erase(this.#need());
    this.#end("erased");
    return receipt;
  }

  /** @returns {Promise<{code: string, expires_at?: string}>} */
  makeCode() {
    return this.api.post(this.#need(), "resume-code");
  }

  /** @param {string} code */
  async resume(code) {
    const made = await this.api.resume(code);
    this.#blank();
    this.#emit("reset");
    this.#begin(made);
  }

  /** @returns {Promise<string>} plain text */
  summary() {
    return this.api.summary(this.#need());
  }

  /** @returns {Promise<string>} an iCalendar file with the first step and the days named */
  calendar() {
    return this.api.calendar(this.#need());
  }

  mailable() {
    return this.api.mailable(this.#need());
  }

  /** @param {string} email */
  mail(email) {
    return this.api.mail(this.#need(), email);
  }
}
