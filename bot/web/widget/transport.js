/** Keeps one conversation up to date: socket first, long poll when it fails, always by sequence number. */
import { ApiError } from "./api.js";
import { Sleeper, backoff } from "./pauses.js";

const LONGEST_POLL_S = 25;
const CONNECT_MS = 8000;
const STABLE_MS = 10000;
const QUIET_MS = 60000;

/**
 * @typedef {"live"|"polling"|"offline"} Connection
 * @typedef {{after: () => number, take: (envelope: import("./api.js").Envelope) => number,
 *   connection: (value: Connection) => void, gone: () => void}} Hooks
 */

export class Transport {
  /**
   * @param {import("./api.js").Api} api
   * @param {import("./api.js").Conversation} talk
   * @param {Hooks} hooks `take` returns how many events were new
   */
  constructor(api, talk, hooks) {
    this.api = api;
    this.talk = talk;
    this.hooks = hooks;
    this.sleeper = new Sleeper();
    this.stopping = new AbortController();
    this.heard = 0;
    /** @type {() => void} */
    this.dropSocket = () => {};
  }

  get stopped() {
    return this.stopping.signal.aborted;
  }

  start() {
    const { signal } = this.stopping;
    window.addEventListener("online", () => this.sleeper.wake(), { signal });
    window.addEventListener("offline", () => this.dropSocket(), { signal });
    document.addEventListener("visibilitychange", () => this.#checkIfQuiet(QUIET_MS / 3), { signal });
    this.timer = setInterval(() => this.#checkIfQuiet(QUIET_MS), QUIET_MS / 2);
    void this.#run();
  }

  stop() {
    this.stopping.abort();
    clearInterval(this.timer);
    this.dropSocket();
    this.sleeper.wake();
  }

  /** Asks once now; a socket that had missed something is replaced. */
  async check() {
    try {
      const envelope = await this.api.events(this.talk, this.hooks.after(), 0, this.stopping.signal);
      if (this.#take(envelope) > 0) this.dropSocket();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** @param {number} ms */
  #checkIfQuiet(ms) {
    if (!document.hidden && Date.now() - this.heard > ms) void this.check();
  }

  /** @param {import("./api.js").Envelope} envelope */
  #take(envelope) {
    this.heard = Date.now();
    return this.stopped ? 0 : this.hooks.take(envelope);
  }

  async #run() {
    let failures = 0;
    while (!this.stopped) {
      const lived = await this.#socket();
      if (this.stopped) return;
      failures = lived > STABLE_MS ? 1 : failures + 1;
      await this.#poll(Date.now() + backoff(failures, 2000, 120000));
    }
  }

  /** @returns {Promise<number>} how long the socket was open, ms; 0 if it never opened */
  #socket() {
    return new Promise((resolve) => {
      let socket;
      try {
        socket = new WebSocket(this.api.socketUrl(this.talk));
      } catch {
        return resolve(0);
      }
      this.#listen(socket, resolve);
    });
  }

  /** @param {WebSocket} socket @param {(lived: number) => void} resolve */
  #listen(socket, resolve) {
    let opened = 0;
    const done = () => {
      clearTimeout(timer);
      this.dropSocket = () => {};
      socket.onclose = socket.onmessage = null;
      socket.close();
      resolve(opened ? Date.now() - opened : 0);
    };
    const timer = setTimeout(done, CONNECT_MS);
    this.dropSocket = done;
    socket.onclose = done;
    socket.onopen = () => {
      clearTimeout(timer);
      opened = this.heard = Date.now();
      socket.send(JSON.stringify({ token: this.talk.token, after: this.hooks.after() }));
      this.hooks.connection("live");
    };
    socket.onmessage = ({ data }) => {
      try {
        this.#take(JSON.parse(data));
      } catch {
        done();
      }
    };
  }

  /** @param {number} until when to try the socket again; later while the server does not answer */
  async #poll(until) {
    let failures = 0;
    while (!this.stopped && (Date.now() < until || failures)) {
      const started = Date.now();
      const wait = Math.max(0, Math.min(LONGEST_POLL_S, Math.ceil((until - started) / 1000)));
      try {
        const envelope = await this.api.events(this.talk, this.hooks.after(), wait, this.stopping.signal);
        failures = 0;
        this.hooks.connection("polling");
        // A server that does not hold the answer back must not be asked in a tight loop.
        if (!this.#take(envelope)) await this.sleeper.sleep(Math.max(0, 1000 - (Date.now() - started)));
      } catch (error) {
        failures += 1;
        await this.sleeper.sleep(this.#failed(error) ?? backoff(failures, 1000, 30000));
      }
    }
  }

  /** @param {unknown} error @returns {number | undefined} pause the server asked for, ms */
  #failed(error) {
    if (!(error instanceof ApiError)) throw error;
    if (this.stopped) return 0;
    if (error.gone) {
      this.stop();
      this.hooks.gone();
    } else if (error.status === 0) this.hooks.connection("offline");
    return error.retryAfter;
  }
}
