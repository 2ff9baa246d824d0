// One conversation at the desk: transcript, brief, reply, hand back or close.
import { call } from "./api.js";
import { briefView, needWord } from "./brief.js";
import { make, readable, say } from "./dom.js";

/** Shows one conversation in *root* and keeps it up to date. */
export class ConversationView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.id = null;
    this.lastSeq = 0;
    /** Replies that were begun, by conversation: kept while another one is open. */
    this.drafts = new Map();
  }

  /** @param {string} id */
  async open(id) {
    if (this.id) this.drafts.set(this.id, this.field.value);
    this.id = id;
    this.lastSeq = 0;
    this.log = make("div", { class: "log", role: "log", "aria-label": say("transcript"), tabindex: "0" });
    this.side = make("div", { class: "side" });
    this.actions = make("div", { class: "actions" });
    this.composer = this.makeComposer();
    this.field.value = this.drafts.get(id) ?? "";
    this.problem = make("p", { class: "error", role: "alert", hidden: true });
    this.root.replaceChildren(this.side, make("div", { class: "talk" },
      this.actions, this.log, this.problem, this.composer));
    await this.refresh();
  }

  /** Read what is new. Calls that overlap are folded into one more. */
  async refresh() {
    if (!this.id) return;
    if (this.reading) { this.again = true; return; }
    this.reading = true;
    try {
      const id = this.id;
      const found = await call("GET", `/conversations/${id}?after=${this.lastSeq}`);
      if (id === this.id) this.show(found);
    } catch (error) {
      this.complain(error);
    } finally {
      this.reading = false;
      if (this.again) { this.again = false; this.refresh(); }
    }
  }

  /** @param {any} found */
  show(found) {
    for (const old of this.log.querySelectorAll("[data-seq]")) {
      if (Number(old.dataset.seq) < found.first_seq) old.remove();
    }
    for (const event of found.events) this.append(event);
    this.composer.hidden = !found.mine;
    this.renew(this.side, found.brief, () => [briefView(this.id, found.brief, () => this.refresh())]);
    this.renew(this.actions, [found.mine, found.state, found.counsellor], () => this.buttons(found));
    if (this.toReply && found.mine) { this.toReply = false; this.field.focus(); }
  }

  /**
   * Fill *box* anew, but only when what it shows has changed: a focused button must stay.
   * @param {HTMLElement} box @param {any} shown @param {() => (Node|string)[]} make
   */
  renew(box, shown, make) {
    const key = JSON.stringify(shown);
    if (box.shown === key) return;
    const focused = box.contains(document.activeElement);
    box.shown = key;
    box.replaceChildren(...make());
    if (focused) (box.querySelector("button") ?? this.log).focus();
  }

  /** @param {any} event */
  append(event) {
    if (event.seq <= this.lastSeq) return;
    this.lastSeq = event.seq;
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" });
    const author = event.counsellor_name ?? say(`author_${event.author}`);
    const need = event.author === "learner" && event.need ? ` · ${[event.need, ...event.also ?? []].map(needWord).join(", ")}` : "";
    this.log.append(make("article", { class: `message ${event.author}`, "data-seq": event.seq },
      make("p", { class: "meta" }, `${author} · ${time.format(new Date(event.at))}${need}`),
      make("p", { class: "text", lang: event.lang }, readable(event.text))));
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** @param {any} found */
  buttons(found) {
    const step = (name) => async () => {
      this.toReply = name === "claim";
      try { await call("POST", `/conversations/${this.id}/${name}`); } catch (error) { this.complain(error); }
      await this.refresh();
    };
    if (found.mine) {
      return [make("button", { onclick: step("hand-back"), class: "primary" }, say("hand_back")),
        make("button", { onclick: () => this.confirmClose(step("close")) }, say("close"))];
    }
    if (found.state === "closed") return [say("state_closed")];
    if (found.state === "counsellor") return [say("state_counsellor", { name: found.counsellor?.name ?? "" })];
    return [make("button", { onclick: step("claim"), class: "primary", "aria-describedby": "claim-hint" }, say("claim")),
      make("span", { id: "claim-hint" }, say("claim_hint"))];
  }

  /** @param {() => void} close */
  confirmClose(close) {
    const dialog = make("dialog", { "aria-label": say("close") }, make("p", {}, say("close_confirm")),
      make("form", { method: "dialog" },
        make("button", { value: "close", class: "primary" }, say("close")), " ",
        make("button", { value: "", autofocus: true }, say("cancel"))));
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "close") close();
      dialog.remove();
    });
    this.root.append(dialog);
    dialog.showModal();
  }

  makeComposer() {
    const field = this.field = make("textarea", { rows: "3", maxlength: "2000", placeholder: say("reply_placeholder"), "aria-label": say("reply_label") });
    const form = make("form", { class: "composer", hidden: true }, field, make("button", { class: "primary" }, say("send")));
    field.addEventListener("keydown", (key) => {
      if (key.key === "Enter" && !key.shiftKey && !key.isComposing) { key.preventDefault(); form.requestSubmit(); }
    });
    form.addEventListener("submit", (submit) => { submit.preventDefault(); this.send(field); });
    return form;
  }

  /**
   * A text that the server does not take comes back into the field; its id makes a repetition harmless.
   * @param {HTMLTextAreaElement} field
   */
  async send(field) {
    const text = field.value.trim();
    if (!text || this.sending) return;
    if (this.unsent?.text !== text) this.unsent = { text, clientId: crypto.randomUUID() };
    this.sending = true;
    const id = this.id;
    field.value = "";  // what is typed from now on is the next reply
    try {
      await call("PUT", `/conversations/${id}/messages/${this.unsent.clientId}`, { text });
      this.unsent = null;
      this.problem.hidden = true;
    } catch (error) {
      this.giveBack(id, field, text);
      this.complain(error);
    } finally {
      this.sending = false;
    }
    await this.refresh();
  }

  /** @param {string} id conversation @param {HTMLTextAreaElement} field @param {string} text */
  giveBack(id, field, text) {
    if (id === this.id) field = this.field;
    field.value = [text, field.value].filter(Boolean).join("\n");
    if (id !== this.id) this.drafts.set(id, field.value);
  }

  /** @param {Error} error */
  complain(error) {
    this.problem.textContent = error.name === "Error" && error.message ? error.message : say("error_generic");
    this.problem.hidden = false;
  }
}
