/** The chat API over fetch: one method per route, one error class. */

/**
 * @typedef {{id: string, token: string}} Conversation
 * @typedef {{type: string, id: string, text?: string, [key: string]: any}} Card
 * @typedef {{seq: number, author: "learner"|"assistant"|"counsellor"|"system", lang?: string,
 *   text: string, at?: string, client_id?: string, counsellor_name?: string, cards?: Card[],
 *   choices?: {id: string, label: string}[], phones?: string[],
 *   facts?: {id: string, as_of?: string, source?: string}[]}} Message
 * @typedef {{events: Message[], state?: string, last_seq?: number, first_seq?: number, thinking?: boolean,
 *   counsellor?: {name?: string}|null, language?: string}} Envelope
 */

export class ApiError extends Error {
  /** @param {number} status 0 when no answer came @param {any} [error] @param {number} [retryAfter] ms */
  constructor(status, error, retryAfter) {
    super(error?.code ?? `status ${status}`);
    this.status = status;
    this.code = error?.code ?? "";
    this.limit = error?.limit;
    this.retryAfter = retryAfter;
  }

  /** True when the same call may succeed later. */
  get retryable() {
    return this.status === 0 || this.status >= 500 || [408, 425, 429].includes(this.status);
  }

  /** True when the conversation no longer answers to this token. */
  get gone() {
    return [401, 403, 404, 410].includes(this.status);
  }
}

/** @param {Response} response */
async function failure(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  const body = await response.json().catch(() => null);
  return new ApiError(response.status, body?.error, seconds > 0 ? seconds * 1000 : undefined);
}

export class Api {
  /** @param {string} server base address of the installation, "" for where this file came from */
  constructor(server) {
    this.base = new URL(server || "..", server ? document.baseURI : import.meta.url).href.replace(/\/$/, "");
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{token?: string, body?: unknown, seconds?: number, signal?: AbortSignal, as?: "json"|"text"}} [options]
   * @returns {Promise<any>}
   */
  async call(method, path, { token, body, seconds = 15, signal, as = "json" } = {}) {
    const headers = new Headers();
    if (token) headers.set("Authorization", `Bearer ${token}`);
    if (body !== undefined) headers.set("Content-Type", "application/json");
    const limit = AbortSignal.timeout(seconds * 1000);
    let response;
    try {
      response = await fetch(this.base + path, {
        method, headers, cache: "no-store", credentials: "omit",
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      if (response.ok) return await (as === "text" ? response.text() : response.json());
    } catch {
      throw new ApiError(0);
    }
    throw await failure(response);
  }

  /** @param {Conversation} talk @param {string} [rest] */
  path(talk, rest = "") {
    return `/api/conversations/${encodeURIComponent(talk.id)}${rest}`;
  }

  /** @param {Record<string, string>} body */
  create(body) {
    return this.call("POST", "/api/conversations", { body });
  }

  /** @param {string} code */
  resume(code) {
    return this.call("POST", "/api/resume", { body: { code } });
  }

  /** @param {Conversation} talk @param {string} clientId @param {{text: string}|{choice: string}} body */
  put(talk, clientId, body) {
    return this.call("PUT", this.path(talk, `/messages/${clientId}`), { token: talk.token, body });
  }

  /**
   * @param {Conversation} talk
   * @param {number} after
   * @param {number} wait seconds the server may hold the answer back
   * @param {AbortSignal} [signal]
   * @returns {Promise<Envelope>}
   */
  events(talk, after, wait, signal) {
    const path = this.path(talk, `/events?after=${after}&wait=${wait}`);
    return this.call("GET", path, { token: talk.token, seconds: wait + 12, signal });
  }

  /** @param {Conversation} talk @param {"handoff"|"leave"|"resume-code"} verb */
  post(talk, verb) {
    return this.call("POST", this.path(talk, `/${verb}`), { token: talk.token });
  }

  /** @param {Conversation} talk */
  erase(talk) {
    return this.call("DELETE", this.path(talk), { token: talk.token });
  }

  /** @param {Conversation} talk @returns {Promise<string>} */
  summary(talk) {
    return this.call("GET", this.path(talk, "/summary?format=text"), { token: talk.token, as: "text" });
  }

  /** @param {Conversation} talk @returns {Promise<string>} an iCalendar file */
  calendar(talk) {
    return this.call("GET", this.path(talk, "/summary?format=ics"), { token: talk.token, as: "text" });
  }

  /** Whether the summary can be sent by e-mail. @param {Conversation} talk @returns {Promise<boolean>} */
  async mailable(talk) {
    const { mail } = await this.call("GET", this.path(talk, "/summary?format=json"), { token: talk.token });
    return mail;
  }

  /** The server waits for the mail server. @param {Conversation} talk @param {string} email */
  mail(talk, email) {
    return this.call("POST", this.path(talk, "/summary/mail"), { token: talk.token, body: { email }, seconds: 30 });
  }

  /** @param {Conversation} talk */
  socketUrl(talk) {
    return this.base.replace(/^http/, "ws") + this.path(talk, "/socket");
  }

  /** @param {string} siteKey @param {string} language */
  privacyUrl(siteKey, language) {
    return `${this.base}/privacy?${new URLSearchParams({ site_key: siteKey, lang: language })}`;
  }
}
