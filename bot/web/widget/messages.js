/** One message as one list item: sender, words, cards, chips, and whether it has been sent. */
import { cardElement, sourceLine } from "./cards.js";
import { button, h, icon } from "./dom.js";
import { linkify } from "./linkify.js";

/** @typedef {import("./api.js").Message} Message @typedef {import("./api.js").Card} Card */
/** @typedef {import("./texts.js").Texts} Texts */
/**
 * @typedef {{choose: (choice: {id: string, label: string}, byKeyboard: boolean) => void,
 *   retry: (clientId: string) => void, edit: (item: import("./outbox.js").Item) => void}} Actions
 */

/** @param {Texts} texts @param {{author: string, counsellor_name?: string}} event */
export function senderName(texts, { author, counsellor_name: name }) {
  if (author === "counsellor" && !name) return texts.get("author_counsellor_unnamed");
  return texts.get(`author_${author}`, { name });
}

/**
 * Splits a message at the lines that its cards repeat.
 * @param {Message} event
 * @returns {(string[] | Card[])[]} in reading order: runs of lines, runs of cards
 */
export function messageParts({ text, cards = [] }) {
  const left = [...cards];
  /** @type {any[][]} */
  const parts = [];
  const push = (/** @type {string | Card} */ piece) => {
    const last = parts.at(-1);
    if (last && typeof last[0] === typeof piece) last.push(piece);
    else if (piece !== "") parts.push([piece]);
  };
  for (const line of String(text ?? "").split("\n")) {
    const index = left.findIndex((card) => card.text?.trim() === line.trim() && line.trim());
    if (index >= 0) push(left.splice(index, 1)[0]);
    else if (line.trim() || typeof parts.at(-1)?.[0] === "string") push(line.trim());
  }
  left.forEach(push);
  return parts;
}

/** What is read out once when a message arrives. @param {Texts} texts @param {Message} event */
export function spokenText(texts, event) {
  return readable(texts, event.text).trim();
}

/** @param {string[]} lines @param {(line: string) => Node[]} inline @returns {HTMLElement[]} */
function paragraphs(lines, inline) {
  /** @type {HTMLElement[]} */
  const blocks = [];
  for (const line of lines.filter(Boolean)) {
    const item = /^[-•]\s+(.*)/.exec(line)?.[1];
    if (item === undefined) blocks.push(h("p", {}, ...inline(line)));
    else {
      if (blocks.at(-1)?.tagName !== "UL") blocks.push(h("ul", {}));
      blocks.at(-1)?.append(h("li", {}, ...inline(item)));
    }
  }
  return blocks;
}

/** @param {Texts} texts @param {Message} event @param {Card[]} cards */
function cardList(texts, event, cards) {
  const plain = (/** @type {Card} */ card) => h("p", {}, ...linkify(card.text ?? ""));
  const items = cards.map((card) => h("li", {}, cardElement(texts, card) ?? plain(card)));
  return h("ul", { class: "cards", lang: event.lang ?? null }, ...items);
}

/** @param {Texts} texts @param {Message} event */
function body(texts, event) {
  const options = { phones: event.phones, short: event.author === "system" };
  return messageParts(event).map((part) => {
    if (typeof part[0] !== "string") return cardList(texts, event, /** @type {Card[]} */ (part));
    const blocks = paragraphs(/** @type {string[]} */ (part), (line) => linkify(line, options));
    return h("div", { class: "bubble", lang: event.lang ?? null }, ...blocks);
  });
}

/** @param {Message} event @param {Actions} actions */
function chips({ choices = [], lang }, actions) {
  if (!choices.length) return null;
  const items = choices.map((choice) => {
    // A click made with the keyboard counts no pointer presses.
    const press = (/** @type {MouseEvent} */ { detail }) => actions.choose(choice, detail === 0);
    return h("li", {}, button(choice.label, press, { class: "button chip" }));
  });
  return h("ul", { class: "chips", lang: lang ?? null }, ...items);
}

/** @param {Texts} texts @param {Message} event */
function factLines(texts, { facts = [] }) {
  const lines = new Set(facts.map((fact) => sourceLine(texts, { source: fact.source, date: fact.as_of })));
  return [...lines].map((line) => h("p", { class: "fact-source" }, line));
}

/** @param {string} author @param {string} name @param {string} [time] @param {string} [at] */
function heading(author, name, time, at) {
  const sign = author === "assistant" ? "program" : author === "counsellor" ? "person" : null;
  return h("p", { class: "sender" }, sign && icon(sign), h("span", {}, name), time && h("time", { datetime: at }, time));
}

/** Numbers and addresses come as references: the words stand for them. @param {Texts} texts @param {string} text */
function readable(texts, text) {
  return String(text ?? "").replace(/⟦(phone|email|id):\d+⟧/g, (_, kind) => texts.get(`protected_${kind}`));
}

/** @param {Texts} texts @param {Message} sent @param {Actions} actions */
export function messageElement(texts, sent, actions) {
  const event = { ...sent, text: readable(texts, sent.text) };
  const time = event.at ? texts.time(event.at) : "";
  return h("li", { class: `message from-${event.author}`, "data-seq": event.seq },
    heading(event.author, senderName(texts, event), time, event.at),
    ...body(texts, event),
    ...factLines(texts, event),
    chips(event, actions));
}

/** @param {Texts} texts @param {import("./outbox.js").Item} item */
function deliveryText(texts, { state, code, limit }) {
  if (state === "failed" && limit) return texts.get("not_sent_too_long", { limit });
  if (state === "failed" && code === "conversation_closed") return texts.get("not_sent_closed");
  return texts.get({ sending: "sending", sent: "sent", waiting: "not_sent_yet", failed: "not_sent" }[state]);
}

/** @param {Texts} texts @param {import("./outbox.js").Item} item @param {Actions} actions */
export function pendingElement(texts, item, actions) {
  const stuck = item.state === "waiting" || item.state === "failed";
  const again = item.state === "waiting" ? "try_now" : "try_again";
  const editable = item.state === "failed" && "text" in item.body;
  return h("li", { class: `message from-learner is-${item.state}`, "data-client": item.clientId },
    heading("learner", texts.get("author_learner")),
    h("div", { class: "bubble" }, ...paragraphs(item.text.split("\n"), linkify)),
    h("div", { class: "delivery" },
      h("span", {}, deliveryText(texts, item)),
      stuck && !item.limit && button(texts.get(again), () => actions.retry(item.clientId), { class: "button small" }),
      editable && button(texts.get("edit"), () => actions.edit(item), { class: "button small" })));
}
